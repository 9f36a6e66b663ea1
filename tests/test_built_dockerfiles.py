"""Which Dockerfiles are built: those that a platform file names, whatever they are called, and those that nothing replaces."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "app:app"]\n'

SPARK = "FROM python:3.13\nWORKDIR /jobs\nCOPY . .\nRUN pip install -r requirements.txt\n"
BARE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
STAGES = IMAGE.replace("python:3.13", "python:3.13 AS shop-dev") + "FROM shop-dev AS shop-prod\n"
MOUNTED = "services:\n  web:\n    build: {context: ., target: shop-dev}\n    command: flask run --debug\n    volumes: ['.:/app']\n"


def compose(path: str) -> str:
    return f"services:\n  api:\n    build:\n      context: .\n      dockerfile: {path}\n"


WORKFLOW = "jobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          file: {0}\n          push: true\n"
FOR_DEVELOPERS = "services:\n  api:\n    build: .\n    environment: {FLASK_DEBUG: 1}\n    volumes: ['.:/app']\n"

CASES = {
    "a dash": ({"docker/Dockerfile-api": IMAGE, "compose.yaml": compose("docker/Dockerfile-api")}, ["docker/Dockerfile-api"]),
    "another name": ({"images/web.docker": IMAGE, "compose.yaml": compose("images/web.docker")}, ["images/web.docker"]),
    "named by fly.toml": ({"Api.df": IMAGE, "fly.toml": "app = 'x'\n[build]\ndockerfile = 'Api.df'\n"}, ["Api.df"]),
    "named by nothing": ({"docker/Dockerfile-api": IMAGE}, ["docker/Dockerfile-api"]),
    "left over": ({"Dockerfile": IMAGE, "Dockerfile.backup": IMAGE, "Dockerfile.old": IMAGE}, ["Dockerfile"]),
    "a copy alone": ({"Dockerfile.backup": IMAGE, "Procfile": "web: gunicorn app:app\n"}, [None]),
    "a copy of another": ({"api.Dockerfile": IMAGE, "old.Dockerfile": IMAGE}, ["api.Dockerfile"]),
    "a copy that is named": ({"Dockerfile.old": IMAGE, "Makefile": "image:\n\tdocker build -f Dockerfile.old .\n"}, ["Dockerfile.old"]),
    "in small letters": ({"shop.dockerfile": IMAGE}, ["shop.dockerfile"]),
    "small letters for a developer": ({"dev.dockerfile": IMAGE}, [None]),
    "for production": ({"Dockerfile": IMAGE, "Dockerfile.prod": IMAGE}, ["Dockerfile", "Dockerfile.prod"]),
    "named by a script": ({"Dockerfile": IMAGE, "Dockerfile.api": IMAGE, "build.sh": "docker build -f Dockerfile.api .\n"}, ["Dockerfile", "Dockerfile.api"]),
    "the only one": ({"Dockerfile.web": IMAGE}, ["Dockerfile.web"]),
    "for a developer": ({"Dockerfile-dev": IMAGE, "compose.override.yaml": compose("Dockerfile-dev")}, [None]),
    "a dash, in a workflow": ({"docker/Dockerfile-prod": IMAGE, ".github/workflows/build.yml": WORKFLOW.format("docker/Dockerfile-prod")}, ["docker/Dockerfile-prod"]),
    "a low dash, in a script": ({"Dockerfile_web": IMAGE, "Makefile": "image:\n\tdocker build -f Dockerfile_web .\n"}, ["Dockerfile_web"]),
    "a dash, for tests": ({"Dockerfile-test": IMAGE, "Makefile": "image:\n\tdocker build -f Dockerfile-test .\n"}, [None]),
    "notes about one": ({"Dockerfile-notes.md": "FROM here on …", "README.md": "See Dockerfile-notes.md"}, [None]),
    "the developer's": ({"Dockerfile": IMAGE, "Dockerfile.live": IMAGE, "compose.yaml": FOR_DEVELOPERS, "compose.prod.yaml": compose("Dockerfile.live")}, ["Dockerfile.live"]),
    "of both": ({"Dockerfile": IMAGE, "Dockerfile.live": IMAGE, "compose.yaml": compose("Dockerfile"), "compose.prod.yaml": compose("Dockerfile.live")}, ["Dockerfile.live"]),
    "published": ({"ci/Dockerfile": IMAGE, ".github/workflows/build.yml": WORKFLOW.format("ci/Dockerfile")}, ["ci/Dockerfile"]),
    "built for tests": ({"ci/Dockerfile": IMAGE, ".github/workflows/test.yml": "jobs:\n  test:\n    steps:\n      - run: docker build -f ci/Dockerfile .\n"}, [None]),
    "an example of the documentation": ({"Dockerfile": IMAGE, "docs/part/Dockerfile": BARE.replace("-r requirements.txt", "flask"), "docs/part/app.py": FLASK}, ["Dockerfile"]),
    "a folder of its own for the image": ({"docker/Dockerfile": IMAGE}, ["docker/Dockerfile"]),
    "without Flask": ({"Dockerfile": IMAGE, "jobs/Dockerfile": SPARK, "jobs/requirements.txt": "pyspark==3.5.0\n"}, ["Dockerfile"]),
    "nothing of the application": ({"Dockerfile": IMAGE, "Dockerfile.prod-base": "FROM acme/base\nRUN pip install flask gunicorn\n"}, ["Dockerfile"]),
    "alone without Flask": ({"Dockerfile": BARE, "requirements.txt": "pyspark==3.5.0\n"}, ["Dockerfile"]),
    "a stage for development": ({"Dockerfile": STAGES, "compose.yaml": MOUNTED}, ["Dockerfile"]),
    "that stage without the code": ({"Dockerfile": STAGES, "compose.yaml": MOUNTED.partition("    volumes")[0]}, ["Dockerfile", "Dockerfile"]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "built"), CASES.values(), ids=CASES)
def test_what_is_built(files: dict[str, str | bytes], built: list[str | None]) -> None:
    project = Project(MemoryTree({"app.py": FLASK, **files}))
    assert [d.image.path if d.image else None for d in project.deployments] == built


def test_a_compose_service_of_a_stage_for_development_is_no_deployment() -> None:
    """With the code mounted a developer works in it, whatever stage it is of; without, somebody deploys it, beside the last stage that it does not build."""
    files = {"app.py": FLASK, "Dockerfile": STAGES}
    hosts = [
        [d.host.key for d in Project(MemoryTree({**files, "compose.yaml": text})).deployments]
        for text in (MOUNTED, MOUNTED.partition("    volumes")[0], MOUNTED.replace("shop-dev", "shop-prod"))
    ]
    assert hosts == [["docker"], ["compose", "docker"], ["docker"]]


NOTES = "FROM python:3.13\ncreate the user first\n"


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({"Dockerfile": NOTES}, True),
        ({"Dockerfile": IMAGE, "Dockerfile.mssql": NOTES}, False),
        ({"Dockerfile": IMAGE, "Dockerfile.prod": NOTES}, True),
        ({"Dockerfile": IMAGE, "Dockerfile.mssql": NOTES, "run.sh": "docker build -f Dockerfile.mssql .\n"}, True),
        ({"Dockerfile.bak": NOTES}, False),
        ({"Dockerfile": IMAGE, "Dockerfile.fly": NOTES, "fly.toml": "[build]\ndockerfile = 'Dockerfile.fly'\n"}, True),
    ],
)
def test_what_docker_refuses_and_nobody_builds(files: dict[str, str | bytes], is_told: bool) -> None:
    assert bool(check("invalid-platform-file", {"app.py": FLASK, **files})) is is_told


BUILT = "services:\n  web:\n    build: {context: ., dockerfile: docker/web.Dockerfile}\n"
STOPS = {"docker/web.Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn none:app\n"}  # fmt: skip
PUSHED = "services:\n  web:\n    image: acme/shop:${TAG:-1}\n    ports: ['80:8000']\n"


@pytest.mark.parametrize(
    ("files", "started"),
    [
        pytest.param({"compose.yaml": PUSHED, "compose.build.yaml": BUILT}, True, id="a file that builds"),
        pytest.param({"compose.yaml": PUSHED, "compose.dev.yaml": BUILT}, True, id="the developer's"),
        pytest.param({"docker-compose.prod.yml": PUSHED, "docker-compose.yml": BUILT}, True, id="production alone"),
        pytest.param({"compose.yaml": PUSHED.replace("acme/shop:${TAG:-1}", "nginx:1"), "compose.dev.yaml": BUILT}, False, id="another's image"),
        pytest.param({"compose.yaml": PUSHED.replace("web:", "api:"), "compose.dev.yaml": BUILT}, False, id="another service"),
        pytest.param({"compose.yaml": PUSHED}, False, id="nothing builds it"),
    ],
)  # fmt: skip
def test_a_pushed_image_is_the_one_that_a_file_beside_builds(files: dict[str, str | bytes], started: bool) -> None:
    """The Dockerfile is not called so by itself: only the file that builds the service leads to it."""
    project = Project(MemoryTree({"app.py": FLASK, **STOPS, **files}))
    servers = [s for d in project.deployments if d.host.key == "compose" for s in d.commands.web_servers]
    assert [s.target for s in servers] == (["none:app"] if started else [])


def test_an_extended_service_and_its_image() -> None:
    base = "services:\n  web:\n    command: gunicorn other:app\n"
    extends = "services:\n  web:\n    extends: {file: base.compose.yml, service: web}\n    image: acme/shop\n"
    files = {"base.compose.yml": base, "compose.yaml": extends, "compose.ci.yaml": BUILT}
    [deployment] = Project(MemoryTree({"app.py": FLASK, **STOPS, **files})).deployments
    assert [s.target for s in deployment.commands.web_servers] == ["other:app"]
    assert deployment.image is not None
    assert deployment.image.path == "docker/web.Dockerfile"


SHARED = """services:
  data:
    build: .
    image: shop:{0}
    command: "true"
  api:
    image: shop:latest
    command: gunicorn -b 0.0.0.0:8000 app:app
  jobs:
    image: shop:latest
    entrypoint: ["celery", "-A", "app", "worker"]
"""


@pytest.mark.parametrize(
    ("tag", "images"), [("latest", {"data": "Dockerfile", "api": "Dockerfile", "jobs": "Dockerfile"}), ("1", {})]
)
def test_services_of_an_image_that_another_one_builds(tag: str, images: dict[str, str]) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": IMAGE, "compose.yaml": SHARED.format(tag)}
    found = {d.service.name: d.image.path for d in Project(MemoryTree(files)).deployments if d.image}
    assert {name: path for name, path in found.items() if name in ("api", "jobs")} == {
        n: p for n, p in images.items() if n != "data"
    }

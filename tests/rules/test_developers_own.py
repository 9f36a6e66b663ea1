"""What is for developers alone: Dockerfiles that say so or build upon what says so, parts of Compose files that are merged elsewhere."""

from __future__ import annotations

import pytest
from checking import FLASK, check

MAILING = f"{FLASK}import os\nPASSWORD = os.environ['MAIL_PASSWORD']\n"
PUSHED = "on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: docker/build-push-action@v6\n      with: {context: ., push: true}\n"
STEPS = "ENV SECRET_KEY=k9f0a7e1c44d FLASK_DEBUG=1\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn app:app\n"


def image(head: str, steps: str = STEPS, **files: str) -> dict[str, str | bytes]:
    code = FLASK + "import os\napp.secret_key = os.environ['SECRET_KEY']\n"
    return {"app.py": code, "requirements.txt": "flask\ngunicorn\n", "Dockerfile": f"{head}\n{steps}", **files}


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("# For local development\nFROM python:3.13", 0),
        ("# The development environment, with all tools\nFROM python:3.13", 0),
        ("FROM python:3.13\n\n# Development environment values: production has others", 0),
        ("FROM registry.example.com/team/dev_base_python:5", 0),
        ("FROM --platform=linux/amd64 team/python-dev:3", 0),
        ("FROM team/python-dev AS tools\nFROM python:3.13", 1),
        ("FROM python:3.13-dev", 1),  # a tag names a state of the base, not what is built upon it
        ("# Built by the developers\nFROM python:3.13", 1),
        ("FROM python:3.13", 1),
    ],
)
def test_a_dockerfile_that_says_what_it_is_for(head: str, found: int) -> None:
    assert len(check("plain-secret", image(head))) == found


def test_a_workflow_that_publishes_the_image_knows_better() -> None:
    files = image("# For local development\nFROM python:3.13", **{".github/workflows/image.yml": PUSHED})
    assert len(check("plain-secret", files)) == 1


def test_a_twin_with_another_comment() -> None:
    files = image("# Shop\nFROM python:3.13")
    assert check("plain-secret", files) == check("plain-secret", image("# Market\nFROM python:3.13"))


PART = "services:\n  shop:\n    build:\n      context: {}\n    volumes: ['{}:/src']\n"


@pytest.mark.parametrize(
    ("path", "context", "found"),
    [
        ("fragments/docker-compose-fragment.yml", "./shop", 0),
        ("parts/compose.shop.yaml", "shop", 0),
        ("docker/docker-compose.base.yml", "./apps/shop", 0),
        ("docker-compose.yml", "/srv/apps/shop", 0),  # a place on the machine, of which git knows nothing
        ("docker-compose.yml", "./shop", 1),
        ("deploy/docker-compose.yml", "./shop", 1),
        ("docker-compose.prod.yml", "./shop", 1),
    ],
)
def test_folders_of_a_part_of_a_compose_file(path: str, context: str, found: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", path: PART.format(context, context)}
    assert len(check("missing-root-directory", files)) == found


IMAGE = "FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN pip install flask gunicorn\n"
AT_HOME = (
    "services:\n  shop:\n    build:\n      context: .\n      args: {{KIND: shop}}\n    {}\n    environment:\n      {}\n"
)
GIVEN = "on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: team/docker-cached-build@v2\n      with: {name: shop, password: '${{ secrets.REGISTRY }}'}\n"
MOUNTED = "volumes: ['./shop:/src/shop']"


def composed(start: str, more: str, variable: str, workflow: str = "") -> list[str]:
    files = {
        "shop/__init__.py": MAILING,
        "Dockerfile": f"{IMAGE}ARG KIND\nENV KIND=$KIND\n{start}\n",
        "start.sh": 'if [ "$1" = shop ]; then\n  export TARGET=shop:app\nfi\nexec gunicorn $TARGET\n',
        "compose.yaml": AT_HOME.format(more, variable),
    }
    if workflow:
        files[".github/workflows/image.yml"] = workflow
    return [path for path, _, _ in check("placeholder-value", files)]


READS = "CMD gunicorn shop:app"


@pytest.mark.parametrize(
    ("start", "more", "variable", "workflow", "found"),
    [
        (READS, MOUNTED, "{APP_CHANNEL: local, MAIL_PASSWORD: changeme}", "", 0),
        (READS, MOUNTED, "{RELEASE_CHANNEL: development, MAIL_PASSWORD: changeme}", "", 0),
        ('CMD ["sh", "-c", "./start.sh ${KIND}"]', MOUNTED, "{APP_CHANNEL: local, MAIL_PASSWORD: changeme}", "", 0),
        (READS, "ports: ['80:8000']", "{FLASK_ENV: development, MAIL_PASSWORD: changeme}", PUSHED, 0),
        (READS, "ports: ['80:8000']", "{FLASK_DEBUG: '1', MAIL_PASSWORD: changeme}", GIVEN, 0),
        (READS, "ports: ['80:8000']", "{FLASK_DEBUG: '1', MAIL_PASSWORD: changeme}", "", 1),
        (READS, "ports: ['80:8000']", "{APP_CHANNEL: stable, MAIL_PASSWORD: changeme}", PUSHED, 1),
        (READS, MOUNTED, "{TV_CHANNEL: news, MAIL_PASSWORD: changeme}", "", 1),
        (READS, "ports: ['80:8000']", "{FLASK_DEBUG: '1', MAIL_PASSWORD: changeme}", GIVEN.replace("password", "tag"), 1),
    ],
)  # fmt: skip
def test_a_container_at_home_beside_the_image_that_others_run(
    start: str, more: str, variable: str, workflow: str, found: int
) -> None:
    assert len(composed(start, more, variable, workflow)) == found


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (".gitlab-ci.yml", "image:\n  script:\n  - docker build -t shop .\n  - docker push shop\n", 0),
        (".circleci/config.yml", "jobs:\n  image:\n    steps:\n    - run: docker push team/shop:$CIRCLE_SHA1\n", 0),
        ("Jenkinsfile", "sh 'docker image push team/shop'\n", 0),
        (".travis.yml", "after_success:\n- docker push team/shop\n", 0),
        (".gitlab-ci.yml", "image:\n  script:\n  - docker build -t shop .\n", 1),
        ("notes/push.txt", "docker push shop\n", 1),
    ],
)
def test_pipelines_publish_images_too(path: str, text: str, found: int) -> None:
    files = {
        "shop/__init__.py": MAILING,
        "Dockerfile": f"{IMAGE}CMD gunicorn shop:app\n",
        "compose.yaml": AT_HOME.format("ports: ['80:8000']", "{FLASK_DEBUG: '1', MAIL_PASSWORD: changeme}"),
        path: text,
    }
    assert len(check("placeholder-value", files)) == found


DEBUGGING = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask\nENV FLASK_APP=app.py\nCMD ["flask", "run", "--host=0.0.0.0", "--debug"]\n'
BUILDING = "services:\n  web:\n    build: {context: .., dockerfile: Dockerfile}\n    ports: ['80:80']\n"
BUILT = "on: pull_request\njobs:\n  try:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: docker/build-push-action@v6\n      with:\n        {}\n        tags: shop:latest\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"near/docker-compose.ci.yml": BUILDING}, 0),
        ({"local/compose.yaml": BUILDING}, 0),
        ({"near/docker-compose.dev.yml": BUILDING, ".github/workflows/try.yml": BUILT.format("push: false")}, 0),
        ({"near/docker-compose.dev.yml": BUILDING, ".github/workflows/try.yml": BUILT.format("load: true")}, 0),
        ({"near/docker-compose.dev.yml": BUILDING, ".github/workflows/try.yml": BUILT.format("push: true")}, 1),
        ({"near/docker-compose.dev.yml": BUILDING, ".github/workflows/try.yml": BUILT.format("push: ${{ github.ref == 'refs/heads/main' }}")}, 1),
        ({"near/docker-compose.dev.yml": BUILDING, ".github/workflows/try.yml": BUILT.format("outputs: type=image,push=true")}, 1),
        ({"near/docker-compose.dev.yml": BUILDING, "near/docker-compose.yml": BUILDING}, 1),
        ({"near/docker-compose.dev.yml": BUILDING, "Dockerfile": DEBUGGING.replace(', "--debug"', "")}, 1),
        ({}, 1),
    ],
)  # fmt: skip
def test_an_image_that_debugs_for_developers(files: dict[str, str], told: int) -> None:
    """What debugs itself, and is built by files for developers alone, is theirs; the action of Docker pushes only when it is told to."""
    found = check("development-server", {"app.py": FLASK, "Dockerfile": DEBUGGING, **files})
    assert len(found) == told

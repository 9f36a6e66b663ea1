"""Which Dockerfiles are built: those that a platform file names, whatever they are called, and those that nothing replaces."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "app:app"]\n'

SPARK = "FROM python:3.13\nWORKDIR /jobs\nCOPY . .\nRUN pip install -r requirements.txt\n"
BARE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
STAGES = IMAGE.replace("python:3.13", "python:3.13 AS shop-dev") + "FROM shop-dev AS shop-prod\n"
MOUNTED = "services:\n  web:\n    build: {context: ., target: shop-dev}\n    command: flask run --debug\n    volumes: ['.:/app']\n"


def compose(path: str) -> str:
    return f"services:\n  api:\n    build:\n      context: .\n      dockerfile: {path}\n"


CASES = {
    "a dash": ({"docker/Dockerfile-api": IMAGE, "compose.yaml": compose("docker/Dockerfile-api")}, ["docker/Dockerfile-api"]),
    "another name": ({"images/web.docker": IMAGE, "compose.yaml": compose("images/web.docker")}, ["images/web.docker"]),
    "named by fly.toml": ({"Api.df": IMAGE, "fly.toml": "app = 'x'\n[build]\ndockerfile = 'Api.df'\n"}, ["Api.df"]),
    "named by nothing": ({"docker/Dockerfile-api": IMAGE}, [None]),
    "left over": ({"Dockerfile": IMAGE, "Dockerfile.backup": IMAGE, "Dockerfile.old": IMAGE}, ["Dockerfile"]),
    "for production": ({"Dockerfile": IMAGE, "Dockerfile.prod": IMAGE}, ["Dockerfile", "Dockerfile.prod"]),
    "named by a script": ({"Dockerfile": IMAGE, "Dockerfile.api": IMAGE, "build.sh": "docker build -f Dockerfile.api .\n"}, ["Dockerfile", "Dockerfile.api"]),
    "the only one": ({"Dockerfile.web": IMAGE}, ["Dockerfile.web"]),
    "for a developer": ({"Dockerfile-dev": IMAGE, "compose.override.yaml": compose("Dockerfile-dev")}, [None]),
    "without Flask": ({"Dockerfile": IMAGE, "jobs/Dockerfile": SPARK, "jobs/requirements.txt": "pyspark==3.5.0\n"}, ["Dockerfile"]),
    "nothing of the application": ({"Dockerfile": IMAGE, "Dockerfile.prod-base": "FROM acme/base\nRUN pip install flask gunicorn\n"}, ["Dockerfile"]),
    "alone without Flask": ({"Dockerfile": BARE, "requirements.txt": "pyspark==3.5.0\n"}, ["Dockerfile"]),
    "a stage for development": ({"Dockerfile": STAGES, "compose.yaml": MOUNTED}, ["Dockerfile"]),
    "that stage without the code": ({"Dockerfile": STAGES, "compose.yaml": MOUNTED.partition("    volumes")[0]}, ["Dockerfile"]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "built"), CASES.values(), ids=CASES)
def test_what_is_built(files: dict[str, str | bytes], built: list[str | None]) -> None:
    project = Project(MemoryTree({"app.py": FLASK, **files}))
    assert [d.image.path if d.image else None for d in project.deployments] == built


def test_a_compose_service_of_a_stage_for_development_is_no_deployment() -> None:
    """With the code mounted a developer works in it; without, somebody deploys it."""
    files = {"app.py": FLASK, "Dockerfile": STAGES}
    hosts = [
        [d.host.key for d in Project(MemoryTree({**files, "compose.yaml": text})).deployments]
        for text in (MOUNTED, MOUNTED.partition("    volumes")[0], MOUNTED.replace("shop-dev", "shop-prod"))
    ]
    assert hosts == [["docker"], ["compose"], ["compose"]]

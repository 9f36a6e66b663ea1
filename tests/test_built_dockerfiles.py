"""Which Dockerfiles are built: those that a platform file names, whatever they are called, and those that nothing replaces."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "app:app"]\n'


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
}  # fmt: skip


@pytest.mark.parametrize(("files", "built"), CASES.values(), ids=CASES)
def test_what_is_built(files: dict[str, str | bytes], built: list[str | None]) -> None:
    project = Project(MemoryTree({"app.py": FLASK, **files}))
    assert [d.image.path if d.image else None for d in project.deployments] == built

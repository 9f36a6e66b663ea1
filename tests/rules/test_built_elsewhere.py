"""A service that is built from another repository, or from a folder of the machine, holds nothing of this one but what is mounted."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

OWN = "services:\n  web:\n    build: web\n    ports: ['80:80']\n"
FILES: dict[str, str | bytes] = {
    "web/app.py": FLASK,
    "web/Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
    "tools/requirements.txt": "flask\n",
}


@pytest.mark.parametrize(
    ("build", "is_told"),
    [
        ("/opt/worker", False),
        ("{context: /opt/worker}", False),
        ("https://github.com/acme/worker.git", False),
        ("git@github.com:acme/worker.git", False),
        ("{context: ., dockerfile: web/Dockerfile}", True),
    ],
)
def test_what_is_built_elsewhere(build: str, is_told: bool) -> None:
    worker = f"  worker:\n    build: {build}\n    command: [flask, --app, tasks, shell, work.py]\n"
    files = {**FILES, "compose.yaml": OWN + worker}
    assert bool(check("unresolved-flask-app", files)) is is_told
    assert not check("no-requirements", files)


@pytest.mark.parametrize(
    ("volumes", "is_ours"), [("['./data:/data']", False), ("['./web:/srv']", True), ("['.:/srv']", True)]
)
def test_an_image_of_a_language_runs_what_is_mounted(volumes: str, is_ours: bool) -> None:
    job = f"  job:\n    image: python:3.13\n    working_dir: /srv\n    volumes: {volumes}\n    ports: ['80:80']\n    command: sh -c 'pip install flask gunicorn && gunicorn app:app'\n"
    project = Project(MemoryTree({"web/app.py": FLASK, "compose.yaml": f"services:\n{job}", "data/a": ""}))
    assert ("job" in {deployment.service.name for deployment in project.deployments}) is is_ours


@pytest.mark.parametrize(
    ("command", "is_ours"),
    [
        ("[python, -c, 'import json; print(1)']", False),
        ("python3 -c 'print(1)'", False),
        ("[/usr/local/bin/python, -c, 'from app import app']", False),
        ("sh -c 'pip install git+https://github.com/acme/shop && python -c 1'", True),
        ("python -m app", True),
    ],
)
def test_an_image_of_a_language_with_all_in_its_command(command: str, is_ours: bool) -> None:
    job = f"  job:\n    image: python:3.13\n    ports: ['80:80']\n    command: {command}\n"
    project = Project(MemoryTree({"web/app.py": FLASK, "compose.yaml": f"services:\n{job}"}))
    assert ("job" in {deployment.service.name for deployment in project.deployments}) is is_ours

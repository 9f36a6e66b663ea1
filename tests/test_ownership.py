"""A deployment without a Flask application of its own is not flaskcheck's; one that lacks it by mistake is."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

APP = "from flask import Flask\napp = Flask(__name__)\n"
PYTHON = "FROM python:3.13\nWORKDIR /srv\n"


def judged(files: dict[str, str]) -> list[str]:
    """The files that tell of the deployments of a repository; an implied one is told by its application."""
    tree = MemoryTree({"web/app.py": APP, "web/requirements.txt": "flask\n", **files})
    return [d.service.place.path for d in Project(tree).deployments]


@pytest.mark.parametrize(
    "files",
    [
        {
            "jobs/Dockerfile": PYTHON + 'COPY train.py .\nCMD ["python", "train.py"]\n',
            "jobs/train.py": "import torch\n",
        },
        {
            "api/Dockerfile": PYTHON + 'COPY . .\nCMD ["uvicorn", "main:app"]\n',
            "api/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        },
        {
            "api/Procfile": "web: uvicorn main:app --port $PORT\n",
            "api/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        },
        {
            "front/vercel.json": '{"builds": [{"src": "index.py", "use": "@vercel/python"}]}',
            "front/index.py": "x = 1\n",
        },
        {"extra/compose.yaml": "services:\n  proxy:\n    image: example/shop\n    command: gunicorn shop.wsgi\n"},
        {
            "render.yaml": "services:\n- type: web\n  name: docs\n  runtime: python\n  rootDir: docs\n"
            "  buildCommand: pip install mkdocs\n  startCommand: python -m mkdocs serve\n",
            "docs/index.md": "# Shop\n",
        },
    ],
)
def test_what_serves_something_else_is_left_alone(files: dict[str, str]) -> None:
    assert judged(files) == ["web/app.py"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("web/Dockerfile", PYTHON + 'COPY . .\nCMD ["gunicorn", "app:app"]\n'),
        (
            "web/Dockerfile",
            PYTHON + 'COPY missing.py .\nCMD ["gunicorn", "app:app"]\n',
        ),  # what COPY misses is a mistake
        ("Dockerfile", PYTHON + 'COPY web .\nCMD ["gunicorn", "wrong:app"]\n'),
        ("Procfile", "web: gunicorn --chdir web app:app\n"),
        ("Procfile", "web: gunicorn shop:app\n"),
        ("web/Procfile", "web: gunicorn app:app\n"),
        (
            "render.yaml",
            (
                "services:\n- type: web\n  name: shop\n  runtime: python\n  rootDir: wbe\n"
                "  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n"
            ),
        ),
    ],
)
def test_what_serves_the_application_is_judged_though_it_is_wrong(path: str, text: str) -> None:
    assert judged({path: text}) == [path]


def test_each_of_several_services_is_judged_by_itself() -> None:
    compose = "services:\n  web:\n    build: web\n  train:\n    build: jobs\n    command: python train.py\n"
    files = {"compose.yaml": compose, "jobs/Dockerfile": PYTHON + "COPY . .\n", "jobs/train.py": "x = 1\n"}
    assert judged({**files, "web/Dockerfile": PYTHON + 'COPY . .\nCMD ["gunicorn", "app:app"]\n'}) == ["compose.yaml"]

"""Which host reads a file that several know, which database migrations are for, and which Dockerfiles somebody builds."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

BASE: dict[str, str | bytes] = {
    "app.py": FLASK,
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
}
RUNTIME = {"runtime.txt": "python-3.13\n"}


@pytest.mark.parametrize(
    ("files", "hosts"),
    [
        (RUNTIME, {"heroku"}),
        ({}, {"procfile"}),
        (
            {**RUNTIME, "manifest.yml": "applications:\n- name: shop\n  buildpack: python_buildpack\n"},
            {"cloud-foundry"},
        ),
        ({**RUNTIME, "railway.json": '{"build": {"builder": "NIXPACKS"}}'}, {"railway"}),
        ({**RUNTIME, "railway.json": '{"deploy": {"startCommand": "gunicorn app:app"}}'}, {"railway"}),
    ],
)
def test_whose_procfile_it_is_when_a_file_names_the_python(files: dict[str, str], hosts: set[str]) -> None:
    found = Project(MemoryTree({**BASE, **files})).web_deployments
    assert {deployment.host.key for deployment in found} == hosts


MODELS = "from {0} import {1}\ndb = {1}()\n"
SET_UP = "from flask import Flask\nfrom flask_migrate import Migrate\nfrom models import db\n{}\napp = Flask(__name__)\ndb.init_app(app)\nMigrate(app, db)\n"


@pytest.mark.parametrize(
    ("package", "name", "more", "found"),
    [
        ("flask_mongoengine", "MongoEngine", "", 0),
        ("flask_pymongo", "PyMongo", "from sqlalchemy import true", 0),  # an editor's slip, and no table
        ("flask_sqlalchemy", "SQLAlchemy", "", 1),
        ("flask_sqlalchemy", "SQLAlchemy", "import pymongo", 1),
    ],
)
def test_migrations_are_for_tables(package: str, name: str, more: str, found: int) -> None:
    files = {**BASE, "models.py": MODELS.format(package, name), "app.py": SET_UP.format(more)}
    assert len(check("untracked-migrations", files)) == found


@pytest.mark.parametrize(
    ("path", "compose", "found"),
    [
        ("docker/db/Dockerfile", "", 0),
        ("docker/db/Dockerfile", "services:\n  db:\n    build: docker/db\n", 1),
        ("Dockerfile", "", 1),
    ],
)
def test_an_empty_dockerfile(path: str, compose: str, found: int) -> None:
    files = {**BASE, path: "", **({"compose.yaml": compose} if compose else {})}
    assert len(check("invalid-platform-file", files)) == found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            {
                "Procfile": "web: python run.py\n",
                "Dockerfile": "FROM team/base\nCOPY . .\nRUN pip install -r requirements.txt\n",
            },
            0,
        ),
        (
            {
                "Procfile": "web: gunicorn run:app\n",
                "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD python run.py\n",
            },
            1,
        ),
        ({"Procfile": "web: gunicorn run:app\n"}, 1),
        ({"Procfile": "web: python run.py\n"}, 0),
    ],
)
def test_who_imports_a_module_that_runs(files: dict[str, str], found: int) -> None:
    run = "from flask import Flask\napp = Flask(__name__)\napp.run(host='0.0.0.0', port=3000)\n"
    assert len(check("unguarded-run", {"run.py": run, "requirements.txt": "flask\ngunicorn\n", **files})) == found

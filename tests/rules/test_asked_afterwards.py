"""Commands whose end is asked for afterwards, commands that the distribution installs, defaults of columns, Dockerfiles with a dash and with several stages."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

RENDER = "services:\n- type: web\n  name: x\n  runtime: python\n  buildCommand: ./build.sh\n  startCommand: gunicorn app:app\n"
REQUIREMENTS = "flask\ngunicorn\nflask-sqlalchemy\n"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("pip install -r requirements.txt\nif [ $? -ne 0 ]; then\n  exit 1\nfi\necho built\n", 0),
        ("pip install -r requirements.txt\nstatus=$?\n[ $status -eq 0 ] || exit 1\necho built\n", 0),
        ("pip install -r requirements.txt\n[ $? -eq 0 ] || exit 1\necho built\n", 0),
        (
            "install() {\n  pip install -r requirements.txt\n}\ninstall\nif [ $? -ne 0 ]; then exit 1; fi\necho built\n",
            0,
        ),
        ("pip install -r requirements.txt\ncase $? in\n  0) ;;\n  *) exit 1 ;;\nesac\necho built\n", 0),
        ("pip install -r requirements.txt\npython -m tool\n", 1),
        ("pip install -r requirements.txt\npython -m tool\nif [ $? -ne 0 ]; then exit 1; fi\n", 1),
    ],
)
def test_ends_that_are_asked_for(script: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": REQUIREMENTS,
        "build.sh": f"#!/bin/bash\n{script}",
        "render.yaml": RENDER,
    }
    assert len(check("unchained-build-command", files)) == found


RUN = "from shop.app import app, db\n\ndef main():\n    db.init_app(app)\n    app.run()\n\nif __name__ == '__main__':\n    main()\n"
APP = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///x.db'\ndb = SQLAlchemy()\n"
SETUP = "from setuptools import setup\nsetup(name='shop', version='1', packages=['shop'], install_requires=['flask', 'flask-sqlalchemy'], entry_points={%s})\n"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("setup.py", SETUP % "'console_scripts': ['shop = shop.run:main']", 0),
        (
            "setup.cfg",
            "[metadata]\nname = shop\nversion = 1\n[options.entry_points]\nconsole_scripts =\n    shop = shop.run:main\n",
            0,
        ),
        (
            "pyproject.toml",
            "[project]\nname = 'shop'\nversion = '1'\ndependencies = ['flask']\n[project.scripts]\nshop = 'shop.run:main'\n",
            0,
        ),
        (
            "pyproject.toml",
            "[tool.poetry]\nname = 'shop'\nversion = '1'\n[tool.poetry.scripts]\nshop = 'shop.run:main'\n",
            0,
        ),
        ("setup.py", SETUP % "'console_scripts': ['shop = shop.other:main']", 1),
        ("README.md", "shop\n", 1),
    ],
)
def test_commands_of_the_distribution(name: str, text: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": "",
        "shop/app.py": APP,
        "shop/run.py": RUN,
        "shop/other.py": "",
        name: text,
    }
    files.setdefault("requirements.txt", REQUIREMENTS)
    assert len(check("setup-under-main-guard", files)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("db.Column(db.Text(), default='http://127.0.0.1:5000')", 0),
        ("db.Column(db.Text(), nullable=False, default='http://localhost:5000')", 0),
        ("Column(Text, default='http://localhost:5000')", 0),
        ("mapped_column(Text, default='http://localhost:5000')", 0),
        ("'http://localhost:5000'", 1),
    ],
)
def test_defaults_of_columns(line: str, found: int) -> None:
    code = (
        FLASK
        + f"from flask_sqlalchemy import SQLAlchemy\nfrom sqlalchemy import Column, Text\nfrom sqlalchemy.orm import mapped_column\ndb = SQLAlchemy(app)\n\nclass Job(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    url = {line}\n"
    )
    files: dict[str, str | bytes] = {
        "app.py": code,
        "requirements.txt": REQUIREMENTS,
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("hard-coded-loopback", files)) == found


def paths(files: dict[str, str | bytes]) -> list[str]:
    """Where the deployments of a repository stand."""
    given: dict[str, str | bytes] = {"shop/app.py": FLASK, "requirements.txt": REQUIREMENTS, **files}
    return sorted(d.place.path for d in Project(MemoryTree(given)).deployments)


IMAGE = "FROM python:3.12\nWORKDIR /src\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 shop.app:app\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"docker/Dockerfile-api": IMAGE, "docker/install.sh": "true\n"}, ["docker/Dockerfile-api"]),
        ({"Dockerfile-web": IMAGE}, ["Dockerfile-web"]),
        ({"Dockerfile_web": IMAGE.replace("CMD", "ENTRYPOINT")}, ["Dockerfile_web"]),
        ({"Dockerfile-web": IMAGE, "Dockerfile": IMAGE}, ["Dockerfile"]),
        ({"Dockerfile-base": IMAGE.partition("CMD")[0]}, ["shop/app.py"]),
        ({"docker/Dockerfile-tests": IMAGE.replace("gunicorn -b 0.0.0.0:80 shop.app:app", "pytest")}, ["shop/app.py"]),
    ],
)
def test_dockerfiles_with_a_dash(files: dict[str, str | bytes], found: list[str]) -> None:
    assert paths(files) == found


STAGES = "FROM postgres:16 AS store\nFROM python:3.12 AS base\nWORKDIR /src\nFROM base AS {last}\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 shop.app:app\n"
STORE = "services:\n  db:\n    build:\n      context: .\n      target: store\n"


@pytest.mark.parametrize("last", ["active", "final", "web", "production"])
def test_a_stage_beside_the_application(last: str) -> None:
    """A database that is built from another stage of a Dockerfile does not make the image of the application someone else's."""
    assert "Dockerfile" in paths({"Dockerfile": STAGES.format(last=last), "docker-compose.yml": STORE})


def test_the_whole_image_is_its_service() -> None:
    whole = STORE + "  web:\n    build: .\n    ports: ['80:80']\n"
    assert paths({"Dockerfile": STAGES.format(last="active"), "docker-compose.yml": whole}) == ["docker-compose.yml"]

"""What deployments install."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.installed.installed import Installed
from flaskcheck.known import versions
from flaskcheck.known.distributions import brings, distributions_for, stdlib_modules
from flaskcheck.project import Project

APP = "from flask import Flask\napp = Flask(__name__)\n"


def installed(files: dict[str, str]) -> Installed:
    return Project(MemoryTree({"app.py": APP, **files})).deployments[0].installed


def docker(*runs: str) -> dict[str, str]:
    lines = "\n".join(f"RUN {run}" for run in runs)
    return {"Dockerfile": f"FROM python:3.13\nWORKDIR /app\nCOPY . .\n{lines}\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"}


def render(build: str) -> dict[str, str]:
    text = f"services:\n  - type: web\n    name: x\n    runtime: python\n    buildCommand: {build}\n    startCommand: gunicorn app:app\n"
    return {"render.yaml": text}


BOTH = "flask==3.1.2\ngunicorn==23.0.0\n"


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": BOTH},
        {
            "requirements.txt": "-r requirements/base.txt\ngunicorn\n",
            "requirements/base.txt": "flask\n-r ../requirements.txt\n",
        },
        {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask", "gunicorn"]\n'},
        {"Pipfile": '[packages]\nflask = "*"\ngunicorn = "*"\n'},
        {"environment.yml": "dependencies:\n  - flask\n  - pip:\n    - gunicorn\n"},
        {"setup.cfg": "[options]\ninstall_requires =\n    flask\n    gunicorn\n"},
        docker("pip install flask gunicorn"),
        {**docker("pip install -r requirements.txt"), "requirements.txt": BOTH},
        {**docker("python -m pip install --no-cache-dir -rrequirements.txt"), "requirements.txt": BOTH},
        {
            **docker("pip install --requirement=requirements.txt -c constraints.txt"),
            "requirements.txt": BOTH,
            "constraints.txt": "x==1\n",
        },
        {
            **docker("pip install poetry && poetry install --only main"),
            "pyproject.toml": '[tool.poetry.dependencies]\nflask = "*"\ngunicorn = "*"\n',
        },
        {
            **docker("pip install uv && uv sync --no-dev"),
            "pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask", "gunicorn"]\n',
        },
        {**docker("uv pip install --system -r requirements.txt"), "requirements.txt": BOTH},
        {**docker("pipenv install --system --deploy"), "Pipfile": '[packages]\nflask = "*"\ngunicorn = "*"\n'},
        {
            **docker("pdm install --prod"),
            "pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask", "gunicorn"]\n',
        },
        {**docker("pip install ."), "pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask", "gunicorn"]\n'},
        {
            **docker("pip install -e '.[prod]'"),
            "pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask", "gunicorn"]\n',
        },
        docker("apt-get update && apt-get install -y gunicorn", "pip install flask"),
        docker("apk add --no-cache py3-gunicorn", "pip install flask"),
        docker("conda install flask gunicorn=21.2"),
        docker("poetry add flask gunicorn"),
        docker("pipenv install flask gunicorn"),
        {
            **docker("conda env create -f environment.yml"),
            "environment.yml": "dependencies:\n  - flask\n  - gunicorn\n",
        },
        {**render("pip install -r requirements.txt"), "requirements.txt": BOTH},
        {**render("pip install -r deps/prod.txt"), "deps/prod.txt": BOTH},
    ],
)
def test_flask_and_gunicorn_are_installed(files: dict[str, str]) -> None:
    found = installed(files)
    assert found.provides(("flask",)).status == "declared"
    assert found.provides_program("gunicorn").status == "declared"


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ({"requirements.txt": "flask\n"}, "missing"),
        ({"requirements.txt": "flask\n", "requirements-dev.txt": "gunicorn\n"}, "dev-only"),
        (
            {"requirements.txt": "flask\n", "server.txt": "gunicorn\n", "requirements-server.txt": "gunicorn\n"},
            "elsewhere",
        ),
        ({"requirements.txt": "flask\ngunicorn ; sys_platform == 'win32'\n"}, "excluded"),
        (
            {
                "pyproject.toml": '[project]\nname = "x"\ndependencies = ["flask"]\n[dependency-groups]\ndev = ["gunicorn"]\n'
            },
            "dev-only",
        ),
        ({}, "unknown"),
        ({"requirements.txt": "flask\n-r missing.txt\n"}, "unknown"),
        ({"requirements.txt": "flask\nnot valid!\n"}, "unknown"),
        ({**docker("pip install something"), "requirements.txt": "flask\n"}, "unknown"),
    ],
)
def test_why_gunicorn_is_not(files: dict[str, str], status: str) -> None:
    assert installed(files).provides_program("gunicorn").status == status


@pytest.mark.parametrize(
    ("module", "status"),
    [
        ("flask", "declared"),
        ("werkzeug.utils", "transitive"),
        ("redis", "missing"),
        ("yaml", "unknown"),
        ("PIL", "declared"),
        ("google.cloud.storage", "declared"),
        ("somebodys_module", "unknown"),
        ("markdown_it", "unknown"),
    ],
)
def test_imports(module: str, status: str) -> None:
    found = installed({"requirements.txt": "flask\npillow\ngoogle-cloud-storage\nmarkdown-it-py\n"})
    assert found.provides_import(module).status == status


def test_versions_and_constraints() -> None:
    found = installed(
        {"requirements.txt": "flask==3.1.2\nsqlalchemy\n-c constraints.txt\n", "constraints.txt": "sqlalchemy<2.1\n"}
    )
    assert found.version("flask") == "3.1.2"
    assert found.specifier("sqlalchemy") == "<2.1"
    assert not found.may_be("sqlalchemy", "2.1")
    assert found.must_be_below("sqlalchemy", "2.1")
    assert found.specifier("werkzeug") == ""
    assert found.may_be("werkzeug", "3")
    assert found.specifier("django") is None
    assert not found.may_be("django", "1")


@pytest.mark.parametrize(
    ("specifier", "bound", "reaches"),
    [
        ("", "2.1", True),
        ("==2.0.5", "2.1", False),
        ("==2.1.0", "2.1", True),
        ("<2.1", "2.1", False),
        ("<3", "2.1", True),
        ("<=2.1", "2.1", True),
        ("~=2.0", "2.1", True),
        ("~=2.0.5", "2.1", False),
        ("==2.0.*", "2.1", False),
        ("==2.*", "2.1", True),
        (">=1.4", "2.1", True),
        ("==garbage", "2.1", False),
    ],
)
def test_what_an_installer_may_reach(specifier: str, bound: str, reaches: bool) -> None:
    assert versions.may_reach(specifier, bound) is reaches


@pytest.mark.parametrize(
    ("marker", "python", "applies"),
    [
        ("", "", True),
        ("sys_platform == 'win32'", "", False),
        ("sys_platform != 'win32'", "", True),
        ("python_version < '3.9'", "", None),
        ("python_version < '3.9'", "3.13.1", False),
        ("nonsense", "", None),
    ],
)
def test_markers(marker: str, python: str, applies: bool | None) -> None:
    assert versions.marker_applies(marker, python) is applies


def test_small_questions() -> None:
    assert versions.major_minor("3.11.4") == (3, 11)
    assert versions.major_minor("x") is None
    assert "werkzeug" in brings("flask-sqlalchemy")
    assert distributions_for("google.cloud.storage.blob")[0] == "google-cloud-storage"
    assert distributions_for("google.thing.other")[0] == "google-thing-other"
    assert "cgi" in stdlib_modules("3.12")
    assert "cgi" not in stdlib_modules("3.13")
    assert "tomllib" not in stdlib_modules("3.10")
    assert {"cgi", "tomllib"} <= stdlib_modules("")

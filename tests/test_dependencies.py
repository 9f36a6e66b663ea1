"""What deployments install."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.installed.installed import Installed
from flaskcheck.known import versions
from flaskcheck.known.distributions import brings, distributions_for, has_known_modules, is_understood, stdlib_modules
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
        ("redis", "doubtful"),
        ("yaml", "unknown"),
        ("PIL", "declared"),
        ("google.cloud.storage", "declared"),
        ("somebodys_module", "unknown"),
        ("markdown_it", "unknown"),
    ],
)
def test_imports(module: str, status: str) -> None:
    found = installed({"requirements.txt": "flask\npillow\ngoogle-cloud-storage\nmarkdown-it-fancy\n"})
    assert found.provides_import(module).status == status


@pytest.mark.parametrize(
    ("requirements", "module", "status"),
    [
        ("flask gunicorn python-dotenv", "psutil", "missing"),
        ("flask flask-sqlalchemy==3.1.1 psycopg2-binary waitress>=3", "never_heard_of_it", "missing"),
        ("flask flask-wtf", "email_validator.rfc", "missing"),
        ("flask flask-migrate", "mako", "transitive"),
        ("flask requests", "urllib3.util", "transitive"),
        ("flask requests", "pkg_resources", "unknown"),  # many images hold setuptools
        ("flask google-cloud-storage", "google.rpc.code_pb2", "unknown"),  # one namespace, many distributions
        ("flask pyyaml", "_yaml", "unknown"),
        ("flask pyrebase4", "pyrebase", "declared"),
        ("flask celery[redis]", "redis", "transitive"),  # the extra brings it
        ("flask firebase-admin", "cryptography", "transitive"),  # pyjwt[crypto]
        ("flask pygithub", "cryptography.fernet", "transitive"),
        ("flask pyjwt", "cryptography", "missing"),
        ("flask celery[sqs]", "redis", "doubtful"),
        ("flask celery[sqs]", "never_heard_of_it", "unknown"),
        ("flask somebodys-thing", "pymongo", "doubtful"),
        ("flask-sqlalchemy somebodys-thing", "flask_sqallchemy", "doubtful"),
        ("requests somebodys-thing", "reqeusts", "doubtful"),
        ("flask gunicorn somebodys-thing", "flsak_login", "unknown"),
        ("redis somebodys-thing", "redi", "unknown"),
        ("flask ./libs/thing-1.0-py3-none-any.whl", "pymongo", "unknown"),
        ("flask somebodys-thing", "never_heard_of_it", "unknown"),
        ("flask somebodys-thing", "somebodys_other", "unknown"),
    ],
)
def test_what_nobody_knows_may_bring_more(requirements: str, module: str, status: str) -> None:
    found = installed({"requirements.txt": requirements.replace(" ", "\n"), "libs/thing-1.0-py3-none-any.whl": ""})
    assert found.provides_import(module).status == status


FREEZE = "blinker==1.9.0\nclick==8.3.0\nFlask==3.1.2\nitsdangerous==2.2.0\nJinja2==3.1.6\nMarkupSafe==3.0.3\nWerkzeug==3.1.3\n"
COMPILED = "#\n# This file is autogenerated by pip-compile with Python 3.13\n# by the following command:\n"
UV = "# This file was autogenerated by uv via the following command:\n#    uv export\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (FREEZE, "missing"),
        (FREEZE + "gunicorn==23.0.0\ncolorama==0.4.6\n", "missing"),
        ("some-thing-else==1.0\n" + FREEZE.replace("==", " == "), "missing"),
        ("\n".join(reversed((FREEZE + "cvexplore==0.3.36").splitlines())), "missing"),
        (FREEZE.replace("blinker==1.9.0\n", "") + "inhouse @ git+https://git.example.com/inhouse@4f2a\n", "missing"),
        (FREEZE + "inhouse==1.0\nFlask-Migrate==4.1.0\n", "unknown"),  # what that brings is not listed
        (FREEZE + "inhouse\n", "unknown"),
        (FREEZE + "inhouse>=1.0\n", "unknown"),
        ("Flask==3.1.2\ninhouse==1.0\n", "unknown"),
        ("inhouse==1.0\n", "unknown"),
        (COMPILED + "flask==3.1.2\ninhouse==1.0\n    # via -r requirements.in\n", "missing"),
        (UV + "flask==3.1.2\ninhouse==1.0 \\\n    --hash=sha256:00\n", "missing"),
        (COMPILED + "flask==3.1.2\ninhouse\n", "unknown"),
        ("# This file is written by hand\nflask==3.1.2\ninhouse==1.0\n", "unknown"),
    ],
)
def test_a_complete_list_lacks_what_it_does_not_name(text: str, status: str) -> None:
    found = installed({"requirements.txt": text})
    assert {found.provides_import(module).status for module in ("requests", "yaml", "PIL")} == {status}
    assert found.provides_import("setuptools").status == "unknown"


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("googlesearch", "google googlesearch-python"),
        ("uwsgidecorators", "uwsgi pyuwsgi"),
        ("passlib.hash", "passlib libpass"),
    ],
)
def test_modules_of_several_distributions(module: str, names: str) -> None:
    for name in names.split():
        assert installed({"requirements.txt": f"flask\n{name}\n"}).provides_import(module).status == "declared"


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
        ("python_version < '3'", "", False),
        ("python_version == '2.7'", "", False),
        ("python_version < '3' and sys_platform == 'linux'", "", False),
        ("python_version >= '3.4'", "", True),
        ("python_version >= '3'", "3", True),
        ("python_version >= '3.12' or python_version < '3'", "", None),
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
    assert distributions_for("google.cloud.compute_v1")[0] == "google-cloud-compute"
    assert distributions_for("google.cloud.videointelligence_v1p3beta1.types")[0] == "google-cloud-videointelligence"
    assert distributions_for("google.cloud.tasks_v2beta3")[0] == "google-cloud-tasks"
    assert distributions_for("google.cloud.device_v")[0] == "google-cloud-device-v"
    assert "cgi" in stdlib_modules("3.12")
    assert "cgi" not in stdlib_modules("3.13")
    assert "tomllib" not in stdlib_modules("3.10")
    assert {"cgi", "tomllib"} <= stdlib_modules("")


def test_what_less_frequent_distributions_may_bring() -> None:
    """Modules of a distribution whose own are not known are never said to be missing for what it may bring."""
    assert {"six", "urllib3"} <= brings("cloudinary")
    assert is_understood("pyotp")
    assert not has_known_modules("pyotp")
    assert not is_understood("acme-unheard-of")

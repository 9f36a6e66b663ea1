"""What rules say of what is installed, and of the Python that runs it."""

from __future__ import annotations

import pytest
from checking import FLASK, check

WEB = {"Procfile": "web: gunicorn app:app\n"}
IMAGE = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
PROJECT = '[project]\nname = "shop"\nversion = "1"\n'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"pyproject.toml": PROJECT + 'dependencies = ["flask=3", "gunicorn"]\n'}, ["pyproject.toml:4"]),
        ({"pyproject.toml": PROJECT + "dependencies = [flask]\n"}, ["pyproject.toml:4"]),
        ({"pyproject.toml": PROJECT, "Pipfile": "", "requirements.txt": "flask\ngunicorn\n"}, []),
        ({"pyproject.toml": '[project]\nname = "x"\n', "requirements.txt": "flask\ngunicorn\n"}, []),
        ({"Pipfile": "[packages]\nflask = *\n"}, ["Pipfile:2"]),
        ({"Pipfile": "[packages]\n", "Pipfile.lock": '{"default": {"flask": {}},}\n'}, ["Pipfile.lock:1"]),
        ({"Pipfile": "[packages]\n", "Pipfile.lock": ""}, ["Pipfile.lock:1"]),
        (
            {"pyproject.toml": PROJECT, "poetry.lock": '[[package]]\n<<<<<<< HEAD\nname = "flask"\n=======\n'},
            ["poetry.lock:2"],
        ),
        (
            {
                "pyproject.toml": PROJECT + '[dependency-groups]\ndev = ["pytest=8"]\n',
                "uv.lock": 'version = 1\n[[package]]\nname = "flask"\nversion = "3.1"\n',
            },
            ["pyproject.toml:5"],
        ),
        (
            {"pyproject.toml": PROJECT + 'dependencies = ["flask"]\n[dependency-groups]\ndev = ["pytest=8"]\n'},
            [],
        ),
    ],
)
def test_files_that_the_installer_refuses_are_told_once(files: dict[str, str], told: list[str]) -> None:
    """What the host installs from is judged, and the missing packages are no second finding."""
    found = check("invalid-requirement", files := {"app.py": f"import redis\n{FLASK}", **WEB, **files})
    assert [f"{path}:{max(line, 1)}" for path, line, _ in found] == told
    assert not told or not check("undeclared-import", files)


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        (WEB, ["error"]),
        ({"Dockerfile": IMAGE}, ["warning"]),
        ({"Dockerfile": IMAGE, **WEB, "app.json": "{}"}, ["error"]),
    ],
)
def test_an_image_may_hold_a_pip_that_only_warns(files: dict[str, str], severities: list[str]) -> None:
    lines = {"requirements.txt": "flask\ngunicorn\ngit+https://x.org/y.git#egg=y[z]\n"}
    found = check("invalid-requirement", {"app.py": FLASK, **lines, **files})
    assert [severity for *_, severity in found] == severities


@pytest.mark.parametrize(
    ("requirements", "severities"),
    [
        ("flask\ngunicorn\n", ["error"]),
        ("flask\ngunicorn\nflask-login\nSQLAlchemy\n", ["error"]),
        ("flask\ngunicorn\ninhouse-tools\n", ["warning"]),
        ("flask\ngunicorn\npymongo\n", []),
        ("flask\ngunicorn\nflask-pymongo\n", []),
    ],
)
def test_how_sure_a_missing_package_is(requirements: str, severities: list[str]) -> None:
    found = check("undeclared-import", {"app.py": f"import pymongo\n{FLASK}", "requirements.txt": requirements, **WEB})
    assert [severity for *_, severity in found] == severities


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"requirements.txt": "flask\ngunicorn\n"}, True),
        ({"requirements.txt": "flask\ngunicorn\n", "tools/ledger.py": ""}, False),  # another folder may be on the path
        ({"requirements.txt": "flask\ngunicorn\n", "src/ledger/core.py": ""}, False),
        ({"requirements.txt": "flask\ngunicorn\nopen-ledger\n"}, False),
        ({"requirements.txt": "flask\ngunicorn\n-e ./vendor\n", "vendor/setup.py": ""}, False),
    ],
)
def test_a_module_that_nobody_has_heard_of(files: dict[str, str], told: bool) -> None:
    assert bool(check("undeclared-import", {"app.py": f"import ledger\n{FLASK}", **files, **WEB})) is told


BOTH = "flask\ngunicorn\n"
HEROKU = '{"name": "shop", "stack": "heroku-24"}'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"Requirements.txt": BOTH}, ["Requirements.txt"]),
        ({"REQUIREMENTS.TXT": BOTH, **WEB}, ["REQUIREMENTS.TXT"]),
        ({"requirements.TXT": BOTH, "Procfile": WEB["Procfile"], "app.json": "{}"}, ["requirements.TXT"]),
        ({"Requirements.txt": BOTH, "requirements.txt": BOTH}, []),
        ({"requirements/prod.txt": BOTH}, []),
        ({"pixi.toml": '[dependencies]\nflask = ">=3"\ngunicorn = "*"\n', **WEB}, []),
        ({"pyproject.toml": '[tool.pixi.pypi-dependencies]\nflask = "*"\ngunicorn = "*"\n'}, []),
        ({"pixi.toml": "[dependencies]\n", "app.json": HEROKU, **WEB}, ["app.py"]),  # which Heroku does not read
        (
            {
                "Requirements.txt": BOTH,
                "Dockerfile": IMAGE.replace("-r req", "-r Req"),
            },
            [],
        ),
    ],
)
def test_the_file_that_the_host_looks_for(files: dict[str, str], told: list[str]) -> None:
    assert [path for path, *_ in check("no-requirements", {"app.py": FLASK, **files})] == told


@pytest.mark.parametrize(
    ("example", "severities"),
    [
        ({".env.example": "DATABASE_URL=postgresql://user:pass@host/shop\n"}, ["warning"]),
        ({"example.env": "# the database\nexport DATABASE_URL='mysql://user:pass@host/shop'\n"}, ["warning"]),
        ({".env.sample": "DATABASE_URL=mysql+pymysql://user:pass@host/shop\n"}, ["warning"]),
        ({".env.example": "DATABASE_URL=sqlite:///shop.db\n"}, []),
        ({".env.example": "DATABASE_URL=\n"}, []),
        ({".env.example": "OTHER_URL=postgresql://user:pass@host/shop\n"}, []),
        ({"client/.env.example": "DATABASE_URL=postgresql://user:pass@host/shop\n"}, []),
        ({".env": "DATABASE_URL=postgresql://user:pass@host/shop\n"}, []),
        (
            {
                ".env.example": "DATABASE_URL=postgresql://user:pass@host/shop\n",
                "requirements.txt": f"{BOTH}flask-sqlalchemy\nSQLAlchemy==2.0.44\npsycopg2-binary\n",
            },
            [],
        ),
    ],
)
def test_the_driver_that_the_example_file_shows(example: dict[str, str], severities: list[str]) -> None:
    code = (
        "import os\nfrom flask_sqlalchemy import SQLAlchemy\n"
        f"{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL')\ndb = SQLAlchemy(app)\n"
    )
    files = {"app.py": code, "requirements.txt": f"{BOTH}flask-sqlalchemy\nSQLAlchemy==2.0.44\n", **example}
    assert [severity for *_, severity in check("missing-database-driver", files)] == severities

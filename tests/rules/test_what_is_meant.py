"""Packages of one name, markers, categories of Pipenv, words in JSON, and addresses whose parts a host gives."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.known import versions

HEROKU = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("imported", "inner", "found"),
    [
        ("from graphql import GraphQLError", "", 0),
        ("from graphql import parse, GraphQLError", "from app.graphql.errors import X\n", 0),
        ("from graphql import GraphQLError", "SCHEMA = 1\n", 0),
        ("from graphql import SCHEMA", "SCHEMA = 1\n", 1),
        ("from graphql import errors", "", 1),
        ("from graphql import GraphQLError", "from elsewhere import *\n", 1),
    ],
)
def test_a_package_of_the_same_name(imported: str, inner: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app/__init__.py": "from flask import Flask\nfrom app.graphql.views import Y\napp = Flask(__name__)\n",
        "app/graphql/__init__.py": inner,
        "app/graphql/errors.py": "X = 1\n",
        "app/graphql/views.py": f"{imported}\nY = 1\n",
        "requirements.txt": "flask\ngunicorn\ngraphene==3.4.3\n",
        **HEROKU,
    }
    told = [line for path, line, _ in check("unresolved-import", files) if path == "app/graphql/views.py"]
    assert len(told) == found


@pytest.mark.parametrize(
    ("marker", "applies"),
    [
        ('python_version >= "3.9" and platform_system == "Windows"', False),
        (
            'python_version >= "3.9" and (implementation_name == "cpython" or implementation_name == "pypy") and platform_system == "Windows"',
            False,
        ),
        ('sys_platform == "win32" and python_full_version >= "3.9.1"', None),
        ('python_version < "3.0" and os_name == "nt"', False),
        ('python_version >= "3.9" and platform_system == "Linux"', None),
        ('python_version >= "3.9"', None),
        ('python_version < "3.11" or sys_platform == "win32"', None),
        ('python_full_version == "3.9.7"', None),
    ],
)
def test_markers_where_python_is_not_known(marker: str, applies: bool | None) -> None:
    assert versions.marker_applies(marker) is applies


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ('--categories="packages deploy"', 0),
        ("--categories=packages,deploy", 0),
        ('--categories "packages deploy"', 0),
        ('--categories="packages deploy ${MORE}"', 0),
        ('--categories="packages"', 1),
        ("", 1),
    ],
)
def test_categories_of_pipenv(options: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "Pipfile": '[packages]\nflask = "*"\n[deploy]\ngunicorn = "*"\n',
        "Dockerfile": f"FROM python:3.13\nWORKDIR /app\nRUN pip install pipenv\nCOPY . .\nRUN pipenv install --system {options}\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
    }
    assert len(check("missing-wsgi-server", files)) == found


PREFIXED = "from flask import Flask\napp = Flask(__name__)\napp.config.from_prefixed_env()\n"


@pytest.mark.parametrize(("word", "found"), [("false", 0), ("true", 1), ("False", 1)])
def test_words_of_from_prefixed_env(word: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": PREFIXED,
        "requirements.txt": "flask\ngunicorn\n",
        "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
        "docker-compose.yml": f"services:\n  web:\n    build: .\n    ports: ['80:80']\n    environment:\n      FLASK_DEBUG: '{word}'\n",
    }
    rules = ("debug-setting", "debug-environment", "string-as-boolean")
    assert bool([1 for rule in rules if check(rule, files)]) is bool(found)


PARTS = "postgresql://{os.environ.get('U')}:{os.environ.get('W')}@{os.environ.get('H')}:{PORT}/shop"


@pytest.mark.parametrize(
    ("port", "found"),
    [
        ("os.environ.get('DB_PORT')", 0),
        ("os.getenv('DB_PORT')", 0),
        ("os.environ['DB_PORT']", 0),
        ("os.environ.get('DB_PORT', '5432')", 0),
    ],
)
def test_ports_that_the_host_gives(port: str, found: int) -> None:
    code = f"import os\n{FLASK}from flask_sqlalchemy import SQLAlchemy\nPORT = {port}\napp.config['SQLALCHEMY_DATABASE_URI'] = f\"{PARTS}\"\ndb = SQLAlchemy(app)\n"
    files: dict[str, str | bytes] = {
        "app.py": code,
        "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\npsycopg[binary]\n",
        "docker-compose.yml": "services:\n  web:\n    build: .\n    ports: ['80:80']\n    env_file: .env\n",
        "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
    }
    assert len(check("invalid-database-url", files)) == found


def test_a_port_that_is_a_word_is_told() -> None:
    code = f"{FLASK}from flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://u:w@db:port/shop'\ndb = SQLAlchemy(app)\n"
    assert check("invalid-database-url", {"app.py": code, "requirements.txt": "flask\nflask-sqlalchemy\n", **HEROKU})


@pytest.mark.parametrize(
    ("declared", "to", "found"),
    [
        ("sqlite:////data/shop.db", "/data", 0),
        ("sqlite:////data/deep/shop.db", "/data", 0),
        ("sqlite:////var/lib/shop/shop.db", "/var/lib/shop", 0),
        ("sqlite:////other/shop.db", "/data", 1),
    ],
)
def test_what_is_declared_lies_in_the_volume(declared: str, to: str, found: int) -> None:
    """Whatever the code falls back to where the variable is missing."""
    code = f"import os\n{FLASK}from flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL', 'sqlite:///todo.db')\ndb = SQLAlchemy(app)\n"
    files: dict[str, str | bytes] = {
        "app.py": code,
        "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\n",
        "docker-compose.yml": f"services:\n  web:\n    build: .\n    ports: ['80:80']\n    environment:\n      DATABASE_URL: {declared}\n    volumes:\n    - data:{to}\nvolumes:\n  data: {{}}\n",
        "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
    }
    assert len(check("sqlite-in-production", files)) == found

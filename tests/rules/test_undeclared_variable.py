"""What stops a start when a variable is missing, in all the ways in which code needs one; and what only looks so."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

APP_YAML = "runtime: python313\nentrypoint: gunicorn app:app\nenv_variables:\n  GREETING: hi\n"
RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: KEY\n        sync: false\n  - type: worker\n    name: jobs\n    runtime: python\n    startCommand: {}\n    envVars:\n      - key: {}\n        sync: false\n"
HEAD = f"import os, sys, json\nfrom os import environ\n{FLASK}"


def told(code: str, **others: str) -> list[str]:
    files: dict[str, str | bytes] = {"app.py": f"{HEAD}{code}\n", "app.yaml": APP_YAML}
    files.update({name.replace("__", "/") + ".py": text for name, text in others.items()})
    return [p.message.partition(" is ")[0] for p in problems("undeclared-variable", files)]


@pytest.mark.parametrize(
    "code",
    [
        "app.config['K'] = os.environ['KEY']",
        "name = 'KEY'\napp.config['K'] = os.environ[name]",
        "if not os.environ.get('KEY'):\n    raise RuntimeError('KEY')",
        "if 'KEY' not in os.environ:\n    sys.exit('set KEY')",
        "assert os.getenv('KEY'), 'set KEY'",
        "key = environ.get('KEY')\nif key is None:\n    raise RuntimeError('KEY')",
        "app.config['K'] = int(environ.get('KEY'))",
        "app.config['HOSTS'] = os.getenv('KEY').split(',')",
        "keys = os.getenv('KEY')\napp.config['HOSTS'] = keys.split(',')",
        "app.config['K'] = json.loads(os.getenv('KEY'))",
        "def require(name):\n    value = os.environ.get(name)\n    if not value:\n        raise RuntimeError(name)\n    return value\napp.config['K'] = require('KEY')",
        "def fail(text):\n    print(text)\n    sys.exit(1)\nif not os.environ.get('KEY'):\n    fail('KEY')",
        "try:\n    app.config['K'] = os.environ['KEY']\nexcept KeyError:\n    raise RuntimeError('set KEY')",
        "app.config['K'] = os.environ.get('KEY')\nif app.config['K'] is None:\n    raise RuntimeError('KEY')",
        "def load(name=None):\n    app.config['K'] = name or os.environ['KEY']\nload()",
        "def load(name=None):\n    app.config.from_object('config.' + (name or os.environ['KEY']))\nload()",
        "def load(name=None):\n    app.config['K'] = name if name else os.environ['KEY']\nload()",
        "def load(name=None):\n    app.config['K'] = os.environ['KEY'] if name is None else name\nload()",
        "def load(needed):\n    app.config['K'] = needed and os.environ['KEY']\nload(True)",
    ],
)  # fmt: skip
def test_a_variable_is_needed(code: str) -> None:
    assert told(code) == ["KEY"]


@pytest.mark.parametrize(
    "code",
    [
        "app.config['K'] = os.environ.get('KEY')",
        "if not os.environ.get('GREETING'):\n    raise RuntimeError('GREETING')",
        "if not os.environ.get('KEY') and sys.argv[1:] == ['x']:\n    raise RuntimeError('KEY')",
        "try:\n    app.config['K'] = os.environ['KEY']\nexcept KeyError:\n    app.config['K'] = 'none'",
        "try:\n    app.config['K'] = int(os.environ.get('KEY'))\nexcept TypeError:\n    app.config['K'] = 0",
        "app.config['K'] = int(environ.get('KEY') or 5)",
        "app.config['K'] = int(environ.get('KEY')) if environ.get('KEY') else 5",
        "key = os.getenv('KEY')\nif key:\n    app.config['HOSTS'] = key.split(',')",
        "if os.environ.get('KEY'):\n    raise RuntimeError('KEY is gone')",
        "os.environ['KEY'] = 'x'\napp.config['K'] = os.environ['KEY']",
        "os.environ.setdefault('KEY', 'x')\napp.config['K'] = os.environ['KEY']",
        "def later():\n    if not os.environ.get('KEY'):\n        raise RuntimeError('KEY')",
        "if __name__ == '__main__':\n    app.config['K'] = os.environ['KEY']",
        "def fail(text):\n    print(text)\nif not os.environ.get('KEY'):\n    fail('KEY')",
        "if os.environ.get('MODE') == 'mail':\n    app.config['K'] = os.environ['KEY']",
    ],
)  # fmt: skip
def test_what_starts_without_it(code: str) -> None:
    assert told(code) == []


def test_two_variables_are_two_findings() -> None:
    code = f"{HEAD}for_mail = os.environ.get('MAIL')\nif not for_mail:\n    raise RuntimeError('MAIL')\napp.config['K'] = os.environ['KEY']\n"
    web = RENDER.format("gunicorn app:app", "OTHER").replace("key: KEY", "key: OTHER")
    found = problems("undeclared-variable", {"app.py": code, "render.yaml": web})
    assert [(p.message.partition(" is ")[0], p.severity) for p in found] == [("MAIL", "warning"), ("KEY", "warning")]


def test_an_extension_insists_on_a_setting() -> None:
    code = "from flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('KEY')\ndb = SQLAlchemy(app)"
    assert told(code) == ["KEY"]
    assert told(f"{code}\napp.config['SQLALCHEMY_BINDS'] = {{'a': 'sqlite://'}}") == []
    assert told(code.replace("get('KEY')", "get('KEY') or 'sqlite:///x.db'")) == []


def test_the_configuration_of_the_server() -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "app.yaml": APP_YAML,
        "gunicorn.conf.py": "import os\nworkers = int(os.environ['MANY'])\ntimeout = int(os.environ.get('LONG', 30))\n",
    }
    assert check("undeclared-variable", files) == [("gunicorn.conf.py", 2, "error")]


def test_a_request_needs_it() -> None:
    view = "@app.get('/')\ndef index():\n    return {}\n"
    [problem] = problems(
        "undeclared-variable", {"app.py": HEAD + view.format("os.environ['KEY']"), "app.yaml": APP_YAML}
    )
    assert "500" in problem.message
    assert told(view.format("os.environ.get('KEY', '')")) == []


@pytest.mark.parametrize(
    ("command", "has", "found"),
    [
        ("celery -A jobs worker", "OTHER", 1),
        ("python jobs.py", "OTHER", 1),
        ("celery -A jobs worker", "KEY", 0),
        ("./mailer", "OTHER", 0),
    ],
)
def test_a_service_beside_that_lacks_it(command: str, has: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"import settings\n{FLASK}",
        "settings.py": "import os\nif not os.getenv('KEY'):\n    raise RuntimeError('KEY')\n",
        "jobs.py": "from celery import Celery\nimport settings\napp = Celery('jobs')\n",
        "render.yaml": RENDER.format(command, has),
    }
    told = problems("undeclared-variable", files)
    assert len(told) == found
    assert all("shop" in problem.help for problem in told)


def test_a_name_that_is_nearly_the_same() -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"import os\n{FLASK}app.config['A'] = os.environ['DATABASE_URL']\n",
        "app.yaml": APP_YAML.replace("GREETING", "DATABASE_URI"),
    }
    [problem] = problems("undeclared-variable", files)
    assert "did you mean 'DATABASE_URI'" in problem.help


COMPOSE = "services:\n  web:\n    build: .\n    env_file: {}\n    ports: ['80:8000']\n"
IMAGE = "FROM python:3.12\nWORKDIR /a\nCOPY app.py .\nRUN pip install flask gunicorn\nCMD gunicorn -b :8000 app:app\n"


@pytest.mark.parametrize(
    ("compose", "others", "found"),
    [
        (COMPOSE.format(".env"), {".env.example": "SECRET=\n"}, [("app.py", 5, "warning")]),
        (COMPOSE.format(".env"), {"env.sample": "SECRET=\n# a comment\n"}, [("app.py", 5, "warning")]),
        (COMPOSE.format("[.env]"), {".env.dist": "SECRET=x\nKEY=y\n"}, []),
        (COMPOSE.format(".env") + "    environment:\n      KEY: a\n", {".env.example": "SECRET=\n"}, []),
        (COMPOSE.format(".env"), {}, []),  # what the file holds nobody knows
        (COMPOSE.format(".env"), {".env.example": ""}, []),
        (COMPOSE.format(".env").replace("build: .", "image: example/shop"), {".env.example": "SECRET=\n"}, []),
    ],
)
def test_an_example_stands_for_a_file_that_git_does_not_have(
    compose: str, others: dict[str, str], found: list[tuple[str, int, str]]
) -> None:
    code = f"import os\n{FLASK}SECRET = os.environ['SECRET']\nKEY = os.environ['KEY']\n"
    files: dict[str, str | bytes] = {"app.py": code, "docker-compose.yml": compose, "Dockerfile": IMAGE, **others}
    assert check("undeclared-variable", files) == found


@pytest.mark.parametrize(
    "code",
    [
        "def load(name=None):\n    app.config['K'] = name or os.environ['KEY']\nload('live')",
        "def load(name=None):\n    app.config['K'] = name if name else os.environ['KEY']\nload('live')",
        "def load(name):\n    app.config['K'] = name or os.environ['KEY']\nload(os.uname())",
        "def load(needed=False):\n    app.config['K'] = needed and os.environ['KEY']\nload()",
        "def load(values=None):\n    app.config['K'] = values['K'] if values else os.environ['KEY']\nload({'K': 1})",
        "app.config['K'] = os.environ.get('OTHER') or os.environ['KEY']",
    ],
)
def test_what_a_function_is_given_decides(code: str) -> None:
    assert told(code) == []


COMPOSED = """services:
  web:
    build: .
    ports: ["8000:8000"]
    environment:
      - LOG_LEVEL=info
    volumes:
      - {}
"""
LOADED = "import os\nfrom flask import Flask\nfrom settings import load\nload()\napp = Flask(__name__)\napp.config['KEY'] = os.environ['SHOP_KEY']\n"


@pytest.mark.parametrize(
    ("volume", "found"),
    [
        ("./.env:/app/.env", 0),
        ("./.env:/app/.env:ro", 0),
        ("./conf/prod.env:/app/.env", 0),
        ("/etc/shop/.env.production:/app/.env.production", 0),
        ("./data:/data", 1),
        ("shop:/data", 1),
    ],
)
def test_a_file_of_variables_is_mounted(volume: str, found: int) -> None:
    files = {
        "app.py": LOADED,
        "settings.py": "def load():\n    pass\n",
        "requirements.txt": "flask\ngunicorn\npython-dotenv\n",
        "Dockerfile": "FROM python:3.13-slim\nWORKDIR /app\nCOPY app.py settings.py requirements.txt ./\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n",
        "docker-compose.yml": COMPOSED.format(volume),
    }
    assert len(check("undeclared-variable", files)) == found

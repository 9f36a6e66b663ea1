"""Which application the ``flask`` command finds, as ``flask.cli`` looks for it (Flask 3.1)."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

HEAD = "from flask import Flask\n"
FACTORY = "def create_app():\n    return Flask('x')\n"
MODULES = [
    ("app = Flask('x')\n", ""),
    ("application = Flask('x')\n", ""),
    ("myapp = Flask('x')\n", ""),
    (FACTORY, ""),
    ("def make_app():\n    return Flask('x')\n", ""),
    ("def create_app(config=None):\n    return Flask('x')\n", ""),
    ("def create_app(*args, **kwargs):\n    return Flask('x')\n", ""),
    ("app1 = Flask('x')\napp2 = Flask('y')\n", "Detected multiple Flask applications"),
    ("app1 = Flask('x')\napp = Flask('y')\n", ""),
    (f"site = Flask('x')\nother = Flask('y')\n{FACTORY}", "Detected multiple Flask applications"),
    ("def create_app(config):\n    return Flask('x')\n", "could not call it without arguments"),
    ("def create_app(*, config):\n    return Flask('x')\n", "could not call it without arguments"),
    ("import functools\n@functools.cache\ndef create_app(config=1):\n    return Flask('x')\n", ""),
    ("def build():\n    return Flask('x')\n", "Failed to find Flask application or factory"),
    ("def create_app():\n    site = Flask('x')\n", "Failed to find Flask application or factory"),
    ("def create_app():\n    site = Flask('x')\nsite = Flask('y')\n", ""),
    (f"def create_app():\n    Flask('x')\n{FACTORY.replace('create', 'make')}", ""),
    ("def create_app():\n    yield Flask('x')\n", ""),
    ("VERSION = '1'\n", "Failed to find Flask application or factory"),
    ("class Site(Flask):\n    pass\n", "Failed to find Flask application or factory"),
    ("class Site(Flask):\n    pass\nsite = Site('x')\n", ""),
    ("from flask import request, jsonify\nimport os\n", "Failed to find Flask application or factory"),
    ("from flask_socketio import SocketIO\nsite = Flask('x')\nsocketio = SocketIO(site)\n", ""),
    ("from portal import site\n", ""),
    ("from portal import *\n", ""),
    ("import portal\nsite = portal.build()\n", ""),
    ("def __getattr__(name):\n    return Flask(name)\n", ""),
    ("exec('site = Flask(1)')\n", ""),
]


def said(named: str, text: str) -> str:
    files = {
        "shop.py": HEAD + text,
        "app.py": FLASK,
        "Procfile": f"release: flask --app {named} routes\nweb: gunicorn app:app\n",
    }
    found = problems("unresolved-flask-app", {**files, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"})
    return found[0].message if found else ""


@pytest.mark.parametrize(("text", "error"), MODULES)
def test_what_it_finds_in_a_module(text: str, error: str) -> None:
    found = said("shop", text)
    assert error in found
    assert bool(found) is bool(error)


NAMES = [
    ("shop:site", "site = Flask('x')\n", ""),
    ("shop:site", "site2 = Flask('x')\n", "Failed to find attribute 'site'"),
    ("shop:create_app", FACTORY, ""),
    ("shop:create_app", "def create_app():\n    Flask('x')\n", "A valid Flask application was not obtained from"),
    (
        "'shop:build()'",
        "def build(name='x'):\n    site = Flask(name)\n",
        "A valid Flask application was not obtained from",
    ),
    ("shop:build", "import functools\n@functools.cache\ndef build():\n    site = Flask('x')\n", ""),
    ("'shop:create_app()'", FACTORY, ""),
    ("'shop:create_app('", FACTORY, "Failed to parse 'create_app(' as an attribute name or function call"),
    ("shop:site.wsgi", "site = Flask('x')\n", "Failed to parse 'site.wsgi'"),
    ("'shop:a.create_app()'", FACTORY, "Function reference must be a simple name"),
    ("'shop:create_app(DEBUG)'", FACTORY, "Failed to parse arguments as literal values"),
    ("'shop:create_app(1)'", FACTORY, "could not be called with the specified arguments"),
    ("'shop:create_app(debug=True)'", FACTORY, "could not be called with the specified arguments"),
    ("'shop:create_app(\"prod\")'", "def create_app(config):\n    return Flask(config)\n", ""),
    ("'shop:create_app(config=\"prod\")'", "def create_app(config):\n    return Flask(config)\n", ""),
    (
        "shop:create_app",
        "def create_app(config):\n    return Flask(config)\n",
        "could not be called with the specified arguments",
    ),
    ("'shop:create_app()'", "def create_app():\n    Flask('x')\n", "A valid Flask application was not obtained"),
    ("shop:names", "names = ['a']\n", "A valid Flask application was not obtained"),
]


@pytest.mark.parametrize(("named", "text", "error"), NAMES)
def test_what_it_finds_under_a_name(named: str, text: str, error: str) -> None:
    found = said(named, text)
    assert error in found
    assert bool(found) is bool(error)


def test_a_variable_names_it_too() -> None:
    files = {"shop.py": HEAD + "a = Flask('a')\nb = Flask('b')\n", "app.py": FLASK}
    assert check(
        "unresolved-flask-app", {**files, "Procfile": "release: FLASK_APP=shop flask routes\nweb: gunicorn app:app\n"}
    )
    assert not check(
        "unresolved-flask-app", {**files, "Procfile": "release: FLASK_APP=shop:b flask routes\nweb: gunicorn app:app\n"}
    )


RENDERED = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: flask db upgrade && gunicorn shop:app\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({".env": "A=1\nFLASK_APP=nowhere\n"}, [(".env", 2)]),
        ({".flaskenv": "FLASK_APP=nowhere\n"}, [(".flaskenv", 1)]),
        ({".flaskenv": "FLASK_APP=shop\n", ".env": "FLASK_APP=nowhere\n"}, [(".env", 1)]),
        ({"render.yaml": RENDERED + "    envVars:\n      - key: FLASK_APP\n        value: nowhere\n"}, [("render.yaml", 8)]),
        ({"render.yaml": RENDERED.replace("flask db", "FLASK_APP=nowhere flask db")}, []),
        ({"render.yaml": RENDERED.replace("flask db", "flask --app nowhere db")}, []),
    ],
)  # fmt: skip
def test_where_a_flask_app_is_set_is_shown(files: dict[str, str], told: list[tuple[str, int]]) -> None:
    base = {"shop.py": FLASK, "requirements.txt": "flask\ngunicorn\npython-dotenv\n", "render.yaml": RENDERED}
    [found] = problems("unresolved-flask-app", {**base, **files})
    assert [(related.place.path, related.place.line) for related in found.related] == told

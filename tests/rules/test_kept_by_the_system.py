"""Paths of a system's own programs, files that nobody expects to last, states that are no secrets, tags run together, servers in one's own image, and images of workers."""

from __future__ import annotations

import pytest
from checking import FLASK, check

ROUTE = "@app.get('/')\ndef index():\n{}\n    return ''\n"
WEB = {"Procfile": "web: gunicorn app:app\n"}

TEMPORARY = {
    "the folder": "    path = os.path.join(tempfile.gettempdir(), 'stage.db')\n    sqlite3.connect(path)",
    "a file": "    handle, path = tempfile.mkstemp('.db')\n    sqlite3.connect('stage.db')",
    "a folder of its own": "    with tempfile.TemporaryDirectory() as folder:\n        sqlite3.connect(folder + '/stage.db')",
    "a named file": "    file = tempfile.NamedTemporaryFile()\n    sqlite3.connect(file.name + '.db')",
}


@pytest.mark.parametrize("body", TEMPORARY.values(), ids=TEMPORARY)
def test_a_database_in_the_folder_for_temporary_files(body: str) -> None:
    app = "import os, sqlite3, tempfile\n" + FLASK + ROUTE.format(body)
    assert check("sqlite-in-production", {"app.py": app, **WEB}, hosts=("heroku",)) == []


def test_a_database_beside_the_code() -> None:
    """A twin: another function makes the temporary file."""
    app = "import sqlite3, tempfile\n" + FLASK + ROUTE.format("    sqlite3.connect('shop.db')")
    app += "@app.get('/other')\ndef other():\n    return tempfile.gettempdir()\n"
    assert len(check("sqlite-in-production", {"app.py": app, **WEB}, hosts=("heroku",))) == 1


PROGRAM = r"'C:\\Program Files\\Browser\\browser.exe'"
LOOKED_FOR = {
    "exists": (f"    path = {PROGRAM}\n    if not os.path.exists(path):\n        path = '/usr/bin/browser'\n    open(path)", 0),
    "isfile": (f"    path = {PROGRAM}\n    path = path if os.path.isfile(path) else 'browser'\n    open(path)", 0),
    "which": (f"    path = shutil.which('browser') or {PROGRAM}\n    open(path)", 0),
    "opened at once": (f"    open({PROGRAM})", 1),
    "someone's own": (r"    path = 'C:\\Users\\ann\\shop\\data.csv'" + "\n    if os.path.exists(path):\n        open(path)", 1),
}  # fmt: skip


@pytest.mark.parametrize(("body", "found"), LOOKED_FOR.values(), ids=LOOKED_FOR)
def test_programs_where_a_system_has_them(body: str, found: int) -> None:
    app = "import os, shutil\n" + FLASK + ROUTE.format(body)
    assert len(check("absolute-local-path", {"app.py": app, **WEB})) == found


@pytest.mark.parametrize(("value", "found"), [("unavailable", 0), ("unknown", 0), ("missing", 0), ("unavailable7x", 1)])
def test_a_state_is_no_secret(value: str, found: int) -> None:
    app = FLASK + ROUTE.format(f"    shown = {{'aws_secret_access_key': '{value}'}}\n    return shown")
    assert len(check("hard-coded-credentials", {"app.py": app, **WEB})) == found


TAGS = {"example/devops:python-3.1213.2": 0, "example/base:py3.1310": 0, "example/base:python-3.13.2": 0, "python:3.99": 1, "example/base:python-3.6": 1}  # fmt: skip


@pytest.mark.parametrize(("base", "found"), TAGS.items(), ids=TAGS)
def test_tags_run_together_are_no_python(base: str, found: int) -> None:
    image = f"FROM {base}\nWORKDIR /app\nCOPY . .\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
    assert len(check("unsupported-python", {"app.py": FLASK, "Dockerfile": image})) == found


@pytest.mark.parametrize(("line", "found"), [("setsid docker-entrypoint.sh postgres &", 0), ("docker-entrypoint.sh postgres &", 0), ("echo postgres", 1)])  # fmt: skip
def test_the_server_of_the_base_runs_beside(line: str, found: int) -> None:
    app = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://127.0.0.1/shop'\ndb = SQLAlchemy(app)\n"
    image = 'FROM postgres:17\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["sh", "start.sh"]\n'
    start = f"{line}\nsleep 9\ngunicorn -b 0.0.0.0:8000 app:app\n"
    files: dict[str, str | bytes] = {
        "app.py": app,
        "Dockerfile": image,
        "start.sh": start,
        "requirements.txt": "flask-sqlalchemy\ngunicorn\n",
    }
    assert len(check("loopback-service", files)) == found


@pytest.mark.parametrize(("command", "found"), [("celery -A app.celery worker", 0), ("gunicorn app:app", 1)])
def test_images_of_workers_need_no_pages(command: str, found: int) -> None:
    app = (
        "from celery import Celery\nfrom flask import Flask, render_template\napp = Flask(__name__)\ncelery = Celery('app')\n"
        + ROUTE.format("    return render_template('page.html')")
    )
    both = "FROM python:3.13\nWORKDIR /app\nADD app.py .\nRUN pip install flask celery gunicorn\n"
    files: dict[str, str | bytes] = {
        "app.py": app,
        "templates/page.html": "",
        "Dockerfile-server": both + "ADD templates templates\nCMD gunicorn -b 0.0.0.0:8000 app:app\n",
        "Dockerfile-worker": f"{both}CMD {command}\n",
    }
    assert len(check("missing-template", files)) == found


FILLED = {
    "a configuration of Flask's": "from flask import Config\nsettings = Config('.')\nsettings.from_object('defaults')\n",
    "a thing of a library": "from dynaconf import Dynaconf\nsettings = Dynaconf(settings_files=['a.toml'])\n",
    "a thing of one's own": "class Settings(dict):\n    def __init__(self, path):\n        self.path = path\nsettings = Settings('a')\n",
    "what a function gives": "import loading\nsettings = loading.read('a.toml')\n",
}


@pytest.mark.parametrize("made", FILLED.values(), ids=FILLED)
def test_a_configuration_that_an_object_fills(made: str) -> None:
    app = f"from flask import Flask, session\n{made}def create_app(conf=settings):\n    app = Flask(__name__)\n    app.config.update(conf)\n    @app.get('/')\n    def index():\n        session['a'] = 1\n        return ''\n    return app\n"
    files: dict[str, str | bytes] = {"app.py": app, "defaults.py": "A = 1\n", "Procfile": "web: gunicorn 'app:create_app()'\n"}  # fmt: skip
    assert check("missing-secret-key", files) == []


def test_a_configuration_that_a_dictionary_fills() -> None:
    """A twin: everything that is in it is written here."""
    app = "from flask import Flask, session\nsettings = {'A': 1}\napp = Flask(__name__)\napp.config.update(settings)\n@app.get('/')\ndef index():\n    session['a'] = 1\n    return ''\n"
    assert len(check("missing-secret-key", {"app.py": app, "Procfile": "web: gunicorn app:app\n"})) == 1


@pytest.mark.parametrize(("name", "found"), [("CHART_EXAMPLES", 0), ("chart_example", 0), ("CHARTS", 1)])
def test_constants_of_examples(name: str, found: int) -> None:
    app = f"{FLASK}{name} = {{'charts': 'http://127.0.0.1:3128/charts', 'password': 'k3Xz9-q'}}\n" + ROUTE.format(
        f"    return {name}"
    )
    assert len(check("hard-coded-loopback", {"app.py": app, **WEB})) == found
    assert len(check("hard-coded-credentials", {"app.py": app, **WEB})) == found

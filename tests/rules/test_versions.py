"""Rules about versions: wheels, names that are gone, workers that cannot load. What happens was tried with CPython 3.12 and 3.13 and gunicorn 23 and 27."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

IMAGE = 'FROM python:{}\nWORKDIR /app\n{}COPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("pin", "tag", "steps", "severities"),
    [
        ("psycopg2-binary==2.9.5", "3.12-slim", "", ["error"]),
        ("pillow==9.5.0", "3.13-slim-bookworm", "", ["error"]),
        ("greenlet==2.0.2", "3.12", "", ["error"]),  # there is a compiler, and yet it does not build
        ("pyyaml==5.4.1", "3.11", "", ["error"]),
        ("numpy==1.24.4", "3.11-slim", "", []),
        ("psycopg2-binary==2.9.5", "3.12", "", []),  # libpq-dev and gcc are there
        ("psycopg2-binary==2.9.5", "3.12-slim", "RUN apt-get update && apt-get install -y gcc libpq-dev\n", []),
        ("psycopg2-binary>=2.9.5", "3.13-slim", "", []),
        ("markupsafe==2.0.1", "3.13-slim", "", []),  # it does without its compiled part
        ("cryptography==41.0.0", "3.13-slim", "", []),  # a stable ABI
        ("psycopg2-binary==2.9.9", "3-slim", "", []),
        ("lxml==4.9.3 ; sys_platform == 'win32'", "3.13-slim", "", []),
    ],
)
def test_missing_wheels(pin: str, tag: str, steps: str, severities: list[str]) -> None:
    files = {"app.py": FLASK, "requirements.txt": f"flask\ngunicorn\n{pin}\n", "Dockerfile": IMAGE.format(tag, steps)}
    assert [s for _, _, s in check("missing-wheel", files)] == severities


def test_the_next_release_with_a_wheel_is_named() -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\npandas==2.2.2\n", **PROCFILE, "runtime.txt": "python-3.13.5\n"}  # fmt: skip
    [found] = problems("missing-wheel", files)
    assert "pandas==2.2.3, which has one" in found.help
    assert "3.9 to 3.12" in found.help


@pytest.mark.parametrize(
    ("requirements", "code", "lines"),
    [
        ("flask==3.1.3\n", "from flask import escape\n", [1]),
        ("flask==3.1.3\n", "import flask\nfrom werkzeug.urls import url_quote, url_encode\n", [2, 2]),
        ("flask==2.3.3\n", "from flask.json import JSONEncoder\n", [1]),
        ("flask==3.1.3\n", "from werkzeug.contrib.fixers import ProxyFix\n", [1]),
        ("flask\n", "from itsdangerous import TimedJSONWebSignatureSerializer as S\n", [1]),
        ("flask\nflask-jwt-extended==4.6.0\n", "from flask_jwt_extended import jwt_refresh_token_required\n", [1]),
        ("flask==2.3.3\n", "from flask import Markup\n", []),
        ("flask==2.0.3\nwerkzeug==2.0.3\n", "from werkzeug.security import safe_str_cmp\n", []),
        ("flask==2.2.5\nflask-sqlalchemy==3.0.5\n", "from flask_sqlalchemy import BaseQuery\n", []),
        ("flask\nflask-sqlalchemy==3.1.1\n", "from flask_sqlalchemy import BaseQuery\n", [1]),
        ("flask>=2\nacme-kit==1\n", "from flask import Markup\n", []),  # it may want an older Flask
        ("flask==3.1.3\n", "try:\n    from flask import Markup\nexcept ImportError:\n    from markupsafe import Markup\n", []),
        ("flask==3.1.3\n", "import sys\nif sys.argv[1:]:\n    from flask import Markup\n", []),
    ],
)  # fmt: skip
def test_removed_names(requirements: str, code: str, lines: list[int]) -> None:
    files = {"app.py": code + FLASK, "requirements.txt": f"{requirements}gunicorn\n", **PROCFILE}
    assert [line for _, line, _ in check("removed-flask-api", files)] == lines


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("import flask\napp = flask.Flask(__name__)\n@app.route('/')\ndef i():\n    return flask.escape('x')\n", 5),
        ("import flask as f\napp = f.Flask(__name__)\nname = f.Markup('x')\n", 3),
        ("import werkzeug.urls\nfrom flask import Flask\napp = Flask(__name__)\nx = werkzeug.urls.url_quote('a')\n", 4),
        ("from flask import Flask, send_file\napp = Flask(__name__)\n@app.route('/')\ndef i():\n    return send_file('a', attachment_filename='b')\n", 5),
        ("import flask\napp = flask.Flask(__name__)\n@app.route('/')\ndef i():\n    return flask.send_from_directory('a', filename='b')\n", 5),
        ("import flask\napp = flask.Flask(__name__)\ntry:\n    x = flask.escape('x')\nexcept AttributeError:\n    x = ''\n", 0),
        ("from flask import Flask, send_file\napp = Flask(__name__)\n@app.route('/')\ndef i():\n    return send_file('a', download_name='b')\n", 0),
        ("from flask import Flask\napp = Flask(__name__)\ndef send_file(a, attachment_filename):\n    return a\nx = send_file('a', attachment_filename='b')\n", 0),
        ("import markupsafe as flask_escape\nfrom flask import Flask\napp = Flask(__name__)\nx = flask_escape.escape('x')\n", 0),
    ],
)  # fmt: skip
def test_removed_where_it_is_called(code: str, line: int) -> None:
    files = {"app.py": code, "requirements.txt": "flask==3.1.3\ngunicorn\n", **PROCFILE}
    assert [at for _, at, _ in check("removed-flask-api", files)] == ([line] if line else [])
    old = "flask==2.1.3\nwerkzeug==2.1.2\njinja2==3.0.3\nmarkupsafe==2.0.1\ngunicorn\n"
    assert not check("removed-flask-api", {**files, "requirements.txt": old})


@pytest.mark.parametrize(
    ("owner", "count"),
    [
        ("class Hooks:\n    def before_first_request(self, f):\n        return f\nhooks = Hooks()\n", 0),
        ("class Hooks:\n    @staticmethod\n    def before_first_request(f):\n        return f\nhooks = Hooks\n", 0),
        ("class Hooks(Flask):\n    pass\nhooks = Hooks(__name__)\n", 1),
        ("from flask import Blueprint\nhooks = Blueprint('a', __name__)\n", 1),
    ],
)
def test_a_method_of_the_same_name(owner: str, count: int) -> None:
    code = f"{FLASK}{owner}@hooks.before_first_request\ndef first():\n    pass\n"
    files = {"app.py": code, "requirements.txt": "flask==3.1.3\ngunicorn\n", **PROCFILE}
    assert len(check("removed-flask-api", files)) == count


@pytest.mark.parametrize(
    ("requirements", "python", "count"),
    [
        ("flask==2.2.5\nwerkzeug==2.2.3\n", "3.14", 1),
        ("flask==2.0.3\nwerkzeug==2.0.3\n", "3.14", 1),
        ("flask==2.2.5\nwerkzeug==2.2.3\n", "3.13", 0),
        ("flask==2.3.3\nwerkzeug==2.3.8\n", "3.14", 0),
        ("flask==2.2.5\nwerkzeug==2.3.5\n", "3.14", 0),
    ],
)
def test_werkzeug_on_python_3_14(requirements: str, python: str, count: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": f"{requirements}gunicorn\n", ".python-version": python, **PROCFILE}
    assert len(check("incompatible-requirements", files)) == count


HEROKU = {"app.json": '{"name": "shop", "stack": "heroku-24"}', **PROCFILE}
RENDERED = "services:\n- type: web\n  name: s\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n  envVars:\n  - key: PYTHON_VERSION\n    value: {}\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({**HEROKU, "python-version": "3.13\n"}, [("python-version", "error")]),
        ({**HEROKU, ".python-version.txt": "3.13\n"}, [(".python-version.txt", "error")]),
        ({**HEROKU, ".pythonversion": "3.13\n"}, [(".pythonversion", "error")]),
        ({**HEROKU, "runtime.txt": "python-3.13.1\n", "python_version": "3.13\n"}, []),
        ({**HEROKU, "docs/python-version": "3.13\n"}, []),
        ({"railway.json": '{"deploy": {"startCommand": "gunicorn app:app"}}', "python-version": "3.13\n"}, []),
        ({**HEROKU, "runtime.txt": "python-3.12.4\n", ".python-version": "3.13\n"}, [(".python-version", "warning")]),
        ({**HEROKU, "runtime.txt": "python-3.13.1\n", ".python-version": "3.13\n"}, []),
        ({"railway.json": '{"deploy": {"startCommand": "gunicorn app:app"}}', "runtime.txt": "python-3.12.4\n", ".python-version": "3.13\n"}, []),
        ({"render.yaml": RENDERED.format("'3.13'")}, [("render.yaml", "error")]),
        ({"render.yaml": RENDERED.format('"3.12"')}, [("render.yaml", "error")]),
        ({"render.yaml": RENDERED.format("3.13.5")}, []),
        ({"render.yaml": RENDERED.format("'3.13.5'")}, []),
        ({"render.yaml": RENDERED.format("3.13")}, []),  # a number: told as such
    ],
)  # fmt: skip
def test_names_and_forms_of_versions(files: dict[str, str | bytes], found: list[tuple[str, str]]) -> None:
    project = {"app.py": FLASK, "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\n", **files}
    assert [(path, severity) for path, _, severity in check("invalid-python-version", project)] == found


@pytest.mark.parametrize(
    ("requirements", "lines"), [("flask==3.0.0\n", [8]), ("flask\n", [8]), ("flask<2.3\nwerkzeug<3\n", [])]
)
def test_removed_methods(requirements: str, lines: list[int]) -> None:
    code = "from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n\napp = create_app()\n@app.before_first_request\ndef first():\n    pass\n"
    files = {"app.py": code, "requirements.txt": f"{requirements}gunicorn\n", **PROCFILE}
    assert [line for _, line, _ in check("removed-flask-api", files)] == lines


@pytest.mark.parametrize(
    ("code", "python", "more", "count"),
    [
        ("import imp\n", "3.12", "", 1),
        ("from pipes import quote\n", "3.13", "", 1),
        ("from distutils.util import strtobool\n", "3.12", "", 1),
        ("from distutils.util import strtobool\n", "3.12", "setuptools==75.0.0\n", 0),
        ("from distutils.util import strtobool\n", "3.12", "acme-kit\n", 0),
        ("import imp\n", "3.11", "", 0),
        ("try:\n    import imp\nexcept ImportError:\n    imp = None\n", "3.12", "", 0),
        ("import cgi\n", "3.13", "legacy-cgi==2.6.3\n", 0),
    ],
)
def test_removed_modules(code: str, python: str, more: str, count: int) -> None:
    files = {"app.py": code + FLASK, "requirements.txt": f"flask==3.1.3\ngunicorn==23.0.0\n{more}", **PROCFILE}
    assert len(check("removed-stdlib-module", {**files, ".python-version": f"{python}\n"})) == count
    assert not check("removed-stdlib-module", {name: text for name, text in files.items() if name not in PROCFILE})


def test_an_own_module_of_the_name() -> None:
    files = {"app.py": "import imp\n" + FLASK, "imp.py": "", "requirements.txt": "flask==3.1.3\ngunicorn\n", **PROCFILE}
    assert not check("removed-stdlib-module", {**files, ".python-version": "3.13\n"})


@pytest.mark.parametrize(
    ("command", "requirements", "count"),
    [
        ("gunicorn -k gevent app:app", "gunicorn==23.0.0\n", 1),
        ("gunicorn --worker-class=eventlet -w 1 app:app", "gunicorn==23.0.0\n", 1),
        ("gunicorn --worker-class=eventlet -w 1 app:app", "gunicorn\neventlet\n", 1),
        ("gunicorn -k uvicorn.workers.UvicornWorker app:app", "gunicorn==23.0.0\n", 1),
        ("gunicorn -k gevent app:app", "gunicorn==23.0.0\ngevent\n", 0),
        ("gunicorn -k eventlet app:app", "gunicorn==23.0.0\neventlet\n", 0),
        ("gunicorn -k gthread app:app", "gunicorn\n", 0),
        ("gunicorn -k $WORKER app:app", "gunicorn\n", 0),
        ("gunicorn -k app.worker.Own app:app", "gunicorn\n", 0),
        ("gunicorn -k gevent app:app", "gunicorn[gevent]==23.0.0\n", 0),
        ("gunicorn -k gevent app:app", "gunicorn[tornado]==23.0.0\n", 1),
        ("gunicorn -k gevent app:app", "gunicorn==26.0.0\ngevent==23.9.1\n", 1),
        ("gunicorn -k gevent app:app", "gunicorn==23.0.0\ngevent==23.9.1\n", 0),
        ("gunicorn -k gevent app:app", "gunicorn\ngevent\n", 0),
        ("gunicorn -k uvicorn.workers.UvicornWorker app:app", "gunicorn==23.0.0\nuvicorn\n", 1),
        ("gunicorn -k uvicorn_worker.UvicornWorker app:app", "gunicorn==23.0.0\nuvicorn-worker\n", 1),
    ],
)
def test_worker_classes(command: str, requirements: str, count: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": f"flask==3.1.3\n{requirements}", "Procfile": f"web: {command}\n"}
    assert len(check("unavailable-worker-class", files)) == count


@pytest.mark.parametrize(
    "code",
    [
        "from asgiref.wsgi import WsgiToAsgi\nfrom flask import Flask\napp = WsgiToAsgi(Flask(__name__))\n",
        "from a2wsgi import WSGIMiddleware\nfrom flask import Flask\nflask_app = Flask(__name__)\napp = WSGIMiddleware(flask_app)\n",
        "import os\nfrom asgiref.wsgi import WsgiToAsgi\nfrom flask import Flask\napp = Flask(__name__)\nif os.environ.get('X'):\n    app = WsgiToAsgi(app)\n",
        "from flask import Flask\nclass Both(Flask):\n    async def __call__(self, scope, receive, send):\n        pass\napp = Both(__name__)\n",
        "from connexion import FlaskApp\nfrom flask import Flask\napp = FlaskApp(__name__)\n",
    ],
)
def test_what_speaks_asgi(code: str) -> None:
    command = "web: gunicorn -k uvicorn.workers.UvicornWorker app:app\n"
    files = {
        "app.py": code,
        "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\nuvicorn\nasgiref\n",
        "Procfile": command,
    }
    assert not check("unavailable-worker-class", files)


def test_a_worker_class_in_the_configuration() -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\n", **PROCFILE}
    found = check("unavailable-worker-class", {**files, "gunicorn.conf.py": "workers = 2\nworker_class = 'gevent'\n"})
    assert found == [("gunicorn.conf.py", 2, "error")]

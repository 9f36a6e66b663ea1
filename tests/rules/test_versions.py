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
    ],
)
def test_worker_classes(command: str, requirements: str, count: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": f"flask==3.1.3\n{requirements}", "Procfile": f"web: {command}\n"}
    assert len(check("unavailable-worker-class", files)) == count


def test_a_worker_class_in_the_configuration() -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\n", **PROCFILE}
    found = check("unavailable-worker-class", {**files, "gunicorn.conf.py": "workers = 2\nworker_class = 'gevent'\n"})
    assert found == [("gunicorn.conf.py", 2, "error")]

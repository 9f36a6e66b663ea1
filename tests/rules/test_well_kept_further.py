"""Programs that a system packs, variables of a stage, settings that a helper writes one by one, scripts that run once, keys of tests and of jobs, words that repeat a name, a browser's own address."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check

WEB = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
CONF = "[supervisord]\nnodaemon=true\n[program:web]\ncommand=gunicorn -b 0.0.0.0:8000 app:app\ndirectory=/srv\n"

PACKED = {
    "apt": ("python:3.13-slim", "RUN apt-get update && apt-get install -y supervisor", 0),
    "apk": ("python:3.13-alpine", "RUN apk add --no-cache supervisor", 0),
    "among others": ("python:3.13-slim", "RUN apt update && apt install -y nginx supervisor curl", 0),
    "with a version": ("python:3.13-alpine", "RUN apk add supervisor=4.2.5-r5", 0),
    "not at all": ("python:3.13-slim", "RUN apt-get install -y nginx", 1),
    "another name": ("python:3.13-slim", "RUN apt-get install -y supervisor-doc", 1),
}


@pytest.mark.parametrize(("base", "run", "found"), PACKED.values(), ids=PACKED)
def test_a_program_that_a_system_packs_under_its_distributions_name(base: str, run: str, found: int) -> None:
    image = f'FROM {base}\n{run}\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["supervisord", "-c", "/srv/web.conf"]\n'
    files = {"app.py": FLASK, "Dockerfile": image, "web.conf": CONF, "requirements.txt": WEB["requirements.txt"]}
    assert len(check("command-not-installed", files)) == found


STAGES = {
    "its own": ("ENV FLASK_APP=shop/web.py\n", "", 0),
    "its own, as arguments": ("ARG FLASK_APP=shop/web.py\n", "", 0),
    "of none": ("", "", 0),
    "the last one's": ("", "RUN flask --version && flask seed\n", 1),
}


@pytest.mark.parametrize(("first", "last", "found"), STAGES.values(), ids=STAGES)
def test_a_stage_has_variables_of_its_own(first: str, last: str, found: int) -> None:
    image = (
        f"FROM python:3.13 AS assets\nWORKDIR /srv\nRUN pip install flask\nCOPY shop ./shop\n{first}RUN flask assets build\n"
        f"FROM python:3.13\nWORKDIR /srv\nRUN pip install flask gunicorn\nCOPY shop ./shop\n{last}COPY --from=assets /srv/shop ./shop\n"
        "CMD gunicorn -b 0.0.0.0:8000 shop.web:app\n"
    )
    files = {"shop/__init__.py": "", "shop/web.py": FLASK, "Dockerfile": image}
    assert len(check("unresolved-flask-app", files)) == found


HELPERS = {
    "a function": "def put(app, key, value):\n    app.config[key] = value\n    print(key)\n",
    "of the configuration": "def put(app, key, value):\n    config = app.config\n    config[key] = value\n",
    "with a test": "def put(app, key, value):\n    if value is not None:\n        app.config[key] = value\n",
    "that shows": "def put(app, key, value, hide=False):\n    app.config[key] = value\n    print(key, '***' if hide else value)\n",
}


@pytest.mark.parametrize("helper", HELPERS.values(), ids=HELPERS)
def test_a_helper_that_writes_one_setting_a_call(helper: str) -> None:
    calls = "".join(f"put(app, 'COLOUR_{number}', {number})\n" for number in range(12))
    page = "from flask import session\n@app.get('/')\ndef index():\n    session['seen'] = 1\n    return ''\n"
    last = "import os\nput(app, 'SECRET_KEY', os.environ['SECRET_KEY'])\n"
    assert check("missing-secret-key", {"app.py": FLASK + helper + calls + last + page, **WEB}) == []
    assert len(check("missing-secret-key", {"app.py": FLASK + helper + calls + page, **WEB})) == 1


def make(target: str) -> int:
    code = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\nclass Plant(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
    seed = "from app import app, db, Plant\nwith app.app_context():\n    db.drop_all()\n    db.create_all()\n    db.session.add(Plant())\n    db.session.commit()\n"
    files = {
        "app.py": FLASK + code,
        "seed.py": seed,
        "Makefile": "setup:\n\tpython seed.py\n",
        "setup.sh": "#!/bin/sh\npython seed.py\n",
        "app.json": json.dumps(
            {"name": "shop", "buildpacks": [{"url": "heroku/python"}], "scripts": {"postdeploy": target}}
        ),
        **WEB,
    }
    files["Procfile"] += "release: make setup\n" if not target else ""
    return len(check("destructive-seed", files))


@pytest.mark.parametrize(("target", "found"), [("make setup", 0), ("sh setup.sh", 0), ("python seed.py", 0), ("", 1)])
def test_what_runs_once_when_the_application_is_made(target: str, found: int) -> None:
    assert make(target) == found


PEM = '"-----BEGIN RSA PRIVATE KEY-----\\nMIICXQIBAAKBgQDfn1nKQshOSj8xw44oC2klFWSNLmK3BnHONCJ1Qk8Zy\\nx2bTq1vR7\\n-----END RSA PRIVATE KEY-----"'


@pytest.mark.parametrize(
    ("name", "found"),
    [("JWT_TEST_KEY_PEM", 0), ("TESTING_PRIVATE_KEY", 0), ("JWT_KEY_PEM", 1), ("LATEST_PRIVATE_KEY", 1)],
)
def test_a_key_that_tests_sign_with(name: str, found: int) -> None:
    files = {"app.py": FLASK, ".env.example": f"{name}={PEM}\n", **WEB}
    assert len(check("committed-env-file", files)) == found


WORDS = {
    "LDAP_PASSWORD": ("ldap_password", 0),
    "WALLET_API_KEY": ("GET_WALLET_API_KEY_FROM_PROVIDER", 0),
    "SMTP_SERVER_PASSWORD": ("the-server-password", 0),
    "QUEUE_PASSWORD": ("queue_password_7", 1),
    "STORE_PASSWORD": ("otter-blue-lamp", 1),
}


@pytest.mark.parametrize(("name", "value", "found"), [(name, *rest) for name, rest in WORDS.items()], ids=WORDS)
def test_words_that_repeat_the_name_they_stand_under(name: str, value: str, found: int) -> None:
    settings = f"import os\nclass Config:\n    {name} = os.environ.get('{name}', '{value}')\n"
    app = "from settings import Config\n" + FLASK + "app.config.from_object(Config)\n"
    assert len(check("hard-coded-credentials", {"app.py": app, "settings.py": settings, **WEB})) == found


JOBS = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"


@pytest.mark.parametrize(
    ("routes", "start", "found"),
    [
        ("", "", 0),
        ("@app.get('/')\ndef index():\n    return ''\n", "", 1),
        ("", "CMD gunicorn -b 0.0.0.0:8000 app:app\n", 1),
        ("from somewhere import pages\napp.register_blueprint(pages)\n", "", 1),
    ],
)
def test_the_key_of_an_application_that_nobody_visits(routes: str, start: str, found: int) -> None:
    app = FLASK + "app.config['SECRET_KEY'] = 'f81a2c9e77b3'\n" + routes
    files = {"app.py": app, "Dockerfile": JOBS + start, "requirements.txt": WEB["requirements.txt"]}
    assert len(check("hard-coded-secret-key", files)) == found


ASKED = {
    "a test of it": ("let base = location.href;\nif (/:8080/.test(base)) base = 'http://localhost:5000';\n", 0),
    "of the window": ("const here = window.location.origin;\nlet api = '/api';\nif (here.includes(':3000')) api = 'http://localhost:5000/api';\n", 0),
    "of the document": ("let page=document.location.host;\nif (page === 'dev.test') fetch('http://localhost:5000/api');\n", 0),
    "with a port": ("var port = location.port;\nif (port !== '80') fetch('http://localhost:5000/api');\n", 0),
    "another test": ("let base = '/api';\nif (items.length) fetch('http://localhost:5000/api');\n", 1),
}  # fmt: skip


@pytest.mark.parametrize(("script", "found"), ASKED.values(), ids=ASKED)
def test_an_address_behind_the_browsers_own(script: str, found: int) -> None:
    assert len(check("loopback-link", {"app.py": FLASK, "static/app.js": script, **WEB})) == found

"""Pages that write to the session where nothing sets a key, and what may set one."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n"}
FLASHING = "from flask import flash\n@app.post('/')\ndef order():\n    flash('done')\n    return ''\n"

WRITING = [
    FLASHING,
    "import flask\n@app.get('/')\ndef index():\n    flask.session['x'] = 1\n    return ''\n",
    "from flask import session as kept\n@app.get('/')\ndef index():\n    kept.pop('x', None)\n    return ''\n",
    "from flask_login import login_user\n@app.post('/in')\ndef enter():\n    login_user(find())\n    return ''\n",
    "app.config['DEBUG'] = False\n" + FLASHING,
]


@pytest.mark.parametrize("text", WRITING)
def test_writing(text: str) -> None:
    assert check("missing-secret-key", {**SERVED, "web.py": FLASK + text}) == [("web.py", 2, "error")]


NOT_MISSING = [
    "app.secret_key = 'x'\n" + FLASHING,
    "app.config.update(SECRET_KEY='x')\n" + FLASHING,
    "app.config.from_pyfile('settings.cfg')\n" + FLASHING,
    "app.config.from_envvar('SETTINGS')\n" + FLASHING,
    "app.config.from_prefixed_env()\n" + FLASHING,
    "app.config.update(load())\n" + FLASHING,
    "setattr(app, 'secret_key', load())\n" + FLASHING,
    "import os\napp.config['SECRET_KEY'] = os.environ.get('SECRET_KEY')\n" + FLASHING,
    "from flask_session import Session\nSession(app)\n" + FLASHING,
    "app.session_interface = Store()\n" + FLASHING,
    "import ourlibrary\nourlibrary.init_app(app)\n" + FLASHING,
    "from flask import session\n@app.get('/')\ndef index():\n    return session.get('x', '')\n",
    "@app.cli.command('x')\ndef x():\n    from flask import flash\n    flash('done')\n",
]


@pytest.mark.parametrize("text", NOT_MISSING)
def test_not_missing(text: str) -> None:
    assert not check("missing-secret-key", {**SERVED, "web.py": FLASK + text})


def test_a_function_that_no_start_is_seen_to_call_may_set_it() -> None:
    text = FLASK + "def prepare():\n    app.secret_key = read()\n" + FLASHING
    assert not check("missing-secret-key", {"web.py": text})
    assert check("missing-secret-key", {"web.py": FLASK + FLASHING}) == [("web.py", 2, "error")]


def test_a_configuration_that_nobody_loads_sets_nothing() -> None:
    files = {"config.py": "import os\nSECRET_KEY = os.environ.get('SECRET_KEY')\n", **SERVED}
    text = FLASK + "# app.config.from_object('config')\n" + FLASHING
    assert check("missing-secret-key", {**files, "web.py": text}) == [("web.py", 2, "error")]
    unseen = {"other.py": "def prepare(app):\n    app.config.from_object('config')\n"}
    assert not check("missing-secret-key", {**files, **unseen, "web.py": text})


@pytest.mark.parametrize(
    ("key", "count"),
    [("LOG_LEVEL", 1), ("DATABASE_URL", 1), ("PYTHONPATH", 0), ("PATH", 0)],
)
def test_a_list_of_where_python_searches_is_no_list_of_the_app(key: str, count: int) -> None:
    text = FLASK + "import os\napp.config['SECRET_KEY'] = os.environ.get('SECRET_KEY')\n" + FLASHING
    service = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install flask gunicorn\n    startCommand: gunicorn web:app\n"
    files = {"web.py": text, "render.yaml": f"{service}    envVars:\n      - key: {key}\n        value: src\n"}
    assert len(check("missing-secret-key", files)) == count


def test_a_machine_of_your_own_has_other_places_for_variables() -> None:
    text = FLASK + "import os\napp.config['SECRET_KEY'] = os.environ.get('SECRET_KEY')\n" + FLASHING
    unit = "[Service]\nWorkingDirectory=/srv/shop\nEnvironment=LOG_LEVEL=info\nExecStart=/srv/shop/venv/bin/gunicorn web:app\n"
    assert not check("missing-secret-key", {"web.py": text, "shop.service": unit})


JWT = "from flask import Flask\nfrom flask_jwt_extended import JWTManager, create_access_token\napp = Flask(__name__)\n"
HAND_OUT = "@app.post('/in')\ndef sign_in():\n    return {'token': create_access_token(identity='1')}\n"
KEYS = {
    "none": ("jwt = JWTManager(app)\n", True),
    "another setting": ("app.config['JWT_TOKEN_LOCATION'] = ['headers']\njwt = JWTManager(app)\n", True),
    "its own": ("app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']\njwt = JWTManager(app)\n", False),
    "Flask's": ("app.secret_key = os.environ['SECRET_KEY']\njwt = JWTManager(app)\n", False),
    "a pair": ("app.config.update(JWT_ALGORITHM='RS256', JWT_PRIVATE_KEY='x')\njwt = JWTManager(app)\n", False),
    "a file nobody sees": ("app.config.from_envvar('SETTINGS')\njwt = JWTManager(app)\n", False),
}


@pytest.mark.parametrize("name", KEYS)
def test_tokens(name: str) -> None:
    text, told = KEYS[name]
    files: dict[str, str | bytes] = {
        "app.py": f"import os\n{JWT}{text}{HAND_OUT}",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool(check("missing-secret-key", files)) is told
    assert not check("missing-secret-key", {**files, "app.py": f"import os\n{JWT}{text}"})

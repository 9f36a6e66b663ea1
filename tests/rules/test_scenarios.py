"""Two worlds are compared: where a variable is missing, or has the form in which a host hands it over."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

HEAD = f"import os, sys\n{FLASK}"
KEY = "app.secret_key = os.environ.get('KEY', 'dev')\n"
SERVED: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (KEY, True),
        (f"{KEY}if not os.environ.get('KEY'):\n    raise RuntimeError('set KEY')", False),
        (f"{KEY}if app.secret_key == 'dev' and not app.debug:\n    raise RuntimeError('set KEY')", False),
        (f"{KEY}if app.config['SECRET_KEY'] == 'dev':\n    sys.exit(1)", False),
        (f"{KEY}def fatal(text):\n    print(text)\n    sys.exit(1)\nif app.secret_key == 'dev':\n    fatal('set KEY')", False),
        (f"{KEY}assert app.secret_key != 'dev'", False),
        (f"{KEY}if len(app.secret_key) < 16:\n    raise ValueError('short')", False),
        ("key = os.environ.get('KEY', 'dev')\nif key == 'dev' and os.environ.get('STAGE') == 'live':\n    raise ValueError('key')\napp.secret_key = key", False),
        (f"{KEY}if not os.environ.get('SECRET_KEY_MAIL'):\n    raise RuntimeError('SECRET_KEY_MAIL')", True),
        (f"{KEY}def reset():\n    secret_key = os.getenv('OTHER')\n    if secret_key is None:\n        raise ValueError('OTHER')\n@app.get('/')\ndef index():\n    return reset()", True),
        (f"{KEY}if app.secret_key == 'test':\n    raise RuntimeError('set KEY')", True),
        (f"{KEY}def warn(text):\n    print(text)\nif app.secret_key == 'dev':\n    warn('set KEY')", True),
    ],
)  # fmt: skip
def test_who_refuses_a_fallback(code: str, is_told: bool) -> None:
    assert bool(check("fallback-secret-key", {"app.py": f"{HEAD}{code}\n", **SERVED})) is is_told


def test_a_fallback_that_is_refused_beside_a_declared_variable() -> None:
    render = "services:\n  - type: web\n    name: w\n    runtime: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: KEY\n        generateValue: true\n"
    code = f"{HEAD}{KEY}"
    assert check("fallback-secret-key", {"app.py": code, "render.yaml": render}) == [("app.py", 4, "info")]
    code += "if not os.environ.get('KEY'):\n    raise RuntimeError('set KEY')\n"
    assert check("fallback-secret-key", {"app.py": code, "render.yaml": render}) == []


TABLES = "import os, lamps\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n"


@pytest.mark.parametrize(
    ("code", "severities"),
    [
        ("db.drop_all()", ["error"]),
        ("if os.environ.get('RESET', '1') == '1':\n    db.drop_all()", ["error"]),
        ("if not os.environ.get('KEEP'):\n    db.drop_all()", ["error"]),
        ("def reset():\n    db.drop_all()\nif os.environ.get('RESET', 'yes') == 'yes':\n    reset()", ["error"]),
        ("app.config['RESET'] = True\nif app.config['RESET']:\n    db.drop_all()", ["error"]),
        ("RESET = 1\nif RESET:\n    db.drop_all()", ["error"]),
        ("if os.environ.get('STAGE', 'development') == 'development':\n    db.drop_all()", ["warning"]),
        ("if os.environ.get('RESET'):\n    db.drop_all()", []),
        ("if os.environ.get('RESET', '0') == '1':\n    db.drop_all()", []),
        ("if lamps.are_lit():\n    db.drop_all()", []),
        ("app.config['RESET'] = False\nif app.config['RESET']:\n    db.drop_all()", []),
        ("if app.debug:\n    db.drop_all()", []),
        ("for table in lamps.old():\n    db.drop_all()", []),
    ],
)
def test_when_tables_are_dropped(code: str, severities: list[str]) -> None:
    found = check("drop-all-at-startup", {"app.py": f"{TABLES}{code}\n", **SERVED})
    assert [severity for _, _, severity in found] == severities


def test_a_module_that_is_called_like_a_seed_drops_tables_too() -> None:
    files: dict[str, str | bytes] = {
        "app.py": "from flask import Flask\nfrom shop import db\napp = Flask(__name__)\ndb.init_app(app)\nimport seedbank\n",
        "shop.py": "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n",
        "seedbank.py": "from shop import db\ndb.drop_all()\n",
    }
    assert check("drop-all-at-startup", {**files, **SERVED}) == [("seedbank.py", 2, "error")]


DATABASE = "from flask_sqlalchemy import SQLAlchemy\n"
SET = "app.config['SQLALCHEMY_DATABASE_URI'] = "
URL = "os.environ['DATABASE_URL']"
HEROKU: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn app:app\n",
    "app.json": '{"addons": ["heroku-postgresql"]}',
    "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\nsqlalchemy==2.0.44\npsycopg2-binary\n",
}


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (f"{SET}{URL}", True),
        (f"url = {URL}\n{SET}url", True),
        (f"print('using postgres')\n{SET}{URL}", True),
        (f"url = {URL}\nif url.startswith('postgres://'):\n    url = url.replace('postgres://', 'postgresql://', 1)\n{SET}{URL}", True),
        (f"def url():\n    return {URL}\n{SET}url()", True),
        (f"{SET}{URL}.replace('postgres://', 'postgresql://', 1)", False),
        (f"url = {URL}\nif url.startswith('postgres://'):\n    url = url.replace('postgres://', 'postgresql://', 1)\n{SET}url", False),
        (f"{SET}{URL}\nif app.config['SQLALCHEMY_DATABASE_URI'].startswith('postgres://'):\n    {SET}app.config['SQLALCHEMY_DATABASE_URI'].replace('postgres://', 'postgresql://', 1)", False),
        (f"def mended(url):\n    return url.replace('postgres://', 'postgresql+psycopg2://', 1)\n{SET}mended({URL})", False),
        (f"import re\n{SET}re.sub('^postgres:', 'postgresql:', {URL})", False),
        (f"import lamps\n{SET}lamps.mended({URL})", False),
        (f"{SET}os.environ['OTHER_URL']", False),
    ],
)  # fmt: skip
def test_the_scheme_that_reaches_sqlalchemy(code: str, is_told: bool) -> None:
    assert (
        bool(check("legacy-postgres-scheme", {"app.py": f"{HEAD}{DATABASE}{code}\ndb = SQLAlchemy(app)\n", **HEROKU}))
        is is_told
    )


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (f"{SET}{URL}.replace('postgres', 'postgresql')", True),
        (f"url = {URL}\nurl = url.replace('postgres', 'postgresql')\n{SET}url", True),
        (
            f"url = {URL}\nif url.startswith('postgres://'):\n    url = url.replace('postgres', 'postgresql', 1)\n{SET}url",
            False,
        ),
        (f"{SET}{URL}.replace('postgres:', 'postgresql:')", False),
    ],
)
def test_a_right_url_that_is_spoilt(code: str, is_told: bool) -> None:
    files = {**HEROKU, "app.json": "{}"}
    found = problems("legacy-postgres-scheme", {"app.py": f"{HEAD}{DATABASE}{code}\ndb = SQLAlchemy(app)\n", **files})
    assert any("postgresqlql" in problem.message for problem in found) is is_told


COMPOSE = "services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: {}\n  db:\n    image: postgres:17\n"


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("postgresql://shop@localhost/shop", True),
        ("postgresql://shop:${PASSWORD}@127.0.0.1:5432/shop", True),
        ("postgresql://${USER}:${PASSWORD}@localhost:${PORT:-5432}/${NAME}", True),
        ("postgresql://shop:$PASSWORD@localhost/shop", True),
        ("postgresql://shop:${PASSWORD}@db/shop", False),
        ("postgresql://shop:${PASSWORD}@${HOST}/shop", False),
        ("postgresql://shop:localhost@${HOST}/shop", False),
    ],
)
def test_a_declared_address_with_unknown_parts(url: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"{HEAD}app.config['URL'] = {URL}\n",
        "compose.yaml": COMPOSE.format(url),
        "Dockerfile": "FROM python:3.13-slim\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
    }
    assert bool(check("loopback-service", files)) is is_told

"""Look-alikes met in real repositories: what is said of them must really happen in production."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
READ = "import os\nfrom flask import Flask\napp = Flask(__name__)\nuri = os.getenv('DATABASE_URL')\n"
USE = "app.config['SQLALCHEMY_DATABASE_URI'] = uri or 'sqlite:///db.sqlite3'\n"


@pytest.mark.parametrize(
    ("between", "found"),
    [
        ("", True),
        ("if uri.startswith('postgres://'):\n    uri = uri.replace('postgres://', 'postgresql://', 1)\n", False),
        ("uri.strip()\n", False),
        ("if uri and uri.startswith('postgres://'):\n    uri = uri.replace('s:', 'sql:', 1)\n", True),
        ("if uri:\n    uri = uri.replace('postgres://', 'postgresql://', 1)\n", True),
        ("try:\n    uri = uri.replace('postgres://', 'postgresql://', 1)\nexcept AttributeError:\n    pass\n", True),
        ("clean = lambda: uri.strip()\n", True),
        ("clean = uri and uri.strip()\n", True),
        ("clean = uri.strip() if uri else ''\n", True),
        ("clean = [uri.strip() for _ in app.extensions]\n", True),
        ("clean = str(uri.strip())\n", False),
    ],
)
def test_a_name_whose_method_was_called_is_not_none(between: str, found: bool) -> None:
    assert bool(check("sqlite-fallback", {"app.py": READ + between + USE, **PROCFILE})) is found


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("exec gunicorn -b 0.0.0.0:8000 app:app\n", True),
        ("sudo /usr/sbin/postfix start\nexec gunicorn -b 0.0.0.0:8000 app:app\n", False),
        ("service postfix start\ngunicorn -b 0.0.0.0:8000 app:app\n", False),
    ],
)
def test_a_mail_server_in_the_same_container(start: str, found: bool) -> None:
    files = {
        "app.py": FLASK + "app.config['MAIL_SERVER'] = 'localhost'\n",
        "entrypoint.sh": "#!/bin/sh\n" + start,
        "Dockerfile": 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["sh", "entrypoint.sh"]\n',
    }
    assert bool(check("loopback-service", files)) is found


def test_a_setting_is_where_it_is_surely_written() -> None:
    config = "import os\n\nclass Config:\n    REDIS_URL = os.environ.get('REDIS_URL', 'redis://localhost:6379/0')\n"
    config += "    if REDIS_URL.startswith('rediss://'):\n        REDIS_URL += '?ssl_cert_reqs=none'\n"
    files = {"config.py": config, "app.py": FLASK + "app.config.from_object('config.Config')\n", **PROCFILE}
    assert check("loopback-service", files) == [("config.py", 4, "warning")]


@pytest.mark.parametrize(
    ("env", "found"),
    [
        ('{"BASE_URL": {"required": true}}', False),
        ('{"BASE_URL": {"description": "where it is"}}', False),
        ('{"BASE_URL": {"description": "where it is", "required": false}}', True),
        ("{}", True),
    ],
)
def test_a_variable_that_the_host_asks_for(env: str, found: bool) -> None:
    body = "import os\nBASE_URL = os.environ.get('BASE_URL') or 'http://localhost:5001'\n"
    files = {"app.py": FLASK + body, "app.json": f'{{"name": "shop", "env": {env}}}', **PROCFILE}
    told = problems("hard-coded-loopback", files)
    assert [p.message.startswith("When BASE_URL is not set") for p in told] == [True] * found


@pytest.mark.parametrize(("procfile", "words"), [({}, "Unless you do"), (PROCFILE, "no command applies them")])
def test_migrations_where_no_file_names_commands(procfile: dict[str, str], words: str) -> None:
    files = {
        "app.py": FLASK
        + "from flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\nMigrate(app, SQLAlchemy(app))\n",
        "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\ngunicorn==23.0.0\n",
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1_a.py": "revision = '1'\ndown_revision = None\n",
        **procfile,
    }
    [told] = problems("missing-migration-step", files)
    assert words in told.message
    assert bool(told.severity) != bool(procfile)


@pytest.mark.parametrize(("scripts", "found"), [("", True), ('[project.scripts]\nshop = "shop:main"\n', False)])
def test_a_package_that_others_install(scripts: str, found: bool) -> None:
    project = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask==3.1.2"]\n' + scripts
    assert bool(check("missing-wsgi-server", {"shop/__init__.py": FLASK, "pyproject.toml": project})) is found


@pytest.mark.parametrize(
    ("path", "text", "severities"),
    [
        (".env", "DBHOST=localhost\nDBPASS=app_word\n", ["warning"]),
        (".env", "DBHOST=db.shop.net\nDBPASS=app_word\n", ["error"]),
        (".env", "DATABASE_URL=postgresql://shop:zebra@localhost/shop\n", ["warning"]),
        (".env", "DATABASE_URL=postgresql://shop:zebra@db.shop.net/shop\n", ["error"]),
        (".env.dev", "SECRET_KEY=dev\nDATABASE_URL=postgresql://shop:zebra@db/shop\n", []),
        (".env.dev", "STRIPE_SECRET_KEY=q8Zt2LmPwRx4Vn7Yb3Kd\n", ["warning"]),
    ],
)
def test_secrets_of_a_developer(path: str, text: str, severities: list[str]) -> None:
    found = check("committed-env-file", {"app.py": FLASK, path: text})
    assert [severity for _, _, severity in found] == severities


def test_a_developers_file_that_production_reads() -> None:
    compose = 'services:\n  web:\n    image: python:3.13\n    env_file: .env.dev\n    command: gunicorn app:app\n    ports: ["80:8000"]\n'
    files = {"app.py": FLASK, "docker-compose.yml": compose, ".env.dev": "SECRET_KEY=zebra\n"}
    assert check("committed-env-file", files) == [(".env.dev", 0, "error")]


DEV_ONLY = "if {}:\n    app.secret_key = 'dev'\nelse:\n    app.secret_key = os.environ['SECRET_KEY']\n"


@pytest.mark.parametrize(
    ("before", "test"),
    [
        ("DEV = os.environ.get('APP_ENV', 'production') != 'production'\n", "DEV"),
        ("LOCAL_RUN = os.environ.get('APP_ENV') == 'local'\n", "LOCAL_RUN"),
        ("def at_home():\n    return os.environ.get('APP_ENV', 'prod') in ('dev', 'test')\n", "at_home()"),
        ("LIVE = os.environ.get('APP_ENV', 'prod') == 'prod'\n", "not LIVE"),
        ("from helpers import is_production\n", "not is_production()"),
        ("", "os.environ.get('GAE_ENV') != 'standard'"),
    ],
)
def test_branches_of_developers(before: str, test: str) -> None:
    files = {
        "main.py": "import os\n" + FLASK + before + DEV_ONLY.format(test),
        "app.yaml": "runtime: python313\nentrypoint: gunicorn -b :$PORT main:app\n",
    }
    assert check("hard-coded-secret-key", files) == []


INSTANCE = "from flask import Flask\n\ndef create_app():\n    app = Flask(__name__, instance_relative_config=True)\n    app.config.from_mapping(SECRET_KEY='dev')\n"


@pytest.mark.parametrize(
    ("load", "hard", "fallback"),
    [
        ("", True, False),
        ("    app.config.from_pyfile('config.py', silent=True)\n", False, True),
        ("    app.config.from_pyfile('config.py')\n", False, False),
        ("    app.config.from_envvar('SHOP_SETTINGS', silent=True)\n", False, True),
    ],
)
def test_a_key_that_a_file_on_the_host_replaces(load: str, hard: bool, fallback: bool) -> None:
    files = {"app.py": INSTANCE + load + "    return app\n", "Procfile": "web: gunicorn 'app:create_app()'\n"}
    assert bool(check("hard-coded-secret-key", files)) is hard
    assert bool(check("fallback-secret-key", files)) is fallback


CLOUD_RUN = "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n    - run: {}\n"


@pytest.mark.parametrize(
    ("workflow", "found"),
    [
        ("", True),
        (CLOUD_RUN.format("gcloud run deploy shop --source ."), False),
        (CLOUD_RUN.format("gcloud app logs tail"), True),
    ],
)
def test_whose_procfile_it_is(workflow: str, found: bool) -> None:
    files = {"app.py": FLASK, "Procfile": "web: gunicorn -b :8080 app:app\n", ".github/workflows/deploy.yml": workflow}
    assert bool(check("fixed-port", files)) is found


def test_an_instance_of_a_guessed_class() -> None:
    config = "import os\n\nclass Dev:\n    DEBUG = True\n\nclass Prod:\n    DEBUG = False\n\nconfigs = {'dev': Dev, 'prod': Prod}\n\n"
    config += "def load(name=None):\n    return configs[name or os.environ.get('APP_ENV', 'prod')]()\n"
    files = {
        "config.py": config,
        "app.py": FLASK + "from config import load\napp.config.from_object(load())\n",
        **PROCFILE,
    }
    assert check("development-config", files) == []


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("os.environ.get('RAILWAY_ENVIRONMENT') is None", False),
        ("not os.environ.get('RAILWAY_ENVIRONMENT')", False),
        ("os.environ.get('SHOP_ENVIRONMENT') is None", True),
    ],
)
def test_a_variable_that_the_host_sets_is_there(test: str, found: bool) -> None:
    body = f"if {test}:\n    app.secret_key = os.urandom(32)\nelse:\n    app.secret_key = os.environ['SECRET_KEY']\n"
    files = {
        "app.py": "import os\n" + FLASK + body,
        "railway.toml": '[deploy]\nstartCommand = "gunicorn app:app --bind 0.0.0.0:$PORT"\n',
    }
    assert bool(check("random-secret-key", files)) is found


# --- a Procfile in a folder where no host looks --------------------------------------------------------------------

PACKAGED = {"shop/__init__.py": FLASK, "requirements.txt": "flask\n", "shop/Procfile": "web: gunicorn shop:app\n"}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, ["shop/Procfile"]),
        ({"shop/web/__init__.py": "", "shop/web/Procfile": "web: gunicorn shop:app\n"}, ["shop/Procfile", "shop/web/Procfile"]),
        ({"run.py": "from shop import app\n", "shop/.env.example": "A=1\n"}, ["shop/Procfile"]),
        ({"Procfile": "web: gunicorn shop:app\n"}, []),
        ({"shop/requirements.txt": "flask\n"}, []),
        ({".do/app.yaml": "services:\n- name: web\n  source_dir: shop\n"}, []),
        ({"shop/__init__.py": "", "shop/main.py": FLASK, "shop/pyproject.toml": "[project]\nname = 'shop'\nversion = '1'\n"}, []),
    ],
)  # fmt: skip
def test_procfiles_inside_a_package(files: dict[str, str | bytes], found: list[str]) -> None:
    assert [path for path, _, _ in check("misnamed-procfile", {**PACKAGED, **files})] == found


def test_what_nothing_reads_starts_nothing() -> None:
    files: dict[str, str | bytes] = {**PACKAGED, "shop/Procfile": "web: gunicorn wrong:app\n"}
    assert check("unresolved-app", files) == check("no-requirements", files) == []


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("if request.remote_addr == '127.0.0.1':", False),
        ("if request.remote_addr in ('::1', '127.0.0.1', '10.0.0.2'):", False),
        ("if request.host.startswith('localhost'):", False),
        ("if 'localhost' in request.host_url and user:", False),
        ("if request.remote_addr != user:", True),
        ("if request.host == 'shop.example.com':", True),
    ],
)
def test_what_is_for_a_visitor_at_home(test: str, found: bool) -> None:
    code = f"from flask import Flask, redirect, request\nfrom users import user\napp = Flask(__name__)\n@app.get('/')\ndef index():\n    {test}\n        return redirect('http://localhost:3000/')\n    return 'ok'\n"
    assert bool(check("hard-coded-loopback", {"app.py": code, "users.py": "user = object()\n", **PROCFILE})) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("root = shopconfig.get('root url', 'http://localhost:9000')", False),
        ("root = parser_config.get('shop', 'root', fallback='http://localhost:9000')", False),
        ("root = config_get('shop', 'root', False, 'localhost:9000')", False),
        ("root = shop.file_settings.get('root', 'http://localhost:9000')", False),
        # Flask's own settings, a reader of variables, and what says nothing of a file
        ("root = app.config.get('ROOT_URL', 'http://localhost:9000')", True),
        ("root = get_config('ROOT_URL', 'http://localhost:9000')", True),
        ("root = request.args.get('root', 'http://localhost:9000')", True),
        ("root = config.read('http://localhost:9000')", True),
    ],
)
def test_the_default_of_an_entry_of_a_file(line: str, found: bool) -> None:
    code = f"from flask import Flask, request\nfrom tools import *\napp = Flask(__name__)\n@app.get('/')\ndef index():\n    {line}\n    return ask(root)\n"
    assert bool(check("hard-coded-loopback", {"app.py": code, "tools.py": "", **PROCFILE})) is found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{8,}$", False),
        (r"[A-Z0-9]{8,}", False),
        (r"^\\w+\\d*$", False),
        (r"^(?:\\S){12,}", False),
        ("kP9(x[7]d?w", True),
        ("^w8Kq!2zL$", True),
    ],
)
def test_a_pattern_that_passwords_have_to_match(value: str, found: bool) -> None:
    code = f"{FLASK}\nregex_password = '{value}'\nprint(regex_password)\n"
    assert bool(check("hard-coded-credentials", {"app.py": code, **PROCFILE})) is found

"""What is not certain is no error: configurations behind unknown tests, lists of other hosts, settings that a helper makes, examples of values."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

CONFIG = "class DevConfig:\n    DEBUG = True\n\nclass ProdConfig:\n    DEBUG = False\n"
MAKES = "from flask import Flask\nfrom config import DevConfig, ProdConfig\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("app.config.from_object(DevConfig)", True),
        ("import os\napp.config.from_object(os.environ.get('MODE', 'config.DevConfig'))", True),
        ("import os\nname = os.environ.get('MODE') or 'config.DevConfig'\napp.config.from_object(name)", True),
        ("import lamps\napp.config.from_object(DevConfig if lamps.are_lit() else ProdConfig)", False),
        ("from flask.helpers import get_debug_flag\nCHOSEN = DevConfig if get_debug_flag() else ProdConfig\napp.config.from_object(CHOSEN)", False),
        ("import lamps\nif lamps.are_lit():\n    chosen = DevConfig\nelse:\n    chosen = ProdConfig\napp.config.from_object(chosen)", False),
        ("import os\nif os.getenv('LOCAL', '').lower() == 'true':\n    name = 'config.DevConfig'\nelse:\n    name = 'config.ProdConfig'\napp.config.from_object(name)", False),
    ],
)  # fmt: skip
def test_a_configuration_that_an_unknown_test_picks(code: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {"config.py": CONFIG, "app.py": MAKES + code + "\n"}
    assert bool(check("development-config", files)) is is_told


@pytest.mark.parametrize(
    ("code", "severities"),
    [
        ("app.secret_key = os.urandom(24)", ["warning"]),
        ("app.config['SECRET_KEY'] = os.urandom(24)", ["warning"]),
        ("app.secret_key = lamps.key()\nif not app.secret_key:\n    app.secret_key = os.urandom(24)", ["warning"]),
        ("if not app.config.get('SECRET_KEY'):\n    app.config['SECRET_KEY'] = os.urandom(24)", ["warning"]),
        ("if lamps.are_lit():\n    app.secret_key = os.urandom(24)", []),
        ("if os.environ.get('DEMO'):\n    app.secret_key = os.urandom(24)", []),
        ("if not app.secret_key:\n    if lamps.are_lit():\n        exit(1)\n    else:\n        app.secret_key = os.urandom(24)", []),
    ],
)  # fmt: skip
def test_a_random_key_under_a_test(code: str, severities: list[str]) -> None:
    found = check("random-secret-key", {"app.py": f"import os, lamps\n{FLASK}{code}\n"})
    assert [s for _, _, s in found] == severities


LOCK = '[[package]]\nname = "gunicorn"\nversion = "23.0.0"\n\n[[package]]\nname = "requests"\nversion = "2.32.5"\n\n[[package]]\nname = "flask"\nversion = "3.1.2"\n'
PIPFILE_LOCK = '{"default": {"flask": {"version": "==3.1.2"}, "requests": {"version": "==2.32.5"}, "gunicorn": {"version": "==23.0.0"}}, "develop": {}}'


@pytest.mark.parametrize(
    ("others", "rules"),
    [
        ({}, ["missing-wsgi-server", "undeclared-import"]),
        ({"uv.lock": LOCK}, []),
        ({"poetry.lock": LOCK}, []),
        ({"Pipfile.lock": PIPFILE_LOCK}, []),
        ({"Procfile": "web: gunicorn app:app\n", "Pipfile.lock": PIPFILE_LOCK}, []),
        ({"requirements-dev.txt": "requests\n"}, ["missing-wsgi-server", "undeclared-import"]),
        ({"lists/uv.lock": LOCK}, ["undeclared-import"]),
        ({"render.yaml": "services:\n  - type: web\n    name: w\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n", "uv.lock": LOCK}, ["missing-wsgi-server", "undeclared-import"]),
    ],
)  # fmt: skip
def test_a_lock_that_another_host_would_install_from(others: dict[str, str], rules: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"import requests\n{FLASK}",
        "requirements.txt": "flask==3.1.2\n",
        **others,
    }
    assert [r for r in ("missing-wsgi-server", "undeclared-import") if check(r, files)] == rules


@pytest.mark.parametrize(
    ("config", "found"),
    [
        ("workers = 2\n", 1),
        ("from helpers import defaults\ndefaults(globals())\nworkers = 2\n", 0),
        ("import helpers\nglobals().update(helpers.DEFAULTS)\n", 0),
        ("import helpers\nvars().update(helpers.DEFAULTS)\n", 0),
        ("def post_fork(server, worker):\n    pass\n", 1),
    ],
)
def test_a_gunicorn_file_that_hands_its_names_on(config: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "settings/gunicorn.py": config,
        "Dockerfile": 'FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-c", "settings/gunicorn.py", "app:app"]\n',
    }
    assert len(check("loopback-bind", files)) == found


@pytest.mark.parametrize(
    ("requirements", "found"),
    [
        ("flask\nflask-socketio\n", 1),
        ("flask\nflask-socketio\neventlet\n", 0),
        ("flask\nflask-socketio\ngevent==25.9.1\ngevent-websocket\n", 0),
        ("flask\nflask-socketio\nsimple-websocket\n", 1),
    ],
)
def test_the_server_of_socketio(requirements: str, found: int) -> None:
    code = "from flask_socketio import SocketIO\n" + FLASK + "socketio = SocketIO(app)\nsocketio.run(app)\n"
    files: dict[str, str | bytes] = {
        "run.py": code,
        "requirements.txt": requirements,
        "Procfile": "web: python run.py\n",
    }
    assert len(check("development-server", files)) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("'dQ4k29sLz0'", 1),
        ("'$2b$12$yLUMTIfl21FKJQpTkRQXCu'", 0),
        ("'$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW'", 0),
        ("'scrypt:32768:8:1$kQ2vT$a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'", 0),
        ("'$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub'", 0),
        ("'pbkdf2:sha256:600000$Zx1$9f86d081884c7d659a2feaa0c55ad015'", 0),
        ("'$2b-or-not-2b-7481'", 1),
    ],
)
def test_a_hash_is_no_password(value: str, found: int) -> None:
    assert len(check("hard-coded-credentials", {"app.py": f"{FLASK}ADMIN_PASSWORD = {value}\n"})) == found


@pytest.mark.parametrize(
    ("key", "found"),
    [("x-example", 0), ("example", 0), ("Examples", 0), ("default", 1), ("redis", 1)],
)
def test_an_example_of_a_value(key: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"{FLASK}SCHEMA = {{'{key}': {{'password': 'dQ4k29sLz0'}}}}\n",
        "schema.py": f"ADDRESS = {{'{key}': {{'url': 'http://localhost:9091/x'}}}}\n",
    }
    files["app.py"] = f"import schema\n{files['app.py']}"
    assert len(check("hard-coded-credentials", files)) == found
    assert bool(check("hard-coded-loopback", files)) is bool(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [("t:/o", 0), ("a:/b", 0), ("C:/data", 1), ("d:/in/x", 1), ("D:/in/data.csv", 1), ("C:\\\\t", 1)],
)
def test_a_drive_is_followed_by_a_path(text: str, found: int) -> None:
    assert len(check("absolute-local-path", {"app.py": f"{FLASK}seen('{text}')\n"})) == found


@pytest.mark.parametrize(
    "path",
    ["web/Card.stories.tsx", "web/card.stories.js", "web/Card.story.jsx", "web/card.spec.mjs", "web/card.test.vue"],
)
def test_pages_that_only_developers_see(path: str) -> None:
    text = "fetch('http://localhost:10001/x')\n"
    around: dict[str, str | bytes] = {"app.py": FLASK, "web/package.json": "{}"}
    assert check("loopback-link", {**around, path: text}) == []
    assert check("loopback-link", {**around, "web/src/card.js": text}) != []


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("settings.env", 1),
        (".env.production", 1),
        ("system/env.go", 0),
        ("lib/env.rs", 0),
        ("web/env.mjs", 0),
        ("web/next.env.tsx", 0),
    ],
)
def test_sources_that_are_called_env(path: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, path: "API_TOKEN=9f2c4e7a1b8d4f60a3c5\n"}
    assert len(check("committed-env-file", files)) == found


def test_an_ignore_file_of_a_dockerfile_is_no_dockerfile() -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "Dockerfile.web": "FROM python:3.13\nCOPY . .\n",
        "Dockerfile.web.dockerignore": ".git\n*.md\n",
    }
    assert check("invalid-platform-file", files) == []


def test_a_developers_database_in_an_env_file() -> None:
    def severity(url: str) -> str:
        files: dict[str, str | bytes] = {"app.py": FLASK, ".env": f"DATABASE_URL={url}\n"}
        [found] = problems("committed-env-file", files)
        return found.severity or "error"

    assert severity("postgresql://shop:shop@db:5432/shop") == "warning"
    assert severity("postgresql://shop:9f2c4e7a1b8d4f60@db:5432/shop") == "error"


DEFAULTS = (
    "SECRET = 'dQ4k29sLz0'\nSQLALCHEMY_DATABASE_URI = 'sqlite:///shop.db'\nREDIS_URL = 'redis://localhost:6379/0'\n"
    "BROKER_URL = 'redis://localhost:6379/1'\nANALYSER_URL = 'http://localhost:8000/a'\n"
)
READS = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config.from_object('defaults')\n"
TWO = [("hard-coded-credentials", "error"), ("loopback-service", "error"), ("loopback-service", "error"), ("sqlite-in-production", "error"), ("hard-coded-loopback", "warning")]  # fmt: skip
SOFT = [("hard-coded-credentials", "warning"), ("loopback-service", "warning"), ("loopback-service", "warning"), ("sqlite-in-production", "warning")]  # fmt: skip
OPEN: list[tuple[str, str]] = []
"""Production cannot do without a file, which may write all of them anew."""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("", TWO),
        ("app.config.from_pyfile('/etc/shop/shop.cfg', silent=True)\n", SOFT),
        ("app.config.from_pyfile('/etc/shop/shop.cfg')\n", OPEN),
        ("app.config.from_envvar('SHOP_SETTINGS')\n", OPEN),
        ("import json\napp.config.from_file('/etc/shop/shop.json', load=json.load)\n", OPEN),
        ("import yaml\ndef fill(settings):\n    for key, value in yaml.safe_load(open('/etc/shop.yml')).items():\n        settings[key] = value\nfill(app.config)\n", OPEN),
        ("class Provider:\n    def load(self, into):\n        into.from_pyfile('/etc/shop/shop.cfg')\nprovider = Provider()\nprovider.load(app.config)\n", OPEN),
        ("def title(settings):\n    settings['TITLE'] = 'Shop'\ntitle(app.config)\n", TWO),
        ("def show(settings):\n    print(settings['TITLE'])\nshow(app.config)\n", TWO),
        ("app.config.from_envvar('SHOP_SETTINGS', silent=True)\n", SOFT),
        ("path = os.environ.get('SHOP_SETTINGS', os.path.join(os.getcwd(), 'shop.cfg'))\nif os.path.exists(path):\n    app.config.from_pyfile(path)\n", SOFT),
        ("app.config.from_pyfile('extra.cfg')\n", TWO),
    ],
)  # fmt: skip
def test_defaults_for_which_the_host_may_have_a_file(code: str, found: list[tuple[str, str]]) -> None:
    files: dict[str, str | bytes] = {
        "app.py": READS + code,
        "defaults.py": DEFAULTS,
        "extra.cfg": "TITLE = 'Shop'\n",
        "requirements.txt": "flask\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
        "app.json": "{}",
    }
    told = [
        (rule, severity)
        for rule in ("hard-coded-credentials", "loopback-service", "sqlite-in-production", "hard-coded-loopback")
        for path, _, severity in check(rule, files)
        if path == "defaults.py"
    ]
    assert told == found


@pytest.mark.parametrize(
    ("start", "severity"),
    [
        ("python cli.py warm && gunicorn app:app", "info"),
        ("gunicorn app:app", "info"),
        ("flask run --host 0.0.0.0 --port $PORT", "error"),
        ("python run.py", "error"),
    ],
)
def test_who_reads_flaskenv(start: str, severity: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "run.py": "from app import app\nif __name__ == '__main__':\n    app.run()\n",
        "cli.py": "import click\n\n@click.group()\ndef cli():\n    pass\n\n@cli.command()\ndef warm():\n    print('warm')\n\ncli()\n",
        ".flaskenv": "FLASK_DEBUG=1\n",
        "requirements.txt": "flask\ngunicorn\npython-dotenv\n",
        "Procfile": f"web: {start}\n",
    }
    assert {s for path, _, s in check("debug-environment", files) if path == ".flaskenv"} == {severity}


@pytest.mark.parametrize(
    ("code", "others", "severity"),
    [
        ("import nltk\n", {"requirements-dev.txt": "nltk\n"}, "error"),
        ("@app.get('/words')\ndef words():\n    import nltk\n", {"requirements-dev.txt": "nltk\n"}, "info"),
        (
            "@app.route('/')\ndef words():\n    from nltk import tokenize\n",
            {"requirements/words.txt": "nltk==3.9\n"},
            "info",
        ),
        ("@app.route('/')\ndef words():\n    import nltk\n", {}, "warning"),
        ("@app.route('/')\ndef words():\n    import nltk\n", {"requirements-dev.txt": "pytest\n"}, "warning"),
    ],
)
def test_a_distribution_that_is_declared_apart(code: str, others: dict[str, str], severity: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK + code,
        "requirements.txt": "flask\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
        **others,
    }
    assert [s for _, _, s in check("undeclared-import", files)] == [severity]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("load_dotenv()", 1),
        ("load_dotenv('.env')", 1),
        ("load_dotenv(os.path.join(os.path.dirname(__file__), '.env'))", 1),
        ("load_dotenv(find_dotenv())", 1),
        ("load_dotenv('shop.env')", 0),
        ("path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../shop.env')\nif os.path.exists(path):\n    load_dotenv(path)", 0),
    ],
)  # fmt: skip
def test_the_file_that_load_dotenv_is_given(code: str, found: int) -> None:
    head = "import os\nfrom dotenv import load_dotenv, find_dotenv\n"
    assert len(check("unignored-env-file", {"app.py": head + FLASK + code + "\n"})) == found


@pytest.mark.parametrize(
    ("path", "value", "severities"),
    [
        ("prod.env", "9f2c4e7a1b8d4f60a3c5", ["error"]),
        ("config/development/shop.env", "9f2c4e7a1b8d4f60a3c5", ["warning"]),
        ("prod.env", "1", ["info"]),
        ("ledger/prod.env", "9f2c4e7a1b8d4f60a3c5", ["error"]),
        ("books/init/prod.env", "9f2c4e7a1b8d4f60a3c5", []),
    ],
)
def test_whose_env_file_it_is(path: str, value: str, severities: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "ledger/pom.xml": "",
        "ledger/load.py": "",
        "books/pom.xml": "",
        "compose.yaml": f"services:\n  web:\n    build: .\n    env_file: {path}\n    command: gunicorn app:app\n",
        path: f"API_TOKEN={value}\n",
    }
    assert [s for _, _, s in check("committed-env-file", files)] == severities


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("const BASE_DEFAULTS = {ollama: 'http://localhost:11434'};", None),
        ("Chart.defaultProps = {\n  url: 'http://localhost:5000/x',\n};", None),
        ("const API = {url: 'http://localhost:5000/x'};", "error"),
        ("fetch('http://localhost:5000/x')", "error"),
    ],
)
def test_defaults_in_scripts(script: str, told: str | None) -> None:
    found = check("loopback-link", {"app.py": FLASK, "static/a.js": script})
    assert [s for _, _, s in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("html", "severity"),
    [
        ('<a href="http://127.0.0.1:8080/ui">http://127.0.0.1:8080/ui</a>', "info"),
        ('<a class="x" href="http://localhost:8080/ui"> http://localhost:8080/ui</a>', "info"),
        ('<a href="http://127.0.0.1:8080/ui">Open</a>', "error"),
        ('<script src="http://127.0.0.1:8080/a.js"></script>', "error"),
    ],
)
def test_an_address_that_a_page_tells(html: str, severity: str) -> None:
    assert [s for _, _, s in check("loopback-link", {"app.py": FLASK, "templates/a.html": html})] == [severity]


@pytest.mark.parametrize(
    ("folder", "found"),
    [("shop/migrations", 1), ("other/migrations", 0)],
)
def test_migrations_of_another_application(folder: str, found: int) -> None:
    app = "from flask import Flask\nfrom flask_migrate import Migrate\napp = Flask(__name__)\nMigrate(app, None)\n"
    files: dict[str, str | bytes] = {
        "shop/app.py": app,
        "shop/requirements.txt": "flask\nflask-migrate\ngunicorn\n",
        "other/app.py": app,
        "shop/migrations/env.py": "from alembic import context\n",
        "other/migrations/env.py": "from alembic import context\n",
        f"{folder}/versions/a1.py": "revision = 'a1'\ndown_revision = None\n",
        "shop/Dockerfile": 'FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "app:app"]\n',
        "compose.yaml": "services:\n  web:\n    build: shop\n",
    }
    assert len(check("missing-migration-step", files)) == found


@pytest.mark.parametrize(
    ("service", "found"),
    [
        ("build: .\n    command: flask run --host 0.0.0.0\n    volumes: ['.:/code']", 1),
        ("build: .\n    command: flask run --host 0.0.0.0 --reload", 1),
        ("build: .\n    command: flask run --host 0.0.0.0 --reload\n    volumes: ['.:/code']", 0),
        ("build: .\n    command: watchmedo auto-restart -d . -- python app.py\n    volumes: ['./:/code:z']", 0),
        ("build: .\n    command: gunicorn --reload app:app\n    volumes: ['data:/code/data']", 0),
    ],
)
def test_a_service_that_restarts_at_each_change(service: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK + "if __name__ == '__main__':\n    app.run()\n",
        "requirements.txt": "flask\ngunicorn\nwatchdog\n",
        "Dockerfile": "FROM python:3.13\nWORKDIR /code\nCOPY . .\nRUN pip install -r requirements.txt\n",
        "compose.yaml": f"services:\n  web:\n    {service}\n    ports: ['80:5000']\n",
    }
    assert len(check("development-server", files)) == found


@pytest.mark.parametrize(
    ("image", "found"),
    [("python:3.13", 1), ("python:3.13-slim", 1), ("shop-dev:latest", 0), ("registry.shop.org/base:2", 0)],
)
def test_an_image_that_was_built_elsewhere_has_variables_of_its_own(image: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "server/jobs.py": "from celery import Celery\nqueue = Celery()\n",
        "compose.yaml": f"services:\n  worker:\n    image: {image}\n    working_dir: /code\n    volumes: ['.:/code']\n    command: celery -A jobs worker\n"
        f"  web:\n    image: {image}\n    working_dir: /code\n    volumes: ['.:/code']\n    command: gunicorn app:app\n    ports: ['80:8000']\n",
    }
    assert len(check("missing-worker-target", files)) == found


JOBS: dict[str, str | bytes] = {
    "shop/__init__.py": FLASK,
    "shop/jobs/__init__.py": "",
    "shop/jobs/beat.py": "from celery import Celery\nCELERY = Celery()\n",
}


@pytest.mark.parametrize("target", ["shop.jobs.beat", "shop.jobs.beat.CELERY", "shop.jobs.beat:CELERY"])
def test_a_folder_of_the_machine_that_is_called_like_the_package(target: str) -> None:
    conf = f"[program:w]\ndirectory=/srv/shop/\ncommand=/srv/shop/venv/bin/celery -A {target} beat\n"
    assert check("missing-worker-target", {**JOBS, "supervisor/w.conf": conf}) == []
    assert len(check("missing-worker-target", {**JOBS, "supervisor/w.conf": conf.replace("jobs", "tasks")})) == 1


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("docs/12_mail/end/templates/action.html", 0),
        ("examples/one/static/a.html", 0),
        ("templates/docs/start.html", 1),
        ("static/examples/a.html", 1),
    ],
)
def test_templates_of_the_documentation(path: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, path: '<a href="http://127.0.0.1:5000/ui">Open</a>'}
    assert len(check("loopback-link", files)) == found


def test_a_run_bit_that_another_stage_gives() -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "tools/web.sh": "#!/bin/sh\nnpm run build\n",
        "Dockerfile": "FROM node:22 AS web\nCOPY --chmod=744 tools/web.sh /tmp/web.sh\nRUN /bin/bash -c '/tmp/web.sh'\n"
        'FROM python:3.13\nCOPY app.py requirements.txt ./\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n',
    }
    assert check("unrunnable-entrypoint", files) == []


@pytest.mark.parametrize(
    ("file", "ignored", "found"),
    [
        ("/srv/web/.env", ".env\n", 0),
        ("/srv/web/.env", "__pycache__/\n", 1),
        ("-/srv/web/prod.env", "*.env\n", 0),
        ("/etc/web/.env", "__pycache__/\n", 0),
    ],
)
def test_an_environment_file_of_a_unit(file: str, ignored: str, found: int) -> None:
    unit = f"[Service]\nWorkingDirectory=/srv/web\nEnvironmentFile={file}\nExecStart=/srv/web/venv/bin/gunicorn -b 127.0.0.1:8000 app:app\n"
    names = [line for line in ignored.split() if line != "__pycache__/"]
    paths = [".env" if name == ".env" else "prod.env" for name in names]
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "deploy/web.service": unit,
        ".gitignore": ignored,
        **dict.fromkeys(paths, ""),
    }
    assert len(check("unignored-env-file", files, ignored=paths)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", 1),
        ("WSGICallableObject app\n", 0),
        ("  WSGICallableObject shop\n", 0),
        ("WSGICallableObject application\n", 1),
    ],
)
def test_the_object_that_apache_calls(line: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "web/wsgi.py": FLASK,
        "deploy/httpd.conf": f"WSGIDaemonProcess shop python-path=/srv/shop\nWSGIScriptAlias / /srv/shop/web/wsgi.py\n{line}",
    }
    assert len(check("unresolved-app", files)) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [("python-3.13", 0), ("python-3.11.x", 0), ("python-3.x", 1), ("3.13.1", 1), ("python-3.13.1", 0)],
)
def test_whose_runtime_txt_it_is(written: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "runtime.txt": f"{written}\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("invalid-python-version", files)) == found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"setup.py": "from setuptools import setup\nsetup(name='thing')\n", "thing/__init__.py": ""}, 0),
        ({"pyproject.toml": "[project]\nname = 'thing'\nversion = '1'\n", "thing/__init__.py": ""}, 0),
        ({"thing/__init__.py": ""}, 1),
        ({"setup.py": "from setuptools import setup\nsetup(name='thing')\n"}, 1),
        ({"setup.py": "from setuptools import setup\nsetup(name='thing')\n", "thing/__init__.py": "", "bin/__init__.py": ""}, 1),
    ],
)  # fmt: skip
def test_a_script_beside_a_library(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("invalid-python", {"bin/fix.py": FLASK + 'print "done"\n', **files})) == found


@pytest.mark.parametrize(
    ("head", "address", "severities"),
    [
        ("/**\n * @license AngularJS v1.8.3\n * License: MIT\n */\n", "http://[::1]", []),
        ("/*! Probe v2 | licensed under MIT */\n", "http://localhost/", []),
        ("/*\n * Licence: BSD\n */\n", "http://127.0.0.1", []),
        ("/** @license x */\n", "http://localhost:5000/api", ["warning"]),
        ("/* sends a letter */\n", "http://localhost:5000/api", ["error"]),
        ("", "http://localhost:5000/api", ["error"]),
    ],
)
def test_a_library_that_was_copied(head: str, address: str, severities: list[str]) -> None:
    script = f"{head}var probe = document.createElement('a');\nprobe.href = '{address}';\n"
    files: dict[str, str | bytes] = {"app.py": FLASK, "static/js/probe.js": script}
    assert [s for _, _, s in check("loopback-link", files)] == severities


@pytest.mark.parametrize(
    ("value", "variable"),
    [
        ("os.getenv('SERVER_NAME', 'localhost:' + os.getenv('PORT', '8000'))", "SERVER_NAME"),
        ("os.environ.get('ADDRESS') or 'localhost:' + os.environ.get('A_PORT', '8000')", "ADDRESS"),
        ("os.getenv('NAME', f\"localhost:{os.getenv('DOCKER_PORT', '8000')}\")", "NAME"),
        ("os.getenv('SITE', 'localhost:5000')", "SITE"),
    ],
)
def test_the_variable_that_decides(value: str, variable: str) -> None:
    for others in (
        {},
        {
            "Dockerfile": "FROM python:3.13\nCOPY . .\n",
            "compose.yaml": "services:\n  web:\n    build: .\n    command: gunicorn app:app\n",
        },
    ):
        files: dict[str, str | bytes] = {"app.py": f"import os\n{FLASK}app.config['SERVER_NAME'] = {value}\n", **others}
        [found] = problems("loopback-server-name", files)
        assert found.message.startswith(f"When {variable} is not set:")
        assert found.severity == "warning"


SETTINGS = "import os\n{0}\nSERVER_NAME = os.getenv('SITE', 'localhost:{{0}}'.format(os.getenv('PORT', '8000')))\n"
FACTORY = "from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    {0}\n    return app\n"
ON_HEROKU = {"Procfile": "web: gunicorn 'site:create_app()'\n"}
IN_COMPOSE = {
    "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\n",
    "compose.yaml": "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 'site:create_app()'\n",
}


@pytest.mark.parametrize("host", [ON_HEROKU, IN_COMPOSE])
@pytest.mark.parametrize(
    ("load", "settings"),
    [
        ("app.config.from_object('conf.main')", SETTINGS.format("")),
        ("app.config.from_pyfile('conf/main.py')", SETTINGS.format("DEBUG = False")),
        ("from conf.main import Web; app.config.from_object(Web)", "import os\nclass Web:\n    SERVER_NAME = os.environ.get('SITE') or 'localhost:' + os.environ.get('PORT', '80')\n"),
        ("from conf.main import NAME; app.config['SERVER_NAME'] = NAME", "import os\nNAME = os.environ.get('SITE', f\"127.0.0.1:{os.environ.get('PORT', 5000)}\")\n"),
    ],
)  # fmt: skip
def test_the_variable_that_decides_where_settings_are_loaded(host: dict[str, str], load: str, settings: str) -> None:
    [found] = problems("loopback-server-name", {"site.py": FACTORY.format(load), "conf/main.py": settings, **host})
    assert found.message.startswith("When SITE is not set:")


def test_a_name_with_the_port_of_the_host() -> None:
    loaded = FACTORY.format("app.config.from_object('conf.main')")
    name = "import os\nSERVER_NAME = {0} + ':' + os.environ['PORT']\n"
    local = {"site.py": loaded, "conf/main.py": name.format("'localhost'"), **ON_HEROKU}
    real = {"site.py": loaded, "conf/main.py": name.format("'shop.example.com'"), **ON_HEROKU}
    assert [s for _, _, s in check("loopback-server-name", local)] == ["error"]
    assert not check("loopback-server-name", real)


INSTALLED = "[project]\nname = 'shop'\nversion = '1'\n[project.scripts]\nshop = 'app:main'\n"


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        ({"pyproject.toml": INSTALLED}, []),
        ({"setup.cfg": "[metadata]\nname = shop\n[options.entry_points]\nconsole_scripts =\n    shop = app:main\n"}, []),
        ({"setup.py": "from setuptools import setup\nsetup(name='shop', entry_points={'console_scripts': ['shop=app:main']})\n"}, []),
        ({"setup.py": "from setuptools import setup\nsetup(name='shop', entry_points='''\\n[console_scripts]\\nshop = app:main\\n''')\n"}, []),
        ({"setup.py": "from setuptools import setup\nsetup(name='shop', entry_points={'flask.commands': ['shop=app:main']})\n"}, ["loopback-service", "sqlite-in-production"]),
        ({"pyproject.toml": "[project]\nname = 'shop'\nversion = '1'\n"}, ["loopback-service", "sqlite-in-production"]),
        ({"pyproject.toml": INSTALLED, "Procfile": "web: gunicorn app:app\n", "app.json": "{}"}, ["loopback-service", "sqlite-in-production"]),
    ],
)  # fmt: skip
def test_the_configuration_of_a_program_that_others_install(beside: dict[str, str], found: list[str]) -> None:
    code = READS + "app.config.from_pyfile('/etc/shop/shop.cfg', silent=True)\n"
    defaults = "SQLALCHEMY_DATABASE_URI = 'sqlite:///shop.db'\nREDIS_URL = 'redis://localhost:6379/0'\n"
    files: dict[str, str | bytes] = {"app.py": code, "defaults.py": defaults, **beside}
    assert [rule for rule in ("loopback-service", "sqlite-in-production") if check(rule, files)] == found


ASKED = "import os\nimport requests\nfrom flask import Flask, current_app, redirect\napp = Flask(__name__)\n{0}\n@app.route('/')\ndef index():\n{1}\n"


@pytest.mark.parametrize(
    ("above", "body", "found"),
    [
        ("app.config.from_pyfile('/etc/shop.cfg')", "    return redirect(current_app.config.get('SITE', 'http://localhost:5000'))", 0),
        ("", "    return redirect(current_app.config.get('SITE', 'http://localhost:5000'))", 1),
        ("MODE = os.environ.get('TRACES', '')", "    if MODE == 'on':\n        requests.get(os.environ.get('COLLECTOR', 'http://localhost:4318/v1'))\n    return ''", 0),
        ("MODE = os.environ.get('TRACES', 'on')", "    if MODE == 'on':\n        requests.get(os.environ.get('COLLECTOR', 'http://localhost:4318/v1'))\n    return ''", 1),
        ("from cfenv import AppEnv\nbound = AppEnv().get_service(name='search')", "    if bound:\n        client = requests.get(bound.credentials['url'])\n    else:\n        client = requests.get('http://localhost:9200')\n    return client.text", 0),
        ("from cfenv import AppEnv\nbound = AppEnv().get_service(name='search')", "    if bound:\n        print(bound)\n    client = requests.get('http://localhost:9200')\n    return client.text", 1),
        ("", "    if os.environ.get('SEARCH'):\n        client = requests.get(os.environ['SEARCH'])\n    else:\n        client = requests.get('http://localhost:9200')\n    return client.text", 1),
        ("", "    return dict(placeholder='http://localhost:11434')", 0),
        ("", "    return dict(address='http://localhost:11434 (for your own model)')", 0),
        ("", "    return dict(address='http://localhost:11434')", 1),
    ],
)  # fmt: skip
def test_addresses_that_nothing_asks(above: str, body: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": ASKED.format(above, body), "Procfile": "web: gunicorn app:app\n"}
    assert len(check("hard-coded-loopback", files)) == found


CHOSEN = "import os\nfrom flask import Flask\nfrom config import configs\napp = Flask(__name__)\napp.config.from_object(configs[os.environ['MODE']])\n"
CLASSES = "import os\nclass Base:\n    TESTING = False\nclass TestingConfig(Base):\n    TESTING = True\n    REDIS_URL = os.environ.get('REDIS', 'redis://localhost:6379/0')\nclass Live{0}:\n    {1}\nclass Production(Base):\n    REDIS_URL = os.environ['REDIS']\nconfigs = {{'test': TestingConfig, 'production': Production, 'live': Live}}\n"


@pytest.mark.parametrize(
    ("base", "body", "found"),
    [
        ("Production", "pass", []),
        ("(TestingConfig)", "FLAGS = 1", []),
        ("(TestingConfig)", "TESTING = False", ["warning"]),
        ("(Base)", "REDIS_URL = os.environ.get('REDIS', 'redis://localhost:6379/0')", ["warning"]),
    ],
)
def test_a_configuration_for_tests_that_is_called_one_of_production(base: str, body: str, found: list[str]) -> None:
    classes = CLASSES.format(base if base.startswith("(") else "", body)
    files: dict[str, str | bytes] = {"app.py": CHOSEN, "config.py": classes, "Procfile": "web: gunicorn app:app\n"}
    assert [s for _, _, s in check("loopback-service", files)] == found


RANDOM = "import secrets\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = secrets.token_hex(16)\n"


@pytest.mark.parametrize(
    ("command", "beside", "severity"),
    [
        ("gunicorn -w 4 app:app", {}, "error"),
        ("gunicorn -w 4 --preload app:app", {}, "warning"),
        ("gunicorn -c conf.py app:app", {"conf.py": "workers = 3\npreload_app = True\n"}, "warning"),
        ("gunicorn -c conf.py app:app", {"conf.py": "workers = 3\n"}, "error"),
        ("gunicorn app:app", {}, "error"),
    ],
)
def test_a_random_key_of_an_application_that_is_loaded_once(
    command: str, beside: dict[str, str], severity: str
) -> None:
    [found] = problems("random-secret-key", {"app.py": RANDOM, "Procfile": f"web: {command}\n", **beside})
    assert (found.severity or "error") == severity
    assert ("each worker" in found.message) == (severity == "error")


KEPT = "from flask import Flask\nfrom werkzeug.security import generate_password_hash\napp = Flask(__name__)\n{0} = 'Tr0ub4dor9'\nkept = {1}\n"


@pytest.mark.parametrize(
    ("name", "used", "found"),
    [
        ("DEFAULT_PASSWORD", "generate_password_hash(DEFAULT_PASSWORD)", 0),
        ("INITIAL_ADMIN_PASSWORD", "generate_password_hash(INITIAL_ADMIN_PASSWORD)", 0),
        ("DEFAULT_PASSWORD", "open_mailbox(DEFAULT_PASSWORD)", 1),
        ("ADMIN_PASSWORD", "generate_password_hash(ADMIN_PASSWORD)", 1),
    ],
)
def test_the_first_password_of_an_account(name: str, used: str, found: int) -> None:
    assert len(check("hard-coded-credentials", {"app.py": KEPT.format(name, used)})) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("-----BEGIN PRIVATE KEY-----", 0), ("-----BEGIN RSA PRIVATE KEY-----", 0), ("-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDLe\\n-----END PRIVATE KEY-----", 1)],
)  # fmt: skip
def test_the_header_of_a_key_alone(text: str, found: int) -> None:
    assert len(check("hard-coded-credentials", {"app.py": f"{FLASK}header = '{text}'\n"})) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Path(__file__).with_name(name).write_text('X = 1')", 0),
        ("open(name + '.py', 'w').write('X = 1')", 0),
        ("(Path(__file__).parent / name).open('w')", 0),
        ("open(name + '.txt').read()", 1),
        ("print(name)", 1),
    ],
)
def test_modules_that_a_package_writes_when_it_is_loaded(body: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": "from flask import Flask\nfrom made.codes import X\napp = Flask(__name__)\n",
        "made/__init__.py": "from maker import make\nmake()\n",
        "maker.py": f"from pathlib import Path\ndef make():\n    for name in ('codes',):\n        {body}\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("unresolved-import", files)) == found


def test_a_module_that_another_package_writes_is_missing() -> None:
    files: dict[str, str | bytes] = {
        "app.py": "from flask import Flask\nimport maker\nfrom made.codes import X\napp = Flask(__name__)\n",
        "made/__init__.py": "",
        "maker.py": "open('log.txt', 'w')\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("unresolved-import", files)) == 1


STACK = "services:\n  web:\n    build: {0}\n    command: gunicorn app:app\n{1}  db:\n    image: postgres:17\n    ports: ['5432:5432']\n    environment: {{POSTGRES_PASSWORD: shop-pwd}}\n"


@pytest.mark.parametrize(
    ("folder", "mounts", "severity"),
    [
        (".", "", "warning"),
        (".", "    volumes: ['.:/app']\n", "info"),
        (".", "    volumes: ['$PWD:/app']\n", "info"),
        (".", "    volumes: ['./static:/app/static']\n", "warning"),
        ("back", "    volumes: ['./back:/app']\n", "info"),
        ("back", "    volumes: ['media:/app/media']\n", "warning"),
    ],
)
def test_the_password_of_a_database_where_somebody_works_on_the_code(folder: str, mounts: str, severity: str) -> None:
    inside = "" if folder == "." else f"{folder}/"
    files: dict[str, str | bytes] = {
        f"{inside}app.py": FLASK,
        f"{inside}Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n",
        "compose.yaml": STACK.format(folder, mounts),
    }
    assert [s for p, _, s in check("plain-secret", files) if p == "compose.yaml"] == [severity]


STORED = {
    "requirements.txt": "flask\nflask-sqlalchemy\npsycopg2-binary\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
}
HEAD = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n"
TAIL = "app = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = URL\ndb = SQLAlchemy(app)\n"
NEAR = "'postgresql://shop@127.0.0.1/shop'"


@pytest.mark.parametrize(
    ("chosen", "severity"),
    [
        (f"if os.getenv('SIDECAR'):\n    URL = {NEAR}\nelse:\n    URL = os.environ['STORE']\n", ""),
        (f"if os.getenv('STORE_KIND') == 'own':\n    URL = {NEAR}\nelse:\n    URL = os.environ['STORE']\n", ""),
        (f"near = bool(os.getenv('NEAR', None) == 'yes')\nURL = {NEAR} if near else os.environ['STORE']\n", ""),
        ("near = os.getenv('NEAR', '').lower() in ('1', 'on')\nif near:\n    URL = f\"postgresql://{os.getenv('WHO', '')}@127.0.0.1/a\"\nelif os.getenv('FAR'):\n    URL = os.environ['FAR']\nelse:\n    URL = os.environ['STORE']\n", ""),
        (f"if os.getenv('STORE_KIND') == 'far':\n    URL = os.environ['STORE']\nelse:\n    URL = {NEAR}\n", "warning"),
        (f"URL = os.environ['STORE'] if os.getenv('FAR', '0') == '1' else {NEAR}\n", "warning"),
        (f"URL = {NEAR}\n", "error"),
        (f"KIND = 'own'\nif KIND == 'own':\n    URL = {NEAR}\nelse:\n    URL = os.environ['STORE']\n", "error"),
    ],
)  # fmt: skip
def test_what_whoever_sets_a_variable_chooses(chosen: str, severity: str) -> None:
    """Without the variable another branch is taken: it is no mistake of production's that somebody may choose this one."""
    files: dict[str, str | bytes] = {**STORED, "app.py": HEAD + chosen + TAIL}
    assert [each for _, _, each in check("loopback-service", files)] == ([severity] if severity else [])


SET = "app = Flask(__name__)\n{}db = SQLAlchemy(app)\n"
KEY = "app.config['SQLALCHEMY_DATABASE_URI'] = "


@pytest.mark.parametrize(
    ("lines", "severity"),
    [
        (f"if os.getenv('SIDECAR'):\n    {KEY}{NEAR}\nelse:\n    {KEY}os.environ['STORE']\n", ""),
        (f"{KEY}os.environ['STORE']\nif os.getenv('KIND') == 'own':\n    {KEY}{NEAR}\n", ""),
        (f"{KEY}os.environ['STORE']\nif 'SIDECAR' in os.environ:\n    {KEY}{NEAR}\n", ""),
        (f"if os.getenv('STORE'):\n    {KEY}os.environ['STORE']\nelse:\n    {KEY}{NEAR}\n", "warning"),
        (f"{KEY}os.environ['STORE']\n{KEY}{NEAR}\n", "error"),
    ],
)
def test_a_setting_that_whoever_sets_a_variable_chooses(lines: str, severity: str) -> None:
    files: dict[str, str | bytes] = {**STORED, "app.py": HEAD + SET.format(lines)}
    assert [each for _, _, each in check("loopback-service", files)] == ([severity] if severity else [])

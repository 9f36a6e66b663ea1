"""What a help proposes works in the repository, with the project's own tools, in the form of its place."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

Files = dict[str, "str | bytes"]

FACTORY = "from flask import Flask\ndef make_app():\n    return Flask(__name__)\n"
RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: {0}\n"
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn uwsgi waitress\nCMD {0}\n"


def only_help(rule: str, files: Files, **options: object) -> str:
    """The help of the one finding of a rule."""
    [found] = problems(rule, files, **options)
    return found.help


@pytest.mark.parametrize(
    ("command", "extra", "says"),
    [
        ("gunicorn shop:site", {}, "Use: gunicorn shop:app"),
        ('["gunicorn", "shop:site"]', {}, 'Write in the array: "shop:app"'),
        ("uwsgi --ini web.ini", {"web.ini": "[uwsgi]\nmodule = shop\nhttp = :8000\n"}, "Write: callable = app"),
        ("uwsgi --ini web.ini", {"web.ini": "[uwsgi]\nmodule = store:app\nhttp = :8000\n"}, "Write: module = shop:app"),
        ("uwsgi --yaml web.yml", {"web.yml": "uwsgi:\n  module: store:app\n"}, "Write: module: shop:app"),
        ("uwsgi --json web.json", {"web.json": '{"uwsgi": {"module": "shop:site"}}'}, 'Write: "callable": "app"'),
        ("gunicorn", {"gunicorn.conf.py": 'wsgi_app = "shop:site"\n'}, 'Write: wsgi_app = "shop:app"'),
    ],
)  # fmt: skip
def test_a_target_in_the_form_of_its_place(command: str, extra: Files, says: str) -> None:
    # the application is in a module that nobody would guess, so it is found by where it is made
    assert only_help("unresolved-app", {"shop.py": FLASK, "Dockerfile": IMAGE.format(command), **extra}) == says


OWN_NAME = "from {0}.core import build\napp = build()\n"


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("server", "Deploy the top folder, where server/web.py is server.web; or leave server. out here and in all imports."),
        ("apps/server", "Deploy apps, where apps/server/web.py is server.web; or leave server. out here and in all imports."),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "deployed",
    [
        lambda folder: {f"{folder}/Dockerfile": IMAGE.format("gunicorn -b 0.0.0.0:80 server.web:app"), "compose.yaml": f"services:\n  web:\n    build: ./{folder}\n    ports: ['80:80']\n"},
        lambda folder: {"render.yaml": RENDER.format("gunicorn server.web:app") + f"    rootDir: {folder}\n", f"{folder}/requirements.txt": "flask\ngunicorn\n"},
    ],
    ids=["image", "root"],
)  # fmt: skip
def test_a_package_that_is_deployed_without_the_folder_around_it(deployed, folder: str, told: str) -> None:
    files = {f"{folder}/web.py": OWN_NAME.format("server"), f"{folder}/__init__.py": "", f"{folder}/core.py": FACTORY.replace("make_app", "build"), **deployed(folder)}  # fmt: skip
    assert only_help("unresolved-app", files) == told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (".env", "git rm --cached .env, add it to .gitignore,"),
        ("prod.env", "git rm --cached prod.env, add it to .gitignore,"),
        (".flaskenv", "Move SECRET_KEY to .env, add that to .gitignore,"),
    ],
)
def test_a_file_that_belongs_into_git_stays_there(path: str, told: str) -> None:
    files = {"app.py": FLASK, path: "FLASK_APP=app\nSECRET_KEY=9f2c4e7a1b8d4f60a3c5\n"}
    assert only_help("committed-env-file", files).startswith(told)


def test_a_module_of_nowhere_is_in_no_folder_around() -> None:
    files = {"server/web.py": FLASK, "other/api/site.py": "X = 1\n", "server/Dockerfile": IMAGE.format("gunicorn api.site:app"), "compose.yaml": "services:\n  web:\n    build: ./server\n"}  # fmt: skip
    assert "Deploy" not in only_help("unresolved-app", files)


@pytest.mark.parametrize(
    ("command", "extra", "says"),
    [
        ("gunicorn shop:make_app", {}, "Call it, in quotes: gunicorn 'shop:make_app()'"),
        ('["gunicorn", "shop:make_app"]', {}, 'Write in the array: "shop:make_app()"'),
        ('["waitress-serve", "shop:make_app"]', {}, 'Write in the array: "--call", "shop:make_app"'),
        ("waitress-serve shop:make_app", {}, "Use: waitress-serve --call shop:make_app"),
        ("uwsgi web.ini", {"web.ini": "[uwsgi]\nmodule = shop:make_app\n"}, "Write: module = shop:make_app()"),
    ],
)
def test_a_factory_is_called_in_the_form_of_its_place(command: str, extra: Files, says: str) -> None:
    assert only_help("uncalled-factory", {"shop.py": FACTORY, "Dockerfile": IMAGE.format(command), **extra}) == says


SPEC = "name: shop\nservices:\n  - name: web\n    run_command: {0}\n"
BELOW: Files = {
    "server/web.py": "from core import build\napp = build()\n",
    "server/core/__init__.py": "from flask import Flask\ndef build():\n    from core.views import views\n    return Flask(__name__)\n",
    "server/core/views.py": "views = 1\n",
}


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("render.yaml", RENDER.format("gunicorn wsgi:app"), "Set rootDir: server in render.yaml."),
        (".do/app.yaml", SPEC.format("gunicorn wsgi:app"), "Set source_dir: server in .do/app.yaml."),
        ("Procfile", "web: gunicorn wsgi:app", "Use: gunicorn --chdir server main:app"),
        ("Procfile", "web: waitress-serve wsgi:app", "Use: cd server && waitress main:app"),
    ],
)
def test_only_targets_that_can_be_imported(path: str, text: str, says: str) -> None:
    files = {**BELOW, "server/main.py": BELOW["server/web.py"], path: text}
    found = only_help("unresolved-app", files)
    assert found.replace("waitress-serve", "waitress") == says
    assert "server.core" not in found


def test_a_folder_is_left_alone_where_the_server_finds_it_already() -> None:
    files = {**BELOW, "render.yaml": RENDER.format("flask db upgrade && gunicorn --chdir server web:app")}
    assert "rootDir" not in only_help("unresolved-flask-app", files)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("zappa_settings.json", '{"production": {"app_function": "shop.site"}}'),
        ("zappa_settings.json", '{"production": {"app_function": "store.app"}}'),
        (
            "serverless.yml",
            "provider:\n  name: aws\ncustom:\n  wsgi:\n    app: shop.site\nfunctions:\n  api:\n    handler: wsgi_handler.handler\n",
        ),
    ],
)
def test_what_imports_the_application_is_named(file: str, says: str) -> None:
    [found] = problems("unresolved-app", {"shop.py": FLASK, file: says})
    assert "gunicorn" not in found.message + found.help
    assert "shop.app" in found.help


ADDING: dict[str, Files] = {
    "Add gunicorn to requirements.txt.": {"requirements.txt": "flask==3.1.2\n"},
    "Run: pipenv install gunicorn.": {
        "Pipfile": '[packages]\nflask = "*"\n',
        "Pipfile.lock": '{"_meta": {}, "default": {"flask": {"version": "==3.1.2"}}, "develop": {}}',
    },
    "Run: poetry add gunicorn.": {
        "pyproject.toml": '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^3.1"\n',
        "poetry.lock": '[[package]]\nname = "flask"\nversion = "3.1.2"\ngroups = ["main"]\n[metadata]\nlock-version = "2.1"\n',
    },
    "Add gunicorn to requirements.in and compile it again.": {
        "requirements.in": "flask\n",
        "requirements.txt": "# This file is autogenerated by pip-compile with Python 3.12\nflask==3.1.2\n    # via -r requirements.in\n",
    },
}


@pytest.mark.parametrize("says", ADDING)
def test_a_package_is_added_with_the_projects_tool(says: str) -> None:
    files = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", **ADDING[says]}
    found = problems("missing-wsgi-server", files) or problems("command-not-installed", files)
    assert [problem.help for problem in found] == [says]


DATABASE = 'from flask_sqlalchemy import SQLAlchemy\napp.config["SQLALCHEMY_DATABASE_URI"] = "{0}://db.example.com/shop"\ndb = SQLAlchemy(app)\n'


@pytest.mark.parametrize(
    ("scheme", "needs", "says"),
    [
        ("postgresql", "psycopg==3.2\n", "postgresql+psycopg://"),
        ("postgresql", "pg8000==1.31\n", "postgresql+pg8000://"),
        ("mysql", "pymysql==1.1.1\n", "mysql+pymysql://"),
        ("postgresql", "asyncpg==0.30\n", "Add psycopg2-binary to requirements.txt."),
        ("postgresql", "", "Add psycopg2-binary to requirements.txt."),
    ],
)
def test_a_driver_that_is_installed_needs_only_its_name(scheme: str, needs: str, says: str) -> None:
    needed = f"flask==3.1.2\nflask-sqlalchemy==3.1.1\nsqlalchemy==2.0.44\ngunicorn==23.0.0\n{needs}"
    files: Files = {
        "app.py": FLASK + DATABASE.format(scheme),
        "requirements.txt": needed,
        "Procfile": "web: gunicorn app:app\n",
    }
    assert says in only_help("missing-database-driver", files)


def blueprint(variable: str, databases: str = "") -> str:
    return f"{RENDER.format('gunicorn app:app')}    envVars:\n      - key: {variable}\n{databases}"


@pytest.mark.parametrize(
    ("path", "text", "has"),
    [
        ("render.yaml", blueprint("DATABASE_URL\n        value: postgres://localhost/shop", "databases:\n  - name: store\n"), "name: store"),
        ("render.yaml", blueprint("DB_URL\n        value: postgresql+psycopg2://127.0.0.1/shop"), "fromDatabase"),
        ("render.yaml", blueprint("REDIS_URL\n        value: redis://localhost:6379"), "fromService"),
        ("render.yaml", blueprint("MONGO_URL\n        value: mongodb://localhost:27017"), "the address that Render shows"),
        (
            "compose.yaml",
            "services:\n  cache:\n    image: redis:7\n  web:\n    build: .\n    command: gunicorn app:app\n    environment:\n      REDIS_URL: redis://localhost:6379\n",
            "in place of the host: cache",
        ),
    ],
)  # fmt: skip
def test_an_address_as_the_host_gives_it(path: str, text: str, has: str) -> None:
    found = only_help("loopback-service", {"app.py": FLASK, "Dockerfile": IMAGE.format("gunicorn app:app"), path: text})
    assert has in found
    assert ("redis" in found) == ("redis" in has)


ENV = "from alembic import context\ncontext.run_migrations()\n"
MIGRATED = FLASK + "from flask_migrate import Migrate\nMigrate(app)\n"
UPGRADED = "release: flask db upgrade\nweb: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("files", "options", "has"),
    [
        ({}, {}, "flask db init, then flask db migrate"),
        ({".gitignore": "migrations/\n"}, {}, ".gitignore"),
        (
            {"migrations/env.py": ENV},
            {},
            "first migration on your machine: flask db migrate",
        ),
        ({"migrations/env.py": ENV, ".gitignore": "migrations/versions\n"}, {}, ".gitignore"),
    ],
)
def test_migrations_by_what_is_missing(files: Files, options: dict[str, object], has: str) -> None:
    found = only_help("untracked-migrations", {"app.py": MIGRATED, "Procfile": UPGRADED, **files}, **options)
    assert has in found
    assert (".gitignore" in found) == (".gitignore" in has)


MANAGED = "from flask_script import Manager\nfrom flask_migrate import MigrateCommand\nfrom app import app\nmanager = Manager(app)\nmanager.add_command({0}, MigrateCommand)\n"


@pytest.mark.parametrize(
    ("script", "text", "says"),
    [
        ("manage.py", MANAGED.format('"db"'), "python manage.py db upgrade"),
        ("admin.py", MANAGED.format("'db'"), "python admin.py db upgrade"),
        ("manage.py", MANAGED.format('"schema"'), "flask db upgrade"),
        ("manage.py", "from app import app\n", "flask db upgrade"),
    ],
)
def test_the_upgrade_as_the_project_has_it(script: str, text: str, says: str) -> None:
    revision = "revision = 'a1'\ndown_revision = None\ndef upgrade(): pass\n"
    files: Files = {
        "app.py": MIGRATED, "Procfile": "web: gunicorn app:app\n", script: text, "migrations/env.py": "", "migrations/versions/a1_first.py": revision
    }  # fmt: skip
    [found] = problems("missing-migration-step", files)
    assert f"'{says}'" in found.help


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("web gunicorn app:app", "Write: web: gunicorn app:app"),
        ("web : gunicorn app:app", "Write: web: gunicorn app:app"),
        ("Web=gunicorn app:app", "Write: web: gunicorn app:app"),
        ("gunicorn app:app", "Write: web: gunicorn app:app"),
        ("Web: gunicorn app:app", "Write: web: gunicorn app:app"),
        ("web: gunicorn “app:app”", 'Write straight quotes: web: gunicorn "app:app"'),
        ("web:", "Write its command behind the colon, or remove the line."),
    ],
)
def test_a_line_of_a_procfile_is_written_out(line: str, says: str) -> None:
    assert only_help("invalid-platform-file", {"app.py": FLASK, "Procfile": f"{line}\n"}) == says


CHOICE = """import os
from flask import Flask
class Live:
    DEBUG = False
class DebugConfig:
    DEBUG = True
{0}
app = Flask(__name__)
app.config.from_object(chosen)
"""


@pytest.mark.parametrize(
    ("choice", "env", "line"),
    [
        ('chosen = DebugConfig if os.environ.get("DEBUG") == "True" else Live', "ENV DEBUG=True", 3),
        ('mode = os.getenv("MODE", "live")\nchosen = {"live": Live, "debug": DebugConfig}[mode]', "ENV MODE debug", 3),
        ('if os.environ.get("LOCAL") == "1":\n    chosen = DebugConfig\nelse:\n    chosen = Live', "ENV LOCAL=1", 3),
        (
            'def pick(flag):\n    return DebugConfig if flag else Live\nchosen = pick(os.getenv("DEBUG") == "1")',
            "ENV DEBUG=1",
            3,
        ),
    ],
)
def test_the_variable_that_picks_is_where_it_is_mended(choice: str, env: str, line: int) -> None:
    image = f"FROM python:3.13\nWORKDIR /srv\n{env}\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0 app:app\n"
    [found] = problems("development-config", {"app.py": CHOICE.format(choice), "Dockerfile": image})
    assert (found.place.path, found.place.line) == ("Dockerfile", line)
    assert env.split()[1].partition("=")[0] in found.help


@pytest.mark.parametrize(
    ("script", "code", "says"),
    [
        ("apps/app.py", "from config import app\napp.run(host='0.0.0.0')\n", "gunicorn --chdir apps app:app"),
        ("app.py", "from config import app\napp.run(host='0.0.0.0')\n", "gunicorn app:app"),
        ("start.py", "from config import app as site\nsite.run(host='0.0.0.0')\n", "gunicorn start:site"),
        ("src/web/go.py", "from config import app\napp.run(host='0.0.0.0')\n", "gunicorn --chdir src/web go:app"),
    ],
)
def test_a_script_is_served_from_its_own_folder(script: str, code: str, says: str) -> None:
    folder = script.rpartition("/")[0]
    files: Files = {
        script: code,
        f"{folder}/config.py".lstrip("/"): FLASK,
        "Procfile": f"web: python {script}\n",
        "requirements.txt": "flask\ngunicorn\n",
    }
    assert only_help("development-server", files) == f"Start: {says}"


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("runtime.txt", "python-3.8.1\n", "Replace python-3.8.1 with python-3.13.5."),
        (".python-version", "3.8\n", "Replace 3.8 with 3.13."),
        (
            "Dockerfile",
            IMAGE.replace("3.13", "3.8-slim").format("gunicorn app:app"),
            "Use python:3.13-slim.",
        ),
        ("app.yaml", "runtime: python38\nentrypoint: gunicorn -b :$PORT app:app\n", "Replace python38 with python313."),
    ],
)
def test_a_version_in_the_form_of_its_place(path: str, text: str, says: str) -> None:
    files = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", path: text}
    if path in ("Dockerfile", "app.yaml"):
        del files["Procfile"]
    assert says in only_help("unsupported-python", files)


@pytest.mark.parametrize(
    ("value", "other", "is_same"),
    [
        ("q7Zt-bluefin-39", "postgresql://shop:q7Zt-bluefin-39@db.example.com/shop", True),
        ("q7Zt-bluefin-39", "q7Zt-bluefin-39", True),
        ("q7Zt-bluefin-39", "postgresql://db.example.com/shop", False),
        ("postgres", "postgresql://db.example.com/postgres", False),
    ],
)
def test_other_places_of_a_secret_are_named(value: str, other: str, is_same: bool) -> None:
    text = (
        RENDER.format("gunicorn app:app")
        + f"    envVars:\n      - key: MAIL_PASSWORD\n        value: {value}\n      - key: STORE\n        value: {other}\n"
    )
    places = [
        place
        for p in problems("plain-secret", {"app.py": FLASK, "render.yaml": text})
        for place in (p.place, *(r.place for r in p.related))
    ]
    assert (10 in [place.line for place in places]) is is_same


@pytest.mark.parametrize(
    ("name", "rest", "has"),
    [
        (".flaskenv", "FLASK_APP=app\n", "into .env"),
        (".flaskenv", "", "out of git"),
        (".env", "FLASK_APP=app\n", "out of git"),
        (".flaskenv", "FLASK_RUN_PORT=80\n", "out of git"),
    ],
)
def test_a_debug_variable_leaves_the_rest_of_its_file(name: str, rest: str, has: str) -> None:
    files: Files = {
        "app.py": FLASK,
        "Procfile": "web: flask run\n",
        "requirements.txt": "flask\npython-dotenv\n",
        name: f"{rest}FLASK_DEBUG=1\n",
    }
    assert has in only_help("debug-environment", files)


@pytest.mark.parametrize(
    ("code", "has"),
    [
        ("requests.get(os.environ.get('API_URL', 'http://localhost:5000') + '/x')", "Set API_URL on the host"),
        ("BASE = os.getenv('BASE', 'http://127.0.0.1:8080')\nrequests.get(BASE)", "Set BASE on the host"),
        ("requests.get('http://localhost:5000/x')", "url_for()"),
        ("API = os.environ.get('API') or 'http://localhost:5000'\nrequests.get(API)", "Set API on the host"),
    ],
)
def test_a_variable_that_is_read_is_set(code: str, has: str) -> None:
    files: Files = {"app.py": f"import os\nimport requests\n{FLASK}{code}\n", "Procfile": "web: gunicorn app:app\n"}
    assert all(has in found.help for found in problems("hard-coded-loopback", files))

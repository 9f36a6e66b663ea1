"""Which folder an upgrade reads, when it runs, and what its first revision does on an empty database."""

from __future__ import annotations

import pytest
from checking import check, problems

APP = (
    "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n"
)
PLAIN = "from flask import Flask\nfrom store import db\napp = Flask(__name__)\ndb.init_app(app)\n"
STORE = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n"
ENV = "from alembic import context\n"
FIRST = "revision = 'a1'\ndown_revision = None\n"
RELEASE = "release: flask db upgrade\nweb: gunicorn shop:app\n"

Files = dict[str, "str | bytes"]


def files(**others: str) -> Files:
    base = {"shop.py": APP, "migrations/env.py": ENV, "migrations/versions/a1.py": FIRST, "Procfile": RELEASE}
    return {**base, **{name.replace("__", "/").replace("_py", ".py"): text for name, text in others.items()}}


# -- a folder by its look ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", [ENV, "from shop.upgrading import run\nrun()\n", "import upgrading\n", ""])
def test_env_py_may_leave_the_rest_to_others(text: str) -> None:
    assert check("untracked-migrations", {**files(), "migrations/env.py": text}) == []


MOVED = {
    "schema/env.py": ENV,
    "schema/versions/a1.py": FIRST,
    "migrations/env.py": None,
    "migrations/versions/a1.py": None,
}


@pytest.mark.parametrize(
    ("app", "release", "found"),
    [
        (APP, "flask db upgrade", True),
        (APP.replace("(app, db)", "(app, db, directory='schema')"), "flask db upgrade", False),
        (APP.replace("(app, db)", "(app, db, 'schema')"), "flask db upgrade", False),
        ("FOLDER = 'schema'\n" + APP.replace("(app, db)", "(app, db, directory=FOLDER)"), "flask db upgrade", False),
        (APP.replace("Migrate(app, db)", "m = Migrate()\nm.init_app(app, db, directory='schema')"), "flask db upgrade", False),
        ("import os\n" + APP.replace("(app, db)", "(app, db, directory=os.environ['FOLDER'])"), "flask db upgrade", False),
        (APP, "flask db upgrade -d schema", False),
        (APP, "flask db upgrade --directory=schema", False),
        (APP, "flask db upgrade -d other", True),
        (APP, "python tool.py upgrade", False),
    ],
)  # fmt: skip
def test_the_folder_that_a_command_reads(app: str, release: str, found: bool) -> None:
    every = {**files(), **MOVED, "shop.py": app, "Procfile": f"release: {release}\nweb: gunicorn shop:app\n"}
    told = problems("untracked-migrations", {path: text for path, text in every.items() if text is not None})
    assert [p.message.split(" is")[0] in ("migrations", "other") for p in told] == [True] * found


@pytest.mark.parametrize(
    ("ini", "found"),
    [
        ("script_location = schema", False),
        ("script_location = %(here)s/schema", False),
        ("script_location = lost", True),
    ],
)
def test_alembic_reads_what_its_file_names(ini: str, found: bool) -> None:
    every = {
        **files(),
        **MOVED,
        "alembic.ini": f"[alembic]\n{ini}\n",
        "Procfile": "release: alembic upgrade head\nweb: gunicorn shop:app\n",
    }
    assert bool(check("untracked-migrations", {p: t for p, t in every.items() if t is not None})) is found


# -- ignored by git ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("procfile", "severity"),
    [(None, "warning"), ("web: gunicorn shop:app\n", "warning"), (RELEASE, "error")],
)
def test_migrations_that_git_ignores(procfile: str | None, severity: str) -> None:
    every = {**files(), "Procfile": procfile, ".gitignore": "migrations/\n"}
    ignored = ["migrations/env.py", "migrations/versions/a1.py"]
    told = check("untracked-migrations", {p: t for p, t in every.items() if t is not None}, ignored=ignored)
    assert [s for _, _, s in told] == [severity]


def test_an_ignored_folder_that_nobody_uses() -> None:
    ignored = ["migrations/env.py", "migrations/versions/a1.py"]
    every = {
        **files(),
        "shop.py": PLAIN,
        "store.py": STORE,
        "Procfile": "web: gunicorn shop:app\n",
        ".gitignore": "migrations/\n",
    }
    assert check("untracked-migrations", every, ignored=ignored) == []


@pytest.mark.parametrize(
    ("app", "more", "severities"),
    [
        (APP, {}, ["warning"]),
        (APP, {"Procfile": None}, ["info"]),
        (APP + "@app.cli.command('init')\ndef init():\n    db.create_all()\n", {}, []),
        (APP, {"schema.sql": "CREATE TABLE lamp (id INTEGER);\n"}, []),
        (APP, {"schema/env.py": ENV, "schema/versions/a1.py": FIRST}, []),
        (PLAIN, {}, []),
    ],
)
def test_no_migrations_at_all(app: str, more: dict[str, str | None], severities: list[str]) -> None:
    every = {"shop.py": app, "store.py": STORE, "Procfile": "web: gunicorn shop:app\n", **more}
    told = check("untracked-migrations", {path: text for path, text in every.items() if text is not None})
    assert [severity for _, _, severity in told] == severities


# -- who drives them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("app", "found"),
    [
        (APP, True),
        (PLAIN, True),
        ("from flask import Flask\nimport store\napp = Flask(__name__)\n", True),
        ("from flask import Flask\nfrom sqlalchemy import create_engine\napp = Flask(__name__)\n", True),
        ("from flask import Flask\napp = Flask(__name__)\n", False),
    ],
)
def test_tables_are_use_enough(app: str, found: bool) -> None:
    every = {**files(), "shop.py": app, "store.py": STORE, "Procfile": "web: gunicorn shop:app\n"}
    every["manage.py"] = "from flask_migrate import Migrate\nfrom shop import app\n"
    assert bool(check("missing-migration-step", every)) is found


# -- only the first time -----------------------------------------------------------------------------

COMPOSE = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n    volumes: ['data:/data']\nvolumes:\n  data:\n"
DOCKERFILE = (
    'FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["sh", "start.sh"]\n'
)


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("if [ ! -f /data/shop.db ]; then flask db upgrade; fi", True),
        ("if ! test -e /data/shop.db; then\n  flask db upgrade\nfi", True),
        ("[ -f /data/shop.db ] || flask db upgrade", True),
        ("if [[ ! -d \"/data/db\" ]]; then flask db upgrade; fi", True),
        ("if [ ! -f /data/shop.db ]; then flask db upgrade; fi\nflask db upgrade", False),
        ("DB=/data/shop.db\nif [ ! -f \"$DB\" ]; then flask db upgrade; fi", True),
        ("DB=/data/shop.db\n[ -f ${DB} ] || flask db upgrade", True),
        ("if [ ! -f \"$DB\" ]; then flask db upgrade; fi", False),
        ("if [ ! -f /tmp/done ]; then flask db upgrade; fi", False),
        ("if [ ! -f shop.db ]; then flask db upgrade; fi", False),
        ("if [ -f /data/shop.db ]; then flask db upgrade; fi", False),
        ("if [ ! -f /data/shop.db ] || [ \"$FORCE\" = 1 ]; then flask db upgrade; fi", False),
        ("if [ \"$MIGRATE\" = 1 ]; then flask db upgrade; fi", False),
        ("flask db upgrade", False),
    ],
)  # fmt: skip
def test_an_upgrade_that_waits_for_an_empty_disk(step: str, found: bool) -> None:
    every: Files = {
        **files(),
        "start.sh": f"#!/bin/sh\nset -e\n{step}\nexec gunicorn -b 0.0.0.0:8000 shop:app\n",
        "compose.yaml": COMPOSE,
        "Dockerfile": DOCKERFILE,
        "requirements.txt": "flask\nflask-migrate\ngunicorn\n",
    }
    del every["Procfile"]
    assert [p for p, _, _ in check("missing-migration-step", every)] == (["start.sh"] if found else [])


# -- on an empty database ----------------------------------------------------------------------------

HEAD = "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n\n"
CREATE = "    op.create_table('lamp', sa.Column('id', sa.Integer(), primary_key=True))\n"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("    op.create_index('ix', 'lamp', ['name'])\n", 7),
        ("    op.add_column('lamp', sa.Column('name', sa.String()))\n", 7),
        (
            "    with op.batch_alter_table('lamp') as batch:\n        batch.add_column(sa.Column('n', sa.Integer()))\n",
            7,
        ),
        ("    op.alter_column(table_name='lamp', column_name='a', nullable=True)\n", 7),
        ("    table = 'lamp'\n    op.drop_column(table, 'name')\n", 8),
        (CREATE + "    op.create_index(op.f('ix'), 'shade', ['name'], unique=False)\n", 8),
        (CREATE, 0),
        (CREATE + "    op.create_index('ix', 'lamp', ['id'])\n", 0),
        ("    op.execute('CREATE TABLE lamp (id int)')\n    op.add_column('lamp', sa.Column('n', sa.Integer()))\n", 0),
        ("    if has('lamp'):\n        op.add_column('lamp', sa.Column('n', sa.Integer()))\n", 0),
        ("    make_all()\n    op.add_column('lamp', sa.Column('n', sa.Integer()))\n", 0),
        ("    op.drop_table('lamp', if_exists=True)\n", 0),
        ("    pass\n", 0),
    ],
)
def test_the_first_revision(body: str, line: int) -> None:
    every = {**files(), "migrations/versions/a1.py": f"{HEAD}def upgrade():\n{body}"}
    told = check("broken-migration-chain", every)
    assert told == ([("migrations/versions/a1.py", line, "error")] if line else [])


@pytest.mark.parametrize(
    "more",
    [
        {"tool.py": "from shop import db\ndb.create_all()\n"},
        {"schema.sql": "CREATE TABLE lamp (id INTEGER PRIMARY KEY);\n"},
        {
            "first.py": "from alembic import command\nfrom shop import configuration\ncommand.stamp(configuration, 'head')\n"
        },
        {"README.md": "    $ flask --app shop db stamp head\n"},
        {"docs/setup.rst": "Run ``alembic -c shop.ini stamp head`` once.\n"},
        {"migrations/versions/b2.py": "revision = 'b2'\ndown_revision = None\n"},
    ],
)
def test_tables_may_come_from_elsewhere(more: Files) -> None:
    body = "    op.add_column('lamp', sa.Column('name', sa.String()))\n"
    every = {**files(), "migrations/versions/a1.py": f"{HEAD}def upgrade():\n{body}", **more}
    assert check("broken-migration-chain", every) == []


def test_nobody_upgrades() -> None:
    body = "    op.add_column('lamp', sa.Column('name', sa.String()))\n"
    every = {
        **files(),
        "migrations/versions/a1.py": f"{HEAD}def upgrade():\n{body}",
        "Procfile": "web: gunicorn shop:app\n",
    }
    assert [s for _, _, s in check("broken-migration-chain", every)] == ["warning"]


CREATING = APP + "with app.app_context():\n    db.create_all()\n"


@pytest.mark.parametrize(
    ("app", "body", "procfile", "severity"),
    [
        (CREATING, CREATE, RELEASE, "error"),
        (APP + "def make():\n    db.create_all()\nmake()\n", CREATE, "web: flask db upgrade && gunicorn shop:app\n", "error"),
        (CREATING, CREATE, "web: gunicorn shop:app\n", "warning"),
        (CREATING, "    pass\n", RELEASE, "warning"),
        (CREATING, CREATE, "release: alembic upgrade head\nweb: gunicorn shop:app\n", "warning"),
        (APP + "import os\nif os.path.exists('x'):\n    db.create_all()\n", CREATE, RELEASE, ""),
        (APP + "if app.name == 'shop':\n    db.create_all()\n", CREATE, RELEASE, "warning"),
    ],
)  # fmt: skip
def test_create_all_before_the_upgrade(app: str, body: str, procfile: str, severity: str) -> None:
    every = {
        **files(),
        "shop.py": app,
        "migrations/versions/a1.py": f"{HEAD}def upgrade():\n{body}",
        "Procfile": procfile,
    }
    assert [s for _, _, s in check("create-all-at-startup", every)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("ignore", "untracked", "found"),
    [
        ("migrations/versions\n", (), True),
        ("versions/\n", (), True),
        ("", ("migrations/versions/a1.py",), True),
        ("", ("migrations/versions/a1.py", "migrations/env.py"), True),
        ("", ("migrations/versions/a1.py", "migrations/env.py", "shop.py"), False),
        ("*.pyc\n", (), False),
        ("", (), False),
    ],
)
def test_revisions_of_which_git_has_none_though_no_command_reads_them(
    ignore: str, untracked: tuple[str, ...], found: bool
) -> None:
    every: Files = {**files(), ".gitignore": ignore, "README.md": ""}
    del every["Procfile"]
    ignored = ["migrations/versions/a1.py"] if "versions" in ignore else []
    told = check("untracked-migrations", every, ignored=ignored, untracked=untracked)
    assert told == ([("migrations/env.py", 0, "warning")] if found else [])


SETTINGS = "from logging.config import fileConfig\n\nfrom alembic import context\n\nconfig = context.config\n{}\n"


@pytest.mark.parametrize(
    ("env", "more", "count"),
    [
        (SETTINGS.format("fileConfig(config.config_file_name)"), {}, 1),
        (SETTINGS.format("if config.config_file_name is not None:\n    fileConfig(config.config_file_name)"), {}, 1),
        (SETTINGS.format("fileConfig(context.config.config_file_name)"), {}, 1),
        (SETTINGS.format("fileConfig(fname=config.config_file_name)"), {".gitignore": "*.ini\n"}, 1),
        (SETTINGS.format("fileConfig(config.config_file_name)"), {"migrations/alembic.ini": "[loggers]\nkeys = root\n"}, 0),
        (SETTINGS.format("try:\n    fileConfig(config.config_file_name)\nexcept Exception:\n    pass"), {}, 0),
        (SETTINGS.format("fileConfig('logging.ini')"), {"logging.ini": "[loggers]\n"}, 0),
        (SETTINGS.format("if context.is_offline_mode():\n    fileConfig(config.config_file_name)"), {}, 0),
        ("from alembic import context\n\nconfig = context.config\n", {}, 0),
    ],
)  # fmt: skip
def test_the_settings_that_env_reads_have_to_be_there(env: str, more: dict[str, str], count: int) -> None:
    revision = "revision = 'aaaa1111'\ndown_revision = None\n\ndef upgrade():\n    pass\n"
    app = "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\nMigrate(app, SQLAlchemy(app))\n"
    files = {
        "app.py": app,
        "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
        "migrations/env.py": env,
        "migrations/versions/1.py": revision,
        **more,
    }
    found = [p.message for p in problems("untracked-migrations", files) if "alembic.ini" in p.message]
    assert len(found) == count


MIGRATED = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom flask_migrate import Migrate\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\nclass Lamp(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({}, 1),
        ({"make.py": "from app import db\ndb.create_all()\n"}, 0),
        ({"app.py": f"{MIGRATED}@app.cli.command('make')\ndef make():\n    db.create_all()\n"}, 0),
        ({"tests/test_app.py": "from app import db\ndb.create_all()\n"}, 1),
        ({"app.py": f"{MIGRATED}if __name__ == '__main__':\n    db.create_all()\n    app.run()\n"}, 1),
        ({"app.py": f"{MIGRATED}with app.app_context():\n    db.create_all()\n"}, 0),
        (
            {
                "make.py": "from app import db\ndb.create_all()\n",
                "Procfile": "web: python make.py && gunicorn app:app\n",
            },
            0,
        ),
        ({".gitignore": "*.db\n", "make.py": "from app import db\ndb.create_all()\n"}, 0),
    ],
)
def test_ignored_migrations_of_which_this_disk_has_none(more: dict[str, str], count: int) -> None:
    """What only runs where the served module is a script, and what tests do, replaces nothing; a command or a script of its own does, for someone may run it."""
    files = {"app.py": MIGRATED, "Procfile": "web: gunicorn app:app\n", ".gitignore": "migrations/\n", **more}
    found = check("untracked-migrations", files)
    assert [place for place, _, _ in found] == [".gitignore"] * count

"""Addresses that stand in the files of migrations, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
"""
MADE = """from alembic import context
from sqlalchemy import engine_from_config, pool
config = context.config
{}
def run():
    connectable = engine_from_config({}, prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection)
run()
"""
SECTION = "config.get_section(config.config_ini_section, {})"
INI = "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = {}\n\n[loggers]\nkeys = root\n"
LOCAL = "postgresql://localhost/shop"
REVISION = "revision = 'aaaa1111'\ndown_revision = None\n"


def found(
    environment: str, url: str = LOCAL, command: str = "alembic upgrade head", app: str = APP
) -> list[tuple[str, int, str]]:
    files: dict[str, str | bytes] = {
        "app.py": app,
        "Procfile": f"release: {command}\nweb: gunicorn app:app\n",
        "alembic.ini": INI.format(url),
        "migrations/env.py": environment,
        "migrations/versions/1.py": REVISION,
    }
    return check("hard-coded-migration-url", files)


FOUND = [("alembic.ini", 3, "warning")]


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        (MADE.format("", SECTION), LOCAL),
        (MADE.format("", "config.get_section('alembic')"), LOCAL),
        (MADE.format("section = 1", SECTION), "sqlite:///shop.db"),
        (MADE.format("", SECTION), "mysql+pymysql://root:secret@127.0.0.1/shop"),
        (
            MADE.format("", SECTION).replace("def run():\n", f"def run():\n    section = {SECTION}\n")
            .replace(f"config({SECTION}", "config(section"),
            LOCAL,
        ),
    ],
)  # fmt: skip
def test_the_file(environment: str, url: str) -> None:
    assert found(environment, url) == FOUND


def test_the_environment_itself() -> None:
    environment = MADE.format(f'config.set_main_option("sqlalchemy.url", "{LOCAL}")', SECTION)
    assert found(environment, "driver://user:pass@localhost/dbname") == [("migrations/env.py", 4, "warning")]


@pytest.mark.parametrize(
    "environment",
    [
        MADE.format("import os\nconfig.set_main_option('sqlalchemy.url', os.environ['DATABASE_URL'])", SECTION),
        MADE.format("from app import app\nconfig.set_main_option('sqlalchemy.url', app.config['URL'])", SECTION),
        MADE.format("config.set_section_option('alembic', 'sqlalchemy.url', url())", SECTION),
        MADE.format("", SECTION).replace("engine_from_config(", "create_engine(url() or "),
        MADE.format("from app import db", "db.engine"),
        MADE.format("", SECTION).replace("def run():\n", f"def run():\n    section = {SECTION}\n    section['sqlalchemy.url'] = url()\n")
        .replace(f"config({SECTION}", "config(section"),
        MADE.format("", SECTION).replace(", prefix", ", url=url(), prefix"),
        MADE.format("if not config.get_main_option('x'):\n    config.set_main_option('sqlalchemy.url', 'postgresql://a/b')", SECTION),
    ],
)  # fmt: skip
def test_the_application_says_it(environment: str) -> None:
    assert not found(environment)


@pytest.mark.parametrize(
    ("url", "command", "app"),
    [
        ("driver://user:pass@localhost/dbname", "alembic upgrade head", APP),
        ("%(DATABASE_URL)s", "alembic upgrade head", APP),
        (LOCAL, "alembic -c other.ini upgrade head", APP),
        (LOCAL, "true", APP),
        (LOCAL, "alembic upgrade head", APP.replace('os.environ["DATABASE_URL"]', f'"{LOCAL}"')),
        (LOCAL, "alembic upgrade head", APP.replace('["DATABASE_URL"]', f'.get("DATABASE_URL", "{LOCAL}")')),
    ],
)
def test_nothing_uses_another(url: str, command: str, app: str) -> None:
    assert not found(MADE.format("", SECTION), url, command, app)

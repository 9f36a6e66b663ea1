"""Loggers that an alembic.ini leaves out, and look-alikes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

INI = "[alembic]\n\n[loggers]\nkeys = root,sqlalchemy,alembic\n\n[handlers]\nkeys = console\n"
ENV = (
    "from logging.config import fileConfig\nfrom alembic import context\nfileConfig(context.config.config_file_name)\n"
)
FILES = {
    "app.py": FLASK,
    "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
    "migrations/env.py": ENV,
    "migrations/alembic.ini": INI,
    "migrations/versions/1.py": "revision = 'a1'\ndown_revision = None\n",
}


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({}, [4]),
        ({"migrations/alembic.ini": INI.replace("keys = root", "keys: root")}, [4]),
        ({"Procfile": "web: flask db upgrade && gunicorn app:app\n"}, [4]),
        ({"requirements.txt": "flask-migrate==4.1.0\n"}, [4]),
        ({"migrations/alembic.ini": INI.replace("alembic\n", "alembic,flask_migrate\n")}, []),
        ({"migrations/env.py": ENV.replace("name)", "name, disable_existing_loggers=False)")}, []),
        ({"migrations/env.py": "from alembic import context\n"}, []),
        ({"Procfile": "release: alembic upgrade head\nweb: gunicorn app:app\n"}, []),
        ({"Procfile": "web: gunicorn app:app\n"}, []),
        ({"requirements.txt": "flask-migrate==2.5.3\nflask==1.1.4\ngunicorn==20.0.4\n"}, []),
    ],
)
def test_loggers(more: dict[str, str], lines: list[int]) -> None:
    assert [line for _, line, _ in check("silent-migration-errors", {**FILES, **more})] == lines

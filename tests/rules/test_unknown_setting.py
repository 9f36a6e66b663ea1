"""Slips in the names of settings, and names of one's own."""

from __future__ import annotations

import pytest
from checking import FLASK, check

ENGINE = "from flask_sqlalchemy import SQLAlchemy\n" + FLASK


def found(code: str) -> list[tuple[str, int, str]]:
    files = {"app.py": code, "requirements.txt": "flask\nflask-sqlalchemy\n", "Procfile": "web: gunicorn app:app\n"}
    return check("unknown-setting", {**files})


@pytest.mark.parametrize("key", ["SQLALCHEMY_DATABASE_URL", "SQLALCHEMY_DB_URI", "SQLALCHEMY_DATABSE_URI"])
def test_the_database_has_no_address(key: str) -> None:
    assert found(f"{ENGINE}app.config['{key}'] = 'sqlite://'\ndb = SQLAlchemy(app)\n") == [("app.py", 4, "error")]


@pytest.mark.parametrize(
    "line",
    [
        "app.config['SECRETKEY'] = os.urandom(9)",
        "app.config['secret_key'] = 'x'",
        "app.config.update(SESION_COOKIE_SECURE=True)",
        "app.config.from_mapping(MAX_CONTENT_LENGHT=10)",
        "app.config['WTF_CSRF_ENABLE'] = True",
    ],
)
def test_a_slip(line: str) -> None:
    assert found(f"{FLASK}{line}\n") == [("app.py", 3, "warning")]


@pytest.mark.parametrize(
    "lines",
    [
        "app.config['SECRET_KEY'] = 'x'",
        "app.config['SECRETKEY'] = app.config['SECRET_KEY'] = 'x'",
        "app.config['SECRETKEY'] = 'x'\nprint(app.config['SECRETKEY'])",
        "app.config['SHOP_NAME'] = 'x'",
        "app.config['DEBUGS'] = True",
        "app.config['RATELIMIT_STORAGE_URL'] = 'redis://'",
        "app.config['SQLALCHEMY_DATABASE_URL'] = 'sqlite://'\nengine = create_engine(app.config['SQLALCHEMY_DATABASE_URL'])",
    ],
)
def test_read_or_ones_own(lines: str) -> None:
    assert not found(f"{FLASK}{lines}\n")

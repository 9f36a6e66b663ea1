"""Variables that nothing reads beside one that nothing sets, and look-alikes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.units.needs import is_confused

RENDER = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install flask\n  startCommand: gunicorn app:app\n  envVars:\n  - key: {}\n    value: x\n"


def found(given: str, read: str, files: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    code = f"import os\n{FLASK}app.config['A'] = {read}\n"
    return check("unread-variable", {**(files or {}), "app.py": code, "render.yaml": RENDER.format(given)})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("DATABASE_URI", "os.environ.get('DATABASE_URL', 'sqlite:///a.db')"),
        ("SECRETKEY", "os.environ.get('SECRET_KEY')"),
        ("MAIL_PASS", "os.getenv('MAIL_PASSWORD')"),
        ("DB_USERNAME", "os.getenv('DB_USER', 'me')"),
        ("SENDGRID_APIKEY", "os.environ.get('SENDGRID_API_KEY', '')"),
        ("SENTRY_ENVIROMENT", "os.environ.get('SENTRY_ENVIRONMENT', 'dev')"),
    ],
)
def test_confused(given: str, read: str) -> None:
    assert found(given, read) == [("render.yaml", 9, "info")]


@pytest.mark.parametrize(
    ("given", "read", "files"),
    [
        ("DATABASE_URL", "os.environ.get('DATABASE_URL')", {}),
        ("SENTRY_DSN", "os.environ.get('SECRET_KEY')", {}),
        ("SECRETKEY", "os.environ['SECRET_KEY']", {}),
        ("DATABASE_URI", "os.environ.get('DATABASE_URL', 'a')", {"start.sh": "echo $DATABASE_URI\n"}),
        (
            "DATABASE_URI",
            "os.environ.get('DATABASE_URL', 'a')",
            {"bin/remap_env.sh": "export DATABASE_URL=$DATABASE_URI\n"},
        ),
        (
            "DATABASE_URI",
            "os.environ.get('DATABASE_URL', 'a')",
            {"docker/environment.py": "# DATABASE_URI of the host\n"},
        ),
        ("TOKEN_1", "os.environ.get('TOKEN_2')", {}),
        ("SECRETKEY", "(os.environ.get('SECRET_KEY'), os.environ.get('SECRETKEY'))", {}),
    ],
)
def test_not_confused(given: str, read: str, files: dict[str, str]) -> None:
    assert not found(given, read, files)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("FLASK_MAIL_HOST", "MAIL_HOST", True),
        ("SQLALCHEMY_DATABASE_URI", "DATABASE_URL", True),
        ("MAIL_HOST", "MAIL_PORT", False),
        ("DB_HOST", "DB_NAME", False),
        ("KEY", "KEYS", False),
        ("S3_BUCKET", "S4_BUCKET", False),
    ],
)
def test_names(one: str, other: str, expected: bool) -> None:
    assert is_confused(one, other) is expected

"""What looks like a secret, and what is shown of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.known import secrets

GENERATED = "f3a9c1d47be04e2299ab10cdf0" + "7788aa"


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "DB_PASSWORD",
        "MAIL_PASSWORD",
        "API_KEY",
        "STRIPE_SECRET_KEY",
        "SLACK_TOKEN",
        "password",
        "apikey",
        "AWS_SECRET_ACCESS_KEY",
        "SENTRY_DSN",
    ],
)
def test_secret_names(name: str) -> None:
    assert secrets.is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "PASSWORD_MIN_LENGTH",
        "TOKEN_EXPIRES",
        "SECRET_KEY_FILE",
        "PUBLIC_KEY",
        "password_title",
        "DEBUG",
        "DATABASE_URL",
        "STRIPE_PUBLISHABLE_KEY",
        "KEYBOARD",
        "PASSWORD_RESET",
    ],
)
def test_other_names(name: str) -> None:
    assert not secrets.is_secret_name(name)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "changeme",
        "<your key>",
        "your-secret-key",
        "xxxx",
        "****",
        "{{ key }}",
        "TODO",
        "change this in production",
        "password",
        "secret-key-here",
    ],
)
def test_placeholders(value: str) -> None:
    assert secrets.is_placeholder(value)


@pytest.mark.parametrize("value", [GENERATED, "hunter2!", "S3cr3tPa55", "my_precious"])
def test_values_that_are_no_placeholders(value: str) -> None:
    assert not secrets.is_placeholder(value)


@pytest.mark.parametrize(
    "value", ["${X}", "$X", "${{ secrets.X }}", "vault:kv/x", "/run/secrets/db", "op://vault/item"]
)
def test_references(value: str) -> None:
    assert secrets.is_reference(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AKIA" + "ABCDEFGHIJKLMNOP", "AWS access key"),
        ("sk_" + "live_0123456789abcdefXYZ", "Stripe live key"),
        ("gh" + "p_0123456789abcdefghijklmnopqrstuvwxyz", "GitHub token"),
        ("-----BEGIN RSA PRIVATE " + "KEY-----", "private key"),
        ("nothing", None),
    ],
)
def test_tokens(text: str, kind: str | None) -> None:
    assert secrets.known_token(text) == kind


def test_credentials_in_a_url() -> None:
    found = secrets.url_credentials("postgresql://ann:hunter2@db.example.com/x")
    assert found is not None
    assert (found.user, found.password) == ("ann", "hunter2")
    assert secrets.url_credentials("postgresql://db.example.com/x") is None
    assert secrets.url_credentials("postgresql://ann:${PASSWORD}@db/x") is None


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('SECRET_KEY = "hunter2"', 'SECRET_KEY = "…(7 characters)"'),
        ("app.config['SECRET_KEY'] = 'hard to guess string'", "app.config['SECRET_KEY'] = 'har…(20 characters)'"),
        ("SECRET_KEY=abcdefghijklmnop", "SECRET_KEY=abc…(16 characters)"),
        ('SECRET_KEY = os.environ["SECRET_KEY"]', 'SECRET_KEY = os.environ["SECRET_KEY"]'),
        ("url = 'postgres://ann:hunter2@host/db'", "url = 'postgres://ann:…(7 characters)@host/db'"),
        ("DEBUG = True", "DEBUG = True"),
        ("web: gunicorn app:app", "web: gunicorn app:app"),
        ("      SECRET_KEY: ${SECRET_KEY}", "      SECRET_KEY: ${SECRET_KEY}"),
    ],
)
def test_lines(line: str, shown: str) -> None:
    assert secrets.mask_line(line) == shown


@given(st.text(alphabet="abcdefghijkmnpqrstuvwxyzABCDEFGH23456789", min_size=8, max_size=60))
@settings(max_examples=100, deadline=None)
def test_an_assigned_secret_never_shows_more_than_its_first_characters(secret: str) -> None:
    shown = secrets.mask_line(f'SECRET_KEY = "{secret}"')
    kept, sign, rest = shown.partition("= ")[2].strip('"').partition("…")
    assert (sign, rest) == ("…", f"({len(secret)} characters)")
    assert len(kept) <= secrets.SHOWN
    assert secret.startswith(kept)
    assert secrets.mask_line(shown) == shown

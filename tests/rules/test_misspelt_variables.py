"""Variables whose names have a slip that others show, and names that only look like one."""

from __future__ import annotations

import pytest
from checking import FLASK, check

READ = "app.config['{0}'] = os.getenv('{0}')\n"


@pytest.mark.parametrize(
    ("names", "others", "told"),
    [
        ("POSTRGES_USER POSTGRES_HOST POSTGRES_NAME", {}, True),
        ("STRIPE_SECERT POSTMARK_SECRET MAILGUN_SECRET", {}, True),
        ("SECERT_TOKEN", {".env.example": "SECRET_TOKEN=\n"}, True),
        ("SECERT_TOKEN SECRET_TOKEN", {}, True),
        ("SECERT_TOKEN", {"render.yaml": "services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: SECRET_TOKEN\n        sync: false\n"}, True),
        ("POSTRGES_USER POSTGRES_HOST", {}, False),
        ("POSTRGES_USER POSTGRES_HOST POSTGRES_NAME", {"README.md": "Set POSTRGES_USER.\n"}, False),
        ("POSTRGES_USER POSTRGES_HOST POSTGRES_NAME POSTGRES_PORT", {}, False),
        ("SCOPES_NAME SCOPED_HOST SCOPED_USER", {}, False),
        ("TOKENS_A TOKEN_B TOKEN_C", {}, False),
        ("SERVER1_HOST SERVER2_HOST SERVER3_HOST", {}, False),
        ("EMAIL_HOST MAIL_PORT MAIL_USER", {}, False),
        ("driver_httpProxy driver_httpsProxy driver_socksProxy", {}, False),
        ("driver_authKeys driver_oauthKeys", {}, False),
        ("driver_secretname driver_secertname", {}, True),
        ("CONTRACT_USER CONTACT_A CONTACT_B", {"README.md": "A contract.\n"}, False),
    ],
)  # fmt: skip
def test_a_slip_that_others_show(names: str, others: dict[str, str], told: bool) -> None:
    text = f"import os\n{FLASK}{''.join(map(READ.format, names.split()))}"
    # the first name of each row is the one in question: it is read once
    text = text.replace(f"app.config['{names.split()[0]}']", "app.config['FIRST']")
    files = {"app.py": text, "Procfile": "web: gunicorn app:app\n", **others}
    line = FLASK.count("\n") + 2
    assert check("undeclared-variable", files) == ([("app.py", line, "warning")] if told else [])


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("app.config['A'] = os.getenv('STORE_BACKEND') or os.getenv('STORE_BECKEND', '0')", False),
        ("app.config['A'] = os.environ.get('STORE_BACKEND', os.environ.get('STORE_BECKEND'))", False),
        ("app.config['A'] = os.environ['STORE_BECKEND'] if 'STORE_BECKEND' in os.environ else os.getenv('STORE_BACKEND')", False),
        ("app.config['A'] = os.getenv('STORE_BACKEND')\nif not app.config['A']:\n    app.config['A'] = os.getenv('STORE_BECKEND')", False),
        ("app.config.update(A=os.getenv('STORE_BECKEND') or os.getenv('STORE_BACKEND'))", False),
        ("app.config['A'] = os.getenv('STORE_BACKEND')\napp.config['B'] = os.getenv('STORE_BECKEND')", True),
        ("app.config['A'] = os.getenv('STORE_BACKEND') or '0'\napp.config['B'] = os.getenv('STORE_BECKEND') or '1'", True),
    ],
)  # fmt: skip
def test_a_slip_that_the_code_knows_of(read: str, told: bool) -> None:
    """Who asks for both names for one thing keeps an old one alive."""
    files = {"app.py": f"import os\n{FLASK}{read}\n", "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("undeclared-variable", files)) is told

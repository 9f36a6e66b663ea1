"""When a random key is a mistake, and how bad it is: what the workers share, what is only a default, what the start command exports."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

HEAD = f"import os, secrets, uuid\n{FLASK}"
DEFAULT = "app.secret_key = os.environ.get('KEY') or secrets.token_hex(16)"
FIELD = "from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    SECRET_KEY: str = {}\napp.config.from_object(S())"
RENDER = "services:\n  - type: web\n    name: w\n    runtime: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: {}\n        generateValue: true\n"
IMAGE = "FROM python:3.13-slim\nCOPY . .\nRUN pip install flask gunicorn\nCMD ./start.sh\n"


def told(code: str, **files: str) -> list[tuple[str, str]]:
    found = problems(
        "random-secret-key", {"app.py": f"{HEAD}{code}\n", **{k.replace("_", "."): v for k, v in files.items()}}
    )
    return [(problem.severity or "error", problem.message) for problem in found]


@pytest.mark.parametrize(
    ("command", "severity"),
    [
        ("gunicorn app:app", "error"),
        ("gunicorn -w 4 app:app", "error"),
        ("gunicorn --preload -w 4 app:app", "warning"),
        ("gunicorn --workers 1 app:app", "warning"),
        ("gunicorn -w $WORKERS app:app", "error"),
        ("flask run", "warning"),
    ],
)
def test_what_workers_share(command: str, severity: str) -> None:
    [(found, message)] = told("app.secret_key = os.urandom(16)", Procfile=f"web: {command}\n")
    assert found == severity
    assert ("each worker" in message) is (severity == "error")


@pytest.mark.parametrize("files", [{}, {"Procfile": "web: serve app\n"}])
def test_a_server_that_nobody_knows(files: dict[str, str]) -> None:
    [(severity, message)] = told("app.secret_key = os.urandom(16)\nif __name__ == '__main__':\n    app.run()", **files)
    assert (severity, "where there are several workers" in message) == ("warning", True)


def test_a_script_that_serves_by_itself() -> None:
    code = "app.secret_key = os.urandom(16)\nif __name__ == '__main__':\n    app.run()"
    [(severity, message)] = told(code, Procfile="web: python app.py\n")
    assert (severity, "worker" in message) == ("warning", False)


@pytest.mark.parametrize(
    "code",
    [
        DEFAULT,
        "app.secret_key = os.environ.get('KEY', os.urandom(16))",
        "app.secret_key = os.environ.get('KEY', str(uuid.uuid4()))",
        "key = os.getenv('KEY')\nif key is None:\n    key = secrets.token_hex(16)\napp.secret_key = key",
        FIELD.format("Field(default_factory=lambda: secrets.token_hex(16))").replace("SECRET_KEY", "KEY").replace("from_object(S())", "update(SECRET_KEY=S().KEY)"),
    ],
)  # fmt: skip
def test_a_default_says_that_it_is_one(code: str) -> None:
    [(severity, message)] = told(code, Procfile="web: gunicorn app:app\n")
    assert severity == "warning"  # as a written default is
    assert message.startswith("When KEY is not set on the host, ")
    [(severity, message)] = told(code, render_yaml=RENDER.format("KEY"))
    assert severity == "info"
    assert message.startswith("KEY is declared")


@pytest.mark.parametrize(
    ("script", "severities"),
    [
        ("export KEY=$(openssl rand -hex 32)", ["warning"]),
        (
            'if [ -z "$KEY" ]; then\n  export KEY=$(python -c "import secrets; print(secrets.token_hex())")\nfi',
            ["warning"],
        ),
        (': "${KEY:=$(uuidgen)}"\nexport KEY', ["warning"]),
        ("export KEY=$(cat /run/secrets/key)", []),
        ("export KEY", ["warning"]),
        ('if [ -n "$HOME_RUN" ]; then\n  export KEY=$(openssl rand -hex 32)\nfi', ["warning"]),
        ("KEY=$(openssl rand -hex 32)", ["warning"]),
    ],
)
def test_what_the_start_command_exports(script: str, severities: list[str]) -> None:
    text = f"#!/bin/sh\n{script}\nexec gunicorn -w 4 -b 0.0.0.0:80 app:app\n"
    assert [severity for severity, _ in told(DEFAULT, Dockerfile=IMAGE, start_sh=text)] == severities


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("os.getenv('SHOP_KEY', os.urandom(24))", "SHOP_KEY"),
        ("os.environ.get('SHOP_KEY') or secrets.token_hex(16)", "SHOP_KEY"),
        ("os.urandom(24)", "SECRET_KEY"),
    ],
)
def test_the_help_names_the_variable_that_is_read(value: str, named: str) -> None:
    files = {"app.py": f"{HEAD}app.secret_key = {value}\n", "Procfile": "web: gunicorn -w 2 app:app\n"}
    [problem] = problems("random-secret-key", files)
    assert f'variables as {named} and read os.environ["{named}"]' in (problem.help or "")

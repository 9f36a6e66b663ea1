"""Secrets in the log, and what is no secret, or not all of it."""

from __future__ import annotations

import pytest
from checking import FLASK, check

START = "import logging\nimport os\n" + FLASK + "TOKEN = os.environ['API_TOKEN']\n"


def found(lines: str) -> list[tuple[str, int, str]]:
    return check("printed-secret", {"app.py": START + lines, "Procfile": "web: gunicorn app:app\n"})


@pytest.mark.parametrize(
    "line",
    [
        "print(TOKEN)",
        "print('token: ' + TOKEN)",
        "print('token: %s' % TOKEN)",
        "print(f'token: {os.environ.get(\"DB_PASSWORD\")}')",
        "logging.warning('token %s', TOKEN)",
        "app.logger.error(TOKEN)",
        "print(repr(TOKEN))",
        "print('token: ' + str(TOKEN))",
        "app.config['API_TOKEN'] = TOKEN\nprint(f\"token: {repr(app.config['API_TOKEN'])}\")",
        "print(os.environ)",
        "def show(value):\n    pass\nprint(os.getenv('SECRET_KEY'))",
    ],
)
def test_printed(line: str) -> None:
    assert [path for path, _, _ in found(line + "\n")] == ["app.py"]


@pytest.mark.parametrize(
    "line",
    [
        "print(bool(TOKEN))",
        "print(repr(TOKEN[:4]))",
        "print(str(len(TOKEN)))",
        "print(len(TOKEN), TOKEN is not None)",
        "print(TOKEN[:4])",
        "print('*' * len(TOKEN))",
        "print(os.environ['HOME'])",
        "print('API_TOKEN')",
        "app.logger.info(TOKEN)",
        "if app.debug:\n    print(TOKEN)",
        "if not TOKEN:\n    print('missing', TOKEN)",
        "@app.cli.command('show')\ndef show():\n    print(TOKEN)",
        "def unused():\n    print(TOKEN)",
        "mailer = open('x')\nmailer.error(TOKEN)",
    ],
)
def test_not_printed(line: str) -> None:
    assert not found(line + "\n")

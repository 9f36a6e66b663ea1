"""Variables that a start uses as if they were set."""

from __future__ import annotations

import pytest
from checking import check

START = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}
TOP = "import os\nfrom flask import Flask\n\napp = Flask(__name__)\n"
PORT = "app.config['MAIL_PORT'] = int(os.environ.get('SMTP_PORT'))\n"


@pytest.mark.parametrize(
    "code",
    [
        PORT,
        "url = os.environ.get('SHOP_URL').replace('a', 'b')\n",
        "url = os.getenv('SHOP_URL').lower()\n",
        "names = os.getenv('NAMES').split(',')\n",
    ],
)
def test_used(code: str) -> None:
    assert check("variable-without-default", {**START, "app.py": TOP + code}) == [("app.py", 5, "warning")]


@pytest.mark.parametrize(
    "files",
    [
        {"app.py": TOP + "app.config['MAIL_PORT'] = int(os.environ.get('SMTP_PORT', 25))\n"},
        {"app.py": TOP + "app.config['MAIL_PORT'] = int(os.environ.get('SMTP_PORT') or 25)\n"},
        {"app.py": TOP + "port = os.environ.get('SMTP_PORT')\nif port:\n    port = int(port)\n"},
        {"app.py": TOP + "app.config['MAIL'] = os.environ.get('SMTP_PORT')\n"},
        {"app.py": TOP + "try:\n    port = int(os.environ.get('SMTP_PORT'))\nexcept TypeError:\n    port = 25\n"},
        {"app.py": TOP + "port = int(os.environ.get('PORT'))\n"},
        {"app.py": TOP + "@app.get('/')\ndef index():\n    return str(int(os.environ.get('SMTP_PORT')))\n"},
        {"app.py": TOP + PORT, "README.md": "Set SMTP_PORT.\n"},
        {"app.py": TOP + PORT, ".env.example": "SMTP_PORT=25\n"},
    ],
)
def test_copes_or_said(files: dict[str, str]) -> None:
    assert not check("variable-without-default", {**START, **files})

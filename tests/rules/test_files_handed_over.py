"""Variables that a file may bring which the service is given and git does not have."""

from __future__ import annotations

import pytest
from checking import check

APP = (
    "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom redis import Redis\napp = Flask(__name__)\n"
    "app.secret_key = os.environ.get('SHOP_KEY', 'kd93hf84bvn2')\n"
    "app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('SHOP_DATABASE', 'sqlite:///shop.db')\n"
    "db = SQLAlchemy(app)\ncache = Redis(host=os.environ.get('SHOP_REDIS', 'localhost'))\n"
)
IMAGE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
COMPOSE = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 app:app\n{}    environment:\n      MODE: production\n"
RULES = ("fallback-secret-key", "sqlite-fallback", "loopback-service")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("given", "more", "severity"),
    [
        ("", {}, "warning"),
        ("    env_file: shop.env\n", {}, "info"),
        ("    env_file: [first.env, second.env]\n", {"first.env": "A=b\n"}, "info"),
        ("    env_file: first.env\n", {"first.env": "A=b\n"}, "warning"),
        ("    env_file: .env\n", {".env.example": "SHOP_KEY=\nSHOP_DATABASE=\nSHOP_REDIS=\n"}, "info"),
        ("    env_file: .env\n", {".env.example": "ANOTHER=\n"}, "warning"),  # what is copied lacks them
    ],
)
def test_defaults(rule: str, given: str, more: dict[str, str], severity: str) -> None:
    files = {
        "app.py": APP,
        "requirements.txt": "flask\ngunicorn\nredis\nflask-sqlalchemy\n",
        "Dockerfile": IMAGE,
        "compose.yaml": COMPOSE.format(given),
        **more,
    }
    assert [found for _, _, found in check(rule, files)] == [severity]

"""Cookies whose protection production takes away."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nfrom flask import Flask, session\nfrom config import *\napp = Flask(__name__)\napp.secret_key = os.environ['K']\n"
LOGIN = "@app.post('/login')\ndef login():\n    session['user'] = 1\n    return ''\n"
CONFIG = """class Config:
    SESSION_COOKIE_SECURE = False
class ProductionConfig(Config):
    SESSION_COOKIE_SECURE = True
class DevelopmentConfig(Config):
    pass
"""
WEB: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}


def found(body: str, login: str = LOGIN, config: str = CONFIG, **files: str) -> list[tuple[str, int]]:
    whole: dict[str, str | bytes] = {**WEB, "app.py": HEAD + body + login, "config.py": config, **files}
    return [(path, line) for path, line, _ in check("insecure-cookies", whole)]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("app.config['SESSION_COOKIE_SECURE'] = False\n", ("app.py", 6)),
        ("app.config.update(REMEMBER_COOKIE_SECURE=False)\n", ("app.py", 6)),
        ("app.config['SESSION_COOKIE_HTTPONLY'] = False\n", ("app.py", 6)),
        ("app.config['SESSION_COOKIE_SAMESITE'] = 'None'\n", ("app.py", 6)),
        ("app.config.from_object(Config)\n", ("config.py", 2)),
    ],
)
def test_taken_away(body: str, place: tuple[str, int]) -> None:
    assert found(body) == [place]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "app.config.from_object(ProductionConfig)\n",
        "app.config['SESSION_COOKIE_SECURE'] = os.environ.get('SECURE') == '1'\n",
        "app.config['SESSION_COOKIE_SECURE'] = not app.debug\n",
        "app.config['SESSION_COOKIE_SECURE'] = False\napp.config['SESSION_COOKIE_SECURE'] = True\n",
        "app.config.update(SESSION_COOKIE_SAMESITE='None', SESSION_COOKIE_SECURE=True)\n",
        "app.config['SESSION_COOKIE_SAMESITE'] = 'Lax'\n",
        "app.config['SESSION_COOKIE_SAMESITE'] = None\n",
        "from flask_talisman import Talisman\nTalisman(app)\napp.config['SESSION_COOKIE_SECURE'] = False\n",
    ],
)
def test_look_alikes(body: str) -> None:
    assert found(body) == []


def test_no_session_and_no_https() -> None:
    body = "app.config['SESSION_COOKIE_SECURE'] = False\n"
    assert found(body, "") == []
    image = (
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
    )
    assert found(body, Procfile="", Dockerfile=image) == []

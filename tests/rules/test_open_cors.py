"""Origins that may call with cookies: every one, or those that are named."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nfrom flask import Flask, session\nfrom flask_cors import CORS\napp = Flask(__name__)\napp.secret_key = os.environ['K']\n"
LOGIN = "@app.post('/login')\ndef login():\n    session['user'] = 1\n    return ''\n"
WEB: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn app:app\n",
    "requirements.txt": "flask\ngunicorn\nflask-cors\n",
}


def found(body: str, login: str = LOGIN) -> list[int]:
    return [line for _, line, _ in check("open-cors", {**WEB, "app.py": HEAD + body + login})]


@pytest.mark.parametrize(
    "body",
    [
        "CORS(app, supports_credentials=True)\n",
        "CORS(app, origins='*', supports_credentials=True)\n",
        "CORS(app, origins=['*'], supports_credentials=True)\n",
        "CORS(app, resources={'/api/*': {'origins': '*'}, '/x': {'origins': 'https://a.example'}}, supports_credentials=True)\n",
        "CORS(app, resources=r'/api/*', supports_credentials=True)\n",
        "ALL = ['*']\nCORS().init_app(app, origins=ALL, supports_credentials=True)\n",
    ],
)
def test_every_origin(body: str) -> None:
    assert len(found(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "CORS(app)\n",
        "CORS(app, origins='*')\n",
        "CORS(app, supports_credentials=False)\n",
        "CORS(app, origins=['https://shop.example'], supports_credentials=True)\n",
        "CORS(app, origins=os.environ['WEB'], supports_credentials=True)\n",
        "CORS(app, origins=os.environ.get('WEB', '*'), supports_credentials=True)\n",
        "CORS(app, resources={'/api/*': {'origins': 'https://shop.example'}}, supports_credentials=True)\n",
        "OPTIONS = {'origins': ['https://shop.example']}\nCORS(app, supports_credentials=True, **OPTIONS)\n",
        "app.config['CORS_ORIGINS'] = ['https://shop.example']\nCORS(app, supports_credentials=True)\n",
        "CORS(app, supports_credentials=bool(os.environ.get('C')))\n",
    ],
)
def test_look_alikes(body: str) -> None:
    assert found(body) == []


def test_without_cookies() -> None:
    assert found("CORS(app, supports_credentials=True)\n", "") == []

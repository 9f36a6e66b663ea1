"""Origins in the code that let only a developer's own front end in."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nfrom flask import Flask, render_template\nfrom flask_cors import CORS\napp = Flask(__name__)\n"
WEB: dict[str, str | bytes] = {"requirements.txt": "flask\ngunicorn\nflask-cors\n"}
HEROKU: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n"}
LOCAL = "CORS(app, origins=['http://localhost:3000'])\n"


def found(body: str, files: dict[str, str | bytes] = HEROKU) -> list[int]:
    return [line for _, line, _ in check("loopback-cors-origin", {**WEB, "app.py": HEAD + body, **files})]


@pytest.mark.parametrize(
    "body",
    [
        LOCAL,
        "CORS(app, origins='http://127.0.0.1:5173')\n",
        "CORS(app, resources={'/api/*': {'origins': ['http://localhost:3000', 'http://127.0.0.1:3000']}})\n",
        "WEB = ['http://localhost:3000']\nCORS(app, resources={r'/*': {'origins': WEB}}, supports_credentials=True)\n",
        "cors = CORS()\ncors.init_app(app, origins=('http://localhost:8080',))\n",
        "CORS(app, origins=os.environ.get('WEB', 'http://localhost:3000'))\n",
        "WEB = os.getenv('WEB', 'http://localhost:3000,http://127.0.0.1:3000').split(',')\nCORS(app, origins=WEB)\n",
    ],
)
def test_nothing_but_the_own_machine(body: str) -> None:
    assert len(found(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "CORS(app)\n",
        "CORS(app, origins=[])\n",
        "CORS(app, origins=['http://localhost:3000', 'https://shop.example'])\n",
        "CORS(app, origins=['http://localhost:3000', os.environ['WEB']])\n",
        "CORS(app, origins=['http://localhost:3000', *os.environ['WEB'].split(',')])\n",
        LOCAL + "@app.get('/')\ndef index():\n    return render_template('index.html')\n",
        "if app.debug:\n    " + LOCAL,
        "if __name__ == '__main__':\n    " + LOCAL,
    ],
)
def test_look_alikes(body: str) -> None:
    assert found(body) == []


def test_where_no_host_is_named() -> None:
    unit = "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn app:app\n"
    assert found(LOCAL, {"shop.service": unit}) == []
    assert found(LOCAL, {}) == []


def test_a_variable_that_the_host_sets() -> None:
    body = "CORS(app, origins=os.environ.get('WEB', 'http://localhost:3000'))\n"
    declared = "services:\n- type: web\n  name: shop\n  runtime: python\n  startCommand: gunicorn app:app\n  envVars:\n  - key: {}\n    value: https://shop.example\n"
    assert found(body, {"render.yaml": declared.format("WEB")}) == []
    assert found(body, {"render.yaml": declared.format("ORIGIN")}) == [5]

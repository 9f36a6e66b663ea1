"""Headers of a proxy that are believed where none stands before the server."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask, request, url_for\nfrom werkzeug.middleware.proxy_fix import ProxyFix\napp = Flask(__name__)\n"
ASKED = "@app.get('/')\ndef index():\n    return request.remote_addr\n"
LINKED = "@app.get('/')\ndef index():\n    return url_for('index', _external=True)\n"
IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:8000 web:app\n"
PUBLISHED = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n"
FIX = "app.wsgi_app = ProxyFix(app.wsgi_app)\n"


def found(text: str, compose: str = PUBLISHED, **files: str) -> list[str]:
    """The severities of what the rule says of an app behind a Compose file."""
    every = {"web.py": APP + text, "Dockerfile": IMAGE, "compose.yaml": compose, **files}
    return [severity for _, _, severity in check("overtrusted-proxy", every)]


BELIEVED = [
    FIX + ASKED,
    "app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_host=1)\n" + LINKED,
    "app.wsgi_app = ProxyFix(app.wsgi_app, 2)\n" + ASKED,
    "def make():\n    app.wsgi_app = ProxyFix(app.wsgi_app)\n    return app\nmake()\n" + ASKED,
]


@pytest.mark.parametrize("text", BELIEVED)
def test_believed(text: str) -> None:
    assert found(text) == ["warning"]


HARMLESS = [
    ASKED,
    "app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0)\n" + ASKED,
    FIX + LINKED,
    "import os\nif os.environ.get('PROXIED'):\n    app.wsgi_app = ProxyFix(app.wsgi_app)\n" + ASKED,
    "import os\napp.wsgi_app = ProxyFix(app.wsgi_app, x_for=int(os.environ.get('PROXIES', '0')))\n" + ASKED,
    "if __name__ == '__main__':\n    app.wsgi_app = ProxyFix(app.wsgi_app)\n" + ASKED,
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    assert not found(text)


BEHIND = [
    PUBLISHED + "  front:\n    image: nginx:1.29\n    ports: ['443:443']\n",
    PUBLISHED + "  front:\n    image: caddy:2\n",
    PUBLISHED.replace("80:8000", "127.0.0.1:8000:8000"),
    PUBLISHED.replace("ports: ['80:8000']", "expose: ['8000']"),
    PUBLISHED + "    volumes: ['.:/app']\n",
]


@pytest.mark.parametrize("compose", BEHIND)
def test_behind(compose: str) -> None:
    assert not found(FIX + ASKED, compose)


def test_behind_the_machines_own() -> None:
    site = "server {\n    location / {\n        proxy_pass http://127.0.0.1:80;\n    }\n}\n"
    assert not found(FIX + ASKED, **{"deploy/nginx.conf": site})

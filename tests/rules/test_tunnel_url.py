"""Addresses of tunnels where they are used, and where they are only allowed or told."""

from __future__ import annotations

import pytest
from checking import FLASK, check

CODE = FLASK + "import requests\n@app.get('/')\ndef index():\n    return {}\n"


def found(expression: str) -> list[tuple[str, int, str]]:
    return check("tunnel-url", {"app.py": CODE.format(expression), "Procfile": "web: gunicorn app:app\n"})


@pytest.mark.parametrize(
    "url",
    [
        "https://1a2b.ngrok.io/hook",
        "https://a-b.ngrok-free.app",
        "http://quick-brown.trycloudflare.com/x",
        "https://me.loca.lt",
        "https://x-8000.app.github.dev/",
        "https://8000-me-shop-1.ws-eu1.gitpod.io/",
    ],
)
def test_it_is_asked(url: str) -> None:
    assert found(f"requests.get('{url}').text") == [("app.py", 6, "warning")]


@pytest.mark.parametrize(
    "expression",
    [
        "requests.get('https://ngrok.com/docs').text",
        "requests.get('https://dashboard.ngrok.com/').text",
        "requests.get('https://ngrok.io.example.com/').text",
        "'yes' if app.config['URL'] == 'https://1a2b.ngrok.io' else ''",
        "'see https://1a2b.ngrok.io for more'",
        "str(app.config['URL'] in ['https://1a2b.ngrok.io'])",
    ],
)
def test_it_is_not_used(expression: str) -> None:
    assert not found(expression)


def test_in_a_variable() -> None:
    text = "services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: API\n        value: https://1a2b.ngrok.io\n"
    assert check("tunnel-url", {"app.py": FLASK, "render.yaml": text}) == [("render.yaml", 8, "warning")]


def test_a_page_that_nobody_gets() -> None:
    page = '<!-- <a href="https://1a2b.ngrok.io">a</a> --><code>https://1a2b.ngrok.io</code>'
    assert not check("tunnel-url", {"app.py": FLASK, "templates/index.html": page})

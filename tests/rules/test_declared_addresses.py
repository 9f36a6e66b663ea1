"""Addresses of the machine itself that a platform file declares: what the code does with a variable tells, not its name."""

from __future__ import annotations

import pytest
from checking import check, problems

HEAD = "import os\nfrom flask import Flask, redirect\napp = Flask(__name__)\n"
IMAGE = 'FROM python:3.13-slim\nWORKDIR /a\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
COMPOSE = "services:\n  web:\n    build: .\n    environment:\n      {0}\n"
RENDER = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install flask\n  startCommand: gunicorn app:app\n  envVars:\n  - key: {0}\n    value: {1}\n"


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("JOBS: redis://127.0.0.1:6379/2", "import redis\nr = redis.from_url(os.environ['JOBS'])\n"),
        ("JOBS: redis://localhost", "import redis\nr = redis.Redis.from_url(os.getenv('JOBS', 'redis://jobs'))\n"),
        ("WHERE: localhost", "import pymysql\n@app.get('/')\ndef index():\n    return str(pymysql.connect(host=os.environ['WHERE']))\n"),
        ("DSN: postgresql://u:${P}@localhost/a", "import psycopg\nDSN = os.environ['DSN']\nc = psycopg.connect(DSN)\n"),
    ],
)  # fmt: skip
def test_what_a_client_is_given(declared: str, code: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + code,
        "Dockerfile": IMAGE,
        "compose.yaml": COMPOSE.format(declared),
    }
    assert check("loopback-service", files) == [("compose.yaml", 5, "error")]
    assert [r.place.path for p in problems("loopback-service", files) for r in p.related] == ["app.py"]
    away = declared.replace("localhost", "store").replace("127.0.0.1", "store")
    assert check("loopback-service", files | {"compose.yaml": COMPOSE.format(away)}) == []


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("JOBS: redis://127.0.0.1:6379/2", "print(os.environ['JOBS'])\n"),  # no client gets it
        ("JOBS: redis://127.0.0.1:6379/2", "import redis\nr = redis.from_url(os.environ['OTHER'])\n"),
    ],
)
def test_what_no_client_is_given(declared: str, code: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + code,
        "Dockerfile": IMAGE,
        "compose.yaml": COMPOSE.format(declared),
    }
    assert check("loopback-service", files) == []


ASKED = "import requests\n@app.get('/')\ndef index():\n    return requests.get(os.environ['BASE'] + '/x').text\n"
SENT = "@app.get('/')\ndef index():\n    return redirect(f\"{os.environ['BASE']}/x\")\n"
BACK = "from requests_oauthlib import OAuth2Session\n@app.get('/')\ndef index():\n    return OAuth2Session('a', redirect_uri=os.environ['BASE']).x\n"


NEXT = "@app.get('/')\ndef index():\n    return redirect('https://login.example.org/?next=' + os.environ['BASE'])\n"
FILLED = "LOGIN = 'https://login.example.org/?next={}/back'\n@app.get('/')\ndef index():\n    return redirect(LOGIN.format(os.environ['BASE']))\n"
NAMED = "BACK = os.environ['BASE']\n@app.get('/')\ndef index():\n    return redirect(f'https://login.example.org/?a=1&next={BACK}')\n"


@pytest.mark.parametrize("code", [ASKED, SENT, BACK, NEXT, FILLED, NAMED])
def test_what_is_asked_and_where_visitors_are_sent(code: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + code,
        "render.yaml": RENDER.format("BASE", "http://localhost:5000"),
    }
    assert check("hard-coded-loopback", files) == [("render.yaml", 9, "error")]
    assert check("hard-coded-loopback", files | {"render.yaml": RENDER.format("BASE", "https://a.example.org")}) == []
    assert check("hard-coded-loopback", files | {"render.yaml": RENDER.format("OTHER", "http://localhost:5000")}) == []


def test_visitors_of_containers_may_sit_at_the_machine() -> None:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + SENT,
        "Dockerfile": IMAGE,
        "compose.yaml": COMPOSE.format("BASE: http://localhost:3000"),
    }
    assert check("hard-coded-loopback", files) == [("compose.yaml", 5, "warning")]
    asked = files | {"app.py": HEAD + ASKED}
    assert check("hard-coded-loopback", asked) == [("compose.yaml", 5, "error")]
    own = {"compose.yaml": COMPOSE.format("BASE: http://localhost:8000")}
    assert check("hard-coded-loopback", asked | own) == []  # its own server answers there

"""What the start leaves running beside the server, what a volume keeps, and who a decorator of the repository lets pass."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REQUIREMENTS = "flask\ngunicorn\nrequests\nflask-sqlalchemy\n"
DOCKERFILE = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n{more}CMD {start}\n"
ASKS = FLASK + "import os, requests\n\n@app.route('/')\ndef index():\n    return requests.get({address}).text\n"
FIXED = "'http://127.0.0.1:8765/state'"
DEFAULT = "os.getenv('PROXY', 'http://127.0.0.1:8765')"


def image(start: str, code: str, more: str = "", **others: str) -> dict[str, str | bytes]:
    return {
        "app.py": code,
        "proxy.py": "print(1)\n",
        "requirements.txt": REQUIREMENTS,
        "Dockerfile": DOCKERFILE.format(start=start, more=more),
        **others,
    }


@pytest.mark.parametrize("address", [FIXED, DEFAULT])
@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("python proxy.py & gunicorn -b :8000 app:app", 0),
        ("sh start.sh", 0),
        ("python -m proxy & exec gunicorn -b :8000 app:app", 0),
        ("gunicorn -b :8000 app:app & python proxy.py & wait", 0),
        ("gunicorn -b :8000 app:app", 1),
        ("gunicorn -b :8000 app:app & sleep infinity", 1),
        ("sleep 5 & gunicorn -b :8000 app:app", 1),
        ("python proxy.py && gunicorn -b :8000 app:app", 1),
    ],
)
def test_programs_left_running(start: str, found: int, address: str) -> None:
    files = image(start, ASKS.format(address=address))
    files["start.sh"] = "#!/bin/sh\npython proxy.py &\nexec gunicorn -b :8000 app:app\n"
    assert len(check("hard-coded-loopback", files)) == found


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("CMD exec gunicorn --bind :8765 proxy:app\n", 0),
        ("EXPOSE 8765\nCMD python proxy.py\n", 0),
        ('ENTRYPOINT ["gunicorn", "-b", "0.0.0.0:8765", "proxy:app"]\n', 0),
        ("CMD exec gunicorn --bind :9000 proxy:app\n", 1),
        ("RUN pip install x==8765\nCMD python proxy.py\n", 1),
    ],
)
def test_another_image_of_the_repository(other: str, found: int) -> None:
    files = image("gunicorn -b :8000 app:app", ASKS.format(address=DEFAULT))
    files["proxy/Dockerfile"] = f"FROM python:3.12\nCOPY . .\n{other}"
    assert len([f for f in check("hard-coded-loopback", files) if f[0] == "app.py"]) == found


def test_one_machine_each_is_told() -> None:
    """Where a file says how the images run, they have addresses of their own."""
    files = image("gunicorn -b :8000 app:app", ASKS.format(address=DEFAULT))
    files["proxy/Dockerfile"] = "FROM python:3.12\nCOPY . .\nEXPOSE 8765\nCMD python proxy.py\n"
    files["docker-compose.yml"] = (
        "services:\n  web:\n    build: .\n    ports: ['8000:8000']\n  proxy:\n    build: ./proxy\n"
    )
    assert check("hard-coded-loopback", files)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("response.headers.add('Access-Control-Allow-Origin', 'http://localhost:8080')", 0),
        ("response.headers['Access-Control-Allow-Origin'] = 'http://localhost:8080'", 0),
        ("response.headers.update({'Access-Control-Allow-Origin': 'http://localhost:8080'})", 0),
        ("requests.get('https://acme.io', headers={'Referer': 'http://localhost:8080'})", 0),
        ("requests.get('http://localhost:8080', headers={'Accept': 'text/html'})", 1),
    ],
)
def test_headers_call_nobody(line: str, found: int) -> None:
    code = FLASK + f"import requests\n\n@app.after_request\ndef after(response):\n    {line}\n    return response\n"
    assert len(check("hard-coded-loopback", image("gunicorn -b :8000 app:app", code))) == found


OPENS = (
    "import sqlite3\n"
    + FLASK
    + "\n@app.route('/')\ndef index():\n    c = sqlite3.connect({path})\n    c.execute('insert into x values (1)')\n    c.commit()\n    return ''\n"
)
ALCHEMY = (
    FLASK
    + "from flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = {path}\ndb = SQLAlchemy(app)\n"
)
COMPOSE = (
    "services:\n  web:\n    build: .\n    ports: ['8000:8000']\n    volumes:\n    - data:{to}\nvolumes:\n  data: {{}}\n"
)


@pytest.mark.parametrize(
    ("code", "path", "to", "found"),
    [
        (OPENS, "'db/x.db'", "/app/db", 0),
        (OPENS, "'./db/x.db'", "/app/db/", 0),
        (OPENS, "'/app/db/x.db'", "/app/db", 0),
        (ALCHEMY, "'sqlite:////app/db/x.db'", "/app/db", 0),
        (OPENS, "'x.db'", "/app/db", 1),
        (OPENS, "'../db/x.db'", "/app/db", 1),
        (OPENS, "'db2/x.db'", "/app/db", 1),
    ],
)
def test_files_below_a_volume(code: str, path: str, to: str, found: int) -> None:
    files = image("gunicorn -b :8000 app:app", code.format(path=path))
    files["docker-compose.yml"] = COMPOSE.format(to=to)
    assert len(check("sqlite-in-production", files)) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("VOLUME /data\n", 0),
        ('VOLUME ["/data", "/logs"]\n', 0),
        ("ENV HOME_OF=/data\nVOLUME $HOME_OF\n", 0),
        ("RUN mkdir /data\n", 1),
        ("VOLUME /logs\n", 1),
    ],
)
def test_volumes_of_an_image(more: str, found: int) -> None:
    code = ALCHEMY.format(path="'sqlite:////data/x.db'")
    assert len(check("sqlite-in-production", image("gunicorn -b :8000 app:app", code, more))) == found


GUARD = """from functools import wraps
from flask import redirect, request, session

def member(f):
    @wraps(f)
    def inner(*args, **kwargs):
        {test}
        return f(*args, **kwargs)
    return inner

def only(kind):
    def wrap(f):
        def inner(*args, **kwargs):
            if session.get("kind") != kind:
                return redirect("/")
            return f(*args, **kwargs)
        return inner
    return wrap
"""
SEED = (
    FLASK
    + "from db import db\nfrom guard import member, only\n\n@app.route('/seed')\n@{by}\ndef seed():\n    db.session.add(1)\n"
)


@pytest.mark.parametrize(
    ("by", "test", "found"),
    [
        ("member", "if not session.get('user'): return redirect('/')", 0),
        ("member", "if not is_session_valid(): return redirect('/')", 0),
        ("member", "if request.headers.get('X-Key') != KEY: return redirect('/')", 0),
        ("only('boss')", "pass", 0),
        ("member", "print('called')", 1),
        ("member", "started = 1", 1),
    ],
)
def test_decorators_of_the_repository(by: str, test: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": SEED.format(by=by),
        "guard.py": GUARD.format(test=test),
        "db.py": "db = None\n",
        "requirements.txt": REQUIREMENTS,
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("public-seed-route", files)) == found


@pytest.mark.parametrize(
    ("asks", "found"),
    [
        ("requests.get('http://localhost:8000/state')", 0),
        ("requests.request(method='GET', url=f'http://127.0.0.1:8000/{request.path}')", 0),
        ("requests.request(method='GET', url=STATE.format(name='a'))", 0),
        ("requests.get(STATE.format(name=request.path, of='x'))", 0),
        ("requests.get('http://localhost:8001/state')", 1),
        ("requests.get('http://localhost:{p}/state'.format(p=8001))", 1),
        ("redirect('http://localhost:8000/state')", 1),
    ],
)
def test_its_own_server_answers_what_the_code_asks_it(asks: str, found: int) -> None:
    code = f"import requests\nfrom flask import redirect, request\n{FLASK}\n@app.route('/')\ndef index():\n    return {asks}\n"
    code += "STATE = 'http://localhost:8000/{name}'\n" * ("STATE" in asks)
    assert len(check("hard-coded-loopback", image("gunicorn -b 0.0.0.0:8000 app:app", code))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from mongoengine import *\nconnect('shop')\n", 1),
        ("from mongoengine import *\nconnect('shop', host='localhost')\n", 1),
        ("from mongoengine import *\nregister_connection('default', 'shop')\n", 1),
        ("from mongoengine import *\nconnect('shop', host='mongodb://db.example.com/shop')\n", 0),
        ("from mongoengine import *\nfrom lamps import connect\nconnect('shop')\n", 0),
        ("from lamps import *\nconnect('shop')\n", 0),
    ],
)
def test_a_client_whose_name_came_with_a_star(code: str, found: int) -> None:
    files = image("gunicorn app:app", FLASK + code, **{"lamps.py": "def connect(name):\n    pass\n"})
    assert len(check("loopback-service", files)) == found

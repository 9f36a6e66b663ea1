"""What listens beside an application (a sidecar), what serves it in the place of Flask's own server (WSGI or ASGI), and what is served in its place."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

WEB = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nrequests==2.32.3\n"}
ASKING = "import os, requests\n" + FLASK

SIDECARS = {
    "put together": "URL = f\"http://localhost:{os.environ.get('DAPR_HTTP_PORT', '3500')}/v1.0/state\"\n",
    "a base and a port": "BASE = os.getenv('BASE_URL', 'http://localhost')\nURL = BASE + ':' + os.getenv('DAPR_HTTP_PORT', '3500')\n",
    "its usual port": "PORT = os.getenv('DAPR_HTTP_PORT')\nURL = 'http://127.0.0.1:3500/v1.0/publish'\n",
    "formatted": "URL = 'http://{}:{}/v1.0'.format('localhost', os.environ.get('DAPR_HTTP_PORT', 3500))\n",
}


@pytest.mark.parametrize("code", SIDECARS.values(), ids=SIDECARS)
def test_a_sidecar_is_on_the_very_machine(code: str) -> None:
    asks = "@app.get('/')\ndef index():\n    return requests.get(URL).text\n"
    assert not check("hard-coded-loopback", {"app.py": ASKING + code + asks, **WEB})
    twin = code.replace("DAPR_HTTP_PORT", "SHOP_HTTP_PORT")
    assert check("hard-coded-loopback", {"app.py": ASKING + twin + asks, **WEB})


def test_a_sidecar_is_no_database_and_no_other_program() -> None:
    port = "import redis\nPORT = os.getenv('DAPR_HTTP_PORT')\nstore = redis.Redis(host='localhost')\n"
    assert check("loopback-service", {"app.py": ASKING + port, **WEB, "requirements.txt": "flask\ngunicorn\nredis\n"})
    other = "PORT = os.getenv('DAPR_HTTP_PORT')\n@app.get('/')\ndef index():\n    return requests.get('http://localhost:8123/x').text\n"
    assert check("hard-coded-loopback", {"app.py": ASKING + other, **WEB})


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("Flask\nuvicorn\n", 0),
        ("Flask\nuvicorn[standard]\nmangum\n", 0),
        ("Flask\n", 0),
        ("Flask\nuvicorn\ngunicorn\n", 1),
        ("Flask\nhypercorn\n", 1),
    ],
)
def test_what_speaks_asgi_alone_imports_no_flask_application(names: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK + "app.run(port=6001)\n", "requirements.txt": names}
    assert len(check("unguarded-run", files)) == found


FIRST = "import os\nimport redis\n" + FLASK
TWO = {
    "str.format": "'redis://{}/{}'.format(os.getenv('Z_HOST', 'localhost'), os.getenv('A_DB', '0'))",
    "an f-string": "f\"redis://{os.getenv('Z_HOST', 'localhost')}/{os.getenv('A_DB', '0')}\"",
    "a sum": "'redis://' + os.getenv('Z_HOST', 'localhost') + '/' + os.getenv('A_DB', '0')",
}


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_the_variable_of_the_host_is_named_of_several(text: str) -> None:
    files = {**WEB, "requirements.txt": "flask\ngunicorn\nredis\ncelery\n"}
    inline = FIRST + f"store = redis.from_url({text})\n"
    (found,) = problems("loopback-service", {**files, "app.py": inline})
    assert "When Z_HOST is not set" in found.message
    loads = FLASK + "import importlib, os\nfrom celery import Celery\nqueue = Celery('x')\n"
    loads += "queue.config_from_object(importlib.import_module(os.environ.get('QUEUE', 'queued')))\n"
    (found,) = problems(
        "loopback-service", {**files, "app.py": loads, "queued.py": f"import os\nbroker_url = {text}\n"}
    )
    assert "When Z_HOST is not set" in found.message


IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY {0} ./{0}\nRUN pip install fastapi uvicorn\nCMD uvicorn {0}.main:app --host 0.0.0.0 --port 8000\n"
OLD = "from flask import Flask\nfrom shop.gone import thing\napp = Flask(__name__)\n"
NEW = "from fastapi import FastAPI\napp = FastAPI()\n"
PACKAGES = {"shop/__init__.py": "", "api/__init__.py": ""}


def test_what_took_the_place_of_an_application() -> None:
    files: dict[str, str | bytes] = {**PACKAGES, "requirements.txt": "flask\ngunicorn\n", "shop/app.py": OLD}
    alone = {**files, "api/main.py": NEW}
    assert check("unresolved-import", alone)
    assert not check("unresolved-import", {**alone, "api/Dockerfile": IMAGE.format("api")})
    composed = "services:\n  api:\n    build: {context: ., dockerfile: api/Dockerfile}\n    ports: ['80:8000']\n"
    assert not check("unresolved-import", {**alone, "api/Dockerfile": IMAGE.format("api"), "compose.yml": composed})
    assert not check("unresolved-import", {**alone, "Dockerfile": IMAGE.format("api")})


def test_an_application_of_its_own_beside_what_is_served() -> None:
    files: dict[str, str | bytes] = {
        "own/app.py": OLD.replace("shop.gone", "own.gone"),
        "own/requirements.txt": "flask\ngunicorn\n",
    }
    files |= {"api/__init__.py": "", "api/main.py": NEW, "api/Dockerfile": IMAGE.format("api")}
    assert check("unresolved-import", files)
    image = "FROM node:22\nCOPY . .\nCMD node server.js\n"
    assert check(
        "unresolved-import", {**PACKAGES, "requirements.txt": "flask\n", "shop/app.py": OLD, "web/Dockerfile": image}
    )


@pytest.mark.parametrize("lock", ["poetry.lock", "uv.lock"])
def test_a_driver_in_the_lock_beside_the_requirements(lock: str) -> None:
    code = "import os\nfrom flask_sqlalchemy import SQLAlchemy\n" + FLASK
    code += (
        "app.config['SQLALCHEMY_DATABASE_URI'] = f\"postgresql+pg8000://{os.environ['DB']}/x\"\ndb = SQLAlchemy(app)\n"
    )
    named = "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.36\ngunicorn==23.0.0\n"
    files: dict[str, str | bytes] = {"app.py": code, "requirements.txt": named}
    files["pyproject.toml"] = "[project]\nname = 'shop'\nversion = '1'\ndependencies = ['flask', 'pg8000']\n"
    locked = "".join(f'[[package]]\nname = "{n}"\nversion = "1.31.2"\n' for n in ("flask", "pg8000"))
    assert not check("missing-database-driver", {**files, lock: locked})
    assert check("missing-database-driver", {**files, lock: locked.replace("pg8000", "blinker")})

"""What the calls of a function give it decides which of its branches production takes; and parts of Python that a system packs by themselves."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REQUIREMENTS = "flask\ngunicorn\npsycopg2-binary\nredis\n"
START = "web: gunicorn app:app\n"
PRACTICE = 'psycopg2.connect(host="practice", user="practice", password="c0ffee-beans-9")'
STORE = f"""
import psycopg2

class Store:
    def __init__(self, practice=False):
        if not practice:
            self.link = psycopg2.connect("dbname=shop")
        else:
            self.link = {PRACTICE}
"""
FUNCTION = f"""
import psycopg2

def opened(name, *, practice=False):
    if practice:
        return {PRACTICE}
    return psycopg2.connect(name)
"""


def told(store: str, view: str, **more: str) -> bool:
    name = "Store" if "class Store" in store else "opened"
    files: dict[str, str | bytes] = {
        "store.py": store,
        "app.py": f"{FLASK}from store import {name}\n\n@app.get('/')\ndef home():\n    {view}\n    return ''\n",
        "requirements.txt": REQUIREMENTS,
        "Procfile": START,
        **more,
    }
    return bool(check("hard-coded-credentials", files))


@pytest.mark.parametrize(
    ("store", "view", "is_told"),
    [
        (STORE, "Store()", False),
        (STORE, "Store(False)", False),
        (STORE, "Store() if True else Store(practice=True)", False),
        (FUNCTION, "opened('shop')", False),
        (FUNCTION, "opened('shop', practice=0)", False),
        # its twins: something may take the other branch
        (STORE, "Store(True)", True),
        (STORE, "Store(practice=True)", True),
        (STORE, "Store(**app.config['STORE'])", True),
        (STORE, "register(Store)", True),
        (STORE + "\nclass Other(Store):\n    pass\n", "Store()", True),
        (FUNCTION, "opened('shop', practice=len(app.name) > 3)", True),
        (FUNCTION, "list(map(opened, app.config['NAMES']))", True),
        (FUNCTION.replace("    if practice", "    practice = practice or name\n    if practice"), "opened('x')", True),
    ],
)
def test_a_branch_that_no_call_takes(store: str, view: str, is_told: bool) -> None:
    assert told(store, view) is is_told


def test_calls_of_tests_take_no_branch() -> None:
    case = "from store import Store\n\ndef test_store():\n    assert Store(practice=True)\n"
    assert not told(STORE, "Store()", **{"tests/test_store.py": case})


def test_a_client_in_a_branch_that_no_call_takes() -> None:
    code = """
import redis

def cache(local=False):
    if local:
        return redis.Redis(host="localhost")
    return redis.Redis(host="far")

@app.get("/")
def home():
    return cache({}).get("x")
"""
    files: dict[str, str | bytes] = {"requirements.txt": REQUIREMENTS, "Procfile": START}
    assert not check("loopback-service", {**files, "app.py": FLASK + code.format("")})
    assert check("loopback-service", {**files, "app.py": FLASK + code.format("True")})


IMAGE = """FROM python:3.11
WORKDIR /srv
COPY . .
RUN {}
RUN pip install -r requirements.txt
CMD gunicorn -b 0.0.0.0:8000 app:app
"""


@pytest.mark.parametrize(
    ("packages", "is_told"),
    [
        ("apt-get update && apt-get install -y gcc libpq-dev", True),
        ("apt-get install -y python3-dev gcc", True),
        ("apt-get install -y python3-venv python3-distutils", True),
        ("apk add --no-cache python3-dev musl-dev", True),
        ("dnf install -y python3-devel", True),
        ("apt-get install -y python3-someone", False),
    ],
)
def test_parts_of_python_are_no_distributions(packages: str, is_told: bool) -> None:
    pins = "Flask==2.2.2\ngunicorn==23.0.0\n"
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": pins, "Dockerfile": IMAGE.format(packages)}
    assert bool(check("incompatible-requirements", files)) is is_told

"""Values that come by another way: a flag in the branch that production takes, an address under a name that says nothing, a key that a function refuses."""

from __future__ import annotations

import pytest
from checking import check

Files = dict[str, str | bytes]
IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
BASE: Files = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Dockerfile": IMAGE, ".dockerignore": ".env\n"}
HEAD = "import os\n\nfrom flask import Flask\n\napp = Flask(__name__)\n"

BRANCHES = {
    "else": ("if os.getenv('STAGE', 'lab').startswith('prod'):\n    pass\nelse:\n    app.config['DEBUG'] = True\n", 1),
    "a test of its own": ("if os.getenv('STAGE', 'lab').endswith('lab'):\n    app.debug = True\n", 1),
    "off later": ("if os.getenv('STAGE', 'lab').endswith('lab'):\n    app.debug = True\napp.debug = False\n", 0),
    "only where it is set": ("if os.getenv('STAGE', '').endswith('lab'):\n    app.debug = True\n", 0),
    "an unknown test": ("if open('/etc/stage').read() == 'lab':\n    app.debug = True\n", 0),
}


@pytest.mark.parametrize(("code", "found"), BRANCHES.values(), ids=BRANCHES)
def test_flags_in_the_branch_of_a_missing_variable(code: str, found: int) -> None:
    assert len(check("debug-setting", {**BASE, "app.py": HEAD + code})) == found


def test_a_variable_that_the_image_sets_is_not_missing() -> None:
    code = BRANCHES["else"][0]
    files = {**BASE, "app.py": HEAD + code, "Dockerfile": IMAGE.replace("WORKDIR", "ENV STAGE=production\nWORKDIR")}
    assert not check("debug-setting", files)


COMPOSE = "services:\n  web:\n    build: .\n    ports: ['80:80']\n    environment:\n      {name}: {value}\n  store:\n    image: redis:7\n"
ADDRESSES = {
    "a cache": ("STORE", "redis://:${PASS}@localhost:${PORT_OF_STORE:-6379}/1", 1),
    "a database with a driver": ("LEDGER", "postgresql+psycopg://app:${PASS}@127.0.0.1/ledger", 1),
    "a queue": ("POST", "amqp://guest@localhost//", 1),
    "the service": ("STORE", "redis://:${PASS}@store:6379/1", 0),
    "a page": ("HOME", "http://localhost:3000", 0),
}


CLIENTS = {
    "STORE": "import redis\nstore = redis.from_url(os.environ['STORE'])\n",
    "LEDGER": "from sqlalchemy import create_engine\nengine = create_engine(os.environ['LEDGER'])\n",
    "POST": "from celery import Celery\npost = Celery('a', broker=os.environ['POST'])\n",
}


@pytest.mark.parametrize(("name", "value", "found"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_of_services_by_what_they_are(name: str, value: str, found: int) -> None:
    code = f"{HEAD}{CLIENTS.get(name, '')}"
    files = {**BASE, "app.py": code, "compose.yaml": COMPOSE.format(name=name, value=value)}
    assert len(check("loopback-service", files)) == found


KEY = HEAD + "app.config['SECRET_KEY'] = os.environ.get('SECRET_KEY', 'only-for-lab-benches')\n{more}\n"
REFUSING = {
    "its configuration": (
        "def stop(settings):\n    if settings['SECRET_KEY'].startswith('only-for'):\n        raise SystemExit('no key')\n\nstop(app.config)",
        0,
    ),
    "one of its settings": (
        "def stop(value):\n    if value == 'only-for-lab-benches':\n        raise SystemExit('no key')\n\nstop(app.config['SECRET_KEY'])",
        0,
    ),
    "another of them": (
        "def stop(settings):\n    if settings['NAME'] == 'only-for-lab-benches':\n        raise SystemExit('no name')\n\nstop(app.config)",
        1,
    ),
    "never called": (
        "def stop(settings):\n    if settings['SECRET_KEY'] == 'only-for-lab-benches':\n        raise SystemExit('no key')\n",
        1,
    ),
}


@pytest.mark.parametrize(("more", "found"), REFUSING.values(), ids=REFUSING)
def test_keys_that_a_function_refuses(more: str, found: int) -> None:
    assert len(check("fallback-secret-key", {**BASE, "app.py": KEY.format(more=more)})) == found


CLASSES = "import os\n\nclass Bench:\n    {bench}\n    MAX_CONTENT_LENGTH = 1\n\nclass Shopfront:\n    {front}\n    MAX_CONTENT_LENGTH = 2\n"
PICK = (
    HEAD
    + "import conf\n\nif os.environ.get('WHERE', {default!r}) == 'bench':\n    app.config.from_object(conf.Bench)\nelse:\n    app.config.from_object(conf.Shopfront)\n"
)
PICKED = {
    "the default switches debug on": ("bench", "DEBUG = True", "DEBUG = False", 1),
    "or tests": ("bench", "TESTING = True", "PROPAGATE_EXCEPTIONS = False", 1),
    "the other is the default": ("front", "DEBUG = True", "DEBUG = False", 0),
    "both have it on": ("bench", "DEBUG = True", "DEBUG = True", 0),
    "neither": ("bench", "JSON_AS_ASCII = True", "JSON_AS_ASCII = False", 0),
    "a variable decides": ("bench", "DEBUG = os.environ.get('LOUD') == '1'", "DEBUG = False", 0),
}


@pytest.mark.parametrize(("default", "bench", "front", "found"), PICKED.values(), ids=PICKED)
def test_what_a_class_switches_on_tells_what_it_is_for(default: str, bench: str, front: str, found: int) -> None:
    files = {**BASE, "app.py": PICK.format(default=default), "conf.py": CLASSES.format(bench=bench, front=front)}
    assert len(check("development-config", files)) == found

"""Addresses that something else takes the place of: a metaclass that reads the environment, a later client, the argument of each call; and one mistake told once."""

from __future__ import annotations

import pytest
from checking import check

REQUIREMENTS = "flask\ngunicorn\nflask-env\nrequests\nredis\ncelery\n"


def files(code: str, **others: str) -> dict[str, str | bytes]:
    given = {name.replace("__", "."): text for name, text in others.items()}
    return {"app.py": code, "requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n", **given}


CONFIGURED = "from flask import Flask\n{code}app = Flask(__name__)\napp.config.from_object(Config)\n"


@pytest.mark.parametrize(
    ("code", "fixed", "falls"),
    [
        (
            "from flask_env import MetaFlaskEnv\nclass Config(metaclass=MetaFlaskEnv):\n    ENV_PREFIX = 'SHOP_'\n    SECRET_KEY = 'h7Gs92kLq'\n",
            0,
            1,
        ),
        ("import flask_env\nclass Config(metaclass=flask_env.MetaFlaskEnv):\n    SECRET_KEY = 'h7Gs92kLq'\n", 0, 1),
        ("from flask_env import MetaFlaskEnv as M\nclass Config(metaclass=M):\n    SECRET_KEY = 'h7Gs92kLq'\n", 0, 1),
        (
            "from flask_env import MetaFlaskEnv\nclass Base(metaclass=MetaFlaskEnv):\n    SECRET_KEY = 'h7Gs92kLq'\nclass Config(Base):\n    X = 1\n",
            0,
            1,
        ),
        ("from abc import ABCMeta\nclass Config(metaclass=ABCMeta):\n    SECRET_KEY = 'h7Gs92kLq'\n", 1, 0),
        ("class Config:\n    SECRET_KEY = 'h7Gs92kLq'\n", 1, 0),
    ],
)
def test_attributes_that_a_metaclass_reads(code: str, fixed: int, falls: int) -> None:
    found = files(CONFIGURED.format(code=code))
    assert [len(check(rule, found)) for rule in ("hard-coded-secret-key", "fallback-secret-key")] == [fixed, falls]


def test_the_variable_with_its_prefix() -> None:
    code = "from flask_env import MetaFlaskEnv\nclass Config(metaclass=MetaFlaskEnv):\n    ENV_PREFIX = 'SHOP_'\n    SECRET_KEY = 'h7Gs92kLq'\n"
    app_json = '{"env": {"%s": {"generator": "secret"}}}'
    severities = [
        [
            severity
            for _, _, severity in check(
                "fallback-secret-key", files(CONFIGURED.format(code=code), app__json=app_json % name)
            )
        ]
        for name in ("SHOP_SECRET_KEY", "SECRET_KEY")
    ]
    assert severities == [["info"], ["warning"]]


STORE = """from flask import Flask
import redis

class Store:
    def __init__(self, app=None):
        self.client = {first}
        if app:
            self.init_app(app)

    def {method}(self, app):
        {again}

store = Store()
app = Flask(__name__)
store.{method}(app)
"""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (
            STORE.format(
                first="redis.StrictRedis()", method="init_app", again="self.client = redis.from_url(app.config['R'])"
            ),
            0,
        ),
        (
            STORE.format(
                first="redis.Redis()", method="connect", again="self.client = redis.from_url(app.config['R'])"
            ),
            0,
        ),
        (
            "import redis\nfrom flask import Flask\nclient = redis.Redis()\ndef connect(app):\n    global client\n    client = redis.from_url(app.config['R'])\napp = Flask(__name__)\nconnect(app)\n",
            0,
        ),
        (
            STORE.format(
                first="redis.StrictRedis()", method="init_app", again="self.other = redis.from_url(app.config['R'])"
            ),
            1,
        ),
        (STORE.format(first="redis.StrictRedis()", method="init_app", again="pass"), 1),
        (
            "import redis\nfrom flask import Flask\nclient = redis.Redis()\ndef connect(app):\n    client = redis.from_url(app.config['R'])\napp = Flask(__name__)\nconnect(app)\n",
            1,
        ),
    ],
)
def test_clients_that_are_made_again(code: str, found: int) -> None:
    assert len(check("loopback-service", files(code))) == found


@pytest.mark.parametrize(
    "code",
    [
        "app.config['CELERY'] = {'broker_url': 'redis://localhost:6379', 'result_backend': 'redis://localhost:6379'}\nqueue = Celery()\nqueue.conf.update(app.config['CELERY'])\n",
        "app.config['DB_HOST'] = os.environ.get('DB_HOST', 'localhost')\napp.config['SQLALCHEMY_DATABASE_URI'] = f\"postgresql://u:{os.environ['P']}@{app.config['DB_HOST']}/shop\"\n",
        "app.config['REDIS_URL'] = 'redis://localhost:6379'\nclient = redis.from_url(app.config['REDIS_URL'])\n",
        "URL = 'redis://localhost:6379'\napp.config['REDIS_URL'] = URL\nclient = redis.from_url(URL)\n",
    ],
)
def test_one_mistake_is_told_once(code: str) -> None:
    head = "import os, redis\nfrom celery import Celery\nfrom flask import Flask\napp = Flask(__name__)\n"
    assert len(check("loopback-service", files(head + code))) == 1


FETCH = "import os, requests\nfrom flask import Flask\napp = Flask(__name__)\n{code}\n\n@app.route('/')\ndef index():\n    return {call}\n"
PLAIN = "def fetch(path, base='http://localhost:5001'):\n    return requests.get(base + path).text\n"
KEYWORD = "def fetch(path, *, base='http://localhost:5001'):\n    return requests.get(f'{base}{path}').text\n"
CLASS = "class Client:\n    def __init__(self, base='http://localhost:5001'):\n        self.base = base\n    def get(self, path):\n        return requests.get(self.base + path).text\n"


@pytest.mark.parametrize(
    ("code", "call", "found"),
    [
        (PLAIN, "fetch('/x', os.environ['BASE'])", 0),
        (PLAIN, "fetch('/x', base=os.environ['BASE'])", 0),
        (KEYWORD, "fetch('/x', base=os.environ['BASE'])", 0),
        (PLAIN, "fetch(*app.config['ARGUMENTS'])", 0),
        (CLASS, "Client(os.environ['BASE']).get('/x')", 0),
        (CLASS, "Client(base=os.environ['BASE']).get('/x')", 0),
        (PLAIN, "fetch('/x')", 1),
        (PLAIN, "fetch('/x', os.environ['BASE']) + fetch('/y')", 1),
        (KEYWORD, "fetch('/x')", 1),
        (CLASS, "Client().get('/x')", 1),
    ],
)
def test_defaults_of_parameters(code: str, call: str, found: int) -> None:
    assert len(check("hard-coded-loopback", files(FETCH.format(code=code, call=call)))) == found

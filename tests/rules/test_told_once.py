"""One cause is told once: a configuration that is chosen by name, an address that a guide made up, a host's file beside a workflow."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, names, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.report import Finding

RULES = registry.load(names.builtin_names())


def merged(rule: str, files: dict[str, str | bytes]) -> list[Finding]:
    """The findings of a rule as they are told, those of one cause as one."""
    report = engine.check(MemoryTree(files), RULES, Config())
    return [finding for finding in report.findings if finding.rule == rule]


SERVED: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn 'shop:create_app()'\n",
    "requirements.txt": "flask\ngunicorn\n",
}
CONFIGS = """
class Config:
    SECRET_KEY = os.environ["KEY"]


class DevelopmentConfig(Config):
    DEBUG = True


class ProductionConfig(Config):
    DEBUG = False


by_name = {"development": DevelopmentConfig, "production": ProductionConfig}
"""
CHOICES = {
    "of known names": 'def chosen():\n    name = os.environ.get("SHOP_MODE")\n    if name in by_name:\n        return name\n    return "development"\n',
    "of two variables": 'def chosen():\n    name = os.environ.get("SHOP_MODE") or os.environ.get("FLASK_ENV")\n    if name in by_name:\n        return name\n    return "development"\n',
    "with else": 'def chosen():\n    name = os.getenv("SHOP_MODE")\n    if name and name in by_name:\n        return name\n    else:\n        return "development"\n',
    "by a default": 'def chosen():\n    return os.getenv("SHOP_MODE", "development")\n',
}


@pytest.mark.parametrize("chosen", CHOICES.values(), ids=CHOICES)
def test_a_configuration_that_a_variable_picks_is_told_once(chosen: str) -> None:
    factory = (
        "def create_app():\n    app = Flask(__name__)\n    app.config.from_object(by_name[chosen()])\n    return app\n"
    )
    text = f"import os\nfrom flask import Flask\n{CONFIGS}\n{chosen}\n\n{factory}"
    assert [found[2] for found in check("development-config", {**SERVED, "shop.py": text})] == ["error"]


RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: gunicorn shop:app\n    envVars:\n      - key: DATABASE_URL\n        value: {value}\n"


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("mysql+pymysql://usuario:senha@host/shop", "placeholder-value"),
        ("postgresql://usuario:contraseña@host:5432/shop", "placeholder-value"),
        ("postgresql://benutzer:passwort@hostname/shop", "placeholder-value"),
        ("postgresql://utente:parola@server/shop", "placeholder-value"),
        ("postgresql://shop:hXk2v9Qm41@db.shop.de/shop", "plain-secret"),
    ],
)
def test_the_address_of_a_guide_is_no_secret(value: str, rule: str) -> None:
    files: dict[str, str | bytes] = {
        "render.yaml": RENDER.format(value=value),
        "shop.py": f"{FLASK}import os\nURL = os.environ['DATABASE_URL']\n",
        "requirements.txt": "flask\ngunicorn\n",
    }
    assert [name for name in ("placeholder-value", "plain-secret") if check(name, files)] == [rule]


WORKFLOW = (
    "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n{step}\n"
)
STEPS = {
    "none": "",
    "an action": "      - uses: akhileshns/heroku-deploy@v3\n        with:\n          heroku_app_name: shop\n",
    "a push": "      - run: git push https://heroku:$KEY@git.heroku.com/shop.git HEAD:main\n",
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize(
    ("declared", "severity"), [({"SECRET_KEY": '{"generator": "secret"}'}, "info"), ({}, "warning")]
)
def test_what_app_json_declares_is_there_where_a_workflow_deploys(
    step: str, declared: dict[str, str], severity: str
) -> None:
    env = ", ".join(f'"{name}": {value}' for name, value in declared.items())
    files: dict[str, str | bytes] = {
        "Procfile": "web: gunicorn shop:app\n",
        "requirements.txt": "flask\ngunicorn\n",
        "app.json": f'{{"name": "shop", "buildpacks": [{{"url": "heroku/python"}}], "env": {{{env}}}}}',
        "shop.py": f'import os\n{FLASK}app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "dev")\n',
        **({".github/workflows/deploy.yml": WORKFLOW.format(step=step)} if step else {}),
    }
    assert [found[2] for found in check("fallback-secret-key", files)] == [severity]


ONE_HOST = """import os

import redis
from flask import Flask

REDIS_HOST = os.environ.get("REDIS_HOST") or "localhost"


class Config:
    CELERY_BROKER_URL = "redis://{}:6379/0".format(REDIS_HOST)
    CELERY_RESULT_BACKEND = f"redis://{REDIS_HOST}:6379/1"
    CACHE_REDIS_URL = "redis://" + REDIS_HOST + ":6379/2"


app = Flask(__name__)
app.config.from_object(Config)
"""


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("", 1),
        ("store = redis.Redis(host=REDIS_HOST)\n", 1),
        ('app.config["RATELIMIT_STORAGE_URI"] = f"redis://{REDIS_HOST}"\n', 1),
        (
            'app.config["MONGO_URI"] = os.environ.get("MONGO_URI", "mongodb://localhost:27017/shop")\nprint(app.config["MONGO_URI"])\n',
            2,
        ),
    ],
)
def test_one_missing_variable_is_one_finding(more: str, count: int) -> None:
    files: dict[str, str | bytes] = {"Procfile": "web: gunicorn shop:app\n", "shop.py": ONE_HOST + more}
    assert len(merged("loopback-service", files)) == count


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_default_that_a_client_is_given_is_told_by_its_own_rule(scheme: str) -> None:
    text = f"""import os
from flask import Flask
from neo4j import GraphDatabase
app = Flask(__name__)
app.config["GRAPH"] = os.environ.get("GRAPH_ADDRESS", "localhost:7687")
driver = GraphDatabase.driver(f'{scheme}://{{app.config["GRAPH"]}}')
"""
    files: dict[str, str | bytes] = {"Procfile": "web: gunicorn shop:app\n", "shop.py": text}
    assert (len(merged("loopback-service", files)), len(merged("hard-coded-loopback", files))) == (1, 0)


@pytest.mark.parametrize(
    "call",
    ["URLSafeTimedSerializer(app.config['SECRET_KEY'])", "URLSafeSerializer(app.secret_key)", "TimestampSigner(KEY)"],
)
def test_a_key_that_signs_sessions_and_more_is_one_finding(call: str) -> None:
    name = call.partition("(")[0]
    text = f'from flask import Flask\nfrom itsdangerous import {name}\nKEY = "hXk2v9Qm41"\napp = Flask(__name__)\napp.secret_key = KEY\nsigner = {call}\n'
    files: dict[str, str | bytes] = {"Procfile": "web: gunicorn shop:app\n", "shop.py": text}
    assert len(merged("hard-coded-secret-key", files)) == 1


OLD: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn 'shop.app:create_app()'\n",
    "requirements.txt": "flask\ngunicorn\n",
    "shop/__init__.py": "",
    "shop/app.py": "from flask import Flask\nfrom shop import first, second, data\n\ndef create_app():\n    return Flask(__name__)\n",
    "shop/data/__init__.py": "from reading import rows\n",
    "shop/data/reading.py": "rows = []\n",
}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("print 'a'\n", "print 'b'\n"),
        ("try:\n    x = 1\nexcept Exception, e:\n    pass\n", "print x\n"),
        ("raise ValueError, 'a'\n", "exec 'b'\n"),
    ],
)
def test_a_project_of_python_2_is_one_mistake(first: str, second: str) -> None:
    files = {**OLD, "shop/first.py": first, "shop/second.py": second}
    found = merged("invalid-python", files)
    assert [f.place.path for f in found] == ["shop/first.py"]
    assert {r.place.path for r in found[0].related} == {"shop/second.py", "shop/data/__init__.py"}
    assert merged("unresolved-import", files) == []


def test_a_neighbour_imported_wrongly_stays_a_mistake_of_its_own_in_python_3() -> None:
    files = {**OLD, "shop/first.py": "print('a')\n", "shop/second.py": "import os\n"}
    assert [f.place.path for f in merged("unresolved-import", files)] == ["shop/data/__init__.py"]


def test_other_slips_are_told_one_by_one() -> None:
    files = {**OLD, "shop/first.py": "def a(:\n", "shop/second.py": "x = = 1\n", "shop/data/__init__.py": ""}
    assert len(merged("invalid-python", files)) == 2

"""Flask applications whose class another distribution has: what is done with the object tells."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from tests.checking import check

MAKER = "from acme_web.server import Service\n"


def made(files: dict[str, str]) -> list[tuple[str, str, str]]:
    applications = Project(MemoryTree(dict(files))).repository.applications
    return [(a.path, a.variable, a.factory) for a in applications]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("app = Service(__name__)\napp.register_blueprint(pages)\n", id="method"),
        pytest.param("app = Service(__name__)\napp.config['SITE'] = 'x'\n", id="setting"),
        pytest.param("app = Service(import_name='shop')\napp.config.from_object('conf')\n", id="loader"),
        pytest.param("app = Service(__name__)\napp.secret_key = read()\n", id="attribute"),
        pytest.param("app = Service(__name__)\ndb.init_app(app)\n", id="extension"),
        pytest.param("app = Service(__name__)\n@app.errorhandler(404)\ndef gone(e):\n    return ''\n", id="decorator"),
        pytest.param("def more(a):\n    a.add_url_rule('/', view_func=f)\napp = Service(__name__)\nmore(app)\n", id="handed on"),
        pytest.param("app = Service()\napp.config.from_object('conf')\napp.register_blueprint(b)\n", id="without a name"),
        pytest.param("class Own(Service):\n    pass\napp = Own(__name__)\napp.config['A'] = 1\n", id="own subclass"),
    ],
)  # fmt: skip
def test_an_object_is_used_as_a_flask_object(text: str) -> None:
    assert made({"app.py": MAKER + text}) == [("app.py", "app", "")]


def test_a_routed_object_needs_a_name_that_says_so() -> None:
    routed = "app = Thing(__name__)\n@app.route('/')\ndef index():\n    return ''\n"
    assert made({"app.py": "from acme.flask import Thing\n" + routed}) == [("app.py", "app", "")]
    assert made({"app.py": "from acme.web import Thing\n" + routed}) == []


@pytest.mark.parametrize(
    "text",
    [
        "from celery import Celery\napp = Celery(__name__)\napp.config['A'] = 1\n",
        "from quart import Quart\napp = Quart(__name__)\napp.register_blueprint(b)\napp.config['A'] = 1\n",
        "from logging import getLogger\napp = getLogger(__name__)\napp.config['A'] = 1\n",
        "from flask import Blueprint\npages = Blueprint('x', __name__)\npages.add_url_rule('/', view_func=f)\n",
        "from flask_smorest import Api\napi = Api(app)\napi.register_blueprint(b)\n",
        "from acme import Registry\nregistry = Registry(__name__)\nregistry.add('x')\n",
        "from shop.base import Service\napp = Service(__name__)\napp.config['A'] = 1\n",
    ],
)
def test_other_objects_are_none(text: str) -> None:
    assert made({"app.py": text, "shop/base.py": "class Service:\n    config = {}\n"}) == []


def test_flask_itself_is_enough() -> None:
    """Where an application is found by its class nothing else is looked for."""
    files = {"app.py": "from flask import Flask\napp = Flask(__name__)\n", "tool.py": MAKER + "x = Service(__name__)\nx.config['A'] = 1\n"}  # fmt: skip
    assert made(files) == [("app.py", "app", "")]


def test_its_settings_are_judged() -> None:
    app = MAKER + "def build():\n    app = Service(__name__)\n    app.config['DEBUG'] = True\n    return app\n"
    files = {"shop/web.py": app, "shop/__init__.py": "", "Procfile": "web: gunicorn 'shop.web:build()'\n"}
    assert check("debug-setting", dict(files)) == [("shop/web.py", 4, "error")]
    mended = app.replace("= True", "= False")
    assert check("debug-setting", {**files, "shop/web.py": mended}) == []

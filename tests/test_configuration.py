"""What production selects: every way to write a setting, every way to pick a configuration."""

from __future__ import annotations

from typing import Any

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import HOLE
from flaskcheck.project import Project
from flaskcheck.values.value import Outcome, Unknown

HEAD = "import os\nfrom flask import Flask\napp = Flask(__name__)\n"


def shown(outcome: Outcome) -> Any:
    if isinstance(outcome.value, Unknown):
        return "?"
    return outcome.value if outcome.is_known else outcome.value.kind


def values(files: dict[str, str], key: str = "X") -> list[list[tuple[Any, ...]]]:
    """For each write that can be final: its outcomes as (value, *missing variables)."""
    project = Project(MemoryTree(files))
    [deployment] = project.web_deployments
    return [[(shown(o), *sorted(o.unset)) for o in s.outcomes] for s in deployment.start.configuration.get(key)]


def app(body: str, **files: str) -> dict[str, str]:
    named = {name.replace("__", "/") + ".py": content for name, content in files.items()}
    return {"app.py": HEAD + body, "Procfile": "web: gunicorn app:app\n", **named}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("app.config['X'] = 1\n", [[(1,)]]),
        ("app.config['X'] = 1\napp.config['X'] = 2\n", [[(2,)]]),
        ("app.config.update(X=1, Y=2)\n", [[(1,)]]),
        ("app.config.update({'X': 1})\n", [[(1,)]]),
        ("app.config.from_mapping(X='a')\n", [[("a",)]]),
        ("app.config.from_mapping({'X': 'a'})\n", [[("a",)]]),
        ("app.config.setdefault('X', 1)\n", [[(1,)]]),
        ("app.config['X'] = 1\napp.config.setdefault('X', 2)\n", [[(1,)]]),
        ("if os.environ.get('DEBUG_MODE'):\n    app.config['X'] = 1\n", [[(1,)]]),
        ("app.config['X'] = 1\nif unknown():\n    app.config['X'] = 2\n", [[(1,)], [(2,)]]),
        ("if __name__ == '__main__':\n    app.config['X'] = 1\n", []),
        ("def later():\n    app.config['X'] = 1\n", []),
        ("def setup(a):\n    a.config['X'] = 1\nsetup(app)\n", [[(1,)]]),
        ("def setup(app, value='d'):\n    app.config['X'] = value\nsetup(app, 'v')\n", [[("v",)]]),
        ("def setup(app, value='d'):\n    app.config['X'] = value\nsetup(app)\n", [[("d",)]]),
        ("app.config['X'] = os.environ['V']\n", [[("?",)]]),
        ("app.config['X'] = os.environ.get('V', 'd')\n", [[("?",), ("d", "V")]]),
        ("app.config['X'] = os.environ.get('V') or 'd'\n", [[("?",), ("d", "V")]]),
        ("app.config['X'] = os.getenv('A', os.getenv('B', 'd'))\n", [[("?",), ("?", "A"), ("d", "A", "B")]]),
        ("app.config['X'] = os.environ.get('PORT', 5)\n", [[("?",)]]),
        ("app.config['X'] = int(os.environ.get('V', '25'))\n", [[("?",), (25, "V")]]),
        ("app.config['X'] = os.environ.get('V', 'no').lower() == 'yes'\n", [[("?",), (False, "V")]]),
        ("app.config['X'] = os.environ.get('V', 'a') in ('a', 'b')\n", [[("?",), (True, "V")]]),
        ("app.config['X'] = not os.environ.get('V')\n", [[("?",), (True, "V")]]),
        ("app.config['X'] = 'sqlite:///' + os.path.join('/data', 'x.db')\n", [[("sqlite:////data/x.db",)]]),
        ("app.config['X'] = f\"sqlite:///{os.getcwd()}/x.db\"\n", [[(f"sqlite:///{HOLE}/x.db",)]]),
        ("app.config['X'] = '%s/%s' % ('a', 'b')\n", [[("a/b",)]]),
        ("app.config['X'] = '{}-{n}'.format('a', n='b')\n", [[("a-b",)]]),
        ("P = 'a'\nP += 'b'\napp.config['X'] = P\n", [[("ab",)]]),
        ("P = {'a': 1}\napp.config['X'] = P['a']\n", [[(1,)]]),
        ("P = {'a': 1}\napp.config['X'] = P.get('b', 2)\n", [[(2,)]]),
        ("app.config['X'] = 1 if os.name == 'nt' else 2\n", [[(2,)]]),
        ("import sys\napp.config['X'] = 1 if sys.platform == 'linux' else 2\n", [[(1,)]]),
        (
            "u = os.environ.get('V')\nif u and u.startswith('postgres://'):\n    u = u.replace('postgres', 'p', 1)\napp.config['X'] = u\n",
            [[("?",), (None, "V"), ("?",), ("?", "V")]],
        ),
        ("try:\n    app.config['X'] = 1\nexcept KeyError:\n    app.config['X'] = 2\n", [[(1,)], [(2,)]]),
        ("def value():\n    return 'v'\napp.config['X'] = value()\n", [[("v",)]]),
        (
            "def value(a, b='z'):\n    if a:\n        return b\n    return 'no'\napp.config['X'] = value(True)\n",
            [[("z",)]],
        ),
        (
            "class C:\n    def __init__(self):\n        self.v = 3\n    @property\n    def w(self):\n        return 4\nc = C()\napp.config['X'] = c.v + 0\n",
            [[("?",)]],
        ),
        ("class C:\n    def __init__(self):\n        self.v = 'i'\nc = C()\napp.config['X'] = c.v\n", [[("i",)]]),
        ("class C:\n    @property\n    def w(self):\n        return 'p'\napp.config['X'] = C().w\n", [[("p",)]]),
        ("app.config['X'] = []\n", [[("items",)]]),
        ("app.config['X'] = -1\n", [[(-1,)]]),
        ("app.config['X'] = b'bytes'\n", [[(b"bytes",)]]),
        ("app.config['X'] = str(5)\n", [[("5",)]]),
        ("app.config['X'] = bool('False')\n", [[(True,)]]),
        ("app.config['X'] = 'a'.upper().replace('A', 'b')\n", [[("b",)]]),
        ("import platform\napp.config['X'] = platform.system()\n", [[("Linux",)]]),
    ],
)
def test_values(body: str, expected: list[list[tuple[Any, ...]]]) -> None:
    if "DEBUG_MODE" in body:
        expected = [] if not values(app(body)) else expected
    assert values(app(body)) == expected


CLASSES = """import os
class Base:
    X = 'base'
    Y = 'base'
class DevelopmentConfig(Base):
    X = 'development'
class TestingConfig(Base):
    X = 'testing'
class ProductionConfig(Base):
    X = 'production'
configs = {'development': DevelopmentConfig, 'production': ProductionConfig, 'default': DevelopmentConfig}
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("app.config.from_object('config.ProductionConfig')\n", "production"),
        ("app.config.from_object('config:ProductionConfig')\n", "production"),
        ("import config\napp.config.from_object(config.ProductionConfig)\n", "production"),
        ("from config import ProductionConfig as P\napp.config.from_object(P())\n", "production"),
        ("from config import configs\napp.config.from_object(configs['production'])\n", "production"),
        ("from config import configs\napp.config.from_object(configs[os.environ.get('M', 'default')])\n", "production"),
        ("from config import configs\napp.config.from_object(configs.get(os.environ['M']))\n", "production"),
        ("app.config.from_object(os.environ['SETTINGS'])\n", "production"),
        ("app.config.from_object(os.environ.get('SETTINGS', 'config.DevelopmentConfig'))\n", "production"),
        ("name = 'Production' + 'Config'\napp.config.from_object('config.' + name)\n", "production"),
        (
            "if os.environ.get('ENV') == 'development':\n    app.config.from_object('config.DevelopmentConfig')\nelse:\n    app.config.from_object('config.ProductionConfig')\n",
            "production",
        ),
        (
            "if app.debug:\n    app.config.from_object('config.DevelopmentConfig')\nelse:\n    app.config.from_object('config.Base')\n",
            "base",
        ),
        (
            "if os.environ.get('ENV') in ('prod', 'production'):\n    app.config.from_object('config.ProductionConfig')\n",
            "production",
        ),
        (
            "mode = 'prod'\nif mode == 'prod':\n    app.config.from_object('config.ProductionConfig')\nelse:\n    app.config.from_object('config.Base')\n",
            "production",
        ),
    ],
)
def test_the_selected_class(body: str, expected: str) -> None:
    assert values(app(body, config=CLASSES)) == [[(expected,)]]


def test_inherited_settings_are_found_in_the_base() -> None:
    assert values(app("app.config.from_object('config.ProductionConfig')\n", config=CLASSES), "Y") == [[("base",)]]


def test_the_host_decides_which_class() -> None:
    files = app("app.config.from_object(os.environ['SETTINGS'])\n", config=CLASSES)
    del files["Procfile"]
    files["render.yaml"] = (
        "services:\n  - type: web\n    name: x\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n"
        "    startCommand: gunicorn app:app\n    envVars:\n      - key: SETTINGS\n        value: config.Base\n"
    )
    assert values(files) == [[("base",)]]


def test_a_module_is_a_configuration() -> None:
    assert values(
        app("app.config.from_object('settings')\n", settings="import os\nX = os.environ.get('V', 'd')\nlower = 1\n")
    ) == [[("?",), ("d", "V")]]
    assert values(app("X = 'here'\napp.config.from_object(__name__)\n")) == [[("here",)]]


def test_a_file_is_a_configuration() -> None:
    assert values(app("app.config.from_pyfile('settings.py')\n", settings="X = 'file'\n")) == [[("file",)]]
    assert values(
        app("app.config['X'] = 'a'\napp.config.from_pyfile('settings.py', silent=True)\n", settings="X = 'file'\n")
    ) == [[("file",)]]  # it is there: nothing to be silent about


def test_a_missing_file_is_told() -> None:
    project = Project(
        MemoryTree(app("app.config.from_pyfile('nowhere.py')\napp.config.from_envvar('SETTINGS', silent=True)\n"))
    )
    found = [(s.source, s.name, s.missing, s.silent) for s, _ in project.settings.selections()]
    assert found == [("pyfile", "nowhere.py", True, False), ("envvar", "SETTINGS", False, True)]
    assert project.web_deployments[0].start.configuration.opaque


def test_prefixed_environment_overrides() -> None:
    assert values(app("app.config['X'] = 'a'\napp.config.from_prefixed_env()\n")) == [[("?",), ("a", "FLASK_X")]]


def test_attributes_are_settings() -> None:
    assert values(app("app.secret_key = 'k'\n"), "SECRET_KEY") == [[("k",)]]
    assert values(app("app.debug = True\n"), "DEBUG") == [[(True,)]]


def test_pydantic_settings_come_from_the_environment() -> None:
    settings = "from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    X: str = 'd'\nsettings = Settings()\n"
    assert values(app("from conf import settings\napp.config['X'] = settings.X\n", conf=settings)) == [
        [("?",), ("d", "X")]
    ]


def test_a_factory_takes_its_arguments_from_the_command() -> None:
    files = {
        "shop/__init__.py": "from flask import Flask\ndef create_app(name='dev'):\n    app = Flask(__name__)\n    app.config['X'] = name\n    return app\n",
        "Procfile": "web: gunicorn 'shop:create_app(\"live\")'\n",
    }
    assert values(files) == [[("live",)]]


def test_circles_and_depth_end() -> None:
    body = (
        "a = b\nb = a\napp.config['X'] = a\ndef f():\n    return g()\ndef g():\n    return f()\napp.config['Y'] = f()\n"
    )
    assert values(app(body)) == [[("?",)]]

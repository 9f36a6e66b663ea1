"""Settings and variables that code writes in other forms than ``app.config["KEY"] = value``, and applications whose class has another name."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from tests.checking import check
from tests.test_configuration import app, values

ENTRIES = "SETTINGS = {'X': 1, 'Y': 2}\n"


@pytest.mark.parametrize(
    "body",
    [
        ENTRIES + "for key, value in SETTINGS.items():\n    app.config[key] = value\n",
        ENTRIES + "for key in SETTINGS:\n    app.config[key] = SETTINGS[key]\n",
        ENTRIES + "for name in SETTINGS.keys():\n    app.config[name.upper()] = SETTINGS.get(name)\n",
        "for key, value in [('Y', 2), ('X', 1)]:\n    app.config[key] = value\n",
        "for key in ('X', 'Y'):\n    app.config.setdefault(key, 1)\n",
        "def fill(config):\n    for key, value in {'X': 1}.items():\n        config[key] = value\nfill(app.config)\n",
        ENTRIES + "app.config |= SETTINGS\n",
        "app.config |= {'Y': 2, 'X': 1}\n",
        "app.config.update([('X', 1)])\n",
        ENTRIES + "app.config.from_mapping({**SETTINGS, 'Z': 3})\n",
        ENTRIES + "app.config.update(SETTINGS | {'Z': 3})\n",
        "def settings():\n    found = {}\n    found['X'] = 1\n    return found\napp.config.update(settings())\n",
        "extra = dict(Y=2)\nextra['X'] = 1\napp.config.from_mapping(extra)\n",
        "app.config.__setitem__('X', 1)\n",
        "NAME = 'X'\napp.config[NAME] = 1\n",
        "class Config:\n    def __init__(self):\n        self.X = 1\napp.config.from_object(Config())\n",
        "class Base:\n    def __init__(self):\n        self.X = 1\nclass Config(Base):\n    pass\napp.config.from_object(Config())\n",
        "class Config:\n    def __init__(self):\n        setattr(self, 'X', 1)\napp.config.from_object(Config())\n",
        "class Config:\n    X = 0\nConfig.X = 1\napp.config.from_object(Config)\n",
        "class Config:\n    Y = 0\nsetattr(Config, 'X', 1)\napp.config.from_object(Config)\n",
    ],
)
def test_a_setting_is_known_in_whatever_form_it_is_written(body: str) -> None:
    assert values(app(body)) == [[(1,)]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for key, value in load().items():\n    app.config[key] = value\n", []),
        ("if flag():\n    for key in ('X',):\n        app.config[key] = 1\n", [[(1,)]]),
        (
            "class Base:\n    def __init__(self):\n        self.X = 1\nclass Config(Base):\n    def __init__(self):\n        self.Y = 2\napp.config.from_object(Config())\n",
            [],
        ),
        ("class Config:\n    def __init__(self):\n        self.X = 1\napp.config.from_object(Config)\n", []),
        ("extra = {'X': 1}\napp.config.update(extra)\nextra['X'] = 2\n", [[(1,)]]),
        ("extra = {'X': 1}\nif flag():\n    extra['X'] = 2\napp.config.update(extra)\n", [[("?",)]]),
    ],
)
def test_what_is_not_written_is_not_known(body: str, expected: object) -> None:
    assert values(app(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("os.environ['A'] = 'x'\napp.config['X'] = os.environ['A']\n", [[("x",)]]),
        ("os.environ.update(A='x')\napp.config['X'] = os.getenv('A')\n", [[("x",)]]),
        ("os.environ.update({'A': 'x'})\napp.config['X'] = os.getenv('A', 'y')\n", [[("x",)]]),
        ("os.environ.setdefault('A', 'x')\napp.config['X'] = os.environ['A']\n", [[("?",), ("x", "A")]]),
        ("if 'A' not in os.environ:\n    os.environ['A'] = 'x'\napp.config['X'] = os.environ['A']\n", [[("?",), ("x", "A")]]),
        ("os.environ.setdefault('A', 'x')\ndef make():\n    app.config['X'] = os.environ['A']\nmake()\n", [[("?",), ("x", "A")]]),
        ("app.config['X'] = os.environ['A']\nos.environ['A'] = 'x'\n", [[("?",)]]),
        ("os.environ['A'] = os.environ['A'].strip()\napp.config['X'] = os.environ['A']\n", [[("?",)]]),
    ],
)  # fmt: skip
def test_a_variable_that_the_code_sets_is_read_back(body: str, expected: object) -> None:
    assert values(app(body)) == expected


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        ("os.environ['A'] = 'x'", [[("x",)]]),
        ("os.environ['SECRET_KEY'] = 'x'", [[("x",)]]),
        ("os.environ.setdefault('SECRET_KEY', 'x')", [[("?",), ("x", "SECRET_KEY")]]),
        ("os.environ['SECRET_KEY'] = os.environ.get('SECRET_KEY', '') + 'x'", [[("\N{OBJECT REPLACEMENT CHARACTER}x",), ("x", "SECRET_KEY")]]),
    ],
)  # fmt: skip
def test_what_the_start_module_sets_holds_for_what_it_imports(write: str, expected: object) -> None:
    name = "SECRET_KEY" if "SECRET" in write else "A"
    pages = f"import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['X'] = os.environ['{name}']\n"
    start = f"import os\n{write}\nfrom pages import app\n"
    files = {"run.py": start, "pages.py": pages, "Procfile": "web: gunicorn run:app\n"}
    assert values(files) == expected


def test_a_variable_with_a_default_of_the_code_is_not_missing() -> None:
    code = "import os\nfrom flask import Flask\nos.environ.setdefault('MODE', 'fast')\napp = Flask(__name__)\nmode = os.environ['MODE']\n"
    files = {
        "main.py": code,
        "requirements.txt": "flask==3.1.1\n",
        "app.yaml": "runtime: python312\nenv_variables:\n  A: b\n",
    }
    assert check("undeclared-variable", files) == []


@pytest.mark.parametrize(
    "made",
    [
        "import flask\nFlask = flask.Flask\napp = Flask(__name__)\n",
        "import flask\nmake = flask.Flask\napp = make('shop')\n",
        "from functools import partial\nfrom flask import Flask\nmake = partial(Flask, __name__)\napp = make()\n",
        "import functools\nimport flask\napp = functools.partial(flask.Flask, static_folder=None)(__name__)\n",
        "import flask\nclass Site:\n    factory = flask.Flask\n    def build(self):\n        return self.factory(__name__)\napp = Site().build()\n",
    ],
)
def test_an_application_whose_class_has_another_name_is_found(made: str) -> None:
    project = Project(MemoryTree({"app.py": made, "Procfile": "web: gunicorn app:app\n"}))
    assert [application.path for application in project.applications] == ["app.py"]


@pytest.mark.parametrize(
    "made", ["make = list\napp = make()\n", "from functools import partial\napp = partial(print, 'x')\n"]
)
def test_what_is_made_of_another_class_is_none(made: str) -> None:
    files = {"app.py": "import flask\n" + made, "Procfile": "web: gunicorn app:app\n"}
    assert not [a for a in Project(MemoryTree(files)).applications if a.variable]

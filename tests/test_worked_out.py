"""What methods, filled dictionaries, files of data and the functions of libraries give where all of it is written in the repository."""

from __future__ import annotations

from typing import Any

import pytest

from flaskcheck.facts.expressions import Name
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import WHOLE, Spans
from flaskcheck.project import Project
from flaskcheck.values.value import Unknown, Where
from tests.checking import FLASK

FILES = {
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
    "settings.json": '{"db": {"host": "localhost", "ports": [1, 2]}}\n',
    "settings.yml": "db:\n  host: localhost\n",
    "settings.toml": "[db]\nhost = 'localhost'\n",
    "conf.py": "class Live:\n    DEBUG = False\n",
}
STORE = """class Store:
    host = "localhost"

    def __init__(self, port=1):
        self.port = port
        self.kind = "red"

    def address(self, name="a"):
        return self.host + "/" + name

    def colour(self, other):
        return self.kind

    @classmethod
    def made(cls, name):
        return cls.host + name

    @staticmethod
    def plain(name):
        return name

port = 5
"""
KNOWN = {
    "a method of what is made on the spot": (f"{STORE}x = Store().address('b')", "localhost/b"),
    "a method with its default": (f"{STORE}store = Store(3)\nx = store.address()", "localhost/a"),
    "a method of what is set when it is made": (f"{STORE}x = Store().colour(2)", "red"),
    "a method of the class": (f"{STORE}x = Store.made('b')", "localhostb"),
    "a method without an owner": (f"{STORE}x = Store().plain('b')", "b"),
    "updated by a dictionary": ("C = {'a': 1}\nC.update({'b': 2})\nx = C['b']", 2),
    "updated by keywords": ("C = dict(a=1)\nC.update(a=2)\nx = C['a']", 2),
    "a default that is set": ("C = {'a': 1}\nC.setdefault('b', 2)\nx = C['b']", 2),
    "a default that is not needed": ("C = {'a': 1}\nC.setdefault('a', 2)\nx = C['a']", 1),
    "merged in place": ("C = {'a': 1}\nC |= {'b': 2}\nx = C['b']", 2),
    "the first of a list": ("L = ('a', 'b')\nx = L[0]", "a"),
    "the last of a list": ("L = ['a', 'b']\nx = L[-1]", "b"),
    "a part of a text": ("x = 'a,b'.split(',')[1]", "b"),
    "a joined list": ("L = ['a', 'b']\nx = ' '.join(L)", "a b"),
    "an attribute by its name": ("import conf\nx = getattr(conf, 'Live').DEBUG", False),
    "a module by its name": ("import importlib\nx = importlib.import_module('conf').Live.DEBUG", False),
    "an object by its name": ("from werkzeug.utils import import_string\nx = import_string('conf:Live').DEBUG", False),
    "a file of JSON": (
        "import json\nwith open('settings.json') as f:\n    C = json.load(f)\nx = C['db']['host']",
        "localhost",
    ),
    "a number of it": ("import json\nC = json.load(open('settings.json'))\nx = C['db']['ports'][1]", 2),
    "a file of YAML": (
        "import yaml\nfrom pathlib import Path\nwith Path('settings.yml').open() as f:\n    C = yaml.safe_load(f)\nx = C['db']['host']",
        "localhost",
    ),
    "a file of TOML": (
        "import tomllib\nwith open('settings.toml', 'rb') as f:\n    x = tomllib.load(f)['db']['host']",
        "localhost",
    ),
}
UNKNOWN = {
    "a default under a key that nobody knows": "import os\nC = {'a': 1}\nC.setdefault(os.getcwd(), 2)\nx = C['b']",
    "updated by who knows what": "import os\nC = {'a': 1}\nC.update(os.stat('x'))\nx = C['a']",
    "perhaps updated": "import os\nC = {'a': 1}\nif os.path.exists('b'):\n    C.update(a=2)\nx = C['a']",
    "updated by a function": "C = {'a': 1}\ndef change():\n    C.update(a=2)\nx = C['a']",
    "beyond the end of a list": "L = ('a', 'b')\nx = L[2]",
    "of a list with more in it": "import sys\nL = ['a', *sys.argv]\nx = L[1]",
    "a file that is not there": "import json\nwith open('other.json') as f:\n    x = json.load(f)['db']",
    "a file by another library": "import json\nx = json.load(open('settings.yml'))['db']",
    "an attribute by who knows what": "import conf, sys\nx = getattr(conf, sys.argv[1])",
}


def value(text: str) -> Any:
    project = Project(MemoryTree({**FILES, "app.py": f"{FLASK}{text}\n"}))
    ask = project.deployments[0].start.production.evaluator
    return ask.outcomes(Name(WHOLE, Spans("app.py"), "x", False), Where("app.py"))[0].value


@pytest.mark.parametrize("name", KNOWN)
def test_known(name: str) -> None:
    text, wanted = KNOWN[name]
    assert value(text) == wanted


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown(name: str) -> None:
    assert isinstance(value(UNKNOWN[name]), Unknown)

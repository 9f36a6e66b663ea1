"""Attributes of objects that set their own attributes by names that nobody can read."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import redis\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n"
TAIL = "\n\nsettings = Settings()\nstore = redis.Redis.from_url(settings.store)\n"
PROCFILE = "web: gunicorn app:app\n"
OWN = "class Settings:\n    def __init__(self):\n        self.store = 'redis://localhost:6379/0'\n"

FILLED = [
    "    def read(self, found):\n        for name in found:\n            setattr(self, name, found[name])\n",
    "    def read(self, found):\n        self.__dict__.update(found)\n",
    "    def read(self, name, value):\n        self.__dict__[name] = value\n",
    "    def read(self, name, value):\n        object.__setattr__(self, name, value)\n",
]
FIXED = [
    "    def read(self, found):\n        return [getattr(self, name) for name in found]\n",
    "    def read(self, other):\n        for name in self.__dict__:\n            setattr(other, name, 1)\n",
    "    def read(self):\n        setattr(self, 'other', 1)\n",
    "    def read(self):\n        return dict(self.__dict__)\n",
]


@pytest.mark.parametrize(("method", "told"), [*((m, 0) for m in FILLED), *((m, 1) for m in FIXED)])
def test_objects_that_are_filled(method: str, told: int) -> None:
    files = {
        "app.py": HEAD + OWN + "\n" + method + TAIL,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nredis==6.4.0\n",
        "Procfile": PROCFILE,
    }
    assert len(check("loopback-service", files)) == told


def test_a_base_that_fills_what_derives_from_it() -> None:
    base = "class Filled:\n    def read(self, found):\n        for name in found:\n            setattr(self, name, 1)\n\n\n"
    files = {
        "app.py": HEAD + base + OWN.replace("Settings:", "Settings(Filled):") + TAIL,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nredis==6.4.0\n",
        "Procfile": PROCFILE,
    }
    assert check("loopback-service", files) == []

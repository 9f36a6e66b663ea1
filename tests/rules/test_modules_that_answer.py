"""Modules that have names which nobody sees them bind: they answer for them, or something else stands in their place."""

from __future__ import annotations

import pytest

from tests.checking import check

APP = "from flask import Flask\nfrom shop.things import Lamp\n\napp = Flask(__name__)\n"


@pytest.mark.parametrize("rule", ["case-mismatch", "unresolved-import"])
@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("from lazily import attach\n__getattr__, __dir__, __all__ = attach(__name__, __file__)\n", False),
        ("from lazily import attach\n__getattr__ = attach(__name__)\n", False),
        ("from lazily import find as __getattr__\n", False),
        ("def __getattr__(name):\n    return name\n", False),
        ("import sys\nfrom lazily import Module\nsys.modules[__name__] = Module(__name__)\n", False),
        ("from sys import modules\nfrom lazily import Module\nmodules[__name__] = Module(__name__)\n", False),
        ("import sys\nfrom lazily import Module\nsys.modules[__name__].__class__ = Module\n", False),
        ("class Own:\n    def __getattr__(self, name):\n        return name\n", True),
        ("modules = {}\nmodules[__name__] = 1\n", True),
        ("", True),
    ],
)  # fmt: skip
def test_what_is_imported_from_them_may_be_there(rule: str, text: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": APP,
        "shop/__init__.py": "",
        "shop/things/__init__.py": text,
        "shop/things/lamp.py": "",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert check(rule, files) == ([("app.py", 2, "error")] if is_told else [])

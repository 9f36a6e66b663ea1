"""What names mean: imports, scopes, shadows."""

from __future__ import annotations

import pytest
from showing import facts, shown, span

LAST_CALL = [
    # imports
    ("import flask\nflask.Flask()", "flask.Flask!"),
    ("import flask as f\nf.Flask()", "flask.Flask!"),
    ("from flask import Flask\nFlask()", "flask.Flask!"),
    ("from flask import Flask as F\nF()", "flask.Flask!"),
    ("import a.b.c\na.b.c.d()", "a.b.c.d!"),
    ("import a.b as c\nc.d()", "a.b.d!"),
    ("from .models import db\ndb.create_all()", ".models.db.create_all!"),
    ("from . import x\nx.y()", ".x.y!"),
    ("from .. import x\nx()", "..x!"),
    ("from ..a.b import x as y\ny()", "..a.b.x!"),
    ("open()", "open"),
    ("app.run()", "app.run"),
    # star imports
    ("from flask import *\nFlask()", "flask.Flask!"),
    ("from flask import *\nunknown()", "unknown"),
    ("from os import *\ngetenv()", "os.getenv!"),
    ("from .flask import *\nFlask()", "Flask"),
    ("from tkinter import *\nLabel()", "Label"),
    ("from flask import *\ndef session(): pass\nsession()", "session"),
    # the order of a module's statements
    ("from a import x\nx = 1\nx()", "x"),
    ("x = 1\nfrom a import x\nx()", "a.x!"),
    ("from a import x\nx()\nx = 1", "a.x!"),
    ("import redis\nredis = redis.Redis()", "redis.Redis!"),
    ("import a\na: int = 2\na()", "a"),
    ("import a\na: int\na()", "a!"),
    ("import a\nfor a in b: pass\na()", "a"),
    ("import a\nwith b as a: a()", "a"),
    ("import a\n(a := 3)\na()", "a"),
    ("import a\nclass a: pass\na()", "a"),
    ("import a\ndel a\na()", "a"),
    ("import a\n[x, (a, *b)] = c\na()", "a"),
    ("import a\nmatch b:\n case {'k': a, **c}: a()", "a"),
    ("import a\na += 1\na()", "a"),
    # fallbacks
    ("try:\n import a\nexcept ImportError:\n a = None\na.b()", "a.b!"),
    ("try:\n from a import x\nexcept ImportError:\n from b import x\nx()", "a.x!"),
    ("try:\n pass\nexcept ImportError:\n from b import x\nx()", "b.x!"),
    # functions
    ("import a\ndef f():\n a.b()", "a.b!"),
    ("def f():\n a.b()\nimport a", "a.b!"),
    ("import a\ndef f():\n a.b()\na = 1", "a.b"),
    ("import a\ndef f(a):\n a.b()", "a.b"),
    ("import a\ndef f(*a):\n a.b()", "a.b"),
    ("import a\ndef f(*, a=1):\n a.b()", "a.b"),
    ("import a\ndef f(**a):\n a.b()", "a.b"),
    ("import a\ndef f():\n a = 1\n a.b()", "a.b"),
    ("import a\ndef f():\n a.b()\n a = 1", "a.b"),
    ("import a\ndef f():\n global a\n a.b()\n a = 1", "a.b!"),
    ("import a\ndef f():\n from c import a\n a.b()", "c.a.b!"),
    ("def f():\n import a\na.b()", "a.b"),
    ("def f():\n import a\n def g():\n  a.b()", "a.b!"),
    ("import a\ndef f():\n a = 1\n def g():\n  a.b()", "a.b"),
    ("import a\ndef f():\n a = 1\n def g():\n  nonlocal a\n  a.b()\n  a = 2", "a.b"),
    ("def f():\n def g():\n  a.b()\n import a", "a.b!"),
    ("import a\ndef f():\n try: pass\n except E as a: pass\n a.b()", "a.b"),
    ("import a\nasync def f():\n async with x as a: pass\n async for c in d: a.b()", "a.b"),
    # classes
    ("import a\nclass C:\n a = 1\n a.b()", "a.b"),
    ("import a\nclass C:\n a = 1\n def f(self):\n  a.b()", "a.b!"),
    ("import a\nclass C:\n a = 1\na.b()", "a.b!"),
    ("class C:\n import a\n a.b()", "a.b!"),
    ("class C:\n import a\n def f(self): a.b()", "a.b"),
    # comprehensions and lambdas
    ("import a\n[a.b() for a in c]", "a.b"),
    ("import a\n[a.b() for c in d]", "a.b!"),
    ("import a\n{a: a.b() for a, c in d}", "a.b"),
    ("import a\n[1 for a in c]\na.b()", "a.b!"),
    ("import a\nlambda a: a.b()", "a.b"),
    ("import a\nlambda c: a.b()", "a.b!"),
    ("import a\n(lambda a: 1)(a.b())", "a.b!"),
    # annotations of parameters and defaults belong to the scope around
    ("import a\ndef f(a=a.b()): pass", "a.b!"),
    ("import a\n@a.b()\ndef a(): pass", "a.b!"),
]


@pytest.mark.parametrize(("text", "expected"), LAST_CALL)
def test_name_of_the_last_call(text: str, expected: str) -> None:
    assert shown(facts(text).calls[-1].call.function) == expected


IMPORTS = [
    ("import a", [("a", "", "a", 0)]),
    ("import a.b", [("a.b", "", "a", 0)]),
    ("import a.b as c, d", [("a.b", "", "c", 0), ("d", "", "d", 0)]),
    ("from a import b, c as d", [("a", "b", "b", 0), ("a", "c", "d", 0)]),
    ("from . import a", [("", "a", "a", 1)]),
    ("from ..x.y import z as w", [("x.y", "z", "w", 2)]),
    ("from a import *", [("a", "*", "*", 0)]),
]


@pytest.mark.parametrize(("text", "expected"), IMPORTS)
def test_imports(text: str, expected: list[tuple[str, str, str, int]]) -> None:
    assert [(i.module, i.name, i.alias, i.level) for i in facts(text).imports] == expected


def test_places_of_an_import() -> None:
    first, second = facts("if a:\n  from b import (\n    c,\n    d as e,\n  )").imports
    assert span(first.place) == span(second.place) == (2, 3, 5, 4)
    assert first.name_place
    assert second.name_place
    assert (span(first.name_place), span(second.name_place)) == ((3, 5, 3, 6), (4, 5, 4, 11))


def test_scope_of_an_import() -> None:
    module = facts("import a\ndef f():\n  import b\n  class C:\n    import c\n    def m(self):\n      import d")
    assert [(i.scope, i.module) for i in module.imports] == [("", "a"), ("f", "b"), ("f.C", "c"), ("f.C.m", "d")]

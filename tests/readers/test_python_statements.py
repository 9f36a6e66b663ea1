"""Statements: guards, scopes, definitions, assignments, failures, contexts."""

from __future__ import annotations

import pytest
from showing import facts, guarded, shown, span

from flaskcheck.ground.place import HOLE

MAIN = "if __name__ == '__main__'"

GUARDS = [
    # where f() stands, and what guards it
    ("f()", ""),
    ("if a: f()", "if a"),
    ("if a: pass\nelse: f()", "!if a"),
    ("if a: pass\nelif b: f()", "!if a & if b"),
    ("if a: pass\nelif b: pass\nelse: f()", "!if a & !if b"),
    ("if not a: f()", "if not a"),
    ("if a:\n if b: f()", "if a & if b"),
    # the main guard
    (f"{MAIN}: f()", "main"),
    (f"{MAIN}: pass\nelse: f()", "!main"),
    ("if '__main__' == __name__: f()", "main"),
    ("if __name__ in ('__main__',): f()", "main"),
    ("if __name__ in {'__main__', '__mp_main__'}: f()", "main"),
    ("if __name__ in ('__main__', 'app'): f()", "if (__name__ in tuple('__main__', 'app'))"),
    ("if __name__ != '__main__': f()", "!main"),
    ("if __name__ != '__main__': pass\nelse: f()", "main"),
    ("if not __name__ == '__main__': f()", "!main"),
    ("if not (__name__ != '__main__'): f()", "main"),
    (f"{MAIN} and a: f()", "main & if a"),
    (f"{MAIN} and a: pass\nelse: f()", "!if ((__name__ == '__main__') and a)"),
    (f"{MAIN} or a: f()", "if ((__name__ == '__main__') or a)"),
    (f"{MAIN} or a: pass\nelse: f()", "!main & !if a"),
    ("if __name__ != '__main__': raise SystemExit\nf()", "main"),
    ("if __name__ == 'app': f()", "if (__name__ == 'app')"),
    # type checking
    ("from typing import TYPE_CHECKING\nif TYPE_CHECKING: f()", "type-checking"),
    ("import typing as t\nif t.TYPE_CHECKING: f()", "type-checking"),
    ("TYPE_CHECKING = False\nif TYPE_CHECKING: f()", "type-checking"),
    ("from typing import TYPE_CHECKING\nif not TYPE_CHECKING: f()", "!type-checking"),
    ("from typing import TYPE_CHECKING\nif TYPE_CHECKING: pass\nelse: f()", "!type-checking"),
    # try
    ("try: f()\nexcept (a.B, C): pass", "try a.B C"),
    ("try: f()\nexcept: pass", "try BaseException"),
    ("try: f()\nexcept A: pass\nexcept B: pass", "try A B"),
    ("from e import A\ntry: f()\nexcept A: pass", "try e.A"),
    ("try: f()\nexcept (A if b else C): pass", "try ?"),
    ("try: pass\nexcept A as e: f()", "except A"),
    ("try: pass\nexcept A: pass\nelse: f()", "!try A"),
    ("try: pass\nexcept A: pass\nelse:\n if b: f()", "!try A & if b"),
    ("from contextlib import suppress\nwith suppress(A, b.C): f()", "with contextlib.suppress!(A, b.C) & try A b.C"),
    ("import contextlib as c\nwith a, c.suppress(B): f()", "with a & with contextlib.suppress!(B) & try B"),
    ("with suppress(A): f()", "with suppress(A)"),
    ("try: pass\nfinally: f()", "finally"),
    ("try: f()\nfinally: pass", "try"),
    # loops, with, match
    ("for a in b: f()", "for"),
    ("for a in b: pass\nelse: f()", "!for"),
    ("while a: f()", "while a"),
    ("while a: pass\nelse: f()", "!while a"),
    ("with a(): f()", "with a()"),
    ("with a, b as c: f()", "with a & with b"),
    ("match a:\n case 1: f()", "if (a == 1)"),
    ("match a:\n case b if f(): pass", "match"),
    # after leaving
    ("if a: raise b\nf()", "!if a"),
    ("for x in y:\n if a: continue\n f()", "for & !if a"),
    ("for x in y:\n if a: break\n f()", "for & !if a"),
    ("import sys\nif a: sys.exit(1)\nf()", "!if a"),
    ("from sys import exit as leave\nif a: leave()\nf()", "!if a"),
    ("if a: exit()\nf()", "!if a"),
    ("if a: quit()\nf()", "!if a"),
    ("import os\nif a: os._exit(1)\nf()", "!if a"),
    ("from flask import abort\nif a: abort(404)\nf()", "!if a"),
    ("import flask\nif a: flask.abort(404)\nf()", "!if a"),
    ("if a: abort(404)\nf()", ""),
    ("exit = print\nif a: exit()\nf()", "!if a"),
    ("if a: raise b\nelse: pass\nf()", "!if a"),
    ("if a: pass\nelse: raise b\nf()", "if a"),
    ("if a: raise b\nelif c: raise d\nf()", "!if a & !if c"),
    ("if a: raise b\nelif c: pass\nf()", "!if a"),
    ("if a: pass\nelif c: raise d\nf()", ""),
    ("if a: raise b\nelif c: pass\nelse: raise d\nf()", "!if a & if c"),
    ("if a: raise b\nelse: raise c\nf()", ""),
    ("if a:\n if b: raise c\n else: raise d\nf()", "!if a"),
    ("if a:\n if b: raise c\nf()", ""),
    ("if a:\n if b: raise c\n elif d: raise e\n else: raise g\nf()", "!if a"),
    ("if a:\n if b: pass\n elif d: raise e\n else: raise g\nf()", ""),
    ("if a:\n if b: raise c\n elif d: raise e\nf()", ""),
    ("if a:\n x()()\nf()", ""),
    ("import contextlib as c\nif a:\n with c.suppress(b): raise c\nf()", ""),
    ("if a:\n with b: raise c\nf()", "!if a"),
    ("if a:\n with suppress(b): raise c\nf()", ""),
    ("if a:\n try: raise b\n except c: raise d\nf()", "!if a"),
    ("if a:\n try: raise b\n except c: pass\nf()", ""),
    ("if a:\n try: pass\n finally: raise b\nf()", "!if a"),
    ("if a: raise b\nif c: raise d\nf()", "!if a & !if c"),
    ("if x:\n if a: raise b\nf()", ""),
    # scopes begin without guards
    ("if a:\n def g():\n  f()", ""),
    ("if a:\n class C:\n  f()", ""),
    ("def g():\n if a: return\n f()", "!if a"),
    (f"{MAIN}:\n def g():\n  f()", ""),
]


@pytest.mark.parametrize(("text", "expected"), GUARDS)
def test_guards(text: str, expected: str) -> None:
    assert guarded(next(c for c in facts(text).calls if c.call.name == "f").guards) == expected


def test_places_of_guards() -> None:
    module = facts(
        "try:\n"
        "  for a in b:\n"
        "    while c:\n"
        "      with d() as e:\n"
        "        if f:\n"
        "          match g:\n"
        "            case 1:\n"
        "              x()\n"
        "except (A,\n  B) as h: y()\n"
        "finally: z()\n"
    )
    x, y, z = (c for c in module.calls if c.call.name in "xyz")
    assert [span(guard.place) for guard in x.guards] == [
        (1, 1, 1, 4),
        (2, 3, 2, 13),
        (3, 11, 3, 12),
        (4, 12, 4, 15),
        (5, 12, 5, 13),
        (7, 18, 7, 19),
    ]
    assert [span(guard.place) for guard in (*y.guards, *z.guards)] == [(9, 1, 9, 7), (1, 1, 1, 4)]


def test_many_guards_are_limited() -> None:
    module = facts("".join(f"if a{n}: raise b\n" for n in range(500)) + "f()")
    assert len(module.calls[-1].guards) == 60
    chain = facts("if a: f()\n" + "".join(f"elif a{n}: f()\n" for n in range(300)))
    assert len(chain.calls) == 301
    assert max(len(c.guards) for c in chain.calls) <= 62


# -- definitions ---------------------------------------------------------------------------------


def test_functions() -> None:
    module = facts(
        "@app.route('/')\n"
        "def index(a, /, b: int, c=1, *args, d, e='x', **kw) -> str:\n"
        "  global g, h\n"
        "  if a:\n"
        "    return b\n"
        "  def inner():\n"
        "    yield 1\n"
        "    return 2\n"
        "  return\n"
        "class C:\n"
        "  async def m(self): await x\n"
        "  n = lambda self, y=2: y\n"
    )
    assert [(f.name, f.scope, f.is_async, f.is_generator) for f in module.functions] == [
        ("index", "", False, False),
        ("index.inner", "index", False, True),
        ("C.m", "C", True, False),
        ("C.n", "C", False, False),
    ]
    index, inner, method, bound = module.functions
    assert [(p.name, p.kind, shown(p.default)) for p in index.parameters] == [
        ("a", "positional", "-"),
        ("b", "positional", "-"),
        ("c", "positional", "1"),
        ("args", "*", "-"),
        ("d", "keyword", "-"),
        ("e", "keyword", "'x'"),
        ("kw", "**", "-"),
    ]
    assert [p.name for p in index.parameters if p.default is None and p.kind[0] != "*"] == ["a", "b", "d"]
    assert index.global_names == ("g", "h")
    assert [shown(d) for d in index.decorators] == ["app.route('/')"]
    assert [(shown(r.value), guarded(r.guards), r.place.line) for r in index.returns] == [
        ("b", "if a", 5),
        ("-", "!if a", 9),
    ]
    assert [shown(r.value) for r in inner.returns] == ["2"]
    assert guarded(inner.guards) == "!if a"
    assert [(p.name, shown(p.default)) for p in bound.parameters] == [("self", "-"), ("y", "2")]
    assert [shown(r.value) for r in bound.returns] == ["y"]
    assert [span(f.place) for f in (index, inner, method, bound)] == [
        (2, 1, 2, 10),
        (6, 3, 6, 12),
        (11, 3, 11, 14),
        (12, 7, 12, 26),
    ]


def test_classes() -> None:
    module = facts(
        "from flask import Flask\n"
        "if a:\n"
        "  @dec\n"
        "  class Config(Flask, b.C, metaclass=M):\n"
        "    DEBUG = True\n"
        "    class Inner:\n"
        "      X = 1\n"
        "    def f(self):\n"
        "      self.y = 2\n"
    )
    outer, inner = module.classes
    assert (outer.name, outer.scope, guarded(outer.guards)) == ("Config", "", "if a")
    assert [shown(b) for b in outer.bases] == ["flask.Flask!", "b.C"]
    assert [(k.name, shown(k.value)) for k in outer.keywords] == [("metaclass", "M")]
    assert [shown(d) for d in outer.decorators] == ["dec"]
    assert (inner.name, inner.scope, inner.guards) == ("Config.Inner", "Config", ())
    assert [(a.scope, shown(a.target)) for a in module.assignments] == [
        ("Config", "DEBUG"),
        ("Config.Inner", "X"),
        ("Config.f", "self.y"),
    ]
    assert [span(c.place) for c in module.classes] == [(4, 3, 4, 15), (6, 5, 6, 16)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(): pass", (1, 1, 1, 6)),
        ("def  f (): pass", (1, 1, 1, 7)),
        ("@a\n@b\ndef f(): pass", (3, 1, 3, 6)),
        ("async   def ff(): pass", (1, 1, 1, 15)),
        ("class d: pass", (1, 1, 1, 8)),
        ("def d(): pass", (1, 1, 1, 6)),
        ("def \\\n f(): pass", (1, 1, 1, 6)),
        ("def ünïcode(): pass", (1, 1, 1, 12)),
    ],
)
def test_place_of_a_definition(text: str, expected: tuple[int, int, int, int]) -> None:
    module = facts(text)
    assert [span(d.place) for d in (*module.functions, *module.classes)] == [expected]


# -- assignments ---------------------------------------------------------------------------------

ASSIGNMENTS = [
    ("a = 1", [("a", "1")]),
    ("a = b = 1", [("a", "1"), ("b", "1")]),
    ("a: int = 1", [("a", "1")]),
    ("a: int", [("a", "<declared>")]),
    ("a.b = 1", [("a.b", "1")]),
    ("a['k'] = 1", [("a['k']", "1")]),
    ("f().b = 1", [("f().b", "1")]),
    ("a, b = 1, 2", [("a", "1"), ("b", "2")]),
    ("[a, b] = (1, 2)", [("a", "1"), ("b", "2")]),
    ("a, (b, c) = 1, (2, 3)", [("a", "1"), ("b", "2"), ("c", "3")]),
    ("a, b = f()", [("a", "<unpacked f() 0>"), ("b", "<unpacked f() 1>")]),
    ("a, *b = 1, 2", [("a", "<unpacked tuple(1, 2) 0>"), ("b", "<unpacked tuple(1, 2)>")]),
    ("a, *_, b = f()", [("a", "<unpacked f() 0>"), ("_", "<unpacked f()>"), ("b", "<unpacked f() -1>")]),
    ("a, b = b, a", [("a", "b"), ("b", "a")]),
    ("a, b = c = 1, 2", [("a", "1"), ("b", "2"), ("c", "tuple(1, 2)")]),
    ("a += 'x'", [("a", "a ~ 'x'")]),
    ("a += b", [("a", "a ~ b")]),
    ("a += 1", [("a", "<arithmetic a 1>")]),
    ("a += ['x']", [("a", "list(*a, 'x')")]),
    ("a -= 1", [("a", "<arithmetic a 1>")]),
    ("a |= {'k': 1}", [("a", "{**: a, 'k': 1}")]),
    ("a.b['k'] += f'{c}/d'", [("a.b['k']", "a.b['k'] ~ c ~ '/d'")]),
    ("del a, b['k']", [("a", "<deleted>"), ("b['k']", "<deleted>")]),
    ("for a, b in c: pass", [("a", "<unpacked <loop c> 0>"), ("b", "<unpacked <loop c> 1>")]),
    ("with a as b: pass", [("b", "<with a>")]),
    ("try: pass\nexcept A as e: pass", [("e", "<exception>")]),
    ("if (a := f()): pass", [("a", "f()")]),
    ("match a:\n case [b, *c]: pass", [("b", "<match a>"), ("c", "<match a>")]),
    ("import a\na = a.b", [("a", "a.b!")]),
    ("import a\na.b = 1", [("a.b!", "1")]),
]


@pytest.mark.parametrize(("text", "expected"), ASSIGNMENTS)
def test_assignments(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(shown(a.target), shown(a.value)) for a in facts(text).assignments]
    assert sorted(found) == sorted(expected)


def test_place_of_an_assignment_is_the_statement() -> None:
    module = facts("x = 1; a, b = (\n  1,\n  2)\n")
    assert [span(a.place) for a in module.assignments] == [(1, 1, 1, 6), (1, 8, 3, 5), (1, 8, 3, 5)]


EXPORTED = [
    ("a = 1", None),
    ("__all__ = ['a', 'b']", ("a", "b")),
    ("__all__ = ('a',)", ("a",)),
    ("__all__: list[str] = ['a']", ("a",)),
    ("__all__ = ['a'] + ['b']", ("a", "b")),
    ("__all__ = ['a']\n__all__ += ['b']", ("a", "b")),
    ("__all__ = ['a']\n__all__ = __all__ + ['b']", ("a", "b")),
    ("__all__ = ['a']\n__all__.extend(['b'])\n__all__.append('c')", ("a", "b", "c")),
    ("__all__ = ['a']\n__all__ += b.__all__", None),
    ("__all__ = ['a']\n__all__.extend(b)", None),
    ("__all__.extend(['b'])", None),
    ("__all__ = ['a']\n__all__.extend(['b'], ['c'])", ("a",)),
    ("__all__ = ['a', b]", None),
    ("__all__ = [n for n in dir()]", None),
    ("def f():\n __all__ = ['a']", None),
    ("__all__ = []", ()),
]


@pytest.mark.parametrize(("text", "expected"), EXPORTED)
def test_exported(text: str, expected: tuple[str, ...] | None) -> None:
    assert facts(text).exported == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def __getattr__(name): pass", True),
        ("__getattr__, __dir__, __all__ = attach(__name__, __file__)", True),
        ("__getattr__ = deprecated(__name__)", True),
        ("from lazily import find as __getattr__", True),
        ("class C:\n def __getattr__(self, name): pass", False),
        ("class C:\n __getattr__ = found", False),
        ("def f():\n __getattr__ = found", False),
        ("a = 1", False),
    ],
)
def test_has_getattr(text: str, expected: bool) -> None:
    assert facts(text).has_getattr is expected


# -- failures ------------------------------------------------------------------------------------

FAILURES = [
    ("raise A('x')", "raise", "A('x')"),
    ("raise", "raise", "-"),
    ("raise A from b", "raise", "A"),
    ("assert a, 'x'", "assert", "a"),
    ("import sys\nsys.exit(1)", "exit", "sys.exit!(1)"),
    ("exit()", "exit", "exit()"),
    ("import os\nos._exit(1)", "exit", "os._exit!(1)"),
    ("from flask import abort\nabort(404)", "abort", "flask.abort!(404)"),
    ("from werkzeug.exceptions import abort\nabort(404)", "abort", "werkzeug.exceptions.abort!(404)"),
]


@pytest.mark.parametrize(("text", "kind", "value"), FAILURES)
def test_failure(text: str, kind: str, value: str) -> None:
    (failure,) = facts(text).failures
    assert (failure.kind, shown(failure.value)) == (kind, value)


def test_no_failures() -> None:
    assert not facts("abort(404)\nsys.exit(1)\nfrom flask import abort\nx = abort\n").failures


# -- contexts ------------------------------------------------------------------------------------

CONTEXTS = [
    # what the text "t://" stands in
    ("'t://'", ("docstring",)),
    ("x = 1\n't://'", ("docstring",)),
    ("def f():\n 't://'", ("docstring",)),
    ("x = 't://'", ("assign:x",)),
    ("x.y = 't://'", ("assign:x.y",)),
    ("x.y['k'] = 't://'", ("assign:x.y[k]",)),
    ("x[k] = 't://'", ("assign:x[]",)),
    ("f().k = 't://'", ("assign:?.k",)),
    ("a, b = 1, 't://'", ("assign:b",)),
    ("a = b = 't://'", ("assign:a",)),
    ("x: str = 't://'", ("assign:x",)),
    ("print('t://')", ("call:print", "argument:0")),
    ("from a import b\nb.c(1, k='t://')", ("call:a.b.c", "argument:k")),
    ("f().info('t://')", ("call:?.info", "argument:0")),
    ("f()('t://')", ("call:", "argument:0")),
    ("f(**{'k': 't://'})", ("call:f", "argument:**", "item:k")),
    ("f(g('t://'))", ("call:f", "argument:0", "call:g", "argument:0")),
    ("'t://'.strip()", ("function", "attribute")),
    ("a == 't://'", ("compare",)),
    ("a in ['t://']", ("compare", "list")),
    ("x = {'t://': 1}", ("assign:x", "key")),
    ("x = {'k': 't://'}", ("assign:x", "item:k")),
    ("x = {1: 't://'}", ("assign:x", "item:")),
    ("x = ['t://']", ("assign:x", "list")),
    ("x = ('t://',)", ("assign:x", "tuple")),
    ("x = {'t://'}", ("assign:x", "set")),
    ("def f(): return 't://'", ("return",)),
    ("raise A('t://')", ("raise", "call:A", "argument:0")),
    ("assert a, 't://'", ("raise",)),
    ("assert a == 't://'", ("assert", "compare")),
    ("x = a or 't://'", ("assign:x", "or")),
    ("x = a and 't://'", ("assign:x", "and")),
    ("x = not 't://'", ("assign:x", "not")),
    ("x = 't://' if a else b", ("assign:x", "if-else")),
    ("x = a if 't://' else b", ("assign:x", "test")),
    ("if 't://' in a: pass", ("test", "compare")),
    ("while 't://': pass", ("test",)),
    ("a['t://']", ("subscript",)),
    ("a['t://'] = 1", ("target", "subscript")),
    ("x: 't://' = 1", ("annotation",)),
    ("def f(a: 't://'): pass", ("annotation",)),
    ("def f() -> 't://': pass", ("annotation",)),
    ("def f(a='t://'): pass", ("default:a",)),
    ("@app.route('t://')\ndef f(): pass", ("decorator", "call:app.route", "argument:0")),
    ("class C(f('t://')): pass", ("base", "call:f", "argument:0")),
    ("class C(k='t://'): pass", ("argument:k",)),
    ("for a in ['t://']: pass", ("for", "list")),
    ("with f('t://'): pass", ("with", "call:f", "argument:0")),
    ("match 't://':\n case _: pass", ("match",)),
    ("match a:\n case 't://': pass", ("compare",)),
    ("match a:\n case {'k': C(x='t://')}: pass", ("compare",)),
    ("x = lambda: 't://'", ("assign:x", "lambda")),
    ("x = ['t://' for a in b]", ("assign:x", "comprehension")),
    ("x = [a for a in 't://']", ("assign:x", "comprehension")),
    ("async def f(): await g('t://')", ("await", "call:g", "argument:0")),
    ("def f(): yield 't://'", ("yield",)),
    ("x = a + f('t://')", ("assign:x", "join", "call:f", "argument:0")),
    ("x = f'{f(\"t://\")}'", ("assign:x", "join", "call:f", "argument:0")),
    ("x = '%s' % f('t://')", ("assign:x", "join", "call:f", "argument:0")),
    ("x = a / 't://'", ("assign:x", "division")),
    ("x = a * 't://'", ("assign:x", "arithmetic")),
    ("x = a['t://':]", ("assign:x", "subscript", "slice")),
]


@pytest.mark.parametrize(("text", "expected"), CONTEXTS)
def test_context(text: str, expected: tuple[str, ...]) -> None:
    (found,) = (t for t in facts(text).texts if t.text == "t://")
    assert found.context == expected


CALL_CONTEXTS = [
    ("f()", ()),
    ("x = f()", ("assign:x",)),
    ("g(f())", ("call:g", "argument:0")),
    ("f().g()", ("function", "attribute")),
    ("f()()", ("function",)),
    ("f()['k']", ("subscript",)),
    ("@f()\ndef g(): pass", ("decorator",)),
    ("@f()\nclass C: pass", ("decorator",)),
    ("if f(): pass", ("test",)),
    ("f().x = 1", ("target", "attribute")),
    ("try: pass\nexcept f(): pass", ("except",)),
]


@pytest.mark.parametrize(("text", "expected"), CALL_CONTEXTS)
def test_context_of_a_call(text: str, expected: tuple[str, ...]) -> None:
    (found,) = (c for c in facts(text).calls if c.call.name == "f")
    assert found.context == expected


def test_text_added_to_a_name() -> None:
    (found,) = facts("x += 't://'").texts
    assert (found.text, found.context) == (f"{HOLE}t://", ("assign:x",))


def test_calls_are_in_the_order_of_the_source() -> None:
    module = facts("a(b(c()), d())\n[e() for x in f()]\ng(h())\n")
    assert [c.call.name for c in module.calls] == list("abcdefgh")

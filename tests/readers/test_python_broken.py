"""Python files that Python refuses: what is said of them, and what is read all the same."""

from __future__ import annotations

import inspect
import sys

import pytest
from showing import facts, shown, span

from flaskcheck.facts.python import Module
from flaskcheck.files.source import Source
from flaskcheck.readers.python.module import read
from flaskcheck.readers.python.rewrites import older_fstrings

GOOD = "import os\napp = make()\n"
AFTER = "\nimport sys\nx = os.sep\n"


def kept(module: Module) -> bool:
    """Whether what stands before and after the broken part was read, with names resolved."""
    names = [i.module for i in module.imports]
    return {"os", "sys"} <= set(names) and shown(module.assignments[-1].value) == "os.sep!"


SYNTAX = [
    ("x = = 1", 1),
    ("f(", 1),
    ("x = [1, 2", 1),
    ("def f(:\n  a()\n  b()", 1),
    ("def f()\n  a()", 1),
    ("if a\n  b()\nelse:\n  c()", 1),
    ("class C:\n  x = = 1\n  def m(self): pass", 2),
    ("if a:\nb()", 2),
    ("  a()", 1),
    ("try:\n  a()", 3),
    ("x = 'abc", 1),
    ("x = 5a", 1),
    ("return = 3", 1),
    ("a b c", 1),
    ("%matplotlib inline", 1),
    ("!pip install flask", 1),
    ("x = 1 +", 1),
    ("def f():\n    a()\n  b()", 3),
    ("foo(a=1, 2)", 1),
    ("if a:\n  pass\nelif\n  b()\nelse:\n  c()", 3),
]


@pytest.mark.parametrize(("text", "line"), SYNTAX)
def test_broken_statement(text: str, line: int) -> None:
    module = facts(GOOD + text + AFTER)
    assert module.error is not None
    assert module.error.kind == "syntax"
    assert module.error.message
    assert module.error.place.line == line + 2
    assert kept(module)


def test_only_the_broken_method_is_lost() -> None:
    module = facts("import os\nclass C:\n  a = 1\n  def f(self):\n    x = = 2\n  def g(self):\n    return os.sep\n")
    assert [c.name for c in module.classes] == ["C"]
    assert [f.name for f in module.functions] == ["C.f", "C.g"]
    assert [shown(r.value) for r in module.functions[1].returns] == ["os.sep!"]
    assert module.functions[1].place.line == 6


def test_many_broken_statements() -> None:
    text = "import os\n" + "".join(f"x{n} = = 1\ny{n} = {n}\n" for n in range(200)) + "z = os.sep\n"
    module = facts(text)
    assert module.error
    assert module.error.place.line == 2
    assert shown(module.assignments[-1].value) == "os.sep!"
    assert len(module.assignments) == 201


PYTHON_2 = [
    "print 'a'",
    "print x",
    "print 'a %s' % x, y,",
    "print 'a'; print >>sys.stderr, 'b'",
    "if a: print 'b'",
    "def f():\n  for a in b:\n    print 'c %s' % (\n      d)",
    "raise ValueError, 'a'",
    "exec 'a = 1'",
    "x = 0777",
    "x = 10L",
    "x = ur'a'",
    "x = `a`",
    "if a <> b: pass",
]


@pytest.mark.parametrize("text", PYTHON_2)
def test_python_2(text: str) -> None:
    module = facts(GOOD + text + AFTER)
    assert module.error is not None
    assert module.error.kind == "python2"
    assert "Python 2" in module.error.message
    assert kept(module)


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="there it is what it says: a tuple of exceptions")
def test_python_2_except() -> None:
    module = facts(GOOD + "try: pass\nexcept ValueError, e: f(e)" + AFTER)
    assert module.error is not None
    assert module.error.kind == "python2"
    assert kept(module)
    assert [(a.target.dotted, a.guards[0].catches) for a in module.assignments if a.guards] == [("e", ("ValueError",))]


def test_python_2_file_keeps_its_facts() -> None:
    module = facts(
        "from flask import Flask\n"
        "app = Flask(__name__)\n"
        "@app.route('/')\n"
        "def index():\n"
        "    print 'request', 1\n"
        "    print 'again'\n"
        "    return 'ok'\n"
        "if __name__ == '__main__':\n"
        "    print 'running'\n"
        "    app.run(debug=True)\n"
    )
    assert module.error is not None
    assert span(module.error.place)[:2] == (5, 5)
    assert [f.name for f in module.functions] == ["index"]
    assert [c.call.name for c in module.calls] == ["flask.Flask", "app.route", "app.run"]


NEWER = [
    ((3, 11), "try: pass\nexcept* ValueError: f()", "except*"),
    ((3, 12), "type X = int", "type"),
    ((3, 12), "type X[T: int] = list[T]", "type"),
    ((3, 12), "def f[T](a: T) -> T:\n  g()", "type parameters"),
    ((3, 12), "async def f[T: (int, str), *A](a): pass", "type parameters"),
    ((3, 12), "class C[T](B):\n  x = 1", "type parameters"),
    ((3, 12), "y = f'{a['b']}'", "f-string"),
    ((3, 12), 'y = f"{a[\'b\']} {c["d"]:>10} {"e"!r}"', "f-string"),
    ((3, 12), "y = f'{'\\n'.join(a)}'", "f-string"),
    ((3, 12), "y = f'{f'{a}'}'", "f-string"),
    ((3, 12), "y = f'{a  # why\n}'", "f-string"),
    ((3, 12), "y = f'''{a['''b''']}'''", "f-string"),
    ((3, 14), "try: pass\nexcept A, b.C: f()", "except"),
    ((3, 14), "y = t'a{b}'", "template string"),
    ((3, 14), 'y = rt"a{b}"', "template string"),
    ((3, 15), "lazy import a", "lazy"),
    ((3, 15), "lazy from a import b", "lazy"),
]


@pytest.mark.parametrize(("version", "text", "what"), NEWER)
def test_newer_syntax(version: tuple[int, int], text: str, what: str) -> None:
    module = facts(GOOD + text + AFTER)
    assert kept(module)
    if sys.version_info < version:
        assert module.error is not None
        assert module.error.kind == "newer-syntax"
        assert what in module.error.message
        assert ".".join(map(str, version)) in module.error.message
    else:
        assert module.error is None


def test_facts_in_newer_syntax_are_read() -> None:
    module = facts("def f[T](a):\n  g(f'{os.environ['X']}/abc')\nclass C[T](B):\n  type X = int\n  y = 1\n")
    assert [f.name for f in module.functions] == ["f"]
    assert [(c.name, [shown(b) for b in c.bases]) for c in module.classes] == [("C", ["B"])]
    assert [a.target.dotted for a in module.assignments] == ["X", "y"]
    assert shown(module.calls[0].call) == "g(os.environ['X'] ~ '/abc')"
    assert span(module.functions[0].place) == (1, 1, 1, 6)


FIELDS = [
    # written for Python 3.12, for 3.11
    ("f'{a['b']}'", "f'{a[\"b\"]}'"),
    ('f"{a["b"]:>{w}}{c!r}"', "f\"{a['b']:>{w}}{c!r}\""),
    ("f'{f'{a}'}'", "f'{f\"{a}\"}'"),
    ("f'{a['b']}{\"c\" + 'd'}'", "f'{a[\"b\"]}{__       }'"),
    ("f'{'\\n'.join(a)}'", "f'{__          }'"),
    ("f'{a # b\n}'", "f'{__   }\\\n'"),
    ("f'''{a + '\\n'}'''", "f'''{__      }'''"),
    # left as they are
    ("f'{a}{{b}}' '{c['", "f'{a}{{b}}' '{c['"),
    ('f"{a:\'>10}"', 'f"{a:\'>10}"'),
    ("f'{a:{b:{c}}}'", "f'{a:{b:{c}}}'"),
    ("f'{d[\"k\"](x, {1: 2}[1])}'", "f'{d[\"k\"](x, {1: 2}[1])}'"),
    ("x = 1  # f'{a['", "x = 1  # f'{a['"),
    ('rf\'\\{a}\' b\'{\' """f\'{"""', 'rf\'\\{a}\' b\'{\' """f\'{"""'),
    # without end
    ("f'{a", None),
    ("f'{a[}'", None),
    ("f'{a:{b}'", None),
    ("f'{a:", None),
    ("f'{a'b", None),
    ("'abc\n", None),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS)
def test_older_fstrings(text: str, expected: str | None) -> None:
    assert older_fstrings(text) == expected


BROKEN_IN_EVERY_PYTHON = [
    "y = f'{a'",
    "def f[T(a): pass",
    "type X = = 1",
    "y = f'{a[}'",
    "except* A: pass",
    "lazy from a import",
]


@pytest.mark.parametrize("text", BROKEN_IN_EVERY_PYTHON)
def test_what_looks_newer_but_is_broken(text: str) -> None:
    module = facts(GOOD + text + AFTER)
    assert module.error is not None
    assert module.error.kind == "syntax"
    assert kept(module)


CONFLICT = "<<<<<<< HEAD\na = 1\n=======\nb = 2\n>>>>>>> other"


def test_merge_markers() -> None:
    module = facts(GOOD + CONFLICT + AFTER)
    assert module.error is not None
    assert (module.error.kind, span(module.error.place)) == ("merge-markers", (3, 1, 3, 13))
    assert kept(module)
    assert [a.target.dotted for a in module.assignments] == ["app", "a", "x"]


def test_merge_markers_with_base_inside_a_function() -> None:
    text = "def f():\n<<<<<<< HEAD\n  a()\n||||||| base\n  b()\n=======\n  c()\n>>>>>>> x\n  d()\n" + CONFLICT
    module = facts(text)
    assert module.error is not None
    assert (module.error.kind, module.error.place.line) == ("merge-markers", 2)
    assert [c.call.name for c in module.calls] == ["a", "d"]


def test_markers_in_a_text_are_no_conflict() -> None:
    module = facts("x = '''\n" + CONFLICT + "\n'''\n")
    assert module.error is None
    assert len(module.assignments) == 1


TEMPLATES = [
    "from {{ cookiecutter.name }} import y",
    "{% if a %}\nx = 1\n{% endif %}",
    "import {{cookiecutter.a}}_b",
    "{%- for a in b %}\nimport {{ a }}\n{%- endfor %}",
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_template(text: str) -> None:
    module = facts(GOOD + text + AFTER)
    assert module.error is not None
    assert module.error.kind == "template"
    assert kept(module)


# -- bytes ---------------------------------------------------------------------------------------

LATIN = "# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1")
ENCODINGS = [
    (b"", None, (0, 0)),
    (b"\n\n", None, (0, 0)),
    ("x = 'é'\n".encode(), None, (0, 0)),
    ("x = 'é'\n".encode("utf-8-sig"), None, (0, 0)),
    (LATIN, None, (0, 0)),
    (b"#!/usr/bin/python\n" + LATIN, None, (0, 0)),
    (b"# vim: set fileencoding=utf-8 :\nx = '\xc3\xa9'", None, (0, 0)),
    (b"x = 1\n\n" + LATIN, "encoding", (4, 6)),
    ("x = 'é'\n".encode("latin-1"), "encoding", (1, 6)),
    (b"a = 1\r\nx = '\xe9'\r\n", "encoding", (2, 6)),
    (b"# coding: nonsense\nx = 1\n", "encoding", (1, 11)),
    (b"# coding: ascii\nx = '\xc3\xa9'\n", "encoding", (2, 6)),
    (b"\xef\xbb\xbf# coding: latin-1\nx = 1\n", "encoding", (1, 1)),
    ("x = 1\n".encode("utf-16"), "encoding", (0, 0)),
    ("x = 1\n".encode("utf-16-le"), "encoding", (0, 0)),
    (b"a = 1\nx = 1\0\n", "encoding", (2, 6)),
    (b"# coding: latin-1\n# coding: nonsense\nx = 1", None, (0, 0)),
    (b"x = 1  # coding: nonsense\n", None, (0, 0)),
]


@pytest.mark.parametrize(("raw", "kind", "place"), ENCODINGS)
def test_encoding(raw: bytes, kind: str | None, place: tuple[int, int]) -> None:
    module = facts(raw)
    error = module.error
    assert (error.kind if error else None) == kind
    assert (span(error.place)[:2] if error else (0, 0)) == place
    assert ("x" in [a.target.dotted for a in module.assignments]) is (b"x" in raw)


def test_line_ends_tabs_and_form_feeds() -> None:
    module = facts(b"import os\r\n\x0cdef f():\r\n\treturn os.sep\r\n\x0c\r\nx = 1\r")
    assert module.error is None
    assert span(module.functions[0].returns[0].place) == (3, 2, 3, 15)
    assert span(module.assignments[0].place) == (5, 1, 5, 6)


def test_tabs_and_spaces_mixed() -> None:
    module = facts("import os\ndef f():\n        a()\n\tb('é')\nx = os.sep\n")
    assert module.error is not None
    assert module.error.kind == "syntax"
    assert [c.call.name for c in module.calls] == ["a", "b"]
    for call in module.calls:
        assert call.place.end_column <= len(["        a()", "\tb('é')"][call.place.line - 3]) + 1


def test_too_large() -> None:
    module = facts(b"x = 1\n" * 900_000)
    assert module.error is not None
    assert (module.error.kind, module.error.place.line) == ("too-large", 0)
    assert module == Module("app.py", error=module.error)


DEEP = ["x = " + "(" * 5000 + ")" * 5000, "x = " + "-" * 100_000 + "1", "x = " + "[" * 300 + "]" * 300]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_nested_too_deeply(text: str) -> None:
    module = facts(GOOD + text + AFTER)
    assert kept(module)
    if module.error is not None:
        assert module.error.kind == "nested-too-deep"


def test_fstrings_in_fstrings_by_the_hundred() -> None:
    assert facts("x = " + 'f"{' * 3000).error is not None


def test_little_stack_left() -> None:
    def read_with(frames: int) -> Module:
        return read_with(frames - 1) if frames else facts("x = [f(g(1 + h('%s' % a.b['c'])))]\nprint 'x'")

    used = len(inspect.stack())
    kinds = set()
    for left in range(20, 300, 10):
        try:
            error = read_with(sys.getrecursionlimit() - used - left).error
        except RecursionError:  # not even the call of the reader was possible
            continue
        kinds.add(error.kind if error else None)
    assert kinds == {"nested-too-deep", "python2"}


def test_long_line_without_end() -> None:
    module = facts("x = '" + "a" * 2_000_000)
    assert module.error is not None
    assert module.error.kind == "syntax"


APP = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("if not app.config:\n    return\n", 4, "'return' outside function"),
        ("for x in app.config:\n    if x:\n        return x\n", 5, "'return' outside function"),
        ("class Config:\n    X = 1\n    return X\n", 5, "'return' outside function"),
        ("def make():\n    class Inner:\n        return 1\n", 5, "'return' outside function"),
        ("value = yield 1\n", 3, "'yield' outside function"),
        ("if app.debug:\n    break\n", 4, "'break' outside loop"),
        ("def find(x):\n    if x:\n        continue\n", 5, "'continue' not properly in loop"),
        ("@app.get('/')\ndef index():\n    return await load()\n", 5, "'await' outside async function"),
        ("def count():\n    total = 1\n    global total\n", 5, "assigned to before global declaration"),
        ("nonlocal other\n", 3, "nonlocal declaration not allowed at module level"),
        ("def f(a, *, a=1):\n    pass\n", 3, "duplicate argument 'a' in function definition"),
        ("print(1, sep='', sep=' ')\n", 3, "keyword argument repeated: sep"),
        ("try:\n    a = 1\nexcept:\n    a = 2\nexcept ValueError:\n    a = 3\n", 5, "default 'except:' must be last"),
        ("from __future__ import annotations\n", 3, "from __future__ imports must occur at the beginning of the file"),
        ("def f():\n    async with g() as a:\n        pass\n", 4, "'async with' outside async function"),
        ("def load():\n    from models import *\n", 4, "import * only allowed at module level"),
    ],
)
def test_what_only_the_compiler_refuses(text: str, line: int, message: str) -> None:
    module = read(Source("app.py", (APP + text).encode()))
    assert module.error is not None
    assert (module.error.kind, module.error.place.line) == ("syntax", line)
    assert message in module.error.message
    assert module.calls  # what was read is kept


@pytest.mark.parametrize(
    "text",
    [
        "def make():\n    class Inner:\n        def run(self):\n            return 1\n    return Inner\n",
        "for x in ():\n    if x:\n        continue\n    break\n",
        "async def load():\n    return await load()\n",
        "def count():\n    global app\n    app = 1\n",
        "def numbers():\n    yield 1\n",
        "double = lambda x: (yield x)\n",
        "text = 'return, break and await are words'\n",
    ],
)
def test_what_the_compiler_takes(text: str) -> None:
    assert read(Source("app.py", (APP + text).encode())).error is None


def test_nothing_is_run_to_find_out() -> None:
    text = "import sys\nsys.modules['was_run'] = sys\nwhile False:\n    break\n1 / 0\n"
    assert read(Source("app.py", text.encode())).error is None
    assert "was_run" not in __import__("sys").modules

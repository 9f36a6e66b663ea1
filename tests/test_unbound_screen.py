"""Python's own table is asked only where the facts leave a name unexplained; what it would say elsewhere is nothing."""

import pytest

from flaskcheck.code import undefined
from flaskcheck.code.modules import Code
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.readers.python.unbound import unbound_names

BOUND = {
    "a list of what a function returns": "def f(found):\n    return [show(n.name) for n in found]\ndef show(x): ...\n",
    "a value under a key": "def f(found):\n    data = {'rows': [row.as_dict() for row in found if row.is_open]}\n    return data\n",
    "arguments": "def f(found, send):\n    send(*(item.id for item in found))\n",
    "at the top": "LOWER = [str(word) for word in ('A', 'B')]\n",
    "a function around it": "def f(given):\n    def g():\n        print(given, [print(n) for n in ()])\n    return g\n",
    "in a method": "class C:\n    def m(self, rows):\n        return dict(rows=[r.x() for r in rows])\n",
}
UNBOUND = {
    "bound in another function alone": (
        "def f(found):\n    total = sum(n.size for n in found)\n    return total\ndef g():\n    print(total)\n",
        [("g", "total")],
    ),
    "bound in the class around": (
        "class C:\n    size = 1\n    def m(self, found):\n        show = [print(n.x) for n in found]\n        print(size)\n",
        [("C.m", "size")],
    ),
    "an item outside": (
        "def f(found):\n    rows = [n.x() for n in found]\ndef g():\n    print(n)\n",
        [("g", "n")],
    ),
    "a name that nothing binds": (
        "def f(found):\n    return [strange(n) for n in found]\n",
        [("f", "strange")],
    ),
}


def _found(text, monkeypatch):
    asked = []
    monkeypatch.setattr(undefined, "unbound_names", lambda text: asked.append(1) or unbound_names(text))
    code = Code(MemoryTree({"app.py": text}))
    return [(u.statement.scope, u.name) for u in code.once(undefined._unbound, "app.py", "")], len(asked)


@pytest.mark.parametrize("kind", BOUND)
def test_python_is_not_asked_where_comprehensions_bind_what_is_read(kind, monkeypatch):
    assert not unbound_names(Source("app.py", BOUND[kind].encode()).text)
    assert _found(BOUND[kind], monkeypatch) == ([], 0)


@pytest.mark.parametrize("kind", UNBOUND)
def test_what_nothing_binds_there_is_told_as_before(kind, monkeypatch):
    text, expected = UNBOUND[kind]
    assert _found(text, monkeypatch) == (expected, 1)

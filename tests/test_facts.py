"""Facts are what is written, wherever it stands: a blank line more leaves them equal, and only their places tell the difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from flaskcheck.facts.python import Module
from flaskcheck.files.source import Source
from flaskcheck.ground.place import NUMBERS, WHOLE, Place, Placed, Spans, mark
from flaskcheck.ground.record import Record
from flaskcheck.readers.kept import packed, unpacked
from flaskcheck.readers.python.module import read

ROOT = Path(__file__).parent.parent
SOURCES = sorted(p for folder in ("flaskcheck", "rules", "tests/repos") for p in (ROOT / folder).rglob("*.py"))

ODD = [
    "x = 1",
    "x = 'é', \"ü\", f'ß{y}ö'\nz = 'a' + b + 'c' % d\n",
    "import a, b.c as d\nfrom . import e as f\nfrom ..g import (\n  h,\n  i as j,\n)\n",
    "def f(a, /, b=1, *c, d=x, **e): return lambda: 1\nclass C(B, k=v):\n  @d\n  async def m(self): raise X\n",
    "try:\n  import a\nexcept (A, b.C) as e:\n  from .. import d\nelse:\n  exit(1)\nfinally: g()\n__all__ = ['a']\n",
    "for a in b:\n  while c:\n    with d() as e:\n      match f:\n        case [g, *h]: assert i, 'no'\n",
    "import os\nx = os.environ['A'] or os.getenv('B', 2)\ny: int\nx += f'{x}/y'\ndel x\n",
    "a = '{} {b}'.format(c, b=d)\ne = ', '.join(['f', g])\nh = '%s:%d' % (\n  i,\n  j,\n)\nk = f'''\n{l}\n'''\n",
    "x = a.b.c[d](e)(*f, **g).h\ny = (1 if a else 2), not b, -3, c < d < e, {**f, 'g': 1}, [*h], (i := 4)\n",
    "x = " + "f(" * 90 + ")" * 90,
    "x = = 1\ny = f(2)\n",
    "print 'python 2'\nprint f(3)\n",
    "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n",
    "{% if x %}\nx = 1\n{% endif %}\n",
    "def f():\n\tx = 1\n        y = 2\n",
]


def facts(text: bytes, path: str = "app.py") -> Module:
    """The facts of a text, without what is told of a file that is broken: that has a place of its own."""
    return read(Source(path, text)).replaced(error=None)


def everything(module: Module) -> list[Placed]:
    """All facts that have a place, in one order."""
    found: list[Placed] = []
    todo: list[object] = [module]
    while todo:
        value = todo.pop()
        if isinstance(value, Placed):
            found.append(value)
        if isinstance(value, tuple):
            todo += value
        elif isinstance(value, Record):
            todo += value.content()
    return found


def moved(place: Place) -> Place:
    """A place one line further down."""
    return place.replaced(line=place.line + 1, end_line=place.end_line + 1)


def compare(text: bytes) -> None:
    """Compare the facts of a text with those that it has one line further down."""
    here, below = facts(text), facts(b"\n" + text)
    assert here == below
    assert hash(here) == hash(below)
    assert [moved(fact.place) for fact in everything(here)] == [fact.place for fact in everything(below)]
    assert [moved(i.name_place) for i in here.imports] == [i.name_place for i in below.imports]


@pytest.mark.parametrize("start", range(0, len(SOURCES), 40))
def test_a_blank_line_at_the_top_leaves_all_facts_equal(start: int) -> None:
    for path in SOURCES[start : start + 40]:
        compare(path.read_bytes())


@pytest.mark.parametrize("text", ODD)
def test_a_blank_line_above_odd_sources(text: str) -> None:
    compare(text.encode())


@pytest.mark.parametrize("text", ODD)
def test_equal_files_at_two_paths_have_equal_facts(text: str) -> None:
    one, two = facts(text.encode(), "a.py"), facts(text.encode(), "b/c.py")
    assert one != two
    assert one.replaced(path=two.path) == two
    assert {fact.place.path for fact in everything(two)} <= {"b/c.py"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = 1\n", "x = 2\n"),
        ("x = 1\n", "x = '1'\n"),
        ("x = 1\n", "y = 1\n"),
        ("f(a)\n", "f(a=a)\n"),
        ("f(1)\n", "if a: f(1)\n"),
        ("if a: f(1)\n", "while a: f(1)\n"),
        ("import a\n", "import a as b\n"),
        ("raise A\n", "assert A\n"),
        ("def f(): pass\n", "def f(a): pass\n"),
        ("x = 1\n", "x = 1\nx = 1\n"),
    ],
)
def test_other_texts_have_other_facts(one: str, other: str) -> None:
    assert facts(one.encode()) != facts(other.encode())


def test_the_same_statement_twice_is_two_equal_facts_at_two_places() -> None:
    first, second = facts(b"f(1)\nf(1)\n").calls
    assert first == second
    assert repr(first) == repr(second)
    assert (first.place.line, second.place.line) == (1, 2)


@pytest.mark.parametrize("text", ODD)
def test_kept_facts_stand_where_they_stood(text: str) -> None:
    module = facts(text.encode())
    found = unpacked(packed(module))
    assert found == module
    assert found is not None
    assert [fact.place for fact in everything(found)] == [fact.place for fact in everything(module)]
    assert all(fact.spans is found.spans for fact in everything(found))


@pytest.mark.parametrize("count", [1, len(NUMBERS), len(NUMBERS) + 1, 3 * len(NUMBERS)])
def test_each_number_leads_to_its_span(count: int) -> None:
    spans = Spans("a.py")
    numbers = [spans.add(line, 1, line, 9) for line in range(1, count + 1)]
    again = Spans("a.py", spans.marks[:])
    numbers.append(spans.add(7, 8, 7, 9))
    assert again.add(7, 8, 7, 9) == numbers[-1]
    for found in (spans, again):
        assert [found.place(number).line for number in numbers] == [*range(1, count + 1), 7]
        assert found.place(WHOLE) == Place("a.py")


@pytest.mark.parametrize("place", [Place("Procfile"), Place("Procfile", 2, 3, 4, 5)])
def test_what_is_made_of_something_at_a_place_stands_there(place: Place) -> None:
    number, spans = mark(place)
    assert spans.place(number) == place

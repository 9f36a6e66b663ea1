"""Whatever a Python file holds: no exception, and every place lies inside the file."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.python import Module
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.readers.python import module as python
from flaskcheck.readers.python.rewrites import older_fstrings

NAMES = st.sampled_from(["a", "os", "app", "é", "environ", "__name__", "f", "日"])
LEAVES = st.one_of(
    NAMES,
    st.sampled_from(
        ["1", "-1.5", "None", "'http://x'", "b'x'", "f'{a}é{b!r}'", "os.environ['X']", "a.b.c", "'%s' % a", "..."]
    ),
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(lambda p: f"({p[0]} + {p[1]})"),
        pair.map(lambda p: f"({p[0]} or {p[1]})"),
        pair.map(lambda p: f"({p[0]} < {p[1]})"),
        pair.map(lambda p: f"[{p[0]}, {p[1]}]"),
        pair.map(lambda p: f"{{'k': {p[0]}, **{p[1]}}}"),
        pair.map(lambda p: f"os.environ.get('X', {p[0]})"),
        pair.map(lambda p: f"f({p[0]},\n k={p[1]})"),
        pair.map(lambda p: f"'{{}}é{{}}'.format({p[0]}, {p[1]})"),
        pair.map(lambda p: f"({p[0]} if {p[1]} else a)"),
        inner.map(lambda p: f"({p}).b"),
        inner.map(lambda p: f"[{p} for a in b]"),
        inner.map(lambda p: f"(lambda a: {p})"),
    )


EXPRESSIONS = st.recursive(LEAVES, _larger, max_leaves=12)


def _indented(block: str) -> str:
    return "\n".join("  " + line for line in block.split("\n"))


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    block = st.lists(inner, min_size=1, max_size=3).map(lambda found: _indented("\n".join(found)))
    return st.one_of(
        st.tuples(EXPRESSIONS, block).map(lambda p: f"if ({p[0]}):\n{p[1]}"),
        st.tuples(EXPRESSIONS, block, block).map(lambda p: f"if ({p[0]}):\n{p[1]}\nelse:\n{p[2]}"),
        st.tuples(block, block).map(lambda p: f"try:\n{p[0]}\nexcept E as é:\n{p[1]}"),
        block.map(lambda p: f"@app.route('/é')\ndef f(a, é='x'):\n{p}"),
        block.map(lambda p: f"class é(a.b):\n{p}"),
        st.tuples(EXPRESSIONS, block).map(lambda p: f"with ({p[0]}) as a:\n{p[1]}"),
        st.tuples(EXPRESSIONS, block).map(lambda p: f"for a, é in ({p[0]}):\n{p[1]}"),
    )


SIMPLE = st.one_of(
    st.tuples(NAMES, EXPRESSIONS).map(lambda p: f"{p[0]} = {p[1]}"),
    EXPRESSIONS,
    st.sampled_from(
        ["import os", "from flask import Flask as é", "raise a", "assert a", "del a", "a += 'x'", "global a"]
    ),
)
PROGRAMS = st.lists(st.recursive(SIMPLE, _blocks, max_leaves=6), max_size=6).map("\n".join)

FRAGMENTS = st.sampled_from(
    "if def class return import from print 'a' \"\"\" f'{ } ( ) [ ] { : = + . , # \\ \t \n \n\n é lambda x 1 0777 <<<<<<< ======= {{ {% %} ` except "
    "try else elif @ type async await match case *".split(" ")
)
BROKEN = st.lists(FRAGMENTS, max_size=40).map(" ".join)
DAMAGED = st.tuples(PROGRAMS, st.integers(0, 400), FRAGMENTS).map(lambda p: p[0][: p[1]] + p[2] + p[0][p[1] + 3 :])


def _places(module: Module) -> Iterator[Place]:
    groups = (
        module.imports,
        module.assignments,
        module.calls,
        module.functions,
        module.classes,
        module.failures,
        module.texts,
        module.environment,
    )
    for statements in groups:
        for statement in statements:
            yield statement.place
            yield from (guard.place for guard in statement.guards)
    for assignment in module.assignments:
        yield from (value.place for value in (*assignment.target.walk(), *assignment.value.walk()))
    for call in module.calls:
        yield from (value.place for value in call.call.walk())
    for function in module.functions:
        yield from (returned.place for returned in function.returns)


def _check(raw: bytes) -> Module:
    source = Source("app.py", raw)
    module = python.read(source)
    lines = source.lines
    for place in _places(module):
        assert place.path == "app.py"
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert (place.line, place.column) <= (place.end_line, place.end_column)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
        assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
    if module.error is not None and module.error.place.line:
        assert module.error.place.line <= len(lines)
        assert 1 <= module.error.place.column <= module.error.place.end_column
    return module


@settings(max_examples=100, deadline=None)
@given(PROGRAMS)
def test_programs(text: str) -> None:
    module = _check(text.encode())
    assert hash(module) == hash(_check(text.encode()))


@settings(max_examples=100, deadline=None)
@given(DAMAGED)
def test_damaged_programs(text: str) -> None:
    _check(text.encode())


@settings(max_examples=100, deadline=None)
@given(BROKEN)
def test_fragments(text: str) -> None:
    _check(text.encode())


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_text(text: str) -> None:
    _check(text.encode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_bytes(raw: bytes) -> None:
    _check(raw)


@settings(max_examples=100, deadline=None)
@given(PROGRAMS)
def test_strings_that_every_python_reads_stay(text: str) -> None:
    assert older_fstrings(text) in (None, text)


@settings(max_examples=50, deadline=None)
@given(PROGRAMS, st.sampled_from(["\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_line_ends_and_encodings_change_no_facts(text: str, end: str, encoding: str) -> None:
    plain = python.read(Source("app.py", text.encode()))
    other = python.read(Source("app.py", text.replace("\n", end).encode(encoding)))
    assert other.replaced(error=None) == plain.replaced(error=None)

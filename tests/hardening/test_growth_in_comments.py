"""Ignore comments of many findings are written in work that grows as the file does, also where many lines take none."""

from __future__ import annotations

import pytest

from flaskcheck.files.source import Source
from flaskcheck.findings.adding import NO_PLACE, TOO_MANY, with_comments
from flaskcheck.findings.ignores import ignores_in
from flaskcheck.ground.limits import MAX_TRIED_IGNORES
from tests.hardening.test_growth import is_linear, many, steps

FILES = {
    "code": ("app.py", "a{n} = f()", 1),
    "code with comments": ("app.py", "a{n} = f()  # flaskcheck: ignore[other]", 1),
    "texts over two lines": ("app.py", "a{n} = '''x\ny'''", 2),
    "an image": ("Dockerfile", "RUN a{n}", 1),
    "a list": ("requirements.txt", "a{n}", 1),
    "a script": ("start.sh", "a {n}", 1),
    "variables": (".env", "A{n}=1", 1),
    "a page": ("templates/a.html", "<a href={n}>", 1),
}


@pytest.mark.parametrize("name", FILES)
def test_work_grows_as_the_file_does(name: str) -> None:
    path, line, step = FILES[name]

    def run(size: int) -> None:
        text = "FROM x\n" * (path == "Dockerfile") + many(line)(size)
        first = 1 + (path == "Dockerfile")
        wanted = {first + step * number: ("debug-run",) for number in range(size)}
        made = with_comments(Source(path, text.encode()), wanted)
        assert made.lines == tuple(wanted)
        assert not made.refused

    run(2)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (50, 100, 200))
    assert is_linear(small, middle, large)


def test_what_takes_no_comment_keeps_none_from_the_others() -> None:
    text = "".join(f"a{n} = '''x\ny\nz'''\nb{n} = 1\n" for n in range(8))
    wanted = {4 * n + at: ("debug-run",) for n in range(8) for at in (2, 4)}
    made = with_comments(Source("app.py", text.encode()), wanted)
    assert made.lines == tuple(4 * n + 4 for n in range(8))
    assert made.refused == dict.fromkeys((4 * n + 2 for n in range(8)), NO_PLACE)
    assert made.raw.decode().count("  # flaskcheck: ignore[debug-run]\n") == 8


def test_lines_that_take_no_comment_are_tried_to_a_bound() -> None:
    size = MAX_TRIED_IGNORES
    wanted = {2 + 3 * number: ("debug-run",) for number in range(size)}
    made = with_comments(Source("app.py", ("a = '''\nb\nc'''\n" * size).encode()), wanted)
    assert not made.lines
    assert set(made.refused.values()) == {NO_PLACE, TOO_MANY}


def test_comments_of_neighbours_speak_for_their_own_lines() -> None:
    """Above, behind and in comments that are there: each of the lines has its own rule."""
    long = "b = '" + "x" * 90 + "'"
    text = f"#!/usr/bin/python\na = 1\n{long}\n{long}\n# flaskcheck: ignore[x]\nc = 1\nd = '''\n'''\n"
    wanted = {0: ("r0",), 2: ("r2",), 3: ("r3",), 4: ("r4", "r5"), 6: ("r6",), 7: ("r7",)}
    made = with_comments(Source("app.py", text.encode()), wanted)
    assert made.lines == tuple(wanted)
    found = ignores_in(Source("app.py", made.raw))
    lines = made.raw.decode().split("\n")
    spoken = {
        name: lines[each.lines[-1] - 1].partition("  #")[0] if each.lines else ""
        for each in found
        for name in each.names
    }
    assert spoken == {"r0": "", "r2": "a = 1", "r3": long, "r4": long, "r5": long, "x": "c = 1", "r6": "c = 1", "r7": "d = '''"}  # fmt: skip

"""Fixes and their difference: nothing that is shown acts, and work grows as files and findings do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.command.start import run
from flaskcheck.files.tree import MemoryTree
from flaskcheck.fixes.choice import Candidate, together
from flaskcheck.fixes.difference import difference
from flaskcheck.ground.place import Edit, Fix, Place
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import PLAIN
from tests.growth import checked
from tests.hardening.test_growth import is_linear, steps

APP = "from flask import Flask\napp = Flask(__name__)\n"
REST = {"requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}


def told(before: str, after: str) -> str:
    return difference(MemoryTree({"a.txt": before}), MemoryTree({"a.txt": after}), ["a.txt"], set())


@pytest.mark.parametrize(
    "line", ["::add-mask::x", "  ::stop-commands::x", "\t::x", "##[group]x", "##vso[x]", "a ##teamcity[x]", "\x1b[2J"]
)
def test_a_difference_holds_nothing_that_acts(line: str) -> None:
    text = told(f"{line}\na\n{line}\n", f"{line}\nb\n{line}2\n")
    assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)
    assert all(part.isprintable() for part in text.split("\n"))


def test_of_files_on_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in {"app.py": f'{APP}"""\n::add-mask::x\n"""\napp.run(debug=True)\n', **REST}.items():
        (tmp_path / name).write_text(text)
    run([str(tmp_path), "--diff", "--unsafe-fixes", "--no-cache"])
    out = capsys.readouterr().out
    assert "+++ app.py" in out
    assert not re.search(r"^\s*::", out, re.MULTILINE)


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_difference_makes_one_text_of_the_other(before: list[str], after: list[str]) -> None:
    text = told("".join(f"{c}\n" for c in before), "".join(f"{c}\n" for c in after))
    parts = re.split(r"^@@.*\n", text + "\n", flags=re.MULTILINE)[1:]
    for part in parts:  # lines between them are left out
        assert "".join(line[1:] for line in part.split("\n") if line[:1] in (" ", "-")) in "".join(before)
        assert "".join(line[1:] for line in part.split("\n") if line[:1] in (" ", "+")) in "".join(after)
    body = [line for part in parts for line in part.split("\n")]
    removed = [line[1:] for line in body if line[:1] == "-"]
    added = [line[1:] for line in body if line[:1] == "+"]
    assert sorted([*before, *added]) == sorted([*after, *removed])


@pytest.mark.parametrize("line", ["x = 1\n", "x = {n}\n", "x = 1\ny = {n}\n"])
def test_a_difference_of_long_files_takes_work_that_grows_as_they_do(line: str) -> None:
    def work(size: int) -> int:
        text = "".join(line.replace("{n}", str(number)) for number in range(size))
        return steps(lambda: told(f"{text}a\n{text}", f"{text}b\n{text}"))

    work(10)
    small, middle, large = work(500), work(1000), work(2000)
    assert is_linear(small, middle, large)


def candidate(line: int, column: int = 1, last: int = 5) -> Candidate:
    return Candidate(Fix((Edit(Place("a.py", line, column, line, last), "x"),)), ())


def test_fixes_are_chosen_by_the_lines_that_they_touch() -> None:
    def work(size: int) -> int:
        found = [candidate(line) for line in range(1, size)]
        return steps(lambda: [*together(found)])

    small, middle, large = work(50), work(100), work(200)
    assert is_linear(small, middle, large)


@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ([candidate(1), candidate(1)], [0, 1]),  # one edit twice
        ([candidate(1), candidate(1, 3, 9)], [0]),
        ([candidate(1), candidate(1, 5, 9)], [0, 1]),
        ([candidate(1), candidate(2)], [0, 1]),
        ([candidate(1), Candidate(Fix((Edit(Place("a.py"), "x"),)), ())], [0]),
        ([Candidate(Fix((Edit(Place("a.py"), "x"),)), ()), candidate(1)], [0]),
        ([Candidate(Fix((Edit(Place("b.py"), "x"),)), ()), candidate(1)], [0, 1]),
        ([Candidate(Fix((Edit(Place("a.py", 1, 1, 3, 1), "x"),)), ()), candidate(2)], [0]),
        ([Candidate(Fix((Edit(Place("a.py", 1, 1, 3, 1), "x"),)), ()), candidate(3)], [0, 1]),
    ],
)
def test_those_that_touch_the_same_text_are_not_made_together(others: list[Candidate], chosen: list[int]) -> None:
    assert [*together(others)] == [others[at] for at in chosen]


MANY: dict[str, Any] = {
    "runs": "app.run(debug=True)\n",
    "keys": "app.config['A{n}_SECRET_KEY'] = 'kept-{n}-in-the-repository'\n",
    "credentials": "password{n} = 'zq81-kkqp9-{n}'\n",
}


@pytest.mark.parametrize("name", MANY)
def test_fixes_of_many_findings_take_work_that_grows_as_they_do(name: str) -> None:
    def work(size: int) -> int:
        lines = "".join(MANY[name].replace("{n}", str(number)) for number in range(size))
        return steps(lambda: checked({**REST, "app.py": APP + lines}))

    work(1)
    small, middle, large = work(30), work(60), work(120)
    assert is_linear(small, middle, large)


@pytest.mark.parametrize(
    "line",
    [
        "app.run(debug=True)  # password: {}",
        "app.run(debug=True, host=connect(token='{}'))",
        "app.run(host='0.0.0.0', port=serve('postgres://ann:{}@db/shop'))",
        "app.run(ssl_context=('a', '{}'), debug=True)  # secret {}",
    ],
)
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_fixes_tell_no_secret(line: str, form: str) -> None:
    secret = "v2rbcQH764cTRNR4MwGmJaiuWSuLcj8s"
    report = checked({**REST, "app.py": APP + line.replace("{}", secret) + "\n"})
    assert any(finding.fix for finding in report.findings)
    assert secret[8:17] not in render(form, report, PLAIN)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_fixes_without_secrets_are_told(form: str) -> None:
    report = checked({**REST, "app.py": APP + "app.run(debug=True, port=8000)\n"})
    assert "if __name__ ==" in render(form, report, PLAIN)


def test_what_a_fix_leaves_of_a_secret_line_stays_hidden() -> None:
    before, after = "{A: hunter2hunter2, B: swordfish99}\n", "{A: ${A}, B: swordfish99}\n"
    text = difference(MemoryTree({"c.yaml": before}), MemoryTree({"c.yaml": after}), ["c.yaml"], {("c.yaml", 1)})
    assert "${A}" in text
    assert "hunter2" not in text
    assert "swordfish" not in text

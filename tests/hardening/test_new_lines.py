"""What has changed since a commit: the right lines, in time that grows as the files do, and with few questions to git."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.command.start import run
from flaskcheck.files import git
from flaskcheck.files.new_lines import new_lines
from tests.hardening.test_growth import is_linear, steps

APP = "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'kept-in-the-repository-4711'\n"


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("a b c", "a b c", set()),
        ("a b c", "a x c", {2}),
        ("a b c", "a b x c y", {3, 5}),
        ("a b c", "a c", {0}),
        ("a b c", "", {0}),
        ("", "a b", {1, 2}),
        ("a b c d", "c d a b", {3, 4}),
        ("a a a", "a a a a", {4}),
        ("x a y a z a", "x a y1 a z a", {3}),
        ("import app one two", "import os app one two", {2}),
    ],
)
def test_the_lines_that_are_new(before: str, after: str, new: set[int]) -> None:
    found = new_lines(before.split(), after.split())
    assert found == new or (before, found) == ("a b c d", {1, 2, 0})  # either half may have been moved


WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


@given(WORDS, WORDS, st.integers(1, 6))
@settings(max_examples=300, deadline=None)
def test_what_is_not_new_stands_in_both_in_one_order(before: list[str], after: list[str], times: int) -> None:
    before, after = before * times, after * times
    found = new_lines(before, after)
    rest = iter(before)
    assert all(line in rest for number, line in enumerate(after, 1) if number not in found)
    assert not found or before != after


@given(st.lists(st.text("ab", max_size=9), min_size=150, max_size=400, unique=True), st.data())
@settings(max_examples=60, deadline=None)
def test_of_long_texts_of_different_lines_those_are_new_that_were_put_in(lines: list[str], data: st.DataObject) -> None:
    at = sorted(data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=30)), reverse=True)
    after = list(lines)
    for position in at:
        after.insert(position, f"new {position}")
    numbers = {number for number, line in enumerate(after, 1) if line.startswith("new ")}
    assert new_lines(lines, after) == numbers


SHAPES = {
    "all alike": lambda size, _: ["x"] * size,
    "some hundred alike": lambda size, dice: [str(dice.randrange(101)) for _ in range(size)],
    "all different": lambda size, dice: [str(dice.random()) for _ in range(size)],
    "the other way round": lambda size, dice: [str(n) for n in range(size)][:: dice.choice((1, -1))],
    "mixed": lambda size, dice: dice.sample([str(n) for n in range(size)], size),
    "each twice": lambda size, dice: dice.sample([str(n // 2) for n in range(size)], size),
}


@pytest.mark.parametrize("name", SHAPES)
def test_work_grows_as_the_texts_do(name: str) -> None:
    def work(size: int) -> int:
        dice = random.Random(4711)
        before, after = SHAPES[name](size, dice), SHAPES[name](size, dice)
        return steps(lambda: new_lines(before, ["new", *after]))

    work(100)
    small, middle, large = work(2_000), work(4_000), work(8_000)
    assert is_linear(small, middle, large) or large < 100_000


def repository(folder: Path, size: int) -> None:
    for number in range(size):
        (folder / f"s{number}").mkdir(parents=True)
        (folder / f"s{number}/app.py").write_text(APP)
    command("init", "-q", cwd=folder)
    command("add", ".", cwd=folder)
    command("commit", "-qm", "x", cwd=folder)


def command(*words: str, cwd: Path) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *words], cwd=cwd, check=True)


@pytest.mark.parametrize("size", [2, 12])
def test_git_is_asked_as_often_however_many_files_there_are(size: int, tmp_path, monkeypatch, capsys) -> None:
    repository(tmp_path, size)
    for number in range(size):
        (tmp_path / f"s{number}/app.py").write_text(f"# {number}\n{APP}")
    asked: list[tuple[str, ...]] = []
    ask = git.ask
    monkeypatch.setattr(git, "ask", lambda folder, *words, **given: asked.append(words) or ask(folder, *words, **given))
    run([str(tmp_path), "--diff-base", "HEAD", "--no-cache"])
    assert "hard-coded-secret-key" not in capsys.readouterr().out
    assert len([words for words in asked if words[0] in ("cat-file", "ls-tree")]) == 3


def test_what_has_not_changed_is_not_asked_for(tmp_path, monkeypatch, capsys) -> None:
    repository(tmp_path, 3)
    monkeypatch.setattr(git, "blob", None)
    run([str(tmp_path), "--diff-base", "HEAD", "--no-cache"])
    assert "hard-coded-secret-key" not in capsys.readouterr().out


def test_a_file_with_a_name_that_git_would_read_otherwise(tmp_path, capsys) -> None:
    repository(tmp_path, 1)
    (tmp_path / "s0/a\nb.py").write_text(APP)
    (tmp_path / "s0/Procfile").write_text("web: gunicorn app:app\n")
    command("add", ".", cwd=tmp_path)
    command("commit", "-qm", "y", cwd=tmp_path)
    (tmp_path / "s0/a\nb.py").write_text(f"{APP}app.run(debug=True)\n")
    run([str(tmp_path), "--diff-base", "HEAD", "--no-cache", "--format", "concise"])
    assert "hard-coded-secret-key" not in capsys.readouterr().out

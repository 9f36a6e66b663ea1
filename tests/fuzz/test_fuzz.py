"""A fixed number of inputs by a seed, a few of each grammar by Hypothesis, all that was found before; and that what breaks a property is seen, made small and kept."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import warnings
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
import tomli
import yaml
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from flaskcheck.files.source import Source
from flaskcheck.readers.python import module as python
from tests.fuzz import properties, readers, runner, store
from tests.fuzz.grammar import names
from tests.fuzz.grammars import FORMATS, NAMES
from tests.fuzz.inputs import COMMAND, READER, REPOSITORY, Input, Maker, written
from tests.fuzz.properties import verdict
from tests.fuzz.runner import Asked
from tests.fuzz.words import MAKERS, SHARED

ROOT = Path(__file__).parent.parent.parent
FOUND = sorted(store.FOUND.glob("*.json"))
SEED, PARTS, EACH = "suite", 12, 480
APP = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize("part", range(PARTS))
def test_inputs_by_a_seed(part: int) -> None:
    gc.collect()  # what other tests have left open would be told as an input's
    asked = Asked(0, EACH, SEED)
    for number in range(part * EACH, (part + 1) * EACH):
        broken = verdict(runner.one(asked, Maker(), number))
        assert broken is None, f"python -m tests.fuzz --seed {SEED} --first {number} --inputs 1\n{broken.told}"


@pytest.mark.parametrize("name", NAMES)
def test_grammars(name: str) -> None:
    @seed(1)
    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=False))
    def any_text(chance: Random) -> None:
        files, secrets = written(chance, name)
        assert verdict(Input(READER, files)) is None
        assert verdict(Input(REPOSITORY, {"app.py": APP.encode(), **files}, secrets)) is None

    any_text()


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_what_was_found(path: Path) -> None:
    broken = verdict(store.load(path))
    assert broken is None, broken.told


@pytest.mark.parametrize("name", NAMES)
def test_grammars_speak_of_what_they_have(name: str) -> None:
    rules = import_module(f"tests.fuzz.grammars.{name}").RULES
    assert names({**SHARED, **rules}) <= {*SHARED, *rules, *MAKERS}
    assert "file" in rules


@pytest.mark.parametrize(
    ("name", "parse"),
    [
        ("python", lambda text: compile(text, "x", "exec")),
        ("compose", yaml.safe_load),
        ("hosts_json", json.loads),
        ("hosts_toml", tomli.loads),
    ],
)
def test_many_texts_are_understood(name: str, parse: object) -> None:
    """A grammar of nothing but mistakes would try no more than how errors are told."""
    understood = 0
    for number in range(200):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                parse(FORMATS[name].grammar.text(Random(number)))  # type: ignore[operator]
            understood += 1
        except Exception:
            continue
    assert understood > 30


def test_the_same_number_is_the_same_input() -> None:
    asked = Asked(0, 1, "x")
    assert [runner.one(asked, Maker(), n) for n in range(90)] == [runner.one(asked, Maker(), n) for n in range(90)]
    assert {runner.kind_of(n) for n in range(90)} == {READER, REPOSITORY, COMMAND}


# --- what breaks a property is seen -------------------------------------------------------------------


def endless(source: Source) -> None:
    while True:
        try:
            list(range(1000))
        except Exception:
            continue


def test_an_endless_reader_is_told_with_its_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_shown", endless)
    broken = verdict(Input(READER, {"Procfile": b"web: x\n"}), bound=0.2)
    assert broken is not None
    assert broken.what.startswith("too long")


def fails(source: Source) -> None:
    if "gunicorn" in source.text:
        raise KeyError("x")


def test_a_crash_is_made_small_and_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(readers, "_shown", fails)
    whole = Input(READER, {"Procfile": b"web: gunicorn app:app\nworker: x\n\xff\n", "app.py": APP.encode()})
    broken = verdict(whole)
    assert broken is not None
    assert broken.what.startswith("KeyError")
    small = store.smaller(whole, broken)
    assert small.files == {"Procfile": b"gunicorn"}
    assert store.load(store.store(tmp_path, whole, broken, "1", 2)) == whole
    assert verdict(store.load(store.store(tmp_path, small, broken, "1", 2))) is not None


def test_what_a_reader_writes_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(readers, "_shown", lambda source: (tmp_path / "x").write_text("x"))
    assert verdict(Input(READER, {"Procfile": b"web: x\n"})).what == "acted: open"  # type: ignore[union-attr]


def test_a_warning_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_shown", lambda source: warnings.warn("x", FutureWarning, stacklevel=1))
    assert verdict(Input(READER, {"Procfile": b"web: x\n"})).what.startswith("warning")  # type: ignore[union-attr]


def test_a_reader_that_fails_is_seen_in_a_repository_and_by_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(source: Source) -> None:
        raise ValueError("x")

    monkeypatch.setattr(python, "_read", failing)
    files = {"app.py": APP.encode(), "Procfile": b"web: gunicorn app:app\n"}
    for kind in (REPOSITORY, COMMAND):
        broken = verdict(Input(kind, files))
        assert broken is not None
        assert "failing" in broken.what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a\x1bb", "control characters in text"),
        ("x\n::add-mask::y", "a command of a runner in text"),
        ("##vso[task.x]y", "a command of a runner in text"),
        ("it says Tr0ub4dor&3-abcdefgh here", "a secret in text"),
    ],
)
def test_what_is_told_is_looked_at(text: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = properties.render

    def rendered(form: str, *given: object) -> str:
        return text if form == "text" else said(form, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(properties, "render", rendered)
    broken = verdict(Input(REPOSITORY, {"app.py": APP.encode()}, ("Tr0ub4dor&3-abcdefgh",)))
    assert broken is not None
    assert broken.what == what


def test_reports_that_machines_cannot_read_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(properties, "render", lambda *_: "{")
    broken = verdict(Input(REPOSITORY, {"app.py": APP.encode()}))
    assert broken is not None
    assert broken.what == "json is not valid"


def test_the_command(tmp_path: Path) -> None:
    words = "-m tests.fuzz --inputs 81 --seed suite --jobs 2".split()
    found = subprocess.run([sys.executable, *words, "--keep", str(tmp_path / "found")], cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")
    assert "seed suite, from 0: 78 inputs of readers, 2 repositories in memory, 1 on a disk" in found.stdout

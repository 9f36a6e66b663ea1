"""``--watch`` checks again when a file changes; ``--show-settings`` shows the settings alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from checking import FLASK

from flaskcheck.command import watch
from flaskcheck.command.options import Options
from flaskcheck.command.start import run
from flaskcheck.ground.errors import CLEAN, FINDINGS, INTERRUPTED, USAGE, ConfigError

SECRET = FLASK + "app.secret_key = 'f81d4fae7dec11d0a76500a0c91e6bf6'\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path = tmp_path / "shop"
    tmp_path.mkdir()
    (tmp_path / "app.py").write_text(SECRET)
    (tmp_path / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    (tmp_path / ".gitignore").write_text("*.log\n")
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(watch, "SECONDS", 0.01)
    return tmp_path


def codes_of(shop: Path, *changes: object) -> tuple[list[int], int]:
    """The exit codes of the checks, one after each change, and the last one; what changes nothing that counts waits for the next."""
    codes: list[int] = []
    todo = list(changes)

    def check(options: Options) -> int:
        assert not options.watch
        code = run([])
        codes.append(code)
        return code

    def sleep(_: float) -> None:
        if not todo:
            raise KeyboardInterrupt
        todo.pop(0)()  # type: ignore[operator]

    before, time.sleep = time.sleep, sleep
    try:
        return codes, watch.run(Options(watch=True), check)
    finally:
        time.sleep = before


def test_each_change_is_checked_and_the_last_code_counts(shop: Path) -> None:
    found = codes_of(
        shop,
        lambda: (shop / "app.py").write_text(FLASK),
        lambda: (shop / "new.py").write_text("import flask\n"),
        lambda: (shop / "app.py").write_text(SECRET + "x = 1\n"),
        lambda: (shop / "new.py").unlink(),
    )
    assert found == ([FINDINGS, CLEAN, CLEAN, FINDINGS, FINDINGS], FINDINGS)


def test_what_git_ignores_and_what_stays_the_same_is_not_checked(shop: Path) -> None:
    found = codes_of(
        shop,
        lambda: (shop / "a.log").write_text("x"),
        lambda: (shop / "app.py").read_text(),
        lambda: (shop / "a.log").unlink(),
        lambda: (shop / "__pycache__").mkdir(),
    )
    assert found == ([FINDINGS], FINDINGS)


def test_a_broken_configuration_is_said_and_waited_for(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_: Options) -> int:
        raise ConfigError("flaskcheck.toml: is broken")

    def sleep(_: float) -> None:
        raise KeyboardInterrupt

    before, time.sleep = time.sleep, sleep
    try:
        assert watch.run(Options(watch=True), refuse) == USAGE
    finally:
        time.sleep = before
    assert "error: flaskcheck.toml: is broken\nWatching 4 files." in capsys.readouterr().err


def test_an_interrupted_first_check(shop: Path) -> None:
    def interrupt(_: Options) -> int:
        raise KeyboardInterrupt

    assert watch.run(Options(watch=True), interrupt) == INTERRUPTED


@pytest.mark.parametrize("words", [["-", "--stdin-path", "app.py"], ["nowhere"]])
def test_nothing_to_watch(shop: Path, words: list[str]) -> None:
    assert run(["--watch", *words]) == USAGE


def test_the_command_ends_with_the_last_code(shop: Path) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "flaskcheck", "--watch"]
    with subprocess.Popen(
        words, cwd=shop, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as child:  # fmt: skip
        assert child.stderr
        told = [child.stderr.readline()]
        (shop / "app.py").write_text(FLASK)
        told.append(child.stderr.readline())
        child.send_signal(signal.SIGINT)
        shown = child.communicate(timeout=60)[0]
    assert told == ["Watching 4 files. Press Ctrl+C to stop.\n"] * 2
    assert child.returncode == CLEAN
    assert "hard-coded-secret-key" in shown


# --- --show-settings ----------------------------------------------------------------------------------------


def test_the_settings_are_shown_and_nothing_is_checked(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "flaskcheck.toml").write_text('fail-on = "error"\nignore = ["server"]\n')
    assert run(["--show-settings", "--min-severity", "warning"]) == CLEAN
    shown = capsys.readouterr().out
    assert shown.startswith("Settings\n  file")
    for line in ("fail-on           error", "min-severity      warning", "ignore            server"):
        assert line in shown
    assert "secret" not in shown


def test_the_settings_as_json(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "flaskcheck.toml").write_text('root = ["a", "b"]\n')
    for name in "ab":
        (shop / name).mkdir()
        (shop / name / "app.py").write_text(FLASK)
    (shop / "b" / "flaskcheck.toml").write_text('fail-on = "never"\n')
    assert run(["--show-settings", "--format", "json"]) == CLEAN
    settings = json.loads(capsys.readouterr().out)["settings"]
    assert [own["fail-on"] for own in settings] == ["warning", "never"]


def test_what_the_command_writes_itself_does_not_count(shop: Path) -> None:
    (shop / "report.json").write_text("{}")
    (shop / "other.json").write_text("{}")
    seen = watch.look(Options(form=("json=report.json",)))
    assert {os.path.basename(path) for path in seen.files} >= {"other.json", "app.py"}
    assert not any(path.endswith("report.json") for path in seen.files)

"""Retired rule names keep working everywhere and tell today's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flaskcheck.command import start
from flaskcheck.findings import names
from flaskcheck.rule import FAMILIES

OLD, NEW = "secret-in-code", "hard-coded-secret-key"
APP = "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text(f"{APP}\n")
    (tmp_path / "requirements.txt").write_text("Flask==3.1.2\ngunicorn==23.0.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn app:app\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(names.ALIASES, OLD, NEW)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], list[str]]:
    """The exit code, the rules of the findings, the notes."""
    capsys.readouterr()
    code = start.run(["--format", "json", *words])
    report = json.loads(capsys.readouterr().out)
    return code, [finding["rule"] for finding in report["findings"]], report["notes"]


@pytest.mark.parametrize(
    ("words", "rules", "where"),
    [
        (["--select", OLD], [NEW], ""),
        (["--ignore", OLD], [], ""),
        (["--select", f"server,{OLD}"], [NEW], ""),
    ],
)
def test_on_the_command_line(
    project: Path, capsys: pytest.CaptureFixture[str], words: list[str], rules: list[str], where: str
) -> None:
    expected = (int(bool(rules)), rules, [f"{where}{OLD} is called {NEW} now"])
    assert run(capsys, *words) == expected
    assert run(capsys, *words) == expected  # the kept result says so, too


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (f'select = ["{OLD}"]\n', [NEW]),
        (f'ignore = ["{OLD}"]\n', []),
        (f'[per-file-ignores]\n"*.py" = ["{OLD}"]\n', []),
    ],
)
def test_in_the_configuration(project: Path, capsys: pytest.CaptureFixture[str], text: str, rules: list[str]) -> None:
    (project / "flaskcheck.toml").write_text(text)
    assert run(capsys)[1:] == (rules, [f"flaskcheck.toml: {OLD} is called {NEW} now"])


@pytest.mark.parametrize("verb", ["ignore", "ignore-file"])
def test_in_comments(project: Path, capsys: pytest.CaptureFixture[str], verb: str) -> None:
    (project / "app.py").write_text(f"{APP}  # flaskcheck: {verb}[{OLD}] demo\n")
    assert run(capsys) == (0, [], [f"app.py:3: {OLD} is called {NEW} now"])


def test_in_a_comment_that_is_not_needed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "app.py").write_text(f"from flask import Flask\napp = Flask(__name__)  # flaskcheck: ignore[{OLD}]\n")
    assert run(capsys)[1] == ["unused-ignore"]


def test_in_explain(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.run(["explain", OLD]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith(NEW)
    assert shown.err == f"note: {OLD} is called {NEW} now\n"
    assert start.run(["explain", NEW]) == 0
    assert capsys.readouterr().err == ""


def test_in_text_it_is_a_note(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start.run(["--select", OLD])
    assert f"note: {OLD} is called {NEW} now" in capsys.readouterr().out


def test_of_an_application_among_several(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "web").mkdir()
    (project / "web" / "app.py").write_text(f"{APP}  # flaskcheck: ignore[{OLD}] demo\n")
    (project / "web" / "flaskcheck.toml").write_text(f'ignore = ["{OLD}"]\n')
    (project / "flaskcheck.toml").write_text('root = ["web"]\n')
    assert run(capsys)[2] == [
        f"web/app.py:3: {OLD} is called {NEW} now",
        f"flaskcheck.toml: {OLD} is called {NEW} now",
    ]


def test_plugins_may_not_take_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    information = tmp_path / "thief-1.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: thief\nVersion: 1\n")
    (information / "entry_points.txt").write_text(f"[flaskcheck.rules]\n{OLD} = x:check\n")
    monkeypatch.setitem(names.ALIASES, OLD, NEW)
    monkeypatch.setattr(names, "plugin_folders", lambda: [str(tmp_path)])
    with pytest.raises(Exception, match="which there is already"):
        names._find_plugins()


def test_the_table_of_retired_names() -> None:
    """No old name is anything else now; each leads to a rule that there is."""
    today = {*names.builtin_names(), names.UNUSED_IGNORE}
    assert not names.ALIASES.keys() & {*today, *FAMILIES}
    assert set(names.ALIASES.values()) <= today

"""The command line without a process of its own, so that its parts can be looked into."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flaskcheck.command import start
from flaskcheck.findings import registry
from flaskcheck.rule import Rule

APP = "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("Flask==3.1.2\ngunicorn==23.0.0\n")
    (tmp_path / "render.yaml").write_text(
        "services:\n  - type: web\n    name: shop\n    runtime: python\n"
        "    buildCommand: pip install -r requirements.txt; flask db upgrade\n    startCommand: gunicorn app:app\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_format(project: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert start.run(["--format", form]) == 1
    assert "hard-coded-secret-key" in capsys.readouterr().out


def test_the_summary_joins_steps_as_they_are(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start.run(["--format", "json"])
    [deployment] = json.loads(capsys.readouterr().out)["deployments"]
    assert deployment["summary"] == (
        'Render web service "shop": pip install -r requirements.txt; flask db upgrade, then gunicorn app:app → app.py: app'
    )
    assert [c["phase"] for c in deployment["commands"]] == ["build", "start"]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["explain", "loopback-bind"], "Use instead"),
        (["rules"], "loopback-bind"),
        (["rules", "--format", "markdown"], "| loopback-bind |"),
        (["rules", "--format", "json"], '"name"'),
    ],
)
def test_commands(capsys: pytest.CaptureFixture[str], words: list[str], part: str) -> None:
    assert start.run(words) == 0
    assert part in capsys.readouterr().out


def test_mistakes_are_one_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.run(["--select", "nonsense"]) == 2
    assert start.run(["explain", "nonsense"]) == 2
    assert start.run(["--format", "nonsense"]) == 2
    assert len(capsys.readouterr().err.strip().split("\n")) >= 3


def test_a_crashing_rule_ends_with_three(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(project: object) -> None:
        raise RuntimeError("broken")

    rule = Rule("bad-rule", "server", "error", broken, "A page.")  # type: ignore[arg-type]
    found = [*registry.load(["hard-coded-secret-key"]), rule]
    monkeypatch.setattr(registry, "selected", lambda config: (found, []))
    assert start.run([]) == 3
    shown = capsys.readouterr()
    assert "hard-coded-secret-key" in shown.out
    assert "flaskcheck itself failed in bad-rule" in shown.out
    assert "RuntimeError: broken" in shown.err


@pytest.mark.parametrize("command", ["show", "env"])
def test_a_crashing_rule_is_told_by_what_prints_no_findings(
    command: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(project: object) -> None:
        raise RuntimeError("broken")

    rule = Rule("bad-rule", "server", "error", broken, "A page.")  # type: ignore[arg-type]
    monkeypatch.setattr(registry, "selected", lambda config: ([rule], []))
    assert start.run([command]) == 3
    assert "RuntimeError: broken" in capsys.readouterr().err


def test_output_goes_to_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.run(["--output", "report.txt", "--color"]) == 1
    assert capsys.readouterr().out == ""
    assert "hard-coded-secret-key" in (project / "report.txt").read_text()


def test_nothing_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.run([str(tmp_path)]) == 4
    assert "No Flask application was found" in capsys.readouterr().out


def test_a_rule_without_its_decorator_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flaskcheck.rules.loopback_bind.check", "not a rule")
    with pytest.raises(TypeError, match="not decorated"):
        registry.load(["loopback-bind"])

"""Less of a report: a line for each finding, numbers, only what is bad enough; and an end without a failure."""

from __future__ import annotations

import json

import pytest
from checking import FLASK

from flaskcheck.command.start import run
from flaskcheck.ground.errors import CLEAN, FINDINGS, USAGE

APP = FLASK + "app.secret_key = 'kept-in-the-repository-4711'\n"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("flask\ngunicorn==23.0.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn wsgi:app\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def told(capsys, *words: str, code: int = FINDINGS) -> list[str]:
    assert run([*words, "--no-cache"]) == code
    return str(capsys.readouterr().out).rstrip("\n").split("\n")


def test_concise(shop, capsys) -> None:
    lines = told(capsys, "--format", "concise")
    assert [line.partition("]")[0] for line in lines[:-2]] == [
        "Procfile:1:15: error[unresolved-app",
        "app.py:3:1: error[hard-coded-secret-key",
        "requirements.txt: info[unpinned-requirement",
    ]
    assert lines[-2:] == ["2 errors, 1 info in 3 files.", "1 fixable with --fix --unsafe-fixes."]
    assert told(capsys, "--format", "concise", "--quiet")[-1] == lines[-3]
    assert "kept-in" not in "".join(lines)


def test_concise_beside_annotations(shop, capsys) -> None:
    lines = told(capsys, "--format", "concise", "--format", "github")
    assert sum(line.startswith("::error") for line in lines) == 2


@pytest.mark.parametrize("form", ["text", "concise"])
def test_statistics(shop, capsys, form: str) -> None:
    (shop / "app.py").write_text(APP + "@app.route('/')\ndef a():\n    return render_template('x.html')\n@app.route('/b')\ndef b():\n    return render_template('y.html')\n".replace("render_t", "__import__('flask').render_t"))  # fmt: skip
    lines = told(capsys, "--statistics", "--format", form, "--quiet")
    rows = [line.split()[:3] for line in lines if line[:1].isdigit() and " in " not in line and " fixable " not in line]
    assert ["1", "error", "unresolved-app"] in rows
    assert rows == sorted(rows, key=lambda row: (-int(row[0]), ("error", "warning", "info").index(row[1])))


def test_statistics_are_for_people(shop, capsys) -> None:
    assert run(["--statistics", "--format", "json"]) == USAGE
    assert "--statistics" in capsys.readouterr().err


@pytest.mark.parametrize(("least", "left"), [("error", {"error"}), ("warning", {"error"}), ("info", {"error", "info"})])
def test_min_severity(shop, capsys, least: str, left: set[str]) -> None:
    found = json.loads("\n".join(told(capsys, "--min-severity", least, "--format", "json")))
    assert {finding["severity"] for finding in found["findings"]} == left


def test_min_severity_of_the_configuration(shop, capsys) -> None:
    (shop / "flaskcheck.toml").write_text('min-severity = "error"\nfail-on = "info"\n')
    (shop / "Procfile").write_text("web: gunicorn app:app\n")
    (shop / "app.py").write_text(FLASK)
    assert told(capsys, code=CLEAN)[-1] == "Nothing found in 4 files."
    assert "1 info in 4 files." in told(capsys, "--min-severity", "info")
    (shop / "flaskcheck.toml").write_text('min-severity = "never"\n')
    assert run([]) == USAGE


def test_a_baseline_knows_the_mild_ones_too(shop, capsys) -> None:
    (shop / "flaskcheck.toml").write_text('min-severity = "error"\n')
    assert run(["baseline"]) == CLEAN
    assert "3 known findings" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--exit-zero"], ["--exit-zero", "--fail-on", "info"], ["--fail-on", "never"]])
def test_exit_zero(shop, capsys, words: list[str]) -> None:
    assert "2 errors, 1 info in 3 files." in told(capsys, *words, code=CLEAN)

"""Settings of severities, of harmless values, of the version; and variables in place of options."""

from __future__ import annotations

import json

import pytest
from checking import FLASK

from flaskcheck import __version__
from flaskcheck.command.start import run
from flaskcheck.ground.errors import CLEAN, FINDINGS, USAGE

KEY = "app.secret_key = 'kept-in-the-repository-4711'\n"


@pytest.fixture
def shop(tmp_path, monkeypatch):
    (tmp_path / "app.py").write_text(FLASK + KEY)
    (tmp_path / "requirements.txt").write_text("flask\ngunicorn==23.0.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn app:app\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def found(capsys, *words: str, code: int = FINDINGS) -> dict[str, str]:
    assert run([*words, "--format", "json", "--no-cache"]) == code
    document = json.loads(capsys.readouterr().out)
    return {f["rule"]: f["severity"] for f in document["findings"]} | {
        f["rule"]: f["by"] for f in document["suppressed"]
    }


def configure(shop, text: str) -> None:
    (shop / "flaskcheck.toml").write_text(text)


@pytest.mark.parametrize(
    ("table", "severity"),
    [
        ("unpinned-requirement = 'error'", "error"),
        ("dependencies = 'warning'", "warning"),
        ("dependencies = 'warning'\nunpinned-requirement = 'error'", "error"),
        ("server = 'error'", "info"),
    ],
)
def test_severity(shop, capsys, table: str, severity: str) -> None:
    configure(shop, f"[severity]\n{table}\n")
    assert found(capsys)["unpinned-requirement"] == severity


def test_severity_of_what_grades_itself_and_of_the_engines_own(shop, capsys) -> None:
    configure(shop, "[severity]\nhard-coded-secret-key = 'info'\nunused-ignore = 'info'\n")
    (shop / "app.py").write_text(FLASK + KEY + "x = 1  # flaskcheck: ignore[debug-run] no\n")
    told = found(capsys, code=CLEAN)
    assert (told["hard-coded-secret-key"], told["unused-ignore"]) == ("info", "info")


@pytest.mark.parametrize(
    "text",
    ["severity = 'error'", "[severity]\nno-such-rule = 'error'", "[severity]\nserver = 'never'", "[severity]\nserver = 1", "allow = ['x']", "[allow]\nserver = ['']", "[allow]\nno-such = ['x']", "required-version = '!'"],
)  # fmt: skip
def test_what_is_refused(shop, capsys, text: str) -> None:
    configure(shop, text)
    assert run([]) == USAGE
    assert "flaskcheck.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "by"),
    [
        ("hard-coded-secret-key = ['kept-in-the-repository-4711']", "allow"),
        ("environment = ['4711']", "allow"),
        ("hard-coded-secret-key = ['471']", "error"),
        ("debug = ['kept-in-the-repository-4711']", "error"),
    ],
)
def test_allowed_values(shop, capsys, table: str, by: str) -> None:
    configure(shop, f"[allow]\n{table}\n")
    assert found(capsys, code=CLEAN if by == "allow" else FINDINGS)["hard-coded-secret-key"] == by


def test_allowed_in_a_message_about_a_file(shop, capsys) -> None:
    configure(shop, "[allow]\nunpinned-requirement = ['flask']\n")
    assert found(capsys)["unpinned-requirement"] == "allow"


@pytest.mark.parametrize("wanted", [__version__, f"=={__version__}", ">=0.0.1", ">0,<999"])
def test_this_version(shop, capsys, wanted: str) -> None:
    configure(shop, f"required-version = '{wanted}'")
    assert found(capsys)


@pytest.mark.parametrize("wanted", ["999", "<0.0.1", "!=" + __version__])
def test_another_version(shop, capsys, wanted: str) -> None:
    configure(shop, f"required-version = '{wanted}'\nnew-key = 1\n")
    assert run([]) == USAGE
    assert f"this is flaskcheck {__version__}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("FLASKCHECK_SELECT", "debug,dependencies", {"unpinned-requirement"}),
        ("FLASKCHECK_IGNORE", "hard-coded-secret-key", {"unpinned-requirement"}),
        ("FLASKCHECK_MIN_SEVERITY", "error", {"hard-coded-secret-key"}),
        ("FLASKCHECK_EXCLUDE", "requirements.txt, x", {"hard-coded-secret-key"}),
        ("FLASKCHECK_NO_SUCH", "x", {"hard-coded-secret-key", "unpinned-requirement"}),
    ],
)
def test_variables(shop, monkeypatch, capsys, name: str, value: str, left: set[str]) -> None:
    monkeypatch.setenv(name, value)
    run(["--format", "json", "--no-cache"])
    rules = {f["rule"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert left <= rules if name.endswith("EXCLUDE") else left == rules


def test_the_command_line_counts_more(shop, monkeypatch, capsys) -> None:
    configure(shop, "fail-on = 'never'")
    monkeypatch.setenv("FLASKCHECK_FAIL_ON", "error")
    monkeypatch.setenv("FLASKCHECK_EXIT_ZERO", "0")
    assert run(["-q"]) == FINDINGS
    assert run(["-q", "--fail-on", "never"]) == CLEAN
    monkeypatch.setenv("FLASKCHECK_FAIL_ON", "sometimes")
    assert run(["-q"]) == USAGE
    assert "FLASKCHECK_FAIL_ON" in capsys.readouterr().err


def test_click_reads_them_too(shop, monkeypatch, capsys) -> None:
    monkeypatch.setenv("FLASKCHECK_FAIL_ON", "never")
    assert run(["-qv"]) == CLEAN
    assert run(["show"]) == CLEAN
    capsys.readouterr()

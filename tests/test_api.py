"""flaskcheck as a library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from checking import FLASK

import flaskcheck
from flaskcheck.ground.about import VERSION


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "app.py").write_text(FLASK + "app.secret_key = 'kept-in-the-repository-4711'\n")
    (tmp_path / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn wsgi:app\n")
    return tmp_path


def rules(report: flaskcheck.Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_a_check(shop) -> None:
    report = flaskcheck.check(shop)
    [first, second] = report.findings
    assert isinstance(first, flaskcheck.Finding)
    assert (first.place.path, first.place.line, first.severity, first.rule) == (
        "Procfile",
        1,
        "error",
        "unresolved-app",
    )
    assert second.place.path == "app.py"
    assert report.has_application
    assert flaskcheck.exit_code(report) == 1
    assert flaskcheck.exit_code(report, "never") == 0
    assert "kept-in" not in "".join(finding.message for finding in report.findings)


def test_settings(shop) -> None:
    assert rules(flaskcheck.check(shop, flaskcheck.Config(select=("server",)))) == {"unresolved-app"}
    (shop / "flaskcheck.toml").write_text("ignore = ['unresolved-app']\n")
    assert rules(flaskcheck.check(str(shop))) == {"hard-coded-secret-key"}
    assert rules(flaskcheck.check(shop, flaskcheck.Config())) == {"unresolved-app", "hard-coded-secret-key"}
    (shop / "other.toml").write_text("ignore = ['hard-coded-secret-key']\n")
    assert rules(flaskcheck.check(shop, shop / "other.toml")) == {"unresolved-app"}


@pytest.mark.parametrize(
    "config",
    [
        flaskcheck.Config(select=("nonsense",)),
        flaskcheck.Config(ignore=("nonsense",)),
        flaskcheck.Config(host=("nowhere",)),
        flaskcheck.Config(select=("thread-lost-after-fork",)),
        "nothing.toml",
    ],
    ids=["select", "ignore", "host", "preview", "file"],
)
def test_settings_that_cannot_be(shop, config) -> None:
    with pytest.raises(flaskcheck.FlaskcheckError):
        flaskcheck.check(shop, config)


def test_what_there_is_not(shop) -> None:
    with pytest.raises(flaskcheck.FlaskcheckError, match="no such file"):
        flaskcheck.check(shop / "elsewhere")
    with pytest.raises(flaskcheck.FlaskcheckError, match="there is no format 'html'"):
        flaskcheck.render(flaskcheck.check(shop), "html")
    with pytest.raises(AttributeError):
        flaskcheck.chekc  # noqa: B018
    (shop / "app.py").unlink()
    report = flaskcheck.check(shop)
    assert not report.has_application
    assert flaskcheck.exit_code(report) == 4


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "sarif", "gitlab", "junit", "markdown"])
def test_formats(shop, form: str) -> None:
    shown = flaskcheck.render(flaskcheck.check(shop), form)
    assert "unresolved-app" in shown
    assert "kept-in" not in shown
    assert "\x1b" not in shown


def test_it_says_what_the_command_says(shop) -> None:
    words = [sys.executable, "-m", "flaskcheck", "--no-cache", "--format", "json", str(shop)]
    told = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    assert json.loads(flaskcheck.render(flaskcheck.check(shop))) == json.loads(told)


@pytest.mark.parametrize(
    "wrong",
    [{"min_severity": "loud"}, {"fail_on": "x"}, {"severity": (("debug-run", "b"),)}, {"severity": (("x", "info"),)}, {"host": ("x",)}],
)  # fmt: skip
def test_settings_that_cannot_be_are_said(shop, wrong: dict[str, object]) -> None:
    with pytest.raises(flaskcheck.FlaskcheckError, match=r"^Config: "):
        flaskcheck.check(shop, flaskcheck.Config(**wrong))


def test_settings_that_can_be_are_taken(shop) -> None:
    config = flaskcheck.Config(min_severity="error", fail_on="never", severity=(("unresolved-app", "error"),))
    report = flaskcheck.check(shop, config)
    assert {finding.severity for finding in report.findings} == {"error"}
    assert flaskcheck.exit_code(report, "never") == 0


def test_a_severity_that_there_is_not_is_said(shop) -> None:
    with pytest.raises(flaskcheck.FlaskcheckError, match="fail_on must be one of error, warning, info, never"):
        flaskcheck.exit_code(flaskcheck.check(shop), "loud")


def test_the_version() -> None:
    assert flaskcheck.__version__ == VERSION
    assert set(flaskcheck.__all__) <= {*dir(flaskcheck.api), "__version__"}


def test_the_command_does_not_import_it() -> None:
    said = "import sys; from flaskcheck.command import start; start.run(['--version']); print('flaskcheck.api' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "False"

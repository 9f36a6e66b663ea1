"""The command line as a user meets it: output, exit codes, files."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BAD = "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'\n"
GOOD = "from flask import Flask\napp = Flask(__name__)\n"


def run(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "flaskcheck", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text(BAD)
    (tmp_path / "requirements.txt").write_text("Flask==3.1.2\ngunicorn==23.0.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn app:app\n")
    return tmp_path


def test_findings_end_with_one_and_masked_secrets(project: Path) -> None:
    done = run(cwd=project)
    assert done.returncode == 1
    assert "hard-coded-secret-key" in done.stdout
    assert "hunter2" not in done.stdout
    assert "1 error" in done.stdout


def test_clean_ends_with_zero(project: Path) -> None:
    (project / "app.py").write_text(GOOD)
    done = run(cwd=project)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_deployment_is_shown(project: Path) -> None:
    shown = run(cwd=project).stdout
    assert "\nStart    gunicorn app:app\nApp      app in app.py\n" in shown


def test_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("print('hello')\n")
    done = run(cwd=tmp_path)
    assert done.returncode == 4
    assert "No Flask application was found" in done.stdout


def test_json(project: Path) -> None:
    done = run("--format", "json", cwd=project)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert set(report) == {"version", "findings", "suppressed", "deployments", "summary", "crashes", "notes"}
    [finding] = [f for f in report["findings"] if f["severity"] == "error"]
    assert (finding["path"], finding["line"], finding["rule"]) == ("app.py", 3, "hard-coded-secret-key")
    assert report["summary"]["error"] == 1
    assert report["deployments"][0]["servers"][0]["status"] == "application"


def test_github(project: Path) -> None:
    done = run("--format", "github", cwd=project)
    assert done.stdout.startswith("::error file=app.py,line=3,")
    assert "title=flaskcheck hard-coded-secret-key::" in done.stdout


def test_output_file(project: Path, tmp_path: Path) -> None:
    done = run("--format", "json", "--output", "out.json", cwd=project)
    assert done.stdout == ""
    assert json.loads((project / "out.json").read_text())["summary"]["error"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--fail-on", "never"), 0),
        (("--ignore", "hard-coded-secret-key"), 0),
        (("--ignore", "environment"), 0),
        (("--select", "server"), 0),
        (("--select", "environment"), 1),
        (("--ignore", "environment", "--select", "hard-coded-secret-key"), 1),
        (("--exclude", "app.py"), 4),
        (("app.py",), 1),
        (("check", "."), 1),
    ],
)
def test_options(project: Path, words: tuple[str, ...], code: int) -> None:
    assert run(*words, cwd=project).returncode == code


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("nowhere",), "no such file or folder"),
        (("--select", "hard-coded-secret-kye"), "did you mean 'hard-coded-secret-key'"),
        (("--host", "rendr"), "did you mean 'render'"),
        (("--format", "xml"), "invalid value"),
        (("--nonsense",), "no such option"),
        (("--config", "missing.toml"), "cannot be read"),
        (("explain", "unresolved-ap"), "did you mean 'unresolved-app'"),
        (("--output", "no/such/folder/x"), "cannot be written"),
    ],
)
def test_wrong_usage_ends_with_two(project: Path, words: tuple[str, ...], part: str) -> None:
    done = run(*words, cwd=project)
    assert done.returncode == 2
    assert part in done.stderr


def test_explain_prints_the_page(tmp_path: Path) -> None:
    done = run("explain", "loopback-bind", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("loopback-bind: Server listens on localhost\n")
    headings = [
        above for above, below in itertools.pairwise(done.stdout.splitlines()) if below and not below.strip("-")
    ]
    assert headings[:4] == ["What it finds", "Why it is bad", "Example", "Use instead"]
    assert headings[-2:] == ["How to ignore it", "More"]
    assert "<-" not in done.stdout
    assert "← reported" in done.stdout


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_rules_are_listed(tmp_path: Path, form: str) -> None:
    done = run("rules", "--format", form, cwd=tmp_path)
    assert done.returncode == 0
    assert "loopback-bind" in done.stdout
    if form == "text":
        lines = done.stdout.split("\n")
        assert all(len(line) <= 80 for line in lines)
        assert lines.index("server") < next(n for n, line in enumerate(lines) if line.startswith("  loopback-bind"))
    if form == "json":
        assert {
            "name", "family", "severity", "stability", "fixable", "title", "summary", "url", "aliases",
        } == set(json.loads(done.stdout)[0])  # fmt: skip


def test_help_and_version(tmp_path: Path) -> None:
    shown = run("--help", cwd=tmp_path)
    assert shown.returncode == 0
    for word in ("--format", "--fail-on", "explain", "rules", "Exit codes"):
        assert word in shown.stdout
    assert "flaskcheck" in run("--version", cwd=tmp_path).stdout


def test_a_path_named_like_a_command(project: Path) -> None:
    folder = project / "rules"
    folder.mkdir()
    (folder / "app.py").write_text(BAD)
    assert run("./rules", cwd=project).returncode == 1


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colour(project: Path, environment: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[" in run(cwd=project, **environment).stdout) is coloured


def test_an_ascii_terminal_is_no_reason_to_fail(project: Path) -> None:
    done = run(cwd=project, PYTHONIOENCODING="ascii")
    assert done.returncode == 1


def test_a_closed_pipe_is_no_reason_to_fail(project: Path) -> None:
    command = f"{sys.executable} -m flaskcheck {project} | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_ignores(project: Path) -> None:
    (project / "app.py").write_text(BAD.replace("'\n", "'  # flaskcheck: ignore[hard-coded-secret-key] demo\n"))
    assert run(cwd=project).returncode == 0
    assert run("--no-ignore", cwd=project).returncode == 1


def test_configuration(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.flaskcheck]\nfail-on = "never"\n')
    assert run(cwd=project).returncode == 0
    assert run("--no-config", cwd=project).returncode == 1
    (project / "flaskcheck.toml").write_text('ignroe = ["server"]\n')
    done = run(cwd=project)
    assert done.returncode == 2
    assert "did you mean 'ignore'" in done.stderr


def test_the_process_ends_with_all_written_and_exit_functions_run(tmp_path: Path) -> None:
    """The process ends without taking everything apart; nothing may be lost by that."""
    program = (
        "import atexit, sys; atexit.register(print, 'at exit', file=sys.stderr); sys.argv = ['flaskcheck', 'rules']\n"
        "from flaskcheck.__main__ import main; main()"
    )
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run([sys.executable, "-c", program], stdout=out, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0
    assert done.stderr.strip() == b"at exit"
    assert (tmp_path / "out").read_text(encoding="utf-8").rstrip().endswith("with flaskcheck rules --preview")


def test_a_folder_of_a_repository_does_not_stand_for_all_of_it(tmp_path: Path) -> None:
    """requirements.txt may lie above the folder that is asked about."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    (tmp_path / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "add", "."], check=True)
    words = [sys.executable, "-m", "flaskcheck", "--format", "json", "--select", "no-requirements"]
    done = subprocess.run([*words, str(tmp_path / "app")], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["findings"] == []


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["basline"], "did you mean 'baseline'?"),
        (["help"], "flaskcheck --help lists the commands"),
        (["explain", "qqqq"], "flaskcheck rules lists them"),
        (["--select", "qqqq"], "flaskcheck rules lists them"),
        (["--host", "qqqq"], "there are "),
    ],
)
def test_a_slip_is_told_what_to_type(tmp_path: Path, words: list[str], hint: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck", *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert hint in done.stderr

"""``flaskcheck init``: what it writes, what it leaves alone, and when it asks."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
import tomli
import yaml

from flaskcheck.command import init as initiation
from flaskcheck.command import integrations, start
from flaskcheck.findings import config, names
from flaskcheck.ground import about


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    root.mkdir()
    subprocess.run(["git", "init", "-q", str(root)], check=True, capture_output=True)
    (root / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def init(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def run(*words: str) -> str:
        capsys.readouterr()
        assert start.run(["init", *words]) == 0
        return capsys.readouterr().out

    return run


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(root).parts
    }


def loaded(folder: Path) -> config.Config:
    return config.load(str(folder), names.known_names())


def test_it_writes_all_three_and_shows_them(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    shown = init()
    found = contents(repository)
    assert set(found) == {"app.py", "flaskcheck.toml", ".pre-commit-config.yaml", integrations.WORKFLOW_PATH}
    assert found[integrations.WORKFLOW_PATH].decode() == integrations.WORKFLOW
    assert found[".pre-commit-config.yaml"].decode() == integrations.PRE_COMMIT_CONFIG
    assert "Written: flaskcheck.toml, .pre-commit-config.yaml, .github/workflows/flaskcheck.yml" in shown
    for line in (*found["flaskcheck.toml"].decode().split("\n"), *integrations.WORKFLOW.split("\n")):
        assert line in shown


def test_the_second_time_nothing_is_written(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    init()
    before = contents(repository)
    assert "Nothing to write." in init()
    assert contents(repository) == before


def test_what_it_writes_changes_no_setting(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    init()
    found = loaded(repository)
    assert found == config.Config(path=found.path, root_home=found.root_home)
    assert found.path == str(repository / "flaskcheck.toml")


def test_every_key_is_explained_and_every_example_is_valid(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    assert {key for key, _, _ in initiation.KEYS} == set(config.KEYS)
    init()
    text = (repository / "flaskcheck.toml").read_text()
    (repository / "flaskcheck.toml").write_text(re.sub(r"^# (?=[\w-]+ = )", "", text, flags=re.MULTILINE))
    (repository / "shared").mkdir()
    (repository / "shared" / "flaskcheck.toml").write_text("")
    found = loaded(repository)
    assert found.host == ("render",)
    assert found.extended == (str(repository / "shared" / "flaskcheck.toml"),)
    assert found.per_file_ignores == (("scripts/*.py", ("absolute-local-path",)),)
    assert found.root
    assert found.baseline


PROJECTS = [
    b"[project]\nname = 'shop'\n",
    b"[project]\nname = 'shop'",
    b"[project]\r\nname = 'shop'\r\n",
    b"",
    b"# only a comment",
    b"[tool.ruff]\nline-length = 120\n\n\n",
    b"\xef\xbb\xbf[project]\nname = 'gr\xc3\xb6\xc3\x9fe'\n",
    b"[[tool.uv.index]]\nurl = 'https://example.org'\n",
]


@pytest.mark.parametrize("raw", PROJECTS)
def test_a_table_is_added_to_pyproject(repository: Path, init, raw: bytes) -> None:  # type: ignore[no-untyped-def]
    (repository / "pyproject.toml").write_bytes(raw)
    init()
    found = (repository / "pyproject.toml").read_bytes()
    assert found.startswith(raw)
    assert not (repository / "flaskcheck.toml").exists()
    table = tomli.loads(found.decode("utf-8-sig"))
    assert table["tool"].pop("flaskcheck") == {}
    assert {**table, "tool": table["tool"]} == {"tool": {}, **tomli.loads(raw.decode("utf-8-sig"))}
    assert (b"\r\n" in raw) == (b"\r\n" in found)
    assert b"\n" not in found.replace(b"\r\n", b"") or b"\r\n" not in raw
    assert "Nothing to write." in init()
    assert loaded(repository).path.endswith("pyproject.toml")


@pytest.mark.parametrize(
    "raw",
    [b"[project\n", b"tool = {ruff = {}}\n", b"tool = 3\n", b"\xff\n", b"x = '''\n", b"[tool]\nruff = 1\n[tool.flask"],
)
def test_a_pyproject_that_takes_none_is_left_alone(repository: Path, init, raw: bytes) -> None:  # type: ignore[no-untyped-def]
    (repository / "pyproject.toml").write_bytes(raw)
    assert "add this yourself to pyproject.toml:" in init()
    assert (repository / "pyproject.toml").read_bytes() == raw


def test_an_existing_hook_configuration_is_not_touched(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    text = "repos:\n  - repo: local\n    hooks: []\n"
    (repository / ".pre-commit-config.yaml").write_text(text)
    shown = init()
    assert "add this yourself to .pre-commit-config.yaml:" in shown
    assert f"rev: {about.TAG}" in shown
    assert (repository / ".pre-commit-config.yaml").read_text() == text


def test_an_existing_workflow_is_not_touched(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    folder = repository / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "ci.yaml").write_text("jobs: {x: {steps: [run: pipx run flaskcheck]}}\n")
    assert ".github/workflows/ci.yaml: runs flaskcheck already" in init()
    assert os.listdir(folder) == ["ci.yaml"]
    (folder / "ci.yaml").unlink()
    (folder / "flaskcheck.yml").write_text("on: push\n")
    init()
    assert (folder / "flaskcheck.yml").read_text() == "on: push\n"


def test_a_configuration_further_up_counts(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    (repository / "flaskcheck.toml").write_text("")
    (repository / "shop").mkdir()
    assert "configures flaskcheck already" in init("shop")
    assert not (repository / "shop" / "flaskcheck.toml").exists()


@pytest.mark.parametrize("name", ["shop", "my shop: 1"])
def test_a_folder_of_a_repository(repository: Path, init, name: str) -> None:  # type: ignore[no-untyped-def]
    """The hook and the workflow belong to the repository's top and are told the folder."""
    (repository / name).mkdir()
    init(name)
    assert (repository / name / "flaskcheck.toml").exists()
    workflow = yaml.safe_load((repository / integrations.WORKFLOW_PATH).read_text())
    assert workflow["jobs"]["flaskcheck"]["steps"][-1]["with"] == {"path": name}
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text())
    assert hooks["repos"][0]["hooks"] == [{"id": "flaskcheck", "args": [name]}]


def test_without_git_only_the_configuration(tmp_path: Path, init) -> None:  # type: ignore[no-untyped-def]
    assert "no git repository" in init(str(tmp_path))
    assert os.listdir(tmp_path) == ["flaskcheck.toml"]


def test_a_gitlab_repository_gets_no_workflow(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    (repository / ".gitlab-ci.yml").write_text("stages: []\n")
    assert ".gitlab-ci.yml" in init()
    assert not (repository / ".github").exists()


def test_a_baseline_that_lies_there_is_used(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    start.run(["baseline"])
    init()
    assert loaded(repository).baseline == str(repository / ".flaskcheck-baseline.json")


def test_a_link_that_leads_nowhere_is_not_followed(repository: Path, tmp_path: Path) -> None:
    (repository / "flaskcheck.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert start.run(["init"]) == 2
    assert not (tmp_path / "elsewhere.toml").exists()


@pytest.mark.parametrize("path", ["nowhere", "app.py"])
def test_wrong_usage(repository: Path, path: str) -> None:
    assert start.run(["init", path]) == 2


def test_a_broken_configuration_is_told_first(repository: Path) -> None:
    (repository / "flaskcheck.toml").write_text("[")
    before = contents(repository)
    assert start.run(["init"]) == 2
    assert contents(repository) == before


# --- on a terminal -----------------------------------------------------------------------------------------


INTERRUPT = b"\x03"
"""Ctrl+C. One that comes in the very moment in which the line editor begins to wait is lost, and people press it again."""


LINES = (b"Host (as in", b"Build command", b"Release command", b"Start command")
"""What is asked of a deployment, in this order."""


def on_terminal(root: Path, answer: bytes, *words: str, lines: Iterable[bytes] = ()) -> tuple[int, str]:
    """Run the real command on a terminal of its own and answer once it asks; exit code and all that it showed.

    ``lines`` answer the questions about the deployment one after another, as many as there are; all others get an empty line.
    """
    child, master = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the tests themselves run in the background
        os.chdir(root)
        os.execv(sys.executable, [sys.executable, "-m", "flaskcheck", "init", *words])
    shown, answered, until = b"", 0.0, time.monotonic() + 60
    waiting, seen = list(lines), 0
    while time.monotonic() < until:
        if select.select([master], [], [], 0.2)[0]:
            try:
                shown += os.read(master, 1 << 16)
            except OSError:
                break  # the other end is closed
        asked = sum(shown.count(line) for line in LINES)
        if asked > seen and shown.endswith(b": "):
            seen = asked
            os.write(master, waiting.pop(0) if waiting else b"\n")
        is_lost = answer == INTERRUPT and answered < time.monotonic() - 3
        if b"[Y/n]" in shown and (not answered or is_lost):
            os.write(master, answer)
            answered = time.monotonic()
    os.close(master)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


@pytest.mark.parametrize(
    ("answer", "is_written"),
    [(b"\n", True), (b"y\n", True), (b"YES\n", True), (b"n\n", False), (b"what\n", False), (b"\x04", False)],
)
def test_on_a_terminal_it_asks(repository: Path, answer: bytes, is_written: bool) -> None:
    code, shown = on_terminal(repository, answer)
    assert code == 0
    assert "Write these 3? [Y/n]" in shown
    assert (repository / "flaskcheck.toml").exists() is is_written
    assert ("Nothing was written." in shown) is not is_written


def test_an_interrupted_question_writes_nothing(repository: Path) -> None:
    before = contents(repository)
    code, _ = on_terminal(repository, INTERRUPT)
    assert code == 130
    assert contents(repository) == before


def test_yes_asks_nothing(repository: Path) -> None:
    code, shown = on_terminal(repository, b"", "--yes")
    assert code == 0
    assert "[Y/n]" not in shown
    assert (repository / "flaskcheck.toml").exists()


def test_without_a_terminal_it_asks_nothing(repository: Path) -> None:
    """Standard input stays open and silent, as in some pipelines: waiting for an answer would never end."""
    reading, writing = os.pipe()
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck", "init"],
        cwd=repository,
        stdin=reading,
        capture_output=True,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 0
    assert b"[Y/n]" not in done.stdout
    assert (repository / "flaskcheck.toml").exists()


# --- the deployment that no file tells ---------------------------------------------------------------------


def migrated(root: Path) -> None:
    """An application that run.py serves, with migrations and requirements."""
    (root / "app.py").unlink()
    files = {
        "run.py": "from flask import Flask\napp = Flask(__name__)\n",
        "requirements.txt": "flask==3.1.2\nflask-migrate==4.1.0\ngunicorn==23.0.0\n",
        "migrations/env.py": "from alembic import context\nfrom flask import current_app\n",
        "migrations/versions/1_first.py": "revision = '1'\ndown_revision = None\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def table(root: Path, name: str = "flaskcheck.toml") -> dict[str, object]:
    found = tomli.loads((root / name).read_text())
    found = found["tool"]["flaskcheck"] if name == "pyproject.toml" else found
    return found.get("deploy", {})


def test_enter_takes_what_is_proposed(repository: Path) -> None:
    migrated(repository)
    code, shown = on_terminal(repository, b"\n", lines=[b"render\n"])
    assert code == 0
    assert "Start command [gunicorn run:app]: " in shown
    assert table(repository) == {
        "host": "render",
        "build": "pip install -r requirements.txt && flask --app run db upgrade",
        "start": "gunicorn run:app",
    }
    assert loaded(repository).has_deploy


def test_on_a_host_with_a_release_phase_the_upgrade_goes_there(repository: Path) -> None:
    migrated(repository)
    on_terminal(repository, b"\n", lines=[b"heroku\n"])
    assert table(repository)["release"] == "flask --app run db upgrade"
    assert table(repository)["build"] == "pip install -r requirements.txt"


def test_a_dash_leaves_out_and_a_word_replaces(repository: Path) -> None:
    migrated(repository)
    (repository / "pyproject.toml").write_text("[project]\nname = 'shop'  # ours\n")
    lines = [b"rendr\n", b"-\n", b"./build.sh\n", b"-\n", b'gunicorn "run:app"\n']
    _, shown = on_terminal(repository, b"\n", lines=lines)
    assert "did you mean" in shown
    assert table(repository, "pyproject.toml") == {"build": "./build.sh", "start": 'gunicorn "run:app"'}
    assert (repository / "pyproject.toml").read_text().startswith("[project]\nname = 'shop'  # ours\n")


def test_nothing_said_is_nothing_written(repository: Path) -> None:
    on_terminal(repository, b"\n", lines=[b"-\n"] * 4)
    assert "deploy" not in tomli.loads((repository / "flaskcheck.toml").read_text())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Procfile", "web: gunicorn app:app\n"),
        ("render.yaml", "services: [{type: web, name: x, runtime: python, startCommand: 'gunicorn app:app'}]\n"),
        ("flaskcheck.toml", "[deploy]\nstart = 'gunicorn app:app'\n"),
    ],
)
def test_what_a_file_tells_is_not_asked(repository: Path, name: str, text: str) -> None:
    (repository / name).write_text(text)
    _, shown = on_terminal(repository, b"\n")
    assert "Start command" not in shown


def test_a_configuration_that_is_there_gets_the_table(repository: Path) -> None:
    text = "# ours\nfail-on = 'error'  # strict\n"
    (repository / "flaskcheck.toml").write_text(text)
    on_terminal(repository, b"\n", lines=[b"render\n", b"-\n", b"-\n"])
    assert (repository / "flaskcheck.toml").read_text().startswith(text)
    assert table(repository) == {"host": "render", "start": "gunicorn app:app"}
    assert loaded(repository).fail_on == "error"


def test_nobody_is_asked_without_a_terminal_or_with_yes(repository: Path, init) -> None:  # type: ignore[no-untyped-def]
    migrated(repository)
    assert "Start command" not in init()
    (repository / "flaskcheck.toml").unlink()
    _, shown = on_terminal(repository, b"", "--yes")
    assert "Start command" not in shown
    assert not table(repository)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("flaskcheck.toml", "# ours\n", "# ours\n{}\n"),
        ("flaskcheck.toml", "fail-on = 'error'", "fail-on = 'error'\n{}\n"),
        ("flaskcheck.toml", "# x\n# baseline = 'b.json'\npreview = true\n", "# x\n{}\npreview = true\n"),
        (
            "flaskcheck.toml",
            "preview = true\n\n# harmless\n[severity]\ndebug-run = 'info'\n",
            "preview = true\n{}\n\n# harmless\n[severity]\ndebug-run = 'info'\n",
        ),
        (
            "pyproject.toml",
            "[tool.flaskcheck]  # ours\npreview = true\n[tool.ruff]\n",
            "[tool.flaskcheck]  # ours\n{}\npreview = true\n[tool.ruff]\n",
        ),
        (
            "pyproject.toml",
            "[tool.flaskcheck.severity]\ndebug-run = 'info'\n",
            "[tool.flaskcheck.severity]\ndebug-run = 'info'\n\n[tool.flaskcheck]\n{}\n",
        ),
        ("pyproject.toml", "[tool.flaskcheck]\r\npreview = true\r\n", "[tool.flaskcheck]\r\n{}\r\npreview = true\r\n"),
    ],
)
@pytest.mark.parametrize("command", ["init", "baseline"])
def test_the_baseline_is_named_in_the_configuration(
    repository: Path, name: str, before: str, after: str, command: str
) -> None:
    if command == "init":
        start.run(["baseline"])
    (repository / name).write_bytes(before.encode())
    assert start.run([command]) == 0
    line = 'baseline = ".flaskcheck-baseline.json"'
    assert (repository / name).read_bytes().decode() == after.format(line)
    assert loaded(repository).baseline == str(repository / ".flaskcheck-baseline.json")


def test_a_configuration_without_a_place_is_left_alone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "x = '''\n[tool.flaskcheck]\n'''\n[tool]\nflaskcheck = {}\n"
    (repository / "pyproject.toml").write_text(text)
    assert start.run(["baseline"]) == 0
    assert (repository / "pyproject.toml").read_text() == text
    assert "To use it, write in" in capsys.readouterr().out
    assert start.run(["init"]) == 0
    assert (repository / "pyproject.toml").read_text() == text
    assert "add this yourself to pyproject.toml:" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["pyproject.toml", "flaskcheck.toml"])
def test_a_folder_below_its_configuration_without_git(tmp_path: Path, name: str, init, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    table = "[tool.flaskcheck]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f'{table}min-severity = "error"\n')
    (tmp_path / "web").mkdir()
    monkeypatch.chdir(tmp_path / "web")
    assert "configures flaskcheck already" in init()
    assert (tmp_path / name).read_text() == f'{table}min-severity = "error"\n'

"""``--diff``, ``--fix`` and ``--unsafe-fixes`` as they are used: what is written, what is refused, what is said."""

from __future__ import annotations

import json
import os
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from checking import FLASK

from flaskcheck.command.start import run
from flaskcheck.ground.errors import CLEAN, FINDINGS, NOTHING, USAGE

BROKEN = "flask=3.0.0\ngunicorn==23.0.0\npywin32==306\n"
MENDED = 'flask==3.0.0\ngunicorn==23.0.0\npywin32==306 ; sys_platform == "win32"\n'


def git(folder: Path, *words: str) -> str:
    given = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
    return subprocess.run(["git", *given, *words], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return folder


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = commit(
        tmp_path / "shop", {"app.py": FLASK, "requirements.txt": BROKEN, "Procfile": "web: gunicorn app:app\n"}
    )
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def requirements(folder: Path) -> str:
    return (folder / "requirements.txt").read_bytes().decode()


# --- what is written --------------------------------------------------------------------------------------


def test_a_difference_changes_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(shop)
    assert run(["--diff"]) == FINDINGS
    told = capsys.readouterr()
    assert contents(shop) == before
    assert told.out.splitlines()[:3] == ["--- requirements.txt", "+++ requirements.txt", "@@ -1,3 +1,3 @@"]
    assert "-flask=3.0.0" in told.out
    assert "+flask==3.0.0" in told.out
    assert told.err.splitlines()[0] == "Would fix 2 findings in 1 file:"


def test_fixes_are_made_and_a_second_run_changes_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--fix"]) == CLEAN
    assert requirements(shop) == MENDED
    assert "Fixed 2 findings in 1 file:" in capsys.readouterr().err
    after = contents(shop)
    assert run(["--fix"]) == CLEAN
    assert "Nothing to fix." in capsys.readouterr().err
    assert run(["--diff"]) == CLEAN
    assert capsys.readouterr().out.strip() == ""
    assert contents(shop) == after


def test_what_is_left_is_reported(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(shop, {"app.py": FLASK + "app.secret_key = 'kept-in-the-repository-4711'\n"})
    assert run(["--fix", "--format", "json"]) == FINDINGS
    found = [f for f in json.loads(capsys.readouterr().out)["findings"] if f["severity"] != "info"]
    assert [(f["rule"], f["fixable"], f["fixes"][0]["safe"]) for f in found] == [
        ("hard-coded-secret-key", False, False)
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [True, False])
def test_all_else_stays_to_the_byte(shop: Path, end: str, mark: bytes, last: bool) -> None:
    lines = ["# Flask", "flask=3.0.0   ", "", "# the server: é", "gunicorn==23.0.0"]
    text = end.join(lines) + (end if last else "")
    commit(shop, {"requirements.txt": mark + text.encode()})
    run(["--fix"])
    assert (shop / "requirements.txt").read_bytes() == mark + text.replace("flask=3", "flask==3").encode()


def test_rights_stay(shop: Path) -> None:
    (shop / "requirements.txt").chmod(0o640)
    run(["--fix"])
    assert (shop / "requirements.txt").stat().st_mode & 0o777 == 0o640


def test_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = commit(tmp_path / "a", {"app.py": f"from dotenv import load_dotenv\nload_dotenv()\n{FLASK}", "requirements.txt": "flask==3.0.0\npython-dotenv==1.0.0\n"})  # fmt: skip
    monkeypatch.chdir(root)
    assert run(["--fix", "--select", "unignored-env-file"]) == CLEAN
    assert (root / ".gitignore").read_bytes() == b".env\n"
    assert run(["--select", "unignored-env-file"]) == CLEAN


# --- what is not touched ----------------------------------------------------------------------------------


def test_ignored_and_known_findings_are_left_alone(shop: Path) -> None:
    commit(shop, {"requirements.txt": "# flaskcheck: ignore[invalid-requirement] for the test\nflask=3.0.0\n"})
    before = contents(shop)
    run(["--fix"])
    assert contents(shop) == before
    commit(shop, {"requirements.txt": BROKEN})
    run(["baseline", "--output", "known.json"])
    before = contents(shop)
    assert run(["--fix", "--baseline", "known.json"]) == CLEAN
    assert contents(shop) == before


def test_only_what_is_asked_for(shop: Path) -> None:
    run(["--fix", "--select", "platform-requirement"])
    assert requirements(shop) == BROKEN.replace("306", '306 ; sys_platform == "win32"')
    before = contents(shop)
    run(["--fix", "app.py"])
    assert contents(shop) == before


def test_only_lines_that_have_changed(shop: Path) -> None:
    git(shop, "branch", "base")
    commit(shop, {"requirements.txt": f"{BROKEN}pypiwin32==223\n"})
    run(["--fix", "--diff-base", "base"])
    assert requirements(shop) == f'{BROKEN}pypiwin32==223 ; sys_platform == "win32"\n'


def test_what_is_compiled_is_left_alone(shop: Path) -> None:
    head = "#\n# This file is autogenerated by pip-compile with Python 3.13\n# by the following command:\n#\n#    pip-compile\n#\n"
    commit(shop, {"requirements.txt": f"{head}flask==3.0.0\ngunicorn==23.0.0\npywin32==306\n"})
    before = contents(shop)
    assert run(["--fix"]) == FINDINGS
    assert contents(shop) == before


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links")
def test_a_link_is_left_alone(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "requirements.txt").rename(shop / "base.txt")
    (shop / "requirements.txt").symlink_to("base.txt")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "x")
    before = contents(shop)
    run(["--fix"])
    assert contents(shop) == before
    assert (shop / "requirements.txt").is_symlink()
    assert "requirements.txt is a link" in capsys.readouterr().err


def test_a_fix_that_brings_another_finding_is_dropped(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(shop, {"requirements.txt": "flask=3.0.0\n"})  # while it cannot be read nobody knows what it lacks
    before = contents(shop)
    assert run(["--fix"]) == FINDINGS
    assert contents(shop) == before
    assert "then missing-wsgi-server is found in requirements.txt" in capsys.readouterr().err


# --- what is refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["--unsafe-fixes"],
        ["--diff", "--fix"],
        ["--diff", "--format", "json"],
        ["--diff", "--statistics"],
        ["--fix", "--staged"],
        ["--fix", "-", "--stdin-path", "requirements.txt"],
    ],
)
def test_what_cannot_be_asked_for(shop: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(shop)
    assert run(words) == USAGE
    assert capsys.readouterr().err.startswith("error: --")
    assert contents(shop) == before


def test_nothing_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = commit(tmp_path / "a", {"a.txt": "flask=3\n"})
    monkeypatch.chdir(root)
    assert run(["--fix"]) == NOTHING
    assert run(["--diff"]) == NOTHING


# --- what is staged, standard input, several paths --------------------------------------------------------


def test_what_is_staged(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "requirements.txt").write_text(MENDED)
    assert run(["--diff", "--staged"]) == FINDINGS
    assert "+flask==3.0.0" in capsys.readouterr().out
    git(shop, "add", "-A")
    assert run(["--diff", "--staged"]) == CLEAN


def test_standard_input(shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = BytesIO(b"Flask=3.1.0\ngunicorn==23.0.0\n")

    monkeypatch.setattr("sys.stdin", Input)
    assert run(["-", "--stdin-path", "requirements.txt", "--diff"]) == FINDINGS
    told = capsys.readouterr().out
    assert "+Flask==3.1.0" in told
    assert "pywin32" not in told
    assert requirements(shop) == BROKEN


def test_several_paths(shop: Path, tmp_path: Path) -> None:
    other = commit(
        tmp_path / "other", {"app.py": FLASK, "requirements.txt": BROKEN, "Procfile": "web: gunicorn app:app\n"}
    )
    assert run(["--fix", "app.py", "requirements.txt", str(other)]) == CLEAN
    assert requirements(shop) == requirements(other) == MENDED


def test_a_folder_is_not_left(shop: Path) -> None:
    commit(shop, {"api/app.py": FLASK, "api/requirements.txt": BROKEN, "api/Procfile": "web: gunicorn app:app\n"})
    run(["--fix", "api"])
    assert requirements(shop) == BROKEN
    assert requirements(shop / "api") == MENDED


# --- what is told -----------------------------------------------------------------------------------------


def test_reports_mark_what_can_be_fixed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--no-color"])
    told = capsys.readouterr().out
    assert "error[invalid-requirement]: Invalid line in a requirements file [*]" in told
    assert "\n2 fixable with --fix.\n" in told
    run(["--format", "concise", "--no-color"])
    assert capsys.readouterr().out.count("[*]") == 2
    run(["--format", "json"])
    first = next(f for f in json.loads(capsys.readouterr().out)["findings"] if f["fixable"])
    edit = {
        "path": "requirements.txt",
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 12,
        "replacement": "flask==3.0.0",
    }
    assert first["fixes"] == [{"safe": True, "edits": [edit], "command": None}]
    run(["--format", "sarif"])
    first = next(r for r in json.loads(capsys.readouterr().out)["runs"][0]["results"] if "fixes" in r)
    [change] = first["fixes"][0]["artifactChanges"]
    region = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 12}
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "flask==3.0.0"}}]


def test_a_difference_shows_no_secret(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index = "--extra-index-url https://user:tr0ub4dor-xyz-81@packages.example.com/simple\n"
    commit(shop, {"requirements.txt": index + BROKEN})
    assert run(["--diff"]) == FINDINGS
    told = capsys.readouterr()
    assert "+flask==3.0.0" in told.out
    assert "tr0ub4dor" not in told.out + told.err
    run(["--fix"])
    assert requirements(shop) == index + MENDED


# --- several fixes at once --------------------------------------------------------------------------------


def test_the_guilty_one_of_several_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = {"a/requirements.txt": "flask=3.0.0\n", "b/requirements.txt": BROKEN, "c/requirements.txt": BROKEN}
    files: dict[str, str | bytes] = {}
    for path, text in parts.items():
        files.update({path: text, f"{path[0]}/app.py": FLASK, f"{path[0]}/Procfile": "web: gunicorn app:app\n"})
    root = commit(tmp_path / "shop", files)
    monkeypatch.chdir(root)
    assert run(["--fix"]) == FINDINGS
    told = capsys.readouterr().err
    assert (root / "a/requirements.txt").read_text() == "flask=3.0.0\n"
    assert requirements(root / "b") == requirements(root / "c") == MENDED
    assert "Fixed 4 findings in 2 files:" in told
    assert "then missing-wsgi-server is found in a/requirements.txt" in told


def test_two_packages_stand_one_below_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"from flask_sqlalchemy import SQLAlchemy\n{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://db.example.com/shop'\ndb = SQLAlchemy(app)\n"
    packages = "flask==3.1.0\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.36"
    root = commit(
        tmp_path / "shop", {"app.py": code, "requirements.txt": packages, "Procfile": "web: gunicorn app:app\n"}
    )
    monkeypatch.chdir(root)
    run(["--fix"])
    assert requirements(root) == f"{packages}\npsycopg2-binary>=2.9.9\ngunicorn>=23.0"


def test_what_one_fix_makes_another_finishes(shop: Path) -> None:
    commit(shop, {"requirements.txt": "flask==3.1.0\n", "Procfile": "web: gunicorn -b 127.0.0.1:5000 app:app\n"})
    assert run(["--fix"]) == CLEAN
    assert (shop / "Procfile").read_text() == "web: gunicorn -b 0.0.0.0:$PORT app:app\n"
    assert requirements(shop) == "flask==3.1.0\ngunicorn>=23.0\n"


def test_unsafe_fixes_are_asked_for(shop: Path) -> None:
    commit(
        shop, {"requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", "app.py": f"{FLASK}app.config['DEBUG'] = True\n"}
    )
    assert run(["--fix"]) == FINDINGS
    assert "True" in (shop / "app.py").read_text()
    assert run(["--fix", "--unsafe-fixes"]) == CLEAN
    assert (shop / "app.py").read_text() == f"{FLASK}app.config['DEBUG'] = False\n"


def test_what_is_to_be_typed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(shop, {"requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", "start.sh": "#!/bin/sh\nexec gunicorn app:app\n", "Procfile": "web: ./start.sh\n"})  # fmt: skip
    before = contents(shop)
    assert run(["--fix"]) == FINDINGS
    assert "To fix by a command:\n  git update-index --chmod=+x start.sh" in capsys.readouterr().err
    assert contents(shop) == before
    git(shop, "update-index", "--chmod=+x", "start.sh")
    assert run([]) == CLEAN


def test_a_template_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = "{{cookiecutter.name}}"
    root = commit(tmp_path / "t", {"cookiecutter.json": '{"name": "shop"}', f"{folder}/app.py": FLASK, f"{folder}/requirements.txt": BROKEN, f"{folder}/Procfile": "web: gunicorn app:app\n"})  # fmt: skip
    monkeypatch.chdir(root)
    before = contents(root)
    assert run(["--fix"]) == FINDINGS
    assert contents(root) == before
    capsys.readouterr()


def test_what_has_changed_meanwhile_is_left_alone(
    shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from flaskcheck.command import fixing

    tried = fixing._tried

    def slowly(asked: object) -> object:
        found = tried(asked)
        (shop / "requirements.txt").write_text("flask\n")
        return found

    monkeypatch.setattr(fixing, "_tried", slowly)
    assert run(["--fix"]) == USAGE
    assert "requirements.txt: changed meanwhile, not fixed" in capsys.readouterr().err
    assert requirements(shop) == "flask\n"

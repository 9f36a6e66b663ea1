"""Several PATHs in one run, and what has changed since a commit."""

from __future__ import annotations

import json
import subprocess

import pytest
from checking import FLASK

from flaskcheck.command.start import run
from flaskcheck.ground.errors import CLEAN, FINDINGS, NOTHING, USAGE

KEY = "app.secret_key = 'kept-in-the-repository-4711'\n"


def git(folder, *words: str) -> None:
    given = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *given, *words], cwd=folder, check=True, capture_output=True)


def repository(folder, **files: str):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_py", ".py").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")
    return folder


def app(**more: str) -> dict[str, str]:
    return {"app_py": FLASK + KEY, "requirements_txt": "flask==3.1.0\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n", **more}  # fmt: skip


@pytest.fixture
def shop(tmp_path, monkeypatch):
    root = repository(tmp_path / "shop", **app(admin__keys_py="PASSWORD = 'tr0ub4dor-xyz-81'\n", Procfile="web: gunicorn wsgi:app\n"))  # fmt: skip
    monkeypatch.chdir(root)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return root


def places(capsys, *words: str, code: int = FINDINGS) -> list[str]:
    assert run([*words, "--format", "json", "--no-cache"]) == code
    return [f"{f['path']}:{f['line']}" for f in json.loads(capsys.readouterr().out)["findings"]]


# --- several paths ---------------------------------------------------------------------------------------


def test_files_of_one_repository(shop, capsys) -> None:
    assert places(capsys) == ["Procfile:1", "app.py:3"]
    assert places(capsys, "app.py", "Procfile") == ["Procfile:1", "app.py:3"]
    assert places(capsys, "app.py", "requirements.txt") == ["app.py:3"]
    assert places(capsys, "app.py", "app.py", ".") == ["Procfile:1", "app.py:3"]


def test_a_folder_and_a_file(shop, capsys) -> None:
    assert places(capsys, "admin", "app.py") == ["app.py:3"]


def test_paths_with_settings_of_their_own(shop, capsys) -> None:
    repository(shop / "one", **app())
    (shop / "admin" / "flaskcheck.toml").write_text('ignore = ["server"]\n')
    git(shop, "add", "admin")
    assert places(capsys, "admin", "app.py") == ["app.py:3"]


def test_several_repositories_stand_one_after_another(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    for name in ("a", "b"):
        repository(tmp_path / name, **app())
    monkeypatch.chdir(tmp_path)
    assert run(["a", "b", "--format", "concise", "--no-cache"]) == FINDINGS
    lines = capsys.readouterr().out.split("\n")
    assert [line for line in lines if line in ("a:", "b:")] == ["a:", "b:"]
    assert sum("app.py:3:1: error" in line for line in lines) == 2


def test_machines_get_one_repository(tmp_path, capsys) -> None:
    for name in ("a", "b"):
        repository(tmp_path / name, **app())
    assert run([str(tmp_path / "a"), str(tmp_path / "b"), "--format", "json"]) == USAGE
    assert "once for each" in capsys.readouterr().err


def test_the_worst_end_counts(tmp_path, capsys) -> None:
    repository(tmp_path / "bad", **app())
    repository(tmp_path / "good", **app(app_py=FLASK))
    repository(tmp_path / "none", readme_txt="x")
    named = {name: str(tmp_path / name) for name in ("bad", "good", "none")}
    assert run([named["good"], named["bad"], named["none"]]) == FINDINGS
    assert run([named["good"], named["none"]]) == NOTHING
    assert run([named["good"], named["none"], "--allow-no-app"]) == CLEAN
    assert run([named["good"], str(tmp_path / "gone")]) == USAGE
    assert run([named["good"], "-"]) == USAGE
    capsys.readouterr()


# --- since a commit --------------------------------------------------------------------------------------


def test_only_what_lies_on_changed_lines(shop, capsys) -> None:
    assert places(capsys, "--diff-base", "HEAD", code=CLEAN) == []
    (shop / "app.py").write_text("# a shop\n" + FLASK + KEY)
    assert places(capsys, "--diff-base", "HEAD", code=CLEAN) == []
    (shop / "app.py").write_text(FLASK + KEY.replace("4711", "4712"))
    assert places(capsys, "--diff-base", "HEAD") == ["app.py:3"]
    git(shop, "commit", "-qam", "y")
    assert places(capsys, "--diff-base", "HEAD", code=CLEAN) == []
    assert places(capsys, "--diff-base", "HEAD~1") == ["app.py:3"]


def test_a_new_file_is_new_as_a_whole(shop, capsys) -> None:
    (shop / "wsgi2.py").write_text(FLASK + KEY)
    (shop / "Procfile").write_text("web: gunicorn wsgi2:app\n")
    assert places(capsys, "--diff-base", "HEAD") == ["Procfile:1", "wsgi2.py:3"]


def test_line_ends_alone_are_no_change(shop, capsys) -> None:
    (shop / "app.py").write_bytes((FLASK + KEY).replace("\n", "\r\n").encode())
    assert "app.py:3" not in places(capsys, "--diff-base", "HEAD", code=CLEAN)


def test_a_related_place_counts(shop, capsys) -> None:
    (shop / "Procfile").write_text("web: gunicorn app:app\n")
    (shop / "requirements.txt").write_text("flask==3.1.0\n")
    assert any(place.startswith(("requirements.txt", "Procfile")) for place in places(capsys, "--diff-base", "HEAD"))


@pytest.mark.parametrize("revision", ["nosuch", "--help", "-x", "", "HEAD~99", "HEAD:app.py"])
def test_no_such_commit(shop, capsys, revision: str) -> None:
    assert run([f"--diff-base={revision}"]) == USAGE
    assert "--diff-base" in capsys.readouterr().err


def test_without_git(tmp_path, capsys) -> None:
    (tmp_path / "app.py").write_text(FLASK)
    assert run([str(tmp_path), "--diff-base", "HEAD"]) == USAGE


def test_no_filter_of_the_repository_is_run(shop, capsys) -> None:
    git(shop, "config", "filter.x.clean", "touch pwned; cat")
    (shop / ".gitattributes").write_text("* filter=x\n")
    (shop / "app.py").write_text(FLASK + KEY + "x = 1\n")
    places(capsys, "--diff-base", "HEAD", code=CLEAN)
    assert not (shop / "pwned").exists()

"""Discovery on real folders and real git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from flaskcheck import git
from flaskcheck.discover import discover, matches_any, shown
from flaskcheck.errors import UsageError


def make(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def run_git(root: Path, *words: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    make(tmp_path, **{"app.py": "x = 1\n", "sub/b.py": "", ".gitignore": "*.log\nsecret.py\n", "new.py": "", "secret.py": "", "a.log": ""})
    run_git(tmp_path, "init", "-q")
    run_git(tmp_path, "add", "app.py", "sub/b.py", ".gitignore")
    return tmp_path


def test_git_answers(repository: Path) -> None:
    tree = discover(str(repository))
    assert tree.files == (".gitignore", "app.py", "new.py", "sub/b.py")
    assert tree.tracked == {".gitignore", "app.py", "sub/b.py"}
    assert tree.is_tracked("app.py")
    assert not tree.is_tracked("new.py")
    assert tree.is_ignored("secret.py")
    assert tree.is_ignored("not/there.log")
    assert not tree.is_ignored("app.py")
    assert tree.exists_ignored("secret.py")
    assert not tree.exists_ignored("app.py")
    assert tree.source("app.py").text == "x = 1\n"


def test_a_subfolder_is_its_own_root(repository: Path) -> None:
    assert discover(str(repository / "sub")).files == ("b.py",)


def test_one_file_is_seen_in_its_repository(repository: Path) -> None:
    tree = discover(str(repository / "sub" / "b.py"))
    assert "app.py" in tree.files
    assert tree.only == {"sub/b.py"}


def test_excluded_paths(repository: Path) -> None:
    assert discover(str(repository), ("sub/**",)).files == (".gitignore", "app.py", "new.py")


def test_the_run_bit_is_gits(repository: Path) -> None:
    run_git(repository, "update-index", "--chmod=+x", "app.py")
    tree = discover(str(repository))
    assert tree.is_executable("app.py")
    assert not tree.is_executable("sub/b.py")
    assert not tree.is_executable("new.py")


def test_a_tracked_file_that_is_gone(repository: Path) -> None:
    (repository / "sub" / "b.py").unlink()
    tree = discover(str(repository))
    assert "sub/b.py" not in tree.files
    assert tree.is_tracked("sub/b.py")


def test_odd_names(repository: Path) -> None:
    name = os.fsdecode(b"new\nline \xff.py")
    (repository / name).write_text("")
    assert name in discover(str(repository)).files
    assert shown(name) == "new\\nline \\udcff.py"


def test_links(repository: Path) -> None:
    (repository / "inside.py").symlink_to("app.py")
    (repository / "loop.py").symlink_to("loop.py")
    (repository / "gone.py").symlink_to("nothing")
    (repository / "outside.py").symlink_to("/etc/hostname")
    files = discover(str(repository)).files
    assert "inside.py" in files
    assert not {"loop.py", "gone.py", "outside.py"} & set(files)


def test_special_files_are_not_opened(repository: Path) -> None:
    os.mkfifo(repository / "pipe.py")
    assert "pipe.py" not in discover(str(repository)).files


def test_a_submodule_is_noted(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = make(tmp_path_factory.mktemp("other"), **{"x.py": ""})
    run_git(other, "init", "-q")
    run_git(other, "add", ".")
    run_git(other, "commit", "-qm", "x")
    run_git(repository, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "inner")
    tree = discover(str(repository))
    assert any("submodule" in note for note in tree.notes)
    assert not any(f.startswith("inner/") for f in tree.files)


def test_settings_of_the_repository_run_nothing(repository: Path) -> None:
    marker = repository / "ran"
    run_git(repository, "config", "core.fsmonitor", f"touch {marker}; false")
    assert discover(str(repository)).files
    assert not marker.exists()


def test_without_git_the_folder_is_walked(tmp_path: Path) -> None:
    make(tmp_path, **{"app.py": "", "node_modules/x.js": "", "venv/lib/y.py": "", "build/app.py": ""})
    tree = discover(str(tmp_path))
    assert tree.files == ("app.py", "build/app.py")
    assert tree.tracked is None
    assert not tree.is_ignored("app.py")


def test_a_folder_called_build_is_scanned(tmp_path: Path) -> None:
    root = make(tmp_path / "build" / "env", **{"app.py": ""})
    assert discover(str(root)).files == ("app.py",)


def test_without_the_program_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, **{"app.py": ""})
    monkeypatch.setenv("PATH", "/nowhere")
    assert git.ask(str(tmp_path), "status") is None
    assert discover(str(tmp_path)).files == ("app.py",)


def test_a_large_file_is_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flaskcheck.discover.MAX_FILE_BYTES", 3)
    tree = discover(str(repository))
    assert tree.source("app.py").raw == b""
    assert any("not read" in note for note in tree.notes)


def test_an_unreadable_file_is_noted(repository: Path) -> None:
    tree = discover(str(repository))
    (repository / "app.py").unlink()
    assert tree.source("app.py").text == ""
    assert any("app.py: cannot be read" in note for note in tree.notes)


@pytest.mark.parametrize("path", ["nowhere", "\0"])
def test_nothing_there(tmp_path: Path, path: str) -> None:
    with pytest.raises((UsageError, ValueError)):
        discover(str(tmp_path / path))


@pytest.mark.parametrize(
    ("path", "glob", "matches"),
    [
        ("a/b.py", "a", True),
        ("a/b.py", "*.py", True),
        ("a/b.py", "b.py", True),
        ("a/b.py", "c", False),
        ("a/b/c.py", "a/**", True),
        ("a/b/c.py", "**/c.py", True),
        ("ab/c.py", "a", False),
    ],
)
def test_globs(path: str, glob: str, matches: bool) -> None:
    assert matches_any(path, (glob,)) is matches

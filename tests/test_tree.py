"""The tree that lives in memory, and what every tree answers."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree


def tree() -> MemoryTree:
    return MemoryTree(
        {
            "run.py": "x = 1\n",
            "app/templates/home.html": "",
            ".env": "A=1\n",
            "notes.txt": "",
            ".gitignore": ".env\n*.log\nbuild/\n!keep.log\n/top.txt\n",
        },
        ignored=[".env"],
        untracked=["notes.txt"],
        modes={"run.py": "100755"},
    )


def test_files_leave_out_ignored_ones() -> None:
    assert tree().files == (".gitignore", "app/templates/home.html", "notes.txt", "run.py")


def test_folders_and_files_below() -> None:
    assert tree().folders == {"", "app", "app/templates"}
    assert tree().below("app") == ("app/templates/home.html",)
    assert tree().has_folder("app/templates")
    assert not tree().has_folder("App")


def test_names_are_case_sensitive() -> None:
    assert tree().has("run.py")
    assert not tree().has("Run.py")


def test_git_knows_tracked_files_and_modes() -> None:
    found = tree()
    assert found.is_tracked("run.py")
    assert not found.is_tracked("notes.txt")
    assert found.is_executable("run.py")
    assert not found.is_executable("app/templates/home.html")
    assert found.exists_ignored(".env")


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        (".env", True),
        ("a/debug.log", True),
        ("keep.log", False),
        ("build/x.js", True),
        ("a/build/x.js", True),
        ("top.txt", True),
        ("a/top.txt", False),
        ("run.py", False),
    ],
)
def test_ignore_patterns(path: str, ignored: bool) -> None:
    assert tree().is_ignored(path) is ignored


def test_without_git_nothing_is_tracked() -> None:
    assert MemoryTree({"a.py": ""}, git=False).tracked is None
    assert not MemoryTree({"a.py": ""}, git=False).is_tracked("a.py")


def test_sources_are_kept() -> None:
    found = tree()
    assert found.source("run.py") is found.source("run.py")
    assert found.named("home.html") == ("app/templates/home.html",)


def test_why_git_does_not_have_a_file() -> None:
    found = tree()
    assert found.left_behind("notes.txt") == "untracked"
    assert found.left_behind(".env") == "ignored"
    assert found.left_behind("run.py") == found.left_behind("absent.py") == found.left_behind("keep.log") == ""
    assert (
        MemoryTree({"a.py": "", "b.py": ""}, untracked=["a.py", "b.py"]).left_behind("a.py") == ""
    )  # nothing is in git yet
    assert MemoryTree({"a.py": ""}, git=False).left_behind("a.py") == ""
    inside = MemoryTree({"a.py": "", "lib/b.py": ""}, ignored=["lib/b.py"], modes={"lib": "160000"})
    assert inside.left_behind("lib/b.py") == ""  # a submodule has it

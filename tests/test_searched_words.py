"""Which files are searched for a word that may be anywhere, and how far."""

from __future__ import annotations

import pytest

from flaskcheck import rule
from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project


def says(files: dict[str, str | bytes], *words: str) -> bool:
    project = Project(MemoryTree(files))
    return rule.says(project, project.tree.files, *words)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"deploy.txt": "set PORT first"}, True),
        ({"deploy.txt": "set HOST first"}, False),
        ({"logo.png": b"\x89PNG PORT"}, False),
        ({"Photos/LOGO.JPG": b"PORT"}, False),
        ({"notes": b"\xff\xfe PORT"}, True),
        ({"shop.sqlite3": b"SQLite format 3 PORT"}, False),
    ],
)
def test_files(files: dict[str, str | bytes], found: bool) -> None:
    assert says(files, "PORT", "ADDRESS") is found


def test_what_is_too_much_may_say_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "MAX_SEARCHED_BYTES", 10)
    assert says({"a.txt": "0123456789 and more"}, "PORT")
    assert not says({"a.txt": "0123456789"}, "PORT")

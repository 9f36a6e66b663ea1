"""Globs: what they match, and what they say from another folder."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.files.globs import matches_any, rebased


@pytest.mark.parametrize(
    ("path", "glob", "matches"),
    [
        ("a/b.py", "a", True),
        ("a/b.py", "a/", True),
        ("a/b.py", "*.py", True),
        ("a/b.py", "b.py", True),
        ("a/b.py", "c", False),
        ("a/b.py", "./*.py", False),
        ("a/b.py", "/b.py", False),
        ("b.py", "/b.py", True),
        ("a/b/c.py", "a/**", True),
        ("a/b/c.py", "**/c.py", True),
        ("c.py", "**/c.py", True),
        ("a/b/c.py", "a/*.py", False),
        ("a/b/c.py", "a/*/c.py", True),
        ("a/b/c.py", "a/**/c.py", True),
        ("a/c.py", "a/**/c.py", True),
        ("a/b/c.py", "a/b", True),
        ("ab/c.py", "a", False),
        ("a/[x].py", "a/[[]x].py", True),
        ("A/b.py", "a", False),
    ],
)
def test_globs(path: str, glob: str, matches: bool) -> None:
    assert matches_any(path, (glob,)) is matches


@pytest.mark.parametrize(
    ("glob", "down", "up", "expected"),
    [
        ("old/**", "", "", ("old/**",)),
        ("*.py", "sub", "", ("./**/*.py",)),
        ("sub/old", "sub", "", ("./old",)),
        ("other/old", "sub", "", ()),
        ("sub", "sub/deep", "", ("**",)),
        ("*/old/*.py", "sub", "", ("./old/*.py",)),
        ("**/old/x.py", "sub/old", "", ("./**/old/x.py", "./x.py")),
        ("old/*.py", "", "sub", ("sub/old/*.py",)),
        ("*.py", "", "sub", ("sub/**/*.py",)),
    ],
)
def test_a_glob_from_another_folder(glob: str, down: str, up: str, expected: tuple[str, ...]) -> None:
    assert rebased(glob, down, up) == expected


NAMES = st.lists(st.sampled_from(["a", "b", "ab"]), min_size=1, max_size=3).map("/".join)
GLOBS = st.lists(st.sampled_from(["a", "b", "*", "**", "?b"]), min_size=1, max_size=4).map("/".join)


@settings(max_examples=100, deadline=None)
@given(NAMES, NAMES, GLOBS)
def test_rebasing_keeps_what_matches(folder: str, path: str, glob: str) -> None:
    assert matches_any(path, rebased(glob, folder, "")) is matches_any(f"{folder}/{path}", (glob,))
    assert matches_any(f"{folder}/{path}", rebased(glob, "", folder)) is matches_any(path, (glob,))

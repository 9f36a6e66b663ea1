"""Nothing stands in flaskcheck or its rules that nobody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from flaskcheck.readers.requirements.index import READERS

vulture = pytest.importorskip("vulture")

ROOT = Path(__file__).parent.parent

BY_NAME = frozenset(function for _, function in READERS.values())
"""Readers that a table names, so that only those are imported that are needed."""

BY_OTHERS = frozenset("__getattr__ format_usage find_class dispatch_table has_location cached".split())
"""What click, pickle, the import system and users of the library ask for."""

FOR_PEOPLE = frozenset("GIT_HOOK GITLAB".split())
"""What the README shows: tests run it."""

READ_ONLY = frozenset(
    """
    timeout arguments_text
    deprecated_pythons OF_DELIVERY
    """.split()
)
"""What is read of servers, commands, imports and hosts, and no rule asks yet: tests hold it against the programs and their documentation."""


def test_everything_is_asked_for() -> None:
    search = vulture.Vulture()
    search.scavenge([ROOT / "flaskcheck", ROOT / "rules"])
    found = {item.name: f"{item.filename.relative_to(ROOT)}:{item.first_lineno}" for item in search.get_unused_code()}
    listed = BY_NAME | BY_OTHERS | FOR_PEOPLE | READ_ONLY
    assert {name: place for name, place in found.items() if name not in listed} == {}, "nobody asks for this"
    assert listed - found.keys() - BY_NAME == set(), "this is asked for: take it off the list"

"""SECURITY.md names beside each promise the tests that hold it: there are such tests, in the files that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
ROWS = [
    line.split(" | ")
    for line in (TOP / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| promise |")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][2:50])
def test_each_promise_names_tests_that_there_are(row: list[str]) -> None:
    named = re.findall(r"`(tests/[\w/.]+|test_\w+)`", row[-1])
    assert named
    assert named[0].startswith("tests/")
    file = ""
    for name in named:
        if name.startswith("tests/"):
            file = name
            assert (TOP / file).exists()
        else:
            assert f"def {name}(" in (TOP / file).read_text(encoding="utf-8"), f"{name} is not in {file}"


def test_the_promises_are_read() -> None:
    assert len(ROWS) > 40

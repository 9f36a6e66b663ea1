"""The table of what libraries do holds together, and costs next to nothing."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from flaskcheck.known import libraries, meanings

KINDS = {value for name, value in vars(meanings).items() if name.isupper()}
NAMES = [(name, meaning) for kind in sorted(KINDS) for name, meaning in libraries.rows(kind)]
FORM = re.compile(r"[A-Za-z_]\w*(?:\(\))*(?:\.[A-Za-z_]\w*(?:\(\))*)*(?:\[\]|\.\*)?")


def test_every_row_is_of_a_known_kind() -> None:
    assert {row.kind for family in libraries.FAMILIES for row, _ in family} == KINDS


def test_names_are_dotted_and_stand_once_of_a_kind() -> None:
    names = [(name, meaning.kind) for name, meaning in NAMES]
    assert not [name for name, _ in names if not FORM.fullmatch(name)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("name", "meaning"), NAMES, ids=[name for name, _ in NAMES])
def test_arguments_are_told_once(name: str, meaning: meanings.Meaning) -> None:
    roles = [role for role, _, _ in meaning.arguments]
    assert len(set(roles)) == len(roles)
    assert all(keyword or position >= 0 for _, position, keyword in meaning.arguments)


def test_questions() -> None:
    assert "flask.Flask" in libraries.named(meanings.MAKES, "application")
    assert libraries.last_words(meanings.DROPS_TABLES) == {"drop_all"}
    assert libraries.members("flask.Flask()", meanings.SETS)["secret_key"] == "SECRET_KEY"
    assert "from_object" not in libraries.members("flask.Flask()", meanings.SETS)
    meaning = next(row for name, row in libraries.rows(meanings.SERVES) if name == "flask.Flask().run")
    assert meaning.argument("debug") == (2, "debug")


def test_the_table_is_small() -> None:
    """It is loaded in each run that reads Python: no more than its own few modules."""
    code = "import sys, flaskcheck.ground.record, functools; before = set(sys.modules); import flaskcheck.known.libraries; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert all(name.startswith("flaskcheck.known") for name in loaded)

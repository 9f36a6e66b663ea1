"""What Alembic's revisions say of themselves, in whatever way they say it."""

from __future__ import annotations

import pytest

from flaskcheck.application.migrations import History, find_histories
from flaskcheck.code.modules import Code
from flaskcheck.files.roles import Roles
from flaskcheck.files.tree import MemoryTree


def history(*revisions: str, **others: str) -> History:
    files = {f"migrations/versions/{number}.py": text for number, text in enumerate(revisions)}
    tree = MemoryTree({"migrations/env.py": "from alembic import context\n", **files, **others})
    (found,) = find_histories(Code(tree), Roles(tree))
    return found


FIRST = "revision = 'a1'\ndown_revision = None\ndef upgrade():\n    pass\n"


@pytest.mark.parametrize(
    ("text", "downs", "is_dynamic"),
    [
        ("down_revision = 'a1'", ("a1",), False),
        ("down_revision = None", (), False),
        ("down_revision = ('a1', 'b1')", ("a1", "b1"), False),
        ("down_revision: str | None = 'a1'", ("a1",), False),
        ("BASE = 'a1'\ndown_revision = BASE", ("a1",), False),
        ("NUMBER = 1\ndown_revision = f'a{NUMBER}'", ("a1",), False),
        ("from bases import BASE\ndown_revision = BASE", ("a1",), False),
        ("down_revision = ('a1',) + ('b1',)", ("a1", "b1"), False),
        ("down_revision = ('a1',) if True else None", ("a1",), False),
        ("class At:\n    base = 'a1'\ndown_revision = At.base", ("a1",), False),
        ("down_revision = newest()", (), True),
        ("down_revision = ('a1', newest())", ("a1",), True),
        ("def newest():\n    pass\ndown_revision = 'a1'", ("a1",), False),
    ],
)
def test_what_a_revision_builds_on(text: str, downs: tuple[str, ...], is_dynamic: bool) -> None:
    found = history(FIRST, f"revision = 'c1'\n{text}\ndef upgrade():\n    pass\n", **{"bases.py": "BASE = 'a1'\n"})
    (migration,) = found.by_revision["c1"]
    assert (migration.down_revisions, found.is_dynamic) == (downs, is_dynamic)


@pytest.mark.parametrize("text", ["", "x = 1\n", "revision = None\n", "revision = make()\n", "revision = 1\n"])
def test_no_revision(text: str) -> None:
    assert [m.revision for m in history(FIRST, text).migrations] == ["a1"]


def test_what_else_a_revision_names() -> None:
    text = "revision = 'b1'\nbranch_labels = ('shop',)\ndepends_on = ['a1']\n"
    (migration,) = history(FIRST, text).by_revision["b1"]
    assert (migration.branch_labels, migration.depends_on) == (("shop",), ("a1",))
    assert (migration.place.line, migration.down_place) == (1, migration.place)


def test_many_merges_are_walked_once() -> None:
    """Each of 60 merges doubles the ways through the history; none is a cycle."""
    revisions = ["revision = 'm0'\ndown_revision = None\n"]
    for n in range(60):
        left, right = (f"revision = '{side}{n}'\ndown_revision = 'm{n}'\n" for side in "lr")
        revisions += [left, right, f"revision = 'm{n + 1}'\ndown_revision = ('l{n}', 'r{n}')\n"]
    found = history(*revisions)
    assert found.cycle() is None
    assert [m.revision for m in found.heads] == ["m60"]


@pytest.mark.parametrize(
    ("downs", "looped"),
    [
        ({"a": "b", "b": "a"}, "a"),
        ({"a": None, "b": "b"}, "b"),
        ({"a": None, "b": "d", "c": "b", "d": "c"}, "b"),
        ({"a": None, "b": "a", "c": "a"}, None),
        ({"a": None, "b": "gone"}, None),
    ],
)
def test_a_revision_that_is_its_own_ancestor(downs: dict[str, str | None], looped: str | None) -> None:
    found = history(*(f"revision = {name!r}\ndown_revision = {down!r}\n" for name, down in downs.items())).cycle()
    assert (found and found.revision) == looped


@pytest.mark.parametrize(
    ("others", "count"),
    [
        ({}, 1),
        ({"alembic.ini": "[alembic]\n# version_locations = a/versions/old\n"}, 1),
        ({"alembic.ini": "[alembic]\nrecursive_version_locations = true\n"}, 2),
        ({"migrations/alembic.ini": "[alembic]\nversion_locations = %(here)s/versions %(here)s/versions/old\n"}, 2),
        ({"pyproject.toml": "[tool.alembic]\nrecursive_version_locations = true\n"}, 2),
        ({"migrations/env.py": "from alembic import context\ncontext.config.set_main_option('version_locations', 'x')\n"}, 2),
    ],
)  # fmt: skip
def test_folders_below_versions_are_read_where_alembic_is_told(others: dict[str, str], count: int) -> None:
    old = "revision = 'old'\ndown_revision = 'gone'\n"
    found = history(FIRST, **{"migrations/versions/old/1.py": old, **others})
    assert len(found.migrations) == count

"""What using a name of a library does: one table, asked by everything that looks at calls.

A name is dotted as imports make it. ``()`` after it is what calling it gives, ``[]`` its items, ``.*`` calling it or any of its methods:
``flask.Flask().run``, ``os.environ[]``, ``environs.Env().*``. Until things are told from names, many who ask know only the last word of a call; they take
``last_words``.
"""

from __future__ import annotations

from functools import cache

from flaskcheck.known.tables import databases, flask, keys, network, python, running, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.known.meanings import Meaning

FAMILIES = (flask.ROWS, databases.ROWS, network.ROWS, keys.ROWS, variables.ROWS, python.ROWS, running.ROWS)


@cache
def _by_kind() -> dict[str, list[tuple[Meaning, list[str]]]]:
    found: dict[str, list[tuple[Meaning, list[str]]]] = {}
    for family in FAMILIES:
        for meaning, names in family:
            found.setdefault(meaning.kind, []).append((meaning, names.split()))
    return found


def rows(kind: str, *of: str) -> Iterator[tuple[str, Meaning]]:
    """The names of a kind with what they mean; only those of what is asked for, if anything is."""
    for meaning, names in _by_kind()[kind]:
        if not of or meaning.of in of:
            for name in names:
                yield name, meaning


def named(kind: str, *of: str) -> frozenset[str]:
    """The dotted names of a kind."""
    return frozenset(name for name, _ in rows(kind, *of))


def last_words(kind: str, *of: str) -> frozenset[str]:
    """The last parts of the names of a kind: what a method or function is called, whatever it belongs to."""
    return frozenset(name.rpartition(".")[2] for name, _ in rows(kind, *of))


def members(thing: str, kind: str) -> dict[str, str]:
    """The attributes and methods of a thing that are of a kind, each with its ``of``."""
    split = ((name.rpartition("."), meaning) for name, meaning in rows(kind))
    return {last: meaning.of for (owner, _, last), meaning in split if owner == thing}

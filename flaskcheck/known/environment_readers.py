"""The functions and objects of libraries that read environment variables, and how."""

from __future__ import annotations

from flaskcheck.facts.expressions import Keyword
from flaskcheck.ground.record import Record
from flaskcheck.known.libraries import rows
from flaskcheck.known.meanings import NEEDS, READS, Meaning


class Reader(Record):
    """Something that gives the values of environment variables.

    ``kind``: ``mapping`` (has ``[]``, ``.get`` and ``.pop``) or ``function`` (is called) or ``object`` (is called and has a method a type). ``parameters``
    name what may follow the variable's name by position. ``required``: fails without a default. ``scheme``: the defaults that
    ``environ.Env(DEBUG=(bool, False))`` declares.
    """

    kind: str
    via: str
    parameters: tuple[str, ...] = ("default",)
    required: bool = False
    prefix: str = ""
    scheme: tuple[Keyword, ...] = ()


def _reader(kind: str, meaning: Meaning) -> Reader:
    parameters = tuple(role for role, position, _ in meaning.arguments if position > 0)
    return Reader(kind, meaning.of, parameters, meaning.kind == NEEDS)


def _readers() -> tuple[dict[str, Reader], dict[str, Reader]]:
    """The readers by the names that are imported, and those that calling an imported name makes."""
    imported: dict[str, Reader] = {}
    made: dict[str, Reader] = {}
    for name, meaning in (*rows(READS), *rows(NEEDS)):
        bare = name.removesuffix("[]").removesuffix(".*")
        kind = "mapping" if name.endswith("[]") else "object" if name.endswith(".*") else "function"
        found = made if bare.endswith("()") else imported
        found[bare.removesuffix("()")] = _reader(kind, meaning)
    return imported, made


READERS, FACTORIES = _readers()


def variables_by_call() -> frozenset[str]:
    """The functions that are given the name of a variable, and a default."""
    return frozenset(name for name, _ in rows(READS) if not name.endswith("[]"))


def variables_by_key() -> frozenset[str]:
    """The mappings of all variables."""
    return frozenset(name[:-2] for name, _ in rows(READS) if name.endswith("[]") and "()" not in name)


CASTS = frozenset(
    "str bool int float decimal list tuple dict json date datetime time timedelta uuid url path log_level enum bytes set".split()
)
"""Methods of ``Env`` objects: each converts to the type it is named after."""


COLLECTIONS = frozenset({"", "list", "tuple", "dict"})
"""Methods that take what the call of the object itself takes, in the same order."""


SERVICES: dict[str, str] = {
    "db": "DATABASE_URL",
    "db_url": "DATABASE_URL",
    "dj_db_url": "",
    "dj_email_url": "",
    "dj_cache_url": "",
    "cache": "CACHE_URL",
    "cache_url": "CACHE_URL",
    "email": "EMAIL_URL",
    "email_url": "EMAIL_URL",
    "search_url": "SEARCH_URL",
}
"""Methods of ``Env`` objects that read a URL, with the variable they read when none is named."""

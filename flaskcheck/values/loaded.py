"""What code loads of a file of data that git has: ``json.load(file)``, ``yaml.safe_load(file)``, ``tomllib.load(file)``."""

from __future__ import annotations

import posixpath

from flaskcheck.facts.expressions import Call, Mapping, Opaque, called, receiver
from flaskcheck.ground.place import HOLE
from flaskcheck.values.value import Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Ask

_SUFFIXES = {
    "json": ("json",),
    "yaml": ("yaml", "yml", "json"),
    "tomllib": ("toml",),
    "tomli": ("toml",),
    "toml": ("toml",),
}
"""What the files are called that a library is given."""


def loaded(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """The dictionary or list that a file holds, as far as that is written in it and nothing else can take its place."""
    opened = _opened(ask, call.arguments[0], where) if call.arguments else None
    if opened is None:
        return ()
    path = _file(ask, *opened)
    if path.rpartition(".")[2].lower() not in _SUFFIXES.get(call.name.partition(".")[0], ()):
        return ()
    from flaskcheck.readers.data_files import content

    found = content(ask.code.tree, path)
    kind = "mapping" if isinstance(found, Mapping) else "items"
    return (Outcome(Reference(kind, path, "", found), found, path),) if found is not None else ()


def _opened(ask: Ask, value: Expression, where: Where) -> tuple[Expression, Where] | None:
    """The path that was opened for what is read: ``open(path)`` itself, or the name that a ``with`` gave it."""
    if not isinstance(value, Call):
        found = ask.outcomes(value, where)[0]
        entered = found.origin
        if not isinstance(entered, Opaque) or entered.kind != "with" or not isinstance(entered.parts[0], Call):
            return None
        value, where = entered.parts[0], Where(found.path, where.scope if found.path == where.path else "")
    base, method = receiver(value)
    if value.name in ("open", "io.open", "codecs.open") and value.arguments:
        return value.arguments[0], where
    return (base, where) if called(value) == "open" and method == "open" and base is not None else None


def _file(ask: Ask, value: Expression, where: Where) -> str:
    """The file of the repository that a path leads to, from the folder of the module that opens it or from one above."""
    text = ask.outcomes(value, where)[0].text
    tail = text.rpartition(HOLE)[2].lstrip("/")
    if not tail or (text.startswith("/") and HOLE not in text):
        return ""
    folder = where.path.rpartition("/")[0]
    for base in dict.fromkeys((folder, folder.rpartition("/")[0], "")):
        path = posixpath.normpath(posixpath.join(base, tail))
        if ask.code.tree.has(path):
            return path
    return ""

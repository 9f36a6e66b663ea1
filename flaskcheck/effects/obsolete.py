"""Tables that a start removes because the program has given them up: nothing makes them again, and nothing reads them."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Literal
from flaskcheck.files.roles import TEST_FOLDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import CallSite, Module, Text

_DROPPED = re.compile(r"\s*DROP\s+TABLE\s+IF\s+EXISTS\s+[\"`\[]?(\w+)", re.IGNORECASE)
_USING = re.compile(
    r"\b(?:TABLE|INTO|FROM|UPDATE|JOIN|REFERENCES)\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`\[]?(\w+)", re.IGNORECASE
)


def drops_obsolete(code: Code, site: CallSite) -> bool:
    """Whether a call drops, if it is there, a table that the program uses nowhere else: one of an older version. What a class does with a database of its own is no use of another's."""
    table = _dropped_by(site)
    if not table or any(_mentions(code, path, table) for path in code.tree.files if path.endswith(".sql")):
        return False
    own = _owner(code.module(site.path), site.scope)
    model = "".join(map(str.capitalize, table.split("_")))
    for path in {path for word in (table, model) for path, _ in code.lines_with(word)}:
        module = code.module(path)
        if not TEST_FOLDERS.isdisjoint(path.split("/")):
            continue
        if module is None or any(c.bases and c.name == model for c in module.classes):
            return False
        for text in module.texts:
            if _is_name_of_model(text, table) or (_uses(text, table) and _owner(module, text.scope) in ("", own)):
                return False
    return True


def _dropped_by(site: CallSite) -> str:
    literals = (v.value for v in site.call.arguments[0].walk() if isinstance(v, Literal)) if site.call.arguments else ()
    found = _DROPPED.match(next((value for value in literals if isinstance(value, str)), ""))
    return found[1] if found else ""


def _mentions(code: Code, path: str, table: str) -> bool:
    return table.encode() in code.tree.source(path).raw


def _owner(module: Module | None, scope: str) -> str:
    """The class that a scope belongs to, by its name, or ``""``."""
    top = scope.partition(".")[0]
    return top if module is not None and any(c.name == top for c in module.classes) else ""


def _is_name_of_model(text: Text, table: str) -> bool:
    is_named = "Table" in text.calls or any(word.endswith("__tablename__") for word in text.context)
    return text.text == table and is_named


def _uses(text: Text, table: str) -> bool:
    """Whether a text is SQL that makes a table, reads it or writes to it."""
    dropped = {found[1] for found in _DROPPED.finditer(text.text)}
    return table in {found[1] for found in _USING.finditer(text.text)} and table not in dropped

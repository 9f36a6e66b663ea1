"""Modules that the application writes itself, before it imports them."""

from __future__ import annotations

from flaskcheck.facts.expressions import receiver
from flaskcheck.known import libraries
from flaskcheck.known.meanings import WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite, Text

_WRITING = libraries.last_words(WRITES_FILE, "content") | {"write", "writelines"}


def may_write_module(production: Production, dotted: str) -> bool:
    """Whether code that production reaches writes Python files and names a file or folder that is called like a module."""
    names = (name := dotted.rpartition(".")[2], f"{name}.py")
    texts = [text for text, _ in production.texts()]
    if not any(text.text.rpartition("/")[2] in names for text in texts if not _is_told(text)):
        return False
    writing = _files(site for site in production.calls_of(_WRITING) if receiver(site.call)[1])
    return not writing.isdisjoint(_files(text for text in texts if text.text.endswith(".py")))


def _is_told(text: Text) -> bool:
    """Whether a text is for people or a key, no path."""
    return "docstring" in text.context or text.context[-1:] in (("key",), ("compare",))


def _files(statements: Iterable[CallSite | Text]) -> set[str]:
    return {statement.spans.path for statement in statements}

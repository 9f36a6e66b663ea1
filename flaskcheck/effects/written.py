"""Texts that are put together, as whole as they can be told."""

from __future__ import annotations

from flaskcheck.facts.expressions import Join
from flaskcheck.ground.place import HOLE
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Text
    from flaskcheck.values.value import Ask


def whole(ask: Ask, text: Text) -> str:
    """A text with those of its parts that are surely known: ``http://{HOST}:{PORT}`` is the address that it spells."""
    if HOLE not in text.text:
        return text.text
    where = Where(text.spans.path, text.scope, before=text, guards=text.guards)
    joined = next((value for value in _around(ask.code, text) if value.at == text.at and isinstance(value, Join)), None)
    found = [o for o in ask.outcomes(joined, where) if not o.unset] if joined is not None else []
    return found[0].text if len(found) == 1 and found[0].text else text.text


def _around(code: Code, text: Text) -> Iterator[Expression]:
    """All expressions of the scope that a text stands in."""
    module = code.module(text.spans.path)
    if module is None:
        return
    for value in (
        *(assignment.value for assignment in module.assignments if assignment.scope == text.scope),
        *(site.call for site in module.calls if site.scope == text.scope),
        *(r.value for f in module.functions if f.name == text.scope for r in f.returns if r.value is not None),
    ):
        yield from value.walk()

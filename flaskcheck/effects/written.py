"""Texts that are put together, as whole as they can be told."""

from __future__ import annotations

from flaskcheck.effects.switches import is_switched_off
from flaskcheck.facts.expressions import Join, Name, Subscript
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import LOOKS_UP
from flaskcheck.values.things import is_configuration_of
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement, Text
    from flaskcheck.values.value import Ask, Outcome


_REQUESTS = tuple(libraries.named(LOOKS_UP, "request"))


class Texts:
    """The texts in the code that one deployment reaches."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def whole(self, text: Text) -> str:
        """A text with those of its parts that are surely known."""
        return whole(self._production().evaluator, text)

    def is_switched_off(self, text: Text) -> bool:
        """Whether nothing uses a text while a switch beside it keeps the value that it has where no variable says otherwise."""
        return is_switched_off(self._production().evaluator, text)

    def holder(self, text: Statement) -> str:
        """What a text is put into under a key: ``request`` (what a visitor has sent), ``mapping`` (configuration, or one that the code makes); ``""`` where that is not known."""
        return _holder(self._production().evaluator, text)


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


def _holder(ask: Ask, text: Statement) -> str:
    where = Where(text.spans.path, text.scope, before=text, guards=text.guards)
    module = ask.code.module(text.spans.path)
    for assignment in module.assignments if module else ():
        target = assignment.target
        if isinstance(target, Subscript) and assignment.place.line <= text.place.line <= assignment.place.end_line:
            return _kind_of(ask.outcomes(target.base, where))
    return ""


def _kind_of(found: tuple[Outcome, ...]) -> str:
    things = [o.value for o in found if isinstance(o.value, Reference)]
    if any(thing.kind == "external" and thing.name.startswith(_REQUESTS) for thing in things):
        return "request"
    parts = (part for o in found for part in o.origin.walk())
    if any(isinstance(part, Name) and part.imported and part.name.startswith(_REQUESTS) for part in parts):
        return "request"
    is_made = any(thing.kind == "mapping" for thing in things) or any(map(is_configuration_of, found))
    return "mapping" if is_made else ""

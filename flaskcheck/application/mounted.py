"""Several applications that one process serves, each below a path of its own: a setting belongs to the one that it was written to."""

from __future__ import annotations

from flaskcheck.facts.expressions import Mapping, Subscript, called, last_name, owner_of, receiver
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import MAKES
from flaskcheck.values.things import is_made_application
from flaskcheck.values.value import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Where

_ROWS = {f"{name}()": meaning for name, meaning in libraries.rows(MAKES, "dispatcher")}
_WORDS = libraries.last_words(MAKES, "dispatcher")

Application = tuple["Place", tuple[object, ...]]
"""Where an application is made, and what its factory is given where several are made there."""


class Mounts:
    """The applications that dispatchers serve beside one another, known by where they are made."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._served: list[Place] = []

    def note(self, call: Call, where: Where) -> None:
        """Note what a call serves when it makes a dispatcher."""
        if called(call) not in _WORDS:
            return
        things = [outcome.value for outcome in self._evaluator.outcomes(call, where)]
        for row in (_ROWS.get(thing.name) for thing in things if isinstance(thing, Reference)):
            for position, keyword in row.roles("served") if row else ():
                value = call.argument(position, keyword)
                for served in self._each(value, where) if value is not None else ():
                    self._served += self._made(served, where)

    @property
    def are_several(self) -> bool:
        """Whether one process serves more than one application."""
        return len(self._served) > 1

    def application(self, value: Expression, where: Where) -> Application | None:
        """Which of the applications an expression is; ``None`` where that cannot be determined."""
        found = self._made(value, where)
        place = found.pop() if len(found) == 1 else None
        count = self._served.count(place) if place else 0
        if place is None or not count or (count > 1 and value.dotted in dict(where.bound)):
            return None
        return place, where.bound if count > 1 else ()

    def _each(self, value: Expression, where: Where) -> Iterator[Expression]:
        """The applications of an argument: those that a dictionary holds, or itself."""
        things = [outcome.value for outcome in self._evaluator.outcomes(value, where)]
        displays = [t.value for t in things if isinstance(t, Reference) and isinstance(t.value, Mapping)]
        yield from (item for display in displays for item in display.items)
        if not displays:
            yield value

    def _made(self, value: Expression, where: Where) -> set[Place]:
        outcomes = self._evaluator.outcomes(_application_of(value), where)
        return {outcome.place for outcome in outcomes if is_made_application(self._evaluator, outcome)}


def _application_of(value: Expression) -> Expression:
    """The application whose ``wsgi_app`` an expression is, or itself."""
    owner = owner_of(value)
    return owner if owner is not None and last_name(value) == "wsgi_app" else value


def written_to(statement: Statement) -> Expression | None:
    """The application whose settings a statement writes, as it is written there."""
    if isinstance(statement, CallSite):
        held = receiver(statement.call)[0]
        return owner_of(held) if held is not None else None
    target = statement.target if isinstance(statement, Assignment) else None
    value = target.base if isinstance(target, Subscript) else target
    return owner_of(value) if value is not None else None

"""The cases of a ``match`` statement: which test each one is."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Compare, Items, Literal
from flaskcheck.facts.python import Guard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.readers.python.reading import Node, Reading

    Guards = tuple[Guard, ...]


def guards_of_case(reading: Reading, subject: Expression, case: Node) -> tuple[Guards, Guards]:
    """The guards around a case's body, and those that hold after it for the next ones: a test where it compares with values, else ``match``, which nothing decides."""
    mark = reading.mark(case.pattern)
    values = _values(reading, case.pattern)
    unknown = (Guard(*mark, "match"),)
    if case.guard is not None:
        return unknown, ()
    if values is None:
        return (), unknown
    if not values:
        return unknown, unknown
    items = Items(*mark, "tuple", tuple(values))
    test = Compare(*mark, subject, "in", items) if len(values) > 1 else Compare(*mark, subject, "==", values[0])
    return (Guard(*mark, "if", test),), (Guard(*mark, "if", test, True),)


def _values(reading: Reading, pattern: Node) -> list[Expression] | None:
    """The values that a pattern compares with, ``[]`` when it asks for anything else as well; ``None`` when everything fits."""
    if isinstance(pattern, _ast.MatchAs) and pattern.pattern is None:
        return None
    found: list[Expression] = []
    is_plain = True
    todo: list[Node] = [pattern]
    while todo:
        part = todo.pop()
        is_plain = is_plain and isinstance(part, (_ast.MatchValue, _ast.MatchSingleton, _ast.MatchOr, _ast.MatchAs))
        for value in (getattr(part, "value", None), *getattr(part, "keys", ())):
            if isinstance(value, _ast.expr):
                found.append(reading.root(value, "compare"))
            elif isinstance(part, _ast.MatchSingleton):
                found.append(Literal(*reading.mark(part), value))
        todo += [*getattr(part, "patterns", ()), *getattr(part, "kwd_patterns", ())]
        if getattr(part, "pattern", None) is not None:
            todo.append(part.pattern)
    return found if is_plain else []

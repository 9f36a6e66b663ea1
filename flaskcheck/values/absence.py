"""What cannot be missing: a name whose method start-up has called before is not ``None``, or the program would have stopped there."""

from __future__ import annotations

from flaskcheck.facts.expressions import Name
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import start
from flaskcheck.values.calls import receiver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Outcome, Where

PERHAPS = frozenset("and or if-else lambda comprehension".split())
"""Inside these an expression may not be evaluated."""


def without_impossible(
    evaluator: Evaluator, name: str, found: tuple[Outcome, ...], kept: list[Statement], where: Where
) -> tuple[Outcome, ...]:
    """The outcomes of a name without ``None`` where a method of it was called between its binding and here.

    ``uri = os.getenv("DATABASE_URL")``, then ``if uri.startswith("postgres://")``: without the variable this raises AttributeError, so that a later
    ``uri or "sqlite:///…"`` never takes its second half.
    """
    if all(o.value is not None for o in found):
        return found
    first = min(map(start, kept))
    is_called = any(_surely_calls(s, name, first, where) for s in evaluator.code.scope(where.path, where.scope))
    known = tuple(o for o in found if o.value is not None)
    return known if is_called and known else found


def _surely_calls(site: Statement, name: str, first: tuple[int, int], where: Where) -> bool:
    """Whether a statement is a call of a method of the name, after its first binding and before the place that is asked about."""
    if not isinstance(site, CallSite) or start(site) < first:
        return False
    if where.before is not None and start(site) >= start(where.before):
        return False
    return _is_evaluated(site, where) and _is_method_of(site, name)


def _is_evaluated(site: CallSite, where: Where) -> bool:
    held = set(map(id, where.guards))
    return not PERHAPS & set(site.context) and all(id(guard) in held for guard in site.guards)


def _is_method_of(site: CallSite, name: str) -> bool:
    base, _ = receiver(site.call)
    return isinstance(base, Name) and base.name == name and not base.imported

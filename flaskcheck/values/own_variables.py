"""The world in which start modules have set variables themselves."""

from __future__ import annotations

from flaskcheck.code.given_variables import given_variables
from flaskcheck.known.secrets import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.python import Module
    from flaskcheck.values.evaluator import Evaluator


def with_own_variables(evaluator: Evaluator, modules: Iterable[Module | None]) -> Evaluator:
    """The evaluator of that world; what only some of the modules set may have any text."""
    is_own = lambda top: evaluator.importer.locate(top) is not None  # noqa: E731
    each = [given_variables(module, is_own) if module else {} for module in modules]
    found = {name: given for one in each for name, given in one.items() if not evaluator.world.has(name)}
    same = {n: g for n, g in found.items() if all(n in one and one[n].value == g.value for one in each)}
    texts = {n: g.text for n, g in same.items() if g.text is not None and not is_secret_name(n)}
    others = {name: given for name, given in same.items() if name not in texts}
    world = evaluator.world.having(found.keys() - same.keys()).given(texts).writing(others)
    return evaluator.within(world) if found else evaluator

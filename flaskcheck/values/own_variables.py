"""The world in which start modules have set variables themselves."""

from __future__ import annotations

from flaskcheck.code.given_variables import given_variables
from flaskcheck.known.secrets import is_secret_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.code.given_variables import VariableWrite
    from flaskcheck.values.evaluator import Evaluator


def own_variables(evaluator: Evaluator, paths: Iterable[str]) -> list[dict[str, VariableWrite]]:
    """What each of some start modules sets before it imports anything of the repository; nothing where none of them knows of an environment."""
    code, locate = evaluator.code, evaluator.importer.locate
    named = tuple(dict.fromkeys(paths))
    if not any(b"environ" in code.tree.source(path).raw for path in named):
        return []
    modules = (code.module(path) for path in named)
    return [given_variables(module, lambda top: locate(top) is not None) if module else {} for module in modules]


def with_own_variables(evaluator: Evaluator, paths: Iterable[str]) -> Evaluator:
    """The evaluator of that world, whatever the host gives; what only some of the modules set may have any text."""
    each = own_variables(evaluator, paths)
    given = [item for one in each for item in one.items()]
    found = {name: write for name, write in given if not (write.is_default and evaluator.world.has(name))}
    same = {n: g for n, g in found.items() if all(n in one and one[n].value == g.value for one in each)}
    texts = {n: g.text for n, g in same.items() if g.text is not None and not is_secret_name(n)}
    others = {name: given for name, given in same.items() if name not in texts}
    world = evaluator.world.having(found.keys() - same.keys()).given(texts).writing(others)
    return evaluator.within(world) if found else evaluator

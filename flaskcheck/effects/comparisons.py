"""What a visitor sends is compared with a text of the code: under a password's name the text is the password, however short it is."""

from __future__ import annotations

from flaskcheck.facts.expressions import Compare, Literal, Name, last_name
from flaskcheck.facts.python import Assignment
from flaskcheck.known.credentials import is_compared_secret
from flaskcheck.readers.screens import holds_word
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Function
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Outcome

_SENT = "flask.request."


def compared_secrets(production: Production) -> Iterator[tuple[str, Outcome]]:
    """The texts that reached functions compare with what a visitor sends as a password or token, each with the name of that."""
    for path in production.modules:
        module = production.code.module(path) if holds_word(production.code.tree.source(path), "request") else None
        named: dict[str, list[Function]] = {}
        for function in module.functions if module else ():
            if (path, function.name) in production.scopes:
                named.setdefault(function.name, []).append(function)
        for name, functions in named.items():
            yield from _in_functions(production, Where(path, name), functions)


def _in_functions(production: Production, where: Where, functions: list[Function]) -> Iterator[tuple[str, Outcome]]:
    """In what stands in the functions of one name, of which a module may have many."""
    seen: set[int] = set()
    for value in _tests(production, where, functions):
        for part in value.walk():
            if isinstance(part, Compare) and part.operator in ("==", "!=") and part.at not in seen:
                seen.add(part.at)
                yield from _of(production.evaluator, part, where)


def _tests(production: Production, where: Where, functions: list[Function]) -> Iterator[Expression]:
    """What functions test, give back or keep."""
    statements = production.code.scope(where.path, where.scope)
    returns = [given for function in functions for given in function.returns]
    together = (*(s.guards for s in statements), *(r.guards for r in returns))
    held = {id(guards): guards for guards in together}.values()  # most statements stand under the same
    guards = {id(guard): guard for one in held for guard in one}
    yield from (guard.test for guard in guards.values() if guard.test is not None)
    yield from (r.value for r in returns if r.value is not None)
    yield from (s.value for s in statements if isinstance(s, Assignment))


def _of(evaluator: Evaluator, pair: Compare, where: Where) -> Iterator[tuple[str, Outcome]]:
    for sent, text in ((pair.left, pair.right), (pair.right, pair.left)):
        if not evaluator.can_be_known(text, where):
            continue
        found = evaluator.outcomes(text, where)
        name = _sent_name(evaluator, sent, where) if all(o.is_literal and not o.variables for o in found) else ""
        if name and is_compared_secret(name, found[0].text):
            yield name, found[0]


def _sent_name(evaluator: Evaluator, value: Expression, where: Where) -> str:
    """Under which name a visitor has sent a value; ``""`` where it is nothing that is sent."""
    for part in (value, *(outcome.origin for outcome in evaluator.outcomes(value, where))):
        if any(isinstance(inner, Name) and f"{inner.name}.".startswith(_SENT) for inner in part.walk()):
            keys = [v.value for v in part.walk() if isinstance(v, Literal) and isinstance(v.value, str) and v.value]
            return keys[0] if keys else last_name(part)
    return ""

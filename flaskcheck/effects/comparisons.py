"""What the code compares and tests. Where it compares what a visitor sends with a text under a password's name, the text is the password, however short it is; where it tests a variable
whose text says no, the test holds: every text but the empty one is true."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Compare, EnvRead, Literal, Name, Not, last_name
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.record import Record
from flaskcheck.known.credentials import is_compared_secret
from flaskcheck.readers.screens import holds_word
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Function, Guard, Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Outcome

_SENT = "flask.request."


def compared_secrets(production: Production) -> Iterator[tuple[str, Outcome]]:
    """The texts that reached functions compare with what a visitor sends as a password or token, each with the name of that."""
    code = production.code
    for path in production.modules:
        for name, pairs in (
            code.once(_compared, path, "").items() if holds_word(code.tree.source(path), "request") else ()
        ):
            for pair in pairs if (path, name) in production.scopes else ():
                yield from _of(production.evaluator, pair, Where(path, name))


def _compared(code: Code, path: str, _: str) -> dict[str, list[Compare]]:
    """What a module's functions compare, by their names, of which a module may have one many times."""
    module = code.module(path)
    named: dict[str, list[Function]] = {}
    for function in module.functions if module else ():
        named.setdefault(function.name, []).append(function)
    return {name: pairs for name, own in named.items() if (pairs := _in_functions(code.scope(path, name), own))}


def _in_functions(statements: list[Statement], functions: list[Function]) -> list[Compare]:
    found: dict[int, Compare] = {}
    for value in _tests(statements, functions):
        for part in value.walk():
            if isinstance(part, Compare) and part.operator in ("==", "!="):
                found.setdefault(part.at, part)
    return [*found.values()]


def _tests(statements: list[Statement], functions: list[Function]) -> Iterator[Expression]:
    """What functions test, give back or keep."""
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


class Denied(Record):
    """A test at a place, with the text that says no."""

    place: Place
    text: Outcome


def denied(production: Production) -> tuple[Denied, ...]:
    """The tests that ask nothing but whether a variable's text is there, in the order of the code, each once."""
    return (*{denied.place: denied for denied in production.told(_denied)}.values(),)


def _denied(production: Production) -> Iterator[Denied]:
    seen: set[int] = set()  # most statements stand under the same guards
    for kind in ("calls", "assignments", "failures"):
        for statement, _ in production.of_kind(kind):
            guards = statement.guards if id(statement.guards) not in seen else ()
            fresh = [guard for guard in guards if id(guard) not in seen]
            seen.update((id(statement.guards), *map(id, fresh)))
            for guard in fresh:
                asked = _asked(guard)
                if asked is not None:
                    yield from _said(production, asked, Where.of(statement).replaced(before=guard))
    for site in production.calls_of({"bool"}):
        own = production.evaluator.outcomes(site.call.function, Where.of(site))
        if site.call.name == "bool" and site.call.arguments and not any(isinstance(o.value, Reference) for o in own):
            yield from _said(production, site.call.arguments[0], Where.of(site))


def _asked(guard: Guard) -> Expression | None:
    """What a test asks for, where that is the truth of a name or of a variable alone; ``bool(…)`` asks for the same."""
    test = guard.test if guard.kind == "if" else None
    test = test.operand if isinstance(test, Not) else test
    if isinstance(test, Call) and test.name == "bool" and test.arguments:
        test = test.arguments[0]
    return test if isinstance(test, (Name, EnvRead)) else None


def _said(production: Production, asked: Expression, where: Where) -> Iterator[Denied]:
    found = production.evaluator.outcomes(asked, where) if production.evaluator.can_be_known(asked, where) else ()
    texts = [outcome for outcome in found if outcome.text and not outcome.guessed]
    is_variable = all(outcome.variables for outcome in found)
    others = [o for o in found if o not in texts and not (o.is_of_variable and not o.is_known)]
    if texts and is_variable and not others and all(outcome.says_no for outcome in texts):
        yield Denied(asked.place, texts[0])

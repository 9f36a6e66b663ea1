"""What an expression can be in production, for one deployment: a few outcomes, never a guess.

Three-valued throughout: what cannot be known is ``UNKNOWN``. An outcome that only occurs while some environment variables are missing says so in
``unset``, which is how a fallback (``environ.get("X", "dev")``) is distinguished from a setting.
"""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Conditional,
    Either,
    EnvRead,
    Expression,
    Items,
    Join,
    Literal,
    Mapping,
    Name,
    Not,
    Opaque,
    Subscript,
)
from flaskcheck.ground.limits import MAX_EFFORT, MAX_OUTCOMES, MAX_VALUE_DEPTH
from flaskcheck.values import calls, displays, operations, operators, variables
from flaskcheck.values.assumptions import assumption, by_origin
from flaskcheck.values.memory import Memory
from flaskcheck.values.names import Names
from flaskcheck.values.question import Question
from flaskcheck.values.value import UNKNOWN, Outcome, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.code.imports import Importer
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.values.value import Bound, Where
    from flaskcheck.values.world import World


BRANCHING = frozenset({"except", "for", "while", "match"})
"""Guards under which a statement may or may not run; ``try``, ``with`` and ``finally`` bodies are taken as run."""


class Evaluator:
    """Evaluates expressions in one world, as a deployment would see them."""

    def __init__(self, code: Code, importer: Importer, world: World) -> None:
        self.code = code
        self.importer = importer
        self.world = world
        self.question = Question()
        self.memory = Memory()
        self._names = Names(self)
        self._answers: dict[tuple[object, ...], tuple[tuple[Outcome, ...], Expression, Where]] = {}
        """The answers to whole questions. Keys hold identities, so what they identify is kept too."""
        self._parts: dict[tuple[object, ...], tuple[tuple[Outcome, ...], int, int, int, Expression, Where]] = {}
        """Parts of questions, unless a limit or a circle cut them short, with the effort and the depth that they took: those are charged again, so that an
        answer does not depend on what was kept."""
        self._passing: dict[tuple[object, ...], tuple[tuple[Outcome, ...], int, int, int, Expression, Where]] = {}
        """Parts that read the configuration while it is being written: they hold until something more is written."""
        self._shallow: dict[tuple[object, ...], tuple[tuple[Outcome, ...], int, int, int, Expression, Where]] = {}
        """Parts that depth has cut short: they are the same only at the depth that their key ends with."""
        self._stamp: tuple[object, ...] = ()
        self._guards: dict[tuple[object, ...], tuple[bool | None, Where]] = {}
        self._inner_guards: dict[tuple[object, ...], tuple[bool | None, int, int, Where]] = {}
        """Whether guards hold that were asked about inside a question, with what that took, as with the parts."""
        self._verdicts: dict[tuple[object, ...], tuple[bool | None, tuple[Guard, ...], Where]] = {}
        """Whether all guards of a statement hold, with what the key identifies."""
        self._bounds: dict[tuple[object, ...], Bound] = {}
        self._worlds: dict[tuple[object, ...], Evaluator] = {world.key: self}

    def within(self, world: World) -> Evaluator:
        """The same in another world; always the same one for equal worlds."""
        found = self._worlds.get(world.key)
        if found is None:
            found = self._worlds[world.key] = Evaluator(self.code, self.importer, world)
            found._worlds, found.memory = self._worlds, self.memory
        return found

    def setting(self, key: str) -> tuple[Outcome, ...] | None:
        """What the application's configuration holds under a key, as far as it was written; what is asked while it is being written is not kept."""
        if not self.memory.is_whole:
            self.question.passing += 1
        return self.memory.recall(self, key)

    def learn(self, other: Evaluator) -> None:
        """Take over the answers of another that has been asked nothing that differs here (``values/alike.py``)."""
        self.world.asked.update(other.world.asked)
        self._answers.update(other._answers)
        self._parts.update(other._parts)
        self._shallow.update(other._shallow)
        self._guards.update(other._guards)
        self._inner_guards.update(other._inner_guards)
        self._verdicts.update(other._verdicts)
        self._bounds.update(other._bounds)
        self._names.learn(other._names)

    # -- what an expression is ---------------------------------------------------------------------

    def outcomes(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """All values the expression can have; at least one."""
        if type(value) is Literal:
            return (Outcome(value.value, value, where.path),)
        key = (id(value), where.path, where.scope, where.before and where.before.at, id(where.guards), id(where.bound))
        if self.question.depth:
            return self._part(value, where, key)
        if key in self._answers:
            return self._answers[key][0]
        self.question.effort = 0
        passing = self.question.passing
        found = self._found(value, where)
        if passing == self.question.passing:
            self._answers[key] = found, value, where
        return found

    def bound(self, arguments: Bound) -> Bound:
        """Arguments as they were bound before, if they are the same in everything: answers are kept by them."""
        key = tuple((name, *map(_identity, found)) for name, found in arguments)
        return self._bounds.setdefault(key, arguments) if key else ()

    def _part(self, value: Expression, where: Where, key: tuple[object, ...]) -> tuple[Outcome, ...]:
        """The outcomes of an expression inside a question, within the limits of depth and effort."""
        question = self.question
        if not question.goes_on():
            return (Outcome(UNKNOWN, value, where.path),)
        depth, effort = question.depth, question.effort
        kept = self._parts.get(key) or (self._shallow.get((*key, depth)) if self._shallow else None)
        kept = kept or self._still_holds(key, depth)
        if kept and effort + kept[1] <= MAX_EFFORT and (depth + kept[2] < MAX_VALUE_DEPTH or depth == kept[3]):
            question.effort += kept[1]
            if question.deepest < depth + kept[2]:
                question.deepest = depth + kept[2]
            return kept[0]
        cuts, deepest, question.deepest = question.cuts, question.deepest, depth
        passing, stamp = question.passing, self._stamp
        found = self._found(value, where)
        if cuts == question.cuts and (passing == question.passing or stamp == self.memory.stamp()):
            is_whole, is_firm = question.deepest < MAX_VALUE_DEPTH, passing == question.passing
            parts = self._passing if not is_firm else self._parts if is_whole else self._shallow
            place = key if is_whole else (*key, depth)
            parts[place] = found, question.effort - effort, question.deepest - depth, depth, value, where
        if question.deepest < deepest:
            question.deepest = deepest
        return found

    def _still_holds(
        self, key: tuple[object, ...], depth: int
    ) -> tuple[tuple[Outcome, ...], int, int, int, Expression, Where] | None:
        if not self._passing and self.memory.is_whole:
            return None
        stamp = self.memory.stamp()
        if self._stamp != stamp:
            self._passing.clear()
            self._stamp = stamp
        kept = self._passing.get(key) or self._passing.get((*key, depth))
        self.question.passing += kept is not None
        return kept

    def _found(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
        question = self.question
        question.depth += 1
        try:
            handler = _KINDS.get(type(value))
            found = handler(self, value, where) if handler else ()
        finally:
            question.depth -= 1
        if len(found) > 1:
            return _distinct(found)
        return found or (Outcome(UNKNOWN, value, where.path),)

    def _variable(self, value: EnvRead, where: Where) -> tuple[Outcome, ...]:
        return variables.read(self, value, where, self.world)

    def variable(
        self, name: Expression, default: Expression | None, required: bool, read: Expression, where: Where
    ) -> tuple[Outcome, ...]:
        """What a read gives of a variable whose name is an expression."""
        return variables.named_by(self, name, default, required, read, where)

    def _name(self, value: Name, where: Where) -> tuple[Outcome, ...]:
        return self._names.name(value, where)

    def _attribute(self, value: Attribute, where: Where) -> tuple[Outcome, ...]:
        return self._names.attributes(self.outcomes(value.base, where), value.name, value, where)

    # -- which bindings reach a name ---------------------------------------------------------------

    def final(self, statements: list[Statement], where: Where) -> tuple[Outcome, ...] | None:
        """The outcomes left after a run of statements that bind the same thing: the last sure one and the possible ones after it."""
        return self._names.final(statements, where)

    def imported(self, dotted: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Outcomes of a fully qualified name as seen from a file."""
        return self._names.imported(dotted, value, where)

    def attributes(self, found: tuple[Outcome, ...], rest: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """Follow a dotted rest of attributes from each outcome."""
        return self._names.attributes(found, rest, value, where)

    # -- which tests hold --------------------------------------------------------------------------

    def can_be_known(self, value: Expression, where: Where) -> bool:
        """Whether an expression may be anything but unknown: a quick answer, which may say yes of what turns out to be unknown."""
        return self._names.can_be_known(value, where)

    def truth(self, value: Expression, where: Where) -> bool | None:
        """Whether a test holds in production; ``None`` when it depends. Branches that test for development or testing do not hold."""
        if not self._names.can_be_known(value, where):
            return assumption(self, value, where, True)
        found = self.outcomes(value, where)
        firm = [o for o in found if not o.unset] or list(found)
        truths = {bool(o.value) if o.is_known else operations.truth(o.value) for o in firm}
        if len(truths) == 1 and None not in truths:
            return truths.pop()
        assumed = assumption(self, value, where)
        return by_origin(self, found) if assumed is None and not isinstance(value, Either) else assumed

    def runs(self, guards: tuple[Guard, ...], where: Where) -> bool | None:
        """Whether a statement under these guards runs: ``True`` surely, ``False`` never in production, ``None`` perhaps."""
        if not guards:
            return True
        bound = where.bound
        if bound and self.question.depth:
            return _all(self._holds_inside, guards, where)
        key = (id(guards), where.scope, id(bound), id(where.guards)) if bound else (id(guards), where.scope)
        kept = self._verdicts.get(key)
        if kept is None:
            passing = self.question.passing
            kept = _all(self._holds_always, guards, where), guards, where
            if passing == self.question.passing:
                self._verdicts[key] = kept
        return kept[0]

    def _holds_always(self, guard: Guard, where: Where) -> bool | None:
        """The same for one guard, with what is known of the arguments where it is no part of another question: one answer for all that stands under it."""
        bound = where.bound  # facts live as long as the evaluator does
        key = (id(guard), where.scope, id(bound), id(where.guards)) if bound else (id(guard), where.scope)
        kept = self._guards.get(key)
        if kept is not None:
            return kept[0]
        passing = self.question.passing
        holds = self._holds(guard, where)
        if passing == self.question.passing:
            self._guards[key] = holds, where
        return holds

    def _holds_inside(self, guard: Guard, where: Where) -> bool | None:
        """The same as part of another question: kept as its other parts are."""
        if guard.kind != "if":
            return self._holds(guard, where)
        question, key = self.question, (id(guard), where.scope, id(where.bound), id(where.guards))
        kept, depth, effort = self._inner_guards.get(key), question.depth, question.effort
        if kept and effort + kept[1] <= MAX_EFFORT and depth + kept[2] < MAX_VALUE_DEPTH:
            question.effort += kept[1]
            question.deepest = max(question.deepest, depth + kept[2])
            return kept[0]
        cuts, passing, deepest, question.deepest = question.cuts, question.passing, question.deepest, depth
        holds = self._holds(guard, where)
        if (cuts, passing) == (question.cuts, question.passing) and question.deepest < MAX_VALUE_DEPTH:
            self._inner_guards[key] = holds, question.effort - effort, question.deepest - depth, where
        question.deepest = max(question.deepest, deepest)
        return holds

    def _holds(self, guard: Guard, where: Where) -> bool | None:
        holds: bool | None = True
        if guard.kind == "main":
            holds = where.path in self.world.mains
        elif guard.kind == "type-checking":
            holds = False
        elif guard.kind == "if" and guard.test is not None:
            holds = self.truth(guard.test, where.until(guard))
            if holds is None and guard.required:
                return True
        elif guard.kind == "if" or guard.kind in BRANCHING:
            return None
        else:
            return True  # what a block does goes on; the else of a try comes after it
        return holds if holds is None or not guard.negated else not holds


_KINDS: dict[type, Callable[[Any, Any, Where], tuple[Outcome, ...]]] = {
    Name: Evaluator._name,
    Attribute: Evaluator._attribute,
    EnvRead: Evaluator._variable,
    Call: calls.outcomes_of_call,
    Join: operators.join,
    Either: operators.either,
    Conditional: operators.conditional,
    Compare: operators.compare,
    Not: operators.negation,
    Opaque: operators.opaque,
    Mapping: displays.display,
    Items: displays.display,
    Subscript: displays.subscript,
}
"""Who tells what an expression of a kind is; of all others nothing can be determined."""


def _all(holds: Callable[[Guard, Where], bool | None], guards: tuple[Guard, ...], where: Where) -> bool | None:
    """``False`` when one does not hold, else ``None`` when one perhaps does not, else ``True``."""
    found: bool | None = True
    for guard in guards:
        verdict = holds(guard, where)
        if verdict is False:
            return False
        found = found if verdict else None
    return found


def _identity(outcome: Outcome) -> tuple[object, ...]:
    thing = outcome.value
    told = (thing.kind, thing.path, thing.name, id(thing.value)) if type(thing) is Reference else thing
    return type(thing), told, id(outcome.origin), outcome.path, outcome.unset, outcome.variables, outcome.guessed


def _distinct(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    by_identity = {(type(o.value), o.value, id(o.origin), o.unset, o.variables, o.guessed): o for o in reversed(found)}
    return tuple(reversed(by_identity.values()))[:MAX_OUTCOMES]

"""What an expression can be in production, for one deployment: a few outcomes, never a guess.

Three-valued throughout: what cannot be known is ``UNKNOWN``. An outcome that only occurs while some environment variables are missing says so in
``unset``, which is how a fallback (``environ.get("X", "dev")``) is distinguished from a setting.
"""

from __future__ import annotations

from operator import attrgetter

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Comprehension,
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
from flaskcheck.values import calls, comprehensions, displays, operations, operators, variables
from flaskcheck.values.assumptions import assumption, by_origin
from flaskcheck.values.memory import Memory
from flaskcheck.values.names import Names
from flaskcheck.values.peers import Peer, changed_code
from flaskcheck.values.question import Question
from flaskcheck.values.value import UNKNOWN, Outcome, Reference
from flaskcheck.values.world import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from flaskcheck.code.imports import Importer
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Bound, Where
    from flaskcheck.values.world import World

    Answer: TypeAlias = tuple[tuple[Outcome, ...], frozenset[str], Expression, Where]
    """The outcomes and what had a part in them. Keys hold identities, so what they identify is kept too."""
    Part: TypeAlias = tuple[tuple[Outcome, ...], frozenset[str], int, int, int, Expression, Where]
    """Likewise, with the effort and the depth that it took, and the depth at which it stood."""

_ANSWERS, _PARTS = attrgetter("_answers"), attrgetter("_parts")
_GUARDS, _INNER_GUARDS, _VERDICTS = attrgetter("_guards"), attrgetter("_inner_guards"), attrgetter("_verdicts")

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
        self._heard = world.heard
        self._peers: tuple[Peer, ...] = ()
        self._names = Names(self)
        self._answers: dict[tuple[object, ...], Answer] = {}
        """The answers to whole questions."""
        self._parts: dict[tuple[object, ...], Part] = {}
        """Parts of questions, unless a limit or a circle cut them short, with the effort and the depth that they took: those are charged again, so that an
        answer does not depend on what was kept."""
        self._passing: dict[tuple[object, ...], Part] = {}
        """Parts that read the configuration while it is being written: they hold until something more is written."""
        self._shallow: dict[tuple[object, ...], Part] = {}
        """Parts that depth has cut short: they are the same only at the depth that their key ends with."""
        self._stamp: tuple[object, ...] = ()
        self._guards: dict[tuple[object, ...], tuple[bool | None, frozenset[str], Where]] = {}
        self._inner_guards: dict[tuple[object, ...], tuple[bool | None, frozenset[str], int, int, Where]] = {}
        """Whether guards hold that were asked about inside a question, with what that took, as with the parts."""
        self._verdicts: dict[tuple[object, ...], tuple[bool | None, frozenset[str], tuple[Guard, ...], Where]] = {}
        """Whether all guards of a statement hold, with what the key identifies."""
        self._bounds: dict[tuple[object, ...], Bound] = {}
        self._worlds: dict[tuple[object, ...], Evaluator] = {world.key: self}

    def within(self, world: World) -> Evaluator:
        """The same in another world; always the same one for equal worlds."""
        found = self._worlds.get(world.key)
        if found is None:
            found = self._worlds[world.key] = Evaluator(self.code, self.importer, world)
            found._worlds, found.memory = self._worlds, self.memory
            found.follow(self)
        return found

    def follow(self, other: Evaluator, is_alike: bool = False) -> None:
        """Take over from now on what another evaluator of the same code has worked out, as far as it holds here; what it read of the configuration, too, where the start looks alike."""
        is_same = self.code is other.code and changed_code(self.world) == changed_code(other.world)
        if is_same and all(other is not peer.evaluator for peer in self._peers):
            if not self._peers:
                self._bounds = other._bounds  # keys are made of what is bound
            self._peers += (Peer(self, other, is_alike),)

    def makes_application(self, place: Place) -> bool:
        """Whether a call that stands there makes an application of the repository, whatever its class is called."""
        return place in self.memory.applications

    def only_application(self) -> Place | None:
        """Where the call stands that makes the repository's application, if it has just one."""
        return next(iter(self.memory.applications)) if len(self.memory.applications) == 1 else None

    def setting(self, key: str) -> tuple[Outcome, ...] | None:
        """What the application's configuration holds under a key, as far as it was written; what is asked while it is being written is not kept."""
        self._heard.note(SETTINGS)
        if not self.memory.is_whole:
            self.question.passing += 1
        return self.memory.recall(self, key)

    # -- what an expression is ---------------------------------------------------------------------

    def outcomes(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
        """All values the expression can have; at least one."""
        if type(value) is Literal:
            return (Outcome(value.value, value, where.path),)
        key = (id(value), where.path, where.scope, where.before and where.before.at, id(where.guards), id(where.bound))
        if self.question.depth:
            return self._part(value, where, key)
        answer, heard = self._answers.get(key) or self.of_peers(_ANSWERS, key), self._heard
        if answer:
            if answer[1]:
                heard.names |= answer[1]
            return answer[0]
        self.question.effort, passing = 0, self.question.passing
        found, own = heard.during(self._found, value, where)
        if passing == self.question.passing:
            self._answers[key] = found, own, value, where
        return found

    def of_peers(self, kept: Callable[[Any], dict[Any, Any]], key: tuple[object, ...]) -> Any:
        """What a peer has kept under a key, if it holds here."""
        for peer in self._peers:
            found = kept(peer.evaluator).get(key)
            if found is not None and peer.tells_same(found[1]):
                kept(self)[key] = found
                if found[1]:
                    self.world.asked.update(dict.fromkeys(found[1]))
                return found
        return None

    def bound(self, arguments: Bound) -> Bound:
        """Arguments as they were bound before, if they are the same in everything: answers are kept by them."""
        key = tuple((name, *map(_identity, found)) for name, found in arguments)
        return self._bounds.setdefault(key, arguments) if key else ()

    def _part(self, value: Expression, where: Where, key: tuple[object, ...]) -> tuple[Outcome, ...]:
        """The outcomes of an expression inside a question, within the limits of depth and effort."""
        question = self.question
        if not question.goes_on():
            return (Outcome(UNKNOWN, value, where.path),)
        depth, effort, heard = question.depth, question.effort, self._heard
        kept = self._parts.get(key) or (self._shallow.get((*key, depth)) if self._shallow else None)
        kept = kept or self._still_holds(key, depth) or self.of_peers(_PARTS, key)
        if kept and effort + kept[2] <= MAX_EFFORT and (depth + kept[3] < MAX_VALUE_DEPTH or depth == kept[4]):
            question.effort += kept[2]
            if question.deepest < depth + kept[3]:
                question.deepest = depth + kept[3]
            if kept[1]:
                heard.names |= kept[1]
            return kept[0]
        cuts, deepest, question.deepest = question.cuts, question.deepest, depth
        passing, stamp = question.passing, self._stamp
        found, own = heard.during(self._found, value, where)
        if cuts == question.cuts and (passing == question.passing or stamp == self.memory.stamp()):
            is_whole, is_firm = question.deepest < MAX_VALUE_DEPTH, passing == question.passing
            parts = self._passing if not is_firm else self._parts if is_whole else self._shallow
            place = key if is_whole else (*key, depth)
            parts[place] = found, own, question.effort - effort, question.deepest - depth, depth, value, where
        if question.deepest < deepest:
            question.deepest = deepest
        return found

    def _still_holds(self, key: tuple[object, ...], depth: int) -> Part | None:
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
        kept, heard = self._verdicts.get(key) or self.of_peers(_VERDICTS, key), self._heard
        if kept is None:
            passing = self.question.passing
            kept = *heard.during(_all, self._holds_always, guards, where), guards, where
            if passing == self.question.passing:
                self._verdicts[key] = kept
        elif kept[1]:
            heard.names |= kept[1]
        return kept[0]

    def _holds_always(self, guard: Guard, where: Where) -> bool | None:
        """The same for one guard, with what is known of the arguments where it is no part of another question: one answer for all that stands under it."""
        bound = where.bound  # facts live as long as the evaluator does
        key = (id(guard), where.scope, id(bound), id(where.guards)) if bound else (id(guard), where.scope)
        kept, heard = self._guards.get(key) or self.of_peers(_GUARDS, key), self._heard
        if kept is not None:
            heard.names |= kept[1]
            return kept[0]
        passing = self.question.passing
        holds, own = heard.during(self._holds, guard, where)
        if passing == self.question.passing:
            self._guards[key] = holds, own, where
        return holds

    def _holds_inside(self, guard: Guard, where: Where) -> bool | None:
        """The same as part of another question: kept as its other parts are."""
        if guard.kind != "if":
            return self._holds(guard, where)
        question, key = self.question, (id(guard), where.scope, id(where.bound), id(where.guards))
        kept, heard = self._inner_guards.get(key) or self.of_peers(_INNER_GUARDS, key), self._heard
        depth, effort = question.depth, question.effort
        if kept and effort + kept[2] <= MAX_EFFORT and depth + kept[3] < MAX_VALUE_DEPTH:
            question.effort += kept[2]
            question.deepest = max(question.deepest, depth + kept[3])
            heard.names |= kept[1]
            return kept[0]
        cuts, passing, deepest, question.deepest = question.cuts, question.passing, question.deepest, depth
        holds, own = heard.during(self._holds, guard, where)
        if (cuts, passing) == (question.cuts, question.passing) and question.deepest < MAX_VALUE_DEPTH:
            self._inner_guards[key] = holds, own, question.effort - effort, question.deepest - depth, where
        question.deepest = max(question.deepest, deepest)
        return holds

    def _holds(self, guard: Guard, where: Where) -> bool | None:
        holds: bool | None = True
        if guard.kind == "main":
            holds = self.world.runs_as_script(where.path)
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
    Comprehension: comprehensions.comprehension,
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

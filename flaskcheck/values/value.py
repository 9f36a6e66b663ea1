"""What an expression can be: a constant, a text with holes, a reference, unknown; and under which circumstances."""

from __future__ import annotations

from flaskcheck.facts.expressions import EnvRead, Expression
from flaskcheck.ground.place import HOLE, Place, Placed
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from flaskcheck.code.imports import Importer
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.values.question import Question
    from flaskcheck.values.world import World

    Bound = tuple[tuple[str, "tuple[Outcome, ...]"], ...]
    """The outcomes that are bound to parameters, by their names."""

    class Ask(Protocol):
        """Whom a kind of expression asks about its parts: what they are, which tests hold, what binds a name. The evaluator is it."""

        code: Code
        importer: Importer
        question: Question
        world: World

        def makes_application(self, place: Place) -> bool:
            """Whether a call that stands there makes an application of the repository, whatever its class is called."""

        def only_application(self) -> Place | None:
            """Where the call stands that makes the repository's application, if it has just one."""

        def setting(self, key: str) -> tuple[Outcome, ...] | None:
            """What the application's configuration holds under a key."""

        def outcomes(self, value: Expression, where: Where) -> tuple[Outcome, ...]:
            """All values the expression can have; at least one."""

        def variable(
            self, name: Expression, default: Expression | None, required: bool, read: Expression, where: Where
        ) -> tuple[Outcome, ...]:
            """What a read gives of a variable whose name is an expression."""

        def bound(self, arguments: Bound) -> Bound:
            """Arguments as they were bound before, if they are the same."""

        def truth(self, value: Expression, where: Where) -> bool | None:
            """Whether a test holds in production."""

        def runs(self, guards: tuple[Guard, ...], where: Where) -> bool | None:
            """Whether a statement under these guards runs."""

        def imported(self, dotted: str, value: Expression, where: Where) -> tuple[Outcome, ...]:
            """What a fully qualified name is, as seen from a file."""

        def final(self, statements: list[Statement], where: Where) -> tuple[Outcome, ...] | None:
            """The outcomes left after a run of statements that bind the same thing."""

        def attributes(
            self, found: tuple[Outcome, ...], rest: str, value: Expression, where: Where
        ) -> tuple[Outcome, ...]:
            """Follow a dotted rest of attributes from each outcome."""

        def of_peers(self, kept: Callable[[Any], dict[Any, Any]], key: tuple[object, ...]) -> Any:
            """What a peer has kept under a key, if it holds here."""


class Unknown(Record):
    """A value that cannot be determined. ``why``: ``set`` is the text of an environment variable that the deployment surely has, ``environment`` of one that it may have."""

    why: str = ""


UNKNOWN = Unknown()


class Reference(Record):
    """A thing that is no constant. ``kind``: ``class``, ``instance`` (of a first-party class), ``function``, ``module``, ``mapping`` (``value`` is the display), ``items``, ``external`` (``name`` is its full dotted name)."""

    kind: str
    path: str
    name: str
    value: Expression | None = None


_NO = frozenset("false 0 no off n f none".split())


class Outcome(Record):
    """One possible value. ``origin`` is the expression that made it, ``path`` its file; ``unset`` the variables that must be missing for it;
    ``variables`` the environment variables that had a part in it. ``guessed``: one of a dictionary's, whose key cannot be determined, or what
    stands behind a library's or an unknown value and ``or``, or in a branch beside one. ``parts`` are what a text is put together of."""

    _beside = ("parts",)

    value: Any
    origin: Expression
    path: str
    unset: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    guessed: bool = False
    parts: tuple[Outcome, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether this is a constant (a text may still have holes)."""
        return not isinstance(self.value, (Unknown, Reference))

    @property
    def is_anything(self) -> bool:
        """Whether nothing is known of this, not even that a variable of the environment gives it."""
        return isinstance(self.value, Unknown) and not self.variables

    @property
    def is_literal(self) -> bool:
        """Whether the value is a text that is written in the code, without unknown parts."""
        return bool(self.text) and HOLE not in self.text

    @property
    def is_fixed(self) -> bool:
        """Whether it is such a text whatever variables there are."""
        return self.is_literal and not self.unset and not self.variables

    @property
    def place(self) -> Place:
        return self.origin.place

    @property
    def text(self) -> str:
        """The value when it is a text (bytes decoded), else ``""``."""
        if isinstance(self.value, bytes):
            return self.value.decode("latin-1")
        return self.value if isinstance(self.value, str) else ""

    @property
    def says_no(self) -> bool:
        """Whether it is a text that says no, and is true all the same, as every text but the empty one."""
        return self.text.strip().lower() in _NO

    @property
    def is_of_variable(self) -> bool:
        """Whether it is what an environment variable holds, as it is: a text."""
        return isinstance(self.origin, EnvRead) and not self.origin.cast

    def written(self, text: str) -> Outcome:
        """The part of a text that holds something which stands in it: it is changed where that is written, and only that part's variables decide about it."""
        part = next((part for part in self.parts if text in part.text), None)
        return part.written(text) if part is not None else self

    @property
    def host_part(self) -> Outcome:
        """The part of an address in which the host is written, where that is the machine itself."""
        from flaskcheck.known.loopback import loopback_host

        found = loopback_host(self.text)
        return self.written(found.host) if found is not None else self

    @property
    def missing_for_host(self) -> str:
        """The variable that must be missing for the machine itself to be the host of an address; ``""`` when none must."""
        shared = frozenset.intersection(*(part.unset for part in self.parts)) if self.parts else frozenset()
        return min(self.host_part.unset - shared or self.unset, default="")

    def given(self, *others: Outcome) -> Outcome:
        """The same where it depends on these too."""
        unset, variables, guessed = self.unset, self.variables, self.guessed
        for other in others:
            unset, variables, guessed = unset | other.unset, variables | other.variables, guessed or other.guessed
        parts = tuple(part.given(*others) for part in self.parts)
        return Outcome(self.value, self.origin, self.path, unset, variables, guessed, parts)


def beside_unknown(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """What several branches give, whose tests are unknown: beside one that gives something unknown, a text of another is a guess at what is ever taken."""
    if len(found) < 2 or not any(outcome.is_anything for outcome in found):
        return found
    return tuple(o.replaced(guessed=True) if o.text and not o.unset and not o.variables else o for o in found)


def guesses(found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The same where something unknown may be in place of each constant."""
    known = any(outcome.is_known for outcome in found)
    unknown = (found[0].replaced(value=UNKNOWN, guessed=True),) if known else ()
    return (*(o.replaced(guessed=True) if o.is_known else o for o in found), *unknown)


class Where(Record):
    """Where an expression stands: its file, scope and the outcomes bound to the scope's parameters; ``before`` limits which assignments count."""

    path: str
    scope: str = ""
    bound: Bound = ()
    before: Placed | None = None
    guards: tuple[Guard, ...] = ()

    @staticmethod
    def of(statement: Statement) -> Where:
        """Where a call or another statement stands, under the conditions that it has itself."""
        return Where(statement.path, statement.scope, (), statement, statement.guards)

    def until(self, before: Placed | None) -> Where:
        """The same with another limit: this is asked so often that it does without ``replaced``."""
        return Where(self.path, self.scope, self.bound, before, self.guards)

"""What an expression can be: a constant, a text with holes, a reference, unknown; and under which circumstances."""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Expression,
)
from flaskcheck.ground.place import HOLE, Place, Placed
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flaskcheck.facts.python import Guard


class Unknown(Record):
    """A value that cannot be told. ``why``: ``set`` is the text of an environment variable that the deployment surely has, ``environment`` of one that it may have."""

    why: str = ""


UNKNOWN = Unknown()


class Reference(Record):
    """A thing that is no constant. ``kind``: ``class``, ``instance`` (of a first-party class), ``function``, ``module``, ``mapping`` (``value`` is the display), ``items``, ``external`` (``name`` is its full dotted name)."""

    kind: str
    path: str
    name: str
    value: Expression | None = None


class Outcome(Record):
    """One possible value. ``origin`` is the expression that made it, ``path`` its file; ``unset`` the variables that must be missing for it;
    ``variables`` the environment variables that had a part in it. ``guessed``: one of a dictionary's, whose key cannot be told."""

    value: Any
    origin: Expression
    path: str
    unset: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    guessed: bool = False

    @property
    def is_known(self) -> bool:
        """Whether this is a constant (a text may still have holes)."""
        return not isinstance(self.value, (Unknown, Reference))

    @property
    def is_literal(self) -> bool:
        """Whether the value is a text that is written in the code, without unknown parts."""
        return bool(self.text) and HOLE not in self.text

    @property
    def place(self) -> Place:
        return self.origin.place

    @property
    def text(self) -> str:
        """The value when it is a text (bytes decoded), else ``""``."""
        if isinstance(self.value, bytes):
            return self.value.decode("latin-1")
        return self.value if isinstance(self.value, str) else ""


class Where(Record):
    """Where an expression stands: its file, scope and the outcomes bound to the scope's parameters; ``before`` limits which assignments count."""

    path: str
    scope: str = ""
    bound: tuple[tuple[str, tuple[Outcome, ...]], ...] = ()
    before: Placed | None = None
    guards: tuple[Guard, ...] = ()

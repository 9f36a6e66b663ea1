"""Columns as SQLAlchemy is told of them, in models and in migrations alike."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, called
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.ground.place import Place

_MAKERS = ("Column", "mapped_column")


class Column(Record):
    """One column. ``kind`` is the word of its type (``String``), ``""`` where none is given or it cannot be determined; ``call`` is what describes it."""

    name: str
    call: Call

    @property
    def is_renamed(self) -> bool:
        """Whether what describes tables in Python knows it by another name."""
        return self.call.argument(-1, "key") is not None

    @property
    def place(self) -> Place:
        """Where it is described."""
        return self.call.place

    @property
    def type(self) -> Expression | None:
        """Its type as it is written; ``None`` where none is given."""
        given = self.call.argument(-1, "type_")
        if given is not None:
            return given
        words = (a for a in self.call.arguments if not isinstance(a, Literal))
        return next(
            (a for a in words if type_word(a) and type_word(a)[0].isupper() and type_word(a) not in _NO_TYPES), None
        )

    @property
    def kind(self) -> str:
        """The word of its type: ``String`` of ``sa.String(80)``."""
        return type_word(self.type)

    def says(self, keyword: str) -> object:
        """The constant that a keyword is given; ``None`` where it has none, or no constant."""
        value = self.call.argument(-1, keyword)
        return value.value if isinstance(value, Literal) else None

    @property
    def is_filled(self) -> bool:
        """Whether the database gives it a value in rows that are there already."""
        if self.call.argument(-1, "server_default") is not None or self.says("autoincrement") is True:
            return True
        return any(type_word(a) in ("Computed", "Identity", "Sequence", "FetchedValue") for a in self.call.arguments)

    @property
    def length(self) -> int | None:
        """How many characters it holds, as far as that is said: 80 of ``String(80)``."""
        given = self.type.argument(0, "length") if isinstance(self.type, Call) else None
        return given.value if isinstance(given, Literal) and isinstance(given.value, int) else None


_NO_TYPES = frozenset(
    ("ForeignKey", "Computed", "Identity", "Sequence", "CheckConstraint", "FetchedValue", "DefaultClause")
)


def type_word(value: Expression | None) -> str:
    """The last word of a type: ``String`` of ``db.String`` and of ``sa.String(80)``."""
    if isinstance(value, Call):
        return called(value)
    return value.name.rpartition(".")[2] if isinstance(value, Name) else ""


def column_of(value: Expression | None, attribute: str = "") -> Column | None:
    """The column that an expression describes, under the name that it gives itself or else that of the attribute it is assigned to; ``None`` for anything else."""
    if isinstance(value, Call) and called(value) == "deferred" and value.arguments:
        value = value.arguments[0]
    if not isinstance(value, Call) or called(value) not in _MAKERS:
        return None
    first = value.argument(0, "name") or value.argument(-1, "__name_pos")
    if isinstance(first, Literal) and isinstance(first.value, str):
        return Column(first.value, value)
    return Column(attribute, value) if attribute and not isinstance(value.argument(-1, "name"), Name) else None

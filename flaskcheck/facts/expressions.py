"""Python expressions as facts: what a value is made of, without evaluating it.

Names are already resolved through the imports of their file: with ``from os import environ as e``, ``e`` is the imported name
``os.environ``. ``values`` finds what an expression is.
"""

from __future__ import annotations

from flaskcheck.ground.place import Placed
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    Constant: TypeAlias = "str | bytes | int | float | complex | bool | None"


class Expression(Placed):
    """Any expression."""

    @property
    def children(self) -> tuple[Expression, ...]:
        """The expressions directly inside this one, left to right."""
        return ()

    @property
    def dotted(self) -> str:
        """The dotted name this expression spells (``app.config``), or ``""``."""
        return ""

    @property
    def spelling(self) -> str:
        """All that is named or written in this expression, in lower case: names, attributes, keywords, variables and constants."""
        return " ".join([word for value in self.walk() for word in _spelled(value)]).lower()

    def walk(self) -> Iterator[Expression]:
        """This expression and all inside it, outermost first."""
        todo: list[Expression] = [self]
        while todo:
            value = todo.pop()
            yield value
            if type(value) not in _LEAVES and (inside := value.children):
                todo += inside[::-1]


class Literal(Expression):
    """A constant; adjacent and added literal strings are one literal."""

    value: Constant


class Name(Expression):
    """A dotted name. Imported ones are fully qualified (``flask.Flask``; relative ones keep their
    dots: ``.models.db``); local ones are as written (``app.config``)."""

    name: str
    imported: bool

    @property
    def dotted(self) -> str:
        return self.name


_LEAVES = frozenset((Name, Literal))
"""Nothing is inside them, and most expressions are such."""


class EnvRead(Expression):
    """A read of an environment variable.

    ``required``: raises when the variable is missing (``os.environ["X"]``). ``via`` is the reader:
    ``os.environ``, ``os.getenv``, ``decouple``, ``environs``, ``django-environ``, ``starlette``, ``envparse``, ``prettyconf``, ``dotenv``. ``cast`` is the type a reader such as
    ``env.bool`` converts to (``"bool"``), else ``""``.
    """

    variable: str
    default: Expression | None
    required: bool
    via: str
    cast: str = ""

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.default,) if self.default else ()


class Keyword(Record):
    """A keyword argument; ``name`` is ``""`` for ``**mapping``."""

    name: str
    value: Expression


class Call(Expression):
    """A call. ``name`` is the dotted name of what is called, or ``""`` (``f()()``)."""

    function: Expression
    arguments: tuple[Expression, ...]
    keywords: tuple[Keyword, ...]

    @property
    def name(self) -> str:
        function = self.function
        return (
            function.name if type(function) is Name else ""
        )  # asked for more often than anything else: not by ``dotted``

    @property
    def short(self) -> str:
        """The end of the name, as a message shows it: ``app.run`` of what was imported as ``shop.app.run``."""
        return ".".join(self.name.split(".")[-2:])

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.function, *self.arguments, *[k.value for k in self.keywords])

    def argument(self, position: int, name: str = "") -> Expression | None:
        """The argument at a position (from 0; -1: keyword only) or with a keyword name."""
        for keyword in self.keywords:
            if name and keyword.name == name:
                return keyword.value
        if 0 <= position < len(self.arguments) and not any(
            isinstance(a, Starred) for a in self.arguments[: position + 1]
        ):
            return self.arguments[position]
        return None


class Attribute(Expression):
    """An attribute of something that is not a plain name: ``Flask(__name__).config``.

    ``dotted`` is ``""``; a chain of plain names is a ``Name``.
    """

    base: Expression
    name: str

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.base,)


class Subscript(Expression):
    """``base[key]``."""

    base: Expression
    key: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.base, self.key)


class Join(Expression):
    """Text put together: an f-string, ``a + b``, ``"…%s" % x``, ``"…{}".format(x)``. ``is_sum``: each part is added as it is, so that ``None`` is no part of a text but an error."""

    parts: tuple[Expression, ...]
    is_sum: bool = False

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.parts


class Either(Expression):
    """``a or b`` / ``a and b``."""

    operator: str
    options: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.options


class Conditional(Expression):
    """``then if test else otherwise``."""

    test: Expression
    then: Expression
    otherwise: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.test, self.then, self.otherwise)


class Compare(Expression):
    """``left operator right``: ``==``, ``!=``, ``<``, ``in``, ``not in``, ``is``, ``is not`` … (one pair;
    a chain is an ``Either("and")`` of pairs)."""

    left: Expression
    operator: str
    right: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)


class Not(Expression):
    """``not operand``."""

    operand: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)


class Items(Expression):
    """A display of ``kind`` ``list``, ``tuple`` or ``set``."""

    kind: str
    items: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.items


class Mapping(Expression):
    """A dictionary display; a key of ``None`` stands for ``**other``."""

    keys: tuple[Expression | None, ...]
    items: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return tuple(v for pair in zip(self.keys, self.items) for v in pair if v is not None)

    def get(self, key: str) -> Expression | None:
        """The value of a literal key (the last one wins, as in Python)."""
        for found, item in zip(reversed(self.keys), reversed(self.items)):
            if isinstance(found, Literal) and found.value == key:
                return item
        return None


class Starred(Expression):
    """``*items`` in a call or a display."""

    operand: Expression

    @property
    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)


class Opaque(Expression):
    """Anything else (``lambda``, ``comprehension``, ``division``, ``arithmetic``, ``await`` …), with what is inside it."""

    kind: str
    parts: tuple[Expression, ...]

    @property
    def children(self) -> tuple[Expression, ...]:
        return self.parts


class Comprehension(Opaque):
    """``[item for target in iterable if test]`` with one ``for`` and one name: ``parts`` are the iterable, the tests and the item. All others are ``Opaque``."""

    target: str = ""


def _spelled(value: Expression) -> Iterator[str]:
    if isinstance(value, (Name, Attribute)):
        yield value.name
    elif isinstance(value, Literal):
        yield str(value.value)
    elif isinstance(value, EnvRead):
        yield value.variable
    elif isinstance(value, Call):
        yield from (keyword.name for keyword in value.keywords)


def text_in(value: Expression | None) -> str:
    """The text that a literal is; ``""`` for anything else."""
    return value.value if isinstance(value, Literal) and isinstance(value.value, str) else ""


def receiver(call: Call) -> tuple[Expression | None, str]:
    """The object and the method name of ``x.method(…)``, whether ``x`` is a name or an expression."""
    function = call.function
    if type(function) is Name:
        base, dot, method = function.name.rpartition(".")
        return (Name(function.at, function.spans, base, function.imported), method) if dot else (None, "")
    return (function.base, function.name) if type(function) is Attribute else (None, "")


def called(call: Call) -> str:
    """What a call calls, by its last word. Asked of every call many times: a way through ``last_name`` takes 1 % of a small run."""
    function = call.function
    if type(function) is Name:
        return function.name.rpartition(".")[2]
    return function.name if type(function) is Attribute else ""


def owner_of(value: Expression) -> Expression | None:
    """What an attribute is of: ``app`` of ``app.config``; ``None`` where an expression is no attribute."""
    if isinstance(value, Attribute):
        return value.base
    base = value.dotted.rpartition(".")[0]
    return Name(value.at, value.spans, base, value.imported) if isinstance(value, Name) and base else None


def last_name(value: Expression) -> str:
    """The last part of a dotted name, or the name of an attribute; ``""`` for anything else."""
    if type(value) is Name:
        return value.name.rpartition(".")[2]
    return value.name if type(value) is Attribute else ""


def mention(values: Iterable[Expression], names: set[str]) -> bool:
    """Whether expressions mention one of some names that no import binds."""
    parts = (part for value in values for part in value.walk()) if names else ()
    return any(type(p) is Name and not p.imported and p.name.partition(".")[0] in names for p in parts)

"""Operations on values that may be unknown, or texts with holes."""

from __future__ import annotations

from flaskcheck.facts.expressions import Items, Literal, Mapping
from flaskcheck.ground.limits import MAX_REPLACED_CHARACTERS, MAX_VALUE_CHARACTERS
from flaskcheck.ground.numbers import integer
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import IS
from flaskcheck.values.value import UNKNOWN, Reference, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CHOSEN = "chosen"
"""The kind of a list that a comprehension made: it holds these items and no others, while a display may be filled later."""

PLATFORM_CONSTANTS: dict[str, Any] = {name: meaning.of for name, meaning in libraries.rows(IS)}
"""What every supported host answers: they all run Linux."""

_TELLING = frozenset(name.partition("()")[0] for name in PLATFORM_CONSTANTS)


def tells_of_platform(dotted: str) -> bool:
    """Whether a name of the standard library, or a method of the text that it is, says where the program runs."""
    base, _, method = dotted.rpartition(".")
    return dotted in _TELLING or (base in PLATFORM_CONSTANTS and method in TEXT_METHODS)


def is_known(value: object) -> bool:
    """Whether this is a constant rather than ``Unknown`` or a ``Reference``."""
    return not isinstance(value, (Unknown, Reference))


def as_text(value: object) -> str:
    """The text that a value becomes inside a larger one; a hole when it cannot be determined."""
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return str(value) if is_known(value) else HOLE


def together(left: str, right: str) -> str:
    """Two texts as one; a hole for a longer one than any value is."""
    return left + right if len(left) + len(right) <= MAX_VALUE_CHARACTERS else HOLE


def truth(value: object) -> bool | None:
    """Python's truth of a value, ``None`` when unknown."""
    if isinstance(value, Unknown) and value.why == "set":
        return True  # a variable that is set is taken to hold something
    if isinstance(value, Reference):
        if isinstance(value.value, Items) and value.value.kind == CHOSEN:
            return bool(value.value.items)
        holds = isinstance(value.value, Mapping) and any(isinstance(key, Literal) for key in value.value.keys)
        return True if holds or value.kind not in ("external", "mapping", "items") else None
    if isinstance(value, str) and value and not value.replace(HOLE, ""):
        return None
    return bool(value) if is_known(value) else None


def compare(left: object, operator: str, right: object) -> Any:
    """The result of a comparison, or ``UNKNOWN``."""
    is_set = isinstance(left, Unknown) and left.why == "set"
    if right is None and (is_set or isinstance(left, Reference) and left.kind != "external"):
        return {"is": False, "==": False, "is not": True, "!=": True}.get(operator, UNKNOWN)
    if not (is_known(left) and is_known(right)) or _has_hole(left) or _has_hole(right):
        return UNKNOWN
    try:
        return _COMPARISONS[operator](left, right)
    except (KeyError, TypeError, ValueError):  # ``300 in b""``
        return UNKNOWN


def _has_hole(value: object) -> bool:
    return isinstance(value, str) and HOLE in value


_COMPARISONS: dict[str, Any] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "is": lambda a, b: a is b or (a == b and type(a) is type(b)),
    "is not": lambda a, b: not (a is b or (a == b and type(a) is type(b))),
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
}

TRUE_WORDS = frozenset({"1", "true", "yes", "on", "t", "y"})


def cast(text: str, kind: str) -> Any:
    """The value a reader such as ``env.bool`` or ``decouple`` with ``cast=`` makes of a variable's text; a text with holes stays one."""
    if HOLE in text:
        return text
    if kind == "bool":
        return text.strip().lower() in TRUE_WORDS
    if kind == "int":
        found = integer(text)
        return UNKNOWN if found is None else found
    return text if kind in ("", "str") else UNKNOWN


def text_method(text: str, method: str, arguments: tuple[Any, ...]) -> Any:
    """The result of a method of ``str`` on known arguments, or ``UNKNOWN``."""
    if method not in TEXT_METHODS or not all(isinstance(a, (str, int, tuple)) for a in arguments):
        return UNKNOWN
    if HOLE in text and method in ("endswith", "isdigit", "startswith") and not _decided(text, method, arguments):
        return UNKNOWN
    if method == "replace" and sum(len(a) for a in (text, *arguments) if isinstance(a, str)) > MAX_REPLACED_CHARACTERS:
        return UNKNOWN
    try:
        result = getattr(text, method)(*arguments)
    except (TypeError, ValueError, OverflowError):  # a count that is larger than any text is long
        return UNKNOWN
    return result if isinstance(result, (str, bool, int)) else UNKNOWN


def _decided(text: str, method: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a hole cannot change the answer of ``startswith``: the known beginning is long enough."""
    wanted = arguments[0] if arguments and isinstance(arguments[0], str) else ""
    return method == "startswith" and bool(wanted) and len(text.partition(HOLE)[0]) >= len(wanted)


TEXT_METHODS = frozenset(
    "replace lower upper strip lstrip rstrip removeprefix removesuffix title capitalize casefold startswith endswith isdigit".split()
)

"""Reads of environment variables, in the forms that Python programs write them.

Which functions read them, and how they are called, stands in the table of libraries (known/tables/variables.py).
"""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Attribute, Call, EnvRead, Items, Literal, Mapping, Name
from flaskcheck.facts.python import EnvironmentSite
from flaskcheck.ground.limits import MAX_TERMS
from flaskcheck.known.environment_readers import (
    CASTS,
    COLLECTIONS,
    FACTORIES,
    READERS,
    SERVICES,
    Reader,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.readers.python.reading import Node, Reading


def read_by_call(reading: Reading, node: Node, called: Expression) -> EnvRead | None:
    """The read that a call is, or ``None``. ``called`` is what is called."""
    found = None
    if isinstance(called, Name):
        found = _reader_called(reading, called.name, called.imported)
    elif isinstance(called, Attribute) and called.name in MAPPING_METHODS:
        found = _method_of(reader_of(reading, called.base), called.name)
    if found is None:
        return None
    reader, method = found
    parameters = reader.parameters if method in COLLECTIONS else ("default",)
    given = _arguments(node, ("variable", *parameters))
    if given is None:
        return None
    variable = SERVICES.get(method, "") if "variable" not in given else constant_text(reading, given["variable"])
    if not variable:
        return None
    return _read(reading, node, reader, method, variable, given)


def read_by_key(reading: Reading, node: Node, base: Expression) -> EnvRead | None:
    """The read that ``base[key]`` is, or ``None``."""
    reader = reader_of(reading, base)
    if reader is None or reader.kind != "mapping":
        return None
    variable = constant_text(reading, node.slice)
    if not variable:
        return None
    reading.under("env-name", node.slice)
    return _noted(reading, EnvRead(reading.at(node), reading.spans, variable, None, True, reader.via))


def reader_of(reading: Reading, value: Expression) -> Reader | None:
    """The reader of the environment that an expression is, or ``None``."""
    if isinstance(value, Name):
        return READERS.get(value.name) if value.imported else reading.readers.get(value.name)
    if isinstance(value, Call):
        return _made(reading, value)
    if isinstance(value, Mapping) and value.items and not any(value.keys):  # {**dotenv_values(".env"), **os.environ}
        found = [reader_of(reading, item) for item in value.items]
        return found[-1] if all(reader is not None and reader.kind == "mapping" for reader in found) else None
    return None


def _made(reading: Reading, call: Call) -> Reader | None:
    function = call.function
    if isinstance(function, Name) and not function.imported:
        copied = (
            call.arguments[0] if function.name == "dict" and len(call.arguments) == 1 and not call.keywords else None
        )
        return reader_of(reading, copied) if copied is not None else None
    reader = FACTORIES.get(function.dotted)
    if reader is None:
        return None
    if reader.via == "django-environ":
        return reader.replaced(scheme=call.keywords)
    if reader.via == "environs" and (prefix := call.argument(-1, "prefix")) is not None:
        known = isinstance(prefix, Literal) and isinstance(prefix.value, str)
        return reader.replaced(prefix=prefix.value) if known else None  # type: ignore[attr-defined]
    return reader


def note_reader(reading: Reading, name: str, value: Expression) -> None:
    """Remember a local name bound to a reader: ``env = Env()``, ``environ = os.environ``, ``getenv = os.environ.get``."""
    reader = reader_of(reading, value)
    if reader is None and isinstance(value, Name) and value.name.endswith(".get"):
        mapping = reader_of(reading, value.replaced(name=value.name[:-4]))
        reader = Reader("function", mapping.via) if mapping is not None and mapping.kind == "mapping" else None
    if reader is not None:
        reading.readers[name] = reader


def prefix_of(reading: Reading, value: Expression) -> str | None:
    """The prefix that ``with env.prefixed("APP_"):`` puts before the names read in it: ``""`` for any other context manager, ``None`` when unknown."""
    if not isinstance(value, Call) or not value.name.endswith(".prefixed") or not isinstance(value.function, Name):
        return ""
    reader = reader_of(reading, value.function.replaced(name=value.name[: -len(".prefixed")]))
    if reader is None or reader.kind != "object":
        return ""
    prefix = value.argument(0, "prefix")
    return prefix.value if isinstance(prefix, Literal) and isinstance(prefix.value, str) else None


def constant_text(reading: Reading, node: Node) -> str:
    """The text of a variable's name where it is written out or named by a constant, else ``""``."""
    kind = type(node)
    if kind is _ast.Constant:
        value = node.value
        return value if type(value) is str else value.decode("latin-1") if type(value) is bytes else ""
    if kind is _ast.Name:
        return reading.constants.get(node.id, "") if node.id not in reading.names else ""
    if kind is _ast.BinOp:
        terms: list[Node] = []
        while type(node) is _ast.BinOp and type(node.op) is _ast.Add and len(terms) < MAX_TERMS:
            terms.append(node.right)
            node = node.left
        if not terms or len(terms) == MAX_TERMS:
            return ""
        parts = [constant_text(reading, term) for term in (node, *reversed(terms))]
        return "".join(parts) if all(parts) else ""
    if kind is _ast.JoinedStr:
        parts = [constant_text(reading, v.value if type(v) is _ast.FormattedValue else v) for v in node.values]
        return "".join(parts) if all(parts) else ""
    return ""


def _reader_called(reading: Reading, name: str, imported: bool) -> tuple[Reader, str] | None:
    """The reader that a call of this name reads by, with the method: ``env.bool`` → (env, ``bool``)."""
    if imported:
        reader = READERS.get(name)
    elif reading.readers:
        reader = reading.readers.get(name)
    else:
        return None
    if reader is not None:
        return (reader, "") if reader.kind != "mapping" else None
    base, _, method = name.rpartition(".")
    return _method_of(READERS.get(base) if imported else reading.readers.get(base), method)


def _method_of(reader: Reader | None, method: str) -> tuple[Reader, str] | None:
    """The reader that a method of a reader is."""
    if reader is None:
        return None
    if reader.kind == "mapping":
        function = reader.replaced(kind="function", required=method == "pop")
        return (function, "") if method in MAPPING_METHODS else None
    if reader.via in ("decouple", "starlette"):
        return (reader, "") if method == "get" else None
    if method == "get_value":
        return reader, ""
    return (reader, method) if reader.kind == "object" and (method in CASTS or method in SERVICES) else None


def _arguments(node: Node, names: tuple[str, ...]) -> dict[str, Node] | None:
    """The arguments of a call by parameter; ``None`` when some are not written out."""
    given: dict[str, Node] = {}
    for position, argument in enumerate(node.args):
        if type(argument) is _ast.Starred:
            return None
        given[names[position] if position < len(names) else f"argument:{position}"] = argument
    for keyword in node.keywords:
        if keyword.arg is None:
            return None
        given["variable" if keyword.arg in VARIABLE_KEYWORDS else keyword.arg] = keyword.value
    return given


MAPPING_METHODS = frozenset({"get", "pop"})
VARIABLE_KEYWORDS = frozenset({"key", "name", "var", "option", "varname"})


def _read(
    reading: Reading, node: Node, reader: Reader, method: str, variable: str, given: dict[str, Node]
) -> EnvRead | None:
    if reader.kind == "object":
        if reading.prefix is None:
            return None
        variable = reader.prefix + reading.prefix + variable
    default: Expression | None = None
    cast = method if method in CASTS else ""
    for name, argument in given.items():
        if name == "variable":
            reading.under("env-name", argument)
        elif name == "default":
            default = reading.under(f"env-default:{variable}", argument)
        else:
            value = reading.under(f"argument:{name}", argument)
            cast = _cast_name(value) if name in ("cast", "subcast") and not cast else cast
    for keyword in reader.scheme if default is None else ():
        if keyword.name == variable:
            default, cast = _declared(keyword.value, cast)
    required = reader.required and default is None
    return _noted(reading, EnvRead(reading.at(node), reading.spans, variable, default, required, reader.via, cast))


def _declared(value: Expression, cast: str) -> tuple[Expression | None, str]:
    """Default and type that an entry of a django-environ scheme declares: ``(bool, False)`` or ``bool``."""
    if isinstance(value, Items) and len(value.items) == 2:
        return value.items[1], cast or _cast_name(value.items[0])
    return None, cast or _cast_name(value)


def _cast_name(value: Expression) -> str:
    if isinstance(value, Call):
        return value.name or "custom"
    return value.dotted or "custom"


def _noted(reading: Reading, read: EnvRead) -> EnvRead:
    reading.environment.append(
        EnvironmentSite(read.at, read.spans, reading.scope, reading.guards, read, tuple(reading.context))
    )
    return read

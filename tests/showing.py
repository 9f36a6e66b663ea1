"""Facts of Python as short texts, so that a table can hold them.

``flask.Flask!`` is an imported name, ``app`` a local one; ``f(a, k=b)`` a call, ``env[X]`` a required read of the environment and ``env[X | default]`` one
that is not, ``"a" ~ b`` a join, ``<arithmetic a b>`` something opaque.
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
    Starred,
    Subscript,
)
from flaskcheck.facts.python import Guard, Module
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.readers.python import module as python


def facts(text: str | bytes, path: str = "app.py") -> Module:
    """The facts of a Python text."""
    return python.read(Source(path, text.encode() if isinstance(text, str) else text))


def shown(value: Expression | None) -> str:
    """An expression in one line."""
    if value is None:
        return "-"
    if isinstance(value, Literal):
        return repr(value.value)
    if isinstance(value, Name):
        return value.name + "!" * value.imported
    if isinstance(value, EnvRead):
        return _read(value)
    if isinstance(value, Call):
        given = [shown(a) for a in value.arguments] + [f"{k.name or '**'}={shown(k.value)}" for k in value.keywords]
        return f"{shown(value.function)}({', '.join(given)})"
    if isinstance(value, Attribute):
        return f"{shown(value.base)}.{value.name}"
    if isinstance(value, Subscript):
        return f"{shown(value.base)}[{shown(value.key)}]"
    return _compound(value)


def _read(value: EnvRead) -> str:
    default = "" if value.required else f" | {shown(value.default)}"
    cast = f" as {value.cast}" if value.cast else ""
    return f"env[{value.variable}{default}{cast}]"


def _compound(value: Expression) -> str:
    parts = [shown(child) for child in value.children]
    if isinstance(value, Join):
        return " ~ ".join(parts)
    if isinstance(value, Either):
        return "(" + f" {value.operator} ".join(parts) + ")"
    if isinstance(value, Conditional):
        return f"({parts[1]} if {parts[0]} else {parts[2]})"
    if isinstance(value, Compare):
        return f"({parts[0]} {value.operator} {parts[1]})"
    if isinstance(value, Not):
        return f"not {parts[0]}"
    if isinstance(value, Starred):
        return f"*{parts[0]}"
    if isinstance(value, Items):
        return f"{value.kind}({', '.join(parts)})"
    if isinstance(value, Mapping):
        keys = [shown(key) if key else "**" for key in value.keys]
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in zip(keys, value.items)) + "}"
    assert isinstance(value, Opaque)
    return "<" + " ".join([value.kind, *parts]) + ">"


def guarded(guards: tuple[Guard, ...]) -> str:
    """Guards in one line: ``main``, ``!if x``, ``try ImportError``."""
    return " & ".join(_guard(guard) for guard in guards)


def _guard(guard: Guard) -> str:
    words = [guard.kind]
    if guard.kind in ("if", "while", "with"):
        words.append(shown(guard.test))
    return "!" * guard.negated + " ".join([*words, *guard.catches])


def span(place: Place) -> tuple[int, int, int, int]:
    """Line, column, end line and end column."""
    return place.line, place.column, place.end_line, place.end_column

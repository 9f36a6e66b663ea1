"""Frozen records with slots: what the facts are made of.

The standard library's dataclasses would do the same, but their import and the creation of some
sixty classes cost more than a whole small run (measured on CPython 3.11: import 5-16 ms,
0.5 ms a class; here 0.05 ms a class). Type checkers see a frozen dataclass, so a record is
written, called, compared and hashed like one.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

    from typing_extensions import Self, dataclass_transform
else:

    def dataclass_transform(**_):  # noqa: D103
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class RecordType(type):
    """Turns the annotated names of a class body into slots and an ``__init__``."""

    _fields: tuple[str, ...]

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> RecordType:
        own = [field for field in _annotated(body) if not field.startswith("_")]
        inherited = tuple(field for base in bases for field in getattr(base, "_fields", ()))
        defaults = {key: value for base in bases for key, value in getattr(base, "_defaults", {}).items()}
        defaults.update({field: body.pop(field) for field in own if field in body})
        fields = inherited + tuple(field for field in own if field not in inherited)
        body.update(__slots__=tuple(own), _fields=fields, _defaults=defaults)
        if fields and "__init__" not in body:
            body["__init__"], body["values"] = _methods(fields, defaults)
            body["__match_args__"] = fields
            body["content"] = body["values"]
            beside = body.get("_beside", ()) + bases[0]._beside  # type: ignore[attr-defined]
            if beside:
                body.update(_beside=beside, content=_content)
        return super().__new__(mcs, name, bases, body)


def _annotated(body: dict[str, Any]) -> list[str]:
    annotations = body.get("__annotations__")
    if annotations is None and "__annotate_func__" in body:  # Python 3.14 keeps a function instead
        annotations = body["__annotate_func__"](4)  # annotationlib.Format.STRING
    elif annotations is None and "__annotate__" in body:
        annotations = body["__annotate__"](4)
    return list(annotations or ())


_templates: dict[int, tuple[Any, Any]] = {}

MANY = 14
"""From this many fields on a record is made by a loop: there are few such classes and few such records, and to compile a method for each took longer."""


def _methods(fields: tuple[str, ...], defaults: dict[str, Any]) -> tuple[Any, Any]:
    """``__init__`` and ``values`` for these fields. They are compiled once for each number of fields and then get other names (50 µs a class saved)."""
    count = len(fields)
    if count >= MANY:
        return _methods_of_many(fields, defaults)
    if count not in _templates:
        names = [f"_{position}" for position in range(count)]
        body = "; ".join(f"self.{name} = {name}" for name in names)
        shown = " ".join(f"self.{name}," for name in names)
        made: dict[str, Any] = {}
        exec(f"def __init__(self, {', '.join(names)}): {body}\ndef values(self): return ({shown})", made)  # noqa: S102
        _templates[count] = made["__init__"], made["values"]
    initialise, values = _templates[count]
    function, given = type(initialise), tuple(defaults[field] for field in fields if field in defaults)
    code = initialise.__code__.replace(co_varnames=("self", *fields), co_names=fields)
    named = function(code, {}, "__init__", given or None)
    return named, function(values.__code__.replace(co_names=fields), {}, "values")


def _methods_of_many(fields: tuple[str, ...], defaults: dict[str, Any]) -> tuple[Any, Any]:
    def initialise(self: Any, *given: Any, **named: Any) -> None:
        values = {**defaults, **dict(zip(fields, given)), **named}
        if values.keys() != set(fields) or len(given) > len(fields):
            raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}")
        for field in fields:
            setattr(self, field, values[field])

    return initialise, lambda self: tuple(getattr(self, field) for field in fields)


def _content(self: Record) -> tuple[Any, ...]:
    """``content`` of a class that has fields beside it, until it is asked for the first time: of most such classes it never is."""
    cls = type(self)
    _, cls.content = _methods(tuple(f for f in cls._fields if f not in cls._beside), {})  # type: ignore[method-assign]
    return cls.content(self)


class Record(metaclass=RecordType):
    """A frozen value: equal when its type and all its fields are equal, but for those that ``_beside`` names.

    Freezing is the type checker's promise, not a run-time check, so that creation stays cheap.
    """

    _beside: ClassVar[tuple[str, ...]] = ()

    def values(self) -> tuple[Any, ...]:
        """The field values in the order of declaration."""
        return ()  # each class with fields has its own

    def content(self) -> tuple[Any, ...]:
        """The values of the fields that make the record what it is: all but those in ``_beside``."""
        return ()  # likewise

    def replaced(self, **changes: Any) -> Self:
        """A copy in which the named fields have other values."""
        cls = type(self)
        values = list(self.values())
        for field, value in changes.items():
            values[cls._fields.index(field)] = value
        return cls(*values)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.content() == other.content()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.content()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{f}={getattr(self, f)!r}" for f in type(self)._fields if f not in self._beside)
        return f"{type(self).__name__}({shown})"

"""The tables that models describe: SQLAlchemy's declarative classes, Flask-SQLAlchemy's, and ``Table`` by itself."""

from __future__ import annotations

import re

from flaskcheck.application.schema.columns import Column, column_of
from flaskcheck.facts.expressions import Call, Literal, called, text_in
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.record import Record
from flaskcheck.values.things import sole
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Class, Function
    from flaskcheck.ground.place import Place

_WORDS = re.compile(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")
_OTHERWISE = ("__abstract__", "__bind_key__", "__table__")
"""What says that a class has no table of its own here."""


MIXINS = frozenset(
    (
        "flask_login.UserMixin",
        "flask_login.mixins.UserMixin",
        "flask_security.UserMixin",
        "flask_security.RoleMixin",
        "flask_user.UserMixin",
        "sqlalchemy_serializer.SerializerMixin",
    )
)
"""The libraries' classes beside which a model has the table that it would have without them."""


class Table(Record):
    """One table. ``name`` is what it is called in code: a class, or the table itself."""

    name: str
    table: str
    place: Place
    columns: tuple[Column, ...]


def tables_of(production: Production) -> Iterator[Table]:
    """The tables of reached classes and assignments, as far as their names are known."""
    code = production.code
    names_tables = not any(b"model_class" in code.tree.source(path).raw for path in code.paths)
    of_classes = (_of_class(production, definition, names_tables) for definition, _ in production.of_kind("classes"))
    alone = (_alone(assignment) for assignment, _ in production.assignments())
    return (table for table in (*of_classes, *alone) if table is not None)


def _of_class(production: Production, definition: Class, names_tables: bool) -> Table | None:
    """The table of a class; ``None`` where it has none of its own, or more than its body may say what it is called."""
    inside = production.code.scope(definition.path, definition.name)
    body = {a.target.dotted: a for a in inside if isinstance(a, Assignment)}
    if not definition.bases or definition.keywords or definition.guards or any(word in body for word in _OTHERWISE):
        return None
    columns = tuple(c for name, a in body.items() if not a.guards and (c := column_of(a.value, name)))
    given, options = body.get("__tablename__"), body.get("__table_args__")
    if not columns or (options and ("schema" in options.value.spelling or "autoload" in options.value.spelling)):
        return None
    if given is not None:
        table = text_in(given.value)
    else:
        table = _named_by_flask(production, definition, columns) if names_tables else ""
    return Table(definition.name, table, definition.place, columns) if table else None


def _named_by_flask(production: Production, definition: Class, columns: tuple[Column, ...]) -> str:
    """What Flask-SQLAlchemy calls the table of a class that says nothing itself; ``""`` where a base may say it."""
    where, code = Where.of(definition), production.code
    others = [base for base in definition.bases if base.dotted not in MIXINS]
    bases = [b.dotted for b in others if len(others) == 1 or not adds_methods(production, b, where)]
    base = bases[0] if len(bases) == 1 else ""
    has_key = any(column.says("primary_key") is True for column in columns)
    has_function = code.function(definition.path, f"{definition.name}.__tablename__") is not None
    is_plain = base.endswith(".Model") and has_key and not has_function
    name = definition.name
    is_word = name[1:] == name[1:].lower()
    return (name if is_word else _WORDS.sub(r"_\1", name)).lower() if is_plain else ""


def _alone(assignment: Assignment) -> Table | None:
    """``db.Table("name", db.Column(…))``."""
    value = assignment.value
    if not isinstance(value, Call) or called(value) != "Table" or assignment.guards or assignment.scope:
        return None
    name = value.argument(0, "name")
    found = tuple(c for argument in value.arguments[1:] if (c := column_of(argument)))
    elsewhere = any(value.argument(-1, word) is not None for word in ("schema", "bind_key", "info", "autoload_with"))
    if not isinstance(name, Literal) or not isinstance(name.value, str) or not found or elsewhere:
        return None
    return Table(name.value, name.value, value.place, found)


def adds_methods(production: Production, base: Expression, where: Where) -> bool:
    """Whether a base is one of the repository's own classes that brings nothing but methods."""
    thing = sole(production.evaluator, base, where)
    if thing is None or thing.kind != "class":
        return False
    code, own = production.code, production.code.class_(thing.path, thing.name)
    functions = code.functions_in(thing.path, thing.name)
    bases = [b for b in own.bases if b.dotted != "object"] if own is not None else []
    is_alone = own is not None and not (bases or own.keywords or own.decorators or own.guards)
    return is_alone and not code.scope(thing.path, thing.name) and not any(_declares(f) for f in functions)


def _declares(function: Function) -> bool:
    """Whether a function of a mixin makes something of its own in each model."""
    return "declared_attr" in str(function.decorators) or function.name.rpartition(".")[2].startswith("__table")

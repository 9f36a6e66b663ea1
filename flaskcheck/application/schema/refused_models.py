"""Models that SQLAlchemy refuses: where their classes are made, or when the first of them is used (seen with SQLAlchemy 2.0.44 and 2.1.9 under Flask-SQLAlchemy 3.1.1)."""

from __future__ import annotations

from flaskcheck.application.schema.columns import Column, column_of
from flaskcheck.application.schema.models import MIXINS, adds_methods, tables_of
from flaskcheck.code.modules import classes_called
from flaskcheck.effects.reach import STARTUP
from flaskcheck.facts.expressions import Call, Items, Literal, Name, Opaque, Starred, called, owner_of, text_in
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import is_one_slip, nearly
from flaskcheck.known.distributions import DATABASE
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Class

_RELATING = "relationship"
_PLAIN = frozenset((_RELATING, "backref", "association_proxy", "synonym", "column_property", "deferred"))
"""What a class of a model is given besides columns, and what makes no column itself."""
_ONLY_TOLD = frozenset("backref back_populates lazy cascade uselist order_by passive_deletes".split())
"""Options of a relationship that say nothing of how it is joined."""
_OTHERWISE = ("__table_args__", "__mapper_args__", "__table__", "__abstract__", "__bind_key__")
_CHANGING_NOTHING = frozenset("app engine_options session_options metadata query_class".split())
"""Options of ``SQLAlchemy()`` that leave models as they are."""
_KEYS = ("ForeignKey", "ForeignKeyConstraint")


class RefusedModel(Record):
    """``error`` is what SQLAlchemy says; ``at_import``: where the class is made, else when models are first used; ``near`` what is meant, ``other`` the place of a second class."""

    place: Place
    error: str
    at_import: bool
    near: str = ""
    other: Place | None = None


class _Model(Record):
    """A class of a model that surely has nothing but what its body says. ``database`` is where the object was made of which it is, ``table`` is ``""`` where that is not known; ``is_whole``: each attribute is understood; ``declared`` are those that have nothing but an annotation, which may make a column, ``None`` where there are others that are not understood."""

    definition: Class
    database: Place
    table: str
    body: tuple[tuple[str, Assignment], ...]
    columns: tuple[Column, ...]
    names: frozenset[str]
    is_whole: bool
    declared: frozenset[str] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it tells more of its table than its columns do."""
        return self.is_whole and self.names.isdisjoint(_OTHERWISE)


def refused_models(production: Production) -> Iterator[RefusedModel]:
    """Every such model that each start makes."""
    every = tuple(tables_of(production))
    tables = {table.place: table.table for table in every}
    found = (_model(production, definition, tables) for definition, _ in production.of_kind("classes"))
    models = [model for model in found if model is not None]
    code = production.code
    by_name = {m.definition.name: m for m in models if len(code.once(classes_called, "", m.definition.name)) == 1}
    yield from _to_no_table(production, {table.name.rpartition(".")[2]: table.table for table in every})
    columns = _columns(models, frozenset(tables.values()))
    alone = tuple(column for table in every for column in table.columns)
    yield from _misled((*alone, *(column for model in models for column in model.columns)), columns)
    for model in models:
        yield from _made(model)
        for _, assignment in model.body:
            if isinstance(assignment.value, Call) and called(assignment.value) == _RELATING:
                yield from _related(code, model, assignment.value, by_name)
    yield from _twice(models)
    yield from _validators(production)


def _validators(production: Production) -> Iterator[RefusedModel]:
    """The validators that do not take what SQLAlchemy gives them: the object, the name of the attribute and its value."""
    for function, _ in production.of_kind("functions"):
        decorator = function.decorators[0] if len(function.decorators) == 1 else None
        if isinstance(decorator, Call) and decorator.name == "sqlalchemy.orm.validates":
            is_plain = decorator.argument(-1, "include_removes") is None and all(k.name for k in decorator.keywords)
            error = function.replaced(decorators=()).refusal(3) if is_plain else ""
            if error and not function.guards:
                yield RefusedModel(function.place, error, at_import=False)


def _model(production: Production, definition: Class, tables: dict[Place, str]) -> _Model | None:
    where = Where.of(definition)
    bases = [b for b in definition.bases if b.dotted not in MIXINS and not adds_methods(production, b, where)]
    is_bare = len(bases) == 1 and not (definition.keywords or definition.guards or definition.decorators)
    if not is_bare or definition.scope or production.phase(definition) != STARTUP:
        return None
    database = _database(production, bases[0], Where.of(definition))
    if database is None:
        return None
    inside = production.code.scope(definition.path, definition.name)
    body = tuple({s.target.dotted: s for s in inside if isinstance(s, Assignment)}.items())  # the last one holds
    columns = tuple(c for name, s in body if (c := column_of(s.value, name)))
    functions = production.code.functions_in(definition.path, definition.name)
    names = {name for name, _ in body} | {f.name.rpartition(".")[2] for f in functions}
    is_whole = not any(f.decorators and "declared_attr" in str(f.decorators) for f in functions)
    is_whole = is_whole and all(not s.guards and _is_understood(s.value) for _, s in body)
    open_ = {name: s.value for name, s in body if s.guards or not _is_understood(s.value)}
    is_told = all(isinstance(value, Opaque) and value.kind == "declared" for value in open_.values())
    table, declared = tables.get(definition.place, ""), frozenset(open_) if is_told else None
    return _Model(definition, database, table, body, columns, frozenset(names), is_whole, declared)


def _database(production: Production, base: Expression, where: Where) -> Place | None:
    """Where the object of Flask-SQLAlchemy was made whose ``Model`` a class is derived from; ``None`` where that, or what it adds to its models, is not known."""
    owner = owner_of(base) if base.dotted.endswith(".Model") else None
    found = production.evaluator.outcomes(owner, where) if owner is not None else ()
    if len(found) != 1 or not isinstance(found[0].value, Reference) or found[0].value.name != DATABASE:
        return None
    made = found[0].origin
    is_plain = isinstance(made, Call) and all(k.name in _CHANGING_NOTHING for k in made.keywords)
    return made.place if is_plain else None


def _is_understood(value: Expression) -> bool:
    if isinstance(value, Call):
        if any(isinstance(a, Starred) for a in value.arguments) or any(not k.name for k in value.keywords):
            return False
        return called(value) in _PLAIN or column_of(value, "x") is not None
    return isinstance(value, (Literal, Items))


def _made(model: _Model) -> Iterator[RefusedModel]:
    """What is wrong with one class by itself."""
    named = next((s for name, s in model.body if name == "metadata" and column_of(s.value, name)), None)
    if named is not None:
        error = "Attribute name 'metadata' is reserved when using the Declarative API."
        yield RefusedModel(named.place, error, at_import=True)
    has_key = any(column.call.argument(-1, "primary_key") is not None for column in model.columns)
    if model.columns and model.is_plain and not has_key:
        name = model.definition.name
        error = f"Mapper Mapper[{name}] could not assemble any primary key columns for mapped table"
        yield RefusedModel(model.definition.place, error, at_import=True)


def _columns(models: list[_Model], tables: frozenset[str]) -> dict[str, frozenset[str] | None]:
    """The columns of each table, and what may be one, ``None`` where they are not all known."""
    found: dict[str, frozenset[str] | None] = dict.fromkeys(tables)
    for model in models:
        if not model.table:
            continue
        is_known = model.declared is not None and model.names.isdisjoint(_OTHERWISE)
        found[model.table] = frozenset(c.name for c in model.columns).union(model.declared or ()) if is_known else None
    return found


def _to_no_table(production: Production, tables: dict[str, str]) -> Iterator[RefusedModel]:
    """The foreign keys of any model to a table that is misspelt, or called as its class is: nothing is called so, and something nearly. ``tables`` are those of classes, by their names."""
    known = frozenset(tables.values()) - {""}
    for site in production.calls_of(("ForeignKey",)):
        given, name = site.call.argument(0, "column"), site.call.name
        table, _, column = text_in(given).partition(".")
        if given is None or not column or "." in column or table in known or not name.endswith("ForeignKey"):
            continue
        near = tables.get(table) or nearly(table, known)
        if near and (table in tables or not _may_be_there(production.code, table, near, site.path)):
            error = f"Foreign key associated with column could not find table '{table}' with which to generate a foreign key to target column '{column}'"
            yield RefusedModel(given.place, error, False, near)


def _may_be_there(code: Code, table: str, near: str, path: str) -> bool:
    """Whether a table may be somewhere that is not followed: other files name it, or, where only its case is another, some text is it."""
    paths = code.naming(table, code.paths)
    if table.lower() != near.lower():
        return any(other != path for other in paths)
    modules = (code.module(other) for other in paths)
    return any(text.text == table for module in modules if module for text in module.texts)


def _misled(given_keys: tuple[Column, ...], columns: dict[str, frozenset[str] | None]) -> Iterator[RefusedModel]:
    """The foreign keys of columns to a column that is misspelt, or to none: the table is known, and has one that is nearly called so."""
    for column in given_keys:
        for key in column.call.walk():
            given = key.argument(0, "column") if isinstance(key, Call) and called(key) == "ForeignKey" else None
            text = text_in(given)
            table, dot, name = text.partition(".")
            name = name if dot else column.name  # of the table alone: the column of the same name is meant
            known = columns.get(table) or ()
            near = "" if name in known else nearly(name, known) if dot else f"{table}.…"
            if given is not None and known and near:
                error = f"Could not initialize target column for ForeignKey '{text}': table '{table}' has no column named '{name}'"
                yield RefusedModel(given.place, error, False, near)


def _twice(models: list[_Model]) -> Iterator[RefusedModel]:
    first: dict[tuple[Place, str], _Model] = {}
    for model in models:
        if model.table and model.names.isdisjoint(_OTHERWISE):
            known = first.setdefault((model.database, model.table), model)
            if known is not model:
                error = f"Table '{model.table}' is already defined for this MetaData instance."
                yield RefusedModel(model.definition.place, error, True, "", known.definition.place)


def _related(code: Code, model: _Model, call: Call, models: dict[str, _Model]) -> Iterator[RefusedModel]:
    """What is wrong with a relationship of a model."""
    given = call.argument(0, "argument")
    is_named = isinstance(given, Literal) and isinstance(given.value, str)
    wanted = str(given.value) if is_named and isinstance(given, Literal) else given.dotted if given is not None else ""
    if is_named and wanted.isidentifier() and not code.once(classes_called, "", wanted):
        near = nearly(wanted, models)
        if near and given is not None:
            yield RefusedModel(given.place, f"expression '{wanted}' failed to locate a name ('{wanted}')", False, near)
        return
    other = models.get(wanted)
    if other is None or other.database != model.database:
        return
    back = call.argument(-1, "back_populates")
    name = str(back.value) if isinstance(back, Literal) else ""
    if name and back is not None and name not in other.names and other.is_whole and not _is_made(name, models):
        near = nearly(name, other.names)
        mapper = f"Mapper 'Mapper[{wanted}({other.table})]'"
        yield RefusedModel(back.place, f"{mapper} has no property '{name}'.", False, near)
    elif len(call.arguments) <= 1 and all(k.name in _ONLY_TOLD for k in call.keywords) and _are_apart(model, other):
        error = (
            f"Could not determine join condition between parent/child tables on relationship {model.definition.name}.…"
        )
        yield RefusedModel(call.place, f"{error} - there are no foreign keys linking these tables.", False)


def _is_made(name: str, models: dict[str, _Model]) -> bool:
    """Whether another relationship may give a model an attribute of a name."""
    values = (s.value.argument(-1, "backref") for m in models.values() for _, s in m.body if isinstance(s.value, Call))
    return any(value is not None and name.lower() in value.spelling for value in values)


def _are_apart(one: _Model, other: _Model) -> bool:
    """Whether surely no foreign key leads from one table to the other."""
    if not (one.is_plain and other.is_plain and one.table and other.table):
        return False
    return not (_may_lead(one, other.table) or _may_lead(other, one.table))


def _may_lead(model: _Model, table: str) -> bool:
    for column in model.columns:
        for key in column.call.walk():
            if isinstance(key, Call) and called(key) in _KEYS:
                given = key.argument(0, "column")
                text = given.value if isinstance(given, Literal) else None
                meant = text.rpartition(".")[0].rpartition(".")[2] if isinstance(text, str) else table
                if meant == table or is_one_slip(meant, table):
                    return True
            elif isinstance(key, Name) and key.dotted.rpartition(".")[2].endswith(("key", "fk", "id")):
                return True  # a foreign key may have a name of its own
    return False

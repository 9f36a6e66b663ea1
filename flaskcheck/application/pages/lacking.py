"""Names that things surely do not have: columns of one's own models, fields of one's own forms, methods of sessions and queries, settings asked for as attributes (seen with SQLAlchemy 1.3 to 2.1, Flask-SQLAlchemy 2.5 and 3.1, WTForms 3.2)."""

from __future__ import annotations

import re
from itertools import chain

from flaskcheck.code.bindings import bound_names
from flaskcheck.code.refused_uses import evaluated
from flaskcheck.code.undefined import Undefined
from flaskcheck.facts.expressions import Attribute, Call, Name, called, last_name, owner_of, receiver, text_in
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import Slips, is_one_slip
from flaskcheck.known.distributions import exported_names, meant_name
from flaskcheck.values.classes import lineage
from flaskcheck.values.things import is_configuration, sole
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Class, Import, Statement

_SESSION = "flask_sqlalchemy.SQLAlchemy().session"
_QUERY, _SCALARS, _SELECT = f"{_SESSION}.query()", f"{_SESSION}.scalars()", "sqlalchemy.select()"
_TYPES = {_SESSION: "scoped_session", _QUERY: "Query", _SCALARS: "ScalarResult", _SELECT: "Select"}
"""What a library gives, with the name under which Python tells of it."""

_GIVES = {
    (_SESSION, "query"): _QUERY,
    (_SESSION, "scalars"): _SCALARS,
    (_SESSION, "execute"): f"{_SESSION}.execute()",
    (f"{_SESSION}.execute()", "scalars"): _SCALARS,
    (_SCALARS, "unique"): _SCALARS,
}
_GOES_ON = frozenset(
    "distinct execution_options filter filter_by group_by having join limit offset options order_by outerjoin select_from where with_for_update".split()
)
"""Methods of a query, or of a select, that give another one."""

_OF_ONE = frozenset("distinct execution_options filter filter_by group_by limit offset options order_by where".split())
"""Those of them behind which ``filter_by`` still means the first class."""

_ALIKE = {"flask_sqlalchemy.SQLAlchemy().select()": _SELECT, "sqlalchemy.future.select()": _SELECT}
_BASES = {
    "flask_login.UserMixin": "flask_login.UserMixin()",
    "flask_login.mixins.UserMixin": "flask_login.UserMixin()",
    "flask_sqlalchemy.SQLAlchemy().Model": "flask_sqlalchemy.SQLAlchemy().Model()",
    "flask_wtf.FlaskForm": "flask_wtf.FlaskForm()",
    "sqlalchemy.ext.declarative.declarative_base()": "sqlalchemy.orm.DeclarativeBase()",
    "sqlalchemy.orm.DeclarativeBase": "sqlalchemy.orm.DeclarativeBase()",
    "sqlalchemy.orm.declarative_base()": "sqlalchemy.orm.DeclarativeBase()",
    "wtforms.Form": "wtforms.Form()",
}
"""The libraries' classes of which all names are known that they give to what is derived from them."""

_MODELS = ("flask_sqlalchemy.SQLAlchemy().Model()", "sqlalchemy.orm.DeclarativeBase()")
_GIVING_MORE = (
    b"query_class",
    b"model_class",
    b"class_registry",
    b"config_class",
    b"automap",
    b"DeferredReflection",
    b"dynaconf",
)
"""What code has in it that gives names to such things which nobody sees."""

_LONGEST_CHAIN = 40


class Owned(Record):
    """A class of the repository of which all names are known: its own, those of its bases, and those that other models give it (``backref``). ``takes_any``: an initialiser of its own takes what it likes."""

    definition: Class
    names: frozenset[str]
    own: frozenset[str]
    is_model: bool
    takes_any: bool


def lacking(production: Production) -> Iterator[tuple[Undefined, str]]:
    """Every such name in reached code, where one slip tells which is meant, with the phase in which it is asked for."""
    raws = [production.code.tree.source(path).raw for path in production.modules]
    if any(word in raw for raw in raws for word in _GIVING_MORE):
        return
    found = _Lacking(production)
    for path in production.modules:
        wanted = {word for word in production.code.once(_words, path, "") if found.may_be_slip(word)}
        for statement, value in production.code.once(_asked, path, "") if wanted else ():
            for name, owner in _asked_of(value, wanted):
                if not statement.is_tried:
                    phase = production.phase(statement)
                    told = found.of_attribute(statement, name, owner) if phase else None
                    if told is not None:
                        yield told, phase
    for site in found.namings():
        if not site.is_tried:
            phase = production.phase(site)
            yield from ((told, phase) for told in found.of_keywords(site))


_DOTTED = re.compile(rb"\.([A-Za-z_]\w*)")


def _words(code: Code, path: str, _: str) -> frozenset[str]:
    """The words behind dots in a file, whatever they are there: a look that costs little."""
    return frozenset(word.decode() for word in _DOTTED.findall(code.tree.source(path).raw))


def _asked(code: Code, path: str, _: str) -> tuple[tuple[Statement, Expression], ...]:
    """The dotted names and the attributes in the statements of a file: ask ``Code.once`` for them."""
    module = code.module(path)
    found: list[tuple[Statement, Expression]] = []
    for statement, value in evaluated(module) if module else ():
        todo = [value]
        while todo:
            inner = todo.pop()
            if type(inner) is Attribute or (type(inner) is Name and "." in inner.name):
                found.append((statement, inner))
            if not isinstance(inner, Call):  # which is a statement of its own
                todo += inner.children
    return tuple(found)


def _asked_of(value: Expression, wanted: set[str]) -> Iterator[tuple[str, Expression]]:
    """Each wanted name that an expression asks for, and of what: ``b`` of ``a`` and ``c`` of ``a.b`` in ``a.b.c``."""
    if isinstance(value, Attribute):
        if value.name in wanted:
            yield value.name, value.base
    elif isinstance(value, Name):
        parts = value.name.split(".")[:_LONGEST_CHAIN]
        if not wanted.isdisjoint(parts):
            for at, name in enumerate(parts):
                if at and name in wanted:
                    yield name, Name(value.at, value.spans, ".".join(parts[:at]), value.imported)


class _Lacking:
    """What one production has of such things."""

    def __init__(self, production: Production) -> None:
        self._production = production
        self._ask = production.evaluator
        assigned = (a.target.dotted for a, _ in production.assignments() if "." in a.target.dotted)
        self.given = {name.rpartition(".")[2] for name in assigned}
        self.given.update(_given_by_name(production))
        found = (self._owned(definition) for definition, _ in production.of_kind("classes"))
        self._owned_by = {(o.definition.path, o.definition.name): o for o in found if o is not None}
        self._models = {name.rpartition(".")[2] for (_, name), o in self._owned_by.items() if o.is_model}
        self._kept: dict[str, bool] = {}
        own = {name for owned in self._owned_by.values() for name in owned.names}
        self._slips = Slips(own.union(*map(exported_names, _TYPES)))

    def may_be_slip(self, name: str) -> bool:
        """Whether a name is nearly one of those that such things have, or is written like a setting."""
        if name not in self._kept:
            self._kept[name] = name not in self.given and (name.isupper() or bool(self._slips.near(name)))
        return self._kept[name]

    def namings(self) -> list[CallSite]:
        """The calls that may name columns by keywords."""
        return [site for site in self._production.calls_of({"filter_by", *self._models}) if site.call.keywords]

    def of_attribute(self, statement: Statement, name: str, owner: Expression) -> Undefined | None:
        """What Python says where a statement asks for a name."""
        where = Where.of(statement)
        if (
            name.isupper()
            and last_name(owner) == "config"
            and "config" not in self.given
            and is_configuration(self._ask, owner, where)
        ):
            said = f"'Config' object has no attribute '{name}'"
            return Undefined(name, statement, near=f'config["{name}"]', said=said)
        kind = self._kind(owner, where)
        if kind in _TYPES:
            near = meant_name(kind, name)
            said = f"'{_TYPES[kind]}' object has no attribute '{name}'"
            return Undefined(name, statement, near=near, said=said) if near else None
        owned, is_class = self._thing(owner, where)
        near = _near(name, owned) if owned is not None else ""
        if owned is None or not near:
            return None
        short = owned.definition.name.rpartition(".")[2]
        whose = f"type object '{short}'" if is_class else f"'{short}' object"
        return Undefined(name, statement, near=near, said=f"{whose} has no attribute '{name}'")

    def of_keywords(self, site: CallSite) -> Iterator[Undefined]:
        """What SQLAlchemy says where a call names columns: of ``filter_by`` and of models themselves."""
        last, where = called(site.call), Where.of(site)
        if last == "filter_by":
            owned = self._queried(receiver(site.call)[0], where)
            said = '… has no property "{1}"'
        elif last in self._models:
            owned, is_class = self._thing(site.call.function, where)
            owned = owned if is_class and owned is not None and not owned.takes_any else None
            said = "'{1}' is an invalid keyword argument for {0}"
        else:
            return
        if owned is None or not owned.is_model:
            return
        for keyword in site.call.keywords:
            near = _near(keyword.name, owned) if keyword.name not in self.given else ""
            if near:
                text = said.format(owned.definition.name.rpartition(".")[2], keyword.name)
                yield Undefined(keyword.name, site, near=near, said=text)

    def _owned(self, definition: Class) -> Owned | None:
        """A class with its names; ``None`` where it may have others, or is none of a library that is known."""
        code, kinds, names, takes_any = self._production.code, set[str](), set[str](), False
        for path, one in lineage(self._ask, definition.path, definition.name):
            if one.keywords or one.decorators or one.guards or one.scope:
                return None
            for base in one.bases:
                thing = sole(self._ask, base, Where.of(one))
                if thing is None or (thing.kind != "class" and thing.name not in _BASES):
                    return None
                if thing.kind != "class":
                    kinds.add(_BASES[thing.name])
            functions = {f.name.rpartition(".")[2] for f in code.functions_in(path, one.name)}
            if any(scope.startswith(f"{one.name}.") for scope in code.index(path).filled) or functions & _DYNAMIC:
                return None
            takes_any = takes_any or "__init__" in functions
            names |= functions | code.once(_names_of_classes, path, "").get(one.name, set())
        if not kinds:
            return None
        every = names.union(*map(exported_names, kinds))
        return Owned(definition, frozenset(every), frozenset(names), not kinds.isdisjoint(_MODELS), takes_any)

    def _thing(self, value: Expression, where: Where) -> tuple[Owned | None, bool]:
        """The class that an expression surely is, or is an instance of, and whether it is the class itself."""
        thing = sole(self._ask, value, where)
        if thing is None or thing.kind not in ("class", "instance"):
            return None, False
        return self._owned_by.get((thing.path, thing.name)), thing.kind == "class"

    def _root(self, value: Expression | None) -> tuple[Expression | None, list[str]]:
        """Where a chain of calls of methods begins, and these methods."""
        methods: list[str] = []
        while isinstance(value, Call) and len(methods) < _LONGEST_CHAIN:
            owner, method = receiver(value)
            if owner is None or self._is_select(value) or (method == "query" and value.arguments):
                break
            methods.append(method)
            value = owner
        return value, methods[::-1]

    @staticmethod
    def _is_select(call: Call) -> bool:
        return called(call) == "select"

    def _kind(self, owner: Expression, where: Where) -> str:
        """What of a library's an expression surely is; ``""`` for anything else."""
        root, methods = self._root(owner)
        if root is None:
            return ""
        kind = _QUERY if self._class_asked(root, where) is not None else self._given_by(root, where)
        for method in methods:
            kind = kind if method in _GOES_ON and kind in (_QUERY, _SELECT) else _GIVES.get((kind, method), "")
        return kind

    def _given_by(self, value: Expression, where: Where) -> str:
        thing = sole(self._ask, value, where)
        name = thing.name if thing is not None else ""
        return _ALIKE.get(name, name)

    def _class_asked(self, root: Expression, where: Where) -> Owned | None:
        """The model of which ``Model.query`` is a query."""
        owner = owner_of(root) if last_name(root) == "query" else None
        owned = self._thing(owner, where)[0] if owner is not None else None
        return owned if owned is not None and owned.is_model and "query" not in owned.own else None

    def _queried(self, owner: Expression | None, where: Where) -> Owned | None:
        """The model whose columns ``filter_by`` means behind this."""
        root, methods = self._root(owner)
        if root is None or not _OF_ONE.issuperset(methods):
            return None
        if not isinstance(root, Call):
            return self._class_asked(root, where)
        is_known = self._given_by(root, where) in (_QUERY, _SELECT) and len(root.arguments) == 1
        owned, is_class = self._thing(root.arguments[0], where) if is_known else (None, False)
        return owned if is_class else None


def _near(name: str, owned: Owned) -> str:
    """The name of a class that is meant by one that it has not: numbers count things, and are no slips."""
    if len(name) < _SHORTEST or name in owned.names or name.startswith("_"):
        return ""
    letters = "".join(filter(str.isalpha, name))
    others = (one for one in sorted(owned.names) if is_one_slip(name, one))
    return next((one for one in others if "".join(filter(str.isalpha, one)) != letters), "")


_SHORTEST = 3

_DYNAMIC = frozenset(("__getattr__", "__getattribute__"))


def _given_by_name(production: Production) -> Iterator[str]:
    """The names that calls give to things: ``backref="user"``, ``setattr(thing, "user", …)``."""
    for site in production.calls_of(("relationship", "backref", "setattr", "dynamic_loader")):
        given = site.call.argument(-1, "backref") if called(site.call) != "setattr" else site.call.argument(1)
        first = site.call.argument(0) if called(site.call) == "backref" else None
        yield from filter(None, map(text_in, (given, first)))


def _names_of_classes(code: Code, path: str, _: str) -> dict[str, set[str]]:
    """The names that the bodies of the classes of a file bind, and those that their methods give to ``self``: ask ``Code.once`` for them."""
    module = code.module(path)
    found: dict[str, set[str]] = {c.name: set() for c in module.classes} if module else {}
    binding: Iterator[Assignment | Import | Class] = (
        chain(module.assignments, module.imports, module.classes) if module else iter(())
    )
    for statement in binding:
        if statement.scope in found:
            found[statement.scope].update(bound_names(statement))
        owner, _, name = statement.target.dotted.rpartition(".") if isinstance(statement, Assignment) else ("", "", "")
        if owner in ("self", "cls"):
            found.get(statement.scope.rpartition(".")[0], set()).add(name)
    return found

"""Attributes of the repository's own classes: configuration classes, their bases, settings objects."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, EnvRead, Literal, Name, Opaque, called
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.limits import MAX_BASES
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES
from flaskcheck.values.entries import loop_around, rounds
from flaskcheck.values.returns import bind, returned
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Class, Function, Statement
    from flaskcheck.values.value import Ask, Bound

FIELDS = libraries.named(GIVES, "field")
PROPERTIES = libraries.last_words(GIVES, "property")


def lineage(ask: Ask, path: str, name: str) -> list[tuple[str, Class]]:
    """A class and its first-party bases, nearest first (depth first, as Python looks for plain class attributes)."""
    found: list[tuple[str, Class]] = []
    todo = [(path, name)]
    while todo and len(found) < MAX_BASES:
        here, class_name = todo.pop(0)
        definition = ask.code.class_(here, class_name)
        if definition is None or (here, definition) in found:
            continue
        found.append((here, definition))
        bases = []
        for base in definition.bases:
            for outcome in ask.outcomes(base, Where(here, definition.scope)):
                if isinstance(outcome.value, Reference) and outcome.value.kind == "class":
                    bases.append((outcome.value.path, outcome.value.name))
        todo = bases + todo
    return found


def external_bases(ask: Ask, path: str, name: str) -> set[str]:
    """Full dotted names of the bases, direct or not, that other distributions define."""
    return {
        base.dotted
        for here, definition in lineage(ask, path, name)
        for base in definition.bases
        if isinstance(base, Name) and base.imported and ask.importer.split_name(here, base.name) is None
    }


def is_environment_settings(ask: Ask, path: str, name: str) -> bool:
    """Whether the class is a pydantic ``BaseSettings``, or one that another distribution calls settings: each attribute may come from the environment."""
    return any(base.endswith((".BaseSettings", ".Settings")) for base in external_bases(ask, path, name))


_PREFIX = "ENV_PREFIX"


def _prefix(ask: Ask, thing: Reference) -> str | None:
    """What stands before the names of the variables that a class takes its attributes from when it is made, by flask-env's metaclass; ``None`` for other classes."""
    for path, definition in lineage(ask, thing.path, thing.name):
        for keyword in definition.keywords:
            if keyword.name == "metaclass" and keyword.value.dotted == "flask_env.MetaFlaskEnv":
                # each class reads its own prefix alone (flask_env 2.2, MetaFlaskEnv.__init__)
                found = ask.final(_body(ask, path, definition, _PREFIX), Where(path, definition.name)) or ()
                return found[0].text if found else ""
    return None


def _replaced(ask: Ask, variable: str, found: tuple[Outcome, ...], where: Where) -> tuple[Outcome, ...]:
    """What a variable of the environment takes the place of, where it is there."""
    read = EnvRead(*found[0].origin.mark, variable, found[0].origin, False, "get")
    return ask.outcomes(read, where)


def attribute(ask: Ask, thing: Reference, name: str, made: Outcome | None = None) -> tuple[Outcome, ...] | None:
    """Outcomes of an attribute of a class or of an instance; ``None`` when it is nowhere to be seen. ``made`` is the instance as it was made, which tells what its initialiser was given."""
    for path, definition in lineage(ask, thing.path, thing.name):
        where = Where(path, definition.name)
        found = _in_initialiser(ask, path, definition, name, made) if thing.kind == "instance" else None
        if made is not None and ask.code.function(path, f"{definition.name}.__init__") is not None:
            made = None  # what a base's is given stands there
        found = found or _set_beside(ask, path, definition, name, ask.final(_body(ask, path, definition, name), where))
        if found:
            found = _as_set_later(ask, path, definition, name, found)
            if (thing.kind == "instance" and _fills_itself(ask, thing)) or _is_filled(ask, thing, name):
                found = tuple(o.replaced(value=UNKNOWN) for o in found)
            if is_environment_settings(ask, thing.path, thing.name):
                return _from_environment(ask, name, found, where)
            prefix = None if name == _PREFIX else _prefix(ask, thing)
            return found if prefix is None else _replaced(ask, f"{prefix}{name}", found, where)
        function = ask.code.function(path, f"{definition.name}.{name}")
        if function is not None:
            return _method_value(ask, path, definition, name)
    return None


def _fills_itself(ask: Ask, thing: Reference) -> bool:
    """Whether an instance sets attributes by names that nobody can read, as what takes them from a file of settings does."""
    for path, definition in lineage(ask, thing.path, thing.name):
        filled = ask.code.index(path).filled
        if any(scope.startswith(f"{definition.name}.") for scope in filled):
            return True
    return False


def _is_filled(ask: Ask, thing: Reference, name: str) -> bool:
    """Whether the code around a class may set an attribute of it, or of an instance, under a name that stands nowhere: ``setattr(Config, key, value)``."""
    classes = [(path, definition.name) for path, definition in lineage(ask, thing.path, thing.name)]
    for path in dict.fromkeys(path for path, _ in classes):
        for site in ask.code.index(path).fillings:
            where = Where(path, site.scope, before=site, guards=site.guards)
            found = (o.value for o in ask.outcomes(site.call.arguments[0], where))
            of = [made for made in found if isinstance(made, Reference) and made.kind in ("class", thing.kind)]
            is_of = any((base.path, base.name) in classes for base in of)
            if is_of and ask.runs(site.guards, where) is not False and name in _names_set(ask, site, where, name):
                return True
    return False


def _names_set(ask: Ask, site: CallSite, where: Where, asked: str) -> set[str]:
    """The names of the attributes that ``setattr`` sets in a loop over them; ``asked`` is among them where nobody knows."""
    loop, key = loop_around(site), site.call.arguments[1]
    names = [one.of(key, where).value for one in rounds(ask, loop, where)] if loop is not None else []
    return {str(n.value) if isinstance(n, Literal) else asked for n in names} or {asked}


def attribute_names(ask: Ask, thing: Reference) -> dict[str, None]:
    """The upper-case names that a class or instance defines, which are what ``from_object`` takes."""
    found: list[str] = []
    classes = lineage(ask, thing.path, thing.name)
    for path, definition in classes:
        found += (a.target.dotted for a in _assigned(ask, path, definition.name))
        members = ask.code.once(_members_of, path, definition.scope)
        found += members.get(definition.name.rpartition(".")[2], ())
        functions = getattr(ask.code.module(path), "functions", ())
        found += (f.name.rpartition(".")[2] for f in functions if f.scope == definition.name)
    for path, scope in _initialisers(ask, classes) if thing.kind == "instance" else ():
        found += ask.code.once(_members_of, path, scope).get("self", ())
    return dict.fromkeys(name for name in found if name.isupper())


def _assigned(ask: Ask, path: str, scope: str) -> list[Assignment]:
    return [s for s in ask.code.scope(path, scope) if isinstance(s, Assignment)]


def _members_of(code: Code, path: str, scope: str) -> dict[str, list[str]]:
    """The attributes that the statements of a scope assign to, by what they belong to."""
    found: dict[str, list[str]] = {}
    for statement in code.scope(path, scope):
        if isinstance(statement, Assignment):
            owner, _, name = statement.target.dotted.rpartition(".")
            found.setdefault(owner, []).append(name)
    return found


def _initialisers(ask: Ask, classes: list[tuple[str, Class]]) -> Iterator[tuple[str, str]]:
    """The initialisers that run when an instance is made: the first one, and those after it as far as each calls the next."""
    for path, definition in classes:
        scope = f"{definition.name}.__init__"
        if ask.code.function(path, scope) is not None:
            yield path, scope
            if not any(isinstance(s, CallSite) and called(s.call) == "__init__" for s in ask.code.scope(path, scope)):
                return


def _body(ask: Ask, path: str, definition: Class, name: str) -> list[Statement]:
    return [s for s in ask.code.binders(path, definition.name, name) if isinstance(s, Assignment)]


def _in_initialiser(
    ask: Ask, path: str, definition: Class, name: str, made: Outcome | None
) -> tuple[Outcome, ...] | None:
    scope = f"{definition.name}.__init__"
    assigned: list[Statement] = [s for s in ask.code.binders(path, scope, f"self.{name}") if isinstance(s, Assignment)]
    function = ask.code.function(path, scope) if assigned and made is not None else None
    given = _given_at_top(ask, function, made) if function is not None and made is not None else ()
    return ask.final(assigned, Where(path, scope, given))


def _given_at_top(ask: Ask, function: Function, made: Outcome) -> Bound:
    """What an instance's initialiser was given, where the call that made it stands at the top of a module."""
    call, module = made.origin, ask.code.module(made.path)
    if not isinstance(call, Call) or module is None:
        return ()
    is_at_top = any(site.call is call and not site.scope for site in module.calls)
    return bind(ask, function, call, Where(made.path), 1) if is_at_top else ()


def _set_beside(
    ask: Ask, path: str, definition: Class, name: str, found: tuple[Outcome, ...] | None
) -> tuple[Outcome, ...] | None:
    """The outcomes of an attribute that the code around a class may set when the class is made: ``Config.KEY = value``."""
    dotted = f"{definition.name.rpartition('.')[2]}.{name}"
    written = [s for s in ask.code.binders(path, definition.scope, dotted) if isinstance(s, Assignment)]
    if not written:
        return found
    where = Where(path, definition.scope)
    is_sure = any(ask.runs(s.guards, where) for s in written)
    return ask.final(list(written), where) if is_sure else (*(found or ()), *(ask.final(list(written), where) or ()))


def _as_set_later(ask: Ask, path: str, definition: Class, name: str, found: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes of an attribute that starts as ``None`` and that the code of its module sets: ``None`` only says that nothing is there yet.

    Things are what they were set to; when a constant is set, nobody knows.
    """
    if all(o.value is not None for o in found):
        return found
    writers = [a for a in getattr(ask.code.module(path), "assignments", ()) if _sets(a, definition, name)]
    later = tuple(o for a in writers for o in ask.outcomes(a.value, Where(path, a.scope, before=a, guards=a.guards)))
    if not later:
        return found
    things = (o if isinstance(o.value, Reference) else o.replaced(value=UNKNOWN) for o in later if o.value is not None)
    return (*(o for o in found if o.value is not None), *things) or found


def _sets(assignment: Assignment, definition: Class, name: str) -> bool:
    """Whether an assignment outside the body and the initialiser sets an attribute of the class or of an instance."""
    owner, _, attribute_name = assignment.target.dotted.rpartition(".")
    if attribute_name != name or assignment.scope in (definition.name, f"{definition.name}.__init__"):
        return False
    in_class = assignment.scope.startswith(f"{definition.name}.")
    return owner == definition.name.rpartition(".")[2] or (in_class and owner in ("self", "cls"))


def _method_value(ask: Ask, path: str, definition: Class, name: str) -> tuple[Outcome, ...]:
    """A property's value; a plain method is a function."""
    qualified = f"{definition.name}.{name}"
    function = ask.code.function(path, qualified)
    if function and any(d.dotted.rpartition(".")[2] in PROPERTIES for d in function.decorators):
        return returned(ask, path, qualified, ())
    origin = Name(*definition.mark, qualified, False)
    return (Outcome(Reference("function", path, qualified), origin, path),)


def _from_environment(ask: Ask, name: str, found: tuple[Outcome, ...], where: Where) -> tuple[Outcome, ...]:
    default = field_default(found[0].origin) if found else None
    read = EnvRead(*found[0].origin.mark, name.upper(), default, default is None, "pydantic")
    return ask.outcomes(read, where) if default is not None else (Outcome(UNKNOWN, read, where.path),)


def field_default(value: Expression) -> Expression:
    """What a field of a settings class is by default: the value itself, or what ``Field(…)`` is given."""
    if not isinstance(value, Call) or value.name not in FIELDS:
        return value
    made = value.argument(-1, "default_factory")
    if isinstance(made, Opaque) and made.kind == "lambda":
        return made.parts[-1] if made.parts else value
    if made is not None:
        return Call(*value.mark, made, (), ())
    return value.argument(0, "default") or value

"""Command lines of your own that are Flask's: a ``FlaskGroup`` brings ``run``, ``shell``, ``routes`` and what extensions add, ``db`` among them."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Name
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.record import Record
from flaskcheck.readers.screens import holds_word
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.effects.run import Trace
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.files.source import Source
    from flaskcheck.values.value import Outcome

_NAMES = ("flask.cli.FlaskGroup", "flask.FlaskGroup")


class FlaskGroup(Record):
    """A command line like Flask's. ``module`` and ``factory`` name what makes its application: ``""`` for what FLASK_APP names; ``is_known``: that can be determined."""

    module: str = ""
    factory: str = ""
    is_known: bool = True


def may_be_group(source: Source) -> bool:
    """Whether a file may make such a command line."""
    return holds_word(source, "FlaskGroup")


def group_of(trace: Trace, path: str, name: str = "") -> FlaskGroup | None:
    """The command line that a file runs, or that it has under a name which a program calls."""
    values: list[tuple[Expression, Where]] = []
    if name:
        made = trace.code.bindings(path).get(name, [])
        values = [(Name(*binding.mark, name, False), Where(path)) for binding in made[-1:]]
    for step in trace.steps:
        if isinstance(step.statement, CallSite) and step.path == path:
            values.append((step.statement.call.function, step.where))
    for value, where in values:
        found = _decorated(trace, path, value.dotted) or _made(trace, value, where) or _elsewhere(trace, value, where)
        if found is not None:
            return found
    return None


def _made(trace: Trace, value: Expression, where: Where) -> FlaskGroup | None:
    """``cli = FlaskGroup(create_app=create_app)``."""
    if not isinstance(value, Name):
        return None
    for outcome in trace.evaluator.outcomes(value, where):
        thing = outcome.value
        is_group = isinstance(thing, Reference) and thing.kind == "external" and thing.name.removesuffix("()") in _NAMES
        if is_group and isinstance(outcome.origin, Call):
            return _described(trace, outcome.origin, Where(outcome.path))
    return None


def _decorated(trace: Trace, path: str, name: str) -> FlaskGroup | None:
    """``@click.group(cls=FlaskGroup, create_app=create_app)`` above a function."""
    function = trace.code.function(path, name) if name else None
    for decorator in function.decorators if function else ():
        kind = decorator.argument(-1, "cls") if isinstance(decorator, Call) else None
        if isinstance(decorator, Call) and kind is not None and kind.dotted in _NAMES:
            return _described(trace, decorator, Where(path))
    return None


def _elsewhere(trace: Trace, value: Expression, where: Where) -> FlaskGroup | None:
    """The same of a function of another file, which this one imports."""
    things = (o.value for o in (trace.evaluator.outcomes(value, where) if isinstance(value, Name) else ()))
    functions = (thing for thing in things if isinstance(thing, Reference) and thing.kind == "function")
    return next((found for thing in functions if (found := _decorated(trace, thing.path, thing.name))), None)


def _described(trace: Trace, call: Call, where: Where) -> FlaskGroup:
    given = call.argument(-1, "create_app")
    if given is None:
        return FlaskGroup()
    found = trace.evaluator.outcomes(given, where)
    module = _module(trace, found[0]) if len(found) == 1 else ""
    return FlaskGroup(module, found[0].value.name) if module else FlaskGroup(is_known=False)


def _module(trace: Trace, outcome: Outcome) -> str:
    """The module of a function at the top of one, or ``""``."""
    thing = outcome.value
    is_plain = isinstance(thing, Reference) and thing.kind == "function" and "." not in thing.name
    return trace.evaluator.importer.name_of(thing.path) if is_plain else ""

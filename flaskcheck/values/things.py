"""Things that are known by where they were made: a Flask application, and its configuration, whatever they are called."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Join, Keyword, Literal, Name, Subscript, receiver
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES, MAKES, SETS
from flaskcheck.values.classes import external_bases
from flaskcheck.values.value import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Ask, Outcome, Where

CLASSES = libraries.named(MAKES, "application")
CURRENT = libraries.named(GIVES, "application")
APPLICATIONS = frozenset(f"{name}()" for name in CLASSES) | CURRENT
"""What calling a class of Flask's gives, and the proxies of the application that answers now."""

CONFIGURATIONS = frozenset(f"{name}.config" for name in APPLICATIONS)
ATTRIBUTES = {name: key for name, key in libraries.members("flask.Flask()", SETS).items() if key.isupper()}
"""Attributes of an application that are settings, with their keys."""


def sole(ask: Ask, value: Expression, where: Where) -> Reference | None:
    """The one thing that an expression surely is; ``None`` where it may be several, or something else than a thing."""
    things = [outcome.value for outcome in ask.outcomes(value, where)]
    return things[0] if len(things) == 1 and isinstance(things[0], Reference) else None


def settled(ask: Ask, call: Call, where: Where) -> Call:
    """A call with the texts that its arguments surely are: in place of a constant's name what the constant holds, where it holds it."""
    given = (*call.arguments, *(keyword.value for keyword in call.keywords))
    if not any(isinstance(value, (Name, Join)) for value in given):
        return call
    found = [_settled(ask, value, where) for value in given]
    count = len(call.arguments)
    keywords = tuple(Keyword(keyword.name, value) for keyword, value in zip(call.keywords, found[count:]))
    return call.replaced(arguments=tuple(found[:count]), keywords=keywords)


def _settled(ask: Ask, value: Expression, where: Where) -> Expression:
    if not isinstance(value, (Name, Join)):
        return value
    found = ask.outcomes(value, where)
    is_sure = len(found) == 1 and found[0].is_fixed and not found[0].guessed
    return Literal(*found[0].origin.mark, found[0].text) if is_sure else value


def is_application(ask: Ask, value: Expression, where: Where) -> bool | None:
    """Whether an expression is a Flask application: surely, surely not, or who knows."""
    verdicts = {_verdict(ask, outcome) for outcome in ask.outcomes(value, where)}
    return True if True in verdicts else None if None in verdicts else False


def is_made_application(ask: Ask, outcome: Outcome) -> bool:
    """Whether a value is surely an application, made where its origin stands."""
    return isinstance(outcome.origin, Call) and _verdict(ask, outcome) is True


def is_configuration(ask: Ask, value: Expression, where: Where) -> bool:
    """Whether an expression is surely the configuration of an application, whatever it is called."""
    return any(is_configuration_of(outcome) for outcome in ask.outcomes(value, where))


def is_configuration_of(outcome: Outcome) -> bool:
    """Whether a value is the configuration of an application."""
    thing = outcome.value
    return isinstance(thing, Reference) and thing.kind == "external" and thing.name in CONFIGURATIONS


def key_of(thing: Reference, name: str) -> str:
    """The setting that an attribute of a thing is; ``""`` for none."""
    return ATTRIBUTES.get(name, "") if thing.name in APPLICATIONS else ""


def key_of_expression(ask: Ask, value: Expression, where: Where) -> str:
    """The key of the setting that an expression reads: ``app.config["X"]``, ``app.config.get("X")``, ``app.secret_key``; ``""`` for none."""
    base: Expression | None = None
    if isinstance(value, Subscript):
        base, key = value.base, value.key
    elif isinstance(value, Call) and value.arguments:
        base, method = receiver(value)
        key = value.arguments[0]
        if method != "get":
            return ""
    else:
        return _key_of_attribute(ask, value, where)
    is_read = base is not None and isinstance(key, Literal) and is_configuration(ask, base, where)
    return str(key.value) if is_read and isinstance(key, Literal) else ""


def _key_of_attribute(ask: Ask, value: Expression, where: Where) -> str:
    base, _, name = value.dotted.rpartition(".")
    if name not in ATTRIBUTES or not isinstance(value, Name) or not base:
        return ""
    return ATTRIBUTES[name] if is_application(ask, value.replaced(name=base), where) else ""


def made_by_library(ask: Ask, thing: Reference) -> str:
    """What an instance of a first-party class is besides: ``flask.Flask()`` where a base of it is Flask's."""
    return "flask.Flask()" if thing.kind == "instance" and _derives(external_bases(ask, thing.path, thing.name)) else ""


def _derives(bases: set[str]) -> bool:
    return not CLASSES.isdisjoint(bases)


def _verdict(ask: Ask, outcome: Outcome) -> bool | None:
    thing = outcome.value
    if not isinstance(thing, Reference):
        return None if not outcome.is_known or thing is None else False
    if thing.kind == "external":
        return True if thing.name in APPLICATIONS or ask.makes_application(outcome.place) else None
    if thing.kind != "instance":
        return False
    bases = external_bases(ask, thing.path, thing.name)
    return True if _derives(bases) else None if bases else False

"""Secrets of the host that production writes into its log."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, Call, EnvRead, Join, Literal, Name, called
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import TELLS
from flaskcheck.known.secrets import is_secret_name
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.value import Ask

_LOGGED = frozenset(("warning", "error", "critical", "exception"))
"""What is logged at levels that production shows unless told otherwise; ``info`` and ``debug`` it leaves out."""

_SAYING = (libraries.last_words(TELLS, "line", "styled line") | {"pprint"} | _LOGGED) - {"help"}
_LOGGERS = ("log", "logger", "logging", "_logger", "_log")


class Printed(Record):
    """A call that writes a secret into the log. ``name`` is the variable's, or of the mapping that holds them all."""

    site: CallSite
    name: str


def printed(production: Production) -> tuple[Printed, ...]:
    """The calls that print or log the text of a secret variable, or all variables, as they are."""
    return production.told(_printed)


def _printed(production: Production) -> Iterator[Printed]:
    ask = production.evaluator
    for site in production.calls_of(_SAYING):
        if site.is_questioned or not _is_log(site.call):
            continue
        where = Where.of(site)
        for value in site.call.arguments:
            name = next((n for part in _parts(value) if (n := _secret(part, ask, where))), "")
            if name:
                yield Printed(site, name)
                break


def _is_log(call: Call) -> bool:
    """Whether what is called writes to the log: a function of that name, or a method of a logger."""
    owner = call.name.rpartition(".")[0].rpartition(".")[2]
    return called(call) not in _LOGGED or owner in _LOGGERS


def _parts(value: Expression) -> tuple[Expression, ...]:
    return tuple(inner for part in value.parts for inner in _parts(part)) if isinstance(value, Join) else (value,)


def _secret(value: Expression, ask: Ask, where: Where) -> str:
    """The name of the secret that an expression is, as it is or as ``repr`` and ``str`` write it."""
    if isinstance(value, Call) and value.name in ("repr", "str", "ascii") and len(value.arguments) == 1:
        value = value.arguments[0]
    if value.dotted == "os.environ" or (isinstance(value, Call) and value.name == "dict" and _is_all(value)):
        return "os.environ"
    is_whole = isinstance(value, (EnvRead, Name, Attribute)) or isinstance(getattr(value, "key", None), Literal)
    for outcome in ask.outcomes(value, where) if is_whole else ():
        origin = outcome.origin
        if isinstance(origin, EnvRead) and outcome.is_of_variable and is_secret_name(origin.variable):
            return origin.variable
    return ""


def _is_all(call: Call) -> bool:
    return any(argument.dotted == "os.environ" for argument in call.arguments)

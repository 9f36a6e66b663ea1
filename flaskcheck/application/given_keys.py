"""Keys and passwords that calls are given or that stand anywhere, and what a text is put into: in one run, whatever things are called."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, Opaque, Subscript, receiver
from flaskcheck.known import libraries, secrets
from flaskcheck.known.meanings import LOGS_IN, LOOKS_UP, SIGNS
from flaskcheck.values.things import is_configuration_of
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Text
    from flaskcheck.values.value import Ask, Outcome

_ROWS = {kind: dict(libraries.rows(kind)) for kind in (SIGNS, LOGS_IN)}
_ROLES = {SIGNS: "key", LOGS_IN: "password"}
LAST_WORDS = {kind: libraries.last_words(kind) for kind in _ROWS}
"""What such calls are called, to look at no others."""

_REQUESTS = tuple(libraries.named(LOOKS_UP, "request"))


def given(kind: str, site: CallSite, ask: Ask) -> tuple[Outcome, ...]:
    """What a call that signs or logs in may be given as its key or password; nothing for any other call."""
    where = Where(site.path, site.scope, before=site, guards=site.guards)
    for name in _names(site.call, ask, where):
        meaning = _ROWS[kind].get(name)
        value = site.call.argument(*meaning.argument(_ROLES[kind])) if meaning else None
        if value is not None and not _checks_nothing(site.call):
            return ask.outcomes(_unencoded(value), where)
    return ()


def _names(call: Call, ask: Ask, where: Where) -> Iterator[str]:
    """What a call may be named as the table names it, also of what ``with … as`` gives a name: clients give themselves."""
    for outcome in ask.outcomes(call.function, where):
        if isinstance(outcome.value, Reference):
            yield outcome.value.name
    base, method = receiver(call)
    for outcome in ask.outcomes(base, where) if base is not None else ():
        if isinstance(outcome.origin, Opaque) and outcome.origin.kind == "with":
            entered = (ask.outcomes(part, where) for part in outcome.origin.parts)
            yield from (
                f"{o.value.name}.{method}" for found in entered for o in found if isinstance(o.value, Reference)
            )


def _unencoded(value: Expression) -> Expression:
    """The text that ``.encode()`` or ``bytes(…)`` makes bytes of."""
    if not isinstance(value, Call):
        return value
    base, method = receiver(value)
    if base is not None and method == "encode":
        return base
    return value.arguments[0] if value.name == "bytes" and value.arguments else value


def _checks_nothing(call: Call) -> bool:
    """Whether a token is only read (``options={"verify_signature": False}``, ``verify=False``)."""
    off = (node for word in call.keywords if word.name in ("options", "verify") for node in word.value.walk())
    return any(isinstance(node, Literal) and node.value is False for node in off)


def live_texts(code: Code, paths: Iterable[str]) -> Iterator[Text]:
    """The addresses of hosts' databases with their passwords in some files: they open it, whatever of the code runs."""
    for path in paths:
        module = code.module(path) if secrets.may_be_live(code.tree.source(path).raw) else None
        yield from (t for t in module.texts if secrets.opens_a_database(t.text)) if module else ()


def holder(text: Text, ask: Ask) -> str:
    """What a text is put into under a key: ``request`` (what a visitor has sent), ``mapping`` (configuration, or one that the code makes); ``""`` where that is not known."""
    where = Where(text.path, text.scope, before=text, guards=text.guards)
    module = ask.code.module(text.path)
    for assignment in module.assignments if module else ():
        target = assignment.target
        if isinstance(target, Subscript) and assignment.place.line <= text.place.line <= assignment.place.end_line:
            return _kind_of(ask.outcomes(target.base, where))
    return ""


def _kind_of(found: tuple[Outcome, ...]) -> str:
    things = [o.value for o in found if isinstance(o.value, Reference)]
    if any(thing.kind == "external" and thing.name.startswith(_REQUESTS) for thing in things):
        return "request"
    parts = (part for o in found for part in o.origin.walk())
    if any(isinstance(part, Name) and part.imported and part.name.startswith(_REQUESTS) for part in parts):
        return "request"
    is_made = any(thing.kind == "mapping" for thing in things) or any(map(is_configuration_of, found))
    return "mapping" if is_made else ""

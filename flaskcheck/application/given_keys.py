"""Keys and passwords: what calls are given, which are created by each process, and which stand anywhere."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.facts.expressions import (
    Call,
    Conditional,
    Either,
    EnvRead,
    Literal,
    Name,
    Opaque,
    Subscript,
    called,
    receiver,
)
from flaskcheck.known import libraries, secrets
from flaskcheck.known.meanings import GIVES, HASHES, LOGS_IN, SIGNS
from flaskcheck.values.displays import listed
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Text
    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Ask, Outcome

_ROWS = {
    SIGNS: dict(libraries.rows(SIGNS)),
    LOGS_IN: dict(libraries.rows(LOGS_IN)),
    HASHES: dict(libraries.rows(HASHES, "werkzeug")),
}
_ROLES = {SIGNS: "key", LOGS_IN: "password", HASHES: "method"}
_PAIRED = libraries.last_words(LOGS_IN, "pair") - libraries.last_words(LOGS_IN, "server", "service")
"""What log in by a pair alone is called."""
LAST_WORDS = {kind: {name.rpartition(".")[2] for name in rows} for kind, rows in _ROWS.items()}
"""What such calls are called, to look at no others."""

_HASHING = libraries.last_words(HASHES)
RANDOM_CALLS = libraries.named(GIVES, "random")
"""Calls that give another value in each process."""


def given(kind: str, site: CallSite, ask: Ask) -> tuple[Outcome, ...]:
    """What a call that signs, logs in or hashes may be given as its key, its password or its method; nothing for any other call."""
    where, paired = Where.of(site), site.call.argument(-1, "auth")
    if paired is None and called(site.call) in _PAIRED:
        return ()
    for name in _names(site.call, ask, where):
        meaning = _ROWS[kind].get(name)
        value = site.call.argument(*meaning.argument(_ROLES[kind])) if meaning else None
        if value is not None and not _checks_nothing(site.call):
            found = ask.outcomes(_unencoded(value), where)
            if meaning and meaning.of == "service":  # a stand-in on the own machine takes any word
                found = tuple(outcome for outcome in found if secrets.looks_random(outcome.text))
            return tuple(o for part in found for o in _second(ask, part)) if value is paired else found
    return ()


def _second(ask: Ask, outcome: Outcome) -> tuple[Outcome, ...]:
    """The password of ``auth=("shop", "password")``."""
    display = listed(outcome)
    if display is None or len(display.items) != 2:
        return ()
    return ask.outcomes(display.items[1], Where(outcome.value.path, outcome.value.name))


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


def random_call(value: Expression) -> Call | None:
    """The call inside an expression that makes it random, or ``None``; what it may be instead (a default, a branch) is a value of its own."""
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, Call) and part.name in RANDOM_CALLS and isinstance(part.function, Name):
            return part
        if not isinstance(part, (EnvRead, Either, Conditional)):
            todo.extend(part.children)
    return None


_SHOWN = frozenset(("apiKey", "appId"))
_BESIDE_SHOWN = "authDomain"


class WrittenKeys:
    """The keys and passwords that stand in the code of one repository. ``paths`` are the files that may be deployed."""

    def __init__(self, code: Callable[[], Code], paths: Callable[[], Iterable[str]]) -> None:
        self._code = code
        self._paths = paths

    def live_passwords(self) -> Iterator[tuple[str, Place]]:
        """The passwords in addresses of hosts' databases, each with its place: they open it, whatever of the code runs."""
        code = self._code()
        for path in self._paths():
            module = code.module(path) if secrets.may_be_live(code.tree.source(path).raw) else None
            live = (t for t in module.texts if secrets.opens_a_database(t.text) and not t.is_example) if module else ()
            found = ((secrets.url_credentials(text.text), text.place) for text in live)
            yield from ((url.password, place) for url, place in found if url)

    def is_for_browsers(self, text: Text) -> bool:
        """Whether a text is what every page of a Firebase project shows to its visitors and lets nobody in ("Learn about using and managing API keys for Firebase"): the ``apiKey`` and the ``appId`` beside an ``authDomain``."""
        *outer, last = text.context or ("",)
        module = self._code().module(text.spans.path) if last.partition(":")[2] in _SHOWN else None
        own = (t for t in module.texts if t.context[:-1] == tuple(outer)) if module is not None else ()
        named = (t.text if t.context[-1] == "key" else t.context[-1].partition(":")[2] for t in own)
        return _BESIDE_SHOWN in named

    def is_hashed(self, name: str) -> bool:
        """Whether the code hashes what is kept under a name, as the password of an account of its own."""
        return any(a.dotted.rpartition(".")[2] == name for site in self._hashing for a in site.call.arguments)

    def is_of_own_account(self, text: Text) -> bool:
        """Whether a text stands under a key of data whose module hashes what they keep there, as the passwords of accounts that it makes (``user.set_password(row["password"])``)."""
        head, _, key = (text.context[-1] if text.context else "").partition(":")
        module = self._code().module(text.spans.path) if head == "item" else None
        sites = module.calls if module is not None else ()
        named = _HASHING | self._hashers
        hashed = (a for s in sites if called(s.call) in named for a in s.call.arguments)
        asked = (each.key if isinstance(each, Subscript) else _got(each) for each in hashed)
        return any(isinstance(found, Literal) and found.value == key for found in asked)

    @cached_property
    def _hashing(self) -> tuple[CallSite, ...]:
        """The calls that hash something."""
        modules = filter(None, map(self._code().module, self._paths()))
        return tuple(site for module in modules for site in module.calls if called(site.call) in _HASHING)

    @cached_property
    def _hashers(self) -> frozenset[str]:
        """What the functions are called that hash what they are given, without their class (``set_password``)."""
        code = self._code()
        functions = ((s, code.function(s.path, s.scope)) for s in self._hashing if s.scope)
        takes = ((f, {p.name for p in f.parameters}, s) for s, f in functions if f is not None)
        found = (f for f, own, s in takes if not own.isdisjoint(a.dotted for a in s.call.arguments))
        return frozenset(function.name.rpartition(".")[2] for function in found)


def _got(value: Expression) -> Expression | None:
    """What a dictionary is asked for: the ``key`` of ``row.get(key)``."""
    is_get = isinstance(value, Call) and receiver(value)[1] == "get"
    return next(iter(value.arguments), None) if is_get and isinstance(value, Call) else None

"""Accounts that production makes with a password that stands in the code."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Attribute, Call, Literal, Name, called, receiver
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.files.roles import role
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import HASHES, WRITES_ROWS
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.summaries import Effect
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.value import Ask, Outcome

_HASHING = libraries.last_words(HASHES)
_MAKING = frozenset(("create_user", "create_superuser", "create_admin", "add_user", "register_user", "make_user"))
_TELLING = frozenset((*_HASHING, *_MAKING, "set_password"))
_OPEN = frozenset(("guest", "demo", "anonymous", "test"))
"""What accounts are called that anyone may use."""
_WORDS = frozenset(("password", "passwd", "pwd", "plaintext_password", "password_hash"))
_TITLES = frozenset("admins administrator superuser root".split())
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


class Account(Record):
    """An account that production makes, with the password that it is given: an administrator's, or one that every start makes under a name from the code."""

    site: CallSite
    password: Outcome
    is_administrator: bool = True


def administrators(production: Production, effects: Iterable[Effect]) -> Iterator[Account]:
    """The administrators that a start makes, and those that programs make whose ``effects`` are given; each password once."""
    scopes = dict.fromkeys(production.trace.entered, True)
    for effect in effects:
        if effect.kind == WRITES_ROWS and effect.through:
            last = effect.through[-1]
            scopes.setdefault((last.spans.path, last.scope), False)
    seen: set[int] = set()
    for (path, scope), is_start in scopes.items():
        titles = None
        for site, value in _passwords(production.code.once(_making, path, scope), production.evaluator):
            where = Where.of(site)
            titles = titles or _Titles(production.code.scope(path, scope))
            is_administrator = titles.is_administrator(site)
            if production.evaluator.runs(site.guards, where) is False:
                continue
            if not is_administrator and not (is_start and _is_named(site, production.evaluator)):
                continue
            for outcome in production.evaluator.outcomes(value, where):
                if outcome.is_fixed and id(outcome.origin) not in seen:
                    seen.add(id(outcome.origin))
                    yield Account(site, outcome, is_administrator)


def _is_named(site: CallSite, ask: Ask) -> bool:
    """Whether a call that is for nothing but making an account is given texts alone: its name, its address, its password."""
    given = (*site.call.arguments, *(k.value for k in site.call.keywords))
    if called(site.call) not in _MAKING or len(given) < 2:
        return False
    texts = [outcome.text.lower() for v in given for outcome in ask.outcomes(v, Where.of(site)) if outcome.is_fixed]
    return len(texts) == len(given) and _OPEN.isdisjoint(texts)


def _making(code: Code, path: str, scope: str) -> tuple[CallSite, ...]:
    """The calls of a scope that may make an account or hash its password: few scopes have any."""
    sites = (statement for statement in code.scope(path, scope) if isinstance(statement, CallSite))
    telling = _TELLING | code.once(_own_hashing, "", "")
    return tuple(s for s in sites if called(s.call) in telling or any(k.name in _WORDS for k in s.call.keywords))


def _own_hashing(code: Code, _path: str, _scope: str) -> frozenset[str]:
    """The names of the repository's own methods that hash what they are given: ``set_password``, or whatever it calls them."""
    words = [encoded(word) for word in _HASHING]
    paths = (p for p in code.paths if role(p) != "test" and any(word in code.tree.source(p).raw for word in words))
    sites = (site for path in paths if (module := code.module(path)) for site in module.calls)
    found = (code.function(site.path, site.scope) for site in sites if called(site.call) in _HASHING)
    methods = (f.name.rpartition(".") for f in found if f is not None and len(f.parameters) == 2)
    return frozenset(name for owner, _, name in methods if owner and not name.startswith("__"))


def _passwords(sites: tuple[CallSite, ...], ask: Ask) -> Iterator[tuple[CallSite, Expression]]:
    """The calls that make an account or hash its password, with what they are given as that."""
    for site in sites:
        word = called(site.call)
        if word in _HASHING or word == "set_password" or word in ask.code.once(_own_hashing, "", ""):
            if site.call.arguments:
                yield site, site.call.arguments[0]
        elif word in _MAKING or _makes_a_row(site, ask):
            yield from ((site, k.value) for k in site.call.keywords if k.name in _WORDS)
            yield from ((site, value) for value in _by_position(site, ask))


def _by_position(site: CallSite, ask: Ask) -> Iterator[Expression]:
    """The passwords that a function of the repository is given without their name."""
    things = (o.value for o in ask.outcomes(site.call.function, Where.of(site))) if site.call.arguments else ()
    for thing in things:
        function = ask.code.function(thing.path, thing.name) if isinstance(thing, Reference) else None
        names = [p.name for p in function.parameters] if function else []
        names = names[1:] if names[:1] in (["cls"], ["self"]) else names
        yield from (value for name, value in zip(names, site.call.arguments) if name in _WORDS)


def _makes_a_row(site: CallSite, ask: Ask) -> bool:
    """Whether a call makes an instance of a class of the repository with a password."""
    if not any(k.name in _WORDS for k in site.call.keywords):
        return False
    where = Where.of(site)
    things = (o.value for o in ask.outcomes(site.call.function, where))
    return any(isinstance(t, Reference) and t.kind == "class" for t in things)


class _Titles:
    """What the statements of a scope call the accounts that they make."""

    def __init__(self, statements: list[Statement]) -> None:
        self._around: dict[int, list[Expression]] = {}
        self._given: dict[str, list[Expression]] = {}
        self._said: dict[int, bool] = {}
        self._owners: dict[str, bool] = {}
        for statement in statements:
            if isinstance(statement, CallSite):
                self._note((statement.call,), statement.call)
            elif isinstance(statement, Assignment):
                both = statement.target, statement.value
                self._given.setdefault(statement.target.dotted, []).extend(both)
                self._note(both, statement.value)

    def _note(self, told: tuple[Expression, ...], whole: Expression) -> None:
        for value in whole.walk():
            if isinstance(value, Call):
                self._around.setdefault(id(value), []).extend(told)

    def is_administrator(self, site: CallSite) -> bool:
        """Whether the account is called an administrator's: by the call itself, by the one that it stands in, or by the name of what it is set on."""
        base, _ = receiver(site.call)
        owner = base.dotted if base is not None else ""
        return self._is_owned(owner) or any(map(self._says_so, self._around.get(id(site.call), ())))

    def _is_owned(self, owner: str) -> bool:
        if owner not in self._owners:
            given = self._given.get(owner, ()) if owner else ()
            self._owners[owner] = _is_title(owner) or any(map(self._says_so, given))
        return self._owners[owner]

    def _says_so(self, whole: Expression) -> bool:
        if id(whole) not in self._said:
            self._said[id(whole)] = any(map(_says_so, whole.walk()))
        return self._said[id(whole)]


def _says_so(value: Expression) -> bool:
    """Whether a part of a call says that it makes an administrator."""
    if isinstance(value, Literal):
        return isinstance(value.value, str) and _is_title(value.value.partition("@")[0])
    if isinstance(value, Call):
        given = (k for k in value.keywords if not (isinstance(k.value, Literal) and not k.value.value))
        return any(_is_title(k.name) for k in given)
    return isinstance(value, (Name, Attribute)) and _is_title(value.name)


def _is_title(text: str) -> bool:
    """Whether a name, or a text of a few words, calls someone an administrator."""
    words = [word.lower() for word in _PARTS.findall(text)]
    return 0 < len(words) <= 4 and any(word in _TITLES or word.endswith("admin") for word in words)

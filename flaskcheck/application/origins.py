"""Which pages may call an API from a browser (CORS): the origins that it is given, and the variables that they are read from."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, EnvRead, Items, Literal, Mapping, Name, Subscript, last_name, receiver
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.limits import MAX_ORIGIN_STEPS
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.meanings import SETS
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.known.meanings import Meaning
    from flaskcheck.values.evaluator import Evaluator

_ROWS = dict(libraries.rows(SETS, "origins"))
LAST_WORDS = libraries.last_words(SETS, "origins")
"""What calls that are given origins are called."""


ANY = "*"
"""Every page of the internet: what Flask-CORS allows where nothing else is said. With credentials it gives each page that asks its own name back (seen with Flask-CORS 6.0.5)."""


class LocalOrigin(Record):
    """The default of a variable that allows nothing but a developer's own front end, with the port of that."""

    variable: str
    place: Place
    port: int | None


class Allowed(Record):
    """The origins that a call allows, each a fixed text, and whether the browser sends cookies with what pages of these ask for."""

    origins: tuple[str, ...]
    credentials: bool


class AllowedOrigins:
    """The origins that the code of one deployment allows."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def local_only(self, site: CallSite) -> Iterator[LocalOrigin]:
        """The variables whose defaults let a call allow nothing but a developer's own front end."""
        if getattr(site.call.function, "name", "").rpartition(".")[2] not in LAST_WORDS:
            return
        evaluator = self._production().evaluator
        for read in origin_reads(site, evaluator):
            found = evaluator.outcomes(read.default, Where.of(site)) if read.default is not None else ()
            for outcome in found if len(found) == 1 and found[0].is_fixed else ():
                origins = [loopback_host(part) for part in outcome.text.split(",")]
                if origins[0] is not None and None not in origins:
                    yield LocalOrigin(read.variable, outcome.place, origins[0].port)

    @property
    def given_back(self) -> tuple[Statement, ...]:
        """Where the code itself answers any page of the internet with a visitor's cookies: whatever origin asks is given back."""
        return self._production().told(_given_back)

    @property
    def open_sockets(self) -> tuple[Statement, ...]:
        """The calls that let pages of every origin open a socket, where a handler asks for the visitor's session."""
        return self._production().told(_open_sockets)

    def of_call(self, site: CallSite) -> Allowed | None:
        """What a call allows whatever variables there are; ``None`` for another call, and where some of it is unknown."""
        if getattr(site.call.function, "name", "").rpartition(".")[2] not in LAST_WORDS:
            return None
        evaluator, where = self._production().evaluator, Where.of(site)
        meaning = _meaning(site, evaluator)
        if meaning is None or any(not keyword.name for keyword in site.call.keywords):
            return None
        given = {name: site.call.argument(-1, name) for name in ("origins", "resources", "supports_credentials")}
        general = _texts(given["origins"], where, evaluator) if given["origins"] is not None else (ANY,)
        found = _of_resources(given["resources"], general, where, evaluator) if given["resources"] else general
        answers = evaluator.outcomes(given["supports_credentials"], where) if given["supports_credentials"] else ()
        if found is None or any(o.unset or not isinstance(o.value, bool) for o in answers):
            return None
        return Allowed(found, bool(answers) and all(o.value for o in answers))


def _meaning(site: CallSite, evaluator: Evaluator) -> Meaning | None:
    things = (outcome.value for outcome in evaluator.outcomes(site.call.function, Where.of(site)))
    return next((_ROWS[t.name] for t in things if isinstance(t, Reference) and t.name in _ROWS), None)


def _texts(value: Expression, where: Where, evaluator: Evaluator) -> tuple[str, ...] | None:
    """The texts of a list, or the one text that a value is."""
    outcomes = evaluator.outcomes(value, where)
    if len(outcomes) != 1 or outcomes[0].unset or outcomes[0].variables:
        return None
    if outcomes[0].is_fixed:
        return (outcomes[0].text,)
    items = getattr(outcomes[0].value, "value", None)
    if not isinstance(items, Items):
        return None
    each = [_texts(item, where, evaluator) for item in items.items]
    return None if None in each else tuple(text for texts in each for text in texts or ())


def _of_resources(
    value: Expression, general: tuple[str, ...] | None, where: Where, evaluator: Evaluator
) -> tuple[str, ...] | None:
    """The origins that all paths of ``resources`` together allow, each of which may name its own."""
    found: list[str] = []
    for outcome in evaluator.outcomes(value, where):
        paths = getattr(outcome.value, "value", None)
        if not isinstance(paths, Mapping):
            return general if outcome.is_fixed else None  # a pattern of paths
        for options in paths.items:
            if not isinstance(options, Mapping):
                return None
            keys = [key.value if isinstance(key, Literal) else None for key in options.keys]
            own = options.items[keys.index("origins")] if "origins" in keys else None
            texts = _texts(own, where, evaluator) if own is not None else general
            if texts is None or None in keys or "supports_credentials" in keys:
                return None
            found += texts
    return tuple(found)


def origin_reads(site: CallSite, evaluator: Evaluator) -> Iterator[EnvRead]:
    """The reads of variables that make the origins which a call allows."""
    meaning = _meaning(site, evaluator)
    for role in ("origins", "resources") if meaning else ():
        value = site.call.argument(*meaning.argument(role)) if meaning else None
        if value is not None:
            yield from _reads(value, site.path, site.scope, evaluator, MAX_ORIGIN_STEPS)


def _reads(value: Expression, path: str, scope: str, evaluator: Evaluator, steps: int) -> Iterator[EnvRead]:
    """The reads in an expression and in what the names in it are bound to."""
    for part in value.walk():
        if isinstance(part, EnvRead):
            yield part
        elif isinstance(part, Name) and steps:
            for module, name in _bound(part, path, evaluator):
                bound = evaluator.code.binders(module, scope if module == path else "", name)
                for statement in bound or evaluator.code.binders(module, "", name):
                    if isinstance(statement, Assignment):
                        yield from _reads(statement.value, module, statement.scope, evaluator, steps - 1)


def _bound(name: Name, path: str, evaluator: Evaluator) -> Iterator[tuple[str, str]]:
    """The module and the name there that a name stands for."""
    if not name.imported:
        yield path, name.name
        if "." in name.name:
            yield path, name.name.rpartition(".")[0]  # what a method is asked of: ``WEB.split``
        return
    split = evaluator.importer.split_name(path, name.name)
    if split and split[1] and split[0].path.endswith(".py"):
        yield split[0].path, split[1]


_ORIGIN, _CREDENTIALS = "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"
_ASKED_FOR = ("flask.session", "flask_login.current_user")


def _given_back(production: Production) -> Iterator[Statement]:
    """The statements that allow whatever origin a request names, in functions that allow credentials, too."""
    written = [*_headers(production)]
    allowing = {(s.path, s.scope) for s, name, value in written if name == _CREDENTIALS and _is_true(value)}
    for statement, name, value in written:
        if name == _ORIGIN and (statement.path, statement.scope) in allowing and not statement.is_questioned:
            found = [
                b.value
                for b in production.code.binders(statement.path, statement.scope, value.dotted or "?")
                if isinstance(b, Assignment)
            ]
            origin = found[0] if len(found) == 1 else value
            words = origin.spelling.lower().split()
            is_asked = any(word.startswith("flask.request") for word in words)
            if "http_origin" in words or (is_asked and any("origin" in word for word in words)):
                yield statement


def _headers(production: Production) -> Iterator[tuple[Statement, str, Expression]]:
    """What code writes into the headers of answers."""
    for assignment, _ in production.assignments():
        target = assignment.target
        if isinstance(target, Subscript) and isinstance(target.key, Literal) and last_name(target.base) == "headers":
            yield assignment, str(target.key.value), assignment.value
    for site in production.calls_of(("add", "set")):
        base, arguments = receiver(site.call)[0], site.call.arguments
        if (
            base is not None
            and last_name(base) == "headers"
            and len(arguments) == 2
            and isinstance(arguments[0], Literal)
        ):
            yield site, str(arguments[0].value), arguments[1]


def _is_true(value: Expression) -> bool:
    return isinstance(value, Literal) and str(value.value).lower() == "true"


def _open_sockets(production: Production) -> Iterator[Statement]:
    """The calls that let pages of every origin open a socket, where a handler of sockets asks for the visitor's session."""
    for site in production.calls_of(("SocketIO", "init_app")):
        value = site.call.argument(-1, "cors_allowed_origins")
        found = production.evaluator.outcomes(value, Where.of(site)) if value is not None else ()
        if found and all(o.is_fixed and o.text == ANY for o in found) and any(_handlers(production)):
            yield site


def _handlers(production: Production) -> Iterator[str]:
    """The handlers of sockets that ask who is there."""
    for function, _ in production.functions():
        named = (d.function if isinstance(d, Call) else d for d in function.decorators)
        if any(last_name(each) in ("on", "event") for each in named):
            for statement in production.code.scope(function.path, function.name):
                value = statement.call if isinstance(statement, CallSite) else getattr(statement, "value", None)
                asked = (part for part in value.walk() if isinstance(part, Name)) if value is not None else ()
                yield from (part.name for part in asked if part.name.startswith(_ASKED_FOR))
            given = (part for r in function.returns if r.value is not None for part in r.value.walk())
            yield from (p.name for p in given if isinstance(p, Name) and p.name.startswith(_ASKED_FOR))

"""Calls that start Flask's or Werkzeug's development server."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, Call, Literal, called, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import SERVES, STARTS
from flaskcheck.values.classes import external_bases
from flaskcheck.values.things import is_application
from flaskcheck.values.value import Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.value import Ask

RUN_SIMPLE = libraries.named(SERVES, "werkzeug")
_RUN_SIMPLE = libraries.last_words(SERVES, "werkzeug")
_OTHERS = [name for name in (*libraries.named(STARTS), *libraries.named(SERVES, "other")) if name.endswith(".run")]
_NOT_SERVERS = frozenset(
    (*(name.removesuffix(".run") for name in _OTHERS), "mcp", "loop", "bot", "client", "self", "scheduler", "runner")
)
"""What has a ``run`` that starts something else: modules, and the usual names of other things."""
_SOCKETIO = frozenset(name for name in libraries.named(SERVES, "flask") if not name.startswith("flask.Flask"))
_ALL = libraries.named(SERVES)
_STARTED = libraries.named(STARTS, "shell", "process", "program", "words")
_SERVING = libraries.last_words(SERVES, "werkzeug", "flask", "other") | {"serve_forever"}


_SERVERS = frozenset(
    "bjoern cheroot cherrypy eventlet gevent hypercorn meinheld tornado twisted uvicorn waitress".split()
)
"""The modules of servers for production."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}

_DEBUGGERS = ((2, "debug"), (-1, "use_debugger"))
"""What such calls are told to switch the debugger on by; the number is the place of a positional one."""


_USUAL = frozenset(("app", "application"))
_GOING_ON = frozenset(
    "register_blueprint init_app add_url_rule from_object from_pyfile from_mapping from_envvar from_prefixed_env load_dotenv update setdefault basicConfig append "
    "add_resource register_error_handler create_all makedirs mkdir print CORS Migrate LoginManager Bootstrap Moment Mail ProxyFix SQLAlchemy".split()
)
"""The last words of calls after which a script goes on to its end."""


class DevelopmentRun(Record):
    """A call by which start-up surely starts the development server, with what it is told of debug mode. ``has_tls``: it surely answers with TLS."""

    place: Place
    debug: tuple[Outcome, ...]
    has_tls: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether the call itself says that debug mode is on."""
        return all(self.place.holds(outcome.place) and isinstance(outcome.origin, Literal) for outcome in self.debug)


class Serving:
    """The servers that one deployment's code starts."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def is_of_own_class(self, member: Expression, statement: Statement) -> bool:
        """Whether a member (``x.run``) may be one of a class of the repository that derives from nothing of another distribution."""
        evaluator, where = self._production().evaluator, Where.of(statement)
        owner = member.replaced(name=member.dotted.rpartition(".")[0])
        found = (outcome.value for outcome in evaluator.outcomes(owner, where))
        things = (value for value in found if isinstance(value, Reference) and value.kind in ("instance", "class"))
        return any(not external_bases(evaluator, thing.path, thing.name) for thing in things)

    def development_runs(self) -> Iterator[DevelopmentRun]:
        """The development servers that start-up surely starts."""
        evaluator = self._production().evaluator
        for step in self._production().trace.calling(may_be_run):
            site = step.statement
            if isinstance(site, CallSite) and step.sure and is_development_run(site.call, evaluator, step.where):
                told, has_tls = _told_of_debug(site.call, evaluator, step), _has_tls(site.call, evaluator, step)
                yield DevelopmentRun(site.place, told, has_tls)

    def on_loopback(self) -> Iterator[Place]:
        """The calls of Flask-SocketIO's ``socketio.run(app)`` that every start makes and that listen for this machine alone: by default, or as they are told."""
        ask = self._production().evaluator
        for step in self._production().trace.calling(may_be_run):
            site = step.statement
            if not (isinstance(site, CallSite) and step.sure and is_socketio_run(site.call)):
                continue
            value = site.call.argument(1, "host")
            hosts = {o.text for o in ask.outcomes(value, step.where)} if value is not None else {"127.0.0.1"}
            if is_development_run(site.call, ask, step.where) and hosts <= _LOOPBACK:
                yield site.place

    def serves_nothing(self, kinds: set[str]) -> bool:
        """Whether all that is started and might serve, by its ``kinds``, are Python programs of the repository of which none starts a server."""
        if kinds != {"script"}:
            return False
        steps = self._production().trace.steps
        return not any(isinstance(step.statement, CallSite) and serves(step.statement.call) for step in steps)

    def makes_only(self, path: str) -> bool:
        """Whether a script that the deployment runs makes an application, does nothing with it that may go on, and so comes to its end."""
        production = self._production()
        module, bound = production.code.module(path), production.code.bindings(path)
        if module is None or _USUAL.isdisjoint(bound) or not self.serves_nothing({"script"}):
            return False
        alone = (s for s in module.calls if not (s.scope or s.context) and production.phase(s))
        return self.likely_run() is None and all(called(site.call) in _GOING_ON for site in alone)

    def likely_run(self) -> CallSite | None:
        """The call that may start the development server, whatever decides about it, where no other server is started, and no program that might be one."""
        production = self._production()
        called = [(s.statement, s.where) for s in production.trace.steps if isinstance(s.statement, CallSite)]
        runs = [site for site, where in called if is_development_run(site.call, production.evaluator, where)]
        others = (site for site, _ in called if site not in runs) if runs else ()
        if not runs or any(serves(site.call) or site.call.name in _STARTED for site in others):
            return None
        return None if any(is_socketio_run(site.call) for site in runs) else runs[0]

    def is_met(self, site: CallSite) -> bool:
        """Whether each import of a file comes to a call at its top: no test stands around it, or only such as surely hold whatever variables there are."""
        if site.is_of_import or site.scope:
            return site.is_of_import
        evaluator, where = self._production().evaluator, Where.of(site)
        tests = [(guard, evaluator.outcomes(guard.test, where)) for guard in site.guards if guard.test is not None]
        held = all(o.value is not g.negated and o.is_known and not o.variables for g, found in tests for o in found)
        return held and all(guard.kind == "if" for guard, _ in tests) and len(tests) == len(site.guards)

    def starts(self, site: CallSite) -> bool:
        """Whether a call starts the development server."""
        where = Where.of(site)
        return is_development_run(site.call, self._production().evaluator, where)


def development_call(production: Production, is_managed: bool, has_others: Callable[[], bool]) -> CallSite | None:
    """The first call of a start that surely starts the development server. ``is_managed``: Flask-Script's manager is told to; ``has_others``: whether Flask-SocketIO has another server."""
    managed: CallSite | None = None
    for step in production.trace.calling(may_be_run):
        site = step.statement
        if not isinstance(site, CallSite):
            continue
        if step.sure and is_development_run(site.call, production.evaluator, step.where):
            return None if is_socketio_run(site.call) and has_others() else site
        if managed is None and is_script_manager_run(site.call):
            managed = site
    return managed if is_managed else None


def _told_of_debug(call: Call, ask: Ask, step: Step) -> tuple[Outcome, ...]:
    for index, name in _DEBUGGERS:
        value = call.argument(index if call.name.endswith(".run") else -1, name)
        if value is not None:
            return ask.outcomes(value, step.where)
    return ()


def _has_tls(call: Call, ask: Ask, step: Step) -> bool:
    value = call.argument(-1, "ssl_context")
    found = ask.outcomes(value, step.where) if value is not None else ()
    return bool(found) and all(o.is_known and o.value or isinstance(o.value, Reference) for o in found)


def may_be_run(word: str) -> bool:
    """Whether what is called by this last word may be a development server: the quick answer for most calls."""
    return word.endswith("run") or word in _RUN_SIMPLE


def is_development_run(call: Call, ask: Ask | None = None, where: Where | None = None) -> bool:
    """Whether a call is ``app.run(…)``, ``socketio.run(app)``, ``run_simple(…)`` or Flask-Script's ``manager.run()``.

    Where someone can be asked, what ``app`` was made by decides; what it is called, only where nobody knows.
    """
    if call.name in RUN_SIMPLE:
        return True
    if not getattr(call.function, "name", "").endswith("run"):
        return False
    known = _known_run(call, ask, where) if ask and where else None
    if known is not None:
        return known
    base, _, method = call.name.rpartition(".")
    if isinstance(call.function, Attribute):
        made = call.function.base
        by = called(made) if isinstance(made, Call) else ""
        return call.function.name == "run" and not made.dotted and "app" in made.spelling and not by[:1].isupper()
    name = base.rpartition(".")[2].lower()
    if method != "run" or not base or name in _NOT_SERVERS:
        return False
    if name.endswith("server") and ask and where and _has_another_server(ask, where.path):
        return False
    return name.endswith(("app", "application", "server", "api", "flask")) or _is_socketio(name)


def _has_another_server(ask: Ask, path: str) -> bool:
    """Whether a module imports from a server for production: what it calls its server may well be one."""
    module = ask.code.module(path)
    return any(i.module.partition(".")[0] in _SERVERS for i in (module.imports if module else ()))


def _known_run(call: Call, ask: Ask, where: Where) -> bool | None:
    base, method = receiver(call)
    if base is None or method != "run":
        return None
    found = ask.outcomes(base, where)
    if any(isinstance(o.value, Reference) and f"{o.value.name}.run" in _SOCKETIO for o in found):
        return True
    return is_application(ask, base, where)


def is_socketio_run(call: Call) -> bool:
    """Whether a call is Flask-SocketIO's ``socketio.run(app)``, which serves with eventlet or gevent where one is installed."""
    base, _, method = call.name.rpartition(".")
    return method == "run" and _is_socketio(base.rpartition(".")[2].lower())


def _is_socketio(name: str) -> bool:
    return name.endswith(("socketio", "sio")) or name in ("socket_io", "socket")


def is_script_manager_run(call: Call) -> bool:
    """Whether a call is Flask-Script's ``manager.run()``."""
    base, _, method = call.name.rpartition(".")
    return method == "run" and base.rpartition(".")[2].lower().endswith("manager")


def runs_flask_script(arguments: tuple[str, ...], script: str) -> bool:
    """Whether the words behind a program are Flask-Script's ``runserver``; a name before it is another manager's, whose commands are its own."""
    before = arguments[: arguments.index("runserver")] if "runserver" in arguments else None
    if before is None:
        return False
    last = script.rpartition("/")[2]
    names = [word for word, option in zip(before, ("", *before)) if not word.startswith("-") and option[:1] != "-"]
    return all(name.rpartition("/")[2] == last for name in names)


def serves(call: Call) -> bool:
    """Whether a call may start a server of any kind."""
    if is_development_run(call) or is_script_manager_run(call) or call.name in _ALL:
        return True
    base, _, method = call.name.rpartition(".")
    method = method or (call.function.name if isinstance(call.function, Attribute) else "")
    return method in _SERVING and base.rpartition(".")[2].lower() not in _NOT_SERVERS


_MAYBE = frozenset("listen serve serve_forever create_server start_server run_server run_app".split())
_STARTING = ("server", "http", "ioloop", "app", "api", "dash", "site", "bus")
_SERVER_PROGRAMS = ("gunicorn", "uwsgi", "uvicorn", "waitress", "hypercorn", "granian", "flask", "python", "supervisor")


def may_serve(call: Call) -> bool:
    """Whether a call may start a server that nobody knows, or a program that may be one."""
    name = call.name.lower()
    base, _, method = name.rpartition(".")
    if call.name in _STARTED:
        told = [part.value for part in call.walk() if isinstance(part, Literal) and isinstance(part.value, str)]
        return not told or any(program in text for text in told for program in _SERVER_PROGRAMS)
    return method in _MAYBE or (method == "start" and any(word in base for word in _STARTING))

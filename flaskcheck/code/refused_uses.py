"""Calls and subscripts that Python refuses whatever their values are: ``os.environ.get["X"]``, ``os.environ("X")``, ``Flask()`` (Python 3.10 to 3.14 say the same)."""

from __future__ import annotations

from itertools import chain

from flaskcheck.facts.expressions import Call, Name, Starred, Subscript, receiver
from flaskcheck.facts.python import CallSite, Function
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import nearly
from flaskcheck.known.distributions import exported_names, stdlib_modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.code.imports import Importer
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Assignment, Module, Statement
    from flaskcheck.ground.place import Place

MAPPINGS = {
    "os.environ": "_Environ",
    "flask.request.args": "ImmutableMultiDict",
    "flask.request.cookies": "ImmutableMultiDict",
    "flask.request.files": "ImmutableMultiDict",
    "flask.request.form": "ImmutableMultiDict",
    "flask.request.headers": "EnvironHeaders",
    "flask.request.values": "CombinedMultiDict",
    "flask.current_app.config": "Config",
}
"""What has items and cannot be called, with its type."""

_METHODS = frozenset(f"{name}.get" for name in MAPPINGS)
_FUNCTIONS = {
    "flask": "abort flash jsonify make_response redirect render_template render_template_string send_file send_from_directory url_for",
    "os": "getenv makedirs",
    "os.path": "abspath basename dirname exists join",
    "dotenv": "load_dotenv",
}
"""Functions that are written in Python, by their modules."""
_SUBSCRIPTABLE = frozenset(f"{module}.{name}" for module, names in _FUNCTIONS.items() for name in names.split())

_NEEDED = {
    "flask.Flask": ("Flask.__init__", "import_name"),
    "flask.Blueprint": ("Blueprint.__init__", "name", "import_name"),
    "flask.render_template": ("render_template", "template_name_or_list"),
    "flask.url_for": ("url_for", "endpoint"),
    "flask.redirect": ("redirect", "location"),
}
"""What a call cannot do without, behind the name under which Python tells of it."""

_TAKEN = {
    "flask.Flask": "import_name static_url_path static_folder static_host host_matching subdomain_matching template_folder instance_path instance_relative_config root_path",
    "flask.Blueprint": "name import_name static_folder static_url_path template_folder url_prefix subdomain url_defaults root_path cli_group",
}
"""What a call takes by name, and nothing else (Flask 1.1 to 3.1)."""


class RefusedUse(Record):
    """``error`` is what Python says; ``mending`` what to type; ``statement`` is what is refused, or holds it."""

    statement: Statement
    place: Place
    error: str
    mending: str


def refused_uses(code: Code, path: str, _: str) -> tuple[RefusedUse, ...]:
    """Those of one file that its own text and the libraries' tables tell: ask ``Code.once`` for them."""
    module = code.module(path)
    if module is None or module.error is not None:
        return ()
    found = list(_calls(module))
    for statement, value in evaluated(module):
        told = (_subscript(code, path, statement, inner) for inner in _subscripts(value))
        found += [each for each in told if each is not None]
    return tuple(found)


def called_modules(importer: Importer, module: Module) -> Iterator[RefusedUse]:
    """The calls of a file that call a module: ``import datetime`` and ``datetime()``."""
    names = {i.module for i in module.imports if not i.name and not i.level}
    for site in module.calls if names else ():
        name = site.call.name
        if name in names and isinstance(site.call.function, Name) and site.call.function.imported:
            if _is_bound_once(module, name) and _is_module(importer, name):
                inner = name.rpartition(".")[2]
                meant = f"{inner}.{inner}" if name in _NAMESAKES else f"{name}.…"
                mending = f"Call what is in the module: {meant}()"
                yield RefusedUse(site, site.call.function.place, "'module' object is not callable", mending)


def used_settings(module: Module, holds_settings: Callable[[Name, Statement], bool]) -> Iterator[RefusedUse]:
    """What a file asks of the configuration of an application as if that, or its ``get``, were something else."""
    for site in module.calls:
        function = site.call.function
        if isinstance(function, Name) and not function.imported and function.name.endswith(".config"):
            if holds_settings(function, site):
                short = site.call.short
                yield RefusedUse(site, function.place, "'Config' object is not callable", f'Write: {short}["…"]')
    for statement, value in evaluated(module):
        for base in (inner.base for inner in _subscripts(value)):
            owner, _, method = base.dotted.rpartition(".")
            if isinstance(base, Name) and method == "get" and not base.imported and owner.endswith(".config"):
                if holds_settings(base.replaced(name=owner), statement):
                    yield RefusedUse(
                        statement, base.place, "'method' object is not subscriptable", _CALLED.format(base.name)
                    )


def unmade_extensions(module: Module, what: Callable[[Expression, Statement], str]) -> Iterator[RefusedUse]:
    """The calls of a file that bind an extension which is the class itself: ``mail = Mail``, ``mail.init_app(app)``. ``what`` tells which of a library's a value surely is."""
    for site in module.calls:
        owner, method = receiver(site.call)
        if method == "init_app" and owner is not None and len(site.call.arguments) == 1 and not site.call.keywords:
            name = what(owner, site)
            if name in _EXTENSIONS:
                short = name.rpartition(".")[2]
                said = f"{short}.init_app() missing 1 required positional argument: 'app'"
                yield RefusedUse(
                    site, site.call.place, said, f"Make one: {owner.dotted.rpartition('.')[2]} = {short}()"
                )


_EXTENSIONS = frozenset(
    "flask_bcrypt.Bcrypt flask_caching.Cache flask_cors.CORS flask_jwt_extended.JWTManager flask_login.LoginManager flask_mail.Mail flask_marshmallow.Marshmallow flask_migrate.Migrate flask_moment.Moment flask_session.Session flask_sqlalchemy.SQLAlchemy flask_wtf.CSRFProtect flask_wtf.csrf.CSRFProtect".split()
)
"""Classes whose ``init_app`` needs the application."""


_CALLED = "Write: {}(…)"

_NAMESAKES = frozenset("datetime time copy pprint glob uuid decimal".split())
"""Modules that hold something of their own name, or nearly."""


def _is_module(importer: Importer, name: str) -> bool:
    """Whether a dotted name is surely a plain module: one's own, or one of a library that is known."""
    located = importer.locate(name)
    if located is not None:
        source = importer.code.tree.source(located.path) if located.path.endswith(".py") else None
        return source is not None and b"sys.modules" not in source.raw
    return name.partition(".")[0] in stdlib_modules("") or bool(exported_names(name))


def _is_bound_once(module: Module, name: str) -> bool:
    """Whether nothing but imports of a module binds the name under which a file has it."""
    aliases = {i.alias for i in module.imports if not i.name and i.module == name}
    others = (i.alias for i in module.imports if i.name or i.module != name)
    bound = chain(others, (a.target.dotted for a in module.assignments), (f.name for f in module.functions))
    given = (p.name for f in module.functions for p in f.parameters)
    return aliases.isdisjoint(chain(bound, given, (c.name for c in module.classes)))


def _calls(module: Module) -> Iterator[RefusedUse]:
    for site in module.calls:
        function, name = site.call.function, site.call.name
        if not isinstance(function, Name) or not function.imported:
            continue
        if name in MAPPINGS:
            mending = f'Write: {site.call.short}["…"], or {site.call.short}.get("…")'
            yield RefusedUse(site, function.place, f"'{MAPPINGS[name]}' object is not callable", mending)
        elif name in _NEEDED and (lacking := _lacking(site.call, _NEEDED[name][1:])):
            yield RefusedUse(site, site.call.place, _missing(_NEEDED[name][0], lacking), _give(lacking))
        elif name in _TAKEN:
            for keyword in site.call.keywords:
                if keyword.name and keyword.name not in _TAKEN[name].split():
                    said = f"{_NEEDED[name][0]}() got an unexpected keyword argument '{keyword.name}'"
                    near = nearly(keyword.name, _TAKEN[name].split())
                    mending = f"Is {near} meant?" if near else f"Take it out: {site.call.short} has no such option."
                    yield RefusedUse(site, keyword.value.place, said, mending)


def _lacking(call: Call, needed: tuple[str, ...]) -> list[str]:
    """The arguments that a call cannot do without and does not have."""
    if any(isinstance(a, Starred) for a in call.arguments) or any(not k.name for k in call.keywords):
        return []
    given = {k.name for k in call.keywords}
    return [name for name in needed[len(call.arguments) :] if name not in given]


def _missing(name: str, lacking: list[str]) -> str:
    plural = "s" if len(lacking) > 1 else ""
    names = " and ".join(f"'{word}'" for word in lacking)
    return f"{name}() missing {len(lacking)} required positional argument{plural}: {names}"


def _give(lacking: list[str]) -> str:
    return "Give it __name__." if lacking == ["import_name"] else f"Give it {' and '.join(lacking)}."


def _subscript(code: Code, path: str, statement: Statement, value: Subscript) -> RefusedUse | None:
    base = value.base
    if not isinstance(base, Name):
        return None
    kind = "method" if base.name in _METHODS else "function"
    is_known = base.imported and (base.name in _METHODS or base.name in _SUBSCRIPTABLE)
    if not is_known and not _is_own_function(code, path, statement, base):
        return None
    short = ".".join(base.name.split(".")[-3:])
    return RefusedUse(statement, base.place, f"'{kind}' object is not subscriptable", _CALLED.format(short))


def _is_own_function(code: Code, path: str, statement: Statement, name: Name) -> bool:
    """Whether a name is surely a plain function at the top of the same file."""
    bound = code.bindings(path).get(name.name, ()) if not name.imported else ()
    if not bound or not all(isinstance(b, Function) and not b.decorators and not b.guards for b in bound):
        return False
    return not _may_be_bound_in(code, path, statement.scope, name.name)


def _may_be_bound_in(code: Code, path: str, scope: str, name: str) -> bool:
    """Whether a function, one around it, or what stands in an expression there, may have a name of its own."""
    if (scope, name) in code.once(_inner_names, path, ""):
        return True
    while scope:
        function = code.function(path, scope)
        if function is not None and any(p.name == name for p in function.parameters):
            return True
        if code.binders(path, scope, name) or code.function(path, f"{scope}.{name}") is not None:
            return True
        scope = scope.rpartition(".")[0]
    return False


def _inner_names(code: Code, path: str, _: str) -> frozenset[tuple[str, str]]:
    module = code.module(path)
    return frozenset(module.inner_names) if module is not None else frozenset()


def evaluated(module: Module) -> Iterator[tuple[Statement, Expression]]:
    """The expressions that the statements of a file evaluate, with their statements: what stands in a call only with that."""
    tests: dict[int, Expression] = {}
    every: Iterator[CallSite | Assignment] = chain(module.calls, module.assignments)
    for statement in every:
        inside = statement.call.children if isinstance(statement, CallSite) else (statement.value,)
        yield from ((statement, value) for value in inside)
        for test in (guard.test for guard in statement.guards):
            if test is not None and id(test) not in tests:
                tests[id(test)] = test
                yield statement, test
    for function in module.functions:  # what a function returns is evaluated inside it
        called = function.replaced(scope=function.name)
        yield from ((called.replaced(guards=r.guards), r.value) for r in function.returns if r.value is not None)


def _subscripts(value: Expression) -> Iterator[Subscript]:
    """The subscripts in an expression, but for those in calls, which are statements of their own here."""
    todo = [value]
    while todo:
        inner = todo.pop()
        if isinstance(inner, Subscript):
            yield inner
        if not isinstance(inner, Call):
            todo += inner.children

"""What ``FLASK_APP`` and ``flask --app`` name, as Flask itself reads them (``flask.cli``, Flask 3.1: ``locate_app``, ``prepare_import``)."""

from __future__ import annotations

from flaskcheck.application.applications import Target
from flaskcheck.facts.expressions import Call, Keyword, Literal, Name
from flaskcheck.files.paths import parents
from flaskcheck.ground import words
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.place import mark
from flaskcheck.ground.record import Record
from flaskcheck.known import usual_names
from flaskcheck.known.distributions import is_known_library, stdlib_modules
from flaskcheck.servers.target import parse_target
from flaskcheck.values.value import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.applications import Application, Resolver
    from flaskcheck.files.layout import View
    from flaskcheck.ground.place import Place
    from flaskcheck.servers.target import TargetText


class FlaskApp(Record):
    """What the ``flask`` command would load. ``error`` is Flask's own complaint, or ``""``; ``folder`` is where the module is imported from."""

    written: str
    module: str
    attribute: str
    called: bool
    target: Target | None
    error: str = ""
    folder: str = ""


def find(written: str, cwd: str, view: View, resolver_for: ResolverFor) -> FlaskApp:
    """The application that ``FLASK_APP=written`` leads to in a folder; an empty text looks in the default files.

    ``resolver_for(folder)`` gives a resolver whose imports start in that deployment folder.
    """
    if not written:
        return _default(cwd, view, resolver_for)
    name, _, attribute = written.partition(":")
    folder, module = _import_path(name.strip(), cwd, view)
    resolver = resolver_for(folder)
    located = resolver.importer.locate(module)
    if located is None:
        return FlaskApp(written, module, attribute.strip(), False, None, f"Could not import '{module}'.", folder)
    found = _by_text(resolver, module, attribute.strip()) if attribute.strip() else _discover(resolver, module)
    return found.replaced(written=written, folder=folder)


def _by_text(resolver: Resolver, module: str, written: str) -> FlaskApp:
    """``find_app_by_string``: a name, or a call of one with literal arguments; a function is called either way."""
    text = parse_target(f"m:{written}")
    found = FlaskApp(written, module, text.attribute, text.call, None)
    if text.error:
        return found.replaced(error=text.error)
    target = resolver.resolve(module, text.attribute, text.call)
    if target.function is not None and not text.call:
        target = resolver.resolve(module, text.attribute, True)
    error = ""
    if target.status in ("missing-attribute", "missing-module"):
        error = f"Failed to find attribute '{text.attribute}' in '{module}'."
    elif target.status == "not-callable":
        error = f"A valid Flask application was not obtained from '{module}:{written}'."
    elif target.function is not None and target.function.refusal(
        len(text.arguments or ()), tuple(name.strip("*") for name, _ in text.keywords)
    ):
        error = f"The factory '{written}' in module '{module}' could not be called with the specified arguments."
    return found.replaced(target=target, error=error)


def _default(cwd: str, view: View, resolver_for: ResolverFor) -> FlaskApp:
    """Flask imports the modules ``wsgi`` and ``app`` by name, so a package or a bare folder of that name counts too; the first that imports decides."""
    for name in usual_names.DEFAULT_FILES:
        folder, module = _import_path(name, cwd, view)
        if resolver_for(folder).importer.locate(module) is not None:
            return find(name, cwd, view, resolver_for).replaced(written="")
    return FlaskApp("", "", "", False, None, "Could not locate a Flask application.")


def _import_path(name: str, cwd: str, view: View) -> tuple[str, str]:
    """The folder to import from and the dotted module for a file or module name: Flask climbs out of packages (``prepare_import``)."""
    path = view.join(cwd, name.removesuffix(".py"))
    path = path.removesuffix("/__init__")
    folder, _, last = path.rpartition("/")
    parts = [last]
    while folder and view.find(f"{folder}/__init__.py") is not None:
        folder, _, parent = folder.rpartition("/")
        parts.insert(0, parent)
    return folder or "/", ".".join(parts)


def _discover(resolver: Resolver, module: str) -> FlaskApp:
    """``find_best_app``: ``app`` or ``application``, else the only name of a Flask object, else a factory."""
    resolved: dict[str, Target] = {}
    for name in usual_names.OBJECTS:
        resolved[name] = resolver.resolve(module, name)
        if _is_application(resolved[name]):
            return FlaskApp("", module, name, False, resolved[name])
    resolved |= {name: resolver.resolve(module, name) for name in _object_names(resolver, module)}
    sure = [name for name, target in resolved.items() if _is_application(target)]
    if len(sure) == 1:
        return FlaskApp("", module, sure[0], False, resolved[sure[0]])
    located = resolver.importer.locate(module)
    if len(sure) > 1 and located and not any(b.guards for n in sure for b in resolver.code.bindings(located.path)[n]):
        error = f"Detected multiple Flask applications in module '{module}'. Use '{module}:name' to specify the correct one."
        return FlaskApp("", module, sure[0], False, resolved[sure[0]], error)
    return _made(resolver, module, (*resolved.values(),))


def _made(resolver: Resolver, module: str, objects: tuple[Target, ...]) -> FlaskApp:
    """What a factory of the module makes; where there is none, what may be an application all the same."""
    factories = [resolver.resolve(module, name, True) for name in usual_names.FACTORIES]
    for target in factories:
        function = target.function
        if function is not None and function.refusal(0):
            error = (
                f"Detected factory '{target.attribute}' in module '{module}', but could not call it without arguments."
            )
            return FlaskApp("", module, target.attribute, True, target, error)
        if target.status == "factory":
            return FlaskApp("", module, target.attribute, True, target)
    others = (target for target in objects if target.attribute not in usual_names.FACTORIES)
    uncertain = next((t for t in (*others, *factories) if _may_be_application(t)), None)
    located = resolver.importer.locate(module)
    if uncertain is None and located and "*" in resolver.code.bindings(located.path):
        return FlaskApp("", module, "", False, None)
    failed = f"Failed to find Flask application or factory in module '{module}'."
    return FlaskApp("", module, "", False, uncertain, "" if uncertain else failed)


def _is_application(target: Target) -> bool:
    """Whether a name is bound to a Flask object itself, not to something that is given one."""
    made, outcome = target.application, target.outcome
    return target.status == "application" and outcome is not None and made is not None and outcome.place == made.place


def _may_be_application(target: Target) -> bool:
    """Whether what a name leads to is not known well enough to say that it is no Flask object, and no function that makes one."""
    thing = target.outcome.value if target.outcome else None
    if target.attribute in usual_names.FACTORIES and target.function is not None:
        return target.status != "not-callable"  # a factory that returns nothing is passed over
    if target.function is not None or (isinstance(thing, Reference) and thing.kind in ("class", "module")):
        return False
    if isinstance(thing, Reference) and thing.kind == "external":
        if is_known_library(thing.name):
            return False
        top, _, last = thing.name.partition(".")
        is_made = isinstance(target.outcome.origin, Call) if target.outcome else False
        is_class = last.rpartition(".")[2][:1].isupper() and not is_made
        return not (is_class or top == "flask" or top in stdlib_modules())
    return target.status in ("application", "unknown", "callable", "foreign")


def _object_names(resolver: Resolver, module: str) -> list[str]:
    located = resolver.importer.locate(module)
    if located is None or not located.path.endswith(".py"):
        return []
    return [name for name in resolver.code.bindings(located.path) if name not in usual_names.OBJECTS and name != "*"][
        :60
    ]


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    ResolverFor: TypeAlias = "Callable[[str], Resolver]"


def usual_target(resolver: Resolver, applications: tuple[Application, ...]) -> Target | None:
    """The module that binds an application, under a usual name; where there is none, a factory, else what a module serves that is nothing but for servers."""
    own = [resolver.importer.name_of(application.path) for application in applications]
    packages = [folder.replace("/", ".") for name in own if name for folder in parents(f"{name.replace('.', '/')}/x")]
    inside = (f"{package}.{name}" for package in packages for name in sorted(usual_names.SERVED))
    modules = dict.fromkeys((*usual_names.MODULES, *inside, *own))
    factories: list[Target] = []
    others: list[Target] = []
    for module in modules:
        located = resolver.importer.locate(module) if module else None
        if located is None or located.kind == "namespace":
            continue
        for name in usual_names.TARGETS:
            target = resolver.resolve(module, name, name in usual_names.FACTORIES)
            if module in usual_names.TOOLS and target.application and target.application.variable:
                continue  # it is made elsewhere, and what its developers type here is passed over
            if target.status == "application" and target.application:
                return target
            if target.status == "factory" and target.application:
                factories.append(target)
            elif module in usual_names.SERVED and target.status in ("foreign", "unknown") and target.outcome:
                others.append(target)
            elif module in usual_names.MODULES and _makes_of_nothing(resolver, target):
                return target
    return (_bound_beside(resolver) if factories else None) or next(iter((*factories, *others)), None)


def call_of(text: TargetText, place: Place) -> Call:
    """The call that a target such as ``pkg:create_app("prod")`` makes."""
    at = mark(place)
    arguments = tuple(Literal(*at, value) for value in text.arguments or ())
    keywords = tuple(Keyword(name, Literal(*at, value)) for name, value in text.keywords)
    return Call(*at, Name(*at, text.attribute, False), arguments, keywords)


def _bound_beside(resolver: Resolver) -> Target | None:
    """The application that the only module of the folder which calls a factory binds, whatever its name: not one for workers, tests or rows."""
    importer, code = resolver.importer, resolver.code
    folder = importer.view.find(importer.folders[0]) if importer.folders else None
    paths = [p for p in code.paths if folder is not None and p.rpartition("/")[0] == folder]
    calling = [p for p in paths if any(encoded(name) in code.tree.source(p).raw for name in usual_names.FACTORIES)]
    modules = [importer.name_of(p) for p in calling if usual_names.ASIDE.isdisjoint(words.parts(p.rpartition("/")[2]))]
    found = [
        target
        for module in modules
        for name in usual_names.OBJECTS
        if module and (target := resolver.resolve(module, name, False)).status == "application" and target.application
    ]
    return found[0] if len(found) == 1 else None


def _makes_of_nothing(resolver: Resolver, target: Target) -> bool:
    """Whether a module binds an application that it has from a module of the repository which is not there: ``from shop.factroy import create_app``."""
    outcome = target.outcome
    if target.status not in ("foreign", "unknown") or outcome is None or outcome.path != target.path:
        return False
    importer = resolver.importer
    names = {part.name for part in outcome.origin.walk() if isinstance(part, Name) and part.imported}
    for statement in resolver.code.imports(target.path, ""):
        module = importer.absolute(target.path, statement.module, statement.level)
        if f"{module}.{statement.name}" in names:
            return bool(importer.missing(statement)) or resolver.lacks(module, statement.name)
    return False

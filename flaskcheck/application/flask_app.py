"""What ``FLASK_APP`` and ``flask --app`` name, as Flask itself reads them (``flask.cli``, Flask 3.1: ``locate_app``, ``prepare_import``)."""

from __future__ import annotations

from flaskcheck.application.applications import Target
from flaskcheck.ground.record import Record
from flaskcheck.known import usual_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.applications import Resolver
    from flaskcheck.files.layout import View


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
    called = attribute.endswith(")")
    bare = attribute.partition("(")[0].strip()
    folder, module = _import_path(name.strip(), cwd, view)
    resolver = resolver_for(folder)
    located = resolver.importer.locate(module)
    if located is None:
        return FlaskApp(written, module, bare, called, None, f"Could not import '{module}'.", folder)
    target = resolver.resolve(module, bare, called) if bare else _discover(resolver, module)
    error = ""
    if target is None:
        error = f"Failed to find Flask application or factory in module '{module}'."
    elif target.status in ("missing-attribute", "missing-module"):
        error = f"Failed to find attribute '{bare}' in '{module}'."
    return FlaskApp(written, module, bare, called, target, error, folder)


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


def _discover(resolver: Resolver, module: str) -> Target | None:
    """Flask's own search inside a module: ``app``/``application``, the only Flask object, then a factory."""
    uncertain: Target | None = None
    for name in (*usual_names.OBJECTS, *_object_names(resolver, module), *usual_names.FACTORIES):
        target = resolver.resolve(module, name, name in usual_names.FACTORIES)
        if target.status in ("application", "factory"):
            return target
        if target.status in ("unknown", "callable", "foreign") and target.reason != "broken":
            uncertain = uncertain or target
        elif target.reason == "broken":
            return target
    return uncertain


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

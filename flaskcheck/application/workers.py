"""What a task worker is to load: Celery's ``-A``, Huey's and arq's dotted names, Dramatiq's modules, rq's module of settings."""

from __future__ import annotations

from flaskcheck.application.applications import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.application.applications import Resolver

    Find = Callable[[Resolver, str], Target]

ABSENT = ("missing-module", "missing-attribute", "syntax")


def worker_target(resolver: Resolver, program: str, written: str) -> Target | None:
    """What a worker program finds under the name that it is given; ``None`` for programs that are given none.

    ``status`` is as for a web server; ``not-callable`` is what surely is no application of the program's own, with what it says as the ``reason``.
    """
    find = _PROGRAMS.get(program)
    return find(resolver, written) if find and written else None


def _celery(resolver: Resolver, written: str) -> Target:
    """``celery.app.utils.find_app``, Celery 5: a name in a module, or a module that binds ``app``, ``celery`` or any application."""
    module, colon, name = written.partition(":") if ":" in written else written.rpartition(".")
    if not module:
        return _in_module(resolver, name)
    if colon and not name:
        return _in_module(resolver, module)
    found = resolver.resolve(module, name)
    if not _is_absent(found):
        return _checked(found)
    is_module = ":" not in written and found.status != "missing-module" and resolver.importer.locate(written)
    return _in_module(resolver, written) if is_module else found.replaced(status=_failure(found))


def _in_module(resolver: Resolver, module: str) -> Target:
    """The application of a module: under the two names that Celery looks for, in a package's module ``celery``, or under any other."""
    located = resolver.importer.locate(module)
    if located is None:
        return Target("missing-module", module, "")
    for name in ("app", "celery"):
        found = resolver.resolve(module, name)
        if not _is_absent(found):
            return _checked(found)
    if located.kind != "module" and resolver.importer.locate(f"{module}.celery"):
        return _in_module(resolver, f"{module}.celery")
    unknown = Target("unknown", module, "", located.path)
    if not located.path.endswith(".py") or found.status == "unknown":
        return unknown
    bound = [resolver.resolve(module, name) for name in resolver.code.bindings(located.path) if name != "*"]
    may_be = any(target.status in ("unknown", "foreign", "callable") and not target.function for target in bound)
    return unknown if may_be else Target("missing-attribute", module, "celery", located.path)


def _is_absent(target: Target) -> bool:
    """Whether a name leads to nothing; a submodule is no attribute."""
    return target.status in ABSENT or (target.status == "not-callable" and target.reason == "submodule")


def _failure(target: Target) -> str:
    return target.status if target.status in ABSENT else "missing-attribute"


def _checked(target: Target) -> Target:
    """A Flask application and a function are surely no application of Celery's: it asks them for ``user_options``."""
    outcome, application, function = target.outcome, target.application, target.function
    if function is not None and not function.decorators:
        return target.replaced(status="not-callable", reason="'function' object has no attribute 'user_options'")
    if application is not None and outcome is not None and outcome.place == application.call.place:
        return target.replaced(status="not-callable", reason="'Flask' object has no attribute 'user_options'")
    return target.replaced(status="callable")


def _dotted(resolver: Resolver, written: str) -> Target:
    """``module.name``, both needed."""
    module, _, name = written.rpartition(".")
    found = resolver.resolve(module, name) if module else Target("unknown", written, "")
    return found.replaced(status=_failure(found) if _is_absent(found) else "callable")


def _module(resolver: Resolver, written: str) -> Target:
    """``module`` or ``module:broker``."""
    module, _, name = written.partition(":")
    located = resolver.importer.locate(module)
    if located is None:
        return Target("missing-module", module, name)
    if not name:
        return Target("callable", module, "", located.path)
    found = resolver.resolve(module, name)
    return found if found.status in ABSENT else found.replaced(status="callable")


_PROGRAMS: dict[str, Find] = {
    "celery": _celery,
    "flower": _celery,
    "huey_consumer": _dotted,
    "arq": _dotted,
    "saq": _dotted,
    "dramatiq": _module,
    "rq": _module,
    "rqworker": _module,
}

"""Modules that start-up names in texts: ``from_object("config.Production")``, ``import_string("shop.views:blueprint")``, ``import_module("shop.jobs")``."""

from __future__ import annotations

from flaskcheck.code.unfound import NO_MODULE, Unfound, meant, missing
from flaskcheck.facts.expressions import Literal, called
from flaskcheck.facts.python import IMPORT_FAILS, CallSite
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import nearly
from flaskcheck.known import libraries
from flaskcheck.known.meanings import IMPORTS, SETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.applications import Resolver
    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.python import Guard
    from flaskcheck.ground.place import Place

MODULES = libraries.last_words(IMPORTS, "module")
OBJECTS = libraries.last_words(IMPORTS, "object") | libraries.last_words(SETS, "object")
_NAMING = MODULES | OBJECTS
CAUGHT = IMPORT_FAILS | {"ImportStringError"}


_LONG = 5
"""Letters from which on a name that is nearly another one is a slip: ``v1`` and ``v2`` are two."""


class NamedModule(Record):
    """A text that start-up imports. ``place`` is the call's.

    ``module`` is the module that it names, ``attribute`` what is taken from it (``""``: the module itself). ``status``: ``found``, ``missing-module``,
    ``missing-attribute`` or ``unknown``; ``is_object``: Werkzeug imports it, and says so when it fails. ``unset``: the variables that must be missing for this text.
    ``near``: what is meant, where the last name of what is not there has one slip in it. ``sure``: every start comes to the call.
    """

    text: str
    place: Place
    module: str
    attribute: str
    status: str
    is_object: bool
    unset: tuple[str, ...] = ()
    near: str = ""
    sure: bool = True

    @property
    def unfound(self) -> Unfound:
        """What the start does not find, where the repository does not have what is named."""
        error = f"import_string() failed for '{self.text}'" if self.is_object else NO_MODULE.format(self.module)
        found = missing(self.module)
        reason = f"{self.module} has no '{self.attribute}'." if self.attribute else found.reason
        return found.replaced(error=error, reason=reason, advice=meant(self.near, found.advice))


def named_modules(trace: Trace, resolver: Resolver) -> Iterator[NamedModule]:
    """The modules that the steps of a start name in texts, and what the repository has of them; where it is not sure that a start comes to the call, those that have a slip in them."""
    for step in trace.calling(_NAMING.__contains__):
        statement = step.statement
        if isinstance(statement, CallSite) and not (_is_caught(statement.guards) or _is_lenient(statement)):
            found = _of(statement, called(statement.call) in OBJECTS, step, resolver)
            yield from (named for named in found if named.sure or named.near)


def included_modules(trace: Trace, resolver: Resolver) -> Iterator[NamedModule]:
    """The modules that a worker of Celery imports before it takes tasks: ``Celery(include=[…])`` (tried with Celery 5.5)."""
    for step in trace.calling("Celery".__eq__):
        statement = step.statement
        listed = statement.call.argument(-1, "include") if isinstance(statement, CallSite) and step.sure else None
        for outcome in resolver.evaluator.outcomes(listed, step.where) if listed is not None else ():
            items = getattr(getattr(outcome.value, "value", None), "items", ())
            for item in items if not outcome.guessed else ():
                dotted = item.value if isinstance(item, Literal) and isinstance(item.value, str) else ""
                if dotted and all(part.isidentifier() for part in dotted.split(".")):
                    module, attribute, status = _found(resolver, dotted, False)
                    yield NamedModule(dotted, item.place, module, attribute, status, False)


def _of(statement: CallSite, is_object: bool, step: Step, resolver: Resolver) -> Iterator[NamedModule]:
    value = statement.call.arguments[0] if statement.call.arguments else None
    for outcome in resolver.evaluator.outcomes(value, step.where) if value else ():
        if not outcome.is_literal or outcome.guessed or not isinstance(outcome.value, str):
            continue
        dotted = outcome.value.replace(":", ".") if is_object else outcome.value
        if all(part.isidentifier() for part in dotted.split(".")):
            module, attribute, status = _found(resolver, dotted, is_object)
            unset = tuple(sorted(outcome.unset))
            near = "" if status == "found" else _near(resolver, dotted)
            told = outcome.value, statement.place, module, attribute, status, is_object, unset, near, step.sure
            yield NamedModule(*told)


def _found(resolver: Resolver, dotted: str, is_object: bool) -> tuple[str, str, str]:
    """The module that a text names, the attribute in it, and whether the repository has both."""
    if resolver.importer.locate(dotted):
        return dotted, "", "found"
    module, _, attribute = dotted.rpartition(".")
    located = resolver.importer.locate(module) if module and is_object else None
    if located is None or located.kind == "namespace":
        return dotted, "", "missing-module"
    status = resolver.resolve(module, attribute).status
    return module, attribute, status if status == "missing-attribute" else "found"


def _near(resolver: Resolver, dotted: str) -> str:
    """The module beside which one that is not there would stand, if it is called nearly so; ``""`` when there is none."""
    package, _, last = dotted.rpartition(".")
    located = resolver.importer.locate(package) if package else None
    if located is None or located.kind == "module" or len(last) < _LONG:
        return ""
    folder = located.path.removesuffix("__init__.py").rstrip("/")
    beside = resolver.importer.code.tree.below(folder)
    near = nearly(last, {path[len(folder) :].strip("/").partition("/")[0].removesuffix(".py") for path in beside})
    return f"{package}.{near}" if near else ""


def _is_caught(guards: tuple[Guard, ...]) -> bool:
    return any(
        g.kind in ("try", "except") and not CAUGHT.isdisjoint(c.rpartition(".")[2] for c in g.catches) for g in guards
    )


def _is_lenient(statement: CallSite) -> bool:
    """Whether the call gives None for what is not there, or counts from a package that it names."""
    silent, package = statement.call.argument(1, "silent"), statement.call.argument(-1, "package")
    return package is not None or (isinstance(silent, Literal) and silent.value is True)

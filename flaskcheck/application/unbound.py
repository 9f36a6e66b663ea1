"""Names that an import wants from a module of the repository, and that the module surely does not bind."""

from __future__ import annotations

from flaskcheck.code.unfound import NO_NAME, Unfound
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.applications import Resolver
    from flaskcheck.code.imports import Located
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Import


class Unbound(Record):
    """``name`` is not in ``module``, whose file is ``path``; ``near`` is one that is and looks like it, or ``""``. ``is_lost``: there is no such file, only its folder."""

    name: str
    module: str
    path: str
    near: str
    is_lost: bool = False

    @property
    def unfound(self) -> Unfound:
        """What the import does not find."""
        error, wanted, again = NO_NAME.format(self.name), (self.path,), f"it has no '{self.name}' either"
        if self.is_lost:
            reason = f"There is no {self.path}, so that the folder has nothing but the modules in it."
            return Unfound(error, reason, f"Write {self.path}, and define it there.", wanted, again)
        otherwise = "Correct the name, or commit what defines it."
        advice = f"It has {self.near}: is that meant?" if self.near else otherwise
        return Unfound(error, f"{self.path} has no such name.", advice, wanted, again)


_COMPILED = (".so", ".pyd", ".pyx", ".pyc", ".c", ".cpp", ".rs")
"""Ends of modules that are no Python text, and of what they are made from."""


def unbound(resolver: Resolver, production: Production, statement: Import) -> Unbound | None:
    """The name that ``from module import name`` does not find, or ``None`` where it does or may."""
    name, importer = statement.name, resolver.importer
    module = importer.asked(statement) if name not in ("", "*") and not name.startswith("__") else ""
    located = importer.locate(module) if module else None
    if located is None or located.kind == "namespace":
        return None
    bound = resolver.code.bindings(located.path)
    others = [binding for binding in bound.get(name, ()) if binding is not statement]
    if others or "__path__" in bound or importer.locate(f"{module}.{name}"):
        return None
    if resolver.may_bind_more(located.path) or _is_given(resolver, production, located, name):
        return None
    if "*" in bound and resolver.resolve(module, name).status != "missing-attribute":
        return None
    from difflib import get_close_matches

    return Unbound(
        name,
        module,
        located.path,
        next(iter(get_close_matches(name, [word for word in bound if word not in (name, "*")], 1)), ""),
    )


def _is_given(resolver: Resolver, production: Production, located: Located, name: str) -> bool:
    """Whether something else may put the name there: a function, by ``global``; an assignment to an attribute; a compiled module beside it."""
    facts = resolver.code.module(located.path)
    if facts is None or facts.error is not None or any(name in f.global_names for f in facts.functions):
        return True
    if name in production.told(_assigned_attributes)[0]:
        return True
    files = resolver.importer.files_of(f"{located.name}.{name}")
    stems = {path.rpartition(".")[0] for path in files if not path.endswith("/__init__.py")}
    compiled = (path for path in resolver.code.tree.files if path.endswith(_COMPILED)) if stems else ()
    return any(path.partition(".")[0] in stems for path in compiled)


def _assigned_attributes(production: Production) -> tuple[frozenset[str]]:
    """The last words of everything dotted that production assigns to (``db`` of ``extensions.db = …``)."""
    dotted = (assignment.target.dotted for assignment, _ in production.assignments())
    return (frozenset(name.rpartition(".")[2] for name in dotted if "." in name),)

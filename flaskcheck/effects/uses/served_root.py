"""Where visitors are handed the files of the code itself."""

from __future__ import annotations

from flaskcheck.facts.expressions import Literal, Name
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import MAKES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite

_FLASK = libraries.named(MAKES, "application")
_HERE = (".", "./", "")
_OF_CODE = ("app.root_path", "current_app.root_path", "flask.current_app.root_path")


class ServedRoot(Record):
    """A call that hands out the folder of the code: ``folder`` is how it names that; ``by_view``: a view sends whatever file a visitor names."""

    site: CallSite
    folder: str
    by_view: bool


def served_roots(production: Production) -> tuple[ServedRoot, ...]:
    """The applications whose static folder is their own, and the views that send any file of it."""
    return production.told(_served)


def _served(production: Production) -> Iterator[ServedRoot]:
    for site in production.calls_of({name.rpartition(".")[2] for name in _FLASK}):
        call = site.call
        static = call.argument(2, "static_folder")
        is_empty = isinstance(static, Literal) and static.value == ""  # its address is empty, too
        has_path = is_empty or call.argument(1, "static_url_path") is not None
        if call.name in _FLASK and has_path and static is not None and _is_here(static):
            yield ServedRoot(site, str(getattr(static, "value", static.dotted)), False)
    for site in production.calls_of(("send_from_directory",)):
        folder, file = (
            site.call.argument(0, "directory"),
            site.call.argument(1, "path") or site.call.argument(1, "filename"),
        )
        is_asked = any(guard.kind in ("if", "match") for guard in site.guards)
        if folder is not None and _is_here(folder) and not is_asked and _is_of_visitor(production, site, file):
            yield ServedRoot(site, str(getattr(folder, "value", folder.dotted)), True)


def _is_here(value: Expression) -> bool:
    return (isinstance(value, Literal) and value.value in _HERE) or value.dotted in _OF_CODE


def _is_of_visitor(production: Production, site: CallSite, file: Expression | None) -> bool:
    """Whether the file is the very part of the address that a view is given, which nothing looks at before."""
    view = production.code.function(site.path, site.scope)
    if view is None or not isinstance(file, Name) or file.name not in {p.name for p in view.parameters}:
        return False
    before = production.code.binders(site.path, site.scope, file.name)
    routed = any("route" in d.spelling or "get" in d.spelling for d in view.decorators)
    checked = [f for f in production.code.scope(site.path, site.scope) if any(g.kind == "if" for g in f.guards)]
    return routed and not before and not checked

"""Where visitors are handed the files of the code itself."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import MAKES
from flaskcheck.values.paths import path_of
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite

_FLASK = libraries.named(MAKES, "application")
_HERE = (".", "./", "")
_HERE_AT_START = ("os.getcwd", "pathlib.Path.cwd")
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
        if call.name in _FLASK and has_path and static is not None and _is_here(production, site, static):
            yield ServedRoot(site, _shown(static), False)
    for site in production.calls_of(("send_from_directory",)):
        folder, file = (
            site.call.argument(0, "directory"),
            site.call.argument(1, "path") or site.call.argument(1, "filename"),
        )
        is_asked = any(guard.kind in ("if", "match") for guard in site.guards)
        is_here = folder is not None and _is_here(production, site, folder)
        if folder is not None and is_here and not is_asked and _is_of_visitor(production, site, file):
            yield ServedRoot(site, _shown(folder), True)
    for site in production.calls_of(("send_file",)):
        is_asked = any(guard.kind in ("if", "match") for guard in site.guards)
        if (
            site.call.name == "flask.send_file"
            and not is_asked
            and _is_of_visitor(production, site, site.call.argument(0))
        ):
            yield ServedRoot(site, "app.root_path", True)


def _shown(folder: Expression) -> str:
    """How the code names a folder."""
    written = getattr(folder, "value", "") if isinstance(folder, Literal) else folder.dotted
    return str(written) or "the app's own"


def _is_here(production: Production, site: CallSite, value: Expression) -> bool:
    """Whether a folder is that of the code, or one above it, however its path is put together."""
    if (isinstance(value, Literal) and value.value in _HERE) or value.dotted in _OF_CODE:
        return True
    if isinstance(value, Call) and value.name in _HERE_AT_START:
        return True
    found = path_of(production.evaluator, value, Where.of(site), lambda path: f"/{path}")
    return bool(found) and f"/{site.path}".startswith(f"{found.rstrip('/')}/")


def _is_of_visitor(production: Production, site: CallSite, file: Expression | None) -> bool:
    """Whether the file is the very part of the address that a view is given, which nothing looks at before."""
    view = production.code.function(site.path, site.scope)
    if view is None or not isinstance(file, Name) or file.name not in {p.name for p in view.parameters}:
        return False
    before = production.code.binders(site.path, site.scope, file.name)
    routed = any("route" in d.spelling or "get" in d.spelling for d in view.decorators)
    checked = [f for f in production.code.scope(site.path, site.scope) if any(g.kind == "if" for g in f.guards)]
    return routed and not before and not checked

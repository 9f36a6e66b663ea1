"""Pages of libraries that show or change what an application keeps, where nothing asks who is there."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, called, last_name
from flaskcheck.ground.record import Record
from flaskcheck.values.classes import lineage
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite

_ADMIN = "flask_admin."
_EDITORS = ("ModelView", "FileAdmin", "S3FileAdmin", "AzureFileAdmin", "RedisCli")
_ASKING = ("is_accessible", "_handle_view", "inaccessible_callback")
_GUARDS = (
    "before_request",
    "before_app_request",
    "BasicAuth",
    "basic_auth",
    "view_functions",
    "wsgi_app",
    "url_value_preprocessor",
    "dispatch_request",
    "HTTPBasicAuth",
    "request_started",
)
"""What may keep strangers from pages that the code does not write itself."""


class OpenDashboard(Record):
    """A call that opens pages to everyone: ``library`` is whose, ``shown`` how it is called there."""

    site: CallSite
    library: str
    shown: str


def open_dashboards(production: Production) -> tuple[OpenDashboard, ...]:
    """The pages of Flask-Admin, RQ's dashboard and Flask-MonitoringDashboard that surely anyone can use; none where something may ask before every request."""
    return production.told(_open)


def _open(production: Production) -> Iterator[OpenDashboard]:
    found = [*_made(production)]
    code = production.code
    if found and not any(any(code.files_with(word)) for word in _GUARDS):
        yield from found


def _made(production: Production) -> Iterator[OpenDashboard]:
    code = production.code
    yield from _editors(production)
    for site in production.calls_of(("register_blueprint",)):
        given = site.call.argument(0, "blueprint")
        if given is not None and given.dotted in ("rq_dashboard.blueprint", "rq_dashboard.web.blueprint"):
            yield OpenDashboard(site, "RQ", "rq_dashboard.blueprint")
    for site in production.calls_of(("bind",)):
        if site.call.name == "flask_monitoringdashboard.bind" and not any(code.files_with("dashboard.config")):
            yield OpenDashboard(site, "Flask-MonitoringDashboard", "dashboard.bind()")


def _editors(production: Production) -> Iterator[OpenDashboard]:
    """The views of Flask-Admin that are added as they are, or whose own classes ask nobody."""
    if any(any(production.code.files_with(f"{word} =")) for word in _ASKING):
        return  # a class is changed from outside
    for site in production.calls_of(("add_view", "add_views")):
        for view in site.call.arguments if not site.is_questioned else ():
            if isinstance(view, Call) and _is_open(production, view, Where.of(site)):
                yield OpenDashboard(site, "Flask-Admin", called(view))


def _is_open(production: Production, view: Call, where: Where) -> bool:
    ask = production.evaluator
    things = [outcome.value for outcome in ask.outcomes(view.function, where)]
    return bool(things) and all(isinstance(thing, Reference) and _asks_nobody(production, thing) for thing in things)


def _asks_nobody(production: Production, thing: Reference) -> bool:
    """Whether a class is one of Flask-Admin's that edits, or of the repository above it alone, and neither asks who is there."""
    if thing.kind == "external":
        return thing.name.startswith(_ADMIN) and thing.name.rpartition(".")[2] in _EDITORS
    if thing.kind != "class":
        return False
    classes = lineage(production.evaluator, thing.path, thing.name)
    if any(production.code.function(path, f"{c.name}.{word}") for path, c in classes for word in _ASKING):
        return False
    own = {c.name.rpartition(".")[2] for _, c in classes}
    outer = [base for _, c in classes for base in c.bases if last_name(base) not in own]
    return bool(outer) and all(_is_editor(base) for base in outer)


def _is_editor(base: Expression) -> bool:
    return base.dotted.startswith(_ADMIN) and last_name(base) in _EDITORS

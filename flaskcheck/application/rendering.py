"""The templates and static files that reached code names."""

from __future__ import annotations

from flaskcheck.facts.expressions import Items, Literal
from flaskcheck.facts.pages import StaticUse, TemplateUse
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES, RENDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.python import CallSite
    from flaskcheck.project import Project

RENDERERS = libraries.named(RENDERS, "template")
OWN_NAMES = libraries.last_words(RENDERS, "template")
ENVIRONMENT = tuple(f".jinja_env.{name}" for name in libraries.last_words(RENDERS, "environment"))
URL_MAKERS = libraries.named(GIVES, "url")


def rendered_templates(project: Project) -> Iterator[TemplateUse]:
    """The literal names that reached code hands to ``render_template`` and to the application's Jinja environment.

    ``optional`` where a ``try`` surrounds the call: what is missing may be expected.
    """
    for site, _ in project.calls_of(*libraries.last_words(RENDERS)):
        if not _renders(project, site):
            continue
        value = site.call.argument(0, "template_name_or_list")
        optional = any(guard.kind == "try" for guard in site.guards) and _is_answered(project, site)
        if isinstance(value, Literal) and isinstance(value.value, str):
            yield TemplateUse(value.value, "render", value.place, optional)
        elif isinstance(value, Items) and value.items:
            names = [item.value for item in value.items if isinstance(item, Literal) and isinstance(item.value, str)]
            if len(names) == len(value.items):
                yield TemplateUse(names[0], "render", value.place, optional, tuple(names[1:]))


def _renders(project: Project, site: CallSite) -> bool:
    name = site.call.name
    if name in RENDERERS or name.endswith(ENVIRONMENT):
        return True
    if name not in OWN_NAMES:
        return False
    return "import *" in project.tree.source(site.place.path).text and not project.code.function(site.place.path, name)


def _is_answered(project: Project, site: CallSite) -> bool:
    """Whether the file catches a missing template by its name."""
    return b"TemplateNotFound" in project.tree.source(site.place.path).raw


def named_static_files(project: Project) -> Iterator[StaticUse]:
    """The literal names in ``url_for("static", filename=…)`` of reached code."""
    for site, _ in project.calls_of(*libraries.last_words(GIVES, "url")):
        if site.call.name not in URL_MAKERS:
            continue
        endpoint, name = site.call.argument(0, "endpoint"), site.call.argument(-1, "filename")
        if isinstance(endpoint, Literal) and isinstance(name, Literal) and isinstance(name.value, str):
            if str(endpoint.value).rpartition(".")[2] == "static":
                yield StaticUse(name.value, str(endpoint.value), name.place)

"""The templates that Jinja certainly compiles, what it refuses in them, and the endpoints that they and the code link to."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application import rendering
from flaskcheck.facts.pages import TemplateFault
from flaskcheck.ground.limits import MAX_PARENTS
from flaskcheck.readers.pages.template_syntax import Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from flaskcheck.application.folders import Folders
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.pages import EndpointUse, Page, TemplateUse, UnbuiltFolder
    from flaskcheck.facts.python import CallSite
    from flaskcheck.ground.place import Place

FILTERS = frozenset(
    "abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format groupby indent int items join last length list lower map max min "
    "pprint random reject rejectattr replace reverse round safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize wordcount "
    "wordwrap xmlattr "
    "currencyformat dateformat datetimeformat decimalformat numberformat percentformat scientificformat timedeltaformat timeformat gravatar humanize markdown misaka "
    "bootstrap_is_hidden_field bootstrap_find_resource urlencode_utf8 naturaltime naturaldate naturalday naturalsize intcomma intword".split()
)
"""Jinja's own (3.1), and those that Flask-Babel, Flask-Gravatar, Flask-Humanize, Flask-Bootstrap and extensions for Markdown add."""


class Rendered:
    """What reached code renders, and what those templates extend, include or import.

    ``files`` are the Python files that may be deployed; ``calls_of`` gives the reached calls of some names, ``uses`` the templates that such calls render, ``strangers`` the extensions of which nothing is known,
    ``unbuilt`` the folders that only a build would fill.
    """

    def __init__(
        self,
        code: Code,
        files: tuple[str, ...],
        pages: Mapping[str, Page],
        folders: Folders,
        calls_of: Callable[..., Iterable[CallSite]],
        uses: Callable[[], Iterable[TemplateUse]],
        strangers: Callable[[], frozenset[str]],
        unbuilt: Callable[[], tuple[UnbuiltFolder, ...]],
    ) -> None:
        self._code, self._files, self._pages, self._folders = code, files, pages, folders
        self._calls_of = calls_of
        self._uses = uses
        self._strangers = strangers
        self._unbuilt = unbuilt

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """The templates; none where the application gives Jinja other signs for tags."""
        uses = self._uses()
        found: set[str] = set()
        todo = [self._folders.path(name) for use in uses for name in (use.name, *use.others)]
        while todo:
            path = todo.pop()
            page = self._pages.get(path)
            if page is not None and path not in found:
                found.add(path)
                todo += [self._folders.path(use.name) for use in page.templates]
        return () if found and rendering.has_own_syntax(self._code.tree, self._files) else tuple(sorted(found))

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        return tuple(map(self._template, self._paths))

    def _template(self, path: str) -> Template:
        """The template at a path, read once for all deployments."""
        return self._code.once(_template, path, "")

    @cached_property
    def faults(self) -> tuple[TemplateFault, ...]:
        """What Jinja refuses: of each template the first."""
        tree = self._code.tree
        is_extended = bool(self._paths) and bool(self._strangers() or rendering.has_extensions(tree, self._files))
        found: list[TemplateFault] = []
        for template in self._templates:
            filters = () if is_extended else self._unknown_filters(template)
            lost = (*self._lost_macros(template), *template.lost_names(), *self._unquoted(template))
            every = [fault for fault in (template.fault(is_extended), *filters, *lost) if fault]
            found += sorted(every, key=lambda fault: not fault.certain)[:1]
        return tuple(found)

    @cached_property
    def unshown(self) -> tuple[tuple[Place, str, str], ...]:
        """The templates that extend another and show nothing, because no template that they lead to has one of their blocks: the first block's place and name, and the template that is extended."""
        found = []
        for path in self._paths:
            parent, above = self._above(path)
            blocks = self._template(path).blocks if parent and above is not None else None
            if blocks and above is not None and above.isdisjoint(name for name, _ in blocks):
                found.append((blocks[0][1], blocks[0][0], parent))
        return tuple(found)

    def _above(self, path: str) -> tuple[str, frozenset[str] | None]:
        """The template that another one extends, and the blocks of all that it leads to; ``None`` where they are not all known."""
        parent, names, seen = "", set[str](), {path}
        while extended := [use for use in self._pages[path].templates if use.kind == "extends"]:
            path = self._folders.path(extended[0].name)
            blocks = self._template(path).blocks if path in self._pages else None
            if blocks is None or path in seen or len(seen) > MAX_PARENTS or len(extended) > 1 or extended[0].others:
                return parent, None
            seen.add(path)
            parent = parent or extended[0].name
            names.update(name for name, _ in blocks)
        return parent, frozenset(names)

    def _lost_macros(self, template: Template) -> Iterator[TemplateFault]:
        """The macros that a template calls, and that the one which they are imported from does not have."""
        for name, macro, place, is_certain in template.called_imports():
            path = "" if self._folders.is_open else self._folders.path(name)  # there may be others of that name
            exported = self._template(path).exports if path in self._pages else None
            if exported is not None and macro not in exported:
                said = f"the template '{name}' does not export the requested name '{macro}'"
                yield TemplateFault(place, said, "UndefinedError", is_certain)

    def _unquoted(self, template: Template) -> Iterator[TemplateFault]:
        """The endpoints that ``url_for`` is given without quotes: a function is called so, and nobody gives a page a value of that name."""
        for name, place, is_certain in template.unquoted_endpoints():
            first, _, last = name.partition(".")
            is_bound = any(first in other.bound for other in self._templates)
            if not is_bound and rendering.is_view_alone(self._code, self._files, first, last or first):
                yield TemplateFault(place, f"'{first}' is undefined", "UndefinedError", is_certain)

    def _unknown_filters(self, template: Template) -> Iterator[TemplateFault]:
        """The filters that neither Jinja nor a well-known extension has, and whose names stand in no Python file."""
        for name, place, is_certain in template.filters():
            if name not in FILTERS and not any(self._code.files_with(name)):
                error = "TemplateAssertionError" if is_certain else "TemplateRuntimeError"
                yield TemplateFault(place, f"No filter named '{name}'", error, is_certain)

    @property
    def unbuilt_folders(self) -> tuple[UnbuiltFolder, ...]:
        """The folders that applications are given for their pages, that git has nothing of, and that a front end's build would fill which no file runs."""
        return self._unbuilt()

    def unrouted(self, productions: Iterable[Production]) -> Iterator[tuple[EndpointUse, str, str]]:
        """The literal endpoints that ``url_for`` is given and that no route of any application has, each with the one that was probably meant; or whose routes all need a value that it is not given, with that."""
        from flaskcheck.application.pages.endpoints import Endpoints

        several = tuple(productions)
        sites = self._calls_of(*rendering.LINKING)
        uses = [use for one in several[:1] for use in rendering.named_endpoints(sites, one.evaluator)]
        uses += [use for production in several[:1] for use in rendering.login_views(production)]
        uses += [use for template in self._templates for use in template.endpoints()]
        known: list[Endpoints] = []
        rest = iter(several)
        for use in uses:
            while all(endpoints.lacks(use.name) or endpoints.needs(use) for endpoints in known):
                production = next(rest, None)  # most find all in the first
                if production is None:
                    if known:
                        needed = next(filter(None, (endpoints.needs(use) for endpoints in known)), "")
                        yield use, "" if needed else known[0].near(use.name), needed
                    break
                known.append(Endpoints(production, self._files, bool(self._strangers())))


def _template(code: Code, path: str, _: str) -> Template:
    return Template(code.tree.source(path))

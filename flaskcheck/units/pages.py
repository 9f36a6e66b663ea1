"""The pages of a repository's applications: where their templates and static files lie, and which of them are named."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.application import folders, front_ends, rendering
from flaskcheck.facts.expressions import Literal
from flaskcheck.files.paths import parents
from flaskcheck.files.tree import ignored
from flaskcheck.ground import words
from flaskcheck.values.things import is_application, settled
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flaskcheck.application.folders import Folders, Maker
    from flaskcheck.application.pages.rendered import Rendered
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.pages import Page, StaticUse, TemplateUse
    from flaskcheck.facts.python import CallSite, Text
    from flaskcheck.units.repository import Repository


_HEAD = 4096
_DOCUMENTATION = re.compile(
    rb"<meta\s{1,9}name=\"?generator\"?\s{1,9}content=\"?(?:docutils|sphinx|mkdocs|docusaurus|doxygen|pdoc)",
    re.IGNORECASE,
)
"""How the pages of generators of documentation begin, within so many bytes."""


class Pages:
    """The folders of templates and static files, and the names of both in code and in templates.

    ``calls_of`` gives the calls in reached code whose name, or its last part, is one of some names; ``texts`` all texts of reached code,
    ``productions`` are what runs: in the first is asked what an expression is.
    """

    def __init__(
        self,
        repository: Repository,
        calls_of: Callable[..., Iterable[CallSite]],
        texts: Callable[[], Iterable[tuple[Text, object]]],
        productions: Sequence[tuple[Production, object]],
    ) -> None:
        self._repository = repository
        self._calls_of = calls_of
        self._texts = texts
        self._productions = productions

    @cached_property
    def _makers(self) -> tuple[Maker, ...]:
        found = tuple(folders.find_makers(self._repository.code, self._paths, self._repository.applications))
        for one, _ in self._productions[:1]:
            calls = [settled(one.evaluator, maker.call, Where(maker.path, maker.scope)) for maker in found]
            return tuple(maker.replaced(call=call) for maker, call in zip(found, calls))
        return found

    @cached_property
    def _set_aside(self) -> frozenset[str]:
        """Folders with code that are called so that nobody uses them, and of which nothing runs: an older version of the application."""
        called = {found for path in self._repository.python_paths if (found := _set_aside(path))}
        running = {_set_aside(module.path) for one, _ in self._productions for module in one.facts()} if called else ()
        return frozenset(called.difference(running))

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """The Python files without those in folders that are set aside."""
        paths, aside = self._repository.python_paths, self._set_aside
        return tuple(path for path in paths if _set_aside(path) not in aside) if aside else tuple(paths)

    @cached_property
    def template_folders(self) -> Folders:
        """Where templates are looked for."""
        repository = self._repository
        return folders.template_folders(
            repository.code,
            self._paths,
            self._makers,
            lambda: self.strangers,
            lambda: (use.name for use in self.template_uses),
        )

    def _is_placed(self, found: Folders, *names: str) -> bool:
        """Whether commands put one of some files, which the repository has in none of the folders, there before the server starts."""
        made = [edits for one, _ in self._productions if (edits := one.evaluator.world.edits) is not None]
        ends = [(f"{f.rpartition('/')[2]}/{name}", name) for f in found.folders for name in names] if made else []
        return any(edits.writes(end) and not found.path(name) for edits in made for end, name in ends)

    @cached_property
    def strangers(self) -> frozenset[str]:
        """Extensions of which nothing is known; which may do anything with an application."""
        from flaskcheck.application.extensions import strangers

        return strangers(self._repository.code, self._repository.python_paths, self._repository.applications)

    @cached_property
    def static_folders(self) -> Folders:
        """Where static files are looked for."""
        return folders.static_folders(self._repository.code, self._paths, self._makers)

    @cached_property
    def ignored_static_files(self) -> frozenset[str]:
        """Where named static files that are not there would lie, as far as git ignores it: they are made later."""
        names = {use.filename for use in self.static_uses}
        paths = (f"{folder}/{name}" for name in sorted(names) for folder in self.static_folders.folders)
        return ignored(self._repository.tree, (path for path in paths if not self._repository.tree.has(path)))

    @cached_property
    def _stems_of_front_ends(self) -> frozenset[str]:
        """What the files of front ends that are built are called, where no static file is in the repository: the build puts them where they are handed out."""
        return frozenset() if self.static_folders.by_name else front_ends.stems(self._repository.tree)

    def is_built_by_front_end(self, name: str) -> bool:
        """Whether a static file is called like the source of one."""
        return name.rpartition("/")[2].partition(".")[0] in self._stems_of_front_ends

    @cached_property
    def template_uses(self) -> tuple[TemplateUse, ...]:
        """Every template that reached code renders and that templates of the applications name, but for those that commands put in their place."""
        return tuple(
            u for u in self._named_templates() if not self._is_placed(self.template_folders, u.name, *u.others)
        )

    @cached_property
    def _rendered_by_code(self) -> tuple[TemplateUse, ...]:
        sites = self._calls_of(*rendering.RENDERING)
        return tuple(rendering.rendered_templates(self._repository.code, sites, self._known))

    def _known(self, value: Expression, site: CallSite) -> str:
        """The text that an expression surely is."""
        found = [o for one, _ in self._productions[:1] for o in one.evaluator.outcomes(value, Where.of(site))]
        return found[0].text if len(found) == 1 and found[0].is_fixed and not found[0].guessed else ""

    def _is_application(self, value: Expression, site: CallSite) -> bool:
        """Whether an expression is surely a Flask application, whatever it is called."""
        return any(is_application(one.evaluator, value, Where.of(site)) for one, _ in self._productions[:1])

    @cached_property
    def _with_static_files(self) -> frozenset[str]:
        """The names of the blueprints that hand out static files of their own."""
        names = (
            m.call.argument(0, "name")
            for m in self._makers
            if not m.is_application and m.call.argument(2, "static_folder")
        )
        return frozenset(str(name.value) for name in names if isinstance(name, Literal))

    def _named_templates(self) -> Iterator[TemplateUse]:
        yield from self._rendered_by_code
        for page in self._repository.pages.values():
            if self.template_folders.holds(page.path):
                yield from page.templates

    def is_reached(self, path: str) -> bool:
        """Whether a file that names templates or static files is one that a visitor can meet: code that runs, or a template that reached code or such a template names.

        A template that nobody names is a left-over, or belongs to a Jinja environment with folders of its own.
        """
        return path.endswith(".py") or path in self._reached

    def is_beside_code(self, path: str) -> bool:
        """Whether a page is one of those that programmers keep beside their modules or data: no folder of templates or static files holds it, none that a host or a front end hands out, and nothing that runs names it.

        A page at the top of the repository, or that is a folder's own (``index.html``), may be what a host hands out.
        """
        folder, _, name = path.rpartition("/")
        if (
            not folder
            or name.startswith("index.")
            or self.template_folders.holds(path)
            or self.static_folders.holds(path)
        ):
            return False
        has_code = any(p.rpartition("/")[0] == folder for p in self._repository.python_paths)
        return (has_code or not self._is_site(folder)) and not any(name in text.text for text, _ in self._texts())

    def _is_site(self, folder: str) -> bool:
        """Whether a folder may be a site's, or lies in one: it has a page of its own, or is a front end."""
        tree = self._repository.tree
        around = (folder, *parents(folder))
        return any(tree.has(f"{each}/index.html") or tree.has(f"{each}/package.json") for each in around if each)

    def is_for_others(self, path: str) -> bool:
        """Whether a page or a script is for others than visitors of the application: made by a generator of documentation, which says so, another server's, or of a version that is set aside."""
        tree = self._repository.tree
        if _set_aside(path) in self._set_aside:
            return True
        is_read = _DOCUMENTATION.search(tree.source(path).raw[:_HEAD]) is not None
        return is_read or self._others.have(path)

    @cached_property
    def _others(self) -> front_ends.OtherServers:
        return front_ends.OtherServers(self._repository.tree)

    @cached_property
    def _reached(self) -> frozenset[str]:
        folders, pages = self.template_folders, self._repository.pages
        found = set(rendering.named_files(folders, (text.text for text, _ in self._texts())))
        todo = list(found)
        while todo:
            page = pages.get(todo.pop())
            names = (name for use in (page.templates if page else ()) for name in (use.name, *use.others))
            fresh = {folders.path(name) for name in names} - found
            found |= fresh
            todo += fresh
        return frozenset(found)

    @cached_property
    def rendered(self) -> Rendered:
        """The templates that Jinja certainly compiles."""
        from flaskcheck.application.pages.rendered import Rendered

        repository, folders = self._repository, self.template_folders
        return Rendered(
            repository.code,
            repository.python_paths,
            repository.pages,
            folders,
            self._calls_of,
            lambda: self._rendered_by_code,
            lambda: self.strangers,
            lambda: front_ends.unbuilt_folders(repository.code, self._makers, repository.is_deployed),
        )

    @property
    def is_rewritten(self) -> bool:
        """Whether a build replaces the local addresses in scripts and stylesheets, or is the only thing that uses them."""
        return front_ends.build_replaces_addresses(self._repository.tree)

    def build_variable(self, page: Page) -> str | None:
        """How the build of a script's front end reads a variable, ``""`` where that is unknown; ``None`` where Flask hands the script out as it is."""
        is_shipped = front_ends.is_shipped(self.static_folders, page)
        return None if is_shipped else front_ends.variable_of(self._repository.tree, page.path)

    def reaches_browsers(self, page: Page) -> bool:
        """Whether a script or stylesheet is one for browsers: handed out, or the source of a front end; not a server's own."""
        tree = self._repository.tree
        is_one = not front_ends.is_servers(tree, page)
        if not is_one or front_ends.is_shipped(self.static_folders, page):
            return is_one
        is_source = front_ends.is_page_source(tree, page)
        return not front_ends.is_unused(tree, self._repository.files, page) if is_source else self._is_loaded(page)

    def _is_loaded(self, page: Page) -> bool:
        """Whether a page of a site without a build, which lies beside the script or above it, loads it: whoever hands out the one hands out the other."""
        tree, around = self._repository.tree, ("", *parents(page.path))
        sites = (p for p in self._repository.pages if p.endswith((".html", ".htm")) and p.rpartition("/")[0] in around)
        theirs = (p for p in sites if not (self.is_beside_code(p) or self.is_for_others(p)))
        return any(front_ends.loads(tree.source(p).raw, page.path[len(p.rpartition("/")[0]) :]) for p in theirs)

    @cached_property
    def with_tunnels(self) -> tuple[Page, ...]:
        """The templates, scripts and stylesheets that visitors get and in which a tunnel's domain stands, with all their addresses."""
        from flaskcheck.files.reading import read
        from flaskcheck.known.tunnels import may_name_tunnel
        from flaskcheck.units.repository import FRONT_END, PAGES

        tree = self._repository.tree
        named = (p for p in self._repository.files if p.endswith((*PAGES, *FRONT_END)))
        paths = [path for path in named if may_name_tunnel(tree.source(path).raw)]
        if not paths:
            return ()
        from flaskcheck.readers.pages import front_end, templates

        reader = {path: templates.read if path.endswith(PAGES) else front_end.read for path in paths}
        pages = [page for path in paths if (page := read(tree, path, reader[path])) is not None]
        shown = (page for page in pages if not (self.is_beside_code(page.path) or self.is_for_others(page.path)))
        return tuple(page for page in shown if page.path.endswith(PAGES) or self.reaches_browsers(page))

    @cached_property
    def static_uses(self) -> tuple[StaticUse, ...]:
        """Every static file that reached code and templates of the applications name, but for those that commands put in their place; a blueprint's own are looked for as the application's are."""
        named = map(self._as_own, self._named_static_files())
        return tuple(use for use in named if not self._is_placed(self.static_folders, use.filename))

    def _as_own(self, use: StaticUse) -> StaticUse:
        blueprint, _, last = use.endpoint.rpartition(".")
        is_own = last == "static" and blueprint.rpartition(".")[2] in self._with_static_files
        return use.replaced(endpoint="static") if is_own else use

    def _named_static_files(self) -> Iterator[StaticUse]:
        sites = self._calls_of(*rendering.LINKING, rendering.SENDING)
        yield from rendering.named_static_files(sites, self._is_application)
        plain = folders.has_plain_static_urls(self._repository.code, self._repository.applications)
        for page in self._repository.pages.values():
            if self.template_folders.holds(page.path) or self.template_folders.is_open:
                yield from (use for use in page.statics if plain or use.endpoint != "/static")


def _set_aside(path: str) -> str:
    """The outermost folder of a path whose name has a word of what is kept and not used; ``""`` for none."""
    folders = path.split("/")[:-1]
    named = (at for at, name in enumerate(folders, 1) if not words.SET_ASIDE.isdisjoint(words.parts(name)))
    return "/".join(folders[: next(named, 0)])

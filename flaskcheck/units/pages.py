"""The pages of a repository's applications: where their templates and static files lie, and which of them are named."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application import folders, rendering

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.folders import Folders, Maker
    from flaskcheck.facts.pages import StaticUse, TemplateUse
    from flaskcheck.facts.python import CallSite
    from flaskcheck.units.repository import Repository


class Pages:
    """The folders of templates and static files, and the names of both in code and in templates.

    ``calls_of`` gives the calls in reached code whose name, or its last part, is one of some names.
    """

    def __init__(self, repository: Repository, calls_of: Callable[..., Iterable[CallSite]]) -> None:
        self._repository = repository
        self._calls_of = calls_of

    @cached_property
    def _makers(self) -> tuple[Maker, ...]:
        repository = self._repository
        return tuple(folders.find_makers(repository.code, repository.python_paths, repository.applications))

    @cached_property
    def template_folders(self) -> Folders:
        """Where templates are looked for."""
        return folders.template_folders(self._repository.tree, self._repository.python_paths, self._makers)

    @cached_property
    def static_folders(self) -> Folders:
        """Where static files are looked for."""
        return folders.static_folders(self._repository.tree, self._repository.python_paths, self._makers)

    @cached_property
    def template_uses(self) -> tuple[TemplateUse, ...]:
        """Every template that reached code renders and that templates of the applications name."""
        return tuple(self._named_templates())

    def _named_templates(self) -> Iterator[TemplateUse]:
        yield from rendering.rendered_templates(self._repository.code, self._calls_of(*rendering.RENDERING))
        for page in self._repository.pages.values():
            if self.template_folders.holds(page.path):
                yield from page.templates

    @cached_property
    def static_uses(self) -> tuple[StaticUse, ...]:
        """Every static file that reached code and templates of the applications name."""
        return tuple(self._named_static_files())

    def _named_static_files(self) -> Iterator[StaticUse]:
        yield from rendering.named_static_files(self._calls_of(*rendering.LINKING))
        plain = folders.has_plain_static_urls(self._repository.applications)
        for page in self._repository.pages.values():
            if self.template_folders.holds(page.path) or self.template_folders.is_open:
                yield from (use for use in page.statics if plain or use.endpoint != "/static")

"""The commands of one deployment that surely cannot run."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.files.paths import holding
from flaskcheck.hosts import index
from flaskcheck.known.base_images import may_hold_code
from flaskcheck.units.obstacles.archived import archived
from flaskcheck.units.obstacles.commands import obstacles
from flaskcheck.units.obstacles.servers import unheard, waiting, without_configuration, without_folder
from flaskcheck.units.obstacles.site import Obstacle, Site

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.facts.services import Service
    from flaskcheck.files.layout import View
    from flaskcheck.images.image import Image
    from flaskcheck.installed.installed import Installed
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.deployed import DeployedFiles
    from flaskcheck.units.repository import Repository


class Obstacles:
    """The commands that surely cannot run, and why, in the order of their reasons: looked for when they are first asked for."""

    def __init__(
        self,
        repository: Repository,
        service: Service,
        view: View,
        image: Image | None,
        commands: Commands,
        files: DeployedFiles,
        installed: Callable[[], Installed],
    ) -> None:
        self._repository = repository
        self._service = service
        self._view = view
        self._image = image
        self._commands = commands
        self._files = files
        self._installed = installed

    def __iter__(self) -> Iterator[Obstacle]:
        return iter(self._found)

    @cached_property
    def _found(self) -> tuple[Obstacle, ...]:
        site, servers = self._site, self._commands.servers
        found = tuple(self._commands.programs("build", "release", "start"))
        return (
            *obstacles(found, site),
            *without_configuration(servers, found, site),
            *without_folder(servers, found, site, self._repository.code, self._files),
            *waiting(servers, found, site),
            *self._unheard(site),
            *(archived(self._image, site) if self._image else ()),
            *self._of_nobody(found),
            *self._of_users(found),
        )

    def _of_nobody(self, found: tuple[Invocation, ...]) -> Iterator[Obstacle]:
        """The user that an image is to run as, and that nobody has made."""
        image, started = self._image, next((i for i in found if i.phase == "start"), None)
        if image is not None and image.user_place is not None and started is not None:
            if image.lacks_user(self._repository.tree):
                yield Obstacle(started, "user", image.user_place, image.user.partition(":")[0])

    def _of_users(self, found: tuple[Invocation, ...]) -> Iterator[Obstacle]:
        """What goes wrong where pip runs as a user who is not root."""
        if self._image is not None and any(ran.user for ran in self._image.ran.values()):
            from flaskcheck.units.obstacles.users import of_users

            yield from of_users(self._image, (i for i in found if i.phase == "start"))

    def _unheard(self, site: Site) -> Iterator[Obstacle]:
        image, given = self._image, next((c for c in self._service.commands if c.phase == "start"), None)
        if image is not None and (given is None or given.as_arguments):
            yield from unheard(image, given, tuple(self._commands.programs("start")), site)

    def without_shell(self, invocation: Invocation) -> str:
        """By which command that no shell reads a program is started: an ``image``'s, a ``list`` of words of another file, one of a host that has no ``shell``; ``""`` for others."""
        image, own = self._image, [c for c in self._commands.written if c.place == invocation.origin]
        if image is not None and invocation.place.path == image.path:
            return "" if invocation.expands else "image"
        if not invocation.expands and any(command.argv is not None for command in own):
            return "list"
        texts = (command.text for command in own if command.argv is None)
        is_bare = any(text.split(maxsplit=1)[:1] == [invocation.written] for text in texts)
        has_none = image is not None and index.host(self._service.host).runs_images_without_shell
        return "shell" if has_none and is_bare else ""

    @property
    def _site(self) -> Site:
        """Where the commands run: what lies there cannot be seen on a machine of your own, or in an image that others made with the code."""
        image, service, host = self._image, self._service, index.host(self._service.host)
        applications = (application.path for application in self._repository.applications)
        is_foreign = image is None and may_hold_code(service.base) and not holding(service.binds, applications)
        is_seen = not (host.is_lasting or is_foreign) and (image is None or image.view().complete)
        return Site(
            tree=self._repository.tree,
            view=self._view,
            folder=image.context if image else service.root,
            installed=self._installed(),
            is_image=image is not None,
            is_seen=is_seen,
            is_bare=is_seen and (host.own_commands_only if image is None else image.is_bare),
            variables=(image or service).variables,
            environments=host.refused_environments if image is None else (".venv",),
        )

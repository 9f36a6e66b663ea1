"""Servers that end before they load the application, and commands that an entrypoint never runs."""

from __future__ import annotations

import posixpath
import re

from flaskcheck.images import arguments
from flaskcheck.servers.opened import opened
from flaskcheck.units.obstacles.files import reason
from flaskcheck.units.obstacles.made import is_written
from flaskcheck.units.obstacles.site import Obstacle, is_certain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.services import Command
    from flaskcheck.images.image import Image
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployed import DeployedFiles
    from flaskcheck.units.obstacles.site import Site


def without_configuration(servers: tuple[Server, ...], found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The servers that are given a configuration file which is not there and which nothing makes: they end before they load the application (verified with gunicorn 27.0.1 and uWSGI 2.0.31)."""
    numbers = _numbers(found)
    for server in servers:
        invocation, written = server.invocation, server.config_missing.removeprefix("file:")
        if (
            server.refused is not None
            or not (written and invocation.cwd and site.is_seen and is_certain(invocation))
            or site.tree.has(".gitmodules")
        ):
            continue
        path = site.view.join(invocation.cwd, written)
        before = found[: numbers.get(invocation, 0)]
        if not site.view.lacks(path) or (not site.is_image and is_written(site, path, before)):
            continue
        at = next((i for i, word in enumerate(invocation.arguments) if word.endswith(written)), -1)
        why, near = reason(site, path)
        yield Obstacle(invocation, "configuration", invocation.place_of(at), written, near, why)


def without_folder(
    servers: tuple[Server, ...], found: tuple[Invocation, ...], site: Site, code: Code, files: DeployedFiles
) -> Iterator[Obstacle]:
    """The servers that are to write into a folder which is not there and which nothing makes: they end before they load the application."""
    numbers = _numbers(found)
    for server in servers:
        if server.refused is not None or not site.is_seen or not is_certain(server.invocation):
            continue
        for file in opened(server, site.view, code):
            before = found[: numbers.get(server.invocation, len(found))]
            name = posixpath.basename(file.folder)
            is_made = any(name in " ".join((i.text, *i.arguments)) for i in before)
            may_be_made = not site.is_image and is_written(site, file.folder, before)
            if not (is_made or may_be_made or site.tree.has(".gitmodules")) and files.lacks_folder(file.folder):
                yield Obstacle(server.invocation, "folder", file.place, file.said, near=file.folder)


def _numbers(found: tuple[Invocation, ...]) -> dict[Invocation, int]:
    """Where each command stands among those that are run, the first time."""
    return {invocation: number for number, invocation in reversed(list(enumerate(found)))}


def unheard(image: Image, given: Command | None, found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The command that an image's entrypoint gets and does not run, told where the script ends."""
    script = arguments.unheard(image, given, found, site.tree) if site.is_seen else ""
    command = given or image.cmd
    if not script and site.is_seen and image.entrypoint is not None and command is not None:
        near = arguments.without_arguments(image, given, found, site.tree)
        first = next((i for i in found if i.script == near), None)
        if near and first is not None:
            written = " ".join(command.argv or (command.text,))
            yield Obstacle(first, "unargued", image.entrypoint.place, written, near)
    if script and command is not None:
        first = next(i for i in found if i.script == script)
        source = site.tree.source(script)
        last = max((number for number, line in enumerate(source.lines, 1) if line.strip()), default=1)
        yield Obstacle(first, "unheard", source.line_place(last), " ".join(command.argv or (command.text,)), script)


_ASKS = re.compile(r"(?:test|\[) -[efrs] [\"']?([^\s\"'$*]+)[\"']?(?: \])? &&")
"""A test whether a file is there, before what is run only then."""


def waiting(servers: tuple[Server, ...], found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The servers that are started only if a file is there which is not, and which nothing makes: the command ends, and nothing runs."""
    numbers = _numbers(found)
    for server in servers:
        invocation = server.invocation
        asked = _ASKS.fullmatch(invocation.guard_text.strip()) if invocation.joiner == "&&" and site.is_seen else None
        at = numbers.get(invocation, -1)
        if asked is None or invocation.cwd is None or at < 0 or site.tree.has(".gitmodules"):
            continue
        path = site.view.join(invocation.cwd, asked[1])
        others = (*found[:at], *found[at + 1 :])
        may_go_on = any(i.phase == invocation.phase and i.joiner in ("||", ";", "newline") for i in found[at + 1 :])
        if site.view.lacks(path) and not may_go_on and not is_written(site, path, others):
            yield Obstacle(invocation, "waiting", invocation.place_of(-1), asked[1])

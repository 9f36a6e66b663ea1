"""Commands that cannot run, whatever the application does: no program can have the name, the file that they execute is not there, or they are given what they refuse."""

from __future__ import annotations

import posixpath

from flaskcheck.effects.subcommands import taken_for_names, unknown_step, unknown_subcommand
from flaskcheck.installed.refused_python import pinned_against, refusing
from flaskcheck.units.obstacles.files import goes_on, without_file, without_module
from flaskcheck.units.obstacles.names import fault_of_name
from flaskcheck.units.obstacles.site import Obstacle, is_certain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.obstacles.site import Site


_SETTINGS = "alembic.ini"


_GIVEN = ("-c", "--config")


_HARMLESS = frozenset(
    "cat chmod chown cp date echo env groupadd ls mkdir mv printf rm sleep touch true useradd".split()
)
"""Programs that install none."""


def obstacles(found: tuple[Invocation, ...], site: Site) -> Iterator[Obstacle]:
    """The commands that surely cannot run, in order."""
    before: list[Invocation] = []
    for at, invocation in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if is_certain(invocation) and (following is None or following.joiner != "||"):
            yield from _of(site, invocation, before, following)
        before.append(invocation)


def _of(
    site: Site, invocation: Invocation, before: list[Invocation], following: Invocation | None
) -> Iterator[Obstacle]:
    if invocation.program == "flask" and site.is_seen:
        at, word, meant = unknown_subcommand(invocation, site.installed, site.tree)
        if word:
            yield Obstacle(invocation, "subcommand", invocation.place_of(at), word, meant)
    for number in [n for n, word in enumerate(invocation.arguments) if word in ("&&", "||")][: not invocation.expands]:
        yield Obstacle(
            invocation, "unread", invocation.place_of(number), invocation.arguments[number], invocation.program
        )
    yield from _of_installer(site, invocation, before)
    if invocation.program == "alembic" and site.is_seen and _lacks_settings(site, invocation):
        elsewhere = site.tree.named(_SETTINGS)
        near = elsewhere[0] if len(elsewhere) == 1 else ""
        yield Obstacle(invocation, "settings", invocation.place_of(-1), "alembic", near)
    if site.is_bare and _is_early(site, invocation, before):
        yield Obstacle(invocation, "early", invocation.place_of(-1), invocation.program)
    if invocation.written[:1] == "[" and invocation.written.strip("[]") and invocation.absent:
        yield Obstacle(invocation, "list", invocation.place_of(-1), invocation.written)
    elif invocation.absent and not goes_on(invocation, following):
        yield from without_file(site, invocation, before)
    if invocation.module and not invocation.script and site.is_seen and not site.tree.has(".gitmodules"):
        yield from without_module(site, invocation, before)
    if not (invocation.absent or invocation.script or invocation.module or invocation.builtin):
        kind, near = fault_of_name(site, invocation)
        if kind:
            yield Obstacle(invocation, kind, invocation.place_of(-1), invocation.written, near)


def _of_installer(site: Site, invocation: Invocation, before: list[Invocation]) -> Iterator[Obstacle]:
    if site.is_bare and (file := refusing(invocation, site.view, site.installed, before, site.variables)):
        yield Obstacle(invocation, "python", invocation.place, file.python, file.path)
    if pinned := pinned_against(invocation, site.view, site.tree, site.installed, site.variables):
        python, asking = pinned
        yield Obstacle(invocation, "pin", python.place, asking.python, asking.path, python.version)
    if invocation.program == "pip":
        for number in taken_for_names(invocation):
            yield Obstacle(invocation, "requirements", invocation.place_of(number), invocation.arguments[number])
        word, meant = unknown_step(invocation)
        if word:
            yield Obstacle(invocation, "step", invocation.place_of(0), word, meant)


def _is_early(site: Site, invocation: Invocation, before: list[Invocation]) -> bool:
    """Whether a program is not there yet that a later step of the build installs."""
    is_by_name = not (invocation.script or invocation.builtin or invocation.wrapper or "/" in invocation.written)
    if invocation.phase != "build" or not is_by_name or not all(_brings_nothing(step, invocation) for step in before):
        return False
    return site.installed.provides_program(invocation.program).status in ("declared", "transitive")


def _brings_nothing(step: Invocation, invocation: Invocation) -> bool:
    """Whether a step installs no program, as far as its name tells; what a shell script runs follows it in the list."""
    if step.program in ("source", ".", "eval"):
        return False
    is_followed = bool(step.script) and not step.script.endswith(".py") and step.program != "python"
    return step.builtin or is_followed or step.program in _HARMLESS or step.program == invocation.program


def _lacks_settings(site: Site, invocation: Invocation) -> bool:
    """Whether alembic surely finds no settings: none are named, and where it runs is no alembic.ini and no [tool.alembic] (verified with Alembic 1.13.2 and 1.20.1)."""
    words, variables = invocation.arguments, {n for n, _ in (*invocation.environment, *invocation.exports)}
    named = any(w in _GIVEN or w.startswith(("-c", "--config=")) for w in words) or "ALEMBIC_CONFIG" in variables
    in_run = site.is_image and invocation.phase == "build"  # what paths mean there changes with every step
    if named or in_run or invocation.cwd is None or not words or words[0] in ("init", "--version", "--help", "-h"):
        return False
    project = site.view.find(posixpath.join(invocation.cwd, "pyproject.toml"))
    is_there = project is not None and b"[tool.alembic" in site.tree.source(project).raw
    return site.view.lacks(posixpath.join(invocation.cwd, _SETTINGS)) and not is_there

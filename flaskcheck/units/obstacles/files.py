"""Commands whose file is not there: a script, a module, a program of a virtual environment that nothing makes."""

from __future__ import annotations

import posixpath

from flaskcheck.files.paths import relative
from flaskcheck.known.distributions import distributions_with_program
from flaskcheck.units.obstacles.made import SCRIPTS, is_written, makes_environment
from flaskcheck.units.obstacles.site import Obstacle

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.obstacles.site import Site


VIRTUAL_ENVIRONMENTS = frozenset({"venv", "env", "virtualenv"})
"""Folders of virtual environments that people make and no host does (Render makes ``.venv``, Azure ``antenv``)."""


def goes_on(invocation: Invocation, following: Invocation | None) -> bool:
    """Whether the shell only complains: a file that ``source`` does not find ends nothing by itself."""
    if invocation.program not in ("source", "."):
        return False
    return not invocation.errexit and (following is None or following.joiner != "&&")


def without_file(site: Site, invocation: Invocation, before: list[Invocation]) -> Iterator[Obstacle]:
    """The script or program that a command names by its path, where nothing is."""
    path = invocation.absent
    in_run = site.is_image and invocation.phase == "build"  # what paths mean there changes with every step
    if in_run or not site.is_seen or site.tree.has(".gitmodules") or not site.view.lacks(path):
        return
    *folders, last, name = path.split("/")
    index = next(
        (i for i, word in enumerate((invocation.written, *invocation.arguments)) if posixpath.basename(word) == name), 0
    )
    written = (invocation.written, *invocation.arguments)[index]
    if last == "bin" and VIRTUAL_ENVIRONMENTS.union(site.environments) & set(folders):
        written = written if written.endswith(name) else relative(path, site.view.cwd)  # which runs a module or a file
        if not any(makes_environment(i) for i in before):
            yield Obstacle(invocation, "environment", invocation.place_of(index - 1), written)
    elif path.endswith(SCRIPTS) and (site.is_image or not is_written(site, path, before)):
        kind, near = reason(site, path)
        yield Obstacle(invocation, kind, invocation.place_of(index - 1), written, near)
    elif invocation.program == "python" and distributions_with_program(written):  # which lies elsewhere, on the path
        yield Obstacle(invocation, "absent", invocation.place_of(index - 1), written, f"python -m {written}")


def without_module(site: Site, invocation: Invocation, before: list[Invocation]) -> Iterator[Obstacle]:
    """A module that ``python -m`` is to run, in a package of the repository that has none of that name."""
    name = invocation.program
    package, _, last = name.rpartition(".")
    if not package or not all(part.isidentifier() for part in name.split(".")):
        return
    base = posixpath.join(invocation.cwd or site.view.cwd, package.replace(".", "/"))
    path = f"{base}/{last}.py"
    if site.view.find(f"{base}/__init__.py") and site.view.lacks(path) and site.view.find(f"{base}/{last}") is None:
        if not is_written(site, path, before):
            yield Obstacle(invocation, "module", invocation.place_of(-1), name)


def reason(site: Site, path: str) -> tuple[str, str]:
    """Why there is no file at a deployment path, and the file of the repository that may be meant."""
    tree = site.tree
    wanted = posixpath.normpath(posixpath.join(site.folder, relative(path, site.view.cwd)))
    if tree.has(wanted):
        return "left-out", wanted
    if tree.exists_ignored(wanted):
        return "ignored", wanted
    folder = posixpath.dirname(wanted)
    beside = [f for f in tree.below(folder) if posixpath.dirname(f) == folder]
    other_case = next((f for f in beside if f.lower() == wanted.lower()), "")
    return (
        ("case", other_case)
        if other_case
        else ("absent", _alike(tree.named(posixpath.basename(wanted)), wanted, beside))
    )


def _alike(same_name: tuple[str, ...], wanted: str, beside: list[str]) -> str:
    """The file that is meant: one of the same name elsewhere, or one beside it that is almost called so."""
    from difflib import get_close_matches

    if len(same_name) == 1:
        return same_name[0]
    end = wanted[wanted.rfind(".") :]
    near = get_close_matches(wanted, [f for f in beside if f.endswith(end)], 1)
    return near[0] if near else ""

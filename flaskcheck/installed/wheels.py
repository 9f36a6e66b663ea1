"""Wheels that one command builds and another installs, as images of two stages do: what is in the folder are the releases that the first was asked for, and the newest of what they need."""

from __future__ import annotations

from posixpath import basename, dirname

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.installed.commands import Install

_LEAVES_OUT = "--no-deps"


def with_built(installs: Iterable[Install]) -> tuple[Install, ...]:
    """The install commands, of which those that take the wheels of another one hide nothing; all others that are steered by folders of wheels stay so."""
    found = tuple(installs)
    built = {basename(i.wheels.rstrip("/")): _LEAVES_OUT not in i.offline for i in found if i.wheels}
    taken = {name for install in found if not install.wheels for name in _folders(install)}
    return tuple(_judged(install, built, taken) for install in found)


def _judged(install: Install, built: dict[str, bool], taken: set[str]) -> Install:
    if install.wheels:
        is_taken = basename(install.wheels.rstrip("/")) in taken
        return install.replaced(steers=install.steers or (bool(install.offline) and not is_taken))
    folders = _folders(install)
    is_own = bool(folders) and all(name in built for name in folders)
    is_whole = all(built[name] for name in folders) if is_own else False
    options = [word for word in install.offline if word.startswith("--")]
    steers = install.steers or (bool(install.offline) and not (is_own and (is_whole or not options)))
    made = tuple(word for word in install.made if not (is_own and _is_wheels(word)))
    return install.replaced(steers=steers, made=made)


def _folders(install: Install) -> set[str]:
    """The last names of the folders that it takes wheels from."""
    named = [word for word in install.offline if not word.startswith("--")]
    globbed = [dirname(word) for word in install.made if _is_wheels(word)]
    return {basename(folder.rstrip("/")) for folder in (*named, *globbed)} - {""}


def _is_wheels(word: str) -> bool:
    """Whether a word names all wheels of a folder: ``/wheels/*``, ``wheels/*.whl``."""
    return basename(word) in ("*", "*.whl")

"""Which rules there are, by name: built-in ones, retired names, plugins. No rule is imported for that."""

from __future__ import annotations

import os
from importlib import import_module

from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.reading import read
from flaskcheck.ground.trust import plugin_folders, refused_folders
from flaskcheck.rule import FAMILIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import Distribution, EntryPoint


GROUP = "flaskcheck.rules"


UNUSED_IGNORE = "unused-ignore"
"""Reported by the engine itself: an ignore comment that silences nothing."""


ALIASES: dict[str, str] = {}
"""Retired rule names and what replaces them; a name is never used for something else."""


_plugins: dict[str, EntryPoint] | None = None
_refused: tuple[str, ...] | None = None


PREVIEW = f"{GROUP}.preview"
"""The package of the rules that run only where preview is on: a rule becomes stable when its file moves up."""


def builtin_names() -> tuple[str, ...]:
    """The names of the built-in rules, sorted, without importing any; those in preview, too."""
    return tuple(sorted({*_names_in(GROUP), *preview_names()}))


def preview_names() -> frozenset[str]:
    """The names of the built-in rules that are in preview, without importing any."""
    return _names_in(PREVIEW)


def _names_in(package: str) -> frozenset[str]:
    folders = import_module(package).__path__
    files = (name for folder in folders for name in os.listdir(folder))
    return frozenset(name[:-3].replace("_", "-") for name in files if name.endswith(".py") and name != "__init__.py")


def known_names() -> frozenset[str]:
    """Everything that ``select``, ``ignore`` and ignore comments may name."""
    return frozenset((*builtin_names(), *plugins(), UNUSED_IGNORE, *FAMILIES, *ALIASES))


def plugins() -> dict[str, EntryPoint]:
    """The rules that other distributions offer, not yet imported, by name. A built-in rule cannot be replaced.

    Raises: UsageError when a plugin takes a name that is in use.
    """
    global _plugins
    if _plugins is None:
        _plugins = _find_plugins() if _may_have_plugins() else {}
    return _plugins


def refused_plugins() -> tuple[str, ...]:
    """What rules lie in a folder that a repository could have filled, which are not imported: each entry point as it is written."""
    global _refused
    if _refused is None:
        _refused = _find_refused() if _has_plugins(refused_folders) else ()
        if refused_folders and _may_have_plugins():
            from importlib.metadata import distributions

            editable = _entries(distributions(path=plugin_folders()))
            _refused = tuple(dict.fromkeys((*_refused, *(entry.value for entry in editable if _is_refused(entry)))))
    return _refused


def _find_refused() -> tuple[str, ...]:
    from importlib.metadata import distributions

    return tuple(entry.value for entry in _entries(distributions(path=refused_folders)))


def _is_refused(entry: EntryPoint) -> bool:
    """Whether the module of a plugin lies where modules are not taken from, and nowhere else."""
    top = entry.value.partition(":")[0].partition(".")[0].strip()
    return _lies_in(top, refused_folders) and not _lies_in(top, plugin_folders())


def _lies_in(module: str, folders: Iterable[str]) -> bool:
    return any(os.path.exists(os.path.join(folder, name)) for folder in folders for name in (module, f"{module}.py"))


def _find_plugins() -> dict[str, EntryPoint]:
    from importlib.metadata import distributions

    taken = {*builtin_names(), *FAMILIES, *ALIASES, UNUSED_IGNORE}
    found: dict[str, EntryPoint] = {}
    for entry in _entries(distributions(path=plugin_folders())):
        if _is_refused(entry):
            continue
        if entry.name in taken or found.get(entry.name, entry) != entry:
            raise UsageError(f"a plugin ({entry.value}) offers a rule named {entry.name!r}, which there is already")
        found[entry.name] = entry
    return found


def _entries(installed: Iterable[Distribution]) -> list[EntryPoint]:
    """The rules that distributions offer; of one that is installed twice the first counts, as for an import."""
    names: set[str] = set()
    found: list[EntryPoint] = []
    for each in installed:
        name = (each.metadata["Name"] or "").lower().replace("_", "-")
        if name not in names:
            names.add(name)
            found += each.entry_points.select(group=GROUP)
    return found


def _may_have_plugins() -> bool:
    """A look at the installed distributions' entry point files: importing ``importlib.metadata`` costs 40 ms and most have no plugin."""
    return _has_plugins(plugin_folders())


def _has_plugins(folders: Iterable[str]) -> bool:
    mark = f"[{GROUP}]".encode()
    for folder in folders:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name, "entry_points.txt")
            if name.endswith((".dist-info", ".egg-info")) and os.path.isfile(path) and mark in read(path):
                return True
    return False

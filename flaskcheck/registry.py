"""The rules there are: every module of ``flaskcheck.rules``, found by listing the folder, and those of plugins."""

from __future__ import annotations

import os
from importlib import import_module

from flaskcheck.rule import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UNUSED_IGNORE = "unused-ignore"
"""Reported by the engine itself: an ignore comment that silences nothing."""

ALIASES: dict[str, str] = {}
"""Retired rule names and what replaces them; a name is never used for something else."""


def builtin_names() -> tuple[str, ...]:
    """The names of the built-in rules, sorted, without importing any."""
    package = import_module("flaskcheck.rules")
    found: set[str] = set()
    for folder in package.__path__:
        found.update(name[:-3] for name in os.listdir(folder) if name.endswith(".py") and name != "__init__.py")
    return tuple(sorted(name.replace("_", "-") for name in found))


def load(names: Iterable[str]) -> list[Rule]:
    """The rules of these names, in their order.

    Raises: ImportError, AttributeError or whatever a broken rule's module raises: nothing is skipped in silence.
    """
    found = []
    for name in names:
        rule = import_module(f"flaskcheck.rules.{name.replace('-', '_')}").check
        if not isinstance(rule, Rule):
            raise TypeError(f"the rule {name} is not decorated with @rule")
        found.append(rule)
    return found


def load_all() -> list[Rule]:
    """Every built-in rule and every plugin's, by name."""
    return sorted([*load(builtin_names()), *load_plugins()], key=lambda rule: rule.name)


def load_plugins() -> list[Rule]:
    """The rules that other distributions offer under the entry point group ``flaskcheck.rules``."""
    if not _may_have_plugins():
        return []
    from importlib.metadata import entry_points

    return [entry.load() for entry in entry_points(group="flaskcheck.rules")]


def _may_have_plugins() -> bool:
    """A look at the installed distributions' entry point files: importing ``importlib.metadata`` costs 40 ms and most have no plugin."""
    import sys

    for folder in sys.path:
        if not folder.endswith("-packages"):
            continue
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name, "entry_points.txt")
            if name.endswith(".dist-info") and os.path.isfile(path):
                with open(path, "rb") as file:
                    if b"[flaskcheck.rules]" in file.read():
                        return True
    return False

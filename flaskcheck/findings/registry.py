"""The rules there are: every module of ``flaskcheck.rules``, found by listing the folder, and those of plugins.

A plugin is a distribution with entry points in the group ``flaskcheck.rules``, each named like its rule: ``no-cron = "shop_rules.no_cron:check"``.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from flaskcheck.ground.errors import Crash, UsageError, crash
from flaskcheck.rule import FAMILIES, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint

    from flaskcheck.findings.config import Config

GROUP = "flaskcheck.rules"

UNUSED_IGNORE = "unused-ignore"
"""Reported by the engine itself: an ignore comment that silences nothing."""

ALIASES: dict[str, str] = {}
"""Retired rule names and what replaces them; a name is never used for something else."""


def builtin_names() -> tuple[str, ...]:
    """The names of the built-in rules, sorted, without importing any."""
    package = import_module(GROUP)
    found: set[str] = set()
    for folder in package.__path__:
        found.update(name[:-3] for name in os.listdir(folder) if name.endswith(".py") and name != "__init__.py")
    return tuple(sorted(name.replace("_", "-") for name in found))


def known_names() -> frozenset[str]:
    """Everything that ``select``, ``ignore`` and ignore comments may name."""
    return frozenset((*builtin_names(), *plugins(), UNUSED_IGNORE, *FAMILIES, *ALIASES))


def load(names: Iterable[str]) -> list[Rule]:
    """The rules of these names, in their order.

    Raises: UsageError for an unknown name, else whatever a broken rule's module raises: nothing is skipped in silence.
    """
    builtin = frozenset(builtin_names())
    return [_load(name, builtin) for name in names]


def _load(name: str, builtin: frozenset[str]) -> Rule:
    if name == UNUSED_IGNORE:
        from flaskcheck.findings.ignores import RULE

        return RULE
    if name in builtin:
        rule = import_module(f"{GROUP}.{name.replace('-', '_')}").check
    elif name in plugins():
        rule = plugins()[name].load()
    else:
        from flaskcheck.findings.config import did_you_mean

        hint = did_you_mean(name, (*builtin, *plugins(), UNUSED_IGNORE))
        raise UsageError(f"there is no rule {name!r}{hint or '; flaskcheck rules lists them'}")
    if not isinstance(rule, Rule):
        raise TypeError(f"the rule {name} is not decorated with @rule")
    if rule.name != name:
        raise TypeError(f"the rule {rule.name} is registered as {name}")
    return rule


def load_all() -> tuple[list[Rule], list[Crash]]:
    """Every rule there is, by name, and those that cannot be loaded."""
    return _gather({*builtin_names(), *plugins(), UNUSED_IGNORE})


def selected(config: Config) -> tuple[list[Rule], list[Crash]]:
    """The rules that a configuration asks for, by name, and those that cannot be loaded. Only what may be asked for is imported."""
    names = {*builtin_names(), *plugins()}
    if config.select and not set(config.select) & set(FAMILIES):
        names &= set(config.select)
    rules, crashes = _gather(names - set(config.ignore))
    return [rule for rule in rules if is_selected(config, rule.name, rule.family)], crashes


def is_selected(config: Config, name: str, family: str) -> bool:
    """Whether a rule is to run: a rule's own name says more than its family's."""
    if config.select and not {name, family} & set(config.select):
        return False
    return name not in config.ignore and (family not in config.ignore or name in config.select)


def _gather(names: set[str]) -> tuple[list[Rule], list[Crash]]:
    builtin = frozenset(builtin_names())
    rules, crashes = [], []
    for name in sorted(names):
        try:
            rules.append(_load(name, builtin))
        except Exception as error:
            crashes.append(crash(name, error))
    return rules, crashes


# --- plugins ------------------------------------------------------------------------------------------

_plugins: dict[str, EntryPoint] | None = None


def plugins() -> dict[str, EntryPoint]:
    """The rules that other distributions offer, not yet imported, by name. A built-in rule cannot be replaced.

    Raises: UsageError when a plugin takes a name that is in use.
    """
    global _plugins
    if _plugins is None:
        _plugins = _find_plugins() if _may_have_plugins() else {}
    return _plugins


def _find_plugins() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points

    taken = {*builtin_names(), *FAMILIES, *ALIASES, UNUSED_IGNORE}
    found: dict[str, EntryPoint] = {}
    for entry in entry_points(group=GROUP):
        if entry.name in taken or found.get(entry.name, entry) != entry:
            raise UsageError(f"a plugin ({entry.value}) offers a rule named {entry.name!r}, which there is already")
        found[entry.name] = entry
    return found


def _may_have_plugins() -> bool:
    """A look at the installed distributions' entry point files: importing ``importlib.metadata`` costs 40 ms and most have no plugin."""
    mark = f"[{GROUP}]".encode()
    for folder in sys.path:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            path = os.path.join(folder, name, "entry_points.txt")
            if name.endswith((".dist-info", ".egg-info")) and os.path.isfile(path):
                with open(path, "rb") as file:
                    if mark in file.read():
                        return True
    return False

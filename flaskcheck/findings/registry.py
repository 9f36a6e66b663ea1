"""The rules there are: every module of ``flaskcheck.rules``, found by listing the folder, and those of plugins.

A plugin is a distribution with entry points in the group ``flaskcheck.rules``, each named like its rule: ``no-cron = "shop_rules.no_cron:check"``.
"""

from __future__ import annotations

from importlib import import_module

from flaskcheck.findings.config import is_selected, severity
from flaskcheck.findings.names import GROUP, PREVIEW, UNUSED_IGNORE, builtin_names, plugins, preview_names
from flaskcheck.ground.errors import Crash, UsageError, crash
from flaskcheck.rule import FAMILIES, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.findings.config import Config
    from flaskcheck.project import Project
    from flaskcheck.rule import Problem


def load(names: Iterable[str]) -> list[Rule]:
    """The rules of these names, in their order.

    Raises: UsageError for an unknown name, else whatever a broken rule's module raises: nothing is skipped in silence.
    """
    modules = _modules()
    return [_load(name, modules) for name in names]


def _modules() -> dict[str, str]:
    """The module of each built-in rule, by the rule's name."""
    preview = preview_names()
    return {n: f"{PREVIEW if n in preview else GROUP}.{n.replace('-', '_')}" for n in builtin_names()}


def _load(name: str, modules: dict[str, str]) -> Rule:
    if name == UNUSED_IGNORE:
        from flaskcheck.findings.ignores import RULE

        return RULE
    if name in modules:
        rule = import_module(modules[name]).check
    elif name in plugins():
        rule = plugins()[name].load()
    else:
        from flaskcheck.ground.words import did_you_mean

        hint = did_you_mean(name, (*modules, *plugins(), UNUSED_IGNORE))
        raise UsageError(f"unknown rule {name!r}{hint or '; flaskcheck rules lists them'}")
    if not isinstance(rule, Rule):
        raise TypeError(f"the rule {name} is not decorated with @rule")
    if rule.name != name:
        raise TypeError(f"the rule {rule.name} is registered as {name}")
    return rule


def load_all() -> tuple[list[Rule], list[Crash]]:
    """Every rule there is, by name, and those that cannot be loaded."""
    return _gather({*builtin_names(), *plugins(), UNUSED_IGNORE})


def selected(config: Config) -> tuple[list[Rule], list[Crash]]:
    """The rules that a configuration asks for, by name, and those that cannot be loaded. Only what may be asked for is imported: no rule in preview without need."""
    if not (_latest and _latest[0][0] is config):
        _latest[:] = [(config, _selected(config))]
    return _latest[0][1]


_latest: list[tuple[Config, tuple[list[Rule], list[Crash]]]] = []
"""What was said last, and of which configuration: a run asks while git lists the files, and again when they are known."""


def _selected(config: Config) -> tuple[list[Rule], list[Crash]]:
    names = {*builtin_names(), *plugins()}
    if not config.preview:
        names -= preview_names()
    if config.select and not set(config.select) & set(FAMILIES):
        names &= set(config.select)
    rules, crashes = _gather(names - set(config.ignore))
    return [_graded(rule, config) for rule in rules if is_selected(config, rule.name, rule.family)], crashes


def _graded(rule: Rule, config: Config) -> Rule:
    """A rule with the severity that the configuration gives it."""
    wanted = severity(config, rule.name, rule.family)
    if not wanted:
        return rule
    from functools import wraps

    @wraps(rule.check)
    def check(project: Project) -> Iterable[Problem]:
        return (problem.replaced(severity=wanted) for problem in rule.check(project))

    return rule.replaced(severity=wanted, check=check)


def _gather(names: set[str]) -> tuple[list[Rule], list[Crash]]:
    modules = _modules()
    rules, crashes = [], []
    for name in sorted(names):
        try:
            rules.append(_load(name, modules))
        except Exception as error:
            crashes.append(crash(name, error))
    return rules, crashes

"""What a run finds, by one configuration or by several. What is printed of it, and how the run ends, is in ``actions.py``."""

from __future__ import annotations

import os

from flaskcheck.command.verdict import Judge, around, gone, remarks
from flaskcheck.files.tree import scoped
from flaskcheck.ground.errors import ConfigError
from flaskcheck.ground.record import Record
from flaskcheck.units.implied import Assumed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.command.folders import NamedFolders
    from flaskcheck.command.plan import Plan
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report
    from flaskcheck.readers.kept import KeptFacts


class Judgement(Record):
    """A ``report``, and the reports that it joins, one for each folder with a configuration of its own; ``files`` were read besides those of the tree."""

    report: Report
    each: tuple[tuple[Report, Config], ...]
    files: tuple[str, ...] = ()


def judge(
    plan: Plan, progress: Callable[[str], None], kept: KeptFacts | None = None, heeds_baseline: bool = True
) -> Judgement:
    """Run the rules that are asked for over the files that are meant. ``kept`` are facts of earlier runs; known findings are silenced if ``heeds_baseline``.

    Raises: UsageError, ConfigError.
    """
    settings, folders, tree = plan.settings, plan.folders, plan.tree
    one = Judge(plan, progress, kept, heeds_baseline)
    if folders and (folders.asked(tree.scope) or not tree.scope or not tree.has_folder(tree.scope)):
        return _by_folder(one, folders)
    report = one.report(settings, tree, one.project(settings))
    report.remarks += [*around(report), *remarks(report, settings), *gone(report, plan)]
    read = (settings.path, settings.baseline, *settings.extended, *plan.settings_files(tree.scope))
    return Judgement(report, ((report, settings),), tuple(filter(None, read)))


def _by_folder(judge: Judge, folders: NamedFolders) -> Judgement:
    """The reports on the folders that ``root`` entries name as one.

    Raises: ConfigError when an entry names no folder, and whatever each one's configuration is refused for.
    """
    plan, settings, tree = judge.plan, judge.plan.settings, judge.plan.tree
    if folders.unmet and not tree.scope and os.path.realpath(settings.root_home) == os.path.realpath(tree.root):
        raise ConfigError(f"{settings.path}: root: no folder with files is {folders.unmet[0]!r}")
    assumed = (Assumed(folder, own.host, own.deploy) for folder, own in plan.own_settings.items())
    project = judge.project(settings, tuple(assumed))
    found = []
    for folder, scope in folders.asked(tree.scope).items():
        own = plan.own_settings[folder]
        part = scoped(tree, scope, folders.inside(folder), () if tree.scope else folders.all)
        report = judge.report(own, part, project)
        found.append((report, own))
    from flaskcheck.command.several import Several

    several = Several(tree, tuple(found), folders)
    several.remarks += [*remarks(several, settings), *gone(several, plan)]
    files = [settings.path, settings.baseline, *settings.extended]
    for folder, own in plan.own_settings.items():
        files += [own.path, own.baseline, *own.extended, *plan.settings_files(folder)]
    return Judgement(several, several.each, tuple(dict.fromkeys(filter(None, files))))

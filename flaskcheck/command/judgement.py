"""What a run finds: from options to a report. What is printed of it, and how the run ends, is in ``actions.py``."""

from __future__ import annotations

import os
import sys

from flaskcheck.files import source
from flaskcheck.files.discover import discover, root_of
from flaskcheck.findings import config, names, registry
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.command.options import Options
    from flaskcheck.files.disk import DiskTree
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report

BASELINE = ".flaskcheck-baseline.json"
"""The usual name of the file of known findings. It has to be named all the same: what is not reported is to be seen in the configuration."""

COMMAND_LINE = "the command line"


class Judgement(Record):
    """A ``report``, and the reports that it joins, one an application, each with its configuration; ``files`` were read besides those of the tree."""

    report: Report
    parts: tuple[tuple[Report, Config], ...]
    files: tuple[str, ...] = ()


def judge(
    options: Options, settings: Config, tree: DiskTree, progress: Callable[[str], None], heeds_baseline: bool = True
) -> Judgement:
    """Run the rules that are asked for over a tree.

    Raises: UsageError, ConfigError.
    """
    files = tuple(path for path in (settings.path, settings.baseline) if path)
    if settings.root:
        from flaskcheck.command import monorepo

        return monorepo.judge(options, settings, tree, progress, heeds_baseline)
    report = judged(options, settings, tree, progress, heeds_baseline)
    report.remarks += [*remarks(report, settings), *gone(report, options)]
    return Judgement(report, ((report, settings),), files)


def judged(
    options: Options, settings: Config, tree: Tree, progress: Callable[[str], None], heeds_baseline: bool
) -> Report:
    """The report on one application, known findings silenced if ``heeds_baseline``."""
    from flaskcheck.findings import engine

    rules, crashes = registry.selected(settings)
    report = engine.check(tree, rules, settings, not options.no_ignore, progress, crashes)
    if settings.baseline and heeds_baseline:
        from flaskcheck.findings.baseline import apply

        apply(report, settings.baseline, reader(options, tree.root))
    return report


def remarks(report: Report, settings: Config) -> list[str]:
    """What is to be told of one application's configuration: old names in it, and a baseline that it does not name."""
    from flaskcheck.files.paths import joined

    found = list(settings.retired)
    if not settings.baseline and report.tree.has(BASELINE):
        file = joined(getattr(report.tree, "folder", ""), BASELINE)
        found.append(f'{file} is not used: say baseline = "{BASELINE}" in the configuration, or --baseline {file}')
    return found


def gone(report: Report, options: Options) -> list[str]:
    """What is to be told of known findings that are not there any more."""
    found = []
    for count in filter(None, map(len, report.gone.values())):
        words = "1 known finding is" if count == 1 else f"{count} known findings are"
        where = f" --baseline {options.baseline}" if options.baseline else ""
        found.append(f"{words} gone: run flaskcheck baseline --prune{where}")
    return found


def configuration(options: Options) -> Config:
    """The configuration file's settings, with what the command line says in their place.

    Raises: UsageError, ConfigError.
    """
    root, only = scope(options)
    near = os.path.dirname(os.path.join(root, only)) if only else root
    return configured(options, near, root)


def configured(options: Options, near: str, root: str) -> Config:
    """The settings that hold in the folder ``near``, globs relative to ``root``.

    Raises: UsageError, ConfigError.
    """
    known = names.known_names()
    file = (
        config.Config()
        if options.no_config
        else config.load(near, known, options.config or "", root, reader(options, root))
    )
    selected, ignored = _listed(options.select), _listed(options.ignore)
    select = config.rule_names(COMMAND_LINE, "--select", selected, known)
    ignore = config.rule_names(COMMAND_LINE, "--ignore", ignored, known)
    host = config.host_names(COMMAND_LINE, _listed(options.host))
    return file.replaced(
        select=select or file.select,
        ignore=(*(name for name in file.ignore if name not in select), *ignore),
        exclude=(*file.exclude, *options.exclude),
        host=host or file.host,
        fail_on=options.fail_on or file.fail_on,
        baseline=os.path.abspath(options.baseline) if options.baseline else file.baseline,
        retired=(*file.retired, *config.retired(COMMAND_LINE, (*selected, *ignored))),
    )


def reader(options: Options, root: str) -> Callable[[str], bytes]:
    """What reads the files that say how to judge: as they are on disk, or as they are staged."""
    if not options.staged:
        return source.from_disk
    from flaskcheck.files import staged

    return staged.reader(root)


def _listed(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for text in given for name in text.split(",") if name.strip())


# --- which files ------------------------------------------------------------------------------------------


def scope(options: Options) -> tuple[str, str]:
    """The folder to scan, and the file in it that alone is to be reported (``""``: all are).

    Raises: UsageError.
    """
    if options.path != "-":
        if options.stdin_path is not None:
            raise UsageError("--stdin-path belongs to standard input: flaskcheck - --stdin-path FILE")
        return root_of(options.path)
    if options.staged:
        raise UsageError("--staged and standard input are two things to judge")
    if not options.stdin_path:
        raise UsageError("standard input is judged as a file of its repository: say which with --stdin-path FILE")
    return root_of(options.stdin_path, may_be_new=True)


def tree_of(options: Options, settings: Config) -> DiskTree:
    """The files to look at. Where there are several applications, each has its own ``exclude``.

    Raises: UsageError.
    """
    exclude = () if settings.root else settings.exclude
    if options.path != "-":
        return discover(options.path, exclude, staged=options.staged)
    return discover(options.stdin_path or "", exclude, content=sys.stdin.buffer.read())

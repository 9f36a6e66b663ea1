"""A repository of several applications, as ``root`` entries of the configuration name them: each is judged as a repository of its own, all in one report."""

from __future__ import annotations

import os
import posixpath

from flaskcheck.command.verdict import gone, remarks
from flaskcheck.files.globs import matches
from flaskcheck.files.listing import shown
from flaskcheck.files.part import PartTree
from flaskcheck.files.paths import is_in, joined
from flaskcheck.findings.config import FILES
from flaskcheck.findings.report import Report, order
from flaskcheck.ground.errors import ConfigError
from flaskcheck.hosts.platform_files import deployed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.command.plan import Plan
    from flaskcheck.command.verdict import Judge
    from flaskcheck.files.disk import DiskTree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Finding
    from flaskcheck.ground.place import Place


class Combined(Report):
    """The reports on several applications as one. ``empty`` are folders named as applications in which there is none; ``files`` were read besides the tree's."""

    def __init__(
        self, tree: DiskTree, parts: tuple[tuple[Report, Config], ...], empty: tuple[str, ...], files: tuple[str, ...]
    ) -> None:
        super().__init__(tree)
        self.parts = parts
        self.empty = empty
        self.files = files
        self.has_application = any(report.has_application for report, _ in parts)
        for report, _ in parts:
            self._add(report)
        self.findings.sort(key=order)

    def _add(self, report: Report) -> None:
        folder = report.tree.folder if isinstance(report.tree, PartTree) else ""
        self.findings += [moved(finding, folder) for finding in report.findings]
        self.suppressed += [s.replaced(finding=moved(s.finding, folder)) for s in report.suppressed]
        for deployment in report.deployments:
            deployment.within = folder
        self.deployments += report.deployments
        self.crashes += [crash for crash in report.crashes if crash not in self.crashes]
        self.rules += [rule for rule in report.rules if rule not in self.rules]
        self.remarks += [f"{shown(folder)}: {remark}" if folder else remark for remark in report.remarks]
        for file, prints in report.gone.items():
            self.gone[file] = self.gone.get(file, frozenset()) | prints

    @property
    def is_partly_empty(self) -> bool:
        return bool(self.empty)

    @property
    def nothing_found(self) -> str:
        if self.parts:
            return super().nothing_found
        only = ", ".join(sorted(self.tree.only or ())) if hasattr(self.tree, "only") else ""
        return f"{shown(only)} lies in none of the applications that root names, so there is nothing to check."

    def fails(self, fail_on: str) -> bool:
        """Whether any application fails by its own configuration."""
        return any(report.fails(settings.fail_on) for report, settings in self.parts)


def judged(judge: Judge) -> Combined:
    """The report on all applications that ``root`` entries name.

    Raises: ConfigError when an entry names no folder, and whatever each one's configuration is refused for.
    """
    plan, settings, tree = judge.plan, judge.plan.settings, judge.plan.tree
    named = applications(tree, settings)
    parts = []
    files = [settings.path, settings.baseline, *(os.path.join(settings.root_home, name) for name in FILES)]
    for folder in [folder for folder in named if _is_asked_for(tree, folder, named)]:
        root = os.path.join(tree.root, folder) if folder else tree.root
        own = plan.configured(root, root, _below(plan.options.exclude, folder))
        parts.append((judge.report(own, PartTree(tree, folder, named, own.exclude)), own))
        files += [own.path, own.baseline, *_settings_files(tree, folder)]
    empty = [part.tree.folder for part, _ in parts if isinstance(part.tree, PartTree) and not part.has_application]
    literal = {"/".join(pattern) for pattern in _patterns(settings)}
    way = _way(tree, settings)
    missing = [folder for folder in empty if "/".join(_from_home(folder, way)) in literal]
    combined = Combined(tree, tuple(parts), tuple(missing), tuple(dict.fromkeys(filter(None, files))))
    combined.remarks += _remarks(combined, plan, named, empty)
    return combined


def _remarks(combined: Combined, plan: Plan, named: list[str], empty: list[str]) -> Iterator[str]:
    """What is to be told of the applications' configurations, and of what was not looked at."""
    yield from (*remarks(combined, plan.settings), *gone(combined, plan))
    for part, own in combined.parts:
        yield from remarks(part, own)
    if combined.has_application:
        yield from (f"{shown(folder) or '.'}: no Flask application in it" for folder in empty)
    if getattr(combined.tree, "only", None) is None:
        outside = [path for path in combined.tree.files if not any(is_in(path, folder) for folder in named)]
        yield from (
            f"{shown(path)}: in none of the applications that root names, not checked" for path in deployed(outside)
        )


def applications(tree: DiskTree, settings: Config) -> list[str]:
    """The folders of a tree that are applications; the tree as a whole where it is none but lies below the configuration.

    Raises: ConfigError for an entry that matches nothing although it should.
    """
    patterns, way = _patterns(settings), _way(tree, settings)
    found = []
    used: set[int] = set()
    for folder in sorted(tree.folders):
        path = _from_home(folder, way)
        met = {at for at, pattern in enumerate(patterns) if matches(pattern, path)}
        used |= met
        if met and not _is_excluded(folder, settings):
            found.append(folder)
    is_home = way == "."
    if is_home and tree.only is None:
        idle = sorted(set(range(len(patterns))) - used)
        if idle:
            raise ConfigError(f"{settings.path}: root: no folder with files is {settings.root[idle[0]]!r}")
    return found if found or is_home else [""]


def _patterns(settings: Config) -> list[tuple[str, ...]]:
    return [tuple(part for part in glob.strip().split("/") if part not in ("", ".")) for glob in settings.root]


def _way(tree: DiskTree, settings: Config) -> str:
    """How one gets from the configuration with the ``root`` entries to the scanned folder."""
    return os.path.relpath(os.path.realpath(tree.root), os.path.realpath(settings.root_home)).replace(os.sep, "/")


def _from_home(folder: str, way: str) -> tuple[str, ...]:
    """The parts of a scanned folder's path as the configuration sees it."""
    return tuple(part for part in posixpath.normpath(joined(way, folder)).split("/") if part != ".")


def _is_excluded(folder: str, settings: Config) -> bool:
    from flaskcheck.files.globs import matches_any

    return bool(folder and settings.exclude) and matches_any(folder, settings.exclude)


def _is_asked_for(tree: DiskTree, folder: str, named: list[str]) -> bool:
    """Whether any file to be reported belongs to this application rather than to one inside it."""
    if tree.only is None:
        return True
    inner = [other for other in named if other != folder and is_in(other, folder)]
    return any(is_in(path, folder) and not any(is_in(path, other) for other in inner) for path in tree.only)


def _below(exclude: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """The globs of ``--exclude`` as they read in an application's folder."""
    if not (folder and exclude):
        return exclude
    from flaskcheck.files.globs import rebased

    return tuple(glob for given in exclude for glob in rebased(given, folder, ""))


def _settings_files(tree: DiskTree, folder: str) -> list[str]:
    """The configuration files that there are or could be from an application's folder up to the scanned one."""
    found = []
    while folder:
        found += [os.path.join(tree.root, folder, name) for name in FILES]
        folder = folder.rpartition("/")[0]
    return found


def moved(finding: Finding, folder: str) -> Finding:
    """A finding of an application, its paths relative to the scanned folder."""
    if not folder:
        return finding

    def place(own: Place) -> Place:
        return own.replaced(path=joined(folder, own.path))

    return finding.replaced(
        place=place(finding.place),
        related=tuple(related.replaced(place=place(related.place)) for related in finding.related),
        fix=tuple(edit.replaced(place=place(edit.place)) for edit in finding.fix),
    )

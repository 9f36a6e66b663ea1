"""The report on several folders of a repository, each judged by its own configuration."""

from __future__ import annotations

from itertools import chain
from typing import TypeVar

from flaskcheck.command.verdict import remarks
from flaskcheck.files.listing import shown
from flaskcheck.files.paths import is_in
from flaskcheck.findings.merging import distinct
from flaskcheck.findings.report import Report, order
from flaskcheck.hosts.platform_files import deployed
from flaskcheck.units.unit import files_of

T = TypeVar("T")

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.command.folders import NamedFolders
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config


class Together(Report):
    """Several reports on parts of one tree as one, ``each`` with its configuration."""

    def __init__(self, tree: Tree, each: tuple[tuple[Report, Config], ...]) -> None:
        super().__init__(tree)
        self.each = each
        self.has_application = any(report.has_application for report, _ in each)
        reports = [report for report, _ in each]
        for report in reports:
            self._add(report)
        self.findings = sorted(distinct(self.findings), key=order)
        self.suppressed = _once(report.suppressed for report in reports)
        self.deployments = tuple(_once(report.deployments for report in reports))
        self.crashes = _once(report.crashes for report in reports)
        self.rules = _once(report.rules for report in reports)

    def _add(self, report: Report) -> None:
        self.findings += report.findings
        self.remarks += report.remarks
        for file, prints in report.gone.items():
            self.gone[file] = self.gone.get(file, frozenset()) | prints
        self.shown.secret_lines |= report.shown.secret_lines

    def covers(self, path: str) -> bool:
        """Whether one of the parts covers it."""
        return any(report.covers(path) for report, _ in self.each)

    def weighed(self, fail_on: str) -> set[tuple[str, str]]:
        """Those of each part, by its own configuration."""
        return {pair for report, settings in self.each for pair in report.weighed(settings.fail_on)}


class Several(Together):
    """The reports on the folders that ``root`` entries name as one."""

    def __init__(self, tree: Tree, each: tuple[tuple[Report, Config], ...], folders: NamedFolders) -> None:
        super().__init__(tree, each)
        empty = [report.tree.scope for report, _ in each if not _holds_one(report)]
        self._is_partly_empty = not folders.literal.isdisjoint(empty)
        self.remarks += (remark for report, own in each for remark in remarks(report, own))
        if self.has_application:
            self.remarks += (f"{shown(folder) or '.'}: no Flask application in it" for folder in empty)
        self.remarks += () if tree.scope else self._left_out(folders)

    def _left_out(self, folders: NamedFolders) -> Iterator[str]:
        read = {path for deployment in self.deployments for path in files_of(deployment)}
        outside = (p for p in self.tree.files if p not in read and not any(is_in(p, f) for f in folders.all))
        for path in deployed(outside):
            yield f"{shown(path)}: in none of the applications that root names, not checked"

    @property
    def is_partly_empty(self) -> bool:
        return self._is_partly_empty

    @property
    def nothing_found(self) -> str:
        if self.each:
            return super().nothing_found
        return (
            f"{shown(self.tree.scope)} lies in none of the applications that root names, so there is nothing to check."
        )


def _once(lists: Iterable[Iterable[T]]) -> list[T]:
    """What several reports hold, each once; a shell may name thousands of files."""
    return list(dict.fromkeys(chain.from_iterable(lists)))


def _holds_one(report: Report) -> bool:
    """Whether an application is made, or what a server is started with lies, in the folder that was judged."""
    starts = [deployment.start for deployment in report.deployments]
    made = (application.path for start in starts for application in start.applications)
    served = (target.path for start in starts for _, target in start.targets if target.application)
    return report.has_application and any(report.covers(path) for path in (*made, *served))

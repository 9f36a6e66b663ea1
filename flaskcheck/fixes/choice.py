"""Which fixes of a report may be tried, and which of them at the same time."""

from __future__ import annotations

import os

from flaskcheck.files.edits import UneditableError, edited
from flaskcheck.files.listing import LINK, SUBMODULE
from flaskcheck.files.roles import Roles
from flaskcheck.findings.merging import apart
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Edit, Fix

LOCKS = frozenset(
    "Pipfile.lock poetry.lock uv.lock pdm.lock pylock.toml pixi.lock package-lock.json yarn.lock pnpm-lock.yaml".split()
)
"""What a tool writes, and checks to be as it wrote it."""


class Candidate(Record):
    """A fix, and the findings that it is said to mend, each as it was before those of one cause were reported together."""

    fix: Fix
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding by which the fix is named."""
        return self.findings[0]


def candidates(report: Report, unsafely: bool) -> list[Candidate]:
    """The fixes of a report, in its order; those that change what the application does if ``unsafely``."""
    found: dict[Fix, list[Finding]] = {}
    for finding in apart(report.findings):
        if finding.fix is not None and (unsafely or not finding.fix.is_unsafe):
            found.setdefault(finding.fix, []).append(finding)
    return [Candidate(fix, tuple(findings)) for fix, findings in found.items()]


def refusal(candidate: Candidate, report: Report) -> str:
    """Why the edits of a fix may not be made; ``""`` where they may."""
    for edit in candidate.fix.edits:
        why = _of_file(edit.place.path, report)
        if why:
            return f"{edit.place.path} {why}"
    for path, edits in by_file(candidate.fix.edits).items():
        try:
            edited(report.tree.source(path), edits)
        except UneditableError as error:
            return f"{path}: {error}"
    return ""


def _of_file(path: str, report: Report) -> str:
    tree = report.tree
    if not report.covers(path):
        return "lies outside of what is checked"
    if tree.modes.get(path) in (LINK, SUBMODULE) or _is_led_elsewhere(tree, path):
        return "is a link"
    if Roles(tree).of(path) in ("vendored", "generated"):
        return "is not this project's own"
    if path.rpartition("/")[2] in LOCKS:
        return "is written by a tool"
    if tree.has(path):
        return "" if not tree.root or os.path.isfile(os.path.join(tree.root, path)) else "is not on this disk"
    return "is there, and git ignores it" if tree.exists_ignored(path) else ""


def _is_led_elsewhere(tree: Tree, path: str) -> bool:
    """Whether a path is a link, or leads through one."""
    return bool(tree.root) and os.path.realpath(os.path.join(tree.root, path)) != os.path.join(
        os.path.realpath(tree.root), *path.split("/")
    )


def by_file(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    """Edits by the file that they are of, each once."""
    found: dict[str, list[Edit]] = {}
    for edit in dict.fromkeys(edits):
        found.setdefault(edit.place.path, []).append(edit)
    return found


def together(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those of some fixes that can be made at once: the first of each that would touch the same text."""
    taken = _Taken()
    for candidate in found:
        fresh = [edit for edit in candidate.fix.edits if edit not in taken.edits]
        if not any(map(taken.touches, fresh)):
            taken.add(fresh)
            yield candidate


class _Taken:
    """Edits that are to be made, by the lines that they touch."""

    def __init__(self) -> None:
        self.edits: set[Edit] = set()
        self._lines: dict[tuple[str, int], list[Edit]] = {}
        self._touched: set[str] = set()
        self._whole: set[str] = set()

    def add(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            place = edit.place
            self.edits.add(edit)
            self._touched.add(place.path)
            if not place.line:
                self._whole.add(place.path)
            for line in range(place.line, place.end_line + 1):
                self._lines.setdefault((place.path, line), []).append(edit)

    def touches(self, edit: Edit) -> bool:
        """Whether one of them touches what an edit would."""
        place = edit.place
        if not place.line or place.path in self._whole:
            return place.path in self._touched
        lines = range(place.line, place.end_line + 1)
        return any(_overlap(edit, other) for line in lines for other in self._lines.get((place.path, line), ()))


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same text. What is inserted at one place stands one behind the other."""
    first, second = one.place, other.place
    if first.path != second.path:
        return False
    if not (first.line and second.line):
        return True
    (start, end), (begin, stop) = (
        ((place.line, place.column), (place.end_line, place.end_column)) for place in (first, second)
    )
    if start == end or begin == stop:
        return (begin < start < stop) or (start < begin < end)
    return start < stop and begin < end

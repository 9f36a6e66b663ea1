"""Trying fixes in memory: what a check says of the files as they would be decides which of them hold."""

from __future__ import annotations

from collections import Counter

from flaskcheck.files.edits import edited
from flaskcheck.findings.merging import apart
from flaskcheck.fixes.choice import Candidate, by_file, candidates, refusal, together
from flaskcheck.ground.limits import MAX_FIX_ROUNDS, MAX_FIX_TRIALS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from flaskcheck.findings.report import Finding, Report

    Contents: TypeAlias = "dict[str, bytes]"
    Judge: TypeAlias = "Callable[[Contents], Report]"
    Known: TypeAlias = "tuple[str, str, str]"


class Trial:
    """The fixes of one report. ``judge`` checks the repository with other contents of some files.

    ``contents`` are the files as they become; ``done`` are the fixes that hold, ``dropped`` those that do not, with the reason, ``commands`` those that are to be typed.
    """

    def __init__(self, report: Report, judge: Judge, unsafely: bool, is_part: bool = False) -> None:
        """``is_part``: the report tells of lines that have changed, by their numbers, so that what fixes make is not looked at again."""
        self.report = report
        self.contents: Contents = {}
        self.done: list[Candidate] = []
        self.dropped: dict[tuple[Known, ...], tuple[Candidate, str]] = {}
        self._judge = judge
        self._unsafely = unsafely
        self._trials = 0
        self._waiting: list[Candidate] = []
        self._before = judge({}) if is_part and self._open() else report
        rounds = 1 if is_part else MAX_FIX_ROUNDS
        while rounds and self._round():
            rounds -= 1
        for left in self._waiting:
            self.dropped.setdefault(self._name(left), (left, "another fix changes the same text"))
        found = candidates(report if is_part else self.report, unsafely)
        self.commands = [candidate for candidate in found if candidate.fix.command]

    def _open(self) -> list[Candidate]:
        """The fixes with edits of the report as it is now."""
        return [c for c in candidates(self.report, self._unsafely) if c.fix.edits]

    def _name(self, candidate: Candidate) -> tuple[Known, ...]:
        return tuple(_known(finding) for finding in candidate.findings)

    def _round(self) -> bool:
        """Try the fixes of the report as it is now that can be made at once; whether any held."""
        wave = []
        for candidate in self._open():
            name = self._name(candidate)
            if name in self.dropped:
                continue
            why = refusal(candidate, self.report)
            if why:
                self.dropped[name] = candidate, why
            else:
                wave.append(candidate)
        held: list[Candidate] = []
        chosen = list(together(wave))
        known = set(map(id, chosen))
        self._waiting = [candidate for candidate in wave if id(candidate) not in known]
        self._settle(chosen, held, self.report)
        self.done += held
        return bool(held)

    def _settle(self, group: list[Candidate], held: list[Candidate], before: Report) -> None:
        """Hold those of a group that can be held on top of those that are, by halves; places are those of the report ``before``."""
        if not group:
            return
        contents = self._with([*held, *group], before)
        self._trials += 1
        after = self._judge(contents) if self._trials <= MAX_FIX_TRIALS else None
        why = "more fixes than can be tried" if after is None else _complaint(self._before, after, group)
        if after is not None and not why:
            self.contents, self.report, self._before = contents, after, after
            held += group
        elif len(group) == 1:
            self.dropped[self._name(group[0])] = group[0], why
        else:
            half = len(group) // 2
            self._settle(group[:half], held, before)
            self._settle(group[half:], held, before)

    def _with(self, fixes: Iterable[Candidate], before: Report) -> Contents:
        """The files after some fixes of a report."""
        edits = by_file(edit for candidate in fixes for edit in candidate.fix.edits)
        earlier = {path: before.tree.source(path).raw for path in self.contents if path not in edits}
        return {**earlier, **{path: edited(before.tree.source(path), found) for path, found in edits.items()}}


def _known(finding: Finding) -> Known:
    return finding.rule, finding.place.path, finding.message


def _complaint(before: Report, after: Report, group: list[Candidate]) -> str:
    """What is wrong with the files after some fixes; ``""`` where nothing is."""
    if len(after.crashes) > len(before.crashes):
        return "flaskcheck cannot check what it makes"
    if len(set(after.notes) - set(before.notes)) and len(after.notes) > len(before.notes):
        return "a file can no longer be read"
    known, found = _kinds(before.findings, deep=True), _kinds(after.findings)
    new = [f for f in apart(after.findings) if found[_kind(f)] > known[_kind(f)]]
    if new:
        return f"then {new[0].rule} is found in {new[0].place.path or '.'}"
    there, mended = Counter(map(_known, apart(before.findings))), Counter(_known(f) for c in group for f in c.findings)
    left = Counter(map(_known, apart(after.findings)))
    stays = any(left[each] > there[each] - times for each, times in mended.items())
    return "it does not mend the finding" if stays else ""


def _kind(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.place.path


def _kinds(findings: list[Finding], deep: bool = False) -> Counter[tuple[str, str]]:
    """How many findings of each rule there are in each file; ``deep``: those that others own too."""
    found = apart(findings)
    owned = [other for finding in findings for other in finding.owned] if deep else []
    return Counter(map(_kind, (*found, *owned)))

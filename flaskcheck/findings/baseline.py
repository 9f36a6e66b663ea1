"""Known findings: what was there when flaskcheck came to an old repository is kept in a file (``baseline_file.py``), and only what is new is reported."""

from __future__ import annotations

import os

from flaskcheck.files.paths import is_in
from flaskcheck.files.source import from_disk
from flaskcheck.findings.baseline_file import Baseline, KnownFinding, load, seen_from
from flaskcheck.findings.fingerprints import fingerprints, former_subject, subject
from flaskcheck.findings.merging import apart, together
from flaskcheck.findings.report import Suppressed, order
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.report import Finding, Report


class Comparison(Record):
    """A report beside a baseline: findings that are ``new`` and ``known`` ones, each with its entry; entries that are ``gone``, and those of rules and
    files that were not looked at (``unjudged``)."""

    new: tuple[tuple[Finding, KnownFinding], ...]
    known: tuple[tuple[Finding, KnownFinding], ...]
    gone: tuple[KnownFinding, ...]
    unjudged: tuple[KnownFinding, ...]


def apply(report: Report, file: str, read: Callable[[str], bytes] = from_disk) -> None:
    """Silence the findings of a report that a baseline knows, and note in ``report.gone`` what it knows and is not there. ``read`` reads the file.

    Raises: UsageError when the file is missing, damaged or of another version.
    """
    known = load(file, report.tree.root, read)
    if not report.has_application or any(crash.rule == "model" for crash in report.crashes):
        return
    found = compare(report, known)
    report.findings = sorted(together([finding for finding, _ in found.new]), key=order)
    reason = report.shown.note(seen_from(report.tree.root, file))
    report.suppressed += [Suppressed(finding, "baseline", reason) for finding, _ in found.known]
    report.gone[file] = frozenset(entry.fingerprint for entry in found.gone)


def compare(report: Report, known: Baseline) -> Comparison:
    """Sort the findings of a report and the entries of a baseline into those that belong together and those that do not."""
    named = _translation(report.tree.root, known.home)
    findings = apart(report.findings)
    current = entries(findings, report, named)
    stored = {entry.fingerprint: entry for entry in known.entries}
    old = _as_before(findings, report.tree, known, named)
    keys = [entry.fingerprint if entry.fingerprint in stored else old.get(at, "") for at, entry in enumerate(current)]
    pairs = list(zip(findings, current))
    new = tuple(pair for pair, key in zip(pairs, keys) if key not in stored)
    met = tuple(pair for pair, key in zip(pairs, keys) if key in stored)
    left = [entry for key, entry in stored.items() if key not in set(keys)]
    judged = _Judged(report, known.home)
    return Comparison(new, met, tuple(e for e in left if judged(e)), tuple(e for e in left if not judged(e)))


def entries(findings: list[Finding], report: Report, named: Callable[[str], str] = str) -> list[KnownFinding]:
    """Findings, in their order, as a baseline has them: with what their rule is about, and nothing of what a file says."""
    keys = fingerprints(findings, report.tree, named)
    subjects = {rule.name: rule.title for rule in report.rules}
    return [
        KnownFinding(named(finding.place.path), finding.rule, subjects.get(finding.rule, ""), key)
        for finding, key in zip(findings, keys)
    ]


def _as_before(findings: list[Finding], tree: Tree, known: Baseline, named: Callable[[str], str]) -> dict[int, str]:
    """Fingerprints that findings had in earlier versions, by their position: by what was hidden of their lines then, and while their rule bore a name that is retired now."""
    from flaskcheck.findings.names import ALIASES

    found = dict(enumerate(fingerprints(findings, tree, named, former_subject)))
    stored = {entry.fingerprint for entry in known.entries}
    found = {at: key for at, key in found.items() if key in stored}
    for old in {entry.rule for entry in known.entries} & ALIASES.keys():
        positions = [at for at, finding in enumerate(findings) if finding.rule == ALIASES[old]]
        renamed = [findings[at].replaced(rule=old) for at in positions]
        for about in (former_subject, subject):
            keys = zip(positions, fingerprints(renamed, tree, named, about))
            found.update((at, key) for at, key in keys if key in stored)
    return found


class _Judged:
    """Whether a run would have found an entry again: its rule ran (or is no more), and its file belongs to what was looked at."""

    def __init__(self, report: Report, home: str) -> None:
        from flaskcheck.findings.names import ALIASES, known_names

        self.report = report
        self.aliases = ALIASES
        self.idle = known_names() - {rule.name for rule in report.rules}
        self.idle |= {crash.rule for crash in report.crashes}
        self.own = _translation(home, report.tree.root)

    def __call__(self, entry: KnownFinding) -> bool:
        path = self.own(entry.path)
        tree = self.report.tree
        is_nobodys = bool(tree.apart) and not any(is_in(path, folder) for folder in tree.apart)
        is_inside = not path.startswith("../") and (is_nobodys or self.report.covers(path))
        return is_inside and self.aliases.get(entry.rule, entry.rule) not in self.idle


def _translation(here: str, there: str) -> Callable[[str], str]:
    """How paths relative to one folder are called from another."""
    here, there = os.path.realpath(here), os.path.realpath(there)
    if here == there:
        return str
    return lambda path: os.path.relpath(os.path.join(here, path), there).replace(os.sep, "/")

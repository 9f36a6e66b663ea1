"""Mutants: an application that works, changed in one line, deployed, and what flaskcheck says about it."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import flaskcheck
from tests.rehearsal import bases
from tests.rehearsal.bases import Base
from tests.rehearsal.operators import Mutant, Operator, drawn
from tests.rehearsal.plans import NotPlayableError
from tests.rehearsal.player import Outcome, Player

SEVERITIES = ("error", "warning")
LASTING = ("database", "migrations", "settings", "environment", "git", "platform")
"""The areas whose changes may show only in the next deployment."""

HOSTS_WORD = "whether the host takes such a file, its own program would tell, and it is not here"

HOSTS_OWN = ("invalid-platform-file", "invalid-python-version", "misnamed-platform-file", "misnamed-procfile")
"""Rules about what the host's own program takes, or passes over."""

TRIES = 3

OPEN = "everyone who can read the repository has the secret"


@dataclass(frozen=True)
class Judged:
    """One mutant: what became of it (``how``: ``""`` where it works), and what flaskcheck says that it did not say before (``said``), the worst first. ``skipped``: why it was not deployed, or not judged; ``waits``: the rule in preview that tells what the stable ones don't."""

    base: str
    operator: str
    area: str
    told: str
    how: str = ""
    said: tuple[tuple[str, str, str], ...] = ()
    log: str = ""
    skipped: str = ""
    waits: str = ""

    @property
    def cell(self) -> str:
        """``breaks/silent``, ``works/error`` and so on."""
        said = next((severity for severity in SEVERITIES if any(s == severity for s, _, _ in self.said)), "silent")
        return f"{'breaks' if self.how else 'works'}/{said}"


class Bench:
    """A player and the bases that work in it. ``folder`` holds the public ones."""

    def __init__(self, player: Player, folder: Path) -> None:
        self._player, self._folder = player, folder
        self._known: dict[str, tuple[Outcome, Counter[tuple[str, str]]]] = {}

    def judge(self, base: Base, operator: Operator, mutant: Mutant) -> Judged:
        """Deploy a mutant of a base, and ask flaskcheck."""
        told = Judged(base.name, operator.name, operator.area, mutant.told)
        wanted, usual = self._of(base)
        if wanted.failed or (wanted.again and wanted.again.failed):
            return replace(told, log=_log(wanted), skipped=f"{base.name} itself does not work")
        with tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch:
            root = Path(scratch) / "repository"
            bases.lay(base, self._folder, root)
            bases.change(root, mutant)
            said = tuple(sorted(_new(root, usual)))
            try:
                again = base.keeps and operator.area in LASTING
                asked = list(wanted.answers)
                others = {"by_hand": base.by_hand, "unplayed": base.unplayed}
                outcome = self._player.play(root, asked, base.dashboard, again, **others)
                if outcome.failed == "silence":  # a machine that is busy with other things is slow
                    outcome = self._player.play(root, asked, base.dashboard, again, **others)
            except NotPlayableError as reason:
                return replace(told, said=said, skipped=str(reason))
        how = difference(wanted, outcome) or (OPEN if operator.area == "exposure" else "")
        skipped = HOSTS_WORD if not how and any(rule in HOSTS_OWN for _, rule, _ in said) else ""
        waits = self._waiting(base, mutant) if how and not said else ""
        return replace(told, how=how, said=said, log=_log(outcome), skipped=skipped, waits=waits)

    def _waiting(self, base: Base, mutant: Mutant) -> str:
        """A rule in preview that tells of a mutant, and not of its base."""
        rules = []
        for changed in (False, True):
            with tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch:
                root = Path(scratch) / "repository"
                bases.lay(base, self._folder, root)
                if changed:
                    bases.change(root, mutant)
                found = flaskcheck.check(root, flaskcheck.Config(preview=True)).findings
                rules.append({finding.rule for finding in found if finding.severity in SEVERITIES})
        return ", ".join(sorted(rules[1] - rules[0]))

    def files(self, base: Base) -> dict[str, str]:
        """The texts of a base."""
        with tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch:
            root = Path(scratch) / "repository"
            bases.lay(base, self._folder, root)
            return bases.contents(root, base.unplayed)

    def _of(self, base: Base) -> tuple[Outcome, Counter[tuple[str, str]]]:
        """How a base itself fares, and what flaskcheck says of it. Where it does not work, nothing can be said about its mutants."""
        if base.name not in self._known:
            with tempfile.TemporaryDirectory(prefix="rehearsal-") as scratch:
                root = Path(scratch) / "repository"
                bases.lay(base, self._folder, root)
                for _ in range(TRIES):  # what got no answer on a busy machine would be compared with nothing
                    asked = ["/", *base.writes]
                    others = {"by_hand": base.by_hand, "unplayed": base.unplayed}
                    outcome = self._player.play(root, asked, base.dashboard, base.keeps, base.target, **others)
                    is_whole = all(status for status, _ in outcome.answers.values())
                    if is_whole and not (outcome.again and outcome.again.failed):  # whose rows are made up, by chance
                        break
                self._known[base.name] = (
                    outcome,
                    Counter((f.rule, f.place.path) for f in flaskcheck.check(root).findings),
                )
        return self._known[base.name]


def _new(root: Path, usual: Counter[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Severity, rule and place of what flaskcheck says about a mutant and not about its base."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in flaskcheck.check(root).findings:
        key = finding.rule, finding.place.path
        seen[key] += 1
        if seen[key] > usual[key] and finding.severity in SEVERITIES:
            yield finding.severity, finding.rule, f"{finding.place.path}:{finding.place.line}"


def difference(base: Outcome, mutant: Outcome) -> str:
    """In what a mutant is worse than its base, ``""`` when it works as well."""
    if mutant.failed:
        return f"{mutant.failed} fails" if mutant.failed != "silence" else "no answer"
    for path, (status, _) in mutant.answers.items():
        usual = base.answers.get(path, (200, ""))[0]
        is_refused = 400 <= usual < 500 <= status  # the page that says so is broken
        if is_refused or (0 < usual < 400 and status != usual):
            return f"{path} answers {status}"
    if mutant.again is not None and (worse := difference(base.again or base, mutant.again)):
        return f"the second time {worse}"
    return "" if base.lost else mutant.lost


def _log(outcome: Outcome) -> str:
    again = outcome.again.log if outcome.again and outcome.again.failed else ""
    errors = [body for status, body in outcome.answers.values() if status >= 500]
    return "\n".join([outcome.log[-3000:], again[-2000:], *errors[:1]])


def sample(bench: Bench, choice: tuple[Base, ...], seed: str, first: int, count: int) -> Iterator[Judged]:
    """Mutants of these bases by a seed: the same number is always the same mutant."""
    files = {base.name: bench.files(base) for base in choice}
    for number in range(first, first + count):
        chance = Random(f"{seed}:{number}")
        base = chance.choice(choice)
        operator, mutant = drawn(files[base.name], chance)
        yield bench.judge(base, operator, mutant)

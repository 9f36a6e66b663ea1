"""What a run finds: one application or several. What is printed of it, and how the run ends, is in ``actions.py``."""

from __future__ import annotations

from flaskcheck.command.verdict import Judge, gone, remarks
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.command.plan import Plan
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report
    from flaskcheck.readers.kept import KeptFacts


class Judgement(Record):
    """A ``report``, and the reports that it joins, one an application, each with its configuration; ``files`` were read besides those of the tree."""

    report: Report
    parts: tuple[tuple[Report, Config], ...]
    files: tuple[str, ...] = ()


def judge(
    plan: Plan, progress: Callable[[str], None], kept: KeptFacts | None = None, heeds_baseline: bool = True
) -> Judgement:
    """Run the rules that are asked for over the files that are meant. ``kept`` are facts of earlier runs; known findings are silenced if ``heeds_baseline``.

    Raises: UsageError, ConfigError.
    """
    settings, tree = plan.settings, plan.tree
    one = Judge(plan, progress, kept, heeds_baseline)
    if settings.root:
        from flaskcheck.command import monorepo

        combined = monorepo.judged(one)
        return Judgement(combined, combined.parts, combined.files)
    report = one.report(settings, tree)
    report.remarks += [*remarks(report, settings), *gone(report, plan)]
    return Judgement(report, ((report, settings),), tuple(filter(None, (settings.path, settings.baseline))))

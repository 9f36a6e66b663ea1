"""The report on one application, as its settings ask for it."""

from __future__ import annotations

from functools import partial

from flaskcheck.findings import registry
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.command.plan import Plan
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report
    from flaskcheck.readers.kept import KeptFacts

BASELINE = ".flaskcheck-baseline.json"
"""The usual name of the file of known findings. It has to be named all the same: what is not reported is to be seen in the configuration."""


class Judge(Record):
    """Judges one application after another. ``kept`` are facts of earlier runs; known findings are silenced if ``heeds_baseline``."""

    plan: Plan
    progress: Callable[[str], None]
    kept: KeptFacts | None = None
    heeds_baseline: bool = True

    def report(self, settings: Config, tree: Tree) -> Report:
        """The report on the application in a tree."""
        from flaskcheck.findings import engine

        rules, crashes = registry.selected(settings)
        read = partial(self.kept.module, tree) if self.kept else None
        report = engine.check(tree, rules, settings, not self.plan.options.no_ignore, self.progress, crashes, read)
        if settings.baseline and self.heeds_baseline:
            from flaskcheck.findings.baseline import apply

            apply(report, settings.baseline, self.plan.reader(tree.root))
        return report


def remarks(report: Report, settings: Config) -> list[str]:
    """What is to be told of one application's configuration: old names in it, and a baseline that it does not name."""
    from flaskcheck.files.paths import joined

    found = list(settings.retired)
    if not settings.baseline and report.tree.has(BASELINE):
        file = joined(getattr(report.tree, "folder", ""), BASELINE)
        found.append(f'{file} is not used: say baseline = "{BASELINE}" in the configuration, or --baseline {file}')
    return found


def gone(report: Report, plan: Plan) -> list[str]:
    """What is to be told of known findings that are not there any more."""
    found = []
    for count in filter(None, map(len, report.gone.values())):
        words = "1 known finding is" if count == 1 else f"{count} known findings are"
        where = f" --baseline {plan.options.baseline}" if plan.options.baseline else ""
        found.append(f"{words} gone: run flaskcheck baseline --prune{where}")
    return found

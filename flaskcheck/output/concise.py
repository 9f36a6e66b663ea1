"""``--format concise``: one line for each finding, which editors and ``grep`` understand."""

from __future__ import annotations

from flaskcheck.ground.cleaning import clean, without_commands
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.screen.blocks import FIXABLE, at, worst_first
from flaskcheck.output.screen.paint import Painter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Report


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """``path:line:column: severity[rule] message``, the worst first, and a line that counts."""
    from flaskcheck.output.screen.statistics import statistics
    from flaskcheck.output.text import fixable, last_line

    paint = Painter(presentation)
    rules = {rule.name: rule for rule in report.rules}
    if presentation.statistics:
        lines = statistics(report, presentation.width, paint)
    else:
        lines = [
            f"{paint('bold', at(f.place))}: {paint(f.severity, f.severity)}[{paint.name(rules.get(f.rule), f.rule)}] {clean(f.message)}{FIXABLE if f.is_fixable() else ''}"
            for f in worst_first(report.findings)
        ]
    if report.has_application and not presentation.quiet:
        lines += [last_line(report), *fixable(report)]
    return without_commands("\n".join(lines))

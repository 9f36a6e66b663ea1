"""``--format text``: for people at a terminal, readable at 80 columns."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.cleaning import clean, without_commands
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.screen.blocks import Blocks, worst_first
from flaskcheck.output.screen.cells import counted, wrapped
from flaskcheck.output.screen.paint import Painter
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.findings.report import Report

MIN_WIDTH = 40

MANY = 15
"""This many findings are more than one sits down to mend: a baseline helps."""


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """The whole report: what is deployed, the findings, the worst first, what else is to be said, how many there are and what to do next.

    ``quiet`` leaves out all but the findings and their number; ``verbose`` adds those that are silenced.
    """
    paint = Painter(presentation)
    width, quiet = max(presentation.width, MIN_WIDTH), presentation.quiet
    blocks = [] if quiet else [_deployments(report, width, paint)]
    blocks += _findings(report, presentation, width, paint)
    if presentation.verbose:
        blocks.append(_silenced(report, width, paint))
    if not quiet or report.is_partly_empty:  # else the exit code would go unexplained
        blocks.append(_notes(report, width, paint))
    blocks.append(_crashes(report, width))
    if report.has_application and not (quiet and not report.findings):
        blocks.append(
            [paint("bold", last_line(report)), *fixable(report), *([] if quiet else _next(report, width, paint))]
        )
    return without_commands("\n\n".join("\n".join(lines) for lines in blocks if lines))


def _deployments(report: Report, width: int, paint: Painter) -> list[str]:
    if not report.deployments:
        return []
    from flaskcheck.output.screen.understood import understood

    return understood(report.deployments, report.shown, width, paint)


def _findings(report: Report, presentation: Presentation, width: int, paint: Painter) -> Iterable[list[str]]:
    if not presentation.statistics:
        return Blocks(report, paint, width)
    from flaskcheck.output.screen.statistics import statistics

    return [statistics(report, width, paint)]


def _silenced(report: Report, width: int, paint: Painter) -> list[str]:
    lines = []
    for silenced in report.suppressed:
        finding = silenced.finding
        at = f"{shown(finding.place.path)}:{finding.place.line}" if finding.place.line else shown(finding.place.path)
        why = f"{silenced.by}: {clean(silenced.reason)}" if silenced.reason else f"{silenced.by}, no reason given"
        lines += wrapped(f"silenced: {at} {finding.rule} ({why})", width, "", "    ")
    return paint.all("dim", lines)


def _notes(report: Report, width: int, paint: Painter) -> list[str]:
    lines = []
    for note in report.notes:
        lines += wrapped(f"note: {clean(note)}" if report.has_application else clean(note), width, "", "    ")
    return paint.all("dim", lines) if report.has_application else lines


def _crashes(report: Report, width: int) -> list[str]:
    told = (f"flaskcheck itself failed in {crash.rule}: {clean(crash.error)}" for crash in report.crashes)
    return [line for words in told for line in wrapped(words, width, "", "    ")]


def last_line(report: Report) -> str:
    """``3 errors, 1 warning in 12 files``; ``Nothing found in 12 files``."""
    found = [counted(n, severity) for severity in SEVERITIES if (n := report.count(severity))]
    files = counted(len(report.tree.files), "file")
    silenced = f", {len(report.suppressed)} silenced" if report.suppressed else ""
    return f"{', '.join(found) or 'Nothing found'} in {files}{silenced}."


def fixable(report: Report) -> list[str]:
    """``3 fixable with --fix, 1 more with --unsafe-fixes.``; nothing where none is."""
    safe = sum(finding.is_fixable() for finding in report.findings)
    unsafe = sum(finding.is_fixable(unsafely=True) for finding in report.findings) - safe
    parts = [f"{safe} fixable with --fix"] if safe else []
    parts += [f"{unsafe} {'more with' if safe else 'fixable with --fix'} --unsafe-fixes"] if unsafe else []
    return [f"{', '.join(parts)}."] if parts else []


def _next(report: Report, width: int, paint: Painter) -> list[str]:
    """What to do next, two things at most."""
    steps = []
    if report.findings:
        first = worst_first(report.findings)[0].rule
        steps.append((f"flaskcheck explain {first}", "why it matters"))
    if any(deployment.is_implied and deployment.host.is_unknown for deployment in report.deployments):
        steps.append(("flaskcheck --host HOST", "to judge it for your host"))
    elif len(report.findings) >= MANY and not any(s.by == "baseline" for s in report.suppressed):
        steps.append(("flaskcheck baseline", "to record these and report only new ones"))
    longest = max((len(command) for command, _ in steps), default=0)
    lines = [f"{command:<{longest}}  {why}" for command, why in steps]
    lines = [line if len(line) + 6 <= width else line.partition("  ")[0] for line in lines]
    return [f"{paint('dim', 'Next:' if not number else '     ')} {line}" for number, line in enumerate(lines)]

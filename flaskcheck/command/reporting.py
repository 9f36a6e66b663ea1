"""What a run says: its report in each format that was asked for, and what is said besides."""

from __future__ import annotations

from flaskcheck.ground import errors
from flaskcheck.output.delivery import STDERR, STDOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.command.options import Options
    from flaskcheck.findings.report import Report
    from flaskcheck.output.delivery import Output
    from flaskcheck.output.destinations import Destination


def rendered(report: Report, options: Options, asked: tuple[Destination, ...]) -> list[Output]:
    """The report in each format that was asked for, and where it goes."""
    from flaskcheck.output.destinations import site
    from flaskcheck.output.formats import render
    from flaskcheck.output.presentation import presentation

    person = options.colour, options.quiet, options.verbose
    root, numbers, docs = report.tree.root, options.statistics, site(options.docs_url)
    return [
        (place, render(form, report, presentation(*person, bool(place), root, numbers, docs))) for form, place in asked
    ]


def complaints(report: Report, options: Options, asked: tuple[Destination, ...]) -> list[Output]:
    """What is said besides the report."""
    from flaskcheck.findings.report import NOTHING_FOUND

    found = [(STDERR, told) for told in errors.told_once(report.crashes)]
    if not (found or report.has_application) and (options.quiet or ("text", STDOUT) not in asked):
        found.append((STDERR, NOTHING_FOUND if options.quiet else report.nothing_found))
    return [*found, *_differing(report)] if options.staged else found


def _differing(report: Report) -> list[Output]:
    """That findings are in files whose staged content is not the one that their author sees."""
    from flaskcheck.files.listing import shown
    from flaskcheck.files.staged import StagedTree

    tree = report.tree
    paths = {finding.place.path for finding in report.findings}
    changed = sorted(path for path in paths if tree.differs(path)) if isinstance(tree, StagedTree) else []
    told = f"Judged as staged, not as on disk: {', '.join(map(shown, changed))} (git add stages what is on disk)."
    return [(STDERR, told)] if changed else []

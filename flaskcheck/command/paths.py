"""Several PATHs in one run: those of one repository are judged together, one repository after another."""

from __future__ import annotations

import os

from flaskcheck.command.plan import Plan
from flaskcheck.command.reporting import complaints, rendered
from flaskcheck.command.several import Together
from flaskcheck.command.verdict import Judge, around, gone, remarks
from flaskcheck.files.discover import root_of
from flaskcheck.files.listing import shown
from flaskcheck.files.tree import scoped
from flaskcheck.findings import registry
from flaskcheck.ground import errors
from flaskcheck.ground.errors import UsageError
from flaskcheck.output.delivery import STDOUT, deliver
from flaskcheck.output.terminal import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.command.options import Options
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report
    from flaskcheck.output.delivery import Output

FOR_PEOPLE = ("text", "concise", "github")
"""The formats in which the reports on several repositories can stand one after another."""

WORST = (errors.CRASHED, errors.FINDINGS, errors.NOTHING, errors.CLEAN)


def check(options: Options) -> int:
    """Check all paths and report; the exit code, the worst of those of the repositories.

    Raises: FlaskcheckError for what the user has to correct.
    """
    groups = by_repository(options)
    asked = Plan(options.replaced(path=next(iter(groups)), others=())).destinations
    alone = [form for form, _ in asked if form not in FOR_PEOPLE]
    if len(groups) > 1 and alone:
        raise UsageError(f"{alone[0]} reports on one repository: run flaskcheck once for each, or use --format text")
    outputs: list[Output] = []
    codes = []
    for root, given in groups.items():
        with Progress() as progress:
            report, fail_on = judged(plans_of(options, root, given), progress)
        if len(groups) > 1:
            outputs += [(place, f"{shown(os.path.relpath(root))}:\n") for form, place in asked if form != "github"]
        outputs += [*rendered(report, options, asked), *complaints(report, options, asked)]
        codes.append(errors.exit_code(report.ending(fail_on), options.allow_no_app))
    deliver(_joined(outputs))
    return next(code for code in WORST if code in codes)


def by_repository(options: Options) -> dict[str, list[str]]:
    """The paths by the repository that they lie in."""
    found: dict[str, list[str]] = {}
    for path in dict.fromkeys((options.path, *options.others)):
        if path == "-":
            raise UsageError('"-" stands alone: flaskcheck - --stdin-path FILE')
        root, _ = root_of(path)
        found.setdefault(root, []).append(path)
    return found


def plans_of(options: Options, root: str, paths: list[str]) -> list[Plan]:
    """What is to be done for some paths of one repository: for it as a whole, and for each."""
    return [Plan(options.replaced(path=path, others=())) for path in (root, *paths)]


def judged(plans: list[Plan], progress: Callable[[str], None]) -> tuple[Report, str]:
    """The report on some paths of one repository, and from which severity on it fails."""
    whole, *plans = plans
    registry.selected(whole.settings)
    if whole.folders is not None or any(plan.settings != whole.settings for plan in plans):
        return _each(plans, progress)
    tree = whole.tree
    scopes = [root_of(plan.options.path)[1] for plan in plans]
    if not all(not scope or tree.has(scope) or tree.has_folder(scope) for scope in scopes):
        return _each(plans, progress)
    judge = Judge(whole, progress)
    project = judge.project(whole.settings)
    found = [(judge.report(whole.settings, scoped(tree, scope), project), whole.settings) for scope in scopes]
    return _together(found, whole), whole.settings.fail_on


def _each(plans: list[Plan], progress: Callable[[str], None]) -> tuple[Report, str]:
    """The same where each path has settings of its own."""
    from flaskcheck.command.judgement import judge

    found = [pair for plan in plans for pair in judge(plan, progress).each]
    return _together(found, plans[0]), plans[0].settings.fail_on


def _together(found: list[tuple[Report, Config]], plan: Plan) -> Report:
    report = Together(plan.tree, tuple(found))
    for each, own in found:
        report.remarks += [*around(each), *remarks(each, own)]
    report.remarks = list(dict.fromkeys((*report.remarks, *gone(report, plan))))
    return report


def _joined(outputs: list[Output]) -> list[Output]:
    """What goes to one file, in one text; what goes to a stream, in its order."""
    texts: dict[str, str] = {}
    streams = []
    for place, text in outputs:
        if place.startswith("\0") or place == STDOUT:
            streams.append((place, text))
        else:
            texts[place] = f"{texts[place]}\n{text}" if place in texts else text
    return [*streams, *texts.items()]

"""Running rules over a project and gathering what they find."""

from __future__ import annotations

from flaskcheck.findings.merging import distinct, superseded, together
from flaskcheck.findings.report import Finding, Report, order
from flaskcheck.ground.errors import Crash, crash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.facts.python import Module
    from flaskcheck.files.disk import DiskTree
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.project import Project
    from flaskcheck.rule import Problem, Rule


def check(
    tree: DiskTree | Tree,
    rules: Iterable[Rule],
    config: Config,
    use_ignores: bool = True,
    progress: Callable[[str], None] = lambda _: None,
    crashes: Iterable[Crash] = (),
    read: Callable[[Source], Module] | None = None,
) -> Report:
    """Run rules over a tree.

    ``progress`` is told the name of each step before it is taken; ``crashes`` are those that happened before (rules that cannot be loaded); ``read``
    is what makes the facts of a Python file, where that is not simply the reader.
    """
    from flaskcheck.project import Project

    report = Report(tree)
    report.crashes.extend(crashes)
    report.rules = list(rules)
    progress("reading")
    project = Project(tree, config.host, read, config.deploy)
    try:
        report.has_application = project.has_application
        report.deployments = project.deployments if report.has_application else ()
    except Exception as error:  # a defect of the model must not hide what rules can still find
        report.crashes.append(crash("model", error))
    if report.has_application:
        found = [f for rule in report.rules for f in _run(rule, project, report, progress)]
        found = superseded(distinct(found), report.rules)
        report.findings = [finding for finding in found if report.covers(finding.place.path)]
        _suppress(report, config, use_ignores)
        report.findings = together(report.findings)
    report.findings.sort(key=order)
    return report


def _suppress(report: Report, config: Config, use_ignores: bool) -> None:
    from flaskcheck.findings.ignores import suppress

    try:
        report.findings, report.suppressed = suppress(report, config, use_ignores)
    except Exception as error:  # then nothing is silenced, but nothing is lost either
        report.crashes.append(crash("suppress", error))


def _run(rule: Rule, project: Project, report: Report, progress: Callable[[str], None]) -> list[Finding]:
    """One rule's findings; a rule that crashes keeps what it found before."""
    progress(rule.name)
    found: list[Finding] = []
    try:
        for problem in rule.check(project):
            found.append(_finding(rule, problem))
    except Exception as error:
        report.crashes.append(crash(rule.name, error))
    return found


def _finding(rule: Rule, problem: Problem) -> Finding:
    severity = problem.severity or rule.severity
    return Finding(
        rule.name,
        rule.family,
        severity,
        problem.place,
        problem.message,
        problem.help,
        problem.related,
        problem.fix,
        problem.cause,
        problem.brief,
    )

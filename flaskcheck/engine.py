"""Running rules over a project and gathering what they find."""

from __future__ import annotations

from flaskcheck.record import Record
from flaskcheck.rule import SEVERITIES, Finding, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.config import Config
    from flaskcheck.deployment import Deployment
    from flaskcheck.discover import DiskTree
    from flaskcheck.project import Project
    from flaskcheck.rule import Problem, Rule
    from flaskcheck.suppress import Suppressed
    from flaskcheck.tree import Tree


class Crash(Record):
    """Something of flaskcheck itself that failed; the other findings are still shown."""

    rule: str
    error: str
    traceback: str


class Report:
    """The result of one run."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.findings: list[Finding] = []
        self.suppressed: list[Suppressed] = []
        self.deployments: tuple[Deployment, ...] = ()
        self.crashes: list[Crash] = []
        self.has_application = False
        self.rules: list[Rule] = []

    @property
    def notes(self) -> list[str]:
        """What could not be read, in words."""
        return self.tree.notes

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(f.severity == severity for f in self.findings)

    def fails(self, fail_on: str) -> bool:
        """Whether any finding is at or above a severity (``never``: none is)."""
        if fail_on == "never":
            return False
        return any(SEVERITIES.index(f.severity) <= SEVERITIES.index(fail_on) for f in self.findings)


def check(
    tree: DiskTree | Tree,
    rules: Iterable[Rule],
    config: Config,
    use_ignores: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Run rules over a tree. ``progress`` is told the name of each rule before it runs."""
    from flaskcheck.project import Project

    report = Report(tree)
    project = Project(tree, config.host)
    try:
        report.has_application = project.has_application
        report.deployments = project.deployments if report.has_application else ()
    except Exception as error:  # a defect of the model must not hide what rules can still find
        report.crashes.append(_crash("model", error))
    report.rules = list(rules)
    if report.has_application:
        found = [f for rule in report.rules for f in _run(rule, project, report, progress)]
        report.findings = superseded(distinct(found), report.rules)
        _suppress(report, config, use_ignores)
    report.findings.sort(key=order)
    return report


def _suppress(report: Report, config: Config, use_ignores: bool) -> None:
    from flaskcheck.suppress import suppress

    only = getattr(report.tree, "only", None)
    if only is not None:
        report.findings = [f for f in report.findings if f.place.path in only]
    report.findings, report.suppressed = suppress(report, config, use_ignores)


def _run(rule: Rule, project: Project, report: Report, progress: Callable[[str], None]) -> list[Finding]:
    """One rule's findings; a rule that crashes keeps what it found before."""
    progress(rule.name)
    found: list[Finding] = []
    try:
        for problem in rule.check(project):
            found.append(_finding(rule, problem))
    except Exception as error:
        report.crashes.append(_crash(rule.name, error))
    return found


def _finding(rule: Rule, problem: Problem) -> Finding:
    severity = problem.severity or rule.severity
    return Finding(
        rule.name, rule.family, severity, problem.place, problem.message, problem.help, problem.related, problem.fix
    )


def _crash(name: str, error: Exception) -> Crash:
    from traceback import format_exc

    return Crash(name, f"{type(error).__name__}: {error}", format_exc())


def distinct(findings: list[Finding]) -> list[Finding]:
    """The same rule says the same thing at one place once."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.rule, finding.place, finding.message), finding)
    return list(seen.values())


def superseded(findings: list[Finding], rules: list[Rule]) -> list[Finding]:
    """One cause, one finding: where a more specific rule reports a line, the rules that it supersedes are dropped there and become related."""
    beats = {rule.name: rule.supersedes for rule in rules if rule.supersedes}
    owners = {(f.place.path, f.place.line, loser): f for f in findings for loser in beats.get(f.rule, ())}
    kept: list[Finding] = []
    dropped: dict[int, list[Finding]] = {}
    for finding in findings:
        owner = owners.get((finding.place.path, finding.place.line, finding.rule))
        if owner is None or owner is finding:
            kept.append(finding)
        else:
            dropped.setdefault(id(owner), []).append(finding)
    return [_with_related(finding, dropped.get(id(finding), [])) for finding in kept]


def _with_related(finding: Finding, others: list[Finding]) -> Finding:
    extra = tuple(Related(o.place, f"{o.rule}: {o.message}") for o in others)
    return finding.replaced(related=(*finding.related, *extra)) if extra else finding


def order(finding: Finding) -> tuple[str, int, int, str]:
    """The order of reports: path, line, column, rule."""
    return (finding.place.path, finding.place.line, finding.place.column, finding.rule)

"""Running rules over a project and gathering what they find."""

from __future__ import annotations

from flaskcheck.ground.errors import Crash, crash
from flaskcheck.rule import SEVERITIES, Finding, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.files.disk import DiskTree
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.ignores import Suppressed
    from flaskcheck.project import Project
    from flaskcheck.rule import Problem, Rule
    from flaskcheck.units.deployment import Deployment


NOTHING_FOUND = "No Flask application was found, so there is nothing to check."


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
        self.remarks: list[str] = []
        """What else is to be told of the run itself, of its configuration for example."""
        self.gone: dict[str, frozenset[str]] = {}
        """The fingerprints of those known findings of each baseline that are not found any more."""

    @property
    def notes(self) -> list[str]:
        """What could not be read, in words, what else is to be told, and that there is nothing to check when that is so."""
        found = list(dict.fromkeys((*self.tree.notes, *self.remarks)))
        return found if self.has_application or self.crashes else [*found, self.nothing_found]

    @property
    def nothing_found(self) -> str:
        """That there is nothing to check, and what was looked for."""
        files = len(self.tree.files)
        return (
            f"{NOTHING_FOUND} Looked in {files} file{'' if files == 1 else 's'} for Python that makes one (Flask(...), or a class derived from it); "
            "tests, docs, examples and virtual environments do not count. Run flaskcheck in the application's repository, or give its path."
        )

    @property
    def is_partly_empty(self) -> bool:
        """Whether a folder that was said to hold an application holds none, although others do."""
        return False

    def covers(self, path: str) -> bool:
        """Whether findings in this file are asked for."""
        only = getattr(self.tree, "only", None)
        return only is None or path in only

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
    crashes: Iterable[Crash] = (),
) -> Report:
    """Run rules over a tree.

    ``progress`` is told the name of each step before it is taken; ``crashes`` are those that happened before (rules that cannot be loaded).
    """
    from flaskcheck.project import Project

    report = Report(tree)
    report.crashes.extend(crashes)
    report.rules = list(rules)
    progress("reading")
    project = Project(tree, config.host)
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
        rule.name, rule.family, severity, problem.place, problem.message, problem.help, problem.related, problem.fix
    )


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

"""The report on what is asked for, as the settings of its folder want it."""

from __future__ import annotations

from functools import partial

from flaskcheck.files.paths import joined
from flaskcheck.findings import registry
from flaskcheck.ground.limits import MAX_SHOWN_RELATED
from flaskcheck.ground.record import Record
from flaskcheck.rule import INFO, SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.command.plan import Plan
    from flaskcheck.files.changes import NewLines
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Place
    from flaskcheck.project import Project
    from flaskcheck.readers.kept import KeptFacts
    from flaskcheck.units.implied import Assumed

BASELINE = ".flaskcheck-baseline.json"
"""The usual name of the file of known findings. It has to be named all the same: what is not reported is to be seen in the configuration."""


class Judge(Record):
    """Judges one folder after another. ``kept`` are facts of earlier runs; known findings are silenced if ``heeds_baseline``."""

    plan: Plan
    progress: Callable[[str], None]
    kept: KeptFacts | None = None
    heeds_baseline: bool = True

    def project(self, settings: Config, inner: tuple[Assumed, ...] = ()) -> Project:
        """What is known of the repository, judged by some settings and by those of folders in it."""
        from flaskcheck.project import Project

        read = partial(self.kept.module, self.plan.tree) if self.kept else None
        return Project(self.plan.tree, settings.host, read, settings.deploy, inner)

    def report(self, settings: Config, tree: Tree, project: Project) -> Report:
        """The report on what is asked for of a tree."""
        from flaskcheck.findings import engine

        rules, crashes = registry.selected(settings)
        report = engine.check(tree, rules, settings, not self.plan.options.no_ignore, self.progress, crashes, project)
        if settings.baseline and self.heeds_baseline:
            from flaskcheck.findings.baseline import apply

            apply(report, settings.baseline, self.plan.reader(tree.root))
        if settings.min_severity != INFO and self.heeds_baseline:
            asked = SEVERITIES[: SEVERITIES.index(settings.min_severity) + 1]
            report.findings = [finding for finding in report.findings if finding.severity in asked]
        changes = self.plan.changes
        if changes is not None:
            changes.prepare({place.path for finding in report.findings for place in _places(finding)})
            report.findings = [finding for finding in report.findings if _is_new(finding, changes)]
        return report


def _is_new(finding: Finding, changes: NewLines) -> bool:
    """Whether one of the places of a finding lies on lines that have changed."""
    return any(changes.touches(place.path, place.line, place.end_line) for place in _places(finding))


def _places(finding: Finding) -> Iterator[Place]:
    yield finding.place
    yield from (related.place for related in finding.related)


def remarks(report: Report, settings: Config) -> list[str]:
    """What to say about the configuration of what was judged: old names in it, and a baseline that it does not name."""
    from flaskcheck.findings.names import refused_plugins

    found = list(settings.retired)
    found += [
        f"the plugin {each} is not used: it lies in what is checked or around it, and nothing of that is run"
        for each in refused_plugins()
    ]
    tree = report.tree
    file = joined(tree.scope if tree.has_folder(tree.scope) else "", BASELINE)
    if not settings.baseline and tree.has(file):
        found.append(f'{file} is not used: say baseline = "{BASELINE}" in the configuration, or --baseline {file}')
    return found


def gone(report: Report, plan: Plan) -> list[str]:
    """What to say about known findings that are not there any more."""
    found = []
    for count in filter(None, map(len, report.gone.values())):
        words = "1 known finding is" if count == 1 else f"{count} known findings are"
        where = f" --baseline {plan.options.baseline}" if plan.options.baseline else ""
        found.append(f"{words} gone: run flaskcheck baseline --prune{where}")
    return found


def around(report: Report) -> list[str]:
    """What to say to those who check a folder of a repository: the files elsewhere that deploy what is there."""
    tree = report.tree
    if not (tree.scope and tree.has_folder(tree.scope)):
        return []
    from flaskcheck.files.listing import shown
    from flaskcheck.units.unit import files_of

    outside = sorted({p for d in report.deployments for p in files_of(d) if tree.has(p) and not report.covers(p)})
    named = [*map(shown, outside[:MAX_SHOWN_RELATED]), f"{len(outside) - MAX_SHOWN_RELATED} more files"]
    told = ", ".join(named if len(outside) > MAX_SHOWN_RELATED else named[:-1])
    return [f"{shown(tree.scope)} is a part of its repository: {told} count too"] if outside else []

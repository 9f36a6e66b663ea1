"""Running rules over a project and gathering what they find."""

from __future__ import annotations

from flaskcheck.findings.merging import distinct, superseded, together
from flaskcheck.findings.report import Finding, Report, order
from flaskcheck.ground.errors import Crash, crash
from flaskcheck.ground.limits import MAX_SHOWN_RELATED
from flaskcheck.ground.words import compare_anew
from flaskcheck.rule import Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.files.disk import DiskTree
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.shown import Shown
    from flaskcheck.ground.place import Fix, Place
    from flaskcheck.project import Project
    from flaskcheck.rule import Problem, Rule
    from flaskcheck.units.unit import Unit


def check(
    tree: DiskTree | Tree,
    rules: Iterable[Rule],
    config: Config,
    use_ignores: bool = True,
    progress: Callable[[str], None] = lambda _: None,
    crashes: Iterable[Crash] = (),
    project: Project | None = None,
) -> Report:
    """Run rules over what is asked for of a tree.

    ``progress`` is told the name of each step before it is taken; ``crashes`` are those that happened before (rules that cannot be loaded); ``project`` is
    what is known of the tree, where someone knows it already.
    """
    compare_anew()
    report = Report(tree)
    report.crashes.extend(crashes)
    report.rules = list(rules)
    progress("reading")
    if project is None:
        from flaskcheck.project import Project

        project = Project(tree, config.host, stated=config.deploy)
    asked = _asked(project, report)
    if report.has_application:
        found = [f for unit, own in asked for f in _of_unit(unit, own, report, progress)]
        report.findings = found if len(asked) == 1 else distinct(found)
        _suppress(report, config, use_ignores)
        report.findings = together(report.findings)
    report.findings = sorted((_as_written(f, tree) for f in report.findings), key=order)
    report.crashes = [c.replaced(error=report.shown.note(c.error)) for c in (*report.crashes, *report.tree.crashes)]
    return report


def _as_written(finding: Finding, tree: DiskTree | Tree) -> Finding:
    """A finding where people find it: a template's files have other names than those of the project that is made of it."""

    def written(place: Place) -> Place:
        path = tree.written.get(place.path)
        return place if path is None else place.replaced(path=path)

    place, related = written(finding.place), [r.replaced(place=written(r.place)) for r in finding.related]
    return finding if place is finding.place else finding.replaced(place=place, related=tuple(related))


def _asked(project: Project, report: Report) -> list[tuple[Unit | None, Project]]:
    """The units that are asked for, each with what is known of it; the whole project where there are none."""
    from flaskcheck.project import by_unit

    try:
        report.has_application = project.has_application
        every = by_unit(project) if report.has_application else ()
        asked = [(unit, own) for unit, own in every if _is_asked_for(unit, report.tree)]
        report.deployments = tuple(deployment for unit, _ in asked for deployment in unit.deployments)
    except Exception as error:  # a defect of the model must not hide what rules can still find
        report.crashes.append(crash("model", error))
        return [(None, project)]
    report.has_application = report.has_application and (bool(asked) or not every)
    return [*asked] or [(None, project)]


def _is_asked_for(unit: Unit, tree: Tree) -> bool:
    return unit.touches(tree.scope) and not (tree.without and unit.lies_in(*tree.without))


def _of_unit(unit: Unit | None, project: Project, report: Report, progress: Callable[[str], None]) -> Iterator[Finding]:
    """What is found of one unit, in the files that are asked for; those that deploy its applications are, wherever they lie."""
    found = [f for rule in report.rules for f in _run(rule, project, report, progress)]
    found = superseded(distinct(found), report.rules)
    if unit is None or not (unit.borders or report.tree.scope):
        yield from (finding for finding in found if report.covers(finding.place.path))
        return
    for finding in found:
        if unit.tells(finding.place, report.tree.scope, report.covers(finding.place.path)):
            yield finding.replaced(unit=unit.name)


def _suppress(report: Report, config: Config, use_ignores: bool) -> None:
    from flaskcheck.findings.ignores import suppress

    try:
        report.findings, silenced = suppress(report, config, use_ignores)
        report.suppressed = [s.replaced(reason=report.shown.reason(s.reason)) for s in silenced]
    except Exception as error:  # then nothing is silenced, but nothing is lost either
        report.crashes.append(crash("suppress", error))


def _run(rule: Rule, project: Project, report: Report, progress: Callable[[str], None]) -> list[Finding]:
    """One rule's findings; a rule that crashes keeps what it found before."""
    progress(rule.name)
    found: list[Finding] = []
    try:
        for problem in rule.check(project):
            found.append(_finding(rule, problem, report.shown))
    except MemoryError:  # the next rule would have no more of it
        raise
    except Exception as error:
        if all(known.rule != rule.name for known in report.crashes):
            report.crashes.append(crash(rule.name, error))
    return found


def _fix(problem: Problem, shown: Shown, places: list[Place]) -> Fix | None:
    """The fix of a problem; none of what is read of a template: that stands in no file."""
    fix = None if shown.tree.written else problem.fix
    return fix.replaced(is_secret=True) if fix and shown.repeats_secrets(fix, places) else fix


def _finding(rule: Rule, problem: Problem, shown: Shown) -> Finding:
    """A problem as it may be told: its texts hold nothing that is secret, and nothing that acts where they are printed."""
    if rule.is_secret:
        shown.mark(problem.place)
    places = [problem.place, *(related.place for related in problem.related[:MAX_SHOWN_RELATED])]
    told = [shown.note(text, places) if text else "" for text in (problem.message, problem.help, problem.brief)]
    return Finding(
        rule.name,
        rule.family,
        problem.severity or rule.severity,
        problem.place,
        told[0],
        told[1],
        tuple(Related(r.place, shown.note(r.message, places)) for r in problem.related),
        _fix(problem, shown, places),
        problem.cause,
        told[2],
        is_secret=rule.is_secret,
    )

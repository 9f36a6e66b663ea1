"""``flaskcheck show``: what was understood of a repository, without its findings."""

from __future__ import annotations

from flaskcheck.command.judgement import judge
from flaskcheck.command.plan import Plan
from flaskcheck.ground import errors
from flaskcheck.output.presentation import presentation
from flaskcheck.output.terminal import Progress, complain, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.command.judgement import Judgement
    from flaskcheck.command.options import Options
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report


def run(options: Options, form: str) -> int:
    """Print the picture; the exit code.

    Raises: UsageError, ConfigError.
    """
    from flaskcheck.output import show

    plan = Plan(options)
    judgement = understood(plan)
    report = judgement.report
    settings = [in_force(own) for _, own in judgement.each] or [in_force(plan.settings)]
    person = presentation(options.colour, options.quiet, options.verbose, False, report.tree.root)
    put(show.as_json(report, settings) if form == "json" else show.as_text(report, settings, person))
    return exit_code(report)


def understood(plan: Plan) -> Judgement:
    """What is known of a repository, for a command that prints no findings; a rule that crashed is told.

    Raises: UsageError, ConfigError.
    """
    with Progress() as progress:
        judgement = judge(plan, progress, heeds_baseline=False)
    for told in errors.told_once(judgement.report.crashes):
        complain(told)
    return judgement


def exit_code(report: Report) -> int:
    """The exit code of such a command."""
    if report.crashes:
        return errors.CRASHED
    return errors.CLEAN if report.has_application else errors.NOTHING


def settings(options: Options) -> int:
    """Print the settings in force, of each folder with a configuration of its own; the exit code.

    Raises: UsageError, ConfigError.
    """
    from flaskcheck.output import show

    plan = Plan(options)
    found = [in_force(own) for own in plan.own_settings.values()] or [in_force(plan.settings)]
    person = presentation(options.colour, options.quiet, options.verbose, False, plan.tree.root)
    put(show.settings_text(found, "json" in options.form, person))
    return errors.CLEAN


def in_force(settings: Config) -> dict[str, object]:
    """The settings by the names that the configuration gives them."""
    from flaskcheck.command.complaining import of_settings

    given = {
        "file": settings.path,
        "extend": list(settings.extended),
        "select": list(settings.select) or ["all"],
        "ignore": list(settings.ignore),
        "exclude": list(settings.exclude),
        "per-file-ignores": [f"{glob}: {', '.join(names)}" for glob, names in settings.per_file_ignores],
        "fail-on": settings.fail_on,
        "min-severity": settings.min_severity,
        "preview": settings.preview,
        "severity": [f"{name}: {given}" for name, given in settings.severity],
        "allow": [name for name, _ in settings.allow],
        "host": list(settings.host),
        "baseline": settings.baseline,
        "root": list(settings.root),
        "deploy": [f"{service.host} {service.name or service.kind}" for service in settings.deploy],
    }
    return {name: of_settings(value) for name, value in given.items()}

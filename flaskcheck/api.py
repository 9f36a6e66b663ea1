"""flaskcheck as a library, as ``import flaskcheck`` offers it; what is not named here may change in any version.

    report = flaskcheck.check("path/of/a/repository", flaskcheck.Config(host=("render",)))
    for finding in report.findings:
        print(finding.place.path, finding.place.line, finding.severity, finding.rule, finding.message)
    sys.exit(flaskcheck.exit_code(report))

Like the command it runs and imports nothing of what it checks. It neither reads nor writes kept results.
"""

from __future__ import annotations

import os

from flaskcheck.command.judgement import judge
from flaskcheck.command.options import FORMATS, Options
from flaskcheck.command.plan import Plan
from flaskcheck.findings.config import Config
from flaskcheck.findings.report import Finding, Report
from flaskcheck.ground import errors
from flaskcheck.ground.errors import FlaskcheckError, UsageError

__all__ = ["Config", "Finding", "FlaskcheckError", "Report", "check", "exit_code", "render"]


def check(path: str | os.PathLike[str] = ".", config: Config | str | os.PathLike[str] | None = None) -> Report:
    """What the rules find in a repository, one of its folders, any folder, or a file.

    ``config`` are the settings, or the path of a file that holds them; without any the nearest file above ``path`` counts, as for the command. The report has
    ``findings`` (sorted by path, line, column and rule; lines and columns count from 1 and are 0 for a whole file), ``suppressed`` findings, ``notes`` about what
    could not be read, ``crashes`` of rules, and ``has_application``. Its texts hold no secrets.

    Raises: FlaskcheckError (UsageError, ConfigError) for a path or settings that cannot be.
    """
    given = config if isinstance(config, Config) else None
    file = None if config is None or isinstance(config, Config) else os.fspath(config)
    plan = Plan(Options(path=os.fspath(path), config=file), given)
    return judge(plan, lambda _step: None).report


def exit_code(report: Report, fail_on: str = "warning") -> int:
    """The exit code with which the command would have ended: 0, 1 (findings from the severity ``fail_on`` on: error, warning, info or never), 3 (a rule crashed) or 4 (no application).

    Raises: UsageError for another ``fail_on``.
    """
    if fail_on not in errors.FAIL_ON:
        raise UsageError(f"fail_on must be one of {', '.join(errors.FAIL_ON)}")
    return errors.exit_code(report.ending(fail_on))


def render(report: Report, form: str = "json") -> str:
    """A report in one of the formats of ``--format``, without the last line end.

    Raises: UsageError for a format that there is not.
    """
    from flaskcheck.output.formats import render as rendered
    from flaskcheck.output.presentation import presentation

    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    return rendered(form, report, presentation(False, False, False, True, report.tree.root))

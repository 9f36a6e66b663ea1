"""``flaskcheck env``: the environment variables of a repository, and an example file that names them."""

from __future__ import annotations

import os

from flaskcheck.command.plan import Plan
from flaskcheck.command.show import exit_code, understood
from flaskcheck.files.edits import TextEdits, UneditableError, edited
from flaskcheck.files.listing import shown
from flaskcheck.ground import writing
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.errors import UsageError
from flaskcheck.output.presentation import presentation
from flaskcheck.output.terminal import put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.command.options import Options
    from flaskcheck.findings.report import Report


def run(options: Options, form: str, writes_example: bool) -> int:
    """Print the variables, or add those to the example files that they do not name; the exit code.

    Raises: UsageError, ConfigError; UsageError too where a file cannot be written.
    """
    from flaskcheck.output import inventory

    report = understood(Plan(options)).report
    if writes_example:
        _write(report)
    elif form == "json":
        put(inventory.as_json(report))
    elif form == "dotenv":
        put(inventory.as_dotenv(report))
    else:
        put(inventory.as_text(report, presentation(options.colour, False, False, False, report.tree.root)))
    return exit_code(report)


def _write(report: Report) -> None:
    """Add the names that are missing, with a line each that says why.

    Raises: UsageError where a file cannot be written.
    """
    from flaskcheck.output import inventory

    found = inventory.lacking(inventory.by_deployment(report))
    for path, entries in sorted(found.items()):
        source = report.tree.source(path)
        full = os.path.join(report.tree.root, *path.split("/"))
        lines = "\n".join(line for entry in entries for line in inventory.lines_of(entry))
        try:
            if report.tree.has(path):
                content = edited(source, TextEdits(source).added(lines).edits)
                writing.replace(full, content, within=(report.tree.root,))
            else:
                writing.make(full, encoded(f"{lines}\n"), within=(report.tree.root,))
        except (OSError, UneditableError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{shown(path)}: cannot be written ({reason})") from error
        put(f"{shown(path)}: added {', '.join(entry.row.name for entry in entries)}")
    if not found:
        put("The example files name every variable that the app reads.")

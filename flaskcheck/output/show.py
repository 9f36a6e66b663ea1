"""``flaskcheck show``: all that was understood of each deployment, the files that were read, the settings in force."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.about import VERSION
from flaskcheck.ground.cleaning import clean
from flaskcheck.output.screen.blocks import at
from flaskcheck.output.screen.cells import cells, counted, wrapped
from flaskcheck.output.screen.paint import Painter
from flaskcheck.output.screen.understood import LABELS, facts_of
from flaskcheck.output.screen.variables import MISSING, SET, row_as_dict, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from flaskcheck.findings.report import Report
    from flaskcheck.output.presentation import Presentation
    from flaskcheck.output.screen.variables import Row
    from flaskcheck.units.deployment import Deployment

    Settings: TypeAlias = "Mapping[str, object]"

PHASES = {"build": "Build", "release": "Release", "start": "Start"}


def as_text(report: Report, settings: Sequence[Settings], presentation: Presentation) -> str:
    """The picture for a terminal."""
    paint, width = Painter(presentation), max(presentation.width, 40)
    blocks = [_deployment(deployment, report, paint, width) for deployment in report.deployments]
    blocks += [] if blocks else [wrapped(report.nothing_found, width, "", "")]
    blocks.append([paint("bold", f"Files read: {len(report.tree.read_paths)}"), *_files(report, width)])
    blocks += [settings_lines(own, paint) for own in settings]
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _deployment(deployment: Deployment, report: Report, paint: Painter, width: int) -> list[str]:
    facts = facts_of(deployment, report.shown)
    told = dict(zip(LABELS, facts.values()))
    title = clean(f"{facts.service}: {facts.host}" if facts.service else f"Host {facts.host}")
    lines = [paint("bold", title[:1].upper() + title[1:])]
    rows = [("Folder", shown(deployment.root) or "."), ("Python", told["Python"])]
    commands = ((PHASES.get(c.phase, c.phase), report.shown.command(c.text)) for c in deployment.commands.written)
    written = [(label, line) for label, text in commands for line in text.strip().split("\n")]
    rows += written or [(label, told[label]) for label in PHASES.values()]
    rows.append(("App", told["App"]))
    before = ""
    for label, text in rows:
        first = f"  {label if label != before else '':<9}"
        lines += wrapped(text, width, first, " " * 11) if text else []
        before = label
    return [*lines, *_variables(variables(deployment), paint, width)]


def _variables(rows: list[Row], paint: Painter, width: int) -> Iterator[str]:
    """A table: the name, where it is set, where it is read."""
    if not rows:
        return
    table = [("Variable", "Set", "Read"), *((row.name, _set(row), _read(row)) for row in rows)]
    widths = [min(max(cells(row[column]) for row in table), width // 2 - 2) for column in (0, 1)]
    yield ""
    for number, (name, by, read) in enumerate(table):
        first = f"  {name:<{widths[0]}}  {by:<{widths[1]}}  "
        lines = wrapped(read, width, first, " " * cells(first)) if read else [first.rstrip()]
        kind = "dim" if not number else "error" if rows[number - 1].state == MISSING else ""
        yield from (paint.all(kind, lines) if kind else lines)


def _set(row: Row) -> str:
    if row.state != SET:
        return MISSING if row.state == MISSING else "-"
    if row.place is None or not row.place.line:
        return clean(row.by)
    place = f"{shown(row.place.path)}:{row.place.line}"
    return place if row.by == shown(row.place.path) else f"{clean(row.by)} ({place})"


def _read(row: Row) -> str:
    more = f" and {counted(len(row.reads) - 1, 'more place')}" if len(row.reads) > 1 else ""
    return f"{at(row.reads[0])}{more}" if row.reads else "-"


def _files(report: Report, width: int) -> list[str]:
    return wrapped("  ".join(shown(path) for path in sorted(report.tree.read_paths)), width, "  ", "  ")


def settings_lines(settings: Settings, paint: Painter) -> list[str]:
    """The settings that are in force, those that nobody has set too."""
    longest = max(map(len, settings))
    return [paint("bold", "Settings"), *(f"  {name:<{longest}}  {_told(value)}" for name, value in settings.items())]


def settings_text(settings: Sequence[Settings], is_json: bool, presentation: Presentation) -> str:
    """The settings alone, for a terminal or for programs."""
    from flaskcheck.output import escapes

    if is_json:
        return escapes.as_json({"settings": [dict(own) for own in settings]})
    return "\n\n".join("\n".join(settings_lines(own, Painter(presentation))) for own in settings)


def _told(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return clean(", ".join(map(str, value))) or "-"
    return clean(str(value)) if value not in ("", None) else "-"


def as_json(report: Report, settings: Sequence[Settings]) -> str:
    """The same for programs."""
    from flaskcheck.output import escapes
    from flaskcheck.output.summary import as_dict

    deployments = [
        {**as_dict(deployment, report.shown), "variables": [row_as_dict(row) for row in variables(deployment)]}
        for deployment in report.deployments
    ]
    document = {
        "version": VERSION,
        "deployments": deployments,
        "files": sorted(shown(path) for path in report.tree.read_paths),
        "settings": [dict(own) for own in settings],
        "notes": list(report.notes),
    }
    return escapes.as_json(document)

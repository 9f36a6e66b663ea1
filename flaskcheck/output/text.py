"""``--format text``: for people at a terminal, readable at 80 columns."""

from __future__ import annotations

import unicodedata

from flaskcheck.discover import shown
from flaskcheck.rule import ERROR, INFO, SEVERITIES, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.engine import Report
    from flaskcheck.rule import Finding

COLOURS = {ERROR: "31;1", WARNING: "33;1", INFO: "36", "path": "1", "dim": "2", "under": "31"}
MIN_WIDTH = 40
TAB = "    "


def render(report: Report, colour: bool = False, width: int = 80) -> str:
    """The whole report: what is deployed, the findings by file, a last line that counts."""
    paint = _Painter(colour)
    width = max(width, MIN_WIDTH)
    lines: list[str] = _deployments(report, width, paint)
    path = None
    for finding in report.findings:
        if finding.place.path != path:
            path = finding.place.path
            lines += ["", paint("path", shown(path) or ".")]
        lines += _finding(report, finding, width, paint)
    lines += _notes(report, width, paint)
    lines += ["", last_line(report)]
    return "\n".join(lines)


class _Painter:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, kind: str, text: str) -> str:
        return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m" if self.colour and text else text


def _deployments(report: Report, width: int, paint: _Painter) -> list[str]:
    lines = []
    for deployment in report.deployments:
        lines += [paint("dim", line) for line in wrapped(clean(deployment.summary), width, "", "    ")]
    return lines


def _finding(report: Report, finding: Finding, width: int, paint: _Painter) -> list[str]:
    place = finding.place
    where = f"{place.line}:{place.column}" if place.column else str(place.line) if place.line else "file"
    head = f"  {where:>7}  {paint(finding.severity, finding.severity)}  {finding.rule}"
    lines = ["", head, *wrapped(clean(finding.message), width, "    ", "    ")]
    lines += _excerpt(report, finding, width, paint)
    if finding.help:
        lines += wrapped(f"→ {clean(finding.help)}", width, "    ", "      ")
    for related in finding.related:
        at = f"{shown(related.place.path)}:{related.place.line}" if related.place.line else shown(related.place.path)
        lines += [paint("dim", line) for line in wrapped(f"{at}: {clean(related.message)}", width, "    · ", "      ")]
    return lines


def _excerpt(report: Report, finding: Finding, width: int, paint: _Painter) -> list[str]:
    """The line, with the place underlined; secrets masked, long lines cut around the place."""
    place = finding.place
    if not place.line or not report.tree.has(place.path):
        return []
    source = report.tree.source(place.path)
    if source.is_binary or place.line > len(source.lines):
        return []
    from flaskcheck.secrets import mask_line

    raw = source.lines[place.line - 1]
    line = mask_line(raw)
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_line == place.line else len(raw)
    if line != raw:  # what is masked has moved what follows it
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    text, start, end = _window(line, start, max(end, start + 1), width - 8)
    under = " " * _cells(text[:start]) + "^" * max(_cells(text[start:end]), 1)
    return [f"      {paint('dim', '|')} {_visible(text)}", f"      {paint('dim', '|')} {paint('under', under)}"]


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Cut the indentation and a long line so that the place stays in view."""
    indent = len(line) - len(line.lstrip())
    line, start, end = line[indent:], max(start - indent, 0), max(end - indent, 1)
    if len(line) <= width:
        return line, min(start, len(line)), min(end, len(line))
    first = max(0, min(start - width // 3, len(line) - width))
    before, after = "…" * bool(first), "…" * (first + width < len(line))
    cut = before + line[first + len(before) : first + width - len(after)] + after
    return cut, start - first, min(end - first, len(cut))


def _cells(text: str) -> int:
    """Terminal cells that a text takes: tabs as shown, wide characters two, combining ones none."""
    return sum(
        len(_visible(c)) * (2 if unicodedata.east_asian_width(c) in "WF" else 1)
        for c in text
        if not unicodedata.combining(c)
    )


def _visible(text: str) -> str:
    """Tabs as blanks, control characters (terminal escapes) made harmless."""
    return "".join(TAB if c == "\t" else c if c.isprintable() else "\ufffd" for c in text)


def clean(text: str) -> str:
    """A message without characters that a terminal would act on."""
    return "".join(c if c.isprintable() else " " if c in "\n\t" else "\ufffd" for c in text)


def wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Break a text at blanks; words longer than a line stay whole, so that paths and commands can be copied."""
    lines, line = [], first
    for word in text.split():
        candidate = f"{line}{'' if line in (first, rest) else ' '}{word}"
        if len(candidate) > width and line not in (first, rest):
            lines.append(line)
            candidate = f"{rest}{word}"
        line = candidate
    return [*lines, line] if line.strip() else lines


def _notes(report: Report, width: int, paint: _Painter) -> list[str]:
    lines = []
    for note in report.notes:
        lines += [paint("dim", line) for line in wrapped(f"note: {clean(note)}", width, "", "      ")]
    for crash in report.crashes:
        lines += wrapped(f"flaskcheck itself failed in {crash.rule}: {clean(crash.error)}", width, "", "    ")
    return ["", *lines] if lines else []


def last_line(report: Report) -> str:
    """``3 errors, 1 warning, 2 infos in 12 files. flaskcheck explain RULE tells more.``"""
    counts = [_counted(report.count(severity), severity) for severity in SEVERITIES]
    files = _counted(len(report.tree.files), "file")
    silenced = f", {len(report.suppressed)} silenced" if report.suppressed else ""
    hint = " Run 'flaskcheck explain RULE' to learn more." if report.findings else ""
    return f"{', '.join(counts)}{silenced} ({files} checked).{hint}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"

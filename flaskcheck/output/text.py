"""``--format text``: for people at a terminal, readable at 80 columns."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.cleaning import clean, without_commands
from flaskcheck.ground.limits import MAX_SHOWN_RELATED
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.summary import summary
from flaskcheck.rule import ERROR, INFO, SEVERITIES, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Place

COLOURS = {ERROR: "31;1", WARNING: "33;1", INFO: "36", "path": "1", "dim": "2", "under": "31"}
MIN_WIDTH = 40
TAB = "    "
NEAR = 2000
"""Of a longer line only so many characters on either side of the place are looked at."""


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """The whole report: what is deployed, the findings by file, what else is to be said, a last line that counts.

    ``quiet`` leaves out all but the findings; ``verbose`` adds those that are silenced.
    """
    paint = _Painter(presentation.colour)
    width, quiet = max(presentation.width, MIN_WIDTH), presentation.quiet
    blocks = [] if quiet else [_deployments(report, width, paint)]
    path = None
    for finding in report.findings:
        if finding.place.path != path:
            path = finding.place.path
            blocks.append([paint("path", shown(path) or ".")])
        blocks.append(_finding(report, finding, width, paint))
    if presentation.verbose:
        blocks.append(_silenced(report, width, paint))
    if not quiet or report.is_partly_empty:  # else the exit code would go unexplained
        blocks.append(_notes(report, width, paint))
    blocks.append(_crashes(report, width))
    if report.has_application and not (quiet and not report.findings):
        blocks.append([last_line(report)])
    return without_commands("\n\n".join("\n".join(lines) for lines in blocks if lines))


class _Painter:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, kind: str, text: str) -> str:
        return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m" if self.colour and text else text


def _deployments(report: Report, width: int, paint: _Painter) -> list[str]:
    lines = []
    for deployment in report.deployments:
        lines += [paint("dim", line) for line in wrapped(clean(summary(deployment, report.shown)), width, "", "    ")]
    return lines


def _finding(report: Report, finding: Finding, width: int, paint: _Painter) -> list[str]:
    place = finding.place
    where = f"{place.line}:{place.column}" if place.column else str(place.line) if place.line else "file"
    head = f"  {where:>7}  {paint(finding.severity, finding.severity)}  {finding.rule}"
    lines = [head, *wrapped(clean(finding.message), width, "    ", "    ")]
    lines += _excerpt(report, finding, width, paint)
    if finding.help:
        lines += wrapped(f"→ {clean(finding.help)}", width, "    ", "      ")
    for related in finding.related[:MAX_SHOWN_RELATED]:
        at = f"{shown(related.place.path)}:{related.place.line}" if related.place.line else shown(related.place.path)
        lines += [paint("dim", line) for line in wrapped(f"{at}: {clean(related.message)}", width, "    · ", "      ")]
    more = len(finding.related) - MAX_SHOWN_RELATED
    return [*lines, paint("dim", f"    · {_counted(more, 'more place')}")] if more > 0 else lines


def _excerpt(report: Report, finding: Finding, width: int, paint: _Painter) -> list[str]:
    """The line, with the place underlined; what is not harmless is hidden, long lines are cut around the place."""
    place = finding.place
    if not place.line or not report.tree.has(place.path):
        return []
    source = report.tree.source(place.path)
    if source.is_binary or place.line > len(source.lines):
        return []
    line, first, start, end = _near(source.lines[place.line - 1], place)
    shown_line = report.shown.line(place, first, first + len(line))
    if shown_line != line:  # what is hidden has moved what follows it
        start, end = len(shown_line) - len(shown_line.lstrip()), len(shown_line.rstrip())
    text, start, end = _window(shown_line, start, max(end, start + 1), width - 8)
    under = " " * cells(text[:start]) + "^" * max(cells(text[start:end]), 1)
    return [f"      {paint('dim', '|')} {_visible(text)}", f"      {paint('dim', '|')} {paint('under', under)}"]


def _near(line: str, place: Place) -> tuple[str, int, int, int]:
    """A line without its indentation, where that begins, and where the place is in it; of a very long line, what is around the place."""
    start = max(place.column - 1, 0)
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    first = len(line) - len(line.lstrip()) if start < NEAR else start - NEAR
    return line[first : max(start, first) + NEAR], first, max(start - first, 0), max(min(end - first, 2 * NEAR), 1)


def _window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """Cut a long line so that the place stays in view; an ellipsis stands for what is cut off."""
    if cells(line) <= width:
        return line, min(start, len(line)), min(end, len(line))
    if line.isascii() and "\t" not in line:
        first = max(start - width // 3 + 1, 0)
        last = min(first + width - 2, len(line))
    else:
        first, last = _fitting(line, start, width)
    before, after = "…" * (first > 0), "…" * (last < len(line))
    return before + line[first:last] + after, start - first + len(before), min(end, last) - first + len(before)


def _fitting(line: str, start: int, width: int) -> tuple[int, int]:
    """What of a line is kept in view, where characters take different cells."""
    first, room = start, width // 3
    while first > 0 and room > cells(line[first - 1]):
        first -= 1
        room -= cells(line[first])
    last, room = first, width - 2
    while last < len(line) and room >= cells(line[last]):
        room -= cells(line[last])
        last += 1
    return first, last


def cells(text: str) -> int:
    """Terminal cells that a text takes: tabs as shown, wide characters two, combining ones none."""
    if text.isascii() and "\t" not in text:
        return len(text)
    import unicodedata

    return sum(
        len(_visible(c)) * (2 if unicodedata.east_asian_width(c) in "WF" else 1)
        for c in text
        if not unicodedata.combining(c)
    )


def _visible(text: str) -> str:
    """Tabs as blanks, control characters (terminal escapes) made harmless."""
    return "".join(TAB if c == "\t" else c if c.isprintable() else "\ufffd" for c in text)


def wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Break a text at blanks; words longer than a line stay whole, so that paths and commands can be copied."""
    lines, line, taken = [], first, cells(first)
    for word in text.split():
        needed = cells(word)
        if line not in (first, rest):
            if taken + 1 + needed > width:
                lines.append(line)
                line, taken = rest, cells(rest)
            else:
                line, taken = f"{line} ", taken + 1
        line, taken = f"{line}{word}", taken + needed
    return [*lines, line] if line.strip() else lines


def _silenced(report: Report, width: int, paint: _Painter) -> list[str]:
    lines = []
    for silenced in report.suppressed:
        finding = silenced.finding
        at = f"{shown(finding.place.path)}:{finding.place.line}" if finding.place.line else shown(finding.place.path)
        why = f"{silenced.by}: {clean(silenced.reason)}" if silenced.reason else f"{silenced.by}, no reason given"
        lines += wrapped(f"silenced: {at} {finding.rule} ({why})", width, "", "    ")
    return [paint("dim", line) for line in lines]


def _notes(report: Report, width: int, paint: _Painter) -> list[str]:
    lines = []
    for note in report.notes:
        lines += wrapped(f"note: {clean(note)}" if report.has_application else clean(note), width, "", "    ")
    return [paint("dim", line) for line in lines] if report.has_application else lines


def _crashes(report: Report, width: int) -> list[str]:
    told = (f"flaskcheck itself failed in {crash.rule}: {clean(crash.error)}" for crash in report.crashes)
    return [line for words in told for line in wrapped(words, width, "", "    ")]


def last_line(report: Report) -> str:
    """``3 errors, 1 warning, 2 infos in 12 files. flaskcheck explain RULE tells more.``"""
    hint = " Run 'flaskcheck explain RULE' to learn more." if report.findings else ""
    return f"{counts(report)}.{hint}"


def counts(report: Report) -> str:
    """``3 errors, 1 warning, 2 infos, 1 silenced (12 files checked)``."""
    found = [_counted(report.count(severity), severity) for severity in SEVERITIES]
    files = _counted(len(report.tree.files), "file")
    silenced = f", {len(report.suppressed)} silenced" if report.suppressed else ""
    return f"{', '.join(found)}{silenced} ({files} checked)"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"

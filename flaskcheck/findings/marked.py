"""Where a part of a line is once something of the line is hidden."""

from __future__ import annotations

from flaskcheck.known import hiding
from flaskcheck.known.extents import repeated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.shown import Shown
    from flaskcheck.ground.place import Place
    from flaskcheck.known.hiding import Spans


def marked(shown: Shown, place: Place, first: int, last: int, start: int, end: int) -> tuple[str, int, int]:
    """Columns of the line of a place as they may be shown, and where a part of them is in that."""
    line = shown.tree.source(place.path).lines[place.line - 1][first:last]
    hidden = shown.spans(place, first, last, (place.path, place.line) in shown.secret_lines)
    hidden = [*hidden, *repeated(line, hidden)]
    return hiding.cut(line, hidden), _moved(start, hidden), _moved(end, hidden, is_end=True)


def _moved(position: int, hidden: Spans, is_end: bool = False) -> int:
    """Where a position of a text is once the spans are cut out of it; one within a span is before its ellipsis, or behind it if something ends there."""
    shift, at = 0, 0
    for start, end in sorted(hidden):
        if end <= at:
            continue
        begun = max(start, at)
        is_new = not (start < at or (start == at and at))
        if position <= begun:
            break
        if position < end:
            return begun - shift + (len(hiding.HIDDEN) if is_new and is_end else 0)
        shift += end - begun - (len(hiding.HIDDEN) if is_new else 0)
        at = end
    return position - shift

"""How wide texts are in a terminal, and how they are cut and wrapped."""

from __future__ import annotations

TAB = "    "


_NARROW = str.maketrans("→…", "-.")
"""What flaskcheck itself writes beside ASCII: one cell each, for which nothing need be imported."""


def cells(text: str) -> int:
    """Terminal cells that a text takes: tabs as shown, wide characters two, combining ones none."""
    if "\t" not in text and (text.isascii() or text.translate(_NARROW).isascii()):
        return len(text)
    import unicodedata

    return sum(
        len(visible(c)) * (2 if unicodedata.east_asian_width(c) in "WF" else 1)
        for c in text
        if not unicodedata.combining(c)
    )


def visible(text: str) -> str:
    """Tabs as blanks, control characters (terminal escapes) made harmless."""
    if text.isascii() and text.isprintable():
        return text
    from flaskcheck.ground.cleaning import is_seen

    return "".join(TAB if c == "\t" else c if is_seen(c) else "\ufffd" for c in text)


def window(line: str, start: int, end: int, width: int) -> tuple[str, int, int]:
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


def cut(text: str, width: int) -> str:
    """The beginning of a text that fits into this many cells; an ellipsis stands for the rest."""
    return window(text, 0, 0, width)[0] if cells(text) > width else text


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


def counted(number: int, word: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {word}{'' if number == 1 else 's'}"

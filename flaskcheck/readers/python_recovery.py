"""Python files that do not compile: what is wrong with them, and what can still be read."""

from __future__ import annotations

import re

from flaskcheck.facts import Place, Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.source import Source

MAX_ATTEMPTS = 12
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_PYTHON_2 = re.compile(r"^\s*(print\s+[^(=\s]|exec\s+['\"]|raise\s+\w+\s*,|except\s+\w[\w.]*\s*,\s*\w+\s*:)", re.MULTILINE)
_NEWER = re.compile(r"^\s*(type\s+\w+(\[.*\])?\s*=|def\s+\w+\[|class\s+\w+\[|except\*|except\s+\w[\w.]*\s*(,\s*\w[\w.]*)+\s*:)|\bt['\"]")


def syntax_problem(source: Source, error: Exception) -> Unreadable:
    """What keeps a file from compiling, in words, at its place.

    ``newer-syntax`` when the line looks like syntax that a newer Python than the one flaskcheck runs on would accept.
    """
    conflict = _CONFLICT.search(source.text)
    if conflict and conflict.group().startswith("<"):
        place = source.line_place(source.position(conflict.start())[0])
        return Unreadable("merge-markers", "a merge conflict was never resolved", place)
    if isinstance(error, (RecursionError, MemoryError)):
        return Unreadable("nested-too-deep", "the code is nested too deeply to be parsed", source.whole())
    if not isinstance(error, SyntaxError) or not error.lineno:
        return Unreadable("syntax", str(error) or "not Python", source.whole())
    line = min(error.lineno, len(source.lines))
    place = _place(source, line, error)
    text = source.lines[line - 1] if line else ""
    kind = "syntax"
    if _NEWER.search(text) or "f-string" in (error.msg or ""):
        kind = "newer-syntax"
    elif _PYTHON_2.search(text):
        kind = "python2"
    return Unreadable(kind, error.msg or "invalid syntax", place)


def _place(source: Source, line: int, error: SyntaxError) -> Place:
    whole = source.line_place(line)
    if error.offset and 0 < error.offset < whole.end_column:
        return Place(source.path, line, error.offset, line, whole.end_column)
    return whole


def repaired(text: str, parse: Callable[[str], Any]) -> Any:
    """The tree of the file with the broken statements left out (their lines blanked), or ``None``."""
    lines = text.replace("\0", " ").split("\n")
    lines = ["" if _CONFLICT.match(line) else line for line in lines]
    for _ in range(MAX_ATTEMPTS):
        tree = parse("\n".join(lines))
        if not isinstance(tree, Exception):
            return tree
        if not isinstance(tree, SyntaxError) or not tree.lineno:
            return None
        if not _blank(lines, min(tree.lineno, len(lines)) - 1):
            return None
    return None


def _blank(lines: list[str], at: int) -> bool:
    """Replace the broken line, and a block that it opens, by ``pass`` at the same indentation."""
    while at >= 0 and not lines[at].strip():
        at -= 1
    if at < 0 or lines[at].strip() == "pass":
        return False
    indent = len(lines[at]) - len(lines[at].lstrip())
    following = at + 1
    while following < len(lines) and (
        not lines[following].strip() or len(lines[following]) - len(lines[following].lstrip()) > indent
    ):
        lines[following] = ""
        following += 1
    lines[at] = " " * indent + "pass"
    return True

"""Lines that the running Python refuses, written so that it accepts them: what is not Python 3, or not yet, is still distinguished from what is broken.

A rewrite keeps the number of lines and, where it can, the columns.
"""

from __future__ import annotations

import re
import sys

from flaskcheck.ground.limits import MAX_REWRITTEN_LINE
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NEVER = (2, 7)

CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: .*)?")


class Rewrite(Record):
    """One construct. ``kind`` and ``what`` say what it is; ``version`` is the first Python that accepts it. ``everywhere``: one such line speaks for
    all of the file; else only the line that the parser stopped at is rewritten."""

    kind: str
    what: str
    version: tuple[int, int]
    pattern: str
    replacement: str | Callable[[re.Match[str]], str]
    everywhere: bool = True

    @property
    def applies(self) -> bool:
        """Whether the running Python needs the rewrite."""
        return self.kind != "newer-syntax" or sys.version_info[:2] < self.version


def _blanked(match: re.Match[str]) -> str:
    """The first and the last group, what stands between them blank."""
    return match.group(1) + " " * len(match.group(2)) + match.group(3)


def _named(match: re.Match[str]) -> str:
    """``type X[T] = …`` as ``X = …``."""
    return match.group(1) + match.group(2).ljust(len(match.group(0)) - len(match.group(1)) - 1) + "="


def _underscores(match: re.Match[str]) -> str:
    return "_" * len(match.group(0))


REWRITES: tuple[Rewrite, ...] = (
    Rewrite("newer-syntax", "except*", (3, 11), r"^(\s*except)(\s*\*)(.*:)", _blanked),
    Rewrite("newer-syntax", "a type statement", (3, 12), r"^(\s*)type\s+(\w+)\s*(?:\[[^=]*\])?\s*=(?!=)", _named),
    Rewrite(
        "newer-syntax",
        "type parameters",
        (3, 12),
        r"^(\s*(?:async\s+def|def|class)\s+\w+\s*)(\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])(\s*[(:])",
        _blanked,
    ),
    Rewrite(
        "newer-syntax",
        "except without parentheses",
        (3, 14),
        r"^(\s*except\*?\s+)((?:\w+\.)*[A-Z]\w*(?:\s*,\s*(?:\w+\.)*[A-Z]\w*)+)(\s*:)",
        r"\1(\2)\3",
    ),
    Rewrite("newer-syntax", "a template string", (3, 14), r"(?<![\w\"'])(?:(r)?t(r)?)(?=[\"'])", r"\1f\2"),
    Rewrite("newer-syntax", "a lazy import", (3, 15), r"^(\s*)lazy\s+((?:import|from)\s)", r"\1\2"),
    Rewrite("python2", "a print statement", NEVER, r"^((?:.*[:;])?\s*print)[ \t]+(>>)[ \t]*", r"\1=  "),
    Rewrite(
        "python2",
        "a print statement",
        NEVER,
        r"^((?:.*?[:;])?\s*print)(?:[ \t](?=[ \t]*[\w\"'\[{`~-])|(?=[\"']))",
        r"\1=",
    ),
    Rewrite("python2", "except X, e", NEVER, r"^(\s*except\s*(?:\([^()]*\)|\s[\w.]+))\s*,\s*(\w+)\s*:", r"\1 as \2:"),
    Rewrite("python2", "raise X, message", NEVER, r"^((?:.*:)?\s*raise\s+[\w.]+)\s*,\s*", r"\1 or "),
    Rewrite("python2", "an exec statement", NEVER, r"^((?:.*[:;])?\s*exec)[ \t](?=[ \t]*[\w\"'])", r"\1="),
    Rewrite(
        "python2",
        "a tuple as parameter",
        NEVER,
        r"(\blambda\s*|\bdef\s+\w+\s*\((?:[^()]*,)?\s*)\(([^()]*)\)",
        r"\1 \2 ",
    ),
    Rewrite("python2", "<>", NEVER, r"(?<=[\s\w)\]])<>(?=[\s\w(])", "!="),
    Rewrite("python2", "an octal number", NEVER, r"(?<![\w.])0(?=[0-7]+\b)", "0o", everywhere=False),
    Rewrite("python2", "a long number", NEVER, r"(?<![\w.])(\d+|0x[\da-fA-F]+)[lL]\b", r"\1 ", everywhere=False),
    Rewrite("python2", 'ur""', NEVER, r"(?<![\w])[uU][rR](?=[\"'])", "r ".strip(), everywhere=False),
    Rewrite("python2", "backquotes", NEVER, r"`([^`\n]+)`", r"(\1)", everywhere=False),
    Rewrite("template", "a template", NEVER, r"^\s*(?:\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\})\s*(?:\{%.*?%\}\s*)*$", ""),
    Rewrite("template", "a template", NEVER, r"\{%.*?%\}|\{#.*?#\}", ""),
    Rewrite("template", "a template", NEVER, r"\{\{.*?\}\}", _underscores),
)


def rewritten(lines: list[str], at: int) -> tuple[list[str], Rewrite] | None:
    """The lines with the construct rewritten that the parser stopped at (``at`` counts from 0), and that construct; ``None`` when there is none."""
    for rewrite in REWRITES:
        if not rewrite.applies:
            continue
        pattern = re.compile(rewrite.pattern)
        if len(lines[at]) > MAX_REWRITTEN_LINE or not pattern.search(lines[at]):
            continue
        changed = list(lines)
        for number in range(len(lines)) if rewrite.everywhere else (at,):
            if len(lines[number]) <= MAX_REWRITTEN_LINE:
                changed[number] = pattern.sub(rewrite.replacement, lines[number])
        if changed != lines:
            return changed, rewrite
    return None


FSTRINGS = Rewrite("newer-syntax", "quotes, backslashes or comments inside the braces of an f-string", (3, 12), "", "")


def without_conflicts(lines: list[str]) -> tuple[list[str], int] | None:
    """The lines with the upper side of each merge conflict only, and the number (from 1) of the first marker; ``None`` without conflicts."""
    side, first = "", 0
    kept = []
    for number, line in enumerate(lines, 1):
        match = CONFLICT.fullmatch(line)
        mark = match.group(1)[0] if match else ""
        if mark == "<" or (mark == ">" and side) or (mark and mark in "=|" and side):
            first = first or number
            side = {"<": "ours", "=": "theirs", "|": "base", ">": ""}[mark]
            kept.append("")
        else:
            kept.append(line if side in ("", "ours") else "")
    return (kept, first) if first else None


# -- f-strings of Python 3.12 ----------------------------------------------------------------------

_TOKEN = re.compile(r"#[^\n]*|(?<!\w)([a-zA-Z]{0,2})('''|\"\"\"|'|\")")
_IN_FIELD = re.compile(r"[\[({]|[\])}]|:|#[^\n]*|(?<!\w)([a-zA-Z]{0,2})('''|\"\"\"|'|\")")
_BRACE = re.compile(r"[{}]")
_INSIDE = re.compile(r"\\.|\{\{|\}\}|\{|\}|'''|\"\"\"|'|\"|\n", re.DOTALL)


def older_fstrings(text: str) -> str | None:
    """The text with those fields of f-strings replaced by a bare name that only Python 3.12 can read; ``None`` when the strings do not end."""
    made: list[str] = []
    at = 0
    while True:
        token = _TOKEN.search(text, at)
        if token is None:
            return "".join(made) + text[at:]
        made.append(text[at : token.start()])
        if token.group(2) is None:
            made.append(token.group())
            at = token.end()
            continue
        string = _string(text, token)
        if string is None:
            return None
        made.append(string[0])
        at = string[1]


def _string(text: str, token: re.Match[str]) -> tuple[str, int] | None:
    """One string as older Pythons read it, and where it ends; ``None`` when it does not."""
    quote, is_format = token.group(2), "f" in token.group(1).lower()
    made, at = [token.group()], token.end()
    while True:
        part = _INSIDE.search(text, at)
        if part is None or (part.group() == "\n" and len(quote) == 1):
            return None
        made.append(text[at : part.start()])
        at = part.end()
        word = part.group()
        if word.startswith(quote):
            return "".join([*made, quote]), part.start() + len(quote)
        if word == "{" and is_format:
            end = _field_end(text, at)
            if end is None:
                return None
            made.append(_older_field(text[at : end - 1], quote))
            at = end
        else:
            made.append(word)


def _field_end(text: str, at: int) -> int | None:
    """Where the field that begins at ``at`` ends: after its closing brace."""
    depth = 0
    for _ in range(10_000):
        part = _IN_FIELD.search(text, at)
        if part is None:
            return None
        at = part.end()
        word = part.group()
        if word in ("(", "[", "{"):
            depth += 1
        elif word in (")", "]", "}"):
            depth -= 1
            if depth < 0:
                return at
        elif word == ":" and depth == 0:
            return _spec_end(text, at)
        elif part.group(2) is not None:
            string = _string(text, part)
            if string is None:
                return None
            at = string[1]
    return None


def _spec_end(text: str, at: int) -> int | None:
    """Where a field ends whose format begins at ``at``; quotes mean nothing in a format."""
    while True:
        part = _BRACE.search(text, at)
        if part is None:
            return None
        if part.group() == "}":
            return part.end()
        inner = _field_end(text, part.end())
        if inner is None:
            return None
        at = inner


def _older_field(inside: str, quote: str) -> str:
    """One field: as it is when older Pythons read it, with the other quotes when that helps, else a bare name of the same length."""
    hostile = "\\" in inside or "#" in inside or ("\n" in inside and len(quote) == 1)
    if not hostile and quote not in inside:
        return "{" + inside + "}"
    other = "'" if quote[0] == '"' else '"'
    if not hostile and other not in inside:
        return "{" + inside.replace(quote[0], other) + "}"
    name = "__".ljust(len(inside.replace("\n", "")))
    return "{" + name + "}" + ("\n" if len(quote) == 3 else "\\\n") * inside.count("\n")

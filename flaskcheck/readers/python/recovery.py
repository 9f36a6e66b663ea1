"""Python files that do not compile: what is wrong with them, and what can still be read."""

from __future__ import annotations

import re
import sys

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.limits import MAX_RECOVERY_ATTEMPTS, MAX_RECOVERY_CHARACTERS
from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.readers.python.rewrites import FSTRINGS, Rewrite, older_fstrings, rewritten, without_conflicts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.files.source import Source

    Parse = Callable[[str], Any]


_CLOSERS = (")", "]", "}")
_CONTINUATIONS = re.compile(r"(else|elif|except|finally|case)\b")
_HEADER_LINE = re.compile(r" on line (\d+)$")
_PASSES = "pass"


def recover(source: Source, error: Exception, parse: Parse) -> tuple[Unreadable, Any, list[str]]:
    """What is wrong with a file that did not parse, the tree of what remains without it (``None`` when nothing does), and the lines that tree was parsed from."""
    repair = _Repair(source, parse)
    tree = repair.tree(error)
    return repair.problem(error), tree, repair.lines


class _Repair:
    """Attempts at making a file parse: rewriting what another Python would read, leaving out what is broken."""

    def __init__(self, source: Source, parse: Parse) -> None:
        self.source = source
        self.parse = parse
        self.lines = source.text.replace("\0", " ").split("\n")
        self.first: Rewrite | str = ""
        self.conflict = 0
        self.rewritten_at = -1
        self.dropped: set[int] = set()
        self.attempts = min(MAX_RECOVERY_ATTEMPTS, max(2, MAX_RECOVERY_CHARACTERS // (len(source.text) + 1)))

    def tree(self, error: Exception) -> Any:
        """The tree of what can be read."""
        found = without_conflicts(self.lines)
        if found:
            self.lines, self.conflict = found
        if found or "\0" in self.source.text:
            tree = self.parse("\n".join(self.lines))
            if not isinstance(tree, Exception):
                return tree
            error = tree
        for _ in range(self.attempts):
            if not isinstance(error, SyntaxError) or not error.lineno or not self._improve(error):
                break
            tree = self.parse("\n".join(self.lines))
            if not isinstance(tree, Exception):
                return tree
            error = tree
        return self._of_blocks()

    def _improve(self, error: SyntaxError) -> bool:
        """Do something about the place that the parser stopped at; whether anything could be done."""
        at = min(error.lineno or 1, len(self.lines)) - 1
        change = self._older(error, at)
        if change is not None:
            self.lines, rewrite = change
            self.first = self.first or rewrite
            self.rewritten_at = at
            return True
        if not self.first or self.rewritten_at == at:  # no Python reads this line, whatever it looks like
            self.first = "broken"
        if "expected 'except'" in (error.msg or ""):
            return self._without_try(at)
        if isinstance(error, TabError):
            self.lines, before = [_spaced(line) for line in self.lines], self.lines
            return self.lines != before
        return self._drop(at, error)

    def _older(self, error: SyntaxError, at: int) -> tuple[list[str], Rewrite] | None:
        if sys.version_info < FSTRINGS.version and ("f-string" in (error.msg or "") or "f" in self.lines[at]):
            text = "\n".join(self.lines)
            try:
                older = older_fstrings(text)
            except RecursionError:  # f-strings in f-strings, by the hundred
                older = None
            if older is not None and older != text:
                return older.split("\n"), FSTRINGS
        return rewritten(self.lines, at)

    def _without_try(self, at: int) -> bool:
        """Make a plain block of the ``try`` without ``except`` that ends before a line."""
        for above in range(at, -1, -1):
            if self.lines[above].lstrip().startswith("try"):
                self.lines[above] = self.lines[above].replace("try", "if 1", 1)
                return True
        return False

    def _drop(self, at: int, error: SyntaxError) -> bool:
        """Leave out the statement that a line belongs to; when it was left out before, the one around it."""
        named = _HEADER_LINE.search(error.msg or "")
        header = (number(named[1]) or 0) if named else 0
        if 0 < header <= len(self.lines):  # "expected an indented block after … on line 3"
            at = header - 1
        while at > 0 and not self.lines[at].strip():
            at -= 1
        stray = "unexpected indent" in (error.msg or "") or "unindent" in (error.msg or "")
        if at in self.dropped:
            at = self._around(at)
        start, end = self._extent(at)
        indent = self.lines[start][: _indent(self.lines[start])]
        self.lines[start:end] = [""] * (end - start)
        if not stray:
            self.lines[start] = indent + _PASSES
        if start in self.dropped and at == start:
            return False
        self.dropped.add(start)
        return True

    def _around(self, at: int) -> int:
        """The header of the block that a line stands in; the line itself at the top level."""
        indent = _indent(self.lines[at])
        above = at
        while above > 0:
            above -= 1
            if self.lines[above].strip() and _indent(self.lines[above]) < indent:
                return above
        return at

    def _extent(self, at: int) -> tuple[int, int]:
        """First line and end of the statement that begins at a line, by its indentation, with what continues it above and below."""
        indent = _indent(self.lines[at])
        start = at
        while start > 0 and self._continues(start, indent):
            start -= 1
            while start > 0 and (not self.lines[start].strip() or _indent(self.lines[start]) > indent):
                start -= 1
        end = at + 1
        while end < len(self.lines) and (
            not self.lines[end].strip() or _indent(self.lines[end]) > indent or self._continues(end, indent)
        ):
            end += 1
        while end > at + 1 and not self.lines[end - 1].strip():
            end -= 1
        return start, end

    def _continues(self, at: int, indent: int) -> bool:
        text = self.lines[at].lstrip()
        return _indent(self.lines[at]) == indent and (
            text.startswith(_CLOSERS) or _CONTINUATIONS.match(text) is not None
        )

    def _of_blocks(self) -> Any:
        """The tree of those top-level statements that parse one by one."""
        at, count = 0, len(self.lines)
        while at < count:
            if not self.lines[at].strip():
                at += 1
                continue
            _, end = self._extent(at)
            while self.lines[at].startswith("@") and end < count and self.lines[end].strip():
                end = self._extent(end)[1]
            block = self.lines[at:end]
            if isinstance(self.parse("\n".join(block)), Exception):
                head = f"{block[0].rstrip()} {_PASSES}"
                keep = block[0].rstrip().endswith(":") and not isinstance(self.parse(head), Exception)
                self.lines[at:end] = [head if keep else "", *[""] * (end - at - 1)]
            at = end
        tree = self.parse("\n".join(self.lines))
        return None if isinstance(tree, Exception) else tree

    # -- what is wrong -----------------------------------------------------------------------------

    def problem(self, error: Exception) -> Unreadable:
        """The problem of the file, recognised by what helped against it."""
        if self.conflict:
            place = self.source.line_place(self.conflict)
            return Unreadable("merge-markers", "an unresolved merge conflict", place)
        if isinstance(error, (RecursionError, MemoryError)) or "too many nested" in str(error):
            return Unreadable("nested-too-deep", "the code is nested too deeply to be read", self._place(error))
        place = self._place(error)
        message = (error.msg if isinstance(error, SyntaxError) else str(error)) or "invalid syntax"
        if not isinstance(self.first, Rewrite):
            return Unreadable("syntax", message, place)
        what, version = self.first.what, ".".join(map(str, self.first.version))
        if self.first.kind == "newer-syntax":
            running = ".".join(map(str, sys.version_info[:2]))
            return Unreadable(
                "newer-syntax", f"{what}: needs Python {version}, but flaskcheck runs on {running}", place
            )
        if self.first.kind == "python2":
            return Unreadable("python2", f"{what}: Python 2, which Python 3 does not read", place)
        return Unreadable("template", "a template that is filled in before it becomes Python", place)

    def _place(self, error: Exception) -> Place:
        """Where the parser stopped, kept inside the file."""
        if not isinstance(error, SyntaxError) or not error.lineno:
            return self.source.whole()
        line = min(error.lineno, len(self.source.lines))
        whole = self.source.line_place(line)
        column = error.offset or 0
        if not 0 < column <= len(self.source.lines[line - 1]):
            return whole
        end = error.end_offset or 0
        if error.end_lineno != line or not column < end <= len(self.source.lines[line - 1]) + 1:
            end = max(whole.end_column, column + 1)
        return Place(self.source.path, line, column, line, end)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _spaced(line: str) -> str:
    """A line with its indentation in spaces, tabs reaching to multiples of eight as Python 2 had it."""
    bare = line.lstrip(" \t")
    return line[: len(line) - len(bare)].expandtabs(8) + bare

"""What a literal of Python belongs to whose statement or block begins above: the names before the brackets it stands in, the subject of its ``match``, the function that returns it; and what it is compared with."""

from __future__ import annotations

import re
from bisect import bisect_right

from flaskcheck.known.harmless import is_hot, leads_to_secret, names_a_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.files.source import Source

_BRACKET = re.compile(r"[()\[\]{}]")
_MOST_HEADS = 6
_LONGEST = 400
"""Brackets, and characters of a line before one, that are looked at."""

_ARGUMENT = re.compile(r"\s*\w+\s?=(?!=)")
"""How an argument begins that has a name."""

_CASE = re.compile(r"\s*case\b")
_MATCH = re.compile(r"\bmatch\s(?P<subject>[^:]{1,200}):")
_RETURN = re.compile(r"\s*return\s+[rbuRBU]{0,2}['\"]{1,3}$")
_DEFINED = re.compile(r"(?:async\s{1,4})?\bdef\s{1,4}(?P<name>\w{1,80})")
_FAR = 40
"""Lines of a block above one of its lines."""

_COMPARED = re.compile(r"['\"]{1,3}\s?(?:==|!=|is|in)\s(?P<with>[\w.\[\]()'\"-]{1,200})")
_DIGESTS = re.compile(r"compare_digest\s?\(.{0,400}")
_NAME = re.compile(r"[^\W\d]\w*(?:-\w+)*")
_COLLECTION = re.compile(
    r"\b(?:\w{0,40}_)?(?:passwords|tokens|api_?keys|secret_?keys|access_?keys|pins)\b[^=\n{]{0,60}=\s{0,3}\{(?:[^{}\n]{0,400}[,{]\s{0,3})?[rb]?['\"]$",
    re.IGNORECASE,
)
"""A mapping whose keys may be the secrets."""


class Heads:
    """The brackets of one file, outside of its ``strings``."""

    def __init__(self, source: Source, strings: Sequence[tuple[int, int]]) -> None:
        self._source = source
        self._opened: list[tuple[int, int]] = []  # where, and which it stands in
        self._at: list[int] = []
        self._inner: list[int] = []
        stack, begins = [-1], [start for start, _ in strings]
        for found in _BRACKET.finditer(source.text):
            at = found.start()
            near = bisect_right(begins, at) - 1
            if near >= 0 and at < strings[near][1]:
                continue
            if found.group() in "([{":
                self._opened.append((at, stack[-1]))
                stack.append(len(self._opened) - 1)
            elif len(stack) > 1:
                stack.pop()
            self._at.append(at)
            self._inner.append(stack[-1])

    def before(self, number: int, line: str, start: int) -> str:
        """The lines of brackets in which a line (from 1) begins, up to them, if they name a secret; nothing where the literal at ``start`` is told of by an argument's own name."""
        first = inner = self._around(number)
        found: list[str] = []
        for _ in range(_MOST_HEADS):
            if inner < 0:
                break
            at, outer = self._opened[inner]
            head = self._source.text[max(at - _LONGEST, 0) : at + 1].rpartition("\n")[2]
            is_call = head[-2:-1].isalnum() or head[-2:-1] in ("_", ")", "]")
            if inner == first and is_call and is_argument(line, start):
                break
            found += [head] if any(map(_says_secret, _NAME.findall(head))) else []
            inner = outer
        return "\n".join(found[::-1])

    def goes_on(self, number: int, above: str, line: str, start: int) -> bool:
        """Whether a line goes on from the one ``above`` as what that names: behind a key, or as the next argument without a name."""
        if above.endswith(","):
            return not is_argument(line, start)
        return above.endswith(_GOING_ON) or (above.endswith(":") and self._around(number) >= 0)

    def _around(self, number: int) -> int:
        near = bisect_right(self._at, self._source.offset(number) - 1) - 1
        return self._inner[near] if near >= 0 else -1


_GOING_ON = ("(", "[", "{", "=", "\\", " or", "else", ":=")


def is_argument(line: str, start: int) -> bool:
    """Whether the name of an argument, or what it is compared with, stands before a literal."""
    before = line[max(start - _LONGEST, 0) : start]
    if before.rstrip("rbfuRBFU'\" ").endswith(("==", "!=")):
        return True
    return _ARGUMENT.match(before, max(before.rfind(","), before.rfind("(")) + 1) is not None


def _says_secret(name: str) -> bool:
    """Whether a name is that of a secret or of several, rather than of what is done with them."""
    return is_hot(name) and (leads_to_secret(name) or leads_to_secret(name[:-1]))


def is_of_secret_block(lines: Sequence[str], number: int, start: int) -> bool:
    """Whether the literal that begins at ``start`` of a line is what a secret is matched with, or what a function gives back that is called like one."""
    line = lines[number - 1]
    pattern = _MATCH if _CASE.match(line) else _DEFINED if _RETURN.fullmatch(line[:start]) else None
    level = len(line) - len(line.lstrip())
    for above in reversed(lines[max(number - 1 - _FAR, 0) : number - 1] if pattern else ()):
        own = len(above) - len(above.lstrip())
        if above.strip() and own < level:
            level = own
            if found := pattern.match(above.strip()[:_LONGEST]) if pattern else None:
                said = found[1]
                return names_a_secret(said) if pattern is _DEFINED else any(map(is_hot, _NAME.findall(said)))
    return False


def is_compared_with_secret(line: str, span: tuple[int, int]) -> bool:
    """Whether what stands behind a literal, which it is compared with, is called like a secret."""
    start, end = span
    found = _COMPARED.match(line, end)
    if found:
        return any(map(is_hot, _NAME.findall(found["with"])))
    digests = _DIGESTS.search(line[max(start - _LONGEST, 0) : end + _LONGEST]) if "compare_digest" in line else None
    return digests is not None and any(map(is_hot, _NAME.findall(digests.group())))


def is_key_of_secrets(line: str, start: int, end: int) -> bool:
    """Whether a literal is a key of a mapping of secrets, and long enough to be one of them."""
    return end - start >= 8 and _COLLECTION.search(line[max(start - _LONGEST, 0) : start]) is not None

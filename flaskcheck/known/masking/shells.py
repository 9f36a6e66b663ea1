"""What a shell does with secrets: hands them on from one variable to another, compares them, prints them for another program to read."""

from __future__ import annotations

import re

from flaskcheck.known.harmless import is_hot, is_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_HANDED = re.compile(
    r"(?<![\w$.-])(?P<to>[A-Za-z_][\w.-]{0,80})['\"]?(?:\s{0,3}[:?+]?=\s{0,3}|:\s{1,3})\\?['\"]?\$\$?[({]?(?P<name>[A-Za-z_]\w{0,80}|[1-9])(?!\w)(?!\()"
)
"""``TOKEN=$1``, ``DB_PASSWORD: ${PLAIN}``, ``TOKEN := $(PLAIN)``: a variable that is given the value of another."""

_MOST_STEPS = 8
"""From variable to variable."""

_NAME = r"\$\$?[({]?(?P<name>[A-Za-z_]\w{0,80}|[1-9])(?!\w)[^\s'\";\\]{0,40}\\?['\"]?"
_WORD = r"(?:(?P<quote>\\?['\"])(?P<quoted>[^'\"\n\\]{1,200})(?P=quote)|(?P<secret>[^\s'\"$();|&\\]{1,200}))"
_FORMS = tuple(
    (mark, re.compile(pattern))
    for mark, pattern in (
        ("=", rf"{_NAME}\s(?:==?|!=|=~)\s\w?{_WORD}"),
        ("=", rf"(?<![\w$=]){_WORD}\s(?:==?|!=)\s\w?\\?['\"]?{_NAME}"),
        ("case", rf"\bcase\s\\?['\"]?{_NAME}\s+in(?:\s|\\n|\\){{1,20}}\(?{_WORD}"),
        ("=", rf"(?<![\w$.-])(?P<name>[A-Za-z_]\w{{0,80}})\s{{0,3}}[:?+]?=\s{{0,3}}(?!=){_WORD}"),
    )
)
"""A variable beside what it is compared with, or given."""

_SET = re.compile(r"(?<![\w-])set\s--?\s(?P<words>[^;&|\n]{1,1000})")
_FEW = 6
"""Digits that are a number rather than a secret."""

_ITEM = re.compile(r"['\"]([^'\"\n]+)['\"]|([^\s'\"]+)")
_INDEXED = re.compile(
    r"(?<![\w$.])(?P<to>[A-Za-z_]\w{0,80})\[[^\]\n]{0,80}\]\+?=(?!=)\s?(?:['\"](?P<quoted>[^'\"\n]{1,200})|(?P<secret>[^\s'\"$();|&]{1,200}))"
)
_PRINTED = re.compile(
    r"(?:<\(\s?|(?<![\w.-])(?P<to>[A-Za-z_][\w.-]{0,80})\s{0,3}[:?+]?=\s{0,3}\$\(shell\s)(?:echo|printf)\s(?:-\w+\s|['\"]?%s(?:\\n)?['\"]?\s){0,3}['\"]?(?P<secret>[^'\")\n]{1,200})"
)
"""What is printed for a program that reads it as a file, or for a variable of make."""


def handed_on(text: str) -> frozenset[str]:
    """The variables and places of arguments whose values the variables of secrets are given in a text."""
    pairs = [(each["to"], each["name"]) for each in _HANDED.finditer(text)] if "$" in text else []
    found = {name for to, name in pairs if is_hot(to)}
    for _ in range(_MOST_STEPS if found else 0):
        more = {name for to, name in pairs if to in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def spans_of_handed(text: str, handed: Container[str]) -> Iterator[tuple[int, int]]:
    """Where the values stand of variables that are handed on to a secret's, and what such a variable, or a secret's own, is compared with."""
    for mark, pattern in _FORMS if "$" in text or handed else ():
        for found in pattern.finditer(text) if mark in text else ():
            if found["name"] in handed or (pattern is not _FORMS[-1][1] and is_hot(found["name"])):
                yield from _judged(found)
    for found in _SET.finditer(text) if any(str(number) in handed for number in range(1, 10)) else ():
        for item in _ITEM.finditer(text, *found.span("words")):
            if not is_reference(item.group()):
                yield item.span(1 if item[1] else 2)


def spans_of_shells(text: str) -> Iterator[tuple[int, int]]:
    """Where secrets stand in forms of the shell's own."""
    for found in _INDEXED.finditer(text) if "]=" in text or "]+=" in text or "] =" in text else ():
        if is_hot(found["to"]):
            yield from _judged(found)
    for found in _PRINTED.finditer(text) if "echo" in text or "printf" in text else ():
        if not found["to"] or is_hot(found["to"]):
            yield from _judged(found)


def _judged(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    group = "quoted" if "quoted" in found.re.groupindex and found["quoted"] else "secret"
    value = found[group] or ""
    is_few = len(value) < 3 or (value.isdecimal() and len(value) < _FEW)
    if not is_few and not is_reference(value):
        yield found.span(group)

"""``.dockerignore``: which files of the build context Docker never sees.

Sources: ``ignorefile.ReadAll`` and ``PatternMatcher.MatchesOrParentMatches`` of moby/patternmatcher; "Dockerfile reference", section
".dockerignore file": the last pattern that matches decides, a match of a parent folder is a match of what is in it.
"""

from __future__ import annotations

import re
from posixpath import normpath

from flaskcheck.ground.budget import Budget
from flaskcheck.ground.limits import MAX_GLOB_CHARACTERS, MAX_PATTERN_STEPS
from flaskcheck.ground.wildcards import FOLDERS, STAR, STARS, Wildcards, in_class

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place

_SPECIAL = frozenset(".$+()|{}")  # special in regular expressions, plain in Go's patterns
_REPEATED = re.compile(r"(?:\*\*/)+")


class Ignore:
    """The patterns of one ``.dockerignore``. ``path`` is the file's, ``""`` when there is none; ``notes`` gets a line where it is too long to be followed."""

    def __init__(self, patterns: tuple[str, ...], path: str = "", notes: list[str] | None = None) -> None:
        self.path = path
        self.patterns = patterns
        self._rules = _joined(patterns)
        self._known: dict[str, bool] = {}
        self._budget = Budget(
            MAX_PATTERN_STEPS,
            notes,
            f"{path}: its patterns are too many for so many files; the last ones are taken to be in the build",
        )

    def matches(self, path: str) -> bool:
        """Whether a path, relative to the build context, is left out of it."""
        if not self._rules or not path:
            return False
        if path not in self._known:
            self._known[path] = self._budget.spend(len(self._rules)) and self._decide(path)
        return self._known[path]

    def _decide(self, path: str) -> bool:
        parts = path.split("/")
        names = [path, *("/".join(parts[:n]) for n in range(1, len(parts)))]
        matched = False
        for exception, does_match in self._rules:
            if exception == matched and any(map(does_match, names)):
                matched = not exception
        return matched


def _joined(patterns: tuple[str, ...]) -> list[tuple[bool, Callable[[str], object]]]:
    """Each run of patterns, and each run of exceptions, as one regular expression where none of them has many wildcards: which of a run decides makes no difference."""
    runs: list[tuple[bool, list[str]]] = []
    rules: list[tuple[bool, Callable[[str], object]]] = []
    for pattern in patterns:
        is_exception = pattern.startswith("!")
        bare = _REPEATED.sub("**/", pattern.removeprefix("!"))
        if not runs or runs[-1][0] != is_exception:
            runs.append((is_exception, []))
        runs[-1][1].append(bare)
    for is_exception, run in runs:
        plain = [pattern for pattern in run if _is_plain(pattern)]
        rules += [
            (is_exception, matcher)
            for matcher in (_any_of(plain), *(_wild(p) for p in run if not _is_plain(p)))
            if matcher
        ]
    return rules


def _is_plain(pattern: str) -> bool:
    """Whether a regular expression has only one way, or few, to match a pattern."""
    return pattern.removeprefix("**/").removesuffix("/**").count("*") < 2


def _any_of(patterns: list[str]) -> Callable[[str], object] | None:
    """One expression for several patterns, without those that Docker cannot compile either: only a bracket can make one so."""
    whole = [f"(?:{''.join(tokens)})" for pattern in patterns if (tokens := _compiled(pattern))]
    return re.compile(rf"(?:{'|'.join(whole)})\Z", re.DOTALL).match if whole else None


def patterns_of(source: Source) -> tuple[str, ...]:
    """The cleaned patterns of a file, exceptions with a leading ``!``."""
    return tuple(pattern for line in source.lines if (pattern := _pattern(line)))


def _pattern(line: str) -> str:
    """The cleaned pattern of a line, or ``""``."""
    if line.startswith("#") or not line.strip():
        return ""
    pattern = line.strip()
    negated = pattern.startswith("!")
    pattern = pattern[negated:].strip()
    if pattern:
        pattern = normpath(pattern).replace("//", "/")
        pattern = pattern[1:] if len(pattern) > 1 and pattern.startswith("/") else pattern
    return f"!{pattern}" if negated and pattern else pattern


def deciding_line(source: Source, path: str) -> Place | None:
    """The place of the last line of a ``.dockerignore`` that leaves a path out."""
    lines: dict[str, int] = {}
    for number, line in enumerate(source.lines, 1):
        pattern = _pattern(line)
        if pattern and not pattern.startswith("!"):
            lines.pop(pattern, None)  # the last line of a pattern counts, in the order of the lines
            lines[pattern] = number
    patterns = tuple(lines)
    if not Ignore(patterns).matches(path):
        return None
    first, end = 0, len(patterns)
    while end - first > 1:  # those from ``first`` on leave it out, those from ``end`` on do not
        middle = (first + end) // 2
        first, end = (middle, end) if Ignore(patterns[middle:]).matches(path) else (first, middle)
    return source.line_place(lines[patterns[first]])


def ignored(patterns: Source | tuple[str, ...], path: str) -> bool:
    """Whether a ``.dockerignore`` (or its patterns) leaves out a path that is relative to the build context."""
    return Ignore(patterns if isinstance(patterns, tuple) else patterns_of(patterns)).matches(path)


def for_build(tree: Tree, context: str, dockerfile: str) -> Ignore:
    """The file that a build obeys: ``<Dockerfile>.dockerignore`` beside the Dockerfile, else ``.dockerignore`` in the context."""
    for path in (f"{dockerfile}.dockerignore", f"{context}/.dockerignore".lstrip("/")):
        if tree.has(path):
            return Ignore(patterns_of(tree.source(path)), path, tree.notes)
    return Ignore(())


def _compiled(pattern: str) -> list[str]:
    """A pattern as pieces of a regular expression; none for one that is none."""
    try:
        tokens = [_WRITTEN.get(token, token) for token in _tokens(pattern)]
        if "[" in pattern:
            re.compile("".join(tokens))
    except re.error:
        return []
    return tokens


def _wild(pattern: str) -> Callable[[str], bool] | None:
    """A pattern with many wildcards; ``None`` for one that Docker cannot compile either, or that is longer than any path."""
    try:
        return Wildcards(_tokens(pattern)).matches if len(pattern) <= MAX_GLOB_CHARACTERS else None
    except re.error:
        return None


_WRITTEN = {FOLDERS: "(?:.*/)?", STARS: ".*", STAR: "[^/]*"}


def _tokens(pattern: str) -> Iterator[str]:
    """The wildcards of a pattern and, as a regular expression writes them, its characters and classes.

    Raises: re.error for a class without an end.
    """
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if pattern.startswith("**", at - 1):
            at += 1
            at += pattern.startswith("/", at)
            yield FOLDERS if at < len(pattern) else STARS
        elif char == "*":
            yield STAR
        elif char == "?":
            yield "[^/]"
        elif char == "\\":
            yield re.escape(pattern[at : at + 1] or "\\")
            at += 1
        elif char == "[":
            end = pattern.find("]", at + 1)
            if end < 0:
                raise re.error("a class without an end", pattern, at - 1)
            inner = "".join("\\" + char if char in _SPECIAL else char for char in pattern[at:end])
            yield f"[{in_class(inner)}]"
            at = end + 1
        else:
            yield "\\" + char if char in _SPECIAL else char

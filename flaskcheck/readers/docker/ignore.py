"""``.dockerignore``: which files of the build context Docker never sees.

Sources: ``ignorefile.ReadAll`` and ``PatternMatcher.MatchesOrParentMatches`` of moby/patternmatcher; "Dockerfile reference", section
".dockerignore file": the last pattern that matches decides, a match of a parent folder is a match of what is in it.
"""

from __future__ import annotations

import re
from posixpath import normpath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place

_SPECIAL = frozenset(".$+()|{}")  # special in regular expressions, plain in Go's patterns
_REPEATED = re.compile(r"(?:\*\*/)+")


class Ignore:
    """The patterns of one ``.dockerignore``. ``path`` is the file's, ``""`` when there is none."""

    def __init__(self, patterns: tuple[str, ...], path: str = "") -> None:
        self.path = path
        self.patterns = patterns
        self._rules = _joined(patterns)
        self._known: dict[str, bool] = {}

    def matches(self, path: str) -> bool:
        """Whether a path, relative to the build context, is left out of it."""
        if not self._rules or not path:
            return False
        if path not in self._known:
            self._known[path] = self._decide(path)
        return self._known[path]

    def _decide(self, path: str) -> bool:
        parts = path.split("/")
        names = [path, *("/".join(parts[:n]) for n in range(1, len(parts)))]
        matched = False
        for exception, pattern in self._rules:
            if exception == matched and pattern is not None and any(pattern.match(name) for name in names):
                matched = not exception
        return matched


def _joined(patterns: tuple[str, ...]) -> list[tuple[bool, re.Pattern[str] | None]]:
    """Each run of patterns, and each run of exceptions, as one regular expression: which of a run decides makes no difference."""
    runs: list[tuple[bool, list[str]]] = []
    for pattern in patterns:
        is_exception = pattern.startswith("!")
        if not runs or runs[-1][0] != is_exception:
            runs.append((is_exception, []))
        runs[-1][1].append(_expression(_REPEATED.sub("**/", pattern.removeprefix("!"))))
    return [(is_exception, _any_of(run)) for is_exception, run in runs]


def _any_of(expressions: list[str]) -> re.Pattern[str] | None:
    """One expression for several, without those that Docker cannot compile either: only a bracket can make one so."""
    whole = [f"(?:{e})" for e in expressions if "[" not in e or _compiled(e)]
    return _compiled("|".join(whole)) if whole else None


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
    for number in range(len(source.lines), 0, -1):
        pattern = _pattern(source.lines[number - 1])
        if not pattern.startswith("!") and Ignore((pattern,)).matches(path):
            return source.line_place(number)
    return None


def ignored(patterns: Source | tuple[str, ...], path: str) -> bool:
    """Whether a ``.dockerignore`` (or its patterns) leaves out a path that is relative to the build context."""
    return Ignore(patterns if isinstance(patterns, tuple) else patterns_of(patterns)).matches(path)


def for_build(tree: Tree, context: str, dockerfile: str) -> Ignore:
    """The file that a build obeys: ``<Dockerfile>.dockerignore`` beside the Dockerfile, else ``.dockerignore`` in the context."""
    for path in (f"{dockerfile}.dockerignore", f"{context}/.dockerignore".lstrip("/")):
        if tree.has(path):
            return Ignore(patterns_of(tree.source(path)), path)
    return Ignore(())


def _compiled(expression: str) -> re.Pattern[str] | None:
    """A regular expression for whole paths; ``None`` for one that is none."""
    try:
        return re.compile(rf"(?:{expression})\Z", re.DOTALL)
    except re.error:
        return None


def _expression(pattern: str) -> str:
    made: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if pattern.startswith("**", at - 1):
            at += 1
            at += pattern.startswith("/", at)
            made.append("(?:.*/)?" if at < len(pattern) else ".*")
        elif char == "*":
            made.append("[^/]*")
        elif char == "?":
            made.append("[^/]")
        elif char == "\\":
            made.append(re.escape(pattern[at : at + 1] or "\\"))
            at += 1
        else:
            made.append("\\" + char if char in _SPECIAL else char)
    return "".join(made)

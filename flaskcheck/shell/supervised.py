"""The programs that ``supervisord`` starts: which files configure it, and what they say."""

from __future__ import annotations

from fnmatch import fnmatch

from flaskcheck.readers import supervisor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.readers.supervisor import Program

_DEFAULTS = (
    "supervisord.conf",
    "etc/supervisord.conf",
    "/etc/supervisord.conf",
    "/etc/supervisor/supervisord.conf",
)
_PACKAGED = ("/etc/supervisor/conf.d/*.conf", "/etc/supervisord.d/*.ini")
"""What the configuration of Linux distributions includes."""


def supervised(arguments: Sequence[str], cwd: str | None, view: View, tree: Tree) -> Iterator[tuple[str, Program]]:
    """The programs of the repository that a supervisord in a folder starts, each with the file that tells of it."""
    named = _named(arguments)
    paths = (view.join(cwd or "/", name) for name in ((named,) if named else _DEFAULTS) if cwd or name.startswith("/"))
    main = next(((at, path) for at in paths if (path := view.find(at)) and tree.has(path)), None)
    patterns: Sequence[str] = _PACKAGED
    if main is not None:
        yield from _of(main, tree)
        here = main[0].rpartition("/")[0] or "/"
        patterns = [view.join(here, pattern) for pattern in supervisor.included(tree.source(main[1]))]
    for file in _matching(patterns, view, tree):
        yield from _of(file, tree)


def _named(arguments: Sequence[str]) -> str:
    """The file of ``-c file``, ``--configuration=file``."""
    for at, word in enumerate(arguments):
        if word in ("-c", "--configuration"):
            return arguments[at + 1] if at + 1 < len(arguments) else ""
        if word.startswith("--configuration="):
            return word.partition("=")[2]
        if word.startswith("-c") and len(word) > 2:
            return word[2:]
    return ""


def _matching(patterns: Sequence[str], view: View, tree: Tree) -> Iterator[tuple[str, str]]:
    """The files at the absolute paths that some patterns match; a star stands in the last part only."""
    for pattern in patterns:
        folder, _, name = pattern.rpartition("/")
        for found in view.folder(folder or "/"):
            path = view.find(f"{folder}/{found}") if fnmatch(found, name) else None
            if path and tree.has(path):
                yield f"{folder}/{found}", path


def _of(file: tuple[str, str], tree: Tree) -> Iterator[tuple[str, Program]]:
    at, path = file
    for program in supervisor.programs(tree.source(path), at.rpartition("/")[0] or "/"):
        yield path, program

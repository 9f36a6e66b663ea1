"""Globs of paths as ``exclude`` and ``per-file-ignores`` write them: like lines of a ``.gitignore``.

``*`` stays within one name, ``**`` stands for any folders; a glob without ``/`` matches a name in any folder, and what matches a
folder covers all below it. A glob is matched part by part, with all places in it that a path may have come to at once: the time grows with the length of
both, whatever stands in them.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache

from flaskcheck.ground.limits import MAX_GLOB_CHARACTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether a path, or a folder above it, matches one of the globs."""
    parts = path.split("/")
    return any(_covers(segments(glob), parts) for glob in globs)


@lru_cache(maxsize=4096)
def segments(glob: str) -> tuple[str, ...]:
    """A glob's parts; ``**`` first when it may start in any folder. One that is longer than any path has a part that no path has."""
    if len(glob) > MAX_GLOB_CHARACTERS:
        return ("",)
    bare = glob.strip().removeprefix("./").strip("/")
    anywhere = "/" not in bare and not glob.strip().startswith(("/", "./"))
    return ("**", bare) if anywhere else tuple(bare.split("/"))


def rebased(glob: str, down: str, up: str) -> tuple[str, ...]:
    """What a glob that is written relative to one folder says relative to another.

    ``down`` leads from the first folder down to the second (``services/shop``), or ``up`` from the second down to the first; both are ``""`` for the
    same folder. The answer is empty when the glob cannot match there.
    """
    parts = segments(glob)
    if up:
        return ("/".join((up, *parts)),)
    if not down:
        return (glob,)
    reached = {0}
    for folder in down.split("/"):
        if len(parts) in reached:  # the folder itself matches
            break
        reached = _entered(parts, reached, folder)
    if len(parts) in reached:
        return ("**",)
    return tuple(sorted("./" + "/".join(parts[at:]) for at in reached))


def _opened(parts: Sequence[str], reached: Iterable[int]) -> set[int]:
    """The places in a glob that are reached without another folder: ``**`` may stand for none."""
    opened: set[int] = set()
    for at in reached:
        while at not in opened:
            opened.add(at)
            if at < len(parts) and parts[at] == "**":
                at += 1
    return opened


def _entered(parts: Sequence[str], reached: Iterable[int], name: str) -> set[int]:
    """The places in a glob that are reached once one more folder is entered."""
    return {
        at if parts[at] == "**" else at + 1
        for at in _opened(parts, reached)
        if at < len(parts) and (parts[at] == "**" or _name(parts[at])(name))
    }


def _covers(glob: Sequence[str], parts: Sequence[str]) -> bool:
    reached = {0}
    for name in parts:
        reached = _entered(glob, reached, name)
        if not reached or len(glob) in reached or len(glob) in _opened(glob, reached):
            return bool(reached)
    return False


def matches(glob: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the parts of a glob match the parts of a path, all of them."""
    reached = {0}
    for name in parts:
        reached = _entered(glob, reached, name)
        if not reached:
            return False
    return len(glob) in _opened(glob, reached)


@lru_cache(maxsize=4096)
def _name(wanted: str) -> Callable[[str], object]:
    """Whether a name is the wanted one; ``fnmatch`` looks for what stands between two stars once, at the first place where it fits."""
    if not any(char in wanted for char in "*?["):
        return wanted.__eq__
    return re.compile(translate(wanted)).match

"""Globs of paths as ``exclude`` and ``per-file-ignores`` write them: like lines of a ``.gitignore``.

``*`` stays within one name, ``**`` stands for any folders; a glob without ``/`` matches a name in any folder, and what matches a
folder covers all below it.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether a path, or a folder above it, matches one of the globs."""
    parts = path.split("/")
    return any(_covers(segments(glob), parts) for glob in globs)


def segments(glob: str) -> tuple[str, ...]:
    """A glob's parts; ``**`` first when it may start in any folder."""
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
    left = {parts}
    for folder in down.split("/"):
        left = {rest for known in left for rest in _entered(known, folder)}
    if () in left:
        return ("**",)
    return tuple(sorted("./" + "/".join(rest) for rest in left))


def _entered(parts: tuple[str, ...], folder: str) -> Iterable[tuple[str, ...]]:
    """What is left of a glob inside a folder; nothing left means that the folder itself matches."""
    if not parts:
        yield ()
    elif parts[0] == "**":
        yield parts
        if parts[1:]:
            yield from _entered(parts[1:], folder)
    elif fnmatchcase(folder, parts[0]):
        yield parts[1:]


def _covers(glob: Sequence[str], parts: Sequence[str]) -> bool:
    return any(matches(glob, parts[:end]) for end in range(1, len(parts) + 1))


def matches(glob: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the parts of a glob match the parts of a path, all of them."""
    if not glob:
        return not parts
    if glob[0] == "**":
        return matches(glob[1:], parts) or (bool(parts) and matches(glob, parts[1:]))
    return bool(parts) and fnmatchcase(parts[0], glob[0]) and matches(glob[1:], parts[1:])

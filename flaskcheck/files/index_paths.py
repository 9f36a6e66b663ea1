"""Which of the paths that git lists can be files of a repository: an index made by hand may hold any text, and git lists it unchecked."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = (b"//", b"/./", b"/../", b"/.git/", b"\t/", b"\t./", b"\t../", b"\t.git/", b"/\0", b"/.\0", b"/..\0", b"/.git\0", b"\t\0", b"\t.\0", b"\t..\0", b"\t.git\0")  # fmt: skip
"""One of these stands in a listing with such a path; looking for them all takes less than looking at each path."""

NO_PARTS = frozenset({"", ".", "..", ".git"})


def refused(listed: bytes, paths: Iterable[str]) -> frozenset[str]:
    """Those of the paths of a listing (of ``ls-files -z`` or ``ls-tree -z``) that are absolute, lead upwards or to git's own files, or are not written as git writes them."""
    low = listed.lower()
    if os.sep == "/" and not any(sign in low for sign in _SIGNS):
        return frozenset()
    return frozenset(path for path in paths if not is_plain(path))


def is_plain(path: str) -> bool:
    """Whether a path is a way down from the root of a repository and not into git's own folder."""
    if os.sep != "/" and ("\\" in path or ":" in path):
        return False
    return not NO_PARTS.intersection(path.lower().split("/"))


def told(paths: frozenset[str]) -> list[str]:
    """What is said of refused paths; not what they are, for they name files of others."""
    if not paths:
        return []
    what = "1 path of git's index leads" if len(paths) == 1 else f"{len(paths)} paths of git's index lead"
    return [f"{what} out of the repository, or to git's own files: not read"]

"""What a folder holds, as it was listed from git or from the disk."""

from __future__ import annotations

from flaskcheck.ground.record import Record

SUBMODULE = "160000"


LINK = "120000"


class Listing(Record):
    """What was found below a root. ``stored`` maps files that git has although they are not on disk (sparse checkouts, bare
    repositories) to their blobs."""

    files: list[str]
    tracked: frozenset[str] | None
    modes: dict[str, str]
    stored: dict[str, str]
    notes: list[str]


def shown(path: str) -> str:
    """A path as it may be printed: control characters and undecodable bytes made visible."""
    if path.isascii() and path.isprintable():
        return path
    from flaskcheck.ground.cleaning import is_seen

    return "".join(c if is_seen(c) else c.encode("unicode_escape", "surrogatepass").decode() for c in path)

"""Whether a repository's own folder is to be believed: it may name another repository, whose files are none of those that were given to be read."""

from __future__ import annotations

import os

from flaskcheck.ground.reading import read
from flaskcheck.ground.trust import area, is_below, real_path

MOST = 100_000
"""Bytes of a file that holds one path, or of a repository's settings."""

MAY_LEAD_AWAY = frozenset({"hooks", "description"})
"""What git reads nothing from here, and what people link to files of their own."""

_found: dict[str, str] = {}


def is_bare(folder: str) -> bool:
    """Whether a folder looks like a repository without files of its own, all of it in its place."""
    parts = [os.path.join(folder, name) for name in ("HEAD", "objects", "refs")]
    if not (os.path.isfile(parts[0]) and all(map(os.path.isdir, parts[1:]))):
        return False
    return not os.path.lexists(os.path.join(folder, "objects", "info", "alternates")) and not _leads_away(
        folder, folder
    )


def has_files(top: str) -> bool:
    """Whether the repository that the ``.git`` of a folder is, or names, has a work tree there; one that is bare may lie beside its work trees."""
    home = _named(os.path.join(top, ".git"))
    is_worktree = os.path.lexists(os.path.join(home, "gitdir"))
    return is_worktree or _setting(os.path.join(home, "config"), "bare").lower() != "true"


def foreign(top: str) -> str:
    """Why the ``.git`` of a folder is not believed; ``""`` when it is."""
    if top not in _found:
        _found[top] = _foreign(os.path.join(top, ".git"), real_path(top))
    return _found[top]


def _foreign(entry: str, top: str) -> str:
    try:
        home = _named(entry)
        if is_below(home, top):
            return "its repository is made of parts that lie elsewhere" if _leads_away(home, top) else ""
        if not _leads_back(home, os.path.join(top, ".git"), top):
            return "its .git leads to a repository elsewhere that does not lead back here"
        around = area(top)
        is_ours = is_below(home, around) and _leads_away(home, around)
        return "its repository is made of parts that lie elsewhere" if is_ours else ""
    except (OSError, ValueError):
        return "its repository cannot be read"


def _named(entry: str) -> str:
    """The folder of a repository, in full: ``.git`` itself, or the one that a file of that name tells of (gitrepository-layout)."""
    if os.path.isdir(entry):
        return real_path(entry)
    told = os.fsdecode(read(entry, MOST))
    if not told.startswith("gitdir:"):
        raise ValueError("no file of git")
    home = real_path(os.path.join(os.path.dirname(entry), told[len("gitdir:") :].strip()))
    if not home:
        raise ValueError("no end of links")
    return home


def _leads_away(home: str, top: str) -> bool:
    """Whether a part of a repository is a link out of a folder, or most of it lies elsewhere (``commondir``)."""
    with os.scandir(home) as parts:
        links = [part.path for part in parts if part.is_symlink() and part.name not in MAY_LEAD_AWAY]
    common = os.path.join(home, "commondir")
    if os.path.lexists(common):
        links.append(os.path.join(home, os.fsdecode(read(common, MOST)).strip()))
    return not all(is_below(real_path(path), top) for path in links)


def _leads_back(home: str, entry: str, top: str) -> bool:
    """Whether a repository that lies elsewhere says that it belongs here: a work tree's ``gitdir`` (git-worktree) or ``core.worktree`` (a submodule's)."""
    back = os.path.join(home, "gitdir")
    if os.path.lexists(back):
        told = os.fsdecode(read(back, MOST)).strip()
        folder, name = os.path.split(os.path.join(home, told))
        return os.path.join(real_path(folder), name) == entry
    return real_path(os.path.join(home, _setting(os.path.join(home, "config"), "worktree"))) == top


def _setting(file: str, key: str) -> str:
    """A setting of the section ``core``, as git writes it."""
    section = ""
    for line in os.fsdecode(read(file, MOST)).splitlines() if os.path.isfile(file) else ():
        text = line.strip()
        if text.startswith("["):
            section = text.lower()
        name, equals, value = text.partition("=")
        if section == "[core]" and equals and name.strip().lower() == key:
            return value.strip().strip('"')
    return ""

"""Which files besides those of a repository say which files it has: git's own index, settings and lists of what is ignored, as they are and as they could be."""

from __future__ import annotations

import os

from flaskcheck.files import git
from flaskcheck.ground.trust import top_of

OWN = ("index", "info/exclude", "config", "config.worktree", "info/sparse-checkout", "HEAD", "objects", "refs", "gitdir", "commondir")  # fmt: skip
"""Parts of a repository: without some of them it is none, and by the last two a work tree and its repository belong together (gitrepository-layout)."""

PATHS = r"^(core\.excludesfile|include\.path|includeif\..*\.path)$"
"""The settings that name further files (git-config); what they include is included here, too."""


def files(root: str) -> list[str] | None:
    """Git's own files for a folder, and those that would count if they were there; ``None`` where there is a repository of which git says nothing now and may say something later."""
    top = top_of(root)
    found = [os.path.join(folder, ".git") for folder in _upwards(root, top) if folder != top]
    asked = [word for name in OWN for word in ("--git-path", name)]
    inside = git.ask(root, "rev-parse", *asked)
    if inside is None:
        return None if top else found
    found += [os.path.join(root, os.fsdecode(line)) for line in inside.splitlines()]
    found.append(git.program_for(root))  # another version, or none, may tell another story
    around = (os.path.join(folder, ".git") for folder in _upwards(top or root, None))
    found += [each for each in around if not os.path.lexists(each)]  # git is not taken from a repository around it
    entry = os.path.join(top or root, ".git")
    found += [entry] if os.path.isfile(entry) else []
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    found += [os.path.expanduser("~/.gitconfig"), *(os.path.join(settings, "git", name) for name in ("config", "ignore"))]  # fmt: skip
    named = git.ask(root, "config", "-z", "--show-origin", "--type=path", "--get-regexp", PATHS)
    return None if named is None else [*found, *_named(root, named)]


def _upwards(folder: str, top: str | None) -> list[str]:
    """A folder and those around it, as far as the one with the repository."""
    found = [folder]
    while folder not in {top, os.path.dirname(folder)}:
        folder = os.path.dirname(folder)
        found.append(folder)
    return found


def _named(root: str, told: bytes) -> list[str]:
    """The files that settings name; a relative path is one beside the file that names it."""
    parts = os.fsdecode(told).split("\0")
    found = []
    for origin, setting in zip(parts[::2], parts[1::2]):
        key, _, path = setting.partition("\n")
        file = os.path.join(root, origin.removeprefix("file:"))
        found.append(os.path.join(root if key == "core.excludesfile" else os.path.dirname(file), path))
    return found

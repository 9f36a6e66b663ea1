"""Whether what an image's build clones is the very repository that its Dockerfile lies in."""

from __future__ import annotations

import re

from flaskcheck.ground.encoded import encoded
from flaskcheck.images.files import Removed, Taken, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree
    from flaskcheck.images.files import Files

_ADDRESS = re.compile(r"(?:[a-z+]+://|[\w.-]+@)[\w.@-]+[:/](?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?", re.IGNORECASE)
"""``https://github.com/owner/name.git``, ``git@gitlab.com:owner/name``."""

_TELLING = ("readme", "pyproject.toml", "setup.py", "setup.cfg", "package.json", "install", "contributing")
"""How files at the top begin that name the repository's own address."""


def cloned(files: Files, target: str) -> None:
    """Put all that git has of the repository into a folder: no .dockerignore is asked."""
    files.add(Removed(target), Taken(target, target, whole(files, target, "")))


def is_own(tree: Tree, address: str) -> bool:
    """Whether an address that is cloned is the repository's own: the files at its top name that address, and no other one of the same name."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return False
    own, name = found["name"].lower(), found["name"].partition("/")[2].lower()
    named = re.compile(rb"[:/]([\w.-]+/" + re.escape(encoded(name)) + rb")(?![\w-])", re.IGNORECASE)
    paths = [path for path in tree.files if "/" not in path and path.lower().startswith(_TELLING)]
    owners = {match.group(1).decode().lower() for path in paths for match in named.finditer(tree.source(path).raw)}
    return own in owners

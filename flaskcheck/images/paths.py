"""Paths in an image: which lies below which, and what a pattern of the shell names."""

from __future__ import annotations

from fnmatch import fnmatchcase
from posixpath import basename, dirname

SYSTEM_FOLDERS = frozenset(
    (
        "/ /bin /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local "
        "/usr/local/bin /usr/local/lib /usr/local/sbin /usr/sbin /usr/share /var /var/lib /var/log /var/run /var/tmp"
    ).split()
)
"""Folders that every Linux image has (Filesystem Hierarchy Standard 3.0)."""


def is_of_git(repo_path: str) -> bool:
    """Whether a path is the folder in which a clone keeps what git knows, or in it: each clone has it."""
    return repo_path.partition("/")[0] == ".git"


def below(path: str, folder: str) -> str | None:
    """The rest of a path below a folder (``""`` for the folder itself), or ``None``."""
    if path == folder:
        return ""
    prefix = folder if folder.endswith("/") else f"{folder}/"
    return path[len(prefix) :] if path.startswith(prefix) else None


def matches(path: str, pattern: str, recursive: bool = False) -> bool:
    """Whether a pattern of the shell names a path, or with ``recursive`` a folder above it."""
    if pattern == path:
        return True
    if not any(char in pattern for char in "*?["):
        return recursive and below(path, pattern) is not None
    depth = pattern.count("/")
    cut = "/".join(path.split("/")[: depth + 1])
    if not recursive and cut != path:
        return False
    return (
        all(
            fnmatchcase(part, wanted) and not (part.startswith(".") and not wanted.startswith("."))
            for part, wanted in zip(cut.split("/"), pattern.split("/"))
        )
        and cut.count("/") == depth
    )


def folder_of(path: str) -> str:
    """The folder a deployment path stands in."""
    return dirname(path) or "/"


def name_of(path: str) -> str:
    """The last part of a path."""
    return basename(path.rstrip("/"))


def mostly(around: list[tuple[str, bool]]) -> str | None:
    """The repository folder that most of what was copied into a folder says that it amounts to, folders before single files: a start script
    that lies beside the Dockerfile tells nothing of where the code is from. Of several alike it is the outermost, then the last copied."""
    if len(around) < 2:
        return around[0][0] if around else None
    folders = [path for path, is_folder in around if is_folder]
    files = [path for path, is_folder in around if not is_folder]
    return max(dict(around), key=lambda path: (folders.count(path), files.count(path), -len(path)))

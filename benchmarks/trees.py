"""A folder that is measured: how much there is in it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.goals import size_of

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """``files`` that git tracks (all below it, without git), the Python ``modules`` among them, and the bytes of both; ``commit`` is ``""`` without git."""

    name: str
    commit: str
    files: int
    bytes: int
    modules: int
    module_bytes: int

    @property
    def size(self) -> str:
        """``small``, ``medium``, ``large`` or ``huge``."""
        return size_of(self.modules)

    def __str__(self) -> str:
        commit = f", commit {self.commit[:10]}" if self.commit else ""
        return (
            f"{self.name}: {self.files:,} files ({self.bytes / 1e6:.2f} MB), {self.modules:,} Python modules "
            f"({self.module_bytes / 1e6:.2f} MB), {self.size}{commit}"
        )


def measured(folder: Path) -> Measured:
    """Count what is in a folder."""
    paths = _paths(folder)
    sizes = {path: os.lstat(path).st_size for path in paths if os.path.isfile(path)}
    modules = [path for path in sizes if path.endswith(".py")]
    module_bytes = sum(sizes[path] for path in modules)
    return Measured(folder.name, commit_of(folder), len(sizes), sum(sizes.values()), len(modules), module_bytes)


def commit_of(folder: Path) -> str:
    """The commit that is checked out in a folder, with a ``+`` when tracked files were changed since; ``""`` without git."""
    commit = _git(folder, "rev-parse", "HEAD").decode().strip()
    return commit + ("+" if commit and _git(folder, "status", "--porcelain", "-uno") else "")


def _paths(folder: Path) -> list[str]:
    listed = [os.fsdecode(name) for name in _git(folder, "ls-files", "-z").split(b"\0") if name]
    if listed:
        return [os.path.join(folder, name) for name in listed]
    return [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]


def _git(folder: Path, *words: str) -> bytes:
    """What git says; nothing when it fails or is missing."""
    try:
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False).stdout
    except OSError:
        return b""

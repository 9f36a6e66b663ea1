"""This project as others get it: a repository of its own with the files that git has or is about to have."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent
IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": f"t{at}"
        for who in ("AUTHOR", "COMMITTER")
        for what, at in (("NAME", ""), ("EMAIL", "@example.org"))
    },
}


def git(root: Path, *words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run git with an identity and settings of its own; whatever it says is in ``stdout``."""
    return subprocess.run(
        ["git", *words],
        cwd=root,
        env={**os.environ, **IDENTITY, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def listed() -> list[str]:
    """The files of this project, without its tests."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file() and not name.startswith("tests/")]


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that is filled once for all workers of a run, by whichever is first to need it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        done = Path(f"{folder}.done")
        if not done.exists():
            folder.mkdir(parents=True)
            make(folder)
            done.touch()
    return folder


def cloned(into: Path) -> Path:
    """Make the repository in a new folder; without ``.git`` it is what a workflow's runner has of an action."""
    for name in listed():
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, into / name)
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-qm", "flaskcheck"), ("tag", "v0")):
        done = git(into, *words)
        assert done.returncode == 0, done.stdout
    return into

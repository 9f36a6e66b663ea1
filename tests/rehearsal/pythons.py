"""The Pythons of this machine."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import cache
from pathlib import Path

from tests.rehearsal.plans import NotPlayableError


@cache
def here() -> dict[str, Path]:
    """The interpreter of each minor version, with pyenv's and those on the PATH."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = {
        f"3.{minor}": Path(path).resolve()
        for minor in range(9, 20)
        if (path := shutil.which(f"python3.{minor}", path="/usr/local/bin:/usr/bin"))
    }
    found[f"3.{sys.version_info.minor}"] = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    for folder in pyenv.glob("versions/3.*"):
        if re.fullmatch(r"3\.\d+\.\d+", folder.name):
            found[folder.name.rpartition(".")[0]] = (folder / "bin" / "python").resolve()
    return found


def find(version: str) -> Path:
    """The interpreter for a version (``3.13``, ``3.13.5``; any other text: the newest that is here). A patch release may be another.

    Raises: NotPlayableError.
    """
    minor = re.match(r"3\.\d+", version)
    if minor is None:
        return here()[newest()]
    if minor[0] not in here():
        raise NotPlayableError(f"Python {minor[0]} is not on this machine")
    return here()[minor[0]]


def newest() -> str:
    """The newest minor version that is here."""
    return max(here(), key=lambda minor: int(minor.partition(".")[2]))

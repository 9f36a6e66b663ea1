"""The commands that are measured beside one another over one tree, each ready to be run in its folder."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from benchmarks import environments
from benchmarks.goals import BANDIT, COLD, DEPTRY, PYTHON, RUFF_COLD, RUFF_WARM, WARM
from benchmarks.processes import Command

if TYPE_CHECKING:
    from pathlib import Path

CHECKED = (0, 1)
"""The exit codes of a linter that did its work."""

RUFF = ("check", "--select", "S,F401", "--quiet")
DECLARATIONS = ("pyproject.toml", "requirements.txt")


def commands(folder: Path, interpreter: str, skipped: frozenset[str], others: list[Path]) -> list[Command]:
    """What to measure over a folder, each tool in its own environment; ``others`` are further checkouts of flaskcheck.

    Raises: subprocess.CalledProcessError when an environment cannot be made.
    """
    programs = environments.flaskcheck(interpreter)
    found = [Command(PYTHON, (str(programs / "python"), "-c", "pass")), *_flaskcheck(programs, "")]
    for other in others:
        found += _flaskcheck(environments.flaskcheck(interpreter, other), f" ({other.name})")
    for tool, made in (("ruff", _ruff), ("bandit", _bandit), ("deptry", _deptry)):
        if tool not in skipped:
            found += made(environments.environment(tool, interpreter), folder)
    return [command for command in found if command.name not in skipped]


def _flaskcheck(programs: Path, note: str) -> list[Command]:
    program = str(programs / "flaskcheck")
    variables = {"FLASKCHECK_CACHE_DIR": str(_emptied(f"flaskcheck{note}"))}
    ends = (*CHECKED, 4)  # 4: no application in the tree, which had to be found out all the same
    return [
        Command(COLD + note, (program, "--no-cache", "."), ends, variables),
        Command(WARM + note, (program, "."), ends, variables),
    ]


def _ruff(programs: Path, folder: Path) -> list[Command]:
    """With the folder's own configuration, as its developers run it; with none when ruff cannot read that."""
    program = str(programs / "ruff")
    asked = subprocess.run([program, "check", "--show-settings", "."], cwd=folder, capture_output=True, check=False)
    words, note = (
        ((*RUFF, "--isolated"), "with --isolated: it cannot read its configuration") if asked.returncode else (RUFF, "")
    )
    variables = {"RUFF_CACHE_DIR": str(_emptied("ruff"))}
    return [
        Command(RUFF_COLD, (program, *words, "--no-cache", "."), CHECKED, variables, note),
        Command(RUFF_WARM, (program, *words, "."), CHECKED, variables, note),
    ]


def _bandit(programs: Path, folder: Path) -> list[Command]:
    return [Command(BANDIT, (str(programs / "bandit"), "-r", "-q", "."), CHECKED)]


def _deptry(programs: Path, folder: Path) -> list[Command]:
    """deptry refuses a folder that declares no dependencies; it is given an empty list then."""
    words = [str(programs / "deptry"), "."]
    if not any((folder / name).exists() for name in DECLARATIONS):
        empty = environments.CACHE / "empty-requirements.txt"
        empty.write_text("")
        words += ["--requirements-files", str(empty)]
    note = "with an empty list of dependencies" if len(words) > 2 else ""
    return [Command(DEPTRY, tuple(words), CHECKED, note=note)]


def _emptied(name: str) -> Path:
    """A cache folder for one tool, empty."""
    folder = environments.CACHE / "caches" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder

"""Running commands in turn, so that what disturbs the machine disturbs all of them alike."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.processes import RunError, Series, Spawner

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.processes import Command

FEWEST = 3


def measure(commands: list[Command], folder: Path, rounds: int, budget: float) -> tuple[list[Series], list[str]]:
    """The runs of each command over a folder, and what is to be said of those that failed.

    Each runs twice beforehand, which fills caches and tells how long it takes; a command that would need more than ``budget`` seconds for all rounds
    takes part in fewer, evenly spread. One that needs longer than the budget for a single run is not run again: its first run counts.
    """
    failures: list[str] = []
    turn: list[tuple[Series, int]] = []
    with Spawner() as spawner:
        for command in commands:
            try:
                turn.append(_first(spawner, command, folder, rounds, budget))
            except RunError as error:
                failures.append(str(error))
        for number in range(rounds):
            _progress(f"round {number + 1} of {rounds}")
            first = number % len(turn)
            for series, count in turn[first:] + turn[:first]:
                if (number + 1) * count // rounds > number * count // rounds:
                    series.runs.append(spawner.run(series.command, folder))
    _progress("")
    return [series for series, _ in turn], failures


def _first(spawner: Spawner, command: Command, folder: Path, rounds: int, budget: float) -> tuple[Series, int]:
    """The series of a command, empty if it is to be run in rounds, and in how many of them."""
    _progress(command.name)
    first = spawner.run(command, folder)
    if first.seconds > budget:
        return Series(command, [first]), 0
    second = spawner.run(command, folder) if first.seconds < budget / 10 else first
    return Series(command), max(min(FEWEST, rounds), min(rounds, int(budget / second.seconds)))


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

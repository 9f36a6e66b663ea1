"""``python -m tests.fuzz --minutes 30`` tries inputs for half an hour, tells how many, and keeps what it finds in ``tests/fuzz/found``.

The same seed gives the same inputs. ``--first N`` goes on where a run with the same seed has stopped.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz import store
from tests.fuzz.inputs import COMMAND, READER, REPOSITORY
from tests.fuzz.runner import Asked, Run


def asked(arguments: list[str]) -> Asked:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description="Try generated and mutated files on flaskcheck."
    )
    parser.add_argument("--minutes", type=float, default=1, help="how long (default: 1)")
    parser.add_argument("--inputs", type=int, default=0, help="how many, in place of --minutes")
    parser.add_argument("--seed", default="0", help="from which all follows (default: 0)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input (default: 0)")
    parser.add_argument("--only", choices=(READER, REPOSITORY, COMMAND), default="", help="one kind of inputs")
    parser.add_argument(
        "--from",
        dest="further",
        action="append",
        default=[],
        help="a folder with more repositories to mutate, one in each of its folders",
    )
    parser.add_argument(
        "--keep", type=Path, default=store.FOUND, help="where to keep what is found (default: tests/fuzz/found)"
    )
    given = parser.parse_args(arguments)
    return Asked(
        given.minutes, given.inputs, given.seed, given.jobs, given.first, given.only, tuple(given.further), given.keep
    )


def main(arguments: list[str]) -> int:
    """Run; 1 if anything was found."""
    run = Run(asked(arguments))
    begun = time.monotonic()
    run.wait()
    counts = run.counts
    minutes = (time.monotonic() - begun) / 60
    print(
        f"seed {run.asked.seed}, from {run.asked.first}: {counts[READER]} inputs of readers, {counts[REPOSITORY]} repositories in memory, {counts[COMMAND]} on a disk, in {minutes:.1f} minutes"
    )
    for what, times in sorted(run.times.items()):
        print(f"{times} × {what}: {run.found.get(what, '')}")
    return 1 if run.times else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

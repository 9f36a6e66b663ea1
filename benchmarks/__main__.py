"""``python -m benchmarks [FOLDER …]``: flaskcheck beside ``python -c pass``, ruff, bandit and deptry, run in turn; a table and a JSON file.

Nothing is fetched but the tools themselves, once, by pip. Without a folder a small made-up application is measured.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import environments, generated, report
from benchmarks.commands import commands
from benchmarks.processes import Load
from benchmarks.rounds import measure
from benchmarks.trees import commit_of, measured

BUSY = 0.05
"""The share of the processors' time that others may take without a word."""


def main(arguments: list[str]) -> int:
    """Measure every folder; 0 unless flaskcheck itself failed over one of them."""
    given = _parser().parse_args(arguments)
    folders = [folder.resolve() for folder in given.folders] or [generated.repository()]
    skipped = frozenset(name.strip() for text in given.skip for name in text.split(","))
    others = [folder.resolve() for folder in given.beside]
    found: dict[str, Any] = {"machine": _machine(given.python, skipped), "trees": []}
    for folder in folders:
        found["trees"].append(_tree(folder, given, skipped, others))
    target = given.output or environments.CACHE / f"results-{time.strftime('%Y%m%d-%H%M%S')}.json"
    target.write_text(json.dumps(found, indent=1) + "\n")
    sys.stdout.write(f"Written to {target}\n")
    return int(any("flaskcheck" in failure for tree in found["trees"] for failure in tree["failures"]))


def _tree(folder: Path, given: argparse.Namespace, skipped: frozenset[str], others: list[Path]) -> dict[str, Any]:
    """Measure one folder and print its table."""
    ready = commands(folder, given.python, skipped, others)
    tree = measured(folder)
    load = Load()
    series, failures = measure(ready, folder, given.rounds, given.budget)
    quiet, words = _quietness(load)
    sys.stdout.write(f"{report.table(tree, series, failures)}  {words}\n\n")
    sys.stdout.flush()
    return {**report.plain(tree, series, failures), "quiet": quiet, "load": words}


def _quietness(load: Load) -> tuple[bool, str]:
    """Whether the machine was quiet enough for the figures to be worth something, and that in words."""
    after, others = os.getloadavg()[0], load.others()
    loads = f"load average {load.average:.2f} before, {after:.2f} after"
    if others is not None:
        loads += f"; other processes took {others:.0%} of the processors"
    is_busy = load.average > 0.5 if others is None else others > BUSY
    return not is_busy, f"THE MACHINE WAS BUSY, so the figures are worth less: {loads}." if is_busy else f"{loads}."


def _machine(interpreter: str, skipped: frozenset[str]) -> dict[str, Any]:
    """What the figures were taken with."""
    tools = [tool for tool in environments.TOOLS if tool not in skipped]
    versions = {tool: environments.version(environments.environment(tool, interpreter), tool) for tool in tools}
    own = environments.version(environments.flaskcheck(interpreter), "flaskcheck")
    found = {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "commit": commit_of(environments.ROOT),
        "python": environments.python_version(interpreter),
        "interpreter": str(Path(interpreter).resolve()),
        "processors": os.cpu_count(),
        "system": " ".join(os.uname()[i] for i in (0, 2, 4)),
        "versions": {"flaskcheck": own, **versions},
    }
    listed = ", ".join(f"{tool} {version}" for tool, version in {"Python": found["python"], **versions}.items())
    sys.stdout.write(f"flaskcheck at {found['commit']}; {listed}; {found['processors']} processors\n\n")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("folders", metavar="FOLDER", nargs="*", type=Path, help="what to measure (default: a made-up application)")
    add("--rounds", type=int, default=15, help="how often each command runs (default: 15)")
    add("--budget", type=float, default=30.0, help="seconds for one command over one folder, else fewer rounds (30)")
    add("--skip", action="append", default=[], metavar="NAME", help="leave out ruff, bandit or deptry (repeatable)")
    add("--beside", action="append", default=[], type=Path, metavar="CHECKOUT", help="another checkout of flaskcheck")
    add("--python", default=environments.own_interpreter(), help="the interpreter that flaskcheck and all tools run on")
    add("--output", type=Path, metavar="FILE", help="where to write the JSON (default: benchmarks/.cache/)")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

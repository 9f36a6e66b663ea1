"""How many instructions a start, an unchanged run and a small run take: counted, so that another machine or a busy one tells the same within a few percent.

``python -m benchmarks.instructions`` counts with the running Python and prints the counts beside those in ``instructions.json``; ``--record`` writes them there, for this
Python alone. Counted is by Valgrind's callgrind (``valgrind`` must be installed), with a fixed hash seed, in an environment of its own. ``tests/test_instructions.py`` fails
when a count has grown by more than a tenth: as a ratio to ``python -c pass``, because the C library chooses other instructions on other processors.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import generated, staging
from benchmarks.environments import ROOT
from benchmarks.trees import commit_of

FILE = ROOT / "benchmarks" / "instructions.json"
PYTHON = "python -c pass"
MARGIN = 1.10
_COLLECTED = re.compile(r"^==\d+== Collected\s*:\s*(\d+)", re.MULTILINE)


def build() -> str:
    """The running Python as records name it: its version and how it was compiled, which makes up to a tenth of difference even in ratios."""
    flags = sysconfig.get_config_var("PY_CFLAGS") or ""
    level = re.findall(r"-O\w+", flags)[-1:]
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    further = [word for word in ("--enable-optimizations", "--with-lto") if word in options]
    return " ".join([staging.minor_version(), *level, *further])


def counted() -> dict[str, int]:
    """The instructions of each kind of run, by name.

    Raises: RuntimeError when one of them fails or Valgrind says nothing.
    """
    with tempfile.TemporaryDirectory(prefix="flaskcheck-") as name:
        folder = Path(name)
        python, script = staging.stage(folder / "environment")
        tree = str(generated.repository(folder / "shop"))
        here = _surroundings(folder)
        warm = [script, tree]
        for _ in range(2):  # the second run finds that nothing is too young to be believed
            subprocess.run([python, *warm], env=here, capture_output=True, check=False)
        return {
            PYTHON: _count([python, "-c", "pass"], here, folder),
            "flaskcheck --version": _count([python, script, "--version"], here, folder),
            "unchanged": _count([python, *warm], here, folder),
            "small": _count([python, *warm, "--no-cache"], here, folder, 1),
        }


def _surroundings(folder: Path) -> dict[str, str]:
    """The environment of every counted run."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "FLASKCHECK_CACHE_DIR": str(folder / "cache"),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }


def _count(words: list[str], surroundings: dict[str, str], folder: Path, ends: int = -1) -> int:
    """The instructions of one process, without those of the programs that it starts."""
    log = folder / "valgrind.log"
    tool = [
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        "--trace-children=no",
        f"--log-file={log}.%p",
    ]
    process = subprocess.Popen([*tool, *words], env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, errors = process.communicate()
    text = Path(f"{log}.{process.pid}").read_text(errors="replace")
    found = _COLLECTED.search(text)
    if found is None or process.returncode not in (0, 1) or (ends >= 0 and process.returncode != ends):
        raise RuntimeError(f"{words}: exit code {process.returncode}\n{errors.decode(errors='replace')}\n{text}")
    return int(found[1])


def recorded() -> dict[str, Any]:
    """What was recorded, by the names that ``build`` gives."""
    found: dict[str, Any] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return found


def grown(counts: dict[str, int], record: dict[str, Any]) -> list[str]:
    """What has grown by more than the margin since it was recorded, in words."""
    before = record["instructions"]
    found = []
    for name in before.keys() - {PYTHON}:
        now, then = counts[name] / counts[PYTHON], before[name] / before[PYTHON]
        if now > then * MARGIN:
            found.append(
                f"{name}: {counts[name]:,} instructions, {now:.2f} × {PYTHON}; recorded at {record['commit'][:10]}: {before[name]:,}, {then:.2f} × "
                f"({now / then - 1:+.0%}). Find out why (valgrind --tool=callgrind, python -X importtime), or record it: python -m benchmarks.instructions --record"
            )
    return sorted(found)


def main(arguments: list[str]) -> int:
    """Count and compare, or record."""
    if shutil.which("valgrind") is None:
        sys.stderr.write("valgrind is not installed\n")
        return 2
    counts, records = counted(), recorded()
    before = records.get(build(), {}).get("instructions", {})
    for name, count in counts.items():
        change = f"{count / counts[PYTHON] / before[name] * before[PYTHON] - 1:+8.1%}" if name in before else ""
        sys.stdout.write(f"{name:22}{count / 1e6:10.1f} million {count / counts[PYTHON]:7.2f} × {change}\n")
    if arguments == ["--record"]:
        records[build()] = _record(counts)
        FILE.write_text(json.dumps(dict(sorted(records.items())), indent=2) + "\n")
    return 0


def _record(counts: dict[str, int]) -> dict[str, Any]:
    return {
        "commit": commit_of(ROOT),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "python": sys.version.split()[0],
        "dependencies": staging.versions(),
        "instructions": counts,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

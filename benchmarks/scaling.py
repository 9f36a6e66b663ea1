"""Whether time and memory grow linearly with what there is to read: one tree beside copies of itself.

``python -m benchmarks.scaling [FOLDER]`` copies the files of a folder (those that git tracks; default: the made-up application) into 1, 2, 4 and 8 sub-folders of one git
repository, twice: whole, so that every copy has its own applications and deployments, and without platform files, as plain packages beside the first. It measures cold runs
in turn and prints time and peak memory against bytes, with a line fitted through them (least squares) and how steeply the last doubling grows (1: linearly, 2: by the square).
``--profile`` prints where the time of the largest goes, beside the smallest.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import environments, generated
from benchmarks.processes import Command, Series
from benchmarks.rounds import measure
from benchmarks.trees import measured

COPIES = (1, 2, 4, 8)
ROWS = 12
LINEAR = 1.25
"""The exponent of the last doubling up to which growth counts as linear: disk and memory caches alone cost some."""

PLATFORM_FILES = frozenset(
    "Procfile app.json heroku.yml render.yaml app.yaml fly.toml railway.json railway.toml nixpacks.toml vercel.json netlify.toml Dockerfile "
    "docker-compose.yml docker-compose.yaml compose.yml compose.yaml Makefile gunicorn.conf.py serve.sh docker-entrypoint.sh".split()
)
PLATFORM_FOLDERS = (".do/", ".ebextensions/", ".github/", ".platform/", "docker/", "deploy/", "scripts/")


def copies(source: Path, count: int, is_plain: bool) -> Path:
    """A repository with so many copies of a folder's files, made anew."""
    kind = "plain" if is_plain else "whole"
    target = environments.CACHE / "trees" / f"{source.name}-{kind}-{count}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for number in range(count):
        _copy(source, target / f"part{number}", is_plain and number > 0)
    generated.commit(target)
    return target


def _copy(source: Path, target: Path, is_plain: bool) -> None:
    listed = subprocess.run(["git", "-C", str(source), "ls-files", "-z"], check=True, capture_output=True).stdout
    for path in (os.fsdecode(name) for name in listed.split(b"\0") if name):
        is_platform = path.rpartition("/")[2] in PLATFORM_FILES or path.startswith(PLATFORM_FOLDERS)
        if (source / path).is_file() and not (source / path).is_symlink() and not (is_plain and is_platform):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target / path)


def curve(source: Path, interpreter: str, rounds: int, is_plain: bool) -> list[dict[str, Any]]:
    """Bytes, modules, seconds and peak memory for each number of copies; the rounds go through all of them in turn."""
    program = str(environments.flaskcheck(interpreter) / "flaskcheck")
    folders = [copies(source, count, is_plain) for count in COPIES]
    commands = [
        Command(f"{count} ×", (program, "--no-cache", str(folder)), (0, 1, 4)) for count, folder in zip(COPIES, folders)
    ]
    found, failures = measure(commands, folders[0], rounds, 1e6)
    if failures:
        raise RuntimeError("; ".join(failures))
    points = [_point(count, folder, series) for count, folder, series in zip(COPIES, folders, found)]
    for folder in folders:
        shutil.rmtree(folder)
    return points


def _point(count: int, folder: Path, series: Series) -> dict[str, Any]:
    tree = measured(folder)
    times = {"seconds": series.median, "minimum": series.minimum, "peak_bytes": series.memory}
    return {"copies": count, "files": tree.files, "bytes": tree.bytes, "module_bytes": tree.module_bytes, **times}


def fit(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Slope, intercept and coefficient of determination of the line through some points."""
    slope, intercept = statistics.linear_regression(*zip(*points))
    mean = statistics.fmean(y for _, y in points)
    left = sum((y - slope * x - intercept) ** 2 for x, y in points)
    whole = sum((y - mean) ** 2 for _, y in points)
    return slope, intercept, 1 - left / whole if whole else 1.0


def exponent(points: list[tuple[float, float]]) -> float:
    """How steeply the last step grows: the slope between the last two points on logarithmic scales, what stands at the first taken as fixed cost."""
    (x0, y0), *_, (x1, y1), (x2, y2) = points
    before, after = max(y1 - y0, 1e-9), max(y2 - y0, 1e-9)
    return math.log(after / before) / math.log((x2 - x0) / (x1 - x0))


def table(name: str, curve_points: list[dict[str, Any]]) -> str:
    """One curve in words."""
    lines = [name, "", "  copies   files      MB   of it Python   median s    min s   s per MB   peak MB"]
    for p in curve_points:
        size = f"{p['copies']:8}{p['files']:8}{p['bytes'] / 1e6:8.2f}{p['module_bytes'] / 1e6:15.2f}"
        rate = p["seconds"] / p["bytes"] * 1e6
        lines.append(f"{size}{p['seconds']:11.3f}{p['minimum']:9.3f}{rate:11.3f}{p['peak_bytes'] / 1e6:10.1f}")
    for what, key, unit in (("time", "minimum", "s"), ("memory", "peak_bytes", "bytes")):
        points = [(float(p["bytes"]), float(p[key])) for p in curve_points]
        slope, intercept, determination = fit(points)
        power = exponent(points)
        verdict = "linear" if power <= LINEAR else "STEEPER THAN LINEAR"
        lines.append(
            f"  {what}: {intercept:,.3f} {unit} + {slope * 1e6:,.3f} {unit} per MB (R² {determination:.4f}); last doubling: bytes to the power of {power:.2f}: {verdict}"
        )
    return "\n".join([*lines, ""])


def profile(source: Path, interpreter: str, is_plain: bool) -> str:
    """What grows most beyond the number of copies, from the smallest tree to the largest: by calls, which no noise touches, and by own time."""
    python = str(environments.flaskcheck(interpreter) / "python")
    one, many = (_rows(python, copies(source, count, is_plain)) for count in (COPIES[0], COPIES[-1]))
    times = COPIES[-1] // COPIES[0]
    rows = [(name, *one.get(name, (0.0, 0)), *many[name]) for name in many]
    by_calls = sorted(rows, key=lambda row: row[2] * times - row[4])[:ROWS]
    by_time = sorted(rows, key=lambda row: row[1] * times - row[3])[:ROWS]
    lines = [f"  profiled over 1 and {times} copies; own seconds, calls"]
    for title, found in (("calls", by_calls), ("own time", by_time)):
        lines.append(f"  most {title} beyond {times} times as much:")
        lines += [f"  {t0:8.3f} → {t1:8.3f}  {c0:9,} → {c1:10,}  {name}" for name, t0, c0, t1, c1 in found]
    return "\n".join([*lines, ""])


_PROFILED = """
import cProfile, gc, json, pstats, sys
from flaskcheck.start import run
gc.disable()
profile = cProfile.Profile()
sys.stdout = open(sys.argv[2] + ".out", "w")
if profile.runcall(run, ["--no-cache", sys.argv[1]]) == 3:
    sys.exit("flaskcheck failed")
def name(function):
    return "{}:{} {}".format(function[0].rpartition("site-packages/")[2], *function[1:])
rows = {}
for function, (_, calls, own, _, callers) in pstats.Stats(profile).stats.items():
    if function[0] == "~":  # a compiled function is told by who calls it
        rows.update({f"{function[2]} in {name(caller)}": (spent, count) for caller, (count, _, spent, _) in callers.items()})
    else:
        rows[name(function)] = own, calls
json.dump(rows, open(sys.argv[2], "w"))
"""


def _rows(python: str, folder: Path) -> dict[str, tuple[float, int]]:
    """Own time and number of calls of each function in a run over a folder."""
    target = environments.CACHE / "profile.json"
    subprocess.run([python, "-c", _PROFILED, str(folder), str(target)], check=True, cwd=folder)
    shutil.rmtree(folder)
    found: dict[str, tuple[float, int]] = json.loads(target.read_text())
    return found


def main(arguments: list[str]) -> int:
    """Measure both curves; 1 when one of them is steeper than linear."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--python", default=environments.own_interpreter())
    given = parser.parse_args(arguments)
    source = given.folder.resolve() if given.folder else generated.repository()
    found: dict[str, Any] = {"folder": source.name}
    for kind, is_plain in (("whole", False), ("plain", True)):
        found[kind] = curve(source, given.python, given.rounds, is_plain)
        sys.stdout.write(table(f"{source.name}, {kind} copies", found[kind]) + "\n")
        if given.profile:
            sys.stdout.write(profile(source, given.python, is_plain) + "\n")
        sys.stdout.flush()
    target = environments.CACHE / f"scaling-{time.strftime('%Y%m%d-%H%M%S')}.json"
    target.write_text(json.dumps(found, indent=1) + "\n")
    sys.stdout.write(f"Written to {target}\n")
    steep = [
        exponent([(p["bytes"], p[key]) for p in found[k]]) > LINEAR
        for k in ("whole", "plain")
        for key in ("minimum", "peak_bytes")
    ]
    return int(any(steep))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

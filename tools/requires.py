"""Writes ``flaskcheck/known/tables/requires.py``: what distributions require themselves, so that it is known what they bring along.

    python tools/requires.py --cache FOLDER [NAME …]

It asks the Python Package Index for the distributions that the table has, and for those named, one by one with a pause, and keeps the answers in FOLDER. Of each it takes the last
release of every year together: an older pin may bring something that today's release no longer does. What only an extra, another system or an old Python needs is left out; so is a
distribution with a release of which the index does not say what it requires.
"""

from __future__ import annotations

import argparse
import datetime
import io
import json
import re
import tarfile
import textwrap
import urllib.error
import zipfile
from collections.abc import Iterator
from functools import cache as cached
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from releases import address, got, metadata, packed

TABLE = Path(__file__).parents[1] / "flaskcheck/known/tables/requires.py"
FIRST_YEAR = "2016"
WIDTH = 210
LARGEST = 2_000_000
"""Bytes of a source distribution that is looked into."""

PYTHONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14")

HEAD = '''"""Distribution → what it requires itself, on Linux and Python 3.9 or newer, in whichever of its releases ({date}; written by tools/requires.py)."""

from __future__ import annotations

LINES = """
{lines}
"""
"""Between slashes: a distribution, then what it requires."""

NOTHING = """
{nothing}
"""
"""Distributions that require nothing."""
'''


def known() -> list[str]:
    """The distributions that the table has."""
    if not TABLE.exists():
        return []
    parts = TABLE.read_text(encoding="utf-8").split('"""')
    rows = parts[3].strip().replace("\n", " / ").split(" / ")
    return [row.split()[0] for row in rows] + parts[7].split()


def applies(requirement: Requirement, extra: str = "") -> bool:
    """Whether it is required on Linux, on some Python, without any extra or with this one."""
    marker = requirement.marker
    if marker is None:
        return True
    linux = {
        **default_environment(),
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "extra": extra,
    }
    return any(marker.evaluate({**linux, "python_version": p, "python_full_version": f"{p}.9"}) for p in PYTHONS)


def words_of(files: list[dict], cache: Path) -> list[str] | None:
    """What a release requires, as its wheel says, or a small source distribution where there is no wheel; ``None`` where nothing says it."""
    wheel = next((file for file in files if file["packagetype"] == "bdist_wheel"), None)
    if wheel is not None:
        try:
            text = got(f"{address(wheel)}.metadata", cache).decode(errors="replace").partition("\n\n")[0]
        except urllib.error.HTTPError:  # of older files there is none beside them
            return _of_wheel(wheel, cache)
        return re.findall(r"(?m)^Requires-Dist: (.+)$", text)
    source = next((f for f in files if f["filename"].endswith(".tar.gz") and f["size"] < LARGEST), None)
    if source is None:
        return None
    with tarfile.open(fileobj=io.BytesIO(got(address(source), cache))) as archive:
        names = archive.getnames()
        if not any(".egg-info/" in name for name in names):
            return None
        member = next((name for name in names if name.endswith(".egg-info/requires.txt")), None)
        held = archive.extractfile(member) if member else None
        return held.read().decode(errors="replace").partition("\n[")[0].split("\n") if held else []


def _of_wheel(wheel: dict, cache: Path) -> list[str] | None:
    """What a wheel says itself, where it stands near enough to its end."""
    try:
        return metadata([wheel], cache)
    except zipfile.BadZipFile:
        return None


def last_of_years(name: str, cache: Path) -> list[list[dict]]:
    """The files of the last release of each year, the oldest first; of the last one at all where there is none so young."""
    every = []
    for version, files in json.loads(got(f"https://pypi.org/pypi/{name}/json", cache))["releases"].items():
        try:
            every.append((Version(version), [file for file in files if not file["yanked"]]))
        except InvalidVersion:
            continue
    is_beta = all(version.is_prerelease for version, _ in every)
    last: dict[str, tuple[Version, list[dict]]] = {}
    for parsed, files in every:
        if files and (is_beta or not parsed.is_prerelease):
            year = min(file["upload_time"] for file in files)[:4]
            last[year] = max(last.get(year, (parsed, files)), (parsed, files), key=lambda row: row[0])
    newest = max(last, default="")
    return [files for year, (_, files) in sorted(last.items()) if year >= min(newest, FIRST_YEAR)]


def required(name: str, cache: Path) -> list[str] | None:
    """What a distribution requires, with what the extras that it asks for require; ``None`` where that is not known of the newest release."""
    told = told_of(name, cache)
    if not told or told[-1] is None:
        return None
    found: set[str] = set()
    todo = [requirement for requirement in requirements(told) if applies(requirement)]
    seen: set[tuple[str, str]] = set()
    while todo:
        requirement = todo.pop()
        other = canonicalize_name(requirement.name)
        found.add(other)
        for extra in {*requirement.extras} - {e for n, e in seen if n == other}:
            seen.add((other, extra))
            todo.extend(r for r in requirements(told_of(other, cache)) if applies(r, extra) and not applies(r))
    return sorted(found - {name})


@cached
def told_of(name: str, folder: Path) -> list[list[str] | None]:
    """What the last release of each year says that it requires, the oldest first."""
    return [words_of(files, folder) for files in last_of_years(name, folder)]


def requirements(told: list[list[str] | None]) -> Iterator[Requirement]:
    """The requirements among what releases say."""
    for word in filter(str.strip, (word for words in told for word in words or ())):
        try:
            yield Requirement(word)
        except InvalidRequirement:
            continue


def main() -> None:
    """Ask for all distributions and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    lines, nothing = [], []
    for name in sorted({*known(), *map(canonicalize_name, given.names)}):
        try:
            found = required(name, given.cache)
        except urllib.error.HTTPError as error:
            print(f"{name}: {error}")
            continue
        if found is None:
            print(f"{name}: the index does not tell what a release requires")
        elif found:
            lines.append(f"{name} {' '.join(found)}")
        else:
            nothing.append(name)
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = HEAD.format(
        date=date,
        lines="\n".join(packed(lines, WIDTH)),
        nothing=textwrap.fill(" ".join(nothing), WIDTH, break_on_hyphens=False),
    )
    TABLE.write_text(re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE), encoding="utf-8")


if __name__ == "__main__":
    main()

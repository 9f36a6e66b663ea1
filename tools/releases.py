"""Writes ``flaskcheck/known/tables/releases.py``: what releases of the distributions that matter here require, and which Pythons they have wheels for; and ``further_releases.py``: which others there are.

    python tools/releases.py --cache FOLDER

It asks the Python Package Index for the distributions named below, one by one, with a pause after each question, and keeps the answers in FOLDER, so that a second run asks only for
what is new. Pre-releases, yanked releases and those from before ``FIRST_YEAR`` are left out; of what a release requires, only distributions of these lists are kept.
"""

from __future__ import annotations

import argparse
import datetime
import io
import itertools
import json
import re
import tarfile
import textwrap
import time
import urllib.request
import zipfile
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

TABLE = Path(__file__).parents[1] / "flaskcheck/known/tables/releases.py"
FURTHER = TABLE.with_name("further_releases.py")
FIRST_YEAR = "2013"
PAUSE = 0.05
WIDTH = 190

REQUIRING = """
flask werkzeug jinja2 flask-sqlalchemy flask-migrate alembic flask-login flask-wtf wtforms flask-script flask-restful flask-restx flask-restplus flask-jwt flask-jwt-extended flask-cors
flask-bcrypt flask-mail flask-admin flask-marshmallow marshmallow-sqlalchemy flask-socketio python-socketio flask-session flask-limiter flask-caching flask-httpauth flask-moment
flask-bootstrap flask-babel flask-uploads flask-debugtoolbar celery gunicorn
""".split()
"""Distributions of which it matters what they require."""

PLAIN = """
markupsafe itsdangerous click blinker sqlalchemy greenlet pyjwt bcrypt marshmallow python-engineio setuptools gevent eventlet kombu redis pymysql
psycopg2 psycopg2-binary psycopg psycopg-binary mysqlclient pyodbc uwsgi cffi cryptography pillow numpy pandas scipy scikit-learn matplotlib lxml pyyaml typed-ast
""".split()
"""Distributions of which it matters only which releases there are, and whether there is a wheel."""

HEAD = '''"""What releases of well-known distributions require, and the Pythons that they have Linux wheels for ({date}; written by tools/releases.py).

Below a distribution's name stand its releases, those that are alike together, between slashes; behind each, between bars: which Python they ask for, what they require of the others in this
table, and the Pythons (CPython on x86-64, glibc) that they have a wheel for: ``any``, ``37-312``, ``38+`` (a stable ABI), nothing where there is only a source distribution.
"""

from __future__ import annotations

LINES = """
{lines}
"""
'''


FURTHER_HEAD = '''"""The releases that ``releases.py`` leaves out: withdrawn ones, which a pin still gets, and those from before 2013 ({date}; written by tools/releases.py).

A distribution that is not named here may have others.
"""

from __future__ import annotations

LINES = """
{lines}
"""
'''

SMALL = 4_000_000
"""Bytes of a wheel that is read whole: what it says of itself may stand anywhere in it."""


def got(url: str, cache: Path, last: int = 0) -> bytes:
    """What an address holds (``last``: only that many bytes of its end), from the cache where it is there."""
    file = cache / re.sub(r"[^\w.-]", "_", url.rpartition("://")[2])[-120:]
    if not file.exists():
        asked = urllib.request.Request(url, headers={"Range": f"bytes=-{last}"} if last else {})  # noqa: S310
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
            file.write_bytes(answer.read())
        time.sleep(PAUSE)
    return file.read_bytes()


def address(file: dict) -> str:
    """Where a file is; a mirror may give it relative to itself."""
    return f"https://files.pythonhosted.org/packages/{file['url'].rpartition('packages/')[2]}"


def metadata(files: list[dict], cache: Path) -> list[str]:
    """What a release requires, as its wheel says, or its source distribution where there is no wheel."""
    wheel = next((f for f in files if f["packagetype"] == "bdist_wheel"), None)
    if wheel is not None:
        end = got(address(wheel), cache, 300_000 if wheel["size"] > SMALL else 0)
        whole = io.BytesIO(bytes(wheel["size"] - len(end)) + end)
        with zipfile.ZipFile(whole) as archive:
            name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
            text = archive.read(name).decode(errors="replace").partition("\n\n")[0]
        return re.findall(r"(?m)^Requires-Dist: (.+)$", text)
    source = next((f for f in files if f["filename"].endswith(".tar.gz")), None)
    if source is None:
        return []
    with tarfile.open(fileobj=io.BytesIO(got(address(source), cache))) as archive:
        member = next((m for m in archive.getmembers() if m.name.endswith(".egg-info/requires.txt")), None)
        held = archive.extractfile(member) if member else None
        return held.read().decode().partition("\n[")[0].split("\n") if held else []


def pythons(files: list[dict]) -> str:
    """The Pythons that the wheels of a release are for, in the table's words."""
    found: set[int] = set()
    stable: int | None = None
    for file in files:
        if file["packagetype"] != "bdist_wheel":
            continue
        try:
            tags = parse_wheel_filename(file["filename"])[3]
        except InvalidWheelFilename:
            continue
        for tag in tags:
            if tag.platform == "any" and tag.abi == "none" and "3" in tag.interpreter:
                return "any"
            if not ("manylinux" in tag.platform and tag.platform.endswith("x86_64")):
                continue
            if tag.interpreter.startswith("py3") and tag.abi == "none":
                return "any"
            if match := re.fullmatch(r"cp(3\d+)", tag.interpreter):
                number = int(match[1])
                if tag.abi == "abi3":
                    stable = min(stable or number, number)
                elif not tag.abi.endswith("t"):
                    found.add(number)
    words = [f"{stable}+"] if stable else []
    numbers = sorted((n for n in found if stable is None or key(n) < key(stable)), key=key)
    return " ".join([*ranges(numbers), *words])


def key(number: int) -> int:
    """``312`` → 12."""
    return int(str(number)[1:])


def ranges(numbers: list[int]) -> list[str]:
    """``[37, 38, 310]`` → ``37-38 310``."""
    found: list[list[int]] = []
    for number in numbers:
        if found and key(number) == key(found[-1][-1]) + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in found]


def required(words: list[str]) -> str:
    """What a release requires of the distributions in the table, without what extras add."""
    found = []
    for word in filter(str.strip, words):
        try:
            requirement = Requirement(word)
        except InvalidRequirement:  # pip passes over such words of old releases, too
            continue
        name = canonicalize_name(requirement.name)
        marker = str(requirement.marker or "").replace('"', "'")
        if name in {*REQUIRING, *PLAIN} and "extra" not in marker:
            specifier = ",".join(sorted(map(str, requirement.specifier)))
            found.append(f"{name}{specifier}" + (f";{marker}" if marker else ""))
    return " & ".join(sorted(found))


def releases(name: str, cache: Path) -> list[tuple[str, str, str, str]]:
    """(version, Python asked for, what is required, wheels) of each release that counts, oldest first."""
    found = []
    for version, files in json.loads(got(f"https://pypi.org/pypi/{name}/json", cache))["releases"].items():
        parsed = parsed_or_none(version)
        if parsed is None:
            continue
        files = [file for file in files if not file["yanked"]]
        if not parsed.is_prerelease and files and min(f["upload_time"] for f in files)[:4] >= FIRST_YEAR:
            found.append((parsed, version, files))
    found.sort(key=lambda row: row[0])
    told = {}
    if name in REQUIRING:
        for _, series in itertools.groupby(found, lambda row: row[0].release[:2]):
            told.update(of_series(list(series), cache))
    rows = []
    for _, version, files in found:
        python = next((f["requires_python"] for f in files if f["requires_python"]), "") or ""
        rows.append((version, re.sub(r"\s", "", python), told.get(version, ""), pythons(files)))
    return rows


def further(name: str, cache: Path) -> str:
    """The final releases of a distribution that the first table leaves out, in a line."""
    told = {Version(version) for version, *_ in releases(name, cache)}
    every = json.loads(got(f"https://pypi.org/pypi/{name}/json", cache))["releases"]
    found = sorted(parsed for version, files in every.items() if files and (parsed := parsed_or_none(version)))
    return " ".join([f"{name}:", *(str(v) for v in found if v not in told and not v.is_prerelease)])


def parsed_or_none(version: str) -> Version | None:
    """A version, ``None`` for a text that is none."""
    try:
        return Version(version)
    except InvalidVersion:
        return None


def of_series(rows: list[tuple[Version, str, list[dict]]], cache: Path) -> dict[str, str]:
    """What the releases of one series require: what its first and its last one agree on holds for those between."""
    if not rows:
        return {}
    first, last = (required(metadata(rows[i][2], cache)) for i in (0, -1))
    if first == last:
        return {version: first for _, version, _ in rows}
    middle = len(rows) // 2
    if len(rows) == 2:
        return {rows[0][1]: first, rows[1][1]: last}
    return {**of_series(rows[:middle], cache), **of_series(rows[middle:], cache)}


def packed(rows: list[str], width: int = WIDTH) -> list[str]:
    """Rows in as few lines as hold them."""
    lines = [""]
    for row in rows:
        if lines[-1] and len(lines[-1]) + len(row) > width:
            lines.append("")
        lines[-1] += f" / {row}" if lines[-1] else row
    return lines


def main() -> None:
    """Ask for all distributions and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    cache = parser.parse_args().cache
    cache.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for name in sorted({*REQUIRING, *PLAIN}):
        rows: list[str] = []
        last: list[str] = []
        for version, *rest in releases(name, cache):
            if rest == last:
                rows[-1] = rows[-1].replace("|", f" {version}|", 1)
            else:
                rows.append(f"{version}|{'|'.join(rest)}")
            last = rest
        lines.extend((name, *packed(rows)))
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    TABLE.write_text(HEAD.format(date=today, lines="\n".join(lines)))
    others = (further(name, cache) for name in sorted({*REQUIRING, *PLAIN}))
    folded = (line for row in others for line in textwrap.wrap(row, WIDTH, subsequent_indent="  "))
    FURTHER.write_text(FURTHER_HEAD.format(date=today, lines="\n".join(folded)))


if __name__ == "__main__":
    main()

"""What was found, as small files: each holds an input that breaks a property, and is a test as long as it lies in the folder (``test_fuzz.py``)."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.corpus import Files
from tests.fuzz.inputs import Input
from tests.fuzz.properties import Broken, verdict

FOUND = Path(__file__).parent / "found"
SECONDS = 20.0
"""So long an input is made smaller."""


def store(folder: Path, given: Input, broken: Broken, seed: str, number: int) -> Path:
    """Keep an input."""
    files = {path: raw.decode("utf-8", "surrogateescape") for path, raw in given.files.items()}
    row = {
        "broken": broken.what,
        "seed": seed,
        "number": number,
        "kind": given.kind,
        "git": given.git,
        "secrets": given.secrets,
        "files": files,
        "told": broken.told[-3000:],
    }
    text = json.dumps(row, indent=1)
    folder.mkdir(parents=True, exist_ok=True)
    slug = re.sub(r"\W+", "-", broken.what.lower()).strip("-")[:60]
    path = folder / f"{slug}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"
    path.write_text(text + "\n")
    return path


def load(path: Path) -> Input:
    """An input that was kept."""
    row = json.loads(path.read_text())
    files = {name: text.encode("utf-8", "surrogateescape") for name, text in row["files"].items()}
    return Input(row["kind"], files, tuple(row["secrets"]), row["git"])


def smaller(given: Input, broken: Broken, judge: Callable[[Input], Broken | None] = verdict) -> Input:
    """The input without what it does not need to break the same property: whole files, then lines, then characters."""
    least = _Least(given, broken, judge)
    before = None
    while least.files != before and least.has_time:
        before = least.files
        for path in list(least.files):
            least.try_files({other: raw for other, raw in least.files.items() if other != path})
        for split in (b"\n", b""):
            for path in list(least.files):
                least.shorten(path, split)
    return given._replace(files=least.files)


class _Least:
    """The smallest files so far that break a property."""

    def __init__(self, given: Input, broken: Broken, judge: Callable[[Input], Broken | None]) -> None:
        self.files = given.files
        self._given, self._broken, self._judge = given, broken, judge
        self._until = time.monotonic() + SECONDS

    @property
    def has_time(self) -> bool:
        return time.monotonic() < self._until

    def try_files(self, files: Files) -> bool:
        """Whether these break it, too; then they are the smallest."""
        if not files or not self.has_time:
            return False
        found = self._judge(self._given._replace(files=files))
        if found is None or found.what != self._broken.what:
            return False
        self.files = files
        return True

    def shorten(self, path: str, split: bytes) -> None:
        """Leave out of a file half of its lines or bytes, a quarter, at last one after another."""
        size = max(len(_parts(self.files[path], split)) // 2, 1)
        while size and self.has_time:
            at = 0
            while at < len(parts := _parts(self.files[path], split)) and self.has_time:
                less = split.join((*parts[:at], *parts[at + size :]))
                at += 0 if self.try_files({**self.files, path: less}) and len(parts) > size else size
            size //= 2


def _parts(raw: bytes, split: bytes) -> list[bytes]:
    return raw.split(split) if split else [raw[at : at + 1] for at in range(len(raw))]

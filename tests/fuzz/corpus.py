"""What is mutated: the repositories of the tests, and all examples of all rules' pages."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from flaskcheck.findings import names, registry
from flaskcheck.findings.page import parse

TESTS = Path(__file__).parent.parent
MOST_BYTES = 60_000
_SKIPPED = {".git", ".venv", "node_modules"}

Files = dict[str, bytes]


@cache
def repositories(further: tuple[str, ...] = ()) -> tuple[Files, ...]:
    """Whole little repositories; ``further`` are folders with one repository each."""
    own = sorted(path / "repo" for path in (TESTS / "repos").iterdir())
    others = sorted(path for folder in further for path in Path(folder).iterdir() if path.is_dir())
    read = [_files(folder) for folder in (*own, *others) if folder.is_dir()]
    return (*read, *(dict(e.files) for rule in registry.load(names.builtin_names()) for e in parse(rule.page).examples))


@cache
def alike(further: tuple[str, ...] = ()) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """All their files by how their names end: what may be mixed."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for files in repositories(further):
        for path, raw in files.items():
            found.setdefault(path.rpartition("/")[2].rpartition(".")[2], []).append((path, raw))
    return {ending: tuple(dict.fromkeys(pairs)) for ending, pairs in found.items()}


def _files(folder: Path) -> Files:
    found = {}
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - _SKIPPED)
        for name in sorted(files):
            path = Path(here) / name
            if path.is_file() and not path.is_symlink() and path.stat().st_size < MOST_BYTES:
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found

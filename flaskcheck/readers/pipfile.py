"""Pipfile and Pipfile.lock."""

from __future__ import annotations

import re

from flaskcheck.facts import DependencyFile, Requirement, Unreadable
from flaskcheck.readers.pyproject import caret, load
from flaskcheck.readers.requirements import normalised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flaskcheck.source import Source

SECTIONS = (("packages", ""), ("dev-packages", "dev"))


def read(source: Source) -> DependencyFile:
    """What a Pipfile declares; its ``[scripts]`` are ``run:<name>``."""
    table = load(source)
    if isinstance(table, Unreadable):
        return DependencyFile(source.path, "pipfile", invalid=(table,))
    requirements = [
        _requirement(source, name, value, group)
        for section, group in SECTIONS
        for name, value in _items(table.get(section))
    ]
    requires = dict(_items(table.get("requires")))
    python = str(requires.get("python_full_version") or requires.get("python_version") or "")
    return DependencyFile(
        source.path,
        "pipfile",
        tuple(requirements),
        python=python,
        python_place=source.find("python_") if python else None,
        scripts=tuple((f"run:{n}", s) for n, s in _items(table.get("scripts")) if isinstance(s, str)),
    )


def _items(table: Any) -> list[tuple[str, Any]]:
    return [(str(k), v) for k, v in table.items()] if isinstance(table, dict) else []


def _requirement(source: Source, name: str, value: Any, group: str) -> Requirement:
    table = dict(_items(value))
    version = str(table.get("version", "") if table else value)
    at = re.search(rf"(?m)^\s*\"?{re.escape(name)}\"?\s*=.*$", source.text)
    place = source.line_place(source.position(at.end())[0]) if at else source.whole()
    marker = str(table.get("markers") or "") or (
        f"sys_platform {table['sys_platform']}" if "sys_platform" in table else ""
    )
    url = str(table.get("git") or table.get("path") or table.get("file") or "")
    extras = tuple(sorted(str(e) for e in table.get("extras", ()) or ()))
    return Requirement(
        normalised(name), name, place, caret(version), marker, extras, group, url, bool(table.get("editable")), version
    )


def read_lock(source: Source) -> DependencyFile:
    """What a Pipfile.lock installs."""
    import json

    try:
        table = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        problem = Unreadable("syntax", str(error), source.line_place(line) if line else source.whole())
        return DependencyFile(source.path, "pipfile-lock", invalid=(problem,), lock=True)
    found = []
    for section, group in (("default", ""), ("develop", "dev")):
        for name, value in _items(table.get(section) if isinstance(table, dict) else None):
            entry = dict(_items(value))
            marker = str(entry.get("markers") or "")
            found.append(
                Requirement(
                    normalised(name), name, source.find(f'"{name}"'), str(entry.get("version") or ""), marker, (), group
                )
            )
    meta = dict(_items(table.get("_meta"))) if isinstance(table, dict) else {}
    requires = dict(_items(meta.get("requires")))
    return DependencyFile(
        source.path, "pipfile-lock", tuple(found), lock=True, python=str(requires.get("python_version") or "")
    )

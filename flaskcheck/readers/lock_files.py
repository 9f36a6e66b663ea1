"""poetry.lock, uv.lock, pdm.lock and pylock.toml: the exact versions that will be installed."""

from __future__ import annotations

from flaskcheck.facts import DependencyFile, Requirement, Unreadable
from flaskcheck.readers.pyproject import load
from flaskcheck.readers.requirements import normalised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flaskcheck.source import Source


def read_poetry(source: Source) -> DependencyFile:
    """A poetry.lock; packages only of other groups than ``main`` carry their group."""
    return _read(source, "poetry-lock", "package", _poetry_group)


def read_pdm(source: Source) -> DependencyFile:
    """A pdm.lock."""
    return _read(source, "pdm-lock", "package", _pdm_group)


def read_pylock(source: Source) -> DependencyFile:
    """A pylock.toml (PEP 751)."""
    return _read(source, "pylock", "packages", lambda entry: "")


def read_uv(source: Source) -> DependencyFile:
    """A uv.lock; what only the project's development groups need is told by following its dependencies."""
    table = load(source)
    if isinstance(table, Unreadable):
        return DependencyFile(source.path, "uv-lock", invalid=(table,), lock=True)
    entries = _entries(table, "package")
    by_name = {str(e.get("name")): e for e in entries}
    roots = [e for e in entries if _is_root(e)]
    wanted = _closure(by_name, [d for root in roots for d in _names(root.get("dependencies"))])
    requirements = [
        _requirement(source, e, "" if not roots or str(e.get("name")) in wanted else "dev")
        for e in entries
        if not _is_root(e)
    ]
    return DependencyFile(
        source.path, "uv-lock", tuple(requirements), lock=True, python=str(table.get("requires-python") or "")
    )


def _read(source: Source, kind: str, key: str, group_of: Any) -> DependencyFile:
    table = load(source)
    if isinstance(table, Unreadable):
        return DependencyFile(source.path, kind, invalid=(table,), lock=True)
    requirements = [_requirement(source, entry, group_of(entry)) for entry in _entries(table, key)]
    return DependencyFile(source.path, kind, tuple(requirements), lock=True)


def _entries(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = table.get(key)
    return [e for e in found if isinstance(e, dict) and e.get("name")] if isinstance(found, list) else []


def _requirement(source: Source, entry: dict[str, Any], group: str) -> Requirement:
    name, version = str(entry["name"]), str(entry.get("version") or "")
    place = source.find(f'name = "{name}"')
    return Requirement(normalised(name), name, place, f"=={version}" if version else "", "", (), group)


def _poetry_group(entry: dict[str, Any]) -> str:
    groups = entry.get("groups")
    if isinstance(groups, list):
        return "" if "main" in groups else str(groups[0]) if groups else ""
    return "" if entry.get("category", "main") == "main" else str(entry["category"])


def _pdm_group(entry: dict[str, Any]) -> str:
    groups = entry.get("groups")
    return "" if not isinstance(groups, list) or "default" in groups else str(groups[0])


def _is_root(entry: dict[str, Any]) -> bool:
    origin = entry.get("source")
    return isinstance(origin, dict) and bool({"editable", "virtual", "workspace"} & origin.keys())


def _names(dependencies: Any) -> list[str]:
    return [str(d.get("name")) for d in dependencies if isinstance(d, dict)] if isinstance(dependencies, list) else []


def _closure(by_name: dict[str, dict[str, Any]], todo: list[str]) -> set[str]:
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(_names(by_name.get(name, {}).get("dependencies")))
    return found

"""poetry.lock, uv.lock, pdm.lock and pylock.toml: the exact versions that will be installed.

tomli reads them, and places are looked up by line: lock files are too long for a reader that keeps every node.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import DependencyFile, Requirement
from flaskcheck.ground import numbers
from flaskcheck.ground.limits import MAX_LOCK_BYTES
from flaskcheck.ground.place import Place
from flaskcheck.known.names import normalised
from flaskcheck.readers.requirements.lock_graph import Graph, main_and_groups
from flaskcheck.readers.requirements.poetry import OPTIONAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    from flaskcheck.files.source import Source

    Entry: TypeAlias = dict[str, Any]


_NAME = re.compile(r"""^name[ \t]*=[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_IN_GROUP = re.compile(r"""["']([^"']+)["']\s+in\s+(?:extras|dependency_groups)""")


def read_poetry(source: Source) -> DependencyFile:
    """A poetry.lock: what only other groups than ``main`` or extras install carries their name (``optional``: an extra that cannot be determined)."""
    table = _load(source)
    if isinstance(table, Unreadable):
        return _broken(source, "poetry-lock", table)
    entries = _entries(table, "package")
    extras = {str(k): v for k, v in _mapping(table.get("extras")).items() if isinstance(v, list)}
    graph = Graph(entries)
    reached = {extra: graph.closure([str(n).partition(" ")[0] for n in names]) for extra, names in extras.items()}
    found = []
    for entry, base in zip(entries, _requirements(source, entries)):
        for group in _poetry_groups(entry, base.name, reached):
            found.append(base.replaced(group=group, marker=_poetry_marker(entry)))
    python = str(_mapping(table.get("metadata")).get("python-versions") or "")
    return DependencyFile(
        source.path, "poetry-lock", tuple(found), lock=True, python=python, optional=(*extras, OPTIONAL)
    )


def _poetry_groups(entry: Entry, name: str, extras: dict[str, dict[str, str]]) -> list[str]:
    groups = entry.get("groups")
    if not isinstance(groups, list):
        groups = [entry.get("category", "main")]  # until Poetry 1.4; from 1.5 to 1.8 it tells neither
    named = [str(g) for g in groups if g != "main"]
    if "main" not in groups:
        return named or [""]
    if entry.get("optional") is not True:
        return [""]
    return (
        [e for e, reached in extras.items() if name in reached] or _EXTRA.findall(_written_marker(entry)) or [OPTIONAL]
    )


def _poetry_marker(entry: Entry) -> str:
    found = _written_marker(entry)
    return "" if _EXTRA.search(found) else found


def _written_marker(entry: Entry) -> str:
    """``markers``: one text, or one for each group."""
    markers = entry.get("markers")
    return str(markers.get("main") or "") if isinstance(markers, dict) else str(markers or "")


def read_pdm(source: Source) -> DependencyFile:
    """A pdm.lock; what the default group does not need carries its group."""
    table = _load(source)
    if isinstance(table, Unreadable):
        return _broken(source, "pdm-lock", table)
    entries = _entries(table, "package")
    found = []
    for entry, base in zip(entries, _requirements(source, entries)):
        groups = entry.get("groups")
        named = [str(g) for g in groups] if isinstance(groups, list) and groups and "default" not in groups else [""]
        found += [base.replaced(group=group, marker=str(entry.get("marker") or "")) for group in named]
    return DependencyFile(
        source.path,
        "pdm-lock",
        tuple(found),
        lock=True,
        python=str(_mapping(table.get("metadata")).get("requires_python") or ""),
    )


def read_pylock(source: Source) -> DependencyFile:
    """A pylock.toml (PEP 751): a package that a marker ties to an extra or a group carries its name."""
    table = _load(source)
    if isinstance(table, Unreadable):
        return _broken(source, "pylock", table)
    entries = _entries(table, "packages")
    default = table.get("default-groups")
    wanted = set(map(str, default)) if isinstance(default, list) else set()
    found = []
    for entry, base in zip(entries, _requirements(source, entries)):
        marker = str(entry.get("marker") or "")
        groups = _IN_GROUP.findall(marker)
        group = groups[0] if groups and not wanted.intersection(groups) else ""
        found.append(base.replaced(group=group, marker="" if groups else marker))
    python = str(table.get("requires-python") or "")
    return DependencyFile(
        source.path,
        "pylock",
        tuple(found),
        lock=True,
        python=python,
        optional=tuple(map(str, table.get("extras") or ())),
    )


def read_uv(source: Source) -> DependencyFile:
    """A uv.lock; what the project itself does not need is found by following the dependencies of its groups and extras."""
    table = _load(source)
    if isinstance(table, Unreadable):
        return _broken(source, "uv-lock", table)
    entries = _entries(table, "package")
    roots = [e for e in entries if _is_project(e)]
    others = [e for e in entries if not _is_project(e)]
    main, groups, extras = main_and_groups(Graph(entries), roots)
    found = []
    for entry, base in zip(others, _requirements(source, others)):
        forks = entry.get("resolution-markers")
        fork = " or ".join(f"({marker})" for marker in forks) if isinstance(forks, list) else ""
        if not roots or base.name in main:
            found.append(base.replaced(marker=fork or main.get(base.name, "")))
            continue
        needing = [(group, reached[base.name]) for group, reached in groups.items() if base.name in reached]
        found += [base.replaced(group=group, marker=fork or marker) for group, marker in needing or [("dev", "")]]
    python = str(table.get("requires-python") or "")
    return DependencyFile(source.path, "uv-lock", tuple(found), lock=True, python=python, optional=tuple(extras))


def _is_project(entry: Entry) -> bool:
    origin = entry.get("source")
    return isinstance(origin, dict) and bool({"editable", "virtual", "workspace"} & origin.keys())


# --- what all of them share -------------------------------------------------------------------------------


def _load(source: Source) -> Entry | Unreadable:
    import tomli

    if len(source.raw) > MAX_LOCK_BYTES:
        return Unreadable("too-large", f"the file is larger than {MAX_LOCK_BYTES} bytes", source.whole())
    try:
        return tomli.loads(source.text)
    except ValueError as error:  # tomli's own error, or a number of more digits than Python reads
        for number, line in enumerate(source.lines, 1):
            if line.startswith(("<<<<<<< ", ">>>>>>> ")):
                return Unreadable("merge-markers", "an unresolved merge conflict", source.line_place(number))
        at = re.search(r"\(at line (\d+)", str(error))  # else "(at end of document)"
        last = source.text.rstrip().count("\n") + 1
        return Unreadable("syntax", str(error), source.line_place(numbers.number(at[1]) or last if at else last))
    except RecursionError:
        return Unreadable("nested-too-deep", "the file is nested too deep", source.whole())


def _broken(source: Source, kind: str, problem: Unreadable) -> DependencyFile:
    return DependencyFile(source.path, kind, invalid=(problem,), lock=True, complete=False)


def _mapping(value: Any) -> Entry:
    return value if isinstance(value, dict) else {}


def _entries(table: Entry, key: str) -> list[Entry]:
    found = table.get(key)
    return (
        [e for e in found if isinstance(e, dict) and isinstance(e.get("name"), str)] if isinstance(found, list) else []
    )


def _requirements(source: Source, entries: Iterable[Entry]) -> list[Requirement]:
    """Each entry pinned to its version, at the line of its name."""
    places: dict[str, list[Place]] = {}
    for match in reversed(list(_NAME.finditer(source.text))):
        places.setdefault(match[1], []).append(source.span(match.start(), match.end()))
    found = []
    for entry in entries:
        name, version = str(entry["name"]), str(entry.get("version") or "")
        known = places.get(name)
        place = known.pop() if known else source.whole()
        found.append(Requirement(normalised(name), name, place, f"=={version}" if version else ""))
    return found

"""Who needs whom in a lock file."""

from __future__ import annotations

import re

from flaskcheck.known.names import normalised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TypeAlias

    Entry: TypeAlias = dict[str, Any]
    Edge: TypeAlias = tuple[str, str, tuple[str, ...]]

_NOT_LINUX = re.compile(
    r"""\(?\s*(?:sys_platform\s*==\s*["'](?:win32|darwin|cygwin|emscripten)["']|platform_system\s*==\s*["'](?:Windows|Darwin)["']|os_name\s*==\s*["']nt["'])"""
)


class Graph:
    """The dependencies of the entries of a poetry.lock or uv.lock."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(normalised(str(entry.get("name"))), []).append(entry)

    def closure(self, names: Iterable[str]) -> dict[str, str]:
        """What installing some distributions installs: name → the marker that keeps it from Linux, or ``""``."""
        return self.closure_of((name, "", ()) for name in names)

    def closure_of(self, edges: Iterable[Edge]) -> dict[str, str]:
        """The same for edges of name, marker and extras."""
        found: dict[str, str] = {}
        seen: set[tuple[str, tuple[str, ...], bool]] = set()
        todo = [(normalised(name), marker, extras) for name, marker, extras in edges]
        while todo:
            name, marker, extras = todo.pop()
            marker = marker if is_not_linux(marker) else ""
            state = (name, extras, bool(marker))
            if state in seen or ((name, extras, False) in seen):
                continue
            seen.add(state)
            found[name] = "" if found.get(name) == "" else marker
            for inner, own, their_extras in self._edges_from(name, extras):
                todo.append((normalised(inner), marker or own, their_extras))
        return found

    def _edges_from(self, name: str, extras: tuple[str, ...]) -> Iterator[Edge]:
        for entry in self._entries.get(name, ()):
            yield from edges(entry.get("dependencies"))
            optional = entry.get("optional-dependencies")
            table = optional if isinstance(optional, dict) else {}
            for extra in extras:
                yield from edges(table.get(extra))


def is_not_linux(marker: str) -> bool:
    """Whether a marker plainly holds on no Linux host (``sys_platform == 'win32' and …``)."""
    return bool(_NOT_LINUX.match(marker)) and " or " not in marker


def edges(dependencies: Any) -> Iterator[Edge]:
    """The dependencies of an entry: uv's list of tables, Poetry's table."""
    if isinstance(dependencies, dict):
        for name, value in dependencies.items():
            table = value if isinstance(value, dict) else {}
            yield str(name), str(table.get("markers") or ""), tuple(map(str, _listed(table.get("extras"))))
    for item in _listed(dependencies):
        if isinstance(item, dict):
            yield str(item.get("name")), str(item.get("marker") or ""), tuple(map(str, _listed(item.get("extra"))))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def main_and_groups(
    graph: Graph, roots: Iterable[Entry]
) -> tuple[dict[str, str], dict[str, dict[str, str]], list[str]]:
    """What the projects of a uv.lock need themselves, what each of their groups and extras needs, and the names of the extras."""
    main: list[Edge] = []
    groups: dict[str, list[Edge]] = {}
    extras: list[str] = []
    for root in roots:
        main += edges(root.get("dependencies"))
        for key in ("optional-dependencies", "dev-dependencies"):
            table = root.get(key)
            for name, listed in table.items() if isinstance(table, dict) else ():
                groups.setdefault(str(name), []).extend(edges(listed))
                if key == "optional-dependencies":
                    extras.append(str(name))
    return graph.closure_of(main), {name: graph.closure_of(found) for name, found in groups.items()}, extras

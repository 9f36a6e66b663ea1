"""Poetry's own tables of a pyproject.toml, and its way to write versions ("Dependency specification" in its documentation)."""

from __future__ import annotations

import re

from flaskcheck.facts.requirements import Requirement
from flaskcheck.ground.numbers import number
from flaskcheck.known.names import normalised
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node

OPTIONAL = "optional"
"""The group of an optional dependency that no extra names."""

_CLAUSES = re.compile(r",| (?=[<>=!~^])")
_CLAUSE = re.compile(r"(<=|>=|==|!=|<|>)(.+)")


def requirements(poetry: Node) -> list[Requirement]:
    """The requirements of ``[tool.poetry]``: those of production, of its groups, and of its extras."""
    extras = _extras(poetry)
    found: list[Requirement] = []
    for group, table in _tables(poetry):
        for key, value in table.items():
            if key.value.lower() != "python":
                found += _declared(key, value, group, extras)
    return found


def optional_groups(poetry: Node) -> tuple[str, ...]:
    """The groups and extras that are only installed when a command names them."""
    groups = poetry.get("group")
    optional = [k.value for k, g in groups.items() if (o := g.get("optional")) and o.as_bool] if groups else []
    extras = poetry.get("extras")
    return (*optional, *(extras.keys() if extras else ()), OPTIONAL)


def _tables(poetry: Node) -> Iterator[tuple[str, Node]]:
    """Each table of dependencies with its group."""
    for key, group in (("dependencies", ""), ("dev-dependencies", "dev")):
        table = poetry.get(key)
        if table is not None:
            yield group, table
    groups = poetry.get("group")
    for name, entry in groups.items() if groups else ():
        table = entry.get("dependencies")
        if table is not None:
            yield name.value, table


def _extras(poetry: Node) -> dict[str, list[str]]:
    """Distribution → the extras that install it."""
    found: dict[str, list[str]] = {}
    extras = poetry.get("extras")
    for extra, names in extras.items() if extras else ():
        for name in names:
            found.setdefault(normalised(name.value), []).append(extra.value)
    return found


def _declared(key: Node, value: Node, group: str, extras: dict[str, list[str]]) -> Iterator[Requirement]:
    """One dependency: a version, a table, or a list of tables for different platforms."""
    for entry in value if value.is_sequence else (value,):
        place = pair_place(key, entry) if entry is value else entry.place
        one = _requirement(key.value, entry, place, group)
        optional = entry.get("optional") if entry.is_mapping else None
        if group or optional is None or not optional.as_bool:
            yield one
        else:
            for extra in extras.get(one.name) or [OPTIONAL]:
                yield one.replaced(group=extra)


def _requirement(name: str, entry: Node, place: Place, group: str) -> Requirement:
    version = text_of(entry, "version") if entry.is_mapping else entry.text or ""
    table = entry if entry.is_mapping else None
    url = next((text for key in ("git", "path", "url", "file") if (text := text_of(table, key))), "")
    extras = table.get("extras") if table is not None else None
    names = tuple(sorted(e.value for e in extras)) if extras is not None else ()
    return Requirement(normalised(name), name, place, caret(version), _marker(table), names, group, url, text=version)


def _marker(table: Node | None) -> str:
    """``markers``, ``python`` and ``platform`` of a dependency as one marker."""
    parts = [f"({text})"] if (text := text_of(table, "markers")) else []
    python = caret(text_of(table, "python"))
    for clause in python.split(",") if python else ():
        match = _CLAUSE.fullmatch(clause)
        if match:
            parts.append(f'python_version {match[1]} "{match[2]}"')
    platform = text_of(table, "platform")
    if platform:
        parts.append(f'sys_platform == "{platform}"')
    return parts[0][1:-1] if text and len(parts) == 1 else " and ".join(parts)


def caret(version: str) -> str:
    """Poetry's ``^1.2``, ``~1.2``, ``1.2.*``, ``*`` and ``1.2`` as PEP 440 specifiers; ``""`` (no limit) for alternatives, which PEP 440 cannot write."""
    if "|" in version:
        return ""
    parts = [_caret_part(part.strip()) for part in _CLAUSES.split(" ".join(version.split())) if part.strip()]
    return ",".join(part for part in parts if part)


def _caret_part(part: str) -> str:
    bare = part.lstrip("^~=<>! ")
    if bare == "*":
        return ""
    written = re.findall(r"\d+", re.split(r"[^\d.]", bare)[0])[:3]
    numbers = [found for part in written if (found := number(part)) is not None]
    if len(numbers) < len(written):
        return ""
    if part.startswith("^") and numbers:
        first = next((i for i, n in enumerate(numbers) if n), len(numbers) - 1)
        upper = [*numbers[:first], numbers[first] + 1]
        return f">={bare},<{'.'.join(map(str, upper))}"
    if part.startswith("~") and not part.startswith("~=") and numbers:
        upper = [numbers[0] + 1] if len(numbers) == 1 else [numbers[0], numbers[1] + 1]
        return f">={bare},<{'.'.join(map(str, upper))}"
    if part[0] in "<>!~" or part.startswith("=="):
        return part.replace(" ", "")
    return f"=={bare}"

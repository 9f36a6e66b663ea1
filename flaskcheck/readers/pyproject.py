"""pyproject.toml: PEP 621 dependencies and extras, PEP 735 groups, Poetry, PDM and uv."""

from __future__ import annotations

import re

from flaskcheck.facts import DependencyFile, Include, Place, Requirement, Unreadable
from flaskcheck.readers.requirements import normalised, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from flaskcheck.source import Source

MAX_GROUPS = 60


def read(source: Source) -> DependencyFile:
    """What a pyproject.toml declares; ``kind`` is ``poetry`` or ``pdm`` where these declare the dependencies."""
    table = load(source)
    if isinstance(table, Unreadable):
        return DependencyFile(source.path, "pyproject", invalid=(table,))
    project, tool = _table(table, "project"), _table(table, "tool")
    poetry, uv, pdm = _table(tool, "poetry"), _table(tool, "uv"), _table(tool, "pdm")
    found: list[Requirement | Unreadable] = []
    found += _listed(source, project.get("dependencies"), "")
    for extra, items in _table(project, "optional-dependencies").items():
        found += _listed(source, items, extra)
    found += _groups(source, _table(table, "dependency-groups"))
    for group, items in _table(pdm, "dev-dependencies").items():
        found += _listed(source, items, group)
    found += _listed(source, uv.get("dev-dependencies"), "dev")
    found += _poetry(source, poetry)
    python = str(project.get("requires-python") or _table(poetry, "dependencies").get("python") or "")
    kind = "poetry" if poetry.get("dependencies") else "pdm" if pdm else "pyproject"
    scripts = {**_table(project, "scripts"), **_table(poetry, "scripts")}
    return DependencyFile(
        source.path,
        kind,
        tuple(f for f in found if isinstance(f, Requirement)),
        tuple(_dynamic(source, tool)),
        tuple(f for f in found if isinstance(f, Unreadable)),
        python=caret(python) if kind == "poetry" and python else python,
        python_place=source.find("python") if python else None,
        scripts=tuple((str(n), str(t)) for n, t in scripts.items()),
        packages=(str(project.get("name") or poetry.get("name") or ""),),
    )


def _dynamic(source: Source, tool: dict[str, Any]) -> Iterator[Include]:
    """The files that setuptools takes dynamic dependencies from."""
    dynamic = _table(_table(_table(tool, "setuptools"), "dynamic"), "dependencies")
    files = dynamic.get("file", ())
    folder = source.path.rpartition("/")[0]
    for name in [files] if isinstance(files, str) else files if isinstance(files, list) else ():
        yield Include(f"{folder}/{name}".lstrip("/"), str(name), False, source.find(f'"{name}"'))


def load(source: Source) -> dict[str, Any] | Unreadable:
    """The TOML of a file, or what is wrong with it."""
    import tomli

    try:
        return tomli.loads(source.text)
    except tomli.TOMLDecodeError as error:
        line = getattr(error, "lineno", 0) or 0
        return Unreadable("syntax", str(error), source.line_place(line) if line else source.whole())
    except RecursionError:
        return Unreadable("nested-too-deep", "the file is nested too deeply", source.whole())


def _table(table: Any, key: str) -> dict[str, Any]:
    value = table.get(key) if isinstance(table, dict) else None
    return value if isinstance(value, dict) else {}


def _listed(source: Source, items: Any, group: str) -> list[Requirement | Unreadable]:
    texts = [item for item in items if isinstance(item, str)] if isinstance(items, list) else []
    return [parse(text, place_of(source, text), group) for text in texts]


def place_of(source: Source, text: str) -> Place:
    """Where a quoted requirement stands, or the file."""
    for quote in "\"'":
        at = source.text.find(f"{quote}{text}{quote}")
        if at >= 0:
            return source.span(at + 1, at + 1 + len(text))
    return source.whole()


def _groups(source: Source, groups: dict[str, Any]) -> list[Requirement | Unreadable]:
    """PEP 735 groups with their ``include-group``s taken in."""
    found: list[Requirement | Unreadable] = []
    for name in list(groups)[:MAX_GROUPS]:
        found += _listed(source, list(_members(groups, name, frozenset())), name)
    return found


def _members(groups: dict[str, Any], name: str, seen: frozenset[str]) -> Iterator[str]:
    if name in seen:
        return
    for item in groups.get(name) or ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict) and isinstance(item.get("include-group"), str):
            yield from _members(groups, item["include-group"], seen | {name})


def _poetry(source: Source, poetry: dict[str, Any]) -> list[Requirement | Unreadable]:
    found: list[Requirement | Unreadable] = []
    tables = {"": _table(poetry, "dependencies"), "dev": _table(poetry, "dev-dependencies")}
    for name, group in _table(poetry, "group").items():
        tables[name] = {**tables.get(name, {}), **_table(group, "dependencies")}
    for group, entries in tables.items():
        for name, value in entries.items():
            if name.lower() != "python":
                found.append(_poetry_requirement(source, name, value, group))
    return found


def _poetry_requirement(source: Source, name: str, value: Any, group: str) -> Requirement:
    table = value if isinstance(value, dict) else {}
    version = str(table.get("version", "") if table else value if isinstance(value, str) else "")
    url = str(table.get("git") or table.get("path") or table.get("url") or table.get("file") or "")
    optional = table.get("optional") is True
    at = re.search(rf"(?m)^\s*\"?{re.escape(name)}\"?\s*=.*$", source.text)
    place = source.line_place(source.position(at.end())[0]) if at else source.whole()
    extras = tuple(sorted(str(e) for e in table.get("extras", ()) or ()))
    marker = str(table.get("markers") or "")
    return Requirement(
        normalised(name),
        name,
        place,
        caret(version),
        marker,
        extras,
        group or ("optional" if optional else ""),
        url,
        text=version,
    )


def caret(version: str) -> str:
    """Poetry's ``^1.2``, ``~1.2``, ``1.2.*``, ``*`` and ``1.2`` as PEP 440 specifiers."""
    parts = [
        _caret_part(part.strip())
        for part in re.split(r"\s*,\s*|\s+(?=[<>=!~^])", version.partition("||")[0])
        if part.strip()
    ]
    return ",".join(part for part in parts if part)


def _caret_part(part: str) -> str:
    if part in ("*", ""):
        return ""
    numbers = [int(n) for n in re.findall(r"\d+", part.partition("-")[0])[:3]]
    bare = part.lstrip("^~= ")
    if part.startswith("^") and numbers:
        first = next((i for i, n in enumerate(numbers) if n), len(numbers) - 1)
        upper = [*numbers[:first], numbers[first] + 1]
        return f">={bare},<{'.'.join(map(str, upper))}"
    if part.startswith("~") and not part.startswith("~=") and numbers:
        upper = [numbers[0] + 1] if len(numbers) == 1 else [numbers[0], numbers[1] + 1]
        return f">={bare},<{'.'.join(map(str, upper))}"
    return part.replace(" ", "") if part[0] in "<>=!~" else f"=={part}"

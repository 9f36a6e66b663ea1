"""Pipfile and Pipfile.lock ("Pipfile & Pipfile.lock" in Pipenv's documentation)."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import DependencyFile, Requirement
from flaskcheck.ground.place import Place
from flaskcheck.known.names import normalised
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import pair_place, text_of
from flaskcheck.readers.requirements.poetry import caret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

GROUPS = {"packages": "", "dev-packages": "dev", "default": "", "develop": "dev"}
"""Section → group; other sections are categories of their own name."""

NO_PACKAGES = frozenset({"source", "requires", "scripts", "pipenv", "pipfile", "_meta"})
_MARKER_KEYS = (
    "os_name sys_platform platform_machine platform_python_implementation platform_release platform_system platform_version "
    "python_version python_full_version implementation_name implementation_version"
).split()
_ENTRY = re.compile(r'^[ \t]*"([A-Za-z0-9._-]+)"[ \t]*:[ \t]*\{', re.MULTILINE)


def read(source: Source) -> DependencyFile:
    """What a Pipfile declares; its ``[scripts]`` are ``run:<name>``."""
    root, errors = toml_text.load(source)
    if root is None:
        return DependencyFile(source.path, "pipfile", invalid=errors, complete=False)
    sections = [(k.value, table) for k, table in root.items() if k.value not in NO_PACKAGES and table.is_mapping]
    python = root.get("requires", "python_full_version") or root.get("requires", "python_version")
    scripts = root.get("scripts")
    return DependencyFile(
        source.path,
        "pipfile",
        tuple(
            _requirement(key, value, GROUPS.get(name, name)) for name, table in sections for key, value in table.items()
        ),
        python=text_of(python),
        python_place=python.text_place if python is not None and python.text else None,
        scripts=tuple((f"run:{k.value}", v.value) for k, v in scripts.items() if v.text) if scripts is not None else (),
        optional=tuple(name for name, _ in sections if name not in GROUPS),
        options=tuple(("--index-url", text_of(s, "url"), s.text_place) for s in root.get("source") or ()),
    )


def _requirement(key: Node, value: Node, group: str) -> Requirement:
    table = value if value.is_mapping else None
    version = text_of(table, "version") if table is not None else value.text or ""
    url = next((text for key_ in ("git", "path", "file") if (text := text_of(table, key_))), "")
    extras = table.get("extras") if table is not None else None
    names = tuple(sorted(e.value for e in extras)) if extras is not None else ()
    editable = table.get("editable") if table is not None else None
    return Requirement(
        normalised(key.value),
        key.value,
        pair_place(key, value),
        caret(version),
        _marker(table),
        names,
        group,
        url,
        editable is not None and editable.as_bool is True,
        version,
    )


def _marker(table: Node | None) -> str:
    """``markers`` and the keys named like markers (``sys_platform = "== 'win32'"``) as one marker."""
    parts = [text_of(table, "markers")]
    parts += [f"{name} {text}" for name in _MARKER_KEYS if (text := text_of(table, name))]
    written = [part for part in parts if part]
    return written[0] if len(written) == 1 else " and ".join(f"({part})" for part in written)


# --- Pipfile.lock -----------------------------------------------------------------------------------------


def read_lock(source: Source) -> DependencyFile:
    """What a Pipfile.lock installs."""
    import json

    try:
        root = _table(json.loads(source.text))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        problem = Unreadable("syntax", str(error), source.line_place(line) if line else source.whole())
        return DependencyFile(source.path, "pipfile-lock", invalid=(problem,), lock=True, complete=False)
    sections = [(name, _table(entries)) for name, entries in root.items() if name not in NO_PACKAGES]
    places = _places(source)
    requires = _table(_table(root.get("_meta")).get("requires"))
    return DependencyFile(
        source.path,
        "pipfile-lock",
        tuple(
            _locked(name, _table(entry), GROUPS.get(section, section), _next_place(places, name, source))
            for section, entries in sections
            for name, entry in entries.items()
        ),
        lock=True,
        python=str(requires.get("python_full_version") or requires.get("python_version") or ""),
        python_place=source.find('"python_version"') if requires else None,
        optional=tuple(name for name, _ in sections if name not in GROUPS),
    )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _places(source: Source) -> dict[str, list[Place]]:
    """Where each key of an object stands, the last one first."""
    found: dict[str, list[Place]] = {}
    for match in reversed(list(_ENTRY.finditer(source.text))):
        found.setdefault(match[1], []).append(source.span(match.start(1) - 1, match.end(1) + 1))
    return found


def _next_place(places: dict[str, list[Place]], name: str, source: Source) -> Place:
    return places[name].pop() if places.get(name) else source.find(f'"{name}"')


def _locked(name: str, entry: dict[str, Any], group: str, place: Place) -> Requirement:
    url = next((str(entry[key]) for key in ("git", "path", "file") if key in entry), "")
    version, marker = str(entry.get("version") or ""), str(entry.get("markers") or "")
    extras = entry.get("extras")
    names = tuple(sorted(str(e) for e in extras)) if isinstance(extras, list) else ()
    return Requirement(normalised(name), name, place, version, marker, names, group, url, entry.get("editable") is True)

"""Conda's environment.yml ("Managing environments" and "Package match specifications" in conda's documentation)."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import DependencyFile, Include, Requirement
from flaskcheck.known.names import normalised
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.requirements import requirements_txt as requirements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node
    from flaskcheck.readers.requirements.requirements_txt import Line

_SPEC = re.compile(r"(?:[^\s:]+::)?([A-Za-z0-9_][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(.*)$")
_KEYED = re.compile(r"version\s*=\s*[\"']?([^\"',\]]+)")


def read(source: Source) -> DependencyFile:
    """The packages of an environment and those of its ``pip:`` list, which is a requirements file in small."""
    documents, errors = yaml_text.load(source)
    root = documents[0] if documents and documents[0].is_mapping else None
    found = list(_lines(root.get("dependencies") if root is not None else None, source.path))
    python = next((f for f in found if isinstance(f, Requirement) and f.name == "python"), None)
    return DependencyFile(
        source.path,
        "conda",
        tuple(f for f in found if isinstance(f, Requirement) and f is not python),
        tuple(f for f in found if isinstance(f, Include)),
        (*errors, *(f for f in found if isinstance(f, Unreadable))),
        python=python.specifier.removeprefix("==").removesuffix(".*") if python else "",
        python_place=python.place if python else None,
        options=tuple(f for f in found if isinstance(f, tuple)),
        complete=root is not None or not source.text.strip(),
    )


def _lines(listed: Node | None, path: str) -> Iterator[Line]:
    for item in listed if listed is not None else ():
        pip = item.get("pip") if item.is_mapping else None
        for inner in pip if pip is not None else ():
            if inner.is_scalar and inner.value.strip():
                yield requirements.line(inner.value.strip(), inner.place, path)
        spec = match_spec(item.value, item) if item.is_scalar else None
        if spec is not None:
            yield spec


def match_spec(text: str, item: Node) -> Requirement | None:
    """A package match specification (``conda-forge::flask=3.0``) as a requirement; ``None`` for what is none."""
    match = _SPEC.match(text.strip())
    if match is None:
        return None
    keyed = _KEYED.search(match[2] or "")
    version = keyed[1] if keyed else match[3]
    return Requirement(normalised(match[1]), match[1], item.place, specifier(version), text=text)


def specifier(version: str) -> str:
    """Conda's ways to write a version as PEP 440: ``=3.0`` is any 3.0, ``==3.0`` and ``=3.0=build`` are that one; ``""`` for alternatives."""
    version = version.strip()
    if not version or "|" in version:
        return ""
    if version[0].isdigit():  # "flask 3.0", "flask 3.0 py39_0", "flask 3.*"
        bare = version.split()[0]
        return f"=={bare}" if not bare.endswith("*") else _series(bare)
    exact = re.fullmatch(r"==?\s*([\w.!+-]+)(?:=([\w*]+))?", version)
    if exact and (version.startswith("==") or exact[2]):
        return f"=={exact[1]}"
    fuzzy = re.fullmatch(r"=\s*([\w.!+*-]+)", version)
    if fuzzy:
        return _series(fuzzy[1])
    return ",".join(_clause(part.strip()) for part in version.split(",") if part.strip())


def _clause(part: str) -> str:
    if re.fullmatch(r"\d[\w.]*\*?", part):
        return _series(part) if part.endswith("*") else f"=={part}"
    return part.replace(" ", "")


def _series(version: str) -> str:
    bare = version.rstrip("*").rstrip(".")
    return f"=={bare}.*" if bare else ""

"""Conda's environment.yml."""

from __future__ import annotations

import re

from flaskcheck.facts import DependencyFile, Requirement, Unreadable
from flaskcheck.readers import yaml_text
from flaskcheck.readers.requirements import normalised, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.readers.node import Node
    from flaskcheck.source import Source

_SPEC = re.compile(r"(?:[\w\-]+::)?([A-Za-z0-9._\-]+)\s*([=<>!~].*)?$")


def read(source: Source) -> DependencyFile:
    """The packages of an environment and those of its ``pip:`` list."""
    documents, errors = yaml_text.load(source)
    listed = documents[0].get("dependencies") if documents and documents[0].is_mapping else None
    found: list[Requirement | Unreadable] = []
    python = ""
    for item in listed if listed is not None and listed.is_sequence else ():
        pip = item.get("pip") if item.is_mapping else None
        if pip is not None and pip.is_sequence:
            found += [parse(i.value, i.place) for i in pip if i.is_scalar]
        elif item.is_scalar:
            requirement = _requirement(item)
            if requirement and requirement.name == "python":
                python = requirement.specifier.lstrip("=")
            elif requirement:
                found.append(requirement)
    return DependencyFile(
        source.path,
        "conda",
        tuple(f for f in found if isinstance(f, Requirement)),
        invalid=(*errors, *(f for f in found if isinstance(f, Unreadable))),
        python=python,
    )


def _requirement(item: Node) -> Requirement | None:
    match = _SPEC.match(item.value.strip())
    if match is None:
        return None
    version = (match[2] or "").replace(" ", "")
    exact = re.match(r"=+([\w.]+)", version)
    specifier = f"=={exact[1]}" if exact else version
    return Requirement(normalised(match[1]), match[1], item.place, specifier, text=item.value)

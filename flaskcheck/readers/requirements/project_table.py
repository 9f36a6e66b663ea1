"""What every builder refuses in the ``[project]`` table of a pyproject.toml.

Seen with setuptools 84, hatchling 1.33, poetry-core 2.5, pdm-backend 2.5 and uv 0.13; what some of them take is left alone.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.readers.markup.node import text_of
from flaskcheck.readers.requirements.line import is_direct, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node

KIND = "project-table"
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)


def refusals(root: Node) -> Iterator[Unreadable]:
    """Each part of the table that stops a build, with the field's name."""
    key, project = next(((k, v) for k, v in root.items() if k.value == "project"), (None, None))
    if key is None or project is None or not project.is_mapping:
        return
    yield from _dynamic(project)
    yield from _fields(root, project, key.line_place)
    yield from _python(root, project)
    yield from _listed(project.get("dependencies"), "project.dependencies")
    extras = project.get("optional-dependencies")
    if extras is not None and not extras.is_mapping:
        yield _refusal("project.optional-dependencies must be a table", extras.line_place)
    for extra, items in extras.items() if extras is not None else ():
        yield from _listed(items, f"project.optional-dependencies.{extra.value}")


def _refusal(message: str, place: Place) -> Unreadable:
    return Unreadable(KIND, message, place)


def _dynamic(project: Node) -> Iterator[Unreadable]:
    dynamic = project.get("dynamic")
    if dynamic is None:
        return
    if not dynamic.is_sequence:
        yield _refusal("project.dynamic must be a list", dynamic.line_place)
    for item in dynamic:
        if item.value == "name":
            yield _refusal("project.name cannot be dynamic", item.place)


def _fields(root: Node, project: Node, head: Place) -> Iterator[Unreadable]:
    """The name and the version, which a table must have; Poetry looks for them in a table of its own too, and needs none for what is no package."""
    poetry = root.get("tool", "poetry")
    mode = poetry.get("package-mode") if poetry is not None else None
    dynamic = project.get("dynamic")
    elsewhere = {item.value for item in dynamic or ()} | set(poetry.keys() if poetry is not None else ())
    for field in ("name", "version"):
        node = project.get(field)
        if node is not None and node.type != "str":
            yield _refusal(f"project.{field} must be a string", node.line_place)
        elif node is None and field not in elsewhere and (mode is None or mode.as_bool is not False):
            yield _refusal(f"project.{field} is missing", head)
    yield from _values(project)


def _values(project: Node) -> Iterator[Unreadable]:
    name, version = project.get("name"), project.get("version")
    if name is not None and name.type == "str" and not _NAME.fullmatch(name.value):
        yield _refusal(f"project.name {name.value!r} is no name of a package", name.place)
    if version is not None and version.type == "str" and not _is_version(version.value):
        yield _refusal(f"project.version {version.value!r} is no version", version.place)


def _is_version(text: str) -> bool:
    if re.fullmatch(r"\d+(?:\.\d+)*", text):
        return True
    from packaging.version import Version

    try:
        Version(text)
    except ValueError:
        return False
    return True


def _python(root: Node, project: Node) -> Iterator[Unreadable]:
    """``requires-python``, which poetry-core alone takes in Poetry's way."""
    node = project.get("requires-python")
    if node is None or text_of(root, "build-system", "build-backend").startswith("poetry"):
        return
    if node.type != "str":
        yield _refusal("project.requires-python must be a string", node.line_place)
    elif not _is_specifier(node.value):
        yield _refusal(f"project.requires-python {node.value!r} is no version specifier such as >=3.12", node.place)


def _is_specifier(text: str) -> bool:
    if re.fullmatch(r"(?:>=|<)\s*\d+(?:\.\d+)*(?:\s*,\s*(?:>=|<)\s*\d+(?:\.\d+)*)*", text):
        return True
    from packaging.specifiers import SpecifierSet

    try:
        SpecifierSet(text)
    except ValueError:
        return False
    return True


def _listed(items: Node | None, field: str) -> Iterator[Unreadable]:
    if items is None:
        return
    if not items.is_sequence:
        yield _refusal(f"{field} must be a list of strings", items.line_place)
    for number, item in enumerate(items):
        if item.type != "str":
            yield _refusal(f"{field}[{number}] must be a string", item.line_place)
        else:
            yield from _requirement(item, f"{field}[{number}]")


def _requirement(item: Node, field: str) -> Iterator[Unreadable]:
    text = item.value.strip()
    found = parse(text, item.text_place)
    if isinstance(found, Unreadable):
        yield _refusal(f"{field}: {found.message.rstrip('.')}", found.place)
    elif is_direct(text):
        yield _refusal(f"{field}: {text!r} has no name (name @ URL)", item.text_place)

"""pyproject.toml: PEP 621 dependencies and extras, PEP 735 groups, Poetry, PDM, uv and Rye."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import DependencyFile, Include, Requirement
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.ground.limits import MAX_DEPENDENCY_GROUPS
from flaskcheck.known.names import normalised
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup.node import text_of
from flaskcheck.readers.requirements import pixi as pixi_tables
from flaskcheck.readers.requirements import poetry as poetry_tables
from flaskcheck.readers.requirements.line import parse
from flaskcheck.readers.requirements.project_table import refusals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node

    Found: TypeAlias = list[Requirement | Unreadable]

GROUP = "dependency-group"
"""The kind of what only the tools that know groups refuse."""

HATCH_HOOK = ("metadata", "hooks", "requirements_txt", "files")


def read(source: Source) -> DependencyFile:
    """What a pyproject.toml declares; ``kind`` is ``poetry`` or ``pdm`` where these declare the dependencies."""
    root, errors = toml_text.load(source, old=True)
    if root is None:
        return DependencyFile(source.path, "pyproject", invalid=errors, complete=False)
    found = [*_project(root), *_groups(root), *_tools(root)]
    poetry = root.get("tool", "poetry")
    includes = tuple(_dynamic(root, source.path))
    python = _first(root, ("project", "requires-python"), ("tool", "poetry", "dependencies", "python"))
    written = python.value if python is not None else ""
    kind = _kind(root)
    return DependencyFile(
        source.path,
        kind,
        tuple(f for f in found if isinstance(f, Requirement)),
        includes,
        (*errors, *refusals(root), *(f for f in found if isinstance(f, Unreadable) and f.kind == GROUP)),
        python=poetry_tables.caret(written) if root.get("project", "requires-python") is None else written,
        scripts=tuple(_scripts(root)),
        packages=(text_of(root, "project", "name") or text_of(root, "tool", "poetry", "name"),),
        optional=(
            *_keys(root, "project", "optional-dependencies"),
            *(poetry_tables.optional_groups(poetry) if poetry else ()),
        ),
        options=tuple(_options(root)),
        complete=bool(includes) or not _is_computed(root),
    )


def _options(root: Node) -> Iterator[tuple[str, str, Place]]:
    """The settings of uv and the sources of Poetry and PDM, by which releases are chosen, as options."""
    uv = root.get("tool", "uv")
    for key, value in uv.items() if uv is not None else ():
        if key.value != "dev-dependencies":
            yield f"--{key.value}", value.text or "", key.text_place
    for tool in ("poetry", "pdm"):
        for source in root.get("tool", tool, "source") or ():
            yield "--index-url", text_of(source, "url"), source.text_place


def _first(root: Node, *paths: tuple[str, ...]) -> Node | None:
    """The first scalar that one of several paths of keys leads to."""
    nodes = (root.get(*path) for path in paths)
    return next((node for node in nodes if node is not None and node.is_scalar), None)


def _keys(root: Node, *path: str) -> list[str]:
    table = root.get(*path)
    return table.keys() if table is not None else []


def _kind(root: Node) -> str:
    if root.get("tool", "poetry", "dependencies") is not None:
        return "poetry"
    return "pdm" if root.get("tool", "pdm") is not None else "pyproject"


def _scripts(root: Node) -> Iterator[tuple[str, str]]:
    """Programs that installing the project installs."""
    for path in (("project", "scripts"), ("tool", "poetry", "scripts")):
        table = root.get(*path)
        for key, value in table.items() if table is not None else ():
            yield key.value, text_of(value) or text_of(value, "reference") or text_of(value, "callable")


def _listed(items: Node | None, group: str) -> Found:
    return [parse(i.value.strip(), i.text_place, group) for i in items if i.type == "str"] if items is not None else []


def _project(root: Node) -> Found:
    found = _listed(root.get("project", "dependencies"), "")
    extras = root.get("project", "optional-dependencies")
    for extra, items in extras.items() if extras is not None else ():
        found += _listed(items, extra.value)
    return found


def _tools(root: Node) -> Found:
    """What tools keep in tables of their own."""
    found: Found = []
    groups = root.get("tool", "pdm", "dev-dependencies")
    for group, items in groups.items() if groups is not None else ():
        found += _listed(items, group.value)
    for tool in ("uv", "rye"):
        found += _listed(root.get("tool", tool, "dev-dependencies"), "dev")
    poetry, pixi = root.get("tool", "poetry"), root.get("tool", "pixi")
    found += pixi_tables.requirements(pixi) if pixi is not None else ()
    return [*found, *(poetry_tables.requirements(poetry) if poetry is not None else ())]


# --- groups (PEP 735) ------------------------------------------------------------------------------------


def _groups(root: Node) -> Found:
    """Dependency groups with their ``include-group``s taken in."""
    table = root.get("dependency-groups")
    if table is None:
        return []
    groups = {normalised(key.value): (key.value, items) for key, items in table.items()[:MAX_DEPENDENCY_GROUPS]}
    found: Found = []
    for name, (written, _) in groups.items():
        for item in _members(groups, name, set()):
            one = parse(item.value.strip(), item.text_place, written)
            found.append(one.replaced(kind=GROUP) if isinstance(one, Unreadable) else one)
    return found


def _members(groups: dict[str, tuple[str, Node]], name: str, seen: set[str]) -> Iterator[Node]:
    """The requirements of a group and of those that it includes, each group once."""
    if name in seen or name not in groups:
        return
    seen.add(name)
    for item in groups[name][1]:
        if item.type == "str":
            yield item
        elif included := text_of(item, "include-group"):
            yield from _members(groups, normalised(included), seen)


# --- dependencies that are declared elsewhere ------------------------------------------------------------


def _dynamic(root: Node, path: str) -> Iterator[Include]:
    """The files that setuptools and Hatch's requirements plugin take the dependencies from."""
    setuptools = root.get("tool", "setuptools", "dynamic", "dependencies", "file")
    for files in (setuptools, root.get("tool", "hatch", *HATCH_HOOK)):
        for name in () if files is None else files if files.is_sequence else (files,):
            if name.text:
                yield Include(path_below(folder_of_file(path), name.value), name.value, False, name.text_place)


def _is_computed(root: Node) -> bool:
    """Whether a build backend computes the dependencies in a way that is written nowhere; setuptools has setup.py and setup.cfg for that, Poetry its own table."""
    dynamic = root.get("project", "dynamic")
    if dynamic is None or all(item.value != "dependencies" for item in dynamic):
        return False
    backend = text_of(root, "build-system", "build-backend")
    return bool(backend) and not backend.startswith(("setuptools", "poetry"))

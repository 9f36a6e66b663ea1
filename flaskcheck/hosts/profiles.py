"""Scripts beside an application that its host reads before each start: what they export every process has."""

from __future__ import annotations

import re

from flaskcheck.facts.services import Variable
from flaskcheck.hosts import index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import Service
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

_EXPORT = re.compile(r"^\s*export\s+([A-Za-z_]\w{0,100})=(.*)$")


def profiled(tree: Tree, service: Service) -> Service:
    """A service with what the scripts of its folder export, which replaces what is set for it."""
    if service.image or service.host not in index.MODULES:
        return service
    names = index.host(service.host).profiles
    found = tuple(
        v for name in names for path in _paths(tree, service.root, name) for v in _exported(tree.source(path))
    )
    return service.replaced(variables=(*service.variables, *found)) if found else service


def _paths(tree: Tree, root: str, name: str) -> tuple[str, ...]:
    path = f"{root}/{name}".strip("/")
    if not name.endswith("/"):
        return (path,) if tree.has(path) else ()
    return tuple(p for p in tree.below(path) if p.endswith(".sh"))


def _exported(source: Source) -> Iterator[Variable]:
    """What a script exports; a text that the shell puts together, or that a test decides on, is not known."""
    for number, line in enumerate(source.lines, 1):
        found = _EXPORT.match(line)
        if found is not None:
            text = found[2].strip().strip("\"'")
            is_plain = not line[:1].isspace() and not set("$`;&|") & set(text)
            source_of = "literal" if is_plain else "host"
            yield Variable(found[1], text if is_plain else None, source.line_place(number), source_of)

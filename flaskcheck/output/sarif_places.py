"""Places as SARIF has them: relative addresses, lines, columns in UTF-16 code units."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from flaskcheck.ground.encoded import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.output.presentation import Presentation

    Object: TypeAlias = "dict[str, Any]"

BASE = "%SRCROOT%"


def location(place: Place, tree: Tree, presentation: Presentation) -> Object:
    """A ``location``; of a file as a whole its first line, since GitHub shows no alert without a region."""
    artifact = {"uri": uri(presentation.path(place.path) or "."), "uriBaseId": BASE}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region(place, tree)}}


def uri(path: str) -> str:
    """A path as a relative reference; bytes that are no UTF-8 are kept (RFC 3986, section 2.1)."""
    from urllib.parse import quote

    return quote(encoded(path))


def region(place: Place, tree: Tree) -> Object:
    """The region of a place. Every consumer knows UTF-16 columns, which are the default; few respect ``columnKind``."""
    if not place.line:
        return {"startLine": 1}
    found = {"startLine": place.line}
    if place.column:
        found["startColumn"] = _units(place.line, place.column, place.path, tree)
    if place.end_line >= place.line:
        found["endLine"] = place.end_line
        if place.end_column > (place.column if place.end_line == place.line else 0):
            found["endColumn"] = _units(place.end_line, place.end_column, place.path, tree)
    return found


def columns(place: Place, tree: Tree) -> Object:
    """The region of a place with both its ends, which an empty one has too."""
    return {
        "startLine": place.line,
        "startColumn": _units(place.line, place.column, place.path, tree),
        "endLine": place.end_line,
        "endColumn": _units(place.end_line, place.end_column, place.path, tree),
    }


def _units(line: int, column: int, path: str, tree: Tree) -> int:
    """A column counted in UTF-16 code units: characters beyond the basic plane (emoji) are two."""
    lines = tree.source(path).lines if tree.has(path) else []
    return column + bisect_left(_wide(lines[line - 1]), column - 1) if line <= len(lines) else column


@lru_cache(maxsize=8)
def _wide(line: str) -> tuple[int, ...]:
    """Where the characters beyond the basic plane stand in a line: asked once for all that is found in it."""
    return () if line.isascii() else tuple(at for at, character in enumerate(line) if character > "\uffff")

"""Reading one file so that whatever it holds, nothing else is lost by it."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.errors import crash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

    T = TypeVar("T")


def read(tree: Tree, path: str, reader: Callable[[Source], T]) -> T | None:
    """What a reader makes of a file; ``None`` where it is nested deeper than can be followed, which a note of the tree tells, or where the reader itself fails: then
    the tree holds the crash, and nothing else is lost by it."""
    try:
        return reader(tree.source(path))
    except RecursionError:
        tree.notes.append(f"{shown(path)}: nested too deep, not read")
    except Exception as error:
        tree.crashes.append(crash(f"reader of {shown(path)}", error))
    return None

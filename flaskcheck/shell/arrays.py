"""Arrays of bash: ``options=(--workers 2)``, ``options+=(--preload)``."""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_SHELL_ARRAY
from flaskcheck.shell.found import UNKNOWN, Found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.shell.found import Field
    from flaskcheck.shell.origin import Origin
    from flaskcheck.shell.state import State
    from flaskcheck.shell.syntax import Part, Word

_KEY = re.compile(r"\[[^\]]*\]=")


def array_of(word: Word) -> Part | None:
    """The array that a word gives to a variable."""
    return next((part for part in word.parts if part.kind == "array"), None)


def assigned(name: str, array: Part, append: bool, origin: Origin, state: State) -> Found:
    """What a variable is once an array was given or added to it; unknown for arrays with keys."""
    if any(_KEY.match(item.written) for item in array.items):
        return UNKNOWN
    items = tuple(field for item in array.items for field in state.fields(item, origin))
    before = _before(name, state) if append else ()
    if before is None:
        return UNKNOWN
    items = (*before, *items)
    if len(items) > MAX_SHELL_ARRAY:
        return UNKNOWN
    first = items[0] if items else None
    return Found("known" if first is None or first.known else "partly", first.text if first else "", items)


def _before(name: str, state: State) -> tuple[Field, ...] | None:
    """The elements that a variable has so far: no process inherits an array."""
    return state.own[name].items if name in state.own else ()

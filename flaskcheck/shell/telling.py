"""How a command is reported: the words of its exec form, and where it stands."""

from __future__ import annotations

from flaskcheck.ground.place import Place
from flaskcheck.shell.found import Field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.shell.walk import Context


def fields_of(argv: Sequence[str], places: Sequence[Place], otherwise: Place | None = None) -> tuple[Field, ...]:
    """The words of an exec form; a place as long as its word (or longer by two quotes) tells where the text stands."""
    words = []
    for index, text in enumerate(argv):
        place = places[index] if index < len(places) else otherwise or Place("")
        width = place.end_column - place.column if place.line == place.end_line else -1
        if width == len(text) + 2 and index < len(places):
            place = place.replaced(column=place.column + 1, end_column=place.end_column - 1)
            width -= 2
        words.append(Field(text, place, True, width == len(text) and place.line > 0))
    return tuple(words)


def shown(words: Sequence[Field], context: Context) -> tuple[Place, str]:
    """Where a command stands and its text: its own words' where they stand elsewhere than the command that runs it."""
    own = " ".join(word.text for word in words)
    if _is_within(words[0].place, context.place):
        return context.place, context.text or own
    return _joined(words), own


def _is_within(inner: Place, outer: Place) -> bool:
    return inner.path == outer.path and (not outer.line or outer.line <= inner.line <= outer.end_line)


def _joined(words: Sequence[Field]) -> Place:
    """From the first word to the last that stands in the same file."""
    first = words[0].place
    last = next(
        (w.place for w in reversed(words) if w.place.path == first.path and w.place.end_line >= first.line), first
    )
    return Place(first.path, first.line, first.column, last.end_line, last.end_column)

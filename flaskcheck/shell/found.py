"""What is known of a shell's variable or of one argument, and what of it whichever branch was taken."""

from __future__ import annotations

from flaskcheck.ground.record import Record
from flaskcheck.shell.origin import Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.ground.place import Place


class Field(Record):
    """One argument as the program gets it. ``known``: nothing in it is left to expand. ``verbatim``: the text stands at ``place`` as it is."""

    text: str
    place: Place
    known: bool = True
    verbatim: bool = False

    @property
    def origin(self) -> Origin:
        """Where the text stands when it is itself shell text (``sh -c "…"``)."""
        return Origin(self.place, self.text if self.verbatim else None)


class Found(Record):
    """What is known of a variable or a part of a word. ``status``: ``known`` (``text``), ``likely`` (``text``, unless another is given from outside), ``partly``
    (``text`` with expansions left in it), ``set`` (to something unknown), ``unset``, ``unknown``; ``written`` is an expansion left as it stands.
    ``items`` are the elements of an array, of which ``text`` is the first."""

    status: str
    text: str = ""
    items: tuple[Field, ...] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing in the text is left to expand."""
        return self.status in ("known", "likely")


UNKNOWN = Found("unknown")
UNSET = Found("unset")
SET = Found("set")


def shared(name: str, values: set[Found]) -> Found:
    """What a variable has whichever branch was taken: the words that all begin with, where some only add to them (``COMMAND="$COMMAND --reload"``)."""
    if all(found.items is not None for found in values):
        return _shared_items(name, [found.items or () for found in values])
    shortest = min(values, key=lambda found: len(found.text))
    has_text = all(found.status in ("known", "likely", "partly") and not found.items for found in values)
    start = f"{shortest.text} "
    if not has_text or not shortest.text.strip() or not all(f is shortest or f.text.startswith(start) for f in values):
        return UNKNOWN
    return Found("partly", f"{start}${{{name}}}")


def _shared_items(name: str, arrays: list[tuple[Field, ...]]) -> Found:
    """The same of arrays: the elements that all begin with (``command+=(--reload)`` in one branch), and one that is left to expand."""
    shared = [items[0] for items in zip(*arrays) if len(set(items)) == 1]
    start = tuple(shared) if all(items[: len(shared)] == tuple(shared) for items in arrays) else ()
    if not start and all(arrays):
        return UNKNOWN
    longest = max(arrays, key=len)
    return Found("partly", longest[0].text, (*start, Field(f"${{{name}}}", longest[-1].place, False)))

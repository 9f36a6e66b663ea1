"""Where the text stands that a shell reads."""

from __future__ import annotations

from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.shell.syntax import Word


class Origin(Record):
    """Where a text stands: at the start of ``place`` word for word (``text``), or somewhere in it (``text`` is ``None``)."""

    place: Place
    text: str | None = None

    def at(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``."""
        if self.text is None:
            return self.place
        first, last = self._position(start), self._position(end)
        return Place(self.place.path, *first, *last)

    def _position(self, offset: int) -> tuple[int, int]:
        before = (self.text or "")[:offset]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.place.column + len(before)
        return self.place.line + lines, column

    def of_word(self, word: Word) -> Place:
        """The place of a word, without its quotes where they are all that was removed."""
        inner = word.inner_start
        if inner is None:
            return self.at(word.start, word.end)
        return self.at(inner, inner + len(word.text))

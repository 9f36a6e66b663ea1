"""Steps that may be taken before something is given up."""

from __future__ import annotations

from flaskcheck.ground.limits import MAX_VALUE_CHARACTERS, MAX_VALUES_CHARACTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence


class Budget:
    """A number of steps of work; whoever has none left stops. ``notes`` gets one line, by ``said``, about what was left out."""

    def __init__(self, limit: int, notes: list[str] | None = None, said: str = "") -> None:
        self.left = limit
        self._notes = notes
        self._said = said

    def spend(self, steps: int = 1) -> bool:
        """Take steps; whether there were as many left."""
        self.left -= steps
        if self.left >= 0:
            return True
        self.tell()
        return False

    def tell(self) -> None:
        """Say that something was left out, unless it was said."""
        if self._notes is not None and self._said not in self._notes:
            self._notes.append(self._said)
        self._notes = None


class Room(Budget):
    """How long the values may become that one text makes: each of them, and all together. What has no room is unknown."""

    def __init__(self, notes: list[str] | None = None, path: str = "") -> None:
        super().__init__(
            MAX_VALUES_CHARACTERS,
            notes,
            f"{path}: a value becomes longer than {MAX_VALUE_CHARACTERS} characters, and is taken to be unknown"
            if path
            else "",
        )

    def joined(self, parts: Sequence[str], between: str = "") -> str | None:
        """The parts of a value put together; ``None`` where there is no room for them."""
        length = sum(map(len, parts)) + len(between) * len(parts)
        return between.join(parts) if self.has(length) else None

    def filled(self, pattern: re.Pattern[str], fill: Callable[[re.Match[str]], str], text: str) -> str | None:
        """A text in which something stands for each match of a pattern; ``None`` where there is no room for it."""
        made: list[str] = []
        at = length = 0
        for found in pattern.finditer(text):
            made += (text[at : found.start()], fill(found))
            at = found.end()
            length += len(made[-1])
            if length > MAX_VALUE_CHARACTERS:
                break
        return self.joined((*made, text[at:]))

    def filled_or_left(self, pattern: re.Pattern[str], fill: Callable[[re.Match[str]], str], text: str) -> str:
        """The same; the text as it is written where there is no room for it."""
        filled = self.filled(pattern, fill, text)
        return text if filled is None else filled

    def has(self, length: int) -> bool:
        """Whether there is room for a value of some length."""
        if length <= MAX_VALUE_CHARACTERS:
            return self.spend(length)
        self.tell()
        return False

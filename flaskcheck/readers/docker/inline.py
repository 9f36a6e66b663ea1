"""Dockerfiles that stand inside other files, as lines of a list or as a block of text."""

from __future__ import annotations

from flaskcheck.facts.docker import Dockerfile
from flaskcheck.files.source import Source
from flaskcheck.ground.encoded import encoded
from flaskcheck.readers.docker import dockerfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.docker import Instruction
    from flaskcheck.ground.place import Place
    from flaskcheck.readers.markup.node import Node


def read(name: str, node: Node, text: str | None = None) -> Dockerfile:
    """The Dockerfile that a value holds, its places in the file of the value; ``text`` is what the value means where that is not what is written."""
    items = list(node) if node.is_sequence else [node]
    lines: list[str] = []
    starts: list[tuple[int, int]] = []
    for item in items:
        place = item.text_place
        rows = (item.value if text is None else text).rstrip("\n").split("\n")
        block = not node.is_sequence and item.style in ("|", ">")
        lines.extend(rows)
        starts.extend((place.line + (number if block else 0), place.column) for number in range(len(rows)))
    found = dockerfile.read(Source(node.place.path, encoded("\n".join(lines))))
    return _Moved(starts).dockerfile(found).replaced(path=name)


class _Moved:
    """The places of lines in the file that holds them: the line and column at which each begins."""

    def __init__(self, starts: list[tuple[int, int]]) -> None:
        self._starts = starts

    def dockerfile(self, found: Dockerfile) -> Dockerfile:
        instructions = tuple(map(self._instruction, found.instructions))
        errors = tuple(e.replaced(place=self._place(e.place)) for e in found.errors)
        return found.replaced(instructions=instructions, errors=errors)

    def _start(self, line: int) -> tuple[int, int]:
        return self._starts[min(max(line, 1), len(self._starts)) - 1]

    def _place(self, place: Place) -> Place:
        first, last = self._start(place.line), self._start(place.end_line)
        column, end_column = place.column + first[1] - 1, place.end_column + last[1] - 1
        return place.replaced(line=first[0], column=column, end_line=last[0], end_column=end_column)

    def _instruction(self, made: Instruction) -> Instruction:
        first = made.line_starts[0][1] if made.line_starts else made.place.line
        return made.replaced(
            place=self._place(made.place),
            argv_places=tuple(map(self._place, made.argv_places)),
            line_starts=tuple((offset, self._start(line)[0]) for offset, line in made.line_starts),
            text_column=made.text_column + self._start(first)[1] - 1,
        )

"""Where a part of an instruction's text stands in its file."""

from __future__ import annotations

from bisect import bisect_right

from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.docker import Instruction


def position(instruction: Instruction, offset: int) -> tuple[int, int]:
    """Line and column of the character at an offset of ``instruction.text``."""
    at = max(bisect_right(instruction.line_starts, (offset, 1 << 62)) - 1, 0)
    start, line = instruction.line_starts[at] if instruction.line_starts else (0, instruction.place.line)
    return line, offset - start + (1 if at else instruction.text_column)


def span(instruction: Instruction, start: int, end: int) -> Place:
    """The place of ``instruction.text[start:end]``."""
    line, column = position(instruction, start)
    if end <= start:
        return Place(instruction.place.path, line, column, line, column)
    end_line, end_column = position(instruction, end - 1)
    return Place(instruction.place.path, line, column, end_line, end_column + 1)

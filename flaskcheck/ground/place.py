"""Where something stands in a file, and what is to stand there instead.

A fact holds the number of its span; the spans of a file are one list beside its facts, and a place is made of one when someone asks for it.

Paths are relative to the scanned root and written with ``/``; the root itself is ``""``. Lines and columns count from 1, columns in
characters; an end column is one past the last character.
"""

from __future__ import annotations

from itertools import chain, count

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, TypeAlias

    Mark: TypeAlias = "tuple[int, Spans]"


class Place(Record):
    """Where something stands. ``line == 0`` means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    @property
    def lines(self) -> tuple[tuple[str, int], ...]:
        """Its lines, each with the path."""
        return tuple((self.path, line) for line in range(self.line, max(self.line, self.end_line) + 1))

    def holds(self, other: Place) -> bool:
        """Whether another place begins on one of its lines."""
        return self.path == other.path and self.line <= other.line <= max(self.line, self.end_line)


class Edit(Record):
    """One replacement in one file: the text at ``place`` becomes ``replacement``. An empty place (start == end) inserts; the file as a whole is written again, wide text as UTF-8."""

    place: Place
    replacement: str


class Fix(Record):
    """What mends a problem: edits that belong together, or a ``command`` to type where no edit of a text can do it.

    ``is_unsafe``: what the application does may become another thing than its author wants. ``is_secret``: its text repeats what may not be shown.
    """

    edits: tuple[Edit, ...] = ()
    command: str = ""
    is_unsafe: bool = False
    is_secret: bool = False


HOLE = "\ufffc"
"""Stands for an unknown part inside a known text (``f"sqlite:///{path}"`` → ``sqlite:///\ufffc``)."""

WHOLE = 0
"""The number of the file as a whole among its spans."""

NUMBERS = tuple(range(4, 4096, 4))
"""The first numbers of every file, which all files share: most facts need no number of their own."""


class Spans:
    """Where the facts of one file stand. A span is four of ``marks``, its first line and column, its end line and column; its number is where these begin."""

    __slots__ = ("marks", "number", "path")

    def __init__(self, path: str, marks: list[int] | None = None) -> None:
        """``marks`` are those that were kept: numbers and nothing else."""
        if marks is not None and (type(marks) is not list or set(map(type, marks)) != {int}):
            raise ValueError("no spans")
        self.path = path
        self.marks = marks or [0, 0, 0, 0]
        self.number = (chain(NUMBERS, count(NUMBERS[-1] + 4, 4)) if marks is None else count(len(marks), 4)).__next__

    def add(self, line: int, column: int, end_line: int, end_column: int) -> int:
        """The number of a further span."""
        self.marks += (line, column, end_line, end_column)
        return self.number()

    def place(self, number: int) -> Place:
        """The place that a number stands for."""
        return Place(self.path, *self.marks[number : number + 4])

    def start(self, number: int) -> tuple[int, int]:
        """Line and column where a span begins."""
        return self.marks[number], self.marks[number + 1]

    def end(self, number: int) -> tuple[int, int]:
        """Line and column where a span ends."""
        return self.marks[number + 2], self.marks[number + 3]


class Placed(Record):
    """A fact that stands somewhere: ``at`` is the number of its span. Where it stands is no part of what it is."""

    _beside: ClassVar[tuple[str, ...]] = ("at", "spans")

    at: int
    spans: Spans

    @property
    def place(self) -> Place:
        """Where the fact stands."""
        return self.spans.place(self.at)

    @property
    def path(self) -> str:
        """The file where the fact stands."""
        return self.spans.path

    @property
    def mark(self) -> Mark:
        """What another fact at the same place begins with."""
        return self.at, self.spans


def start(fact: Placed) -> tuple[int, int]:
    """Line and column where a fact begins, by which the facts of one file are ordered."""
    marks, at = fact.spans.marks, fact.at
    return marks[at], marks[at + 1]


def mark(place: Place) -> Mark:
    """What a fact begins with that is written in no Python file but is made of something at a place."""
    spans = Spans(place.path)
    return spans.add(place.line, place.column, place.end_line, place.end_column) if place.line else WHOLE, spans

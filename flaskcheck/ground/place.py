"""Where something stands in a file.

Paths are relative to the scanned root and written with ``/``; the root itself is ``""``. Lines and columns count from 1, columns in
characters; an end column is one past the last character.
"""

from __future__ import annotations

from flaskcheck.ground.record import Record


class Place(Record):
    """Where something stands. ``line == 0`` means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


HOLE = "\ufffc"
"""Stands for an unknown part inside a known text (``f"sqlite:///{path}"`` → ``sqlite:///\ufffc``)."""

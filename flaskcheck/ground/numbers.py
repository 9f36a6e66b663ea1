"""Numbers in the text of files.

Python refuses to read more than 4,300 digits (``sys.set_int_max_str_digits``), takes digits of any script, and says of ``²`` that it is a digit and then no number. A file
may hold any of them: whatever reads a number out of a text asks here.
"""

from __future__ import annotations

from flaskcheck.ground.limits import MAX_DIGITS, MAX_LITERAL


def number(text: str | None) -> int | None:
    """The number that a text of ASCII digits is; ``None`` for any other text, and for more digits than anything is counted with."""
    return int(text) if text and len(text) <= MAX_DIGITS and text.isascii() and text.isdigit() else None


def integer(text: str | None) -> int | None:
    """The same with a sign before it and blanks around it."""
    bare = (text or "").strip()
    found = number(bare[1:] if bare[:1] in ("-", "+") else bare)
    return -found if found and bare[0] == "-" else found


def literal(text: str) -> int | None:
    """The same as programs write numbers: ``-1``, ``8_000``, ``0x1f``; ``None`` for ``010``, of which each format thinks otherwise."""
    try:
        return int(text.replace("_", ""), 0) if len(text) <= MAX_LITERAL and text.isascii() else None
    except ValueError:
        return None

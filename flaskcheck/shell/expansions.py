"""What expansions make of a text that is known: a part of it, or several fields."""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_TRIMMED_CHARACTERS, MAX_VALUE_CHARACTERS

_FIELD = re.compile(r"(?:\$\{[^}]{0,1000}\}|\$\([^)]{0,1000}\)|[^ \t\n])+")


def trimmed(text: str, operator: str, pattern: str) -> str | None:
    """``${x%.py}``, ``${x##*/}``, ``${x/a/b}``, ``${x,,}``; patterns by ``fnmatch``. ``None`` where that is not known."""
    from fnmatch import fnmatchcase

    if operator == "length":
        return str(len(text))
    if operator in (",,", "^^") and not pattern:
        return text.lower() if operator == ",," else text.upper()
    if "$" in pattern or operator[0] not in "#%/":
        return None
    if operator[0] == "/":
        old, _, new = pattern.partition("/")
        is_plain = not any(char in old for char in "*?[#%\\")
        times = text.count(old) if operator == "//" else 1
        return text.replace(old, new, times) if is_plain and times * len(new) <= MAX_VALUE_CHARACTERS else None
    if not any(char in pattern for char in "*?[\\"):
        return text.removeprefix(pattern) if operator[0] == "#" else text.removesuffix(pattern)
    if len(text) > MAX_TRIMMED_CHARACTERS:
        return None
    cuts = range(len(text) + 1) if operator in ("#", "%%") else range(len(text), -1, -1)
    for cut in cuts:
        removed, kept = (text[:cut], text[cut:]) if operator[0] == "#" else (text[cut:], text[:cut])
        if fnmatchcase(removed, pattern):
            return kept
    return text


def break_up(text: str, current: str | None, fields: list[str]) -> str | None:
    """Add an unquoted expansion to the field at hand, ending fields at its blanks; what the last field has so far."""
    words = _FIELD.findall(text)
    if current is not None and text[:1] in (" ", "\t", "\n"):
        fields.append(current)
        current = None
    for position, word in enumerate(words):
        if position and current is not None:
            fields.append(current)
            current = None
        current = (current or "") + word
    if words and text[-1] in " \t\n" and current is not None:
        fields.append(current)
        current = None
    return current

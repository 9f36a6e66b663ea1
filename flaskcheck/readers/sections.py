"""Files of sections with assignments, as process managers write them, and the words of their commands."""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place


class Given(Record):
    """One assignment of a section: the name, and where its value begins and ends in the file's text."""

    section: str
    name: str
    value: str
    start: int
    end: int


class GivenWord(Record):
    """One word of a value, without its quotes."""

    text: str
    place: Place


def entries(source: Source, comments: str = "#;", indented: bool = False) -> Iterator[Given]:
    """The assignments of a file of sections, in order. A value goes on behind a backslash at the end of a line; ``indented``: on indented lines."""
    section, at, lines = "", 0, source.text.split("\n")
    number = 0
    while number < len(lines):
        line, begin = lines[number], at
        number, at = number + 1, at + len(lines[number]) + 1
        bare = line.strip()
        if bare.startswith("[") and "]" in bare:
            section = bare[1 : bare.index("]")].strip()
            continue
        name, equals, value = line.partition("=")
        if not bare or bare[0] in comments or not equals:
            continue
        end = begin + len(line)
        while number < len(lines) and _goes_on(source.text[:end], lines[number], indented):
            end, at, number = at + len(lines[number]), at + len(lines[number]) + 1, number + 1
        start = begin + len(name) + 1 + len(value) - len(value.lstrip())
        text = source.text[start:end].rstrip()
        yield Given(section, name.strip(), text, start, start + len(text))


def _goes_on(before: str, line: str, indented: bool) -> bool:
    return (line[:1] in (" ", "\t") and bool(line.strip())) if indented else before.endswith("\\")


def words(source: Source, start: int, end: int) -> tuple[GivenWord, ...]:
    """The words of a part of the text as these programs split a command: by blanks, with quotes and backslashes, and no shell."""
    found, text, at = [], source.text[:end], start
    while at < end:
        if _is_blank(text, at):
            at += 1
            continue
        word, first = "", at
        while at < end and not _is_blank(text, at):
            piece, at = _piece(text, at)
            word += piece
        found.append(GivenWord(word, source.span(first, at)))
    return tuple(found)


def _is_blank(text: str, at: int) -> bool:
    """Whether a character stands between words; so does a backslash at the end of a line."""
    return text[at].isspace() or text[at : at + 2] in ("\\\n", "\\")


def _piece(text: str, at: int) -> tuple[str, int]:
    """What stands at a position inside a word, without quotes, and the position behind it."""
    char = text[at]
    if char == "\\":
        return text[at + 1 : at + 2], at + 2
    if char not in "'\"":
        return char, at + 1
    inner, at = "", at + 1
    while at < len(text) and text[at] != char:
        step = 2 if text[at] == "\\" and char == '"' else 1
        inner += text[at + step - 1 : at + step]
        at += step
    return inner, at + 1

"""Requirements and constraints files, read as pip reads them (verified with pip 26.3)."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import DependencyFile, Include, Requirement
from flaskcheck.ground.place import Place
from flaskcheck.known.names import normalised
from flaskcheck.readers.requirements.line import direct, parse, refusal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    from flaskcheck.files.source import Source

    Option: TypeAlias = tuple[str, str, Place]
    Line: TypeAlias = Requirement | Include | Unreadable | Option

__all__ = ["line", "normalised", "parse", "read"]

_COMMENT = re.compile(r"(?:^|\s+)#.*$")
_OPTION = re.compile(r"(?:^| )-")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")

_WITH_VALUE = frozenset(
    "-i --index-url --pypi-url --extra-index-url -c --constraint -r --requirement -e --editable -f --find-links --no-binary --only-binary "
    "--all-releases --only-final --trusted-host --use-feature --hash -C --config-settings --config-setting --global-option --install-option".split()
)
_FLAGS = frozenset(
    "--no-index --prefer-binary --require-hashes --no-require-hashes --pre --process-dependency-links".split()
)
"""What pip 26.3 accepts in a requirements file, and ``--global-option`` and ``--install-option``, which it did until pip 23 and 26."""


def read(source: Source) -> DependencyFile:
    """Every requirement, include, option and refused line of a requirements file."""
    kind = "constraints" if "constraint" in source.path.rpartition("/")[2].lower() else "requirements"
    if source.encoding in ("utf-16-le", "utf-16-be") or source.is_binary:
        problem = Unreadable("encoding", _without_mark(source), source.line_place(1))
        return DependencyFile(source.path, kind, invalid=(problem,), encoding=source.encoding)
    found = [line(text, place, source.path) for place, text in _logical_lines(source)]
    return DependencyFile(
        source.path,
        kind,
        tuple(f for f in found if isinstance(f, Requirement)),
        tuple(f for f in found if isinstance(f, Include)),
        tuple(f for f in found if isinstance(f, Unreadable)),
        encoding=source.encoding,
        options=tuple(f for f in found if isinstance(f, tuple)),
    )


def _without_mark(source: Source) -> str:
    """What pip says of a file with NUL bytes: it reads it as UTF-8, and refuses the first line."""
    first = source.raw[:200].decode("utf-8", "replace").partition("\n")[0][:20]
    what = "UTF-16 without a byte-order mark" if source.encoding.startswith("utf-16") else "no text"
    return f"Invalid requirement: {first!r}: the file is {what}"


def _logical_lines(source: Source) -> Iterator[tuple[Place, str]]:
    """Lines with continuations joined and comments taken off, each with the place of its first row."""
    pending: list[str] = []
    start = 1
    for number, raw in enumerate(source.lines, 1):
        if not pending:
            start = number
        is_comment = raw.lstrip().startswith("#")
        if raw.endswith("\\") and not is_comment:
            pending.append(raw.strip("\\"))
            continue
        text = _COMMENT.sub("", "".join(pending) + (" " if is_comment else "") + raw).strip()
        pending = []
        if text:
            yield _shown(source, start), text
    text = _COMMENT.sub("", "".join(pending)).strip()
    if text:
        yield _shown(source, start), text


def _shown(source: Source, start: int) -> Place:
    """The place of a row without its comment and continuation."""
    first = source.line_place(start)
    shown = _COMMENT.sub("", source.lines[start - 1].rstrip("\\")).rstrip()
    return first.replaced(end_column=max(len(shown) + 1, first.column))


def line(text: str, place: Place, path: str) -> Line:
    """What one logical line of the requirements file at ``path`` says."""
    if text.startswith(_MARKERS):
        return Unreadable(
            "merge-markers", f"Invalid requirement: {text!r} (a merge conflict was never resolved)", place
        )
    options = _OPTION.search(text)
    if options is None:
        return parse(text.removesuffix(";").rstrip(), place)  # pip takes the marker off first, be it empty
    at = options.start()
    words = _words(text[at:])
    refused = _refused(words)
    if refused:
        table = text.startswith("---")
        return Unreadable("syntax", refusal(text) if table else f"no such option: {refused}", place)
    return parse(text[:at].strip(), place) if text[:at].strip() else _option(words, text, place, path)


def _words(text: str) -> list[str]:
    if not any(character in text for character in "\"'\\"):
        return text.split()
    from shlex import split

    try:
        return split(text)
    except ValueError:  # a quotation mark alone, which pip does not survive either
        return text.split()


def _split(word: str) -> tuple[str, str | None]:
    """An option and the value that the same word holds: ``-rbase.txt``, ``--requirement=base.txt``."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        if name not in _WITH_VALUE and name not in _FLAGS:
            longer = [option for option in (*_WITH_VALUE, *_FLAGS) if option.startswith(name)]
            name = longer[0] if len(longer) == 1 and len(name) > 2 else name
        return name, value if equals else None
    return word[:2], word[2:] or None


def _pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value (``""`` for a flag); words that belong to none are left out, as pip does."""
    todo = iter(words)
    for word in todo:
        if word.startswith("-") and word != "-":
            name, value = _split(word)
            if value is None:
                value = next(todo, "") if name in _WITH_VALUE else ""
            yield name, value


def _refused(words: Sequence[str]) -> str:
    """The first option that pip does not know here, or ``""``."""
    return next((name for name, _ in _pairs(words) if name not in _WITH_VALUE and name not in _FLAGS), "")


def _option(words: Sequence[str], text: str, place: Place, path: str) -> Line:
    pairs = list(_pairs(words))
    for wanted in (
        ("-e", "--editable"),
        ("-r", "--requirement"),
        ("-c", "--constraint"),
    ):  # pip takes one a line, in this order
        for name, value in pairs:
            if name in wanted and "-e" in wanted:
                return _editable(value, text, place)
            if name in wanted and "${" not in value:
                return Include(_resolved(path.rpartition("/")[0], value), value, "-c" in wanted, place)
    name, value = pairs[0] if pairs else ("-", "")  # "- flask", which pip passes over in silence
    return (name, value, place)


def _editable(value: str, text: str, place: Place) -> Requirement | Unreadable:
    found = parse(value, place) if " @ " in value else direct(value, place, editable=True)
    if isinstance(found, Unreadable):
        return found
    if value.lower().startswith(("http:", "https:")):
        return Unreadable("syntax", f"{value} is not a valid editable requirement", place)
    if "+" in value.partition(":")[0] and "egg=" not in value and " @ " not in value:
        return Unreadable(
            "syntax",
            f"Could not detect requirement name for {value!r}, please specify one with your_package_name @ URL",
            place,
        )
    return found.replaced(editable=True, text=text)


def _resolved(folder: str, written: str) -> str:
    """A path relative to a folder of the repository; one that leaves it keeps its ``..``, a URL stays."""
    import posixpath

    return written if "://" in written else posixpath.normpath(posixpath.join(folder, written))

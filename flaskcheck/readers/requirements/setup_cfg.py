"""setup.cfg."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.requirements import DependencyFile, Include, Requirement
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.readers.requirements.line import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place

_CLAUSE_END = re.compile(r"[;,]$")


def read(source: Source) -> DependencyFile:
    """``[options] install_requires``, ``[options.extras_require]`` and the commands of ``[options.entry_points]``; ``file:`` is an include."""
    from configparser import Error, RawConfigParser

    parser = RawConfigParser(strict=False)
    try:
        parser.read_string(source.text)
    except Error as error:
        line = getattr(error, "lineno", None) or next((n for n, _ in getattr(error, "errors", ())), 0)
        problem = Unreadable(
            "syntax", str(error).partition("\n")[0], source.line_place(line) if line else source.whole()
        )
        return DependencyFile(source.path, "setup-cfg", invalid=(problem,), complete=False)
    required = parser.get("options", "install_requires", fallback="")
    found = list(_declared(source, required, ""))
    extras = parser.items("options.extras_require") if parser.has_section("options.extras_require") else []
    for extra, value in extras:
        found += _declared(source, value, extra)
    return DependencyFile(
        source.path,
        "setup-cfg",
        tuple(f for f in found if isinstance(f, Requirement)),
        tuple(_files(source, required)),
        tuple(f for f in found if isinstance(f, Unreadable)),
        python=parser.get("options", "python_requires", fallback=""),
        optional=tuple(extra for extra, _ in extras),
        scripts=tuple(entries(parser.get("options.entry_points", "console_scripts", fallback=""))),
    )


def entries(written: str) -> Iterator[tuple[str, str]]:
    """The commands of ``console_scripts``: a line each, as in ``shop = shop.cli:main``."""
    for line in written.splitlines():
        name, equals, target = line.partition("=")
        if equals:
            yield name.strip(), target.strip()


def _declared(source: Source, value: str, group: str) -> Iterator[Requirement | Unreadable]:
    if value.strip().startswith("file:"):
        return
    for line in value.split("\n"):
        text = _CLAUSE_END.sub("", line.strip())
        if text and not text.startswith("#"):
            yield parse(text, source.find(text), group)


def _files(source: Source, value: str) -> Iterator[Include]:
    """``install_requires = file: requirements.txt`` (setuptools 62.6)."""
    if value.strip().startswith("file:"):
        for name in value.strip().removeprefix("file:").split(","):
            written = name.strip()
            if written:
                yield include(source.path, written, source.find(written, source.text.find("install_requires")))


def include(path: str, written: str, place: Place) -> Include:
    """A requirements file that a file in the same folder names."""
    return Include(path_below(folder_of_file(path), written), written, False, place)

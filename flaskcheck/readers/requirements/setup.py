"""setup.py and setup.cfg, read without running them."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.expressions import Items, Join, Literal, Mapping, Name, Starred
from flaskcheck.facts.requirements import DependencyFile, Include, Requirement
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.ground.limits import MAX_SETUP_DEPTH
from flaskcheck.readers.requirements.line import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Module
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place

    Found: TypeAlias = Requirement | Unreadable | None

_FILE = re.compile(
    r"(?:[\w.-]+/)*(?:[\w.-]*require[\w.-]*|[\w.-]*(?<=requirements/)[\w.-]*)\.(?:txt|in|pip)", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[;,]$")

# --- setup.py ---------------------------------------------------------------------------------------------


def read_setup_py(source: Source) -> DependencyFile:
    """``install_requires`` and ``extras_require`` of a ``setup()`` call, as far as they are written as lists; a requirements file that it opens is an include."""
    from flaskcheck.readers.python import module as python

    module = python.read(source)
    call = next((s.call for s in module.calls if s.call.name.rpartition(".")[2] == "setup"), None)
    if call is None:
        return DependencyFile(source.path, "setup-py", complete=module.error is None)
    required = list(_listed(call.argument(-1, "install_requires"), module, ""))
    extras = dict(_extras(call, module))
    found = [*required, *(f for listed in extras.values() for f in listed)]
    includes = tuple(dict.fromkeys(_opened(source.path, module)))
    hidden = None in required or any(not k.name for k in call.keywords)
    python_value = call.argument(-1, "python_requires")
    return DependencyFile(
        source.path,
        "setup-py",
        tuple(f for f in found if isinstance(f, Requirement)),
        includes,
        tuple(f for f in found if isinstance(f, Unreadable)),
        python=str(python_value.value) if isinstance(python_value, Literal) else "",
        optional=tuple(extras),
        complete=bool(includes) or not hidden,
    )


def _extras(call: Call, module: Module) -> Iterator[tuple[str, list[Found]]]:
    value = _bound(call.argument(-1, "extras_require"), module)
    for key, items in zip(value.keys, value.items) if isinstance(value, Mapping) else ():
        if isinstance(key, Literal):
            yield str(key.value), list(_listed(items, module, str(key.value)))


def _bound(value: Expression | None, module: Module) -> Expression | None:
    """What a name of the module was bound to last, names of names followed."""
    for _ in range(MAX_SETUP_DEPTH):
        if not isinstance(value, Name):
            return value
        assigned = [a.value for a in module.assignments if a.target.dotted == value.name and not a.scope]
        value = assigned[-1] if assigned else None
    return None


def _listed(value: Expression | None, module: Module, group: str, depth: int = 0) -> Iterator[Found]:
    """The requirements of a list, a text of lines, or a sum of lists; ``None`` for each part that cannot be told."""
    if value is None:
        return
    bound = _bound(value, module)
    if isinstance(bound, Literal) and isinstance(bound.value, str):
        for line in bound.value.splitlines():
            if line.strip() and not line.strip().startswith("#"):
                yield parse(line.strip(), bound.place, group)
    elif isinstance(bound, (Items, Join)) and depth < MAX_SETUP_DEPTH:
        for item in bound.children:
            yield from _listed(item.operand if isinstance(item, Starred) else item, module, group, depth + 1)
    else:
        yield None


def _opened(path: str, module: Module) -> Iterator[Include]:
    """Requirements files that the code names to open them: as an argument, in ``join``, behind a ``/``."""
    for site in module.calls:
        if site.call.name.rpartition(".")[2] not in ("setup", "print"):
            known = _path_of(site.call)
            if known and _FILE.fullmatch(known[0]):
                yield _include(path, *known)
    for text in module.texts:
        if text.context[-1:] == ("division",) and _FILE.fullmatch(text.text):
            yield _include(path, text.text, text.place)


def _path_of(call: Call) -> tuple[str, Place] | None:
    """The file that a call's texts name together (``join(here, "requirements", "base.txt")``), with the place of the last one."""
    texts = [a for a in call.arguments if isinstance(a, Literal) and isinstance(a.value, str)]
    if not texts:
        return None
    joined = texts if call.name.rpartition(".")[2] in ("join", "joinpath", "Path") else texts[:1]
    return "/".join(str(t.value) for t in joined), joined[-1].place


def _include(path: str, written: str, place: Place) -> Include:
    return Include(path_below(folder_of_file(path), written), written, False, place)


# --- setup.cfg --------------------------------------------------------------------------------------------


def read_setup_cfg(source: Source) -> DependencyFile:
    """``[options] install_requires`` and ``[options.extras_require]``; ``file:`` is an include."""
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
    )


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
                yield _include(source.path, written, source.find(written, source.text.find("install_requires")))

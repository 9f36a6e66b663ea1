"""setup.py and setup.cfg, read without running them."""

from __future__ import annotations

from flaskcheck.facts import Call, DependencyFile, Include, Items, Literal, Mapping, Name, Requirement, Unreadable
from flaskcheck.readers.requirements import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts import Module, Value
    from flaskcheck.source import Source


def read_setup_py(source: Source) -> DependencyFile:
    """``install_requires`` and ``extras_require`` of a ``setup()`` call, as far as they are written as lists; a requirements file that it opens is an include."""
    from flaskcheck.readers import python

    module = python.read(source)
    call = next((s.call for s in module.calls if s.call.name.rpartition(".")[2] == "setup"), None)
    if call is None:
        return DependencyFile(source.path, "setup-py")
    found = list(_listed(call.argument(-1, "install_requires"), module, ""))
    extras = call.argument(-1, "extras_require")
    if isinstance(extras, Mapping):
        for key, items in zip(extras.keys, extras.items):
            group = str(key.value) if isinstance(key, Literal) else "extra"
            found += _listed(items, module, group)
    python_value = call.argument(-1, "python_requires")
    return DependencyFile(
        source.path,
        "setup-py",
        tuple(f for f in found if isinstance(f, Requirement)),
        tuple(_opened(source, module)),
        tuple(f for f in found if isinstance(f, Unreadable)),
        python=str(python_value.value) if isinstance(python_value, Literal) else "",
    )


def _listed(value: Value | None, module: Module, group: str) -> Iterable[Requirement | Unreadable]:
    if isinstance(value, Name):
        assigned = [a.value for a in module.assignments if a.target.dotted == value.name and not a.scope]
        value = assigned[-1] if assigned else None
    for item in value.items if isinstance(value, Items) else ():
        if isinstance(item, Literal) and isinstance(item.value, str):
            yield parse(item.value, item.place, group)


def _opened(source: Source, module: Module) -> Iterable[Include]:
    folder = source.path.rpartition("/")[0]
    for site in module.calls:
        for value in _arguments(site.call):
            if isinstance(value, Literal) and isinstance(value.value, str) and value.value.endswith("requirements.txt"):
                path = f"{folder}/{value.value}".lstrip("/")
                yield Include(path, value.value, False, value.place)


def _arguments(call: Call) -> tuple[Value, ...]:
    return (
        call.arguments
        if call.name.rpartition(".")[2] in ("open", "read_text", "join", "parse_requirements", "Path")
        else ()
    )


def read_setup_cfg(source: Source) -> DependencyFile:
    """``[options] install_requires`` and ``[options.extras_require]``."""
    from configparser import Error, RawConfigParser

    parser = RawConfigParser()
    try:
        parser.read_string(source.text)
    except Error as error:
        return DependencyFile(source.path, "setup-cfg", invalid=(Unreadable("syntax", str(error), source.whole()),))
    found = [_parsed(source, text, "") for text in _lines(parser.get("options", "install_requires", fallback=""))]
    if parser.has_section("options.extras_require"):
        for extra, value in parser.items("options.extras_require"):
            found += [_parsed(source, text, extra) for text in _lines(value)]
    python = parser.get("options", "python_requires", fallback="")
    return DependencyFile(
        source.path, "setup-cfg", tuple(f for f in found if isinstance(f, Requirement)), python=python
    )


def _lines(value: str) -> list[str]:
    return [
        line.strip()
        for line in value.replace(";\n", "\n").split("\n")
        if line.strip() and not line.strip().startswith(("#", "file:"))
    ]


def _parsed(source: Source, text: str, group: str) -> Requirement | Unreadable:
    return parse(text, source.find(text), group)

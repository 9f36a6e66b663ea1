"""``[tool.flaskcheck.deploy]``: a deployment that no file of the repository tells, stated outright, as a platform file would.

The settings' own rules hold: what they do not know is an error, never passed over.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Folder, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.ground.words import did_you_mean
from flaskcheck.hosts.declared import commands_of
from flaskcheck.hosts.index import GENERIC, MODULES
from flaskcheck.readers.markup import toml
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

KEYS = ("host", "root", "build", "release", "start", "python", "variables", "database")

DATABASES = {
    "postgres": ("DATABASE_URL", "postgres"),
    "postgresql": ("DATABASE_URL", "postgres"),
    "mysql": ("DATABASE_URL", "mysql"),
    "mariadb": ("DATABASE_URL", "mysql"),
    "redis": ("REDIS_URL", "redis"),
    "mongodb": ("MONGODB_URI", "mongodb"),
    "sqlite": ("", ""),
}
"""The variable that carries the address of each kind of database, and its scheme; a file has neither."""

_KNOWN = {"host": tuple(MODULES), "database": tuple(DATABASES)}
_PYTHON = re.compile(r"3\.\d+(\.\d+)?")


def read(source: Source, *keys: str) -> PlatformFile:
    """The deployments that stand below some keys of a TOML file, one table or a list of them: one service each, its ``root`` as written.

    ``host`` is ``""`` where none is named. Errors: ``unknown-key``, ``wrong-type``, ``unknown-value``.
    """
    root, errors = toml.load(source)
    found = root.get(*keys) if root is not None else None
    if found is None:
        return PlatformFile(source.path, "", errors=errors)
    tables = list(found) if found.is_sequence else [found]
    errors = (*errors, *(error for table in tables for error in _errors(table)))
    if errors or not tables:
        empty = Unreadable("wrong-type", "an empty list states nothing", found.place)
        return PlatformFile(source.path, "", errors=errors or (empty,))
    return PlatformFile(source.path, "", tuple(_service(table) for table in tables))


def on_hosts(service: Service, hosts: tuple[str, ...]) -> Iterator[PlatformFile]:
    """What is stated, as a platform file of its host would say it; where it names none it is on each of ``hosts``, else on any."""
    for host in (service.host,) if service.host else hosts or (GENERIC,):
        yield PlatformFile(service.place.path, host, (service.replaced(host=host),))


# --- what is refused --------------------------------------------------------------------------------


def _errors(table: Node) -> Iterator[Unreadable]:
    if not table.is_mapping:
        yield Unreadable("wrong-type", "must be a table, or a list of tables", table.place)
        return
    for key, value in table.items():
        if key.value not in KEYS:
            message = f"unknown key {key.value!r}{did_you_mean(key.value, KEYS)}"
            yield Unreadable("unknown-key", message, key.place)
        elif not _FORMS[key.value](value):
            yield Unreadable("wrong-type", f"{key.value} must be {_WORDS[key.value]}", value.place)
        else:
            yield from _unknown(key.value, value)


def _unknown(key: str, value: Node) -> Iterator[Unreadable]:
    """The complaints about values that mean nothing."""
    known = _KNOWN.get(key, ())
    for item in _items(value) if known else ():
        if item.value not in known:
            hint = did_you_mean(item.value, known) or f"; there are {', '.join(sorted(known))}"
            yield Unreadable("unknown-value", f"there is no {key} {item.value!r}{hint}", item.place)
    if key == "root" and (value.value.startswith("/") or ".." in value.value.split("/")):
        yield Unreadable("unknown-value", f"root: {value.value!r} is no folder below this file's", value.place)


def _is_text(node: Node) -> bool:
    return node.type == "str" and bool(node.value.strip())


def _are_texts(node: Node) -> bool:
    return _is_text(node) or (node.is_sequence and all(map(_is_text, node)))


def _are_variables(node: Node) -> bool:
    """Names with values, ``true`` standing for one that the host keeps; or names alone."""
    if not node.is_mapping:
        return node.is_sequence and all(map(_is_text, node))
    return all(value.is_scalar and value.value != "false" for _, value in node.items())


def _is_version(node: Node) -> bool:
    return node.type == "str" and bool(_PYTHON.fullmatch(node.value))


_FORMS = {
    **dict.fromkeys(("host", "start"), _is_text),
    **dict.fromkeys(("build", "release", "database"), _are_texts),
    "root": lambda node: node.type == "str",
    "python": _is_version,
    "variables": _are_variables,
}
_WORDS = {
    "host": "a text, the name of a host",
    "root": "a text, the path of a folder",
    "start": "a text, the command line",
    **dict.fromkeys(("build", "release"), "a text, the command line, or a list of them"),
    "python": 'a text such as "3.13"',
    "variables": "a list of names, or a table of names and values (true for a value that the host keeps)",
    "database": "a text, the kind of the database, or a list of them",
}


# --- what is stated ---------------------------------------------------------------------------------


def _service(table: Node) -> Service:
    root = table.get("root")
    written = text_of(table, "root").strip().strip("/")
    return Service(
        text_of(table, "host"),
        "",
        "web",
        table.line_place,
        written,
        commands_of(*((table.get(phase), phase) for phase in ("build", "release", "start"))),
        tuple(_variables(table.get("variables"))),
        folders=(Folder(written, root.value, "root", root.text_place),) if root is not None and written else (),
        python=_python(table.get("python")),
        databases=tuple(_databases(table.get("database"))),
    )


def _python(node: Node | None) -> PythonVersion | None:
    return PythonVersion(node.value, node.value, "[tool.flaskcheck.deploy]", node.text_place) if node else None


def _variables(node: Node | None) -> Iterator[Variable]:
    if node is None:
        return
    for key, value in node.items():
        is_kept = value.type == "bool"
        yield Variable(
            key.value, None if is_kept else value.value, pair_place(key, value), "dashboard" if is_kept else "literal"
        )
    for item in node:
        name, equals, text = item.value.partition("=")
        yield Variable(name.strip(), text if equals else None, item.text_place, "literal" if equals else "dashboard")


def _databases(node: Node | None) -> Iterator[Variable]:
    for item in _items(node) if node is not None else ():
        name, scheme = DATABASES[item.value]
        if scheme:
            yield Variable(name, scheme, item.text_place, "database")


def _items(node: Node) -> tuple[Node, ...]:
    return tuple(node) if node.is_sequence else (node,)

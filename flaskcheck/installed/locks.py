"""Whether a lock still fits what it was made from, as its own tool finds out.

Sources: pipenv 2026.10 (``utils/pipfile.py``, ``calculate_hash``), Poetry 2.5 (``packages/locker.py``, ``_get_content_hash``), uv 0.13 (``requires-dist`` in a uv.lock).
"""

from __future__ import annotations

import re
from itertools import product

from flaskcheck.files.paths import folder_of_file, parents
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record
from flaskcheck.known.names import normalised
from flaskcheck.known.releases import specifiers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, TypeAlias

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.host import Host
    from flaskcheck.installed.commands import Install

    Table: TypeAlias = "dict[str, Any]"

FILES = {
    "pipenv": ("Pipfile", "Pipfile.lock"),
    "poetry": ("pyproject.toml", "poetry.lock"),
    "uv": ("pyproject.toml", "uv.lock"),
}
"""What each tool reads, and the lock that it makes of it."""


class Lock(Record):
    """A lock that a deployment installs from. ``state``: ``stale`` (made from another ``manifest``) or ``missing``; ``use`` as of an ``Install``, ``""`` where nobody knows; ``place``: the command, ``None`` where the host
    installs by itself."""

    tool: str
    manifest: str
    path: str
    state: str
    use: str
    place: Place | None = None


def locks(tree: Tree, host: Host | None, root: str, chosen: Iterable[str], installs: Iterable[Install]) -> list[Lock]:
    """The locks of a deployment that don't fit or are not there. ``host`` is given when it installs by itself from the ``chosen`` files in ``root``."""
    named = [lock for install in installs if install.manifest and (lock := _of_command(tree, install))]
    by_host = list(_of_host(tree, host, root, {*chosen})) if host is not None else []
    return [lock for lock in (*named, *by_host) if lock.state]


def _of_command(tree: Tree, install: Install) -> Lock | None:
    tool, use, manifest = install.program, install.lock, install.manifest
    path = f"{folder_of_file(manifest)}/{FILES[tool][1]}".lstrip("/")
    if tree.has(path):
        return Lock(tool, manifest, path, _state(tree, tool, manifest, path), use, install.place)
    around = [f"{outer}/{FILES[tool][1]}".lstrip("/") for outer in ("", *parents(path))]
    is_needed = use == "insists" or (tool, use) == ("uv", "checks")
    return (
        None
        if not is_needed or any(map(tree.has, around))
        else Lock(tool, manifest, path, "missing", use, install.place)
    )


def _of_host(tree: Tree, host: Host, root: str, chosen: set[str]) -> Iterator[Lock]:
    for tool, names in FILES.items():
        manifest, path = (f"{root}/{name}".lstrip("/") for name in names)
        use = "checks" if tool in host.checks_locks else ""
        if path in chosen and tree.has(manifest):
            yield Lock(tool, manifest, path, _state(tree, tool, manifest, path), use)
        elif use and tool == "pipenv" and tree.has(manifest) and not tree.has(path):
            yield Lock(tool, manifest, path, "missing", use)


def _state(tree: Tree, tool: str, manifest: str, path: str) -> str:
    fits = _FITS[tool](tree.source(manifest), tree.source(path))
    return "stale" if fits is False else ""


def _fits_pipfile(manifest: Source, lock: Source) -> bool | None:
    table, locked = _toml(manifest), _json(lock)
    told = _at(locked, "_meta", "hash").get("sha256")
    if not table or not _is_digest(told):
        return None
    sources = (
        [table["source"]] if "source" in table else [[{"name": "pypi", "url": u, "verify_ssl": True}] for u in _PYPI]
    )
    return any(
        told == _digest(_of_pipfile(table, *how), (",", ":")) for how in product(sources, (True, False), (True, False))
    )


_PYPI = ("https://pypi.org/simple", "https://pypi.python.org/simple")
_NO_CATEGORIES = frozenset("source packages dev-packages requires scripts pipfile pipenv default develop".split())


def _of_pipfile(table: Table, sources: object, is_named_alike: bool, has_categories: bool) -> Table:
    """What pipenv makes the hash of; older ones took names as they are written, and no categories."""

    def section(name: str) -> object:
        own = table.get(name, {})
        return {normalised(k): v for k, v in own.items()} if is_named_alike and isinstance(own, dict) else own

    told: Table = {"_meta": {"sources": sources, "requires": table.get("requires", {})}}
    told |= {"default": section("packages"), "develop": section("dev-packages")}
    return told | {k: section(k) for k in table if has_categories and k not in _NO_CATEGORIES}


def _fits_poetry(manifest: Source, lock: Source) -> bool | None:
    table, told = _toml(manifest), _at(_toml(lock), "metadata").get("content-hash")
    if not _is_digest(told) or not (_at(table, "tool", "poetry") or _at(table, "project")):
        return None
    return any(told == _digest(_of_poetry(table, with_groups)) for with_groups in (True, False))


def _is_digest(told: object) -> bool:
    """Whether a lock tells a hash as its tool writes it."""
    return isinstance(told, str) and len(told) == 64 and set(told) <= set("0123456789abcdef")


def _of_poetry(table: Table, with_groups: bool) -> Table:
    """What Poetry makes the hash of; before 2.3 it left the groups of PEP 735 out."""
    keys = ("requires-python", "dependencies", "optional-dependencies")
    project = {k: v for k, v in _at(table, "project").items() if k in keys}
    groups = _at(table, "dependency-groups") if with_groups else {}
    own = _at(table, "tool", "poetry")
    kept = {k: own[k] for k in _POETRY_KEYS if k in own}
    if not (project or groups):
        return dict.fromkeys(_POETRY_KEYS[:-1]) | kept
    told = {"project": project} if project else {}
    return told | ({"dependency-groups": groups} if groups else {}) | {"tool": {"poetry": kept}}


_POETRY_KEYS = ("dependencies", "source", "extras", "dev-dependencies", "group")


def _fits_uv(manifest: Source, lock: Source) -> bool | None:
    """Whether a uv.lock was made for what the project itself declares now; ``None`` where the lock doesn't tell that."""
    table, locked = _toml(manifest), _toml(lock)
    project, packages = _at(table, "project"), locked.get("package")
    declared = project.get("dependencies", [])
    if (
        not project
        or not isinstance(packages, list)
        or not isinstance(declared, list)
        or "dependencies" in project.get("dynamic", ())
    ):
        return None
    own = [
        p for p in packages if isinstance(p, dict) and "." in (_at(p, "source").get(k) for k in ("virtual", "editable"))
    ]
    if not own or "requires-dist" not in _at(own[0], "metadata") and not _NEEDS.isdisjoint(own[0]):
        return None  # written by a uv that did not tell
    told = _at(own[0], "metadata").get("requires-dist", [])
    if not isinstance(told, list):
        return None
    entries = [entry for entry in told if isinstance(entry, dict)]
    now = {_declared(str(text)) for text in declared}
    then = {_locked(entry) for entry in entries if "extra ==" not in str(entry.get("marker"))}
    sure = [({n for n, _ in one}, {n for n, s in one if s is None}) for one in (now, then)]
    (names, open_), (names_then, open_then) = sure
    unsure = open_ | open_then
    is_told = {i for i in now if i[0] not in unsure} == {i for i in then if i[0] not in unsure}
    return names == names_then and is_told and _fits_further(table, locked, own[0])


_NEEDS = frozenset(("dependencies", "optional-dependencies", "dev-dependencies"))


def _fits_further(table: Table, lock: Table, own: Table) -> bool:
    """Whether a uv.lock knows the same groups, and the same oldest Python, as far as these are plain (tried with uv 0.13: ``--locked`` stops at each)."""
    groups, locked = _at(table, "dependency-groups"), _at(own, "metadata", "requires-dev")
    for name, group in groups.items():
        plain = [text for text in group if isinstance(text, str)] if isinstance(group, list) else []
        entries = locked.get(normalised(name), [])
        is_plain = isinstance(group, list) and isinstance(entries, list) and len(plain) == len(group)
        then = {normalised(str(entry.get("name"))) for entry in entries if isinstance(entry, dict)} if is_plain else {}
        if is_plain and {_declared(text)[0] for text in plain} != then:
            return False
    asked, known = _at(table, "project").get("requires-python"), lock.get("requires-python")
    is_plain = all(isinstance(text, str) and _OLDEST.fullmatch(text) for text in (asked, known))
    is_alone = "workspace" not in _at(table, "tool", "uv")
    return not (is_plain and is_alone) or specifiers(str(asked)) == specifiers(str(known))


_OLDEST = re.compile(r"\s*>=\s*3\.\d{1,2}\s*")


def _declared(text: str) -> tuple[str, object]:
    """A requirement's name and specifier; ``None`` where more than that counts."""
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        found = Requirement(text)
    except InvalidRequirement:
        return normalised(text), None
    return normalised(found.name), None if found.url or found.marker else found.specifier


def _locked(entry: Table) -> tuple[str, object]:
    is_plain = not (entry.keys() - {"name", "specifier", "extras"})
    return normalised(str(entry.get("name"))), specifiers(str(entry.get("specifier", ""))) if is_plain else None


_FITS = {"pipenv": _fits_pipfile, "poetry": _fits_poetry, "uv": _fits_uv}


def _digest(told: Table, separators: tuple[str, str] | None = None) -> str:
    """The hash of what a tool looks at; ``""`` where it cannot be told (a date)."""
    import json

    try:
        text = json.dumps(told, sort_keys=True, separators=separators)
    except (TypeError, ValueError):
        return ""
    from hashlib import sha256

    return sha256(encoded(text)).hexdigest()


def _at(table: object, *keys: str) -> Table:
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}


def _toml(source: Source) -> Table:
    import tomli

    try:
        return tomli.loads(source.text)
    except (ValueError, RecursionError):
        return {}


def _json(source: Source) -> object:
    import json

    try:
        return json.loads(source.text)
    except (ValueError, RecursionError):
        return {}

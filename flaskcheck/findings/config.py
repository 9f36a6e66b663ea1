"""``[tool.flaskcheck]`` in pyproject.toml, or flaskcheck.toml: read, checked, frozen."""

from __future__ import annotations

import os
import re

from flaskcheck import __version__
from flaskcheck.files.source import from_disk
from flaskcheck.ground.errors import FAIL_ON, ConfigError
from flaskcheck.ground.reading import UnreadableError
from flaskcheck.ground.record import Record
from flaskcheck.ground.trust import is_below, top_of
from flaskcheck.ground.words import did_you_mean
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from flaskcheck.facts.services import Service

KEYS = (
    "select",
    "ignore",
    "exclude",
    "per-file-ignores",
    "fail-on",
    "min-severity",
    "preview",
    "host",
    "baseline",
    "root",
    "deploy",
    "severity",
    "allow",
    "required-version",
)
FILES = ("flaskcheck.toml", "pyproject.toml")
"""Where a configuration can stand; in one folder the first wins."""


_OWN_TABLE = re.compile(
    rb"^(?:\xff\xfe|\xfe\xff)?[ \t]*\[+[ \t]*[\"']?tool[\"']?[ \t]*\.[ \t]*[\"']?flaskcheck\b", re.MULTILINE
)
"""What tells in a file that cannot be read that it would have said how to run: UTF-16 without its NUL bytes, too."""


class Config(Record):
    """What a run does. ``select`` and ``ignore`` hold rule or family names; an empty ``select`` means all.

    Globs are relative to the scanned root. ``path`` is the file that said so, ``""`` when none did. ``baseline`` is the full path of the file of known
    findings. ``root`` are globs of the folders of applications, relative to the folder ``root_home``. ``retired`` tells of old names in use. ``deploy`` are the
    deployments that the file states outright, where ``has_deploy`` says that it does. ``severity`` are the severities that it gives to rules or families,
    ``allow`` the values that are harmless to some.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_on: str = "warning"
    min_severity: str = "info"
    preview: bool = False
    host: tuple[str, ...] = ()
    path: str = ""
    baseline: str = ""
    root: tuple[str, ...] = ()
    root_home: str = ""
    retired: tuple[str, ...] = ()
    has_deploy: bool = False
    deploy: tuple[Service, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    allow: tuple[tuple[str, tuple[str, ...]], ...] = ()


def load(
    folder: str,
    names: frozenset[str],
    explicit: str = "",
    root: str = "",
    read: Callable[[str], bytes] = from_disk,
) -> Config:
    """The configuration nearest above a folder (not above its git repository); the defaults when there is none.

    ``root`` entries hold for all folders below them, so the nearest file that has any says them, also when a nearer one says the rest. ``names`` are the
    known rule and family names; ``explicit`` is a file given on the command line; ``root`` is the scanned folder when it is another one; ``read`` reads a file by its full path.

    Raises: ConfigError for broken TOML, unknown keys, names or hosts, and wrong types.
    """
    chain = (
        iter((_read(explicit, names, read, required=True),))
        if explicit
        else _upwards(os.path.abspath(folder), names, read)
    )
    found = next(chain, Config())
    if found.path and not found.root:
        above = next((config for config in chain if config.root), found)
        found = found.replaced(root=above.root, root_home=above.root_home)
    if found.has_deploy:
        found = found.replaced(deploy=_deployments(found.path, root or folder, read))
    return _from_root(found, root or folder) if found.path else found


def _deployments(path: str, root: str, read: Callable[[str], bytes]) -> tuple[Service, ...]:
    """The deployments that a file states, those that lie in the scanned root.

    Raises: ConfigError.
    """
    from flaskcheck.files.source import Source
    from flaskcheck.hosts import stated

    keys = ("tool", "flaskcheck", "deploy") if os.path.basename(path) == "pyproject.toml" else ("deploy",)
    root, full = os.path.realpath(root), os.path.realpath(path)
    file = stated.read(Source(os.path.relpath(full, root).replace(os.sep, "/"), read(path)), *keys)
    for error in file.errors:
        raise ConfigError(f"{path}:{error.place.line}: [{'.'.join(keys)}]: {error.message}")
    placed = ((s, os.path.relpath(os.path.join(os.path.dirname(full), s.root), root)) for s in file.services)
    return tuple(
        service.replaced(root="" if way == os.curdir else way.replace(os.sep, "/"))
        for service, way in placed
        if way.partition(os.sep)[0] != os.pardir
    )


def _upwards(here: str, names: frozenset[str], read: Callable[[str], bytes]) -> Iterator[Config]:
    """The configurations that hold in a folder, nearest first."""
    while True:
        paths = (os.path.join(here, name) for name in FILES)
        found = (_read(path, names, read) for path in paths)
        nearest = next((config for config in found if config.path), None)
        if nearest:
            yield nearest
        parent = os.path.dirname(here)
        if parent == here or os.path.lexists(os.path.join(here, ".git")):
            return
        here = parent


def _from_root(config: Config, root: str) -> Config:
    """A configuration whose globs, written relative to its file, are made relative to the scanned root."""
    home = os.path.realpath(os.path.dirname(config.path))
    way = os.path.relpath(os.path.realpath(root), home).replace(os.sep, "/")
    back = os.path.relpath(home, os.path.realpath(root)).replace(os.sep, "/")
    if way == ".":
        return config
    if way.startswith("..") and back.startswith(".."):
        return config.replaced(root_home=root)  # a file from elsewhere speaks of the scanned root
    from flaskcheck.files.globs import rebased

    down, up = (way, "") if not way.startswith("..") else ("", back)
    exclude = [g for glob in config.exclude for g in rebased(glob, down, up)]
    ignores = [(g, names) for glob, names in config.per_file_ignores for g in rebased(glob, down, up)]
    return config.replaced(exclude=tuple(exclude), per_file_ignores=tuple(ignores))


def _read(path: str, names: frozenset[str], read: Callable[[str], bytes], required: bool = False) -> Config:
    """One file's configuration; an empty ``path`` in the result means that the file has none."""
    is_pyproject = os.path.basename(path) == "pyproject.toml"
    try:
        raw = read(path)
    except OSError as error:
        if not required and isinstance(error, (FileNotFoundError, IsADirectoryError, NotADirectoryError)):
            return Config()
        if not required and isinstance(error, UnreadableError) and (is_pyproject or os.path.isdir(path)):
            return Config()  # nothing tells that it would have said how to run
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    if is_pyproject and not required and b"flaskcheck" not in raw.replace(b"\0", b""):
        return Config()
    import tomli

    try:
        table: Any = tomli.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # also of tomli: a number of more digits than Python reads
        if is_pyproject and not required and not _OWN_TABLE.search(raw.replace(b"\0", b"")):
            return Config()  # the file's own mistake is a finding, not a reason to stop
        raise ConfigError(f"{path}: {error}") from error
    if is_pyproject:
        tool = table.get("tool")
        table = tool.get("flaskcheck") if isinstance(tool, dict) else None
        if table is None and required:
            raise ConfigError(f"{path}: there is no [tool.flaskcheck] in it")
        if table is None:
            return Config()
    return _checked(path, table, names)


def _checked(path: str, table: Any, names: frozenset[str]) -> Config:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.flaskcheck] must be a table")
    _require_version(path, table)
    for key in table:
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}{did_you_mean(key, KEYS)}")
    ignores = table.get("per-file-ignores", {})
    if not isinstance(ignores, dict):
        raise ConfigError(f"{path}: per-file-ignores must be a table of globs and lists of rules")
    fail_on = _word(path, table, "fail-on", "warning", FAIL_ON)
    min_severity = _word(path, table, "min-severity", "info", SEVERITIES)
    select, ignored = _texts(path, table, "select"), _texts(path, table, "ignore")
    in_files = {glob: _texts(path, ignores, glob) for glob in ignores}
    return Config(
        rule_names(path, "select", select, names),
        rule_names(path, "ignore", ignored, names),
        _texts(path, table, "exclude"),
        tuple((glob, rule_names(path, "per-file-ignores", given, names)) for glob, given in in_files.items()),
        fail_on,
        min_severity,
        _flag(path, table, "preview"),
        host_names(path, _texts(path, table, "host")),
        path,
        _baseline(path, table),
        _roots(path, table),
        os.path.dirname(os.path.abspath(path)),
        retired(os.path.basename(path), (*select, *ignored, *(n for given in in_files.values() for n in given))),
        "deploy" in table,
        severity=_severities(path, table, names),
        allow=_allowed(path, table, names),
    )


def _require_version(path: str, table: dict[str, Any]) -> None:
    """Refuse a configuration that is written for another version, before anything else in it is read."""
    wanted = table.get("required-version")
    if wanted is None:
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        versions = SpecifierSet(f"=={wanted}" if str(wanted)[:1].isdigit() else str(wanted))
    except InvalidSpecifier as error:
        raise ConfigError(
            f"{path}: required-version must be a version or a range of versions, as in '>=0.1'"
        ) from error
    if not versions.contains(__version__, prereleases=True):
        raise ConfigError(f"{path}: required-version is {wanted}, but this is flaskcheck {__version__}")


def _severities(path: str, table: dict[str, Any], names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    given = _table(path, table, "severity")
    rules = rule_names(path, "severity", tuple(given), names)
    return tuple((name, _word(path, given, key, "", SEVERITIES)) for name, key in zip(rules, given))


def _allowed(path: str, table: dict[str, Any], names: frozenset[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    given = _table(path, table, "allow")
    rules = rule_names(path, "allow", tuple(given), names)
    found = tuple((name, _texts(path, given, key)) for name, key in zip(rules, given))
    if any(not value.strip() for _, values in found for value in values):
        raise ConfigError(f"{path}: allow: an empty value would allow everything")
    return found


def _table(path: str, table: dict[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {key} must be a table with the names of rules or families")
    return value


def _baseline(path: str, table: dict[str, Any]) -> str:
    """The full path of the baseline, written relative to the configuration's own folder."""
    value = table.get("baseline", "")
    if not isinstance(value, str) or (not value and "baseline" in table):
        raise ConfigError(f"{path}: baseline must be the path of a file")
    home = os.path.dirname(os.path.abspath(path))
    file = os.path.normpath(os.path.join(home, value)) if value else ""
    if file and not is_below(file, top_of(home) or home):
        raise ConfigError(f"{path}: baseline must lie in the repository; --baseline may name a file elsewhere")
    return file


def _roots(path: str, table: dict[str, Any]) -> tuple[str, ...]:
    roots = _texts(path, table, "root")
    for glob in roots:
        if not glob.strip() or os.path.isabs(glob) or ".." in glob.split("/"):
            raise ConfigError(f"{path}: root: {glob!r} is no folder below this file's")
    return roots


def _word(path: str, table: dict[str, Any], key: str, default: str, words: tuple[str, ...]) -> str:
    value = table.get(key, default)
    if value not in words:
        raise ConfigError(f"{path}: {key} must be one of {', '.join(words)}{did_you_mean(str(value), words)}")
    return str(value)


def _flag(path: str, table: dict[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise ConfigError(f"{path}: {key} must be true or false")
    return value


def _texts(path: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {key} must be a list of texts")
    return tuple(value)


def rule_names(where: str, key: str, given: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...]:
    """The given rule or family names after checking that each is known, retired names replaced by today's.

    Raises: ConfigError with a suggestion.
    """
    from flaskcheck.findings.names import ALIASES

    for name in given:
        if name not in names:
            hint = did_you_mean(name, names) or "; flaskcheck rules lists them"
            raise ConfigError(f"{where}: {key}: there is no rule or family {name!r}{hint}")
    return tuple(ALIASES.get(name, name) for name in given)


def refuse_preview(where: str, given: Iterable[str]) -> None:
    """Refuse to select rules that run only where preview is on, where it is off.

    Raises: ConfigError.
    """
    from flaskcheck.findings.names import preview_names

    name = next(iter(sorted(preview_names().intersection(given))), "")
    if name:
        raise ConfigError(f"{where}: select: {name} is in preview: it runs only with --preview, or preview = true")


def retired(where: str, given: Iterable[str]) -> tuple[str, ...]:
    """What to tell of those of some names that are retired."""
    from flaskcheck.findings.names import ALIASES

    old = dict.fromkeys(name for name in given if name in ALIASES)
    return tuple(f"{where}: {name} is called {ALIASES[name]} now" for name in old)


def host_names(where: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """The given host names, after checking that each is known.

    Raises: ConfigError with a suggestion.
    """
    if given:
        from flaskcheck.hosts.index import MODULES

        for name in given:
            if name not in MODULES:
                hint = did_you_mean(name, MODULES) or f"; there are {', '.join(sorted(MODULES))}"
                raise ConfigError(f"{where}: there is no host {name!r}{hint}")
    return given


def severity(config: Config, name: str, family: str) -> str:
    """The severity that a configuration gives a rule, ``""`` where it gives none: a rule's own name says more than its family's."""
    given = dict(config.severity)
    return given.get(name) or given.get(family, "")


def is_selected(config: Config, name: str, family: str) -> bool:
    """Whether a rule is to run: a rule's own name says more than its family's."""
    if config.select and not {name, family} & set(config.select):
        return False
    return name not in config.ignore and (family not in config.ignore or name in config.select)

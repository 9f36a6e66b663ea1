"""``[tool.flaskcheck]`` in pyproject.toml, or flaskcheck.toml: read, checked, frozen."""

from __future__ import annotations

import os
import re

from flaskcheck.files.source import from_disk
from flaskcheck.findings import config_values
from flaskcheck.ground.errors import FAIL_ON, ConfigError
from flaskcheck.ground.limits import MAX_EXTENDED
from flaskcheck.ground.reading import UnreadableError
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import did_you_mean
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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
    "extend",
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
    ``allow`` the values that are harmless to some. ``extend`` is the full path of the file whose settings hold where this one says nothing, ``extended`` are all
    such files that were read, ``said`` the keys that a file states.
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
    extend: str = ""
    extended: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


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
    whole = (_extended(config, names, root or folder, read) for config in chain)
    found = next(whole, Config())
    if found.path and not found.root:
        above = next((config for config in whole if config.root), found)
        found = found.replaced(root=above.root, root_home=above.root_home)
    return found


def _extended(config: Config, names: frozenset[str], root: str, read: Callable[[str], bytes]) -> Config:
    """A configuration with what the files say that it extends, globs relative to the scanned root.

    Raises: ConfigError.
    """
    files = [config]
    while files[-1].extend:
        files.append(_next(files, names, read))
    found = Config()
    for each in reversed(files):
        own = each.replaced(deploy=_deployments(each.path, root, read)) if each.has_deploy else each
        if _is_elsewhere(each, root) and not _is_elsewhere(config, root):
            own = own.replaced(exclude=(), per_file_ignores=())  # its globs speak of other folders
        found = _over(_from_root(own, root), found)
    return found.replaced(extended=tuple(each.path for each in files[1:]))


def _next(files: list[Config], names: frozenset[str], read: Callable[[str], bytes]) -> Config:
    """The configuration that the last of some files extends.

    Raises: ConfigError.
    """
    nearer, path = files[-1], files[-1].extend
    where = f"{nearer.path}: extend"
    if os.path.realpath(path) in [os.path.realpath(each.path) for each in files]:
        way = " → ".join(os.path.basename(each) for each in (*(config.path for config in files), path))
        raise ConfigError(f"{where}: the files extend one another in a circle ({way})")
    if len(files) > MAX_EXTENDED:
        raise ConfigError(f"{where}: more than {MAX_EXTENDED} files extend one another")
    try:
        return _read(path, names, read, required=True)
    except ConfigError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise ConfigError(
                f"{where}: {os.path.relpath(path, os.path.dirname(nearer.path))} doesn't exist"
            ) from error
        raise


FIELDS = {
    "select": ("select",),
    "ignore": ("ignore",),
    "exclude": ("exclude",),
    "fail-on": ("fail_on",),
    "min-severity": ("min_severity",),
    "preview": ("preview",),
    "host": ("host",),
    "baseline": ("baseline",),
    "root": ("root", "root_home"),
    "deploy": ("has_deploy", "deploy"),
}
"""The keys whose value a file replaces as a whole, and where it is kept; entries of tables replace those of their name."""


def _over(config: Config, base: Config) -> Config:
    """What a configuration and the one say together that it extends."""
    taken = {
        field: getattr(base, field) for key, fields in FIELDS.items() if key not in config.said for field in fields
    }
    for table in ("per_file_ignores", "severity", "allow"):
        taken[table] = tuple({**dict(getattr(base, table)), **dict(getattr(config, table))}.items())
    if "root" not in base.said:
        taken.pop("root_home", None)
    said = tuple(dict.fromkeys((*config.said, *base.said)))
    return config.replaced(**taken, retired=(*base.retired, *config.retired), said=said)


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


def _ways(config: Config, root: str) -> tuple[str, str]:
    """The way from the folder of a configuration to the scanned root, and the way back."""
    home, real = os.path.realpath(os.path.dirname(config.path)), os.path.realpath(root)
    return os.path.relpath(real, home).replace(os.sep, "/"), os.path.relpath(home, real).replace(os.sep, "/")


def _is_elsewhere(config: Config, root: str) -> bool:
    """Whether neither the folder of a configuration lies in the scanned root nor that in it."""
    return all(way.startswith("..") for way in _ways(config, root))


def _from_root(config: Config, root: str) -> Config:
    """A configuration whose globs, written relative to its file, are made relative to the scanned root."""
    way, back = _ways(config, root)
    if way == ".":
        return config
    if _is_elsewhere(config, root):
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
            raise ConfigError(f"{path}: [tool.flaskcheck] is missing")
        if table is None:
            return Config()
    return _checked(path, table, names)


def _checked(path: str, table: Any, names: frozenset[str]) -> Config:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.flaskcheck] must be a table")
    config_values.require_version(path, table)
    for key in table:
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}{did_you_mean(key, KEYS)}")
    ignores = table.get("per-file-ignores", {})
    if not isinstance(ignores, dict):
        raise ConfigError(f"{path}: per-file-ignores must be a table of globs and lists of rules")
    fail_on = config_values.word(path, table, "fail-on", "warning", FAIL_ON)
    min_severity = config_values.word(path, table, "min-severity", "info", SEVERITIES)
    select, ignored = config_values.texts(path, table, "select"), config_values.texts(path, table, "ignore")
    in_files = {glob: config_values.texts(path, ignores, glob) for glob in ignores}
    return Config(
        config_values.rule_names(path, "select", select, names),
        config_values.rule_names(path, "ignore", ignored, names),
        config_values.texts(path, table, "exclude"),
        tuple(
            (glob, config_values.rule_names(path, "per-file-ignores", given, names)) for glob, given in in_files.items()
        ),
        fail_on,
        min_severity,
        config_values.flag(path, table, "preview"),
        config_values.host_names(path, config_values.texts(path, table, "host")),
        path,
        config_values.baseline(path, table),
        config_values.roots(path, table),
        os.path.dirname(os.path.abspath(path)),
        config_values.retired(
            os.path.basename(path), (*select, *ignored, *(n for given in in_files.values() for n in given))
        ),
        "deploy" in table,
        severity=config_values.severities(path, table, names),
        allow=config_values.allowed(path, table, names),
        extend=config_values.base(path, table),
        said=tuple(table),
    )


def severity(config: Config, name: str, family: str) -> str:
    """The severity that a configuration gives a rule, ``""`` where it gives none: a rule's own name says more than its family's."""
    given = dict(config.severity)
    return given.get(name) or given.get(family, "")


def is_selected(config: Config, name: str, family: str) -> bool:
    """Whether a rule is to run: a rule's own name says more than its family's."""
    if config.select and not {name, family} & set(config.select):
        return False
    return name not in config.ignore and (family not in config.ignore or name in config.select)


def checked(given: Config, where: str, names: frozenset[str]) -> Config:
    """Settings that no file holds, after checking the names and the words in them.

    Raises: ConfigError with a suggestion.
    """
    config_values.host_names(where, given.host)
    config_values.word(where, {"fail_on": given.fail_on}, "fail_on", "", FAIL_ON)
    config_values.word(where, {"min_severity": given.min_severity}, "min_severity", "", SEVERITIES)
    severity = config_values.severities(where, {"severity": dict(given.severity)}, names)
    select, ignore = (config_values.rule_names(where, key, getattr(given, key), names) for key in ("select", "ignore"))
    return given.replaced(select=select, ignore=ignore, severity=severity)

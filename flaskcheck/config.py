"""``[tool.flaskcheck]`` in pyproject.toml, or flaskcheck.toml: read, checked, frozen."""

from __future__ import annotations

import os

from flaskcheck.errors import ConfigError
from flaskcheck.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

FAIL_ON = ("error", "warning", "info", "never")
KEYS = ("select", "ignore", "exclude", "per-file-ignores", "fail-on", "host")


class Config(Record):
    """What a run does. ``select`` and ``ignore`` hold rule or family names; an empty ``select`` means all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_on: str = "warning"
    host: tuple[str, ...] = ()
    path: str = ""


def load(folder: str, names: frozenset[str], explicit: str = "") -> Config:
    """The configuration nearest above a folder (not above its git repository); the defaults when there is none.

    ``names`` are the known rule and family names; ``explicit`` is a file given on the command line.

    Raises: ConfigError for broken TOML, unknown keys, names or hosts, and wrong types.
    """
    if explicit:
        return _read(explicit, names, required=True)
    here = os.path.abspath(folder)
    while True:
        for name in ("flaskcheck.toml", "pyproject.toml"):
            path = os.path.join(here, name)
            if os.path.isfile(path):
                found = _read(path, names)
                if found.path:
                    return found
        parent = os.path.dirname(here)
        if parent == here or os.path.exists(os.path.join(here, ".git")):
            return Config()
        here = parent


def _read(path: str, names: frozenset[str], required: bool = False) -> Config:
    """One file's configuration; an empty ``path`` in the result means that the file has none."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    if os.path.basename(path) == "pyproject.toml" and b"flaskcheck" not in raw:
        return Config()
    import tomli

    try:
        table: Any = tomli.loads(raw.decode("utf-8-sig"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        if os.path.basename(path) == "pyproject.toml" and not required:
            return Config()  # the file's own mistake is a finding, not a reason to stop
        raise ConfigError(f"{path}: {error}") from error
    if os.path.basename(path) == "pyproject.toml":
        table = table.get("tool", {}).get("flaskcheck")
        if table is None:
            return Config()
    return _checked(path, table, names)


def _checked(path: str, table: Any, names: frozenset[str]) -> Config:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.flaskcheck] must be a table")
    for key in table:
        if key not in KEYS:
            raise ConfigError(f"{path}: unknown key {key!r}{did_you_mean(key, KEYS)}")
    ignores = table.get("per-file-ignores", {})
    if not isinstance(ignores, dict):
        raise ConfigError(f"{path}: per-file-ignores must be a table of globs and lists of rules")
    fail_on = table.get("fail-on", "warning")
    if fail_on not in FAIL_ON:
        raise ConfigError(f"{path}: fail-on must be one of {', '.join(FAIL_ON)}{did_you_mean(str(fail_on), FAIL_ON)}")
    return Config(
        rule_names(path, "select", _texts(path, table, "select"), names),
        rule_names(path, "ignore", _texts(path, table, "ignore"), names),
        _texts(path, table, "exclude"),
        tuple((g, rule_names(path, "per-file-ignores", _texts(path, ignores, g), names)) for g in ignores),
        fail_on,
        host_names(path, _texts(path, table, "host")),
        path,
    )


def _texts(path: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {key} must be a list of texts")
    return tuple(value)


def rule_names(where: str, key: str, given: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...]:
    """The given rule or family names, after checking that each is known.

    Raises: ConfigError with a suggestion.
    """
    for name in given:
        if name not in names:
            raise ConfigError(f"{where}: {key} names no rule or family {name!r}{did_you_mean(name, names)}")
    return given


def host_names(where: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """The given host names, after checking that each is known.

    Raises: ConfigError with a suggestion.
    """
    if given:
        from flaskcheck.hosts import HOSTS

        for name in given:
            if name not in HOSTS:
                raise ConfigError(f"{where}: host names no host {name!r}{did_you_mean(name, HOSTS)}")
    return given


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean 'x'?``, or nothing when no known word is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""

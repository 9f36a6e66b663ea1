"""The values of the configuration's keys, each checked: what is wrong is said with the file and the key."""

from __future__ import annotations

import os

from flaskcheck.ground.about import VERSION
from flaskcheck.ground.errors import ConfigError
from flaskcheck.ground.trust import is_below, real_path, top_of
from flaskcheck.ground.words import did_you_mean
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def require_version(path: str, table: dict[str, Any]) -> None:
    """Refuse a configuration that is written for another version, before anything else in it is read.

    Raises: ConfigError.
    """
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
    if not versions.contains(VERSION, prereleases=True):
        raise ConfigError(f"{path}: required-version is {wanted}, but this is flaskcheck {VERSION}")


def severities(path: str, table: dict[str, Any], names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The severities of rules and families, by name.

    Raises: ConfigError.
    """
    given = table_of(path, table, "severity")
    rules = rule_names(path, "severity", tuple(given), names)
    return tuple((name, word(path, given, key, "", SEVERITIES)) for name, key in zip(rules, given))


def allowed(path: str, table: dict[str, Any], names: frozenset[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The values that are harmless to rules and families, by name.

    Raises: ConfigError.
    """
    given = table_of(path, table, "allow")
    rules = rule_names(path, "allow", tuple(given), names)
    found = tuple((name, texts(path, given, key)) for name, key in zip(rules, given))
    if any(not value.strip() for _, values in found for value in values):
        raise ConfigError(f"{path}: allow: an empty value would allow everything")
    return found


def table_of(path: str, table: dict[str, Any], key: str) -> dict[str, Any]:
    """The table at a key; an empty one where there is none.

    Raises: ConfigError.
    """
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: {key} must be a table with the names of rules or families")
    return value


def baseline(path: str, table: dict[str, Any]) -> str:
    """The full path of the baseline, written relative to the configuration's own folder.

    Raises: ConfigError.
    """
    file, top = _named_file(path, table, "baseline", "a file")
    if file and not is_below(file, top):
        raise ConfigError(f"{path}: baseline must lie in the repository; --baseline may name a file elsewhere")
    return file


def base(path: str, table: dict[str, Any]) -> str:
    """The full path of the file that a configuration extends, written relative to the configuration's own folder.

    Raises: ConfigError.
    """
    file, top = _named_file(path, table, "extend", "a configuration file")
    if file and not is_below(real_path(file), real_path(top)):
        raise ConfigError(f"{path}: extend must name a file in the repository; --config may name one elsewhere")
    return file


def _named_file(path: str, table: dict[str, Any], key: str, kind: str) -> tuple[str, str]:
    """The full path at a key (``""`` where there is none), and the folder in which it has to lie: the repository, or where there is none the configuration's own."""
    value = table.get(key, "")
    if not isinstance(value, str) or (not value and key in table) or "\0" in value:
        raise ConfigError(f"{path}: {key} must be the path of {kind}")
    home = os.path.dirname(os.path.abspath(path))
    return os.path.normpath(os.path.join(home, value)) if value else "", top_of(home) or home


def roots(path: str, table: dict[str, Any]) -> tuple[str, ...]:
    """The globs of the folders that are judged apart.

    Raises: ConfigError.
    """
    roots = texts(path, table, "root")
    for glob in roots:
        if not glob.strip() or os.path.isabs(glob) or ".." in glob.split("/"):
            raise ConfigError(f"{path}: root: {glob!r} is no folder below this file's")
    return roots


def word(path: str, table: dict[str, Any], key: str, default: str, words: tuple[str, ...]) -> str:
    """The word at a key, one of some.

    Raises: ConfigError.
    """
    value = table.get(key, default)
    if value not in words:
        raise ConfigError(f"{path}: {key} must be one of {', '.join(words)}{did_you_mean(str(value), words)}")
    return str(value)


def flag(path: str, table: dict[str, Any], key: str) -> bool:
    """The true or false at a key.

    Raises: ConfigError.
    """
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise ConfigError(f"{path}: {key} must be true or false")
    return value


def texts(path: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
    """The texts at a key; a single one may stand without brackets.

    Raises: ConfigError.
    """
    value = table.get(key, [])
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{path}: {key} must be a list of strings")
    return tuple(value)


def at(where: str) -> str:
    """The beginning of a message about a file; nothing for the command line (``""``), whose options name themselves."""
    return f"{where}: " if where else ""


def rule_names(where: str, key: str, given: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...]:
    """The given rule or family names after checking that each is known, retired names replaced by today's.

    Raises: ConfigError with a suggestion.
    """
    from flaskcheck.findings.names import ALIASES

    for name in given:
        if name not in names:
            hint = did_you_mean(name, names) or "; flaskcheck rules lists them"
            raise ConfigError(f"{at(where)}{key}: unknown rule or family {name!r}{hint}")
    return tuple(ALIASES.get(name, name) for name in given)


def refuse_preview(where: str, given: Iterable[str]) -> None:
    """Refuse to select rules that run only where preview is on, where it is off.

    Raises: ConfigError.
    """
    from flaskcheck.findings.names import preview_names

    name = next(iter(sorted(preview_names().intersection(given))), "")
    if name:
        raise ConfigError(f"{at(where)}select: {name} is in preview: it runs only with --preview, or preview = true")


def retired(where: str, given: Iterable[str]) -> tuple[str, ...]:
    """What to tell of those of some names that are retired."""
    from flaskcheck.findings.names import ALIASES

    old = dict.fromkeys(name for name in given if name in ALIASES)
    return tuple(f"{at(where)}{name} is called {ALIASES[name]} now" for name in old)


def host_names(where: str, given: tuple[str, ...]) -> tuple[str, ...]:
    """The given host names, after checking that each is known.

    Raises: ConfigError with a suggestion.
    """
    if given:
        from flaskcheck.hosts.index import MODULES

        for name in given:
            if name not in MODULES:
                hint = did_you_mean(name, MODULES) or f"; there are {', '.join(sorted(MODULES))}"
                raise ConfigError(f"{where}: unknown host {name!r}{hint}")
    return given

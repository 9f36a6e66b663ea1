"""What Render refuses in a Blueprint.

Sources: "Blueprint YAML Reference" (docs.render.com); the error texts are Render's own (``field disks not found in
type file.Service``, ``cannot simultaneously specify fields value and sync``, ``no such plan free for service type
worker``, ``unknown type "static"``).
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.files.paths import words
from flaskcheck.ground.words import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.readers.markup.node import Node

_TOP_KEYS = words(
    "services databases envVarGroups projects ungrouped previews previewsEnabled previewsExpireAfterDays version"
)
_SERVICE_KEYS = words(
    "type name region plan runtime env repo branch image rootDir dockerCommand dockerContext dockerfilePath "
    "numInstances healthCheckPath scaling buildCommand startCommand preDeployCommand registryCredential domains domain "
    "envVars autoDeploy autoDeployTrigger initialDeployHook maxShutdownDelaySeconds maintenanceMode disk buildFilter "
    "previewPlan pullRequestPreviewsEnabled previews ipAllowList renderSubdomainPolicy schedule staticPublishPath "
    "headers routes maxmemoryPolicy buildPlan"
)
_VARIABLE_KEYS = words("key value sync generateValue previewValue fromDatabase fromService fromGroup")
_TYPES = words("web pserv worker cron keyvalue redis")
_RUNTIMES = words("docker elixir go image node python ruby rust static")
_DATABASE_PROPERTIES = words("connectionString connectionPoolString host port user password database")
_TEXT_KEYS = (
    "buildCommand",
    "startCommand",
    "preDeployCommand",
    "dockerCommand",
    "rootDir",
    "healthCheckPath",
    "schedule",
)
_STORES = ("keyvalue", "redis")
_FLOAT = re.compile(r"\d+\.\d+")


def top_errors(root: Node) -> Iterator[Unreadable]:
    """Complaints about the file's own keys."""
    for key, value in root.items():
        if key.value not in _TOP_KEYS:
            yield _unknown(key, "file.Spec")
        elif key.value in ("services", "databases", "envVarGroups", "projects") and not (
            value.is_sequence or value.is_null
        ):
            yield Unreadable("wrong-type", f"{key.value} must be a list", value.place)


def service_errors(service: Node, number: int) -> Iterator[Unreadable]:
    """Complaints about one service; ``number`` is its index, as Render's messages count."""
    at = f"services[{number}]"
    wanted = _wanted(service)
    replaced: set[str] = set()
    for key, value in service.items():
        if key.value not in _SERVICE_KEYS:
            meant = [name for name in wanted if value.get(name) is not None]  # one level too deep
            near = nearest(key.value, wanted, 0.8)
            replaced.update(meant, [near] if near else [])
            yield _unknown(key, "file.Service", _mend(meant, near))
        elif key.value in _TEXT_KEYS and not value.is_scalar:
            yield Unreadable("wrong-type", f"{at}.{key.value} must be text", value.place)
    for name in wanted:
        if name not in replaced:
            yield Unreadable("missing-key", f"{at}: {name} is required", service.line_place)
    kind, runtime = service.get("type"), service.get("runtime") or service.get("env")
    if kind is not None and kind.text and kind.value not in _TYPES:
        yield Unreadable("unknown-value", f'{at}.type: unknown type "{kind.value}"', kind.place)
    if runtime is not None and runtime.text and runtime.value not in _RUNTIMES:
        yield Unreadable("unknown-value", f'{at}.runtime: invalid runtime "{runtime.value}"', runtime.place)
    plan = service.get("plan")
    if plan is not None and kind is not None and plan.value == "free" and kind.value in ("worker", "pserv", "cron"):
        yield Unreadable("unknown-value", f"{at}.plan no such plan free for service type {kind.value}", plan.place)


def _wanted(service: Node) -> list[str]:
    """The keys that a service must have and has not."""
    kind = service.get("type")
    type_ = kind.value if kind is not None else ""
    runtime = service.get("runtime") or service.get("env")
    wanted = ["type", "name"]
    if type_ in _STORES:
        wanted.append("ipAllowList")
    elif type_ in _TYPES and runtime is None:
        wanted.append("runtime")
    elif runtime is not None and runtime.value == "static":
        wanted.append("staticPublishPath")
    elif runtime is not None and runtime.value in _RUNTIMES - {"docker", "image"}:
        wanted += ["buildCommand", "startCommand"]
    if type_ == "cron":
        wanted.append("schedule")
    return [key for key in wanted if service.get(key) is None]


def _mend(inside: list[str], near: str) -> str:
    """What to do about an unknown key that stands where a key is missing."""
    if inside:
        return f"Write {' and '.join(inside)} one level up, among the service's own keys."
    return f"Did you mean {near}?" if near else ""


_SOURCES = ("value", "generateValue", "sync", "fromDatabase", "fromService", "fromGroup")
"""Where a variable gets its text from: each has one of these ("Blueprint YAML Reference", "Environment variables")."""


def variable_errors(entry: Node, at: str, databases: frozenset[str], in_group: bool) -> Iterator[Unreadable]:
    """Complaints about one entry of ``envVars``; ``at`` is its path, ``databases`` are those that the file defines
    beside it."""
    if not entry.is_mapping:
        yield Unreadable("wrong-type", f"{at} must be a mapping with key and value", entry.place)
        return
    unknown = [key for key, _ in entry.items() if key.value not in _VARIABLE_KEYS]
    for key in unknown:
        yield _unknown(key, "file.EnvVar")
    value, sync = entry.get("value"), entry.get("sync")
    if value is not None and sync is not None:
        yield Unreadable("wrong-type", f"{at} cannot simultaneously specify fields value and sync", entry.line_place)
    if value is not None and not value.is_scalar:
        yield Unreadable("wrong-type", f"{at}.value must be text", value.place)
    if entry.get("key") is None and entry.get("fromGroup") is None:
        yield Unreadable("missing-key", f"{at} must be from group or have a key or value", entry.line_place)
    name = entry.get("key")
    if name is not None and not unknown and all(entry.get(source) is None for source in _SOURCES):
        message = f"{at}: {name.value} has neither a value nor a source of one, and nobody sets it"
        yield Unreadable("no-value", message, name.place)
    if in_group:
        yield from _group_errors(entry, at)
    yield from _database_errors(entry, at, databases)
    yield from _version_errors(entry)


def _group_errors(entry: Node, at: str) -> Iterator[Unreadable]:
    for name in ("sync", "fromDatabase", "fromService", "fromGroup"):
        node = entry.get(name)
        if node is not None:
            yield Unreadable("unknown-key", f"{at}: {name} is not allowed in an environment group", node.place)


def _database_errors(entry: Node, at: str, databases: frozenset[str]) -> Iterator[Unreadable]:
    name, wanted = entry.get("fromDatabase", "name"), entry.get("fromDatabase", "property")
    if name is not None and name.text and name.value not in databases:
        message = f'{at}.fromDatabase: no database "{name.value}" is defined in this Blueprint'
        yield Unreadable("undefined-reference", message, name.place)
    if wanted is not None and wanted.text and wanted.value not in _DATABASE_PROPERTIES:
        yield Unreadable("unknown-value", f'{at}.fromDatabase: unknown property "{wanted.value}"', wanted.place)


def _version_errors(entry: Node) -> Iterator[Unreadable]:
    """The complaint about a ``PYTHON_VERSION`` that YAML reads as a number."""
    key, value = entry.get("key"), entry.get("value")
    if key is None or value is None or key.value != "PYTHON_VERSION" or not _FLOAT.fullmatch(value.value):
        return
    if value.type == "float":
        message = f"YAML reads {value.value} as the number {float(value.value):g}: quote it, with its patch version"
        yield Unreadable("wrong-type", message, value.place)


def _unknown(key: Node, type_: str, mend: str = "") -> Unreadable:
    return Unreadable("unknown-key", f"field {key.value} not found in type {type_}", key.place, mend)

"""Parts of a service of a Compose file: what it extends, its words, variables, ports and volumes, and what kind of service they make it."""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Port, Variable
from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.words import is_development as is_development_word
from flaskcheck.hosts.compose_values import text_of, value_of
from flaskcheck.readers.markup.node import pair_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.readers.markup.node import Node

RESET = "!reset"
"""The tag of a value that takes away what a file before has ("Merge Compose files")."""
_WORKERS = frozenset(
    "celery rq rqworker dramatiq huey_consumer arq beat worker scheduler flower cron crond supercronic".split()
)
_ONCE = frozenset(("upgrade", "migrate", "db_upgrade", "migrations", "init-db", "seed", "setup"))
_SERVERS = frozenset(("gunicorn", "uwsgi", "waitress-serve", "hypercorn", "uvicorn", "granian", "run"))


class Merged:
    """A service's mapping with those it extends, its own first."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes

    def get(self, *keys: str) -> Node | None:
        """The first value below a path of keys."""
        return next((found for node in self.nodes if (found := node.get(*keys)) is not None), None)

    def all(self, key: str) -> Iterator[Node]:
        """The values of a key, the extended service's first."""
        for node in reversed(self.nodes):
            value = node.get(key)
            if value is not None and not value.is_null:
                yield value

    def items(self, key: str) -> Iterator[Node]:
        """The items of a list (one scalar counts as a list of one), those of the extended service first."""
        for value in self.all(key):
            yield from value if value.is_sequence else (value,)


def is_for_development(merged: Merged) -> bool:
    """Whether a service is built as far as a stage that is called after development."""
    return is_development_word(text_of(merged.get("build", "target")))


def exec_form(items: list[Node], node: Node, cwd: str | None, phase: str) -> Command:
    """The exec form."""
    argv = tuple(text_of(item) for item in items)
    places = tuple(item.text_place for item in items)
    return Command(" ".join(argv), phase, node.place, argv, places, False, cwd)


def joined(entrypoint: Command, command: Command) -> Command:
    """The words of an entrypoint and those of the command that it is given."""
    argv = (*(entrypoint.argv or ()), *(command.argv or ()))
    places = (*entrypoint.argv_places, *command.argv_places)
    place = entrypoint.place if entrypoint.argv else command.place
    return command.replaced(text=" ".join(argv), argv=argv, argv_places=places, place=place)


def pairs(node: Node | None) -> Iterator[Variable]:
    """``NAME: value`` or a list of ``NAME=value``; a name alone is passed on from the machine."""
    if node is None:
        return
    if node.is_mapping:
        for key, value in node.items():
            text, source = value_of(value)
            yield Variable(key.value, text, pair_place(key, value), source)
        return
    for item in node:
        name, equals, _ = (item.text or "").partition("=")
        text, source = value_of(item)
        if name:
            given = text.partition("=")[2] if text and equals else None
            given = None if given is not None and given and not given.replace(HOLE, "") else given
            yield Variable(name, given, item.text_place, source if equals else "reference")


def names_of(merged: Merged) -> Iterator[str]:
    """The services that it names as those that it needs."""
    for key in ("depends_on", "links"):
        for node in merged.all(key):
            yield from node.keys() if node.is_mapping else (text_of(item).partition(":")[0] for item in node)


def waiting(nodes: Iterable[tuple[Node, Node]]) -> dict[str, list[str]]:
    """By each service of the file, those that Compose starts by itself, and only once its health check passes."""
    found: dict[str, list[str]] = {}
    for key, node in nodes:
        needs = node.get("depends_on")
        if needs is None or node.get("profiles") is not None:
            continue
        for name in dict.fromkeys(needs.keys()):
            if text_of(needs.get(name, "condition")) == "service_healthy":
                found.setdefault(name, []).append(key.value)
    return found


def port_of(node: Node | None, role: str, protocol: str) -> Iterator[Port]:
    """The port in the container: the last part of ``address:published:target/protocol``; the first of a range."""
    if node is None or node.text is None:
        return
    target, _, written = text_of(node).rpartition(":")[2].partition("/")
    found = number(target.partition("-")[0])
    if found is not None and found < 65536 and (written or protocol or "tcp") == "tcp":
        yield Port(found, role, node.text_place)


def short_volume(text: str) -> tuple[str, str]:
    """Source and target of ``source:target:options``; an anonymous volume has no source."""
    drive = text[:2] if text[1:2] == ":" and text[:1].isalpha() and len(text) > 2 else ""
    parts = text[len(drive) :].split(":")
    return (drive + parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])


def instances_of(merged: Merged) -> int | None:
    """How many containers of it run, where that is told."""
    count = merged.get("deploy", "replicas") or merged.get("scale")
    return count.as_int if count is not None else None


def kind_of(name: str, commands: tuple[Command, ...], ports: tuple[Port, ...]) -> str:
    """A service that publishes nothing and is a worker or runs a one-time command is no web service."""
    start = next((c for c in commands if c.phase == "start"), None)
    if any(port.role in ("publish", "expose") for port in ports):
        return "web"
    words = {part for word in (start.argv or () if start else ()) for part in word.replace("/", " ").split()}
    if (words | set(re.split(r"[-_]", name.lower()))) & _WORKERS and not words & (_SERVERS - {"run"}):
        return "worker"
    return "job" if words & _ONCE and not words & _SERVERS else "web"

"""Which URL path a health command asks for, and the proxy that labels tell.

Source: "Routing & load balancing: Docker" (doc.traefik.io).
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Port, Variable
from flaskcheck.ground.numbers import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.readers.markup.node import Node

_URL = re.compile(r"\b(https?://(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?::(\d+))?)(/[^\s'\"|;)]*)?")

_LABEL = re.compile(r"traefik\.http\.services\.[^.=]+\.loadbalancer\.healthcheck\.path", re.IGNORECASE)


def asked(commands: tuple[Command, ...], *labels: Node | None) -> tuple[Variable, ...]:
    """The URL paths that the health commands of a Compose service and the proxy that its labels tell ask for."""
    own = (path for command in commands if command.phase == "health" for path in paths_of(command))
    return (*own, *(path for node in labels for path in _labelled(node)))


def _labelled(node: Node | None) -> Iterator[Variable]:
    """The paths in the labels of a Compose service, a list of ``name=value`` or a mapping."""
    for item in node or ():
        name, equals, value = (item.text or "").partition("=")
        if equals and _LABEL.fullmatch(name.strip()):
            yield Variable(name.strip(), value.strip(), item.text_place, "Traefik")
    for key, given in node.items() if node is not None else ():
        if _LABEL.fullmatch(key.value) and given.text:
            yield Variable(key.value, given.text, given.text_place, "Traefik")


def paths_of(command: Command) -> tuple[Variable, ...]:
    """The URL paths of the container itself that a command such as ``curl -f http://localhost:5000/health`` asks for."""
    paths = dict.fromkeys((found.group(3) or "/").partition("?")[0] for found in _URL.finditer(_text(command)))
    return tuple(Variable("healthcheck", path, command.place) for path in paths)


def ports_of(command: Command) -> tuple[Port, ...]:
    """The ports that such a command asks."""
    ports = dict.fromkeys(number(found[2]) for found in _URL.finditer(_text(command)))
    return tuple(Port(port, "health", command.place) for port in ports if port is not None and port < 65536)


def _text(command: Command) -> str:
    return " ".join(command.argv) if command.argv is not None else command.text

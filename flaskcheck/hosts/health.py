"""Which URL path a health command asks for."""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Port, Variable
from flaskcheck.ground.numbers import number
from flaskcheck.hosts.balancers import labelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.readers.markup.node import Node

_URL = re.compile(r"\b(https?://(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(?::(\d+))?)(/[^\s'\"|;)]*)?")


def asked(commands: tuple[Command, ...], *labels: Node | None) -> tuple[Variable, ...]:
    """The URL paths that the health commands of a Compose service and the proxy that its labels tell ask for."""
    own = (path for command in commands if command.phase == "health" for path in paths_of(command))
    return (*own, *(path for node in labels for path in labelled(node)))


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

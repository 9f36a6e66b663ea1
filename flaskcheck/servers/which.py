"""What a command starts: the server, how it is told to listen, and which application it is given."""

from __future__ import annotations

from flaskcheck.servers.server import Bind, Server, Surroundings, flask_command, parse_address
from flaskcheck.servers.target import TargetText, parse_target
from flaskcheck.shell.program import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.code.modules import Code
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree

__all__ = [
    "Bind",
    "Server",
    "Surroundings",
    "TargetText",
    "flask_command",
    "parse_address",
    "parse_target",
    "server_of",
]


def server_of(
    invocation: Invocation,
    view: View,
    tree: Tree,
    variables: Mapping[str, str | None],
    code: Code,
) -> Server | None:
    """The server, worker or Python program that an invocation starts; ``None`` when it starts none of them.

    ``variables`` are the deployment's: ``None`` for those that are set to something unknown. ``code`` is the repository's Python.
    """
    around = Surroundings(view, tree, variables, code)
    name = invocation.program
    if name == "gunicorn":
        from flaskcheck.servers import gunicorn as gunicorn_settings

        return gunicorn_settings.server(invocation, around)
    if name in ("uwsgi", "uwsgi_python3", "uwsgi-core", "pyuwsgi"):
        from flaskcheck.servers import uwsgi as uwsgi_settings

        return uwsgi_settings.server(invocation, around)
    from flaskcheck.servers import others as other_servers

    return other_servers.server(invocation, around)

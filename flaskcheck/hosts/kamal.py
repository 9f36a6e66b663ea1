"""Kamal: containers of the image that it builds, on your own servers: ``config/deploy.yml``. Source: "Configuration" (kamal-deploy.org)."""

from __future__ import annotations

from flaskcheck.facts.services import Command, PlatformFile, Port, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.declared import command_of, variables_of
from flaskcheck.hosts.host import Host
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

HOSTS = (
    Host(
        "kamal",
        "Kamal",
        ephemeral_disk=True,
        routed=True,
        docker=True,
        has_dashboard=False,
        file_is_complete=True,
        own_commands_only=True,
        is_container=True,
    ),
)


def read(source: Source) -> PlatformFile:
    """One service a role of the servers; the role ``web``, or the first, gets the requests. Never raises."""
    documents, _ = yaml_text.load(source)
    root = documents[0] if documents else None
    if root is None or not (text_of(root, "service") and text_of(root, "image")):
        return PlatformFile(source.path, "")
    return PlatformFile(source.path, "kamal", tuple(_services(root, source)))


def _services(root: Node, source: Source) -> Iterator[Service]:
    folder = folder_of_file(folder_of_file(source.path))
    context = path_below(folder, text_of(root, "builder", "context") or ".")
    servers = root.get("servers")
    roles = servers.items() if servers is not None and servers.is_mapping else []
    for name, role in [(key.value, node) for key, node in roles] or [("web", root)]:
        start = command_of(role.get("cmd"), "start") if role is not root else None
        is_web = name == (text_of(root, "primary_role") or "web")
        yield Service(
            "kamal",
            name,
            "web" if is_web else "worker",
            root.line_place if role is root else role.line_place,
            context,
            _commands(start),
            tuple(v for node in (root.get("env"), role.get("env")) for v in _variables(node)),
            ports=tuple(_ports(root)) if is_web else (),
            health_paths=tuple(_health_paths(root)) if is_web else (),
            image=path_below(context, text_of(root, "builder", "dockerfile") or "Dockerfile"),
            context=context,
            target=text_of(root, "builder", "target"),
        )


def _commands(start: Command | None) -> tuple[Command, ...]:
    return () if start is None else (start.replaced(as_arguments=True),)


def _variables(env: Node | None) -> Iterator[Variable]:
    """``clear`` with values and ``secret`` with names; without either, values."""
    if env is None:
        return
    clear = env.get("clear")
    is_plain = clear is None and env.get("secret") is None
    for variable in variables_of(env if is_plain else clear):
        yield variable if "<%" not in (variable.value or "") else variable.replaced(value=None)
    for name in env.get("secret") or ():
        if name.text:
            yield Variable(name.text.partition(":")[0], None, name.text_place, "secret")


def _ports(root: Node) -> Iterator[Port]:
    port = root.get("proxy", "app_port")
    if port is not None and port.as_int:
        yield Port(port.as_int, "forward", port.text_place)


def _health_paths(root: Node) -> Iterator[Variable]:
    path = root.get("proxy", "healthcheck", "path")
    if path is not None and path.text:
        yield Variable("healthcheck.path", path.text, path.text_place)

"""What Docker Compose refuses of services that name one another: ``loader/validate.go`` and ``graph/cycle.go`` of compose-spec/compose-go.

Only a project's first file is asked, and only for what no other file can add: with ``include`` a name may be another file's.
"""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.facts.broken import Unreadable
from flaskcheck.hosts.compose_values import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.readers.markup.node import Node

KINDS = (("network", "networks"), ("secret", "secrets"), ("config", "configs"), ("model", "models"))
"""What services name beside one another, and the section that defines it."""

_TESTS = ("CMD", "CMD-SHELL", "NONE")


class Neighbours:
    """The services of one file beside one another: what all of them may name is gathered once."""

    def __init__(self, root: Node) -> None:
        self._root = root

    def inconsistencies(self, key: Node, node: Node) -> Iterator[Unreadable]:
        """What Compose refuses of one service beside the others."""
        yield from _contradictions(key.value, node)
        if self._root.get("include") is None:
            yield from self._unknown_hosts(key.value, node)
            yield from _undefined_services(key.value, node, self._services)
            for kind, names, section in self._defined:
                for name, place in _named(node.get(section)):
                    if name not in names:
                        message = f'service "{key.value}" refers to undefined {kind} {name}'
                        yield Unreadable("missing-key", message, place.text_place, lacks=f"{kind} {name}")

    @cached_property
    def _services(self) -> frozenset[str]:
        return frozenset(_keys(self._root.get("services")))

    @cached_property
    def _defined(self) -> list[tuple[str, frozenset[str], str]]:
        """What is known to be there of each kind, with its section."""
        usual = {"network": ("default",)}
        sections = ((kind, section, self._root.get(section)) for kind, section in KINDS)
        return [(k, frozenset((*_keys(node), *usual.get(k, ()))), s) for k, s, node in sections if not is_torn(node)]

    @cached_property
    def _hosts(self) -> frozenset[str]:
        """The names by which containers of this file find one another."""
        services = self._root.get("services")
        pairs = services.items() if services is not None else ()
        return frozenset(text for key, node in pairs for text in _names_of(key.value, node))

    @cached_property
    def _joins_others(self) -> bool:
        """Whether a network is made elsewhere, where there may be other containers."""
        networks = self._root.get("networks")
        return any(n.get("external") is not None for _, n in (networks.items() if networks is not None else ()))

    def _unknown_hosts(self, name: str, node: Node) -> Iterator[Unreadable]:
        """The addresses in a service's environment whose host is one plain name that none of the containers has: Docker's DNS knows no such name ("Networking in Compose")."""
        if self._joins_others or any(
            node.get(key) is not None for key in ("network_mode", "external_links", "extends")
        ):
            return
        own = {word.partition(sign)[0] for word, _ in _named(node.get("extra_hosts")) for sign in ":="}
        own |= {text.rpartition(":")[2] for text, _ in _named(node.get("links"))}
        environment = node.get("environment")
        for value in (*(v for _, v in environment.items()), *environment) if environment is not None else ():
            found = _ADDRESS.search(value.value) if value.is_scalar and value.text else None
            if found and found[1].lower() not in self._hosts and found[1].lower() not in own:
                message = f'service "{name}" is given the host "{found[1]}", and no service is called so'
                yield Unreadable("undefined-reference", message, value.text_place, lacks=f"service {found[1]}")


def defined(root: Node) -> tuple[str, ...]:
    """What a file defines beside services, each with its kind: ``network shop``."""
    return tuple(f"{kind} {name}" for kind, section in KINDS for name in _keys(root.get(section)))


def is_torn(section: Node | None) -> bool:
    """Whether a section of definitions is no mapping: Compose refuses it as a whole, and what it would define is unknown."""
    return section is not None and not section.is_mapping and not section.is_null


def _contradictions(name: str, node: Node) -> Iterator[Unreadable]:
    """Two keys of a service that exclude one another, and values that Compose takes in one form alone."""
    networks = node.get("networks")
    if node.get("network_mode") is not None and networks is not None and (list(networks) or networks.keys()):
        yield _refused(f"service {name} declares mutually exclusive `network_mode` and `networks`", networks)
    inline = node.get("build", "dockerfile_inline")
    if inline is not None and node.get("build", "dockerfile") is not None:
        yield _refused(f'service "{name}" declares mutually exclusive dockerfile and dockerfile_inline', inline)
    test = node.get("healthcheck", "test")
    first = next(iter(test), None) if test is not None and test.is_sequence else None
    if first is not None and "$" not in first.value and first.value not in _TESTS:
        yield _refused('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"', first)
    yield from _mounts_and_devices(node)
    scale, replicas = node.get("scale"), node.get("deploy", "replicas")
    numbers = [n.as_int for n in (scale, replicas) if n is not None and n.as_int is not None]
    if scale is not None and len(numbers) == 2 and numbers[0] != numbers[1]:
        yield _refused(f"services.{name}: can't set distinct values on 'scale' and 'deploy.replicas'", scale)
    container = node.get("container_name")
    if container is not None and numbers and numbers[0] > 1:
        yield _refused(
            f"services.{name}: can't set container_name and several replicas: the name must be unique", container
        )


def _mounts_and_devices(node: Node) -> Iterator[Unreadable]:
    for mount in node.get("volumes") or ():
        source = mount.get("source")
        if mount.is_mapping and text_of(mount.get("type")) == "bind" and (source is None or not source.value):
            yield _refused('invalid mount config for type "bind": field Source must not be empty', mount)
    for device in node.get("deploy", "resources", "reservations", "devices") or ():
        count, identifiers = device.get("count"), device.get("device_ids")
        if count is not None and identifiers is not None:
            yield _refused('"count" and "device_ids" attributes are exclusive', count)
        elif count is not None and "$" not in count.value and count.value != "all" and count.as_int is None:
            yield _refused(f"invalid value \"{count.value}\", the only value allowed is 'all' or a number", count)


def _undefined_services(name: str, node: Node, known: frozenset[str]) -> Iterator[Unreadable]:
    """The services that this one waits for, links to or shares something with, and that are not there."""
    wanted = [*_named(node.get("depends_on"))]
    wanted += [(text.partition(":")[0], item) for text, item in _named(node.get("links"))]
    wanted += [
        (t.partition(":")[0], item) for t, item in _named(node.get("volumes_from")) if not t.startswith("container:")
    ]
    for shared in ("network_mode", "ipc", "pid"):
        text = text_of(node.get(shared))
        if text.startswith("service:"):
            wanted += [(text.partition(":")[2], item) for item in (node.get(shared),) if item is not None]
    for other, item in wanted:
        if other not in known:
            yield _refused(f'service "{name}" depends on undefined service "{other}"', item).replaced(
                lacks=f"service {other}"
            )


def _names_of(key: str, node: Node) -> Iterator[str]:
    """The names by which the other containers find one."""
    yield key.lower()
    for given in ("container_name", "hostname"):
        yield text_of(node.get(given)).lower()
    networks = node.get("networks")
    for _, network in networks.items() if networks is not None else ():
        yield from (alias.value.lower() for alias in network.get("aliases") or ())


_ADDRESS = re.compile(
    r"(?:^|=)[\"']?(?:postgres|mysql|mariadb|redis|valkey|amqp|mongodb)[\w+]*://(?:[^@/\s]*@)?((?!localhost\b)[A-Za-z][\w-]*)(?=:\d|[/?\"']|$)",
    re.IGNORECASE,
)
"""An address of a database or a queue whose host is one plain name."""


def definitions(root: Node) -> Iterator[Unreadable]:
    """What Compose refuses of the volumes, secrets and configurations that a file defines."""
    for kind, sources in (
        ("volumes", ()),
        ("networks", ()),
        ("secrets", ("file", "environment")),
        ("configs", ("file", "environment", "content")),
    ):
        defined = root.get(kind)
        for key, node in defined.items() if defined is not None else ():
            yield from _definition(f"{kind}.{key.value}", key, node, sources)


def _definition(path: str, key: Node, node: Node, sources: tuple[str, ...]) -> Iterator[Unreadable]:
    external = node.get("external")
    is_external = external is not None and (external.is_mapping or external.value.lower() == "true")
    given = [name for name in sources if node.get(name) is not None]
    for inner, _ in node.items() if is_external else ():
        if inner.value not in ("name", "external") and not inner.value.startswith("x-"):
            yield _refused(f'{path}: conflicting parameters "external" and "{inner.value}" specified', inner)
            return
    if external is not None and external.get("name") is not None and node.get("name") is not None:
        yield _refused(f"{path}: name and external.name conflict; only use name", external)
    if len(given) > 1:
        yield _refused(f"{path}: {'|'.join(sources)} attributes are mutually exclusive", key)
    elif sources and not given and node.is_mapping and external is None and node.get("driver") is None:
        yield _refused(f"{path}: one of {'|'.join(sources)} must be set", key)


def circle(root: Node) -> Iterator[Unreadable]:
    """The complaint that services wait for one another in a circle."""
    services = root.get("services")
    pairs = [(key, node) for key, node in (services.items() if services is not None else ()) if node.is_mapping]
    needs = {key.value: [name for name, _ in _named(node.get("depends_on"))] for key, node in pairs}
    way = _circle(needs)
    if way:
        key = next(key for key, _ in pairs if key.value == way[0])
        yield _refused(f"dependency cycle detected: {' -> '.join(way)}", key)


def _circle(needs: dict[str, list[str]]) -> list[str]:
    """Services each of which waits for the next, from the first of them in the file back to itself; empty when none do. Each service is looked at once."""
    done: set[str] = set()
    way: dict[str, None] = {}
    for start in needs:
        left = [iter([start])]
        while left:
            name = next(left[-1], None)
            if name is None:
                left.pop()
                done.update(way.popitem()[:1] if way else ())
            elif name in way:
                names = list(way)[list(way).index(name) :]
                order = {each: number for number, each in enumerate(needs)}
                at = names.index(min(names, key=order.__getitem__))
                return [*names[at:], *names[:at], names[at]]
            elif name not in done:
                way[name] = None
                left.append(iter(needs.get(name, ())))
    return []


def _named(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The names in a list or the keys of a mapping, each with where it stands; entries of a list may be mappings with a ``source``."""
    if node is None:
        return
    for key, _ in node.items():
        yield key.value, key
    for item in node:
        source = item.get("source") if item.is_mapping else item
        if source is not None and source.text and "$" not in source.value:
            yield source.value, source


def _keys(node: Node | None) -> list[str]:
    return node.keys() if node is not None and node.is_mapping else []


def _refused(message: str, node: Node) -> Unreadable:
    return Unreadable("missing-key", message, node.text_place if node.is_scalar else node.place)

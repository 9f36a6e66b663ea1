"""Which upstreams of a proxy no server listens on, where both sides are known."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from flaskcheck.facts.services import Upstream, same_socket
from flaskcheck.files.paths import folder_of_file, is_in
from flaskcheck.files.tree import fitting
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.numbers import number
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.facts.services import PlatformFile, Service
    from flaskcheck.files.tree import Tree
    from flaskcheck.servers.server import Bind, Server

_TRUSTS = "--forwarded-allow-ips"
_ASKING = (b"ProxyFix", b"forwarded_allow_ips", b"X_FORWARDED_PROTO", b"X-Forwarded-Proto", b"url_scheme")
"""What stands in code that asks, or lets a server ask, how a visitor reached the proxy."""

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class Served(Record):
    """A server of a service. ``on_machine``: on a machine of your own, where a proxy reaches it by the loopback address. ``guessed``: the folder that its files were taken to lie in, where nobody says it."""

    service: Service
    server: Server
    on_machine: bool
    guessed: str = ""


class Unserved(Record):
    """An upstream that nobody listens on, and what the program that was meant listens on instead: ``address`` is the path of a socket, or a port; ``service``: the one that was meant, where no service has the upstream's name."""

    upstream: Upstream
    bind: Bind
    program: str
    address: str | int | None
    service: str = ""


class Proxies:
    """The configurations of nginx in a repository; ``is_deployed`` tells which files count."""

    def __init__(self, tree: Tree, is_deployed: Callable[[str], bool]) -> None:
        self._tree = tree
        self._is_deployed = is_deployed

    @cached_property
    def upstreams(self) -> tuple[Upstream, ...]:
        """Where they pass requests on to."""
        from flaskcheck.readers.proxies import is_proxy_file
        from flaskcheck.readers.upstreams import upstreams

        paths = filter(self._is_deployed, fitting(self._tree, is_proxy_file))
        return tuple(found for path in paths for found in upstreams(self._tree.source(path)))

    def may_be_trusted(self, servers: Iterable[Server], variables: Iterable[str], paths: Iterable[str]) -> bool:
        """Whether a server may believe a proxy in another container that visitors use HTTPS, or code in one of some files asks the proxy's headers itself; so it is of all servers but gunicorn."""
        started = tuple(servers)
        if not started or any(server.program != "gunicorn" for server in started) or "FORWARDED_ALLOW_IPS" in variables:
            return True
        if "GUNICORN_CMD_ARGS" in variables or any(_TRUSTS in word for s in started for word in s.invocation.arguments):
            return True
        files = [*paths, *(server.config for server in started if server.config)]
        return any(word in self._tree.source(path).raw for path in files for word in _ASKING)

    def unserved(
        self, served: Iterable[tuple[Service, Server, bool, str]], composed: Iterable[PlatformFile] = ()
    ) -> Iterator[Unserved]:
        """The upstreams that no server listens on: of sockets and of the machine's own ports only where on both sides one is left, which was meant.

        Of each server: its service, whether it runs on a machine of your own, where a proxy reaches it by the loopback address, and the folder that its files were taken to lie in, where nobody says it.
        ``composed`` are the platform files: a proxy's file asks for services of the nearest Compose file around it.
        """
        known = tuple(Served(*each) for each in served)
        if not known:
            return
        yield from _left_over([u for u in self.upstreams if u.socket], known)
        yield from _left_over([u for u in self.upstreams if u.host in _LOOPBACK], [s for s in known if s.on_machine])
        files = [file for file in composed if file.host == "compose"]
        folders = {folder_of_file(file.path) for file in files}
        yield from self._strangers([s for s in known if s.service.host == "compose"], files)
        for each in known:
            name, binds = each.service.name, each.server.binds
            if each.service.host != "compose" or not binds or not all(bind.is_settled for bind in binds):
                continue
            if each.service.base:  # a ready-made image: which Dockerfile it was built from is a guess
                continue
            mine = folder_of_file(each.service.place.path)
            asked = (u for u in self.upstreams if u.host == name and _nearest(u.place.path, folders) in (None, mine))
            for upstream in (*asked, *_of_nginx_proxy(each.service)):
                if upstream.port not in _ports(known, each.service):
                    yield Unserved(upstream, binds[0], each.server.program, binds[0].socket or binds[0].port)

    def _strangers(self, known: list[Served], files: list[PlatformFile]) -> Iterator[Unserved]:
        """The upstreams under a name that stands in no Compose file, nor anywhere else where names are given, where one service alone has a server that they can mean."""
        serving = {s.service.name: s for s in known if s.server.binds and s.server.binds[0].port}
        raw = b"".join(self._tree.source(file.path).raw for file in files)
        if len(serving) != 1 or b"external" in raw or b"nginx" not in raw.lower():
            return
        unknown = [u for u in self.upstreams if _NAME.fullmatch(u.host) and u.host not in _LOOPBACK]
        given = (self._tree.source(path).raw for path in self._tree.files if unknown and path.endswith(_NAMING))
        words = {word for text in given for word in _WORD.findall(text)}
        for upstream in unknown:
            if encoded(upstream.host) not in words:
                [(name, meant)] = serving.items()
                bind = meant.server.binds[0]
                yield Unserved(upstream, bind, meant.server.program, bind.port, name)


_NAME = re.compile(r"[A-Za-z][\w-]*")
"""A name of one word, which no public server has."""
_WORD = re.compile(rb"[\w-]+")
_NAMING = (".yml", ".yaml", ".env", ".sh", ".toml", ".json", ".tf", ".service", "Makefile", "hosts", "Dockerfile")
"""How the files end that may give a machine or a container a name."""


def _nearest(path: str, folders: set[str]) -> str | None:
    """The deepest of some folders around a file; ``None`` where it lies in none."""
    return max((folder for folder in folders if is_in(path, folder)), key=len, default=None)


def _ports(known: Iterable[Served], service: Service) -> set[int | None]:
    """The ports on which servers of one service listen, or of others that have its name."""
    of_name = (s for s in known if s.service.host == service.host and s.service.name == service.name)
    return {bind.port for each in of_name for bind in each.server.binds}


def _of_nginx_proxy(service: Service) -> Iterator[Upstream]:
    """What the image nginx-proxy passes to a container that says so in its variables."""
    names = {variable.name for variable in service.variables}
    for variable in service.variables:
        port = number(variable.value or "") if variable.name == "VIRTUAL_PORT" and "VIRTUAL_HOST" in names else None
        if port is not None:
            yield Upstream(service.name, port, "", variable.place)


def _left_over(upstreams: list[Upstream], served: Iterable[Served]) -> Iterator[Unserved]:
    """The one address without a server, where there is one server without a proxy."""
    bound: dict[str | int, tuple[Bind, str]] = {}
    for each in served:
        for bind in each.server.binds:
            address = _socket(each, bind) if bind.socket else bind.port if bind.is_settled else None
            if not address:
                return
            bound.setdefault(address, (bind, each.server.program))
    is_socket = any(upstream.socket for upstream in upstreams)
    mine = {address: found for address, found in bound.items() if isinstance(address, str) == is_socket}
    asked = {upstream.socket or upstream.port for upstream in upstreams}
    idle, lost = mine.keys() - asked, asked - mine.keys()
    if len(idle) == len(lost) == 1:
        address = idle.pop()
        bind, program = mine[address]
        yield from (Unserved(u, bind, program, address) for u in upstreams if (u.socket or u.port) in lost)


def _socket(served: Served, bind: Bind) -> str:
    """The absolute path of the socket that a server listens on, as far as it is known; gunicorn takes a relative one from the folder that it runs in."""
    path, server = bind.socket.removeprefix("unix:"), served.server
    if server.program == "gunicorn":
        path = posixpath.join(server.chdir or server.invocation.cwd or "", path)
    is_known = path.startswith("/") and not any(sign in path for sign in "$%{")
    is_guess = served.guessed and path.startswith(f"{served.guessed}/")
    return same_socket(path) if is_known and not is_guess else ""

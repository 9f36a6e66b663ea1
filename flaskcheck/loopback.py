"""Texts that point to the machine itself."""

from __future__ import annotations

import re

from flaskcheck.record import Record

_HOST = r"(?:localhost|[\w\-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)"
_URL = re.compile(
    rf"(?P<scheme>[a-z][a-z0-9+.\-]*)://(?:[^\s/@'\"<>]*@)?(?P<host>{_HOST})(?::(?P<port>\d{{1,5}}))?(?=[/?#:\s'\"`),;\]}}<\ufffc]|\.(?:\s|$)|$)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?P<host>{_HOST}|::1)(?::(?P<port>\d{{2,5}}))?$", re.IGNORECASE)
_SOCKET = re.compile(r"/cloudsql/|unix_socket=|host=/", re.IGNORECASE)


class Loopback(Record):
    """Where a text names the machine itself. ``kind``: ``url``, ``hostport`` or ``host``."""

    start: int
    end: int
    host: str
    port: int | None
    kind: str
    scheme: str = ""


def loopback_host(text: str) -> Loopback | None:
    """The first address of the machine itself in a text: in a URL anywhere, or the text as a whole; ``None`` otherwise.

    ``localhost`` as a word in a sentence is no address; a database behind a Cloud SQL socket is not on the machine.
    """
    if _SOCKET.search(text):
        return None
    match = _URL.search(text)
    if match:
        return Loopback(match.start(), match.end(), match["host"], _port(match["port"]), "url", match["scheme"].lower())
    match = _ALONE.match(text.strip())
    if match:
        return Loopback(0, len(text), match["host"], _port(match["port"]), "hostport" if match["port"] else "host")
    return None


def _port(text: str | None) -> int | None:
    return int(text) if text else None


def is_loopback_address(host: str) -> bool:
    """Whether a host name or address is the machine itself."""
    return bool(_ALONE.fullmatch(host.strip())) and not host.startswith("0.")

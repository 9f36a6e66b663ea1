"""Addresses of tunnels and workspaces: they lead to a developer's machine, and are gone when that is switched off.

ngrok.com/docs ("Domains"), developers.cloudflare.com ("Quick Tunnels"), localtunnel.github.io, localhost.run, serveo.net, pinggy.io, learn.microsoft.com ("Dev tunnels"), docs.replit.com ("Development
domain"), gitpod.io, docs.github.com ("Forwarding ports in your codespace"); state of autumn 2026.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.python import Text

DOMAINS = (
    "ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev trycloudflare.com loca.lt localtunnel.me lhr.life lhrtunnel.link serveo.net pinggy.link pinggy.online"
    " devtunnels.ms replit.dev repl.co gitpod.io app.github.dev"
).split()

_HOST = re.compile(rf"(?:https?|wss?)://([\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(map(re.escape, DOMAINS))}))(?![\w.-])", re.I)

_ENDINGS = tuple(domain.encode() for domain in DOMAINS)
_FAR = 300
"""Bytes behind a scheme: a host has at most 253."""

_UNUSED = frozenset("docstring compare list tuple set key raise assert env-name annotation".split())
"""What a text stands in that is only allowed, compared or told."""


def may_name_tunnel(raw: bytes) -> bool:
    """Whether such an address may stand in a file: few of its bytes follow a scheme."""
    hosts = b"\n".join([part[:_FAR] for part in raw.split(b"://")[1:]])
    return any(ending in hosts for ending in _ENDINGS)


def names_tunnel(text: Text) -> bool:
    """Whether a text of the code is such an address, and is there to be used."""
    is_named = bool(tunnel_host(text.text)) and _UNUSED.isdisjoint(text.context)
    return is_named and not any(sign.isspace() for sign in text.text)


def tunnel_host(text: str) -> str:
    """The host of a URL that leads through a tunnel, where a text begins with one; ``""`` for any other text."""
    found = _HOST.match(text) if "://" in text[:10] and any(map(text.lower().__contains__, DOMAINS)) else None
    return found[1] if found else ""

"""Addresses of tunnels and workspaces: they lead to a developer's machine, and are gone when that is switched off.

ngrok.com/docs ("Domains"), developers.cloudflare.com ("Quick Tunnels"), localtunnel.github.io, localhost.run, serveo.net, pinggy.io, learn.microsoft.com ("Dev tunnels"), docs.replit.com ("Development
domain"), gitpod.io, docs.github.com ("Forwarding ports in your codespace"); state of autumn 2026.
"""

from __future__ import annotations

import re

DOMAINS = (
    "ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev trycloudflare.com loca.lt localtunnel.me lhr.life lhrtunnel.link serveo.net pinggy.link pinggy.online"
    " devtunnels.ms replit.dev repl.co gitpod.io app.github.dev"
).split()

_HOST = re.compile(rf"(?:https?|wss?)://([\w-]+(?:\.[\w-]+)*\.(?:{'|'.join(map(re.escape, DOMAINS))}))(?![\w.-])", re.I)


def tunnel_host(text: str) -> str:
    """The host of a URL that leads through a tunnel, where a text begins with one; ``""`` for any other text."""
    found = _HOST.match(text)
    return found[1] if found else ""

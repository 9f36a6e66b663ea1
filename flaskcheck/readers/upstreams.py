"""Where nginx passes requests on to: ``proxy_pass`` and ``uwsgi_pass``, the groups of ``upstream`` followed.

Sources: ngx_http_proxy_module, ngx_http_uwsgi_module, ngx_http_upstream_module (nginx.org). What holds a variable is not known, and left out.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Upstream, same_socket
from flaskcheck.ground.numbers import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

_PASS = re.compile(
    r"(?:^|(?<=[{};]))[ \t]*(proxy_pass|uwsgi_pass|server)[ \t]+([^\s;{}$]{1,300})[^;{}\n]{0,200};", re.MULTILINE
)
_GROUP = re.compile(r"^[ \t]*upstream[ \t]+([\w.-]{1,100})[ \t\n]*\{([^{}]{0,4000})\}", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://)?(\[[\d:a-fA-F]+\]|[\w.-]+)(?::(\d{1,5}))?(?:/.*)?$")


def upstreams(source: Source) -> Iterator[Upstream]:
    """The upstreams that a file passes requests on to, each where its address is written."""
    text = source.text
    if "_pass" not in text or "{{" in text or "{%" in text:
        return
    is_tls = re.search(r"^[ \t]*listen[ \t][^;\n]{0,100}\bssl\b", text, re.MULTILINE) is not None
    groups = {found[1]: found for found in _GROUP.finditer(text)}
    for found in _PASS.finditer(text):
        if found[1] == "server" or "#" in text[text.rfind("\n", 0, found.start(1)) + 1 : found.start(1)]:
            continue
        named = groups.get(_name(found[2]))
        members = _PASS.finditer(text, named.start(2), named.end(2)) if named else iter((found,))
        for member in members:
            upstream = _upstream(source, member, found[1] == "uwsgi_pass", is_tls)
            if upstream is not None:
                yield upstream


def _name(address: str) -> str:
    return address.partition("://")[2].partition("/")[0] if "://" in address else address


def _upstream(source: Source, found: re.Match[str], is_uwsgi: bool, is_tls: bool) -> Upstream | None:
    address, place = found[2], source.span(*found.span(2))
    bare = address.removeprefix("http://").removeprefix("uwsgi://")
    if bare.startswith("unix:"):
        return Upstream("", None, same_socket(bare[5:].partition(":")[0]), place, is_tls)
    parts = _ADDRESS.match(address)
    if parts is None:
        return None
    port = number(parts[2]) if parts[2] else None if is_uwsgi else 443 if address.startswith("https") else 80
    return Upstream(parts[1], port, "", place, is_tls) if port is not None else None

"""What a proxy's configuration keeps from visitors: nginx's ``location`` blocks that answer themselves, Apache's ``<Location>`` that denies all.

Sources: ngx_http_core_module ("location", "internal"), ngx_http_rewrite_module ("return"), ngx_http_access_module and ngx_http_auth_*_module (nginx.org);
"Location Directive", mod_authz_core (httpd.apache.org).
"""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

_TOKEN = re.compile(r"#[^\n]*|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[{};]|[^\s{};\"'#][^\s{};]*")
_APACHE = re.compile(r"^\s*<Location[ \t]\"?([^\s\">]{1,200})\"?>", re.IGNORECASE)
_DENIES = re.compile(
    r"^\s*(?:Require\s+(?:all\s+denied|ip\s|local|valid-user|user\s)|Deny\s+from\s+all)", re.IGNORECASE
)


class Closed(Record):
    """Addresses that a proxy does not pass on: ``path`` itself, and what begins with one of ``below`` (nginx: with the text, Apache: with it as whole parts)."""

    path: str
    below: tuple[str, ...]

    def holds(self, address: str) -> bool:
        """Whether an address is one of them."""
        return address == self.path or address.startswith(self.below)


def is_proxy_file(path: str) -> bool:
    """Whether a file may be the configuration of nginx or Apache."""
    name = path.rpartition("/")[2].lower()
    for ending in (".template", ".tmpl", ".tpl", ".j2", ".jinja", ".in", ".example", ".sample"):
        name = name.removesuffix(ending)
    return name.endswith((".conf", ".nginx")) or "nginx" in name.split(".") or "sites-" in path


def closed(source: Source) -> Iterator[Closed]:
    """The addresses that a proxy's file closes."""
    text = source.text
    if "location" in text and "_pass" in text:
        yield from _of_nginx(text)
    elif "<Location" in text:
        yield from _of_apache(source.lines)


def _of_nginx(text: str) -> Iterator[Closed]:
    stack: list[tuple[list[str], bool]] = []
    words: list[str] = []
    for sign in _TOKEN.findall(text):
        if sign.startswith("#"):
            continue
        if sign == "{":
            stack.append((words, False))
        elif sign == ";" and stack:
            header, is_closed = stack[-1]
            stack[-1] = header, is_closed or _closes(words)
        elif sign == "}" and stack:
            header, is_closed = stack.pop()
            if is_closed and header[:1] == ["location"] and len(header) > 1:
                yield from _location(header[1:])
        if sign in ("{", "}", ";"):
            words = []
        else:
            words.append(sign)


def _closes(words: list[str]) -> bool:
    """Whether a directive keeps visitors out: all, all but some, or those without a password."""
    name, given = words[0] if words else "", words[1:]
    if name == "return":
        return bool(given) and given[0][:1] == "4"
    if name in ("auth_basic", "auth_request"):
        return bool(given) and given[0] != "off"
    return name == "internal" or (name == "deny" and given == ["all"])


def _location(words: list[str]) -> Iterator[Closed]:
    path = words[-1].strip("\"'")
    if words[0] in ("~", "~*"):
        path = path.removeprefix("^").removesuffix("$").removesuffix(".*")
        path = path if path.replace("/", "").replace("-", "").replace("_", "").isalnum() else ""
    if len(path) > 1 and path.startswith("/"):
        yield Closed(path, () if words[0] == "=" else (path,))


def _of_apache(lines: list[str]) -> Iterator[Closed]:
    here = ""
    for line in lines:
        found = _APACHE.match(line)
        if found is not None:
            here = found[1]
        elif line.lstrip().lower().startswith("</location"):
            here = ""
        elif here and len(here) > 1 and _DENIES.match(line):
            yield Closed(here, (f"{here.rstrip('/')}/",))  # "/private1 … but not /private1other"

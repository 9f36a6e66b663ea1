"""Whether anything asks for a setting: the repository's code and pages."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.modules import Code

_PAGES = (".py", ".wsgi", ".html", ".htm", ".jinja", ".jinja2", ".j2", ".txt", ".xml", ".ini", ".cfg", ".mako")

_NAME = re.compile(rb"(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,60}(?![A-Za-z0-9_])")
_OF_VARIABLE = re.compile(rb"(?:environ(?:\.get)?\s{0,4}[\[(]|getenv\(|\benv(?:\.\w{1,20})?\(|\bconfig\()\s{0,8}[\"']$")
"""Just behind one of these stands the name of an environment variable."""
_WRITTEN = re.compile(rb"\s{0,8}(?::\s{0,4}[\w.\[\], |]{1,60})?=(?!=)|[\"']?\s{0,8}:(?!=)|[\"']\s{0,4}\]\s{0,8}=(?!=)")
"""What follows the name of a setting that is given a value there."""
_READING = re.compile(
    rb"[cC]onfig(?:\.get\(|\[)\s{0,8}[\"'][A-Z]\w{0,60}[\"'](?!\s{0,4}\]\s{0,4}=(?!=))|[cC]onfig\.[A-Z][A-Z0-9_]{1,60}(?![A-Za-z0-9_])(?!\s{0,4}=(?!=))",
)
"""Code that asks for a setting by its name."""
_HANDING_ON = (b"get_namespace", b"config_from_object", b"conf.update(", b"config.items(", b"**app.config", b"**current_app.config", b"config.values(", b"in app.config")  # fmt: skip
"""Code with one of these hands all settings on, or looks at each of them."""


def asks_for(code: Code, key: str) -> bool:
    """Whether code or a page names a setting other than where it is written and where the variable of its name is read, or may do so unseen."""
    asked = code.once(_asked, "", "")
    return asked is None or key in asked


def _asked(code: Code, _path: str, _scope: str) -> frozenset[str] | None:
    """The names in capitals that code and pages ask for; ``None`` where all settings are handed on, or none is ever asked for by its name, so that nobody can tell how they are read."""
    names: set[str] = set()
    is_asking = False
    for path in code.tree.files:
        raw = code.tree.source(path).raw if path.endswith(_PAGES) else b""
        if any(mark in raw for mark in _HANDING_ON):
            return None
        is_asking = is_asking or _READING.search(raw) is not None
        names.update(found[0].decode() for found in _NAME.finditer(raw) if _asks(raw, found))
    return frozenset(names) if is_asking else None


def _asks(raw: bytes, found: re.Match[bytes]) -> bool:
    before, after = raw[max(found.start() - 40, 0) : found.start()], raw[found.end() : found.end() + 80]
    return not _OF_VARIABLE.search(before) and not _WRITTEN.match(after)

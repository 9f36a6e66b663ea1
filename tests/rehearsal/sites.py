"""What there is to visit: the routes of an application, and what its pages link to.

A page's name is as ``visitor.py`` takes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import unescape

from tests.rehearsal.rooms import Room

_LINK = re.compile(r"""<(?:link|script|img)[^>]+(?:href|src)=["'](/[^"'/][^"']*)["']""")
_ANCHOR = re.compile(r"""<a\b[^>]*?\shref=["'](/[^"'/#][^"'#]*)""")
_ENDS = re.compile(r"log_?out|sign_?out", re.IGNORECASE)
_TAKES = re.compile(r"delete|remove|destroy", re.IGNORECASE)
"""What ends a visit, and what takes away the rows that the next deployment is to show."""

MOST_LINKS = 25


def links(answers: Iterable[tuple[int, str]]) -> list[str]:
    return sorted({link for _, body in answers for link in _LINK.findall(body)})


def routes(room: Room, target: str, cwd: str, variables: Mapping[str, str]) -> list[str]:
    """The pages of an application: by their paths those without an argument; those with arguments as pages inside, each argument ``1``, as first rows are numbered."""
    ran = room.run(("/usr/local/bin/python", "-c", _TELLS_ROUTES, target), cwd, dict(variables))
    if ran.code != 0 or not ran.log:
        return []
    plain, filled = json.loads(ran.log.splitlines()[-1])
    return [*plain, *(f"INSIDE {path}" for path in filled if " " not in path and not _TAKES.search(path))]


_TELLS_ROUTES = """
import importlib, json, sys
sys.path.insert(0, "")
module, _, name = sys.argv[1].partition(":")
app = eval(name, vars(importlib.import_module(module)))
rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]
filled = []
for rule in rules:
    if rule.arguments and not rule.endpoint.endswith("static"):
        try:
            filled.append(rule.build(dict.fromkeys(rule.arguments, 1))[1])
        except Exception:
            pass
print()
print(json.dumps([[rule.rule for rule in rules if not rule.arguments], filled]))
"""


def by_harm(paths: Iterable[str]) -> list[str]:
    """In their order, with what ends the visit at the end."""
    return sorted(paths, key=lambda path: (bool(_ENDS.search(path)), path))


def is_read(path: str) -> bool:
    """Whether a page is asked for at once, and not after others have been written or somebody has logged in."""
    return path.partition(" ")[0] not in ("POST", "FORM", "INSIDE")


def anchors(answers: Mapping[str, tuple[int, str]]) -> list[str]:
    """The pages behind the links of pages that were not asked for: their rows make the arguments that no table of routes tells."""
    known = {path.partition(" ")[2].partition("?")[0] if " " in path else path for path in answers}
    found = {unescape(link) for _, body in answers.values() for link in _ANCHOR.findall(body)}
    new = {link for link in found if link not in known and " " not in link and not _TAKES.search(link)}
    return by_harm(f"INSIDE {link}" for link in new)[:MOST_LINKS]

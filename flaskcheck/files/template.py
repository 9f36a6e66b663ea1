"""Repositories that others are made from: a cookiecutter template is judged as the project that is made of it with the answers that it suggests.

One word stands in place of each ``{{cookiecutter.name}}``, in paths and in contents. What else Jinja would do there (conditions, loops) is not done: where a file that counts
asks for it, nobody knows what becomes of it, and the template stays what it is. Source: "Choice Variables", "Copy without Render" (cookiecutter.readthedocs.io).
"""

from __future__ import annotations

import json
import re
from functools import cached_property

from flaskcheck.files.disk import DiskTree
from flaskcheck.files.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.listing import Listing

SETTINGS = "cookiecutter.json"
_FIELD = re.compile(r"\{\{-?\s*cookiecutter\.(\w+)\s*(?:\|\s*\w+\s*)*-?\}\}")
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_PLAIN = re.compile(r"\w[\w.-]*")
_LEFT = re.compile(r"(?<!\$)\{\{|\{%")
_COUNTING = (".py", ".toml", ".yml", ".yaml", ".json", ".cfg", ".ini", ".conf", ".service", ".sh", ".in", ".lock")
_NAMES = ("Dockerfile", "Procfile", "Pipfile", "Makefile", "requirements", "runtime.txt")


class TemplateTree(DiskTree):
    """A repository with a template, its paths and contents as they are in the project that is made of it. Whatever is shown to people has the written paths."""

    def __init__(self, root: str, listing: Listing, scope: str, answers: dict[str, str]) -> None:
        self._answers = answers
        super().__init__(root, _filled_listing(listing, answers), filled(scope, answers))
        self.written = {filled(path, answers): path for path in listing.files if "{{" in path}

    @property
    def is_plain(self) -> bool:
        return False

    def has(self, path: str) -> bool:
        return super().has(self._made(path))

    def source(self, path: str) -> Source:
        return super().source(self._made(path))

    def read_bytes(self, path: str) -> bytes:
        raw = super().read_bytes(path)
        return _content(raw, self._answers) if path in self.written else raw

    @cached_property
    def is_judged(self) -> bool:
        """Whether nothing but names is filled in, in all files of which it matters."""
        return not any(_counts(path) and _LEFT.search(self.source(path).text) for path in self.written)

    def _made(self, path: str) -> str:
        return filled(path, self._answers) if "{{" in path else path

    def _full(self, path: str) -> str:
        return super()._full(self.written.get(path, path))


def answers(listing: Listing, root: str) -> dict[str, str]:
    """What a template suggests for each of its names, if the listing is one's; nothing for any other."""
    top = {path.partition("/")[0] for path in listing.files if "{{" in path}
    if not top or SETTINGS not in listing.files or not all(map(_FIELD.search, top)):
        return {}
    try:
        found = json.loads(DiskTree(root, listing).source(SETTINGS).text)
    except (ValueError, RecursionError):
        return {}
    return {name: _word(name, value) for name, value in found.items()} if isinstance(found, dict) else {}


def _word(name: str, value: object) -> str:
    """The suggestion, if it is one word; else the name itself, which no version can be."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, str) and _PLAIN.fullmatch(first):
        return first
    return "" if "version" in name else name


def filled(text: str, answers: dict[str, str]) -> str:
    """A text with the words in place of the fields that are known."""
    return _FIELD.sub(lambda found: answers.get(found[1]) or found[0], text)


def _filled_listing(listing: Listing, answers: dict[str, str]) -> Listing:
    return listing.replaced(
        files=[filled(path, answers) for path in listing.files],
        tracked=None if listing.tracked is None else frozenset(filled(path, answers) for path in listing.tracked),
        modes={filled(path, answers): mode for path, mode in listing.modes.items()},
        stored={filled(path, answers): blob for path, blob in listing.stored.items()},
    )


def _content(raw: bytes, answers: dict[str, str]) -> bytes:
    if b"{{" not in raw and b"{%" not in raw:
        return raw
    return _RAW.sub("", filled(raw.decode("utf-8", "surrogateescape"), answers)).encode("utf-8", "surrogateescape")


def _counts(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith(_NAMES) or name.endswith(_COUNTING)

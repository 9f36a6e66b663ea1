"""What a host's published schema refuses in a file, in the host's own words: of several complaints about one value the one that goes deepest.

The schemas are data, ``schemas/*.json``: each says where it comes from, under which licence and of which date; ``python tools/schemas.py`` renews them. One is read when a file of its host is.
A keyword that is not read here (``if``, ``not``, ``pattern``) refuses nothing: what is unknown is silent.
"""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground import reading
from flaskcheck.ground.limits import MAX_SCHEMA_DEPTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from typing import Any, TypeAlias

    from flaskcheck.readers.markup.node import Node

    Part: TypeAlias = "dict[str, Any]"
    Complaint: TypeAlias = "tuple[int, Unreadable]"
    Said: TypeAlias = "tuple[str, str]"

FOLDER = os.path.join(os.path.dirname(__file__), "schemas")
_TRUTHS = ("true", "false")
"""What YAML 1.2 takes for a boolean; yes, no, on and off are texts to the hosts."""
_CHOICES = ("oneOf", "anyOf")


class Words:
    """How a host says what it refuses: the kind of an ``Unreadable`` and its message, or ``None`` for what its schema forbids and the host takes all the same. Every path is one that ``below`` made."""

    def below(self, path: str, key: str | int) -> str:
        """The path of a value in a mapping or in a list."""
        return f"{path}.{key}".lstrip(".")

    def unknown(self, path: str, key: str, known: Collection[str]) -> Said | None:
        """The mapping may not have this key."""

    def mistyped(self, path: str, types: list[str]) -> Said | None:
        """The value is of none of these types of JSON schema."""

    def missing(self, path: str, key: str) -> Said | None:
        """The mapping must have this key."""

    def not_one(self, path: str, value: str, allowed: list[str]) -> Said | None:
        """The value is none of those that are allowed."""

    def outside(self, path: str, number: int, least: int | None, most: int | None) -> Said | None:
        """The number is too small or too large; ``None`` for a limit that there is not."""


@lru_cache(maxsize=8)
def _document(name: str) -> Part:
    document: Part = json.loads(reading.read(os.path.join(FOLDER, f"{name}.json")))["schema"]
    return document


class Schema:
    """The schema of a host's files, by its name in ``schemas/``.

    Raises: OSError, when it is first asked, if the file is not there.
    """

    def __init__(self, name: str, words: Words) -> None:
        self._name = name
        self._words = words

    def complaints(self, node: Node, path: str, of: str = "", without: Collection[str] = ()) -> Iterator[Unreadable]:
        """What is wrong with the value at a path, which is one ``of`` the schema's definitions (``""``: the whole file): at most one complaint about each of its keys but those ``without``."""
        whole = _document(self._name)
        schema = whole["$defs"][of] if of else whole
        if not node.is_mapping:
            found = self._deepest(node, path, schema, 0)
            if found:
                yield found[1]
            return
        of_keys = [self._of_key(k, value, path, schema, 0) for k, value in node.items() if k.value not in without]
        yield from (complaint[1] for complaint in (*self._missing(node, path, schema, 0), *of_keys) if complaint)

    def _required(self, schema: Part) -> list[str]:
        return [name for part in self._parts(schema) for name in part.get("required", ())]

    def _missing(self, node: Node, path: str, schema: Part, depth: int) -> Iterator[Complaint | None]:
        for name in self._required(schema):
            if node.get(name) is None:
                yield _said(self._words.missing(path, name), node, depth)

    def _of_key(self, key: Node, value: Node, path: str, schema: Part, depth: int) -> Complaint | None:
        part = self._part_of(schema, key.value)
        if part is None:
            known = [name for one in self._parts(schema) for name in one.get("properties", ())]
            return _said(self._words.unknown(path, key.value, known), key, depth + 1)
        return self._deepest(value, self._words.below(path, key.value), part, depth + 1)

    def _resolved(self, schema: Part) -> Part:
        while "$ref" in schema:
            schema = _document(self._name)["$defs"][schema["$ref"].rpartition("/")[2]]
        return schema

    def _parts(self, schema: Part) -> Iterator[Part]:
        """A schema and those that it puts together (``allOf``)."""
        schema = self._resolved(schema)
        yield schema
        for part in schema.get("allOf", ()):
            yield from self._parts(part)

    def _part_of(self, schema: Part, key: str) -> Part | None:
        """The schema of a key's value, ``None`` for a key that is refused."""
        parts = list(self._parts(schema))
        for one in parts:
            if key in one.get("properties", ()):
                return _as_part(one["properties"][key])
            for pattern, part in one.get("patternProperties", {}).items():
                if re.search(pattern, key):
                    return _as_part(part)
        further = [one[k] for one in parts for k in ("additionalProperties", "unevaluatedProperties") if k in one]
        return None if False in further else _as_part(next(iter(further), True))

    def _wanted(self, schema: Part) -> set[str]:
        """The types that a value may have; none when it may have any."""
        for part in self._parts(schema):
            for choice in _CHOICES:
                options = [self._wanted(option) for option in part.get(choice, ())]
                if options and all(options):
                    return set().union(*options)
            wanted = part.get("type", [])
            if wanted:
                return set(wanted) if isinstance(wanted, list) else {wanted}
        return set()

    def _deepest(self, node: Node, path: str, schema: Part, depth: int) -> Complaint | None:
        """The complaint about a value that goes deepest, as the host shows it; ``None`` for a good one and for one that variables or tags make."""
        schema = self._resolved(schema)
        if node.tag.startswith("!") or depth > MAX_SCHEMA_DEPTH:
            return None
        wanted = self._wanted(schema)
        if wanted and not _types_of(node) & wanted:
            return _said(self._words.mistyped(path, sorted(wanted)), node, depth)
        for choice in _CHOICES:
            refused = self._of_choice(node, path, schema[choice], depth) if choice in schema else None
            if refused is not None:
                return refused
        if node.is_mapping:
            return self._in_mapping(node, path, schema, depth)
        if node.is_sequence:
            items = schema.get("items", {})
            below = self._words.below
            return _first_deepest(self._deepest(n, below(path, i), items, depth + 1) for i, n in enumerate(node))
        return self._in_scalar(node, path, schema, depth)

    def _of_choice(self, node: Node, path: str, choice: list[Part], depth: int) -> Complaint | None:
        """What is said of a value that none of the schemas to choose from allows: of the one whose required keys it has, if there is one."""
        own = _types_of(node)
        options = [option for option in choice if not (wanted := self._wanted(option)) or own & wanted]
        found = [self._deepest(node, path, option, depth) for option in options]
        if None in found:
            return None
        if node.is_mapping:
            is_meant = [None not in map(node.get, self._required(option)) for option in options]
            found = [complaint for complaint, meant in zip(found, is_meant) if meant] or found
        return _first_deepest(found)

    def _in_mapping(self, node: Node, path: str, schema: Part, depth: int) -> Complaint | None:
        found = [self._of_key(key, value, path, schema, depth) for key, value in node.items()]
        return _first_deepest((*found, *self._missing(node, path, schema, depth)))

    def _in_scalar(self, node: Node, path: str, schema: Part, depth: int) -> Complaint | None:
        if "$" in node.value or node.is_null:
            return None
        allowed = [schema["const"]] if "const" in schema else schema.get("enum")
        if allowed is not None and node.value not in map(_text, allowed):
            return _said(self._words.not_one(path, node.value, list(map(_text, allowed))), node, depth)
        number = node.as_int
        if number is not None and not schema.get("minimum", number) <= number <= schema.get("maximum", number):
            told = self._words.outside(path, number, schema.get("minimum"), schema.get("maximum"))
            return _said(told, node, depth)
        return None


def _said(said: Said | None, node: Node, depth: int) -> Complaint | None:
    return (depth, Unreadable(*said, node.place)) if said else None


def _as_part(part: Part | bool) -> Part | None:
    """A schema may be a truth: anything is allowed, or nothing."""
    if isinstance(part, bool):
        return {} if part else None
    return part


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _first_deepest(found: Iterable[Complaint | None]) -> Complaint | None:
    there = [complaint for complaint in found if complaint is not None]
    return max(there, key=lambda complaint: complaint[0], default=None)


def _types_of(node: Node) -> set[str]:
    """The types of JSON schema that a value has; a text with variables may become any."""
    if node.is_mapping:
        return {"object"}
    if node.is_sequence:
        return {"array"}
    if "$" in node.value:
        return {"string", "number", "integer", "boolean", "null"}
    if node.type == "bool" and node.value.lower() not in _TRUTHS:
        return {"string"}
    if node.type in ("int", "float") and (":" in node.value or not node.value.strip("+-._")):
        return {"string"}
    kinds = {"bool": {"boolean"}, "null": {"null"}, "int": {"integer", "number"}, "float": {"number"}}
    return kinds.get(node.type, {"string"})

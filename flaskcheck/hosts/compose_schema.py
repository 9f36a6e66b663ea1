"""What Docker Compose's schema refuses in a file, in Compose's own words: of several complaints about one value the one that goes deepest."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.limits import MAX_SCHEMA_DEPTH
from flaskcheck.ground.words import did_you_mean
from flaskcheck.hosts.compose_spec import SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    from flaskcheck.readers.markup.node import Node

    Schema: TypeAlias = "dict[str, Any]"
    Complaint: TypeAlias = "tuple[int, Unreadable]"

_WORDS = {"object": "a mapping", "array": "a list", "integer": "an integer", "null": "null"}
_TRUTHS = ("true", "false")
"""What Compose's YAML takes for a boolean; yes, no, on and off are texts to it."""


def complaints(node: Node, path: str, of: str) -> Iterator[Unreadable]:
    """What is wrong with the mapping at a path, which is one ``of`` the schema's definitions: at most one complaint about each of its keys."""
    schema = SCHEMA["$defs"][of]
    if not node.is_mapping:
        found = _deepest(node, path, schema, 0)
        if found:
            yield found[1]
        return
    for key, value in node.items():
        part = _part_of(schema, key.value)
        if part is None:
            hint = did_you_mean(key.value, schema["properties"])
            yield Unreadable("unknown-key", f"{path} additional properties '{key.value}' not allowed{hint}", key.place)
        elif found := _deepest(value, f"{path}.{key.value}", part, 1):
            yield found[1]


def _part_of(schema: Schema, key: str) -> Schema | None:
    """The schema of a key's value, ``None`` for a key that is refused."""
    properties: Schema = schema.get("properties", {})
    if key in properties:
        part: Schema = properties[key]
        return part
    for pattern, part in schema.get("patternProperties", {}).items():
        if re.search(pattern, key):
            return part
    return {} if schema.get("additionalProperties", True) else None


def _deepest(node: Node, path: str, schema: Schema, depth: int) -> Complaint | None:
    """The complaint about a value that goes deepest, as Compose shows it; ``None`` for a good one and for one that variables or tags make."""
    schema = _resolved(schema)
    if node.tag.startswith("!") or depth > MAX_SCHEMA_DEPTH:
        return None
    own, wanted = _types_of(node), _wanted(schema)
    if wanted and not own & wanted:
        told = " or ".join(sorted(_WORDS.get(name, f"a {name}") for name in wanted))
        return depth, Unreadable("wrong-type", f"{path} must be {told}", node.place)
    if "oneOf" in schema:
        options = [option for option in map(_resolved, schema["oneOf"]) if own & _wanted(option)]
        found = [_deepest(node, path, option, depth) for option in options]
        return None if None in found else _first_deepest(iter(found))
    if node.is_mapping:
        return _in_mapping(node, path, schema, depth)
    if node.is_sequence:
        items = schema.get("items", {})
        return _first_deepest(_deepest(n, f"{path}.{i}", items, depth + 1) for i, n in enumerate(node))
    return _in_scalar(node, path, schema, depth)


def _resolved(schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def _wanted(schema: Schema) -> set[str]:
    """The types that a value may have; none when it may have any."""
    schema = _resolved(schema)
    if "oneOf" in schema:
        return set().union(*map(_wanted, schema["oneOf"]))
    wanted = schema.get("type", [])
    return set(wanted) if isinstance(wanted, list) else {wanted}


def _in_mapping(node: Node, path: str, schema: Schema, depth: int) -> Complaint | None:
    found: list[Complaint | None] = []
    for key, value in node.items():
        part = _part_of(schema, key.value)
        if part is None:
            hint = did_you_mean(key.value, schema.get("properties", ()))
            message = f"{path} additional properties '{key.value}' not allowed{hint}"
            found.append((depth + 1, Unreadable("unknown-key", message, key.place)))
        else:
            found.append(_deepest(value, f"{path}.{key.value}", part, depth + 1))
    for name in schema.get("required", ()):
        if node.get(name) is None:
            found.append((depth, Unreadable("missing-key", f"{path} missing property '{name}'", node.place)))
    return _first_deepest(iter(found))


def _in_scalar(node: Node, path: str, schema: Schema, depth: int) -> Complaint | None:
    if "$" in node.value or node.is_null:
        return None
    allowed = schema.get("enum")
    if allowed is not None and node.value not in allowed:
        told = (
            " or ".join([", ".join(f"'{a}'" for a in allowed[:-1]), f"'{allowed[-1]}'"])
            if len(allowed) > 1
            else f"'{allowed[0]}'"
        )
        message = f"{path} value must be one of {told}{did_you_mean(node.value, allowed)}"
        return depth, Unreadable("wrong-type", message, node.place)
    number = node.as_int
    if number is not None and not schema.get("minimum", number) <= number <= schema.get("maximum", number):
        message = f"{path} must be from {schema.get('minimum', '')} to {schema.get('maximum', '')}"
        return depth, Unreadable("wrong-type", message, node.place)
    return None


def _first_deepest(found: Iterator[Complaint | None]) -> Complaint | None:
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

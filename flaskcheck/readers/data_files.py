"""Configuration in files of data: what ``from_file`` loads of a JSON, TOML or YAML file that git has."""

from __future__ import annotations

from flaskcheck.facts.expressions import Items, Literal, Mapping, Opaque
from flaskcheck.ground.limits import MAX_LISTS_IN_ONE_ANOTHER, MAX_SETTINGS_CHARACTERS
from flaskcheck.ground.place import mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Constant, Expression
    from flaskcheck.files.tree import Tree
    from flaskcheck.readers.markup.node import Node


def settings_of(tree: Tree, path: str) -> list[tuple[str, Literal | None]] | None:
    """The settings of a file, each with its value (``None`` for a list or a table); ``None`` where they cannot be determined.

    Only keys in capitals are settings (``flask.Config.from_mapping``, verified with Flask 3.1).
    """
    root = _root(tree, path)
    if root is None or not root.is_mapping:
        return None
    return [(key.value, _literal(value)) for key, value in root.items() if key.value.isupper()]


def _root(tree: Tree, path: str) -> Node | None:
    suffix = path.rpartition(".")[2].lower()
    source = tree.source(path)
    if suffix == "json":
        from flaskcheck.readers.markup import json

        return json.load(source)[0]
    if suffix == "toml":
        from flaskcheck.readers.markup import toml

        return toml.load(source)[0]
    if suffix in ("yaml", "yml"):
        from flaskcheck.readers.markup import yaml

        return next(iter(yaml.load(source)[0]), None)
    return None


def _literal(node: Node) -> Literal | None:
    return Literal(*mark(node.place), _constant(node)) if node.is_scalar else None


def _constant(node: Node) -> Constant:
    if node.is_null:
        return None
    if node.type == "bool":
        return node.as_bool
    number = node.as_int
    return node.value if number is None else number


def content(tree: Tree, path: str) -> Mapping | Items | None:
    """A file's dictionary or list as the expression that would write it; ``None`` where it is neither or cannot be read."""
    root = _root(tree, path) if len(tree.source(path).text) <= MAX_SETTINGS_CHARACTERS else None
    found = _expression(root, 0) if root is not None and not root.is_scalar else None
    return found if isinstance(found, (Mapping, Items)) else None


def _expression(node: Node, depth: int) -> Expression:
    at = mark(node.place)
    if depth > MAX_LISTS_IN_ONE_ANOTHER:
        return Opaque(*at, "deep", ())
    if node.is_mapping:
        pairs = [(Literal(*mark(key.place), key.value), _expression(value, depth + 1)) for key, value in node.items()]
        return Mapping(*at, tuple(key for key, _ in pairs), tuple(value for _, value in pairs))
    if node.is_sequence:
        return Items(*at, "list", tuple(_expression(value, depth + 1) for value in node))
    return Literal(*at, _constant(node))

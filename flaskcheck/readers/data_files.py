"""Configuration in files of data: what ``from_file`` loads of a JSON, TOML or YAML file that git has."""

from __future__ import annotations

from flaskcheck.facts.expressions import Literal
from flaskcheck.ground.place import mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Constant
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

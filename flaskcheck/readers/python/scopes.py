"""Which names the statements of a scope bind, and what imports make them mean."""

from __future__ import annotations

import _ast

from flaskcheck.known.tables.star_names import STAR_NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.readers.python.reading import Node, Reading

    Binding = tuple[str, "str | None", bool]


def bindings(body: list[Node]) -> Iterator[Binding]:
    """The names that statements bind in their own scope, in order, those of nested blocks included.

    Each with what it means: the full dotted name when an import binds it, ``""`` when a ``global`` or ``nonlocal`` statement says that it belongs
    elsewhere, else ``None``; and with whether an ``except`` block binds it.
    """
    todo = [(node, False) for node in reversed(body)]
    while todo:
        node, fallback = todo.pop()
        kind = type(node)
        if kind in IMPORTS:
            for name, target in import_targets(node):
                yield name, target, fallback
        elif kind in DEFINITIONS:
            yield node.name, None, fallback
        elif kind in BINDING:
            for name in stored_names(node):
                yield name, None, fallback
        elif kind in DECLARATIONS:
            for name in node.names:
                yield name, "", fallback
        for field in reversed(BLOCKS.get(kind, ())):
            inside = fallback or kind is _ast.ExceptHandler
            todo.extend((inner, inside) for inner in reversed(getattr(node, field)))


def import_targets(node: Node) -> Iterator[tuple[str, str]]:
    """Local name and full dotted name for each name of an import statement; relative names keep their leading dots."""
    if type(node) is _ast.Import:
        for alias in node.names:
            first = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (first, first)
        return
    dots = "." * node.level
    for alias in node.names:
        if alias.name == "*":
            for name in STAR_NAMES.get(node.module or "", ()) if not dots else ():
                yield name, f"{node.module}.{name}"
        else:
            base = f"{dots}{node.module}." if node.module else dots
            yield alias.asname or alias.name, _extension(f"{base}{alias.name}")


def _extension(name: str) -> str:
    """The name of what ``flask.ext`` gave before Flask 1.0: ``flask_mail.Mail`` for ``flask.ext.mail.Mail``."""
    return f"flask_{name[10:]}" if name.startswith("flask.ext.") else name


def stored_names(node: Node) -> Iterator[str]:
    """The plain names that one statement itself binds (not its nested blocks)."""
    kind = type(node)
    if kind is _ast.Assign:
        for target in node.targets:
            yield from target_names(target)
    elif kind in WITHS:
        for item in node.items:
            if item.optional_vars is not None:
                yield from target_names(item.optional_vars)
    elif kind is _ast.ExceptHandler:
        if node.name:
            yield node.name
    elif kind is _ast.match_case:
        yield from pattern_names(node.pattern)
    elif kind is TYPE_ALIAS:
        yield node.name.id
    elif kind is not _ast.AnnAssign or node.value is not None:
        yield from target_names(node.target)


def target_names(target: Node) -> Iterator[str]:
    """The plain names in an assignment's target."""
    kind = type(target)
    if kind is _ast.Name:
        yield target.id
    elif kind is _ast.Tuple or kind is _ast.List:
        for element in target.elts:
            yield from target_names(element)
    elif kind is _ast.Starred:
        yield from target_names(target.value)


def pattern_names(pattern: Node) -> Iterator[str]:
    """The names that a ``case`` pattern captures."""
    todo = [pattern]
    while todo:
        node = todo.pop()
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            yield name
        todo.extend(getattr(node, "patterns", ()))
        todo.extend(getattr(node, "kwd_patterns", ()))
        inner = getattr(node, "pattern", None)
        if inner is not None:
            todo.append(inner)


def final_names(names: dict[str, str], bound: Iterable[Binding]) -> dict[str, str]:
    """What imports mean once a module's or function's statements have run: what its nested functions see."""
    found = dict(names)
    for name, target, fallback in bound:
        if target:
            if not fallback or name not in found:
                found[name] = target
        elif target is None and not fallback:
            found.pop(name, None)
    return found


def text_constants(body: list[Node]) -> dict[str, str]:
    """Names bound once, to a text: ``KEY = "SECRET_KEY"``. Only a module's own statements, not its nested blocks, may bind them."""
    found: dict[str, str] = {}
    for node in body:
        if type(node) is _ast.Assign and len(node.targets) == 1 and type(node.targets[0]) is _ast.Name:
            value = node.value
            if type(value) is _ast.Constant and type(value.value) is str:
                found[node.targets[0].id] = value.value
    return _bound_once(body, found)


def aliases(body: list[Node], names: dict[str, str]) -> dict[str, str]:
    """What a module's names mean that are bound once, to something imported that no file of the same package need hold: ``render = flask.render_template``."""
    found: dict[str, str] = {}
    for node in body:
        if type(node) is _ast.Assign and len(node.targets) == 1 and type(node.targets[0]) is _ast.Name:
            first, rest = _dotted(node.value)
            target = names.get(first, "")
            if target and not target.startswith("."):
                found[node.targets[0].id] = target + rest
    return _bound_once(body, found)


def _dotted(value: Node) -> tuple[str, str]:
    """The first name of a dotted one, and the rest with its dot; nothing of another expression."""
    rest = ""
    while type(value) is _ast.Attribute:
        value, rest = value.value, f".{value.attr}{rest}"
    return (value.id, rest) if type(value) is _ast.Name else ("", "")


def _bound_once(body: list[Node], found: dict[str, str]) -> dict[str, str]:
    """Those names that nothing else in a module's own statements or their nested blocks binds."""
    seen: set[str] = set()
    for name, _, _ in bindings(body) if found else ():
        if name in seen:
            found.pop(name, None)
        seen.add(name)
    return found


def enter_function(reading: Reading, node: Node, parameters: list[str]) -> None:
    """Set the names that a function's body sees when it begins: those of its surroundings less its own, which are not bound yet."""
    bound = list(bindings(node.body))
    own = {name for name, target, _ in bound if target != ""}
    own.difference_update([name for name, target, _ in bound if target == ""])
    own.update(parameters)
    reading.names = {name: target for name, target in reading.finals.items() if name not in own}
    reading.readers = {name: reader for name, reader in reading.readers.items() if name not in own}
    reading.constants = {name: text for name, text in reading.constants.items() if name not in own}
    reading.finals = final_names(reading.names, bound)


TYPE_ALIAS = getattr(_ast, "TypeAlias", None)  # Python 3.12
IMPORTS = frozenset({_ast.Import, _ast.ImportFrom})
DEFINITIONS = frozenset({_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef})
DECLARATIONS = frozenset({_ast.Global, _ast.Nonlocal})
WITHS = frozenset({_ast.With, _ast.AsyncWith})
BINDING = frozenset(
    {
        _ast.Assign, _ast.AugAssign, _ast.AnnAssign, _ast.For, _ast.AsyncFor, _ast.ExceptHandler, _ast.match_case, *WITHS, TYPE_ALIAS,
    }
)  # fmt: skip
BLOCKS: dict[type, tuple[str, ...]] = {
    _ast.If: ("body", "orelse"),
    _ast.For: ("body", "orelse"),
    _ast.AsyncFor: ("body", "orelse"),
    _ast.While: ("body", "orelse"),
    _ast.With: ("body",),
    _ast.AsyncWith: ("body",),
    _ast.Try: ("body", "handlers", "orelse", "finalbody"),
    getattr(_ast, "TryStar", _ast.Try): ("body", "handlers", "orelse", "finalbody"),  # Python 3.11
    _ast.ExceptHandler: ("body",),
    _ast.Match: ("cases",),
    _ast.match_case: ("body",),
}
"""The nested blocks of each statement (and of handlers and cases), by field."""

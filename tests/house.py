"""What is to be seen of how a package is built: who imports whom, in any way that can be read, and how long things are.

Everything is asked of a folder that holds ``flaskcheck/`` and ``rules/``, so that a test can ask it of a small house with a hole in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

PACKAGE = "flaskcheck"
ROOMS = (
    "ground facts files known readers hosts shell images code values servers installed effects application units advice project rule findings fixes output command"
).split()
"""From the ground up. ``project`` and ``rule`` are single files: the doors."""

FLAT = frozenset({"", "__main__", "api", "project", "rule"})
"""What may lie beside the rooms; ``""`` is the package itself."""

DOORS = frozenset({"project", "rule", "known", "effects.effect"})
"""What a rule may import."""

SYNTAX = frozenset("children context guards spelling surroundings walk".split())
"""What facts say of how something is written, and of what it stands in."""

LONG_FOLDERS = ("hosts",)
"""Rooms with a file for each thing of its kind."""

LIMITS = "ground.limits"

MOST_MODULES, MOST_LINES, MOST_LINES_OF_FUNCTION = 25, 400, 40
MOST_QUESTIONS = 15
"""Public methods and properties of one class."""


def room(module: str) -> str:
    """The room of a module: ``findings`` of ``findings.engine``."""
    return module.partition(".")[0]


class House:
    """The modules below a folder: ``findings.engine`` is flaskcheck/findings/engine.py, ``rules.loopback_bind`` is rules/loopback_bind.py."""

    def __init__(self, folder: Path) -> None:
        self.engine = {_name(path, folder / PACKAGE): path for path in sorted((folder / PACKAGE).rglob("*.py"))}
        self.rules = {
            ".".join(path.relative_to(folder).with_suffix("").parts): path
            for path in sorted((folder / "rules").rglob("*.py"))
        }
        self.trees = {
            name: ast.parse(path.read_text(encoding="utf-8")) for name, path in {**self.engine, **self.rules}.items()
        }

    @cached_property
    def imports(self) -> dict[str, frozenset[str]]:
        """The modules of the package that each one imports anywhere: at its top, in functions, for types, by a name that is written out."""
        return {name: frozenset(self._imports(name)) - {name} for name in self.trees}

    def _imports(self, name: str) -> Iterator[str]:
        path = (self.engine | self.rules)[name]
        here = [part for part in (PACKAGE, *name.split(".")) if part]
        package = here if path.name == "__init__.py" else here[:-1]
        for node in ast.walk(self.trees[name]):
            for found in _named(node, package):
                if room(found) == PACKAGE:
                    yield self._module(found.partition(".")[2])

    def _module(self, dotted: str) -> str:
        """The module that a dotted name leads to: ``ground.place`` for ``ground.place.Place``, ``""`` for what the package itself has."""
        parts = dotted.split(".")
        ends = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((name for name in ends if name in self.trees), "rules" if parts[0] == "rules" else "")

    # -- the order of rooms ------------------------------------------------------------------------

    def upward(self) -> dict[str, set[str]]:
        """The modules of rooms that import what does not stand before them, and what that is."""
        found = {}
        for name in self.engine:
            if room(name) in ROOMS:
                below = {"", *ROOMS[: ROOMS.index(room(name)) + 1]}
                found[name] = {other for other in self.imports[name] if room(other) not in below}
        return {name: others for name, others in found.items() if others}

    def circles(self) -> set[str]:
        """The modules that import themselves through others."""
        return {name for name in self.engine if name in self._reached(name)}

    def _reached(self, name: str) -> set[str]:
        found: set[str] = set()
        todo = [name]
        while todo:
            new = (self.imports[todo.pop()] & self.engine.keys()) - found
            found |= new
            todo += new
        return found

    def past_the_doors(self) -> dict[str, set[str]]:
        """The rules that import more than the doors, and what that is."""
        found = {
            name.partition(".")[2]: {o for o in self.imports[name] - {"rules"} if not {o, room(o)} & DOORS}
            for name in self.rules
        }
        return {name: others for name, others in found.items() if others}

    def readers_of_syntax(self) -> set[str]:
        """The rules that look at how something is written, rather than ask what it does. An image's build context is none of that."""
        return {
            name.partition(".")[2]
            for name in self.rules
            for node in ast.walk(self.trees[name])
            if isinstance(node, ast.Attribute) and node.attr in SYNTAX and _last(node.value) != "image"
        }

    def homeless(self) -> set[str]:
        """The modules that lie in no room."""
        rooms = {name for name in ROOMS if name not in FLAT}
        return {
            name
            for name, path in self.engine.items()
            if name not in FLAT and (room(name) not in rooms or ("." not in name and path.name != "__init__.py"))
        }

    def taken_from_elsewhere(self) -> set[str]:
        """``module:name``, wherever a name is imported from a module that has only imported it itself."""
        found = set()
        for name, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and room(node.module or "") == PACKAGE and not node.level:
                    source = (node.module or "").partition(".")[2]
                    if source in self.engine:
                        own, taken = _bound(self.trees[source])
                        found |= {f"{name}:{a.name}" for a in node.names if a.name in taken - own}
        return found

    # -- sizes -------------------------------------------------------------------------------------

    def crowded(self) -> set[str]:
        """The folders with too many modules."""
        inside: dict[str, int] = {}
        for name, path in self.engine.items():
            if path.name != "__init__.py":
                folder = name.rpartition(".")[0]
                inside[folder] = inside.get(folder, 0) + 1
        return {folder for folder, count in inside.items() if count > MOST_MODULES and folder not in LONG_FOLDERS}

    def long_modules(self) -> set[str]:
        """The modules with too many lines."""
        return {
            name
            for name, path in {**self.engine, **self.rules}.items()
            if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
        }

    def long_functions(self) -> set[str]:
        """The functions with too many lines, counted from their ``def`` to their last."""
        return {
            f"{name}.{node.name}"
            for name, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            if (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_FUNCTION
        }

    def wide_classes(self) -> set[str]:
        """``module.Class`` of the engine's classes that are asked too much: by their own public methods and properties, not by inherited ones or fields."""
        return {
            f"{name}.{node.name}"
            for name in self.engine
            for node in ast.walk(self.trees[name])
            if isinstance(node, ast.ClassDef) and len(_questions(node)) > MOST_QUESTIONS
        }

    def talkative_packages(self) -> set[str]:
        """The packages of rooms whose ``__init__`` is more, or less, than a docstring of two sentences."""
        packages = {name for name, path in self.engine.items() if path.name == "__init__.py" and name}
        return {name for name in packages if not _is_two_sentences(self.trees[name])}

    def limits_elsewhere(self) -> set[str]:
        """``module.NAME`` of the limits that are set anywhere but in the one module for them, or there without a reason."""
        found = set()
        for name, tree in self.trees.items():
            for at, node in enumerate(tree.body):
                targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
                has_reason = name == LIMITS and any(isinstance(after, ast.Expr) for after in tree.body[at + 1 : at + 2])
                limits = [t.id for t in targets if isinstance(t, ast.Name) and t.id.startswith("MAX_")]
                found |= {f"{name}.{limit}" for limit in limits if not has_reason}
        return found

    def classes_of_one_name(self) -> dict[str, set[str]]:
        """The public names that are a class's in several modules of the engine."""
        found: dict[str, set[str]] = {}
        for name in self.engine:
            for node in self.trees[name].body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found.setdefault(node.name, set()).add(name)
        return {name: modules for name, modules in found.items() if len(modules) > 1}


def _name(path: Path, package: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _questions(class_: ast.ClassDef) -> set[str]:
    """The names of a class's public methods and properties, in whatever way its body defines them."""
    found = {node.name for node in class_.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    for node in class_.body:
        if isinstance(node, ast.Assign) and _answers(node.value, found):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return {name for name in found if not name.startswith("_")}


def _answers(value: ast.expr, methods: set[str]) -> bool:
    """Whether a value that a class's body binds is a method or property: ``property(f)``, a lambda, another name of a method."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id.endswith("property")
    return isinstance(value, ast.Lambda) or (isinstance(value, ast.Name) and value.id in methods)


def _is_two_sentences(tree: ast.Module) -> bool:
    told = ast.get_docstring(tree) or ""
    return len(tree.body) == 1 and len(re.findall(r"[.!?](?=\s|$)", told)) == 2


def _named(node: ast.AST, package: list[str]) -> Iterator[str]:
    """The dotted names that a statement or expression imports, or that it takes from the imported package itself."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else []
        source = ".".join([*above, *filter(None, [node.module])])
        yield from (f"{source}.{alias.name}" if alias.name != "*" else source for alias in node.names)
    elif isinstance(node, ast.Attribute):
        yield from filter(None, [_dotted(node)])
    elif isinstance(node, ast.Call):
        yield from _by_name(node, package)


def _last(node: ast.AST) -> str:
    """The last word of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _dotted(node: ast.AST) -> str:
    """``flaskcheck.ground.place`` as an expression, ``""`` for any other."""
    if isinstance(node, ast.Name):
        return node.id if node.id == PACKAGE else ""
    inner = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{inner}.{node.attr}" if inner and isinstance(node, ast.Attribute) else ""


def _by_name(call: ast.Call, package: list[str]) -> Iterator[str]:
    """The module that ``import_module`` or ``__import__`` is told by a text, or how its name begins."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called in ("import_module", "__import__") and call.args:
        text = call.args[0]
        text = text.values[0] if isinstance(text, ast.JoinedStr) and text.values else text
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            level = len(text.value) - len(text.value.lstrip("."))
            above = package[: len(package) - level + 1] if level else []
            yield ".".join([*above, *filter(None, [text.value.strip(".")])])


def _bound(tree: ast.Module) -> tuple[set[str], set[str]]:
    """The names that a module binds itself, and those that it has from other modules of the package."""
    own: set[str] = set()
    taken: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            is_ours = bool(node.level) or room(node.module or "") == PACKAGE
            taken |= {alias.asname or alias.name for alias in node.names} if is_ours else set()
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            own.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
    return own, taken

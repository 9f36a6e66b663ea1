"""Exact edits of Python code. Each is ``None`` where the code is not so plain that one edit surely says it."""

from __future__ import annotations

import _ast
import re
from bisect import bisect_right
from functools import cached_property, lru_cache

from flaskcheck.files.edits import TextEdits
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.place import Fix, Place
from flaskcheck.readers.python.module import parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

GUARD = 'if __name__ == "__main__":'

_DEFAULT = re.compile(
    r"""(?:os\.environ\.get|os\.getenv)\(\s*(?P<q>["'])(?P<name>\w+)(?P=q)\s*"""
    r"""(?:,\s*(?P<t>["'])[^"'\\\n]*(?P=t)\s*,?\s*\)|\)\s+or\s+(?P<u>["'])[^"'\\\n]*(?P=u))"""
)


class CodeEdits:
    """The edits of the Python files of a tree. All of them may change what the application does."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def from_environment(self, place: Place, variable: str) -> Fix | None:
        """``os.environ[…]`` in place of the literal that is assigned, or given, at a place."""
        source = self._tree.source(place.path)
        module = _parsed(source.text)
        literal = module.literal_at(source, place) if module and variable.isidentifier() else None
        put = TextEdits(source).put(literal, f'os.environ["{variable}"]') if literal else None
        return self._with_os(source, module, put)

    def required(self, place: Place, variable: str) -> Fix | None:
        """``os.environ[…]`` in place of a variable that has a literal as its default."""
        own = TextEdits(self._tree.source(place.path))
        return _unsafe(own.substituted(place, _DEFAULT, variable, f'os.environ["{variable}"]'))

    def guarded(self, place: Place, to_the_end: bool = False) -> Fix | None:
        """A statement of the module under the main guard, with all that follows it if that is asked for."""
        source = self._tree.source(place.path)
        module = _parsed(source.text)
        at = module.statement_at(place.line) if module else None
        if module is None or at is None:
            return None
        body = module.body
        left = body[at:] if to_the_end else body[at : at + 1]
        if to_the_end and any(
            isinstance(node, (_ast.FunctionDef, _ast.ClassDef, _ast.AsyncFunctionDef)) for node in left
        ):
            return None
        first, last = _first(left[0]), left[-1].end_lineno or 0
        lines = source.lines[first - 1 : last]
        beside = (*body[max(at - 1, 0) : at], *body[at + len(left) : at + len(left) + 1])
        shares = any(_first(node) <= last and (node.end_lineno or 0) >= first for node in beside)
        if shares or any(quote in line for line in lines for quote in ('"""', "'''")):
            return None
        block = Place(source.path, first, 1, last, len(source.lines[last - 1]) + 1)
        text = "\n".join([GUARD, *(f"    {line}" if line.strip() else line for line in lines)])
        return _unsafe(TextEdits(source).put(block, text))

    def _with_os(self, source: Source, module: _Parsed | None, fix: Fix | None) -> Fix | None:
        """A fix, and the import of ``os`` where the module has none."""
        if fix is None or module is None:
            return None
        if "os" in module.imported:
            return _unsafe(fix)
        imported = TextEdits(source).inserted(module.top, "import os")
        return Fix((*imported.edits, *fix.edits), is_unsafe=True) if imported else None


def _unsafe(fix: Fix | None) -> Fix | None:
    return fix.replaced(is_unsafe=True) if fix else None


class _Parsed:
    """A module's syntax, and where its parts stand; made once for all edits of a file."""

    def __init__(self, module: _ast.Module) -> None:
        self.body = module.body
        self._module = module

    def statement_at(self, line: int) -> int | None:
        """Which of the module's own statements a line is in: the first, where several share it."""
        at = bisect_right(self._firsts, line) - 1
        while at > 0 and (self.body[at - 1].end_lineno or 0) >= line:
            at -= 1
        return at if at >= 0 and (self.body[at].end_lineno or 0) >= line else None

    def literal_at(self, source: Source, place: Place) -> Place | None:
        """The place of the text that is all of a place, or all that is assigned there."""
        for node, value in self._texts.get(place.line, ()):
            if _place(source, node) == place and value.end_lineno == value.lineno:
                return _place(source, value)
        return None

    @cached_property
    def imported(self) -> frozenset[str]:
        """The modules that are imported by their own names."""
        imports = (node for node in self.body if isinstance(node, _ast.Import))
        return frozenset(alias.name for node in imports for alias in node.names if alias.asname is None)

    @property
    def top(self) -> int:
        """The line where a further import may stand: behind the docstring and what comes from the future."""
        for node in self.body:
            is_text = isinstance(node, _ast.Expr) and isinstance(node.value, _ast.Constant)
            if not is_text and not (isinstance(node, _ast.ImportFrom) and node.module == "__future__"):
                return _first(node)
        return 1

    @cached_property
    def _firsts(self) -> list[int]:
        return [_first(node) for node in self.body]

    @cached_property
    def _texts(self) -> dict[int, list[tuple[_ast.AST, _ast.Constant]]]:
        """By the line where they begin, the texts and what holds nothing else."""
        found: dict[int, list[tuple[_ast.AST, _ast.Constant]]] = {}
        for node in _walk(self._module):
            value = node.value if isinstance(node, (_ast.Assign, _ast.AnnAssign, _ast.keyword)) else node
            if isinstance(value, _ast.Constant) and isinstance(value.value, str):
                found.setdefault(getattr(node, "lineno", 0), []).append((node, value))
        return found


@lru_cache(maxsize=8)
def _parsed(text: str) -> _Parsed | None:
    tree = parse(text)
    return _Parsed(tree) if isinstance(tree, _ast.Module) else None


def _walk(node: _ast.AST) -> Iterator[_ast.AST]:
    """A node and all below it, without the import of ``ast`` (12 ms)."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        for field in node._fields:
            value = getattr(node, field, None)
            todo += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, _ast.AST)]


def _first(node: _ast.stmt) -> int:
    """The line where a statement begins, its decorators included."""
    decorators: list[_ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _place(source: Source, node: _ast.AST) -> Place | None:
    start, end = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    if not (start and end):
        return None
    columns = ((start, node.col_offset), (end, node.end_col_offset))  # type: ignore[attr-defined]
    first, last = (len(encoded(source.lines[n - 1])[:at].decode("utf-8", "replace")) + 1 for n, at in columns)
    return Place(source.path, start, first, end, last)

"""Exact edits of Python code. Each is ``None`` where the code is not so plain that one edit surely says it."""

from __future__ import annotations

import ast
import re

from flaskcheck.files.edits import TextEdits
from flaskcheck.ground.place import Fix, Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

GUARD = 'if __name__ == "__main__":'

_DEFAULT = (
    r"""(?:os\.environ\.get|os\.getenv)\(\s*(?P<q>["']){name}(?P=q)\s*,\s*(?P<t>["'])[^"'\\\n]*(?P=t)\s*,?\s*\)"""
    r"""|(?:os\.environ\.get|os\.getenv)\(\s*(?P<o>["']){name}(?P=o)\s*\)\s+or\s+(?P<u>["'])[^"'\\\n]*(?P=u)"""
)


class CodeEdits:
    """The edits of the Python files of a tree. All of them may change what the application does."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def from_environment(self, place: Place, variable: str) -> Fix | None:
        """``os.environ[…]`` in place of the literal that is assigned, or given, at a place."""
        source = self._tree.source(place.path)
        module = _parsed(source)
        literal = _literal_at(module, source, place) if module and variable.isidentifier() else None
        put = TextEdits(source).put(literal, f'os.environ["{variable}"]') if literal else None
        return self._with_os(source, module, put)

    def required(self, place: Place, variable: str) -> Fix | None:
        """``os.environ[…]`` in place of a variable that has a literal as its default."""
        own = TextEdits(self._tree.source(place.path))
        pattern = re.compile(_DEFAULT.replace("{name}", re.escape(variable)))
        return _unsafe(own.substituted(place, pattern, f'os.environ["{variable}"]'))

    def guarded(self, place: Place, to_the_end: bool = False) -> Fix | None:
        """A statement of the module under the main guard, with all that follows it if that is asked for."""
        source = self._tree.source(place.path)
        module = _parsed(source)
        body = module.body if module else []
        at = next((n for n, node in enumerate(body) if _first(node) <= place.line <= (node.end_lineno or 0)), None)
        if at is None or not body[at].end_lineno:
            return None
        left = body[at:] if to_the_end else body[at : at + 1]
        if to_the_end and any(isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)) for node in left):
            return None
        first, last = _first(left[0]), left[-1].end_lineno or 0
        lines = source.lines[first - 1 : last]
        shares = any(_first(node) <= last and (node.end_lineno or 0) >= first for node in body if node not in left)
        if shares or any(quote in line for line in lines for quote in ('"""', "'''")):
            return None
        block = Place(source.path, first, 1, last, len(source.lines[last - 1]) + 1)
        text = "\n".join([GUARD, *(f"    {line}" if line.strip() else line for line in lines)])
        return _unsafe(TextEdits(source).put(block, text))

    def _with_os(self, source: Source, module: ast.Module | None, fix: Fix | None) -> Fix | None:
        """A fix, and the import of ``os`` where the module has none."""
        if fix is None or module is None:
            return None
        if "os" in _imported(module):
            return _unsafe(fix)
        imported = TextEdits(source).inserted(_top(module), "import os")
        return Fix((*imported.edits, *fix.edits), is_unsafe=True) if imported else None


def _unsafe(fix: Fix | None) -> Fix | None:
    return fix.replaced(is_unsafe=True) if fix else None


def _parsed(source: Source) -> ast.Module | None:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _first(node: ast.stmt) -> int:
    """The line where a statement begins, its decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _imported(module: ast.Module) -> Iterator[str]:
    for node in module.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.asname is None)


def _top(module: ast.Module) -> int:
    """The line where a further import may stand: behind the docstring and what comes from the future."""
    for node in module.body:
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_text and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            return _first(node)
    return 1


def _literal_at(module: ast.Module, source: Source, place: Place) -> Place | None:
    """The place of the text that is all of a place, or all that is assigned there."""
    for node in ast.walk(module):
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign, ast.keyword)) else node
        if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
            continue
        if _place(source, node) == place and value.end_lineno == value.lineno:
            return _place(source, value)
    return None


def _place(source: Source, node: ast.AST) -> Place | None:
    start, end = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    if not (start and end):
        return None
    columns = ((start, node.col_offset), (end, node.end_col_offset))  # type: ignore[attr-defined]
    first, last = (len(source.lines[n - 1].encode()[:at].decode("utf-8", "replace")) + 1 for n, at in columns)
    return Place(source.path, start, first, end, last)

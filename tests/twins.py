"""Changes of Python that mean nothing in production: whatever flaskcheck tells of a file it tells of its twin."""

from __future__ import annotations

import ast
from collections.abc import Callable


def reprinted(tree: ast.Module) -> ast.Module:
    """The same code without its comments, quotes and line breaks."""
    return tree


def with_constants(tree: ast.Module) -> ast.Module:
    """Each text that a call is given, or a name is bound to, stands in a constant at the top of the module."""
    made = _Constants()
    made.visit(tree)
    constants: list[ast.stmt] = [_bound(name, ast.Constant(text)) for text, name in made.names.items()]
    return _inserted(tree, constants)


def with_sums(tree: ast.Module) -> ast.Module:
    """Each such text is the sum of two."""
    _Sums().visit(tree)
    return tree


def with_aliases(tree: ast.Module) -> ast.Module:
    """What a module imports has another name first, and is then bound to its own."""
    body: list[ast.stmt] = []
    for node in tree.body:
        body.append(node)
        for alias in node.names if isinstance(node, ast.ImportFrom) and node.module != "__future__" else ():
            if alias.asname is None and alias.name != "*":
                alias.asname = f"_own_{alias.name}"
                body.append(_bound(alias.name, ast.Name(alias.asname)))
    tree.body = body
    return tree


def with_other_locals(tree: ast.Module) -> ast.Module:
    """The variables of innermost functions are called something else."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not _has_own_scopes(node):
            _rename(node)
    return tree


def with_results(tree: ast.Module) -> ast.Module:
    """What a function returns has a name first."""
    return _Results().visit(tree)  # type: ignore[no-any-return]


def with_tests(tree: ast.Module) -> ast.Module:
    """The body of each function stands under a test that always holds."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            rest = 1 if ast.get_docstring(node) is not None else 0
            if node.body[rest:]:
                node.body[rest:] = [ast.If(ast.Constant(True), node.body[rest:], [])]
    return tree


KINDS = (reprinted, with_constants, with_sums, with_aliases, with_other_locals, with_results, with_tests)


def twin(source: str, change: Callable[[ast.Module], ast.Module]) -> str:
    """A Python file after a change; the file itself where it cannot be parsed."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    return ast.unparse(ast.fix_missing_locations(change(tree))) + "\n"


def _bound(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name)], value)


def _inserted(tree: ast.Module, statements: list[ast.stmt]) -> ast.Module:
    """The module with statements behind its docstring and what it takes from ``__future__``."""
    first = 1 if ast.get_docstring(tree) is not None else 0
    while first < len(tree.body) and getattr(tree.body[first], "module", "") == "__future__":
        first += 1
    tree.body[first:first] = statements
    return tree


class _Texts(ast.NodeTransformer):
    """Goes through the texts that calls are given and that names are bound to."""

    def replaced(self, text: str) -> ast.expr:
        raise NotImplementedError

    def _of(self, value: ast.expr) -> ast.expr:
        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value
        return self.replaced(value.value) if is_text else value  # type: ignore[attr-defined]

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        node.args = [self._of(value) for value in node.args]
        for keyword in node.keywords:
            keyword.value = self._of(keyword.value)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        if not any(isinstance(target, ast.Name) and target.id.startswith("__") for target in node.targets):
            node.value = self._of(node.value)
        return node


class _Constants(_Texts):
    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def replaced(self, text: str) -> ast.expr:
        return ast.Name(self.names.setdefault(text, f"_TEXT_{len(self.names)}"))


class _Sums(_Texts):
    def replaced(self, text: str) -> ast.expr:
        middle = len(text) // 2
        parts = ast.Constant(text[:middle]), ast.Constant(text[middle:])
        return ast.BinOp(parts[0], ast.Add(), parts[1]) if middle else ast.Constant(text)


class _Results(ast.NodeTransformer):
    def visit_Return(self, node: ast.Return) -> ast.AST | list[ast.stmt]:
        if node.value is None or isinstance(node.value, (ast.Name, ast.Constant, ast.Await)):
            return node
        return [_bound("given_back", node.value), ast.Return(ast.Name("given_back"))]


def _has_own_scopes(function: ast.AST) -> bool:
    scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Global, ast.Nonlocal)
    inner = [node for node in ast.walk(function) if node is not function]
    reads_names = {"locals", "globals", "eval", "exec", "vars"} & {getattr(node, "id", "") for node in inner}
    return bool(reads_names) or any(isinstance(node, (*scopes, ast.Import, ast.ImportFrom)) for node in inner)


def _rename(function: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    given = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    names = [node for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Name)]
    own = {node.id for node in names if isinstance(node.ctx, (ast.Store, ast.Del))} - given
    new = {name: f"own_{number}" for number, name in enumerate(sorted(own))}
    for node in names:
        node.id = new.get(node.id, node.id)
    for statement in function.body:
        for handler in (node for node in ast.walk(statement) if isinstance(node, ast.ExceptHandler)):
            handler.name = new.get(handler.name or "", handler.name)

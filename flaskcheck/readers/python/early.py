"""The names that a file surely reads at its top before anything binds them: the statements as Python runs them, one after the other."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator


def early_names(text: str, wanted: frozenset[str]) -> frozenset[str]:
    """Those of some names that a module reads in a statement that each import runs, while only later ones bind them; empty where other code may bind names of the module."""
    import ast  # asked of few files

    try:
        top = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    every = list(ast.walk(top))
    if any(isinstance(n, ast.Global) or (isinstance(n, ast.alias) and n.name == "*") for n in every):
        return frozenset()
    bound: set[str] = set()
    found: set[str] = set()
    for statement in top.body:
        read, binds = set(_read(_certain(statement))), set(_bound(statement))
        walrus = {n.target.id for n in ast.walk(statement) if isinstance(n, ast.NamedExpr)}
        found |= (read & wanted) - bound - walrus
        bound |= binds
    return frozenset(found)


def _certain(statement: ast.stmt) -> Iterator[ast.expr]:
    """The expressions that a statement evaluates first, whatever they give."""
    import ast

    if isinstance(statement, (ast.Expr, ast.Assign, ast.AugAssign)):
        yield statement.value
        yield from getattr(statement, "targets", ())  # what is given an entry or an attribute is read
    elif isinstance(statement, ast.If):
        test = statement.test
        yield test.values[0] if isinstance(test, ast.BoolOp) else test
    elif isinstance(statement, ast.For):
        yield statement.iter
    elif isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        yield from statement.decorator_list


def _read(values: Iterator[ast.expr]) -> Iterator[str]:
    """The names that expressions read as soon as they are evaluated: not those of lambdas, comprehensions and choices."""
    import ast

    todo: list[ast.AST] = list(values)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.BoolOp, ast.IfExp)):
            todo.append(node.values[0] if isinstance(node, ast.BoolOp) else node.test)
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            todo.extend(ast.iter_child_nodes(node))


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement may bind in its module, whatever it runs."""
    import ast

    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


def early_locals(text: str, wanted: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of some names of functions (their qualified name, and the name) that a function reads in a statement which each call runs, while only later ones of its own bind them."""
    import ast  # asked of few files

    try:
        todo: list[tuple[str, ast.stmt]] = [("", statement) for statement in ast.parse(text).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    found: set[tuple[str, str]] = set()
    scopes = {scope for scope, _ in wanted}
    while todo:
        around, node = todo.pop()
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            todo += [(around, inner) for inner in ast.iter_child_nodes(node) if isinstance(inner, ast.stmt)]
            continue
        name = f"{around}.{node.name}".lstrip(".")
        todo += [(name, statement) for statement in node.body]
        if name in scopes and not isinstance(node, ast.ClassDef):
            found.update((name, early) for early in _early_in(node) if (name, early) in wanted)
    return frozenset(found)


def _early_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    import ast

    arguments = function.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg)
    bound = {argument.arg for argument in every if argument is not None}
    inside = list(ast.walk(function))
    bound.update(name for n in inside if isinstance(n, (ast.Global, ast.Nonlocal)) for name in n.names)
    own = {n.id for n in _of_function(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    found: set[str] = set()
    for statement in function.body:
        walrus = {n.target.id for n in ast.walk(statement) if isinstance(n, ast.NamedExpr)}
        read = set(_read(_certain(statement)))
        if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            read.add(statement.target.id)
        found |= (read & own) - bound - walrus
        bound.update(_bound(statement))
    return found


def _of_function(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """What stands in a function itself, and not in one inside it."""
    import ast

    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    comprehensions = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    todo: list[ast.AST] = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, inner + comprehensions):
            todo.extend(ast.iter_child_nodes(node))

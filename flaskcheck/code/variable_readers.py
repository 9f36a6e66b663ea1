"""Functions of the repository that read the variable of the environment whose name they are given: ``def need(name): return os.environ[name]``."""

from __future__ import annotations

from flaskcheck.code.refused_uses import evaluated
from flaskcheck.facts.expressions import Call, Name, Subscript
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression

_GETTING = ("os.environ.get", "os.getenv")


class VariableReader(Record):
    """A function by its qualified name, with the parameter that is the name of a variable, and its place among them."""

    function: str
    parameter: str
    position: int


def variable_readers(code: Code, path: str, _: str) -> tuple[VariableReader, ...]:
    """Those of one file: ask ``Code.once`` for them."""
    module = code.module(path)
    source = code.tree.source(path).raw if module is not None else b""
    if module is None or not (b"environ" in source or b"getenv" in source):
        return ()
    calls = ((site.scope, site.call) for site in module.calls if site.call.name in _GETTING)
    values = ((statement.scope, value) for statement, value in evaluated(module) if statement.scope)
    asked = (*calls, *((scope, inner) for scope, value in values for inner in _subscripts(value)))
    found = (_reader(code, path, scope, value) for scope, value in asked)
    return tuple(dict.fromkeys(reader for reader in found if reader is not None))


def _subscripts(value: Expression) -> Iterator[Expression]:
    """The subscripts of the environment in an expression."""
    return (i for i in value.walk() if isinstance(i, Subscript) and i.base.dotted == "os.environ")


def _reader(code: Code, path: str, scope: str, value: Expression) -> VariableReader | None:
    key = value.argument(0, "key") if isinstance(value, Call) else value.key if isinstance(value, Subscript) else None
    function = code.function(path, scope) if isinstance(key, Name) and not key.imported else None
    names = [p.name for p in function.parameters if p.name not in ("self", "cls")] if function is not None else []
    return (
        VariableReader(scope, key.dotted, names.index(key.dotted)) if key is not None and key.dotted in names else None
    )

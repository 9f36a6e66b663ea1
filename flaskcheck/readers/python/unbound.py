"""The names that a file reads and nothing in it binds: Python's own table of symbols tells, which is much quicker than a walk."""

from __future__ import annotations

import _symtable  # type: ignore[import-not-found]
import builtins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

OF_MODULES = "__annotations__ __builtins__ __cached__ __class__ __debug__ __dict__ __doc__ __file__ __loader__ __name__ __package__ __path__ __spec__"
OF_OTHERS = "BaseExceptionGroup EncodingWarning ExceptionGroup PythonFinalizationError WindowsError _ aiter anext copyright credits exit license quit"
"""What other Pythons, Windows, the module ``site`` and gettext put among the builtins."""

OF_PYTHON_2 = (
    "apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange"
)

BUILTINS = frozenset((*dir(builtins), *f"{OF_MODULES} {OF_OTHERS} {OF_PYTHON_2}".split()))

BINDS_OTHERWISE = frozenset(
    ("exec", "eval", "execfile", "globals", "locals", "vars", "__builtins__", "builtins", "get_ipython", "__dict__")
)
"""Where one of these is named, names may be bound in ways that no table has."""


def unbound_names(text: str) -> tuple[tuple[str, str], ...]:
    """Scope (as facts have it) and name of what is read there and bound nowhere around it; empty where that cannot be told.

    Annotations count, although not every Python evaluates them; what a star import brings is not known here.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            top = _symtable.symtable(text, "<source>", "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError, SystemError):
            return ()
    read: set[tuple[str, str]] = set()
    bound = {name for name, flags in top.symbols.items() if flags & _symtable.DEF_BOUND}
    own: set[tuple[str, str]] = set()
    for scope, table in _below(top):
        for name, flags in table.symbols.items():
            kind = flags >> _symtable.SCOPE_OFF & _symtable.SCOPE_MASK
            if flags & _symtable.DEF_GLOBAL and flags & _symtable.DEF_BOUND:
                bound.add(name)
            elif flags & _symtable.USE and (
                kind == _symtable.GLOBAL_IMPLICIT or (table is top and kind != _symtable.LOCAL)
            ):
                read.add((scope, name))
            elif kind in (_symtable.LOCAL, _symtable.CELL, _symtable.FREE):
                own.add((scope, name))
    names = {name for _, name in read} - bound - BUILTINS
    if not names or not BINDS_OTHERWISE.isdisjoint(name for _, name in read):
        return ()
    return tuple(sorted(found for found in read - own if found[1] in names))


def _below(top: Any) -> Iterator[tuple[str, Any]]:
    """Every table with the scope of facts that it belongs to: comprehensions and lambdas belong to what they stand in."""
    todo = [("", top)]
    while todo:
        scope, table = todo.pop()
        yield scope, table
        for inner in table.children:
            name = inner.name
            is_named = name.isidentifier() and name not in (
                "genexpr",
                "listcomp",
                "setcomp",
                "dictcomp",
                "lambda",
                "top",
            )
            todo.append((f"{scope}.{name}".lstrip(".") if is_named else scope, inner))

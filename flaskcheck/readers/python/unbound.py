"""The names that a file reads and nothing in it binds: Python's own table of symbols tells, which is much quicker than a walk."""

from __future__ import annotations

import builtins
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from symtable import SymbolTable

OF_PLACES = "__annotations__ __builtins__ __cached__ __class__ __debug__ __dict__ __doc__ __file__ __loader__ __module__ __name__ __package__ __path__ __qualname__ __spec__"
"""What every module, and what every class, has without binding it."""

OF_OTHERS = "BaseExceptionGroup EncodingWarning ExceptionGroup PythonFinalizationError WindowsError _ aiter anext copyright credits exit license quit"
"""What other Pythons, Windows, the module ``site`` and gettext put among the builtins."""

OF_PYTHON_2 = (
    "apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange"
)

BUILTINS = frozenset((*dir(builtins), *f"{OF_PLACES} {OF_OTHERS} {OF_PYTHON_2}".split()))

BINDS_OTHERWISE = frozenset(
    ("exec", "eval", "execfile", "globals", "locals", "vars", "__builtins__", "builtins", "get_ipython", "__dict__")
)
"""Where one of these is named, names may be bound in ways that no table has."""

_ONLY_CALLED = re.compile(r"\bglobals\(\)\[[^\]\n]{1,200}\]\(")
"""What only calls a function of the module whose name it makes, as revisions of several databases do."""


def unbound_names(text: str) -> tuple[tuple[str, str], ...]:
    """Scope (as facts have it) and name of what is read there and bound nowhere around it; empty where that cannot be told.

    Annotations count, although not every Python evaluates them; what a star import brings is not known here.
    """
    import symtable  # asked of few files
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            top = symtable.symtable(text, "<source>", "exec")
        except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError, SystemError):
            return ()
    read: set[tuple[str, str]] = set()
    bound = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_local()}
    own: set[tuple[str, str]] = set()
    for scope, table in _below(top):
        for symbol in table.get_symbols():
            name = symbol.get_name()
            if symbol.is_declared_global():
                bound |= {name} if symbol.is_assigned() or symbol.is_imported() else set()
            elif symbol.is_local() or symbol.is_free():
                own.add((scope, name))
            elif symbol.is_referenced():
                read.add((scope, name))
    asked = {name for _, name in read}
    names = asked - bound - BUILTINS
    if names and "globals" in asked and text.count("globals") == len(_ONLY_CALLED.findall(text)):
        asked.discard("globals")
    if not names or not BINDS_OTHERWISE.isdisjoint(asked):
        return ()
    return tuple(sorted(found for found in read - own if found[1] in names))


def _below(top: SymbolTable) -> Iterator[tuple[str, SymbolTable]]:
    """Every table with the scope of facts that it belongs to: comprehensions and lambdas belong to what they stand in."""
    todo = [("", top)]
    while todo:
        scope, table = todo.pop()
        yield scope, table
        for inner in table.get_children():
            name = inner.get_name()
            is_named = name not in _UNNAMED and inner.get_type() in ("function", "class")  # not type parameters
            todo.append((f"{scope}.{name}".lstrip(".") if is_named else scope, inner))


_UNNAMED = frozenset("genexpr listcomp setcomp dictcomp lambda top".split())
"""What Python's table calls scopes that have no name of their own."""

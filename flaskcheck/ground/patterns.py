"""Regular expressions of flaskcheck's own modules and of PyYAML's, compiled when first used.

Engine and rules write ``PATTERN = re.compile(…)`` at the top of a module, as one does. Some 300 such patterns are met by a run, of which a small repository uses a
third; compiling the others took 19 of 220 ms (CPython 3.11). So that no module has to know, ``re.compile`` itself is told to put it off, for them alone. PyYAML makes some twenty when it is
imported, of which its compiled parser needs a few: they took an eighth of a small run that reads one YAML file.
"""

from __future__ import annotations

import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_compile = re.compile
_COMPREHENSIONS = ("<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>")
"""Before Python 3.12 they are functions of their own, which run for anyone who holds them."""

_OF_FUNCTION = 0x1
"""``inspect.CO_OPTIMIZED``: what functions' code has, that of modules and classes not."""

_LAZY = ("flaskcheck.", "yaml.")
"""How the names of the modules begin whose patterns are put off."""

_USED = ("search", "match", "fullmatch", "sub", "subn", "split", "finditer", "findall")


class Deferred:
    """Stands for a compiled pattern until something is asked of it, then takes over its methods."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled: Any = _compile(self.pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _USED})
        return getattr(compiled, name)


def defer() -> None:
    """From now on put off the patterns that these modules compile at their top level or in the body of a class; everyone else's are compiled at once."""

    def compile_(pattern: Any, flags: Any = 0) -> Any:
        caller = sys._getframe(1)
        while caller.f_code.co_name in _COMPREHENSIONS and caller.f_back:
            caller = caller.f_back
        is_top = not caller.f_code.co_flags & _OF_FUNCTION
        is_lazy = is_top and caller.f_globals.get("__name__", "").startswith(_LAZY)
        return Deferred(pattern, flags) if is_lazy and type(pattern) in (str, bytes) else _compile(pattern, flags)

    re.compile = compile_

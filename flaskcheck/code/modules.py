"""The repository's own Python: modules read on demand."""

from __future__ import annotations

import re

from flaskcheck.code.bindings import Bindings
from flaskcheck.facts.expressions import called
from flaskcheck.facts.python import Module
from flaskcheck.files import reading
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.words import words_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeVar

    T = TypeVar("T")

    from flaskcheck.code.bindings import Binding, Mention
    from flaskcheck.code.syntax import Syntax
    from flaskcheck.facts.python import CallSite, Class, Function, Import, Statement
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree


class Code:
    """All Python files of a tree, each read once, when first asked for; ``read`` makes the facts, where that is not simply the reader."""

    def __init__(self, tree: Tree, read: Callable[[Source], Module] | None = None) -> None:
        self.tree = tree
        self._read = read or _parsed
        self.paths: tuple[str, ...] = tuple(p for p in tree.files if p.endswith((".py", ".wsgi")))
        self._modules: dict[str, Module] = {}
        self._indexes: dict[str, Bindings] = {}
        self._worked_out: dict[tuple[str, ...], Any] = {}
        self._words: dict[str, frozenset[bytes]] = {}

    def module(self, path: str) -> Module | None:
        """The facts of a Python file, or ``None`` when there is no such file."""
        if path not in self._modules:
            if not self.tree.has(path):
                return None
            self._modules[path] = reading.read(self.tree, path, self._read) or Module(path)
        return self._modules[path]

    def index(self, path: str) -> Bindings:
        """What a file binds; nothing where there is none."""
        found = self._indexes.get(path)
        if found is None:
            found = self._indexes[path] = Bindings(self.module(path) or Module(path))
        return found

    def once(self, make: Callable[[Code, str, str], T], path: str, scope: str) -> T:
        """What a function works out of one scope of a file, which many ask for and which never changes."""
        key = make.__module__, make.__qualname__, path, scope
        if key not in self._worked_out:
            self._worked_out[key] = make(self, path, scope)
        found: T = self._worked_out[key]
        return found

    def newest_syntax(self, path: str) -> Syntax | None:
        """The newest construct of a file, if there is one that not every Python 3 reads."""
        from flaskcheck.code.syntax import newest_syntax

        module = self.module(path)
        return newest_syntax(self.tree.source(path), module.error if module is not None else None)

    def bindings(self, path: str) -> dict[str, list[Binding]]:
        """What binds each module-level name, in source order (``*`` for star imports)."""
        return self.index(path).of_module

    def lines_with(self, word: str) -> Iterator[tuple[str, int]]:
        """Every line of every Python file that a word stands in, whatever it is there."""
        for path in self.files_with(word):
            lines = self.tree.source(path).raw.decode("utf-8", "replace").splitlines()
            yield from ((path, number) for number, line in enumerate(lines, 1) if word in line)

    def naming(self, name: str, paths: Iterable[str]) -> list[str]:
        """Those of some Python files that a name stands in as a word of its own (at least: what is not ASCII ends a word here)."""
        if not name.isascii():
            return [path for path in paths if encoded(name) in self.tree.source(path).raw]
        word, known = encoded(name), self._words
        for path in paths:
            if path not in known:
                known[path] = frozenset(self.tree.source(path).raw.translate(_APART).split())
        return [path for path in paths if word in known[path]]

    def files_with(self, word: str) -> Iterator[str]:
        """Every Python file that a word stands in, whatever it is there."""
        return (path for path in self.paths if encoded(word) in self.tree.source(path).raw)

    def scope(self, path: str, scope: str) -> list[Statement]:
        """The assignments, calls, imports, classes and failures of one scope in source order."""
        return self.index(path).scope(scope)

    def binders(self, path: str, scope: str, name: str) -> list[Statement]:
        """The assignments and imports of one scope that bind a name, or a dotted target such as ``self.url``, in source order."""
        return self.index(path).binders(scope, name)

    def mentions(self, path: str, scope: str) -> list[Mention]:
        """The names that the calls and assignments of one scope mention, those under the same guards together."""
        return self.index(path).mentions(scope)

    def imports(self, path: str, scope: str) -> list[Import]:
        """The imports of one scope, in source order."""
        return self.index(path).imports(scope)

    def functions_in(self, path: str, scope: str) -> list[Function]:
        """The functions that are defined directly in one scope."""
        return self.index(path).functions_by_scope.get(scope, [])

    def function(self, path: str, name: str) -> Function | None:
        """The last function of this qualified name."""
        return self.index(path).functions.get(name)

    def class_(self, path: str, name: str) -> Class | None:
        """The last class of this qualified name."""
        return self.index(path).classes.get(name)


_APART = bytes(byte if chr(byte).isalnum() and byte < 128 or byte == 95 else 32 for byte in range(256))
"""Every byte, a space for each that is no letter of ASCII, digit or underscore."""


def calls_by_word(code: Code, path: str, _: str) -> dict[str, list[CallSite]]:
    """The calls in a file by the last word of what is called, in source order: ask ``Code.once`` for it."""
    found: dict[str, list[CallSite]] = {}
    module = code.module(path)
    for site in module.calls if module else ():
        found.setdefault(called(site.call), []).append(site)
    return found


_CLASS = re.compile(rb"(?:^(?:\xef\xbb\xbf)?|[\r\n])[ \t\f]*class[ \t]+(\w+)")
"""A line that begins a class. A compound statement begins its line, so there are no others."""


def classes_called(code: Code, _: str, name: str) -> tuple[Class, ...]:
    """The classes of a name, whatever they stand in, in all files: only those are read whose text may define one. Ask ``Code.once`` for them."""
    paths = code.once(_by_class, "", "").get(encoded(name), ()) if name.isascii() else code.naming(name, code.paths)
    modules = (module for path in paths if (module := code.module(path)))
    return tuple(c for module in modules for c in module.classes if c.name.rpartition(".")[2] == name)


def _by_class(code: Code, _path: str, _scope: str) -> dict[bytes, list[str]]:
    """The files in whose text a class of a name may be defined, by that name."""
    found: dict[bytes, list[str]] = {}
    for path in code.paths:
        for name in dict.fromkeys(_CLASS.findall(code.tree.source(path).raw)):
            found.setdefault(name, []).append(path)
    return found


def strays(code: Code, path: str, name: str) -> tuple[int, ...]:
    """The lines of a file that name something otherwise than by calling or importing it, or as a class: ask ``Code.once`` for them."""
    calls, module = code.once(calls_by_word, path, "").get(name, ()), code.module(path)
    told = {line for s in calls for line in range(s.place.line, s.call.function.place.end_line + 1)}
    if module is not None:
        told |= {s.place.line for s in module.imports if s.name == name}
        told |= {c.place.line for c in module.classes if c.name == name}
    lines = enumerate(code.tree.source(path).raw.decode("utf-8", "replace").splitlines(), 1)
    return tuple(n for n, line in lines if name in line and n not in told and any(True for _ in words_at(line, name)))


def _parsed(source: Source) -> Module:
    from flaskcheck.readers.python import module as python

    return python.read(source)

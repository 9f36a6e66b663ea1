"""Facts of Python files, kept so that a run after an edit parses what was edited and nothing else.

One entry of the cache for each scanned root: path → digest of the file's content and its facts, pickled and compressed. Facts are dear to write and cheap to have
(346 modules, 1.3 MB: parsing 0.85 s, 0.28 s to write, 0.12 s to read back), so a first run, perhaps the only one, leaves just a mark, and the next one writes them.
Measured on runs after one edit, user time: CTFd 1.15 → 0.89 s, pgadmin4 4.1 → 3.15, indico 1.02 → 0.73; microblog 993 → 927 million instructions; the run that writes
takes 7 % more.

Contents are compared by digest, not by git's blob ids: in CI, where times of files mean nothing, that serves as well, and line ends that git converts and filters do no harm.
"""

from __future__ import annotations

import os
from io import BytesIO

from flaskcheck.ground.limits import MAX_FACTS_BYTES, MAX_UNPACKED_FACTS_BYTES

try:
    from _pickle import Pickler, Unpickler  # the module around it takes 8 ms to import
except ImportError:
    from pickle import Pickler, Unpickler

from flaskcheck.facts import broken, expressions, python
from flaskcheck.facts.python import Module
from flaskcheck.ground import cache, place
from flaskcheck.ground.place import Spans
from flaskcheck.ground.record import RecordType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.cache import Cache
    from flaskcheck.ground.record import Record

    Kept = tuple[bytes, bytes]


WORTHWHILE = 5
"""The entry is written again when a fifth or more of the code that was asked for is new: until then parsing the few files again is cheaper than writing them all."""

SECRET = b""
"""What is kept in place of facts that may not be kept: of this content that is known."""

PROTOCOL = 5
RECORDS: dict[tuple[str, str], type] = {
    (module.__name__, name): kind
    for module in (place, broken, expressions, python)
    for name, kind in vars(module).items()
    if isinstance(kind, RecordType) and kind.__module__ == module.__name__
}
RECORDS[place.__name__, Spans.__name__] = Spans
"""Module and name → each record that the facts of a Python file are made of, and the spans where they stand."""


class KeptFacts:
    """The facts of one root's files that earlier runs have left, and those that this one adds."""

    def __init__(self, entries: Cache, key: bytes) -> None:
        self._cache = entries
        self._key = key
        self._kept: dict[str, Kept] | None = _entry(entries.load(key))
        self._read: dict[str, tuple[bytes, Module]] = {}
        self._asked, self._new = 0, 0  # bytes of code

    def module(self, tree: Tree, source: Source) -> Module:
        """The facts of a Python file of the root's tree or of a part of it: the kept ones if they are of this content, else as read now."""
        if self._kept is None:
            return _parsed(source)
        name, digest = os.path.join(tree.root, source.path), cache.digest(source.raw)
        known, raw = self._kept.get(name, (b"", SECRET))
        self._asked += len(source.raw)
        if known == digest and raw == SECRET:
            return _parsed(source)
        found = unpacked(raw) if known == digest else None
        if found is None or found.path != source.path:
            found = _parsed(source)
            self._read[name] = digest, found
            self._new += len(source.raw)
        return found

    def keep(self, tree: Tree, may_be_kept: Callable[[Source], bool] = lambda _: True) -> None:
        """Write down what was read of a whole tree, if that is worth it. Files that are gone are left out, and those that may not be kept: in which secrets stand."""
        if self._kept is None:
            self._cache.store(self._key, {})
            return
        if not self._new or self._new * WORTHWHILE < self._asked:
            return
        new = {
            name: (digest, packed(module) if may_be_kept(tree.source(module.path)) else SECRET)
            for name, (digest, module) in self._read.items()
            if _is_lasting(module)
        }
        names = [os.path.join(tree.root, path) for path in tree.files]
        everything = {**self._kept, **new}
        self._cache.store(self._key, _bounded({n: everything[n] for n in names if n in everything}))


def _parsed(source: Source) -> Module:
    from flaskcheck.readers.python.module import read

    return read(source)


def _is_lasting(module: Module) -> bool:
    """Whether facts follow from the content alone; that code is nested too deeply depends on the stack left over by the caller."""
    return module.error is None or module.error.kind != "nested-too-deep"


def _entry(value: Any) -> dict[str, Kept] | None:
    """What was stored, if it has the form of what ``keep`` stores."""
    if type(value) is not dict:
        return None
    is_sound = all(
        type(name) is str and type(kept) is tuple and [type(part) for part in kept] == [bytes, bytes]
        for name, kept in value.items()
    )
    return value if is_sound else None


def _bounded(kept: dict[str, Kept]) -> dict[str, Kept]:
    room, found = MAX_FACTS_BYTES, {}
    for name, (digest, packed) in kept.items():
        room -= len(packed)
        if room >= 0:
            found[name] = digest, packed
    return found


# --- facts as bytes -----------------------------------------------------------------------------------


def _parts(record: Record) -> tuple[Any, ...]:
    """How a record is made again: its class and the values of its fields (a third of the time that pickling slots by name takes)."""
    return type(record), record.values()


def _spans(spans: Spans) -> tuple[Any, ...]:
    return Spans, (spans.path, spans.marks)


def _complex(value: complex) -> tuple[Any, ...]:
    return complex, (value.real, value.imag)


REDUCERS: dict[type, Any] = {**dict.fromkeys(RECORDS.values(), _parts), Spans: _spans, complex: _complex}


class _Restricted(Unpickler):
    """Reads back records and complex numbers, and nothing else: anyone who could put a file into the cache's folder could otherwise run code.

    What it hands out can be called but not changed (a bound method of the class, not the class).
    """

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in RECORDS:
            return RECORDS[module, name].__call__
        if (module, name) == ("builtins", "complex"):
            return complex
        raise ValueError(f"{module}.{name} is no record")


def packed(module: Module) -> bytes:
    """Facts as bytes; ``b""``, which is nobody's facts, when they are nested too deeply. Objects that are one and the same (guards of a block) stay so."""
    from zlib import compress

    written = BytesIO()
    pickler = Pickler(written, PROTOCOL)
    pickler.dispatch_table = REDUCERS
    try:
        pickler.dump(module)
    except RecursionError:
        return b""
    return compress(written.getvalue(), 1)


def unpacked(raw: bytes) -> Module | None:
    """The facts again; ``None`` for anything that is none."""
    from zlib import decompressobj

    unzip = decompressobj()
    try:
        written = unzip.decompress(raw, MAX_UNPACKED_FACTS_BYTES)
        found = _Restricted(BytesIO(written)).load() if unzip.eof else None  # at the end its checksum was compared
    except Exception:  # damaged or hostile bytes can fail in any way
        return None
    return found if type(found) is Module and _is_whole(found) else None


_EMPTY = Module("").values()


def _is_whole(module: Module) -> bool:
    """Whether each field holds what such a field holds."""
    return all(type(value) is type(usual) or usual is None for value, usual in zip(module.values(), _EMPTY))

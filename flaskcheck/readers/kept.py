"""Facts of Python files, kept so that a run after an edit parses what was edited and nothing else.

One entry of the cache for each scanned root: path → digest of the file's content and its facts, pickled and compressed. Facts are dear to write and cheap to have
(346 modules, 1.3 MB: parsing 0.85 s, 0.28 s to write, 0.12 s to read back), so a first run, perhaps the only one, leaves just a mark, and the next one writes them.
Measured on runs after one edit, user time: CTFd 1.15 → 0.89 s, pgadmin4 4.1 → 3.15, indico 1.02 → 0.73; microblog 993 → 927 million instructions; the run that writes
takes 7 % more.

Of a file in which a secret stands no text is kept: in place of each stands where it, or its words, are found in the file.

Contents are compared by digest, not by git's blob ids: in CI, where times of files mean nothing, that serves as well, and line ends that git converts and filters do no harm.
"""

from __future__ import annotations

import os
from io import BytesIO
from itertools import groupby

from flaskcheck.ground.limits import MAX_FACTS_BYTES, MAX_UNPACKED_FACTS_BYTES

try:
    from _pickle import Pickler, Unpickler  # the module around it takes 8 ms to import
except ImportError:
    from pickle import Pickler, Unpickler

from flaskcheck.facts import broken, expressions, python
from flaskcheck.facts.python import Module
from flaskcheck.ground import cache, place, words
from flaskcheck.ground.place import Spans
from flaskcheck.ground.record import Record, RecordType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.cache import Cache

    Kept = tuple[bytes, bytes]
    Mark = tuple[int | str, ...]


WORTHWHILE = 5
"""The entry is written again when a fifth or more of the code that was asked for is new: until then parsing the few files again is cheaper than writing them all."""

WORTHWHILE_WITHOUT_TEXTS = 2
"""To leave out the texts takes as long as to parse a file: it is done where half of the code is new, as on the first runs."""

SECRET = b""
"""What is kept in place of facts that cannot be kept: of this content that is known."""

SHORTEST = 4
"""Characters of a text that is left out of the facts of a file that holds a secret: what is shorter gives nothing away."""

MOST_DIGITS = 9
"""Of a number in such facts: what is longer may be a secret, no place in a file is."""

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
        found = unpacked(raw, source) if known == digest else None
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
        is_most = self._new * WORTHWHILE_WITHOUT_TEXTS >= self._asked
        new: dict[str, Kept] = {}
        for name, (digest, module) in self._read.items():
            if _is_lasting(module):
                source = tree.source(module.path)
                is_plain = may_be_kept(source)
                new[name] = digest, packed(module, "" if is_plain else source.text) if is_plain or is_most else SECRET
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


class _Left(Record):
    """A text that was left out: where it or its words stand in the file (start and length), with what is between them and the words of facts as they are."""

    mark: Mark


class _Texts:
    """The texts of one file's facts, each told by where it stands in the file: so that they need not be kept."""

    def __init__(self, path: str, text: str) -> None:
        self._path, self._text = path, text
        self._left: dict[str, _Left] = {}
        self._tuples: dict[int, tuple[Any, ...]] = {}
        self.reducers: dict[type, Any] = {
            **REDUCERS,
            **dict.fromkeys(RECORDS.values(), self._parts),
            Spans: self._spans,
        }
        self.reducers[_Left] = lambda left: (_Left, left.mark)

    def _parts(self, record: Record) -> tuple[Any, ...]:
        return type(record), tuple(map(self._without, record.values()))

    def _spans(self, spans: Spans) -> tuple[Any, ...]:
        return Spans, (self._without(spans.path), spans.marks)

    def _without(self, value: Any) -> Any:
        """A field's value without texts. Raises: ValueError when one stands nowhere in the file, or the value itself may be a secret."""
        kind = type(value)
        if kind is str:
            return value if len(value) < SHORTEST or value in _OF_FACTS else self._placed(value)
        if kind is tuple:
            if id(value) not in self._tuples:
                is_plain = all(isinstance(type(each), RecordType) for each in value)
                self._tuples[id(value)] = value if is_plain else tuple(map(self._without, value))
            return self._tuples[id(value)]
        is_number = kind in (int, float) and len(repr(value)) <= MOST_DIGITS
        if is_number or value is None or value is ... or kind in (bool, Spans) or isinstance(kind, RecordType):
            return value
        raise ValueError("may be a secret")

    def _placed(self, text: str) -> _Left:
        if text not in self._left:
            at = self._text.find(text)
            whole = () if text == self._path else (at, len(text))
            self._left[text] = _Left(whole if at >= 0 or not whole else tuple(self._of_words(text)))
        return self._left[text]

    def _of_words(self, text: str) -> Iterator[int | str]:
        for is_of_word, letters in groupby(text, words.is_of_word):
            part = "".join(letters)
            if is_of_word and part not in _OF_FACTS and not (len(part) < 3 and part.isdigit()):
                yield from (self._text.index(part), len(part))
            else:
                yield part

    def text(self, *mark: int | str) -> str:
        """The text of a mark."""
        parts = iter(mark)
        found = (p if isinstance(p, str) else self._cut(p, next(parts)) for p in parts)
        return "".join(found) if mark else self._path

    def _cut(self, start: int, length: int | str) -> str:
        return self._text[start : start + length] if isinstance(length, int) else ""


_OF_FACTS = frozenset(
    "BaseException annotation argument arithmetic assert assign attribute await base call checking compare comprehension declared decorator deep default deleted division docstring"
    " ellipsis env except exception for format function if item join key keyword lambda list loop match name not positional raise return set setting slice subscript target template"
    " test try tuple type unpacked while with yield".split()
)
"""Words that facts are told with (``Text.context``, ``Guard.kind``, ``Opaque.kind``); a file in whose facts others stand, which it does not have itself, is not kept."""


class _Restricted(Unpickler):
    """Reads back records and complex numbers, and nothing else: anyone who could put a file into the cache's folder could otherwise run code.

    What it hands out can be called but not changed (a bound method of the class, not the class). ``texts`` are those that were left out.
    """

    def __init__(self, file: BytesIO, texts: _Texts) -> None:
        super().__init__(file)
        self._texts = texts

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in RECORDS:
            return RECORDS[module, name].__call__
        if (module, name) == ("builtins", "complex"):
            return complex
        if (module, name) == (__name__, _Left.__name__):
            return self._texts.text
        raise ValueError(f"{module}.{name} is no record")


def packed(module: Module, text: str = "") -> bytes:
    """Facts as bytes; ``b""``, which is nobody's facts, when they are nested too deeply. Objects that are one and the same (guards of a block) stay so.

    ``text``: that of their file, where a secret stands in it; then they are written without any text of it, or not at all.
    """
    from zlib import compress

    written = BytesIO()
    pickler = Pickler(written, PROTOCOL)
    pickler.dispatch_table = _Texts(module.path, text).reducers if text else REDUCERS
    try:
        pickler.dump(module)
    except (RecursionError, ValueError):
        return b""
    return compress(written.getvalue(), 1)


def unpacked(raw: bytes, source: Source | None = None) -> Module | None:
    """The facts again; ``None`` for anything that is none. ``source``: their file, which has the texts that were left out."""
    from zlib import decompressobj

    unzip = decompressobj()
    try:
        written = unzip.decompress(raw, MAX_UNPACKED_FACTS_BYTES)
        texts = _Texts(source.path, source.text) if source is not None else _Texts("", "")
        found = (
            _Restricted(BytesIO(written), texts).load() if unzip.eof else None
        )  # at the end its checksum was compared
    except Exception:  # damaged or hostile bytes can fail in any way
        return None
    return found if type(found) is Module and _is_whole(found) else None


_EMPTY = Module("").values()


def _is_whole(module: Module) -> bool:
    """Whether each field holds what such a field holds."""
    return all(type(value) is type(usual) or usual is None for value, usual in zip(module.values(), _EMPTY))

"""One value of a YAML, JSON or TOML file with its place: what the readers of platform files walk."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.numbers import literal
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source


FEW_KEYS = 16
"""This many keys are looked through faster than they are put in order."""

_TRUE = ("true", "yes", "on")


class Node:
    """A scalar, a sequence or a mapping, as written.

    ``type`` is ``mapping`` or ``sequence``, or how the format understands a scalar: ``str``, ``int``, ``float``,
    ``bool``, ``null``, ``timestamp``. ``value`` is a scalar's content as text (``3.10`` stays ``3.10`` though it is
    the float 3.1), ``""`` for the others. ``style`` is how a scalar is quoted: ``""`` (plain), ``'``, ``"``, ``|``,
    ``>``, ``'''`` or three double ones. ``tag`` is an explicit YAML tag (``!Ref``), else ``""``. ``start`` and
    ``end`` are offsets into the source's text.
    """

    __slots__ = (
        "_known",
        "_merged",
        "_own",
        "_source",
        "_values",
        "end",
        "start",
        "style",
        "tag",
        "type",
        "value",
        "weight",
    )

    def __init__(
        self, source: Source, type_: str, start: int, end: int, value: str = "", style: str = "", tag: str = ""
    ) -> None:
        self._source = source
        self.type = type_
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.tag = tag
        self.weight = 1
        self._own: list[tuple[Node, Node]] = []
        self._merged: list[tuple[Node, Node]] = []
        self._values: list[Node] = []
        self._known: dict[str, Node] | None = None

    # -- what it is ----------------------------------------------------------------------------

    @property
    def is_mapping(self) -> bool:
        """Whether this has keys."""
        return self.type == "mapping"

    @property
    def is_sequence(self) -> bool:
        """Whether this is a list."""
        return self.type == "sequence"

    @property
    def is_scalar(self) -> bool:
        """Whether this is a single value (``null`` included)."""
        return self.type not in ("mapping", "sequence")

    @property
    def is_null(self) -> bool:
        """Whether this is an explicit or an empty null."""
        return self.type == "null"

    @property
    def text(self) -> str | None:
        """The content of any scalar but null, whatever its type; ``None`` for the others."""
        return self.value if self.is_scalar and not self.is_null else None

    @property
    def as_bool(self) -> bool | None:
        """The truth of a boolean scalar; ``None`` for anything else (the text ``"true"`` too)."""
        return self.value.lower() in _TRUE if self.type == "bool" else None

    @property
    def as_int(self) -> int | None:
        """The number of an integer scalar; ``None`` for anything else."""
        return literal(self.value) if self.type == "int" else None

    # -- what is in it -------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Node]:
        """The values of a sequence; nothing for other nodes."""
        return iter(self._values)

    def items(self) -> list[tuple[Node, Node]]:
        """The keys and values of a mapping: its own (also those that a later duplicate hides), then those merged in
        by ``<<``."""
        return self._own + self._merged if self._merged else self._own

    def keys(self) -> list[str]:
        """The texts of the keys, in order."""
        return [key.value for key, _ in self.items()]

    def get(self, *keys: str) -> Node | None:
        """The value below a path of keys. A key written twice has its last value; own keys hide merged ones."""
        node: Node | None = self
        for key in keys:
            node = node._lookup(key) if node is not None else None
        return node

    def _lookup(self, key: str) -> Node | None:
        if len(self._own) + len(self._merged) > FEW_KEYS:
            return self._by_key.get(key)
        for found, value in reversed(self._own):
            if found.value == key and found.is_scalar:
                return value
        return next((value for found, value in self._merged if found.value == key), None)

    @property
    def _by_key(self) -> dict[str, Node]:
        """The values of a large mapping; it is looked up again and again."""
        if self._known is None:
            self._known = {found.value: value for found, value in reversed(self._merged)}
            self._known |= {found.value: value for found, value in self._own if found.is_scalar}
        return self._known

    def append(self, value: Node) -> None:
        """Add a value to a sequence."""
        self._values.append(value)
        self.weight += value.weight

    def add(self, key: Node, value: Node) -> None:
        """Add a pair to a mapping."""
        self._own.append((key, value))
        if self._known is not None and key.is_scalar:
            self._known[key.value] = value
        self.weight += key.weight + value.weight
        if self._merged:
            self._merged = [pair for pair in self._merged if pair[0].value != key.value]

    def merge(self, pairs: list[tuple[Node, Node]]) -> None:
        """Add pairs whose keys the mapping does not have yet."""
        known = set(self.keys())
        self._known = None
        for key, value in pairs:
            if key.value not in known:
                known.add(key.value)
                self._merged.append((key, value))
                self.weight += key.weight + value.weight

    # -- where it is ---------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """Where it stands, quotes included."""
        return self._source.span(self.start, self.end)

    @property
    def line_place(self) -> Place:
        """The whole first line of it."""
        return self._source.line_place(self._source.position(self.start)[0])

    @property
    def text_place(self) -> Place:
        """Where the content of a scalar stands, without quotes or block header."""
        start = self._text_start()
        end = self.end - len(self.style) if self.style[:1] in ("'", '"') else self.end
        return self._source.span(start, max(start, end))

    @property
    def verbatim(self) -> bool:
        """Whether the content stands in the file as it is: row ``r``, column ``c`` of ``value`` is at
        ``text_place.line + r``, ``text_place.column + c``."""
        start, rows = self._text_start(), self.value.rstrip("\n").split("\n")
        if len(rows) == 1:
            return self._source.text.startswith(rows[0], start)
        if self.style != "|":
            return False
        line, column = self._source.position(start)
        written = self._source.lines[line - 1 : line - 1 + len(rows)]
        return all(row == have[column - 1 :] and not have[: column - 1].strip() for row, have in zip(rows, written))

    def _text_start(self) -> int:
        text, start = self._source.text, self.start
        if self.style in ("|", ">"):
            return _block_start(text, start)
        start += len(self.style)
        return start + 1 if len(self.style) == 3 and text.startswith("\n", start) else start

    def __repr__(self) -> str:
        shown = self.value if self.is_scalar else self.items() or self._values
        return f"Node({self.type}, {shown!r})"


def _block_start(text: str, start: int) -> int:
    """The offset of the first character of a block scalar whose ``|`` stands at ``start``: behind the first line's
    indentation."""
    at = text.find("\n", start) + 1 or len(text)
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def not_utf_8(source: Source) -> Unreadable:
    """The complaint that a file's bytes are not the UTF-8 that its format demands."""
    if source.is_wide:
        what = f"the file is {source.encoding[:6].upper()} and has to be UTF-8"
    else:
        what = "the file is not text" if source.is_binary else "the file is not UTF-8"
    return Unreadable("encoding", what, source.whole() if source.is_binary else source.line_place(1))


def text_of(node: Node | None, *keys: str) -> str:
    """The text of the scalar below a path of keys; ``""`` when there is none."""
    found = node.get(*keys) if node is not None else None
    return (found.text or "") if found is not None else ""


def pair_place(key: Node, value: Node) -> Place:
    """Where ``key: value`` stands when that is one line, else where the value stands."""
    start, end = key.place, value.place
    if start.line == end.end_line and start.column < end.end_column:
        return Place(start.path, start.line, start.column, end.end_line, end.end_column)
    return end if value.is_scalar and value.value else start

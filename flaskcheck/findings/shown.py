"""Which part of a line may be shown: the excerpt beside a finding, and the subject of its fingerprint.

Of Python the names and the structure are shown, of its literals those that stand where a name does, that the finding is about, or that are addresses and paths; of other files what
``known.hiding`` leaves. In a line that is itself reported for a secret nothing but names is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from flaskcheck.findings.broken_code import BrokenCode, is_pasted, is_torn_off
from flaskcheck.findings.entries import Entries
from flaskcheck.findings.heads import Heads, is_compared_with_secret, is_key_of_secrets, is_of_secret_block
from flaskcheck.findings.secret_values import SecretValues
from flaskcheck.findings.seen_names import Also, KnownNames, in_code, is_long, is_name_of_secret
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.limits import MAX_SECRET_LINES, MAX_SHOWN_SOURCE
from flaskcheck.ground.place import Place
from flaskcheck.ground.words import is_of_word
from flaskcheck.known import hiding
from flaskcheck.known.extents import merged, without_values
from flaskcheck.known.harmless import (
    asks_to_be_replaced,
    is_harmless,
    is_hot,
    is_of_hooks,
    is_of_messages,
    is_reference,
    last_part,
    names_columns,
    telling_lines,
    url_spans,
    without_code,
)
from flaskcheck.known.masking.leading import named_by_comment
from flaskcheck.known.masking.logins import begins_a_password, is_of_login
from flaskcheck.known.secret_options import is_given, is_given_to_one

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Fix
    from flaskcheck.known.hiding import Spans

    Literal = tuple[tuple[int, int], bool, bool, Spans | None, bool]

_STRING = re.compile(
    r"#[^\n]*|(?<!\w)[rRbBuUfFtT]{0,2}(?:'''(?:\\.|(?!''')[^\\])*(?:'''|\Z)|\"\"\"(?:\\.|(?!\"\"\")[^\\])*(?:\"\"\"|\Z)|'(?:\\.|[^'\n\\])*(?:'|(?=\n)|\Z)|\"(?:\\.|[^\"\n\\])*(?:\"|(?=\n)|\Z))",
    re.DOTALL,
)
_OPENED = re.compile(r"[rRbBuUfFtT]{0,2}('''|\"\"\"|'|\")")
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_HEADER = re.compile(r"(?<![\w-])[A-Za-z]\w{0,40}(?:-\w{1,40}){1,6}")
_NUMBER = re.compile(r"(?<![\w.])\d[\w.]*")
_ASKS_BY_NAME = tuple(
    f"{function}("
    for function in """url_for .get getenv .pop setdefault environ config .env .str .bool .int .float .list .json .url .db column Column _table ForeignKey create_index drop_index create_constraint drop_constraint
    create_unique_constraint drop_unique_constraint create_check_constraint drop_check_constraint create_primary_key drop_primary_key create_foreign_key drop_foreign_key""".split()
)
"""How calls begin that take a name first; ``env(`` is another where it is a word."""
_REVISION = re.compile(r"revision\b[^=\n]{0,60}=\s*\(?['\"]$")  # of a migration, which others build on
_INDEXED = re.compile(r"(?<!\breturn)(?<!\bin)(?<!\bor)(?<!\band)(?<!\belse)[\w)\]'\"]\[$")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+){0,6}|[A-Z]{2,16}|[a-z]{1,16}")
_PATH = re.compile(r"[^\s?&=]*\.[a-z][a-z0-9]{1,5}|/[a-z_<>:/.-]*|[^\s/]+/[^\s/]+|\.[a-z]{1,30}(?:_[a-z]{1,30}){0,6}")
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+|[A-Za-z_][\w.]*:[A-Za-z_]\w*(?:\(\))?")
_WORD = re.compile(r"[^\W\d_]{1,16}\d{0,2}|[A-Z]+(?:_[A-Z]+)*")
_HOST = re.compile(r"[\w.-]+:\d{1,5}|[a-z0-9-]+(?:\.[a-z0-9-]+)+")

_PUBLIC = frozenset(
    "GET POST PUT PATCH DELETE HEAD OPTIONS utf-8 utf8 latin-1 ascii development production testing staging debug default __main__ __name__ static templates threading gevent eventlet sqlite"
    " localhost 0.0.0.0 r w a rb wb 1 0 true false True False yes no on off dev prod test".split()
)
_BEFORE_LITERAL = re.compile(r"(?:\w+\s?=\s?)?[rRbBuUfFtT]{0,2}['\"]{0,3}")


NEAR = 1000
"""This many characters around a literal say what it is."""


class Shown:
    """What may be shown of a tree's lines. ``secret_lines`` are those that are reported for a secret."""

    def __init__(self, tree: Tree, knows_names: bool = True) -> None:
        self.tree = tree
        self.names: Container[str] = KnownNames(tree) if knows_names else ()
        self.secret_lines: set[tuple[str, int]] = set()
        self._strings: dict[str, list[tuple[int, int]]] = {}
        self._heads: dict[str, Heads] = {}
        self._hidden: dict[tuple[str, int], tuple[str, ...]] = {}
        self._literal: dict[tuple[str, int, int], Literal] = {}
        self._notes: dict[tuple[str, frozenset[str]], str] = {}
        self._broken = BrokenCode(self.names)
        self._entries = Entries(self.names)
        self._elsewhere = SecretValues(tree, self.names)

    def command(self, text: str) -> str:
        """A command, or a part of one, as it may be shown."""
        text = "\n".join(map(clean, text.split("\n"))) if "\n" in text else clean(text)
        return self._elsewhere.left_out(hiding.shown(text, hiding.COMMAND, self.names))

    def note(self, text: str, places: Collection[Place] = ()) -> str:
        """A message about some places as it may be shown: what is hidden of their lines is hidden in it as well."""
        values = (value for place in places for value in self._values(place))
        text = without_values(text, values, lambda w: is_harmless(w, self.names) or is_of_messages(w), hiding.HIDDEN)
        text = self._elsewhere.left_out(text)
        said = frozenset(n for p in places for n in self._names_of_code(p)) if is_long(text) else frozenset()
        if (text, said) not in self._notes:
            self._notes[text, said] = hiding.shown(clean(text), hiding.MESSAGE, Also(said, self.names))
        return self._notes[text, said]

    def _names_of_code(self, place: Place) -> Iterator[str]:
        """Names in the code of the line of a place: they are shown beside what is said of it."""
        if not (place.line and place.path.endswith(".py") and self.tree.has(place.path)):
            return
        source = self.tree.source(place.path)
        line = source.lines[place.line - 1] if place.line <= len(source.lines) else ""
        if is_long(line) and len(line) <= MAX_SHOWN_SOURCE:
            begun = source.offset(place.line)
            strings = [(a - begun, b - begun) for a, b in self._literals(source, begun, begun + len(line))]
            yield from in_code(line, [*strings, *self.spans(place, 0, len(line), False)])

    def reason(self, text: str) -> str:
        """What someone wrote in a comment as it may be shown."""
        return hiding.shown(clean(text), hiding.ENTRY, self.names)

    def may_be_kept(self, source: Source) -> bool:
        """Whether the facts of a Python file hold no literal that stands where a secret does, so that they may lie in the cache."""
        return not any(self.holds_secret(source, number) for number in telling_lines(source.text))

    def holds_secret(self, source: Source, number: int) -> bool:
        """Whether a literal of a line of Python stands where a secret does."""
        begun, line = source.offset(number), source.lines[number - 1]
        for start, end in self._literals(source, begun, begun + len(line)):
            inner = _inside(source.text, start, end)
            text = source.text[inner[0] : inner[1]]
            if (
                len(text) < 4
                or source.text.startswith("#", start)
                or is_name_of_secret(text, line[: max(start - begun, 0)])
                or is_reference(text)
            ):
                continue
            span = max(inner[0] - begun, 0), min(inner[1] - begun, len(line))
            if self._is_hot(
                self._before(source, number) + "\n" + line[max(span[0] - NEAR, 0) : span[0]]
            ) and not self._is_named(line, span):
                return True
            if "@" in text and url_spans(text, 0, len(text)):
                return True
        return False

    def mark(self, place: Place) -> None:
        """Remember that a place is reported for a secret."""
        last = min(max(place.line, place.end_line), place.line + MAX_SECRET_LINES)
        self.secret_lines.update((place.path, line) for line in range(place.line, last + 1))

    def line(self, place: Place, first: int = 0, last: int = MAX_SHOWN_SOURCE) -> str:
        """Columns of the line of a place as they may be shown."""
        line = self.tree.source(place.path).lines[place.line - 1][first:last]
        return hiding.cut(line, self.spans(place, first, last, (place.path, place.line) in self.secret_lines))

    def repeats_secrets(self, fix: Fix, places: Iterable[Place] = ()) -> bool:
        """Whether the text of a fix repeats what is hidden of the lines that it replaces, or of the ``places`` of its problem."""
        lines = [Place(e.place.path, n) for e in fix.edits for n in range(e.place.line, e.place.end_line + 1)]
        values = {value for place in places for value in self._values(place)}
        values |= {value for place in lines for value in self._hidden_of(place) if len(value) > 3}
        return any(value in edit.replacement for edit in fix.edits for value in values)

    def _values(self, place: Place) -> tuple[str, ...]:
        """What is hidden of the line of a place and may not be told in a message about it either."""
        return tuple(value for value in self._hidden_of(place) if self._is_telling(value))

    def _hidden_of(self, place: Place) -> tuple[str, ...]:
        """What is hidden of the line of a place."""
        if (place.path, place.line) not in self._hidden:
            self._hidden[place.path, place.line] = ()
            source = self.tree.source(place.path) if place.line and self.tree.has(place.path) else None
            if source is not None and not source.is_binary and place.line <= len(source.lines):
                line, spans = source.lines[place.line - 1], merged(self.spans(place, 0, MAX_SHOWN_SOURCE, False))
                self._hidden[place.path, place.line] = tuple(line[a:b].strip() for a, b in spans)
        return self._hidden[place.path, place.line]

    def _is_telling(self, value: str) -> bool:
        """Whether a hidden value is to be hidden elsewhere too, and no name of a variable and no word that a message uses in its own right."""
        if len(value) < 8 or value in self.names:
            return len(value) > 3 and not is_harmless(value, self.names)
        return not is_of_messages(value)

    def spans(self, place: Place, first: int, last: int, is_secret: bool) -> Spans:
        """What is to be hidden of those columns."""
        source = self.tree.source(place.path)
        line = source.lines[place.line - 1]
        if source.path.endswith((".py", ".pyi", ".pyw")):
            found = self._of_python(source, place, (first, last), is_secret)
        elif len(line) > MAX_SHOWN_SOURCE:
            return hiding.spans(line[first:last], hiding.ENTRY, self.names)
        else:
            found = self._entries.spans(source, place.line, is_secret)
        return [(max(start - first, 0), min(end, last) - first) for start, end in found if end > first and start < last]

    # --- Python

    def _of_python(self, source: Source, place: Place, columns: tuple[int, int], is_secret: bool) -> Spans:
        begun = source.offset(place.line)
        line = source.lines[place.line - 1]
        found: Spans = []
        first, last = begun + columns[0], begun + min(columns[1], len(line))
        strings, is_torn = self._literals(source, first, last), False
        for begins, end in strings:
            span, is_named, is_comment, hidden, torn = self._told_of(source, place.line, begins, end)
            is_torn = is_torn or torn
            if is_secret and not is_named:
                found += [] if asks_to_be_replaced(line[span[0] : span[1]]) else [span]
            elif is_comment:
                start = begins - begun
                comment = hiding.spans(line[start : columns[1]], hiding.PAGE, self.names)
                found += [(start + a, start + b) for a, b in comment]
            elif begins < begun:
                found.append(span)
            elif not is_secret and (hidden or (hidden is None and not _is_about(place, span, line))):
                found += hidden or [span]
        if is_torn or is_pasted(line[: columns[1]]):
            found += hiding.spans(line[: columns[1]], hiding.ENTRY, self.names)
        else:
            found += self._broken.spans(source, line[: columns[1]], [(a - begun, b - begun) for a, b in strings])
        return found + (_numbers(line, columns, [(a - begun, b - begun) for a, b in strings]) if is_secret else [])

    def _told_of(self, source: Source, number: int, begins: int, end: int) -> Literal:
        """What is to be known of a literal or a comment, as far as it stands in a line: the same for all findings there."""
        known = self._literal.get((source.path, number, begins))
        if known is None:
            begun, line = source.offset(number), source.lines[number - 1]
            inner = _inside(source.text, begins, end)
            span = max(inner[0] - begun, 0), min(inner[1] - begun, len(line))
            is_comment, is_named = source.text.startswith("#", begins), self._is_named(line, span)
            is_asked = not is_named and not is_comment and begins >= begun
            is_formatted = is_asked and "f" in source.text[begins : inner[0]].lower()
            told = without_code(line, span) if is_formatted else line
            before = self._before(source, number, line, span[0]) if is_asked else ""
            hidden = self._of_literal(told, span, before) if is_asked else []
            if hidden is None or (not hidden and is_asked and len(line[span[0] : span[1]]) > 3):
                is_of_secret = is_of_secret_block(source.lines, number, span[0]) or is_compared_with_secret(line, span)
                is_of_secret = is_of_secret or named_by_comment(line)
                hidden = [span] if is_of_secret else hidden
            is_torn = end > begun and is_torn_off(line, end - begun)
            known = self._literal[source.path, number, begins] = span, is_named, is_comment, hidden, is_torn
        return known

    def _literals(self, source: Source, first: int, last: int) -> list[tuple[int, int]]:
        """The strings and comments in a part of a file."""
        if source.path not in self._strings:
            self._strings[source.path] = [match.span() for match in _STRING.finditer(source.text)]
        at = max(bisect_right(found := self._strings[source.path], (first, len(source.text))) - 1, 0)
        return [span for span in found[at : bisect_right(found, (last, -1))] if span[1] > first]

    def _before(self, source: Source, number: int, line: str = "", start: int = 0) -> str:
        """What stands before the brackets that a line begins in, and the line before, where the statement goes on from it."""
        above = source.lines[number - 2] if number > 1 else ""
        above = above.rstrip() if len(above) < MAX_SHOWN_SOURCE else ""
        if source.path not in self._heads:
            self._heads[source.path] = Heads(source, self._strings[source.path])
        heads = self._heads[source.path]
        is_going_on = len(above) < 400 and heads.goes_on(number, above, line, start)
        return heads.before(number, line, start) + ("\n" + above if is_going_on else "")

    def _of_literal(self, line: str, span: tuple[int, int], before: str) -> Spans | None:
        """What is to be hidden of a literal that is no name; ``None``: all of it, unless the finding is about it."""
        start, end = span
        text = line[start:end]
        if not text or text.isspace() or is_reference(text):
            return []
        address = url_spans(line, start, end, self.names)
        if address is not None and "://" in text:
            return [*address, *last_part(line, start, end)] if is_of_hooks(line, start) else address
        before = before + "\n" + line[max(start - NEAR, 0) : start]
        if self._is_hot(before) or begins_a_password(before) or is_given(before[:-1], text):
            return [span]
        if is_given_to_one(before) or is_of_login(line[max(start - NEAR, 0) : end], end - start):
            return [span]
        if not is_harmless(text, self.names):
            return [span]
        return [] if self._tells_nothing(text) else None if _WORD.fullmatch(text) or _HOST.fullmatch(text) else [span]

    def _is_hot(self, before: str) -> bool:
        """Whether a name before a literal, in its statement, is that of a secret."""
        before = before.rpartition(";")[2]
        names = [*_IDENTIFIER.findall(before), *(_HEADER.findall(before) if "-" in before else ())]
        return any(map(is_hot, names))

    def _tells_nothing(self, text: str) -> bool:
        """Whether a literal is a path, a module or a word that says nothing."""
        return (
            text in _PUBLIC
            or (text[-1:].isdigit() and text.partition(":")[0] in _PUBLIC)
            or text in self.names
            or bool(_PATH.fullmatch(text) or _MODULE.fullmatch(text))
            or text.replace(".", "").isdecimal()
        )

    def _is_named(self, line: str, span: tuple[int, int]) -> bool:
        """Whether a literal stands where names do: a key, or what a variable is asked for by."""
        start, end = span
        text = line[start:end]
        if "revision" in line and _REVISION.search(line[:start]) and re.fullmatch("[0-9a-f]{4,16}", text):
            return True
        if not (_NAME.fullmatch(text) and (is_harmless(text, self.names) or ("_" in text and text.isupper()))):
            return False
        before, after = line[max(start - 1 - NEAR, 0) : max(start - 1, 0)].rstrip(), line[end + 1 : end + NEAR].lstrip()
        if (before.endswith("Literal[") and self._is_hot(before)) or (
            after.startswith(":") and is_key_of_secrets(line, start, end)
        ):
            return False
        return (
            (after.startswith("]") and bool(_INDEXED.search(before)))
            or (after.startswith(":") and (not before or before[-1] in "{,"))
            or before.endswith(_ASKS_BY_NAME)
            or names_columns(line[max(start - NEAR, 0) : start])
            or (before.endswith("env(") and not is_of_word(before[-5:-4]))
        )


def _is_about(place: Place, span: tuple[int, int], line: str) -> bool:
    """Whether a place is a literal of its line, a name that is given it or a part of it, rather than a statement or a call that it stands in."""
    ends = place.end_column if place.end_line == place.line else 1 << 30
    first = place.column - 1
    if first < 0 or first > span[1] or ends <= span[0]:
        return False
    return first >= span[0] or _BEFORE_LITERAL.fullmatch(line, first, span[0]) is not None


def _numbers(line: str, columns: tuple[int, int], strings: list[tuple[int, int]]) -> Spans:
    found = (match.span() for match in _NUMBER.finditer(line, *columns))
    before = [(span, bisect_right(strings, (span[0], len(line)))) for span in found]
    return [span for span, at in before if not (at and span[0] < strings[at - 1][1])]


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """A literal without its quotes, a comment without its sign."""
    opened = _OPENED.match(text, start)
    if not opened:
        return start + 1, end
    last = (
        end - len(opened[1])
        if text.startswith(opened[1], end - len(opened[1])) and end - len(opened[1]) >= opened.end()
        else end
    )
    return opened.end(), last

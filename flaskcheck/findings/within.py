"""Lines that stand within something whose first words say that it is a secret: the text behind ``read TOKEN <<EOF``, ``define TOKEN`` of make, an entry or a block of brackets, whatever the lines' indentation is."""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_SHOWN_SOURCE
from flaskcheck.known.harmless import is_hot, is_reference
from flaskcheck.known.secret_options import is_for_logins, is_version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEREDOC = re.compile(r"(?<!<)<<[-~]?\s{0,3}\\?['\"]?(?P<end>[A-Za-z_]\w*)['\"]?")
_DEFINE = re.compile(r"\s*(?:(?:export|override|private)\s+){0,3}define\s+(?P<name>\S+)")
_CONTINUED = re.compile(
    r"\s*(?:(?:export|override|ENV|ARG)\s+)?(?P<name>[A-Za-z_][\w.-]*)\s*(?:[?:+!]{0,2}=)(?P<rest>.*)\\\s*"
)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_TAKING = ("-stdin", "passwd", "ftp ", "expect")
"""What reads a password from its input."""

_TOKEN = re.compile(r'"(?:\\.|[^"\\\n])*"|[\[\]{}:,\n=]|[A-Za-z_][\w.-]*\(?|#[^\n]*|//[^\n]*')
_BRACKETS = (".json", ".jsonc", ".json5", ".ipynb", ".tf", ".tfvars", ".hcl")
_NAMING = ("name", "key")
_VALUES = ("value", "default", "values", "content")
_SAID = ("description", "generator", "required", "generateValue", "type", "scope", "sync", "sensitive")
_NOTHING = frozenset("true false null".split())


def lines_within(path: str, lines: Sequence[str]) -> frozenset[int]:
    """The lines (from 1) of a file that are parts of a secret because of how the text around them begins."""
    name = path.rpartition("/")[2]
    found = set(_in_texts(lines, name.endswith(".mk") or "akefile" in name))
    if path.endswith(_BRACKETS):
        found.update(_Brackets().read("\n".join(line[:MAX_SHOWN_SOURCE] for line in lines)))
    return frozenset(found)


def _in_texts(lines: Sequence[str], is_make: bool) -> Iterator[int]:
    """Lines between a beginning and its end."""
    ends: list[str] = []
    is_secret = is_continued = False
    for number, line in enumerate(lines, 1):
        if ends:
            if line.strip() == ends[0]:
                del ends[0]
            elif is_secret:
                yield number
            continue
        if is_continued:
            yield number
            is_continued = line.rstrip().endswith("\\")
            continue
        text = line[:MAX_SHOWN_SOURCE]
        if "<<" in text and (heredocs := list(_HEREDOC.finditer(text))):
            ends, is_secret = [each["end"] for each in heredocs], _takes_a_secret(_HEREDOC.sub(" ", text))
        elif is_make and "define" in text and (opened := _DEFINE.match(text)):
            ends, is_secret = ["endef"], is_hot(opened["name"].rstrip("=:?+"))
        elif text.endswith("\\") and (continued := _CONTINUED.fullmatch(text)) and is_hot(continued["name"]):
            is_continued = "$(" not in continued["rest"]


def _takes_a_secret(text: str) -> bool:
    return any(is_hot(word) or is_for_logins(word) for word in _WORD.findall(text)) or any(
        word in text for word in _TAKING
    )


def _tells_nothing(value: str) -> bool:
    return value in _NOTHING or is_version(value) or is_reference(value)


class _Brackets:
    """Reads the signs of a text of brackets: lines of values in entries and blocks whose key, words or ``name`` tell of a secret."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self._line = 1
        self._waiting = 0
        self._before = self._key = ""
        self._is_hot = self._is_named = False
        self._values: list[int] = []
        self._outer: list[tuple[bool, bool, list[int]]] = []

    def read(self, text: str) -> list[int]:
        for sign in _TOKEN.findall(text):
            if sign == "\n":
                self._line += 1
                self._before = self._before if self._key or self._before.endswith('"') else ""
            elif sign in "{[":
                self._open()
            elif sign in "}]":
                self._close()
            elif sign in ":=":
                self._waiting = 0
                self._key, self._before = self._before.strip().rpartition(" ")[2].strip('"'), ""
            elif sign == ",":
                self._end()
            elif sign[0] not in "#/" and sign[-1] != "(":
                self._text(sign)
        return self.found

    def _open(self) -> None:
        self._outer.append((self._is_hot, self._is_named, self._values))
        self._is_hot = self._is_hot or any(is_hot(word.strip('"')) for word in (self._key, *self._before.split()))
        self._end()
        self._values, self._is_named = [], False

    def _end(self) -> None:
        """What stands without a key is an item."""
        self.found += [self._waiting] if self._waiting else []
        self._before = self._key = ""
        self._waiting = 0

    def _close(self) -> None:
        self._end()
        self.found += self._values if self._is_named else []
        if self._outer:
            self._is_hot, self._is_named, self._values = self._outer.pop()

    def _text(self, token: str) -> None:
        key, value = self._key, token.strip('"')
        if (self._is_hot or is_hot(key)) and key not in _SAID and not _tells_nothing(value):
            self.found += [self._line] if key else []
            self._waiting = 0 if key else self._line
        self._is_named = self._is_named or (key.lower() in _NAMING and is_hot(value))
        if key.lower() in _VALUES:
            self._values.append(self._line)
        self._before, self._key = "" if key else f"{self._before} {token}"[-200:], ""


_ITEM = re.compile(
    r"(?P<level>\s*)(?:- +(?P<bare>[^\s:#\[\]{},='\"]+)|(?:- +)?(?P<quoted>\"(?:\\.|[^\"\\])*\"|'[^']*'),?)\s*"
)
_ITEMS = 20


_ARM = re.compile(r"\s*\(?(?:['\"][^'\"]*['\"]|[^\s()'\";|&]+)\s?\)")
_CASE = re.compile(r"\bcase\s.{1,200}\sin\s*(?:#.*|\\)?$")
_MOST_ARMS = 60


def unprefixed(line: str) -> str:
    """A line without the signs before a command of make, as long as before."""
    bare = line.lstrip("\t@+-") if line[:1] == "\t" else line
    return " " * (len(line) - len(bare)) + bare


def _case_above(lines: Sequence[str], number: int) -> list[str]:
    """The line that says what a pattern of a ``case`` stands for."""
    for above in reversed(
        lines[max(number - 1 - _MOST_ARMS, 0) : number - 1] if _ARM.match(lines[number - 1][:400]) else ()
    ):
        text = above[:MAX_SHOWN_SOURCE]
        if "esac" in text:
            break
        if found := _CASE.search(text):
            return [found.group()]
    return []


def lines_above(lines: Sequence[str], number: int, is_entry: bool) -> list[str]:
    """The lines before that one goes on from: those that end in a backslash; in files of settings also the items before it, or the line before; before a pattern what it is for."""
    if not is_entry and (case := _case_above(lines, number)):
        return case
    items = _items_above(lines, number) if is_entry else []
    if items:
        return items
    first = max(number - 2, 0) if is_entry else number - 1
    while first > 0 and number - first < _ITEMS and lines[first - 1].endswith("\\"):
        first -= 1
    return [line[:MAX_SHOWN_SOURCE] for line in lines[first : number - 1]]


def _items_above(lines: Sequence[str], number: int) -> list[str]:
    """The items before one of a list over several lines, which may be the words of a command, as lines that go on."""
    own = _ITEM.fullmatch(lines[number - 1][:400])
    found: list[str] = []
    for line in reversed(lines[max(number - 1 - _ITEMS, 0) : number - 1] if own else ()):
        item = _ITEM.fullmatch(line[:400])
        if not item or not own or item["level"] != own["level"]:
            break
        found.append((item["bare"] or item["quoted"]) + " \\")
    return found[::-1]


_VARIABLES = (".mk", ".env", ".flaskenv", ".yml", ".yaml", ".ini", ".cfg", ".conf", ".properties")
_UNQUOTED = re.compile(
    r"\s*(?:- )?(?:(?:export|override)\s+)?(?P<name>[A-Za-z_][\w.-]*)(?:\s*[?:+!]{1,2}=\s*|\s*=\s*)(?!['\"\s$<])[^#]*?\S\s+(?!#)\S"
)


_OF_UNIT = re.compile(r"(?<=\s)(?P<name>[A-Za-z_]\w{0,200})=[^\s'\"]*[ \t]+(?![A-Za-z_]\w{0,200}=|['\"\\$%])\S")
"""A variable of a unit whose value has no quotes, and a word behind it that is no variable."""


def has_blanks_in_secret(path: str, line: str) -> bool:
    """Whether a line of variables, of make or of a unit gives a secret a value of several words without quotes: a shell would take the second for a command, systemd for a variable."""
    name = path.rpartition("/")[2]
    key, _, values = line[:MAX_SHOWN_SOURCE].partition("=")
    if name.endswith(".service") and key.strip() == "Environment":
        return any(is_hot(found["name"]) for found in _OF_UNIT.finditer(" " + values))
    if not (name.endswith(_VARIABLES) or "akefile" in name or name.startswith((".env", ".flaskenv"))):
        return False
    found = _UNQUOTED.match(line[:MAX_SHOWN_SOURCE])
    return found is not None and is_hot(found["name"]) and "$(" not in line

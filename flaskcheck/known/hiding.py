"""Texts of a repository as they may be shown: commands by the grammar of their arguments, lines of configuration by their keys, messages by what is quoted in them.

One scanner goes over the words. What a name, an option, a header or an address says is secret is hidden as far as its value reaches, quotes included; of the rest, what is not harmless
by its look (``harmless``). What is hidden leaves an ellipsis.
"""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_NESTED_NAMES, MAX_SHOWN_TEXT
from flaskcheck.known import secret_options as options
from flaskcheck.known.extents import (
    BLOCK,
    JOINING,
    address_end,
    begins_a_key,
    closing,
    extent,
    glued,
    name_before_value,
    repeated,
)
from flaskcheck.known.harmless import (
    is_harmless,
    is_hot,
    is_of_hooks,
    is_package,
    is_reference,
    last_part,
    leads_to_secret,
    names_a_secret,
    url_spans,
)
from flaskcheck.known.masking import leading
from flaskcheck.known.masking.forms import spans_of_forms
from flaskcheck.known.masking.held import OPENING, enclosed, is_a_value, values_within
from flaskcheck.known.masking.leading import QUOTES, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container
    from typing import TypeAlias

    Spans: TypeAlias = "list[tuple[int, int]]"

HIDDEN = "…"

COMMAND, ENTRY, MESSAGE, CODE, PAGE = "command", "entry", "message", "code", "page"
"""How a text is read. In a command a value ends with its word; in an entry of a file it reaches to the end of the line, as in a page and in code that Python does not read, where a call is no value. Of a message
only what stands behind a name is hidden."""

_OPTION = re.compile(r"(--?[A-Za-z][\w.-]*)(?:=(.*))?", re.DOTALL)
_LOGIN = re.compile(r"-[uU][\w.@-]+:(?=[^\d/]|\d+[^\d\s])")
"""``-uann:x``: an option and a login in one word."""

_NAMED = re.compile(r"([A-Za-z_][\w.\-\[\]]*)(\+?:?=|:(?!//))(.*)", re.DOTALL)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s'\"]+")
_ATTACHED = re.compile(r"-(?:p|P|a|W|k)(?=[^\d\W])")
_LONG = re.compile(r"[A-Za-z0-9+]{16}")
"""What a key has in it that is one by its look alone, in a command that a message quotes."""

_CALL = re.compile(r"@?[A-Za-z_][\w.]*[\[(]")
_ENDS = ";|&"
_BLANK = ("", " ", "\t", "\n")
_ESCAPED = frozenset("'\"")
"""Signs that are quotes behind a backslash too: those of a command in a text of JSON."""


def shown(text: str, mode: str = COMMAND, names: Container[str] = ()) -> str:
    """A text with all that is not surely harmless hidden."""
    return cut(text, spans(text, mode, names))


def cut(text: str, hidden: Spans) -> str:
    """A text with an ellipsis in place of each span."""
    out, at = [], 0
    for start, end in sorted([*hidden, *repeated(text, hidden)]):
        if at < end and start < len(text):
            out += [text[at:start], "" if start < at or (start == at and at) else HIDDEN]
            at = end
    return "".join([*out, text[at:]])


def spans(text: str, mode: str = COMMAND, names: Container[str] = ()) -> Spans:
    """What is to be hidden of a text, as pairs of offsets; they may overlap."""
    found = spans_of_forms(
        text, names, is_message=mode == MESSAGE, is_entry=mode in (ENTRY, PAGE), is_page=mode == PAGE
    )
    if mode == MESSAGE and not (options.may_tell(text) or _LONG.search(text)):
        return found
    reading = Hiding(text, mode, names)
    reading.scan(0, min(len(text), MAX_SHOWN_TEXT))
    return [*found, *reading.found, (MAX_SHOWN_TEXT, len(text))]


class Hiding:
    """Goes over the words of a text; ``waits`` is why the next word is to be hidden: ``value`` (surely), ``weak`` (if it is no path or number), ``login``, ``header``."""

    def __init__(self, text: str, mode: str, names: Container[str] = ()) -> None:
        self.text = text
        self.mode = ENTRY if mode in (CODE, PAGE) else mode
        self.is_code = mode == CODE
        self.names = names
        self.found: Spans = []
        self.waits = ""
        self.allowed: Container[str] = ()
        self.is_login = False
        self.program = ""
        self.is_quoted = False
        self.depth = 0

    def scan(self, at: int, end: int, quote: str = "") -> None:
        """Read ``text[at:end]``, the inside of a ``quote`` or the whole."""
        begun = at
        while at < end:
            char = self.text[at]
            is_escaped = char == "\\" and self.text[at + 1 : min(at + 2, end)] in _ESCAPED
            if is_escaped or (char in "'\"`" and not self._is_apostrophe(at)):
                at = self._quoted(at, end, self.text[at : at + 1 + is_escaped])
                continue
            word = WORD.match(self.text, at, end)
            if word is None:
                if char in OPENING and self.waits == "value" and self.mode != MESSAGE and is_a_value(self.text, at):
                    at = self._several(at, end)
                    continue
                if char in _ENDS or (char == "\n" and self.text[at - 1 : at] != "\\"):
                    self.is_login, self.program = False, ""
                    self.waits = "" if self.mode == COMMAND and char != "\n" else self.waits
                at += 1
                continue
            at = max(self._word(word.start(), word.end(), end, quote if at == begun else ""), word.end())

    def _several(self, at: int, end: int) -> int:
        """Hide what a list or a mapping holds that is the value of a secret, but its keys; where it ends."""
        self.waits, last = "", enclosed(self.text, at, end)
        self.found += values_within(self.text, at, last)
        return last

    def _is_apostrophe(self, at: int) -> bool:
        return self.mode == MESSAGE and at > 0 and self.text[at - 1].isalnum()

    def _hide(self, start: int, end: int) -> None:
        if end > start:
            self.found.append((start, end))
            if is_hot(name_before_value(self.text, start, end)):  # ``7x{"SECRET_KEY":`` is one word
                self.waits = "value"

    # --- quotes

    def _quoted(self, at: int, end: int, sign: str) -> int:
        """Read what a quote holds that begins with a ``sign``, or three of it; where it ends."""
        sign = sign * 3 if len(sign) == 1 and self.text.startswith(sign * 3, at) else sign
        first = at + len(sign)
        last = closing(self.text, sign, first, end)
        if self.is_login:
            self._hide(first, last)
        elif self.waits and not leading.leads_on(self.text, first, last):
            self._value(first, last)
            after = self.text[last + len(sign) : last + len(sign) + 3].lstrip(" ")
            self.waits = "value" if self.mode == ENTRY and after[:1] in QUOTES else self.waits  # ``"a" "b"``
        else:
            self._quoted_words(first, last, sign)
        return min(last + len(sign), end)

    def _quoted_words(self, first: int, last: int, sign: str) -> None:
        """The words in a quote, which may be a command of their own."""
        if " " not in self.text[first:last]:
            self.scan(first, last, sign)  # the words of a list are one command
            return
        program, is_within = self.program, self.is_quoted
        self.program, self.is_quoted = "", True
        self.scan(first, last, sign)
        self.program, self.is_quoted = program, is_within

    def _value(self, start: int, end: int) -> None:
        """The word that was waited for."""
        value, why, self.waits = self.text[start:end], self.waits, ""
        if is_reference(value) or options.is_version(value):
            return
        address = url_spans(self.text, start, end, self.names) if _ADDRESS.fullmatch(value) else None
        if address is not None:
            self.found += address
            if is_of_hooks(self.text, start):
                self.found += last_part(self.text, start, end)
        elif why == "login":
            for span in leading.login_span(self.text, start, end, self.names):
                self._hide(*span)
        elif why == "header":
            self._header(start, end)
        elif why == "weak" and (value in self.allowed or options.is_path(value)):
            return
        elif why == "loose":
            self.scan(start, end, "quote")
        else:
            self._hide(start, end)

    def _header(self, start: int, end: int) -> None:
        name, colon, value = self.text[start:end].partition(":")
        if not colon or name.strip().lower() not in options.OPEN_HEADERS:
            self._hide(start + len(name) + len(colon), end) if colon else self._hide(start, end)
            self.waits = "value" if colon and not value else ""  # without quotes the value is a word of its own
        elif not is_harmless(value.strip().replace(" ", ""), self.names):
            self._hide(start + len(name) + 1, end)

    # --- words

    def _word(self, start: int, end: int, limit: int, quote: str) -> int:
        """Judge one word; how far it was read. ``quote``: it is the first one in a quote."""
        word = self.text[start:end]
        if word in ("\\", "\\;") or (not self.waits and options.is_release(word)):
            return end
        if self.waits == "value" and word.startswith("--") and options.is_long(word):
            self.waits = ""  # ``create-secret --name x``
        if self.waits and not (self.waits in ("weak", "loose", "login") and word.startswith("-")):
            if leading.leads_on(self.text, start, end) or word.lower() in JOINING or word.lower() in options.SCHEMES:
                return end
            if self._is_made(start):
                self.waits = ""
                return end
            last = extent(self.text, self.mode == COMMAND, start, limit)
            self._value(start, last)
            return last
        last = address_end(self.text, start, limit, self.mode == MESSAGE) if "//" in word else end
        spans = url_spans(self.text, start, last, self.names) if "//" in word else None
        if spans is not None:
            self.found += spans
            self.waits = "value" if leads_to_secret(self.text[start:last]) else self.waits
            return last
        option = _OPTION.fullmatch(word) if word[0] == "-" else None
        if not option and options.asks_for_a_secret(word[:2], self.program):
            option = _OPTION.match(word)
        if option:
            return self._option(option[1], option[2], start, end, limit)
        if word.startswith(("-u", "-U")) and _LOGIN.match(word):
            last = extent(self.text, self.mode == COMMAND, start, limit)
            self._hide(start + word.index(":") + 1, last)
            return last
        named = _NAMED.fullmatch(word) if "=" in word or ":" in word else None
        is_key = named and (named[2] != ":" or not is_harmless(word, self.names) or names_a_secret(named[1]))
        if named and (is_key or (self.mode == ENTRY and not named[3] and begins_a_key(self.text, start))):
            return self._named(named, start, end, limit, quote)
        return self._plain(word, start, end, limit)

    def _is_made(self, start: int) -> bool:
        """Whether the value is what something else gives: a command, in a message a piece of code."""
        made = (self.mode != ENTRY or self.is_code) and leading.is_run(self.text, start)
        return made or ((self.mode == MESSAGE or self.is_code) and bool(_CALL.match(self.text, start)))

    def _plain(self, word: str, start: int, end: int, limit: int) -> int:
        """A word that is no option and no assignment."""
        is_first = not self.program or self.program in options.BEFORE
        is_run = is_first and options.may_be_run(self.text, start, self.depth, self.mode == ENTRY)
        if is_run and not word.endswith((":", "-")):  # no label, no item
            self.program = word.rpartition("/")[2]
        at = options.value_within(word)
        if at:
            return self._hidden_word(start, limit, at, is_sure=True)
        is_key = leading.is_a_key(self.text, end, self.mode == MESSAGE, self.mode == ENTRY) and is_hot(word)
        is_name = (leads_to_secret(word) or is_key) and not (self.is_login and leading.is_given_to_login(word))
        if is_name and len(word) < 40 and not options.is_for_logins(word):
            if leading.leads(self.text, (start, end), self.mode == MESSAGE, is_key):
                self.waits = "value"
                if _LONG.search(word) and not self._is_open(word, start):
                    self.found.append((start, end))
            elif self.mode != MESSAGE and not self._is_open(word, start):  # a key by its look too: ``key-8f740b…``
                return self._hidden_word(start, limit)
            return end
        if self.mode != MESSAGE and word == "<<<":
            self.waits = "weak"
            return end
        if self.mode != MESSAGE and options.begins_a_login(self.text, word, start, min(limit, end + 2000)):
            self.is_login = True
            return end
        if self.is_login and word[0] not in "<>" and not options.is_path(word):
            last = extent(self.text, self.mode == COMMAND, start, limit)
            self._hide(start, last)
            return last
        at = word.rfind("@")
        colon = word.find(":", 0, max(at, 0))
        if colon >= 0 and "${" not in word[:colon]:
            is_open = self.mode == MESSAGE or is_harmless(word[:colon], self.names)
            self._hide(start + colon + 1 if is_open else start, start + at)
        elif (self.mode != MESSAGE or (self.is_quoted and _LONG.search(word))) and not self._is_open(word, start):
            return self._hidden_word(start, limit, is_sure=True)
        return end

    def _is_open(self, word: str, start: int) -> bool:
        is_called = self.is_code and bool(_CALL.match(self.text, start))
        return is_called or is_harmless(word.lstrip("#"), self.names) or is_package(word, self.program)

    def _option(self, name: str, value: str | None, start: int, end: int, limit: int) -> int:
        is_asked = options.asks_for_a_secret(name[:2], self.program)
        short = options.in_short(name, self.program) if value is None else ""
        if short:
            self.waits, self.allowed = options.awaited(short, self.program), ()
            return end
        if not name.startswith("--") and len(name) > 2 and (is_asked or not name[2:].isdigit()):
            if is_asked or _ATTACHED.match(name) or not any(is_harmless(name[at:], self.names) for at in (1, 2)):
                last = self._attached(name, start, limit, is_asked)
                self.waits = "weak" if is_hot(name[1:]) and value is None and self.mode != MESSAGE else self.waits
                return last
        why = options.awaited(name, self.program)
        is_plain = options.is_plainly(why, self.text, start + len(name))
        is_plain = is_plain or (self.is_quoted and why == "value")  # of a command that a message quotes
        if value is None and self.mode == MESSAGE and not is_hot(name) and not is_plain:
            return end
        self.waits, self.allowed = why, options.SHORT_VALUES.get(name, ())
        if value is None:
            if self.mode == MESSAGE and not is_plain and not leading.has_value(self.text, end):
                self.waits = ""
            return end
        return self._assigned(start + len(name) + 1, end, limit, "")

    def _attached(self, name: str, start: int, limit: int, is_asked: bool) -> int:
        last = extent(self.text, self.mode == COMMAND, start, limit)
        if name[2:] in options.SHORT_VALUES.get(name[:2], ()):
            return last
        if is_asked or not (
            name.islower() and len(name) < 5 and name[2:].islower() and set(name[1:]) <= set("pakxzfvritnqludecm")
        ):
            self._hide(start + 2, last)
        return last

    def _named(self, named: re.Match[str], start: int, end: int, limit: int, quote: str) -> int:
        name, sign, value = named[1], named[2], named[3]
        if not is_hot(name):
            if not is_harmless(name, self.names) and not re.fullmatch(
                r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+", name
            ):
                return self._hidden_word(start, limit)
            return self._assigned(start + len(name) + len(sign), end, limit, "")
        is_said = self.mode == MESSAGE and not self.depth and not value
        if is_said and (sign == ":" or self.text[end : end + 1] in _BLANK):
            return end
        if self.depth and not is_harmless(name, self.names):  # ``x=tskey-auth-…``
            return self._hidden_word(start, limit)
        self.waits = "value"
        return self._assigned(start + len(name) + len(sign), end, limit, quote)

    def _hidden_word(self, start: int, limit: int, shown: int = 0, is_sure: bool = False) -> int:
        last = extent(self.text, self.mode == COMMAND, start, limit)
        if is_sure or self.mode != MESSAGE:
            self._hide(start + shown, last)
        return last

    def _assigned(self, start: int, end: int, limit: int, quote: str) -> int:
        """The value behind ``=`` or ``:``, if it begins at once."""
        if start >= limit or self.text[start : start + 1] in _BLANK:
            last = self._rest_of_line(start, limit)
            if last:
                return last
            if self.text[start - 1 : start] == "=" and self.mode == COMMAND:
                self.waits = ""
            return end
        if self.waits == "value" and self.text[start] in OPENING and self.mode != MESSAGE and not self._is_made(start):
            return self._several(start, limit)
        if self.waits:
            sign = self.text[start : start + 1 + (self.text[start] == "\\")]
            if sign[-1] in "'\"" and (start == end or len(sign) > 1):
                return self._glued(start, limit, sign)
            if self._is_made(start):
                self.waits = ""
                return end
            last = limit if quote and self.waits == "value" else extent(self.text, self.mode == COMMAND, start, limit)
            self._value(start, last)
            return last
        if start >= end:
            return end
        self.depth += 1
        last = self._word(start, end, limit, "") if self.depth < MAX_NESTED_NAMES else self._hidden_word(start, limit)
        self.depth -= 1
        return last

    def _rest_of_line(self, start: int, limit: int) -> int:
        """In a file the value behind a blank, up to the end of the line; where it ends, 0 where nothing is told of it here."""
        line = self.text.find("\n", start, limit)
        last = limit if line < 0 else line
        rest = self.text[start:last].strip()
        if self.waits != "value" or self.mode != ENTRY or not rest or rest[0] in "'\"{[":
            return 0
        first, self.waits = self.text.index(rest, start), ""
        if self._is_made(first):
            return 0
        if _ADDRESS.fullmatch(rest):
            self.waits = "value"
            self._value(first, first + len(rest))
        elif BLOCK.fullmatch(rest):
            below = self.text.find("\n", last + 1, limit)
            last = limit if below < 0 else below
            self._hide(first + len(rest) + 1, last)
        elif not is_reference(rest):
            self._hide(start + 1, last)
        return last

    def _glued(self, start: int, limit: int, sign: str) -> int:
        """A value that begins with a quote, and goes on as far as the word does."""
        last, behind = glued(self.text, sign, start, limit, self.mode == COMMAND)
        self._value(start + len(sign), last)
        return behind

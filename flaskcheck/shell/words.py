"""The words of shell text: quoting, expansions, comments and continued lines."""

from __future__ import annotations

import re

from flaskcheck.shell.syntax import Part, Script, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.shell.syntax import ShellCommand

_PLAIN = re.compile(r"[^ \t\r\n;&|<>()'\"\\$`]+")
_IN_DOUBLE = re.compile(r"[^\"\\$`]+")
_VARIABLE = re.compile(r"[A-Za-z_]\w*|[0-9@*#?$!-]", re.ASCII)
_BRACED = re.compile(
    r"[!#]?([A-Za-z_]\w*|\d+|[@*#?$!-])(?:\[([^\]]*)\])?(?:(:?[-=?+]|##?|%%?|//?|\^\^?|,,?|:|@)(.*))?",
    re.ASCII | re.DOTALL,
)


class Scanner:
    """A position in a text, and how to read words from there. ``errors`` collects what a shell would complain of."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)
        self.depth = 0
        self.errors: list[tuple[int, str]] = []
        self._bodies: dict[int, int] = {}  # offset of a line's end -> end of the here-documents below it

    def fail(self, message: str) -> None:
        self.errors.append((self.at, message))

    def blanks(self, newlines: bool = False) -> None:
        """Skip blanks, continued lines and comments; with ``newlines``, line ends and here-documents too."""
        while self.at < self.end:
            char = self.text[self.at]
            if char in " \t\r":
                self.at += 1
            elif self.text.startswith(("\\\n", "\\\r\n"), self.at):
                self.at = self.text.index("\n", self.at) + 1
            elif char == "#":
                found = self.text.find("\n", self.at, self.end)
                self.at = found if found >= 0 else self.end
            elif char == "\n" and newlines:
                self.at = self._bodies.get(self.at, self.at + 1)
            else:
                return

    def reserved(self) -> str:
        """The unquoted word that stands here (perhaps ``if``, ``{``, ``!`` …), without consuming it."""
        found = _PLAIN.match(self.text, self.at, self.end)
        if not found or self.text[found.end() : found.end() + 1] in tuple("'\"\\$`"):
            return ""
        return found.group()

    def expect(self, word: str) -> None:
        """Consume a reserved word or operator, or note that it is missing."""
        self.blanks(newlines=True)
        if self.text.startswith(word, self.at, self.end):
            self.at += len(word)
        else:
            self.fail(f"syntax error: `{word}' expected")

    def commands(self, stops: frozenset[str]) -> tuple[ShellCommand, ...]:
        """Commands up to a reserved word or operator of ``stops`` (not consumed) or the end."""
        raise NotImplementedError

    def word(self, value: bool = False, quoting: bool = True) -> Word:
        """The word here, without parts when none stands here; ``value``: after ``name=``, where ``(`` begins an array."""
        start = self.at
        parts: list[Part] = []
        if value and self.text.startswith("(", self.at):
            parts.append(self.array())
        while self.at < self.end:
            char = self.text[self.at]
            plain = _PLAIN.match(self.text, self.at, self.end)
            if plain:
                self.at = plain.end()
                parts.append(Part("text", plain.group()))
            elif char == "$":
                parts.append(self._dollar(False))
            elif char == "`":
                parts.append(self._backticks(False))
            elif char == "\\" and self.text.startswith(("\n", "\r\n"), self.at + 1):
                self.at = self.text.index("\n", self.at) + 1
            elif char == "\\":
                parts.append(Part("text", self.text[self.at + 1 : self.at + 2], True))
                self.at = min(self.at + 2, self.end)
            elif char == "'" and quoting:
                parts.append(self._single())
            elif char == '"' and quoting:
                parts.extend(self._double())
            elif char in "<>" and self.text.startswith("(", self.at + 1):
                parts.append(self._substitution(self.at, 2, False))
            elif not quoting:
                parts.append(Part("text", char))
                self.at += 1
            else:
                break
        return Word(_merged(parts), self.text[start : self.at], start, self.at)

    def array(self) -> Part:
        """``(a b)``: words on any number of lines, with comments between them."""
        start = self.at
        items: list[Word] = []
        self.at += 1
        self.blanks(newlines=True)
        while self.at < self.end and self.text[self.at] != ")":
            item = self.word()
            if item.parts:
                items.append(item)
            else:
                self.fail(f"syntax error near unexpected token `{self.text[self.at]}'")
                self.at += 1
            self.blanks(newlines=True)
        if self.at < self.end:
            self.at += 1
        else:
            self.errors.append((start, "unexpected EOF while looking for matching `)'"))
        return Part("array", self.text[start : self.at], items=tuple(items))

    def _single(self) -> Part:
        start = self.at + 1
        found = self.text.find("'", start, self.end)
        if found < 0:
            self.fail("unexpected EOF while looking for matching `''")
            found = self.end
        self.at = min(found + 1, self.end)
        return Part("text", self.text[start:found], True)

    def _double(self) -> list[Part]:
        opened = self.at
        self.at += 1
        parts = [Part("text", "", True)]
        while self.at < self.end:
            char = self.text[self.at]
            plain = _IN_DOUBLE.match(self.text, self.at, self.end)
            if plain:
                self.at = plain.end()
                parts.append(Part("text", plain.group(), True))
            elif char == '"':
                self.at += 1
                return parts
            elif char == "\\":
                escaped = self.text[self.at + 1 : self.at + 2]
                parts.append(
                    Part("text", {"\n": ""}.get(escaped, escaped if escaped in '$`"\\' else "\\" + escaped), True)
                )
                self.at = min(self.at + 2, self.end)
            else:
                parts.append(self._dollar(True) if char == "$" else self._backticks(True))
        self.errors.append((opened, "unexpected EOF while looking for matching `\"'"))
        return parts

    def _dollar(self, quoted: bool) -> Part:
        start = self.at
        follows = self.text[start + 1 : min(start + 3, self.end)]
        if follows == "((":
            self.at += 1
            self.balanced("(", ")")
            return Part("arithmetic", self.text[start : self.at], quoted)
        if follows[:1] == "(":
            return self._substitution(start, 2, quoted)
        if follows[:1] == "{":
            return self._braced(quoted)
        if follows[:1] == "'" and not quoted:
            self.at += 1
            return self._single()
        found = _VARIABLE.match(self.text, start + 1, self.end)
        self.at = found.end() if found else start + 1
        text = self.text[start : self.at]
        return Part("variable", text, quoted, name=text[1:]) if found else Part("text", text, quoted)

    def _braced(self, quoted: bool) -> Part:
        start = self.at
        self.at += 1
        self.balanced("{", "}")
        text = self.text[start : self.at]
        found = _BRACED.fullmatch(text[2:-1] if text.endswith("}") else text[2:])
        if not found or text.startswith("${!"):
            return Part("variable", text, quoted)
        name, subscript, operator, argument = found.groups()
        operator = operator or ("length" if text[2] == "#" and len(text) > 4 else "")
        return Part("variable", text, quoted, name, operator, argument or "", subscript=subscript or "")

    def _substitution(self, start: int, opening: int, quoted: bool) -> Part:
        self.at = start + opening
        before = len(self.errors)
        nodes = self.commands(frozenset((")",)))
        self.expect(")")
        script = Script(nodes, tuple(self.errors[before:]))
        return Part("command", self.text[start : self.at], quoted, script=script)

    def _backticks(self, quoted: bool) -> Part:
        start, stop = self.at, self.at + 1
        while stop < self.end and self.text[stop] != "`":
            stop += 2 if self.text[stop] == "\\" else 1
        stop = min(stop, self.end)
        if stop == self.end:
            self.fail("unexpected EOF while looking for matching ``'")
        outer, self.end, self.at = self.end, stop, start + 1
        nodes = self.commands(frozenset())
        self.end, self.at = outer, min(stop + 1, outer)
        return Part("command", self.text[start : self.at], quoted, script=Script(nodes))

    def balanced(self, opening: str, closing: str) -> None:
        """Move past the bracket that closes the one here; quotes and backslashes hide brackets."""
        start, level = self.at, 0
        while self.at < self.end:
            char = self.text[self.at]
            level += (char == opening) - (char == closing)
            if char == "\\":
                self.at += 1
            elif char in "'\"":
                found = self.text.find(char, self.at + 1, self.end)
                self.at = found if found >= 0 else self.at
            self.at += 1
            if level == 0:
                return
        self.at = self.end
        self.errors.append((start, f"unexpected EOF while looking for matching `{closing}'"))


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """Neighbouring texts of the same quoting as one; empty quotes stay when nothing else is quoted: they make it a word."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last and last.kind == part.kind == "text" and last.quoted == part.quoted:
            merged[-1] = Part("text", last.text + part.text, part.quoted)
        else:
            merged.append(part)
    if any(part.quoted and part.text for part in merged):
        return tuple(part for part in merged if part.text or part.kind != "text")
    return tuple(part for part in merged if part.text or part.quoted or part.kind != "text")

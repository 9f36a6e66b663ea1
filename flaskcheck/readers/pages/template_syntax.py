"""Whether Jinja compiles a template: its tags, blocks and expressions, as Jinja 3.1 reads them (tests compare both).

Only what Jinja certainly refuses is a fault: a tag that an extension may bring ends the reading, and what stands in the rarer tags is left alone.
"""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.facts.pages import EndpointUse, TemplateFault
from flaskcheck.readers.pages.template_expressions import fault_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place

_BEGIN = re.compile(r"\{[{%#]")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_END_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_TOKEN = re.compile(
    r"\s*(?:(?P<end>[-+]?%\}|-?\}\})|(?P<number>\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<name>\w+)"
    r"|(?P<text>'[^'\\]*(?:\\.[^'\\]*)*'|\"[^\"\\]*(?:\\.[^\"\\]*)*\")|(?P<sign>\*\*|//|[=!<>]=|[-+/*%~\[\](){}<>=.:|,;]))",
    re.DOTALL,
)
_CLOSING = {
    "if": "endif",
    "for": "endfor",
    "block": "endblock",
    "macro": "endmacro",
    "call": "endcall",
    "filter": "endfilter",
    "with": "endwith",
    "autoescape": "endautoescape",
    "set": "endset",
}
_PLAIN = ("extends", "include", "import", "from", "print")
_ENDS = frozenset(_CLOSING.values())

Token = tuple[str, str, int]
"""Kind, text and where it begins."""

Part = tuple[str, "list[Token]", int, int]
"""``{{`` or ``{%``, the tokens between, where it begins and ends."""


class _FaultError(Exception):
    """What Jinja says of a place, from and to a position."""

    def __init__(self, message: str, start: int, end: int) -> None:
        self.found = message, start, end


class _UnsureError(Exception):
    """An extension may read on in its own way."""


class Template:
    """One template, whose tags and expressions are read once."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @cached_property
    def _reading(self) -> _Reading:
        return _Reading(self._source.text)

    def fault(self, has_extensions: bool) -> TemplateFault | None:
        """The first thing for which Jinja refuses it; ``has_extensions``: tags that Jinja does not know may be an extension's."""
        if self._source.is_binary or "{" not in self._source.text:
            return None
        try:
            _Check(has_extensions).all(self._reading)
        except _FaultError as fault:
            message, start, end = fault.found
            return TemplateFault(_on_one_line(self._source, start, end), message)
        except _UnsureError:
            return None
        return None

    def lost_names(self) -> Iterator[TemplateFault]:
        """What its expressions surely do not find when they are rendered, up to what cannot be read."""
        from flaskcheck.readers.pages.template_names import lost_names

        return iter(()) if self._source.is_binary else lost_names(self._source, self._reading.parts)

    def unquoted_endpoints(self) -> tuple[tuple[str, Place, bool], ...]:
        """The names that stand where ``url_for`` is given the text of an endpoint, each with whether every rendering asks for it."""
        if self._source.is_binary or b"url_for" not in self._source.raw:
            return ()
        from flaskcheck.readers.pages.template_names import unquoted_endpoints

        return tuple(unquoted_endpoints(self._source, self._reading.parts))

    @property
    def bound(self) -> set[str]:
        """The names that it binds."""
        from flaskcheck.readers.pages.template_names import bound_names

        return set() if self._source.is_binary else bound_names(self._reading.parts)

    def filters(self) -> Iterator[tuple[str, Place, bool]]:
        """The filters that Jinja looks up, up to what cannot be read, each with whether it does when it compiles the template: those under an ``if`` it looks up when they are used."""
        if self._source.is_binary or "|" not in self._source.text:
            return
        asks = "is filter" in self._source.text
        depth = 0
        for kind, tokens, _, _ in self._reading.parts:
            tag = tokens[0][1] if kind == "{%" and tokens else ""
            depth += (tag == "if") - (tag == "endif")
            is_certain = not depth and not any(token[:2] == ("name", "if") for token in tokens)
            for (_, sign, _), (group, name, at) in zip(tokens, tokens[1:]) if is_certain or not asks else ():
                if sign == "|" and group == "name":
                    yield name, self._source.span(at, at + len(name)), is_certain

    def endpoints(self) -> Iterator[EndpointUse]:
        """The literal endpoints that its expressions give to ``url_for``, up to what cannot be read."""
        if self._source.is_binary or b"url_for" not in self._source.raw:
            return
        depth = 0
        for kind, tokens, _, _ in self._reading.parts:
            tag = tokens[0][1] if kind == "{%" and tokens else ""
            depth += (tag in ("if", "for", "macro", "call")) - (tag in ("endif", "endfor", "endmacro", "endcall"))
            for at, token in enumerate(tokens[:-3]):
                if token[1] == "url_for" and _is_given_a_text(tokens, at):
                    has_test = any(t[:2] == ("name", "if") for t in tokens[:at]) or any(
                        t[1] == "if" for t in tokens[at:]
                    )
                    start, text = tokens[at + 2][2] + 1, tokens[at + 2][1]
                    place = self._source.span(start, start + len(text) - 2)
                    yield EndpointUse(text[1:-1], place, depth > 0 or has_test, _names_given(tokens, at + 3))

    @cached_property
    def exports(self) -> frozenset[str] | None:
        """The names that others may import: macros, and what it sets or imports itself; ``None`` where it cannot be read to its end."""
        if self._source.is_binary or self._reading.fault is not None:
            return None
        found: set[str] = set()
        for kind, tokens, _, _ in self._reading.parts:
            if kind == "{%" and tokens and tokens[0][1] in ("macro", "set", "import", "from"):
                found.update(text for group, text, _ in tokens[1:] if group == "name")
        return frozenset(found)

    @cached_property
    def blocks(self) -> tuple[tuple[str, Place], ...] | None:
        """The blocks that it has, the names with their places; ``None`` where it cannot be read to its end."""
        if self._source.is_binary or self._reading.fault is not None:
            return None
        found = []
        for kind, tokens, _, _ in self._reading.parts:
            if kind == "{%" and [token[1] for token in tokens[:1]] == ["block"] and len(tokens) > 1:
                _, name, at = tokens[1]
                found.append((name, self._source.span(at, at + len(name))))
        return tuple(found)

    def called_imports(self) -> Iterator[tuple[str, str, Place, bool]]:
        """The macros of other templates that it calls: the template's name, the macro's, where it is imported (``from``) or called (``import … as``), and whether every rendering calls it; none of those that stand under an ``if``."""
        names: dict[str, tuple[str, str, Place]] = {}
        modules: dict[str, str] = {}
        depth = asked = 0
        for kind, tokens, _, _ in self._reading.parts:
            tag = tokens[0][1] if kind == "{%" and tokens else ""
            depth += (tag in ("for", "macro", "call")) - (tag in ("endfor", "endmacro", "endcall"))
            asked += (tag == "if") - (tag == "endif")
            words = [text for _, text, _ in tokens]
            if tag in ("from", "import") and len(tokens) > 3 and tokens[1][0] == "text":
                if tag == "import" and words[2] == "as":
                    modules[words[3]] = words[1][1:-1]
                for at in range(3, len(tokens)) if tag == "from" and words[2] == "import" else ():
                    if words[at - 1] in ("import", ",") and tokens[at][0] == "name":
                        alias = words[at + 2] if words[at + 1 : at + 2] == ["as"] and at + 2 < len(words) else words[at]
                        place = self._source.span(tokens[at][2], tokens[at][2] + len(words[at]))
                        names[alias] = words[1][1:-1], words[at], place
            elif kind == "{{" and not asked and "if" not in words:  # which may ask whether it is there
                yield from ((*found, not depth) for found in self._called(tokens, names, modules))

    def _called(
        self, tokens: list[Token], names: dict[str, tuple[str, str, Place]], modules: dict[str, str]
    ) -> Iterator[tuple[str, str, Place]]:
        for at, (group, text, start) in enumerate(tokens[:-1]):
            is_own = group == "name" and (at == 0 or tokens[at - 1][1] != ".")
            following = [t[1] for t in tokens[at + 1 : at + 4]]
            if is_own and text in names and following[:1] == ["("]:
                yield names[text]
            elif is_own and text in modules and following[:1] == ["."] and following[2:] == ["("]:
                yield modules[text], following[1], self._source.span(start, start + len(text) + 1 + len(following[1]))


def _is_given_a_text(tokens: list[Token], at: int) -> bool:
    """Whether a name is that of a function of its own that is given a text first: ``f("text"`` and ``)`` or more."""
    is_own = at == 0 or tokens[at - 1][1] != "."
    return is_own and tokens[at + 1][1] == "(" and tokens[at + 2][0] == "text" and tokens[at + 3][1] in (",", ")")


def _names_given(tokens: list[Token], at: int) -> tuple[str, ...] | None:
    """The names of the values that a call is given behind its first argument; ``None`` where some are unpacked or the call does not end."""
    depth = 1
    names: list[str] = []
    for before, (group, text, _), after in zip(tokens[at - 1 :], tokens[at:], [*tokens[at + 1 :], ("", "", 0)]):
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
        if depth == 0:
            return tuple(names)
        if depth == 1 and text in ("*", "**") and before[1] == ",":
            return None
        if depth == 1 and group == "name" and after[1] == "=":
            names.append(text)
    return None


def _on_one_line(source: Source, start: int, end: int) -> Place:
    line_end = source.text.find("\n", start)
    return source.span(start, end if line_end < 0 else min(end, max(line_end, start + 1)))


def _assignment(tokens: list[Token]) -> int:
    """Where the ``=`` of ``set x = …`` is; -1 for the form that holds a block, whose filters may have arguments."""
    depth = 0
    for at, (_, text, _) in enumerate(tokens):
        depth += (text in "([{") - (text in ")]}")
        if text == "|" or (text == "=" and not depth):
            return at if text == "=" else -1
    return -1


class _Reading:
    """The tags and expressions of a text in order: which, its tokens, where it begins and ends; and the fault that ended the reading."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._may_be_raw = "raw" in text
        self.parts: list[Part] = []
        self.fault: _FaultError | None = None
        try:
            self.parts.extend(self._parts())  # what was read before a fault stays
        except _FaultError as fault:
            self.fault = fault

    def _parts(self) -> Iterator[Part]:
        at = 0
        while begin := _BEGIN.search(self._text, at):
            start, kind = begin.span()[0], begin.group()
            if kind == "{#":
                at = self._text.find("#}", start) + 2
                if at == 1:
                    raise _FaultError("Missing end of comment tag", start, start + 2)
            elif raw := _RAW.match(self._text, start) if self._may_be_raw else None:
                ended = _END_RAW.search(self._text, raw.end())
                if ended is None:
                    raise _FaultError("Missing end of raw directive", start, raw.end())
                at = ended.end()
            else:
                tokens, at = self._tokens(start, kind)
                yield kind, tokens, start, at

    def _tokens(self, start: int, kind: str) -> tuple[list[Token], int]:
        """The tokens of a tag or expression, and where it ends."""
        found: list[Token] = []
        at, depth, closing = start + 2, 0, "}}" if kind == "{{" else "%}"
        if self._text[at : at + 1] in ("-", "+"):
            at += 1
        while match := _TOKEN.match(self._text, at):
            group = match.lastgroup or ""
            text, at = match[group], match.start(group)
            if group == "end":
                if text.endswith(closing) and not depth:
                    return found, match.end()
                group, text = "sign", text[0]  # an end of the other kind, or brackets that close
            if group == "sign":
                depth += (text in "([{") - (text in ")]}")
            found.append((group, text, at))
            at += len(text)
        rest = self._text[at:].lstrip()
        if rest:
            at = len(self._text) - len(rest)
            raise _FaultError(f"unexpected char {rest[0]!r}", at, at + 1)
        what = "print statement" if kind == "{{" else "statement block"
        raise _FaultError(f'unexpected end of template, expected "end of {what}"', start, start + 2)


class _Check:
    """What Jinja asks of a template: the blocks that are open, and the names of all."""

    def __init__(self, has_extensions: bool) -> None:
        self._has_extensions = has_extensions
        self._open: list[tuple[str, str, int, int, bool]] = []
        """Of each open block: its tag, its name, where the tag stands and ends, and whether its ``else`` was met."""
        self._names: set[str] = set()

    def all(self, reading: _Reading) -> None:
        """Raises for the first fault."""
        for kind, tokens, start, end in reading.parts:
            if kind == "{{":
                self._expression(tokens, "print statement", start, end)
            else:
                self._tag(tokens, start, end)
        if reading.fault is not None:
            raise reading.fault
        if self._open:
            tag, name, start, end, _ = self._open[-1]
            shown = f"{tag} {name}".strip()
            raise _FaultError(
                f'Unexpected end of template: nothing closes {{% {shown} %}}, "{_CLOSING[tag]}" is missing', start, end
            )

    def _expression(self, tokens: list[Token], what: str, start: int, end: int) -> None:
        fault = fault_in(tokens, what)
        if fault is not None:
            message, at, length = fault
            raise _FaultError(message, *((at, at + length) if at >= 0 else (start, end)))

    def _tag(self, tokens: list[Token], start: int, end: int) -> None:
        if not tokens or tokens[0][0] != "name":
            raise _FaultError("tag name expected", start, end)
        tag, rest = tokens[0][1], tokens[1:]
        if tag in _ENDS:
            self._close(tag, rest, start, end)
        elif tag in ("else", "elif"):
            self._else(tag, rest, start, end)
        elif tag in _CLOSING:
            self._begin(tag, rest, start, end)
        elif tag not in _PLAIN:
            if self._has_extensions:
                raise _UnsureError
            raise _FaultError(f'Encountered unknown tag "{tag}"', start, end)

    def _close(self, tag: str, rest: list[Token], start: int, end: int) -> None:
        if not self._open:
            raise _FaultError(f'Encountered unknown tag "{tag}": no block is open here', start, end)
        opened, name, *_ = self._open.pop()
        if _CLOSING[opened] != tag:
            shown = f"{opened} {name}".strip()
            raise _FaultError(
                f'Encountered unknown tag "{tag}": {{% {shown} %}} is open, and "{_CLOSING[opened]}" comes first',
                start,
                end,
            )
        if rest and tag != "endset" and not (tag == "endblock" and rest[0][1] == name and len(rest) == 1):
            raise _FaultError(f'expected token "end of statement block", got "{rest[0][1]}"', start, end)

    def _else(self, tag: str, rest: list[Token], start: int, end: int) -> None:
        inside = self._open[-1] if self._open else ("", "", 0, 0, False)
        if inside[0] not in ("if", "for") or inside[4] or (tag == "elif" and inside[0] == "for"):
            raise _FaultError(f'Encountered unknown tag "{tag}"', start, end)
        if tag == "elif":
            self._expression(rest, "statement block", start, end)
            return
        if rest and rest[0][1] != ":":
            raise _FaultError(f'expected token "end of statement block", got "{rest[0][1]}"', start, end)
        self._open[-1] = (*inside[:4], True)

    def _begin(self, tag: str, rest: list[Token], start: int, end: int) -> None:
        name = rest[0][1] if tag in ("block", "macro") and rest else ""
        if tag == "if":
            self._expression(rest, "statement block", start, end)
        elif tag == "for":
            self._loop(rest, start, end)
        elif tag == "block":
            self._block(rest, start, end)
        elif tag == "set" and (at := _assignment(rest)) >= 0:
            self._expression(rest[at + 1 :], "statement block", start, end)
            return
        self._open.append((tag, name, start, end, False))

    def _loop(self, rest: list[Token], start: int, end: int) -> None:
        """``for x, y in expression if test recursive``."""
        at = next((n for n, token in enumerate(rest) if token[:2] == ("name", "in")), -1)
        if at < 0:
            raise _FaultError('expected token "in"', start, end)
        items = rest[at + 1 :]
        if items and items[-1][1] == "recursive":
            items = items[:-1]
        self._expression(items, "statement block", start, end)

    def _block(self, rest: list[Token], start: int, end: int) -> None:
        if not rest or rest[0][0] != "name":
            raise _FaultError('expected token "name" of a block', start, end)
        if len(rest) > 1 and rest[1][1] == "-":
            raise _FaultError("Block names in Jinja may not contain hyphens", start, end)
        name = rest[0][1]
        if name in self._names:
            raise _FaultError(f'block "{name}" defined twice', start, end)
        self._names.add(name)

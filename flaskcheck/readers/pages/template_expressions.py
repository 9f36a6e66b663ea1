"""Whether Jinja reads an expression: operands and operators that alternate, brackets that close, names where filters and attributes are."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Token = tuple[str, str, int]
    """Kind (``name``, ``number``, ``text``, ``sign``), text and where it begins."""

    Fault = tuple[str, int, int]
    """What Jinja says, where (-1: at the end), and how long what it complains of is."""

_BINARY = frozenset("+ - * / // % ** ~ == != < > <= >= and or in if else".split())
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BEFORE_OPERAND = frozenset(("-", "+"))
_NO_ARGUMENT = frozenset(("else", "or", "and", "if", "is", "in", "not", "recursive"))


def fault_in(tokens: list[Token], what: str) -> Fault | None:
    """Why Jinja refuses the expression of a print statement or statement block (``what``); ``None`` when it may read it."""
    return _Expression(tokens, what).check()


class _Expression:
    """The walk over an expression's tokens."""

    def __init__(self, tokens: list[Token], what: str) -> None:
        self._tokens = tokens
        self._what = what
        self._stack: list[str] = []
        self._wants = True
        """Whether an operand comes next."""

    def check(self) -> Fault | None:
        """The first fault."""
        at = 0
        while at < len(self._tokens):
            if self._tokens[at][:2] == ("sign", ":") and self._is_last_colon(at):
                return self._at_end(at - 1)
            step = self._operand(at) if self._wants else self._operator(at)
            if not step:
                _, text, position = self._tokens[at]
                expected = (
                    f'unexpected "{text}"' if self._wants else f'expected token "end of {self._what}", got "{text}"'
                )
                return expected, position, len(text)
            at += step
        return self._at_end(at - 1)

    def _is_last_colon(self, at: int) -> bool:
        return not self._stack and at == len(self._tokens) - 1 and self._what == "statement block"

    def _at_end(self, last: int) -> Fault | None:
        if self._stack:
            return f'unexpected "end of {self._what}", expected "{_PAIRS[self._stack[-1]]}"', -1, 0
        if self._wants and (last < 0 or self._tokens[last][1] != ","):
            return f'Expected an expression, got "end of {self._what}"', -1, 0
        return None

    def _before(self, at: int) -> str:
        return self._tokens[at - 1][1] if at else ""

    def _text(self, at: int) -> tuple[str, str]:
        return self._tokens[at][:2] if at < len(self._tokens) else ("", "")

    def _operand(self, at: int) -> int:
        """How many tokens are read where an operand has to begin; 0 for a fault."""
        kind, text, _ = self._tokens[at]
        if kind != "sign":
            if text not in _BINARY and text != "is" and text != "not":
                self._wants = False
                return 1
            # a keyword that stands where a name may is read as one: "{{ in }}"
            return 1 if text == "not" else 0
        if text in _BEFORE_OPERAND:
            return 1
        if text in _PAIRS:
            self._stack.append(text)
            return 1
        inside, before = self._stack[-1] if self._stack else "", self._before(at)
        if inside and text == _PAIRS[inside] and before in (inside, ",", ":"):
            self._stack.pop()
            self._wants = False
            return 1
        is_spread = text in ("*", "**") and inside == "(" and before in ("(", ",")
        is_slice = inside == "[" and (text == ":" or (text == "," and before == ":"))
        return 1 if is_spread or is_slice else 0

    def _operator(self, at: int) -> int:
        """The same where an operand has ended."""
        kind, text, _ = self._tokens[at]
        if text == "is" and kind == "name":
            return self._test(at)
        if text == "not" and self._text(at + 1) == ("name", "in"):
            self._wants = True
            return 2
        if text in _BINARY and kind in ("name", "sign"):
            self._wants = True
            return 1
        if kind == "text":
            return 1 if self._tokens[at - 1][0] == "text" else 0
        if kind != "sign":
            return 0
        if text == "|":
            return self._filter(at)
        if text == ".":
            return 2 if self._text(at + 1)[0] in ("name", "number") else 0
        return self._bracket(text)

    def _bracket(self, text: str) -> int:
        """A bracket or what stands between the items in one."""
        inside = self._stack[-1] if self._stack else ""
        if text in ("(", "["):
            self._stack.append(text)
            self._wants = True
            return 1
        if inside and text == _PAIRS[inside]:
            self._stack.pop()
            return 1
        is_between = text == "," or (text == "=" and inside == "(") or (text == ":" and inside in ("[", "{"))
        self._wants = is_between
        return 1 if is_between else 0

    def _filter(self, at: int) -> int:
        """``| name.name``."""
        end = at + 1
        while self._text(end)[0] == "name" and self._text(end + 1) == ("sign", "."):
            end += 2
        return end + 1 - at if self._text(end)[0] == "name" else 0

    def _test(self, at: int) -> int:
        """``is not name.name``, with the one argument that needs no brackets."""
        end = at + 2 if self._text(at + 1) == ("name", "not") else at + 1
        while self._text(end)[0] == "name" and self._text(end + 1) == ("sign", "."):
            end += 2
        if self._text(end)[0] != "name":
            return 0
        kind, text = self._text(end + 1)
        is_argument = kind in ("name", "number", "text") and text not in _NO_ARGUMENT
        self._wants = kind == "sign" and text in ("[", "{")
        return end + (2 if is_argument else 1) - at

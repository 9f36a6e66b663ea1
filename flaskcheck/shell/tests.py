"""Deciding the tests of shell scripts: ``[ … ]``, ``[[ … ]]`` and the patterns of ``case``, as far as their values are known."""

from __future__ import annotations

import re

from flaskcheck.ground import words
from flaskcheck.ground.numbers import integer
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.shell.found import Found
    from flaskcheck.shell.state import State
    from flaskcheck.shell.syntax import Branch, Simple, Word

PROGRAMS = frozenset(("[", "[[", "test", "true", "false", ":"))

_NUMBERS: dict[str, Callable[[int, int], bool]] = {
    "-eq": int.__eq__,
    "-ne": int.__ne__,
    "-lt": int.__lt__,
    "-le": int.__le__,
    "-gt": int.__gt__,
    "-ge": int.__ge__,
}

_FILE = r"-[edfsrw]\s+[\"']?(?P<path>[^\s\"'\]]+)[\"']?(?:\s*\]\]?)?"
_VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_HEAD = r"(?:(?:if|elif)\s+)?"
_ABSENT = re.compile(rf"{_HEAD}(?:(?:\[\[?|test)\s+!|!\s*(?:\[\[?|test))\s+{_FILE}(?:\s*;)?\s*(?:then|&&)?")
_NOT_PRESENT = re.compile(rf"(?:\[\[?|test)\s+{_FILE}\s*\|\|")


class Operand(Record):
    """A word of a test: its text, or ``None`` when it is not known; ``filled``: then it is known not to be empty, ``name``: it is that variable's. ``quoted`` ones are no patterns."""

    text: str | None
    quoted: bool
    filled: bool = False
    name: str = ""


def decide(command: Simple, state: State) -> bool | None:
    """Whether a test command succeeds; ``None`` when that cannot be known, or the command is no test."""
    name = command.words[0].text if command.words else ""
    if name in ("true", ":"):
        return True
    if name == "false":
        return False
    if name not in PROGRAMS:
        return None
    operands = [_operand(word, state, name == "[[") for word in command.words[1:]]
    if name != "test":
        operands = operands[:-1]
    return _either(operands, state, name == "[[")


def matching(word: Word | None, subject: Found, branches: tuple[Branch, ...], state: State) -> tuple[int, ...] | None:
    """The positions of the ``case`` branches that may run: one or none when the subject is known, or is the mode that a program runs in; else ``None``."""
    from fnmatch import fnmatchcase

    if subject.status != "known":
        return _in_production(variable_of(word), branches)
    for index, branch in enumerate(branches):
        patterns = [state.value(pattern) for pattern in branch.patterns]
        if any(found.status != "known" for found in patterns):
            return None
        for found, word in zip(patterns, branch.patterns):
            quoted = word.is_quoted and found.text == subject.text
            if quoted or (not word.is_quoted and fnmatchcase(subject.text, found.text)):
                return (index,)
    return ()


def _in_production(name: str, branches: tuple[Branch, ...]) -> tuple[int, ...] | None:
    """The branch of production, of a ``case`` that asks for the mode."""
    if not _selects_mode(name):
        return None
    found = [i for i, b in enumerate(branches) if any(words.mode(p.written) == "production" for p in b.patterns)]
    return (found[0],) if len(found) == 1 else None


def variable_of(word: Word | None) -> str:
    """The variable that a word is, with whatever default: ``"${APP_ENV:-production}"``; ``""`` for other words."""
    return word.parts[0].name if word is not None and len(word.parts) == 1 else ""


def _selects_mode(name: str) -> bool:
    return any(part in words.MODES for part in words.parts(name))


def _operand(word: Word, state: State, bracketed: bool) -> Operand:
    found = state.value(word)
    if len(word.parts) == 1 and word.parts[0].name and state.find(word.parts[0].name).status == "set":
        filled = True  # a host that sets a variable sets it to something
        return Operand(None, word.is_quoted, filled, variable_of(word))
    if found.status != "known" or (not bracketed and not word.is_quoted and word.expands and not found.text):
        return Operand(None, word.is_quoted, name=variable_of(word))
    return Operand(found.text, word.is_quoted)


def _either(operands: list[Operand], state: State, patterns: bool) -> bool | None:
    """``a || b`` and ``a -o b``; then ``&&`` and ``-a``, then ``!``."""
    for operators, decisive in ((("||", "-o"), True), (("&&", "-a"), False)):
        for index, operand in enumerate(operands):
            if operand.text in operators and not operand.quoted and 0 < index < len(operands) - 1:
                left = _either(operands[:index], state, patterns)
                right = _either(operands[index + 1 :], state, patterns)
                if decisive in (left, right):
                    return decisive
                return None if None in (left, right) else not decisive
    if len(operands) > 1 and operands[0].text == "!" and not operands[0].quoted:
        inner = _either(operands[1:], state, patterns)
        return None if inner is None else not inner
    return _single(operands, state, patterns)


def _single(operands: list[Operand], state: State, patterns: bool) -> bool | None:
    texts = [operand.text for operand in operands]
    if len(texts) == 1 or (len(texts) == 2 and texts[0] in ("-n", "-z")):
        text = "filled" if operands[-1].filled else texts[-1]
        return None if text is None else (text == "") == (texts[0] == "-z" and len(texts) == 2)
    if len(texts) == 2 and texts[0] is not None and texts[1] is not None:
        return _unary(texts[0], texts[1], state)
    if len(texts) == 3 and None not in texts:
        return _compared(texts[0] or "", texts[1] or "", texts[2] or "", patterns and not operands[2].quoted)
    return _assumed(*operands) if len(operands) == 3 else None


def _assumed(left: Operand, operator: Operand, right: Operand) -> bool | None:
    """What production makes of a test for the mode that it runs in (``[ "$APP_ENV" = development ]``), or for a flag of developers, whose variable nobody knows."""
    if operator.text not in ("=", "==", "!="):
        return None
    name, text = (left.name, right.text) if left.text is None else (right.name, left.text)
    is_equal: bool | None = None
    if text and _selects_mode(name):
        is_equal = {"production": True, "development": False}.get(words.mode(text))
    elif text and (name in words.DEVELOPMENT_VARIABLES or name.lower() in words.DEVELOPMENT_FLAGS):
        is_equal = {"1": False, "true": False, "on": False, "yes": False, "0": True, "false": True}.get(text.lower())
    return None if is_equal is None else is_equal == (operator.text != "!=")


def _unary(operator: str, text: str, state: State) -> bool | None:
    if operator in ("-e", "-f", "-d", "-s", "-r", "-x", "-w") and text and state.cwd:
        path = state.view.join(state.cwd, text)
        if state.view.find(path) is None:
            return None  # what the repository lacks may be made at run time: only what is there is known
        is_folder = bool(state.view.folder(path))
        return is_folder if operator == "-d" else not (is_folder and operator in ("-f", "-s"))
    return None


def _compared(left: str, operator: str, right: str, pattern: bool) -> bool | None:
    from fnmatch import fnmatchcase

    if operator in ("=", "==", "!="):
        equal = fnmatchcase(left, right) if pattern else left == right
        return equal if operator != "!=" else not equal
    if operator in _NUMBERS:
        first, second = integer(left), integer(right)
        return None if first is None or second is None else _NUMBERS[operator](first, second)
    return None


def absent_file(guard: str) -> str:
    """The file whose absence the head of a branch asks for, and nothing else: ``if [ ! -f x ]``, ``[ -e x ] ||``; ``""`` for other heads."""
    found = _ABSENT.fullmatch(guard.strip()) or _NOT_PRESENT.fullmatch(guard.strip())
    return found["path"] if found else ""


def spelled_out(head: str, state: State) -> str:
    """The head of a branch with the variables whose text is known."""

    def known(match: re.Match[str]) -> str:
        found = state.find(match[1] or match[2])
        return found.text if found.status == "known" else match[0]

    return _VARIABLE.sub(known, head) if "$" in head else head

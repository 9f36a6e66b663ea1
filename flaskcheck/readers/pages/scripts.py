"""JavaScript as text: where its strings and comments are, and what a string stands in."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from flaskcheck.facts.pages import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

# One pass from left to right, so that "//" in a string is no comment and a quote in a comment no string. No alternative can fail after a long way,
# except an open backtick, of which a file has one at most: the scan stays linear. Each begins with a character of its own, which makes the search fast.
_TOKEN = re.compile(
    r"//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)|<!--[\s\S]*?(?:-->|\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|/(?!>)"
)
_EXPRESSION = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,300}\]){1,600}/")
_BEFORE_EXPRESSION = re.compile(
    r"(?:[(,=:\[!&|?{;*%~^]|=>|(?<!\+)\+|(?<!-)-|\b(?:return|typeof|case|else|do|in|of|void|delete|throw|yield|await))\s*\Z"
)
"""What a regular expression follows; behind a value a slash divides, behind ``<`` it closes a tag."""

_URL = re.compile(r"\s*((?:https?|wss?)://[^\s\"'`<>]{1,300}|//[\w.\-\[\]:]+:\d+[^\s\"'`<>]{0,200}|(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0):\d{2,5}[^\s\"'`<>]{0,200})")  # fmt: skip
_LOCAL = re.compile(r"localhost|//127\.|^127\.|0\.0\.0\.0|\[::1\]", re.IGNORECASE)
_SWITCH = re.compile(
    r"process\.env|import\.meta|\benv\.\w|__DEV__|NODE_ENV|host(?:name)?\b|is_?(?:dev|local|prod)|development|production|location\.(?:host|origin|protocol)|\blocalhost\b",
    re.IGNORECASE,
)
_FALLBACK_END = re.compile(r"(?:\|\|=?|\?\?=?)[\s(\[]*$")
_TERNARY_END = re.compile(r"\?[^?:;{}]*:?[\s(\[]*$")
_COMPARED = re.compile(
    r"(?:[!=]==?|\b(?:includes|startsWith|endsWith|indexOf|match|test|replace|console\.\w+|logger?\.\w+|Error|new URL)\()\s*$"
)
_SHOWN = re.compile(
    r"(?<!\w)[\"']?(?:aria-?label|caption|description|example|help|help(?:er)?_?text|hint|label|placeholder|summary|title|tooltip)[\"']?\s*(?:[:=]|,(?<=[\"'],))\s*(?:\{\s*)?$",
    re.IGNORECASE,
)
"""What is shown to people under one of these names, no browser calls: ``{help: "…"}``, ``<Input placeholder="…">``, ``setAttribute("title", "…")``."""
_SECOND_OF_URL = re.compile(r"new URL\([^()]*,\s*$")
_ASSIGNED = re.compile(r"[\w\])][ \t]*[=:]\s*$|\b(?:const|let|var)\b(?:(?!\b(?:const|let|var)\b)[^=;])*=\s*$")
_DEFAULTS = re.compile(r"\b(?=\w*default)\w+\s*[=:]\s*(?:\{[^{}]*)?$", re.IGNORECASE)
"""What stands among defaults (React's ``defaultProps``) is what another value replaces."""
_FIELD = re.compile(r"((?<!\w)\w+|\))\.value\s*=\s*$")
_CALLS = (
    (re.compile(r"\bfetch\(\s*$"), "fetch"),
    (re.compile(r"\baxios\b[.\w]*\(?[^;]{0,40}$"), "axios"),
    (re.compile(r"\b(?:WebSocket|io|io\.connect)\(\s*$"), "websocket"),
    (re.compile(r"\bEventSource\(\s*$|\$\.\w+\([^;]{0,60}$|\.open\([^;]{0,40}$|\$http[.\w]*\([^;]{0,40}$"), "fetch"),
    (re.compile(r"\b(?:href|src|action|url|to|poster)\s*=\s*(?:\{\s*)?$"), "href"),
)
_WORD = re.compile(r"\w+")
_CONSTANT = re.compile(r"const (\w+)\s*=")
_MODULE = re.compile(r"^(?:import|export)\b", re.MULTILINE)
_OUTER = re.compile(r"^\S", re.MULTILINE)
"""A line that begins at the margin: what began before it may have ended."""
_REACH = 1500
_MARKS = re.compile(r"[\"'`{};]")
"""What would begin a string or a block if it did not stand in a regular expression."""


def masked(script: str) -> tuple[str, list[tuple[int, int]]]:
    """The script with comments blanked, string contents and the words of regular expressions kept, and where its strings are (without their quotes)."""
    pieces: list[str] = []
    strings: list[tuple[int, int]] = []
    at = 0
    while found := _TOKEN.search(script, at):
        start, end = found.span()
        pieces.append(script[at:start])
        if script[start] in "\"'`":
            strings.append((start + 1, end - 1))
            pieces.append(found[0])
        elif end > start + 1:
            pieces.append(re.sub(r"[^\n]", " ", found[0]))
        else:
            end = _end_of_expression(script, start)
            pieces.append(_MARKS.sub(" ", script[start:end]))
        at = end
    return "".join((*pieces, script[at:])), strings


def _end_of_expression(script: str, slash: int) -> int:
    """Where the regular expression ends that a slash begins; behind the slash when it begins none."""
    if not _BEFORE_EXPRESSION.search(script[max(0, slash - 60) : slash]):
        return slash + 1
    found = _EXPRESSION.match(script, slash)
    return found.end() if found else slash + 1


_BOUND_TO_ADDRESS = re.compile(r"\b(\w+) ?= ?(?:window\.|document\.)?location\b")
"""A name for the address that the browser shows."""


def script_links(source: Source, script: str, offset: int) -> Iterator[Link]:
    """The addresses that begin a string of a script, which itself begins at an offset of the file.

    ``kind`` is ``fallback`` behind a switch on the environment or on the browser's own address, and ``compare`` for what is only compared, logged or shown.
    """
    if "//" not in script and ":" not in script:
        return
    text, strings = masked(script)
    for start, end in strings:
        match = _URL.match(script, start, end)
        if match is None:
            continue
        before = text[max(0, start - 1 - 240) : start - 1]
        local = _LOCAL.search(match[1])
        is_spare = local and (_is_switched(text, start - 1, end + 1) or _is_unused(text, start))
        kind = "fallback" if is_spare else _kind(before)
        kind = "fallback" if _fills_field(text, before) else kind
        place = source.span(offset + match.start(1), offset + match.end(1))
        yield Link(match[1], kind, place, _statement(before).strip()[-60:])


def _statement(before: str) -> str:
    """The end of a text from where its last statement or block begins."""
    return re.split(r"[;{}]|\n\s*\n", before)[-1]


def _kind(before: str) -> str:
    statement = _statement(before)
    if _COMPARED.search(statement) or _SECOND_OF_URL.search(statement) or _SHOWN.search(before[-80:]):
        return "compare"
    if _DEFAULTS.search(before):
        return "fallback"
    for pattern, kind in _CALLS:
        if pattern.search(before[-80:]):
            return kind
    return "assign" if _ASSIGNED.search(statement) else "other"


def _fills_field(text: str, before: str) -> bool:
    """Whether a string is put into a field of a form, where the visitor may write another; Vue's refs have a ``value`` too."""
    match = _FIELD.search(before)
    return (
        match is not None
        and f"{match[1]} = document." in text
        or bool(match and match[1] == ")" and "document." in before)
    )


def _is_switched(text: str, start: int, end: int) -> bool:
    """Whether the string at ``text[start:end]`` is one of several that the environment or the browser's address chooses."""
    statement = _statement(text[max(0, start - 240) : start])
    if _FALLBACK_END.search(statement):
        return True
    after = text[end : end + 80].partition("\n")[0]
    if _SWITCH.search(after) and re.match(r"\s*(?:\?|:|&&|\|\|)", after):
        return True
    if re.search(r"\?(?![.?])", statement) and _TERNARY_END.search(_without_strings(statement)):
        return True
    is_asked = re.search(r"^\s*(?:if|else if)\b|&&", statement)
    if is_asked and (_SWITCH.search(statement) or _asks_for_address(text[:start], statement)):
        return True
    return _in_switched_block(text, start)


def _is_unused(text: str, start: int) -> bool:
    """Whether a string is in a constant of a module that nothing names again: other files see only what it exports."""
    begun = text.rfind("\nconst ", max(start - _REACH + 1, 0), start)
    bound = _CONSTANT.match(text, begun + 1) if begun >= 0 else None
    if bound is None or _OUTER.search(text, bound.end(), start):
        return False
    return _words_of_module(text)[bound[1]] == 1


@lru_cache(maxsize=1)
def _words_of_module(text: str) -> Counter[str]:
    """How often each word stands in a module; nothing for a script that is none."""
    return Counter(_WORD.findall(text)) if _MODULE.search(text) else Counter()


def _asks_for_address(before: str, statement: str) -> bool:
    """Whether a test names what was bound to the browser's address: ``const base = location.href; if (base.includes(":8080")) …``."""
    bound = set(_BOUND_TO_ADDRESS.findall(before[-_REACH:]))
    return bool(bound) and not bound.isdisjoint(re.findall(r"\w+", statement))


def _without_strings(text: str) -> str:
    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", '""', text)


def _in_switched_block(text: str, start: int) -> bool:
    """Whether a block around the string is one of an ``if`` (or its ``else``, or a ``case``) that asks for the environment or the browser's address."""
    head = _without_strings_kept(text[max(0, start - _REACH) : start])
    depth = 0
    for at in range(len(head) - 1, -1, -1):
        if head[at] == "}":
            depth += 1
        elif head[at] == "{":
            depth -= 1
            if depth < 0:
                depth = 0
                before = head[max(0, at - 400) : at]
                line = re.split(r"[;{}]", before)[-1]
                if re.search(r"\belse\s*$", line):
                    line = before
                if re.search(r"\b(?:if|else|switch|case)\b|\?", line) and _SWITCH.search(line):
                    return True
    return False


def _without_strings_kept(text: str) -> str:
    """The text with braces inside strings blanked, so that blocks can be counted; words are kept."""
    return re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", lambda m: re.sub(r"[{};]", " ", m.group()), text)

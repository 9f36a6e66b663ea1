"""What an expression of a template surely does not find: Jinja compiles it, and says so when the page is opened."""

from __future__ import annotations

from flaskcheck.facts.pages import TemplateFault
from flaskcheck.ground.words import is_one_slip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place
    from flaskcheck.readers.pages.template_expressions import Token

    Part = tuple[str, list[Token], int, int]
    """``{{`` or ``{%``, the tokens between, where it begins and ends."""

_FUNCTIONS = ("url_for", "get_flashed_messages")
"""What Flask gives every template, by names that nobody else's are like."""

_BINDING = ("set", "macro", "import", "from", "for", "with", "call")


def lost_names(source: Source, parts: list[Part]) -> Iterator[TemplateFault]:
    """The names that a template reads and that nobody binds, and files that ``url_for`` is asked for by another word than ``filename``; ``parts`` are its tags and expressions."""
    bound = bound_names(parts)
    asked = 0
    for kind, tokens, _, _ in parts:
        tag = tokens[0][1] if kind == "{%" and tokens else ""
        asked += (tag in _CONDITIONAL) - (tag in _ENDS)
        is_certain = not asked and ("name", "if") not in [token[:2] for token in tokens]
        found = _unquoted_parent(tokens) if tag == "extends" else _in_expression(tokens)
        for name, at, said, error in found:
            if error != "UndefinedError" or name not in bound:
                yield TemplateFault(source.span(at, at + len(name)), said, error, is_certain)


def bound_names(parts: list[Part]) -> set[str]:
    """The names that a template binds, and what stands beside them there."""
    tags = (tokens for kind, tokens, _, _ in parts if kind == "{%" and tokens and tokens[0][1] in _BINDING)
    return {text for tokens in tags for group, text, _ in tokens[1:] if group == "name"}


def unquoted_endpoints(source: Source, parts: list[Part]) -> Iterator[tuple[str, Place, bool]]:
    """The names that stand where ``url_for`` is given the text of an endpoint (``index``, ``shop.index``), each with whether every rendering asks for it."""
    asked = 0
    for kind, tokens, _, _ in parts:
        tag = tokens[0][1] if kind == "{%" and tokens else ""
        asked += (tag in _CONDITIONAL) - (tag in _ENDS)
        for at in range(len(tokens) - 3):
            words = [text for _, text, _ in tokens[at : at + 6]]
            is_own = words[:2] == ["url_for", "("] and (at == 0 or tokens[at - 1][1] != ".")
            length = 1 if words[3] in (",", ")") else 3 if words[3] == "." and words[5:6] in ([","], [")"]) else 0
            if is_own and length and tokens[at + 2][0] == "name":
                name, start = "".join(words[2 : 2 + length]), tokens[at + 2][2]
                is_certain = not asked and ("name", "if") not in [token[:2] for token in tokens]
                yield name, source.span(start, start + len(name)), is_certain


_CONDITIONAL, _ENDS = ("if", "for", "macro", "call"), ("endif", "endfor", "endmacro", "endcall")


def _unquoted_parent(tokens: list[Token]) -> Iterator[tuple[str, int, str, str]]:
    """``{% extends base.html %}``."""
    words = [text for _, text, _ in tokens]
    if len(words) == 4 and words[2:] == [".", "html"] and tokens[1][0] == "name":
        yield words[1], tokens[1][2], f"'{words[1]}' is undefined", "UndefinedError"


def _in_expression(tokens: list[Token]) -> Iterator[tuple[str, int, str, str]]:
    for at, (group, text, start) in enumerate(tokens[:-1]):
        is_called = group == "name" and tokens[at + 1][1] == "(" and (at == 0 or tokens[at - 1][1] != ".")
        if not is_called:
            continue
        if any(is_one_slip(text, known) for known in _FUNCTIONS):
            yield text, start, f"'{text}' is undefined", "UndefinedError"
        elif text == "url_for" and (given := _values_of_static(tokens, at)):
            named = ", ".join(f"'{word}'" for word in given)
            said = f"Could not build url for endpoint 'static' with values [{named}]. Did you forget to specify values ['filename']?"
            yield given[0], next(s for _, t, s in tokens[at:] if t == given[0]), said, "BuildError"


def _values_of_static(tokens: list[Token], at: int) -> list[str]:
    """The words by which ``url_for`` is given values for a static file; none where one is ``filename``, or may be."""
    if at + 2 >= len(tokens) or tokens[at + 2][1][1:-1] != "static":
        return []
    given, depth = [], 0
    for here, (group, text, _) in enumerate(tokens[at + 1 :], at + 1):
        depth += (text in "([{") - (text in ")]}")
        if not depth:
            break
        if text == "**":
            return []
        if depth == 1 and group == "name" and tokens[here + 1 : here + 2] and tokens[here + 1][1] == "=":
            given.append(text)
    return [] if "filename" in given or "path" in given else [word for word in given if not word.startswith("_")]

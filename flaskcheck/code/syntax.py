"""Which Python a file needs for what is written in it, whatever Python reads it here."""

from __future__ import annotations

import re
import sys

from flaskcheck.ground.record import Record
from flaskcheck.known.versions import major_minor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place

_MAY = re.compile(
    rb"^[ \t]*match\b|^[ \t]*type[ \t]+\w|^[ \t]*except[ \t]*\*|\b(?:def|class)[ \t]+\w+\[|:=|,\s*/\s*[,)]",
    re.MULTILINE,
)
_F_STRING = re.compile(r"""\b(?:[fF][rR]?|[rR][fF])(?=(["'])\1\1([\s\S]*?)\1\1\1|'([^'\n]*)'|"([^"\n]*)")""")
"""An f-string up to where its own quotes stand again."""
_OLDEST = 7
"""The minor version of the Python that reads none of these."""
_NODES = {
    "NamedExpr": ((3, 8), ":="),
    "Match": ((3, 10), "match"),
    "TryStar": ((3, 11), "except*"),
    "TypeAlias": ((3, 12), "a type statement"),
}
"""Constructs by the names of their nodes, with the first Python that has them ("What's New in Python")."""
_NEEDS = "needs Python "


class Syntax(Record):
    """The newest construct of a file: ``what`` it is, where, and the first Python that reads it."""

    version: tuple[int, int]
    what: str
    place: Place


def newest_syntax(source: Source, error: Unreadable | None) -> Syntax | None:
    """The newest construct of a file, as far as one needs another Python than 3.7; ``None`` where all is older, or the file has another ``error``."""
    if error is not None:
        what, _, rest = error.message.partition(f": {_NEEDS}")
        version = major_minor(rest.partition(",")[0]) if error.kind == "newer-syntax" else None
        return Syntax(version, what, error.place) if version else None
    return max(_constructs(source), key=lambda found: found.version, default=None)


def _constructs(source: Source) -> Iterator[Syntax]:
    from flaskcheck.readers.python.module import parse

    if _MAY.search(source.raw) and isinstance(parse(source.text, _OLDEST), Exception):
        yield from _nodes(source, parse(source.text))
    if sys.version_info >= (3, 12) and any(map(_is_open, _F_STRING.finditer(source.text))):
        yield from _quotes_again(source)


def _nodes(source: Source, tree: Any) -> Iterator[Syntax]:
    import ast

    for node in ast.walk(tree) if isinstance(tree, ast.AST) else ():
        version, what = _NODES.get(type(node).__name__, ((3, 0), ""))
        if what and isinstance(node, (ast.stmt, ast.expr)):
            yield Syntax(version, what, source.line_place(node.lineno))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if getattr(node, "type_params", None):
                yield Syntax((3, 12), "type parameters", source.line_place(node.lineno))
            if getattr(getattr(node, "args", None), "posonlyargs", None):
                yield Syntax((3, 8), "positional-only parameters", source.line_place(node.lineno))


def _is_open(string: re.Match[str]) -> bool:
    """Whether a brace may still be open where an f-string's own quotes stand again."""
    inner = (string[2] or string[3] or string[4] or "").replace("{{", "").replace("}}", "")
    return inner.count("{") != inner.count("}")


def _quotes_again(source: Source) -> Iterator[Syntax]:
    """F-strings with their own quotes inside their braces, which the tokens of Python 3.12 tell."""
    import io
    import tokenize

    around: list[str] = []
    start, end = getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "FSTRING_END", -1)
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            sign = _sign(token)
            if token.type in (start, tokenize.STRING) and around and around[-1] == sign:
                yield Syntax((3, 12), "an f-string with its own quotes inside", source.line_place(token.start[0]))
            if token.type == start:
                around.append(sign)
            elif token.type == end and around:
                around.pop()
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _sign(token: Any) -> str:
    """The quotes that a text begins with."""
    text = str(token.string).lstrip("rRbBuUfF")
    return text[:3] if text[:3] in ('"""', "'''") else text[:1]

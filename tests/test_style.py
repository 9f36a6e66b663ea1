"""The sentences of the report keep to a few rules of style, so that they read alike: the words of the field, no words that stumble, no endless sentences."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SHOWN = sorted(
    path for room in ("command", "output", "findings", "advice") for path in (ROOT / "flaskcheck" / room).rglob("*.py")
)
"""The modules besides the rules that say something to people."""

RULES = sorted((Path(__file__).parent.parent / "rules").rglob("[a-z]*.py"))

STUMBLING = re.compile(
    r"\b(?:anew|heed(?:s|ed)?|likewise|for ever|everybody|somebody|anybody|whoever|of one's own|run bit|thrown away|throws? (?:its|their) disk away|stands? without a version|nothing tells you|by hand|of its own|on this disk|distributions? that|at once|surely|(?:does|do) not bind|is silently a text|looks? first|the answer is)\b",
    re.IGNORECASE,
)
"""Words for which the field, or plain English, has better ones: again, respects, anyone, you, executable, ephemeral."""

MOST_WORDS = 60
"""Words of one piece of text in the source; a message is one or two sentences."""


def texts(path: Path) -> Iterator[str]:
    """The texts in the code of a rule that a reader may see: all but docstrings and names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
            and " " in node.value
        ):
            yield node.value


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_word_that_stumbles_in_a_rule(path: Path) -> None:
    assert [found.group() for text in texts(path) for found in STUMBLING.finditer(text)] == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_text_without_end(path: Path) -> None:
    assert [text for text in texts(path) if len(text.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_no_word_that_stumbles_in_the_command(path: Path) -> None:
    assert [found.group() for text in texts(path) for found in STUMBLING.finditer(text)] == []


@pytest.mark.parametrize("path", [*SHOWN, *RULES], ids=lambda path: path.stem)
def test_no_error_begins_with_what_there_is_not(path: Path) -> None:
    """``unknown rule 'x'`` says at once what is wrong; "there is no …" has to be read to its end."""
    raised = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and node.exc
    ]
    told = (text for node in raised for text in _pieces(node.exc))
    assert [text for text in told if re.match(r"(?:[:; ]*)there (?:is|are) no ", text)] == []


def _pieces(node: ast.AST | None) -> Iterator[str]:
    for inner in ast.walk(node) if node else ():
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_title_is_a_short_phrase(path: Path) -> None:
    title = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    assert len(title.split()) <= 8, title
    assert ": " not in title, title

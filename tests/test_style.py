"""The sentences of the report keep to a few rules of style, so that they read alike: the words of the field, no words that stumble, no endless sentences."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = sorted((Path(__file__).parent.parent / "rules").rglob("[a-z]*.py"))

STUMBLING = re.compile(
    r"\b(?:anew|heed(?:s|ed)?|likewise|for ever|everybody|somebody|anybody|whoever|of one's own|run bit|thrown away|stands? without a version|nothing tells you)\b",
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
def test_no_word_that_stumbles(path: Path) -> None:
    assert [found.group() for text in texts(path) for found in STUMBLING.finditer(text)] == []


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_no_text_without_end(path: Path) -> None:
    assert [text for text in texts(path) if len(text.split()) > MOST_WORDS] == []

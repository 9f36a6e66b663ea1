"""Texts whose parts stand in order, held against what a regular expression says of short ones."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flaskcheck.ground.wildcards import holds_in_order

WORDS = st.text("ab", max_size=3)


@given(st.text("ab", max_size=9), st.lists(WORDS, min_size=2, max_size=4), st.integers(0, 1))
def test_it_is_what_a_pattern_would_say(text: str, parts: list[str], least: int) -> None:
    pattern = (".+" if least else ".*").join(parts)
    assert holds_in_order(text, parts, least) is (re.fullmatch(pattern, text) is not None)


@pytest.mark.parametrize(
    ("text", "parts", "least", "holds"),
    [
        ("errors/404.html", ["errors/", ".html"], 0, True),
        ("errors/.html", ["errors/", ".html"], 1, False),
        ("aba", ["ab", "ba"], 0, False),
        ("/users/7/posts", ["/users/", "/posts"], 1, True),
        ("/users//posts", ["/users/", "/posts"], 1, False),
    ],
)
def test_parts_in_order(text: str, parts: list[str], least: int, holds: bool) -> None:
    assert holds_in_order(text, parts, least) is holds

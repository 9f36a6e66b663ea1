"""Terraform's files: the attributes that are texts or names, with the blocks around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flaskcheck.files.source import Source
from flaskcheck.readers import hcl


def read(text: str) -> list[tuple[str, ...]]:
    found = hcl.attributes(Source("main.tf", text.encode()))
    return [(*a.blocks, a.name, a.text or f"={a.reference}") for a in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a = "b"', [("a", "b")]),
        ('resource "aws_lb" "web" {\n  name = "x"\n  count = 2\n}\nb = "c"\n', [("resource aws_lb web", "name", "x"), ("b", "c")]),
        ('module "m" {\n  check = {\n    path = "/up" # "/no"\n  }\n}', [("module m", "check", "path", "/up")]),
        ('a { b = "c" }', [("a", "b", "c")]),
        ("a = var.path", [("a", "=var.path")]),
        ('a = "/${var.x}/up"', [("a", "=")]),
        ('a = lower("X")\nb = "c"', [("a", "=lower"), ("b", "c")]),
        ('list = [{ name = "A", value = "1" }, { "name" : "B" }]', [("list", "name", "A"), ("list", "value", "1"), ("", "name", "B")]),
        ('/* a = "b"\n*/\nc = "d" // e = "f"\n', [("c", "d")]),
        ('a = <<-EOT\n  b = "c"\n  EOT\nd = "e"\n', [("d", "e")]),
        ('a = "say \\"b\\""\nc = "d"', [("a", "="), ("c", "d")]),
        ('a = "open\nb = "c"', [("b", "c")]),
        ("}\n}\na {", []),
    ],
)  # fmt: skip
def test_attributes(text: str, found: list[tuple[str, ...]]) -> None:
    assert read(text) == found


def test_where_a_text_stands() -> None:
    (found,) = hcl.attributes(Source("main.tf", b'a {\n  path = "/up"\n}\n'))
    assert (found.place.line, found.place.column, found.place.end_column) == (2, 11, 14)


@given(st.text(alphabet='ab"{}[]=:#/*<\n \\$-E', max_size=80))
def test_anything_is_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize("text", ["{" * 100_000, '"' * 100_000, "/*" * 50_000, "<<A\n" * 20_000, "a=" * 50_000])
def test_hostile_text_is_read_quickly(text: str) -> None:
    read(text)

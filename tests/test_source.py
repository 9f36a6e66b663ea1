"""Text, encodings and places of one file."""

from __future__ import annotations

import codecs

import pytest

from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place


@pytest.mark.parametrize(
    ("raw", "encoding", "text"),
    [
        (b"", "utf-8", ""),
        (b"flask\n", "utf-8", "flask\n"),
        (codecs.BOM_UTF8 + b"flask", "utf-8-sig", "flask"),
        ("flask\n".encode("utf-16"), "utf-16", "flask\n"),
        (codecs.BOM_UTF16_BE + "flask".encode("utf-16-be"), "utf-16", "flask"),
        ("flask==3\n".encode("utf-16-le"), "utf-16-le", "flask==3\n"),
        ("flask==3\n".encode("utf-16-be"), "utf-16-be", "flask==3\n"),
        ("flask".encode("utf-32"), "utf-32", "flask"),
        ("café".encode("latin-1"), "latin-1", "café"),
        (b"a\r\nb\rc", "utf-8", "a\nb\nc"),
    ],
)
def test_decoding(raw: bytes, encoding: str, text: str) -> None:
    source = Source("f", raw)
    assert (source.encoding, source.text) == (encoding, text)


def test_positions_and_spans() -> None:
    source = Source("f", b"one\ntwo three\n")
    assert source.position(0) == (1, 1)
    assert source.position(4) == (2, 1)
    assert source.span(8, 13) == Place("f", 2, 5, 2, 10)


def test_find_gives_the_whole_file_when_absent() -> None:
    source = Source("f", b"abc")
    assert source.find("b") == Place("f", 1, 2, 1, 3)
    assert source.find("x") == Place("f")


def test_a_line_place_leaves_out_the_indentation() -> None:
    assert Source("f", b"  key: value  \n").line_place(1) == Place("f", 1, 3, 1, 13)


@pytest.mark.parametrize(
    ("raw", "binary"), [(b"\x7fELF\0\0\1", True), (b"text", False), ("ab".encode("utf-16"), False)]
)
def test_binary(raw: bytes, binary: bool) -> None:
    assert Source("f", raw).is_binary is binary


def test_crlf_is_told_from_the_bytes() -> None:
    assert Source("f", b"a\r\n").has_crlf
    assert not Source("f", b"a\n").has_crlf

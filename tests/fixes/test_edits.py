"""Edits of texts: whatever is written besides what they say stays, to the byte."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flaskcheck.files.edits import TextEdits, UneditableError, edited
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Edit, Place

ENDS = ("\n", "\r\n", "\r")
FORMS = {
    "utf-8": (b"", "utf-8"),
    "utf-8 with a mark": (codecs.BOM_UTF8, "utf-8"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "big-endian utf-16": (codecs.BOM_UTF16_BE, "utf-16-be"),
}
LINES = st.lists(st.text("a =.\u00e9\U0001f40d\t", max_size=6), min_size=1, max_size=5)
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def source(lines: list[str], end: str = "\n", form: str = "utf-8") -> Source:
    mark, codec = FORMS[form]
    return Source("a.txt", mark + end.join(lines).encode(codec))


@SLOW
@given(lines=LINES, end=st.sampled_from(ENDS), form=st.sampled_from(sorted(FORMS)), data=st.data())
def test_the_rest_stays(lines: list[str], end: str, form: str, data: st.DataObject) -> None:
    file = source(lines, end, form)
    number = data.draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    first = data.draw(st.integers(0, len(line)))
    last = data.draw(st.integers(first, len(line)))
    text = data.draw(st.sampled_from(("", "x", "x\ny")))
    got = edited(file, [Edit(Place("a.txt", number, first + 1, number, last + 1), text)])
    near = end if len(lines) > 1 else "\n"
    wanted = [*lines[: number - 1], line[:first] + text.replace("\n", near) + line[last:], *lines[number:]]
    mark, codec = FORMS[form]
    assert got == mark + end.join(wanted).encode(codec)


@SLOW
@given(lines=LINES, end=st.sampled_from(ENDS), form=st.sampled_from(sorted(FORMS)))
def test_no_edit_no_change(lines: list[str], end: str, form: str) -> None:
    file = source(lines, end, form)
    assert edited(file, []) == file.raw


@SLOW
@given(lines=LINES, end=st.sampled_from(ENDS), data=st.data())
def test_a_line_that_is_added_is_there_once(lines: list[str], end: str, data: st.DataObject) -> None:
    file = source(lines, end)
    after = Source("a.txt", edited(file, TextEdits(file).added("new").edits))
    wanted = [*file.lines, "new"] if file.lines[-1] else [*file.lines[:-1], "new", ""]
    assert after.lines == wanted
    again = edited(after, [Edit(Place("a.txt", wanted.index("new") + 1, 1, wanted.index("new") + 1, 4), "new")])
    assert again == after.raw


@SLOW
@given(lines=LINES, end=st.sampled_from(ENDS), data=st.data())
def test_a_removed_line_is_gone(lines: list[str], end: str, data: st.DataObject) -> None:
    file = source(lines, end)
    number = data.draw(st.integers(1, len(lines)))
    fix = TextEdits(file).without(Place("a.txt", number, 1, number, 1))
    assert fix is not None
    left = Source("a.txt", edited(file, fix.edits)).lines
    assert left == ([*lines[: number - 1], *lines[number:]] or [""])


def test_two_lines_added_stand_in_their_order() -> None:
    for text, wanted in (("a\n", "a\nb\nc\n"), ("a", "a\nb\nc"), ("", "b\nc\n")):
        file = Source("a.txt", text.encode())
        edits = [*TextEdits(file).added("b").edits, *TextEdits(file).added("c").edits]
        assert edited(file, edits).decode() == wanted


@pytest.mark.parametrize(
    ("raw", "edit"),
    [
        (b"a\0b", Edit(Place("a.txt", 1, 1, 1, 2), "x")),
        (b"abc", Edit(Place("a.txt", 2, 1, 2, 2), "x")),
        (b"abc", Edit(Place("a.txt", 1, 3, 1, 9), "x")),
        (b"abc", Edit(Place("a.txt", 1, 3, 1, 2), "x")),
        ("é".encode("latin-1"), Edit(Place("a.txt", 1, 1, 1, 1), "\u20ac")),
    ],
)
def test_what_is_refused(raw: bytes, edit: Edit) -> None:
    with pytest.raises(UneditableError):
        edited(Source("a.txt", raw), [edit])


def test_overlapping_edits_are_refused() -> None:
    edits = [Edit(Place("a.txt", 1, 1, 1, 3), "x"), Edit(Place("a.txt", 1, 2, 1, 4), "y")]
    with pytest.raises(UneditableError):
        edited(Source("a.txt", b"abc"), edits)


@pytest.mark.parametrize(
    ("text", "old", "wanted"),
    [
        ("CMD gunicorn -b 127.0.0.1:80", "127.0.0.1:80", "CMD gunicorn -b X"),
        ("bind 127.0.0.1:8000", "127.0.0.1:80", None),
        ("a=b=c", "=", None),
        ("flask=3", "=", "flaskX3"),
        ("nothing", "else", None),
    ],
)
def test_a_word_is_replaced_only_where_there_is_one(text: str, old: str, wanted: str | None) -> None:
    file = Source("a.txt", text.encode())
    fix = TextEdits(file).replaced(file.line_place(1), old, "X")
    assert (edited(file, fix.edits).decode() if fix else None) == wanted


def test_a_wide_file_that_is_written_again_becomes_utf_8_and_keeps_its_lines() -> None:
    file = Source("a.txt", codecs.BOM_UTF16_LE + "flask\r\nüb\r\n".encode("utf-16-le"))
    assert edited(file, TextEdits(file).rewritten("flask\r\nüb\r\n").edits) == "flask\r\nüb\r\n".encode()
    latin = Source("a.sh", "é\r\n".encode("latin-1"))
    assert edited(latin, TextEdits(latin).rewritten("é\n").edits) == "é\n".encode("latin-1")

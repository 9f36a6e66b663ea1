"""Records behave like frozen dataclasses."""

from __future__ import annotations

import pytest

from flaskcheck.ground.record import MANY, Record


class Point(Record):
    x: int
    y: int = 0


class Named(Point):
    name: str = ""


def test_positional_keyword_and_default_arguments() -> None:
    assert Point(1) == Point(x=1, y=0)


def test_fields_are_inherited_in_order() -> None:
    assert Named(1, 2, "n").values() == (1, 2, "n")


def test_records_of_other_types_differ_even_with_equal_fields() -> None:
    class Pixel(Record):
        x: int
        y: int = 0

    assert Point(1) != Pixel(1)


def test_replaced_copies() -> None:
    point = Point(1, 2)
    assert point.replaced(y=5) == Point(1, 5)
    assert point.y == 2


def test_equal_records_hash_alike() -> None:
    assert len({Point(1), Point(1, 0), Point(2)}) == 2


def test_repr_names_the_fields() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0)"


def test_records_match_by_position() -> None:
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_a_missing_argument_is_refused() -> None:
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


def test_a_record_of_many_fields_is_one_like_any_other() -> None:
    fields = [f"f{number}" for number in range(MANY)]
    body = {"__annotations__": dict.fromkeys(fields, "int"), **dict.fromkeys(fields[1:], 0)}
    many = type(Record)("Many", (Record,), body)
    made = many(1, 2, f3=4)
    assert made.values() == (1, 2, 0, 4, *[0] * (MANY - 4))
    assert made == many(1, 2, f3=4) != many(1)
    assert hash(made) == hash(made.replaced())
    for given, named in (((), {}), ((1,), {"f0": 1, "g": 2}), ((1,) * (MANY + 1), {})):
        with pytest.raises(TypeError):
            many(*given, **named)


def test_there_is_no_instance_dictionary() -> None:
    with pytest.raises(AttributeError):
        Point(1).z = 3  # type: ignore[attr-defined]


class Noted(Point):
    """A point and where somebody wrote it down, which is no part of it."""

    _beside = ("page",)

    page: int = 0


class Coloured(Noted):
    colour: str = ""


def test_fields_beside_a_record_are_no_part_of_it() -> None:
    assert Noted(1, 2, 3) == Noted(1, 2, 4)
    assert hash(Noted(1, 2, 3)) == hash(Noted(1, 2, 4))
    assert Noted(1, 2, 3) != Noted(1, 3, 3)
    assert repr(Noted(1, 2, 3)) == "Noted(x=1, y=2)"
    assert Noted(1, 2, 3).values() == (1, 2, 3)
    assert Noted(1, 2, 3).replaced(y=5).page == 3


def test_what_stands_beside_is_inherited() -> None:
    assert Coloured(1, 2, 3, "red") == Coloured(1, 2, 4, "red") != Coloured(1, 2, 4, "blue")
    assert Noted(1, 2, 3) == Noted(1, 2, 4)
    assert Noted(1, 2) != Point(1, 2)

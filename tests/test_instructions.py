"""Start-up and a small run take no more instructions than was recorded, give or take a tenth."""

from __future__ import annotations

import shutil

import pytest

from benchmarks import instructions, staging

RECORD = {"commit": "0" * 40, "instructions": {instructions.PYTHON: 100, "unchanged": 150, "small": 1000}}


def test_counts_have_not_grown() -> None:
    record = instructions.recorded().get(instructions.build())
    if shutil.which("valgrind") is None:
        pytest.skip("valgrind is not installed, so instructions cannot be counted")
    if record is None:
        pytest.skip(
            f"nothing was recorded for Python {instructions.build()}: python -m benchmarks.instructions --record"
        )
    assert not instructions.grown(instructions.counted(), record)


@pytest.mark.parametrize(
    ("counts", "names"),
    [
        ((100, 150, 1000), []),
        ((100, 164, 1090), []),
        ((100, 90, 400), []),
        ((200, 310, 2100), []),
        ((100, 166, 1000), ["unchanged"]),
        ((100, 166, 1101), ["small", "unchanged"]),
        ((90, 150, 1000), ["small", "unchanged"]),
    ],
)
def test_growth_is_told_by_ratio(counts: tuple[int, ...], names: list[str]) -> None:
    told = instructions.grown(dict(zip(RECORD["instructions"], counts)), RECORD)  # type: ignore[call-overload]
    assert [text.partition(":")[0] for text in told] == names


def test_every_record_is_whole() -> None:
    names = {instructions.PYTHON, "flaskcheck --version", "unchanged", "small"}
    records = instructions.recorded()
    assert records
    for record in records.values():
        assert set(record["instructions"]) == names
        assert set(record["dependencies"]) == set(staging.DEPENDENCIES)

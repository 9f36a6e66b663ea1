"""What a page tells of the deployment of its example."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flaskcheck.findings import rehearsed
from flaskcheck.findings.page import Example, parse

PAGE = "A title.\n\nProse.\n\n## Bad\n\n{outcome}\n\n```python app.py\nimport gone  # <-\n```\n"
OUTCOME = "Outcome: the start fails: \"No module named 'gone'\""
TOLD = "When it is deployed, the start fails: \"No module named 'gone'\"."


def example(outcome: str = OUTCOME) -> Example:
    return parse(PAGE.format(outcome=outcome)).examples[0]


@pytest.fixture(autouse=True)
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"python": "3.13.0", "flask": "3.1.3", "gunicorn": "27.0.1"}
    rows = {"some-rule": {"": {"digest": example().digest, "date": "2026-11-30", "versions": versions}}}
    (tmp_path / "rehearsed.json").write_text(json.dumps(rows))
    monkeypatch.setattr(rehearsed, "FILE", str(tmp_path / "rehearsed.json"))
    rehearsed._rows.cache_clear()


def test_what_was_seen_is_told_with_its_versions() -> None:
    assert (
        rehearsed.told("some-rule", example())
        == f"{TOLD} Seen with gunicorn 27.0.1, Flask 3.1.3 and Python 3.13.0 on 2026-11-30."
    )


def test_what_was_not_seen_is_only_said() -> None:
    assert rehearsed.told("another-rule", example()) == TOLD


def test_what_was_seen_of_an_earlier_form_is_not_told() -> None:
    other = example("Outcome: the host gets no answer")
    assert rehearsed.told("some-rule", other) == "When it is deployed, the host gets no answer."


def test_a_build_that_failed_has_no_versions(tmp_path: Path) -> None:
    row = {"digest": example().digest, "date": "2026-11-30", "versions": {}}
    (tmp_path / "rehearsed.json").write_text(json.dumps({"some-rule": {"": row}}))
    assert rehearsed.told("some-rule", example()) == f"{TOLD} Seen on 2026-11-30."


def test_without_an_outcome_nothing_is_told() -> None:
    assert rehearsed.told("some-rule", example("")) == ""


def test_without_a_file_nothing_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsed, "FILE", "/nowhere/rehearsed.json")
    rehearsed._rows.cache_clear()
    assert rehearsed.told("some-rule", example()) == TOLD


def test_what_the_rig_wrote_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    rehearsed._rows.cache_clear()
    for rows in rehearsed._rows().values():
        assert all({"digest", "date", "versions"} == set(row) for row in rows.values())

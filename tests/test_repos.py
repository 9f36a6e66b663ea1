"""Whole repositories give exactly their golden reports."""

from __future__ import annotations

import json
from pathlib import Path

import golden
import pytest

TUTORIAL = [name for name in golden.names() if name.startswith("tutorial-")]


@pytest.mark.parametrize("name", golden.names())
def test_reports(name: str, tmp_path: Path) -> None:
    expected = json.loads((golden.REPOS / name / "report.json").read_text())
    assert golden.report(golden.build(name, tmp_path)) == expected


def test_every_format(tmp_path: Path) -> None:
    found = golden.in_every_format(golden.build(golden.FORMATS_REPO, tmp_path))
    for form, text in found.items():
        assert text == (golden.FORMATS_GOLDEN / f"{form}.txt").read_text(encoding="utf-8"), form


@pytest.mark.parametrize("name", [name for name in golden.names() if name.endswith(("-good", "-clean"))])
def test_good_repositories_are_quiet(name: str) -> None:
    summary = json.loads((golden.REPOS / name / "report.json").read_text())["summary"]
    assert (summary["error"], summary["warning"]) == (0, 0)


@pytest.mark.parametrize("name", [name for name in golden.names() if name.endswith("-broken")])
def test_broken_repositories_have_errors(name: str) -> None:
    assert json.loads((golden.REPOS / name / "report.json").read_text())["summary"]["error"] >= 3


def test_the_tutorial_ends_clean() -> None:
    summaries = [json.loads((golden.REPOS / name / "report.json").read_text())["summary"] for name in TUTORIAL]
    assert len(summaries) >= 5
    assert summaries[0]["error"] + summaries[0]["warning"] > 0
    assert summaries[-1]["error"] == summaries[-1]["warning"] == 0

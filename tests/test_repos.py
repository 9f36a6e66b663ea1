"""Whole repositories give exactly their golden reports."""

from __future__ import annotations

import json
import subprocess
import sys
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


# --- the tutorial's finished project, in the three ways in which it is deployed -------------------------------

STATED = '[tool.flaskcheck.deploy]\nhost = "render"\nbuild = "pip install -r requirements.txt && flask db upgrade"\nstart = "gunicorn run:app"\nvariables = ["FLASK_APP", "DATABASE_URL", "SECRET_KEY"]\n'
BUILD = "#!/usr/bin/env bash\nset -o errexit\npip install -r requirements.txt\nflask db upgrade\n"


@pytest.mark.parametrize(
    ("files", "words", "infos"),
    [
        (None, (), 1),  # its database is a free one
        ({}, (), 1),
        ({}, ("--host", "render"), 1),
        ({"build.sh": BUILD, "Procfile": "web: gunicorn run:app\n"}, (), 0),
        ({"build.sh": BUILD}, ("--host", "render"), 0),
        ({"pyproject.toml": STATED}, (), 0),
    ],
)
def test_the_finished_tutorial_passes(
    files: dict[str, str] | None, words: tuple[str, ...], infos: int, tmp_path: Path
) -> None:
    root = golden.build("tutorial-6-clean", tmp_path)
    if files is not None:  # not by render.yaml
        (root / "render.yaml").unlink()
        for name, text in files.items():
            (root / name).write_text(text)
            (root / name).chmod(0o755 if name.endswith(".sh") else 0o644)
        golden.git(root, "add", "-A")
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck", "--no-cache", "--format", "json", *words],
        cwd=root,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["summary"]["info"] == infos

"""What belongs together: several services in one repository are judged one by one, a folder that is asked for is judged in its repository."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest

from flaskcheck.files.discover import discover
from flaskcheck.files.tree import MemoryTree, Tree, scoped
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.merging import apart
from flaskcheck.findings.report import Report

RULES = registry.selected(Config())[0]

Found = list[tuple[str, int, str, str]]


def judged(tree: Tree, scope: str = "") -> Report:
    """The report on a tree, or on what is asked for of it, by all rules."""
    report = engine.check(scoped(tree, scope), RULES, Config())
    assert not report.crashes
    return report


def told(report: Report) -> Found:
    """Path, line, rule and severity of each finding, equal mistakes taken apart."""
    return sorted((f.place.path, f.place.line, f.rule, f.severity) for f in apart(report.findings))


def found(files: dict[str, str], scope: str = "", **options: object) -> Found:
    return told(judged(MemoryTree(files, **options), scope))  # type: ignore[arg-type]


def below(folder: str, findings: Found) -> Found:
    return [finding for finding in findings if finding[0].startswith(f"{folder}/")]


# --- a folder is a filter -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", golden.names())
def test_a_folder_has_the_findings_that_the_whole_has_there(name: str, tmp_path: Path) -> None:
    tree = discover(str(golden.build(name, tmp_path)))
    whole = told(judged(tree))
    for folder in sorted(tree.folders - {""}):
        assert told(judged(tree, folder)) == below(folder, whole), folder


# --- several services -----------------------------------------------------------------------------------------

BESIDE = [name for name in golden.names() if name.startswith(("heroku", "docker-compose", "app-engine", "tutorial-1"))]


def test_services_side_by_side_have_the_findings_of_each_alone(tmp_path: Path) -> None:
    services = {name: discover(str(golden.build(name, tmp_path))) for name in BESIDE}
    files = {f"services/{name}/{p}": tree.source(p).raw for name, tree in services.items() for p in tree.files}
    modes = {f"services/{name}/{p}": mode for name, tree in services.items() for p, mode in tree.modes.items()}
    untracked = [f"services/{n}/{p}" for n, tree in services.items() for p in tree.files if not tree.is_tracked(p)]
    together = MemoryTree(files, modes=modes, untracked=untracked)
    whole = told(judged(together))
    for name, tree in services.items():
        alone = sorted((f"services/{name}/{path}", *rest) for path, *rest in told(judged(tree)))
        assert below(f"services/{name}", whole) == alone, name
        assert told(judged(together, f"services/{name}")) == alone, name

"""Sharing rules with a second process changes nothing but the time."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import golden
import pytest

from flaskcheck import engine, registry, second_process
from flaskcheck.config import Config
from flaskcheck.discover import discover
from flaskcheck.engine import Report
from flaskcheck.facts import Place
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Rule
from flaskcheck.tree import MemoryTree

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only where processes are forked")


def everything(root: Path) -> tuple[object, ...]:
    """All of a run's report, and what the memo is made of."""
    tree = discover(str(root))
    rules, _ = registry.selected(Config())
    report = engine.check(tree, rules, Config())
    digests = {path: tree.content_digest(path) for path in tree.read_paths}
    return report.findings, report.suppressed, sorted(report.notes), report.crashes, digests, tree.looked_at


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every repository counts as large, every machine as one with two cores."""
    monkeypatch.setattr(second_process, "MIN_FILES", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert second_process.is_worthwhile(Project(MemoryTree({})))


@pytest.mark.parametrize("name", golden.names())
def test_the_report_is_the_same(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    root = golden.build(name, tmp_path)
    (root / "ignored.py").write_text("x = 1  # flaskcheck: ignore[debug-run] nothing is here\n")
    alone = everything(root)
    request.getfixturevalue("shared")
    both = everything(root)
    assert both[:4] == alone[:4]
    assert dict(alone[4]).items() <= dict(both[4]).items()  # type: ignore[call-overload]
    assert alone[5] <= both[5]  # type: ignore[operator]


def rule(name: str, check: object) -> Rule:
    return Rule(name, "server", ERROR, check, "Page.")  # type: ignore[arg-type]


def found(_project: Project) -> Problems:
    yield Problem(Place("app.py", 1), "It breaks.")


def fails(_project: Project) -> Problems:
    yield Problem(Place("app.py", 1), "It breaks.")
    raise ValueError("a defect")


def dies(project: Project) -> Problems:
    """Ends the second process, as running out of memory would."""
    if project.repository.declines_reached_code:
        os._exit(9)
    yield Problem(Place("app.py", 1), "It breaks.")


def run(*checks: object) -> Report:
    tree = MemoryTree({"app.py": "from flask import Flask\napp = Flask(__name__)\n"})
    rules = [rule(f"rule-{number}", check) for number, check in enumerate(checks)]
    return engine.check(tree, rules, Config())


def test_a_rule_that_fails_is_told_once_and_keeps_what_it_found(shared: None) -> None:
    report = run(found, fails)
    assert [finding.rule for finding in report.findings] == ["rule-0", "rule-1"]
    assert [crash.rule for crash in report.crashes] == ["rule-1"]


def test_a_second_process_that_ends_early_loses_nothing(shared: None) -> None:
    report = run(*[found] * 5, dies)
    assert [finding.rule for finding in report.findings] == [f"rule-{number}" for number in range(6)]
    assert not report.crashes


def test_many_findings_pass_through_the_pipe(shared: None) -> None:
    def many(_project: Project) -> Problems:
        return [Problem(Place("app.py", n, 1, n, 2), "x" * 500, "help", "info") for n in range(1, 2000)]

    assert len(run(found, many).findings) == 2000


def test_none_is_forked_beside_threads_or_on_one_core(shared: None, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(MemoryTree({}))
    release = threading.Event()
    waiting = threading.Thread(target=release.wait)
    waiting.start()
    try:
        assert not second_process.is_worthwhile(project)
    finally:
        release.set()
        waiting.join()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert not second_process.is_worthwhile(project)

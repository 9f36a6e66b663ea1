"""An evaluator takes over what another has worked out; its answers stay what they would be without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import golden
import pytest

from flaskcheck.code.imports import Importer
from flaskcheck.code.modules import Code
from flaskcheck.facts.expressions import Name
from flaskcheck.files.discover import discover
from flaskcheck.files.layout import FolderView
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.config import Config
from flaskcheck.findings.engine import check
from flaskcheck.findings.registry import load_all
from flaskcheck.ground.place import WHOLE, Spans
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.value import Outcome, Where
from flaskcheck.values.world import World

RULES, _ = load_all()
REPOSITORIES = [name for name in golden.names() if name.endswith("-broken")][2::4]
CODE = """\
import os
from other import shown, titled
plain = "a" + "b"
secret = os.environ.get("SECRET", "dev")
joined = secret + plain
if os.environ.get("MODE") == "live":
    chosen = "live"
else:
    chosen = secret
if __name__ == "__main__":
    run = "as a script"
else:
    run = "imported"
def named(name, default=None):
    return os.environ.get(name, default)
by_helper = named("SECRET", "none")
other_helper = named("COLOUR", "red")
tested = "yes" if "SECRET" in os.environ else "no"
through = shown
"""
OTHER = "import os\nshown = os.getenv('SECRET') or 'spare'\ntitled = shown.upper()\n"
NAMES = [
    Name(WHOLE, Spans("app.py"), name, False)
    for name in "plain secret joined chosen run by_helper other_helper tested through".split()
]
START = World({"COLOUR": "blue", "MODE": "live"}, complete=False)
WORLDS = {
    "without": START.without(["SECRET"]),
    "without another": START.without(["MODE"]),
    "given": START.given({"SECRET": "told"}),
    "having": START.having(["SECRET", "MODE"]),
    "bare": START.bare(),
    "as a script": START.running("app.py"),
    "without and as a script": START.without(["SECRET"]).running("app.py"),
}


def answers(evaluator: Evaluator) -> list[list[tuple[Any, ...]]]:
    at = Where("app.py")
    return [[told(o) for o in evaluator.outcomes(name, at)] for name in NAMES]


def told(outcome: Outcome) -> tuple[Any, ...]:
    return outcome.value, outcome.path, outcome.unset, outcome.variables, outcome.guessed


def evaluator_in(code: Code, tree: MemoryTree, world: World) -> Evaluator:
    view = FolderView(tree, "")
    return Evaluator(code, Importer(code, view, (view.home,)), world)


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
@pytest.mark.parametrize("is_other", [False, True], ids=["another world", "another deployment"])
def test_answers_are_those_of_an_evaluator_by_itself(world: World, is_other: bool) -> None:
    tree = MemoryTree({"app.py": CODE, "other.py": OTHER})
    code = Code(tree)
    peer = evaluator_in(code, tree, START)
    first = answers(peer)
    alone = answers(evaluator_in(code, tree, world))
    young = evaluator_in(code, tree, world) if is_other else peer.within(world)
    if is_other:
        young.follow(peer)
    assert answers(young) == alone
    assert answers(peer) == first
    assert answers(young.within(START)) == first


def test_only_what_differs_is_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = MemoryTree({"app.py": CODE, "other.py": OTHER})
    peer = evaluator_in(Code(tree), tree, START)
    answers(peer)
    found: list[str] = []
    worked_out = Evaluator._found

    def noted(self: Evaluator, value: Any, where: Where) -> tuple[Outcome, ...]:
        found.append(value.dotted)
        return worked_out(self, value, where)

    monkeypatch.setattr(Evaluator, "_found", noted)
    answers(peer.within(START.without(["SECRET"])))
    assert {"secret", "joined", "by_helper", "tested", "through"} <= set(found)
    assert not {"plain", "run", "other_helper"} & set(found)


@pytest.mark.parametrize("name", REPOSITORIES)
def test_reports_are_the_same_without_peers(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(golden.build(name, tmp_path))
    reports = []
    for _ in range(2):
        reports.append([repr(finding) for finding in check(discover(root), RULES, Config()).findings])
        monkeypatch.setattr(Evaluator, "of_peers", lambda self, kept, key: None)
    assert reports[0] == reports[1]
    assert reports[0]

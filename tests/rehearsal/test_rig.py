"""What the rig's own tables promise; nothing is deployed here."""

from __future__ import annotations

import base64
from pathlib import Path
from random import Random

import pytest

from flaskcheck.files.discover import discover
from flaskcheck.findings import names, registry
from flaskcheck.findings.page import parse
from flaskcheck.project import Project
from flaskcheck.rule import Rule
from tests.rehearsal import bases, explained, matrix, operators
from tests.rehearsal.bases import Base
from tests.rehearsal.mutants import Judged
from tests.rehearsal.outcomes import Expected, expected, signed
from tests.rehearsal.pages import pages
from tests.rehearsal.plans import SECRET, plan_of
from tests.rehearsal.player import Outcome
from tests.rehearsal.unrehearsed import UNREHEARSED

RULES = registry.load(names.builtin_names())
ERRORS = [rule for rule in RULES if rule.severity == "error"]
STABLE = [rule for rule in ERRORS if rule.stability == "stable"]
LEAST_REHEARSED = 0.85


@pytest.mark.parametrize("rule", STABLE, ids=lambda rule: rule.name)
def test_an_error_is_rehearsed_or_says_why_not(rule: Rule) -> None:
    rehearsed = any(example.outcome for example in parse(rule.page).examples)
    assert rehearsed != (rule.name in UNREHEARSED)


def test_most_errors_are_rehearsed() -> None:
    assert set(UNREHEARSED) <= {rule.name for rule in ERRORS}
    rehearsed = {page.rule.name for page in pages()} & {rule.name for rule in STABLE}
    assert len(rehearsed) / len(STABLE) > LEAST_REHEARSED


def test_outcomes_have_a_known_form() -> None:
    for page in pages():
        assert page.example.kind == "Bad"
        expected(page.example.outcome)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_outcome_is_lost(rule: Rule) -> None:
    """A slip of the pen must not make an example prove nothing."""
    written = [line for line in rule.page.splitlines() if line.lower().startswith(("outcome", "out come"))]
    assert [f"Outcome: {example.outcome}" for example in parse(rule.page).examples if example.outcome] == written


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('the build fails: "no such file"', Expected("build", "no such file")),
        ('the release fails: "x"', Expected("release", "x")),
        ('the log says "x"', Expected(None, "x")),
        ('/shop answers 500: "x"', Expected("", "x", "/shop", 500)),
        ("POST / answers 200", Expected("", "", "POST /", 200)),
        ("the host gets no answer", Expected("silence")),
        ("the build does not end", Expected("endless")),
        ('the worker fails: "x"', Expected("worker", "x")),
        ('the second release fails: "x"', Expected("", "x", second="release")),
        (
            "after the next deployment, / no longer shows what POST /a?b=c wrote",
            Expected("", path="POST /a?b=c", lost="/ no longer shows what was written"),
        ),
        ("after the next deployment, rows of a are doubled", Expected("", lost="rows of a are doubled")),
        ('a clone shows "x"', Expected(None, cloned=b"x")),
        ('a Socket.IO client gets 400: "x"', Expected("", "x", "SOCKET.IO /socket.io/", 400)),
        ('systemd says "x"', Expected(None, verified="x")),
    ],
)
def test_forms_of_outcomes(line: str, wanted: Expected) -> None:
    assert expected(line) == wanted


def test_a_session_is_signed_as_flask_signs_it() -> None:
    value, stamp, signature = signed("key").split(".")
    assert base64.urlsafe_b64decode(value + "==") == b'{"user_id":1}'
    assert len(stamp) == 6
    assert len(signature) == 27
    assert expected('/a with a session signed by "key" answers 200: "x"').path.endswith(" /a")


def test_what_a_second_deployment_loses() -> None:
    second = Outcome("", "", rows={"cake": 1}, shows=frozenset(("/",)))
    assert Outcome("", "", rows={"cake": 2}, again=second).lost == "rows of cake are lost"
    assert Outcome("", "", rows={"cake": 0}, again=second).lost == "rows of cake are doubled"
    assert Outcome("", "", shows=frozenset(("/", "/a")), again=second).lost == "/a no longer shows what was written"
    assert Outcome("", "", rows={"cake": 1}, shows=frozenset(("/",)), again=second).lost == ""
    assert Outcome("", "", rows={"cake": 9}, again=Outcome("start", "")).lost == ""


@pytest.mark.parametrize("line", ["the start fails", "the log tells x", "GET / answers 200", ""])
def test_other_forms_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="an outcome has one of these forms"):
        expected(line)


def test_an_outcome_is_told_from_others() -> None:
    served = Outcome("", "Debugger is active!", {"/": (500, "TypeError")})
    assert expected('/ answers 500: "typeerror"').differs(served) == ""
    assert expected("/ answers 200").differs(served) == "/ answers 500"
    assert expected('the log says "active"').differs(served) == ""
    assert expected('the start fails: "active"').differs(served) == "the phase that failed is none"
    assert expected('/ answers 500: "KeyError"').differs(served) == "nothing says 'KeyError'"


@pytest.mark.parametrize("base", bases.OWN, ids=lambda base: base.name)
def test_mutants_can_be_drawn_and_made(base: Base, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    bases.lay(base, tmp_path, root)
    files = bases.contents(root)
    for number in range(40):
        first, second = (operators.drawn(files, Random(f"{number}")) for _ in range(2))
        assert first == second
        _, mutant = first
        assert (
            {path: files.get(path) for path in mutant.files} != mutant.files
            or mutant.forgotten
            or mutant.ignored
            or mutant.plain
        )


def test_a_mutant_is_made_in_git(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    bases.lay(bases.OWN[0], tmp_path, root)
    bases.change(root, operators.Mutant("", {"main.py": None, "wsgi.py": "app = 1\n"}, ignored=("requirements.txt",)))
    assert set(bases.contents(root)) == {".gitignore", "app.yaml", "wsgi.py"}
    assert (root / "requirements.txt").is_file()


@pytest.mark.parametrize("base", bases.OWN, ids=lambda base: base.name)
def test_a_plan_has_what_the_host_gives(base: Base, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    bases.lay(base, tmp_path, root)
    plan = plan_of(Project(discover(str(root))), {"SECRET_KEY": SECRET})
    assert plan.start or plan.image
    assert plan.builds or plan.image
    assert plan.host.sets_port <= ("PORT" in plan.variables or plan.host.detects_port)
    steps = (*plan.builds, *plan.releases, *((plan.start,) if plan.start else ()))
    assert tuple(step.words[-1] for step in steps) == base.commands


def test_what_is_explained_is_a_kind() -> None:
    known = {operator.name for operator in operators.OPERATORS}
    for one in explained.KNOWN:
        assert one.operator in known
        assert one.cell in matrix.DISAGREEMENTS
        assert one.why


def test_the_matrix_names_disagreements() -> None:
    missed = Judged("shop", "run-at-import", "code", "app.py:3: gone", "/ answers 404")
    skipped = Judged("shop", "old-python", "platform", "3.13 -> 3.9", skipped="Python 3.9 is not on this machine")
    text = matrix.told([missed, Judged("shop", "label", "harmless", ""), skipped])
    assert "1 of 2 agree" in text
    assert (
        "breaks/silent    shop, run-at-import: app.py:3: gone: / answers 404; said: nothing\n    NOT EXPLAINED" in text
    )
    assert "skipped: 1 × Python 3.9 is not on this machine" in text

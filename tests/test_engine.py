"""Running rules: crashes, duplicates, precedence, suppression."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, report
from flaskcheck.findings.baseline import compare, entries
from flaskcheck.findings.baseline_file import Baseline
from flaskcheck.findings.config import Config
from flaskcheck.findings.ignores import ignores_in
from flaskcheck.findings.merging import apart
from flaskcheck.findings.report import Finding
from flaskcheck.ground.errors import Crash, exit_code, told_once
from flaskcheck.ground.place import Place
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Rule, rule

APP = "from flask import Flask\napp = Flask(__name__)\n"


def make(name: str, *problems: Problem, crash: bool = False, supersedes: tuple[str, ...] = ()) -> Rule:
    def check(project: Project) -> Iterator[Problem]:
        yield from problems
        if crash:
            raise RuntimeError("broken")

    return Rule(name, "server", WARNING, check, "A page.", supersedes)


def at(line: int, path: str = "app.py") -> Problem:
    return Problem(Place(path, line, 1, line, 2), "It breaks.")


def run(
    *rules: Rule, config: Config | None = None, files: dict[str, str] | None = None, **options: bool
) -> report.Report:
    return engine.check(MemoryTree(files or {"app.py": APP}), rules, config or Config(), **options)


def test_findings_are_sorted_and_told_once() -> None:
    report = run(make("b-rule", at(2), at(1), at(1)), make("a-rule", at(1)))
    assert [(f.rule, f.place.line) for f in report.findings] == [("a-rule", 1), ("b-rule", 1), ("b-rule", 2)]


def test_a_crash_keeps_the_other_findings() -> None:
    report = run(make("bad-rule", at(1), crash=True), make("good-rule", at(2)))
    assert [f.rule for f in report.findings] == ["bad-rule", "good-rule"]
    assert [(c.rule, c.error) for c in report.crashes] == [("bad-rule", "RuntimeError: broken")]
    assert "Traceback" in report.crashes[0].traceback


def test_one_fault_of_the_model_is_told_once_with_the_rules_that_it_stopped() -> None:
    def model() -> None:
        raise LookupError("no such place")

    def first(_: Project) -> Iterator[Problem]:
        yield at(1)
        model()

    def second(_: Project) -> Iterator[Problem]:
        model()
        yield at(2)

    rules = [Rule(name, "server", WARNING, check, "A page.") for name, check in (("a", first), ("b", second))]
    report = run(rules[0], make("other", crash=True), rules[1])
    assert [c.rule for c in report.crashes] == ["a", "other", "b"]
    once, other = told_once(report.crashes)
    assert once.startswith("flaskcheck itself failed in a, b; please report this:\nTraceback")
    assert (once.count("Traceback"), once.count("LookupError: no such place")) == (1, 1)
    assert other.startswith("flaskcheck itself failed in other; please report this:\n")


def test_faults_of_one_error_in_several_places_are_told_each() -> None:
    frame = 'Traceback (most recent call last):\n  File "a.py", line 1, in check\n  File "m.py", line {}, in f\nKeyError: 1\n'
    crashes = [Crash(name, "KeyError: 1", frame.format(line)) for name, line in (("a", 1), ("b", 2), ("c", 1))]
    assert [told.partition(";")[0] for told in told_once(crashes)] == [
        "flaskcheck itself failed in a, c",
        "flaskcheck itself failed in b",
    ]
    assert told_once([Crash("a", "E", "said"), Crash("b", "E", "said")]) == [
        "flaskcheck itself failed in a, b; please report this:\nsaid"
    ]


def test_the_more_specific_rule_owns_the_place() -> None:
    report = run(make("general", at(1), at(2)), make("special", at(1), supersedes=("general",)))
    assert [(f.rule, f.place.line) for f in report.findings] == [("special", 1), ("general", 2)]
    assert [r.message for r in report.findings[0].related] == ["general: It breaks."]


def test_severity_of_the_problem_wins() -> None:
    report = run(make("a-rule", Problem(Place("app.py"), "x.", severity=INFO)))
    assert report.findings[0].severity == INFO
    assert [exit_code(report.ending(level)) for level in ("warning", "info", "never")] == [0, 1, 0]


def test_without_an_application_no_rule_runs() -> None:
    report = run(make("a-rule", at(1)), files={"main.py": "print(1)\n"})
    assert not report.has_application
    assert report.findings == []


@pytest.mark.parametrize(
    ("path", "text", "silenced"),
    [
        ("app.py", APP + "x = 1  # flaskcheck: ignore[a-rule] because\n", True),
        ("app.py", APP.replace("app =", "# flaskcheck: ignore[a-rule] because\napp ="), True),
        ("app.py", APP + "x = 1  # flaskcheck: ignore[server] because\n", True),
        ("app.py", APP + "x = '# flaskcheck: ignore[a-rule] because'\n", False),
        ("app.py", APP + "x = 1  # flaskcheck: ignore\n", False),
        ("app.py", APP + "x = 1  # flaskcheck: ignore[other-rule] because\n", False),
    ],
)
def test_ignore_comments(path: str, text: str, silenced: bool) -> None:
    line = 3
    report = run(make("a-rule", at(line, path)), files={path: text})
    assert any(f.rule == "a-rule" for f in report.findings) is not silenced
    assert len(report.suppressed) == silenced


def test_no_ignore_forbids_them() -> None:
    files = {"app.py": APP + "x = 1  # flaskcheck: ignore[a-rule] because\n"}
    assert run(make("a-rule", at(3)), files=files, use_ignores=False).findings


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# flaskcheck: ignore[a-rule]", "Nothing is reported here"),
        ("# flaskcheck: ignore", "names no rule"),
        ("# flaskcheck: ignore[a-rul]", "There is no rule 'a-rul'"),
    ],
)
def test_unused_ignores_are_reported(comment: str, message: str) -> None:
    report = run(make("a-rule", at(1)), files={"app.py": APP + f"x = 1  {comment}\n"})
    found = [f for f in report.findings if f.rule == "unused-ignore"]
    assert any(message in f.message for f in found)


def test_an_ignore_for_a_rule_that_did_not_run_is_left_alone() -> None:
    report = run(make("a-rule"), files={"app.py": APP + "x = 1  # flaskcheck: ignore[loopback-bind]\n"})
    assert report.findings == []


def test_a_whole_file_is_silenced_in_its_head() -> None:
    files = {"app.py": "# flaskcheck: ignore-file[a-rule] old\n" + APP}
    report = run(make("a-rule", at(3), at(0)), files=files)
    assert report.findings == []
    assert {s.reason for s in report.suppressed} == {"old"}


def test_per_file_ignores() -> None:
    config = Config(per_file_ignores=(("*.py", ("a-rule",)),))
    report = run(make("a-rule", at(1)), make("b-rule", at(1)), config=config)
    assert [f.rule for f in report.findings] == ["b-rule"]
    assert report.suppressed[0].by == "per-file-ignores"


@pytest.mark.parametrize(
    "comment",
    [
        "# flaskcheck: ignore[x] r",
        "// flaskcheck: ignore[x] r",
        "/* flaskcheck: ignore[x] r */",
        "<!-- flaskcheck: ignore[x] r -->",
        "{# flaskcheck: ignore[x] r #}",
        "; flaskcheck: ignore[x] r",
        "-- flaskcheck: ignore[x] r",
    ],
)
def test_every_comment_syntax(comment: str) -> None:
    [found] = ignores_in(Source("file.txt", f"{comment}\nnext\n".encode()))
    assert (found.names, found.reason, found.lines) == (("x",), "r", (1, 2))


def test_only_one_file_is_reported_when_one_was_asked_for() -> None:
    tree = MemoryTree({"app.py": APP, "other.py": ""})
    tree.scope = "other.py"
    report = engine.check(tree, [make("a-rule", at(1), at(1, "other.py"))], Config())
    assert [f.place.path for f in report.findings] == ["other.py"]


def test_rules_are_declared_with_known_words() -> None:
    with pytest.raises(ValueError, match="unknown family"):
        rule(family="weather", severity=ERROR)


def test_findings_compare_by_place() -> None:
    finding = Finding("r", "server", ERROR, Place("a", 2, 3), "m")
    assert report.order(finding) == ("a", 2, 3, "r")


def of(cause: str, line: int, path: str = "app.py", severity: str = "", brief: str = "") -> Problem:
    return at(line, path).replaced(cause=Cause("file", cause), severity=severity, brief=brief)


def places(report: report.Report) -> list[tuple[str, str, int, list[int]]]:
    return [(f.rule, f.severity, f.place.line, [r.place.line for r in f.related]) for f in report.findings]


def test_equal_mistakes_of_one_rule_are_one_finding_at_the_worst_and_first_place() -> None:
    found = run(make("a-rule", of("x", 3), of("y", 2), of("x", 1), of("x", 5, severity=ERROR, brief="also"), at(4)))
    assert places(found) == [
        ("a-rule", WARNING, 2, []),
        ("a-rule", WARNING, 4, []),
        ("a-rule", ERROR, 5, [1, 3]),
    ]
    assert found.count(WARNING) == 2
    one = run(make("a-rule", of("x", 1), of("x", 2, brief="x is here too"))).findings[0]
    assert [r.message for r in one.related] == ["x is here too"]


def test_two_severities_at_one_line_are_the_worse_one() -> None:
    found = run(make("a-rule", of("x", 1, severity=INFO), of("x", 1, severity=ERROR)))
    assert places(found) == [("a-rule", ERROR, 1, [])]


def test_rules_of_one_cause_are_the_rule_that_owns_the_others_wherever_they_are_told() -> None:
    rules = (
        make("first", of("x", 9, "Dockerfile"), supersedes=("second",)),
        make("second", of("x", 1), of("y", 2), supersedes=("third",)),
        make("third", of("x", 3), of("z", 4)),
    )
    assert places(run(*rules)) == [
        ("first", WARNING, 9, [1, 3]),
        ("second", WARNING, 2, []),
        ("third", WARNING, 4, []),
    ]
    assert places(run(*rules[1:])) == [
        ("second", WARNING, 1, [3]),
        ("second", WARNING, 2, []),
        ("third", WARNING, 4, []),
    ]


def test_a_comment_speaks_for_its_own_line_of_equal_mistakes() -> None:
    comment = "x = 1  # flaskcheck: ignore[a-rule] because\n"
    rule = make("a-rule", of("x", 3), of("x", 4), of("x", 5))
    first = run(rule, files={"app.py": APP + comment + "y = 1\nz = 1\n"})
    assert places(first) == [("a-rule", WARNING, 4, [5])]
    assert len(first.suppressed) == 1
    assert places(run(rule, files={"app.py": APP + "y = 1\n" + comment + "z = 1\n"})) == [("a-rule", WARNING, 3, [5])]
    assert places(run(rule, files={"app.py": APP + comment * 3})) == []


def test_a_comment_about_what_another_finding_owns_is_not_unused() -> None:
    rules = (make("first", of("x", 1), supersedes=("second",)), make("second", of("x", 3)))
    found = run(*rules, files={"app.py": APP + "x = 1  # flaskcheck: ignore[second] because\n"})
    assert places(found) == [("first", WARNING, 1, [3])]
    assert found.suppressed == []


def test_what_is_told_together_is_known_place_by_place() -> None:
    files = {"app.py": APP + "a = 1\nb = 1\nc = 1\n"}
    old = run(make("a-rule", of("x", 4), of("x", 5)), files=files)
    home = old.tree.root
    known = Baseline("known.json", home, tuple(entries(apart(old.findings), old)))
    assert len(known.entries) == 2
    new = run(make("a-rule", of("x", 3), of("x", 4), of("x", 5)), files=files)
    found = compare(new, known)
    assert [finding.place.line for finding, _ in found.new] == [3]
    assert [finding.place.line for finding, _ in found.known] == [4, 5]

"""Reports with hostile content."""

from __future__ import annotations

import json

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.engine import Crash
from flaskcheck.findings.report import Finding, Report
from flaskcheck.ground.place import Place
from flaskcheck.output import github, json_report, text
from flaskcheck.output.presentation import Presentation
from flaskcheck.rule import ERROR, INFO, WARNING, Related

HOSTILE = "a,b:c%d\n::error::x"


def report(*findings: Finding, files: dict[str, str] | None = None) -> Report:
    found = Report(MemoryTree(files or {"app.py": "one\ntwo three\n"}))
    found.has_application = True
    found.findings = list(findings)
    return found


def finding(
    path: str = "app.py", line: int = 2, message: str = "It breaks.", severity: str = ERROR, **more: object
) -> Finding:
    place = Place(path, line, 5, line, 10) if line else Place(path)
    return Finding("a-rule", "server", severity, place, message, **more)  # type: ignore[arg-type]


def test_text_shows_the_line_and_underlines_the_place() -> None:
    shown = text.render(report(finding(help="Do this.")))
    assert " --> app.py:2:5\n  |\n1 | one\n2 | two three\n  |     ^^^^^ It breaks.\nhelp: Do this." in shown
    assert shown.endswith("1 error in 1 file.\nNext: flaskcheck explain a-rule  why it matters")


def test_text_fits_into_eighty_columns() -> None:
    long = finding(message="word " * 60, help="help " * 40, related=(Related(Place("b.py", 3), "other " * 30),))
    lines = text.render(report(long)).split("\n")[:-1]
    assert max(map(len, lines)) <= 80


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x" * 300 + "HERE" + "y" * 300
    place = Place("app.py", 1, 301, 1, 305)
    shown = text.render(report(Finding("a-rule", "server", ERROR, place, "m."), files={"app.py": line}))
    excerpt, under = (row for row in shown.split("\n") if row.startswith(("1 | ", "  |  ")))
    assert "HERE" in excerpt
    assert excerpt.index("HERE") == under.index("^^^^")
    assert len(excerpt) <= 80


def test_wide_characters_and_tabs_keep_the_underline_in_place() -> None:
    place = Place("app.py", 1, 4, 1, 5)
    shown = text.render(report(Finding("a-rule", "server", ERROR, place, "m."), files={"app.py": "漢\tbX"}))
    assert "1 | 漢    bX\n  |        ^ m." in shown


def test_escape_sequences_are_made_harmless() -> None:
    shown = text.render(
        report(finding(path="a\x1b[31m.py", message="x\x1b[2J."), files={"app.py": "\x1b[31mred\n\x1b[2Jx"})
    )
    assert "\x1b" not in shown


def test_secrets_are_masked_in_the_excerpt() -> None:
    place = Place("app.py", 1, 1, 1, 30)
    shown = text.render(
        report(Finding("a-rule", "server", ERROR, place, "m."), files={"app.py": 'SECRET_KEY = "hunter2hunter2"'})
    )
    assert "hunter2hunter2" not in shown


def test_colour() -> None:
    assert "\x1b[31;1merror[\x1b[0m\x1b[31;1ma-rule\x1b[0m" in text.render(report(finding()), Presentation(colour=True))


def test_notes_and_crashes_are_told() -> None:
    found = report()
    found.tree.notes.append("x.py: cannot be read")
    found.crashes.append(Crash("bad-rule", "ValueError: x", ""))
    shown = text.render(found)
    assert "note: x.py: cannot be read" in shown
    assert "flaskcheck itself failed in bad-rule" in shown


@pytest.mark.parametrize(("severity", "level"), [(ERROR, "error"), (WARNING, "warning"), (INFO, "notice")])
def test_github_levels(severity: str, level: str) -> None:
    assert github.render(report(finding(severity=severity))).startswith(
        f"::{level} file=app.py,line=2,endLine=2,col=5,endColumn=10,"
    )


def test_github_escapes_everything() -> None:
    shown = github.render(report(finding(path=HOSTILE, message=HOSTILE)))
    assert shown.count("\n") == 0
    head, _, message = shown.removeprefix("::").partition("::")
    assert "file=a%2Cb%3Ac%25d" in head
    assert message.startswith("a,b:c%25d ::error::x")


def test_github_puts_errors_first_and_tells_crashes() -> None:
    found = report(finding(severity=INFO), finding(severity=ERROR, line=0))
    found.crashes.append(Crash("bad-rule", "ValueError: x", ""))
    lines = github.render(found).split("\n")
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::notice"]
    assert "bad-rule" in lines[0]
    assert "line=" not in lines[1]


def test_json_survives_any_path() -> None:
    shown = json_report.render(report(finding(path="a\udcff\n.py", message=HOSTILE)))
    assert json.loads(shown)["findings"][0]["message"] == HOSTILE
    shown.encode("ascii")

"""The first screen: what was understood, the findings, what to do next."""

from __future__ import annotations

import re

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.report import Finding, Report
from flaskcheck.ground.about import RULES_URL
from flaskcheck.ground.cleaning import printable
from flaskcheck.ground.place import Place
from flaskcheck.output import text
from flaskcheck.output.presentation import Presentation
from flaskcheck.output.screen.blocks import told_and_typed
from flaskcheck.rule import ERROR, INFO, WARNING, Related

LINK = "\x1b]8;;"
CODE = {"app.py": "import os\nx = 1\n\nKEY = 'a'\nrun(\n    one,\n    two,\n)\n", "run.py": "import app\n"}


def report(*findings: Finding, files: dict[str, str | bytes] | None = None) -> Report:
    found = Report(MemoryTree(files or dict(CODE)))
    found.has_application = True
    found.findings = list(findings)
    return found


def finding(place: Place, message: str = "It breaks.", severity: str = ERROR, rule: str = "a-rule", **more: object) -> Finding:  # fmt: skip
    return Finding(rule, "server", severity, place, message, **more)  # type: ignore[arg-type]


def checked(files: dict[str, str | bytes], **settings: object) -> Report:
    rules = [rule for rule in registry.load_all()[0] if rule.stability == "stable"]
    return engine.check(MemoryTree(files), rules, Config(**settings))  # type: ignore[arg-type]


# --- findings --------------------------------------------------------------------------------------------


def test_errors_come_first_and_infos_last() -> None:
    place = Place("app.py", 1, 1, 1, 7)
    shown = text.render(
        report(*(finding(place, rule=f"r-{n}", severity=s) for n, s in enumerate((INFO, WARNING, ERROR, INFO))))
    )
    assert re.findall(r"^(\w+)\[r-(\d)\]", shown, re.MULTILINE) == [("error", "2"), ("warning", "1"), ("info", "0"), ("info", "3")]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("app.py", 2, 1, 2, 6), "1 | import os\n2 | x = 1\n  |     ^ It breaks."),
        (Place("app.py", 2, 1, 2, 2), "2 | x = 1\n  | ^ It breaks."),
        (Place("app.py", 4, 1, 4, 10), "  |\n4 | KEY = '…'\n  |       ^^^ It breaks."),
        (Place("app.py", 5, 1, 8, 2), "4 |   KEY = '…'\n5 | / run(\n6 | |     one,\n7 | |     two,\n8 | | )\n  | |_^ It breaks."),
        (Place("app.py", 5, 4, 6, 8), "5 |   run(\n  |  ____^\n6 | |     one,\n  | |_______^ It breaks."),
        (Place("app.py", 5, 1, 7, 9), "5 | / run(\n6 | |     one,\n7 | |     two,\n  | |________^ It breaks."),
        (Place("app.py"), " --> app.py\n  | It breaks."),
        (Place("", 0), " --> .\n  | It breaks."),
        (Place("gone.py", 3, 1, 3, 4), " --> gone.py:3:1\n  | It breaks."),
    ],
)  # fmt: skip
def test_the_guilty_part_is_underlined_under_a_line_of_context(place: Place, shown: str) -> None:
    assert shown in text.render(report(finding(place)))


def test_of_a_long_place_the_first_lines_and_the_last_are_shown() -> None:
    files: dict[str, str | bytes] = {"app.py": "\n".join(["run(", *(f"    a{n}," for n in range(2, 12)), ")"])}
    shown = text.render(report(finding(Place("app.py", 1, 1, 12, 2)), files=files))
    assert " 1 | / run(\n 2 | |     a2,\n   | | …\n12 | | )\n   | |_^ It breaks." in shown


def test_a_long_label_stands_below() -> None:
    files: dict[str, str | bytes] = {"app.py": "call(" + "a" * 50 + ")\n"}
    shown = text.render(report(finding(Place("app.py", 1, 1, 1, 57), "It breaks here and there."), files=files))
    assert "^^^\n  | It breaks here and there." in shown


def test_neither_line_shows_a_secret() -> None:
    files: dict[str, str | bytes] = {
        "a.py": "PASSWORD = 'tr0ub4dor&3xyz'\nSECRET_KEY = 'c0rrect-h0rse'\nb = 'x'\n",
        ".env": "API_TOKEN=k39-d02-xx81\nDEBUG=1\n",
    }
    places = (Place("a.py", 2, 1, 2, 30), Place("a.py", 3, 1, 3, 8), Place(".env", 2, 1, 2, 8))
    shown = text.render(report(*(finding(place) for place in places), files=files))
    assert not re.search("tr0ub|c0rr|k39", shown)
    assert "2 | SECRET_KEY = '…'\n  |              ^^^ It breaks." in shown


def test_related_places_show_their_line() -> None:
    related = (Related(Place("run.py", 1, 1, 1, 5), "loaded by"), Related(Place("x", 0), "and here"))
    shown = text.render(report(finding(Place("app.py", 2, 1, 2, 2), related=related)))
    assert "  |\n --> run.py:1:1: loaded by\n1 | import app\n  |\n --> x: and here\n" in shown


def test_equal_findings_are_one_block() -> None:
    places = [Place("app.py", n, 1, n, 2) for n in (1, 2, 4)]
    found = [finding(p, f'"{name}.html" is not there.', help="Commit it.") for p, name in zip(places, "abc")]
    other = finding(Place("run.py"), "Something else is not there.", help="Commit it.")
    shown = text.render(report(*found, other))
    assert "error[a-rule] (3 times)\n --> app.py:1:1  a.html\n --> app.py:2:1  b.html\n --> app.py:4:1  c.html\n" in shown  # fmt: skip
    assert shown.count("error[a-rule]") == 2
    assert "4 errors in 2 files" in shown


def test_findings_with_other_places_of_their_own_are_apart() -> None:
    related = (Related(Place("run.py", 1), "read here"),)
    shown = text.render(report(*(finding(Place("app.py", n), related=related) for n in (1, 2))))
    assert shown.count("error[a-rule]") == 2


@pytest.mark.parametrize(
    ("help_", "told", "typed"),
    [
        ("Use: gunicorn app:app", "Use:", "gunicorn app:app"),
        ("Write: web: gunicorn app:app", "Write:", "web: gunicorn app:app"),
        ("Mind a: b. Then run: pip freeze", "Mind a: b. Then run:", "pip freeze"),
        ("Call it, in quotes: gunicorn 'shop:create_app()'", "Call it, in quotes:", "gunicorn 'shop:create_app()'"),
        ("Name the configuration: it is X that picks.", "Name the configuration: it is X that picks.", ""),
        ("Join the steps with && instead of ;", "Join the steps with && instead of ;", ""),
        ("Bind a:b.", "Bind a:b.", ""),
    ],
)
def test_what_is_to_be_typed_has_its_own_line(help_: str, told: str, typed: str) -> None:
    assert told_and_typed(help_) == (told, typed)
    shown = text.render(report(finding(Place("app.py"), help=help_)))
    assert f"\nhelp: {told}\n" + (f"          {typed}\n" if typed else "") in shown


def test_names_of_rules_are_links_on_a_terminal_only() -> None:
    found = checked({"app.py": FLASK + "app.run(debug=True)\n", "requirements.txt": "flask\n", "Procfile": "web: python app.py\n"})  # fmt: skip
    assert LINK not in text.render(found, Presentation(colour=True))
    shown = text.render(found, Presentation(colour=True, links=True))
    assert f"{LINK}{RULES_URL}debug_run.py\x1b\\debug-run{LINK}\x1b\\" in shown
    assert printable(shown, colour=True) == shown
    shown = text.render(found, Presentation(colour=True, links=True, docs="https://docs.example.com:8000/fc"))
    assert f"{LINK}https://docs.example.com:8000/fc/rules/debug-run/\x1b\\debug-run{LINK}\x1b\\" in shown
    assert printable(shown, colour=True) == shown


@pytest.mark.parametrize(
    "address", ["https://evil.example/x.py", f"{RULES_URL}../../../../evil/x.py", f"{RULES_URL}x.py?y", "file:///etc/passwd"]
)  # fmt: skip
def test_no_other_link_is_printed(address: str) -> None:
    assert "\x1b" not in printable(f"{LINK}{address}\x1b\\x\n", colour=True)


# --- what was understood ---------------------------------------------------------------------------------

RENDER = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements.txt && flask db upgrade\n"
    "  startCommand: gunicorn run:app\n"
)


def understood(files: dict[str, str | bytes], **settings: object) -> list[str]:
    found = checked({"run.py": FLASK, "requirements.txt": "flask\ngunicorn\n", **files}, **settings)
    return text.render(found).split("\n\n")[0].split("\n")


def test_one_deployment_has_a_row_for_each_fact() -> None:
    assert understood({"render.yaml": RENDER, ".python-version": "3.13\n"}) == [
        "Host     Render (render.yaml)",
        'Service  web service "shop"',
        "Python   3.13 (.python-version)",
        "Build    pip install -r requirements.txt && flask db upgrade",
        "Start    gunicorn run:app",
        "App      app in run.py",
    ]


def test_no_platform_file() -> None:
    assert understood({}) == ["Host     unknown: no file here says where the app runs", "App      app in run.py"]
    assert understood({}, host=("render",)) == ["Host     Render (assumed)", "App      app in run.py"]


def test_a_target_that_leads_nowhere() -> None:
    rows = understood({"render.yaml": RENDER.replace("run:app", "wsgi:app")})
    assert rows[-2:] == ["Start    gunicorn wsgi:app", "App      not found: no such module"]


def test_several_deployments_have_a_row_each() -> None:
    rows = understood({"Procfile": "web: gunicorn run:app\nworker: python run.py\n"})
    assert rows == [
        "Host      Service      Start             App",
        "Procfile  web service  gunicorn run:app  app in run.py",
        "Procfile  worker       python run.py     app in run.py",
    ]


def test_no_more_than_ten_rows() -> None:
    services = "".join(f"  s{n}:\n    build: .\n    command: gunicorn -b 0.0.0.0:80{n} run:app\n" for n in range(20))
    rows = understood({"compose.yaml": f"services:\n{services}", "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\n"})  # fmt: skip
    assert len(rows) <= 11
    assert rows[-1] == "… and 11 more: flaskcheck show"
    longer = understood({"compose.yaml": f"services:\n{services}".replace("  s", "  a-service-with-a-long-name-"), "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\n"})  # fmt: skip
    assert longer[:2] == ['Docker Compose (compose.yaml): web service "a-service-with-a-long-name-0"', "  gunicorn run:app → app in run.py"]  # fmt: skip
    assert longer[-1] == "… and 16 more: flaskcheck show"
    assert len(longer) <= 10
    assert max(map(len, rows)) <= 80


# --- what comes next -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "last"),
    [
        ({"render.yaml": RENDER.replace(" && flask db upgrade", "")}, ["Nothing found in 3 files."]),
        ({}, ["Nothing found in 2 files.", "Next: flaskcheck --host HOST  to judge it for your host"]),
        (
            {"Procfile": "web: gunicorn wsgi:app\n"},
            ["1 error in 3 files.", "Next: flaskcheck explain unresolved-app  why it matters"],
        ),
    ],
)
def test_the_last_lines(files: dict[str, str | bytes], last: list[str]) -> None:
    found = checked({"run.py": FLASK, "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", **files})
    assert text.render(found).split("\n\n")[-1].split("\n") == last
    if found.findings:
        assert text.render(found, Presentation(quiet=True)).split("\n")[-1] == last[0]


def test_many_findings_are_a_case_for_a_baseline() -> None:
    found = [finding(Place("app.py", 1, n, 1, n + 1), rule=f"r{n}") for n in range(1, 16)]
    assert "flaskcheck baseline" in text.render(report(*found))
    assert "flaskcheck baseline" not in text.render(report(*found[:14]))

"""Every format is read again by a real parser, says what the report says whatever is in it, and passes a schema that nobody here wrote."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import jsonschema
import pytest
import runner_commands
import xmlschema
from markdown_it import MarkdownIt

from flaskcheck.command.options import FORMATS
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import registry
from flaskcheck.findings.engine import Crash
from flaskcheck.findings.report import Finding, Report, Suppressed
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.place import Place
from flaskcheck.output import escapes, github, gitlab, json_report, junit, markdown, sarif, text
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.sarif_rules import BY_SEVERITY
from flaskcheck.rule import ERROR, INFO, WARNING, Related

SCHEMAS = Path(__file__).parent / "schemas"
ON_GITHUB = Presentation(below="apps/shop", repository="https://github.com/ada/shop", revision="0123abc")

HOSTILE = {
    "quotes": 'it\'s "quoted" and \\ escaped',
    "lines": "one\ntwo\r\nthree\rfour",
    "percent": "100%25 %0A %",
    "command": "::error::x",
    "command on a line of its own": "x\n::add-mask::y\n  ::stop-commands::z",
    "old command": "x ##[add-mask]y",
    "table": "a|b \\| c",
    "html": "<script>alert(1)</script> &lt; <br> <!-- x -->",
    "markdown": "`a` ``b`` *c* __d__ ~~e~~ [f](g) ![h](i) # j",
    "github": "@ada #1 $a$ $PORT:$HOST :rocket:",
    "emoji": "🚀 e\u0301 漢字",
    "bytes": "a\udcff\udc80b",
    "control": "a\x00b\x1b[31mc\x07\x7f\x85d\u2028e",
    "xml": "]]> <![CDATA[ &amp; \ufffe \uffff",
    "braces": "{0} {{ x }} %s ${X}",
    "list": "- a, 1. b; key: value",
    "blank": "  a\t\tb  ",
}


def finding(
    path: str = "app.py", line: int = 2, message: str = "It breaks.", severity: str = ERROR, **more: object
) -> Finding:
    place = Place(path, line, 5, line, 10) if line else Place(path)
    return Finding("hard-coded-secret-key", "environment", severity, place, message, **more)  # type: ignore[arg-type]


def report(*findings: Finding, files: dict[str, str | bytes] | None = None) -> Report:
    found = Report(MemoryTree(files or {"app.py": "one\ntwo three\n"}))
    found.has_application = True
    found.findings = list(findings)
    found.rules = registry.load(["hard-coded-secret-key", "loopback-bind"])
    return found


def hostile(words: str) -> Report:
    """A report with these words wherever a repository can put words."""
    related = (Related(Place(words, 3), words), Related(Place("b.py"), words))
    files: dict[str, str | bytes] = {words: f"one\n{' '.join(words.split())}\n".encode("utf-8", "surrogateescape")}
    found = report(
        finding(words, message=words, help=words, related=related), finding("a.py", 0, words, INFO), files=files
    )
    found.suppressed = [
        Suppressed(finding(words, message=words), "comment", words),
        Suppressed(finding("c.py", message=words, severity=WARNING), "per-file-ignores", words),
    ]
    found.crashes = [Crash("bad-rule", f"ValueError: {words}", f"Traceback\n{words}")]
    found.tree.notes.append(words)
    return found


every_word = pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)


def written(shown: str) -> str:
    """The report after its way through a file."""
    return shown.encode().decode()


def folded(words: str) -> str:
    return " ".join(words.split())


# --- no format on standard output commands the runner ------------------------------------------------------


@every_word
@pytest.mark.parametrize("form", [form for form in FORMATS if form != "github"])
@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_a_command(form: str, words: str, width: int) -> None:
    shown = render(form, hostile(words), Presentation(width=width, verbose=True))
    assert [line for line in re.split(r"[\r\n]", shown) if runner_commands.parse(line)] == []


def test_the_parser_of_commands_finds_them() -> None:
    assert runner_commands.parse("  ::add-mask::y") == ("add-mask", {}, "y")
    assert runner_commands.parse("x ##[add-mask]y") == ("add-mask", {}, "y")
    assert runner_commands.parse("x ::add-mask::y") is runner_commands.parse("::1 is the loopback") is None


# --- github ------------------------------------------------------------------------------------------------


@every_word
def test_annotations_say_what_the_report_says(words: str) -> None:
    lines = github.render(hostile(words), ON_GITHUB).encode("utf-8", "backslashreplace").decode().split("\n")
    commands = [runner_commands.parse(line) for line in lines]
    assert [command and command[0] for command in commands] == ["error", "error", "notice"]
    crash, error, notice = (command for command in commands if command)
    assert crash[2] == f"flaskcheck itself failed in bad-rule: ValueError: {clean(words)}"
    assert error[1]["line"] == "2"
    assert error[1]["title"] == "flaskcheck hard-coded-secret-key"
    assert error[1]["file"].startswith("apps/shop/")
    assert error[2] == f"{clean(words)} {clean(words)}"
    assert notice[1]["file"] == "apps/shop/a.py"


@pytest.mark.parametrize(("number", "shown", "more"), [(9, 9, 0), (10, 10, 0), (11, 10, 2), (300, 10, 291)])
def test_what_github_would_drop_is_folded(number: int, shown: int, more: int) -> None:
    errors = [finding(line=n) for n in range(1, number + 1)]
    lines = github.render(report(*errors, finding(severity=WARNING))).split("\n")
    assert [line.split(" ")[0] for line in lines] == ["::error"] * shown + ["::warning"]
    assert lines[shown - 1].endswith(
        f"::{more} more errors: GitHub shows no more annotations of a step; all are in its log."
    ) == bool(more)


def test_nothing_to_check_is_told_in_an_annotation() -> None:
    found = report()
    found.has_application = False
    assert github.render(found).startswith("::notice title=flaskcheck::No Flask application was found")


# --- json, gitlab --------------------------------------------------------------------------------------------


@every_word
def test_json_says_what_the_report_says(words: str) -> None:
    found = json.loads(written(json_report.render(hostile(words))))
    first, second = found["findings"]
    assert first["message"] == first["help"] == first["related"][0]["message"] == escapes.valid(words)
    assert [s["by"] for s in found["suppressed"]] == ["comment", "per-file-ignores"]
    assert found["suppressed"][0]["reason"] == escapes.valid(words)
    assert found["notes"][0] == clean(words)
    prints = [f["fingerprint"] for f in (first, second, *found["suppressed"])]
    assert len(set(prints)) == 4
    assert all(re.fullmatch("[0-9a-f]{16}", mark) for mark in prints)


@every_word
def test_gitlab_says_what_the_report_says(words: str) -> None:
    found = json.loads(written(gitlab.render(hostile(words), ON_GITHUB)))
    schema = json.loads((SCHEMAS / "gitlab-codeclimate.json").read_text())
    for violation in found:
        jsonschema.validate(violation, schema)
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(violation)
        assert violation["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not violation["location"]["path"].startswith("./")
        assert violation["location"]["lines"]["begin"] >= 1
    assert len({violation["fingerprint"] for violation in found}) == 3
    assert [violation["severity"] for violation in found] == ["critical", "info", "blocker"]
    assert found[0]["location"]["path"] == escapes.valid(f"apps/shop/{words}")
    assert found[0]["description"] == escapes.valid(f"{words} {words}")


def test_gitlab_keeps_equal_findings_of_two_applications_apart() -> None:
    shops = [Presentation(below=folder) for folder in ("", "apps/a", "apps/b")]
    found = [json.loads(gitlab.render(report(finding()), shop)) for shop in shops]
    assert len({violation["fingerprint"] for [violation] in found}) == 3


# --- junit -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))


@every_word
def test_junit_says_what_the_report_says(words: str, junit_schema: xmlschema.XMLSchema) -> None:
    shown = written(junit.render(hostile(words)))
    junit_schema.validate(shown)
    suite = ElementTree.fromstring(shown)[0]
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["6", "1", "1", "2"]
    [failure] = suite.findall("testcase/failure")
    assert failure.get("message") == escapes.for_xml(words)
    [skipped, other] = suite.findall("testcase/skipped")
    assert skipped.get("message") == f"comment: {escapes.for_xml(words)}"
    assert other.get("message") == f"per-file-ignores: {escapes.for_xml(words)}"
    [error] = suite.findall("testcase/error")
    assert error.get("message") == f"ValueError: {escapes.for_xml(words)}"
    assert [case.get("name") for case in suite.findall("testcase") if len(case) == 0] == ["loopback-bind"]


def test_junit_without_an_application_is_a_skipped_test(junit_schema: xmlschema.XMLSchema) -> None:
    found = report()
    found.has_application = False
    shown = junit.render(found)
    junit_schema.validate(shown)
    [case] = ElementTree.fromstring(shown).findall("testsuite/testcase")
    assert "No Flask application" in str(case[0].get("message"))


# --- markdown ------------------------------------------------------------------------------------------------

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def cells(shown: str) -> list[list[str]]:
    """The text of the cells of each row of the table."""
    tokens = GFM.parse(shown)
    rows: list[list[str]] = []
    for before, token in zip(tokens, tokens[1:]):
        if before.type == "tr_open":
            rows.append([])
        if before.type in ("td_open", "th_open"):
            rows[-1].append("".join("\n" if t.type == "html_inline" else t.content for t in token.children or ()))
    return rows


def kinds(shown: str) -> set[str]:
    return {inner.type for token in GFM.parse(shown) for inner in (token, *(token.children or ()))}


def as_markdown_shows(words: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in folded(escapes.valid(words)))


@every_word
def test_markdown_says_what_the_report_says(words: str) -> None:
    found = hostile(words)
    shown = written(markdown.render(found))
    as_shown, path = (as_markdown_shows(part) for part in (words, f"{words}:2"))
    head, first, second = cells(shown)
    assert head == ["", "where", "what", "rule"]
    assert first == ["❌ error", path, f"{as_shown}\n→ {as_shown}", "hard-coded-secret-key"]
    assert second[2] == as_shown
    assert kinds(shown) <= kinds(markdown.render(hostile("plain")))
    assert re.findall("<[^>]*>", re.sub(r"\\.", "", shown)) == ["<br>"]


@every_word
def test_links_lead_to_the_commit(words: str) -> None:
    tokens = GFM.parse(markdown.render(hostile(words), ON_GITHUB))
    links = [inner for token in tokens for inner in token.children or () if inner.type == "link_open"]
    assert len(links) == 2
    address = str(links[0].attrs["href"])
    before, _, after = address.partition("/blob/0123abc/apps/shop/")
    assert before == "https://github.com/ada/shop"
    assert unquote_to_bytes(after.removesuffix("#L2")) == os.fsencode(words)


def test_markdown_stays_below_githubs_limit() -> None:
    many = [finding("app.py", n, f"{n} " + "漢" * 300) for n in range(1, 3000)]
    found = report(*many)
    found.tree.notes.extend(f"{n} " + "x" * 500 for n in range(1000))
    shown = markdown.render(found)
    assert len(shown.encode()) < 1024 * 1024
    rows = len(cells(shown)) - 1
    assert f"… and {2999 - rows} more findings, all in the log." in shown
    assert re.search(r"- … and \d+ more$", shown)


# --- sarif ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema.Draft4Validator:
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def sarif_run(found: Report, presentation: Presentation = PLAIN) -> dict:
    return json.loads(written(sarif.render(found, presentation)))["runs"][0]


def test_the_schema_checks_addresses(sarif_schema: jsonschema.Draft4Validator) -> None:
    broken = json.loads(sarif.render(report(finding())))
    sarif_schema.validate(broken)
    broken["runs"][0]["tool"]["driver"]["informationUri"] = "no address"
    assert not sarif_schema.is_valid(broken)


@every_word
@pytest.mark.parametrize("presentation", [PLAIN, ON_GITHUB], ids=["plain", "github"])
def test_sarif_says_what_the_report_says(
    words: str, presentation: Presentation, sarif_schema: jsonschema.Draft4Validator
) -> None:
    found = hostile(words)
    sarif_schema.validate(json.loads(written(sarif.render(found, presentation))))
    first, second, *silenced = sarif_run(found, presentation)["results"]
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    assert unquote_to_bytes(location["artifactLocation"]["uri"]) == os.fsencode(presentation.path(words))
    assert first["message"]["text"].startswith(sarif._literal(escapes.valid(words)))
    assert [r["message"]["text"] for r in first["relatedLocations"]] == [escapes.valid(words)] * 2
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}
    assert second["level"] == "note"
    assert [s["suppressions"] for s in silenced] == [
        [{"kind": "inSource", "status": "accepted", "justification": escapes.valid(words)}],
        [{"kind": "external", "status": "accepted", "justification": escapes.valid(f"per-file-ignores: {words}")}],
    ]


def test_sarif_tells_of_the_run() -> None:
    run = sarif_run(hostile("words"), ON_GITHUB)
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    crash, note = invocation["toolExecutionNotifications"]
    assert (crash["level"], crash["exception"]) == ("error", {"kind": "ValueError", "message": "words"})
    assert (note["level"], note["message"]["text"]) == ("note", "words")
    assert run["automationDetails"]["id"] == "flaskcheck/apps/shop/"
    assert run["versionControlProvenance"] == [
        {
            "repositoryUri": "https://github.com/ada/shop",
            "revisionId": "0123abc",
            "mappedTo": {"uriBaseId": "%SRCROOT%"},
        }
    ]
    assert sarif_run(report())["automationDetails"]["id"] == "flaskcheck/"
    assert sarif_run(report())["invocations"][0]["executionSuccessful"] is True
    assert "versionControlProvenance" not in sarif_run(report())


def test_sarif_links_related_places_from_the_message() -> None:
    related = (Related(Place("b.py", 3), "Read here."), Related(Place("c.py"), "And there."))
    [result] = sarif_run(report(finding(help="Do this.", related=related)), ON_GITHUB)["results"]
    assert result["message"]["text"] == (
        "It breaks.\nDo this.\n[apps/shop/b.py:3](1): Read here.\n[apps/shop/c.py](2): And there."
    )
    assert [r["id"] for r in result["relatedLocations"]] == [1, 2]


def test_sarif_columns_are_utf_16() -> None:
    found = report(finding(line=1), files={"app.py": "🚀🚀 x🚀yz\n"})
    [result] = sarif_run(found)["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 1,
        "startColumn": 7,
        "endLine": 1,
        "endColumn": 13,
    }


def test_sarif_fingerprints_survive_moved_lines() -> None:
    before = sarif_run(report(finding(line=2)))["results"][0]["partialFingerprints"]
    moved = report(finding(line=4), files={"app.py": "\n\none\n  two three\n"})
    assert sarif_run(moved)["results"][0]["partialFingerprints"] == before


@pytest.fixture(scope="module")
def every_rule() -> list[dict]:
    found = report()
    found.rules = registry.load_all()[0]
    place = Place("app.py", 1, 1)
    found.findings = [Finding(rule.name, rule.family, rule.severity, place, "It breaks.", "") for rule in found.rules]
    return sarif_run(found)["tool"]["driver"]["rules"]


def test_every_rule_has_what_github_asks_for(every_rule: list[dict]) -> None:
    for rule in every_rule:
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert ("security" in rule["properties"]["tags"]) == ("security-severity" in rule["properties"])


def test_rules_without_findings_have_no_page() -> None:
    found = report()
    found.rules, found.findings, found.suppressed = registry.load_all()[0], [], []
    for rule in sarif_run(found)["tool"]["driver"]["rules"]:
        assert {"id", "shortDescription", "defaultConfiguration"} <= set(rule)
        assert not {"help", "fullDescription"} & set(rule)


def test_scores_are_those_of_the_rules(every_rule: list[dict]) -> None:
    scores = {rule["id"]: rule["properties"].get("security-severity") for rule in every_rule}
    said = {rule.name: rule.score for rule in registry.load_all()[0] if rule.score}
    assert len(said) > 10
    others = {r.name: BY_SEVERITY[r.severity] for r in registry.load_all()[0] if r.family == "security" and not r.score}
    assert {name: f"{score:.1f}" for name, score in {**said, **others}.items()} == {
        name: score for name, score in scores.items() if score
    }
    assert all(0 < score <= 10 for score in said.values())


def test_help_shows_the_path_of_each_example(every_rule: list[dict]) -> None:
    [rule] = (rule for rule in every_rule if rule["id"] == "loopback-bind")
    tokens = GFM.parse(rule["help"]["markdown"])
    fences = [(before, token) for before, token in zip(tokens[1:], tokens[3:]) if token.type == "fence"]
    assert fences
    for token in tokens:
        assert token.type != "fence" or " " not in token.info
    assert "`Dockerfile`\n\n```dockerfile\n" in rule["help"]["markdown"]
    assert rule["helpUri"].endswith("/rules/loopback_bind.py")


def test_unused_ignores_have_their_rule() -> None:
    unused = Finding("unused-ignore", "suppression", WARNING, Place("app.py", 1, 1, 1, 2), "Nothing is reported here.")
    run = sarif_run(report(unused))
    [result] = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "unused-ignore"


# --- text ----------------------------------------------------------------------------------------------------


def test_a_loopback_address_at_the_start_of_a_line_is_still_readable() -> None:
    shown = text.render(report(finding(help="word " * 15 + "::1 here")))
    assert re.search(r"^      : :1 here$", shown, re.MULTILINE)

"""Fingerprints stay when lines move and differ where findings do."""

from __future__ import annotations

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.fingerprints import fingerprints
from flaskcheck.findings.report import Finding
from flaskcheck.ground.place import Place
from flaskcheck.rule import ERROR


def finding(line: int, rule: str = "a-rule", path: str = "app.py", message: str = "It breaks.") -> Finding:
    return Finding(rule, "server", ERROR, Place(path, line), message)


def prints(text: str, *findings: Finding) -> list[str]:
    return fingerprints(findings, MemoryTree({"app.py": text}))


def test_moved_and_indented_lines_keep_theirs() -> None:
    assert prints("app.run(debug=True)\n", finding(1)) == prints("\n\n  app.run(debug=True)  \n", finding(3))


def test_another_rule_line_path_or_occurrence_has_another() -> None:
    text = "one\ntwo\none\n"
    found = prints(text, finding(1), finding(2), finding(3), finding(1, "b-rule"), finding(1, path="b.py"))
    assert len(set(found)) == 5


def test_of_a_file_as_a_whole_the_message_counts() -> None:
    assert prints("", finding(0)) != prints("", finding(0, message="Another."))


def test_a_secret_does_not_show_in_it() -> None:
    first = prints("SECRET_KEY = 'hunter2hunter2'\n", finding(1))
    assert first == prints("SECRET_KEY = 'hunted3hunted3'\n", finding(1))


def test_lines_that_are_not_there_and_undecodable_paths_do_no_harm() -> None:
    assert len(set(prints("one\n", finding(9), finding(1, path="a\udcff.py")))) == 2


def test_the_order_in_which_findings_are_given_does_not_matter() -> None:
    text = "one\ntwo\none\none\n"
    first = prints(text, finding(1), finding(3), finding(4))
    assert prints(text, finding(4), finding(1), finding(3)) == [first[2], first[0], first[1]]

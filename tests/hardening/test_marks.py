"""Unicode puts combining marks that follow one another in order by comparing each with each: no file is a way to make that long."""

from __future__ import annotations

import unicodedata

import pytest

from flaskcheck.ground.limits import MAX_MARKS
from flaskcheck.ground.marks import interrupted
from tests.growth import checked
from tests.timers import at_most

RUNS = {"of two classes": "\u0316\u0300", "that come out of letters": "\u0f73\u0f71", "of three bytes": "\u1ab5\u1ab0", "of four bytes": "\U0001e8d0\U0001d165", "half as wide": "\uff9e\u0300"}  # fmt: skip
APP = "from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = 'kept-in-the-code-4711'\n"


@pytest.mark.parametrize("marks", list(RUNS.values())[:2], ids=list(RUNS)[:2])
@pytest.mark.parametrize(
    "files",
    [
        {"app.py": APP + "a@ = 1\n"},
        {"app.py": APP + "print('a@')\n"},
        {"app.py": APP + "x.a@.b(c@=d@)\n"},
        {"app.py": APP, "Procfile": "web: gunicorn 'app:a@()'\n"},
        {"app.py": APP + "@app.route('/@')\ndef f():\n    return '@'\n"},
    ],
)
def test_long_runs_of_marks(files: dict[str, str], marks: str) -> None:
    given = {path: text.replace("a@", "a" + marks * 60_000).replace("@.", "x.") for path, text in files.items()}
    with at_most(20):
        report = checked({"requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", **given})
    assert "hard-coded-secret-key" in {finding.rule for finding in report.findings}
    assert not report.crashes


@pytest.mark.parametrize("marks", RUNS.values(), ids=RUNS)
def test_columns_stay_and_no_run_is_long(marks: str) -> None:
    text = f"a{marks * 2_000} = 'é'\n"
    found = interrupted(text)
    assert len(found) == len(text)
    assert [len(char.encode()) for char in found] == [len(char.encode()) for char in text]
    longest = count = 0
    for char in unicodedata.normalize("NFKD", found):
        count = count + 1 if unicodedata.combining(char) else 0
        longest = max(longest, count)
    assert longest <= 2 * (MAX_MARKS + 1)


@pytest.mark.parametrize(
    "text", ["", "a", "é" * 5_000, "日本語" * 2_000, "नमस्ते" * 500, "a\u0300\u0301\u0316" * 500, "ก็ํ" * 300]
)
def test_texts_of_people_stay_as_they_are(text: str) -> None:
    assert interrupted(text) == text


@pytest.mark.parametrize("before", [0, 1, MAX_MARKS // 2, MAX_MARKS - 1, MAX_MARKS, MAX_MARKS + 1, 3 * MAX_MARKS + 7])
def test_a_run_is_seen_wherever_it_begins(before: int) -> None:
    text = "a" * before + "\u0316\u0300" * (MAX_MARKS // 2 + 1) + "b"
    assert interrupted(text) != text
    assert interrupted("a" * before + "\u0316" * (MAX_MARKS // 2)) == "a" * before + "\u0316" * (MAX_MARKS // 2)

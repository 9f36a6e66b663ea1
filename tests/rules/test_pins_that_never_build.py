"""Pins of releases without any wheel for Linux: what no Python builds is an error wherever it is installed, what builds is none."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

START = {"Procfile": "web: gunicorn app:app\n", "app.py": FLASK}
OLD = "Flask==1.0.2\nJinja2==2.10.1\nWerkzeug==0.16.1\nitsdangerous==0.24\nclick==6.7\ngunicorn==23.0.0\n"


@pytest.mark.parametrize(
    ("pin", "python", "told"),
    [
        ("MarkupSafe==1.0", "3.12", ["error"]),
        ("MarkupSafe==0.18", "3.11", ["error"]),
        ("MarkupSafe==1.0", "3.8", []),
        ("MarkupSafe==1.0", "", ["error"]),  # whichever Python the host takes
        ("MarkupSafe==0.23", "3.13", []),  # builds, without its compiled part if need be
        ("MarkupSafe==1.1.1", "3.12", []),
        ("PyYAML==5.3.1", "3.12", []),  # builds without Cython
        ("PyYAML==5.4.1", "3.12", ["error"]),
        ("PyYAML==6.0.1", "3.12", []),
        ("MarkupSafe==1.0; python_version < '3'", "3.12", []),
    ],
)
def test_pins(pin: str, python: str, told: list[str]) -> None:
    files = {**START, "requirements.txt": f"{OLD}{pin}\n", **({".python-version": f"{python}\n"} if python else {})}
    assert [severity for *_, severity in check("missing-wheel", files)] == told


def test_the_help_names_no_python_where_none_builds_it() -> None:
    [problem] = problems(
        "missing-wheel", {**START, "requirements.txt": OLD + "MarkupSafe==1.0\n", ".python-version": "3.11\n"}
    )
    assert (problem.help or "").endswith("which has one.")
    assert "wheels for" not in (problem.help or "")


@pytest.mark.parametrize(("module", "told"), [("guess_language", 0), ("guess_words", 1)])
def test_a_module_of_another_name_than_its_distribution(module: str, told: int) -> None:
    files = {**START, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nguess_language-spirit==0.5.3\n"}
    assert len(check("undeclared-import", {**files, "app.py": f"import {module}\n{FLASK}"})) == told

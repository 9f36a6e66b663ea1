"""Well-known shapes of applications, correct for production: no rule may report an error or a warning of any.

Each page of ``tests/skeletons`` is a repository in the form of a rule's examples.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flaskcheck.findings import names, registry
from flaskcheck.findings.page import Example, parse
from flaskcheck.project import Project

PAGES = sorted((Path(__file__).parent / "skeletons").glob("*.md"))
RULES = registry.load(names.builtin_names())


def example(page: Path) -> Example:
    [found] = parse(page.read_text(encoding="utf-8")).examples
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nothing_is_said_of_a_correct_application(page: Path) -> None:
    project = Project(example(page).tree())
    assert project.has_application
    told = [(rule.name, p.severity or rule.severity, p.place, p.message) for rule in RULES for p in rule.check(project)]
    assert [found for found in told if found[1] != "info"] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_skeleton_is_served(page: Path) -> None:
    """So that silence does not come of understanding nothing."""
    project = Project(example(page).tree())
    assert any(d.start.production.trace.loaded for d in project.web_deployments)

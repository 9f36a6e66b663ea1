"""Whether the screens hold back only what holds nothing: what is found behind all of them beside what is found without any.

``python -m benchmarks.screens FOLDER …`` prints a line a folder, and what differs; exit code 1 when anything does. ``tests/test_screens.py`` does the same with the
repositories in ``tests/repos/`` and with triggers in odd forms.
"""

from __future__ import annotations

import sys
import time
from difflib import unified_diff
from typing import TYPE_CHECKING

from flaskcheck.files.discover import discover
from flaskcheck.findings.config import Config
from flaskcheck.findings.engine import check
from flaskcheck.findings.registry import load_all
from flaskcheck.known.loopback import loopback_host
from flaskcheck.output import json_report
from flaskcheck.readers import screens
from flaskcheck.units.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.files.tree import Tree
    from flaskcheck.rule import Rule


def found(make_tree: Callable[[], Tree], rules: list[Rule], is_open: bool) -> list[str]:
    """All lines that a run over a tree reports, and the facts that screens stand before, with the screens shut or open.

    Raises: RuntimeError when a rule crashes.
    """
    before, screens.is_open = screens.is_open, is_open
    try:
        tree = make_tree()
        report = check(tree, rules, Config())
        if report.crashes:
            raise RuntimeError(report.crashes[0].traceback)
        return [*json_report.render(report).split("\n"), *map(repr, report.suppressed), *facts(tree)]
    finally:
        screens.is_open = before


def facts(tree: Tree) -> Iterator[str]:
    """The applications of a tree, and the addresses of the machine itself in its pages and scripts."""
    repository = Repository(tree)
    yield from map(repr, repository.applications)
    for path, page in {**repository.pages, **repository.front_end}.items():
        yield from (f"{path}: {link!r}" for link in page.links if loopback_host(link.url))


def differences(make_tree: Callable[[], Tree], rules: list[Rule]) -> list[str]:
    """What is found only behind the screens (``-``) or only without them (``+``), as lines of a difference; none when they are sound."""
    shut, opened = found(make_tree, rules, is_open=False), found(make_tree, rules, is_open=True)
    return list(unified_diff(shut, opened, "behind the screens", "without them", lineterm="", n=0))


def main(folders: list[str]) -> int:
    """Compare for each folder; 1 when anything differs."""
    rules, _ = load_all()
    code = 0
    for folder in folders:
        began = time.perf_counter()
        lines = differences(lambda folder=folder: discover(folder), rules)  # type: ignore[misc]
        verdict = "differs" if lines else "the same with and without screens"
        sys.stdout.write("\n".join([f"{folder}: {verdict} ({time.perf_counter() - began:.1f} s)", *lines, ""]))
        code = code or bool(lines)
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["."]))

"""Running one rule over a little repository in memory."""

from __future__ import annotations

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.registry import load
from flaskcheck.project import Project
from flaskcheck.rule import Problem

FLASK = "from flask import Flask\napp = Flask(__name__)\n"
"""The smallest application; most examples need one."""


def problems(rule_name: str, files: dict[str, str | bytes], **options: object) -> list[Problem]:
    """What a rule finds, in the order of path and line. ``options`` are those of ``MemoryTree``; ``hosts`` are assumed hosts."""
    hosts = options.pop("hosts", ())
    tree = MemoryTree(files, **options)  # type: ignore[arg-type]
    [rule] = load([rule_name])
    found = list(rule.check(Project(tree, hosts)))  # type: ignore[arg-type]
    return sorted(found, key=lambda p: (p.place.path, p.place.line, p.place.column))


def check(rule_name: str, files: dict[str, str | bytes], **options: object) -> list[tuple[str, int, str]]:
    """The (path, line, severity) of each finding of a rule."""
    [rule] = load([rule_name])
    return [(p.place.path, p.place.line, p.severity or rule.severity) for p in problems(rule_name, files, **options)]

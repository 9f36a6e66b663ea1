"""Lists of requirements that git ignores: who is told to write one must be told why git does not take it."""

from __future__ import annotations

import pytest
from checking import problems

APP = {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n"}
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("rule", "files", "ignored"),
    [
        ("no-requirements", {**PROCFILE, ".gitignore": "*.txt\n"}, ["requirements.txt"]),
        ("missing-requirements-file", {"render.yaml": RENDER, ".gitignore": "*.txt\n"}, ["requirements.txt"]),
        ("missing-requirements-file", {**PROCFILE, "requirements.txt": "-r base.txt\n"}, ["base.txt"]),
    ],
)
def test_the_help_says_that_git_ignores_it(rule: str, files: dict[str, str | bytes], ignored: list[str]) -> None:
    names = dict.fromkeys(ignored, "flask\ngunicorn\n")
    [problem] = problems(rule, {**APP, **files, **names}, ignored=ignored)
    assert problem.help == f"git ignores {ignored[0]}: git add -f {ignored[0]}, or take it out of .gitignore."


@pytest.mark.parametrize(
    ("rule", "files", "help_"),
    [
        ("no-requirements", PROCFILE, "Write one"),
        ("missing-requirements-file", {"render.yaml": RENDER}, "Commit the file"),
        ("missing-requirements-file", {"render.yaml": RENDER, "web/Requirements.txt": "flask\n"}, "Did you mean"),
    ],
)
def test_where_git_would_take_it(rule: str, files: dict[str, str | bytes], help_: str) -> None:
    assert problems(rule, {**APP, **files, ".gitignore": "*.log\n"})[0].help.startswith(help_)

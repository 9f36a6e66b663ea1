"""A folder that is a link in git holds what the link leads to: nothing of it is missing because git tracks the link alone."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from checking import FLASK

from flaskcheck.files.discover import discover
from flaskcheck.findings.registry import load
from flaskcheck.project import Project

if TYPE_CHECKING:
    from pathlib import Path

RULES = ("untracked-file", "unresolved-import", "missing-requirements-file", "local-requirement", "missing-template")
ASKING = "from common.money import pounds\n" + FLASK
SHARED = {"common/money.py": "pounds = 1\n", "common/requirements.txt": "redis\n"}
COPIED = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn main:app\n"
SHOP = {"shop/main.py": ASKING, "shop/requirements.txt": "flask\ngunicorn\n-r common/requirements.txt\n"}


def found(root: Path, files: dict[str, str], links: dict[str, str], *untracked: str) -> list[tuple[str, str]]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for path, target in links.items():
        (root / path).symlink_to(target)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    for path in untracked:
        subprocess.run(["git", "rm", "-q", "-r", "--cached", path], cwd=root, check=True)
    tree = discover(str(root))
    return [(rule.name, p.place.path) for rule in load(RULES) for p in rule.check(Project(tree, ()))]


LAYOUTS = {
    "a Procfile in a folder": ({**SHOP, **SHARED, "shop/Procfile": "web: gunicorn main:app\n"}, {"shop/common": "../common"}),
    "an image of a folder": ({**SHOP, **SHARED, "shop/Dockerfile": COPIED}, {"shop/common": "../common"}),
    "a project that is linked": (
        {"shop/main.py": FLASK, "shop/requirements.txt": "flask\ngunicorn\n-e ./tools\n", "tools/setup.py": "from setuptools import setup\nsetup(name='tools')\n", "shop/Procfile": "web: gunicorn main:app\n"},
        {"shop/tools": "../tools"},
    ),
    "two links, one through the other": (
        {**SHOP, "lib/a/money.py": "pounds = 1\n", "lib/a/requirements.txt": "redis\n", "shop/Procfile": "web: gunicorn main:app\n"},
        {"lib/b": "a", "shop/common": "../lib/b"},
    ),
    "at the top": ({"main.py": ASKING, "requirements.txt": "flask\ngunicorn\n-r common/requirements.txt\n", "lib/common/money.py": "pounds = 1\n", "lib/common/requirements.txt": "redis\n", "Procfile": "web: gunicorn main:app\n"}, {"common": "lib/common"}),
}  # fmt: skip


@pytest.mark.parametrize(("files", "links"), LAYOUTS.values(), ids=LAYOUTS)
def test_what_a_link_holds_is_not_missing(tmp_path: Path, files: dict[str, str], links: dict[str, str]) -> None:
    assert found(tmp_path, files, links) == []


def test_a_link_that_nobody_added_is_missing(tmp_path: Path) -> None:
    """A twin: git has no link."""
    files = {**SHOP, **SHARED, "shop/Procfile": "web: gunicorn main:app\n"}
    assert found(tmp_path, files, {"shop/common": "../common"}, "shop/common")


def test_what_lies_beside_a_link_is_judged_as_ever(tmp_path: Path) -> None:
    files = {**SHOP, **SHARED, "shop/Procfile": "web: gunicorn main:app\n", "shop/other.py": "", ".gitignore": "secret.py\n"}  # fmt: skip
    files["shop/main.py"] = "import secret\n" + ASKING
    files["shop/secret.py"] = "KEY = 1\n"
    assert found(tmp_path, files, {"shop/common": "../common"}) == [("untracked-file", "shop/main.py")]

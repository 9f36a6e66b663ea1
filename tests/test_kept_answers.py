"""What the evaluator keeps of a question changes no answer: neither of the same question later, nor of another."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest

from flaskcheck.files.discover import discover
from flaskcheck.files.tree import MemoryTree, Tree
from flaskcheck.findings.config import Config
from flaskcheck.findings.engine import check
from flaskcheck.findings.registry import load_all
from flaskcheck.values.evaluator import Evaluator

RULES, _ = load_all()
REPOSITORIES = [name for name in golden.names() if name.endswith("-broken")][::5]
HELPER = "def find(key, default=None, depth=0):\n    if key == 'none':\n        return None\n"
APPS = {
    "the same test for two arguments": "    if key == 'key':\n        return 'dev'\n    return os.environ[key]\nsecret = find('key')\nother = find('SECRET_KEY')\n",
    "a test that leads to itself": "    if find(key, default, depth):\n        return 'dev'\n    return os.environ['SECRET_KEY']\nsecret = find('key')\n",
    "a test that calls another with other arguments": "    if depth < 3 and find(default, key, 3):\n        return find(default, key, depth + 1)\n    return 'dev'\nsecret = find('key', 'none')\n",
    "a test of what is configured meanwhile": "    if app.config.get('MODE'):\n        return 'dev'\n    app.config['MODE'] = key\n    return find(key)\nsecret = find('key')\n",
    "a test that asks for a variable": "    if os.environ.get('MODE', default):\n        return os.environ.get(key, 'dev')\n    return find('MODE', 'x')\nsecret = find('KEY', find('MODE'))\n",
    "tests within tests": "    if find('none'):\n        if not find('none'):\n            return 'never'\n    elif find(default or 'none') is None:\n        return 'dev'\n    return os.environ['A']\nsecret = find('a', 'b')\n",
}


def told(tree: Tree) -> list[str]:
    return [repr(finding) for finding in check(tree, RULES, Config()).findings]


def both(monkeypatch: pytest.MonkeyPatch, tree: Tree, again: Tree) -> tuple[list[str], list[str]]:
    """What is found with all that is kept inside questions, and without."""
    kept = told(tree)
    monkeypatch.setattr(Evaluator, "_holds_inside", Evaluator._holds)
    return kept, told(again)


@pytest.mark.parametrize("name", REPOSITORIES)
def test_whole_repositories(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(golden.build(name, tmp_path))
    kept, fresh = both(monkeypatch, discover(root), discover(root))
    assert kept == fresh
    assert kept


@pytest.mark.parametrize("code", APPS.values(), ids=APPS)
def test_functions_that_test_their_arguments(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = f"import os\nfrom flask import Flask\n\napp = Flask(__name__)\n{HELPER}{code}app.secret_key = secret\n"
    files = {
        "app.py": app,
        "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    kept, fresh = both(monkeypatch, MemoryTree(files), MemoryTree(files))
    assert kept == fresh

"""Calls that wait for a keyboard while production starts, and those that never run there or are caught."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n"}

WAITING = [
    (FLASK + "from getpass import getpass\nkey = getpass('Key: ')\n", 4),
    (FLASK + "import pdb\npdb.set_trace()\n", 4),
    (FLASK + "import click\nif click.confirm('Go on?'):\n    app.debug = False\n", 4),
    (FLASK + "class Settings:\n    name = input('Name: ')\n", 4),
    (FLASK + "def ask():\n    return int(input('Number: '))\nnumber = ask()\n", 4),
    (FLASK + "try:\n    name = input('Name: ')\nexcept ValueError:\n    name = ''\n", 4),
]


@pytest.mark.parametrize(("text", "line"), WAITING)
def test_waits(text: str, line: int) -> None:
    assert check("input-at-import", {**SERVED, "web.py": text}) == [("web.py", line, "error")]


def test_a_module_that_is_imported_waits() -> None:
    files = {**SERVED, "web.py": "import shop\n" + FLASK, "shop.py": "name = input()\n"}
    assert check("input-at-import", files) == [("shop.py", 1, "error")]


NOT_WAITING = [
    FLASK + "def input(text):\n    return text\nname = input('Name: ')\n",
    FLASK + "from shop import input\nname = input('Name: ')\n",
    FLASK + "import os\nname = os.environ.get('NAME') or input('Name: ')\n",
    FLASK + "import sys\nif len(sys.argv) > 1:\n    name = input('Name: ')\n",
    FLASK + "try:\n    name = input('Name: ')\nexcept Exception:\n    name = ''\n",
    FLASK + "def read():\n    return input('Name: ')\ntry:\n    name = read()\nexcept EOFError:\n    name = ''\n",
    FLASK + "ask = lambda: input('Name: ')\n",
    FLASK + "@app.cli.command('ask')\ndef ask():\n    input('Name: ')\n",
    FLASK + "@app.get('/')\ndef index():\n    return input('Name: ')\n",
    FLASK + "form = {}\nname = form.input('Name: ')\n",
]


@pytest.mark.parametrize("text", NOT_WAITING)
def test_does_not_wait(text: str) -> None:
    assert not check("input-at-import", {**SERVED, "web.py": text, "shop.py": "def input(text):\n    return text\n"})

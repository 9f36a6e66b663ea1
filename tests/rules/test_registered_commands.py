"""A command that is handed on is registered: nothing calls it before someone types it."""

from __future__ import annotations

import pytest
from checking import check

REQUIREMENTS = "Flask==3.1.2\ngunicorn==23.0.0\ntyper==0.15.1\n"
BODY = "def nightly():\n    import pandas\n"
APP = "import click, typer\nfrom flask import Flask\napp = Flask(__name__)\n"


def told(code: str, procfile: str = "web: gunicorn app:app\n") -> list[tuple[str, int, str]]:
    return check("undeclared-import", {"app.py": code, "Procfile": procfile, "requirements.txt": REQUIREMENTS})


@pytest.mark.parametrize(
    "code",
    [
        f"{APP}@click.command()\n{BODY}app.cli.add_command(nightly)\n",
        f"{APP}@click.command('night')\n{BODY}for each in (nightly,):\n    app.cli.add_command(each)\n",
        f"{APP}@click.group()\ndef g():\n    pass\n@g.command()\n{BODY}ALL = [g, nightly]\n",
        f"{APP}{BODY}app.cli.command('night')(nightly)\n",
        f"{APP}{BODY}app.cli.add_command(click.Command('night', callback=nightly))\n",
    ],
)
def test_nothing_calls_what_is_registered(code: str) -> None:
    assert told(code) == []


@pytest.mark.parametrize("name", ["nightly", "night"])
def test_a_command_that_names_it_runs_it(name: str) -> None:
    code = f"{APP}@click.command('{name}')\n{BODY}app.cli.add_command(nightly)\n"
    assert [line for _, line, _ in told(code, f"web: gunicorn app:app\nclock: flask {name}\n")] == [6]


@pytest.mark.parametrize(
    "code",
    [
        f"{APP}t = typer.Typer()\n@t.command()\n{BODY}@app.get('/')\ndef index():\n    nightly()\n",
        f"{APP}{BODY}app.add_url_rule('/', view_func=nightly)\n",  # no command
        f"{APP}{BODY}hooks = [nightly]\n",
    ],
)
def test_what_is_called_or_no_command(code: str) -> None:
    assert len(told(code)) == 1

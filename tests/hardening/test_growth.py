"""Files of many equal things take work that grows as they do: counted in steps of the interpreter, which no other process and no slow machine changes."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from flaskcheck.output.formats import render
from flaskcheck.output.presentation import PLAIN
from tests.growth import checked

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
READS = "import os\nimport requests\n"
REQUIREMENTS = "flask==3.1.0\ngunicorn==23.0.0\n"
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  startCommand: gunicorn app:app\n  envVars:\n  - key: A\n    value: x\n"
SMALL = 12
MOST = 2.6
"""Times as much work for twice as many more: 2 is linear, 4 goes with the square."""

LONG = f"; print({'x' * 600})"
"""What of a line is shown beside a finding is bounded: a few of these fill it."""


def steps(call: Any) -> int:
    """How many lines of code a call runs; what a comprehension does with each of its items is one."""
    count = 0

    def each(_: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def many(line: str, end: str = "\n") -> Any:
    """So many of one line, numbered."""
    return lambda size: "".join(line.replace("{n}", str(number)) + end for number in range(size))


def files(line: str, end: str = "\n", others: dict[str, str] | None = None) -> Any:
    """An application with many of one line."""
    made = many(line, end)
    return lambda size: {"app.py": APP + READS + made(size) + "\n", **(others or {})}


MANY = {
    "keys under conditions": files("if os.environ.get('E') == 'a{n}':\n    app.secret_key = 'kept-{n}-in-the-code'"),
    "keys of one name": files("if os.environ.get('E{n}'):\n    app.config['SECRET_KEY'] = 'kept-{n}-in-the-code'"),
    "keys by variables": files("if E:\n    app.config['SECRET_KEY'] = os.environ.get('S{n}', 'kept-in-the-code')"),
    "settings": files("app.config['CACHE_{n}_URL'] = 'redis://localhost:6379/{n}'"),
    "settings with switches": files("app.config['CACHE_{n}_URL'] = 'redis://localhost/{n}'\napp.config['CACHE_{n}_ENABLED'] = False"),
    "settings before files": files("app.config['SECRET_KEY'] = 'kept-{n}-in-the-code'\napp.config.from_pyfile('/etc/a{n}.cfg', silent=True)"),
    "settings read back": files("app.config['A'] = app.config['A'] + '{n}'"),
    "reads of the environment": files("V{n} = os.environ['NAME_{n}']", others={"render.yaml": RENDER}),
    "addresses on lines": files("requests.get('http://localhost:5000/{n}')"),
    "addresses in one line": files("requests.get('http://localhost:5000/{n}')", "; "),
    "addresses among wide characters": files("requests.get('http://localhost:5000/😀')", "; "),
    "keys in one line": files(f"import jwt; jwt.encode({{}}, 'kept-{{n}}-in-the-code'){LONG}", "; "),
    "credentials": files("password{n} = 'zq81-kkqp9-{n}'\ntoken = 'tq81-kkqp9-{n}'"),
    "credentials in one line": files(f"password{{n}} = 'zq81-kkqp9-{{n}}'{LONG}", "; "),
    "classes of settings": files("class C{n}:\n    DEBUG = True\n    PASSWORD = 'zq81-kkqp9'\n    URL = 'http://localhost:{n}'"),
}  # fmt: skip


@pytest.mark.parametrize("made", MANY.values(), ids=MANY)
def test_work_grows_as_the_file_does(made: Any) -> None:
    def run(size: int) -> None:
        report = checked({"requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n", **made(size)})
        assert not report.crashes
        render("text", report, PLAIN)
        render("sarif", report, PLAIN)

    run(1)  # what is made once for all
    small, middle, large = (steps(lambda size=size: run(size)) for size in (SMALL, 2 * SMALL, 4 * SMALL))
    assert (large - middle) / (middle - small) < MOST

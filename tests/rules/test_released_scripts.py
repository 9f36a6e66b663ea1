"""What scripts import that run before the start: a release's, and those of the start command."""

from __future__ import annotations

import pytest
from checking import problems

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
FILES = {"shop/__init__.py": "", "shop/app.py": APP, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
RELEASE = "release: python tool.py\nweb: gunicorn shop.app:app\n"


def told(rule: str, tool: str, procfile: str = RELEASE, path: str = "tool.py") -> int:
    return len(problems(rule, {**FILES, path: tool, "Procfile": procfile}))


@pytest.mark.parametrize(
    ("rule", "tool", "count"),
    [
        ("case-mismatch", "from shop.App import app\n", 1),
        ("case-mismatch", "from Shop.app import app\n", 1),
        ("case-mismatch", "import shop.app\n", 0),
        ("unresolved-import", "from shop.apq import app\n", 1),
        ("unresolved-import", "from shop.app import apq\n", 1),
        ("unresolved-import", "try:\n    from shop.apq import app\nexcept ImportError:\n    app = None\n", 0),
        ("unresolved-import", "from shop.app import app\n", 0),
        ("unresolved-import", "import sys\n\nsys.path.append('/opt/more')\nfrom shop.apq import app\n", 0),
        ("undeclared-import", "import requests\n", 1),
        ("undeclared-import", "import json\n", 0),
        ("undefined-name", "from shop.app import app\n\nprint(ap)\n", 1),
        ("undefined-name", "from shop.app import app\n\nprint(app)\n", 0),
        ("invalid-python", "print('a'\n", 1),
    ],
)
def test_a_script_of_the_release(rule: str, tool: str, count: int) -> None:
    assert told(rule, tool) == count


@pytest.mark.parametrize(
    ("procfile", "count"),
    [
        ("web: python tool.py && gunicorn shop.app:app\n", 1),
        ("release: cd . && python3 tool.py\nweb: gunicorn shop.app:app\n", 1),
        ("release: python -m tool\nweb: gunicorn shop.app:app\n", 1),
        ("web: gunicorn shop.app:app\n", 0),
        ("release: python tool.py || true\nweb: gunicorn shop.app:app\n", 0),
        ("release: test -n \"$FILL\" && python tool.py\nweb: gunicorn shop.app:app\n", 0),
        ("release: PYTHONPATH=lib python tool.py\nweb: gunicorn shop.app:app\n", 0),
    ],
)  # fmt: skip
def test_only_what_surely_runs_before_the_start(procfile: str, count: int) -> None:
    assert told("unresolved-import", "from shop.apq import app\n", procfile) == count


def test_what_a_script_loads_is_read_too() -> None:
    files = {**FILES, "tool.py": "import filling\n", "filling.py": "import shop.apq\n", "Procfile": RELEASE}
    assert [problem.place.path for problem in problems("unresolved-import", files)] == ["filling.py"]


def test_a_script_may_fill_the_database() -> None:
    fills = (
        "from shop.app import app\n\nwith app.app_context():\n    app.db.session.add(1)\n    app.db.session.commit()\n"
    )
    files = {**FILES, "tool.py": "import filling\n", "filling.py": fills, "Procfile": RELEASE}
    assert not problems("unguarded-seed-import", files)

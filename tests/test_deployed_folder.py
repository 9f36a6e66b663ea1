"""Which folder a host deploys and installs from, where no file says so: the nearest one that it can install from, else the top."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

BOTH = "flask==3.1.2\ngunicorn==23.0.0\n"
INNER = {"server/main.py": FLASK}
PYPROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask==3.1.2", "gunicorn"]\n'
VERCEL = '{"builds": [{"src": "api/index.py", "use": "@vercel/python"}]}'

NAMED = {
    "the list at the top": ({**INNER, "requirements.txt": BOTH}, ""),
    "the list beside the application": ({**INNER, "server/requirements.txt": BOTH}, "server"),
    "both: nobody knows which": ({**INNER, "server/requirements.txt": BOTH, "requirements.txt": BOTH}, "server"),
    "two folders down": ({"apps/shop/main.py": FLASK, "apps/requirements.txt": BOTH}, "apps"),
    "another kind of list": ({**INNER, "uv.lock": "version = 1\n", "pyproject.toml": PYPROJECT}, ""),
    "lists in a folder of their own": ({**INNER, "requirements/prod.txt": BOTH}, ""),
    "a package": ({"shop/__init__.py": FLASK, "requirements.txt": BOTH}, ""),
}


@pytest.mark.parametrize("host", ["render", "heroku", "vercel", "railway"])
@pytest.mark.parametrize(("files", "root"), NAMED.values(), ids=NAMED)
def test_a_host_that_is_named(files: dict[str, str | bytes], root: str, host: str) -> None:
    project = Project(MemoryTree(files), (host,))
    assert [d.root for d in project.deployments] == [root]
    assert check("no-requirements", files, hosts=(host,)) == []


def test_modules_beside_the_application_are_found_whichever_folder_is_deployed() -> None:
    inner = "from models import db\n" + FLASK
    files: dict[str, str | bytes] = {"server/main.py": inner, "server/models.py": "db = 1\n", "requirements.txt": BOTH}
    assert check("unresolved-import", files, hosts=("render",)) == []
    assert check("undeclared-import", {**files, "server/models.py": "import redis\n"}, hosts=("render",)) == [
        ("server/models.py", 1, "error")
    ]


def test_a_misspelt_list_is_seen_beside_the_application() -> None:
    assert check("no-requirements", {**INNER, "server/requirement.txt": BOTH}, hosts=("render",)) == [
        ("server/requirement.txt", 0, "error")
    ]


BUILDS = {
    "beside the function": ({"api/requirements.txt": BOTH}, 0),
    "at the top": ({"requirements.txt": BOTH}, 0),
    "both: the nearer one counts": ({"api/requirements.txt": "flask==3.1.2\n", "requirements.txt": BOTH}, 1),
    "elsewhere": ({"docs/requirements.txt": BOTH}, 1),
}


@pytest.mark.parametrize(("lists", "found"), BUILDS.values(), ids=BUILDS)
def test_vercel_looks_beside_the_function_first(lists: dict[str, str | bytes], found: int) -> None:
    files: dict[str, str | bytes] = {"vercel.json": VERCEL, "api/index.py": FLASK + "import gunicorn\n", **lists}
    assert len(check("no-requirements", files) + check("undeclared-import", files)) == found

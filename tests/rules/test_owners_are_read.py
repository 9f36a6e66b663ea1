"""What is given an entry or an attribute is read: ``app`` of ``app.config["NAME"] = …``."""

from __future__ import annotations

import pytest
from checking import check

from flaskcheck.code.undefined import of_scripts
from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

SCRIPT = 'from flask import Flask\n\nif __name__ == "__main__":\n    app = Flask(__name__)\n\n'


@pytest.mark.parametrize(
    "line", ['app.config["NAME"] = "Lamps"', "app.debug = False", 'app.extensions["shop"].open = True', "app.run()"]
)
def test_owners_that_only_a_script_binds(line: str) -> None:
    code = Project(MemoryTree({"app.py": f"{SCRIPT}{line}\n"})).code
    assert [each.name for each in code.once(of_scripts, "app.py", "")] == ["app"]


@pytest.mark.parametrize("line", ["app = None", "app: object = None", "app, other = 1, 2", "shop = app = 3"])
def test_what_is_only_bound_is_not_read(line: str) -> None:
    code = Project(MemoryTree({"app.py": f"{SCRIPT}{line}\n"})).code
    assert code.once(of_scripts, "app.py", "") == ()


def test_owners_that_nothing_binds_are_told() -> None:
    code = 'from flask import Flask\n\napp = Flask(__name__)\nsettings["NAME"] = "Lamps"\nshop.debug = True\n'
    files = {"app.py": code, "Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}
    assert check("undefined-name", files) == [("app.py", 4, "error"), ("app.py", 5, "error")]

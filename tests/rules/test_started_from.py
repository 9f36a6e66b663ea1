"""The folder from which an application is started where no command tells, and what every start executes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

FACTORY = "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n"
ROOTS = [
    ({"web/app.py": FLASK}, "web"),
    ({"web/__init__.py": "", "web/app.py": FLASK}, ""),
    ({"web/app.py": FLASK, "main.py": "from web.app import app\n"}, ""),
    ({"web/app.py": FLASK, "main.py": "import web.app\n"}, ""),
    ({"web/app.py": FLASK, "main.py": "from web import app\n"}, ""),
    ({"web/shop/app.py": FACTORY, "web/wsgi.py": "from shop.app import create_app\napp = create_app()\n"}, "web"),
    ({"web/app.py": FLASK, "main.py": "from other.app import app\n"}, "web"),
    ({"web/app.py": FLASK, "main.py": "print('web.app')\n"}, "web"),
    ({"web/app.py": FLASK, "tests/test_app.py": "from web.app import app\n"}, "web"),
    ({"web/app.py": f"import models\n{FLASK}", "web/models.py": "", "seed.py": "from web.app import app\n"}, "web"),
]


@pytest.mark.parametrize(("files", "root"), ROOTS)
def test_root(files: dict[str, str], root: str) -> None:
    assert [d.root for d in Project(MemoryTree(files)).deployments] == [root]


LIST = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
INNER = "from flask import Flask\ndef create_app():\n    {}\n    return Flask(__name__)\n"
STARTS = [
    ("gunicorn run:app", "from .views import home", "error"),
    ("gunicorn 'shop:create_app()'", "from .views import home", "error"),
    ("gunicorn run:app", "import boto3", "error"),
    ("gunicorn run:app", "def later():\n        import boto3\n    Flask.later = later", "warning"),
    ("gunicorn run:app", "for n in range(2):\n        import boto3", "warning"),
]


@pytest.mark.parametrize(("command", "statement", "severity"), STARTS)
def test_a_factory_runs_at_every_start(command: str, statement: str, severity: str) -> None:
    files = {
        **LIST,
        "run.py": "from shop import create_app\napp = create_app()\n",
        "shop/__init__.py": INNER.format(statement),
    }
    rule = "unresolved-import" if "views" in statement else "undeclared-import"
    assert [s for _, _, s in check(rule, {**files, "Procfile": f"web: {command}\n"})] == [severity]


def test_a_function_behind_an_unknown_test_may_not_run() -> None:
    run = "import os\nfrom shop import create_app, extras\napp = create_app()\nif os.environ.get('EXTRAS'):\n    extras()\n"
    shop = f"{FACTORY}def extras():\n    import boto3\n"
    files = {**LIST, "run.py": run, "shop/__init__.py": shop, "Procfile": "web: gunicorn run:app\n"}
    assert [severity for _, _, severity in check("undeclared-import", files)] == ["warning"]

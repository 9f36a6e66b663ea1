"""What a start command's target leads to."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

APP = "from flask import Flask\napp = Flask(__name__)\n"
FACTORY = "from flask import Flask\ndef create_app(name=None):\n    app = Flask(__name__)\n    return app\n"


def resolved(files: dict[str, str], command: str) -> tuple[str, str, str]:
    project = Project(MemoryTree({**files, "Procfile": f"web: {command}\n"}))
    [(_, _, target)] = list(project.targets())
    return target.status, target.path, target.reason


@pytest.mark.parametrize(
    ("files", "command", "expected"),
    [
        ({"app.py": APP}, "gunicorn app:app", ("application", "app.py", "")),
        ({"app.py": APP}, "gunicorn app", ("missing-attribute", "app.py", "")),
        ({"app.py": APP.replace("app =", "application =")}, "gunicorn app", ("application", "app.py", "")),
        ({"app.py": APP}, "gunicorn main:app", ("missing-module", "", "")),
        ({"app.py": APP}, "gunicorn app:nothing", ("missing-attribute", "app.py", "")),
        ({"shop.py": FACTORY}, "gunicorn 'shop:create_app()'", ("factory", "shop.py", "")),
        ({"shop.py": FACTORY}, "gunicorn shop:create_app", ("factory", "shop.py", "")),
        (
            {"shop.py": FACTORY, "wsgi.py": "from shop import create_app\napp = create_app()\n"},
            "gunicorn wsgi:app",
            ("application", "wsgi.py", ""),
        ),
        (
            {"p/__init__.py": "from .core import app\n", "p/core.py": APP},
            "gunicorn p:app",
            ("application", "p/__init__.py", ""),
        ),
        (
            {"p/__init__.py": "from .core import *\n", "p/core.py": APP},
            "gunicorn p:app",
            ("application", "p/__init__.py", ""),
        ),
        (
            {"p/__init__.py": "", "p.py": APP},
            "gunicorn p:app",
            ("missing-attribute", "p/__init__.py", "package-shadows-module"),
        ),
        ({"p/core.py": APP, "p.py": APP}, "gunicorn p:app", ("application", "p.py", "")),
        ({"p/core.py": APP}, "gunicorn p:app", ("missing-attribute", "p", "namespace")),
        (
            {"app.py": "from flask import Flask\nif __name__ == '__main__':\n    app = Flask(__name__)\n"},
            "gunicorn app:app",
            ("missing-attribute", "app.py", "main-guard"),
        ),
        (
            {"app.py": "from flask import Flask\ndef main():\n    app = Flask(__name__)\n"},
            "gunicorn app:app",
            ("missing-attribute", "app.py", "main-guard"),
        ),
        ({"app.py": APP + "def __getattr__(name):\n    return app\n"}, "gunicorn app:other", ("unknown", "app.py", "")),
        ({"app.py": APP + "from somewhere import *\n"}, "gunicorn app:other", ("unknown", "app.py", "")),
        ({"app.py": APP + "globals()['other'] = app\n"}, "gunicorn app:other", ("unknown", "app.py", "")),
        (
            {"app.py": APP + "from werkzeug.middleware.proxy_fix import ProxyFix\nserved = ProxyFix(app)\n"},
            "gunicorn app:served",
            ("application", "app.py", ""),
        ),
        (
            {"app.py": APP + "from flask_socketio import SocketIO\nio = SocketIO(app)\n"},
            "gunicorn app:io",
            ("application", "app.py", ""),
        ),
        ({"app.py": APP + "x = 5\n"}, "gunicorn app:x", ("not-callable", "app.py", "")),
        ({"app.py": APP + "import os\n"}, "gunicorn app:os", ("foreign", "app.py", "")),
        (
            {"app.py": "from flask import Flask\nclass Shop(Flask):\n    pass\napp = Shop(__name__)\n"},
            "gunicorn app:app",
            ("application", "app.py", ""),
        ),
        (
            {
                "app.py": "from flask import Flask\ntry:\n    from other import app\nexcept ImportError:\n    app = Flask(__name__)\n"
            },
            "gunicorn app:app",
            ("application", "app.py", ""),
        ),
        (
            {"app.py": "import flask\napp: flask.Flask = flask.Flask(__name__)\n"},
            "gunicorn app:app",
            ("application", "app.py", ""),
        ),
        (
            {"app.py": APP + "def wsgi(environ, start_response):\n    return app(environ, start_response)\n"},
            "gunicorn app:wsgi",
            ("callable", "app.py", ""),
        ),
        ({"app.py": APP}, "gunicorn app.py:app", ("syntax", "", "Failed to find application, did you mean 'app:app'?")),
        ({"src/app.py": APP}, "gunicorn --chdir src app:app", ("application", "src/app.py", "")),
        ({"src/app.py": APP}, "cd src && gunicorn app:app", ("application", "src/app.py", "")),
        ({"src/shop/__init__.py": APP}, "gunicorn shop:app", ("application", "src/shop/__init__.py", "")),
        ({"lib/app.py": APP}, "PYTHONPATH=lib gunicorn app:app", ("application", "lib/app.py", "")),
        ({"app.py": "def broken(:\n" + APP}, "gunicorn app:app", ("application", "app.py", "")),
        ({"shop.py": FACTORY}, "waitress-serve --call shop:create_app", ("factory", "shop.py", "")),
        ({"shop.py": APP}, "python -m gunicorn shop:app", ("application", "shop.py", "")),
    ],
)
def test_targets(files: dict[str, str], command: str, expected: tuple[str, str, str]) -> None:
    assert resolved(files, command) == expected


@pytest.mark.parametrize(
    ("variable", "module", "error"),
    [
        ("run.py", "run", ""),
        ("run", "run", ""),
        ("shop", "shop", ""),
        ("shop:create_app", "shop", ""),
        ("shop:create_app('x')", "shop", ""),
        ("nothing", "nothing", "Could not import 'nothing'."),
        ("run:other", "run", "Failed to find attribute 'other' in 'run'."),
        ("empty", "empty", "Failed to find Flask application or factory in module 'empty'."),
        ("shop/core.py", "shop.core", ""),
    ],
)
def test_flask_app(variable: str, module: str, error: str) -> None:
    files = {"run.py": APP, "shop/__init__.py": FACTORY, "shop/core.py": APP, "empty.py": "x = 1\n"}
    project = Project(MemoryTree({**files, "Procfile": "web: gunicorn run:app\n"}))
    found = project.deployments[0].start.flask_app(variable)
    assert (found.module, found.error) == (module, error)


def test_flask_looks_in_its_default_files() -> None:
    for name in ("app.py", "wsgi.py"):
        project = Project(MemoryTree({name: APP, "Procfile": "web: gunicorn x:app\n"}))
        assert project.deployments[0].start.flask_app("").error == ""
    project = Project(MemoryTree({"run.py": APP, "Procfile": "web: gunicorn run:app\n"}))
    assert project.deployments[0].start.flask_app("").error == "Could not locate a Flask application."


def test_applications_in_tests_and_examples_do_not_count() -> None:
    project = Project(MemoryTree({"tests/test_app.py": APP, "examples/a/app.py": APP, "docs/conf.py": APP}))
    assert not project.has_application


@pytest.mark.parametrize(
    ("base", "count"),
    [("Flask", 1), ("Own", 1), ("object", 0)],
)
def test_a_class_of_a_function_may_be_the_application(base: str, count: int) -> None:
    text = f"""from flask import Flask


class Own(Flask):
    pass


def create_app():
    class Inner({base}):
        pass

    return Inner(__name__)
"""
    applications = Project(
        MemoryTree({"shop.py": text, "Procfile": "web: gunicorn 'shop:create_app()'\n"})
    ).applications
    assert [a.factory for a in applications] == ["create_app"] * count

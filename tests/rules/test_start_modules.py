"""Start modules whose application cannot be seen: it lies in a file that git does not have, that nobody can parse, or that is not there."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

FACTORY = "from flask import Flask\n\ndef create_app():\n    return Flask(__name__)\n"
REQUIREMENTS = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
START = "from shop.factory import create_app\n\napp = create_app()\n"
SERVED = ({}, {"Procfile": "web: gunicorn run:app\n"})
BROKEN = "from flask import Flask\n\napp = Flask(__name__\n\n@app.route('/')\ndef page():\n    return ''\n"


@pytest.mark.parametrize("served", SERVED)
@pytest.mark.parametrize(
    ("start", "package"),
    [
        (START, {"shop/factory.py": FACTORY, "shop/__init__.py": ""}),
        ("from shop.factory import create_app as application\napp = application()\n", {"shop/factory.py": FACTORY}),
        ("from shop import create_app\napp = create_app()\n", {"shop/__init__.py": FACTORY}),
        ("from shop import app\n", {"shop/__init__.py": FLASK}),
        ("from shop import app as application\napp = application\n", {"shop.py": FLASK}),
    ],
)
def test_the_application_is_in_a_module_that_git_ignores(
    start: str, package: dict[str, str], served: dict[str, str]
) -> None:
    files = {"run.py": start, **package, **REQUIREMENTS, **served}
    assert check("untracked-file", files, ignored=list(package)) == [("run.py", 1, "error")]
    assert check("untracked-file", files) == []


@pytest.mark.parametrize(
    ("start", "rest"),
    [
        ("from shop import models\n", REQUIREMENTS),
        ("from shop import app\n", {"requirements.txt": "django==5.2\n"}),
        ("from other import app\n", REQUIREMENTS),
    ],
)
def test_no_application_is_there(start: str, rest: dict[str, str]) -> None:
    files = {"run.py": start, "shop/__init__.py": "", **rest}
    assert not Project(MemoryTree(files, ignored=["shop/__init__.py"])).has_application


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("app.py", BROKEN, 3),
        ("wsgi.py", "from flask import Flask\ndef create_app(:\n    return Flask(__name__)\n", 2),
        (
            "shop/__init__.py",
            "from flask import Flask\n<<<<<<< HEAD\napp = Flask('a')\n=======\napp = Flask('b')\n>>>>>>> x\n",
            2,
        ),
        ("main.py", "import flask\napp = (flask.Flask(__name__)\n", 2),
    ],
)
def test_the_application_is_in_a_file_that_nobody_can_parse(path: str, text: str, line: int) -> None:
    assert check("invalid-python", {path: text, **REQUIREMENTS}) == [(path, line, "error")]
    module = path.removesuffix(".py").removesuffix("/__init__")
    served = {"Procfile": f"web: gunicorn {module}:app\n"}
    assert check("invalid-python", {path: text, **REQUIREMENTS, **served}) == [(path, line, "error")]


def test_broken_files_that_name_no_application_make_none() -> None:
    for text in ("app = Flaskless(\n", "def page(:\n    pass\n", "{% if x %}\nfrom flask import Flask\n{% endif %}\n"):
        assert not Project(MemoryTree({"app.py": text, **REQUIREMENTS})).has_application


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (START.replace("shop.factory", "shop.factroy"), True),
        (START.replace("create_app", "make_application"), True),
        ("import shop.factroy\napp = shop.factroy.create_app()\n", False),
        ("from shop.factroy import application as app\n", True),
        ("from shop.factroy import create_app\napplication = create_app()\n", True),
        ("from shop.factroy import create_app\napp = create_app().wsgi_app\n", True),
        ("try:\n    from shop.factroy import create_app\nexcept ImportError:\n    from shop.factory import create_app\napp = create_app()\n", False),
        (START, False),
        (START + "from elsewhere import thing\n", False),
    ],
)  # fmt: skip
def test_a_start_module_imports_what_is_not_there(start: str, found: bool) -> None:
    files = {"run.py": start, "shop/__init__.py": "", "shop/factory.py": FACTORY, **REQUIREMENTS}
    assert bool(check("unresolved-import", files)) is found


@pytest.mark.parametrize("command", ["gunicorn 'app:app()'", 'gunicorn "app:app()"', "gunicorn 'app:app(1)'"])
def test_a_target_calls_the_application_itself(command: str) -> None:
    files = {"app.py": FLASK, "Procfile": f"web: {command}\n", **REQUIREMENTS}
    assert check("unresolved-app", files) == [("Procfile", 1, "error")]
    made = {**files, "app.py": FACTORY + "app = create_app()\n"}
    assert check("unresolved-app", made) == [("Procfile", 1, "error")]
    assert check("unresolved-app", {**files, "app.py": FACTORY.replace("create_app", "app")}) == []
    own = "from flask import Flask\nclass Shop(Flask):\n    def __call__(self, *given):\n        return self\napp = Shop(__name__)\n"
    assert check("unresolved-app", {**files, "app.py": own}) == []

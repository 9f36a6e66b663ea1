"""What starts where no command tells it, and what a target leads to: judged by the rules that hang on it."""

from __future__ import annotations

import pytest
from checking import check

FACTORY = """from flask import Flask

def create_app():
    app = Flask(__name__)
    app.config["SECRET_KEY"] = "abcdef"
    return app
"""
KEY = "app.config['SECRET_KEY'] = 'abcdef'\n"


@pytest.mark.parametrize(
    "caller",
    [
        "from shop import create_app\nif __name__ == '__main__':\n    create_app().run()\n",
        "from shop import create_app as make\nif __name__ == '__main__':\n    app = make()\n    app.run(debug=True)\n",
        "import shop\n\ndef main():\n    shop.create_app().run()\n\nif __name__ == '__main__':\n    main()\n",
        "from shop import *\nif __name__ == '__main__':\n    create_app().run()\n",
        "",  # nobody calls it at all
    ],
)
@pytest.mark.parametrize("name", ["main.py", "start_here.py"])
def test_a_factory_is_the_application_whoever_calls_it(caller: str, name: str) -> None:
    assert check("hard-coded-secret-key", {name: caller, "shop/__init__.py": FACTORY}) == [
        ("shop/__init__.py", 5, "error")
    ]


@pytest.mark.parametrize("target", ["main:create_app()", "shop:create_app()", "main:make()"])
def test_a_factory_that_the_targets_module_imports(target: str) -> None:
    files = {
        "main.py": "from shop import create_app\nfrom shop import create_app as make\n",
        "shop/__init__.py": FACTORY,
        "Procfile": f'web: gunicorn "{target}"\n',
    }
    assert check("hard-coded-secret-key", files) == [("shop/__init__.py", 5, "error")]


@pytest.mark.parametrize("name", ["run.py", "wsgi.py", "main.py", "server.py"])
@pytest.mark.parametrize("import_", ["from shop import create_app", "from shop.factory import create_app"])
def test_the_module_that_binds_the_application_starts_it(name: str, import_: str) -> None:
    """A host is pointed at it, so what stands there runs; a factory beside it does not make it unseen."""
    files = {
        name: f"{import_}\napp = create_app()\n{KEY}",
        "shop/__init__.py": "from shop.factory import create_app\n",
        "shop/factory.py": "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n",
    }
    assert check("hard-coded-secret-key", files) == [(name, 3, "error")]


def test_what_only_a_developer_runs_starts_nothing() -> None:
    """The twin: the same line under the main guard is no production."""
    files = {
        "run.py": f"from shop import create_app\nif __name__ == '__main__':\n    app = create_app()\n    {KEY}",
        "shop/__init__.py": "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n",
    }
    assert check("hard-coded-secret-key", files) == []


# --- what a target leads to ----------------------------------------------------------------------------------

APP = "from flask import Flask\napp = Flask(__name__)\n"


def target(command: str, **files: str) -> list[tuple[str, int, str]]:
    named = {name.replace("__", "/") + ".py": text for name, text in files.items()}
    return check("unresolved-app", {**named, "requirements.txt": "flask\ngunicorn\n", "Procfile": f"web: {command}\n"})


REFUSED = [("Procfile", 1, "error")]


@pytest.mark.parametrize(
    "text",
    [
        "app = None\n",
        "app = 'shop'\n",
        "app = 5000\n",
        "from flask import Flask\napp = None\ndef start():\n    global app\n    app = Flask(__name__)\n",
        "from flask import Flask\ndef create():\n    app = Flask(__name__)\napp = create()\n",
        "from flask import Flask\ndef create(debug):\n    shop = Flask(__name__)\n    shop.debug = debug\napp = create(False)\n",
        "from flask import Blueprint\napp = Blueprint('shop', __name__)\n",
    ],
)
def test_what_is_no_application_is_refused(text: str) -> None:
    assert target("gunicorn shop:app", shop=text) == REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "from flask import Flask\napp = None\ndef start():\n    global app\n    app = Flask(__name__)\nstart()\n",
        "from flask import Flask\napp = None\n@hooks.register\ndef start():\n    global app\n    app = Flask(__name__)\n",
        "try:\n    from shop_plugins import app\nexcept ImportError:\n    app = None\n",
        "import os\nfrom flask import Flask\napp = None\nif os.environ.get('X'):\n    app = Flask(__name__)\n",
        "from flask import Flask\n@inject\ndef create():\n    Flask(__name__)\napp = create()\n",
        "from factories import create\napp = create()\n",
        "from flask import Flask\ndef create():\n    app = Flask(__name__)\n    return app\napp = create()\n",
    ],
)
def test_what_may_be_an_application_is_left_alone(text: str) -> None:
    assert target("gunicorn shop:app", shop=text) == []


@pytest.mark.parametrize("called", ["'shop:create()'", "shop:create()"])
def test_a_factory_that_returns_nothing(called: str) -> None:
    text = "from flask import Flask\ndef create():\n    app = Flask(__name__)\n    app.config['X'] = 1\n"
    assert target(f"gunicorn {called}", shop=text) == REFUSED
    assert target(f"gunicorn {called}", shop=text + "    return app\n") == []
    assert target(f"gunicorn {called}", shop=text + "    yield app\n") == []


@pytest.mark.parametrize("name", ["typing", "json", "random", "email", "socket", "logging"])
def test_a_module_that_gunicorn_has_loaded_already(name: str) -> None:
    assert target(f"gunicorn {name}:app", **{name: APP}) == REFUSED
    assert target(f"waitress-serve --port=$PORT {name}:app", **{name: APP}) == []
    assert target(f"gunicorn shop.{name}:app", **{f"shop__{name}": APP}) == []


def test_a_submodule_is_no_application() -> None:
    files: dict[str, str | bytes] = {
        "shop/app.py": APP,
        "requirements.txt": "flask\n",
        "Procfile": "web: gunicorn shop:app\n",
    }
    assert check("unresolved-app", {**files, "shop/__init__.py": ""}) == REFUSED
    assert check("unresolved-app", {**files, "shop/__init__.py": "from shop.app import app\n"}) == []


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("gunicorn", REFUSED),
        ("gunicorn --workers 3 --bind 0.0.0.0:$PORT", REFUSED),
        ("gunicorn --workers 3 --bind $ADDRESS", []),  # what stands in a variable may be more than an address
        ("gunicorn -w 3 -b 0.0.0.0:8000", REFUSED),
        ("gunicorn -w 3 $TARGET", []),
        ("gunicorn -w 3 shop:app", []),
        ("gunicorn -c /etc/gunicorn.py", []),
        ("uwsgi --ini elsewhere.ini", []),
    ],
)
def test_a_server_that_is_told_of_no_application(command: str, found: list[tuple[str, int, str]]) -> None:
    assert target(command, shop=APP) == found


def test_an_application_in_gunicorns_file() -> None:
    assert target("gunicorn", shop=APP, **{"gunicorn.conf": "wsgi_app = 'shop:app'\n"}) == []


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"Procfile": "web: gunicorn --chdir backend shop:app\n"}, [("Procfile", 1, "error")]),
        (
            {"Procfile": "web: gunicorn shop:app\n", "gunicorn.conf.py": "bind = ':80'\nchdir = 'src'\n"},
            [("gunicorn.conf.py", 2, "error")],
        ),
        ({"Procfile": "web: gunicorn --chdir $HOME/x shop:app\n"}, []),
        ({"Procfile": "web: gunicorn --chdir backend shop:app\n", "backend/shop.py": APP}, []),
    ],
)
def test_a_server_that_changes_to_a_folder(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("unresolved-app", {"shop.py": APP, "requirements.txt": "flask\ngunicorn\n", **files}) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("gunicorn shop.__init__:app", REFUSED),
        ("waitress-serve --port=$PORT shop.__init__:app", REFUSED),
        ("gunicorn shop:app", []),
    ],
)
def test_a_package_that_is_imported_twice(command: str, found: list[tuple[str, int, str]]) -> None:
    files = {"shop/__init__.py": APP + "from shop import views\n", "shop/views.py": "from shop import app\n"}
    assert check("unresolved-app", {**files, "requirements.txt": "flask\n", "Procfile": f"web: {command}\n"}) == found


def test_a_package_of_one_file_serves_its_second_copy() -> None:
    files = {"shop/__init__.py": APP, "requirements.txt": "flask\n", "Procfile": "web: gunicorn shop.__init__:app\n"}
    assert check("unresolved-app", files) == []

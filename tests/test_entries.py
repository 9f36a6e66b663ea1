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

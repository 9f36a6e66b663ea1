"""Calls of the application's factory: in the target of a server, and where the application is made."""

from __future__ import annotations

import pytest
from checking import check, problems

FACTORY = "from flask import Flask\n\n\ndef create_app(%s):\n    return Flask(__name__)\n"
SAYS = {
    ("config", "create_app()"): "create_app() missing 1 required positional argument: 'config'",
    ("a, b, c", "create_app()"): "create_app() missing 3 required positional arguments: 'a', 'b', and 'c'",
    ("a, b", "create_app()"): "create_app() missing 2 required positional arguments: 'a' and 'b'",
    ("*, mode", "create_app()"): "create_app() missing 1 required keyword-only argument: 'mode'",
    ("", "create_app('x')"): "create_app() takes 0 positional arguments but 1 was given",
    ("a", "create_app('x', 'y')"): "create_app() takes 1 positional argument but 2 were given",
    ("a=1", "create_app('x', 'y')"): "create_app() takes from 0 to 1 positional arguments but 2 were given",
    ("a=1", "create_app(b='y')"): "create_app() got an unexpected keyword argument 'b'",
    ("a", "create_app('x', a='y')"): "create_app() got multiple values for argument 'a'",
}
TAKES = [
    ("config=None", "create_app()"),
    ("config", "create_app('x')"),
    ("config", "create_app(config='x')"),
    ("*args, **settings", "create_app('x', y=1)"),
    ("*, mode='x'", "create_app(mode='y')"),
]


@pytest.mark.parametrize(("parameters", "call"), [*SAYS, *TAKES])
def test_what_python_says(parameters: str, call: str) -> None:
    """The texts are Python 3.13's own."""
    scope: dict[str, object] = {}
    exec(f"def create_app({parameters}):\n    pass\n", scope)
    try:
        exec(call, scope)
        said = ""
    except TypeError as error:
        said = str(error)
    assert said == SAYS.get((parameters, call), "")
    module = {"shop.py": FACTORY % parameters, "wsgi.py": f"from shop import create_app\n\napp = {call}\n"}
    target = {"shop.py": FACTORY % parameters, "Procfile": f'web: gunicorn "shop:{call}"\n'}
    made = [p.message for p in problems("factory-arguments", {**module, "Procfile": "web: gunicorn wsgi:app\n"})]
    called = [p.message for p in problems("factory-arguments", dict(target))]
    assert made == ([f'The app doesn\'t start: "TypeError: {said}".'] if said else [])
    assert called == ([f'gunicorn stops with "TypeError: {said}".'] if said else [])


UNSURE = [
    "from acme import given\nfrom shop import create_app\n\napp = create_app(*given)\n",
    "from acme import given\nfrom shop import create_app\n\napp = create_app(**given)\n",
    "from shop import create_app\n\ntry:\n    app = create_app()\nexcept TypeError:\n    app = create_app('x')\n",
]


@pytest.mark.parametrize("text", UNSURE)
def test_what_is_not_known_is_silent(text: str) -> None:
    files = {"shop.py": FACTORY % "config", "wsgi.py": text, "Procfile": "web: gunicorn wsgi:app\n"}
    assert check("factory-arguments", dict(files)) == []


def test_a_decorator_may_give_the_arguments() -> None:
    decorated = (
        (FACTORY % "config").replace("def ", "@injected\ndef ").replace("\n\n\n", "\nfrom acme import injected\n", 1)
    )
    assert check("factory-arguments", {"shop.py": decorated, "Procfile": "web: gunicorn 'shop:create_app()'\n"}) == []


def test_without_a_platform_file_and_with_other_servers() -> None:
    run = "from shop import create_app\n\napp = create_app()\n\nif __name__ == '__main__':\n    app.run()\n"
    assert check("factory-arguments", {"shop.py": FACTORY % "mode", "run.py": run}) == [("run.py", 3, "error")]
    waitress = {"shop.py": FACTORY % "mode", "Procfile": "web: waitress-serve --port=$PORT --call shop:create_app\n"}
    assert check("factory-arguments", waitress) == [("Procfile", 1, "error")]
    assert check("factory-arguments", {**waitress, "shop.py": FACTORY % "mode='x'"}) == []

"""The help names the only application that there is, whatever its name, and no factory that cannot be called so."""

from __future__ import annotations

import pytest
from checking import problems

FACTORY = "from flask import Flask\ndef {0}:\n    app = Flask(__name__)\n    return app\n"


@pytest.mark.parametrize(
    ("path", "code", "proposed"),
    [
        ("main.py", "from flask import Flask\napi = Flask(__name__)\n", "gunicorn main:api"),
        ("shop/web.py", "from flask import Flask\nsite = Flask(__name__)\n", "gunicorn shop.web:site"),
        ("shop/site.py", FACTORY.format("build()"), "gunicorn 'shop.site:build()'"),
        ("shop/site.py", FACTORY.format("build(config=None)"), "gunicorn 'shop.site:build()'"),
        ("shop/site.py", FACTORY.format("build(config)"), ""),
        ("shop/site.py", FACTORY.format("create_app(config)"), ""),
    ],
)
def test_the_only_application(path: str, code: str, proposed: str) -> None:
    [found] = problems("unresolved-app", {path: code, "Procfile": "web: gunicorn app:app\n"})
    assert (proposed or "as in run:app") in found.help


def test_of_two_none_is_named() -> None:
    files: dict[str, str | bytes] = {f"{n}.py": f"from flask import Flask\n{n}_site = Flask(__name__)\n" for n in "ab"}
    [found] = problems("unresolved-app", files | {"Procfile": "web: gunicorn app:app\n"})
    assert "as in run:app" in found.help

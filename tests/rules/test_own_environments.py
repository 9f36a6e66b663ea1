"""An environment of Jinja that a class or module keeps for itself looks in its own folders, whatever its name."""

from __future__ import annotations

import pytest
from checking import FLASK, check

MADE = "jinja2.Environment(loader=jinja2.FileSystemLoader('shop/letters'))"
ROUTE = "@app.get('/')\ndef index():\n    return {}\n"

OWN = {
    "an attribute of a class": (f"class Letters:\n    def __init__(self):\n        self.jinja_env = {MADE}\n    def show(self):\n        return self.jinja_env.get_template('first.txt').render()\n", "Letters().show()"),
    "with its kind": (f"class Letters:\n    def __init__(self):\n        self.jinja_env: jinja2.Environment = {MADE}\n    def show(self):\n        return self.jinja_env.get_template('first.txt').render()\n", "Letters().show()"),
    "an attribute of the class itself": (f"class Letters:\n    jinja_env = {MADE}\n    @classmethod\n    def show(cls):\n        return cls.jinja_env.select_template(['first.txt']).render()\n", "Letters.show()"),
    "a name of another module": ("from shop import letters\n", "letters.jinja_env.get_template('first.txt').render()"),
}  # fmt: skip


@pytest.mark.parametrize(("made", "used"), OWN.values(), ids=OWN)
def test_an_environment_of_ones_own(made: str, used: str) -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": "",
        "shop/letters.py": f"import jinja2\njinja_env = {MADE}\n" if made.startswith("from") else "",
        "shop/letters/first.txt": "hello",
        "app.py": f"import jinja2\n{made}{FLASK}{ROUTE.format(used)}",
        "templates/page.html": "",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert check("missing-template", files) == []


@pytest.mark.parametrize("used", ["app.jinja_env.get_template('first.txt')", "current_app.jinja_env.get_template('first.txt')"])  # fmt: skip
def test_the_applications_environment(used: str) -> None:
    """A twin: what Flask's own environment is asked for lies in the application's folders."""
    app = "from flask import current_app\n" + FLASK + ROUTE.format(f"{used}.render()")
    files: dict[str, str | bytes] = {"app.py": app, "templates/page.html": "", "Procfile": "web: gunicorn app:app\n"}
    assert check("missing-template", files) == [("app.py", 6, "error")]

"""Twins: two repositories that differ in something that makes no difference in production, and of which the same is told."""

from __future__ import annotations

import pytest
from checking import check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.registry import builtin_names, load
from flaskcheck.project import Project

Files = dict[str, "str | bytes"]

SHOP = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Lamp(db.Model):\n    pass\n"
GUNICORN = "web: gunicorn shop:app\n"


def told(rule: str, files: Files) -> list[str]:
    """How bad what a rule finds is, wherever it stands."""
    return [severity for _, _, severity in check(rule, {"shop.py": SHOP, "Procfile": GUNICORN, **files})]


WRITING = "from shop import Lamp, db\ndb.session.add(Lamp())\ndb.session.commit()\n"
HELPED = "from shop import Lamp, db\ndef light(number):\n    db.session.add_all([Lamp() for _ in range(number)])\n    db.session.commit()\n"
STARTED: dict[str, Files] = {
    "one file": {"seed.py": WRITING},
    "a function of another file": {"seed.py": "from stock import light\nlight(3)\n", "stock.py": HELPED},
    "a module of that, and a name for it": {"seed.py": "import stock as s\ns.light(3)\n", "stock.py": HELPED},
    "through a third file": {
        "seed.py": "from between import shine\nshine()\n",
        "between.py": "import stock\ndef shine():\n    stock.light(2)\n",
        "stock.py": HELPED,
    },
    "a method": {
        "seed.py": "from stock import Stock\nStock().fill()\n",
        "stock.py": "from shop import Lamp, db\nclass Stock:\n    def fill(self):\n        db.session.add(Lamp())\n",
    },
    "a main function": {"seed.py": f"{HELPED}if __name__ == '__main__':\n    light(1)\n"},
}


@pytest.mark.parametrize("files", STARTED.values(), ids=STARTED)
def test_a_seed_may_write_anywhere(files: Files) -> None:
    assert told("seed-on-every-start", {**files, "Procfile": f"web: python seed.py && {GUNICORN[5:]}"}) == ["warning"]


@pytest.mark.parametrize("name", ["seed", "load", "bootstrap_data", "tools/start", "first"])
@pytest.mark.parametrize("command", ["python {path}.py && ", "python -m {module}; ", "python3 ./{path}.py\n  && "])
def test_a_seed_may_have_any_name(name: str, command: str) -> None:
    start = command.format(path=name, module=name.replace("/", ".")).replace("\n ", "")
    found = told("seed-on-every-start", {f"{name}.py": WRITING, "Procfile": f"web: {start}{GUNICORN[5:]}"})
    assert found == ["warning"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *((name, ["warning"]) for name in ("wanted", "target", "budget", "widgets", "account", "discount", "country")),
        *((name, []) for name in ("settings.get('lamps')", "get_lamps()", "shop.getLamps()")),
    ],
)
def test_a_name_asks_nothing(name: str, found: list[str]) -> None:
    body = f"from shop import Lamp, db\nwanted = target = budget = widgets = account = discount = country = 3\nif {name}:\n    db.session.add(Lamp())\n"
    files: Files = {"seed.py": body, "Procfile": f"web: python seed.py && {GUNICORN[5:]}"}
    assert told("seed-on-every-start", files) == found


ROUTES: dict[str, Files] = {
    "here": {
        "shop.py": f"{SHOP}@app.route('/fill-lamps/seed')\ndef fill():\n    db.session.add(Lamp())\n    return 'ok'\n"
    },
    "in another file": {
        "shop.py": f"{SHOP}@app.route('/fill-lamps/seed')\ndef fill():\n    from stock import light\n    light(4)\n    return 'ok'\n",
        "stock.py": HELPED,
    },
    "in a third": {
        "shop.py": f"{SHOP}import between\n@app.get('/fill-lamps/seed')\ndef fill():\n    return between.shine()\n",
        "between.py": "def shine():\n    import stock\n    stock.light(4)\n    return 'ok'\n",
        "stock.py": HELPED,
    },
    "as a module that is imported for it": {
        "shop.py": f"{SHOP}@app.route('/fill-lamps/seed')\ndef fill():\n    import seed\n    return 'ok'\n",
        "seed.py": WRITING,
    },
}


@pytest.mark.parametrize("files", ROUTES.values(), ids=ROUTES)
def test_a_route_may_write_anywhere(files: Files) -> None:
    assert told("public-seed-route", files) == ["error"]


IMPORTED: dict[str, Files] = {
    "itself": {"lamps.py": WRITING},
    "a function of its own": {"lamps.py": f"{HELPED}light(2)\n"},
    "a function of a third file": {"lamps.py": "from stock import light\nlight(2)\n", "stock.py": HELPED},
    "a helper of a helper": {
        "lamps.py": "import between\nbetween.shine()\n",
        "between.py": "from stock import light as do\ndef shine():\n    do(2)\n",
        "stock.py": HELPED,
    },
}


@pytest.mark.parametrize("files", IMPORTED.values(), ids=IMPORTED)
def test_an_imported_module_may_write_anywhere(files: Files) -> None:
    run: Files = {"run.py": "from shop import app\nimport lamps\n", "Procfile": "web: gunicorn run:app\n"}
    assert told("unguarded-seed-import", {**files, **run}) == ["error"]


WHOLE: Files = {
    "shop.py": SHOP
    + "import os\nimport lamps\nimport markdownx\nfrom missing import thing\napp.config['DEBUG'] = True\napp.secret_key = 'a text of the code'\n"
    "URL = 'http://localhost:5000/cart'\n@app.route('/seed')\ndef seed():\n    lamps.light(2)\n    db.drop_all()\n    return open('/Users/kim/lamps.csv').read()\n"
    "app.run(debug=True)\n",
    "lamps.py": HELPED,
    "requirements.txt": "flask\nFlask-SQLAlchemy\n",
    "Procfile": "web: python lamps.py; gunicorn shop:application --bind 127.0.0.1:8000\n",
}


@pytest.mark.parametrize("line", ["\n", "\n\n\n", "# what follows\n"])
def test_a_line_at_the_top_of_every_file_moves_what_is_told(line: str) -> None:
    lines = line.count("\n")
    moved: Files = {path: f"{line}{text}" for path, text in WHOLE.items() if isinstance(text, str)}
    before = _everything(WHOLE)
    assert len({rule for rule, *_ in before}) > 8
    assert _everything(moved) == {(r, path, at and at + lines, m, s) for r, path, at, m, s in before}


def _everything(files: Files) -> set[tuple[str, str, int, str, str]]:
    project, rules = Project(MemoryTree(files)), load(sorted(builtin_names()))
    found = ((rule.name, problem) for rule in rules for problem in rule.check(project))
    return {(name, p.place.path, p.place.line, p.message, p.severity) for name, p in found}

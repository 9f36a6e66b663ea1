"""A constant is judged where its name stands, and what a module binds once to something imported means that."""

from __future__ import annotations

import pytest

from tests.checking import FLASK, check, problems

PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
ASKING = "import os\nimport requests\n" + FLASK
HOME = "HOME_URL = 'http://localhost:7001'\n"
RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: gunicorn app:app\n    envVars:\n      - key: SHOP_URL\n        sync: false\n"


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        pytest.param("@app.get('/')\ndef f():\n    return requests.get(HOME_URL).text\n", ["error"], id="asked"),
        pytest.param("@app.get('/')\ndef f():\n    return requests.get(HOME_URL + '/api').text\n", ["warning"], id="joined"),
        pytest.param("url = os.environ.get('SHOP_URL', HOME_URL)\n", [], id="default of a declared variable"),
        pytest.param("url = os.environ.get('SHOP_URL') or HOME_URL\n", [], id="what follows it"),
        pytest.param("if os.environ.get('FLASK_ENV') == 'development':\n    url = HOME_URL\n", [], id="development"),
        pytest.param("def unused():\n    return requests.get(HOME_URL)\n", [], id="in what nobody calls"),
        pytest.param("if __name__ == '__main__':\n    print(HOME_URL)\n", [], id="under the main guard"),
        pytest.param("url = os.environ.get('SHOP_URL', HOME_URL)\n@app.get('/')\ndef f():\n    return requests.get(HOME_URL).text\n", ["error"], id="in both ways"),
    ],
)  # fmt: skip
def test_a_constant_is_judged_where_its_name_stands(rest: str, told: list[str]) -> None:
    found = check("hard-coded-loopback", {"app.py": ASKING + HOME + rest, "render.yaml": RENDER})
    assert [severity for _, _, severity in found] == told
    assert all(line == 5 for _, line, _ in found)


def test_what_another_file_takes_is_judged_there_too() -> None:
    conf = "def own():\n    return HOME_URL\n" + HOME
    app = "import requests\nfrom conf import HOME_URL\n" + FLASK + "@app.get('/')\ndef f():\n    return requests.get(HOME_URL).text\n"  # fmt: skip
    assert [found[:2] for found in check("hard-coded-loopback", {"app.py": app, "conf.py": conf, **PROCFILE})] == [
        ("conf.py", 3)
    ]


PAGE = "@app.get('/')\ndef f():\n    return show('lamps.html')\n"


@pytest.mark.parametrize(
    ("bound", "count"),
    [
        ("import flask\nshow = flask.render_template\n", 1),
        ("from flask import render_template\nshow = render_template\n", 1),
        ("import flask as web\nshow = web.render_template\n", 1),
        ("from flask import render_template as rendered\nshow = rendered\n", 1),
        ("from flask import render_template\nshow = render_template\nshow = str\n", 0),
        ("from flask import render_template\nshow = str\nif app:\n    show = render_template\n", 0),
        ("from flask import render_template\nshow = render_template\ndef plain():\n    global show\n    show = str\n", 0),
        ("from flask import render_template\ndef show(name):\n    return name\n", 0),
    ],
)  # fmt: skip
def test_a_name_that_is_bound_once_means_what_it_is_bound_to(bound: str, count: int) -> None:
    files = {"app.py": FLASK + bound + PAGE, "templates/index.html": "", **PROCFILE}
    assert len(problems("missing-template", files)) == count


@pytest.mark.parametrize(
    ("test", "severity"),
    [("True", "error"), ("1", "error"), ("not False", "error"), ("True and 1", "error"), ("ready()", "warning")],
)
def test_a_test_that_always_holds_is_none(test: str, severity: str) -> None:
    view = f"@app.get('/')\ndef f():\n    if {test}:\n        return url_for('nowhere')\n    return ''\n"
    files = {"app.py": FLASK + "from flask import url_for\nfrom x import ready\n" + view, **PROCFILE}
    assert [found[2] for found in check("unknown-endpoint", files)] == [severity]


@pytest.mark.parametrize("test", ["False", "0", "not True", "None", "''"])
def test_what_never_runs_is_not_told(test: str) -> None:
    view = f"@app.get('/')\ndef f():\n    if {test}:\n        return url_for('nowhere')\n    return ''\n"
    files = {"app.py": FLASK + "from flask import url_for\n" + view, **PROCFILE}
    assert check("unknown-endpoint", files) == []


@pytest.mark.parametrize(
    ("route", "count"),
    [
        ("@app.get(HEALTH)\ndef ok():\n    return ''\n", 0),
        ("PATH = '/other'\n@app.get(PATH)\ndef ok():\n    return ''\n", 1),
        ("bp = Blueprint('b', __name__, url_prefix=HEALTH)\n@bp.get('')\ndef ok():\n    return ''\napp.register_blueprint(bp)\n", 0),
        ("bp = Blueprint('b', __name__)\n@bp.get('/z')\ndef ok():\n    return ''\napp.register_blueprint(bp, url_prefix=HEALTH)\n", 1),
        ("app.add_url_rule(HEALTH, view_func=lambda: '')\n", 0),
        ("app.add_url_rule(read(), view_func=lambda: '')\n", 0),
    ],
)  # fmt: skip
def test_rules_of_routes_may_be_constants(route: str, count: int) -> None:
    app = "from flask import Blueprint\nfrom x import read\n" + FLASK + "HEALTH = '/health'\n" + route
    render = RENDER.replace("    envVars", "    healthCheckPath: /health\n    envVars")
    assert len(problems("unrouted-health-check", {"app.py": app, "render.yaml": render})) == count


@pytest.mark.parametrize("key", ["ROWS", "ROWS + '.id'", "f'{ROWS}.id'", "read()"])
def test_a_foreign_key_that_is_written_elsewhere_is_no_slip(key: str) -> None:
    app = (
        "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom x import ROWS, read\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n"
        "class Row(db.Model):\n    __tablename__ = ROWS\n    id = db.Column(db.Integer, primary_key=True)\n"
        f"class Cell(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    row = db.Column(db.ForeignKey({key}))\n"
    )
    assert problems("invalid-model", {"app.py": app, **PROCFILE}) == []

"""What people type who are new to a library or a host, each with what looks like it and works."""

from __future__ import annotations

import pytest
from checking import problems

WEB = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n"}  # fmt: skip
APP = "from flask import Blueprint, Flask, render_template\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\n{}\n"


def told(rule: str, files: dict[str, str]) -> list[str]:
    return [problem.message for problem in problems(rule, {**WEB, **files})]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("from flask import SQLAlchemy", "cannot import name 'SQLAlchemy' from 'flask'"),
        ("from flask import LoginManager, request", "cannot import name 'LoginManager' from 'flask'"),
        ("from sqlalchemy import sessionmaker", "cannot import name 'sessionmaker' from 'sqlalchemy'"),
        ("from werkzeug import HTTPException", "cannot import name 'HTTPException' from 'werkzeug'"),
        ("from flask.login import LoginManager", "No module named 'flask.login'"),
        ("from flask.moment import Moment", "No module named 'flask.moment'"),
        ("from flask_sqlalchemy import SQLAlchemy\nfrom sqlalchemy.orm import sessionmaker", ""),
        ("try:\n    from flask import LoginManager\nexcept ImportError:\n    LoginManager = None", ""),
        ("from flask_wtf import StringField", ""),  # Flask-WTF 0.8 had it
        ("from flask.json.provider import DefaultJSONProvider", ""),
        ("from flask.shop import Shop", ""),  # whatever that is
    ],
)
def test_a_name_of_another_library(line: str, said: str) -> None:
    found = told("undefined-name", {"app.py": f"{line}\n{APP.format('')}"})
    assert (bool(found), said in "".join(found)) == (bool(said), True)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("@app.errorhandler(999)\ndef a(e):\n    return ''", "'999' is not a recognized HTTP error code"),
        ("@app.errorhandler(200)\ndef a(e):\n    return ''", "'200' is not a recognized"),
        ("b = Blueprint('b', __name__)\n\n@b.app_errorhandler(4004)\ndef a(e):\n    return ''\n\napp.register_blueprint(b)", "'4004' is not"),
        ("@app.errorhandler(404)\ndef a(e):\n    return ''", ""),
        ("@app.errorhandler(Exception)\ndef a(e):\n    return ''", ""),
        ("class Handlers:\n    def errorhandler(self, code):\n        return lambda f: f\n\nh = Handlers()\n\n@h.errorhandler(999)\ndef a(e):\n    return ''", ""),
        ("@app.route('/', method=['GET'])\ndef a():\n    return ''", "unexpected keyword argument 'method'"),
        ("@app.post('/', strict=False)\ndef a():\n    return ''", "unexpected keyword argument 'strict'"),
        ("@app.route('/', defaults={'a': 1}, provide_automatic_options=False)\ndef a(a):\n    return ''", ""),
        ("app.url_rule_class = type('Rule', (), {})\n\n@app.route('/', shop=1)\ndef a():\n    return ''", ""),
        ("b = Blueprint(__name__, 'b')", ""),  # the module is called app
    ],
)  # fmt: skip
def test_what_flask_does_not_know(code: str, said: str) -> None:
    found = told("invalid-route", {"app.py": APP.format(code)})
    assert (len(found), said in "".join(found)) == (int(bool(said)), True)


def test_a_blueprint_that_is_called_as_its_module() -> None:
    code = "from flask import Blueprint\n\nb = Blueprint(__name__, 'cakes')\n"
    found = told("invalid-route", {"app.py": APP.format("import shop.cakes"), "shop/__init__.py": "", "shop/cakes.py": code})  # fmt: skip
    assert ["may not contain a dot" in message for message in found] == [True]


@pytest.mark.parametrize(
    ("code", "times"),
    [
        ("db = SQLAlchemy(app)\ndb.init_app(app)", 1),
        ("db = SQLAlchemy()\ndb.init_app(app)\ndb.init_app(app)\ndb.init_app(app)", 2),
        ("db = SQLAlchemy()\n\ndef bind(app):\n    db.init_app(app)\n    db.init_app(app)\n\nbind(app)", 1),
        ("db = SQLAlchemy()\ndb.init_app(app)", 0),
        ("db = SQLAlchemy()\nother = SQLAlchemy()\ndb.init_app(app)\nother.init_app(Flask('other'))", 0),
        ("db = SQLAlchemy()\nif app.debug:\n    db.init_app(app)\nelse:\n    db.init_app(app)", 0),
        ("db = SQLAlchemy()\ndb.init_app(app)\napp = Flask('two')\ndb.init_app(app)", 0),
    ],
)
def test_a_database_that_is_bound_twice(code: str, times: int) -> None:
    setting = 'app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"\n'
    found = told("unbound-extension", {"app.py": APP.format(setting + code)})
    assert sum("already been registered" in message for message in found) == times


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("Migrate(db, app)", True),
        ("migrate = Migrate()\nmigrate.init_app(db, app)", True),
        ("Migrate(app, db)", False),
        ("migrate = Migrate(db=db)\nmigrate.init_app(app)", False),
        ("class Migrate:\n    def __init__(self, *given):\n        pass\n\nMigrate(db, app)", False),
    ],
)
def test_what_migrate_is_given_first(code: str, is_told: bool) -> None:
    before = 'from flask_migrate import Migrate\n\napp.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"\ndb = SQLAlchemy(app)\n'
    found = told("unbound-extension", {"app.py": APP.format(before + code)})
    assert any("where the app belongs" in message for message in found) == is_told


SETTINGS = 'SQLALCHEMY_DATABASE_URI = "postgresql://db.example.org/shop"\nTITLE = "Shop"\n'


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("import settings\napp.title = settings.TITLE", True),
        ("from settings import TITLE", True),
        ("import settings\napp.config.from_object(settings)", False),
        ("from settings import SQLALCHEMY_DATABASE_URI\napp.config.update(SQLALCHEMY_DATABASE_URI=SQLALCHEMY_DATABASE_URI)", False),
        ("import settings\nfor name in vars(settings):\n    app.config[name] = getattr(settings, name)", False),
        ("from settings import *\napp.config.from_object(__name__)", False),
    ],
)  # fmt: skip
def test_settings_that_no_application_is_given(code: str, is_told: bool) -> None:
    """A module of settings that is imported is not read by itself."""
    files = {"settings.py": SETTINGS, "app.py": APP.format(f"{code}\ndb = SQLAlchemy(app)")}
    assert any("must be set" in message for message in told("unbound-extension", files)) == is_told


def test_an_old_release_binds_twice_without_a_word() -> None:
    code = 'app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"\ndb = SQLAlchemy(app)\ndb.init_app(app)'
    old = "Flask==2.1.3\nFlask-SQLAlchemy==2.5.1\ngunicorn==23.0.0\n"
    assert told("unbound-extension", {"app.py": APP.format(code), "requirements.txt": old}) == []


@pytest.mark.parametrize(
    ("first", "times"),
    [("-r requirements.txt", 1), ("-c ./requirements.txt", 1), ("-r base.txt", 0), ("# -r requirements.txt", 0)],
)
def test_a_list_that_asks_for_itself(first: str, times: int) -> None:
    files = {"app.py": APP.format(""), "requirements.txt": f"{first}\n{WEB['requirements.txt']}", "base.txt": ""}
    assert sum("recursively" in message for message in told("invalid-requirement", files)) == times


@pytest.mark.parametrize(
    ("lists", "place"),
    [
        ({"requirements.txt": "-r base.txt\n", "base.txt": "flask\n-r requirements.txt\n"}, "base.txt:2"),
        ({"requirements.txt": "-c pins.txt\n", "pins.txt": "-c ./requirements.txt\n"}, "pins.txt:1"),
        ({"requirements.txt": "-r lists/web.txt\n", "lists/web.txt": "-r base.txt\n", "lists/base.txt": "-r web.txt\n"}, "lists/base.txt:1"),
        ({"requirements.txt": "-r a.txt\n-r b.txt\n-r a.txt\n", "a.txt": "-r c.txt\n", "b.txt": "-r c.txt\n", "c.txt": "flask\n"}, ""),
        ({"requirements.txt": "flask\n", "dev.txt": "-r more.txt\n", "more.txt": "-r dev.txt\n"}, ""),
    ],
)  # fmt: skip
def test_lists_that_ask_for_each_other_in_a_circle(lists: dict[str, str], place: str) -> None:
    """A file that two others ask for is no circle; files that nothing installs matter to nobody."""
    lists["requirements.txt"] += WEB["requirements.txt"]
    found = problems("invalid-requirement", {"app.py": APP.format(""), "Procfile": WEB["Procfile"], **lists})
    assert [f"{p.place.path}:{p.place.line}" for p in found if "recursively" in p.message] == [place] * bool(place)


def test_a_circle_of_very_many_lists_is_told_once() -> None:
    lists = {f"list{i}.txt": f"-r list{(i + 1) % 3000}.txt\n" for i in range(3000)}
    files = {"app.py": APP.format(""), **lists, "requirements.txt": f"-r list0.txt\n{WEB['requirements.txt']}"}
    assert sum("recursively" in message for message in told("invalid-requirement", files)) == 1


def test_uv_takes_a_list_that_asks_for_itself() -> None:
    docker = 'FROM python:3.13\nCOPY . .\nRUN pip install uv && uv pip install --system -r requirements.txt\nCMD ["gunicorn", "app:app"]\n'
    files = {"app.py": APP.format(""), "requirements.txt": f"-r requirements.txt\n{WEB['requirements.txt']}", "Dockerfile": docker}  # fmt: skip
    assert problems("invalid-requirement", files) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("python gunicorn app:app", "There is no file gunicorn"),
        ("python flask run", "There is no file flask"),
        ("python -m gunicorn app:app", ""),
        ("python serve", ""),
    ],
)
def test_a_program_that_python_is_given(command: str, said: str) -> None:
    found = told("impossible-command", {"app.py": APP.format(""), "Procfile": f"web: {command}\n"})
    assert (bool(found), said in "".join(found)) == (bool(said), True)


@pytest.mark.parametrize(
    ("pin", "is_told"),
    [("==31.1.2", True), (">=90.1", True), ("~=93.1", True), ("==3.1.2", False), (">=4", False), ("==2027.1", False)],
)
def test_a_version_beyond_all(pin: str, is_told: bool) -> None:
    files = {"app.py": APP.format(""), "requirements.txt": f"Flask{pin}\ngunicorn==23.0.0\n"}
    assert bool(told("unpublished-requirement", files)) == is_told


PAGE = "@app.get('/')\ndef page():\n    return render_template('page.html')\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% extends base.html %}", "'base' is undefined"),
        ("{% extends base %}", ""),
        ("{% set base = kit.pages %}{% extends base.html %}", ""),
        ("<a href='{{ url_ofr('page') }}'>", "'url_ofr' is undefined"),
        ("{{ get_flashed_mesages() }}", "'get_flashed_mesages' is undefined"),
        ("{% macro url_ofr(a) %}{{ a }}{% endmacro %}{{ url_ofr('page') }}", ""),
        ("{{ shop.url_ofr('page') }}", ""),
        ("{{ url_for('static', file='a.css') }}", "Did you forget to specify values ['filename']?"),
        ("{{ url_for('static', filename='a.css', v=1) }}", ""),
        ("{{ url_for('static', **given) }}", ""),
        ("{{ url_for('static', _external=True, filename='a.css') }}", ""),
    ],
)
def test_names_of_templates(text: str, said: str) -> None:
    files = {"app.py": APP.format(PAGE), "templates/page.html": f"{text}\n", "templates/base.html": "{% block a %}{% endblock %}"}  # fmt: skip
    found = told("invalid-template", files)
    assert (bool(found), said in "".join(found)) == (bool(said), True)


STAGES = "FROM python:3.13 AS build\nRUN pip install --prefix=/made gunicorn\n\nFROM python:3.13\nCOPY --from={} /made /usr/local\nCOPY . .\nCMD [\"gunicorn\", \"app:app\"]\n"  # fmt: skip


@pytest.mark.parametrize(("name", "is_told"), [("bulid", True), ("buil", True), ("build", False), ("0", False), ("nginx", False), ("ghcr.io/shop/bulid", False)])  # fmt: skip
def test_a_stage_that_is_not_there(name: str, is_told: bool) -> None:
    files = {"app.py": APP.format(""), "Dockerfile": STAGES.format(name)}
    assert bool(problems("missing-copied-file", files)) == is_told


HEAD = 'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "aaaa1111"\n'
MADE = 'def upgrade():\n    op.create_table("cake", sa.Column("id", sa.Integer()), {})\n'


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("down_revision = None\n\n\ndef update():\n    pass\n", "no attribute 'upgrade'"),
        ("\n\ndef upgrade():\n    pass\n", "no attribute 'down_revision'"),
        ("down_revision = None\n\n\ndef run():\n    pass\n\n\nupgrade = run\n", ""),
        ("from .base import *\n\n\ndef helper():\n    pass\n", ""),
        ("down_revision = None\n\n\n" + MADE.format('sa.PrimaryKeyConstraint("number")'), "no column named 'number' is present"),
        ("down_revision = None\n\n\n" + MADE.format('sa.UniqueConstraint("id", "naem")'), "no column named 'naem' is present"),
        ("down_revision = None\n\n\n" + MADE.format('sa.ForeignKeyConstraint(["shop"], ["cake.id"])'), "Can't create ForeignKeyConstraint"),
        ("down_revision = None\n\n\n" + MADE.format('sa.PrimaryKeyConstraint("id", name="cakes")'), ""),
        ("down_revision = None\n\n\n" + MADE.format('sa.Column("sum", sa.Integer(), key="total"), sa.UniqueConstraint("total")'), ""),
    ],
)  # fmt: skip
def test_revisions(revision: str, said: str) -> None:
    files = {
        "app.py": APP.format("db = SQLAlchemy(app)\nfrom flask_migrate import Migrate\nMigrate(app, db)"),
        "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1_first.py": HEAD + revision,
    }
    found = told("broken-migration-chain", files)
    assert (bool(found), said in "".join(found)) == (bool(said), True)


def test_a_port_as_windows_writes_it() -> None:
    files = {"app.py": APP.format(""), "Procfile": "web: gunicorn --bind 0.0.0.0:%PORT% app:app\n"}
    assert ["'%PORT%' is not a valid port number" in message for message in told("invalid-server-option", files)] == [True]  # fmt: skip

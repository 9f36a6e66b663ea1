"""Routes that a call makes, seeds that leave out what is there, scripts and files that are named in parts, and what a class holds for its methods."""

from __future__ import annotations

import pytest
from checking import FLASK, check

Files = dict[str, str | bytes]
HEAD = "import os\nfrom pathlib import Path\nfrom flask import Flask\nfrom flask.views import MethodView, View\nfrom flask_restful import Api, Resource\nfrom flask_login import current_user, login_required\nfrom models import Plant, db\n\napp = Flask(__name__)\n"
MODELS = "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n\nclass Plant(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    name = db.Column(db.String(80))\n"
BASE: Files = {"Procfile": "web: gunicorn app:app\n", "models.py": MODELS}
WIPE = "db.drop_all()\n        return 'empty'\n"

ROUTES = {
    "a view of a class": (
        f"class Page(MethodView):\n    def post(self):\n        {WIPE}\napp.add_url_rule('/x', view_func=Page.as_view('x'))\n",
        1,
    ),
    "dispatched by itself": (
        f"class Page(View):\n    def dispatch_request(self):\n        {WIPE}\napp.add_url_rule('/x', view_func=Page.as_view('x'))\n",
        1,
    ),
    "a resource": (
        f"class Page(Resource):\n    def get(self):\n        {WIPE}\nApi(app).add_resource(Page, '/x')\n",
        1,
    ),
    "a function": ("def page():\n    db.drop_all()\n    return 'empty'\n\napp.add_url_rule('/x', 'x', page)\n", 1),
    "of a class that asks who comes": (
        f"class Page(MethodView):\n    decorators = [login_required]\n\n    def post(self):\n        {WIPE}\napp.add_url_rule('/x', view_func=Page.as_view('x'))\n",
        0,
    ),
    "of one that derives from such": (
        f"class Kept(MethodView):\n    decorators = [login_required]\n\nclass Page(Kept):\n    def post(self):\n        {WIPE}\napp.add_url_rule('/x', view_func=Page.as_view('x'))\n",
        0,
    ),
    "asked on the way": (
        f"class Kept(MethodView):\n    def dispatch_request(self):\n        assert current_user.is_admin\n        return super().dispatch_request()\n\nclass Page(Kept):\n    def post(self):\n        {WIPE}\napp.add_url_rule('/x', view_func=Page.as_view('x'))\n",
        0,
    ),
    "a decorated view": (
        f"class Page(MethodView):\n    def post(self):\n        {WIPE}\napp.add_url_rule('/x', view_func=login_required(Page.as_view('x')))\n",
        0,
    ),
    "never registered": (f"class Page(MethodView):\n    def post(self):\n        {WIPE}", 0),
}


@pytest.mark.parametrize(("code", "found"), ROUTES.values(), ids=ROUTES)
def test_routes_that_a_call_makes(code: str, found: int) -> None:
    assert len(check("public-seed-route", {**BASE, "app.py": HEAD + code})) == found


SEEDS = {
    "a difference": (
        "there = {p.name for p in Plant.query}\nfor name in sorted({'oak', 'elm'} - there):\n    db.session.add(Plant(name=name))\n",
        0,
    ),
    "a method": (
        "there = {p.name for p in Plant.query}\nfor name in {'oak', 'elm'}.difference(there):\n    db.session.add(Plant(name=name))\n",
        0,
    ),
    "by a name": (
        "there = {p.name for p in Plant.query}\nleft = {'oak', 'elm'} - there\nfor name in left:\n    db.session.add(Plant(name=name))\n",
        0,
    ),
    "all at once": (
        "there = {p.name for p in Plant.query}\ndb.session.add_all(Plant(name=n) for n in {'oak', 'elm'} - there)\n",
        0,
    ),
    "of something else": (
        "there = {'ash'}\nfor name in {'oak', 'elm'} - there:\n    db.session.add(Plant(name=name))\n",
        1,
    ),
    "all of them": ("for name in ('oak', 'elm'):\n    db.session.add(Plant(name=name))\n", 1),
}


@pytest.mark.parametrize(("code", "found"), SEEDS.values(), ids=SEEDS)
def test_seeds_that_leave_out_what_is_there(code: str, found: int) -> None:
    body = "".join(f"    {line}\n" for line in code.splitlines())
    files = {
        **BASE,
        "app.py": HEAD,
        "fill.py": f"from app import app\nfrom models import Plant, db\n\nwith app.app_context():\n{body}    db.session.commit()\n",
    }
    files["Procfile"] = "release: python fill.py\nweb: gunicorn app:app\n"
    assert len(check("seed-on-every-start", files)) == found


SCRIPTS = {
    "in parts": ("cursor.execute((Path(__file__).parent / 'sql' / 'all.sql').read_text())", 1),
    "another folder": ("cursor.execute((Path(__file__).parent / 'other' / 'none.sql').read_text())", 0),
}


@pytest.mark.parametrize(("call", "found"), SCRIPTS.values(), ids=SCRIPTS)
def test_scripts_of_sql_that_are_named_in_parts(call: str, found: int) -> None:
    code = f"{FLASK}from pathlib import Path\nimport os, psycopg2\ncursor = psycopg2.connect(os.environ['DATABASE_URL']).cursor()\n{call}\n"
    files: Files = {
        "Procfile": "web: gunicorn app:app\n",
        "app.py": code,
        "sql/all.sql": "DROP TABLE plants;\nCREATE TABLE plants (id int);\n",
    }
    assert len(check("drop-all-at-startup", files)) == found


@pytest.mark.parametrize(
    "path", ["Path(__file__).with_name('x.db')", "Path(__file__).resolve().with_name('x.sqlite3')"]
)
def test_a_database_beside_the_code_by_its_name(path: str) -> None:
    code = f"{FLASK}from pathlib import Path\nfrom peewee import Model, SqliteDatabase, TextField\n\nclass Plant(Model):\n    name = TextField()\n\n    class Meta:\n        database = SqliteDatabase({path})\n\n@app.post('/')\ndef add():\n    Plant.create(name='oak')\n    return ''\n"
    assert (
        len(
            check(
                "sqlite-in-production",
                {"Procfile": "web: gunicorn app:app\n", "app.json": '{"stack": "heroku-24"}', "app.py": code},
            )
        )
        == 1
    )


HELD = "import psycopg2\n\nclass Store:\n    HOST = '{host}'\n    GIVEN = {{'host': '{host}', 'dbname': 'x'}}\n\n    def open(self):\n        return psycopg2.connect({given})\n{more}"
CLASSES = {
    "an attribute": ("localhost", "host=self.HOST", "", "Store().open()", 1),
    "unpacked": ("127.0.0.1", "**self.GIVEN", "", "Store().open()", 1),
    "another server": ("db.example.net", "host=self.HOST", "", "Store().open()", 0),
    "a class that derives says another": (
        "localhost",
        "host=self.HOST",
        "\nclass Live(Store):\n    HOST = 'db.example.net'\n",
        "Live().open()",
        0,
    ),
}


@pytest.mark.parametrize(("host", "given", "more", "call", "found"), CLASSES.values(), ids=CLASSES)
def test_what_a_class_holds_for_its_methods(host: str, given: str, more: str, call: str, found: int) -> None:
    code = f"{FLASK}from store import *\n\n@app.get('/')\ndef page():\n    return str({call})\n"
    files: Files = {
        "Procfile": "web: gunicorn app:app\n",
        "app.py": code,
        "store.py": HELD.format(host=host, given=given, more=more),
    }
    assert len(check("loopback-service", files)) == found


def test_a_password_in_a_dictionary_that_a_call_makes() -> None:
    code = f"{FLASK}import pymysql\n\nDB = dict(host='db.example.net', user='shop', password='q9-Lantern-Oak-71')\n\n@app.get('/')\ndef page():\n    return str(pymysql.connect(**DB))\n"
    assert len(check("hard-coded-credentials", {"Procfile": "web: gunicorn app:app\n", "app.py": code})) == 1


APACHE = "<VirtualHost *:80>\n    WSGIDaemonProcess shop {options}\n    WSGIScriptAlias / /srv/shop/web/shop.wsgi\n</VirtualHost>\n"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("python-home=/srv/shop/venv python-path=/srv/shop", 0),
        ("python-path=/srv/shop python-home=/srv/shop/venv", 0),
        ("home=/srv/shop python-home=/srv/shop/venv", 0),
        ("python-home=/srv/shop/venv", 1),
    ],
)
def test_the_search_path_that_apache_is_given(options: str, found: int) -> None:
    files: Files = {
        "shop.py": FLASK,
        "web/shop.wsgi": "from shop import app as application\n",
        "conf/site.conf": APACHE.format(options=options),
    }
    assert len(check("unresolved-app", files)) == found

"""The same mistakes in further forms, each beside a look-alike of which nothing may be said."""

from __future__ import annotations

import pytest

from tests.checking import check

SECRET = "q8Zs-Lk2Jx0-Vb5Nm"
KEY = "7c1d9e0b5a3f48c6b2e1d0f9a8b7c6d5"
DATABASE = """import os
from flask import Flask, redirect, render_template, url_for
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

class Cookie(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    slug = db.Column(db.String(80), unique=True)
"""
FLASK = "import os\nfrom flask import Flask, redirect, render_template, url_for\n\napp = Flask(__name__)\n"


def seeding(text: str) -> dict[str, str | bytes]:
    return {
        "app.py": DATABASE,
        "fill.py": f"from app import app, db, Cookie\nwith app.app_context():\n{text}    db.session.commit()\n",
        "Procfile": "release: python fill.py\nweb: gunicorn app:app\n",
    }


SEEDS = {
    "insert of a model": "    from sqlalchemy import insert\n    db.session.execute(insert(Cookie), [{'slug': 'a'}])\n",
    "insert with values": "    import sqlalchemy as sa\n    db.session.execute(sa.insert(Cookie).values(slug='a'))\n",
    "insert of a table": "    db.session.execute(Cookie.__table__.insert().values(slug='a'))\n",
    "insert of the extension": "    db.session.execute(db.insert(Cookie).values(slug='a'))\n",
    "a generator": "    db.session.add_all(Cookie(slug=s) for s in ('a', 'b'))\n",
}
CAREFUL = {
    "insert that copes": "    from sqlalchemy.dialects.postgresql import insert\n    db.session.execute(insert(Cookie).values(slug='a').on_conflict_do_nothing())\n",
    "a generator that asks": "    known = {c.slug for c in Cookie.query}\n    db.session.add_all(Cookie(slug=s) for s in ('a', 'b') if s not in known)\n",
    "a list that asks": "    known = set(db.session.scalars(db.select(Cookie.slug)))\n    db.session.add_all([Cookie(slug=s) for s in ('a', 'b') if s not in known])\n",
    "a select": "    db.session.execute(db.select(Cookie)).all()\n",
    "an insert that is only made": "    from sqlalchemy import insert\n    print(insert(Cookie))\n",
}


@pytest.mark.parametrize("name", SEEDS)
def test_seeds(name: str) -> None:
    assert check("seed-on-every-start", seeding(SEEDS[name]))


@pytest.mark.parametrize("name", CAREFUL)
def test_careful_seeds(name: str) -> None:
    assert not check("seed-on-every-start", seeding(CAREFUL[name]))


DELETING = {
    "a model": "db.session.execute(db.delete(Cookie))",
    "a table": "db.session.execute(Cookie.__table__.delete())",
    "every table": "for table in reversed(db.metadata.sorted_tables):\n        db.session.execute(table.delete())",
    "a function": "from sqlalchemy import delete\n    db.session.execute(delete(Cookie))",
}
SPARING = {
    "one row": "db.session.execute(db.delete(Cookie).where(Cookie.id == 1))",
    "a filtered table": "db.session.execute(Cookie.__table__.delete().where(Cookie.id == 1))",
    "an object": "db.session.delete(db.session.get(Cookie, 1))",
    "a statement": "print(db.delete(Cookie))",
}


def route(text: str) -> dict[str, str | bytes]:
    return {
        "app.py": f"{DATABASE}\n@app.route('/reset-db')\ndef reset():\n    {text}\n    db.session.commit()\n    return 'ok'\n",
        "Procfile": "web: gunicorn app:app\n",
    }


@pytest.mark.parametrize("name", DELETING)
def test_routes_that_delete_all(name: str) -> None:
    assert [severity for _, _, severity in check("public-seed-route", route(DELETING[name]))] == ["error"]


@pytest.mark.parametrize("name", SPARING)
def test_routes_that_delete_some(name: str) -> None:
    assert not check("public-seed-route", route(SPARING[name]))


MIGRATIONS: dict[str, str | bytes] = {
    "app.py": f"{DATABASE}from flask_migrate import Migrate\nMigrate(app, db)\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/a1.py": "revision = 'a1'\ndown_revision = None\n",
}
RUN = "from app import app\nfrom flask_migrate import upgrade\n\ndef run():\n    with app.app_context():\n        upgrade()\n"
UPGRADING: dict[str, dict[str, str | bytes]] = {
    "a script": {"renew.py": f"{RUN}\nrun()\n", "Procfile": "release: python renew.py\nweb: gunicorn app:app\n"},
    "a script with a guard": {
        "renew.py": f"{RUN}\nif __name__ == '__main__':\n    run()\n",
        "Procfile": "release: python renew.py\nweb: gunicorn app:app\n",
    },
    "a module": {
        "tools/__init__.py": "",
        "tools/renew.py": f"{RUN}\nrun()\n",
        "Procfile": "release: python -m tools.renew\nweb: gunicorn app:app\n",
    },
    "a script that calls another module": {
        "renew.py": RUN,
        "before.py": "import renew\nrenew.run()\n",
        "Procfile": "web: python before.py && gunicorn app:app\n",
    },
}


@pytest.mark.parametrize("name", UPGRADING)
def test_scripts_that_upgrade(name: str) -> None:
    assert not check("missing-migration-step", {**MIGRATIONS, **UPGRADING[name]})


def test_a_script_that_does_not_upgrade() -> None:
    files = {"renew.py": RUN, "Procfile": "release: python renew.py\nweb: gunicorn app:app\n"}
    assert check("missing-migration-step", {**MIGRATIONS, **files})


CREDENTIALS = {
    "a pair": f"import requests\nrequests.get('https://api.shop.net', auth=('shop', '{SECRET}'))",
    "a pair by a name": f"import httpx\nPAIR = ('shop', '{SECRET}')\nhttpx.post('https://api.shop.net', auth=PAIR)",
    "a pair for a session": f"import requests\ns = requests.Session()\ns.get('https://api.shop.net', auth=('shop', '{SECRET}'))",
    "a pair for a client": f"import httpx\nhttpx.Client(auth=('shop', '{SECRET}'))",
    "a key that is put in": f"import requests\nK = '{KEY}'\nrequests.get(f'https://api.shop.net/v1?q=a&api_key={{K}}')",
    "a key that is added": f"import requests\nK = '{KEY}'\nrequests.get('https://api.shop.net/v1?appid=' + K)",
}
NO_CREDENTIALS = {
    "a pair from the environment": "import requests\nrequests.get('https://api.shop.net', auth=('shop', os.environ['PASSWORD']))",
    "a pair of placeholders": "import requests\nrequests.get('https://api.shop.net', auth=('user', 'password'))",
    "another pair": "import requests\nrequests.get('https://api.shop.net', timeout=(3, 30))",
    "a key from the environment": "import requests\nK = os.environ['KEY']\nrequests.get(f'https://api.shop.net/v1?api_key={K}')",
    "a dictionary": "PAIRS = {'auth': 'basic-sign-in'}\nPAIRS.get('auth')",
}


@pytest.mark.parametrize("name", CREDENTIALS)
def test_credentials(name: str) -> None:
    assert check("hard-coded-credentials", {"app.py": f"{FLASK}{CREDENTIALS[name]}\n"})


@pytest.mark.parametrize("name", NO_CREDENTIALS)
def test_no_credentials(name: str) -> None:
    assert not check("hard-coded-credentials", {"app.py": f"{FLASK}{NO_CREDENTIALS[name]}\n"})


def page(text: str, **more: str) -> dict[str, str | bytes]:
    return {"app.py": f"{FLASK}{text}", "templates/there.html": "<p>", **more}


TEMPLATES = {
    "a constant": "PAGE = 'gone.html'\n@app.get('/')\ndef index():\n    return render_template(PAGE)\n",
    "a constant of a class": "class Names:\n    page = 'gone.html'\n@app.get('/')\ndef index():\n    return render_template(Names.page)\n",
    "an item": "PAGES = {'a': 'gone.html'}\n@app.get('/')\ndef index():\n    return render_template(PAGES['a'])\n",
    "put together": "THEME = 'dark'\n@app.get('/')\ndef index():\n    return render_template(f'{THEME}/there.html')\n",
}
NO_TEMPLATES = {
    "a constant": "PAGE = 'there.html'\n@app.get('/')\ndef index():\n    return render_template(PAGE)\n",
    "an argument": "@app.get('/<name>')\ndef index(name):\n    return render_template(f'{name}.html')\n",
    "one of two": "import random\n@app.get('/')\ndef index():\n    page = 'there.html'\n    if random.random() > 0.5:\n        page = 'other.html'\n    return render_template(page)\n",
    "a variable": "PAGE = os.environ.get('PAGE', 'gone.html')\n@app.get('/')\ndef index():\n    return render_template(PAGE)\n",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates(name: str) -> None:
    assert check("missing-template", page(TEMPLATES[name]))


@pytest.mark.parametrize("name", NO_TEMPLATES)
def test_templates_that_are_there(name: str) -> None:
    assert not check("missing-template", page(NO_TEMPLATES[name]))


PARTS = "from flask import Blueprint\nshop = Blueprint('store', __name__, static_folder='assets')\n"
VIEWS = "@shop.get('/in')\ndef sign_in():\n    return 'in'\napp.register_blueprint(shop)\n"
LOGIN = "from flask_login import LoginManager, login_required\nmanager = LoginManager(app)\n"


@pytest.mark.parametrize(("name", "told"), [("store.static", True), ("admin.static", False)])
def test_static_files_of_blueprints(name: str, told: bool) -> None:
    text = f"{PARTS}{VIEWS}@app.get('/')\ndef index():\n    return url_for('{name}', filename='gone.css')\n"
    assert bool(check("missing-static-file", page(text, **{"assets/site.css": "p {}"}))) is told


ENDPOINTS = {
    "a link by the variable": (
        f"{PARTS}{VIEWS}@app.get('/')\ndef index():\n    return url_for('shop.sign_in')\n",
        True,
    ),
    "a login by the variable": (f"{PARTS}{VIEWS}{LOGIN}manager.login_view = 'shop.sign_in'\n", True),
    "a login that nobody has": (f"{PARTS}{VIEWS}{LOGIN}manager.login_view = 'sign_on'\n", True),
    "a link by the name": (f"{PARTS}{VIEWS}@app.get('/')\ndef index():\n    return url_for('store.sign_in')\n", False),
    "a login by the name": (f"{PARTS}{VIEWS}{LOGIN}manager.login_view = 'store.sign_in'\n", False),
    "a login elsewhere": (f"{PARTS}{VIEWS}{LOGIN}manager.login_view = 'https://id.shop.net/in'\n", False),
    "another thing's view": (f"{PARTS}{VIEWS}class M: pass\nm = M()\nm.login_view = 'sign_on'\n", False),
    "a login that no page asks for": (
        f"{PARTS}{VIEWS}from flask_login import LoginManager\nmanager = LoginManager(app)\nmanager.login_view = 'sign_on'\n",
        False,
    ),
    "an extension's blueprint": (
        f"{PARTS}{VIEWS}from flask_security import Security\nSecurity(app)\n@app.get('/')\ndef index():\n    return url_for('security.sign_in')\n",
        False,
    ),
}


@pytest.mark.parametrize("name", ENDPOINTS)
def test_endpoints(name: str) -> None:
    text, told = ENDPOINTS[name]
    assert bool(check("unknown-endpoint", page(f"{text}@app.get('/home')\ndef home():\n    return ''\n"))) is told


def image(command: str) -> dict[str, str | bytes]:
    build = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\n"
    return {"app.py": FLASK, "Dockerfile": f"{build}CMD {command}\n"}


IMPOSSIBLE = {
    "joined without a shell": '["flask", "db", "upgrade", "&&", "gunicorn", "-b", "0.0.0.0:8000", "app:app"]',
    "joined by or": '["gunicorn", "-b", "0.0.0.0:8000", "app:app", "||", "true"]',
    "an application alone": "app:app",
}
POSSIBLE = {
    "a shell": '["sh", "-c", "flask db upgrade && exec gunicorn -b 0.0.0.0:8000 app:app"]',
    "a text": "flask db upgrade && exec gunicorn -b 0.0.0.0:8000 app:app",
    "a word with the sign in it": '["gunicorn", "-b", "0.0.0.0:8000", "app:app", "--env", "A=b&&c"]',
    "an application behind its server": '["gunicorn", "-b", "0.0.0.0:8000", "app:app"]',
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_impossible_commands(name: str) -> None:
    assert check("impossible-command", image(IMPOSSIBLE[name]))


@pytest.mark.parametrize("name", POSSIBLE)
def test_possible_commands(name: str) -> None:
    assert not check("impossible-command", image(POSSIBLE[name]))


BINDING = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\ndef register(app):\n    db.init_app(app)\n"
UNCALLED = {
    "a function": FLASK + BINDING,
    "a function beside the factory": BINDING
    + "from flask import Flask\ndef create_app():\n    return Flask(__name__)\napp = create_app()\n",
    "a function that returns": f"{FLASK}{BINDING}    return app\n",
    "a function that calls itself no more": f"{FLASK}{BINDING}# register(app)\n",
}
CALLED = {
    "called": f"{FLASK}{BINDING}register(app)\n",
    "called in a factory": BINDING
    + "from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    register(app)\n    return app\napp = create_app()\n",
    "handed on": f"{FLASK}{BINDING}for each in [register]:\n    each(app)\n",
    "named in a text": f"{FLASK}{BINDING}globals()['register'](app)\n",
    "decorated": FLASK + BINDING.replace("def register", "@app.before_request\ndef register"),
    "a method": f"{FLASK}from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass Shop:\n    def register(self, app):\n        db.init_app(app)\n",
}


@pytest.mark.parametrize("name", UNCALLED)
def test_what_nothing_calls_binds_nothing(name: str) -> None:
    assert check("unbound-extension", {"app.py": UNCALLED[name], "Procfile": "web: gunicorn app:app\n"})


@pytest.mark.parametrize("name", CALLED)
def test_what_may_be_called_binds(name: str) -> None:
    assert not check("unbound-extension", {"app.py": CALLED[name], "Procfile": "web: gunicorn app:app\n"})

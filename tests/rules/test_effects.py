"""What routes, commands and modules do to the database, however the code leads there."""

from __future__ import annotations

import pytest
from checking import check, problems

Files = dict[str, "str | bytes"]

APP = (
    "from flask import Flask\nfrom store import db, Lamp\nimport maintenance\napp = Flask(__name__)\ndb.init_app(app)\n"
)
STORE = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass Lamp(db.Model):\n    pass\n"
MAINTENANCE = (
    "from store import db, Lamp\n\ndef drop():\n    db.drop_all()\n\ndef reset():\n    drop()\n    db.create_all()\n\n"
    "class Store:\n    def clear(self):\n        drop()\n\n    @staticmethod\n    def wipe():\n        db.session.execute('TRUNCATE lamp')\n\n"
    "def fill():\n    db.session.add(Lamp())\n    db.session.commit()\n\ndef careful():\n    if not Lamp.query.first():\n        fill()\n\ndef show():\n    return Lamp.query.count()\n"
)
SEED = "from store import db, Lamp\ndb.session.add(Lamp())\ndb.session.commit()\n"
MAIN = "import maintenance\n\nif __name__ == '__main__':\n    maintenance.fill()\n"


def files(body: str = "", **others: str) -> Files:
    base: Files = {
        "app.py": APP + body, "store.py": STORE, "maintenance.py": MAINTENANCE, "tools/__init__.py": "", "tools/grow.py": SEED, "load.py": MAIN,
        "Procfile": "web: gunicorn app:app\n",
    }  # fmt: skip
    return {**base, **{name.replace("__", "."): text for name, text in others.items()}}


def route(body: str, name: str = "go", address: str = "/go") -> str:
    return f"@app.route('{address}')\ndef {name}():\n    {body}\n    return ''\n"


# -- routes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("maintenance.reset()", "deletes the data (drop_all())"),
        ("maintenance.Store().clear()", "deletes the data (drop_all())"),
        ("maintenance.Store.wipe()", "deletes the data (TRUNCATE)"),
        ("from maintenance import reset as again; again()", "deletes the data (drop_all())"),
        ("import threading; threading.Thread(target=maintenance.reset).start()", "deletes the data (drop_all())"),
        ("import os; os.system('python -m tools.grow')", "fills the database"),
        ("import os; os.system('flask db upgrade')", "runs the migrations"),
        ("import os; os.system('cd /app && python load.py')", "fills the database"),
        ("import subprocess, sys; subprocess.run([sys.executable, 'load.py'], check=True)", "fills the database"),
        ("import subprocess; subprocess.run('flask db upgrade', shell=True)", "runs the migrations"),
        ("import subprocess; subprocess.Popen(['sh', 'grow.sh'])", "fills the database"),
        ("import importlib; importlib.import_module('tools.grow')", "fills the database"),
        ("import tools.grow", "fills the database"),
        ("import runpy; runpy.run_module('tools.grow')", "fills the database"),
        ("import runpy; runpy.run_path('load.py', run_name='__main__')", "fills the database"),
    ],
)  # fmt: skip
def test_routes_that_do_it_for_everyone(body: str, words: str) -> None:
    [found] = problems("public-seed-route", {**files(route(body)), "grow.sh": "python -m tools.grow\n"})
    assert words in found.message
    assert (found.place.path, found.place.line, found.severity) == ("app.py", 6, "")


@pytest.mark.parametrize(
    "body",
    [
        "maintenance.show()",
        "maintenance.fill()",
        "import os; os.system('python -m tools.other')",
        "import subprocess; subprocess.run(['convert', 'a.png'])",
        "import runpy; runpy.run_path('load.py')",
        "import importlib; importlib.import_module('load')",
        "import importlib; importlib.import_module(app.name)",
        "maintenance.careful()",
    ],
)
def test_routes_that_serve(body: str) -> None:
    assert check("public-seed-route", files(route(body))) == []


@pytest.mark.parametrize(
    ("name", "address"), [("run_seed", "/go"), ("go", "/seed"), ("reset_db", "/x"), ("go", "/init-db")]
)
def test_a_name_says_that_rows_are_no_visitors(name: str, address: str) -> None:
    assert [s for _, _, s in check("public-seed-route", files(route("maintenance.fill()", name, address)))] == ["error"]
    assert [s for _, _, s in check("public-seed-route", files(route("maintenance.careful()", name, address)))] == [
        "warning"
    ]


# -- commands ------------------------------------------------------------------------------------------

WRITES = "from store import db, Lamp\nfrom app import app\n\nwith app.app_context():\n    {}\n"


@pytest.mark.parametrize(
    ("script", "severities"),
    [
        ("db.session.add_all([Lamp(), Lamp()])", ["warning"]),
        ("import maintenance; maintenance.fill()", ["warning"]),
        ("for _ in range(3): db.session.add(Lamp())", ["warning"]),
        ("db.session.execute('INSERT INTO lamp VALUES (1)')", ["warning"]),
        ("db.session.execute('INSERT INTO lamp VALUES (1) ON CONFLICT DO NOTHING')", []),
        ("if not Lamp.query.first(): db.session.add(Lamp())", []),
        ("import maintenance; maintenance.careful()", []),
        ("db.session.merge(Lamp(id=1))", []),
        ("import sys\n    if 'x' in sys.argv: db.session.add(Lamp())", []),
        ("import requests\n    for row in requests.get('https://feed.net').json(): db.session.add(Lamp())", []),
        ("db.create_all()", []),
    ],
)
def test_what_a_release_script_does_decides(script: str, severities: list[str]) -> None:
    every = files(
        Procfile="release: python load_lamps.py\nweb: gunicorn app:app\n", load_lamps__py=WRITES.format(script)
    )
    assert [s for _, _, s in check("seed-on-every-start", every)] == severities


@pytest.mark.parametrize(
    ("procfile", "severities"),
    [
        ("web: python load.py && gunicorn app:app\n", ["warning"]),
        ("web: python -m tools.grow; gunicorn app:app\n", ["warning"]),
        ("release: flask grow\nweb: gunicorn app:app\n", ["warning"]),
        ("release: sh release.sh\nweb: gunicorn app:app\n", ["warning"]),
        ("worker: python load.py\nweb: gunicorn app:app\n", []),
        ("web: python load.py & gunicorn app:app\n", []),
        ("web: gunicorn app:app\n", []),
    ],
)
def test_commands_that_end(procfile: str, severities: list[str]) -> None:
    command = "@app.cli.command('grow')\ndef grow():\n    maintenance.fill()\n"
    every = files(command, Procfile=procfile, release__sh="set -e\npython load.py\n")
    assert [s for _, _, s in check("seed-on-every-start", every)] == severities


@pytest.mark.parametrize(
    ("release", "severities"),
    [
        ("python manage.py grow", ["warning"]),
        ("python manage.py seed-lamps", ["warning"]),
        ("python -m manage grow", ["warning"]),
        ("python manage.py look", []),
        ("python manage.py", []),
        ("python app.py grow", []),
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        "from flask.cli import FlaskGroup\ncli = FlaskGroup(create_app=lambda: app)\n",
        "import click\n@click.group()\ndef cli():\n    pass\n",
    ],
)
def test_commands_of_a_script(release: str, severities: list[str], head: str) -> None:
    commands = "".join(
        f"@cli.command('{word}')\ndef {word.replace('-', '_')}():\n    maintenance.{does}()\n"
        for word, does in (("grow", "fill"), ("seed-lamps", "fill"), ("look", "show"))
    )
    script = f"import maintenance\nfrom app import app\n{head}{commands}if __name__ == '__main__':\n    cli()\n"
    every = files(Procfile=f"release: {release}\nweb: gunicorn app:app\n", manage__py=script)
    assert [s for _, _, s in check("seed-on-every-start", every)] == severities


@pytest.mark.parametrize(
    ("release", "found"),
    [
        ("python clear.py", True),
        ("python -m clear", True),
        ("flask clear", True),
        ("python clear.py --all", True),
        ("python clear_if.py", False),
        ("python load.py", False),
    ],
)
def test_commands_that_drop_tables(release: str, found: bool) -> None:
    command = "@app.cli.command('clear')\ndef clear():\n    maintenance.reset()\n"
    every = files(
        command,
        Procfile=f"release: {release}\nweb: gunicorn app:app\n",
        clear__py="import maintenance\nmaintenance.reset()\n",
        clear_if__py="import sys, maintenance\nif sys.argv[1:]:\n    maintenance.reset()\n",
    )
    assert bool(check("destructive-seed", every)) is found


@pytest.mark.parametrize(
    ("registered", "found"),
    [
        ("app.cli.command('clear')(maintenance.reset)\n", True),
        ("from maintenance import reset\napp.cli.command('clear')(reset)\n", True),
        ("from maintenance import reset as clear\napp.cli.command(name='clear')(clear)\n", True),
        (
            "from flask.cli import with_appcontext\napp.cli.command('clear')(with_appcontext(maintenance.reset))\n",
            True,
        ),
        ("import click\napp.cli.add_command(click.Command('clear', callback=maintenance.reset))\n", True),
        (
            "import click\n@click.command('wipe')\ndef wipe():\n    maintenance.reset()\napp.cli.add_command(wipe, 'clear')\n",
            True,
        ),
        ("def clear():\n    maintenance.reset()\ndef add(app):\n    app.cli.command()(clear)\nadd(app)\n", True),
        ("app.cli.command('clear')(maintenance.show)\n", False),
        ("app.cli.command('wipe')(maintenance.reset)\n", False),
        ("app.cli.command('clear')\nmaintenance.reset\n", False),
    ],
)
def test_commands_that_calls_register(registered: str, found: bool) -> None:
    every = files("import maintenance\n" + registered, Procfile="release: flask clear\nweb: gunicorn app:app\n")
    assert bool(check("destructive-seed", every)) is found


# -- scripts of SQL ------------------------------------------------------------------------------------

DROPPING = "-- the tables\nDROP TABLE IF EXISTS lamp;\nCREATE TABLE lamp (id INTEGER);\n"
INIT = "import sqlite3\nfrom pathlib import Path\nfrom flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    "code",
    [
        "def init():\n    with app.open_resource('schema.sql') as f, sqlite3.connect('/data/x.db') as db:\n        db.executescript(f.read().decode())\ninit()\n",
        "with open('schema.sql') as f:\n    sqlite3.connect('/data/x.db').executescript(f.read())\n",
        "db = sqlite3.connect('/data/x.db')\ndb.cursor().executescript(Path('schema.sql').read_text())\n",
        "SCHEMA = Path(__file__).parent / 'schema.sql'\nsqlite3.connect('/data/x.db').executescript(SCHEMA.read_text())\n",
        "f = open('schema.sql')\nsql = f.read()\nsqlite3.connect('/data/x.db').executescript(sql)\n",
    ],
)
@pytest.mark.parametrize(
    ("schema", "found"), [(DROPPING, True), ("CREATE TABLE IF NOT EXISTS lamp (id INTEGER);\n", False)]
)
def test_scripts_of_sql(code: str, schema: str, found: bool) -> None:
    every: Files = {"app.py": INIT + code, "schema.sql": schema, "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("drop-all-at-startup", every)) is found


@pytest.mark.parametrize(
    ("release", "found"),
    [
        ("psql $DATABASE_URL -f schema.sql", True),
        ("psql $DATABASE_URL < schema.sql", True),
        ("sqlite3 /data/x.db < schema.sql", True),
        ("psql $DATABASE_URL -f other.sql", False),
        ("cat schema.sql", False),
    ],
)
def test_scripts_of_sql_in_commands(release: str, found: bool) -> None:
    every = files(
        Procfile=f"release: {release}\nweb: gunicorn app:app\n", schema__sql=DROPPING, other__sql="SELECT 1;\n"
    )
    assert bool(check("drop-all-at-startup", every)) is found


# -- imports -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "severities"),
    [
        ("import tools.grow\n", ["error"]),
        ("import first\n", ["error"]),
        ("import careful\n", ["warning"]),
        ("import load\n", []),
        ("import quiet\n", []),
    ],
)
def test_imports_that_write(body: str, severities: list[str]) -> None:
    every = files(
        body,
        first__py="import maintenance\nmaintenance.fill()\n",
        careful__py="import maintenance\nmaintenance.careful()\n",
        quiet__py="import maintenance\ndef later():\n    maintenance.fill()\n",
    )
    assert [s for _, _, s in check("unguarded-seed-import", every)] == severities


# -- what is filled anew -------------------------------------------------------------------------------

JOBS = "from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore\nSTORE = SQLAlchemyJobStore(url='sqlite:///jobs.sqlite')\n"


@pytest.mark.parametrize(
    ("code", "removed", "found"),
    [
        (JOBS, "jobs.sqlite", False),
        (JOBS.replace("sqlite:///jobs", "sqlite:////app/jobs"), "/app/jobs.sqlite", False),
        ("from huey import SqliteHuey\nh = SqliteHuey('x', filename='queue.db')\n", "queue.db", False),
        ("from celery import Celery\nq = Celery('x', broker='sqla+sqlite:///broker.db')\n", "broker.db", False),
        (JOBS, "shop.sqlite", True),
        ("", "jobs.sqlite", True),
        (JOBS + "app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///jobs.sqlite'\n", "jobs.sqlite", True),
        (JOBS + "import sqlite3\nc = sqlite3.connect('jobs.sqlite')\n", "jobs.sqlite", True),
    ],
)
def test_working_state_is_no_data(code: str, removed: str, found: bool) -> None:
    every = files(code, Procfile=f"web: rm -f {removed} && gunicorn app:app\n")
    assert bool(check("drop-all-at-startup", every)) is found
    assert bool(check("drop-all-at-startup", files(f"{code}import os\nos.remove('{removed}')\n"))) is found

"""Commands, and what they start, in further forms: environments that nothing makes, prompts, groups of commands, workers' settings, scripts that fill a database."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config

Files = dict[str, str | bytes]

BASE: Files = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", ".gitignore": ".env\n"}
IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"
UV = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN uv venv && uv pip install -r requirements.txt\n"


def procfile(text: str, **more: str) -> Files:
    return {**BASE, "Procfile": f"{text}\n", **{name.replace("__", "."): body for name, body in more.items()}}


def image(last: str, first: str = IMAGE) -> Files:
    return {**BASE, "Dockerfile": f"{first}{last}\n"}


HEROKU = {"app__json": '{"stack": "heroku-24"}'}
NAMES = {
    "an environment's Python runs a module": (procfile("web: venv/bin/python3 -m waitress --port=$PORT app:app"), 1),
    "it runs a file": (procfile("web: ./virtualenv/bin/python app.py"), 1),
    "a hidden environment in an image": (image('CMD [".venv/bin/python", "-m", "gunicorn", "app:app"]'), 1),
    "a step makes it": (image('CMD [".venv/bin/python", "-m", "gunicorn", "app:app"]', UV), 0),
    "a hidden environment on a host without one": (procfile("web: .venv/bin/gunicorn app:app", **HEROKU), 1),
    "a host that nobody names may make one": (procfile("web: .venv/bin/gunicorn app:app"), 0),
    "the system's Python": (image('CMD ["/usr/local/bin/python", "-m", "gunicorn", "app:app"]'), 0),
    "a prompt that is a redirection": (procfile("web: > waitress-serve --port=$PORT app:app"), 1),
    "a log file first": (procfile("web: >> boot.log gunicorn app:app"), 0),
    "options alone are an entrypoint's": (image('ENTRYPOINT ["gunicorn"]\nCMD ["-b", "0.0.0.0:80", "app:app"]'), 0),
}


@pytest.mark.parametrize(("files", "found"), NAMES.values(), ids=NAMES)
def test_programs_that_are_not_there(files: Files, found: int) -> None:
    assert len(check("impossible-command", files)) == found


NOTHING = {
    "a port of the host": ("web: gunicorn --bind 0.0.0.0:$PORT --workers 2", 1),
    "joined to its option": ("web: waitress-serve --listen=*:${PORT}", 1),
    "a module with one": ("web: python -m gunicorn -b :$PORT", 1),
    "the variable may be all": ("web: gunicorn -b 0.0.0.0:$PORT $APP_MODULE", 0),
    "further options": ("web: gunicorn $SERVER_OPTIONS", 0),
    "named": ("web: gunicorn -b 0.0.0.0:$PORT app:app", 0),
}


@pytest.mark.parametrize(("command", "found"), NOTHING.values(), ids=NOTHING)
def test_servers_that_are_told_of_nothing(command: str, found: int) -> None:
    assert len(check("unresolved-app", procfile(command))) == found


GROUPED = 'from flask import Flask\nfrom flask.cli import AppGroup\n\n{group}\n\n@{name}.command("fill")\ndef fill():\n    print("filled")\n\napp = Flask(__name__)\napp.cli.add_command({name})\n'
GROUPS = {
    "the group's name is longer": ("flask item fill", 'stock = AppGroup("items")', "stock", 1),
    "the group's name": ("flask items fill", 'stock = AppGroup("items")', "stock", 0),
    "a word that only contains it": ("flask base fill", 'stock = AppGroup("database")', "stock", 1),
}


@pytest.mark.parametrize(("command", "group", "name", "found"), GROUPS.values(), ids=GROUPS)
def test_groups_of_commands(command: str, group: str, name: str, found: int) -> None:
    files = procfile(f"release: {command}\nweb: gunicorn app:app", app__py=GROUPED.format(group=group, name=name))
    assert len(check("unknown-flask-command", files)) == found


def test_click_leaves_out_what_a_function_is() -> None:
    code = (
        "from flask import Flask\n\napp = Flask(__name__)\n\n@app.cli.command()\ndef refill_command():\n    print()\n"
    )
    files = procfile("release: flask refill\nweb: gunicorn app:app", app__py=code)
    assert not check("unknown-flask-command", files)


MADE = "from flask import Flask\nfrom {library} import {maker}\n\nit = {maker}()\n\ndef build():\n    return Flask(__name__)\n"
MAKERS = {
    "an extension's object": ("flask_login", "LoginManager", 1),
    "another's": ("flask_caching", "Cache", 1),
    "a class that nobody knows": ("ourkit.web", "Site", 0),
}


@pytest.mark.parametrize(("library", "maker", "found"), MAKERS.values(), ids=MAKERS)
def test_objects_of_libraries_are_no_applications(library: str, maker: str, found: int) -> None:
    code = MADE.format(library=library, maker=maker)
    files = procfile("release: flask --app shop routes\nweb: gunicorn 'shop:build()'", shop__py=code)
    assert len(check("unresolved-flask-app", files)) == found


QUEUES = {
    "settings that are not there": ("worker: rq worker --config jobs.settings high low", 1),
    "a short option": ("worker: rqworker -c settings2", 1),
    "they are": ("worker: rq worker -c settings high", 0),
    "only queues": ("worker: rq worker high low", 0),
    "looked for elsewhere": ("worker: rq worker --path /etc/jobs -c queues", 0),
}


@pytest.mark.parametrize(("command", "found"), QUEUES.values(), ids=QUEUES)
def test_settings_of_workers(command: str, found: int) -> None:
    files = procfile(f"web: gunicorn app:app\n{command}", settings__py="REDIS_URL = 'redis://queue'\n")
    assert len(check("missing-worker-target", files)) == found


KIT = "from ourkit.flask import {cls}\n\n{name} = {cls}(__name__)\n{name}.config['SECRET_KEY'] = 'x7Lq-ten-brown-hens'\n\n@{name}.route('/')\ndef page():\n    return 'page'\n"


@pytest.mark.parametrize(("cls", "name"), [("Site", "site"), ("Web", "hall"), ("KitFlask", "app"), ("Web", "APP")])
def test_configurations_of_applications_by_what_they_are(cls: str, name: str) -> None:
    files = procfile(f"web: gunicorn shop:{name}", shop__py=KIT.format(cls=cls, name=name))
    files |= {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nourkit==1.0\n", "app.py": ""}
    assert len(check("hard-coded-secret-key", files)) == 1


def test_what_is_no_application_has_no_session_key() -> None:
    code = "from ourkit import Store\n\nstore = Store(__name__)\nstore.config['SECRET_KEY'] = 'x7Lq-ten-brown-hens'\n"
    assert not check("hard-coded-secret-key", procfile("web: gunicorn app:app", app__py=FLASK + code))


PEEWEE = "import os\nfrom peewee import CharField, Model\nfrom playhouse.db_url import connect\n\nclass Base(Model):\n    class Meta:\n        database = connect(os.environ['DATABASE_URL'])\n\nclass Plant(Base):\n    name = CharField()\n"
MONGO = "import os\nfrom mongoengine import Document, StringField, connect\n\nconnect(host=os.environ['MONGO_URL'])\n\nclass Plant(Document):\n    name = StringField()\n"
DELETING = {
    "peewee": (PEEWEE, "Plant.delete().execute()\nPlant.create(name='oak')\n", 1),
    "a condition": (PEEWEE, "Plant.delete().where(Plant.name == 'oak').execute()\nPlant.create(name='oak')\n", 0),
    "its tables": (PEEWEE, "Plant._meta.database.drop_tables([Plant])\nPlant(name='oak').save()\n", 1),
    "only emptied": (PEEWEE, "Plant.delete().execute()\n", 0),
    "documents": (MONGO, "Plant.objects.delete()\nPlant(name='oak').save()\n", 1),
    "documents that are asked for": (MONGO, "Plant.objects(name='oak').delete()\nPlant(name='oak').save()\n", 0),
    "a collection": (MONGO, "Plant.drop_collection()\nPlant(name='oak').save()\n", 1),
    "another class": (
        MONGO,
        "class Note:\n    def save(self):\n        print()\n\nPlant.objects.delete()\nNote().save()\n",
        0,
    ),
}


@pytest.mark.parametrize(("models", "code", "found"), DELETING.values(), ids=DELETING)
@pytest.mark.parametrize("command", ["python -m jobs.nightly", "python jobs/nightly.py"])
def test_what_a_script_does_decides_and_not_its_name(command: str, models: str, code: str, found: int) -> None:
    files = procfile(f"release: {command}\nweb: gunicorn app:app", models__py=models)
    files["jobs/nightly.py"] = f"from models import Plant\n\n{code}"
    assert len(check("destructive-seed", files)) == found


def test_a_script_of_the_start_that_deletes_is_one_mistake() -> None:
    files = image("CMD python -m jobs.fill && gunicorn -b 0.0.0.0:80 app:app")
    files |= {
        "models.py": PEEWEE,
        "jobs/fill.py": "from models import Plant\n\nPlant.delete().execute()\nPlant.create(name='oak')\n",
    }
    report = engine.check(MemoryTree(files), registry.load(["destructive-seed", "unguarded-seed-import"]), Config())
    assert [finding.rule for finding in report.findings] == ["destructive-seed"]


FLY = 'app = "x"\n\n[build]\n{build}\n\n[http_service]\ninternal_port = 8080\n'
BUILT = {
    "buildpacks read the Procfile": ('builder = "heroku/builder:24"', 0),
    "an image does not": ('dockerfile = "Dockerfile"', 1),
}


@pytest.mark.parametrize(("build", "found"), BUILT.values(), ids=BUILT)
def test_who_reads_a_procfile(build: str, found: int) -> None:
    files = {**procfile("web: gunicorn -b 0.0.0.0:8080 app:app"), "fly.toml": FLY.format(build=build)}
    files |= {"Dockerfile": IMAGE + 'CMD ["gunicorn", "-b", "0.0.0.0:8080", "app:app"]\n', ".dockerignore": ".env\n"}
    assert len(check("fixed-port", files)) == found


@pytest.mark.parametrize("folder", ["kit", "src/kit"])
def test_scripts_beside_a_library_are_no_applications(folder: str) -> None:
    files: Files = {
        "pyproject.toml": "[project]\nname = 'kit'\nversion = '1'\ndependencies = ['flask', 'gunicorn']\n",
        f"{folder}/__init__.py": "",
        f"{folder}/web.py": FLASK,
        "scripts/wipe.py": f"{FLASK}from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\ndb.drop_all()\n",
    }
    assert not check("drop-all-at-startup", files)

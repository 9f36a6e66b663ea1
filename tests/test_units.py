"""What belongs together: several services in one repository are judged one by one, a folder that is asked for is judged in its repository."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest
from checking import FLASK

from flaskcheck.files.discover import discover
from flaskcheck.files.tree import MemoryTree, Tree, scoped
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.merging import apart
from flaskcheck.findings.report import Report
from flaskcheck.project import Project

RULES = registry.selected(Config())[0]

Found = list[tuple[str, int, str, str]]


def judged(tree: Tree, scope: str = "") -> Report:
    """The report on a tree, or on what is asked for of it, by all rules."""
    report = engine.check(scoped(tree, scope), RULES, Config())
    assert not report.crashes
    return report


def told(report: Report) -> Found:
    """Path, line, rule and severity of each finding, equal mistakes taken apart."""
    return sorted((f.place.path, f.place.line, f.rule, f.severity) for f in apart(report.findings))


def found(files: dict[str, str], scope: str = "", **options: object) -> Found:
    return told(judged(MemoryTree(files, **options), scope))  # type: ignore[arg-type]


def below(folder: str, findings: Found) -> Found:
    return [finding for finding in findings if finding[0].startswith(f"{folder}/")]


# --- a folder is a filter -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", golden.names())
def test_a_folder_has_the_findings_that_the_whole_has_there(name: str, tmp_path: Path) -> None:
    tree = discover(str(golden.build(name, tmp_path)))
    whole = told(judged(tree))
    for folder in sorted(tree.folders - {""}):
        assert told(judged(tree, folder)) == below(folder, whole), folder


# --- several services -----------------------------------------------------------------------------------------

BESIDE = [name for name in golden.names() if name.startswith(("heroku", "docker-compose", "app-engine", "tutorial-1"))]


def test_services_side_by_side_have_the_findings_of_each_alone(tmp_path: Path) -> None:
    services = {name: discover(str(golden.build(name, tmp_path))) for name in BESIDE}
    files = {f"services/{name}/{p}": tree.source(p).raw for name, tree in services.items() for p in tree.files}
    modes = {f"services/{name}/{p}": mode for name, tree in services.items() for p, mode in tree.modes.items()}
    untracked = [f"services/{n}/{p}" for n, tree in services.items() for p in tree.files if not tree.is_tracked(p)]
    together = MemoryTree(files, modes=modes, untracked=untracked)
    whole = told(judged(together))
    for name, tree in services.items():
        alone = sorted((f"services/{name}/{path}", *rest) for path, *rest in told(judged(tree)))
        assert below(f"services/{name}", whole) == alone, name
        assert told(judged(together, f"services/{name}")) == alone, name


APP = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.environ['SECRET_KEY']\n"
NEEDED = "flask==3.1.2\ngunicorn==23.0.0\n"
IMAGE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "{}"]\n'


def service(folder: str, code: str = APP, **files: str) -> dict[str, str]:
    """An application that a Procfile deploys from a folder."""
    own = {"app.py": code, "requirements.txt": NEEDED, "Procfile": "web: gunicorn app:app\n", **files}
    return {f"{folder}/{path}": text for path, text in own.items() if text}


def on_render(*services: tuple[str, str, str]) -> str:
    """A render.yaml with services: name, root, start command."""
    head = "services:\n"
    return head + "".join(
        f"  - type: web\n    name: {name}\n    runtime: python\n    rootDir: {root}\n    buildCommand: pip install -r requirements.txt\n"
        f"    startCommand: {start}\n    envVars:\n      - key: SECRET_KEY\n        generateValue: true\n"
        for name, root, start in services
    )


MIGRATED = """\
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
Migrate(app, db)
class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
"""
HISTORY = {
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1a2b_items.py": 'revision = "1a2b"\ndown_revision = None\n',
}
WITH_MIGRATIONS = {"requirements.txt": f"{NEEDED}flask-migrate==4.1.0\nflask-sqlalchemy==3.1.1\n", **HISTORY}

SECRET = "app.secret_key = 'hunter2-hunter2-hunter2'\n"

NEIGHBOURS: list[tuple[dict[str, str], dict[str, str]]] = [
    # who upgrades its tables does it for no other service
    (
        service("a", MIGRATED, **WITH_MIGRATIONS, Procfile="release: flask db upgrade\nweb: gunicorn app:app\n"),
        service("b", MIGRATED, **WITH_MIGRATIONS),
    ),
    # a file that cannot be read hides nothing of others
    (
        service("a", **{"fly.toml": "app = \n"}),
        service("b", **{"requirements.txt": "flask==3.1.2\n", "Procfile": ""}),
    ),
    # a script of Passenger is a deployment where no other serves that application
    (
        service("a"),
        service(
            "b", SECRET.join((APP, "")), Procfile="", **{"passenger_wsgi.py": "from app import app as application\n"}
        ),
    ),
    # an image and a host of files
    (service("a", Procfile="", Dockerfile=IMAGE.format("app:app")), service("b", Procfile="web: gunicorn main:app\n")),
    # the same mistake in both has the same cause by its name only
    (service("a", APP.replace("SECRET_KEY", "A_KEY")), service("b", APP + SECRET)),
    # templates of one are none of the other's
    (
        service("a", APP + "def page():\n    return flask.render_template('x.html')\n", **{"templates/x.html": "x"}),
        service(
            "b",
            "from flask import Flask, render_template\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return render_template('x.html')\n",
        ),
    ),
    # no platform file at all
    (service("a"), service("b", APP + SECRET, Procfile="")),
    # a front end and a service of another kind
    (
        {"a/package.json": "{}", "a/Dockerfile": "FROM node:20\nCMD npm start\n", "a/vercel.json": "{}"},
        service("b", APP + SECRET),
    ),
]


@pytest.mark.parametrize(("first", "second"), NEIGHBOURS)
def test_nothing_is_said_of_one_because_of_the_other(first: dict[str, str], second: dict[str, str]) -> None:
    both = found({**first, **second})
    assert both == sorted([*found(first), *found(second)])
    assert found(second)
    for folder, own in (("a", first), ("b", second)):
        assert found({**first, **second}, folder) == found(own)


@pytest.mark.parametrize(("line", "folder", "rule"), [("b", "b", "unresolved-app"), ("a", "a", "unresolved-app")])
def test_a_file_of_several_services_is_told_of_the_one_that_a_line_declares(line: str, folder: str, rule: str) -> None:
    files = {**service("a", Procfile=""), **service("b", Procfile="")}
    starts = {name: "gunicorn wrong:app" if name == line else "gunicorn app:app" for name in ("a", "b")}
    files["render.yaml"] = on_render(*((name, name, start) for name, start in starts.items()))
    whole = found(files)
    assert [(path, told_rule) for path, _, told_rule, _ in whole] == [("render.yaml", rule)]
    assert found(files, folder) == whole
    assert not found(files, "b" if folder == "a" else "a")


def test_one_cause_in_two_services_is_told_of_both() -> None:
    reading = APP + "app.config['TOKEN'] = os.environ['TOKEN_OF_SHOP']\n"
    files = {**service("a", reading, Procfile=""), **service("b", reading, Procfile="")}
    files["render.yaml"] = on_render(("a", "a", "gunicorn app:app"), ("b", "b", "gunicorn app:app"))
    told_of = [f.place.path for f in judged(MemoryTree(files)).findings if f.rule == "undeclared-variable"]
    assert told_of == ["a/app.py", "b/app.py"]


@pytest.mark.parametrize(
    "command",
    ["cd backend && gunicorn app:app", "gunicorn --chdir backend app:app", "gunicorn --pythonpath backend app:app"],
)
def test_a_folder_that_a_command_goes_to_is_the_applications(command: str) -> None:
    files = {
        **service("backend", APP + SECRET, Procfile=""),
        "render.yaml": on_render(("api", ".", command)).replace("-r ", "-r backend/"),
        "site/index.html": "<a href='http://127.0.0.1:5000/'>x</a>",
    }
    assert [rule for _, _, rule, _ in found(files, "backend")] == ["hard-coded-secret-key"]
    report = judged(MemoryTree(files), "backend")
    assert [deployment.place.path for deployment in report.deployments] == ["render.yaml"]


@pytest.mark.parametrize("depth", ["", "x/", "platform/python/services/"])
def test_how_deep_services_lie_changes_nothing(depth: str) -> None:
    first, second = NEIGHBOURS[0]
    plain = found({**first, **second})
    deep = found({f"{depth}{path}": text for path, text in {**first, **second}.items()})
    assert deep == sorted((f"{depth}{path}", *rest) for path, *rest in plain)


def test_a_library_beside_the_services_is_judged_with_those_that_have_it() -> None:
    common = "from flask import Flask\ndef make():\n    app = Flask(__name__)\n    app.secret_key = 'hunter2-hunter2-hunter2'\n    return app\n"
    files = {"common/web.py": common, "requirements.txt": NEEDED}
    for name in ("a", "b"):
        files[f"{name}/main.py"] = "from common.web import make\napp = make()\n"
        files[f"{name}/Dockerfile"] = (
            f"FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY common common\nCOPY {name}/main.py .\n"
            'CMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]\n'
        )
    files["compose.yaml"] = "services:\n" + "".join(
        f"  {name}:\n    build:\n      context: .\n      dockerfile: {name}/Dockerfile\n    ports: ['80:8000']\n"
        for name in ("a", "b")
    )
    whole = found(files)
    assert ("common/web.py", 4, "hard-coded-secret-key", "error") in whole
    assert len(whole) == len(set(whole))
    assert found(files, "common") == below("common", whole)
    assert not below("common", found(files, "a"))


_AGENT = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN uv sync --package agent\nCMD python -m agents.mail{0}\n"
_MEMBERS = {
    "a module of a member": ({"Dockerfile.agent": _AGENT.format(""), "agent/agents/mail.py": "print(1)\n"}, 1),
    "a package of it": ({"Dockerfile.agent": _AGENT.format(".send"), "agent/agents/mail/send.py": "print(1)\n"}, 1),
    "what runs a package": ({"Dockerfile.agent": _AGENT.format(""), "agent/agents/mail/__main__.py": "print(1)\n"}, 1),
    "a module of the application's": ({"Dockerfile.agent": _AGENT.format(""), "web/agents/mail.py": "print(1)\n"}, 2),
    "one that nobody has": ({"Dockerfile.agent": _AGENT.format("")}, 2),
}


@pytest.mark.parametrize(("files", "count"), _MEMBERS.values(), ids=_MEMBERS)
def test_images_of_other_members_of_a_workspace(files: dict[str, str], count: int) -> None:
    image = (
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install ./web gunicorn\nCMD gunicorn --chdir web shop:app\n"
    )
    compose = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n  agent:\n    build:\n      context: .\n      dockerfile: Dockerfile.agent\n"
    project = '[project]\nname = "{0}"\nversion = "1"\ndependencies = ["flask"]\n'
    base = {
        "compose.yaml": compose,
        "Dockerfile": image,
        "web/shop.py": FLASK,
        "web/pyproject.toml": project.format("web"),
        "agent/pyproject.toml": project.format("agent").replace('"flask"', ""),
    }
    assert len(Project(MemoryTree({**base, **files})).deployments) == count

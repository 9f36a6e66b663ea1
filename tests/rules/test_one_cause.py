"""One cause, one finding: what follows from a mistake, and what repeats it, is told with it."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, names, registry
from flaskcheck.findings.config import Config
from flaskcheck.findings.report import Finding

RULES = registry.load([name for name in names.builtin_names() if name not in names.preview_names()])
LISTED = "Flask==3.1.2\ngunicorn==23.0.0\n"


def everything(files: dict[str, str | bytes]) -> list[Finding]:
    """What all rules say."""
    report = engine.check(MemoryTree({"app.py": FLASK, ".python-version": "3.13\n", **files}), RULES, Config())
    assert not report.crashes
    return report.findings


def findings(files: dict[str, str | bytes]) -> list[Finding]:
    """What all rules say, without advice."""
    return [finding for finding in everything(files) if finding.severity != "info"]


def told(files: dict[str, str | bytes]) -> list[tuple[str, str, int]]:
    return [(finding.rule, finding.place.path, finding.place.line) for finding in findings(files)]


def render(build: str, start: str = "gunicorn app:app", root: str = "", more: str = "") -> str:
    root = f"    rootDir: {root}\n" if root else ""
    return f"services:\n  - type: web\n    name: shop\n    runtime: python\n{root}    buildCommand: {build}\n    startCommand: {start}\n{more}"


PIP = "pip install -r requirements.txt"


# -- a file that is missing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"render.yaml": render("pip install -r reqs.txt"), "requirements.txt": LISTED},
            [("missing-requirements-file", "render.yaml", 6 - 1)],
        ),
        (
            {"Procfile": "release: pip install -r prod.txt\nweb: gunicorn app:app\n", "deps/prod.txt": LISTED},
            [("missing-requirements-file", "Procfile", 1)],
        ),
        (
            {
                "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY req.txt .\nRUN pip install -r deps.txt\nCOPY . .\n"
                'CMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n',
                "deps.txt": LISTED,
            },
            [("missing-copied-file", "Dockerfile", 3)],
        ),
        (
            {
                "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r deps.txt\nCOPY x.cfg .\n"
                'CMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n'
            },
            [("missing-requirements-file", "Dockerfile", 4), ("missing-copied-file", "Dockerfile", 5)],
        ),
        (
            {
                "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY deps.txt .\nRUN pip install -r deps.txt\nCOPY . .\n"
                'CMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n',
                "deps.txt": LISTED,
            },
            [],
        ),
    ],
)
def test_what_follows_from_a_missing_file(files: dict[str, str | bytes], expected: list[tuple[str, str, int]]) -> None:
    assert told(files) == expected


DOCKER = "FROM python:3.13\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n"


@pytest.mark.parametrize(
    ("copied", "start", "expected"),
    [
        ("src/ .", "gunicorn -b :80 app:app", [("missing-copied-file", 5)]),
        ("src/ .", "sh start.sh", [("missing-copied-file", 5)]),
        ("ap.py app.py", "flask db upgrade && gunicorn -b :80 app:app", [("missing-copied-file", 5)]),
        ("app.py .", "gunicorn -b :80 main:app", [("unresolved-app", 6)]),
        ("app.py .", "sh start.sh", [("impossible-command", 6)]),
    ],
)
def test_what_a_build_that_stopped_did_not_bring(copied: str, start: str, expected: list[tuple[str, int]]) -> None:
    files: dict[str, str | bytes] = {"Dockerfile": f"{DOCKER}COPY {copied}\nCMD {start}\n", "requirements.txt": LISTED}
    assert [(rule, line) for rule, _, line in told(files)] == expected


def test_a_folder_that_commands_change_to_is_one_mistake() -> None:
    files: dict[str, str | bytes] = {"requirements.txt": LISTED, "Procfile": "web: cd api && gunicorn app:app\n"}
    assert told(files) == [("unresolved-app", "Procfile", 1)]
    release = "release: cd api && flask db upgrade\n"
    assert told({**files, "Procfile": f"web: cd api && gunicorn app:app\n{release}"}) == [
        ("unresolved-app", "Procfile", 1)
    ]


# -- a root that is not there -----------------------------------------------------------------------


@pytest.mark.parametrize("root", ["src", "Backend", "services/api"])
@pytest.mark.parametrize("folder", ["", "backend/"])
def test_a_wrong_root_is_one_mistake(root: str, folder: str) -> None:
    files: dict[str, str | bytes] = {
        f"{folder}app.py": FLASK,
        f"{folder}requirements.txt": LISTED,
        "render.yaml": render(f"{PIP} && flask db upgrade && bash setup.sh", root=root),
    }
    report = engine.check(MemoryTree(files), RULES, Config())
    assert [(f.rule, f.place.line) for f in report.findings] == [("missing-root-directory", 5)]


def test_other_mistakes_stay_where_the_root_is_wrong() -> None:
    files: dict[str, str | bytes] = {
        "api/app.py": FLASK + "app.config['DEBUG'] = True\n",
        "api/requirements.txt": LISTED,
        "render.yaml": render(PIP, root="apis"),
    }
    report = engine.check(MemoryTree(files), RULES, Config())
    assert {f.rule for f in report.findings} == {"missing-root-directory", "debug-setting"}
    assert told({"requirements.txt": LISTED, "render.yaml": render(PIP, "gunicorn main:app", "")}) == [
        ("unresolved-app", "render.yaml", 6)
    ]


# -- a server that only development installs --------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "at"),
    [
        ({"requirements.txt": "Flask==3.1.2\n", "dev-requirements.txt": "gunicorn==23\n"}, ("dev-requirements.txt", 1)),
        (
            {"requirements.txt": "Flask==3.1.2\n", "requirements/dev.txt": "#\nwaitress==3\n"},
            ("requirements/dev.txt", 2),
        ),
        ({"Pipfile": '[packages]\nflask = "*"\n[dev-packages]\ngunicorn = "*"\n'}, ("Pipfile", 4)),
    ],
)
def test_a_server_in_the_development_file_is_one_mistake(files: dict[str, str | bytes], at: tuple[str, int]) -> None:
    server = "waitress-serve --port=$PORT app:app" if "waitress" in str(files) else "gunicorn app:app"
    found = findings({**files, "Procfile": f"web: {server}\n"})
    assert [(f.rule, f.place.path, f.place.line) for f in found] == [("development-only-requirement", *at)]
    assert found[0].owned


def test_a_server_that_nobody_installs_is_told_as_before() -> None:
    files: dict[str, str | bytes] = {"requirements.txt": "Flask==3.1.2\n", "Procfile": "web: gunicorn app:app\n"}
    assert told(files) == [("missing-wsgi-server", "requirements.txt", 0)]


def test_one_missing_server_is_one_finding() -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": "Flask==3.1.2\nwaitress==3.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert told(files) == [("command-not-installed", "Procfile", 1)]
    assert told({**files, "Procfile": "web: waitress-serve --port $PORT app:app\n"}) == []


# -- a file that cannot be read ---------------------------------------------------------------------

MIGRATED = {
    "app.py": "import os\nfrom flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\ndb = SQLAlchemy(app)\nMigrate(app, db)\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1_a.py": "revision = '1'\ndown_revision = None\n",
    "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\nFlask-SQLAlchemy==3.1.1\n",
}


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (
            "render.yaml",
            "services:\n  - type: web\n   name: shop\n    buildCommand: flask db upgrade\n",
            "invalid-platform-file",
        ),
        (
            "railway.json",
            '{"deploy": {"startCommand": "flask db upgrade && gunicorn app:app"}',
            "invalid-platform-file",
        ),
        ("fly.toml", "app = 'shop'\n[deploy\nrelease_command = 'flask db upgrade'\n", "invalid-platform-file"),
        ("Procfile.txt", "release: flask db upgrade\nweb: gunicorn app:app\n", "misnamed-procfile"),
        (
            "compose.yaml",
            "services:\n  web:\n    build: ./api\n    command: sh -c 'flask db upgrade'\n",
            "missing-root-directory",
        ),
    ],
)
def test_what_nobody_can_read_is_not_missing(path: str, text: str, rule: str) -> None:
    assert {f.rule for f in everything({**MIGRATED, path: text})} == {rule}


def test_without_such_a_file_the_steps_are_missing() -> None:
    assert {f.rule for f in everything(dict(MIGRATED))} == {"missing-migration-step", "missing-wsgi-server"}


# -- one mistake in many places ---------------------------------------------------------------------


def of(rule: str, files: dict[str, str | bytes]) -> list[tuple[str, int, int]]:
    """The findings of a rule: file, line, number of other places."""
    return [(f.place.path, f.place.line, len(f.related)) for f in findings(files) if f.rule == rule]


def test_one_address_is_one_finding() -> None:
    page = "<a href='http://localhost:5000/a'>\n<form action='http://127.0.0.1:5000/b'>\n<a href='http://localhost:8080'>\n"
    files: dict[str, str | bytes] = {"templates/a.html": page, "static/x.js": "fetch('http://localhost:5000/c')\n"}
    assert of("loopback-link", files) == [("static/x.js", 1, 2), ("templates/a.html", 3, 0)]


def test_one_database_file_is_one_finding() -> None:
    opened = "@app.route('/{0}')\ndef f{0}():\n    return str(sqlite3.connect('{1}'))\n"
    text = FLASK + "import sqlite3\n" + opened.format("a", "shop.db") + opened.format("b", "./shop.db")
    other = opened.format("c", "log.db")
    assert of("sqlite-in-production", {"app.py": text + other, "Procfile": "web: gunicorn app:app\n"}) == [
        ("app.py", 6, 1),
        ("app.py", 12, 0),
    ]


@pytest.mark.parametrize(
    ("rule", "files", "expected"),
    [
        (
            "unchained-build-command",
            {"render.yaml": render("bash build.sh"), "build.sh": f"{PIP}\nflask db upgrade\nflask seed\n"},
            [("build.sh", 1, 1)],
        ),
        (
            "unchained-build-command",
            {"render.yaml": render(f"{PIP}; flask a; flask b")},
            [("render.yaml", 5, 0)],
        ),
        ("invalid-requirement", {"requirements.txt": "<<<<<<< A\nflask\n=======\nflask==3\n>>>>>>> B\n"}, [("requirements.txt", 1, 2)]),
        ("invalid-requirement", {"requirements.txt": "Package Version\n------- -------\nFlask   3.1.2\ngunicorn 23\n"}, [("requirements.txt", 1, 3)]),
        ("invalid-requirement", {"requirements.txt": "flask=3.1.2\ngunicorn==23\n"}, [("requirements.txt", 1, 0)]),
        ("local-requirement", {"requirements.txt": "Flask @ file:///tmp/a\nclick @ file:///tmp/b\ngunicorn==23\n"}, [("requirements.txt", 1, 1)]),
        (
            "missing-template",
            {
                "app.py": "from flask import Flask, render_template\napp = Flask(__name__)\n@app.route('/')\ndef a():\n    return render_template('a.html')\n"
                "@app.route('/b')\ndef b():\n    return render_template('a.html')\n",
                "templates/x.html": "x",
            },
            [("app.py", 5, 1)],
        ),
    ],
)  # fmt: skip
def test_equal_mistakes_are_one_finding(
    rule: str, files: dict[str, str | bytes], expected: list[tuple[str, int, int]]
) -> None:
    assert of(rule, files) == expected


# -- one place, two severities ----------------------------------------------------------------------


@pytest.mark.parametrize("order", [("flask run --host 0.0.0.0", "gunicorn -b :80 app:app"), ("gunicorn -b :80 app:app", "flask run -h 0.0.0.0")])  # fmt: skip
def test_two_services_grade_one_line_once(order: tuple[str, str]) -> None:
    services = "".join(
        f"  s{at}:\n    build: .\n    command: {c}\n    ports: ['8{at}:80']\n" for at, c in enumerate(order)
    )
    files: dict[str, str | bytes] = {
        ".flaskenv": "FLASK_DEBUG=true\n",
        "Dockerfile": f"FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN {PIP}\n",
        "compose.yaml": f"services:\n{services}",
        "requirements.txt": LISTED + "python-dotenv==1.1.1\n",
    }
    found = [f for f in findings(files) if f.rule == "debug-environment"]
    assert [(f.severity, f.place.line) for f in found] == [("error", 1)]


def test_an_address_that_is_local_and_fixed_is_one_finding() -> None:
    found = findings({"requirements.txt": LISTED, "Procfile": "web: gunicorn -b 127.0.0.1:8000 app:app\n"})
    assert [f.rule for f in found] == ["loopback-bind"]
    assert found[0].help.endswith("0.0.0.0:$PORT")


# -- the place where it is mended -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "files", "expected"),
    [
        (
            "sqlite-in-production",
            {"app.py": FLASK + "import conf\napp.config['SQLALCHEMY_DATABASE_URI'] = conf.URL\n", "conf.py": "import os\nURL = 'sqlite:///a.db'\n"},
            [("conf.py", 2, 1)],
        ),
        (
            "sqlite-in-production",
            {"app.py": FLASK + "app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///a.db'\n"},
            [("app.py", 3, 0)],
        ),
        (
            "hard-coded-secret-key",
            {"app.py": "from flask import Flask\nKEY = 'k3jh45kj3h4'\napp = Flask(__name__)\napp.secret_key = KEY\n"},
            [("app.py", 2, 1)],
        ),
        (
            "loopback-server-name",
            {"app.py": FLASK + "import os\napp.config['SERVER_NAME'] = os.environ['SITE']\n", "render.yaml": render(PIP, more="    envVars:\n      - key: SITE\n        value: localhost:5000\n"), "requirements.txt": LISTED},
            [("render.yaml", 9, 1)],
        ),
        (
            "debug-setting",
            {"app.py": FLASK + "import flags\napp.config['DEBUG'] = flags.ON\n", "flags.py": "ON = True\n"},
            [("flags.py", 1, 1)],
        ),
        (
            "fallback-secret-key",
            {"app.py": FLASK + "import conf\napp.secret_key = conf.KEY\n", "conf.py": "import os\nKEY = os.getenv('KEY', 'change-me-soon')\n"},
            [("conf.py", 2, 1)],
        ),
        (
            "hard-coded-secret-key",
            {"app.py": FLASK + "import conf\napp.secret_key = conf.KEY\napp.config['JWT_SECRET_KEY'] = conf.KEY\n", "conf.py": "KEY = 'k3jh45kj3h4'\n"},
            [("conf.py", 1, 2)],
        ),
        (
            "legacy-postgres-scheme",
            {"app.py": FLASK + "import os\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DB']\n", "render.yaml": render(PIP, more="    envVars:\n      - key: DB\n        value: postgres://u@db.example.com/shop\n"), "requirements.txt": LISTED + "Flask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.44\npsycopg2==2.9.11\n"},
            [("render.yaml", 9, 1)],
        ),
        (
            "random-secret-key",
            {"app.py": FLASK + "import conf\napp.secret_key = conf.KEY\n", "conf.py": "import os\nKEY = os.urandom(24)\n"},
            [("conf.py", 2, 1)],
        ),
        (
            "loopback-service",
            {"app.py": FLASK + "import conf\napp.config['REDIS_URL'] = conf.REDIS\nprint(app.config['REDIS_URL'])\n", "conf.py": "REDIS = 'redis://localhost:6379'\n"},
            [("conf.py", 1, 1)],
        ),
    ],
)  # fmt: skip
def test_a_finding_stands_where_it_is_mended(
    rule: str, files: dict[str, str | bytes], expected: list[tuple[str, int, int]]
) -> None:
    assert of(rule, files) == expected


# -- seeds ------------------------------------------------------------------------------------------

DATA = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n"
ROWS = "from app import db\ndb.session.add(1)\ndb.session.commit()\n"
ROUTE = "@app.route('/fill')\ndef fill():\n    {0}import fill_it\n    return ''\n"
WEB = "web: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"app.py": DATA + ROUTE.format(""), "fill_it.py": ROWS}, [("public-seed-route", 5, "error")]),
        (
            {"app.py": DATA + ROUTE.format("if not db.session.query(X).count():\n        "), "fill_it.py": ROWS},
            [("public-seed-route", 5, "warning")],
        ),
        (
            {"app.py": DATA + ROUTE.format(""), "fill_it.py": "from app import db\ndb.drop_all()\n" + ROWS},
            [("public-seed-route", 5, "error")],
        ),
        ({"app.py": DATA + "import fill_it\n", "fill_it.py": ROWS}, [("unguarded-seed-import", 5, "error")]),
        (
            {"app.py": DATA + ROUTE.format("") + "import fill_too\n", "fill_it.py": ROWS, "fill_too.py": ROWS},
            [("public-seed-route", 5, "error"), ("unguarded-seed-import", 9, "error")],
        ),
        ({"app.py": DATA + "db.drop_all()\n"}, [("drop-all-at-startup", 5, "error")]),
        (
            {"app.py": DATA + "db.drop_all()\ndb.session.add(1)\ndb.session.commit()\n"},
            [("drop-all-at-startup", 5, "error")],
        ),
        (
            {"app.py": DATA + "import fill_it\n", "fill_it.py": "from app import db\ndb.drop_all()\n" + ROWS},
            [("drop-all-at-startup", 2, "error")],
        ),
    ],
)
def test_a_seed_is_told_once(files: dict[str, str | bytes], expected: list[tuple[str, int, str]]) -> None:
    families = ("seeds", "database")
    found = [f for f in findings({**files, "Procfile": WEB, "requirements.txt": LISTED}) if f.family in families]
    assert [(f.rule, f.place.line, f.severity) for f in found if "sqlite" not in f.rule] == expected


# -- the worse finding ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "run", "expected"),
    [
        ("python app.py", "app.run(host='0.0.0.0', debug=True)", {"debug-run", "development-server"}),
        ("python -u app.py", "try:\n    app.run('0.0.0.0', 80, True)\nfinally:\n    pass", {"debug-run", "development-server"}),
        ("python app.py", "app.run(host='0.0.0.0')", {"development-server"}),
        ("flask run --host 0.0.0.0 --port $PORT", "app.run()", {"development-server"}),
        ("gunicorn app:app", "app.run(host='0.0.0.0', debug=True)", {"unguarded-run"}),
        ("gunicorn app:app", "app.run()", {"unguarded-run"}),
    ],
)  # fmt: skip
def test_the_debugger_is_not_held_back(start: str, run: str, expected: set[str]) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"{FLASK}{run}\n",
        "requirements.txt": LISTED,
        "Procfile": f"web: {start}\n",
    }
    assert {f.rule for f in findings(files)} == expected


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("export FLASK_DEBUG=1\nexport A=1\nflask run -h 0.0.0.0 -p $PORT\n", 1),
        ("#!/bin/sh\nFLASK_DEBUG=on\nexport FLASK_DEBUG\nflask run -h 0.0.0.0 -p $PORT\n", 2),
        ("set -a\nFLASK_DEBUG=1\nset +a\nexec gunicorn app:app\n", 2),
        ("if true; then\n  export A=1 FLASK_DEBUG=1\nfi\nexec gunicorn app:app\n", 2),
        ("export FLASK_DEBUG=1\nFLASK_DEBUG=2 gunicorn app:app\n", 2),
        ("export FLASK_DEBUG=1\nexport FLASK_DEBUG=0\ngunicorn app:app\n", 0),
    ],
)
def test_the_export_is_the_line_to_mend(script: str, line: int) -> None:
    files: dict[str, str | bytes] = {"requirements.txt": LISTED, "Procfile": "web: sh start.sh\n", "start.sh": script}
    found = [f.place for f in findings(files) if f.rule == "debug-environment"]
    assert [(place.path, place.line) for place in found] == ([("start.sh", line)] if line else [])


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("compose.yaml", "services:\n\tweb:\n    build: .\n", 2),
        ("docker-compose.yml", "services:\n  web:\n    build: .\n\tports: []\n", 4),
        ("compose.yml", "services:\n  web: {build: .\n", 3),
        ("render.yaml", "services:\n\t- type: web\n", 2),
        ("fly.toml", "app = 'x'\n[build\n", 2),
    ],
)
def test_a_file_that_is_no_yaml_is_not_empty_besides(path: str, text: str, line: int) -> None:
    assert told({path: text, "requirements.txt": LISTED}) == [("invalid-platform-file", path, line)]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"Procfile": "<<<<<<< A\nweb: gunicorn app:app\n=======\nweb: gunicorn -w 2 app:app\n>>>>>>> B\n"}, [("invalid-platform-file", "Procfile", 1)]),
        (
            {"railway.json": '{"build": {"buildCommand": "cd api && pip install -r requirements.txt"},\n"deploy": {"startCommand": "cd api && gunicorn app:app"}}'},
            [("missing-requirements-file", "railway.json", 1)],
        ),
        (
            {"render.yaml": "services:\n  - type: web\n    name: x\n    runtime: docker\n    rootDir: api\n    dockerfilePath: ./Dockerfile\n"},
            [("missing-root-directory", "render.yaml", 5)],
        ),
        (
            {"render.yaml": render(PIP, root="api") + render(PIP, root="api").partition("\n")[2]},
            [("missing-root-directory", "render.yaml", 5)],
        ),
    ],
)  # fmt: skip
def test_further_forms(files: dict[str, str | bytes], expected: list[tuple[str, str, int]]) -> None:
    assert told({"requirements.txt": LISTED, **files}) == expected


def test_rows_that_are_deleted_at_start_are_told() -> None:
    rows = (
        "class A(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\nA.query.delete()\ndb.session.commit()\n"
    )
    found = findings({"app.py": DATA + rows, "Procfile": WEB, "requirements.txt": LISTED})
    assert ("unguarded-seed-import", 7) in [(f.rule, f.place.line) for f in found]

"""Who applies the migrations: commands of hosts' files, and what else states them."""

from __future__ import annotations

import pytest
from checking import check, problems

from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.registry import load
from flaskcheck.hosts import stated
from flaskcheck.project import Project

APP = (
    "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n"
)
BASE: dict[str, str | bytes] = {
    "shop.py": APP,
    "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\ngunicorn==23.0.0\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1a2b_items.py": 'revision = "1a2b"\ndown_revision = None\n',
}
PROCFILE: dict[str, str | bytes] = {"Procfile": "web: gunicorn shop:app\n"}
RENDER: dict[str, str | bytes] = {
    "render.yaml": "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n"
    "  startCommand: gunicorn shop:app\n"
}


def severities(files: dict[str, str | bytes], **options: object) -> list[str]:
    return [severity for _, _, severity in check("missing-migration-step", {**BASE, **files}, **options)]


@pytest.mark.parametrize(
    ("script", "silent"),
    [
        (
            "cmd=\"FLASK_APP='shop:make()' flask db upgrade\"\nid=$(cf run-task web --command \"$cmd\" | awk '{print $3}')\n",
            True,
        ),
        ('kubectl exec deploy/web -- sh -c "true"\nkubectl exec deploy/web -- flask db upgrade\n', True),
        ("fly ssh console -C 'env FLASK_APP=shop alembic upgrade head'\n", True),
        ("heroku run --app shop python -m flask db upgrade\n", True),
        ("cf push shop\ncf run-task web --command 'flask db current'  # upgrade by hand\n", False),
    ],
)
def test_scripts_that_run_it_where_the_application_is_deployed(script: str, silent: bool) -> None:
    files: dict[str, str | bytes] = {**PROCFILE, "pipeline/tasks/schema.sh": f"#!/bin/bash\nset -e\n{script}"}
    assert severities(files) == ([] if silent else ["warning"])


@pytest.mark.parametrize("hosts", [(), ("render",), ("heroku",), ("render", "fly")])
def test_unknown_commands_are_advice(hosts: tuple[str, ...]) -> None:
    [told] = problems("missing-migration-step", dict(BASE), hosts=hosts)
    assert told.severity == "info"
    assert ("Render" in told.help) == (hosts[:1] == ("render",))
    assert ("release: flask db upgrade" in told.help) == (hosts == ("heroku",))


@pytest.mark.parametrize(
    "files",
    [
        {"build.sh": "#!/bin/sh\nset -e\npip install -r requirements.txt\nflask db upgrade\n"},
        {"render-build.sh": "pip install -r requirements.txt && python -m flask db upgrade\n"},
        {"deploy/start.sh": "flask db upgrade\nexec gunicorn shop:app\n"},
        {"bin/release.bash": "alembic upgrade head\n"},
        {"Makefile": "install:\n\tpip install -r requirements.txt\n\ndb:\n\tflask db upgrade\n"},
        {"Makefile": "FLASK = flask --app shop\nup: db\n\t$(FLASK) db upgrade\n"},
        {"README.md": "# Shop\n\n```sh\npip install -r requirements.txt\nflask db upgrade\n```\n"},
        {"README.md": "Build command: `pip install -r requirements.txt && flask db upgrade`\n"},
        {"README.rst": "Deploy::\n\n    $ flask db upgrade\n"},
        {"README": "(venv) $ flask db upgrade\n"},
        {"readme.md": "~~~\nheroku run flask db upgrade -a shop\n~~~\n"},
        {"README.md": "```\ndocker compose exec web flask db upgrade\n```\n"},
    ],
)
def test_statements_silence_it(files: dict[str, str | bytes]) -> None:
    assert severities(files) == []


@pytest.mark.parametrize(
    "files",
    [
        {"build.sh": "pip install -r requirements.txt\n"},
        {"build.sh": "# flask db upgrade\npip install -r requirements.txt\n"},
        {"test.sh": "flask db upgrade\npytest\n"},
        {"tests/start.sh": "flask db upgrade\n"},
        {"Makefile": "test:\n\tflask db upgrade\n\tpytest\n"},
        {"README.md": "The schema is kept by Flask-Migrate; flask db upgrade is explained in its manual.\n"},
        {"README.md": "```sh\nflask db migrate -m message\npip install --upgrade pip\n```\n"},
        {"docs/README.md": "```\nflask db upgrade\n```\n"},
    ],
)
def test_no_statement(files: dict[str, str | bytes]) -> None:
    assert severities(files) == ["info"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (PROCFILE, ["warning"]),
        ({**PROCFILE, "build.sh": "pip install -r requirements.txt\nflask db upgrade\n"}, []),
        ({**PROCFILE, "scripts/build.sh": "pip install -r requirements.txt\nflask db upgrade\n"}, []),
        ({**PROCFILE, "build.sh": "pip install -r requirements.txt\n"}, ["warning"]),
        ({**PROCFILE, "runtime.txt": "python-3.13.5\n", "build.sh": "flask db upgrade\n"}, ["warning"]),
        ({**PROCFILE, "README.md": "```\nflask db upgrade\nflask run\n```\n"}, ["warning"]),
        ({**PROCFILE, "Makefile": "setup:\n\tflask db upgrade\n"}, ["warning"]),
        (RENDER, ["warning"]),
        ({**RENDER, "build.sh": "flask db upgrade\n"}, ["warning"]),
    ],
)
def test_beside_a_hosts_file(files: dict[str, str | bytes], found: list[str]) -> None:
    assert severities(files) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('host = "render"', ["info"]),
        ('host = "render"\nvariables = ["SECRET_KEY"]', ["info"]),
        ('host = "render"\nbuild = "pip install -r requirements.txt && flask db upgrade"', []),
        ('host = "render"\nbuild = "pip install -r requirements.txt"\nstart = "gunicorn shop:app"', ["warning"]),
        ('host = "heroku"\nrelease = "flask db upgrade"\nstart = "gunicorn shop:app"', []),
        ('host = "render"\nbuild = "./build.sh"\nstart = "gunicorn shop:app"', []),
    ],
)
def test_stated_in_the_settings(text: str, found: list[str]) -> None:
    services = stated.read(Source("flaskcheck.toml", f"[deploy]\n{text}\n".encode()), "deploy").services
    files = {**BASE, "build.sh": "flask db upgrade\n"} if "build.sh" in text else BASE
    [rule] = load(["missing-migration-step"])
    told = list(rule.check(Project(MemoryTree(files), stated=services)))
    assert [p.severity or rule.severity for p in told] == found


PUBLISHES = "jobs:\n  image:\n    steps:\n      - run: docker build -t acme/shop . && {0}\n"
LONE = {
    "app.py": "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1_a.py": "revision = '1'\ndown_revision = None\n",
    "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n",
}  # fmt: skip


@pytest.mark.parametrize(
    ("workflow", "severity"),
    [
        ("", "warning"),
        (PUBLISHES.format("docker run acme/shop pytest"), "warning"),
        (PUBLISHES.format("docker push acme/shop"), "info"),
        ("jobs:\n  image:\n    uses: acme/.github/.github/workflows/image_build_push.yaml@main\n", "info"),
        (
            "jobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: {push: true}\n",
            "info",
        ),
    ],
)
def test_whoever_runs_a_published_image_may_migrate(workflow: str, severity: str) -> None:
    files: dict[str, str | bytes] = {**LONE, ".github/workflows/image.yml": workflow}
    assert [s for _, _, s in check("missing-migration-step", files)] == [severity]


INSTALLS = "set -e\npip install -r requirements.txt\n"


@pytest.mark.parametrize(
    ("path", "script", "is_told"),
    [
        ("render-build.sh", f"{INSTALLS}flask db upgrade\n", False),
        ("build.sh", f"{INSTALLS}python -m flask db upgrade\n", False),
        ("release.sh", "flask db upgrade\n", False),
        ("scripts/deploy.sh", "docker run shop flask db upgrade\n", False),
        ("render-build.sh", INSTALLS, True),
        ("reset-db.sh", "flask db downgrade base\nflask db upgrade\n", True),
        ("build-dev.sh", "flask db upgrade\n", True),
    ],
)
def test_a_script_for_hosts_beside_a_lone_image(path: str, script: str, is_told: bool) -> None:
    assert bool(check("missing-migration-step", {**LONE, path: script})) is is_told


def test_a_script_beside_an_image_that_a_file_runs() -> None:
    spec = "services:\n- type: web\n  name: shop\n  runtime: docker\n"
    files: dict[str, str | bytes] = {**LONE, "render-build.sh": "flask db upgrade\n", "render.yaml": spec}
    assert check("missing-migration-step", files)


RELEASE = "release: flask db upgrade\nweb: gunicorn shop:app\n"


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({**RENDER, "Procfile": RELEASE}, "render.yaml"),
        ({"app.yaml": "runtime: python313\nentrypoint: gunicorn -b :$PORT shop:app\n", "Procfile": RELEASE}, "app.yaml"),
        ({**RENDER, "Procfile": RELEASE.replace("flask db upgrade", "python -m flask db upgrade")}, "render.yaml"),
        ({"fly.toml": "app = 'shop'\n[processes]\napp = 'gunicorn -b 0.0.0.0:8080 shop:app'\n[http_service]\ninternal_port = 8080\n", "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n", "Procfile": RELEASE}, "fly.toml"),
    ],
)  # fmt: skip
def test_a_release_line_that_the_host_does_not_read(files: dict[str, str | bytes], path: str) -> None:
    [told] = problems("missing-migration-step", {**BASE, **files})
    assert told.place.path == path
    assert [r.message.endswith("doesn't read this") for r in told.related] == [False, True]


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": RELEASE},
        {"render.yaml": str(RENDER["render.yaml"]).replace("startCommand: ", "startCommand: flask db upgrade && "), "Procfile": RELEASE},
        {"app.json": '{"name": "shop"}\n', "Procfile": RELEASE},
        {**RENDER, "Procfile": "web: flask db upgrade && gunicorn shop:app\n"},
    ],
)  # fmt: skip
def test_a_release_line_that_is_read_or_not_the_only_one(files: dict[str, str | bytes]) -> None:
    assert severities(files) == []


UPDATER = "import sys\nfrom alembic import command\nfrom alembic.config import Config\n\n\ndef main():\n    if 'head' in sys.argv:\n        command.upgrade(Config('alembic.ini'), 'head')\n\n\nmain()\n"
OF_FLASK = "from flask_migrate import upgrade\nfrom shop import app\n\nwith app.app_context():\n    upgrade()\n"
LOOKING = "from alembic import command\nfrom alembic.config import Config\n\ncommand.current(Config('alembic.ini'))\n"
STEP = "on: push\njobs:\n  schema:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: "


@pytest.mark.parametrize(
    ("files", "silent"),
    [
        ({".github/workflows/ship.yml": f"{STEP}python tools/migrate_schema.py --to head\n", "tools/migrate_schema.py": UPDATER}, True),
        ({".github/workflows/ship.yml": f"{STEP}bash ops/migrate.sh\n", "ops/migrate.sh": "set -e\ncase $1 in\n  a) python tools/schema.py ;;\nesac\n", "tools/schema.py": OF_FLASK}, True),
        ({".gitlab-ci.yml": "schema:\n  script:\n    - python upgrade_schema.py\n", "upgrade_schema.py": OF_FLASK}, True),
        ({".github/workflows/ship.yml": f"{STEP}python tools/migrate_schema.py\n", "tools/migrate_schema.py": LOOKING}, False),
        ({".github/workflows/ship.yml": f"{STEP}python manage.py db upgrade\n", "manage.py": "from shop import app\n"}, False),
        ({".github/workflows/ship.yml": f"{STEP}pytest tests\n", "tools/migrate_schema.py": UPDATER}, False),
    ],
)  # fmt: skip
def test_a_step_that_runs_a_script_of_ones_own(files: dict[str, str | bytes], silent: bool) -> None:
    """A script that calls the upgrade itself is written for databases that are used; a command that a step runs, it runs for tests."""
    assert severities({**PROCFILE, **files}) == ([] if silent else ["warning"])


@pytest.mark.parametrize(
    ("path", "script", "is_told"),
    [
        ("update_db.sh", "#!/bin/sh\nset -e\necho 'upgrading'\npython -m flask db upgrade\necho done\n", False),
        ("hooks/before.sh", "cd /srv\nexport FLASK_APP=shop\nflask db upgrade\n", False),
        ("migrate.bash", "poetry run python manage.py db upgrade\n", False),
        ("tables.sh", "alembic upgrade head || exit 1\n", False),
        ("reset.sh", "dropdb shop\ncreatedb shop\nflask db upgrade\n", True),
        ("run-local.sh", "flask db upgrade\n", True),
        ("start.sh", "flask db upgrade && flask run\n", True),
        ("tables.sh", "echo 'flask db upgrade'\n", True),
        ("a/b/c/tables.sh", "flask db upgrade\n", True),
    ],
)
def test_a_script_of_an_image_that_does_nothing_else(path: str, script: str, is_told: bool) -> None:
    """Nothing here runs it: whoever runs the image does, as a job before the release."""
    assert (severities({**LONE, path: script}) == ["warning"]) is is_told

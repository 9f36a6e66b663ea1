"""A unit of a machine of one's own is judged like any other start command: its files lie where the unit says."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from tests.checking import FLASK, check, problems

REQUIREMENTS = "flask\ngunicorn\n"


def unit(start: str, *lines: str) -> str:
    return "\n".join(("[Service]", *lines, f"ExecStart={start}", "[Install]", "WantedBy=multi-user.target", ""))


@pytest.mark.parametrize(
    ("files", "is_wrong"),
    [
        # the repository lies where WorkingDirectory says
        ({"app.py": FLASK, "a.service": unit("/srv/a/venv/bin/gunicorn app:app", "WorkingDirectory=/srv/a")}, False),
        ({"app.py": FLASK, "a.service": unit("/srv/a/venv/bin/gunicorn run:app", "WorkingDirectory=/srv/a")}, True),
        ({"app.py": FLASK, "deploy/a.service": unit("gunicorn app:application", "WorkingDirectory=/srv/a")}, True),
        # a folder of it, the folder of the package, a folder that is called like the repository
        ({"back/app.py": FLASK, "a.service": unit("gunicorn app:app", "WorkingDirectory=/srv/a/back")}, False),
        ({"back/app.py": FLASK, "a.service": unit("gunicorn app:app", "WorkingDirectory=/srv/a")}, True),
        ({"shop/__init__.py": FLASK, "a.service": unit("gunicorn shop:app", "WorkingDirectory=/srv/shop")}, False),
        ({"shop/__init__.py": FLASK, "a.service": unit("gunicorn wsgi:app", "WorkingDirectory=/srv/shop")}, True),
        ({"api/app.py": FLASK, "api/a.service": unit("gunicorn app:app", "WorkingDirectory=/srv/checkout")}, False),
        # --chdir, PYTHONPATH, cd in a shell
        ({"src/app.py": FLASK, "a.service": unit("gunicorn --chdir /srv/a/src app:app", "User=ann")}, False),
        ({"src/app.py": FLASK, "a.service": unit("gunicorn --chdir src app:app", "WorkingDirectory=/srv/a")}, False),
        (
            {
                "src/app.py": FLASK,
                "a.service": unit("gunicorn app:app", "WorkingDirectory=/srv/a", "Environment=PYTHONPATH=/srv/a/src"),
            },
            False,
        ),
        ({"app.py": FLASK, "a.service": unit("/bin/bash -c 'cd /srv/a && gunicorn run:app'")}, True),
        ({"app.py": FLASK, "a.service": unit("/bin/bash -c 'cd /srv/a && gunicorn app:app'")}, False),
        # a script that is the unit's command
        ({"app.py": FLASK, "run.sh": "#!/bin/sh\nexec gunicorn run:app\n", "a.service": unit("/srv/a/run.sh")}, True),
        (
            {
                "app.py": FLASK,
                "run.sh": "#!/bin/sh\ncd /srv/a\nexec gunicorn app:app\n",
                "a.service": unit("/srv/a/run.sh", "WorkingDirectory=/srv/a"),
            },
            False,
        ),
        # what cannot be known is silent
        ({"app.py": FLASK, "a@.service": unit("gunicorn %i:app", "WorkingDirectory=/srv/%i")}, False),
        ({"app.py": FLASK, "a.service": unit("gunicorn $OPTIONS ${TARGET}", "WorkingDirectory=/srv/a")}, False),
        ({"app.py": FLASK, "a.service": "[Service]\nExecStart=/opt/v/bin/gunicorn run:app\n"}, False),
        ({"app.py": FLASK, "a.service": unit("docker compose up", "WorkingDirectory=/srv/a")}, False),
        ({"app.py": FLASK, "a.service": unit("gunicorn other.wsgi", "WorkingDirectory=/srv/a/infra")}, True),
        # options in a variable stand before the target
        ({"app.py": FLASK, "a.service": unit("gunicorn $OPTIONS run:app", "WorkingDirectory=/srv/a")}, True),
        ({"app.py": FLASK, "a.service": unit("gunicorn-3 -w 2 run:app", "WorkingDirectory=/srv/a")}, True),
        ({"app.py": FLASK, "a.service": unit("uwsgi --http :80 --module run:app", "WorkingDirectory=/srv/a")}, True),
    ],
)
def test_the_target_of_a_unit(files: dict[str, str | bytes], is_wrong: bool) -> None:
    assert bool(check("unresolved-app", {"requirements.txt": REQUIREMENTS, **files})) == is_wrong


def test_a_package_called_like_the_repository_is_not_where_it_lies() -> None:
    factory = "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n"
    files: dict[str, str | bytes] = {"requirements.txt": REQUIREMENTS, "shop/__init__.py": factory}
    files["shop.service"] = unit("gunicorn shop:app", "WorkingDirectory=/srv/shop")
    (problem,) = problems("unresolved-app", files)
    assert "'app' in 'shop'" in problem.message
    assert "'shop:create_app()'" in (problem.help or "")
    started = unit("flask run --host 0.0.0.0", "WorkingDirectory=/srv/shop", "Environment=FLASK_APP=shop")
    assert check("unresolved-flask-app", {**files, "shop.service": started}) == []


@pytest.mark.parametrize(
    ("script", "kinds"),
    [
        ("from app import app\napp.run(debug=True)\n", ["web"]),
        ("from app import app\nfrom waitress import serve\nserve(app)\n", ["web"]),
        ("import time\nfrom app import app\nwhile True:\n    time.sleep(1)\n", ["worker", "web"]),
        ("import discord\nbot = discord.Client()\nbot.run('x')\n", ["worker", "web"]),
    ],
)
def test_a_program_that_serves_nothing_is_no_web_service(script: str, kinds: list[str]) -> None:
    files = {"app.py": FLASK, "run.py": script, "a.service": unit("/usr/bin/python3 run.py", "WorkingDirectory=/srv/a")}
    assert [d.service.kind for d in Project(MemoryTree(files)).deployments] == kinds


@pytest.mark.parametrize(
    "lines",
    [
        ["[Service]", "WorkingDirectory=/srv/a", "ExecStart=/srv/a/venv/bin/python run.py", "Restart=always"],
        ["[Service]", "Restart=always", "ExecStart=/srv/a/venv/bin/python \\", "  /srv/a/run.py", "WorkingDirectory=/"],
        ["[Service]", "User=ann", "WorkingDirectory=%h/a", "ExecStart=-/usr/bin/env python3 %h/a/run.py"],
    ],
)
def test_a_unit_that_starts_the_development_server(lines: list[str]) -> None:
    script = f"{FLASK}if __name__ == '__main__':\n    app.run(host='0.0.0.0', port=80, debug=True)\n"
    files: dict[str, str | bytes] = {
        "run.py": script,
        "deploy/a.service": "\n".join(lines),
        "requirements.txt": "flask",
    }
    assert [path for path, _, _ in check("debug-run", files)] == ["run.py"]


def test_variables_and_their_files_reach_the_application() -> None:
    app = "import os\nfrom flask import Flask\napp = Flask(__name__)\nx = os.environ['A']\ny = os.environ['B']\n"
    lines = ["WorkingDirectory=/srv/a", "Environment=A=1"]

    def missing(*more: str, **files: str | bytes) -> int:
        tree = {"app.py": app, "a.service": unit("gunicorn app:app", *lines, *more), **files}
        return len(check("undeclared-variable", {"requirements.txt": REQUIREMENTS, **tree}))

    assert missing() == 1
    assert missing("Environment=B=2") == 0
    assert missing("EnvironmentFile=/etc/default/a") == 0
    assert missing("EnvironmentFile=-/srv/a/a.env", **{"a.env": "B=2\n"}) == 0
    assert missing("EnvironmentFile=/srv/a/a.env", **{"a.env": "C=2\n"}) == 1


def program(command: str, *lines: str) -> str:
    return "\n".join(("[program:web]", f"command={command}", *lines, ""))


@pytest.mark.parametrize(
    ("files", "is_wrong"),
    [
        ({"web.conf": program("/srv/a/venv/bin/gunicorn app:app", "directory=/srv/a")}, False),
        ({"web.conf": program("/srv/a/venv/bin/gunicorn run:app", "directory=/srv/a")}, True),
        ({"conf/supervisord.ini": program("gunicorn app:wrong", "directory=/opt/a")}, True),
        ({"supervisor/web.conf": program("gunicorn --chdir /srv/a run:app")}, True),
        ({"web.conf": program("gunicorn run:app")}, False),  # where supervisord was started is not known
        ({"web.conf": program("gunicorn %(ENV_TARGET)s", "directory=/srv/a")}, False),
        ({"web.conf": program("gunicorn run:app", "directory=/srv/a").replace("[program", ";[program")}, False),
        ({"web.conf": program("/usr/sbin/nginx -g 'daemon off;'", "directory=/srv/a")}, False),
    ],
)
def test_the_target_of_a_supervised_program(files: dict[str, str | bytes], is_wrong: bool) -> None:
    found = check("unresolved-app", {"requirements.txt": REQUIREMENTS, "app.py": FLASK, **files})
    assert [path for path, _, _ in found] == (list(files) if is_wrong else [])


IMAGE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt supervisor\n"


@pytest.mark.parametrize(
    ("dockerfile", "conf", "command", "is_wrong"),
    [
        ('CMD ["supervisord", "-c", "/app/s.conf"]', "s.conf", "gunicorn app:app", False),
        ('CMD ["supervisord", "-c", "/app/s.conf"]', "s.conf", "gunicorn run:app", True),
        ("CMD supervisord -n -c deploy/s.conf", "deploy/s.conf", "gunicorn run:app", True),
        ("CMD supervisord -n", "supervisord.conf", "gunicorn run:app", True),
        ('COPY s.conf /etc/supervisor/conf.d/\nCMD ["/usr/bin/supervisord"]', "s.conf", "gunicorn run:app", True),
        ('COPY s.conf /etc/supervisor/conf.d/\nCMD ["/usr/bin/supervisord"]', "s.conf", "gunicorn app:app", False),
        ("CMD service supervisor start", "s.conf", "gunicorn run:app", False),  # nobody knows what that reads
    ],
)
def test_supervisord_in_an_image(dockerfile: str, conf: str, command: str, is_wrong: bool) -> None:
    files: dict[str, str | bytes] = {
        "requirements.txt": REQUIREMENTS,
        "app.py": FLASK,
        "Dockerfile": IMAGE + dockerfile,
    }
    found = check("unresolved-app", {**files, conf: program(command, "directory=/app")})
    assert found == ([(conf, 2, "error")] if is_wrong else [])


def test_supervisord_includes_the_files_that_it_names() -> None:
    main = "[supervisord]\nnodaemon=true\n[include]\nfiles = programs/*.ini\n"
    files: dict[str, str | bytes] = {"requirements.txt": REQUIREMENTS, "app.py": FLASK, "d/main.conf": main}
    files |= {"Dockerfile": f"{IMAGE}CMD supervisord -c d/main.conf", "d/programs/w.ini": program("gunicorn run:app")}
    assert check("unresolved-app", files) == [("d/programs/w.ini", 2, "error")]


@pytest.mark.parametrize(
    ("start", "file", "is_wrong"),
    [
        ('CMD ["honcho", "start", "-f", "procfile"]', "procfile", True),
        ("CMD honcho start -f /app/processes web", "processes", True),
        ("CMD honcho start -f /app/processes jobs", "processes", False),
        ("CMD foreman start", "Procfile", True),
        ("CMD honcho start $PROCESSES", "Procfile", True),
    ],
)
def test_the_target_of_a_process_that_honcho_starts(start: str, file: str, is_wrong: bool) -> None:
    image = IMAGE.replace("supervisor", "honcho") + start + "\n"
    files = {"requirements.txt": REQUIREMENTS, "app.py": FLASK, "Dockerfile": image}
    files |= {file: "web: gunicorn run:app\njobs: python -m jobs\n", "jobs.py": "print(1)\n"}
    found = check("unresolved-app", files)
    assert {path for path, *_ in found if path == file} == ({file} if is_wrong else set())
    assert check("misnamed-procfile", files) == []


def test_what_is_made_by_hand_is_not_missing() -> None:
    app = "import os\nfrom dotenv import load_dotenv\nfrom flask import Flask\nload_dotenv()\napp = Flask(__name__)\nx = os.environ['A']\n"
    lines = ("WorkingDirectory=/srv/a", "Environment=PATH=/srv/a/venv/bin")

    def missing(text: str, *more: str, **files: str | bytes) -> int:
        tree = {"app.py": text, "a.service": unit("gunicorn app:app", *lines, *more), **files}
        return len(check("undeclared-variable", {"requirements.txt": REQUIREMENTS, **tree}))

    assert missing(app) == missing(app, "Environment=C=3") == 0
    assert missing(app.replace("load_dotenv()\n", "")) == 0  # a search path is no list of variables
    assert missing(app.replace("load_dotenv()\n", ""), "Environment=C=3") == 1
    assert missing(app, "Environment=C=3", **{".env": "C=3\n"}) == 1  # it is in git, so it is what runs


def test_upgrades_by_hand_are_advice() -> None:
    app = (
        "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
        "app = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n"
    )
    step = "from alembic import op\nrevision = '1'\ndown_revision = None\ndef upgrade():\n    op.create_table('a')\n"
    files: dict[str, str | bytes] = {
        "app.py": app,
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1a_x.py": step,
    }
    files["requirements.txt"] = "flask\ngunicorn\nflask-migrate\n"
    lines = ("WorkingDirectory=/srv/a",)
    rule = "missing-migration-step"
    assert [s for _, _, s in check(rule, {**files, "a.service": unit("gunicorn app:app", *lines)})] == ["info"]
    upgraded = unit("gunicorn app:app", *lines, "ExecStartPre=/srv/a/venv/bin/flask db upgrade")
    assert check(rule, {**files, "a.service": upgraded}) == []
    assert [s for _, _, s in check(rule, {**files, "Procfile": "web: gunicorn app:app\n"})] == ["warning"]

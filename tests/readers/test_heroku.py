"""app.json and heroku.yml."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import Place
from flaskcheck.hosts import heroku_app_json as app_json
from flaskcheck.hosts import heroku_yml
from flaskcheck.project import Project


def read_json(text: str, path: str = "app.json") -> PlatformFile:
    return app_json.read(Source(path, text.encode()))


def read_yml(text: str, path: str = "heroku.yml") -> PlatformFile:
    return heroku_yml.read(Source(path, text.encode()))


def on(path: str, line: int, column: int, end: int) -> Place:
    return Place(path, line, column, line, end)


APP = """\
{
  "name": "cookies",
  "env": {
    "SECRET_KEY": {"generator": "secret"},
    "LOG_LEVEL": {"value": "info"},
    "FLASK_APP": "run.py",
    "API_KEY": {"description": "yours", "required": false}
  },
  "addons": ["heroku-postgresql:essential-0", {"plan": "heroku-redis:mini", "as": "CACHE"}, "sendgrid"],
  "formation": {"web": {"quantity": 2, "size": "Standard-1X"}, "worker": {"quantity": 1}},
  "scripts": {"postdeploy": "flask db upgrade"}, "stack": "heroku-22"
}
"""


def test_an_app_json_in_full() -> None:
    path = "app.json"
    postgres, redis, sendgrid = on(path, 9, 15, 44), on(path, 9, 57, 74), on(path, 9, 94, 102)
    postdeploy = on(path, 11, 30, 46)
    assert read_json(APP) == PlatformFile(
        path,
        "heroku",
        services=(
            Service("heroku", "web", "web", on(path, 10, 17, 22), instances=2, plan="standard-1x"),
            Service("heroku", "worker", "worker", on(path, 10, 64, 72), instances=1),
            Service(
                "heroku",
                "postdeploy",
                "job",
                postdeploy,
                commands=(Command("flask db upgrade", "release", postdeploy),),
            ),
            Service(
                "heroku",
                "heroku-postgresql",
                "database",
                postgres,
                plan="essential-0",
                databases=(Variable("", "postgres", postgres, "database"),),
            ),
            Service(
                "heroku",
                "heroku-redis",
                "database",
                redis,
                plan="mini",
                databases=(Variable("", "redis", redis, "database"),),
            ),
        ),
        variables=(
            Variable("SECRET_KEY", None, on(path, 4, 5, 17), "generated"),
            Variable("LOG_LEVEL", "info", on(path, 5, 28, 34)),
            Variable("FLASK_APP", "run.py", on(path, 6, 5, 26)),
            Variable("API_KEY", None, on(path, 7, 5, 14), "optional"),
            Variable("STACK", "heroku-22", on(path, 11, 60, 69), "build"),
            Variable("DATABASE_URL", None, postgres, "database"),
            Variable("CACHE_URL", None, redis, "database"),
            Variable("SENDGRID_USERNAME", None, sendgrid, "service"),
            Variable("SENDGRID_PASSWORD", None, sendgrid, "service"),
        ),
        addons=(
            Variable("DATABASE_URL", "postgres", postgres, "database"),
            Variable("CACHE_URL", "redis", redis, "database"),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"expo": {"name": "x"}}',
        '{"name": "x", "displayName": "X"}',
        '{"expo": {}, "scripts": {"start": "expo start"}}',
        '{"pages": []}',
        "[]",
    ],
)
def test_another_programs_app_json(text: str) -> None:
    assert read_json(text, "mobile/app.json") == PlatformFile("mobile/app.json", "")


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ('{"env": ["A"]}', [("wrong-type", 1, 9)]),
        ('{"addons": "heroku-postgresql"}', [("wrong-type", 1, 12)]),
        ('{"env": {"A": "b",}}', [("syntax", 1, 18)]),
        ('{"env": {"A": "b"}, "env": {}}', [("lost-key", 1, 21)]),
        ('{"env": {"A" "b"}}', [("syntax", 1, 14)]),
    ],
)
def test_errors_of_app_json(text: str, errors: list[tuple[str, int, int]]) -> None:
    found = read_json(text).errors
    assert [(e.kind, e.place.line, e.place.column) for e in found] == errors


YML = """\
setup:
  addons:
    - plan: heroku-postgresql
  config:
    FLASK_APP: run.py
build:
  docker:
    web: deploy/Dockerfile
    worker: worker/Dockerfile
  config:
    RELEASE: "1"
release:
  image: web
  command:
    - flask db upgrade
run:
  web: gunicorn run:app
  clock:
    command:
      - python clock.py
    image: worker
"""


def test_a_heroku_yml_in_full() -> None:
    path = "heroku.yml"
    web = Folder("deploy/Dockerfile", "deploy/Dockerfile", "dockerfile", on(path, 8, 10, 27))
    worker = Folder("worker/Dockerfile", "worker/Dockerfile", "dockerfile", on(path, 9, 13, 30))
    addon = on(path, 3, 13, 30)
    built = {"image": "deploy/Dockerfile", "context": "deploy", "folders": (web,)}
    worked = {"image": "worker/Dockerfile", "context": "worker", "folders": (worker,)}
    file = read_yml(YML)
    assert file.services == (
        Service(
            "heroku",
            "web",
            "web",
            on(path, 8, 5, 27),
            commands=(Command("gunicorn run:app", "start", on(path, 17, 8, 24)),),
            **built,  # type: ignore[arg-type]
        ),
        Service("heroku", "worker", "worker", on(path, 9, 5, 30), **worked),  # type: ignore[arg-type]
        Service(
            "heroku",
            "clock",
            "worker",
            on(path, 18, 3, 8),
            commands=(Command("python clock.py", "start", on(path, 20, 9, 24)),),
            **worked,  # type: ignore[arg-type]
        ),
        Service(
            "heroku",
            "release",
            "job",
            on(path, 13, 3, 13),
            commands=(Command("flask db upgrade", "release", on(path, 15, 7, 23)),),
            **built,  # type: ignore[arg-type]
        ),
        Service(
            "heroku", "heroku-postgresql", "database", addon, databases=(Variable("", "postgres", addon, "database"),)
        ),
    )
    assert file.variables == (
        Variable("FLASK_APP", "run.py", on(path, 5, 5, 22)),
        Variable("RELEASE", "1", on(path, 11, 5, 17), "build"),
        Variable("DATABASE_URL", None, addon, "database"),
    )
    assert file.addons == (Variable("DATABASE_URL", "postgres", addon, "database"),)
    assert file.errors == ()


def test_errors_of_heroku_yml() -> None:
    errors = read_yml("build:\n  docker: Dockerfile\nrun: gunicorn a:b\n").errors
    assert [(e.kind, e.message, e.place.line) for e in errors] == [
        ("wrong-type", '"build.docker" must be a mapping', 2),
        ("wrong-type", '"run" must be a mapping', 3),
    ]


HOOKED = {
    "Procfile": "web: gunicorn app:app\n",
    "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "requirements.txt": "flask\ngunicorn\n",
}


@pytest.mark.parametrize(
    ("hooks", "host", "programs"),
    [
        ({"bin/post_compile": "flask db upgrade\n"}, "heroku", ["flask"]),
        ({"bin/pre_compile": "#!/bin/bash\nset -e\nmake assets\n"}, "heroku", ["make"]),
        ({"bin/pre_compile": "make assets\n", "bin/post_compile": "flask db upgrade\n"}, "heroku", ["flask", "make"]),
        ({"bin/compile": "flask db upgrade\n"}, "procfile", []),
        ({"docs/bin/post_compile": "flask db upgrade\n"}, "procfile", []),
    ],
)
def test_hooks_run_in_each_build(hooks: dict[str, str | bytes], host: str, programs: list[str]) -> None:
    [deployment] = Project(MemoryTree({**HOOKED, **hooks})).deployments
    assert deployment.host.key == host
    assert sorted(i.program for i in deployment.commands.programs("build") if i.program != "bash") == programs

"""Commands that are joined wrongly, that flask does not have, and servers that do not read PORT."""

from __future__ import annotations

import pytest
from checking import FLASK, check

ALL = "Flask==3.1.2\nFlask-Migrate==4.1.0\ngunicorn==23.0.0\nwaitress==3.0.2\n"


def render(build: str, start: str = "gunicorn app:app", **files: str) -> dict[str, str | bytes]:
    service = (
        f"services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: {build!r}\n  startCommand: {start!r}\n"
    )
    return {"app.py": FLASK, "requirements.txt": ALL, "render.yaml": service, **files}


@pytest.mark.parametrize(
    ("build", "start", "found"),
    [
        ("pip install -r requirements.txt & flask db upgrade", "gunicorn app:app", 1),
        ("pip install -r requirements.txt || flask db upgrade", "gunicorn app:app", 1),
        ("pip install -r requirements.txt | flask db upgrade", "gunicorn app:app", 1),
        ("poetry install & alembic upgrade head", "gunicorn app:app", 1),
        ("bash build.sh", "gunicorn app:app", 1),
        ("pip install -r requirements.txt", "flask db upgrade & gunicorn app:app", 1),
        ("pip install -r requirements.txt", "flask db upgrade || gunicorn app:app", 1),
        ("pip install -r requirements.txt && flask db upgrade", "gunicorn app:app", 0),
        ("uv sync || pip install -r requirements.txt", "gunicorn app:app", 0),
        ("pip install -r requirements.txt || exit 1", "gunicorn app:app", 0),
        ("pip install -r requirements.txt | tee pip.log", "gunicorn app:app", 0),
        ("pip install -r requirements.txt & npm ci & wait", "gunicorn app:app", 0),
        ("pip install 'a&b' && flask db upgrade || true", "gunicorn app:app", 0),
        ("pip install -r requirements.txt", "python bot.py & gunicorn app:app", 0),
        ("pip install -r requirements.txt", "flask db upgrade && gunicorn app:app", 0),
    ],
)
def test_signs_that_do_not_mean_and_then(build: str, start: str, found: int) -> None:
    script = "set -e\npip install -r requirements.txt &\nflask db upgrade\n"
    assert len(check("unchained-build-command", render(build, start, **{"build.sh": script}))) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("flask db upgarde", 1),
        ("flask --app app db ugrade --sql", 1),
        ("flask upgrade db", 1),
        ("flask db apply", 1),
        ("python -m flask upgrade", 1),
        ("flask bd upgrade", 1),
        ("flask db upgrade", 0),
        ("flask db -d other upgrade", 0),
        ("flask seed", 1),
        ("flask translate compile", 0),
        ("flask db $COMMAND", 0),
        ("flask db --help", 0),
        ("flask db upgarde || true", 0),
    ],
)
def test_commands_that_flask_does_not_have(command: str, found: int) -> None:
    assert len(check("unknown-flask-command", render(f"pip install -r requirements.txt && {command}"))) == found


@pytest.mark.parametrize(
    ("definition", "found"),
    [
        ("import click\n\n\n@click.command('upgarde')\ndef later():\n    pass\n", 0),
        ("from flask_migrate.cli import db\n\n\n@db.command()\ndef upgarde():\n    pass\n", 0),
        ("def upgarde():\n    pass\n", 1),
    ],
)
def test_commands_that_the_repository_may_define(definition: str, found: int) -> None:
    files = render("pip install -r requirements.txt && flask db upgarde", **{"commands.py": definition})
    assert len(check("unknown-flask-command", files)) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("waitress-serve app:app", 1),
        ("waitress-serve --threads=8 app:app", 1),
        ("python -m waitress app:app", 1),
        ("waitress-serve --host 0.0.0.0 app:app", 1),
        ("waitress-serve --port=$PORT app:app", 0),
        ("waitress-serve --listen=*:$PORT app:app", 0),
        ("waitress-serve --unix-socket=/tmp/a app:app", 0),
        ("gunicorn app:app", 0),
        ("uvicorn app:app", 0),  # loopback-bind tells
    ],
)
def test_servers_that_do_not_read_the_port(command: str, found: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": ALL, "Procfile": f"web: {command}\n", "app.json": "{}"}
    assert len(check("fixed-port", files)) == found


def test_the_usual_port_is_right_where_the_host_takes_it() -> None:
    files = {
        "main.py": FLASK,
        "requirements.txt": ALL,
        "app.yaml": "runtime: python313\nentrypoint: waitress-serve main:app\n",
    }
    assert not check("fixed-port", files)
    image = "FROM python:3.13\nCOPY . .\nRUN pip install flask waitress\nCMD waitress-serve app:app\n"
    assert not check("fixed-port", {"app.py": FLASK, "Dockerfile": image})


@pytest.mark.parametrize(
    ("base", "lines", "script", "found"),
    [
        ("python:3.13-slim", "", "until nc -z db 5432; do sleep 1; done\n", 1),
        ("python:3.12.4-slim-bookworm", "", "while ! curl -sf http://api:80/; do sleep 1; done\n", 1),
        ("docker.io/library/python:3.13", "", "until pg_isready -h db; do sleep 1; done\n", 1),
        ("python:3.13-alpine", "", "until mysqladmin ping -h db --silent; do sleep 1; done\n", 1),
        ("python:3.13-slim", "", "set -e\npg_isready -h db\n", 1),
        ("python:3.13-slim", "", "timeout 30 sh -c 'until nc -z db 5432; do sleep 1; done'\n", 1),
        (
            "python:3.13-slim",
            "RUN apt-get update && apt-get install -y gcc libpq-dev\n",
            "until nc -z db 1; do :; done\n",
            1,
        ),
        ("python:3.13-slim", "RUN apt-get install -y netcat-openbsd\n", "until nc -z db 1; do :; done\n", 0),
        ("python:3.13-slim", "RUN apt-get install -y postgresql-client\n", "until pg_isready; do :; done\n", 0),
        ("python:3.13-slim", "RUN apt-get install -y git\n", "until curl db; do :; done\n", 0),
        ("python:3.13-slim", "RUN apt-get install -y $PACKAGES\n", "until nc -z db 1; do :; done\n", 0),
        ("python:3.13-slim", "COPY --from=busybox /bin/nc /usr/bin/nc\n", "until nc -z db 1; do :; done\n", 0),
        ("python:3.13-alpine", "", "until nc -z db 5432; do sleep 1; done\n", 0),
        ("python:3.13", "", "until curl -sf http://api:80/; do sleep 1; done\n", 0),
        ("our/python:3.13-slim", "", "until nc -z db 1; do :; done\n", 0),
        ("python:${TAG}-slim", "", "if command -v nc; then nc -z db 1; fi\n", 0),
        ("python:3.13-slim", "", "nc -z db 5432\n", 0),  # without set -e the script goes on
        ("python:3.13-slim", "", "nc -z db 5432 || true\n", 0),
        ("python:3.13-slim", "", "until python wait.py; do sleep 1; done\n", 0),
    ],
)
def test_programs_that_the_image_lacks(base: str, lines: str, script: str, found: int) -> None:
    image = f'FROM {base}\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n{lines}CMD ["sh", "start.sh"]\n'
    files = {"app.py": FLASK, "Dockerfile": image, "wait.py": "", "start.sh": f"{script}exec gunicorn app:app\n"}
    assert len(check("command-not-installed", files)) == found


STEPS = "pip install -r requirements.txt\nflask db upgrade\n"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("build.sh", "#!/bin/sh\n" + STEPS, 1),
        ("render-build.sh", "#!/usr/bin/env bash\necho building\n" + STEPS, 1),
        ("scripts/build.sh", "poetry install\nflask db upgrade\n", 1),
        (".locks/make_locks_build.sh", "pip install pip-tools\npip install 'pip<25'\n", 0),
        ("start.sh", "pip install -r requirements.txt\ngunicorn app:app\n", 1),
        ("build.sh", "#!/bin/sh\nset -e\n" + STEPS, 0),
        ("build.sh", "#!/bin/sh\nset -euo pipefail\n" + STEPS, 0),
        ("build.sh", STEPS.replace("\n", " && ", 1), 0),
        ("build.sh", "pip install --upgrade pip\npip install -r requirements.txt\n", 0),
        ("build.sh", "pip install -r requirements.txt || exit 1\nflask db upgrade\n", 0),
        ("setup.sh", STEPS, 0),  # for a developer's machine
        ("build_docs.sh", "set -e\n" + STEPS, 0),
        ("start.sh", "flask db upgrade\ngunicorn app:app\n", 0),
    ],
)
def test_scripts_that_no_file_names(name: str, text: str, found: int) -> None:
    assert len(check("unchained-build-command", {"app.py": FLASK, "requirements.txt": ALL, name: text})) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pip install -r requirements.txt\nexec gunicorn app:app\n", 1),
        ("set -e\npip install -r requirements.txt\nexec gunicorn app:app\n", 0),
        ("flask db upgrade\nexec gunicorn app:app\n", 0),
    ],
)
def test_start_scripts_that_install(text: str, found: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": ALL, "Procfile": "web: bash run.sh\n", "run.sh": text}
    assert len(check("unchained-build-command", files)) == found


UNSEEN = (
    "git+https://github.com/maker/kernel.git@1.3#egg=kernel",
    "kernel @ git+https://github.com/maker/kernel.git",
    "https://downloads.example.org/kernel-1.3.tar.gz#egg=kernel",
)


@pytest.mark.parametrize("line", UNSEEN)
@pytest.mark.parametrize("program", ["celery -A app worker", "gunicorn app:app"])
def test_what_comes_from_an_address_may_bring_programs(line: str, program: str) -> None:
    files = {"app.py": FLASK, "requirements.txt": f"flask\n{line}\n", "Procfile": f"web: {program}\n"}
    assert check("command-not-installed", files) == []
    seen = line.replace("kernel", "flask-cors").replace("maker", "corydolphin")
    assert check("command-not-installed", {**files, "requirements.txt": f"flask\n{seen}\n"})
    assert check("command-not-installed", {**files, "requirements.txt": "flask\nkernel\n"})

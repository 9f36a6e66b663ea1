"""Commands whose words reach a program as they stand, and values that a server refuses."""

from __future__ import annotations

import pytest
from checking import FLASK, check

LIST = {"app.py": FLASK, "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\nwaitress==3.0.2\n"}
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD "
POD = (
    "apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n  - name: web\n    image: shop\n"
    "    command: [flask, routes, '&&', gunicorn, 'app:app']\n"
)

OPERATORS = {
    "and": (IMAGE + '["flask", "routes", "&&", "gunicorn", "app:app"]', 1),
    "or": (IMAGE + '["flask", "routes", "||", "gunicorn", "app:app"]', 1),
    "behind a change of folder": (IMAGE + '["cd", "/srv", "&&", "gunicorn", "app:app"]', 1),
    "the entrypoint": (IMAGE.replace("CMD ", "ENTRYPOINT ") + '["flask", "routes", "&&", "gunicorn", "app:app"]', 1),
    "a shell reads it": (IMAGE + "flask routes && gunicorn app:app", 0),
    "a shell is given it": (IMAGE + '["sh", "-c", "flask routes && gunicorn app:app"]', 0),
    "bash is given it": (IMAGE + '["/bin/bash", "-lc", "flask routes && gunicorn app:app"]', 0),
}


@pytest.mark.parametrize(("dockerfile", "found"), OPERATORS.values(), ids=OPERATORS)
def test_operators_of_a_shell(dockerfile: str, found: int) -> None:
    assert len(check("impossible-command", {**LIST, "Dockerfile": f"{dockerfile}\n"})) == found


def test_operators_in_a_manifest() -> None:
    assert len(check("impossible-command", {**LIST, "pod.yaml": POD, "Dockerfile": f"{IMAGE}python app.py\n"})) == 1


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('"gunicorn -b 0.0.0.0:$PORT app:app"', 1),
        ("'gunicorn -b 0.0.0.0:8000 app:app'", 1),
        ('exec "gunicorn app:app --workers ${WEB_CONCURRENCY:-2}"', 1),
        ('"$SERVER app:app"', 0),
        ('"$HOME/bin/serve" app:app', 0),
        ('gunicorn -b "0.0.0.0:$PORT" "app:app"', 0),
    ],
)
def test_a_whole_command_in_quotes(line: str, found: int) -> None:
    assert len(check("impossible-command", {**LIST, "Procfile": f"web: {line}\n"})) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("--host=0.0.0.0:8080 app:app", 1),
        ("--port=eighty app:app", 1),
        ("--threads auto app:app", 1),
        ("--connection-limit=1k app:app", 1),
        ("--host=0.0.0.0 --port=$PORT --threads=8 app:app", 0),
        ("--listen=0.0.0.0:$PORT app:app", 0),
        ("--host=$HOST:$PORT app:app", 0),
        ("--host=::1 --port=8080 app:app", 0),
    ],
)
def test_what_waitress_refuses(words: str, found: int) -> None:
    assert len(check("invalid-server-option", {**LIST, "Procfile": f"web: waitress-serve {words}\n"})) == found


def test_a_server_that_ends_has_no_address() -> None:
    files: dict[str, str | bytes] = {**LIST, "Procfile": "web: waitress-serve --bind 0.0.0.0:8080 app:app\n"}
    assert check("fixed-port", files) == check("loopback-bind", files) == []


ENDS = {
    "a message behind it": ("gunicorn app:app &\necho started\n", 1),
    "with nohup": ("nohup gunicorn app:app &\nprintf 'ok'\ndate\n", 1),
    "a worker behind it": ("gunicorn app:app &\npython worker.py\n", 0),
    "the shell waits": ("gunicorn app:app &\necho started\nwait\n", 0),
    "a log is followed": ("gunicorn app:app &\ntail -f /dev/null\n", 0),
}


@pytest.mark.parametrize(("script", "found"), ENDS.values(), ids=ENDS)
def test_scripts_that_end_behind_the_server(script: str, found: int) -> None:
    files = {**LIST, "start.sh": f"#!/bin/sh\n{script}", "worker.py": "", "Dockerfile": f"{IMAGE}sh start.sh\n"}
    assert len(check("daemonised-server", files)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [("gunicorn --spew app:app", 1), ("gunicorn app:app", 0), ("waitress-serve app:app", 0)],
)
def test_spew(line: str, found: int) -> None:
    assert len(check("reload-in-production", {**LIST, "Procfile": f"web: {line}\n"})) == found


def test_spew_in_its_configuration() -> None:
    files: dict[str, str | bytes] = {**LIST, "Procfile": "web: gunicorn app:app\n"}
    assert check("reload-in-production", {**files, "gunicorn.conf.py": "spew = True\n"}) == [
        ("gunicorn.conf.py", 1, "warning")
    ]
    assert check("reload-in-production", {**files, "gunicorn.conf.py": "spew = False\n"}) == []


@pytest.mark.parametrize(("target", "found"), [("nowhere", 1), ("tasks", 0)])
def test_flower_needs_its_application(target: str, found: int) -> None:
    files: dict[str, str | bytes] = {**LIST, "tasks.py": "from celery import Celery\nqueue = Celery('shop')\n"}
    files["Procfile"] = f"web: gunicorn app:app\nflower: celery -A {target} flower\n"
    assert len(check("missing-worker-target", files)) == found

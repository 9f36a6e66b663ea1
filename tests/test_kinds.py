"""What a container is for, by what it starts."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

IMAGE = "FROM python:3.12\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"
FILES = {
    "requirements.txt": "flask\ncelery\ngunicorn\n",
    "app.py": FLASK,
    "tasks.py": "from celery import Celery\ncelery = Celery(__name__)\n",
    "mail.py": "from app import app\n\nif __name__ == '__main__':\n    with app.app_context():\n        print('sent')\n",
}


def kind(command: str, more: dict[str, str] | None = None) -> str:
    (found, *_) = Project(MemoryTree({**FILES, "Dockerfile": IMAGE + f"CMD {command}\n", **(more or {})})).deployments
    return found.service.kind


OTHERS = {
    "a worker": ("celery -A tasks worker", "worker"),
    "its clock": ('["celery", "-A", "tasks", "beat"]', "worker"),
    "a script that sends mail": ("python mail.py", "job"),
    "cron": ('["cron", "-f"]', "worker"),
    "upgrades": ("flask db upgrade", "job"),
    "upgrades by Alembic": ('["alembic", "upgrade", "head"]', "job"),
}


@pytest.mark.parametrize(("command", "expected"), OTHERS.values(), ids=OTHERS)
def test_what_serves_nobody_is_no_web_service(command: str, expected: str) -> None:
    assert kind(command) == expected


SERVING = {
    "gunicorn": ("gunicorn app:app", {}),
    "upgrades before": ("flask db upgrade && gunicorn app:app", {}),
    "a script with a server": ("python serve.py", {"serve.py": "from app import app\napp.run(host='0.0.0.0')\n"}),
    "a server of another kind": ("python serve.py", {"serve.py": "from app import app\nimport cheroot.wsgi\nserver = cheroot.wsgi.Server(('0.0.0.0', 80), app)\nserver.start()\n"}),
    "a server that it starts": ("python serve.py", {"serve.py": "import subprocess\nsubprocess.run(['gunicorn', 'app:app'])\n"}),
    "a command line like Flask's": ("python manage.py run", {"manage.py": "from flask.cli import FlaskGroup\nfrom app import app\ncli = FlaskGroup(create_app=lambda: app)\nif __name__ == '__main__':\n    cli()\n"}),
    "commands of its own": ("python serve.py", {"serve.py": "import click\nfrom app import app\n\n@click.group(invoke_without_command=True)\n@click.pass_context\ndef cli(ctx):\n    ctx.invoke(every)\n\n@cli.command()\ndef every():\n    app.run()\n\ncli()\n"}),
    "pages about workers": ("celery -A tasks flower", {}),
    "a program that nobody knows": ("/opt/serve", {}),
    "a script that is not there": ("python gone.py", {}),
    "cron beside a program that nobody knows": ("cron && /opt/serve", {}),
    "a manager of programs": ("supervisord -c /etc/supervisord.conf", {}),
}  # fmt: skip


@pytest.mark.parametrize(("command", "more"), SERVING.values(), ids=SERVING)
def test_what_may_serve_is_one(command: str, more: dict[str, str]) -> None:
    """Twins."""
    assert kind(command, more) == "web"


def test_what_a_host_of_web_processes_is_told_stays_one() -> None:
    (found,) = Project(MemoryTree({**FILES, "Procfile": "web: python mail.py\n"})).deployments
    assert found.service.kind == "web"


POD = "apiVersion: v1\nkind: {kind}\nmetadata:\n  name: shop\nspec:\n{more}"
INSIDE = "{in}containers:\n{in}- name: shop\n{in}  image: example/shop\n{given}"


def pods(kind: str, given: str) -> list[str]:
    indent = "      " if kind == "Deployment" else "  "
    own = "".join(f"{indent}  {line}\n" for line in given.split("\n") if line)
    inside = INSIDE.replace("{in}", indent).replace("{given}", own)
    more = f"  template:\n    spec:\n{inside}" if kind == "Deployment" else inside
    files = {**FILES, "Dockerfile": IMAGE + "CMD gunicorn app:app\n", "k8s.yaml": POD.format(kind=kind, more=more)}
    return [d.host.key for d in Project(MemoryTree(files)).deployments]


@pytest.mark.parametrize(
    ("kind_of_object", "given", "is_served"),
    [
        ("Pod", "tty: true", False),
        ("Pod", "stdin: true\ncommand: [bash]", False),
        ("Pod", "tty: true\nports:\n- containerPort: 8000", True),
        ("Pod", "imagePullPolicy: Always", True),
        ("Deployment", "tty: true", True),
    ],
)
def test_a_pod_with_a_terminal_alone_is_typed_in(kind_of_object: str, given: str, is_served: bool) -> None:
    assert ("kubernetes" in pods(kind_of_object, given)) == is_served


TESTS = {
    "pytest": ("pytest", {}, False),
    "by make": ("make test", {"Makefile": "test:\n\tpytest tests\n"}, False),
    "a server by make": ("make serve", {"Makefile": "serve:\n\tgunicorn app:app\n"}, True),
    "make of which nothing is known": ("make serve", {}, True),
}  # fmt: skip


@pytest.mark.parametrize(("command", "more", "is_served"), TESTS.values(), ids=TESTS)
def test_an_image_of_tests_is_no_deployment(command: str, more: dict[str, str], is_served: bool) -> None:
    files = {**FILES, "Dockerfile": IMAGE + f"CMD {command}\n", **more}
    assert [d.host.key for d in Project(MemoryTree(files)).deployments] == ["docker" if is_served else "generic"]

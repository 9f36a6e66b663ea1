"""The line about a deployment says what it runs, in its order."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.output.summary import summary
from flaskcheck.project import Project

IMAGE = (
    'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn celery\nENTRYPOINT ["sh", "entry.sh"]\n'
)
SERVE = "exec gunicorn -b 0.0.0.0:8000 app:app"


def told(files: dict[str, str | bytes], start: str) -> str:
    """The line of the deployment whose title begins so, without the title."""
    tree = MemoryTree({"app.py": FLASK, "tasks.py": "from celery import Celery\napp = Celery()\n", **files})
    [found] = [d for d in Project(tree).deployments if d.title.startswith(start)]
    return summary(found, Shown(tree)).removeprefix(f"{found.title}: ")


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (f'case "$MODE" in\n  web) {SERVE} ;;\n  *) celery -A tasks worker ;;\nesac\n', "gunicorn app:app → app.py: app, or celery tasks"),
        (f'if [ -n "$DEV" ]; then\n  exec flask run\nelse\n  {SERVE}\nfi\n', "flask run, or gunicorn app:app → app.py: app"),
        (f'if [ "$A" = 1 ]; then exec flask run\nelif [ "$B" = 1 ]; then celery -A tasks worker\nelse {SERVE}\nfi\n', "flask run, or celery tasks, or gunicorn app:app → app.py: app"),
        (f'if [ -n "$A" ]; then celery -A tasks worker & fi\n{SERVE}\n', "celery tasks, gunicorn app:app → app.py: app"),
        (f"celery -A tasks worker &\n{SERVE}\n", "celery tasks, gunicorn app:app → app.py: app"),
    ],
)  # fmt: skip
def test_branches_of_which_one_is_taken(script: str, says: str) -> None:
    assert (
        told({"entry.sh": script, "Dockerfile": IMAGE}, "Docker") == f"pip install flask gunicorn celery, then {says}"
    )


@pytest.mark.parametrize(
    ("files", "title", "says"),
    [
        ({"entry.sh": f"flask db upgrade\n{SERVE}\n", "Dockerfile": IMAGE}, "Docker", "pip install flask gunicorn celery, then flask db upgrade, then "),
        ({"entry.sh": f"set -e\nalembic upgrade head\n{SERVE}\n", "Dockerfile": IMAGE}, "Docker", "then alembic upgrade head, then "),
        ({"Procfile": "web: flask db upgrade && gunicorn app:app\n"}, "A host", "flask db upgrade, then gunicorn"),
        ({"Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n"}, "A host", "flask db upgrade, then gunicorn"),
    ],
)  # fmt: skip
def test_upgrades_are_told_wherever_they_run(files: dict[str, str | bytes], title: str, says: str) -> None:
    assert says in told(files, title)


HEROKU: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn app:app\nworker: celery -A tasks worker\n",
    "app.json": '{"env": {"A": "1"}, "scripts": {"postdeploy": "flask seed"}}',
}


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("Heroku web", "gunicorn app:app → app.py: app"),
        ("Heroku worker", "celery tasks"),
        ("Heroku job", "flask seed"),
    ],
)
def test_what_runs_once_is_no_part_of_the_others(title: str, says: str) -> None:
    assert told(HEROKU, title) == says


def test_the_host_imports_the_application_itself() -> None:
    files: dict[str, str | bytes] = {"zappa_settings.json": '{"production": {"app_function": "app.app"}}'}
    assert told(files, "AWS") == "Zappa app:app → app.py: app"

"""Commands of ``flask`` that an older Flask does not take, and those that only some starts run."""

from __future__ import annotations

import pytest
from checking import problems

APP = "from flask import Flask\n\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("flask", "release", "told"),
    [
        ("Flask==2.1.3", "flask --app app db upgrade", True),
        ("Flask<2", "flask --app=app db upgrade", True),
        ("Flask==1.1.4", "flask -A app routes", True),
        ("Flask==2.2.5", "flask --app app db upgrade", False),
        ("Flask", "flask --app app db upgrade", False),
        ("Flask==2.1.3", "FLASK_APP=app flask db upgrade", False),
        ("Flask==2.1.3", "flask seed --app app", False),
    ],
)
def test_the_option_that_names_the_application(flask: str, release: str, told: bool) -> None:
    files = {
        "app.py": APP,
        "requirements.txt": f"{flask}\nFlask-Migrate==3.1.0\ngunicorn==20.1.0\n",
        "Procfile": f"release: {release}\nweb: gunicorn app:app\n",
    }
    found = problems("unknown-flask-command", files)
    assert bool([problem for problem in found if "No such option" in problem.message]) is told


@pytest.mark.parametrize(
    ("web", "severities"),
    [
        ("(test -f x.db || flask --app apq init-db) && gunicorn app:app", ["warning"]),
        ("[ -e x.db ] || flask --app apq init-db; gunicorn app:app", ["warning"]),
        ("flask --app apq init-db && gunicorn app:app", [""]),
        ("(test -f x.db || flask --app app init-db) && gunicorn app:app", []),
        ('if [ "$MODE" = dev ]; then flask --app apq init-db; fi; gunicorn app:app', []),
    ],
)
def test_what_only_a_first_start_runs(web: str, severities: list[str]) -> None:
    files = {"app.py": APP, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Procfile": f"web: {web}\n"}
    assert [problem.severity for problem in problems("unresolved-flask-app", files)] == severities

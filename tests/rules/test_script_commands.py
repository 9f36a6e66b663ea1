"""Scripts with commands of their own: what the word behind a script runs, and nothing that another script of the same start does."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

REQUIRED = "flask\nflask-script\nflask-migrate\nclick\ngunicorn\n"
RUN = "from shop import app\n\nif __name__ == '__main__':\n    app.run(host='0.0.0.0'{})\n"
SCRIPT = "from flask_script import Manager\nfrom shop import app\nmanager = Manager(app)\n{}\nif __name__ == '__main__':\n    manager.run()\n"
CLICK = "import click\nfrom shop import app\n\n@click.group()\ndef manager():\n    pass\n\n{}\nif __name__ == '__main__':\n    manager()\n"
OWN = "\n@manager.command{}\ndef runserver():\n    {}\n"
GROUP = (
    "import click\nfrom flask.cli import FlaskGroup\nfrom shop import app\ncli = FlaskGroup(create_app=lambda: app)\n"
    "\n@cli.command('up')\ndef start():\n    app.run(debug=True)\n\nif __name__ == '__main__':\n    cli()\n"
)


def image(start: str, **files: str) -> dict[str, str | bytes]:
    steps = f"FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD {start}\n"
    return {"shop.py": FLASK, "requirements.txt": REQUIRED, "Dockerfile": steps, **files}


@pytest.mark.parametrize(
    ("start", "columns"),
    [
        ("python manage.py db upgrade; python run.py", [34]),
        ("python prepare.py && python run.py", [26]),
        ("python run.py", [5]),
        ("python manage.py runserver", [5]),
        ("python manage.py db upgrade", []),
        ("python manage.py db upgrade && gunicorn shop:app", []),
        ("python prepare.py && gunicorn shop:app", []),
    ],
)
def test_each_script_is_judged_by_what_it_does_itself(start: str, columns: list[int]) -> None:
    files = {
        "manage.py": SCRIPT.format(""),
        "run.py": RUN.format(""),
        "prepare.py": "from shop import app\nprint(app)\n",
    }
    files = {f"{name}": text for name, text in files.items()}
    found = problems("development-server", image(start, **files))  # type: ignore[arg-type]
    assert [problem.place.column for problem in found] == columns


def test_a_step_that_a_script_starts_is_no_server_because_of_another() -> None:
    script = "import os\nos.system('python manage.py db upgrade')\n"
    files = image(
        "python setup.py; python run.py",
        **{"setup.py": script, "manage.py": SCRIPT.format(""), "run.py": RUN.format("")},
    )
    assert check("development-server", files) == [("Dockerfile", 4, "error")]


@pytest.mark.parametrize(
    "text",
    [
        SCRIPT.format(OWN.format("", "app.run(debug=True)")),
        CLICK.format(OWN.format("()", "app.run(debug=True)")),
        CLICK.format(OWN.format("('runserver')", "app.run(debug=True)")),
        SCRIPT.format(OWN.format("", "print(1)\n    serve()") + "\ndef serve():\n    app.run(debug=True)\n"),
    ],
)
def test_the_named_command_of_a_script_is_followed(text: str) -> None:
    files = image("python manage.py runserver", **{"manage.py": text})
    assert [found[0] for found in check("debug-run", files)] == ["manage.py"]
    assert check("development-server", files) == [("Dockerfile", 4, "error")]


def test_a_command_of_another_name_is_not() -> None:
    files = image("python manage.py down", **{"manage.py": GROUP})
    assert check("debug-run", files) == []
    assert len(check("debug-run", image("python manage.py up", **{"manage.py": GROUP}))) == 1


def test_a_command_of_a_known_name_that_serves_otherwise() -> None:
    text = SCRIPT.format(OWN.format("", "from waitress import serve\n    serve(app)"))
    assert check("development-server", image("python manage.py runserver", **{"manage.py": text})) == []


def test_a_twin_with_another_name_for_the_application() -> None:
    text = (
        SCRIPT.format(OWN.format("", "site.run(debug=True)"))
        .replace("import app", "import app as site")
        .replace("(app)", "(site)")
    )
    found = problems("development-server", image("python manage.py runserver", **{"manage.py": text}))
    assert [problem.related[0].message for problem in found] == ["app.run() starts the development server here"]

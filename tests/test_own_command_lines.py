"""Programs that the project installs and command lines of its own: what they call is followed, and a FlaskGroup is Flask's command."""

from __future__ import annotations

import pytest
from checking import check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

FACTORY = "from flask import Flask\n\n\ndef make():\n    return Flask(__name__)\n"
GROUP = "from flask.cli import FlaskGroup\nfrom shop import make\n\ncli = FlaskGroup(create_app=make)\n"
DECORATED = "import click\nfrom flask.cli import FlaskGroup\nfrom shop import make\n\n\n@click.group(cls=FlaskGroup, create_app=make)\ndef cli():\n    pass\n"
CALLED = "\n\ndef main():\n    cli()\n"
MANAGE = "\nif __name__ == '__main__':\n    cli()\n"
PROJECT = "[project]\nname = 'shop'\nversion = '1'\ndependencies = ['flask==3.1.2']\n[project.scripts]\nshopctl = 'shop.cli:%s'\n[build-system]\nrequires = ['setuptools']\nbuild-backend = 'setuptools.build_meta'\n"
SETUP = "from setuptools import setup\nsetup(name='shop', packages=['shop'], install_requires=['flask==3.1.2'], entry_points={'console_scripts': ['shopctl = shop.cli:%s']})\n"
IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install .\nCMD shopctl run --host 0.0.0.0\n"


def installed(
    cli: str, name: str, project: str = PROJECT, folder: str = "", image: str = IMAGE
) -> dict[str, str | bytes]:
    made = "setup.py" if project.startswith("from") else "pyproject.toml"
    code = {f"{folder}shop/__init__.py": FACTORY, f"{folder}shop/cli.py": cli}
    return {made: project % name, "Dockerfile": image, **code}


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(installed(GROUP, "cli"), id="the group itself"),
        pytest.param(installed(GROUP + CALLED, "main"), id="a function that calls it"),
        pytest.param(installed(DECORATED, "cli"), id="a decorated function"),
        pytest.param(installed(GROUP, "cli", SETUP), id="setup.py"),
        pytest.param(installed(GROUP, "cli", PROJECT, "src/"), id="below src"),
        pytest.param(installed("from shop import make\n\n\ndef main():\n    make().run(host='0.0.0.0')\n", "main"), id="app.run"),
    ],
)  # fmt: skip
def test_a_program_of_the_project_starts_the_development_server(files: dict[str, str | bytes]) -> None:
    assert check("development-server", dict(files)) == [("Dockerfile", 5, "error")]
    assert check("unresolved-flask-app", dict(files)) == []


@pytest.mark.parametrize("command", ["python manage.py run -h 0.0.0.0 -p $PORT", "python -m manage run -h 0.0.0.0 -p $PORT"])  # fmt: skip
@pytest.mark.parametrize("cli", [GROUP, DECORATED])
def test_a_script_whose_command_line_is_flasks(cli: str, command: str) -> None:
    files = {"shop/__init__.py": FACTORY, "manage.py": cli + MANAGE, "requirements.txt": "flask==3.1.2\n", "Procfile": f"web: {command}\n"}  # fmt: skip
    assert check("development-server", dict(files)) == [("Procfile", 1, "error")]
    [deployment] = Project(MemoryTree(files)).deployments
    [server] = [s for s in deployment.commands.servers if s.kind == "development"]
    assert (server.invocation.environment, server.binds[0].host) == ((("FLASK_APP", "shop:make"),), "0.0.0.0")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(installed(GROUP, "cli", image=IMAGE.replace("shopctl run --host 0.0.0.0", "shopctl init && exec gunicorn -b 0.0.0.0:8000 'shop:make()'")), id="another command"),
        pytest.param(installed("import click\n\n\n@click.group()\ndef cli():\n    pass\n", "cli"), id="another group"),
        pytest.param(installed("from shop import make\n\n\ndef main():\n    from waitress import serve\n    serve(make(), port=8000)\n", "main"), id="a server for production"),
    ],
)  # fmt: skip
def test_what_is_no_development_server(files: dict[str, str | bytes]) -> None:
    assert check("development-server", dict(files)) == []


def test_other_commands_are_flasks_too() -> None:
    files = {"shop/__init__.py": FACTORY, "manage.py": GROUP + MANAGE, "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}  # fmt: skip
    commands = "web: gunicorn 'shop:make()'\nrelease: FLASK_DEBUG=0 python manage.py db upgrade\n"
    [deployment] = Project(MemoryTree({**files, "Procfile": commands})).deployments
    found = [(i.program, i.arguments, i.environment) for i in deployment.commands.programs("release") if not i.script]
    assert found == [("flask", ("db", "upgrade"), (("FLASK_DEBUG", "0"), ("FLASK_APP", "shop:make")))]


def test_what_makes_the_application_may_be_unknown() -> None:
    """A factory that nothing here defines: what it makes is not looked for."""
    group = GROUP.replace("from shop import make", "from acme import make")
    assert check("unresolved-flask-app", installed(group, "cli")) == []
    assert check("development-server", installed(group, "cli")) == [("Dockerfile", 5, "error")]

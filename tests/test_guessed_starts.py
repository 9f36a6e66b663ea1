"""What a host starts where no file names a start command, and whose Procfile it is."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

OTHER = "from flask import Flask\nserver = Flask(__name__)\n"
BOTH = "flask==3.1.2\ngunicorn==23.0.0\n"
DEPLOYMENT = {".deployment": "[config]\n", "requirements.txt": BOTH}
RAILWAY = {"railway.json": '{"deploy": {"numReplicas": 1}}', "requirements.txt": BOTH}
NIXPACKS = '{"build": {"builder": "NIXPACKS"}}'


def workflow(step: str) -> str:
    return f"jobs:\n  ship:\n    runs-on: ubuntu-24.04\n    steps:\n    - uses: actions/checkout@v5\n    - {step}\n"


AZURE = workflow("uses: azure/webapps-deploy@v3\n      with: {app-name: shop}")
SOURCES = workflow("run: gcloud run deploy shop --source . --region europe-west1")

GUESSES = {
    "Azure, the object has another name": ({"app.py": OTHER, **DEPLOYMENT}, "app.py"),
    "Azure, the first file counts": ({"app.py": "x = 1\n", "wsgi.py": FLASK, **DEPLOYMENT}, "app.py"),
    "Azure, application.py goes before app.py": (
        {"application.py": "from app import app as application\n", "app.py": FLASK, **DEPLOYMENT},
        "application.py",
    ),
    "Azure, told by a workflow": (
        {".github/workflows/x.yml": AZURE, "app.py": OTHER, "requirements.txt": BOTH},
        "app.py",
    ),
    "Azure, right": ({"app.py": FLASK, **DEPLOYMENT}, ""),
    "Azure, another module than it looks for: the portal names it": ({"shop.py": OTHER, **DEPLOYMENT}, ""),
    "Azure, told in a file": ({"app.py": OTHER, "startup.txt": "gunicorn app:server\n", **DEPLOYMENT}, ""),
    "Azure, told by templates": (
        {
            "azure.yaml": "services: {web: {project: ., host: appservice}}\n",
            "infra/main.bicep": "param x string\n",
            "app.py": OTHER,
            "requirements.txt": BOTH,
        },
        "",
    ),
    "Railway, main:app whatever the file": ({"app.py": FLASK, **RAILWAY}, "app.py"),
    "Railway, right": ({"main.py": FLASK, **RAILWAY}, ""),
    "Railway, another builder": ({"app.py": FLASK, **RAILWAY, "railway.json": NIXPACKS}, ""),
    "Railway, a Procfile": ({"app.py": FLASK, **RAILWAY, "Procfile": "web: gunicorn app:app\n"}, ""),
    "Railway, a Dockerfile": (
        {"app.py": FLASK, **RAILWAY, "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask\n"},
        "",
    ),
    "Cloud Run from sources": (
        {".github/workflows/x.yml": SOURCES, "app.py": OTHER, "requirements.txt": BOTH},
        "app.py",
    ),
    "Cloud Run from sources, main.py goes first": (
        {".github/workflows/x.yml": SOURCES, "main.py": OTHER, "app.py": FLASK, "requirements.txt": BOTH},
        "main.py",
    ),
    "Cloud Run, right": ({".github/workflows/x.yml": SOURCES, "app.py": FLASK, "requirements.txt": BOTH}, ""),
    "Cloud Run, an image": (
        {
            ".github/workflows/x.yml": SOURCES.replace("--source .", "--image shop"),
            "app.py": OTHER,
            "requirements.txt": BOTH,
        },
        "",
    ),
    "Cloud Run, another command": (
        {".github/workflows/x.yml": SOURCES.replace("--source .", "--source . --command flask"), "app.py": OTHER}
        | {"requirements.txt": BOTH},
        "",
    ),
}


@pytest.mark.parametrize(("files", "path"), GUESSES.values(), ids=GUESSES)
def test_a_guess_is_judged_at_the_file_that_was_found(files: dict[str, str | bytes], path: str) -> None:
    assert check("unresolved-app", files) == ([(path, 0, "warning")] if path else [])  # the dashboard may say another
    assert check("missing-wsgi-server", files) == check("command-not-installed", files) == []


def test_what_no_dashboard_can_change_is_an_error() -> None:
    files: dict[str, str | bytes] = {"main.py": OTHER, "app.yaml": "runtime: python313\n", "requirements.txt": BOTH}
    assert check("unresolved-app", files) == [("app.yaml", 1, "error")]


def test_railway_guesses_gunicorn_only_where_it_is_installed() -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, **RAILWAY, "requirements.txt": "flask==3.1.2\n"}
    assert check("unresolved-app", files) == []


def test_the_host_is_said_to_have_guessed() -> None:
    [problem] = problems("unresolved-app", {"app.py": OTHER, **DEPLOYMENT})
    assert problem.message.endswith("Azure App Service starts it so where nothing names a start command.")


def test_gunicorn_comes_with_a_guess() -> None:
    files: dict[str, str | bytes] = {".github/workflows/x.yml": SOURCES, "app.py": FLASK, "requirements.txt": "flask\n"}
    assert check("missing-wsgi-server", files) == check("command-not-installed", files) == []


# --- start-up commands in workflows -----------------------------------------------------------------------

STARTED = {
    "an input": (
        "uses: azure/webapps-deploy@v3\n      with:\n        app-name: shop\n        startup-command: gunicorn shop",
        1,
    ),
    "an input, right": (
        "uses: azure/webapps-deploy@v3\n      with:\n        app-name: shop\n        startup-command: gunicorn shop:app",
        0,
    ),
    "an option": ('run: az webapp up -n shop --startup-file "gunicorn --bind=0.0.0.0 shop:application"', 1),
    "an option with an equals sign": ("run: az webapp up --startup-file='gunicorn shop:application' -n shop", 1),
    "an option, right": ('run: az webapp up -n shop --startup-file "gunicorn --bind=0.0.0.0 shop:app"', 0),
}


@pytest.mark.parametrize(("step", "found"), STARTED.values(), ids=STARTED)
@pytest.mark.parametrize("name", ["ship.yml", "azure.yml", "azure.yaml"])
def test_start_commands_of_workflows(step: str, found: int, name: str) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "requirements.txt": BOTH,
        f".github/workflows/{name}": workflow(step),
    }
    assert len(check("unresolved-app", files)) == found


def test_a_setting_of_an_earlier_step_counts() -> None:
    text = workflow(
        "run: az webapp config set -n shop --startup-file 'gunicorn shop:nothing'\n    - uses: azure/webapps-deploy@v3"
    )
    files: dict[str, str | bytes] = {"shop.py": FLASK, "requirements.txt": BOTH, ".github/workflows/x.yml": text}
    assert len(check("unresolved-app", files)) == 1


# --- whose Procfile it is ---------------------------------------------------------------------------------

BOUND = {"app.py": FLASK, "requirements.txt": BOTH, "Procfile": "web: gunicorn --bind :8080 app:app\n"}
OWNERS = {
    "nothing beside it": ({}, "procfile"),
    "what gcloud leaves behind": ({".gcloudignore": ".git\n"}, "cloud-run"),
    "with a Python": ({".gcloudignore": ".git\n", ".python-version": "3.13\n"}, "cloud-run"),
    "a build that deploys": (
        {"cloudbuild.yaml": "steps:\n- name: gcr.io/cloud-builders/gcloud\n  args: [run, deploy, shop, --source, .]\n"},
        "cloud-run",
    ),
    "a build of something else": (
        {"cloudbuild.yaml": "steps:\n- name: gcr.io/cloud-builders/npm\n  args: [test]\n"},
        "procfile",
    ),
    "Heroku's file": ({"app.json": '{"env": {}}', ".gcloudignore": ".git\n"}, "heroku"),
    "in another folder": ({"docs/.gcloudignore": ".git\n"}, "procfile"),
    "App Engine's file, which says another command": (
        {"app.yaml": "runtime: python313\nentrypoint: gunicorn app:app\n"},
        "cloud-run",
    ),
}


@pytest.mark.parametrize(("beside", "owner"), OWNERS.values(), ids=OWNERS)
def test_the_files_beside_a_procfile_say_who_reads_it(beside: dict[str, str | bytes], owner: str) -> None:
    project = Project(MemoryTree({**BOUND, **beside}))
    assert [d.host.key for d in project.deployments if d.place.path == "Procfile"] == [owner]
    assert bool(check("fixed-port", {**BOUND, **beside})) == (owner != "cloud-run")


@pytest.mark.parametrize(
    ("files", "assumed", "expected"),
    [
        ({"Procfile": "web: gunicorn app:app\n"}, "heroku", "heroku"),
        ({"Procfile": "web: gunicorn app:app\n"}, "railway", "railway"),
        ({"Procfile": "web: gunicorn app:app\n"}, "render", "procfile"),  # which does not read it
        ({"Dockerfile": "FROM python:3.13\nCOPY . .\nCMD gunicorn app:app\n"}, "fly", "fly"),
        ({"Dockerfile": "FROM python:3.13\nCOPY . .\nCMD gunicorn app:app\n"}, "pythonanywhere", "docker"),
        ({"Procfile": "web: gunicorn app:app\n", "heroku.yml": "build: {languages: [python]}\n"}, "railway", "heroku"),
    ],
)
def test_the_assumed_host_is_whose_file_it_is(files: dict[str, str], assumed: str, expected: str) -> None:
    """What the option says counts where the file itself leaves it open."""
    tree = MemoryTree({"app.py": FLASK, **files})
    assert [d.host.key for d in Project(tree, (assumed,)).deployments] == [expected]

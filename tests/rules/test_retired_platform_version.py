"""Stacks, plans, runners, runtimes and releases that are gone, and those that look like them and are there."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine
from flaskcheck.findings.config import Config
from flaskcheck.findings.registry import load

RULE = "retired-platform-version"
APP = {"app.py": FLASK, "main.py": FLASK, "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\n"}
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
HEROKU = '{{"name": "shop", {}}}\n'
JOB = "on: push\njobs:\n  deploy:\n    runs-on: {}\n    steps:\n    - uses: actions/checkout@v4\n{}"
DEPLOYS = "    - uses: akhileshns/heroku-deploy@v3.13.15\n      with:\n        heroku_app_name: shop\n"
IMAGE = "FROM {}\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :8000 app:app\n"
BRANCH = "global:\n  application_name: shop\n  default_platform: {}\n"


def found(files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    return [(path, severity) for path, _, severity in check(RULE, {**APP, **files})]


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({**PROCFILE, "app.json": HEROKU.format('"stack": "heroku-20"')}, ("app.json", "error")),
        ({**PROCFILE, "app.json": HEROKU.format('"stack": "cedar-14"')}, ("app.json", "error")),
        ({**PROCFILE, "app.json": HEROKU.format('"addons": ["heroku-redis:hobby-dev"]')}, ("app.json", "error")),
        ({**PROCFILE, "app.json": HEROKU.format('"addons": [{"plan": "heroku-postgresql:hobby-dev", "as": "DB"}]')}, ("app.json", "error")),
        ({**PROCFILE, "app.json": HEROKU.format('"addons": ["mongolab:sandbox"]')}, ("app.json", "error")),
        ({**PROCFILE, "app.json": HEROKU.format('"formation": {"web": {"quantity": 1, "size": "free"}}')}, ("app.json", "error")),
        ({**PROCFILE, "heroku.yml": "setup:\n  addons:\n  - plan: heroku-postgresql:hobby-dev\nbuild:\n  languages: [python]\n"}, ("heroku.yml", "error")),
        ({**PROCFILE, ".github/workflows/deploy.yml": JOB.format("ubuntu-18.04", DEPLOYS)}, (".github/workflows/deploy.yml", "error")),
        ({"app.yaml": "runtime: python38\nentrypoint: gunicorn -b :$PORT main:app\n"}, ("app.yaml", "error")),
        ({"app.yaml": "runtime: python\nenv: flex\nentrypoint: gunicorn -b :$PORT main:app\nruntime_config:\n  python_version: 3\n"}, ("app.yaml", "error")),
        ({".elasticbeanstalk/config.yml": BRANCH.format("Python 3.6 running on 64bit Amazon Linux"), ".ebextensions/a.config": "option_settings: {}\n"}, (".elasticbeanstalk/config.yml", "warning")),
        ({"Dockerfile": IMAGE.format("python:3.11-slim-buster")}, ("Dockerfile", "warning")),
        ({"Dockerfile": IMAGE.format("python:3.12-alpine3.18")}, ("Dockerfile", "warning")),
        ({"Dockerfile": IMAGE.format("python:3.13-bullseye")}, ("Dockerfile", "warning")),
    ],
)  # fmt: skip
def test_gone(files: dict[str, str | bytes], place: tuple[str, str]) -> None:
    assert found(files) == [place]


@pytest.mark.parametrize(
    "files",
    [
        {**PROCFILE, "app.json": HEROKU.format('"stack": "heroku-24"')},
        {**PROCFILE, "app.json": HEROKU.format('"stack": "container"')},
        {**PROCFILE, "app.json": HEROKU.format('"addons": ["heroku-postgresql:essential-0", "heroku-redis:mini"]')},
        {**PROCFILE, "app.json": HEROKU.format('"formation": {"web": {"quantity": 1, "size": "basic"}}')},
        {**PROCFILE, "app.json": '{"expo": {"name": "shop"}, "stack": "heroku-18"}'},
        {**PROCFILE, ".github/workflows/test.yml": JOB.format("ubuntu-18.04", "    - run: pytest\n")},
        {**PROCFILE, ".github/workflows/deploy.yml": JOB.format("ubuntu-22.04", DEPLOYS)},
        {**PROCFILE, ".github/workflows/deploy.yml": JOB.format("[self-hosted, ubuntu-18.04]", DEPLOYS)},
        {"app.yaml": "runtime: python313\nentrypoint: gunicorn -b :$PORT main:app\n"},
        {"app.yaml": "runtime: python\nenv: flex\nentrypoint: gunicorn -b :$PORT main:app\nruntime_config:\n  operating_system: ubuntu22\n  runtime_version: '3.12'\n"},
        {".elasticbeanstalk/config.yml": BRANCH.format("Python 3.13 running on 64bit Amazon Linux 2023"), ".ebextensions/a.config": "option_settings: {}\n"},
        {"render.yaml": "services:\n- type: web\n  name: shop\n  plan: free\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n"},
        {"Dockerfile": IMAGE.format("python:3.13-slim-bookworm")},
        {"Dockerfile": IMAGE.format("python:3.13-slim")},
        {"Dockerfile": IMAGE.format("python:3.8-slim-buster")},  # its Python is told
        {"Dockerfile": IMAGE.format("acme/python:3.12-buster")},
    ],
)  # fmt: skip
def test_there(files: dict[str, str | bytes]) -> None:
    assert not found(files)


def test_it_owns_the_runtime_of_the_host() -> None:
    tree = MemoryTree({**APP, "app.yaml": "runtime: python37\nentrypoint: gunicorn -b :$PORT main:app\n"})
    told = engine.check(tree, load([RULE, "unsupported-python"]), Config()).findings
    assert [(f.rule, f.place.path, f.place.line) for f in told] == [(RULE, "app.yaml", 1)]


FROM_ARCHIVE = (
    "FROM {}\nRUN {}\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :8000 app:app\n"
)


@pytest.mark.parametrize(
    ("base", "run", "severity"),
    [
        ("python:3.10-buster", "apt-get update -y && apt-get install -y gcc", "error"),
        ("debian:buster-slim", "set -eux; apt-get -qq update; apt-get install -y python3-pip", "error"),
        ("python:3.11-slim-buster", "apt-get update || true", "warning"),
        ("python:3.11-slim-bullseye", "apt-get update && apt-get install -y gcc", "warning"),
        (
            "python:3.11-slim-buster",
            "sed -i s/deb.debian/archive.debian/ /etc/apt/sources.list && apt-get update",
            "warning",
        ),
        ("python:3.11-slim-buster", "pip install wheel", "warning"),
    ],
)
def test_packages_that_left_their_servers(base: str, run: str, severity: str) -> None:
    assert found({"Dockerfile": FROM_ARCHIVE.format(base, run)}) == [("Dockerfile", severity)]


def test_a_python_that_has_ended_as_well_is_told_once() -> None:
    files = {
        **APP,
        "Dockerfile": FROM_ARCHIVE.format("python:3.8-slim-buster", "apt-get update && apt-get install -y gcc"),
    }
    report = engine.check(MemoryTree(files), load([RULE, "unsupported-python"]), Config())
    assert [(f.rule, f.severity) for f in report.findings if f.place.line == 1] == [(RULE, "error")]


@pytest.mark.parametrize(("first", "last"), [("buster", "bookworm"), ("bookworm", "buster")])
def test_the_stage_that_asks_is_the_one_that_counts(first: str, last: str) -> None:
    built = f"FROM python:3.11-slim-{first} AS built\nRUN apt-get update && apt-get install -y gcc\nRUN pip wheel -w /wheels flask\n"
    last_stage = IMAGE.format(f"python:3.11-slim-{last}").replace(
        "COPY . .", "COPY --from=built /wheels /wheels\nCOPY . ."
    )
    assert found({"Dockerfile": built + last_stage}) == ([("Dockerfile", "warning")] if last == "buster" else [])

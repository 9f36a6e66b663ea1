"""Secrets that commands give to programs."""

from __future__ import annotations

import pytest

from tests.checking import FLASK, check, problems

SIGNED = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.environ['SECRET_KEY']\n"
KEY = "4f1d9a7c52e84b0fa0b7d2c9e5a86f31"
START = {"Procfile": "web: bash start.sh\n"}


def script(*lines: str) -> dict[str, str | bytes]:
    return {
        "app.py": SIGNED,
        "start.sh": "\n".join(("#!/bin/bash", "set -e", *lines, "exec gunicorn app:app", "")),
        **START,
    }


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"Procfile": f"web: SECRET_KEY={KEY} gunicorn app:app\n"}, ("Procfile", 1)),
        ({"Procfile": f"web: env SECRET_KEY={KEY} gunicorn app:app\n"}, ("Procfile", 1)),
        ({"Procfile": f"web: gunicorn --env SECRET_KEY={KEY} app:app\n"}, ("Procfile", 1)),
        ({"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": f"raw_env = ['SECRET_KEY={KEY}']\n"}, ("gunicorn.conf.py", 1)),
        ({"Dockerfile": f"FROM python:3.13\nCOPY . .\nCMD SECRET_KEY={KEY} gunicorn -b :80 app:app\n"}, ("Dockerfile", 3)),
        (script(f"export SECRET_KEY={KEY}"), ("start.sh", 3)),
        (script(f"SECRET_KEY={KEY}", "export SECRET_KEY"), ("start.sh", 3)),
        ({"Procfile": f"web: gunicorn app:app\nrelease: STRIPE_SECRET_KEY={KEY} flask db upgrade\n"}, ("Procfile", 2)),
    ],
)  # fmt: skip
def test_a_secret_that_a_command_gives_its_program_is_told(
    files: dict[str, str | bytes], expected: tuple[str, int]
) -> None:
    assert check("plain-secret", {"app.py": SIGNED, **files}) == [(*expected, "error")]


@pytest.mark.parametrize(
    "files",
    [
        script(f'export SECRET_KEY="${{SECRET_KEY:-{KEY}}}"'),
        script("export SECRET_KEY=$(openssl rand -hex 32)"),
        script('export SECRET_KEY="$(cat /run/secrets/key)"'),
        script('if [ "$MODE" = dev ]; then', f"  export SECRET_KEY={KEY}", "fi"),
        script('if [ -z "$SECRET_KEY" ]; then', f"  export SECRET_KEY={KEY}", "fi"),
        {"Dockerfile": f"FROM python:3.13\nCOPY . .\nRUN SECRET_KEY={KEY} flask assets build\nCMD gunicorn -b :80 app:app\n"},
        {"Procfile": "web: PORT=8000 FLASK_APP=app API_TOKEN=changeme gunicorn app:app\n"},
    ],
)  # fmt: skip
def test_a_default_a_reference_and_a_step_of_the_build_give_away_nothing(files: dict[str, str | bytes]) -> None:
    assert check("plain-secret", {"app.py": SIGNED, **files}) == []


@pytest.mark.parametrize(
    "path",
    [".github/workflows/release.yml", ".github/workflows/deploy.yaml", ".gitlab-ci.yml"],
)
def test_variables_of_a_pipeline_have_no_host_of_their_own(path: str) -> None:
    value = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
    steps = "      - uses: actions/checkout@v4\n      - run: git push https://git.heroku.com/shop.git HEAD:main\n"
    jobs = f"on: push\njobs:\n  release:\n    runs-on: ubuntu-latest\n    env:\n      HEROKU_API_KEY: {value}\n    steps:\n{steps}"
    if path.endswith("ci.yml"):
        jobs = f"release:\n  variables:\n    HEROKU_API_KEY: {value}\n  script:\n    - git push https://git.heroku.com/shop.git HEAD:main\n"
    found = problems("plain-secret", {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", path: jobs})
    assert [p.place.path for p in found] in ([path], [])
    assert all(value not in p.message + p.help for p in found)


def test_variables_of_a_pipeline_that_are_kept_elsewhere() -> None:
    jobs = "on: push\njobs:\n  release:\n    runs-on: ubuntu-latest\n    env:\n      HEROKU_API_KEY: ${{ secrets.HEROKU_API_KEY }}\n    steps:\n      - run: git push https://git.heroku.com/shop.git HEAD:main\n"
    assert not problems("plain-secret", {"app.py": FLASK, ".github/workflows/release.yml": jobs})

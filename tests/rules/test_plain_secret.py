"""Secrets that commands give to programs."""

from __future__ import annotations

import pytest

from tests.checking import check

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

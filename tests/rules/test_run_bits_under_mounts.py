"""A folder of the machine that is mounted over an image hides the run bits that the image gave; one that only keeps data does not."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = 'FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn && chmod +x /srv/start.sh\nENTRYPOINT ["/srv/start.sh"]\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
COMPOSE = "services:\n  web:\n    build: .\n    restart: always\n    ports:\n      - '80:8000'\n{}"
SCRIPT = '#!/bin/sh\nset -e\nexec "$@"\n'


@pytest.mark.parametrize(
    ("mounts", "mode", "told"),
    [
        ("    volumes:\n      - .:/srv\n", "100644", 1),
        ("    volumes:\n      - type: bind\n        source: ./\n        target: /srv\n", "100644", 1),
        ("    volumes:\n      - .:/srv\n", "100755", 0),
        ("    volumes:\n      - code:/srv\n", "100644", 0),  # Docker fills an empty volume with what the image has
        ("    volumes:\n      - ./uploads:/srv/uploads\n", "100644", 0),
        ("", "100644", 0),
    ],
)
def test_scripts_that_an_image_makes_executable(mounts: str, mode: str, told: int) -> None:
    named = "volumes:\n  code:\n" if "code:" in mounts else ""
    files = {
        "app.py": FLASK,
        "Dockerfile": IMAGE,
        "start.sh": SCRIPT,
        "uploads/a.txt": "",
        "compose.yml": COMPOSE.format(mounts) + named,
    }
    assert len(check("unrunnable-entrypoint", files, modes={"start.sh": mode})) == told


def test_a_command_of_the_start_still_gives_the_bit() -> None:
    mounts = "    volumes:\n      - .:/srv\n    entrypoint: []\n    command: sh -c 'chmod +x start.sh && ./start.sh gunicorn -b 0.0.0.0:8000 app:app'\n"
    files = {"app.py": FLASK, "Dockerfile": IMAGE, "start.sh": SCRIPT, "compose.yml": COMPOSE.format(mounts)}
    assert check("unrunnable-entrypoint", files, modes={"start.sh": "100644"}) == []

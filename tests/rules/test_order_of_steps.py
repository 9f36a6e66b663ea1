"""A step of the build that needs what a later one installs."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FILES: dict[str, str | bytes] = {
    "app.py": FLASK,
    "requirements.txt": "flask==3.0.3\ngunicorn==22.0.0\nalembic==1.13.2\n",
}
INSTALL = "pip install -r requirements.txt"


def render(build: str) -> dict[str, str | bytes]:
    service = f"services:\n- {{type: web, name: a, runtime: python, buildCommand: '{build}', startCommand: gunicorn app:app}}\n"
    return {"render.yaml": service, **FILES}


def image(*steps: str, base: str = "python:3.12-slim") -> dict[str, str | bytes]:
    runs = "".join(f"RUN {step}\n" for step in steps)
    text = f"FROM {base}\nWORKDIR /app\nCOPY . .\n{runs}CMD gunicorn -b 0.0.0.0:8000 app:app\n"
    return {"Dockerfile": text, **FILES}


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        (render(f"flask routes && {INSTALL}"), True),
        (render(f"mkdir -p data; alembic current; {INSTALL}"), True),
        (render(f"python -m flask routes && {INSTALL}"), True),
        (render(f"{INSTALL} && flask routes"), False),
        (render(f"pip install flask && flask routes && {INSTALL}"), False),
        (render(f"curl -fsSO https://example.com/a.sh && sh a.sh && flask routes && {INSTALL}"), False),
        (render(f"python -m venv env && . env/bin/activate && flask routes && {INSTALL}"), False),
        (render(f"flask routes || true; {INSTALL}"), False),
        (image("flask routes", INSTALL), True),
        (image("echo hello && flask routes", INSTALL), True),
        (image(INSTALL, "flask routes"), False),
        (image("curl -LsS https://example.com/get | sh", "flask routes", INSTALL), False),
        (image("flask routes", INSTALL, base="example/flask:1"), False),
        ({"Procfile": "web: gunicorn app:app\n", "bin/post_compile": "flask routes\n", **FILES}, False),
    ],
)
def test_a_program_is_there_once_a_step_has_installed_it(files: dict[str, str | bytes], is_told: bool) -> None:
    assert bool(check("impossible-command", files)) is is_told


INI = {"migrations/alembic.ini": "[alembic]\nscript_location = migrations\n", "migrations/env.py": "", **FILES}


@pytest.mark.parametrize(
    ("command", "files", "is_told"),
    [
        ("alembic upgrade head", {}, True),
        ("alembic -x a=b upgrade head", {}, True),
        ("alembic -c migrations/alembic.ini upgrade head", {}, False),
        ("alembic --config=migrations/alembic.ini upgrade head", {}, False),
        ("ALEMBIC_CONFIG=migrations/alembic.ini alembic upgrade head", {}, False),
        ("cd migrations && alembic upgrade head", {}, False),
        ("alembic upgrade head", {"alembic.ini": "[alembic]\n"}, False),
        ("alembic upgrade head", {"pyproject.toml": "[tool.alembic]\nscript_location = 'migrations'\n"}, False),
        ("alembic upgrade head", {"pyproject.toml": "[tool.black]\n"}, True),
        ("cd $SOMEWHERE && alembic upgrade head", {}, False),
        ("alembic init migrations", {}, False),
    ],
)
def test_alembic_finds_its_settings(command: str, files: dict[str, str | bytes], is_told: bool) -> None:
    procfile = {"Procfile": f"release: {command}\nweb: gunicorn app:app\n"}
    assert bool(check("impossible-command", {**INI, **procfile, **files})) is is_told

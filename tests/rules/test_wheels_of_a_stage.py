"""Wheels that one stage of an image builds and the next one installs are what the first was asked for, with the newest of what they need."""

from __future__ import annotations

import pytest
from checking import check

APP = {
    "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "requirements.txt": "Flask==1.1.1\ngunicorn==23.0.0\n",
}
IMAGE = 'FROM python:3.8-slim AS builder\nWORKDIR /build\nCOPY requirements.txt .\n{}\n\nFROM python:3.8-slim\nWORKDIR /app\n{}\nCOPY . .\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
COPIED = "COPY --from=builder /build/wheels /wheels\n"
BUILT = "RUN pip wheel --no-cache-dir --wheel-dir /build/wheels -r requirements.txt"
BARE = BUILT.replace("--wheel-dir", "--no-deps -w")


@pytest.mark.parametrize(
    ("built", "installed", "told"),
    [
        (BARE, COPIED + "RUN pip install --no-cache /wheels/*", 1),
        (BUILT, COPIED + "RUN pip install /wheels/*.whl && rm -rf /wheels", 1),
        (BUILT, COPIED + "COPY requirements.txt .\nRUN pip install --no-index --find-links=/wheels -r requirements.txt", 1),
        (BUILT, COPIED + "RUN pip install --no-deps wheels/*", 1),
        (BARE, COPIED + "RUN pip install --no-deps /wheels/*", 0),  # what they need comes from nowhere that is seen
        (BUILT, COPIED + "COPY vendor /vendor\nRUN pip install /wheels/* /vendor/*", 0),
        (BUILT, "COPY vendor /vendor\nRUN pip install /vendor/*", 0),
        (BARE, "COPY requirements.txt .\nRUN pip install --find-links=/vendor -r requirements.txt", 0),
        (BARE, "COPY requirements.txt .\nRUN pip install --find-links=https://wheels.shop.org -r requirements.txt", 0),
    ],
)  # fmt: skip
def test_releases(built: str, installed: str, told: int) -> None:
    files = {**APP, "Dockerfile": IMAGE.format(built, installed), "vendor/a.txt": ""}
    assert len(check("incompatible-requirements", files)) == told


@pytest.mark.parametrize(("installed", "told"), [("/wheels/*", 1), ("/wheels/* /vendor/*", 0)])
def test_all_that_is_installed_is_known(installed: str, told: int) -> None:
    dockerfile = IMAGE.format(BARE, f"{COPIED}COPY vendor /vendor\nRUN pip install {installed}")
    files = {**APP, "Dockerfile": dockerfile, "vendor/a.txt": "", "app.py": "import redis\n" + APP["app.py"]}
    assert len([found for found in check("undeclared-import", files) if found[2] == "error"]) == told

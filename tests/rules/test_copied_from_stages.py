"""What is copied from an earlier stage that surely does not have it."""

from __future__ import annotations

import pytest
from checking import FLASK, check

APP = {
    "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
    "requirements.txt": "flask\ngunicorn\n",
    "dist/a.css": "",
}
LAST = "FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY --from=build {} /app/\nCOPY app.py .\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
FIRST = "FROM python:3.13-slim AS build\nWORKDIR /src\nCOPY . .\n"


@pytest.mark.parametrize(
    ("first", "path"),
    [
        (FIRST, "/src/build"),
        (FIRST, "/app/dist"),
        (FIRST + "RUN apt-get update && apt-get install -y git\n", "/src/distt"),
        (FIRST + "RUN pip install -r requirements.txt && mkdir -p /out\n", "/outt/app.py"),
        (FIRST + "RUN rm -rf dist\n", "/src/dist"),
    ],
)
def test_it_is_not_there(first: str, path: str) -> None:
    line = first.count("\n") + 5
    assert check("missing-copied-file", {**APP, "Dockerfile": first + LAST.format(path)}) == [
        ("Dockerfile", line, "error")
    ]


@pytest.mark.parametrize(
    ("first", "path"),
    [
        (FIRST, "/src/dist"),
        (FIRST, "/src/app.py"),
        (FIRST, "/src"),
        (FIRST + "RUN mkdir /out\n", "/out"),
        (FIRST + "RUN npm ci && npm run build\n", "/src/build"),
        (FIRST + "RUN python make.py\n", "/src/build"),
        (FIRST + "RUN pip install --target /deps -r requirements.txt\n", "/deps"),
        (FIRST + "RUN echo x > /made.txt\n", "/made.txt"),
        (FIRST, "/usr/local/lib/python3.13/site-packages"),
        (FIRST, "/opt/venv"),
        (FIRST.replace("python:3.13-slim", "example/base"), "/src/build"),
        ("FROM ghcr.io/astral-sh/uv:0.9 AS build\n", "/uv"),
        ("ARG V=0.9\nFROM ghcr.io/astral-sh/uv:$V AS build\n", "/uvx"),
        ("FROM nginx:1.29 AS build\n", "/docker-entrypoint.sh"),
        ("FROM redis:8 AS build\n", "/data"),
        ("FROM mambaorg/micromamba AS build\n", "/tmp/x"),
        ("FROM python:3.13-slim AS first\nRUN make\nFROM first AS build\n", "/src/build"),
        (FIRST, "/src/$NAME"),
    ],
)
def test_it_is_or_may_be(first: str, path: str) -> None:
    assert not check("missing-copied-file", {**APP, "Dockerfile": first + LAST.format(path)})


@pytest.mark.parametrize(
    ("made", "copied", "told"),
    [
        ("pip install --prefix=/install -r requirements.txt", "/insatll", True),
        ("pip install --prefix /install -r requirements.txt", "/other/lib", True),
        ("pip wheel -w /wheels -r requirements.txt", "/wheel", True),
        ("pip install --user -r requirements.txt", "/other/.local", True),
        ("pip install --prefix=/install -r requirements.txt", "/install", False),
        ("pip install --prefix=/install -r requirements.txt", "/install/bin", False),
        ("pip install --target=packages -r requirements.txt", "/src/packages", False),
        ("pip install --user -r requirements.txt", "/root/.local", False),
        ("pip wheel -r requirements.txt", "/wheel", False),
        ("pip install --prefix=$TO -r requirements.txt", "/insatll", False),
        ("python -m venv /install", "/insatll", False),
    ],
)
def test_what_pip_puts_into_a_folder(made: str, copied: str, told: bool) -> None:
    image = f'FROM python:3.13-slim AS build\nARG TO\nWORKDIR /src\nCOPY requirements.txt .\nRUN {made}\n\nFROM python:3.13-slim\nWORKDIR /app\nCOPY --from=build {copied} /usr/local/\nCOPY . .\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
    files = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Dockerfile": image}
    assert [line for _, line, _ in check("missing-copied-file", files)] == ([9] if told else [])

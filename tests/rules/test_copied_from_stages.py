"""What is copied from an earlier stage that surely does not have it."""

from __future__ import annotations

import pytest
from checking import check

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
        ("FROM python:3.13-slim AS first\nRUN make\nFROM first AS build\n", "/src/build"),
        (FIRST, "/src/$NAME"),
    ],
)
def test_it_is_or_may_be(first: str, path: str) -> None:
    assert not check("missing-copied-file", {**APP, "Dockerfile": first + LAST.format(path)})

"""What is published as source alone, in images with and without a compiler."""

from __future__ import annotations

import pytest
from checking import FLASK, check

INSTALL = "RUN pip install -r requirements.txt"


def image(base: str, *steps: str) -> str:
    run = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]'
    return "\n".join([f"FROM {base}", "WORKDIR /app", "COPY . .", *steps, run, ""])


def found(dockerfile: str, requirements: str = "flask\ngunicorn\npsycopg2\n") -> list[tuple[str, int]]:
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": requirements, "Dockerfile": dockerfile}
    return [(path, line) for path, line, _ in check("unbuildable-requirement", files)]


@pytest.mark.parametrize(
    ("dockerfile", "requirements", "place"),
    [
        (image("python:3.13-slim", INSTALL), "flask\ngunicorn\npsycopg2==2.9.10\n", ("requirements.txt", 3)),
        (image("python:3.12-slim-bookworm", INSTALL), "mysqlclient\nflask\ngunicorn\n", ("requirements.txt", 1)),
        (image("python:3.13-alpine", INSTALL), "flask\ngunicorn\nuwsgi\n", ("requirements.txt", 3)),
        (image("python:3.13-slim", "RUN apt-get update && apt-get install -y curl", INSTALL), "flask\ngunicorn\npython-ldap\n", ("requirements.txt", 3)),
    ],
)  # fmt: skip
def test_without_a_compiler(dockerfile: str, requirements: str, place: tuple[str, int]) -> None:
    assert found(dockerfile, requirements) == [place]


@pytest.mark.parametrize(
    "dockerfile",
    [
        image("python:3.13", INSTALL),
        image("python:3.13-slim", "RUN apt-get update && apt-get install -y gcc libpq-dev", INSTALL),
        image("python:3.13-slim", "RUN apt-get update && apt-get install -y build-essential libpq-dev", INSTALL),
        image("python:3.13-slim", "RUN apt-get update && apt-get install -y $PACKAGES", INSTALL),
        image("python:3.13-alpine", "RUN apk add --no-cache gcc musl-dev postgresql-dev", INSTALL),
        image("python:3.13-alpine", "RUN apk add --virtual .build build-base postgresql-dev", INSTALL),
        image("python:3.13-alpine", "RUN apk add py3-psycopg2", INSTALL),
        image("python:3.13-slim", "RUN apt-get update && apt-get install -y libpq-dev python3-dev g++", INSTALL),
        image("python:3.13-slim", "RUN apt-get update && apt-get install -y clang libpq-dev", INSTALL),
        image("ubuntu:24.04", "RUN apt-get update && apt-get install -y python3-pip", INSTALL),
        "FROM python:3.13 AS build\nCOPY requirements.txt .\nRUN pip wheel -r requirements.txt -w /w\n" + image("python:3.13-slim", "COPY --from=build /w /w", "RUN pip install --find-links /w -r requirements.txt"),
    ],
)  # fmt: skip
def test_look_alikes(dockerfile: str) -> None:
    assert found(dockerfile) == []


def test_what_is_not_for_this_system() -> None:
    lines = "flask\ngunicorn\npsycopg2-binary\nmysqlclient; sys_platform == 'win32'\n"
    assert found(image("python:3.13-slim", INSTALL), lines) == []

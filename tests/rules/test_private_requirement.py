"""Requirements that are cloned or come from an index that only their author can reach."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RULE = "private-requirement"
IMAGE = "FROM {}\nWORKDIR /app\nCOPY . .\nRUN {}\nCMD gunicorn -b :8000 app:app\n"
PIP = "pip install -r requirements.txt"
HTTPS = "flask\ngunicorn\ntools @ git+https://github.com/example/tools@v1\n"
SSH = "flask\ngunicorn\ngit+ssh://git@github.com/example/tools.git#egg=tools\n"
SCP = "flask\ngunicorn\n-e git+git@github.com:example/tools.git#egg=tools\n"


def image(base: str, requirements: str, run: str = PIP, **more: str | bytes) -> dict[str, str | bytes]:
    return {"requirements.txt": requirements, "Dockerfile": IMAGE.format(base, run), **more}


def found(files: dict[str, str | bytes]) -> list[tuple[str, int, str]]:
    return check(RULE, {"app.py": FLASK, **files})


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        (image("python:3.13-slim", HTTPS), "error"),
        (image("python:3.12-alpine", HTTPS, "apk add --no-cache curl && " + PIP), "error"),
        (image("python:3.13-slim-bookworm", "flask\ngunicorn\n-e git+https://github.com/example/tools.git#egg=tools\n"), "error"),
        (image("python:3.13", SSH), "error"),
        (image("python:3.13-slim", SSH, "apt-get update && apt-get install -y git && " + PIP), "error"),
        ({"requirements.txt": SSH, "Procfile": "web: gunicorn app:app\n"}, "warning"),
        ({"requirements.txt": SSH}, "warning"),
    ],
)  # fmt: skip
def test_it_is_told(files: dict[str, str | bytes], severity: str) -> None:
    assert found(files) == [("requirements.txt", 3, severity)]


@pytest.mark.parametrize(
    "files",
    [
        image("python:3.13", HTTPS),
        image("python:3.13-slim", HTTPS, "apt-get update && apt-get install -y --no-install-recommends git && " + PIP),
        image("python:3.13-alpine", HTTPS, "apk add git && " + PIP),
        image("acme/python:3.13-slim", HTTPS),
        image("python:3.13", SSH, f"--mount=type=ssh {PIP}"),
        image("python:3.13", SSH, f"--mount=type=secret,id=key {PIP}"),
        image("python:3.13", SSH, 'git config --global url."https://github.com/".insteadOf ssh://git@github.com/ && ' + PIP),
        image("python:3.13-slim", "flask\ngunicorn\ntools @ https://github.com/example/tools/archive/refs/tags/v1.zip\n"),
        image("python:3.13-slim", HTTPS.replace("@v1", "@v1 ; sys_platform == 'win32'")),
        {"requirements.txt": HTTPS, "Procfile": "web: gunicorn app:app\n"},
        {"requirements.txt": SSH, "shop.service": "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn app:app\n"},
        {"pyproject.toml": '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\nflask = "*"\ngunicorn = "*"\ntools = {git = "https://github.com/example/tools.git"}\n', "Dockerfile": IMAGE.format("python:3.13-slim", "pip install poetry && poetry install")},
    ],
)  # fmt: skip
def test_it_is_fine(files: dict[str, str | bytes]) -> None:
    assert not found(files)


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("https://shop-1234.d.codeartifact.eu-west-1.amazonaws.com/pypi/tools/simple/", True),
        ("http://localhost:3141/root/pypi/+simple/", True),
        ("https://pypi.shop.internal/simple", True),
        ("https://pypi.org/simple", False),
        ("https://download.pytorch.org/whl/cpu", False),
        ("https://aws:${TOKEN}@shop-1234.d.codeartifact.eu-west-1.amazonaws.com/pypi/tools/simple/", False),
        ("https://internal.example.com/simple", False),
    ],
)
def test_indexes(address: str, is_told: bool) -> None:
    files = {
        "requirements.txt": f"--extra-index-url {address}\nflask\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool(found(files)) is is_told

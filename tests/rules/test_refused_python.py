"""Projects that ask for another Python than the one that installs them, or that a host's files name."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PROJECT = '[project]\nname = "shop"\nversion = "1"\nrequires-python = "{}"\ndependencies = ["flask", "gunicorn"]\n'
POETRY = '[tool.poetry]\nname = "shop"\nversion = "1"\n[tool.poetry.dependencies]\npython = "{}"\nflask = "^3"\ngunicorn = "^23"\n'
IMAGE = "FROM python:{}\n{}WORKDIR /srv\nCOPY . .\nRUN {}\nCMD gunicorn -b :8000 app:app\n"


def found(asked: str, version: str, command: str = "pip install .", form: str = PROJECT, before: str = "") -> list[int]:
    image = IMAGE.format(version, before, command)
    files: dict[str, str | bytes] = {"app.py": FLASK, "pyproject.toml": form.format(asked), "Dockerfile": image}
    return [line for path, line, _ in check("unsupported-python", files) if path == "Dockerfile"]


@pytest.mark.parametrize(
    ("asked", "version"),
    [(">=3.14", "3.13-slim"), (">=3.11,<3.13", "3.13"), ("==3.12.*", "3.14-alpine"), (">=3.13.4", "3.13.2-slim")],
)
def test_pip_installs_it_on_no_other(asked: str, version: str) -> None:
    assert found(asked, version) == [1]


@pytest.mark.parametrize(
    ("asked", "version"),
    [
        (">=3.13", "3.13-slim"),
        (">=3.13.4", "3.13"),
        ("==3.13.2", "3.13"),
        ("soon", "3.13"),
        ("", "3.13"),
        (">=3.14", "3"),
    ],
)
def test_a_python_that_may_be_asked_for(asked: str, version: str) -> None:
    assert found(asked, version) == []


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r requirements.txt",
        "pip install --ignore-requires-python .",
        "/opt/conda/bin/pip install .",
        "pip install . || pip install flask gunicorn",
        "uv sync",
        "pip install poetry && poetry install",  # looks for another Python first
    ],
)
def test_what_does_not_look_at_it(command: str) -> None:
    assert found(">=3.14", "3.13-slim", command) == []


@pytest.mark.parametrize(
    ("command", "before"),
    [
        ("pip install poetry && poetry config virtualenvs.create false && poetry install --only main", ""),
        ("pip install poetry && POETRY_VIRTUALENVS_CREATE=false poetry install", ""),
        ("pip install poetry && poetry install --no-root", "ENV POETRY_VIRTUALENVS_CREATE=0\n"),
    ],
)
def test_poetry_without_an_environment(command: str, before: str) -> None:
    assert found("^3.9,<3.12", "3.13-slim", command, POETRY, before) == [1]
    assert found("^3.9", "3.13-slim", command, POETRY, before) == []


@pytest.mark.parametrize(
    "command", ["pip install -e .", "uv pip install --system .", "pip install '.[web]'", "python -m pip install ./"]
)
def test_other_forms_of_the_command(command: str) -> None:
    assert found(">=3.14", "3.13", command) == [1]


def test_a_stage_before_may_have_another_one() -> None:
    image = "FROM python:3.14 AS build\nCOPY . .\nRUN pip install --target /deps .\nFROM python:3.13\nCOPY --from=build /deps /deps\nCOPY . .\nCMD gunicorn -b :8000 app:app\n"
    files: dict[str, str | bytes] = {"app.py": FLASK, "pyproject.toml": PROJECT.format(">=3.14"), "Dockerfile": image}
    assert check("unsupported-python", files) == []


LOCK = 'version = 1\nrequires-python = "{}"\n\n[[package]]\nname = "shop"\nversion = "1"\nsource = {{ virtual = "." }}\ndependencies = [{{ name = "flask" }}]\n'


def on_heroku(asked: str, version: str) -> list[tuple[str, int]]:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "Procfile": "web: gunicorn app:app\n",
        "app.json": '{"name": "shop", "stack": "heroku-24"}',
        "pyproject.toml": PROJECT.format(asked),
        "uv.lock": LOCK.format(asked),
        ".python-version": version,
    }
    return [(path, line) for path, line, _ in check("invalid-python-version", files)]


@pytest.mark.parametrize(
    ("asked", "version"), [("==3.12.*", "3.13\n"), (">=3.14", "3.13.5"), (">=3.11,<3.13", "3.13\n")]
)
def test_uv_takes_the_python_of_the_file(asked: str, version: str) -> None:
    assert on_heroku(asked, version) == [(".python-version", 1)]


@pytest.mark.parametrize(
    ("asked", "version"), [(">=3.12", "3.13\n"), (">=3.13.4", "3.13"), ("==3.13.*", "# ours\n3.13\n")]
)
def test_the_file_names_one_that_suits(asked: str, version: str) -> None:
    assert on_heroku(asked, version) == []


RENDER = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: {}\n  startCommand: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("pinned", "command", "is_told"),
    [
        ("3.11", "uv sync --frozen", True),
        ("3.11.4", "uv sync --no-dev", True),
        ("3.13", "uv sync", False),
        ("3.11", "uv sync --python 3.13", False),
        ("3.11", "UV_PYTHON=3.13 uv sync", False),
        ("3.11", "pip install -e .", False),  # Render itself reads the file: another finding's
    ],
)
def test_uv_takes_the_python_that_a_file_names(pinned: str, command: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "pyproject.toml": PROJECT.format(">=3.12"),
        "Dockerfile": f"FROM ghcr.io/astral-sh/uv:debian\nWORKDIR /srv\nCOPY . .\nRUN {command}\nCMD uv run gunicorn -b :8000 app:app\n",
        ".python-version": f"{pinned}\n",
    }
    told = [(".python-version", 1, "error")] if is_told else []
    assert check("unsupported-python", files) == told
    if "pip" not in command:
        on_render = {name: text for name, text in files.items() if name != "Dockerfile"}
        assert check("unsupported-python", on_render | {"render.yaml": RENDER.format(command)}) == told


ENVIRONMENT = "name: a\ndependencies:\n- python={}\n- flask\n- gunicorn\n"


@pytest.mark.parametrize(("version", "is_told"), [("3.7", True), ("3.8.19", True), ("3.13", False)])
@pytest.mark.parametrize("command", ["conda env update -n base -f e.yml", "micromamba install -y -f conda/e.yml"])
def test_the_python_of_an_environment_of_conda(version: str, is_told: bool, command: str) -> None:
    path = command.rpartition(" ")[2].replace("e.yml", "environment.yml")
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        path: ENVIRONMENT.format(version),
        "Dockerfile": f"FROM mambaorg/micromamba:1.5\nWORKDIR /srv\nCOPY . .\nRUN {command.replace('e.yml', 'environment.yml')}\nCMD gunicorn -b :8000 app:app\n",
    }
    assert check("unsupported-python", files) == ([(path, 3, "warning")] if is_told else [])

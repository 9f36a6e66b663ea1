"""A folder of an image that is put together from several of the repository is the folder most of it comes from; the project installed there is the one whose declaration lies there."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PYPROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask>=3", "gunicorn"]\n'
LOCK = """version = 1
[[package]]
name = "flask"
version = "3.1.2"
dependencies = [{ name = "plumbing" }]
[[package]]
name = "plumbing"
version = "1.0"
[[package]]
name = "shop"
version = "1"
source = { editable = "." }
dependencies = [{ name = "flask" }, { name = "gunicorn" }]
[package.dev-dependencies]
dev = [{ name = "sprinkler" }]
[[package]]
name = "sprinkler"
version = "2.0"
"""
START = "#!/bin/sh\nexec gunicorn shop.web:app --bind 0.0.0.0:8000\n"
CODE = {"shop/__init__.py": "", "shop/web.py": FLASK, "pyproject.toml": PYPROJECT}


def image(*steps: str, install: str = "pip install .", base: str = "python:3.13-slim") -> str:
    lines = (f"FROM {base}", "WORKDIR /app", *steps, f"RUN {install}", 'CMD ["sh", "/app/start.sh"]')
    return "\n".join(lines) + "\n"


TOGETHER = {
    "the script beside the Dockerfile": ("ops/run", "COPY pyproject.toml ./", "COPY shop ./shop", "COPY ops/run/start.sh ./start.sh"),
    "the script first": ("ops/run", "COPY ops/run/start.sh ./start.sh", "COPY pyproject.toml ./", "COPY shop ./shop"),
    "the declaration and the script alone, the code later": ("ops", "COPY pyproject.toml ops/start.sh ./", "COPY shop shop"),
    "a folder of scripts": ("ops", "COPY pyproject.toml .", "COPY shop shop/", "COPY ops/start.sh ops/other.sh ./"),
}  # fmt: skip


@pytest.mark.parametrize("install", ["pip install .", "pip install -e .", "pip install --no-cache-dir /app"])
@pytest.mark.parametrize("steps", TOGETHER.values(), ids=TOGETHER)
def test_the_project_is_found_where_its_declaration_lies(steps: tuple[str, ...], install: str) -> None:
    folder, *copies = steps
    files = {**CODE, f"{folder}/start.sh": START, f"{folder}/other.sh": "ls\n", f"{folder}/Dockerfile": image(*copies, install=install)}  # fmt: skip
    assert check("undeclared-import", files) == check("missing-wsgi-server", files) == []


@pytest.mark.parametrize("install", ["uv sync --frozen", "poetry install"])
def test_tools_that_install_the_project_they_stand_in(install: str) -> None:
    copies = ("COPY pyproject.toml ./", "COPY shop ./shop", "COPY ops/start.sh ./start.sh")
    image_text = image(*copies, install=f"pip install uv poetry && {install}")
    files = {**CODE, "ops/start.sh": START, "ops/Dockerfile": image_text}
    assert check("undeclared-import", files) == []


def test_what_the_project_there_lacks_is_told() -> None:
    copies = ("COPY pyproject.toml ./", "COPY shop ./shop", "COPY ops/start.sh ./start.sh")
    web = "import redis\n" + FLASK
    files = {**CODE, "shop/web.py": web, "ops/start.sh": START, "ops/Dockerfile": image(*copies)}
    assert check("undeclared-import", files) == [("shop/web.py", 1, "error")]


def test_another_project_that_is_copied_there_is_the_one_installed() -> None:
    """A twin: the declaration that lies in the folder is another folder's."""
    copies = ("COPY shop ./shop", "COPY ops/pyproject.toml ops/start.sh ./")
    bare = PYPROJECT.replace('"gunicorn"', '"redis"')
    files = {**CODE, "ops/pyproject.toml": bare, "ops/start.sh": START, "ops/Dockerfile": image(*copies)}
    assert check("missing-wsgi-server", files) == [("ops/pyproject.toml", 0, "error")]


LOCKED = {"the lock's own": ("import plumbing\n", 0), "for development": ("import sprinkler\n", 1), "neither": ("import celery\n", 1)}  # fmt: skip


@pytest.mark.parametrize(("line", "found"), LOCKED.values(), ids=LOCKED)
def test_a_lock_beside_the_declaration_tells_what_it_brings(line: str, found: int) -> None:
    steps = ("COPY . .",)
    files = {**CODE, "shop/web.py": line + FLASK, "uv.lock": LOCK, "start.sh": START, "Dockerfile": image(*steps)}
    assert len(check("undeclared-import", files)) == found

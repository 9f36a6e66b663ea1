"""What else than the lists chooses releases: constraints, another index, a day, variables of the installer, what is there already. Tried with pip 26.3 and uv 0.13."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RULE = "incompatible-requirements"
OLD = "flask==2.0.3\ngunicorn==23.0.0\n"
"""With it comes a Werkzeug that it does not work with, unless something bounds that."""


def of_image(install: str, base: str = "python:3.11-slim", before: str = "", **more: str) -> list[tuple[str, int, str]]:
    steps = f"FROM {base}\n{before}WORKDIR /app\nCOPY . .\nRUN {install}\n"
    command = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
    return check(RULE, {"app.py": FLASK, "requirements.txt": OLD, "Dockerfile": steps + command, **more})


@pytest.mark.parametrize(
    "install",
    [
        "pip install -r requirements.txt",
        "pip install -i https://pypi.org/simple -r requirements.txt",
        "pip install --upgrade pip && pip install -r requirements.txt",
        "pip install --no-cache-dir -r requirements.txt -c constraints.txt",
        "uv pip install --system -r requirements.txt",
    ],
)
def test_the_newest_releases_are_chosen(install: str) -> None:
    assert of_image(install, **{"constraints.txt": "click<9\n"}) == [("requirements.txt", 1, "error")]


@pytest.mark.parametrize(
    "install",
    [
        "pip install -r requirements.txt -c limits.txt",
        "pip install -r requirements.txt --constraint=limits.txt",
        "pip install -r requirements.txt -c https://shop.example/limits.txt",
        "pip install --index-url https://packages.shop.example/simple -r requirements.txt",
        "pip install --no-index --find-links=wheels -r requirements.txt",
        "pip install --no-deps -r requirements.txt",
        "pip config set global.index-url https://packages.shop.example/simple && pip install -r requirements.txt",
        "PIP_CONSTRAINT=limits.txt pip install -r requirements.txt",
        "uv pip install --system --exclude-newer 2022-01-01 -r requirements.txt",
        "sed -i s/2.0.3/3.1.0/ requirements.txt && pip install -r requirements.txt",
        "pip install -r requirements.txt && pip install -U flask",
        "pip install -r requirements.txt && pip install 'werkzeug<3'",
    ],
)
def test_something_else_chooses(install: str) -> None:
    assert not of_image(install, **{"limits.txt": "werkzeug<3\n"})


def test_variables_of_the_installer() -> None:
    assert not of_image("pip install -r requirements.txt", before="ENV PIP_CONSTRAINT=/app/limits.txt\n")
    assert of_image("pip install -r requirements.txt", before="ENV PIP_NO_CACHE_DIR=1\n")


def test_what_an_image_has_already_stays() -> None:
    assert not of_image("pip install -r requirements.txt", base="tiangolo/uwsgi-nginx-flask:python3.11")


@pytest.mark.parametrize(
    ("commands", "count"),
    [
        ("pip install flask==3.1.0 werkzeug==2.3.8 gunicorn==23.0.0", 1),
        ("pip install flask==3.1.0 gunicorn==23.0.0\nRUN pip install werkzeug==2.3.8", 0),  # pip warns, and goes on
        ("pip install flask==3.1.0 gunicorn==23.0.0 && pip install werkzeug==2.3.8", 0),
    ],
)
def test_one_command_alone_contradicts_itself(commands: str, count: int) -> None:
    assert len(of_image(commands)) == count


@pytest.mark.parametrize(
    ("path", "text", "count"),
    [
        ("requirements.txt", f"-i https://pypi.org/simple\n{OLD}", 1),
        ("requirements.txt", f"--index-url https://packages.shop.example/simple\n{OLD}", 0),
        ("requirements.txt", f"--no-index\n--find-links wheels\n{OLD}", 0),
        ("Pipfile", '[[source]]\nurl = "https://pypi.org/simple"\n[packages]\nflask = "==2.0.3"\ngunicorn = "*"\n', 1),
        ("Pipfile", '[[source]]\nurl = "https://a.example/simple"\n[packages]\nflask = "==2.0.3"\ngunicorn = "*"\n', 0),
        ("pyproject.toml", '[tool.uv]\npackage = false\n', 1),
        ("pyproject.toml", '[tool.uv]\nexclude-newer = "2022-01-01T00:00:00Z"\n', 0),
        ("pyproject.toml", '[tool.uv]\nconstraint-dependencies = ["werkzeug<3"]\n', 0),
        ("pyproject.toml", '[[tool.uv.index]]\nurl = "https://packages.shop.example/simple"\n', 0),
    ],
)  # fmt: skip
def test_files_that_say_so(path: str, text: str, count: int) -> None:
    project = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask==2.0.3", "gunicorn"]\n'
    files = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", path: (project if "toml" in path else "") + text}
    assert len(check(RULE, files)) == count


def test_a_name_that_the_code_puts_back() -> None:
    files = {"requirements.txt": OLD, "Procfile": "web: gunicorn app:app\n"}
    back = "import urllib.parse\nimport werkzeug.urls\nwerkzeug.urls.{} = urllib.parse.quote\n"
    assert not check(RULE, {**files, "app.py": back.format("url_quote") + FLASK})
    assert check(RULE, {**files, "app.py": back.format("url_unquote_plus") + FLASK})

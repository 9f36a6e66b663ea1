"""pip that an image runs as a user who is not root: it writes into that user's home, where there is one."""

from __future__ import annotations

import pytest
from checking import problems

CMD = 'CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]'
FILES = {
    "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
    "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
}


def told(lines: str, start: str = CMD, base: str = "python:3.13-slim") -> list[str]:
    """What is said of an image with some lines before pip."""
    docker = f"FROM {base}\nWORKDIR /app\nCOPY . .\n{lines}\nRUN pip install -r requirements.txt\n{start}\n"
    return [problem.message for problem in problems("impossible-command", {**FILES, "Dockerfile": docker})]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("USER nobody", "nobody has no home"),
        ("USER www-data:www-data", "www-data has no home"),
        ("USER 1001", "1001 has no home"),
        ("RUN useradd shop\nUSER shop", "shop has no home"),
        ("RUN apt-get update && useradd --uid 5000 -r shop\nUSER shop", "shop has no home"),
        ("RUN useradd -m shop\nUSER shop", "pip ran as shop"),
        ("RUN useradd --create-home shop && chown -R shop /app\nUSER shop", "pip ran as shop"),
        ("ENV PIP_NO_CACHE_DIR=1\nUSER nobody", "nobody has no home"),
        ("", ""),
        ("USER root", ""),
        ("USER nobody\nUSER 0", ""),
        ("RUN useradd -m shop\nUSER shop\nENV PATH=/home/shop/.local/bin:$PATH", ""),
        ("RUN python -m venv /venv\nENV PATH=/venv/bin:$PATH\nUSER nobody", ""),
        ("ENV HOME=/tmp\nUSER nobody", ""),
        ("RUN chown -R nobody /usr/local\nUSER nobody", ""),
        ("RUN useradd -d /srv/shop shop\nUSER shop", ""),
        ("RUN useradd shop\nCOPY --chown=shop . /home/shop/\nUSER shop", ""),
        ("RUN useradd shop\nWORKDIR /home/shop\nUSER shop", ""),
        ("RUN adduser --system shop\nUSER shop", ""),
        ("ARG WHO\nUSER $WHO", ""),
    ],
)
def test_users(lines: str, said: str) -> None:
    found = told(lines)
    assert (len(found), said in "".join(found)) == (bool(said), True)


@pytest.mark.parametrize(
    "start", ['CMD ["python", "-m", "gunicorn", "app:app"]', 'CMD ["/home/shop/.local/bin/gunicorn", "app:app"]']
)
def test_a_start_that_finds_it(start: str) -> None:
    assert told("RUN useradd -m shop\nUSER shop", start) == []


@pytest.mark.parametrize(
    ("instead", "count"),
    [
        ("RUN pip install --target /tmp/site -r requirements.txt", 0),
        ("RUN HOME=/tmp pip install -r requirements.txt", 0),
        ("RUN pip install -r requirements.txt || true", 0),
        ("RUN pip3 install --user -r requirements.txt", 1),
        ("RUN python -m pip install gunicorn flask", 1),
    ],
)
def test_where_pip_is_told_to_write(instead: str, count: int) -> None:
    docker = f"FROM python:3.13\nCOPY . .\nUSER nobody\n{instead}\n{CMD}\n"
    assert len(problems("impossible-command", {**FILES, "Dockerfile": docker})) == count


def test_another_base_may_be_made_for_that() -> None:
    assert told("USER nobody", base="bitnami/python:3.13") == []


def test_after_pip_it_is_the_usual_thing() -> None:
    docker = f"FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nUSER nobody\n{CMD}\n"
    assert problems("impossible-command", {**FILES, "Dockerfile": docker}) == []

"""What stands beside an application, played: Redis and MariaDB as Compose and hosts bring them, nginx before the server, uWSGI in gunicorn's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rehearsal.bases import git
from tests.rehearsal.plans import NotPlayableError
from tests.rehearsal.player import Outcome, Player

pytestmark = pytest.mark.rehearsal

PAGE = """import os

from flask import Flask
{imports}

app = Flask(__name__)


@app.route("/")
def index():
    {body}
"""
REDIS = PAGE.format(imports="from redis import Redis", body="return str(Redis.from_url(os.environ['REDIS_URL']).incr('visits'))")  # fmt: skip
MARIADB = PAGE.format(
    imports="from sqlalchemy import create_engine, text",
    body="return str(create_engine(os.environ['DATABASE_URL']).connect().execute(text('select version()')).scalar())",
)
PLAIN = PAGE.format(imports="", body="return 'baked'")
DOCKERFILE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn {}\nCMD ["gunicorn", "--bind", "0.0.0.0:{}", "app:app"]\n'
COMPOSE = 'services:\n  web:\n    build: .\n    ports:\n      - "8000:8000"\n    environment:\n      {}\n  {}:\n    image: {}\n'
NGINX = "server {{\n    location / {{\n        proxy_pass http://web:{};\n    }}\n}}\n"
BEHIND = 'services:\n  web:\n    build: .\n  proxy:\n    image: nginx:1.29\n    ports:\n      - "80:80"\n'


def played(player: Player, root: Path, files: dict[str, str], proxy: str = "") -> Outcome:
    git(root, "init", "-q")
    for name, text in files.items():
        (root / name).write_text(text)
    git(root, "add", "-A")
    try:
        return player.play(root, ["/"], {}, proxy=proxy)
    except NotPlayableError as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize(
    ("app", "needs", "variable", "service", "image", "shows"),
    [
        (REDIS, "redis", "REDIS_URL: redis://cache:6379/0", "cache", "redis:8", "1"),
        (REDIS, "redis", "REDIS_URL: redis://cache:6379/0", "cache", "valkey/valkey:8", "1"),
        (REDIS, "redis", "REDIS_URL: redis://cache:6379/0", "cache", "postgres:17", ""),
        (MARIADB, "sqlalchemy pymysql", "DATABASE_URL: mysql+pymysql://shop:x@db:3306/shop", "db", "mariadb:11", "Maria"),
    ],
)  # fmt: skip
def test_a_service_that_compose_brings(
    player: Player, tmp_path: Path, app: str, needs: str, variable: str, service: str, image: str, shows: str
) -> None:
    files = {"app.py": app, "Dockerfile": DOCKERFILE.format(needs, 8000), "compose.yaml": COMPOSE.format(variable, service, image)}  # fmt: skip
    status, body = played(player, tmp_path, files).answers.get("/", (0, ""))
    assert (status, shows in body) == ((200, True) if shows else (500, True))


@pytest.mark.parametrize(("passed", "status"), [(5000, 200), (8000, 502)])
def test_a_proxy_before_the_server(player: Player, tmp_path: Path, passed: int, status: int) -> None:
    files = {"app.py": PLAIN, "Dockerfile": DOCKERFILE.format("", 5000), "compose.yaml": BEHIND, "nginx.conf": NGINX.format(passed)}  # fmt: skip
    assert played(player, tmp_path, files, "nginx.conf").answers["/"][0] == status


def test_uwsgi_in_place_of_gunicorn(player: Player, tmp_path: Path) -> None:
    files = {
        "app.py": PLAIN,
        "requirements.txt": "Flask==3.1.2\npyuwsgi==2.0.30\n",
        "Procfile": "web: uwsgi --http-socket :$PORT --module app:app --processes 2\n",
        ".python-version": "3.12\n",
    }
    assert played(player, tmp_path, files).answers["/"] == (200, "baked")

"""More connections than the database admits, and look-alikes."""

from __future__ import annotations

import json

import pytest
from checking import check, problems

APP = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://", 1)
"""
BOUND = "db = SQLAlchemy(app)\n"
OPTIONS = 'app.config["SQLALCHEMY_ENGINE_OPTIONS"] = '


def on_heroku(
    command: str, more: str = BOUND, plan: str = "heroku-postgresql:essential-0"
) -> list[tuple[str, int, str]]:
    files = {"web.py": APP + more, "Procfile": f"web: {command}\n", "app.json": json.dumps({"addons": [plan]})}
    return check("connection-budget", files)


MANY = "gunicorn --workers 4 --threads 8 web:app"


@pytest.mark.parametrize(
    ("command", "more"),
    [
        (MANY, BOUND),
        ("gunicorn -w 21 web:app", BOUND),
        ("uwsgi --http :$PORT --module web:app --processes 4 --threads 6", BOUND),
        ("gunicorn -w 2 --threads 40 web:app", BOUND),  # 15 each
        (MANY, OPTIONS + '{"pool_size": 3, "max_overflow": 3}\n' + BOUND),
        (MANY, 'db = SQLAlchemy(app, engine_options={"pool_size": 2, "max_overflow": -1})\n'),
        (MANY, OPTIONS + '{"pool_pre_ping": True}\n' + BOUND),
    ],
)
def test_too_many(command: str, more: str) -> None:
    assert on_heroku(command, more) == [("Procfile", 1, "info")]


@pytest.mark.parametrize(
    ("command", "more"),
    [
        ("gunicorn -w 4 --threads 5 web:app", BOUND),
        ("gunicorn -w 4 -k gevent web:app", BOUND),  # how many greenlets ask at once depends on the driver
        (MANY, OPTIONS + '{"pool_size": 4, "max_overflow": 0}\n' + BOUND),
        (MANY, OPTIONS + '{"poolclass": NullPool}\n' + BOUND),
        (MANY, OPTIONS + '{"pool_size": int(os.environ["POOL"])}\n' + BOUND),
        (MANY, 'app.config["SQLALCHEMY_POOL_SIZE"] = 2\n' + BOUND),
        (MANY, "db = SQLAlchemy(app, engine_options=options())\n"),
        ("bin/start-pgbouncer " + MANY, BOUND),
    ],
)
def test_few_enough_or_unknown(command: str, more: str) -> None:
    assert on_heroku(command, more) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (MANY, "4 workers with 8 threads each open up to 32 connections"),
        ("gunicorn -w 21 web:app", "21 workers open up to 21 connections"),
        ("gunicorn -w 1 --threads 30 web:app", "The server with 30 threads opens up to 30 connections"),
    ],
)
def test_who_opens_them(command: str, said: str) -> None:
    options = 'db = SQLAlchemy(app, engine_options={"max_overflow": -1})\n'
    files = {
        "web.py": APP + options,
        "Procfile": f"web: {command}\n",
        "app.json": json.dumps({"addons": ["heroku-postgresql:essential-0"]}),
    }
    [told] = problems("connection-budget", files)
    assert told.message.startswith(said)


@pytest.mark.parametrize("plan", ["heroku-postgresql:standard-0", "heroku-postgresql", "heroku-redis:mini"])
def test_a_larger_plan_or_none(plan: str) -> None:
    assert on_heroku(MANY, plan=plan) == []


COMPOSE = """services:
  web:
    build: .
    environment:
      DATABASE_URL: {url}
  db:
    image: {image}
    command: {command}
"""
IMAGE = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nCMD ["gunicorn", "-b", "0.0.0.0:80", "-w", "10", "--threads", "8", "web:app"]\n'
POSTGRES = "postgresql+psycopg2://shop@db/shop"


@pytest.mark.parametrize(
    ("url", "image", "command", "is_told"),
    [
        (POSTGRES, "postgres:17-alpine", "postgres -c max_connections=50", True),
        ("mysql+pymysql://shop@db:3306/shop", "mysql:8", "--max-connections=60", True),
        (POSTGRES, "postgres", '["postgres", "-c", "max_connections=79"]', True),
        (POSTGRES, "postgres:17", "postgres -c max_connections=80", False),
        (POSTGRES, "postgres:17", "postgres", False),  # 100
        (POSTGRES, "shop/postgres:17", "postgres -c max_connections=50", False),
        ("postgresql+psycopg2://shop@pool/shop", "postgres:17", "postgres -c max_connections=50", False),
    ],
)
def test_containers(url: str, image: str, command: str, is_told: bool) -> None:
    compose = COMPOSE.format(url=url, image=image, command=command)
    files = {"web.py": APP + BOUND, "Dockerfile": IMAGE, "compose.yaml": compose}
    assert check("connection-budget", files) == ([("Dockerfile", 4, "info")] if is_told else [])


def test_a_settings_file_of_the_database() -> None:
    compose = COMPOSE.format(url=POSTGRES, image="postgres:17", command="postgres -c max_connections=50")
    files = {"web.py": APP + BOUND, "Dockerfile": IMAGE, "db/postgresql.conf": "max_connections = 300\n"}
    mounted = compose + "    volumes: [./db/postgresql.conf:/etc/postgresql.conf]\n"
    assert check("connection-budget", {**files, "compose.yaml": compose}) == [("Dockerfile", 4, "info")]
    assert check("connection-budget", {**files, "compose.yaml": mounted}) == []

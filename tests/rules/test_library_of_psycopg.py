"""psycopg without its binary package, in images with and without PostgreSQL's library (seen with psycopg 3.3.9)."""

from __future__ import annotations

import pytest
from checking import problems

APP = """import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg://" + os.environ["DATABASE"]
db = SQLAlchemy(app)
"""
PLAIN = "import psycopg\nfrom flask import Flask\n\napp = Flask(__name__)\n"
FROM = 'FROM {}\nWORKDIR /app\n{}COPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]\n'


@pytest.mark.parametrize(
    ("app", "driver", "base", "before", "count"),
    [
        (APP, "psycopg==3.2.10", "python:3.13-slim", "", 1),
        (APP, "psycopg", "python:3.12.4-slim-bookworm", "RUN apt-get update && apt-get install -y gcc\n", 1),
        (APP, "psycopg[pool]==3.2.10", "python:3.13-alpine", "", 1),
        (PLAIN, "psycopg==3.2.10", "python:3.13-slim", "", 1),
        (APP, "psycopg[binary]==3.2.10", "python:3.13-slim", "", 0),
        (APP, "psycopg==3.2.10\npsycopg-binary==3.2.10", "python:3.13-slim", "", 0),
        (APP, "psycopg==3.2.10", "python:3.13", "", 0),
        (APP, "psycopg==3.2.10", "registry.example.com/base", "", 0),
        (APP, "psycopg==3.2.10", "python:3.13-slim", "RUN apt-get update && apt-get install -y libpq5\n", 0),
        (APP, "psycopg==3.2.10", "python:3.13-slim", "RUN apt-get update && apt-get install -y postgresql-client\n", 0),
        (APP, "psycopg==3.2.10", "python:3.13-alpine", "RUN apk add --no-cache libpq\n", 0),
        (PLAIN.replace("import psycopg\n", "try:\n    import psycopg\nexcept ImportError:\n    psycopg = None\n"), "psycopg", "python:3.13-slim", "", 0),
    ],
)  # fmt: skip
def test_what_psycopg_finds_in_an_image(app: str, driver: str, base: str, before: str, count: int) -> None:
    files = {
        "app.py": app,
        "requirements.txt": f"Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n{driver}\n",
        "Dockerfile": FROM.format(base, before),
    }
    found = [p for p in problems("missing-database-driver", files) if "no pq wrapper" in p.message]
    assert len(found) == count

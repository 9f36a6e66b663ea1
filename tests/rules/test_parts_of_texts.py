"""Texts put together of parts: each problem stands at the part that is wrong, and only that part's variables decide."""

from __future__ import annotations

import pytest

from tests.checking import check, problems

HEAD = (
    "import os\nimport parts\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
)
PARTS = "import os\nUSER = 'shop'\nPASSWORD = os.environ['DB_PASSWORD']\nHOST = 'localhost'\nSCHEME = 'postgres'\nPORT = os.environ.get('DB_PORT', '5432')\n"
IMAGE = 'FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
URI = "app.config['SQLALCHEMY_DATABASE_URI'] = "
REQUIREMENTS = "flask==3.1.1\nflask-sqlalchemy==3.1.1\nsqlalchemy==2.0.41\ngunicorn==23.0.0\npsycopg2-binary==2.9.10\n"


def files(line: str, parts: str = PARTS) -> dict[str, str | bytes]:
    return {
        "app.py": f"{HEAD}{line}\ndb = SQLAlchemy(app)\n",
        "parts.py": parts,
        "Dockerfile": IMAGE,
        "requirements.txt": REQUIREMENTS,
    }


@pytest.mark.parametrize(
    "value",
    [
        "f'postgresql://{parts.USER}:{parts.PASSWORD}@{parts.HOST}/shop'",
        "'postgresql://' + parts.USER + ':' + parts.PASSWORD + '@' + parts.HOST + '/shop'",
        "'postgresql://{}:{}@{}/shop'.format(parts.USER, parts.PASSWORD, parts.HOST)",
        "'postgresql://%s:%s@%s/shop' % (parts.USER, parts.PASSWORD, parts.HOST)",
        "f'postgresql://{parts.USER}:{parts.PASSWORD}@{parts.HOST}:{parts.PORT}/shop'",
    ],
)
def test_a_local_host_is_told_where_it_is_written(value: str) -> None:
    [found] = problems("loopback-service", files(URI + value))
    assert (found.place.path, found.place.line, found.severity) == ("parts.py", 4, "")
    assert [(r.place.path, r.place.line) for r in found.related] == [("app.py", 6)]


def test_a_host_within_the_text_is_told_there() -> None:
    value = "f'postgresql://shop:{os.environ[\"DB_PASSWORD\"]}@127.0.0.1/shop'"
    assert check("loopback-service", files(URI + value)) == [("app.py", 6, "error")]


@pytest.mark.parametrize(
    "value",
    [
        "f'postgresql://{parts.USER}@{os.environ[\"DB_HOST\"]}/shop'",
        "f'postgresql://{parts.USER}@db/{parts.HOST}'",
    ],
)
def test_a_host_that_comes_from_elsewhere_is_not_local(value: str) -> None:
    assert check("loopback-service", files(URI + value)) == []


def test_a_scheme_is_told_where_it_is_written() -> None:
    value = "f'{parts.SCHEME}://{parts.USER}:{parts.PASSWORD}@db.example.com/shop'"
    [found] = problems("legacy-postgres-scheme", files(URI + value))
    assert (found.place.path, found.place.line) == ("parts.py", 5)


def test_a_client_is_told_at_its_host() -> None:
    line = "import redis\nstore = redis.from_url(f'redis://:{parts.PASSWORD}@{parts.HOST}/0')"
    told = check("loopback-service", files(line))
    assert ("parts.py", 4, "error") in told

"""Which database is meant by code that mends the scheme of a URL, or by nothing at all, and whether a driver is installed."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
BARE = "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.44\ngunicorn==23.0.0\n"
READ = "os.environ['DATABASE_URL']"
URI = "app.config['SQLALCHEMY_DATABASE_URI']"
MENDED = (
    f"{URI} = {READ}.replace('postgres://', 'postgresql://', 1)\n",
    f"url = {READ}\nif url.startswith('postgres://'):\n    url = url.replace('postgres://', 'postgresql://', 1)\n{URI} = url\n",
    f"def url():\n    found = {READ}\n    return found.replace('postgres:', 'postgresql:', 1) if found.startswith('postgres:') else found\n{URI} = url()\n",
    f"class Config:\n    SQLALCHEMY_DATABASE_URI = {READ}.replace('postgres://', 'postgresql://')\napp.config.from_object(Config)\n",
)
HEROKU = {"Procfile": "web: gunicorn app:app\n", "app.json": '{"addons": ["heroku-postgresql"]}'}
RAILWAY = {"railway.json": '{"deploy": {"startCommand": "gunicorn app:app"}}'}


def told(code: str, requirements: str, files: dict[str, str], *hosts: str) -> list[str]:
    every = {"app.py": f"{HEAD}{code}db = SQLAlchemy(app)\n", "requirements.txt": BARE + requirements, **files}
    return [severity for _, _, severity in check("missing-database-driver", every, hosts=hosts)]


@pytest.mark.parametrize("code", MENDED)
def test_who_mends_the_scheme_means_postgresql(code: str) -> None:
    for files in ({"Procfile": "web: gunicorn app:app\n"}, RAILWAY):
        assert told(code, "", files) == ["warning"]
        for driver in ("psycopg2==2.9.10\n", "psycopg2-binary==2.9.10\n"):
            assert told(code, driver, files) == []
    assert told(code, "", {}, "render") == ["warning"]
    assert told(code, "", HEROKU) == ["error"]


@pytest.mark.parametrize(
    "code",
    [
        f"{URI} = {READ}\n",
        f"{URI} = {READ}.replace('mysql://', 'mysql://')\n",
        f"{URI} = {READ}.replace('postgresql://', 'postgres://')\n",
        f"{URI} = {READ}\nother = os.environ.get('OTHER', '').replace('postgres://', 'postgresql://')\n",
        f"{URI} = {READ} or 'sqlite://'\n",
    ],
)
def test_what_tells_of_no_database(code: str) -> None:
    assert told(code, "", {}) == []


@pytest.mark.parametrize("code", MENDED)
def test_a_driver_that_is_put_into_the_url_of_the_host(code: str) -> None:
    code = code.replace("'postgresql", "'postgresql+psycopg")
    assert told(code, "psycopg2==2.9.10\n", HEROKU) == ["error"]
    assert told(code, "psycopg[binary]==3.2.10\n", HEROKU) == []
    assert told(code, "psycopg2==2.9.10\n", RAILWAY) == []  # which hands out the new scheme


PLAIN = f"{URI} = os.environ.get('DATABASE_URL')\n"


@pytest.mark.parametrize("code", [PLAIN, f"{URI} = {READ}\n", f"URL = os.getenv('DATABASE_URL')\n{URI} = URL\n"])
def test_no_driver_at_all_where_files_are_lost(code: str) -> None:
    assert told(code, "", {}, "render") == ["warning"]
    assert told(code, "", {"Procfile": "web: gunicorn app:app\n", "app.json": '{"name": "shop"}'}) == ["warning"]
    for driver in ("psycopg2-binary==2.9.10\n", "PyMySQL==1.1.2\n", "psycopg[binary]==3.2.10\n"):
        assert told(code, driver, {}, "render") == []
    assert told(code, "sqlalchemy-of-somebody==1.0\n", {}, "render") == []  # which may bring one
    assert told(code, "", {}) == []  # nobody says where it runs


@pytest.mark.parametrize(
    ("code", "files"),
    [
        (f"{URI} = os.environ.get('DATABASE_URL', 'sqlite:///app.db')\n", {}),  # sqlite-fallback tells
        (f"{URI} = os.environ.get('DATABASE_URL') or 'sqlite:///app.db'\n", {}),
        (f"{URI} = 'sqlite:///app.db'\n", {}),  # sqlite-in-production tells
        (PLAIN, {".env.example": "DATABASE_URL=sqlite:///app.db\n"}),
        (PLAIN, {"render.yaml": "services:\n- type: web\n  name: shop\n  runtime: python\n  startCommand: gunicorn app:app\n  disk:\n    name: data\n    mountPath: /var/data\n"}),
        (PLAIN, {"deploy/shop.service": "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn app:app\n"}),
    ],
)  # fmt: skip
def test_a_file_that_is_meant(code: str, files: dict[str, str]) -> None:
    assert told(code, "", files, *(() if files else ("render",))) == []

"""Relative addresses of SQLite, which Flask-SQLAlchemy 3 takes from the instance folder."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__{more})\napp.config['SQLALCHEMY_DATABASE_URI'] = {url}\ndb = SQLAlchemy(app)\n"
THREE = "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n"
TWO = "Flask==2.2.5\nFlask-SQLAlchemy==2.5.1\nSQLAlchemy==1.4.54\ngunicorn==23.0.0\n"
SAVED = "SQLite format 3"
SERVED = {"Procfile": "web: gunicorn app:app\n"}
PACKAGE = {
    "shop/__init__.py": APP.format(url="'sqlite:///shop.db'", more=""),
    "Procfile": "web: gunicorn shop:app\n",
}


def found(files: dict[str, str], url: str = "", listed: str = THREE, more: str = "") -> list[tuple[str, int, str]]:
    made = {"app.py": APP.format(url=repr(url), more=more)} if url else {}
    return check("moved-sqlite-path", {"requirements.txt": listed, **SERVED, **made, **files})


@pytest.mark.parametrize(
    ("url", "files", "severity"),
    [
        ("sqlite:///shop.db", {"shop.db": SAVED}, "warning"),
        ("sqlite:///data/shop.db", {"data/shop.db": SAVED}, "error"),
        ("sqlite:///data/shop.db", {}, "error"),
        ("sqlite:///instance/shop.db", {}, "error"),
        ("sqlite:///instance/shop.db", {"instance/shop.db": SAVED}, "error"),
        ("sqlite:///./shop.db?timeout=10", {"shop.db": SAVED}, "warning"),
        ("", {**PACKAGE, "shop/shop.db": SAVED}, "warning"),
        ("", {**PACKAGE, "shop.db": SAVED}, "warning"),
    ],
)
def test_the_file_lies_elsewhere(url: str, files: dict[str, str], severity: str) -> None:
    assert [s for _, _, s in found(files, url)] == [severity]


@pytest.mark.parametrize(
    ("url", "files", "listed", "more"),
    [
        ("sqlite:///shop.db", {}, THREE, ""),
        ("sqlite:///shop.db", {"shop.db": SAVED}, TWO, ""),
        ("sqlite:///data/shop.db", {"data/shop.db": SAVED}, TWO, ""),
        ("sqlite:///shop.db", {"shop.db": SAVED, "instance/shop.db": SAVED}, THREE, ""),
        ("sqlite:///data/shop.db", {"instance/data/.gitkeep": ""}, THREE, ""),
        ("sqlite:///instance/shop.db", {"instance/instance/.gitkeep": ""}, THREE, ""),
        ("sqlite:///instance/shop.db", {}, TWO, ""),
        ("sqlite:///../shop.db", {"shop.db": SAVED}, THREE, ""),
        ("sqlite:////srv/shop/shop.db", {"shop.db": SAVED}, THREE, ""),
        ("sqlite:///:memory:", {"shop.db": SAVED}, THREE, ""),
        ("sqlite:///shop.db", {"shop.db": SAVED}, THREE, ", instance_path='/srv/shop'"),
        ("postgresql://db/shop.db", {"shop.db": SAVED}, THREE, ""),
        ("sqlite:///shop.db", {"shop.db": SAVED, "Procfile": "web: mkdir -p instance && cp shop.db instance/ && gunicorn app:app\n"}, THREE, ""),
        ("", {**PACKAGE, "instance/shop.db": SAVED, "shop/shop.db": SAVED}, THREE, ""),
    ],
)  # fmt: skip
def test_look_alikes(url: str, files: dict[str, str], listed: str, more: str) -> None:
    assert found(files, url, listed, more) == []

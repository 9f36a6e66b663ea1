"""A start may remove a table that the program has given up; one that it uses is lost with every start."""

from __future__ import annotations

import pytest
from checking import check

APP = """import sqlite3
from flask import Flask
app = Flask(__name__)
def prepare(db):
{}
prepare(sqlite3.connect("shop.db"))
"""
PROCFILE = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\n"}
OLD = '    db.execute("DROP TABLE IF EXISTS old_orders")\n'


def found(body: str, **more: str) -> int:
    files = {"app.py": APP.format(body), **PROCFILE, **{path.replace("__", "/"): text for path, text in more.items()}}
    return len(check("drop-all-at-startup", files))


@pytest.mark.parametrize(
    "body",
    [
        OLD,
        OLD + '    db.execute("CREATE TABLE IF NOT EXISTS orders (id INTEGER)")\n',
        OLD + '    db.execute("SELECT * FROM orders")  # old_orders\n',
        OLD.replace("old_orders", '\\"old_orders\\"'),
    ],
)
def test_a_table_of_an_older_version(body: str) -> None:
    assert not found(body)


@pytest.mark.parametrize(
    "body",
    [
        OLD + '    db.execute("CREATE TABLE old_orders (id INTEGER)")\n',
        OLD + '    db.execute("INSERT INTO old_orders VALUES (1)")\n',
        OLD.replace("IF EXISTS ", ""),  # it must be there
        '    db.execute("DROP SCHEMA public CASCADE")\n',
        '    db.execute("TRUNCATE orders")\n',
    ],
)
def test_a_table_that_is_in_use(body: str) -> None:
    assert found(body) == 1


def test_what_others_do_with_it() -> None:
    reading = 'def count(db):\n    return db.execute("SELECT count(*) FROM old_orders")\n'
    assert found(OLD, **{"stock.py": reading}) == 1
    assert found(OLD, **{"tests__test_stock.py": reading}) == 0
    assert found(OLD, **{"schema.sql": "CREATE TABLE old_orders (id INTEGER);\n"}) == 1
    assert found(OLD, **{"models.py": 'class Order:\n    __tablename__ = "old_orders"\n'}) == 1
    assert found(OLD, **{"models.py": "from app import db\nclass OldOrders(db.Model):\n    pass\n"}) == 1


def test_another_database_has_a_table_of_that_name() -> None:
    """A class that keeps its own database: what another class does there is none of its business."""
    kept = "class {}:\n    def prepare(self, db):\n        db.execute({!r})\n"
    start = "import sqlite3\nfrom flask import Flask\nfrom store import {0}\napp = Flask(__name__)\n{0}().prepare(sqlite3.connect('a.db'))\n"
    drop, create = "DROP TABLE IF EXISTS log", "CREATE TABLE IF NOT EXISTS log (id INTEGER)"
    files = {**PROCFILE, "app.py": start.format("Shop")}
    assert not check(
        "drop-all-at-startup", {**files, "store.py": kept.format("Shop", drop) + kept.format("Log", create)}
    )
    both = kept.format("Shop", drop) + f"        db.execute({create!r})\n"
    assert len(check("drop-all-at-startup", {**files, "store.py": both})) == 1

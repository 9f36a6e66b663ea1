"""Statements that only SQLite understands, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, text
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://db.example.com/shop"
db = SQLAlchemy(app)
@app.route("/")
def index():
"""


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("    return db.session.execute(text('SELECT IFNULL(a, 0) FROM t')).scalar()\n", [9]),
        ("    db.session.execute(text(\"SELECT strftime('%Y', made) FROM t\"))\n    return ''\n", [9]),
        ("    sql = 'INSERT OR IGNORE INTO t VALUES (1)'\n    db.session.execute(text(sql))\n    return ''\n", [10]),
        ("    with db.engine.connect() as c:\n        c.exec_driver_sql('PRAGMA table_info(t)')\n    return ''\n", [10]),
        ("    return str(db.session.query(func.strftime('%Y', db.func.now())).all())\n", [9]),
        ("    return str(db.session.query(db.func.group_concat('a')).all())\n", [9]),
        ("    return db.session.execute(text('SELECT COALESCE(a, 0) FROM t')).scalar()\n", []),
        ("    if db.engine.dialect.name == 'sqlite':\n        db.session.execute(text('PRAGMA x'))\n    return ''\n", []),
        ("    try:\n        db.session.execute(text('PRAGMA x'))\n    except Exception:\n        pass\n    return ''\n", []),
        ("    return now().strftime('%Y')\n", []),
        ("    return db.session.execute(text(\"SELECT 'see PRAGMA'\")).scalar()\n", []),
        ("    import sqlite3\n    sqlite3.connect('a.db').execute('PRAGMA x')\n    return ''\n", []),
    ],
)  # fmt: skip
def test_statements(body: str, lines: list[int]) -> None:
    assert [line for _, line, _ in check("sqlite-only-sql", {"app.py": APP + body})] == lines


@pytest.mark.parametrize("url", ["sqlite:///shop.db", "mysql+pymysql://db.example.com/shop"])
def test_other_databases(url: str) -> None:
    app = APP.replace("postgresql+psycopg2://db.example.com/shop", url)
    body = "    return db.session.execute(text('SELECT IFNULL(a, 0) FROM t')).scalar()\n"
    assert check("sqlite-only-sql", {"app.py": app + body}) == []

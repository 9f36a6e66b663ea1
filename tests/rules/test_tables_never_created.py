"""Tables that nothing creates, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
"""
BASE: dict[str, str | bytes] = {
    "app.py": APP,
    "requirements.txt": "flask\nflask-sqlalchemy\ngunicorn\npsycopg2-binary\n",
    "Procfile": "web: gunicorn app:app\n",
    "app.json": '{"name": "shop", "addons": ["heroku-postgresql:essential-0"]}',
}
FOUND = [("app.py", 7, "warning")]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, FOUND),
        ({"app.py": APP.replace("(db.Model):", "(db.Model):\n    __tablename__ = 'people'")}, FOUND),
        ({"app.py": APP.partition("class")[0] + "users = db.Table('users', db.Column('id', db.Integer))\n"}, FOUND),
        ({"app.py": APP + "class Pet(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"}, FOUND),
        ({"app.py": APP + "with app.app_context():\n    db.create_all()\n"}, []),
        ({"make.py": "from app import db\ndb.create_all()\n"}, []),
        ({"README.md": "Type `CREATE TABLE user (id int)` first."}, []),
        ({"schema.sql": "create table user (id int);"}, []),
        ({"app.py": APP + "from flask_migrate import Migrate\nMigrate(app, db)\n"}, []),
        ({"migrations/env.py": "from alembic import context\n"}, []),
        ({"app.json": '{"name": "shop"}'}, []),
        ({"app.py": APP.replace("class User(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n", "")}, []),
        ({"app.py": APP.replace("(db.Model):", "(db.Model):\n    __abstract__ = True")}, []),
    ],
)  # fmt: skip
def test_tables(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("tables-never-created", BASE | files) == found

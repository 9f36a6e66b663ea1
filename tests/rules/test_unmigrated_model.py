"""Models ahead of their migrations, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
class Big(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
"""
TABLE = "op.create_table('big', sa.Column('id', sa.Integer(), primary_key=True))"


def revision(body: str, own: str = "aaaa1111", down: str = "") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {own!r}\ndown_revision = {down or None!r}\ndef upgrade():\n{lines}"


def second(body: str) -> dict[str, str | bytes]:
    return {"migrations/versions/2.py": revision(body, "bbbb2222", "aaaa1111")}


BASE: dict[str, str | bytes] = {"app.py": APP, "migrations/env.py": "from alembic import context\n"}
FIRST: dict[str, str | bytes] = {"migrations/versions/1.py": revision(TABLE)}
NAME = "sa.Column('name', sa.String(80))"
MISSING = [("app.py", 7, "warning")]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (FIRST, MISSING),
        (FIRST | {"app.py": APP.replace("name = db.Column(", "name = db.deferred(db.Column(").replace("80))", "80)))")}, MISSING),
        (FIRST | {"app.py": APP.replace("name = db.Column(", "label: str = db.mapped_column('name', ")}, MISSING),
        (FIRST | second("op.rename_table('big', 'large')") | {"app.py": APP.replace("Model):", "Model):\n    __tablename__ = 'large'")}, [("app.py", 8, "warning")]),
        (FIRST | second(f"op.add_column('big', {NAME})") | {"migrations/versions/3.py": revision("op.drop_column('big', 'name')", "cccc3333", "bbbb2222")}, MISSING),
        (FIRST | {"app.py": APP.replace("class Big", "class Small")}, [("app.py", 5, "warning")]),
        (FIRST | {"app.py": APP.replace("    name = db.Column(db.String(80))\n", "t = db.Table('a_b', db.Column('a', db.Integer))\n")}, [("app.py", 7, "warning")]),
        (FIRST | {"app.py": "from flask_login import UserMixin\n" + APP.replace("db.Model", "UserMixin, db.Model")}, [("app.py", 8, "warning")]),
        (FIRST | {"app.py": "from flask_security import RoleMixin, UserMixin\n" + APP.replace("db.Model", "db.Model, UserMixin")}, [("app.py", 8, "warning")]),
        (FIRST | {"app.py": APP.replace("class Big", "class Own:\n    __tablename__ = 'own'\nclass Big").replace("db.Model", "Own, db.Model")}, []),
        (FIRST | second("op.rename_table('big', 'large')"), [("app.py", 5, "warning")]),
        (FIRST | second("if old():\n    op.rename_table('big', 'large')") | second(f"op.add_column('big', {NAME})"), []),
        (FIRST | second(f"op.add_column('big', {NAME})"), []),
        (FIRST | second(f"with op.batch_alter_table('big', schema=None) as b:\n    b.add_column({NAME})"), []),
        (FIRST | second(f"if True:\n    op.add_column('big', {NAME})"), []),
        (FIRST | second(f"t = 'big'\nop.add_column(t, {NAME})"), []),
        (FIRST | second("for t in tables():\n    op.add_column(t, column())"), []),
        (FIRST | second("op.execute('ALTER TABLE big ADD COLUMN name text')"), []),
        (FIRST | second("op.add_column('big', column)"), []),
        (FIRST | second("op.alter_column('big', 'title', new_column_name='name')"), []),
        ({"migrations/versions/1.py": revision("op.create_table('big', *columns)")}, []),
        (FIRST | {"app.py": APP + "with app.app_context():\n    db.create_all()\n"}, []),
        (FIRST | {"app.py": APP.replace("Model):", "Model):\n    __abstract__ = True")}, []),
        (FIRST | {"app.py": APP.replace("Model):", "Model):\n    __bind_key__ = 'other'")}, []),
        (FIRST | {"app.py": APP.replace("db.Model", "Base")}, []),
        (FIRST | {"app.py": APP.replace("name = db.Column(db.String(80))", "others = db.relationship('Big')")}, []),
        (FIRST | {"migrations/versions/2.py": revision("pass", "bbbb2222", "dead")}, []),
        (FIRST | {"app.py": APP.replace("class Big", "class BIG").replace("    name = db.Column(db.String(80))\n", "")}, []),
        (FIRST | {"migrations/versions/2.py": revision(f"op.add_column('big', {NAME})", "bbbb2222", "aaaa1111").replace("def upgrade", "def help_me") + "def upgrade():\n    help_me()\n"}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_unmigrated(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("unmigrated-model", BASE | files) == found

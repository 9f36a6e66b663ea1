"""What PostgreSQL refuses in migrations, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "{}"
db = SQLAlchemy(app)
"""
POSTGRESQL = APP.format("postgresql+psycopg2://db.example.com/shop")
TABLE = "op.create_table('big', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(9)))"


def revision(body: str, own: str, down: str = "") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {own!r}\ndown_revision = {down or None!r}\ndef upgrade():\n{lines}"


def found(rule: str, body: str, app: str = POSTGRESQL, **more: str) -> list[int]:
    """The lines, in the second revision (its body begins at 6), of what a rule finds there."""
    files: dict[str, str | bytes] = {
        "app.py": app,
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1.py": revision(TABLE, "aaaa1111"),
        "migrations/versions/2.py": revision(body, "bbbb2222", "aaaa1111"),
        **more,
    }
    return [line for path, line, _ in check(rule, files) if path == "migrations/versions/2.py"]


BATCH = "with op.batch_alter_table('big', schema=None) as batch_op:\n    batch_op."


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("op.add_column('big', sa.Column('a', sa.Integer(), nullable=False))", [6]),
        (f"{BATCH}add_column(sa.Column('a', sa.Integer(), nullable=False))", [7]),
        ("op.add_column('big', sa.Column('a', sa.Integer(), nullable=False, default=1))", [6]),
        ("op.add_column('big', sa.Column('a', sa.Integer(), nullable=False, server_default='1'))", []),
        ("op.add_column('big', sa.Column('a', sa.Integer(), nullable=True))", []),
        ("op.add_column('big', sa.Column('a', sa.Integer(), sa.Computed('id + 1'), nullable=False))", []),
        ("op.create_table('new', sa.Column('id', sa.Integer()))\nop.add_column('new', sa.Column('a', sa.Integer(), nullable=False))", []),
        ("if rows():\n    op.add_column('big', sa.Column('a', sa.Integer(), nullable=False))", []),
    ],
)  # fmt: skip
def test_not_null_without_default(body: str, lines: list[int]) -> None:
    assert found("not-null-without-default", body) == lines


def test_only_the_last_revision_meets_rows() -> None:
    body = "op.add_column('big', sa.Column('a', sa.Integer(), nullable=False))"
    third = {"migrations/versions/3.py": revision("pass", "cccc3333", "bbbb2222")}
    assert found("not-null-without-default", body, **third) == []


ENUM = "sa.Enum('x', 'y', name='kind')"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"op.add_column('big', sa.Column('k', {ENUM}))", [6]),
        (f"{BATCH}add_column(sa.Column('k', {ENUM}))", [7]),
        (f"op.alter_column('big', 'name', existing_type=sa.String(9), type_={ENUM})", [6]),
        ("op.add_column('big', sa.Column('k', postgresql.ENUM('x', name='kind')))", [6]),
        (f"{ENUM}.create(op.get_bind())\nop.add_column('big', sa.Column('k', {ENUM}))", []),
        (f"op.execute(\"CREATE TYPE kind AS ENUM ('x')\")\nop.add_column('big', sa.Column('k', {ENUM}))", []),
        (f"op.create_table('new', sa.Column('k', {ENUM}))\nop.add_column('big', sa.Column('k', {ENUM}))", []),
        ("op.add_column('big', sa.Column('k', sa.Enum('x', name='kind', native_enum=False)))", []),
        ("op.add_column('big', sa.Column('k', kind))", []),
    ],
)
def test_enum_without_type(body: str, lines: list[int]) -> None:
    assert found("enum-without-type", body) == lines


@pytest.mark.parametrize(
    ("old", "new", "rest", "lines"),
    [
        ("sa.String(9)", "sa.Integer()", "", [6]),
        ("sa.VARCHAR(length=9)", "sa.DateTime()", "", [6]),
        ("sa.INTEGER()", "sa.Boolean()", "", [6]),
        ("sa.Text()", "postgresql.JSONB()", "", [6]),
        ("sa.String(9)", "sa.Text()", "", []),
        ("sa.Integer()", "sa.String(9)", "", []),
        ("sa.Integer()", "sa.Float()", "", []),
        ("sa.DateTime()", "sa.Date()", "", []),
        ("sa.String(9)", "sa.Integer()", ", postgresql_using='name::integer'", []),
        ("sa.String(9)", "models.Own()", "", []),
    ],
)
def test_type_change_without_using(old: str, new: str, rest: str, lines: list[int]) -> None:
    body = f"op.alter_column('big', 'age', existing_type={old}, type_={new}{rest})"
    assert found("type-change-without-using", body) == lines
    batch = f"{BATCH}alter_column('age', existing_type={old}, type_={new}{rest})"
    assert found("type-change-without-using", batch) == [line + 1 for line in lines]


TEXT_TO_NUMBER = "op.alter_column('big', '{}', existing_type=sa.String(9), type_=sa.Integer())"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (TEXT_TO_NUMBER.format("name"), [6]),
        (TEXT_TO_NUMBER.format("unknown"), [6]),
        ("op.alter_column('big', 'name', type_=sa.Integer())", [6]),
        ("op.alter_column('big', 'name', type_=sa.Enum('x', name='e'))", [6]),
        ("op.add_column('big', sa.Column('a', sa.Text()))\nop.alter_column('big', 'a', existing_type=sa.INTEGER(), type_=sa.Date())", [7]),
        (TEXT_TO_NUMBER.format("id"), []),  # it is an integer already, whatever the operation says
        (f"if old():\n    {TEXT_TO_NUMBER.format('name')}\n{TEXT_TO_NUMBER.format('name')}", []),
        ("op.alter_column('big', 'name', type_=sa.Enum('x', name='e', native_enum=False))", []),
        ("op.add_column('big', sa.Column('a', sa.Enum('x', name='e')))\nop.alter_column('big', 'a', type_=sa.Text())", []),
    ],
)  # fmt: skip
def test_the_type_that_a_column_has_by_then(body: str, lines: list[int]) -> None:
    assert found("type-change-without-using", body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("op.add_column('big', sa.Column('a', sa.Boolean(), server_default=sa.text('0')))", [6]),
        ("op.create_table('new', sa.Column('a', sa.Boolean(), server_default=sa.text('(1)')))", [6]),
        ("op.add_column('big', sa.Column('a', sa.DateTime(), server_default=sa.text(\"(datetime('now'))\")))", [6]),
        ("op.execute('PRAGMA foreign_keys=OFF')", [6]),
        ("op.execute(sa.text('INSERT OR IGNORE INTO big VALUES (1)'))", [6]),
        ("op.add_column('big', sa.Column('a', sa.Boolean(), server_default='0'))", []),
        ("op.add_column('big', sa.Column('a', sa.Boolean(), server_default=sa.false()))", []),
        ("op.add_column('big', sa.Column('a', sa.Integer(), server_default=sa.text('0')))", []),
        ("op.add_column('big', sa.Column('a', sa.Enum('x', 'y')))", [6]),
        ("op.create_table('new', sa.Column('a', sa.Enum('x')), sa.CheckConstraint(\"a GLOB '[a-z]*'\"))", [6, 6]),
        ("op.create_check_constraint('c', 'big', \"name GLOB 'a*'\")", [6]),
        ("op.add_column('big', sa.Column('a', sa.Enum('x', 'y', name='e')))", []),
        ("op.add_column('big', sa.Column('a', sa.Enum(models.Kind)))", []),
        ("op.create_table('new', sa.CheckConstraint(\"name <> 'GLOB'\"))", []),
        ("if op.get_bind().dialect.name == 'sqlite':\n    op.execute('PRAGMA foreign_keys=OFF')", []),
        ("op.execute(\"UPDATE big SET name = 'PRAGMA'\")", []),
    ],
)
def test_sqlite_only_migration(body: str, lines: list[int]) -> None:
    assert found("sqlite-only-migration", body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("op.drop_constraint(None, 'big', type_='unique')", [6]),
        (f"{BATCH}drop_constraint(None, type_='foreignkey')", [7]),
        ("op.drop_constraint(constraint_name=None, table_name='big')", [6]),
        ("op.drop_constraint('big_name_key', 'big', type_='unique')", []),
        ("op.drop_constraint(op.f('uq_big'), 'big', type_='unique')", []),
        ("op.create_unique_constraint(None, 'big', ['name'])", []),
    ],
)
def test_unnamed_constraint(body: str, lines: list[int]) -> None:
    assert found("unnamed-constraint", body) == lines


def test_a_downgrade_is_not_run() -> None:
    downgrade = "def downgrade():\n    op.drop_constraint(None, 'big')\n"
    second = {"migrations/versions/2.py": revision("pass", "bbbb2222", "aaaa1111") + downgrade}
    assert found("unnamed-constraint", "", **second) == []


@pytest.mark.parametrize("url", ["sqlite:///shop.db", "mysql+pymysql://db.example.com/shop"])
def test_other_databases_are_left_alone(url: str) -> None:
    app = APP.format(url)
    required = "op.add_column('big', sa.Column('a', sa.Integer(), nullable=False))"
    assert found("not-null-without-default", required, app) == []
    assert found("enum-without-type", f"op.add_column('big', sa.Column('k', {ENUM}))", app) == []
    assert found("sqlite-only-migration", "op.execute('PRAGMA foreign_keys=OFF')", app) == []


@pytest.mark.parametrize(("path", "lines"), [("manage.py", []), ("tests/conftest.py", [6])])
def test_old_revisions_are_not_run_where_the_tables_are_made_otherwise(path: str, lines: list[int]) -> None:
    body = "op.alter_column('big', 'name', existing_type=sa.String(9), type_=sa.Integer())"
    third = {
        "migrations/versions/3.py": revision("pass", "cccc3333", "bbbb2222"),
        path: "from app import db\ndb.create_all()\n",
    }
    assert found("type-change-without-using", body, **third) == lines

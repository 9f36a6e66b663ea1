"""broken-migration-chain: where an upgrade of an empty database stops on its way, and look-alikes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REST: dict[str, str | bytes] = {
    "app.py": FLASK,
    "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
    "migrations/env.py": "from alembic import context\n",
}
ID = "sa.Column('id', sa.Integer(), primary_key=True)"
NAME = "sa.Column('name', sa.String(80))"
USER = f"op.create_table('user', {ID}, {NAME}, sa.UniqueConstraint('name'))"


def revision(body: str, own: str, down: str = "") -> str:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {own!r}\ndown_revision = {down or None!r}\ndef upgrade():\n{lines}\ndef downgrade():\n    op.drop_table('user')\n"


def history(*bodies: str, **more: str) -> dict[str, str | bytes]:
    names = [f"{number}" * 8 for number in range(1, len(bodies) + 1)]
    files = {
        f"migrations/versions/{own}.py": revision(body, own, down)
        for body, own, down in zip(bodies, names, ("", *names))
    }
    return {**REST, **files, **more}


@pytest.mark.parametrize(
    "last",
    [
        USER,
        f"op.add_column('user', {NAME})",
        f"with op.batch_alter_table('user', schema=None) as batch_op:\n    batch_op.add_column({NAME})",
        f"op.add_column('pet', {NAME})",
        "op.drop_column('user', 'label')",
        "op.alter_column('user', 'label', nullable=False)",
        "op.rename_table('pet', 'dog')",
        "op.drop_table('pet')",
        "op.execute('UPDATE user SET name = 1')\nop.drop_table('pet')",
        "op.rename_table('user', 'users')\nop.drop_column('user', 'name')",
        "op.alter_column('user', 'name', new_column_name='label')\nop.drop_column('user', 'name')",
        "with op.batch_alter_table('user') as b:\n    b.create_foreign_key(None, 'pet', ['pet_id'], ['id'])",
        "op.create_unique_constraint('u', 'user', ['label'])",
        "op.create_index('i', 'user', ['label'])",
        "op.create_index(op.f('i'), 'pet', ['name'], unique=True)",
        "with op.batch_alter_table('user') as b:\n    b.create_index('i', ['label'])",
        "op.alter_column('user', 'id', new_column_name='name')",
        "bind = op.get_bind()\nop.drop_column('user', 'name')\nop.drop_column('user', 'name')",
    ],
)  # fmt: skip
def test_an_upgrade_that_stops(last: str) -> None:
    found = check("broken-migration-chain", history(USER, last))
    assert [(path, severity) for path, _, severity in found] == [("migrations/versions/22222222.py", "error")]


@pytest.mark.parametrize(
    "last",
    [
        f"op.add_column('user', {NAME.replace('name', 'label')})",
        f"op.add_column('USER', {NAME.replace('name', 'label')})",
        "op.alter_column('user', 'label', existing_type=sa.String())",
        "op.drop_table('pet', if_exists=True)",
        "op.create_index('i', 'user', [sa.text('lower(name)')])",
        "op.create_index('i', 'user', ['name', 'id'])",
        "op.alter_column('user', 'name', new_column_name='name')",
        f"op.create_table('user', {ID}, schema='other')",
        f"op.create_table('user', {ID}, if_not_exists=True)\nop.drop_column('user', 'label')",
        f"op.drop_table('user')\n{USER}",
        f"if not sa.inspect(op.get_bind()).has_table('user'):\n    {USER}",
        f"if done():\n    return\n{USER}",
        f"for name in names:\n    op.drop_column('user', name)\nop.add_column('user', {NAME})",
        "op.execute('ALTER TABLE user RENAME TO pet')\nop.drop_table('pet')",
        f"op.get_bind().execute(sa.text('DROP TABLE user'))\n{USER}",
        f"clean(op)\n{USER}",
        "op.rename_table('user', 'users')\nop.drop_column('users', 'name')",
        "op.alter_column('user', 'name', new_column_name='label')\nop.drop_column('user', 'label')",
        "op.create_table('pet', *columns())\nop.drop_column('pet', 'name')",
        f"op.create_table(name(), {ID})\nop.drop_table('pet')",
    ],
)
def test_an_upgrade_that_goes_on_or_may(last: str) -> None:
    assert check("broken-migration-chain", history(USER, last)) == []


@pytest.mark.parametrize(
    ("files", "count"),
    [
        (history(USER, USER, Procfile="web: gunicorn app:app\n"), 1),  # a warning: nothing upgrades
        (history(USER, "op.drop_table('pet')", **{"make.py": "db.create_all()\n"}), 0),
        (history(USER, USER, **{"make.py": "db.create_all()\n"}), 1),
        (history(USER, USER, **{"README.md": "then flask db stamp head\n"}), 0),
        (history(USER, USER, **{"make.py": "flask_migrate.stamp()\n"}), 0),
        (history(USER, USER, **{"make.py": "date.timestamp()\n"}), 1),
    ],
)
def test_what_else_makes_tables(files: dict[str, str | bytes], count: int) -> None:
    assert len(check("broken-migration-chain", files)) == count


TWICE = f"op.create_table('pet', {ID}, {NAME}, {NAME})"


@pytest.mark.parametrize(
    ("body", "requirements", "count"),
    [
        (TWICE, "SQLAlchemy==2.0.44\n", 1),
        (TWICE, "Flask-SQLAlchemy==3.1.1\n", 1),
        (f"name = {NAME}\nop.create_table('pet', {ID}, name, {NAME})", "SQLAlchemy==2.0.44\n", 1),
        (f"op.create_table('pet', {ID}, {NAME}, sa.Column('name', sa.Text()))", "SQLAlchemy>=2\n", 1),
        (TWICE, "SQLAlchemy==1.4.54\n", 0),
        (TWICE, "SQLAlchemy<2\n", 0),
        (f"op.create_table('pet', {ID}, {NAME}, sa.Column('Name', sa.Text()))", "SQLAlchemy==2.0.44\n", 0),
        (f"op.create_table('pet', {ID}, {NAME}, sa.UniqueConstraint('name'))", "SQLAlchemy==2.0.44\n", 0),
    ],
)
def test_a_column_that_is_given_twice(body: str, requirements: str, count: int) -> None:
    found = check("broken-migration-chain", history(body, **{"requirements.txt": requirements}))
    assert len(found) == count


SEVERAL = "def upgrade(engine_name):\n    globals()['upgrade_%s' % engine_name]()\n\n\ndef downgrade(engine_name):\n    globals()['downgrade_%s' % engine_name]()\n\n\n"
"""How a revision of several databases begins, as Flask-Migrate writes it."""


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        ("def upgrade_():\n    {user}", "def upgrade_():\n    op.drop_column('usre', 'name')", 1),
        ("def upgrade_():\n    {user}", "def upgrade_():\n    with op.batch_alter_table('usre') as b:\n        b.drop_column('name')", 1),
        ("def upgrade_():\n    {user}", "def upgrade_():\n    op.drop_column('user', 'label')\n\ndef downgrade_():\n    {user}", 1),
        ("def upgrade_():\n    {user}", "def upgrade_():\n    op.drop_column('user', 'name')", 0),
        ("def upgrade_():\n    {user}", "def upgrade_():\n    pass\n\ndef downgrade_():\n    op.drop_table('usre')", 0),
        ("def upgrade_():\n    pass\n\ndef upgrade_log():\n    {user}", "def upgrade_():\n    pass\n\ndef upgrade_log():\n    op.drop_column('user', 'label')", 0),
        ("def upgrade_a():\n    {user}", "def upgrade_b():\n    op.drop_column('user', 'name')", 0),
    ],
)  # fmt: skip
def test_the_first_of_several_databases(first: str, last: str, count: int) -> None:
    files = history("pass", "pass")
    for (path, text), body in zip(sorted((p, t) for p, t in files.items() if "versions/" in p), (first, last)):
        head = str(text).partition("def upgrade")[0]
        files[path] = f"{head}{SEVERAL}{body.format(user=USER)}\n"
    assert len(check("broken-migration-chain", files)) == count

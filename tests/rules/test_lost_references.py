"""Foreign keys of migrations lead to tables that are there."""

from __future__ import annotations

import pytest
from checking import problems

HEAD = "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '1a'\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table('shop', sa.Column('id', sa.Integer(), primary_key=True))\n"
BATCH = "with op.batch_alter_table('lamp') as batch_op:\n        batch_op."
LAMP = "op.create_table('lamp', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('shop', sa.Integer()))\n    "


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("op.create_table('a', sa.Column('s', sa.Integer()), sa.ForeignKeyConstraint(['s'], ['shpo.id']))", True),
        ("op.create_table('a', sa.Column('s', sa.Integer(), sa.ForeignKey('shops.id')))", True),
        (f"{LAMP}op.create_foreign_key('k', 'lamp', 'shops', ['shop'], ['id'])", True),
        (f"{LAMP}{BATCH}create_foreign_key('k', 'shops', ['shop'], ['id'])", True),
        ("op.create_table('a', sa.Column('s', sa.Integer()), sa.ForeignKeyConstraint(['s'], ['shop.id']))", False),
        ("op.create_table('a', sa.Column('s', sa.Integer()), sa.ForeignKeyConstraint(['s'], ['other.shops.id']))", False),
        ("op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('s', sa.Integer(), sa.ForeignKey('a.id')))", False),
        ("op.create_table('a', sa.Column('s', sa.Integer(), sa.ForeignKey('b.id', use_alter=True, name='k')))", False),
        (f"{LAMP}op.create_foreign_key('k', 'lamp', 'shop', ['shop'], ['id'])", False),
        (f"{LAMP}op.create_foreign_key('k', 'lamp', NAME, ['shop'], ['id'])", False),
        ("helper()\n    op.create_table('a', sa.Column('s', sa.Integer(), sa.ForeignKey('shops.id')))", False),
    ],
)  # fmt: skip
def test_tables_to_which_keys_lead(body: str, told: bool) -> None:
    files = {
        "app.py": "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n",
        "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n",
        "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1_a.py": f"{HEAD}    {body}\n",
    }
    found = [problem.message for problem in problems("broken-migration-chain", files)]
    assert bool([message for message in found if "does not exist" in message]) is told

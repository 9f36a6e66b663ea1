"""Migrations of Alembic, a folder of them."""

from tests.fuzz.grammars import python

FILES = ("migrations/versions/0001_a.py", "migrations/versions/0002_b.py", "migrations/env.py", "alembic/versions/x.py")

RULES = {
    **python.RULES,
    "file": ("'''‹word›'''\nfrom alembic import op\nimport sqlalchemy as sa\n‹head*›\ndef upgrade():\n    ‹step+›\ndef downgrade():\n    ‹step+›\n", "‹head*›\n‹statement*›\n", "from flask import current_app\n‹statement*›\nrun_migrations_online()\n"),
    "head": ("revision = '‹revision›'", "down_revision = '‹revision›'", "down_revision = None", "down_revision = ('‹revision›', '‹revision›')", "down_revision: Union[str, None] = ‹value_of›", "branch_labels = ‹value_of›", "depends_on = ‹value_of›"),
    "revision": ("0001", "0002", "a", "b", "‹word›"),
    "step": ("op.create_table('‹word›', sa.Column('‹word›', sa.Integer(), nullable=‹value_of›))", "op.add_column('‹word›', sa.Column('‹word›', sa.String(‹number›), nullable=False))", "op.drop_column('‹word›', '‹word›')", "op.execute(‹value_of›)", "with op.batch_alter_table('‹word›') as ‹name›:\n    ‹name›.drop_column(‹value_of›)", "‹statement›", "pass"),
}  # fmt: skip

"""visits"""
import sqlalchemy as sa
from alembic import op

revision = "a1b2c3d40002"
down_revision = "a1b2c3d40001"


def upgrade():
    with op.batch_alter_table("guests") as batch:
        batch.add_column(sa.Column("visits", sa.Integer(), server_default="1", nullable=False))


def downgrade():
    with op.batch_alter_table("guests") as batch:
        batch.drop_column("visits")

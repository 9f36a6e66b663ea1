"""guests"""
import sqlalchemy as sa
from alembic import op

revision = "a1b2c3d40001"
down_revision = None


def upgrade():
    op.create_table(
        "guests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade():
    op.drop_table("guests")

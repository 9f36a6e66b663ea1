"""create cookie"""
from alembic import op
import sqlalchemy as sa

revision = '97535697491d'
down_revision = None


def upgrade():
    op.create_table(
        'cookie',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=80), nullable=True),
        sa.Column('name', sa.String(length=80), nullable=True),
        sa.Column('price', sa.Numeric(precision=10, scale=2), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('slug'),
    )


def downgrade():
    op.drop_table('cookie')

revision = "1111aaaa"
down_revision = None


def upgrade():
    pass

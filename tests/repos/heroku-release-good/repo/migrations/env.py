from alembic import context
from flask import current_app

config = context.config
engine = current_app.extensions['migrate'].db.engine
config.set_main_option('sqlalchemy.url', engine.url.render_as_string(hide_password=False).replace('%', '%%'))
target_metadata = current_app.extensions['migrate'].db.metadata

def run_migrations_online():
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()

run_migrations_online()

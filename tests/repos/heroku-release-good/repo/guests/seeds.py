import click
from flask.cli import with_appcontext

from guests.database import db
from guests.models import Guest


@click.command("seed")
@with_appcontext
def seed():
    if Guest.query.count() == 0:
        db.session.add(Guest(name="Ada"))
        db.session.commit()

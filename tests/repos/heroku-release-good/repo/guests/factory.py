from flask import Flask

from guests import book, settings
from guests.database import db, migrate
from guests.seeds import seed


def create_app():
    app = Flask(__name__)
    app.config.from_object(settings)
    db.init_app(app)
    migrate.init_app(app, db)
    app.register_blueprint(book.blueprint)
    app.cli.add_command(seed)
    return app

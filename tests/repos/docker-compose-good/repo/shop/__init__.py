import os

from flask import Flask, render_template

from .models import db, migrate


def create_app(config=None):
    app = Flask(__name__)
    app.config.from_object("config." + (config or os.environ["APP_CONFIG"]))
    db.init_app(app)
    migrate.init_app(app, db)

    @app.route("/")
    def index():
        return render_template("index.html")

    @app.route("/healthz")
    def healthz():
        return "ok"

    return app

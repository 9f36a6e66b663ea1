import os

from flask import Flask

from . import errors
from .pictures import pictures
from .texts import load_texts


def create_app():
    app = Flask(__name__)
    app.config.from_mapping(SECRET_KEY=os.environ["SECRET_KEY"], FOLDER=os.environ["GALLERY_FOLDER"])
    app.config["TEXTS"] = load_texts(app.root_path)
    os.makedirs(app.config["FOLDER"], exist_ok=True)
    app.register_blueprint(pictures, url_prefix="/pictures")
    errors.init_app(app)

    @app.route("/health")
    def health():
        return {"ok": True}

    @app.route("/")
    def home():
        return app.redirect("/pictures/")

    return app

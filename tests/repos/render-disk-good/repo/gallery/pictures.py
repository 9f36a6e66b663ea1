from pathlib import Path

from flask import Blueprint, current_app, redirect, render_template, request, send_from_directory, url_for
from werkzeug.utils import secure_filename

pictures = Blueprint("pictures", __name__)


@pictures.route("/")
def index():
    files = sorted(Path(current_app.config["FOLDER"]).iterdir())
    return render_template("pictures.html", files=files, texts=current_app.config["TEXTS"])


@pictures.route("/", methods=["POST"])
def add():
    path = Path(current_app.config["FOLDER"]) / secure_filename(request.form["name"])
    path.write_text(request.form["text"])
    return redirect(url_for("pictures.index"))


@pictures.route("/<name>")
def show(name):
    return send_from_directory(current_app.config["FOLDER"], name)

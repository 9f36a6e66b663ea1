from flask import Blueprint, current_app, redirect, render_template, request, url_for

from guests.database import db
from guests.models import Guest

blueprint = Blueprint("book", __name__)


@blueprint.route("/")
def index():
    return render_template("book/index.html", site=current_app.config["SITE_NAME"])


@blueprint.route("/guests")
def guests():
    return render_template("book/guests.html", guests=Guest.query.order_by(Guest.name).all())


@blueprint.route("/guests", methods=["POST"])
def add():
    db.session.add(Guest(name=request.form["name"]))
    db.session.commit()
    return redirect(url_for("book.guests"))


@blueprint.route("/status")
def status():
    return {"guests": Guest.query.count()}

from flask import render_template


def not_found(error):
    return render_template("missing.html"), 404


def init_app(app):
    app.register_error_handler(404, not_found)

import os

from flask import Flask, render_template, session

app = Flask(__name__)
app.secret_key = "keyboard cat"


@app.route("/")
def index():
    session["seen"] = session.get("seen", 0) + 1
    return render_template("Index.html", seen=session["seen"])


if True:
    app.run(debug=True)

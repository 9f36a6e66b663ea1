import os

from flask import Flask, render_template, session

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]


@app.route("/")
def index():
    session["seen"] = session.get("seen", 0) + 1
    return render_template("index.html", seen=session["seen"])


if __name__ == "__main__":
    app.run(debug=True)

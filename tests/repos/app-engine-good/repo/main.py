import os

from flask import Flask

app = Flask(__name__)
app.config["THEME"] = os.environ["THEME"]


@app.route("/")
def index():
    return app.config["THEME"]

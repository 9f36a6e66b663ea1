import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["SITE"] = os.environ.get("SITE", "http://localhost:5000")


@app.route("/healthz")
def health():
    return "ok"

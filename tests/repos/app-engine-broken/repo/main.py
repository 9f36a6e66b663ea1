import os
import redis

from flask import Flask

app = Flask(__name__)
app.config["THEME"] = os.environ["THEME"]
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///app.db"


@app.route("/")
def index():
    return str(redis.Redis().ping())

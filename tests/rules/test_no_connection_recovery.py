"""Connections that the database's server has closed, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
"""
URL = "mysql+pymysql://shop:{}@shop.mysql.pythonanywhere-services.com/shop$default"
SET = f'app.config["SQLALCHEMY_DATABASE_URI"] = "{URL}".format(os.environ["WORD"])\n'
OPTIONS = 'app.config["SQLALCHEMY_ENGINE_OPTIONS"] = '


def found(text: str, files: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    return check(
        "no-connection-recovery", {"web.py": APP + text, "Procfile": "web: gunicorn web:app\n", **(files or {})}
    )


@pytest.mark.parametrize(
    "text",
    [
        SET + "db = SQLAlchemy(app)\n",
        SET + "db = SQLAlchemy()\ndb.init_app(app)\n",
        SET + OPTIONS + '{"pool_recycle": 300}\ndb = SQLAlchemy(app)\n',
        SET + OPTIONS + '{"pool_size": 5, "pool_pre_ping": False}\ndb = SQLAlchemy(app)\n',
        SET + 'db = SQLAlchemy(app, engine_options={"pool_recycle": 7200})\n',
    ],
)
def test_never_replaced(text: str) -> None:
    assert found(text) == [("web.py", 5, "info")]


@pytest.mark.parametrize(
    "text",
    [
        SET + OPTIONS + '{"pool_recycle": 280}\ndb = SQLAlchemy(app)\n',
        SET + OPTIONS + "dict(pool_pre_ping=True)\ndb = SQLAlchemy(app)\n",
        SET + 'db = SQLAlchemy(app, engine_options={"pool_recycle": 60})\n',
        SET + OPTIONS + '{"poolclass": NullPool}\ndb = SQLAlchemy(app)\n',
        SET + OPTIONS + '{"pool_recycle": int(os.environ["RECYCLE"])}\ndb = SQLAlchemy(app)\n',
        SET + 'app.config["SQLALCHEMY_POOL_RECYCLE"] = 280\ndb = SQLAlchemy(app)\n',
        SET.replace("shop.mysql.pythonanywhere-services.com", "db.example.com") + "db = SQLAlchemy(app)\n",
        SET.replace("shop.mysql", "shop-12.postgres") + "db = SQLAlchemy(app)\n",
    ],
)
def test_replaced_in_time_or_unknown(text: str) -> None:
    assert found(text) == []


def test_in_a_class_of_settings() -> None:
    settings = f'class Base:\n    SQLALCHEMY_DATABASE_URI = "{URL}"\n'
    text = 'app.config.from_object("settings.Base")\ndb = SQLAlchemy(app)\n'
    assert found(text, {"settings.py": settings}) == [("settings.py", 2, "info")]
    mended = f"{settings}    SQLALCHEMY_ENGINE_OPTIONS = {{'pool_recycle': 250}}\n"
    assert found(text, {"settings.py": mended}) == []

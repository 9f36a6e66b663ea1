"""The address of a service in a setting that nothing reads."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REQUIREMENTS = "flask\ngunicorn\nredis\n"
URL = "    REDIS_URL = os.environ.get('REDIS_URL', 'redis://localhost:6379/0')\n"


def told(settings: str, rest: str = "", **more: str) -> bool:
    files: dict[str, str | bytes] = {
        "config.py": f"import os\nclass Config:\n    SECRET_KEY = os.environ['SECRET_KEY']\n{settings}",
        "app.py": f"{FLASK}from config import Config\napp.config.from_object(Config)\n{rest}",
        "requirements.txt": REQUIREMENTS,
        "Procfile": "web: gunicorn app:app\n",
        **{f"{name}.py": text for name, text in more.items()},
    }
    return bool(check("loopback-service", files))


@pytest.mark.parametrize(
    "settings",
    [
        URL,
        f"    # Redis, for later\n{URL}",
        "    MONGODB_HOST = 'localhost'\n",
        "    MYSQL_HOST = 'localhost'\n",
        f"{URL}class Production(Config):\n    REDIS_URL = 'redis://localhost:6379/1'\n",
    ],
)
def test_nothing_reads_it(settings: str) -> None:
    assert not told(settings)


@pytest.mark.parametrize(
    ("settings", "rest"),
    [
        (URL, "import redis\nstore = redis.from_url(app.config['REDIS_URL'])\n"),
        (URL, "from flask_redis import FlaskRedis\nstore = FlaskRedis(app)\n"),
        (URL, "print(app.config['REDIS_URL'])\n"),
        (URL.replace("    REDIS_URL", "    RQ_REDIS_URL"), "from flask_rq2 import RQ\nrq = RQ(app)\n"),
        (
            URL.replace("    REDIS_URL", "    CACHE_TYPE = 'RedisCache'\n    CACHE_REDIS_URL"),
            "from flask_caching import Cache\ncache = Cache(app)\n",
        ),
        ("    MONGO_URI = 'mongodb://localhost/shop'\n", "from flask_pymongo import PyMongo\nmongo = PyMongo(app)\n"),
        ("    MYSQL_HOST = 'localhost'\n", "from flask_mysqldb import MySQL\nmysql = MySQL(app)\n"),
        (
            "    REDIS_BACKEND = 'redis://localhost/1'\n",
            "from celery import Celery\nCelery().config_from_object(Config)\n",
        ),
    ],
)
def test_something_does(settings: str, rest: str) -> None:
    assert told(settings, rest)


def test_something_elsewhere_does() -> None:
    assert told(
        URL,
        "from extensions import store\nstore.init_app(app)\n",
        extensions="from flask_redis import FlaskRedis\nstore = FlaskRedis()\n",
    )

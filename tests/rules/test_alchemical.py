"""The database of Alchemical, which reads its own setting (Alchemical 1.0, "Flask extension")."""

from __future__ import annotations

import pytest
from checking import problems

APP = "import os\n\nfrom alchemical.flask import Alchemical\nfrom flask import Flask\n\napp = Flask(__name__)\napp.config[{key!r}] = {url}\ndb = Alchemical(app)\n"
HEROKU = {
    "Procfile": "web: gunicorn app:app\n",
    "app.json": '{"name": "shop", "addons": ["heroku-postgresql:essential-0"]}',
}
KEY = "ALCHEMICAL_DATABASE_URL"
HOSTS = "os.environ['DATABASE_URL']"


@pytest.mark.parametrize(
    ("rule", "key", "url", "more", "count"),
    [
        ("missing-database-driver", KEY, HOSTS, "", 1),
        ("missing-database-driver", KEY, "'postgresql://db.example.com/shop'", "", 1),
        ("missing-database-driver", KEY, HOSTS, "psycopg2-binary==2.9.10\n", 0),
        ("missing-database-driver", "ALCHEMICAL_ENGINE_OPTIONS", HOSTS, "", 0),
        ("sqlite-in-production", KEY, "'sqlite:///shop.db'", "", 1),
        ("sqlite-in-production", KEY, "'sqlite:///:memory:'", "", 0),
        ("sqlite-fallback", KEY, "os.environ.get('DATABASE_URL', 'sqlite:///shop.db')", "", 1),
        ("sqlite-fallback", "SHOP_DATABASE", "os.environ.get('DATABASE_URL', 'sqlite:///shop.db')", "", 0),
    ],
)
def test_what_is_asked_of_its_address(rule: str, key: str, url: str, more: str, count: int) -> None:
    requirements = f"Flask==3.1.2\nalchemical==1.0.0\ngunicorn==23.0.0\nSQLAlchemy==2.0.44\n{more}"
    files = {**HEROKU, "app.py": APP.format(key=key, url=url), "requirements.txt": requirements}
    assert len(problems(rule, files)) == count

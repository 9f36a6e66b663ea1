"""What stands before a password in a URL is a user, whatever it is called."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("f\"postgresql://localhost:{os.environ['PW']}@db.example.com/shop\"", False),
        ("'postgresql://localhost:' + os.environ['PW'] + '@db.example.com/shop'", False),
        ("'mysql+pymysql://localhost:%s@db.example.com:3306/shop' % os.environ['PW']", False),
        ("'postgresql://localhost:{}@db.example.com/shop'.format(os.environ['PW'])", False),
        ("f\"postgresql://shop:{os.environ['PW']}@localhost/shop\"", True),
        ("f\"postgresql://localhost:{os.environ['PW']}@localhost/shop\"", True),
        ("f\"postgresql://localhost:{os.environ['DB_PORT']}/shop\"", True),
    ],
)
def test_a_user_is_no_host(url: str, is_told: bool) -> None:
    code = f"import os\n{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = {url}\n"
    assert bool(check("loopback-service", {"app.py": code, **SERVED})) is is_told

"""The newest version that is installed is the newest for the Python of the deployment."""

from __future__ import annotations

import pytest
from checking import check

CODE = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\ndb = SQLAlchemy(app)\n"
RENDER = "databases:\n- name: d\nservices:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n  envVars:\n  - key: DATABASE_URL\n    fromDatabase: {name: d, property: connectionString}\n"


@pytest.mark.parametrize(
    ("python", "pin", "is_told"),
    [
        ("3.12", "", True),
        ("3.11", "", True),
        ("3.10", "", False),
        ("3.9.18", "", False),
        ("3.9", "==2.1.0", True),  # what is pinned is asked for
        ("3.12", "<2.1", False),
    ],
)
def test_an_old_python_gets_an_old_sqlalchemy(python: str, pin: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": CODE,
        "render.yaml": RENDER,
        ".python-version": f"{python}\n",
        "requirements.txt": f"flask\nflask-sqlalchemy\nsqlalchemy{pin}\npsycopg2-binary\ngunicorn\n",
    }
    assert bool(check("missing-database-driver", files)) is is_told

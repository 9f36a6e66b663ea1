"""A package's name is what the package binds last: a star import may put a function over the submodule of its name."""

from __future__ import annotations

import pytest
from checking import check

DROPS = "def {name}():\n    from db import db\n    db.drop_all()\n"
VIEW = "from flask import Flask\nfrom tools import reset\napp = Flask(__name__)\n@app.get('/reset')\ndef page():\n    reset()\n    return 'ok'\n"
DB = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n"


@pytest.mark.parametrize(
    ("package", "module", "is_told"),
    [
        ("from .reset import *\n", DROPS.format(name="reset"), True),
        ("from tools.reset import *\n", DROPS.format(name="reset"), True),
        ("from .reset import reset\n", DROPS.format(name="reset"), True),
        ("from .reset import *\n", "__all__ = ['reset']\n" + DROPS.format(name="reset"), True),
        # The name stays that of the submodule: what the view calls is no function.
        ("from .reset import *\n", "__all__ = ['other']\n" + DROPS.format(name="reset"), False),
        ("from .reset import *\n", DROPS.format(name="other"), False),
        ("", DROPS.format(name="reset"), False),
    ],
)
def test_a_star_import_over_a_submodule(package: str, module: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": VIEW,
        "db.py": DB,
        "tools/__init__.py": package,
        "tools/reset.py": module,
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool(check("public-seed-route", files)) is is_told

"""Flags that other flags define, by whose names production is told from a developer's machine."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nimport requests\nfrom flask import Flask\n\napp = Flask(__name__)\nPRODUCTION = os.environ.get('LIVE')\nSTAGING = os.environ.get('TRIAL')\nDEBUG = os.environ.get('TALK')\nREMOTE = os.environ.get('FAR')\n"
USE = "if FLAG:\n    app.config['SHOP_URL'] = 'http://localhost:8123'\n"


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        ("not PRODUCTION", 0),
        ("not PRODUCTION and not STAGING", 0),
        ("not (PRODUCTION or STAGING)", 0),
        ("DEBUG and STAGING", 0),
        ("not DEBUG", 1),
        ("not REMOTE", 1),
        ("not PRODUCTION or STAGING", 1),
    ],
)
def test_a_flag_is_what_its_definition_says(flag: str, told: int) -> None:
    files = {
        "app.py": f"{HEAD}FLAG = {flag}\n{USE}",
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nrequests==2.32.5\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("hard-coded-loopback", files)) == told

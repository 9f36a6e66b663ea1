"""Configurations that set their settings in an initialiser, and what production selects of them."""

from __future__ import annotations

import pytest
from checking import check

APP = "import os\nfrom flask import Flask\nfrom config import CHOSEN\n\napp = Flask(__name__)\napp.config.from_object(CHOSEN())\n"
LIVE = "import os\n\n\nclass Live:\n    def __init__(self):\n        self.MAIL_PASSWORD = os.environ['MAIL_PASSWORD']\n        self.SHOP_URL = 'https://shop.example.org'\n\n\n"
OTHER = "class Box:\n    def __init__(self):\n        self.MAIL_PASSWORD = 'hunter4711'\n        self.SHOP_URL = 'http://localhost:8123'\n\n\nclass Tried(Box):\n    pass\n\n\n"
REST = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize("rule", ["hard-coded-credentials", "hard-coded-loopback"])
@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("CHOSEN = Live\n", 0),
        ("def CHOSEN():\n    return Live()\n", 0),
        ("class CHOSEN(Live):\n    pass\n", 0),
        ("CHOSEN = Box\n", 1),
        ("CHOSEN = Tried\n", 1),
    ],
)
def test_what_production_does_not_select(rule: str, choice: str, told: int) -> None:
    assert len(check(rule, {"app.py": APP, "config.py": LIVE + "\n" * 6 + OTHER + choice, **REST})) == told


def test_attributes_of_any_object_count() -> None:
    text = f"from flask import Flask\napp = Flask(__name__)\n\n\n{OTHER}box = Box()\n"
    assert len(check("hard-coded-credentials", {"app.py": text, **REST})) == 1

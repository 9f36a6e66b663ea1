"""FLASK_DEBUG under a server for production decides nothing where the configuration itself turns debug mode off."""

from __future__ import annotations

import pytest
from checking import check

APP = "import os\nfrom dotenv import load_dotenv\nfrom flask import Flask\n\nload_dotenv()\napp = Flask(__name__)\n{}\n\nif __name__ == '__main__':\n    app.run()\n"
CONFIG = {
    "config.py": "class Base:\n    DEBUG = False\n\n\nclass Shop(Base):\n    PAGES = 9\n\n\nclass Open(Base):\n    PAGES = 9\n    DEBUG = True\n"
}
NEEDS = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\npython-dotenv==1.1.1\n"}
GUNICORN, OWN = {"Procfile": "web: gunicorn app:app\n"}, {"Procfile": "web: python app.py\n"}


@pytest.mark.parametrize(
    ("written", "start", "told"),
    [
        ("app.config['PAGES'] = 9", GUNICORN, ["error"]),
        ("app.config['DEBUG'] = False", GUNICORN, ["info"]),
        ("app.config.from_object('config.Shop')", GUNICORN, ["info"]),
        ("app.config.update(DEBUG=os.environ.get('FLASK_DEBUG') == '1')", GUNICORN, ["error"]),
        ("if os.environ.get('SHOP'):\n    app.config['DEBUG'] = False", GUNICORN, ["error"]),
        ("app.config['DEBUG'] = False", OWN, ["error"]),  # app.run() asks the variable again
    ],
)
def test_a_file_of_variables(written: str, start: dict[str, str], told: list[str]) -> None:
    files = {**NEEDS, **CONFIG, **start, ".env": "FLASK_DEBUG=1\n", "app.py": APP.format(written)}
    assert [severity for *_, severity in check("debug-environment", files)] == told


@pytest.mark.parametrize(
    ("written", "told"),
    [("app.debug = False", ["info"]), ("", ["error"]), ("app.config.from_object('config.Shop')", ["info"])],
)
def test_a_variable_of_the_command(written: str, told: list[str]) -> None:
    start = {"Procfile": "web: FLASK_DEBUG=1 gunicorn app:app\n"}
    assert [
        severity
        for *_, severity in check("debug-environment", {**NEEDS, **CONFIG, **start, "app.py": APP.format(written)})
    ] == told


def test_code_that_sets_the_variable() -> None:
    head = "os.environ['FLASK_DEBUG'] = '1'\napp = Flask(__name__)\napp.config['DEBUG'] = {}\n"
    files = {**NEEDS, **GUNICORN}
    found = [
        len(check("debug-environment", {**files, "app.py": APP.format(head.format(v))})) for v in ("False", "9 > 8")
    ]
    assert found == [0, 1]

"""A variable that a host sets itself tells that host apart: where no file names the host, nobody can say that it is missing."""

from __future__ import annotations

import pytest
from checking import check

SETTINGS = {
    "config/__init__.py": "",
    "config/development.py": "DEBUG = True\n",
    "config/production.py": "DEBUG = False\n",
}
APP = "import os\nfrom flask import Flask\napp = Flask(__name__)\nif %s:\n    app.config.from_object('config.development')\nelse:\n    app.config.from_object('config.production')\n"


@pytest.mark.parametrize(
    ("test", "files", "told"),
    [
        ("not 'WEBSITE_HOSTNAME' in os.environ", {}, False),
        ("os.getenv('DYNO') is None", {}, False),
        ("'RENDER' not in os.environ", {}, False),
        ("'SHOP_ONLINE' not in os.environ", {}, True),
        ("'HOSTNAME' not in os.environ", {"Procfile": "web: gunicorn app:app\n", "app.json": '{"name": "shop", "stack": "heroku-24"}'}, True),
        ("'DYNO' not in os.environ", {"Procfile": "web: gunicorn app:app\n", "app.json": '{"name": "shop", "stack": "heroku-24"}'}, False),
    ],
)  # fmt: skip
def test_a_configuration_that_a_hosts_own_variable_picks(test: str, files: dict[str, str], told: bool) -> None:
    project: dict[str, str | bytes] = {
        "app.py": APP % test,
        "requirements.txt": "flask\ngunicorn\n",
        **SETTINGS,
        **files,
    }
    assert bool(check("development-config", project)) is told

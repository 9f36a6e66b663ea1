"""A variable that a host sets itself tells that host apart: where no file names the host, nobody can say that it is missing."""

from __future__ import annotations

import pytest
from checking import check

SETTINGS = {
    "config/__init__.py": "",
    "config/development.py": "DEBUG = True\n",
    "config/production.py": "DEBUG = False\n",
}
CONTAINER = {
    "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
}
COMPOSE = {"compose.yaml": "services:\n  web:\n    build: .\n    ports: ['8000:8000']\n"}
RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n"
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
        ("'WEBSITE_HOSTNAME' not in os.environ", CONTAINER, False),
        ("os.environ.get('K_SERVICE') is None", CONTAINER, False),
        ("not os.getenv('FLY_APP_NAME')", {**CONTAINER, **COMPOSE}, False),
        ("'WEBSITE_SITE_NAME' not in os.environ", {**CONTAINER, **COMPOSE}, False),
        ("'SHOP_ONLINE' not in os.environ", {**CONTAINER, **COMPOSE}, True),
        ("'PORT' not in os.environ", {**CONTAINER, **COMPOSE}, True),
        ("'DYNO' not in os.environ", {"render.yaml": RENDER}, True),
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


def test_what_only_the_other_configuration_needs() -> None:
    """Compose, where the code asks for another host's variable: its configuration for development may never be read."""
    files = {
        "app.py": APP % "'WEBSITE_HOSTNAME' not in os.environ",
        "requirements.txt": "flask\ngunicorn\n",
        **SETTINGS,
        "config/development.py": "import os\nNAME = os.environ['SHOP_NAME']\n",
        **CONTAINER,
        **COMPOSE,
    }
    assert not check("undeclared-variable", files)
    assert check("undeclared-variable", {**files, "app.py": APP % "'SHOP_ONLINE' not in os.environ"})

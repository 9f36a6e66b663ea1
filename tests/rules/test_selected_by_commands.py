"""What a command that ends before the server starts selects is not what production runs with."""

from __future__ import annotations

import pytest
from checking import check

CONFIGURATIONS = "class DevelopmentConfig:\n    DEBUG = True\n\nclass ProductionConfig:\n    DEBUG = False\n"
FACTORY = (
    "from flask import Flask\nfrom settings import DevelopmentConfig\n\n"
    "def create_app(settings=DevelopmentConfig):\n    app = Flask(__name__)\n    app.config.from_object(settings)\n    return app\n"
)
SERVED = "from settings import ProductionConfig\nfrom shop import create_app\n\napp = create_app(ProductionConfig)\n"
FILES: dict[str, str | bytes] = {
    "settings.py": CONFIGURATIONS,
    "shop/__init__.py": FACTORY,
    "main.py": SERVED,
    "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\ngunicorn==23.0.0\n",
}
TOLD = [("shop/__init__.py", 6, "error")]


def found(**files: str) -> list[tuple[str, int, str]]:
    """What the rule finds in the shop with these further files; ``__`` in a name is a slash, ``_`` a dot."""
    named = {name.replace("_", "."): text for name, text in files.items()}
    return check("development-config", FILES | named)


@pytest.mark.parametrize(
    "commands",
    [
        "web: gunicorn main:app\nrelease: flask --app shop db upgrade\n",
        "web: flask --app shop db upgrade && gunicorn main:app\n",
        "web: FLASK_APP=shop flask routes; gunicorn main:app\n",
        "web: gunicorn main:app\nworker: celery -A main.app worker\nrelease: FLASK_APP=shop flask db upgrade\n",
        "web: flask --app main run --host 0.0.0.0 --port $PORT\nrelease: flask --app shop db upgrade\n",
    ],
)
def test_commands_that_end_select_for_themselves(commands: str) -> None:
    """An upgrade of the database calls the factory with its default; the server does not."""
    assert found(Procfile=commands) == []


@pytest.mark.parametrize(
    "commands",
    [
        "web: gunicorn 'shop:create_app()'\nrelease: flask --app shop db upgrade\n",
        "web: gunicorn 'shop:create_app()'\nrelease: flask --app main db upgrade\n",
        "web: flask --app shop run --host 0.0.0.0 --port $PORT\nrelease: flask --app main db upgrade\n",
        "release: flask --app main db upgrade\nweb: flask --app shop run --host 0.0.0.0\n",
        "web: gunicorn shop:create_app\nrelease: flask --app shop db upgrade\n",
    ],
)
def test_what_serves_is_told(commands: str) -> None:
    """The server that calls the factory with its default is told, whatever commands do beside it."""
    assert found(Procfile=commands) == TOLD


def test_image_upgrades_before_it_serves() -> None:
    """The same in the entrypoint of an image."""
    image = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nENTRYPOINT ["sh", "entry.sh"]\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "main:app"]\n'
    script = 'set -e\nflask --app shop db upgrade\nexec "$@"\n'
    assert check("development-config", FILES | {"Dockerfile": image, "entry.sh": script}) == []
    served = image.replace("main:app", "shop:create_app()")
    assert check("development-config", FILES | {"Dockerfile": served, "entry.sh": script}) == TOLD

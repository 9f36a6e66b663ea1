"""A configuration that a branch selects by a variable which no file declares."""

from __future__ import annotations

import pytest
from checking import problems

CONFIG = "class Config:\n    TESTING = False\nclass DevelopmentConfig(Config):\n    DEBUG = True\nclass ProductionConfig(Config):\n    DEBUG = False\n"
IMAGE = (
    "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
)
HEAD = "import os\nfrom flask import Flask\nimport config\napp = Flask(__name__)\n"
OPEN = "services:\n  web:\n    build: .\n    env_file: [.env]\n    ports: ['80:8000']\n"
CLOSED = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n"

BRANCHES = [
    "if os.getenv('FLASK_ENV', 'development') == 'production':\n    app.config.from_object('config.ProductionConfig')\nelse:\n    app.config.from_object('config.DevelopmentConfig')\n",
    "if os.environ.get('APP_ENV') != 'production':\n    app.config.from_object(config.DevelopmentConfig)\nelse:\n    app.config.from_object(config.ProductionConfig)\n",
    "mode = os.getenv('MODE')\nchosen = config.ProductionConfig if mode == 'production' else config.DevelopmentConfig\napp.config.from_object(chosen)\n",
    "def pick():\n    if os.getenv('SHOP_SETTINGS', '').lower() == 'production':\n        return config.ProductionConfig\n    return config.DevelopmentConfig\napp.config.from_object(pick())\n",
]


@pytest.mark.parametrize("text", BRANCHES)
@pytest.mark.parametrize(("compose", "severity"), [(CLOSED, ""), (OPEN, "warning")])
def test_the_variable_is_named(text: str, compose: str, severity: str) -> None:
    files = {"app.py": HEAD + text, "config.py": CONFIG, "Dockerfile": IMAGE, "compose.yaml": compose}
    [problem] = problems("development-config", files)
    assert problem.severity == severity
    assert problem.message.startswith("Where ")
    assert " is not set, production runs with DevelopmentConfig" in problem.message


@pytest.mark.parametrize("text", BRANCHES)
def test_what_is_declared_decides(text: str) -> None:
    names = ("FLASK_ENV", "APP_ENV", "MODE", "SHOP_SETTINGS")
    compose = CLOSED + "    environment:\n" + "".join(f"      {name}: production\n" for name in names)
    files = {"app.py": HEAD + text, "config.py": CONFIG, "Dockerfile": IMAGE, "compose.yaml": compose}
    assert problems("development-config", files) == []


def test_nothing_decides() -> None:
    files = {"app.py": f"{HEAD}app.config.from_object(config.DevelopmentConfig)\n", "config.py": CONFIG}
    [problem] = problems("development-config", {**files, "Dockerfile": IMAGE, "compose.yaml": OPEN})
    assert problem.severity == ""
    assert problem.message.startswith("Production runs with DevelopmentConfig")

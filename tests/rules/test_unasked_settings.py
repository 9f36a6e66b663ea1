"""Settings and variables for which nothing asks: nothing is lost where they are local, or hold a placeholder."""

from __future__ import annotations

import pytest
from checking import check

CONFIG = "import os\nclass Config:\n    SECRET_KEY = os.environ['SECRET_KEY']\n    {}\n"
APP = "from flask import Flask\nfrom config import Config\napp = Flask(__name__)\napp.config.from_object(Config)\nTITLE = app.config['TITLE']\n{}"
FILES: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}

LINES = [
    ("loopback-service", "LAMP_REDIS_URL = os.environ.get('LAMP_REDIS_URL', 'redis://localhost:6379/0')"),
    ("loopback-service", "LAMP_REDIS_URL = 'redis://localhost:6379/0'"),
    ("hard-coded-loopback", "LAMP_REDIS_PAGE: str = 'http://localhost:3000'"),
    ("hard-coded-loopback", "LAMP_REDIS_PAGE = os.environ.get('LAMP_REDIS_PAGE', 'http://localhost:3000')"),
]


@pytest.mark.parametrize(("rule", "line"), LINES)
@pytest.mark.parametrize(
    ("code", "more", "count"),
    [
        ("", {}, 0),
        ("app.config['KEY'] = 1\n", {}, 0),
        ("print(app.config['KEY'])\n", {}, 1),
        ("print(app.config.get('KEY'))\n", {}, 1),
        ("print(Config.KEY)\n", {}, 1),
        ("for name in app.config:\n    print(name)\nprint(dict(**app.config))\n", {}, 1),
        ("", {"templates/base.html": "<a href='{{ config.KEY }}'>lamps</a>"}, 1),
        ("", {"requirements.txt": "flask\ngunicorn\nflask-redis\n"}, 1),
        ("", {"requirements.txt": "flask\ngunicorn\nsome-extension-of-ours @ git+https://example.com/ours\n"}, 0),
        ("", {"other.py": "# KEYS are read by the lamps\n"}, 0),
    ],
)
def test_local_addresses(rule: str, line: str, code: str, more: dict[str, str], count: int) -> None:
    key = line.partition(" ")[0].rstrip(":")
    own = {name: text.replace("KEY", key) if "KEYS" not in text else text for name, text in more.items()}
    code = code if "'KEY'] = 1" in code else code.replace("KEY", key)
    files = {**FILES, "app.py": APP.format(code), "config.py": CONFIG.format(line), **own}
    assert len(check(rule, files)) == count


@pytest.mark.parametrize(("rule", "line"), LINES)
def test_where_code_asks_for_no_setting_at_all(rule: str, line: str) -> None:
    """Nobody can tell how they are read."""
    app = APP.format("").replace("TITLE = app.config['TITLE']\n", "")
    assert len(check(rule, {**FILES, "app.py": app, "config.py": CONFIG.format(line)})) == 1


def test_settings_that_flask_or_its_mail_extension_read() -> None:
    line = "MAIL_SERVER = 'localhost'"
    assert len(check("loopback-service", {**FILES, "app.py": APP.format(""), "config.py": CONFIG.format(line)})) == 1


RENDER = "services:\n  - type: web\n    name: lamps\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n    envVars:\n      - key: {}\n        value: {}\n"


@pytest.mark.parametrize(
    ("name", "files", "count"),
    [
        ("PAYMENTS_API_KEY", {}, 0),
        ("PAYMENTS_API_KEY", {".env.example": "PAYMENTS_API_KEY=\n"}, 0),
        ("PAYMENTS_API_KEY", {"pay.py": "import os\nKEY = os.getenv('PAYMENTS_API_KEY')\n"}, 1),
        ("PAYMENTS_API_KEY", {"start.sh": "echo $PAYMENTS_API_KEY\n"}, 1),
        ("OPENAI_API_KEY", {"requirements.txt": "flask\ngunicorn\nopenai\n"}, 1),
        ("SENTRY_TOKEN", {"requirements.txt": "flask\ngunicorn\nsentry-sdk\n"}, 1),
        ("SENTRY_TOKEN", {}, 0),
    ],
)
def test_placeholders(name: str, files: dict[str, str], count: int) -> None:
    app = {
        "app.py": "from flask import Flask\napp = Flask(__name__)\n",
        "render.yaml": RENDER.format(name, "your-key-here"),
    }
    assert len(check("placeholder-value", {"requirements.txt": FILES["requirements.txt"], **app, **files})) == count

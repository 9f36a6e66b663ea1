"""Origins that may call the API from a browser: a default with nothing but a developer's own machine lets no front end in."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nfrom flask import Flask\nfrom flask_cors import CORS, cross_origin\napp = Flask(__name__)\n"
LOCAL = "'http://localhost:5173,http://127.0.0.1:3000'"
WEB: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn app:app\n",
    "requirements.txt": "flask\ngunicorn\nflask-cors\n",
}


def told(body: str, **files: str) -> list[tuple[str, int, str]]:
    others = {name.replace("_py", ".py").replace("_yaml", ".yaml"): text for name, text in files.items()}
    return check("loopback-cors-origin", {"app.py": HEAD + body, **WEB, **others})


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"ALLOWED = os.environ.get('WEB', {LOCAL}).split(',')\nCORS(app, origins=ALLOWED)\n", 5),
        (f"CORS(app, origins=[o.strip() for o in os.getenv('WEB', {LOCAL}).split(',')])\n", 5),
        ("CORS(app, origins=os.getenv('WEB', 'http://localhost:3000'))\n", 5),
        (f"cors = CORS()\nWEB = os.getenv('WEB', {LOCAL})\ncors.init_app(app, origins=WEB.split(','))\n", 6),
        (f"W = os.getenv('WEB', {LOCAL}).split(',')\nCORS(app, resources={{'/api/*': {{'origins': W}}}})\n", 5),
        (f"@app.get('/')\n@cross_origin(origins=os.getenv('WEB', {LOCAL}))\ndef a():\n    return ''\n", 6),
        # somebody else may call, or nobody knows who may
        (f"CORS(app, origins=os.getenv('WEB', {LOCAL[:-1]},https://shop.example.com').split(','))\n", None),
        ("CORS(app, origins=os.environ['WEB'].split(','))\n", None),
        ("CORS(app, origins=os.getenv('WEB', '*'))\n", None),
        ("CORS(app, origins=['http://localhost:3000', 'https://shop.example.com'])\n", None),
        (f"ALLOWED_HOSTS = os.getenv('WEB', {LOCAL}).split(',')\nCORS(app)\n", None),
    ],
)
def test_defaults_of_origins(body: str, line: int | None) -> None:
    assert told(body) == ([("app.py", line, "warning")] if line else [])


def test_a_default_in_another_module() -> None:
    found = told(
        "from settings import WEB\nCORS(app, origins=WEB)\n",
        settings_py=f"import os\nWEB = os.getenv('WEB', {LOCAL}).split(',')\n",
    )
    assert found == [("settings.py", 2, "warning")]


def test_a_variable_that_the_host_has() -> None:
    declared = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n  envVars:\n  - key: WEB\n    sync: false\n"
    files = {"requirements.txt": "flask\ngunicorn\nflask-cors\n", "render.yaml": declared}
    code = f"{HEAD}CORS(app, origins=os.getenv('WEB', {LOCAL}).split(','))\n"
    assert not check("loopback-cors-origin", {"app.py": code, **files})

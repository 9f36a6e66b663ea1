"""Folders that are written into: git has them, something makes them, or the write fails."""

from __future__ import annotations

import pytest
from checking import check

SAVE = "from flask import Flask, request\nimport os\napp = Flask(__name__)\napp.config['UPLOADS'] = 'static/uploads'\n\n@app.post('/')\ndef save():\n    file = request.files['a']\n    file.save({})\n    return ''\n"
START = {"Procfile": "web: gunicorn app:app\n"}
PATHS = [
    "os.path.join(app.config['UPLOADS'], file.filename)",
    "os.path.join(app.root_path, 'static/uploads', file.filename)",
    "'static/uploads/' + file.filename",
    "f'./static/uploads/{file.filename}'",
    "str('static/uploads') + '/' + file.filename",
]


@pytest.mark.parametrize("path", PATHS)
def test_uploads(path: str) -> None:
    files = {**START, "app.py": SAVE.format(path)}
    assert check("missing-upload-folder", files) == [("app.py", 9, "error")]
    assert not check("missing-upload-folder", {**files, "static/uploads/.gitkeep": ""})
    assert not check(
        "missing-upload-folder", {**files, "Procfile": "web: mkdir -p static/uploads && gunicorn app:app\n"}
    )
    assert not check(
        "missing-upload-folder", {**files, "setup_folders.py": "import os\nos.makedirs('static/uploads')\n"}
    )


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("logging.FileHandler('logs/app.log')", True),
        ("logging.handlers.RotatingFileHandler(os.path.join(os.path.dirname(__file__), 'logs', 'app.log'))", True),
        ("logging.basicConfig(filename='logs/app.log')", False),
        ("logging.FileHandler('app.log')", False),
        ("logging.FileHandler(os.path.join(os.path.dirname(__file__), '..', 'app.log'))", False),
        ("logging.FileHandler('logs/app.log', delay=True)", False),
        ("logging.FileHandler('/var/log/app/app.log')", False),
        ("logging.FileHandler(os.environ['LOGS'] + '/app.log')", False),
        ("logging.FileHandler('templates/app.log')", False),
    ],
)
def test_logs(call: str, found: bool) -> None:
    code = (
        f"import logging\nimport logging.handlers\nimport os\nfrom flask import Flask\napp = Flask(__name__)\n{call}\n"
    )
    files = {**START, "app.py": code, "templates/a.html": ""}
    assert check("missing-upload-folder", files) == ([("app.py", 6, "error")] if found else [])


def test_machines_and_mounts_may_have_it() -> None:
    files = {"app.py": SAVE.format(PATHS[0]), "requirements.txt": "flask\ngunicorn\n"}
    unit = "[Service]\nWorkingDirectory=/srv/web\nExecStart=/srv/web/venv/bin/gunicorn app:app\n[Install]\nWantedBy=multi-user.target\n"
    assert not check("missing-upload-folder", {**files, "deploy/web.service": unit})
    image = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
    compose = "services:\n  web:\n    build: .\n    volumes:\n      - up:/app/static/uploads\nvolumes:\n  up:\n"
    assert not check("missing-upload-folder", {**files, "Dockerfile": image, "compose.yaml": compose})


def test_what_nobody_is_shown_is_saved_all_the_same() -> None:
    files = {**START, "app.py": SAVE.format("'photos/' + file.filename")}
    assert check("missing-upload-folder", files) == [("app.py", 9, "error")]
    assert not check("missing-upload-folder", {**files, "app.py": SAVE.format("file.filename")})
    assert not check("missing-upload-folder", {**files, "app.py": SAVE.format("'/tmp/' + file.filename")})

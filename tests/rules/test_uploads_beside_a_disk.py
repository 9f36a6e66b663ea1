"""Disks that are mounted elsewhere than uploads are saved: these are lost as if there were none."""

from __future__ import annotations

import pytest
from checking import check

RENDER = "services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: gunicorn app:app\n    disk:\n      name: data\n      mountPath: {disk}\n"
CODE = """\
import os
from pathlib import Path

from flask import Flask, current_app, request, send_from_directory

app = Flask(__name__)
app.config["FILES"] = "static/files"
FILES = Path(__file__).parent / "files"


@app.post("/")
def add():
    sent = request.files["sent"]
    {save}
    return "added"


@app.get("/<name>")
def show(name):
    return send_from_directory({folder}, name)
"""
HOME = "/opt/render/project/src"


@pytest.mark.parametrize(
    ("folder", "disk", "told"),
    [
        ("'files'", "/var/data", True),
        ("os.path.join(app.root_path, 'files')", f"{HOME}/static", True),
        ("os.path.join(current_app.instance_path, 'files')", f"{HOME}/files", True),
        ("app.config['FILES']", f"{HOME}/files", True),
        ("FILES", "/data", True),
        ("'files'", HOME, False),
        ("'files'", f"{HOME}/files/", False),
        ("app.config['FILES']", f"{HOME}/static", False),
        ("os.path.join(current_app.instance_path, 'files')", f"{HOME}/instance", False),
        ("FILES", f"{HOME}/files", False),
        ("os.path.join(os.environ['FOLDER'], 'files')", "/data", False),
        ("folder_of(request)", "/data", False),
    ],
)
def test_where_the_disk_is(folder: str, disk: str, told: bool) -> None:
    save = f"sent.save(os.path.join({folder}, sent.filename))"
    files = {"app.py": CODE.format(save=save, folder=folder), "render.yaml": RENDER.format(disk=disk)}
    assert check("ephemeral-storage", files) == ([("app.py", 14, "warning")] if told else [])


@pytest.mark.parametrize(
    ("save", "told"),
    [
        ("path = os.path.join('files', sent.filename); sent.save(path)", True),
        ("sent.save(FILES / sent.filename)", True),
        ("sent.save(f'files/{sent.filename}')", False),  # silent: such a path is not taken apart
        ("sent.save(place(sent))", False),
    ],
)
def test_how_the_path_is_made(save: str, told: bool) -> None:
    files = {"app.py": CODE.format(save=save, folder="'files'"), "render.yaml": RENDER.format(disk="/data")}
    assert bool(check("ephemeral-storage", files)) is told

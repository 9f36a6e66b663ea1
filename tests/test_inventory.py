"""``flaskcheck env``: who sets and reads each variable, and what happens without it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from flaskcheck.command import start
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.errors import CLEAN, NOTHING
from flaskcheck.project import Project

RENDER = """services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: THEME
        value: dark
"""
APP = """import os

from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["THEME"] = os.environ.get("THEME")
app.config["DATABASE"] = os.environ.get("DATABASE_URL", "sqlite:///shop.db")
app.config["MAIL_PASSWORD"] = os.environ.get("MAIL_PASSWORD") or "hunter2hunter2"


@app.route("/")
def index():
    return os.environ["GREETING"]
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {"app.py": APP, "render.yaml": RENDER, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert start.run(["env", *words]) == CLEAN
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("code", "kind", "error"),
    [
        ('KEY = os.environ["X"]\n', "stops", "KeyError: 'X'"),
        ('if not os.environ.get("X"):\n    raise RuntimeError("set X")\n', "stops", "RuntimeError"),
        ('KEY = int(os.getenv("X"))\n', "stops", "TypeError: int() of None"),
        ('KEY = os.environ.get("X", "light")\n', "default", ""),
        ('KEY = os.environ.get("X") or "light"\n', "default", ""),
        ('app.config.update(THEME=os.environ.get("X", "light"))\n', "default", ""),
        ('KEY = os.environ.get("X")\n', "none", ""),
        ('try:\n    KEY = os.environ["X"]\nexcept KeyError:\n    KEY = None\n', "none", ""),
        ('@app.route("/")\ndef index():\n    return os.environ["X"]\n', "fails", "KeyError: 'X'"),
    ],
)
def test_what_happens_without_a_variable(code: str, kind: str, error: str) -> None:
    files = {"app.py": f"import os\nfrom flask import Flask\napp = Flask(__name__)\n{code}", "Procfile": "web: gunicorn app:app\n"}  # fmt: skip
    [deployment] = Project(MemoryTree(files)).deployments
    found = deployment.needs.without("X")
    assert (found.kind, found.error) == (kind, error)
    assert (found.default.text if found.default else "") == ("light" if kind == "default" else "")


def test_what_is_shown(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys)
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in out.splitlines() if line.startswith("  ")}
    assert rows["SECRET_KEY"].startswith("missing app.py:6 the app stops: KeyError: 'SECRET_KEY'")
    assert rows["THEME"] == "render.yaml app.py:7 reads None"
    assert rows["DATABASE_URL"] == '- app.py:8 uses "sqlite:///shop.db"'
    assert rows["GREETING"].endswith("500, KeyError: 'GREETING'")
    assert "hunter2" not in out
    assert "Missing: SECRET_KEY" in out


def test_for_programs(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [deployment] = json.loads(said(capsys, "--format", "json"))["deployments"]
    found = {variable["name"]: variable for variable in deployment["variables"]}
    assert found["DATABASE_URL"]["without"] == {"kind": "default", "error": "", "default": "sqlite:///shop.db"}
    assert found["MAIL_PASSWORD"]["without"] == {"kind": "default", "error": "", "default": None}
    assert found["THEME"]["path"] == "render.yaml"


def test_an_example_is_written_once(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / ".env.example").write_bytes(b"# ours\r\nTHEME=light\r\n")
    assert "added DATABASE_URL, GREETING, MAIL_PASSWORD, SECRET_KEY" in said(capsys, "--write-example")
    written = (shop / ".env.example").read_bytes()
    assert written.startswith(b"# ours\r\nTHEME=light\r\n")
    assert b"\r\n# DATABASE_URL=sqlite:///shop.db\r\n" in written
    assert b"\r\nSECRET_KEY=" in written
    assert b"hunter2" not in written
    assert "name every variable" in said(capsys, "--write-example")
    assert (shop / ".env.example").read_bytes() == written


def test_an_example_that_is_not_there_yet_is_what_dotenv_prints(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = said(capsys, "--format", "dotenv")
    said(capsys, "--write-example")
    assert (shop / ".env.example").read_text().strip() == printed.strip()


def test_settings_that_a_variable_of_their_name_replaces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "from flask import Flask\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///shop.db'\napp.config.from_prefixed_env()\napp.config['THEME'] = 'dark'\n"
    (tmp_path / "app.py").write_text(code)
    out = said(capsys, str(tmp_path))
    [row] = [line for line in out.splitlines() if line.startswith("  FLASK_")]
    assert " ".join(row.split()) == 'FLASK_SQLALCHEMY_DATABASE_URI - app.py:4 uses "sqlite:///shop.db"'


def test_no_link_is_followed(shop: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    outside = tmp_path_factory.mktemp("outside") / "file"
    outside.write_text("")
    (shop / ".env.example").symlink_to(outside)
    start.run(["env", "--write-example"])
    assert outside.read_text() == ""


def test_without_an_application(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.py").write_text("print(1)\n")
    assert start.run(["env", str(tmp_path)]) == NOTHING

"""``flaskcheck show``: the picture of what was understood."""

from __future__ import annotations

import json

import pytest
from checking import FLASK

from flaskcheck.command.start import run
from flaskcheck.ground.errors import CLEAN, NOTHING

APP = (
    FLASK.replace("from flask", "import os\nfrom flask", 1)
    + "KEY = os.environ['API_KEY']\nTHEME = os.environ.get('THEME')\nURL = os.environ['DATABASE_URL']\nPORT = os.environ.get('PORT')\n"
)
RENDER = """services:
- type: web
  name: shop
  runtime: python
  buildCommand: |
    pip install -r requirements.txt
    flask db upgrade
  startCommand: gunicorn app:app
  envVars:
  - key: DATABASE_URL
    fromDatabase:
      name: db
      property: connectionString
  - key: TOKEN
    value: t0ps3cret-4711-xyz
  - key: MODE
    sync: false
"""


@pytest.fixture
def shop(tmp_path, monkeypatch):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("flask\ngunicorn\n")
    (tmp_path / "render.yaml").write_text(RENDER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys, *words: str, code: int = CLEAN) -> str:
    assert run(["show", *words]) == code
    return str(capsys.readouterr().out)


def test_the_picture(shop, capsys) -> None:
    shown = told(capsys)
    assert 'Web service "shop": Render (render.yaml)\n  Folder   .\n' in shown
    assert "  Start    gunicorn app:app\n  App      app in app.py\n" in shown
    assert "  Build    pip install -r requirements.txt\n           flask db upgrade\n" in shown
    assert "t0ps3cret" not in shown
    assert max(map(len, shown.split("\n"))) <= 80


@pytest.mark.parametrize(
    "row",
    [
        ("API_KEY", "missing", "app.py:4:7"),
        ("DATABASE_URL", "from", "a", "database", "(render.yaml:10)", "app.py:6:7"),
        ("MODE", "in", "the", "dashboard", "(render.yaml:16)", "-"),
        ("TOKEN", "render.yaml:15", "-"),
        ("THEME", "-", "app.py:5:9"),
        ("PORT", "Render", "app.py:7:8"),
    ],
)
def test_each_variable_says_where_it_is_set_and_read(shop, capsys, row: tuple[str, ...]) -> None:
    assert list(row) in [line.split() for line in told(capsys).split("\n")]


def test_files_and_settings(shop, capsys) -> None:
    (shop / "flaskcheck.toml").write_text('ignore = ["unpinned-requirement"]\nfail-on = "error"\n')
    shown = told(capsys, "--select", "server")
    assert "render.yaml" in shown.partition("Files read")[2]
    for line in ("select            server", "ignore            unpinned-requirement", "fail-on           error", "host              -"):  # fmt: skip
        assert f"  {line}\n" in shown


def test_json(shop, capsys) -> None:
    found = json.loads(told(capsys, "--format", "json"))
    [deployment] = found["deployments"]
    by_name = {row["name"]: row for row in deployment["variables"]}
    assert by_name["API_KEY"] == {"name": "API_KEY", "state": "missing", "set_by": "", "path": "", "line": 0, "reads": [{"path": "app.py", "line": 4, "column": 7}]}  # fmt: skip
    assert (by_name["TOKEN"]["state"], by_name["TOKEN"]["set_by"], by_name["TOKEN"]["line"]) == ("set", "render.yaml", 15)  # fmt: skip
    assert by_name["THEME"]["state"] == "unset"
    assert "app.py" in found["files"]
    assert found["settings"][0]["fail-on"] == "warning"
    assert "t0ps3cret" not in json.dumps(found)


def test_nothing_to_show(tmp_path, capsys) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    assert "No Flask application was found" in told(capsys, str(tmp_path), code=NOTHING)
    assert json.loads(told(capsys, "--format", "json", str(tmp_path), code=NOTHING))["deployments"] == []


def test_folders_with_settings_of_their_own(shop, capsys) -> None:
    (shop / "other").mkdir()
    (shop / "other" / "app.py").write_text(FLASK)
    (shop / "other" / "requirements.txt").write_text("flask\n")
    (shop / "other" / "flaskcheck.toml").write_text('fail-on = "never"\n')
    (shop / "flaskcheck.toml").write_text('root = [".", "other"]\n')
    shown = told(capsys)
    assert shown.count("Settings\n") == 2
    assert "  fail-on           never\n" in shown

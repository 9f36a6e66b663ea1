"""Variables that stand in .env, and who loads that on a server of your own."""

from __future__ import annotations

import pytest
from checking import check

CODE = "import os\nfrom flask import Flask\napp = Flask(__name__)\nFOLDER = os.environ['API_FOLDER']\n"
UNIT = "[Service]\nWorkingDirectory=/srv/a\n{}ExecStart=/srv/a/venv/bin/gunicorn -b 127.0.0.1:8000 app:app\n"


def found(code: str = CODE, unit: str = UNIT.format(""), example: str = "API_FOLDER=/srv\n") -> list[tuple[str, int]]:
    files = {"app.py": code, "deploy/a.service": unit, ".env.example": example}
    return [(path, line) for path, line, _ in check("env-file-not-loaded", {**files})]


def test_nobody_loads_it() -> None:
    assert found() == [("app.py", 4)]


def test_under_supervisor() -> None:
    conf = "[program:a]\ndirectory=/srv/a\ncommand=/srv/a/venv/bin/gunicorn -b 127.0.0.1:8000 app:app\n"
    files = {"app.py": CODE, "deploy/supervisor.conf": conf, ".env.example": "API_FOLDER=/srv\n"}
    assert check("env-file-not-loaded", {**files}) == [("app.py", 4, "error")]


def test_inside_a_factory() -> None:
    code = "import os\nfrom flask import Flask\ndef make():\n    app = Flask(__name__)\n    app.config['X'] = os.environ['API_FOLDER']\n    return app\napp = make()\n"
    assert found(code) == [("app.py", 5)]


def test_of_several_the_one_that_is_shown() -> None:
    assert found(CODE + "OTHER = os.environ['OTHER']\n") == [("app.py", 4)]


@pytest.mark.parametrize(
    ("code", "line", "example"),
    [
        ("from dotenv import load_dotenv\nload_dotenv()\n" + CODE, "", "API_FOLDER=/srv\n"),
        (CODE, "EnvironmentFile=/srv/a/.env\n", "API_FOLDER=/srv\n"),
        (CODE, "Environment=API_FOLDER=/srv\n", "API_FOLDER=/srv\n"),
        (CODE, "", "OTHER=1\n"),
        (CODE.replace("['API_FOLDER']", ".get('API_FOLDER', '/srv')"), "", "API_FOLDER=/srv\n"),
    ],
)
def test_loaded_or_not_needed(code: str, line: str, example: str) -> None:
    assert not found(code, UNIT.format(line), example)


def test_a_dashboard_has_them() -> None:
    files = {"app.py": CODE, "Procfile": "web: gunicorn app:app\n", ".env.example": "API_FOLDER=/srv\n"}
    assert not check("env-file-not-loaded", {**files})

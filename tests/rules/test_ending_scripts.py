"""Scripts that make an application and end, and those that go on."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "from flask import Flask\n\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", True),
        ("app.config.from_object('settings')\n", True),
        ("@app.cli.command()\ndef seed():\n    pass\n", True),
        ("@app.get('/')\ndef index():\n    return ''\n", True),
        ("app.run()\n", False),
        ("if __name__ == '__main__':\n    app.run()\n", False),
        ("from waitress import serve\nserve(app)\n", False),
        ("from worker import work\nwork()\n", False),
        ("import time\nwhile True:\n    time.sleep(9)\n", False),
        ("def main():\n    app.run()\n\nmain()\n", False),
    ],
)
def test_a_script_that_ends(code: str, told: bool) -> None:
    files = {"web.py": HEAD + code, "Procfile": "web: python web.py\n", "settings.py": "A = 1\n"}
    files["worker.py"] = "from web import app\n\n\ndef work():\n    app.run()\n"
    assert check("no-web-process", files) == ([("Procfile", 1, "error")] if told else [])


@pytest.mark.parametrize(
    "command",
    ["gunicorn web:app", "python web.py runserver", "python web.py && gunicorn web:app", "flask --app web run"],
)
def test_other_commands(command: str) -> None:
    assert not check("no-web-process", {"web.py": HEAD, "Procfile": f"web: {command}\n"})

"""What only Windows has: modules, commands, paths."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
START = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import winreg\n", [("app.py", 4, "error")]),
        ("from msvcrt import getch\n", [("app.py", 4, "error")]),
        ("@app.get('/')\ndef beep():\n    import winsound\n", [("app.py", 6, "warning")]),
        ("import sys\nif sys.platform == 'win32':\n    import winreg\n", []),
        ("import os\nif os.name == 'nt':\n    import msvcrt\nelse:\n    import termios\n", []),
        ("import platform\nif platform.system() == 'Windows':\n    import winsound\n", []),
        ("try:\n    import winreg\nexcept ImportError:\n    winreg = None\n", []),
        ("if __name__ == '__main__':\n    import winsound\n", []),
        ("import fcntl\n", []),
    ],
)
def test_modules(code: str, found: list[tuple[str, int, str]]) -> None:
    assert check("platform-only-module", {**START, "app.py": APP + code}) == found


def test_an_own_module_of_that_name() -> None:
    assert not check("platform-only-module", {**START, "app.py": APP + "import winsound\n", "winsound.py": "X = 1\n"})


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("py app.py", "error"),
        ("venv\\Scripts\\activate && gunicorn app:app", "error"),
        (".\\venv\\Scripts\\activate.bat && gunicorn app:app", "error"),
        ("start.bat && gunicorn app:app", "error"),
        ("call run.cmd && gunicorn app:app", "error"),
        ("set FLASK_ENV=production && gunicorn app:app", "warning"),
        ("export FLASK_ENV=production && gunicorn app:app", ""),
        ("set -e; gunicorn app:app", ""),
        ("set -- app:app; gunicorn $1", ""),
        ("python app.py", ""),
        ("printf 'a\\tb' && gunicorn app:app", ""),
        ("py app.py || python app.py", ""),
    ],
)
def test_commands(line: str, severity: str) -> None:
    files = {"app.py": APP, "Procfile": f"web: {line}\n", "run.cmd": "echo\n", "start.bat": "echo\n"}
    assert [s for _, _, s in check("windows-command", files)][:1] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("data = open('data\\\\a.csv').read()\n", "error"),
        ("import pandas\ndata = pandas.read_csv('data\\\\a.csv')\n", "error"),
        ("import os\ndata = open(os.path.join('data\\\\a.csv')).read()\n", "error"),
        ("@app.get('/')\ndef index():\n    return open('.\\\\data\\\\a.csv').read()\n", "warning"),
        ("data = open('data/a.csv').read()\n", ""),
        ("data = open('data\\\\b.csv').read()\n", ""),  # git has no such file: another mistake
        ("data = open('data\\\\a.csv'.replace('\\\\', '/')).read()\n", ""),
        ("import re\ndata = re.compile('data\\\\a.csv')\n", ""),
        ("print('data\\\\a.csv')\n", ""),
        ("import os\nif os.name == 'nt':\n    data = open('data\\\\a.csv').read()\n", ""),
    ],
)
def test_paths(code: str, severity: str) -> None:
    files = {**START, "app.py": APP + code, "data/a.csv": "a\n", "requirements.txt": "flask\ngunicorn\npandas\n"}
    assert [s for _, _, s in check("windows-path", files)] == ([severity] if severity else [])

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


VIEW = "import os\n@app.get('/<name>')\ndef page(name):\n    "


@pytest.mark.parametrize(
    ("code", "places"),
    [
        (VIEW + "return open('data\\\\' + name + '.csv').read()\n", 1),
        (VIEW + "return open(f'.\\\\data\\\\{name}').read()\n", 1),
        (VIEW + "return str(os.listdir(os.getcwd() + '\\\\shop\\\\static\\\\'))\n", 1),
        (VIEW + "return open(os.path.join('shop\\\\static', name)).read()\n", 1),
        ("import os\nKEPT = 'shop\\\\static'\n" + VIEW + "return open(os.path.join(KEPT, name)).read()\n", 1),
        ("HELD = [open('data\\\\%s.csv' % n) for n in ('a',)]\n", 1),
        (VIEW + "return open('data/' + name + '.csv').read()\n", 0),
        (VIEW + "return open('other\\\\' + name).read()\n", 0),  # no folder that git has: it may be made
        (VIEW + "return open('data/' + name + '\\\\x').read()\n", 0),  # nothing known is separated by it
        (VIEW + "return open(('data\\\\' + name).replace('\\\\', '/')).read()\n", 0),
        (VIEW + "return open('C:\\\\data\\\\' + name).read()\n", 0),  # absolute-local-path
        (VIEW + "return ', '.join([name, 'data'])\n", 0),
        ("from flask import render_template\n" + VIEW + "return render_template('a.html', at='data\\\\' + name)\n", 0),  # browsers turn it
        (VIEW + "if os.name == 'nt':\n        return open('data\\\\' + name).read()\n    return ''\n", 0),
    ],
)  # fmt: skip
def test_folders(code: str, places: int) -> None:
    """What leads into a folder that git has, seen from the root or from the application's folder."""
    files = {
        **START,
        "app.py": APP + code,
        "data/a.csv": "a\n",
        "site/shop/static/a.css": "a\n",
        "templates/a.html": "a\n",
    }
    assert [s for _, _, s in check("windows-path", files)] == ["warning"] * places

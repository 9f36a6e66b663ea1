"""What hands out the folder of the code, and what only looks like it."""

from __future__ import annotations

import pytest
from checking import check

START = {"Procfile": "web: gunicorn app:app\n"}
TOP = "from flask import Flask, abort, send_from_directory\n\n"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("app = Flask(__name__, static_url_path='', static_folder='.')\n", 3),
        ("app = Flask(__name__, '/files', './')\n", 3),
        ("app = Flask(__name__, static_folder='')\n", 3),
        ("app = Flask(__name__)\n\n@app.get('/<name>')\ndef file(name):\n    return send_from_directory('', name)\n", 7),
        ("app = Flask(__name__)\n\n@app.get('/<name>')\ndef file(name):\n    return send_from_directory('.', name)\n", 7),
        ("app = Flask(__name__)\n\n@app.route('/f/<path:p>')\ndef file(p):\n    return send_from_directory(app.root_path, p)\n", 7),
        ("app = Flask(__name__)\n\n@app.route('/f/<path:p>')\ndef file(p):\n    return send_from_directory(directory='.', path=p)\n", 7),
    ],
)  # fmt: skip
def test_served(code: str, line: int) -> None:
    assert check("project-root-served", {**START, "app.py": TOP + code}) == [("app.py", line, "error")]


@pytest.mark.parametrize(
    "code",
    [
        "app = Flask(__name__, static_folder='static')\n",
        "app = Flask(__name__, static_url_path='', static_folder='../dist')\n",
        "app = Flask(__name__, static_folder=None)\n",
        "app = Flask(__name__, static_folder='.')\n",  # at /./app.py alone, for which no browser asks
        "app = Flask(__name__)\n\n@app.get('/')\ndef file():\n    return send_from_directory('.', 'index.html')\n",
        "app = Flask(__name__)\n\n@app.get('/<name>')\ndef file(name):\n    return send_from_directory('photos', name)\n",
        "app = Flask(__name__)\n\n@app.get('/<name>')\ndef file(name):\n    if not name.endswith('.png'):\n        abort(404)\n    return send_from_directory('.', name)\n",
        "app = Flask(__name__)\n\n@app.get('/<name>')\ndef file(name):\n    name = {'a': 'a.png'}[name]\n    return send_from_directory('.', name)\n",
        "app = Flask(__name__)\n\ndef file(name):\n    return send_from_directory('.', name)\n\n@app.get('/')\ndef logo():\n    return file('logo.png')\n",
    ],
)
def test_not_served(code: str) -> None:
    assert not check("project-root-served", {**START, "app.py": TOP + code})

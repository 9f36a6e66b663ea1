"""Files that are looked for in the working directory of the server, where they are not, and those that are found."""

from __future__ import annotations

import pytest
from checking import FLASK, check

APART = {"Procfile": "web: gunicorn --pythonpath shop web:app\n", "requirements.txt": "flask\ngunicorn\n"}
THERE = {"shop/words.json": "{}", "shop/data/words.csv": "", "shop/shop.db": "SQLite format 3"}

ELSEWHERE = [
    "text = open('words.json').read()\n",
    "text = open('./data/words.csv', 'r').read()\n",
    "import json, os\nHERE = os.getcwd()\nwords = json.load(open(os.path.join(HERE, 'words.json')))\n",
    "from pathlib import Path\nwords = Path('words.json').read_text()\n",
    "from pathlib import Path\nwords = (Path('data') / 'words.csv').read_text()\n",
    "import pandas as pd\n@app.get('/')\ndef index():\n    return pd.read_csv('data/words.csv').to_html()\n",
    "from PIL import Image\n@app.get('/')\ndef index():\n    return str(Image.open('data/words.csv').size)\n",
    "def load(name):\n    return open(name).read()\nwords = load('words.json')\n",
    "import sqlite3\n@app.get('/')\ndef index():\n    return str(sqlite3.connect('shop.db'))\n",
    "try:\n    app.name = 'shop'\nexcept TypeError:\n    app.name = ''\ntext = open('words.json').read()\n",
    "try:\n    app.name = 'shop'\nexcept TypeError:\n    app.name = ''\nelse:\n    text = open('words.json').read()\n",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_elsewhere(text: str) -> None:
    [(path, _, severity)] = check("working-directory-path", {**APART, **THERE, "shop/web.py": FLASK + text})
    assert (path, severity) == ("shop/web.py", "warning")


HARMLESS = [
    "text = open('shop/words.json').read()\n",
    "import os\nos.chdir(os.path.dirname(__file__))\ntext = open('words.json').read()\n",
    "from pathlib import Path\nwords = (Path(__file__).parent / 'words.json').read_text()\n",
    "import os\nHERE = os.path.dirname(os.path.abspath(__file__))\ntext = open(os.path.join(HERE, 'words.json')).read()\n",
    "import os\ntext = open('words.json').read() if os.path.exists('words.json') else ''\n",
    "import os\nif os.path.exists('words.json'):\n    text = open('words.json').read()\n",
    "import os\ntext = open(os.environ.get('WORDS', 'words.json')).read()\n",
    "try:\n    text = open('words.json').read()\nexcept FileNotFoundError:\n    text = ''\n",
    "def load():\n    return open('words.json').read()\n@app.get('/')\ndef index():\n    try:\n        return load()\n    except OSError:\n        return ''\n",
    "from importlib import metadata\ntry:\n    VERSION = metadata.version('shop')\nexcept metadata.PackageNotFoundError:\n    VERSION = open('words.json').read()\n",
    "import os\ntry:\n    WORDS = os.environ['WORDS']\nexcept KeyError:\n    with open('words.json') as file:\n        WORDS = file.read()\n",
    "open('words.json', 'w').write('{}')\n",
    "open('words.json', 'w').write('{}')\ntext = open('words.json').read()\n",
    "text = app.open_resource('words.json').read()\n",
    "text = open('other.json').read()\n",
    "if __name__ == '__main__':\n    text = open('words.json').read()\n",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    assert not check("working-directory-path", {**APART, **THERE, "shop/web.py": FLASK + text})


IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n"
STARTED = [
    ({"Procfile": "web: cd shop && gunicorn web:app\n"}, 0),
    ({"Procfile": "web: gunicorn --chdir shop web:app\n"}, 0),
    ({"Procfile": "web: gunicorn shop.web:app\n"}, 1),
    ({"Procfile": "", "Dockerfile": f"{IMAGE}CMD gunicorn --pythonpath shop web:app\n"}, 1),
    ({"Procfile": "", "Dockerfile": f"{IMAGE}WORKDIR /app/shop\nCMD gunicorn web:app\n"}, 0),
    ({"Procfile": "", "Dockerfile": f"{IMAGE}RUN cp shop/words.json .\nCMD gunicorn --pythonpath shop web:app\n"}, 0),
    ({"Procfile": "", "x.service": "[Service]\nExecStart=/srv/x/venv/bin/gunicorn --pythonpath /srv/x/shop web:app\nUser=x\n"}, 1),
    ({"Procfile": "", "x.service": "[Service]\nWorkingDirectory=/srv/x/shop\nExecStart=/srv/x/venv/bin/gunicorn web:app\n"}, 0),
    ({"Procfile": ""}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("files", "count"), STARTED)
def test_where_the_server_runs(files: dict[str, str], count: int) -> None:
    found = check("working-directory-path", {**APART, **THERE, "shop/web.py": FLASK + ELSEWHERE[0], **files})
    assert len(found) == count

"""Files beside the code in which requests keep records, and those that are not meant to last or that nothing reads again."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEROKU = {"Procfile": "web: gunicorn web:app\n", "app.json": '{"stack": "heroku-24"}'}
HEAD = f"import csv, json, os, pickle, shelve\nimport pandas as pd\nfrom pathlib import Path\nfrom tinydb import TinyDB\nfrom flask import request, send_file\n{FLASK}"
HELPERS = """
FILE = {file}

def read():
    if not os.path.exists(FILE):
        return []
    with open(FILE) as file:
        return json.load(file)

def write(found):
    with open(FILE, "w", encoding="utf-8") as file:
        json.dump(found, file)

@app.post("/")
def page():
    write([*read(), request.form["x"]])
    return ""
"""
STORE = """
class Store:
    def __init__(self, path):
        self.path = path

    def load(self):
        with open(self.path) as file:
            return json.load(file)

    def save(self, found):
        with open(self.path, "w") as file:
            json.dump(found, file)

store = Store("notes.json")

@app.post("/")
def page():
    store.save([*store.load(), 1])
    return ""
"""
WITH_PATH = """
def read(path):
    return json.load(open(path))

def write(path, found):
    with open(path, "w") as file:
        json.dump(found, file)

@app.post("/")
def page():
    write("books.json", [*read("books.json"), 1])
    return ""
"""
PAGE = "@app.post('/')\ndef page():\n"

KEPT = [
    HELPERS.format(file='"notes.json"'),
    HELPERS.format(file='os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "notes.json")'),
    HELPERS.format(file='Path(__file__).parent / "notes.json"'),
    STORE,
    WITH_PATH,
    PAGE + "    found = pd.read_csv('rows.csv')\n    found.to_csv('rows.csv', index=False)\n",
    PAGE + "    with open('count.txt', 'r+') as file:\n        file.write(str(int(file.read()) + 1))\n",
    PAGE + "    file = Path('notes.json')\n    file.write_text(file.read_text() + request.form['x'])\n",
    PAGE + "    found = pickle.load(open('seen.pkl', 'rb'))\n    pickle.dump(found, open('seen.pkl', 'wb'))\n",
    PAGE + "    with shelve.open('visits.db') as visits:\n        visits['n'] = 1\n",
    "rows = TinyDB('rows.json')\n" + PAGE + "    rows.insert({})\n",
    (
        PAGE
        + "    with open('rows.csv', 'a') as file:\n        csv.writer(file).writerow([1])\n"
        + "@app.get('/all')\ndef every():\n    return str(list(csv.reader(open('rows.csv'))))\n"
    ),
    (
        "NOTES = json.load(open('notes.json'))\n"
        + PAGE
        + "    NOTES.append(1)\n    with open('notes.json', 'w') as file:\n        json.dump(NOTES, file)\n"
    ),
    (
        "def load(name):\n    return json.load(open(f'people/{name}.json'))\n"
        "def save(name, found):\n    json.dump(found, open(f'people/{name}.json', 'w'))\n"
        "@app.post('/<name>')\ndef page(name):\n    save(name, load(name))\n"
    ),
]


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    [(path, _, severity)] = check("ephemeral-storage", {**HEROKU, "web.py": HEAD + text})
    assert (path, severity) == ("web.py", "warning")


NOT_KEPT = [
    HELPERS.format(file='"/tmp/notes.json"'),
    HELPERS.format(file='"cache.json"'),
    HELPERS.format(file='os.environ.get("NOTES", "notes.json")'),
    HELPERS.format(file='os.path.join(os.environ["FOLDER"], "notes.json")'),
    HELPERS.format(file='"notes.json"').replace('@app.post("/")', "@app.cli.command()"),
    PAGE + "    with open('visits.txt', 'a') as file:\n        file.write('x')\n",
    PAGE + "    pd.DataFrame().to_csv('out.csv')\n    return send_file('out.csv')\n",
    PAGE + "    return open('prices.json').read()\n",
    "if not os.path.exists('d.json'):\n    json.dump([], open('d.json', 'w'))\nD = json.load(open('d.json'))\n",
    PAGE + "    open('done.json', 'w').write('1')\n@app.get('/b')\ndef b():\n    return open('done.json').read()\n",
]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_not_kept(text: str) -> None:
    assert not check("ephemeral-storage", {**HEROKU, "web.py": HEAD + text})


@pytest.mark.parametrize("text", KEPT[:3])
def test_a_disk_that_lasts(text: str) -> None:
    unit = "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn web:app\n"
    assert not check("ephemeral-storage", {"deploy/shop.service": unit, "web.py": HEAD + text})


CACHE = """import redis

class Cache:
    def __init__(self, host="localhost"):
        self.host = host

    def client(self):
        return redis.Redis(host=self.host)

cache = Cache({})

@app.get("/")
def home():
    return cache.client().get("x")
"""


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        ("", True),
        ('"localhost"', True),
        ('host="127.0.0.1"', True),
        ('"far"', False),
        ('__import__("os").environ["H"]', False),
    ],
)
def test_what_an_instance_was_made_with(given: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "web.py": FLASK + CACHE.format(given),
        "requirements.txt": "flask\nredis\ngunicorn\n",
    }
    assert bool(check("loopback-service", {**files, "Procfile": "web: gunicorn web:app\n"})) is is_told

"""SQLite files: opened in whatever way, and those that are only read."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nimport sqlite3\nfrom pathlib import Path\nfrom flask import Flask, request\napp = Flask(__name__)\n"
ADD = "@app.post('/')\ndef add():\n    c = opened()\n    c.execute('INSERT INTO t VALUES (1)')\n    c.commit()\n    return ''\n"


def found(body: str) -> bool:
    return bool(check("sqlite-in-production", {"app.py": HEAD + body, "Procfile": "web: gunicorn app:app\n"}))


@pytest.mark.parametrize(
    ("code", "is_file"),
    [
        ("DB = Path(__file__).parent / 'data' / 'farm.db'\ndef opened():\n    return sqlite3.connect(str(DB))\n", True),
        ("DB = Path(__file__).resolve().parent / 'farm.db'\ndef opened():\n    return sqlite3.connect(DB)\n", True),
        ("DB = Path('data', 'farm.db')\ndef opened():\n    return sqlite3.connect(DB)\n", True),
        ("BASE = Path('data')\nNAME = 'farm.db'\ndef opened():\n    return sqlite3.connect(BASE / NAME)\n", True),
        ("BASE = os.path.dirname(os.path.abspath(__file__))\ndef opened():\n    return sqlite3.connect(os.path.join(BASE, 'farm.db'))\n", True),
        ("import sqlite3 as driver\ndef opened():\n    return driver.connect('farm.db')\n", True),
        ("from sqlite3 import connect as open_it\ndef opened():\n    return open_it(database='farm.db')\n", True),
        ("def made(path):\n    return sqlite3.connect(path)\ndef opened():\n    return made('farm.db')\n", True),
        ("def made(path=Path('farm.db')):\n    return sqlite3.connect(path)\ndef opened():\n    return made()\n", True),
        ("DB = Path('/tmp') / 'farm.db'\ndef opened():\n    return sqlite3.connect(DB)\n", False),
        ("DB = Path(os.environ['DB'])\ndef opened():\n    return sqlite3.connect(DB)\n", False),
        ("def made(path):\n    return sqlite3.connect(path)\ndef opened():\n    return made(os.environ['DB'])\n", False),
        ("def opened():\n    return sqlite3.connect(':memory:')\n", False),
    ],
)  # fmt: skip
def test_ways_to_open_a_file(code: str, is_file: bool) -> None:
    assert found(code + ADD) is is_file


READ = "@app.get('/')\ndef index():\n    c = sqlite3.connect('cities.db')\n"


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (READ + "    return str(c.execute('SELECT * FROM t').fetchall())\n", False),
        (READ + "    sql = f'select name from t where id = {request.args}'\n    return str(c.execute(sql).fetchall())\n", False),
        (READ + "    import pandas as pd\n    return pd.read_sql('SELECT 1', c).to_html()\n", False),
        (READ + "    cursor = c.cursor()\n    cursor.execute('SELECT 1')\n    c.close()\n    return ''\n", False),
        (READ + "    c.execute('PRAGMA query_only(1)')\n    c.execute('WITH x AS (SELECT 1) SELECT * FROM x')\n    return ''\n", False),
        ("Q = 'SELECT 1'\ndef opened():\n    return sqlite3.connect('cities.db')\ndef rows(sql):\n    return opened().execute(sql).fetchall()\n@app.get('/')\ndef index():\n    return str(rows(Q))\n", False),
        ("with sqlite3.connect('cities.db') as c:\n    NAMES = c.execute('SELECT name FROM t').fetchall()\n", False),
        (READ + "    c.execute('INSERT INTO t VALUES (1)')\n    return ''\n", True),
        (READ + "    c.execute('SELECT 1')\n    c.execute(request.args['sql'])\n    return ''\n", True),
        (READ + "    c.execute('SELECT 1')\n    c.executescript(open('x.sql').read())\n    return ''\n", True),
        (READ + "    c.execute('SELECT 1')\n    c.commit()\n    return ''\n", True),
        (READ + "    c.execute('WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x')\n    return ''\n", True),
        (READ + "    keep(c)\n    c.execute('SELECT 1')\n    return ''\ndef keep(c):\n    c.execute('DELETE FROM t')\n", True),
        (READ + "    return str(c)\n", True),
        ("def opened():\n    return sqlite3.connect('cities.db')\n@app.get('/')\ndef index():\n    return str(opened().execute('SELECT 1'))\n" + ADD, True),
    ],
)  # fmt: skip
def test_files_that_are_only_read(code: str, is_told: bool) -> None:
    assert found(code) is is_told


BESIDE = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nHERE = os.path.abspath(os.path.dirname(__file__))\n{}app = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = {}\ndb = SQLAlchemy(app)\n"


@pytest.mark.parametrize(
    ("before", "uri", "count"),
    [
        ("", "f\"sqlite:///{os.path.join(HERE, 'lamps.db')}\"", 1),
        ("", "'sqlite:///' + os.path.join(os.path.dirname(os.path.realpath(__file__)), 'data', 'lamps.db')", 1),
        ("FILE = os.path.join(HERE, 'instance', 'lamps.db')\n", "f'sqlite:///{FILE}'", 1),
        ("from pathlib import Path\nFILE = Path(__file__).parent / 'lamps.db'\n", "f'sqlite:///{FILE}'", 1),
        ("", "f\"sqlite:///{os.path.join(os.environ['LAMPS'], 'lamps.db')}\"", 0),
        ("from lamps import folder\n", "f\"sqlite:///{os.path.join(folder(), 'lamps.db')}\"", 0),
    ],
)  # fmt: skip
def test_files_beside_the_code_where_no_host_is_named(before: str, uri: str, count: int) -> None:
    """Who puts the program somewhere gives the folder only where it is not the code's own."""
    files = {"app.py": BESIDE.format(before, uri), "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\n"}
    assert len(check("sqlite-in-production", files)) == count

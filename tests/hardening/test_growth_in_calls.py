"""Files of many equal things take work that grows as they do, counted in calls: what a comprehension asks of each of its items counts, which ``test_growth`` sees as one step."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from growth import checked

from flaskcheck.files.tree import MemoryTree, fitting, with_files
from flaskcheck.output import inventory

APP = "from flask import Flask\nimport os\n\n"
MADE = "app = Flask(__name__)\n"
SMALL = 30


def calls(call: Any) -> int:
    """How many functions a call runs, those of C and the steps of generators too."""
    count = 0

    def each(_: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(each)
    try:
        call()
    finally:
        sys.setprofile(before)
    return count


MANY = {
    "applications": ("", MADE),
    "factories": ("", "def create_app{n}():\n    app = Flask(__name__)\n"),
    "factories of one name": ("", "def create_app():\n    app = Flask(__name__)\n    return app\n"),
    "routes of one name": (MADE, "@app.route('/a')\ndef a():\n    return open('/home/ann/a.csv').read()\n"),
    "uploads of one name": (MADE + "from flask import request\n", "@app.post('/a')\ndef a():\n    file = request.files['a']\n    file.save(f'/var/data/{file.filename}')\n"),
    "imports of a submodule": (MADE, "from . import shop\n"),
    "administrators": (MADE + "from werkzeug.security import generate_password_hash as g\nfrom models import db, User\n", "db.session.add(User(name='admin', password=g('Xq81hunter2kk')))\n"),
    "administrators in steps": (MADE + "from models import User\n", "user = User(name='admin')\nuser.set_password('Xq81hunter2kk')\n"),
    "files that are only read": (MADE + "import sqlite3\n", "sqlite3.connect('a{n}.db').execute('PRAGMA x')\n"),
    "variables": (MADE, "app.config['A{n}'] = os.environ.get('A{n}') or 'x{n}'\n"),
    "objects like applications": ("from other import App\n", "app = App(__name__)\napp.config['A'] = 'b'\n"),
    "updates of a dictionary": (MADE + "d = {}\n", "d.update(A{n}=os.environ.get('A{n}'))\n"),
    "items of a dictionary": (MADE + "d = {}\n", "d['A{n}'] = str(d.get('A{n}'))\n"),
    "services by number": (MADE, "app.config['REDIS_URL{n}'] = 'redis://localhost:{n}'\n"),
    "other objects like applications": ("from other import App\n", "app{n} = App(__name__)\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MANY)
def test_work_grows_as_the_file_does(name: str) -> None:
    first, part = MANY[name]

    def run(size: int) -> int:
        text = APP + first + "".join(part.replace("{n}", str(number)) for number in range(size))
        files = {"shop/__init__.py": text, "shop/shop.py": "", "requirements.txt": "flask\n"}
        return calls(lambda: checked({**files, "Procfile": "web: gunicorn shop:app\n"}))

    run(1)  # what is made once for all
    small, middle, large = run(SMALL), run(2 * SMALL), run(4 * SMALL)
    assert large - middle < 2.4 * (middle - small) + small // 50


def test_a_match_of_many_cases() -> None:
    def run(size: int) -> int:
        cases = "".join(f"    case 'a{number}':\n        app.config['X'] = '{number}'\n" for number in range(size))
        text = f"{APP}{MADE}match os.environ.get('M'):\n{cases}"
        return calls(
            lambda: checked({"app.py": text, "requirements.txt": "flask\n", "Procfile": "web: gunicorn app:app\n"})
        )

    run(1)
    small, middle, large = run(100), run(200), run(400)
    assert large - middle < 2.4 * (middle - small)


def test_a_choice_of_many() -> None:
    def run(size: int) -> int:
        options = " or ".join(f"os.environ.get('K{number}')" for number in range(size))
        report = checked({"app.py": f"{APP}{MADE}app.secret_key = {options}\n", "Procfile": "web: gunicorn app:app\n"})
        return calls(lambda: inventory.as_json(report))

    run(1)
    middle, large = run(100), run(200)
    assert large < 3 * middle


def test_requirements_that_include_one_another() -> None:
    def run(size: int) -> int:
        files = {f"r{number}.txt": f"-r r{number + 1}.txt\npkg{number}\n= no\n" for number in range(size)}
        files |= {"requirements.txt": "flask\n-r r0.txt\n", "app.py": APP + MADE, "Procfile": "web: gunicorn app:app\n"}
        return calls(lambda: checked(files))

    run(1)
    small, middle, large = run(SMALL), run(2 * SMALL), run(4 * SMALL)
    assert large - middle < 2.4 * (middle - small) + small // 50


def test_files_are_looked_over_once_for_all_services() -> None:
    tree = MemoryTree({f"s{number}/Procfile": "" for number in range(5)})
    asked: list[str] = []

    def is_fitting(path: str) -> bool:
        asked.append(path)
        return path > "s2"

    for _ in range(3):
        assert fitting(tree, is_fitting) == ("s2/Procfile", "s3/Procfile", "s4/Procfile")
        assert tree.named("Procfile") == tree.files
    assert len(asked) == 5
    fewer = with_files(tree, ["s3/Procfile"])
    assert (fitting(fewer, is_fitting), fewer.named("Procfile")) == (("s3/Procfile",), ("s3/Procfile",))

"""What is registered for the end of the process; files that only git's own ignore lines hide; one default of a variable that two kinds of clients are given."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config

MODELS = (
    "import atexit, signal, sys\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
    'app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg://u@db/x"\ndb = SQLAlchemy(app)\n'
    "def leave(*args):\n    with app.app_context():\n        db.drop_all()\n"
)
BASE: dict[str, str | bytes] = {
    "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\npsycopg[binary]\n",
    "Procfile": "web: gunicorn app:app\n",
}


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("atexit.register(leave)\n", "ends"),
        ("signal.signal(signal.SIGTERM, leave)\n", "ends"),
        ("from signal import SIGINT, signal as on\non(SIGINT, handler=leave)\n", "ends"),
        ("import atexit as at_end\nat_end.register(func=leave)\n", "ends"),
        ("leave()\n", "starts"),
        # twins
        ("atexit.register(print, 'bye')\n", ""),
        ("class Jobs:\n    def register(self, what): pass\nJobs().register(leave)\n", ""),
        ("if __name__ == '__main__':\n    atexit.register(leave)\n", ""),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN)\n", ""),
        ("signal.signal(signal.SIGTERM, lambda *a: sys.exit(0))\n", ""),
    ],
)
def test_what_a_process_does_when_it_ends(more: str, word: str) -> None:
    found = problems("drop-all-at-startup", {**BASE, "app.py": MODELS + more})
    assert [p.message.partition(" runs whenever the app ")[2].partition(":")[0] for p in found] == (
        [word] if word else []
    )


def test_a_handler_that_exits_does_not_end_the_start() -> None:
    code = "import signal, sys\nfrom flask import Flask\ndef stop(*a):\n    sys.exit(1)\nsignal.signal(signal.SIGTERM, stop)\nimport missing_here\napp = Flask(__name__)\n"
    assert check("undeclared-import", {**BASE, "app.py": code}) == [("app.py", 6, "error")]


PLAIN: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n"}
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  startCommand: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("more", "ignored", "found"),
    [
        ({"Procfile": "web: gunicorn app:app\n"}, ["Procfile"], 1),
        ({"Procfile": "web: gunicorn app:app\n", "app.json": "{}"}, ["Procfile"], 1),
        ({"Procfile": "web: gunicorn app:app\n", "runtime.txt": "python-3.13.1\n"}, ["Procfile"], 1),
        ({"Procfile": "web: gunicorn app:app\n", "README.md": "x"}, ["Procfile", "notes.txt"], 1),
        # twins
        ({"Procfile": "web: gunicorn app:app\n", "render.yaml": RENDER}, ["Procfile"], 0),
        ({"Procfile": "web: gunicorn app:app\n"}, [], 0),
        ({"Procfile.dev": "web: flask run\n"}, ["Procfile.dev"], 0),
        ({"Procfile": "web: gunicorn app:app\n",
          "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b :80 app:app\n"}, ["Procfile"], 0),
    ],
)  # fmt: skip
def test_a_procfile_that_git_ignores(more: dict[str, str | bytes], ignored: list[str], found: int) -> None:
    assert len(check("untracked-file", {**PLAIN, **more}, ignored=ignored)) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({".env.example": "SECRET_KEY=\n", ".gitignore": "*.pyc\n"}, [(".gitignore", 0, "warning")]),
        ({".env.sample": "export DB_PASSWORD=change-me\nDEBUG=0\n"}, [(".env.sample", 0, "warning")]),
        ({".env.template": "STRIPE_API_KEY=...\n", ".gitignore": "venv/\n"}, [(".gitignore", 0, "warning")]),
        ({".env.dist": "JWT_SECRET_KEY=x\n", ".gitignore": ".env.local\n"}, [(".gitignore", 0, "warning")]),
        # twins
        ({".env.example": "SECRET_KEY=\n", ".gitignore": ".env\n"}, []),
        ({".env.example": "SECRET_KEY=\n", ".gitignore": ".env*\n!.env.example\n"}, []),
        ({".env.example": "PORT=8000\nLOG_LEVEL=info\n", ".gitignore": "*.pyc\n"}, []),
        ({"web/.env.example": "VITE_API_KEY=\n", ".gitignore": "*.pyc\n"}, []),
        ({"env.example": "SECRET_KEY=\n", ".gitignore": "*.pyc\n"}, []),
    ],
)
def test_a_file_to_copy_to_env(more: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("unignored-env-file", {**PLAIN, **more}) == found


@pytest.mark.parametrize(
    ("uses", "rules"),
    [
        ('r = redis.Redis(host=HOST)\n@app.route("/")\ndef index():\n    return requests.get(f"http://{HOST}:8000/").text\n', ["loopback-service"]),
        ('@app.route("/")\ndef index():\n    return requests.get(f"http://{HOST}:8000/").text + str(redis.Redis(HOST).ping())\n', ["loopback-service"]),
        ('r = redis.from_url(f"redis://{HOST}:6379")\nx = requests.post("http://" + HOST + ":80/")\n', ["loopback-service"]),
        ("r = redis.Redis(host=HOST)\n", ["loopback-service"]),
        ('@app.route("/")\ndef index():\n    return requests.get(f"http://{HOST}:8000/").text\n', ["hard-coded-loopback"]),
    ],
)  # fmt: skip
def test_one_default_is_one_mistake(uses: str, rules: list[str]) -> None:
    code = 'import os, redis, requests\nfrom flask import Flask\nHOST = os.environ.get("SOME_HOST", "localhost")\napp = Flask(__name__)\n'
    files = {**PLAIN, "requirements.txt": "flask\ngunicorn\nredis\nrequests\n", "Procfile": "web: gunicorn app:app\n"}
    judges = registry.load(["loopback-service", "hard-coded-loopback"])
    report = engine.check(MemoryTree({**files, "app.py": code + uses}), judges, Config())
    assert [finding.rule for finding in report.findings] == rules

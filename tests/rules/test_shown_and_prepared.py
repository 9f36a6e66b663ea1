"""Addresses that answer at the visitor's own machine, classes of developers, what jobs put into a build, and projects of Python 2."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SHOWN = "from flask import Flask, redirect\napp = Flask(__name__)\nCHARTS = {'charts': 'http://localhost:8080'}\n@app.get('/')\ndef index():\n    return CHARTS\n"
IMAGE = (
    "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
)


def compose(web: str, charts: str) -> str:
    return f"services:\n  web:\n    build: .\n    ports: ['{web}']\n  charts:\n    image: charts\n    ports: ['{charts}']\n"


PUBLISHED = {
    "both to the machine alone": ("127.0.0.1:8000:8000", "127.0.0.1:8080:80", 0),
    "written the other way": ("localhost:80:8000", "127.0.0.1:8080:8080", 0),
    "the app to everyone": ("8000:8000", "127.0.0.1:8080:80", 1),
    "another port": ("127.0.0.1:8000:8000", "127.0.0.1:8081:8080", 1),
}


@pytest.mark.parametrize(("web", "charts", "found"), PUBLISHED.values(), ids=PUBLISHED)
def test_visitors_who_sit_at_the_machine(web: str, charts: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": SHOWN, "Dockerfile": IMAGE, "compose.yaml": compose(web.replace("localhost", "127.0.0.1"), charts)}  # fmt: skip
    assert len(check("hard-coded-loopback", files)) == found


@pytest.mark.parametrize(("name", "found"), [("DevMailer", 0), ("LocalMailer", 0), ("DebugMailer", 0), ("Mailer", 1), ("Developments", 1)])  # fmt: skip
def test_classes_of_developers(name: str, found: int) -> None:
    app = f"from flask import Flask\nclass {name}:\n    def link(self):\n        url = 'http://127.0.0.1:5005/mails'\n        return url\napp = Flask(__name__)\n@app.get('/')\ndef index():\n    return {name}().link()\n"
    assert len(check("hard-coded-loopback", {"app.py": app, "Dockerfile": IMAGE})) == found


JOB = "on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          {}\n      - run: docker build -f ops/Dockerfile .\n"
MADE = {
    "a clone": ("git clone https://example.com/maps vendor/maps", "vendor/maps/", 0),
    "downloads": ("mkdir -p data/geo && wget -O data/geo/city.mmdb https://example.com/city", "data/geo", 0),
    "a file": ("curl -o tools/scan https://example.com/scan", "tools/scan", 0),
    "another folder": ("git clone https://example.com/maps vendor/other", "vendor/maps/", 1),
    "nothing": ("echo building", "vendor/maps/", 1),
}


@pytest.mark.parametrize(("run", "source", "found"), MADE.values(), ids=MADE)
def test_what_a_job_puts_into_the_build(run: str, source: str, found: int) -> None:
    image = IMAGE.replace("COPY . .", f"COPY app.py .\nCOPY {source} /opt/made/\nWORKDIR /opt/made\nRUN pip install -r requirements.txt\nWORKDIR /app")  # fmt: skip
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "ops/Dockerfile": image,
        ".github/workflows/a.yml": JOB.format(run),
    }
    assert len(check("missing-copied-file", files)) == found
    assert found or check("missing-requirements-file", files) == []


TWO = {"app.py": "from lib import pages\n" + FLASK, "lib/__init__.py": "", "lib/pages.py": "from parts.money import pounds\n", "parts/__init__.py": ""}  # fmt: skip
NEIGHBOUR = {"lib/parts/__init__.py": "", "lib/parts/money.py": "pounds = 1\n"}


@pytest.mark.parametrize(("base", "found"), [("python:2.7", 0), ("python:3.13", 1)])
def test_python_2_looks_beside_the_importing_file(base: str, found: int) -> None:
    files: dict[str, str | bytes] = {**TWO, **NEIGHBOUR, "Dockerfile": IMAGE.replace("python:3.13", base)}
    assert len(check("unresolved-import", files)) == found


OLD = "def key((name, value)):\n    return name\n"
RAW = "import old\ntext = ur'''a'''\n"


@pytest.mark.parametrize(("host", "found"), [({}, 0), ({"Procfile": "web: gunicorn app:app\n"}, 1)])
def test_code_of_python_2_tells_where_no_file_names_a_host(host: dict[str, str], found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": "import old, raw\n" + FLASK, "old.py": OLD, "raw.py": RAW, **host}
    assert bool(check("invalid-python", files)) == bool(found)


def test_code_that_no_python_reads_is_told_anywhere() -> None:
    """A twin: nothing here is written for Python 2."""
    assert check("invalid-python", {"app.py": "import raw\n" + FLASK, "raw.py": "def key(:\n"}) == [
        ("raw.py", 1, "error")
    ]


def test_what_sockets_bring() -> None:
    app = "from geventwebsocket import WebSocketError\n" + FLASK
    files: dict[str, str | bytes] = {
        "app.py": app,
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": "flask\ngunicorn\nflask-sockets\n",
    }
    assert check("undeclared-import", files) == []


LOGO = {
    "copied to where it is deployed": ("scripts/setup.sh", "cp /opt/own/logo.png /var/www/static/images/logo.png\n", 0),
    "downloaded": ("ops/first.bash", "curl -o static/images/logo.png https://example.com/logo\n", 0),
    "moved": ("setup.sh", "mv own.png /srv/app/static/images/logo.png\n", 0),
    "another file": ("setup.sh", "cp a.png /srv/app/static/images/banner.png\n", 1),
    "another folder": ("setup.sh", "cp a.png /srv/app/images/logo.png\n", 1),
}


@pytest.mark.parametrize(("path", "line", "found"), LOGO.values(), ids=LOGO)
def test_static_files_that_scripts_put_there(path: str, line: str, found: int) -> None:
    app = "from flask import Flask, render_template\napp = Flask(__name__)\n@app.get('/')\ndef index():\n    return render_template('page.html')\n"
    page = "<img src=\"{{ url_for('static', filename='images/logo.png') }}\">\n"
    files: dict[str, str | bytes] = {"app.py": app, "templates/page.html": page, "static/images/a.png": "x", path: line, "Procfile": "web: gunicorn app:app\n"}  # fmt: skip
    assert len(check("missing-static-file", files)) == found


@pytest.mark.parametrize(("line", "severity"), [("export PGPASSWORD=postgres", ["info"]), ("export MYSQL_PWD=postgres", ["info"]), ("export PGPASSWORD=k3Xz9-q", ["error"]), ("export DB_PASSWORD=postgres", ["warning"])])  # fmt: skip
def test_what_a_databases_own_programs_log_in_with(line: str, severity: list[str]) -> None:
    start = (
        f"#!/bin/sh\n{line}\nuntil psql -h db -c 'select 1'; do sleep 1; done\nexec gunicorn -b 0.0.0.0:8000 app:app\n"
    )
    image = IMAGE.replace("CMD gunicorn -b 0.0.0.0:8000 app:app", 'CMD ["sh", "start.sh"]')
    files: dict[str, str | bytes] = {"app.py": FLASK, "start.sh": start, "Dockerfile": image}
    assert [each for _, _, each in check("plain-secret", files)] == severity

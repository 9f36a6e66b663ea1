"""What applications that people run at home have: a server of their own choice, steps of an image that tidy up, files of variables for development, routes that ask who is there."""

from __future__ import annotations

import pytest
from checking import FLASK, check

Files = dict[str, str | bytes]
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask waitress\n{0}CMD {1}\n"

SERVERS = {
    "waitress, of a method": ("from waitress import create_server", "create_server(self.app)", 0),
    "waitress, by its module": ("import waitress.server", "waitress.server.create_server(self.app)", 0),
    "cheroot": ("from cheroot.wsgi import Server as Wsgi", "Wsgi(('0.0.0.0', 80), self.app)", 0),
    "Flask's": ("import os", "self.app", 1),
}


@pytest.mark.parametrize(("imports", "made", "found"), SERVERS.values(), ids=SERVERS)
def test_a_server_that_a_method_makes(imports: str, made: str, found: int) -> None:
    code = (
        f"{imports}\nfrom flask import Flask\nclass Web:\n    def __init__(self):\n        self.app = Flask(__name__)\n"
    )
    code += f"    def __make(self):\n        return {made}\n    def run(self):\n        self.server = self.__make()\n        self.server.run()\n"
    files: Files = {
        "web.py": code,
        "start.py": "from web import Web\nWeb().run()\n",
        "Dockerfile": IMAGE.format("", "python start.py"),
    }
    assert len(check("development-server", {**files, "requirements.txt": "flask\nwaitress\n"})) == found


REMOVALS = {
    "a step of the image": ("RUN rm -f /srv/data/app.db\n", "gunicorn app:app", 0),
    "a step with several": ("RUN apt-get clean && rm -f /srv/data/app.db /srv/a.conf\n", "gunicorn app:app", 0),
    "each start": ("", "rm -f /srv/data/app.db && gunicorn app:app", 1),
    "each start, in a script": ("", "sh start.sh", 1),
}


@pytest.mark.parametrize(("steps", "start", "found"), REMOVALS.values(), ids=REMOVALS)
def test_what_an_image_removes_is_its_own(steps: str, start: str, found: int) -> None:
    script = "rm -f /srv/data/app.db\ngunicorn app:app\n"
    files: Files = {"app.py": FLASK, "Dockerfile": IMAGE.format(steps, start), "start.sh": script}
    assert len(check("drop-all-at-startup", files)) == found


COMPOSE = "services:\n  web:\n    build: .\n    ports: ['80:80']\n    env_file: {0}\n"
GIVEN = {
    "in a folder for development": ("./config/development/web.env", 0),
    "two there": ("[config/dev/web.env, config/dev/keys.env]", 0),
    "one elsewhere": ("[config/dev/web.env, config/web.env]", 1),
    "elsewhere": ("./config/web.env", 1),
}


@pytest.mark.parametrize(("given", "found"), GIVEN.values(), ids=GIVEN)
def test_variables_for_development(given: str, found: int) -> None:
    code = "import os\n" + FLASK + "app.debug = os.environ.get('DEBUG') == 'true'\n"
    files: Files = {
        "app.py": code,
        "Dockerfile": IMAGE.format("", "gunicorn -b 0.0.0.0:80 app:app"),
        "compose.yaml": COMPOSE.format(given),
    }
    for path in ("config/development/web.env", "config/dev/web.env", "config/dev/keys.env", "config/web.env"):
        files[path] = "DEBUG=true\n"
    assert len(check("debug-setting", files)) == found


ROUTES = {
    "for everyone": ("    wipe()\n", 1),
    "for an administrator": ("    if user.admin:\n        wipe()\n", 0),
    "for one, with more": ("    if user.admin and late():\n        wipe()\n", 0),
}


@pytest.mark.parametrize(("body", "found"), ROUTES.values(), ids=ROUTES)
def test_a_route_for_administrators(body: str, found: int) -> None:
    code = (
        "from flask_sqlalchemy import SQLAlchemy\n" + FLASK + "from people import login, late\ndb = SQLAlchemy(app)\n"
    )
    code += f"def wipe():\n    db.drop_all()\n@app.post('/in')\ndef enter():\n    user = login()\n{body}    return ''\n"
    people = "def login():\n    return None\ndef late():\n    return True\n"
    names = "flask\nflask-sqlalchemy\ngunicorn\n"
    files: Files = {
        "app.py": code,
        "people.py": people,
        "requirements.txt": names,
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("public-seed-route", files)) == found

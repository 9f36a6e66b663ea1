"""Things that look like production's and are not: an image that no workflow builds, modules that a package makes, routes of schedules, tools behind a caller's test."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

Files = dict[str, str | bytes]
WEB: Files = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
RUN = FLASK + "if __name__ == '__main__':\n    app.run(host='0.0.0.0')\n"
TRY = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD python app.py\n"
SERVED = TRY.replace("CMD python app.py", "CMD gunicorn -b 0.0.0.0:80 app:app")
PUSHES = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          docker build -f deploy/docker/Dockerfile -t r/shop .\n          docker push r/shop\n"


def test_an_image_to_try_the_application_in() -> None:
    base: Files = {"app.py": RUN, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Dockerfile": TRY}
    assert check("development-server", base)
    both = {**base, "deploy/docker/Dockerfile": SERVED, "deploy/helm/shop/values.yaml": "a: 1\n"}
    assert not check("development-server", {**both, ".github/workflows/image.yml": PUSHES})
    assert check("development-server", both)
    named = PUSHES.replace("deploy/docker/Dockerfile", "Dockerfile")
    assert check("development-server", {**both, ".github/workflows/image.yml": named})
    tries = {**both, "deploy/docker/Dockerfile": TRY, ".github/workflows/image.yml": PUSHES}
    assert check("development-server", tries)


@pytest.mark.parametrize("beside", ["deploy/helm/shop/values.yaml", "deploy/readme.txt", "deploy/chart/Chart.lock"])
def test_an_image_is_built_where_its_application_is(beside: str) -> None:
    files: Files = {
        "app.py": RUN,
        "requirements.txt": "Flask==3.1.2\n",
        "deploy/docker/Dockerfile": SERVED,
        beside: "a\n",
    }
    (deployment,) = Project(MemoryTree(files)).deployments
    assert deployment.source_root == ""
    assert deployment.start.targets[0][1].application is not None


MAKES = "from pathlib import Path\ndef make():\n    Path(__file__).with_name('codes.py').write_text('A = 1')\n"
MADE = {
    "when it is loaded": ("from shop.maker import make\nmake()\n", 0),
    "by a method of a class": ("from shop.maker import Maker\nMaker.make()\n", 0),
    "by nobody": ("", 1),
}


@pytest.mark.parametrize(("init", "found"), MADE.values(), ids=MADE)
def test_a_name_that_a_package_makes_a_module_for(init: str, found: int) -> None:
    maker = (
        MAKES
        + "class Maker:\n    @staticmethod\n    def make():\n        with open('codes.py', 'w') as file:\n            file.write('A = 1')\n"
    )
    app = "from shop.errors import codes\n" + FLASK
    files: Files = {
        "app.py": app,
        "shop/__init__.py": "",
        "shop/errors/__init__.py": init,
        "shop/maker.py": maker,
        **WEB,
    }
    assert len(check("unresolved-import", files)) == found


SEED = """from flask import Blueprint
from flask_sqlalchemy import SQLAlchemy
db = SQLAlchemy()
tasks = Blueprint('tasks', __name__, url_prefix='/tasks')
@tasks.route('/populate_people')
def populate_people():
    db.session.add_all([1, 2])
    db.session.commit()
    return 'OK'
"""
SCHEDULES = {
    "App Engine": ("cron.yaml", "cron:\n- url: /tasks/populate_people\n  schedule: every 24 hours\n", 0),
    "App Engine, with a query": (
        "cron.yaml",
        "cron:\n- url: /tasks/populate_people?all=1\n  schedule: every monday\n",
        0,
    ),
    "Vercel": ("vercel.json", '{"crons": [{"path": "/tasks/populate_people", "schedule": "0 5 * * *"}]}', 0),
    "another address": ("cron.yaml", "cron:\n- url: /tasks/populate_shops\n  schedule: every 24 hours\n", 1),
    "another list": ("cron.yaml", "queue:\n- url: /tasks/populate_people\n", 1),
}


@pytest.mark.parametrize(("path", "text", "found"), SCHEDULES.values(), ids=SCHEDULES)
def test_a_route_that_a_schedule_asks_for(path: str, text: str, found: int) -> None:
    app = FLASK + "from people import tasks, db\napp.register_blueprint(tasks)\n"
    names = "Flask==3.1.2\ngunicorn==23.0.0\nFlask-SQLAlchemy==3.1.1\n"
    files: Files = {
        "main.py": app,
        "people.py": SEED,
        "Procfile": "web: gunicorn main:app\n",
        "requirements.txt": names,
    }
    assert len(check("public-seed-route", {**files, path: text})) == found


PROFILER = "from werkzeug.middleware.profiler import ProfilerMiddleware\n"
WRAP = PROFILER + "def profile(app):\n    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)\n"
CALLERS = {
    "surely": ("profile(app)\n", 1),
    "behind a setting": (
        "app.config['P'] = yes(os.environ.get('P', 'no'))\nif app.config['P']:\n    profile(app)\n",
        0,
    ),
    "behind a variable": ("if os.environ.get('PROFILE'):\n    profile(app)\n", 0),
    "behind a file": ("if os.path.exists('/tmp/profile'):\n    profile(app)\n", 0),
}


@pytest.mark.parametrize(("calls", "found"), CALLERS.values(), ids=CALLERS)
def test_a_tool_behind_the_test_of_a_caller(calls: str, found: int) -> None:
    head = "import os\nfrom words import yes\n" + FLASK + WRAP
    files: Files = {"app.py": head + calls, "words.py": "def yes(text):\n    return text.upper() != 'NO'\n", **WEB}
    assert len(check("debug-tooling", files)) == found


FLY = 'app = "shop"\n{0}\n[[services]]\n  internal_port = 8080\n'
EXPERIMENTS = {
    "none": ("", True),
    "empty ones": ("[experimental]\n  cmd = []\n  entrypoint = []\n  exec = []", True),
    "a command": ('[experimental]\n  cmd = ["gunicorn", "other:app"]', False),
}


@pytest.mark.parametrize(("text", "is_own"), EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_an_empty_list_of_words_changes_no_command(text: str, is_own: bool) -> None:
    files: Files = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "Dockerfile": SERVED,
        "fly.toml": FLY.format(text),
    }
    (deployment,) = Project(MemoryTree(files)).deployments
    assert [server.target for server in deployment.commands.servers] == ["app:app" if is_own else "other:app"]


SKIPS = {
    "nothing": ("", 1),
    "yes": ("ENV FLASK_SKIP_DOTENV=1\n", 0),
    "true": ("ENV FLASK_SKIP_DOTENV true\n", 0),
    "no": ("ENV FLASK_SKIP_DOTENV=0\n", 1),
}


@pytest.mark.parametrize(("line", "found"), SKIPS.values(), ids=SKIPS)
def test_flask_may_be_told_to_load_no_env_file(line: str, found: int) -> None:
    image = TRY.replace("CMD python app.py", f"{line}CMD flask run --host 0.0.0.0")
    files: Files = {
        "app.py": FLASK,
        "requirements.txt": "flask\npython-dotenv\n",
        "Dockerfile": image,
        ".flaskenv": "FLASK_DEBUG=1\n",
    }
    assert [severity for _, _, severity in check("debug-environment", files)] == (["error"] if found else ["info"])
    without: Files = {**files, "requirements.txt": "Flask==3.1.2\n"}
    assert [severity for _, _, severity in check("debug-environment", without)] == ["info"]


GIVEN = {
    "a class of which nothing is made": ("", 0),
    "one that is made": ("Letter('x')\n", 1),
    "one that is made with it": ("Letter('x', base_url='https://shop.example.com')\n", 0),
    "one that derives from it": ("class Note(Letter):\n    pass\nclass Card(Note):\n    pass\nCard('x')\n", 1),
}


@pytest.mark.parametrize(("calls", "found"), GIVEN.values(), ids=GIVEN)
def test_the_default_of_a_class_that_nobody_makes(calls: str, found: int) -> None:
    letter = "class Letter:\n    def __init__(self, text, base_url='http://localhost:6012'):\n        self.base_url = base_url\n"
    assert len(check("hard-coded-loopback", {"app.py": FLASK + letter + calls, **WEB})) == found


ASKED = {
    "in what is asked of another": ("f\"{os.environ['GIT']}/api?target={HERE}/logs\"", 0),
    "in a query of a constant": ("'https://git.example.com/api?target=' + HERE", 0),
    "itself": ('f"{HERE}/logs"', 1),
    "itself, with another in its query": ("HERE + '/logs?to=https://git.example.com'", 1),
}


@pytest.mark.parametrize(("url", "found"), ASKED.values(), ids=ASKED)
def test_the_host_that_is_asked_begins_the_address(url: str, found: int) -> None:
    code = (
        "import os, requests\n"
        + FLASK
        + "def address(name):\n    return f'https://{name}'\nHERE = address('localhost')\n"
    )
    code += f"@app.get('/')\ndef index():\n    return requests.post({url}).text\n"
    assert (
        len(check("hard-coded-loopback", {"app.py": code, **WEB, "requirements.txt": "flask\ngunicorn\nrequests\n"}))
        == found
    )


def test_of_two_configurations_for_production_the_one_without_testing() -> None:
    config = "class Config:\n    TESTING = False\nclass Production(Config):\n    URL = 'https://a.example.com'\nclass ProductionCheck(Config):\n    TESTING = True\n    SECRET_KEY = 'k3y-f0r-checks-only'\n"
    app = "import os\nfrom flask import Flask\nimport config\nMODES = {'production': config.Production, 'production_check': config.ProductionCheck}\n"
    app += "app = Flask(__name__)\napp.config.from_object(MODES[os.environ['MODE']])\n"
    assert not check("testing-setting", {"app.py": app, "config.py": config, **WEB})
    assert not check("hard-coded-secret-key", {"app.py": app, "config.py": config, **WEB})
    alone = config.replace("class Production(Config):\n    URL = 'https://a.example.com'\n", "")
    only = app.replace("'production': config.Production, ", "")
    assert check("testing-setting", {"app.py": only, "config.py": alone, **WEB})


COMPOSE = "services:\n  web:\n    build: .\n    environment: {{{0}}}\n    ports: ['80:80']\n  db:\n    image: postgres:16\n    ports: ['5432:5432']\n    environment: {{POSTGRES_PASSWORD: shop}}\n"
SWITCHES = {
    "a switch for development": ("SHOP_DEV_MODE: 'True'", 0),
    "the same, off": ("SHOP_DEV_MODE: 'False'", 1),
    "a mode": ("SHOP_MODE: development", 0),
    "another switch": ("SHOP_FAST_MODE: 'True'", 1),
    "production's": ("SHOP_DEV_MODE: 'True', SHOP_ENV: production", 1),
}


@pytest.mark.parametrize(("variables", "found"), SWITCHES.values(), ids=SWITCHES)
def test_a_variable_that_switches_development_on(variables: str, found: int) -> None:
    files: Files = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "Dockerfile": SERVED, **WEB}
    assert bool(check("public-data-store", {**files, "compose.yaml": COMPOSE.format(variables)})) == bool(found)

"""What other files and other lines decide: manifests in a folder of their own, schedulers, settings of derived classes, updaters, files of a developer's."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

Files = dict[str, str | bytes]
NAMES = "Flask==3.1.2\ngunicorn==23.0.0\nFlask-SQLAlchemy==3.1.1\nFlask-Migrate==4.1.0\n"
WEB: Files = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": NAMES}
SERVED = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n"

MANIFEST = "applications:\n- name: shop\n  buildpack: python_buildpack\n  env: {MODE: live}\n"
MANIFESTS = {
    "beside": ({"manifest.yml": MANIFEST}, "cloud-foundry"),
    "in a folder": ({"manifests/production.yml": MANIFEST, "manifests/staging.yml": MANIFEST}, "cloud-foundry"),
    "in a deeper folder": ({"ops/manifests/live.yaml": MANIFEST}, "heroku"),
    "no manifest": ({"manifests/production.yml": "resources:\n- a.yaml\n"}, "heroku"),
}


@pytest.mark.parametrize(("files", "host"), MANIFESTS.values(), ids=MANIFESTS)
def test_whose_procfile_it_is(files: Files, host: str) -> None:
    every: Files = {"app.py": FLASK, **WEB, "runtime.txt": "python-3.13.5\n", **files}
    assert {d.host.key for d in Project(MemoryTree(every)).web_deployments} == {host}


RANDOM = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = os.environ.get('SECRET_KEY') or os.urandom(24)\n"
STARTS = {
    "a server": ("CMD gunicorn -b 0.0.0.0:80 app:app", 1),
    "a scheduler": ("CMD supercronic /srv/crontab", 0),
    "a scheduler of a script": ('ENTRYPOINT ["sh", "entry.sh"]', 0),
    "both": ("CMD cron && gunicorn -b 0.0.0.0:80 app:app", 1),
}


@pytest.mark.parametrize(("start", "found"), STARTS.values(), ids=STARTS)
def test_a_scheduler_answers_nobody(start: str, found: int) -> None:
    image = SERVED.rpartition("CMD")[0] + start + "\n"
    files: Files = {
        "app.py": RANDOM,
        "requirements.txt": NAMES,
        "Dockerfile": image,
        "entry.sh": "RUN='go-crond -v'\nexec $RUN\n",
    }
    assert len(check("random-secret-key", files)) == found
    assert {d.service.kind for d in Project(MemoryTree(files)).deployments} == {"web" if found else "worker"}


CONFIG = "import os\nclass Config:\n    NAME = 'shop'\n    API_HOST = {0}\n    LIMIT = 4\nclass ProdConfig(Config):\n    {1}\n"
CONFIGURED = FLASK.replace("app = ", "import config\napp = ") + "app.config.from_object(config.ProdConfig())\n"
CLASSES = {
    "not replaced": ("'localhost:5432'", "OTHER = 1", 1),
    "replaced": ("'localhost:5432'", "API_HOST = os.environ['API_HOST']", 0),
    "replaced under a test": (
        "'localhost:5432'",
        "if 'S' in os.environ:\n        API_HOST = '/run/s'\n    else:\n        API_HOST = os.environ['H']",
        0,
    ),
    "replaced by another like it": ("'db.example.com:5432'", "API_HOST = 'localhost:5432'", 1),
}


@pytest.mark.parametrize(("base", "derived", "found"), CLASSES.values(), ids=CLASSES)
def test_what_a_derived_class_replaces(base: str, derived: str, found: int) -> None:
    files: Files = {"app.py": CONFIGURED, "config.py": CONFIG.format(base, derived), **WEB}
    assert len(check("hard-coded-loopback", files)) == found


UNITS = "[Unit]\nDescription=a\n[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/{0}\n[Install]\nWantedBy=multi-user.target\n"
ADDRESSES = {
    "a host and a port": ("HELPER = os.getenv('HELPER', '127.0.0.1:6666')\n", 0),
    "the same in a call": ("app.config['HELPER'] = os.getenv('HELPER', 'localhost:6666')\n", 0),
    "a link for visitors": ("@app.get('/')\ndef index():\n    return os.getenv('PAGE', 'http://127.0.0.1:6666')\n", 1),
}


@pytest.mark.parametrize(("code", "found"), ADDRESSES.values(), ids=ADDRESSES)
def test_a_host_and_a_port_are_no_link(code: str, found: int) -> None:
    units: Files = {
        "etc/systemd/system/shop.service": UNITS.format("gunicorn app:app"),
        "etc/systemd/system/helper.service": UNITS.format("helper --listen 127.0.0.1"),
    }
    app = "import os\n" + FLASK + code
    assert len(check("hard-coded-loopback", {"app.py": app, "requirements.txt": NAMES, **units})) == found
    on_a_platform: Files = {"app.py": app, **WEB}
    assert len(check("hard-coded-loopback", on_a_platform)) == 1


MODEL = (
    FLASK
    + "from flask_sqlalchemy import SQLAlchemy\nfrom flask_migrate import Migrate\ndb = SQLAlchemy(app)\nMigrate(app, db)\nclass Shop(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
)
REVISION = "revision = 'a1'\ndown_revision = None\nfrom alembic import op\ndef upgrade():\n    op.create_table('shop')\ndef downgrade():\n    pass\n"
UPDATERS = {
    "none": ("", 1),
    "by a shell": (
        "import subprocess\ndef main():\n    subprocess.run('poetry run flask db upgrade', shell=True)\n",
        0,
    ),
    "by a helper": ("from tools import run_command\ndef main():\n    run_command('flask --app app db upgrade')\n", 0),
    "of something else": (
        "from tools import run_command\ndef main():\n    run_command('pip install --upgrade pip')\n",
        1,
    ),
    "in a sentence": ("def main():\n    print('then run the upgrade')\n", 1),
}


@pytest.mark.parametrize(("code", "found"), UPDATERS.values(), ids=UPDATERS)
def test_an_updater_that_people_start(code: str, found: int) -> None:
    files: Files = {"app.py": MODEL, "requirements.txt": NAMES, "Dockerfile": SERVED, "bin/update.py": code}
    files |= {"migrations/env.py": "", "migrations/alembic.ini": "[alembic]\n", "migrations/versions/a1.py": REVISION}
    files["compose.yaml"] = "services:\n  web:\n    build: .\n    ports: ['80:80']\n"
    assert len(check("missing-migration-step", files)) == found


NEEDS = "import os\n" + FLASK + "app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['SHOP_DB']\n"
COMPOSE = "services:\n  shop:\n    build: .\n    environment: [MODE=live]\n{0}  db:\n    image: postgres:16\n"
IDLE = {
    "started": (SERVED, "", 1),
    "started by Compose": (SERVED.rpartition("CMD")[0], "    command: gunicorn app:app\n", 1),
    "not at all": (SERVED.rpartition("CMD")[0], "", 0),
    "not at all, of two stages": (
        "FROM python:3.13 AS a\nRUN python -m venv /venv\n"
        + SERVED.rpartition("CMD")[0].replace("WORKDIR", "COPY --from=a /venv /venv\nWORKDIR"),
        "",
        0,
    ),
}


@pytest.mark.parametrize(("image", "command", "found"), IDLE.values(), ids=IDLE)
def test_a_container_that_starts_nothing_needs_nothing(image: str, command: str, found: int) -> None:
    files: Files = {
        "app.py": NEEDS,
        "requirements.txt": NAMES,
        "Dockerfile": image,
        "compose.yaml": COMPOSE.format(command),
    }
    assert len(check("undeclared-variable", files)) == found


ENVS = {
    "words of a developer's": (
        "FLASK_DEBUG=true\nSECRET_KEY=insecure_dev_key\nAPI_KEY=test_key\nHOOK_PASSWORD=opensesame\n",
        "warning",
    ),
    "a key for everyone's tests": (
        "FLASK_DEBUG=1\nSECRET_KEY=insecure_dev_key\nCAPTCHA_SECRET_KEY=6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe\n",
        "warning",
    ),
    "a real key": (
        "FLASK_DEBUG=1\nSECRET_KEY=insecure_dev_key\nPAY_SECRET_KEY=9f8Zq2LmX7vTb4KcR1pWsY6dHe3nJ5uG\n",
        "error",
    ),
    "no word of development": ("SECRET_KEY=insecure_dev_key\nHOOK_PASSWORD=opensesame\n", "error"),
}


@pytest.mark.parametrize(("text", "severity"), ENVS.values(), ids=ENVS)
def test_a_file_that_says_it_is_a_developers(text: str, severity: str) -> None:
    found = check("committed-env-file", {"app.py": FLASK, **WEB, ".env": text})
    assert [each for _, _, each in found] == [severity]

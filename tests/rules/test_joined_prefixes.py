"""Blueprints on blueprints, fallbacks on a mounted disk, pages of documentation: what further forms of known mistakes showed."""

from __future__ import annotations

import pytest
from checking import check, problems

REQUIREMENTS = "flask\ngunicorn\nflask-sqlalchemy\npsycopg[binary]\n"
CODE = """from flask import Blueprint, Flask
app = Flask(__name__)
outer = Blueprint("outer", __name__{outer})
inner = Blueprint("inner", __name__{inner})

@inner.route("/live")
def live():
    return ""

outer.register_blueprint(inner{nested})
app.register_blueprint(outer{given})
"""


@pytest.mark.parametrize(
    ("parts", "asked", "found"),
    [
        ({"nested": ', url_prefix="/sys"', "given": ', url_prefix="/api"'}, "/api/sys/live", 0),
        ({"inner": ', url_prefix="/sys"', "given": ', url_prefix="/api"'}, "/api/sys/live", 0),
        ({"outer": ', url_prefix="/api"', "inner": ', url_prefix="/sys"'}, "/api/sys/live", 0),
        ({"outer": ', url_prefix="/api"'}, "/api/live", 0),
        ({}, "/live", 0),
        ({"nested": ', url_prefix="/sys"', "given": ', url_prefix="/api"'}, "/sys/live", 1),
        ({"outer": ', url_prefix="/api"', "inner": ', url_prefix="/sys"'}, "/api/live", 1),
        ({"outer": ', url_prefix="/api"'}, "/live", 1),
        ({"nested": ", url_prefix=PREFIX"}, "/elsewhere", 0),
    ],
)
def test_blueprints_on_blueprints(parts: dict[str, str], asked: str, found: int) -> None:
    code = CODE.format(**{**dict.fromkeys(("outer", "inner", "nested", "given"), ""), **parts})
    spec = f"services:\n- type: web\n  name: x\n  runtime: python\n  startCommand: gunicorn app:app\n  healthCheckPath: {asked}\n"
    files: dict[str, str | bytes] = {"app.py": code, "requirements.txt": REQUIREMENTS, "render.yaml": spec}
    assert len(check("unrouted-health-check", files)) == found


def test_blueprints_on_one_another_end() -> None:
    code = CODE.format(outer="", inner="", nested="", given="") + "inner.register_blueprint(outer)\n"
    spec = "services:\n- type: web\n  name: x\n  runtime: python\n  startCommand: gunicorn app:app\n  healthCheckPath: /live\n"
    assert not check("unrouted-health-check", {"app.py": code, "requirements.txt": REQUIREMENTS, "render.yaml": spec})


STORED = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///{}")
db = SQLAlchemy(app)
"""
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8080 app:app\n"
COMPOSE = 'services:\n  web:\n    build: .\n    volumes: ["{}"]\nvolumes:\n  d:\n'


@pytest.mark.parametrize(
    ("path", "more", "severity"),
    [
        ("/data/x.db", {"fly.toml": 'app = "x"\n[mounts]\nsource = "d"\ndestination = "/data"\n[http_service]\ninternal_port = 8080\n'}, "info"),
        ("/data/x.db", {"compose.yaml": COMPOSE.format("d:/data")}, "info"),
        ("/var/lib/shop/x.db", {"compose.yaml": COMPOSE.format("d:/var/lib/shop")}, "info"),
        ("x.db", {"compose.yaml": COMPOSE.format("d:/srv/instance")}, "info"),
        ("/data/x.db", {"fly.toml": 'app = "x"\n[http_service]\ninternal_port = 8080\n'}, "warning"),
        ("/tmp/x.db", {"compose.yaml": COMPOSE.format("d:/data")}, "warning"),
    ],
)  # fmt: skip
def test_a_fallback_on_a_mounted_disk(path: str, more: dict[str, str | bytes], severity: str) -> None:
    files = {"app.py": STORED.format(path), "requirements.txt": REQUIREMENTS, "Dockerfile": IMAGE, **more}
    assert [found[2] for found in check("sqlite-fallback", files)] == [severity]


PAGE = '<!DOCTYPE html><html><head>{}</head><body><a href="http://localhost:8000/">Look</a></body></html>'


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('<meta name="generator" content="mkdocs-1.5.3, mkdocs-material-9.5">', 0),
        ('<meta name="generator" content="Docutils 0.21: https://docutils.sourceforge.io/">', 0),
        ('<meta charset="utf-8">\n<meta  name=generator content="Sphinx 8">', 0),
        ('<META NAME="generator" CONTENT="Docusaurus v3">', 0),
        ('<meta name="generator" content="WordPress 6">', 1),
        ('<meta name="description" content="sphinx">', 1),
        ("", 1),
    ],
)
def test_pages_of_documentation(head: str, found: int) -> None:
    code = "from flask import Flask\napp = Flask(__name__)\n"
    files: dict[str, str | bytes] = {"app.py": code, "static/docs/index.html": PAGE.format(head)}
    assert len(check("loopback-link", {**files, "Procfile": "web: gunicorn app:app\n"})) == found


@pytest.mark.parametrize(
    ("asked", "helped"),
    [
        ("pages/abot.html", "Did you mean pages/about.html?"),
        ("pages/about.htm", "Did you mean pages/about.html?"),
        ("page/about.html", "Did you mean pages/about.html?"),
        ("about.html", "Did you mean pages/about.html?"),
        ("cart.html", "Commit the template, or correct its name."),
    ],
)
def test_a_template_by_nearly_its_name(asked: str, helped: str) -> None:
    code = f"from flask import Flask, render_template\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    return render_template('{asked}')\n"
    [problem] = problems("missing-template", {"app.py": code, "templates/pages/about.html": "x"})
    assert problem.help == helped


LOGIN = "import os\nfrom flask import Flask\nimport psycopg, pymysql\napp = Flask(__name__)\n{}\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("word = 'Vq83hd72hs!'\nc = psycopg.connect(host='db.example.org', password=word)", 1),
        ("word = os.environ.get('WORD')\nif not word:\n    word = 'Vq83hd72hs!'\nc = psycopg.connect(host='db.example.org', password=word)", 1),
        ("def word():\n    return 'Vq83hd72hs!'\nc = pymysql.connect(host='db.example.org', password=word())", 1),
        ("class Own:\n    word = 'Vq83hd72hs!'\nc = pymysql.connect(host='db.example.org', password=Own.word)", 1),
        ("word = os.environ['WORD']\nc = psycopg.connect(host='db.example.org', password=word)", 0),
        ("word = 'changeme'\nc = psycopg.connect(host='db.example.org', password=word)", 0),
        ("word = ''\nc = psycopg.connect(host='db.example.org', password=word)", 0),
        ("word = 'Vq83hd72hs!'\nc = psycopg.connect(host=word)", 0),
    ],
)  # fmt: skip
def test_passwords_of_databases_by_other_names(lines: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": LOGIN.format(lines), "requirements.txt": REQUIREMENTS}
    assert len(check("hard-coded-credentials", files)) == found

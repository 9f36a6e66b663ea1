"""A plausible Flask application, made up the same way every time: what is measured when no folder is given.

Some seventy files in the proportions of a small shop: a factory, blueprints with forms, models, templates, scripts, migrations, tests, two deployments, and a few
mistakes for flaskcheck to find.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from benchmarks.environments import CACHE

AREAS = {
    "accounts": ("Account", "email", "password_hash"),
    "catalog": ("Product", "title", "price"),
    "orders": ("Order", "number", "total"),
    "reviews": ("Review", "headline", "stars"),
    "shipping": ("Parcel", "carrier", "weight"),
    "support": ("Ticket", "subject", "state"),
}
"""A blueprint each: its model and two fields of that."""

DATE = "2024-03-01T12:00:00+00:00"

FACTORY = '''"""The shop."""

import logging
import os

from flask import Flask, render_template
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from config import configurations

db = SQLAlchemy()
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
login.login_view = "accounts.index"


def create_app(name=None):
    app = Flask(__name__)
    app.config.from_object(configurations[name or os.environ.get("APP_CONFIG", "development")])
    for extension in (db, login, csrf):
        extension.init_app(app)
    migrate.init_app(app, db)
    register(app)

    @app.errorhandler(404)
    def missing(error):
        return render_template("errors/404.html"), 404

    @app.errorhandler(500)
    def failed(error):
        db.session.rollback()
        return render_template("errors/500.html"), 500

    if not app.debug:
        logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))
    return app


def register(app):
@REGISTER@

@login.user_loader
def load(key):
    from shop.accounts.models import Account

    return db.session.get(Account, int(key))
'''

CONFIG = '''"""Settings by surroundings."""

import os

from dotenv import load_dotenv

BASE = os.path.abspath(os.path.dirname(__file__))
load_dotenv(os.path.join(BASE, ".env"))


class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY") or "change-me-please"
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL") or "sqlite:///" + os.path.join(BASE, "shop.db")
    SQLALCHEMY_TRACK_MODIFICATIONS = False
    MAIL_SERVER = os.environ.get("MAIL_SERVER", "localhost")
    MAIL_PORT = int(os.environ.get("MAIL_PORT") or 25)
    ITEMS_PER_PAGE = 24


class Development(Config):
    DEBUG = True


class Testing(Config):
    TESTING = True
    SQLALCHEMY_DATABASE_URI = "sqlite://"


class Production(Config):
    SESSION_COOKIE_SECURE = True
    PREFERRED_URL_SCHEME = "https"


configurations = {"development": Development, "testing": Testing, "production": Production}
'''

MODELS = '''"""What is stored of @AREA@."""

from datetime import datetime, timezone

from shop import db


class @MODEL@(db.Model):
    __tablename__ = "@AREA@"

    id = db.Column(db.Integer, primary_key=True)
    @FIRST@ = db.Column(db.String(120), index=True, nullable=False)
    @SECOND@ = db.Column(db.String(240))
    created = db.Column(db.DateTime, default=lambda: datetime.now(timezone.utc))

    def __repr__(self):
        return f"<@MODEL@ {self.id}: {self.@FIRST@}>"

    def to_dict(self):
        return {"id": self.id, "@FIRST@": self.@FIRST@, "@SECOND@": self.@SECOND@, "created": self.created.isoformat()}

    @classmethod
    def recent(cls, count=10):
        return cls.query.order_by(cls.created.desc()).limit(count).all()


class @MODEL@Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    owner_id = db.Column(db.Integer, db.ForeignKey("@AREA@.id"), nullable=False)
    text = db.Column(db.Text, default="")
    owner = db.relationship("@MODEL@", backref=db.backref("notes", lazy="dynamic"))
'''

FORMS = """from flask_wtf import FlaskForm
from wtforms import StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length


class @MODEL@Form(FlaskForm):
    @FIRST@ = StringField("@FIRST@", validators=[DataRequired(), Length(max=120)])
    @SECOND@ = StringField("@SECOND@", validators=[Length(max=240)])
    note = TextAreaField("Note", validators=[Length(max=2000)])
    submit = SubmitField("Save")
"""

ROUTES = """from flask import abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from shop import db
from shop.@AREA@ import bp
from shop.@AREA@.forms import @MODEL@Form
from shop.@AREA@.models import @MODEL@, @MODEL@Note
from shop.services.mail import send


@bp.route("/")
def index():
    page = request.args.get("page", 1, type=int)
    found = @MODEL@.query.order_by(@MODEL@.created.desc()).paginate(
        page=page, per_page=current_app.config["ITEMS_PER_PAGE"], error_out=False
    )
    following = url_for("@AREA@.index", page=found.next_num) if found.has_next else None
    return render_template("@AREA@/index.html", title="@MODEL@s", items=found.items, following=following)


@bp.route("/<int:key>")
def show(key):
    item = db.session.get(@MODEL@, key) or abort(404)
    return render_template("@AREA@/show.html", item=item, notes=item.notes.all())


@bp.route("/new", methods=["GET", "POST"])
@bp.route("/<int:key>/edit", methods=["GET", "POST"])
@login_required
def edit(key=None):
    item = db.session.get(@MODEL@, key) if key else @MODEL@()
    if item is None:
        abort(404)
    form = @MODEL@Form(obj=item)
    if form.validate_on_submit():
        form.populate_obj(item)
        db.session.add(item)
        if form.note.data:
            db.session.add(@MODEL@Note(owner=item, text=form.note.data))
        db.session.commit()
        send(current_user.email, f"@MODEL@ {item.id} was saved")
        flash("Saved.")
        return redirect(url_for("@AREA@.show", key=item.id))
    return render_template("@AREA@/edit.html", form=form, item=item)


@bp.route("/api")
def listed():
    return jsonify([item.to_dict() for item in @MODEL@.recent(int(request.args.get("count", 10)))])
"""

MAIL = """import smtplib
from email.message import EmailMessage
from threading import Thread

from flask import current_app


def send(to, subject, text=""):
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    message.set_content(text or subject)
    Thread(target=_send, args=(current_app._get_current_object(), message)).start()


def _send(app, message):
    with app.app_context(), smtplib.SMTP(app.config["MAIL_SERVER"], app.config["MAIL_PORT"]) as server:
        server.send_message(message)
"""

COMMANDS = '''import click

from shop import db
from shop.catalog.models import Product


def register(app):
    @app.cli.command("fill")
    @click.option("--count", default=20)
    def fill(count):
        """Put some products into the catalog."""
        for number in range(count):
            db.session.add(Product(title=f"Product {number}", price=str(number * 5)))
        db.session.commit()
'''

MIGRATION = '''"""@AREA@

Revision ID: @REVISION@
Revises: @BEFORE@
"""

import sqlalchemy as sa
from alembic import op

revision = "@REVISION@"
down_revision = @DOWN@


def upgrade():
    op.create_table(
        "@AREA@",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("@FIRST@", sa.String(length=120), nullable=False),
        sa.Column("@SECOND@", sa.String(length=240), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_@AREA@_@FIRST@", "@AREA@", ["@FIRST@"])


def downgrade():
    op.drop_index("ix_@AREA@_@FIRST@", table_name="@AREA@")
    op.drop_table("@AREA@")
'''

ENVIRONMENT = """from alembic import context
from flask import current_app

config = context.config
target = current_app.extensions["migrate"].db.metadata


def run():
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=target)
        with context.begin_transaction():
            context.run_migrations()


run()
"""

TEST = """import pytest

from shop import create_app, db
from shop.@AREA@.models import @MODEL@


@pytest.fixture()
def client():
    app = create_app("testing")
    with app.app_context():
        db.create_all()
        yield app.test_client()
        db.drop_all()


def test_index(client):
    assert client.get("/@AREA@/").status_code == 200


def test_listed(client):
    db.session.add(@MODEL@(@FIRST@="one", @SECOND@="two"))
    db.session.commit()
    assert client.get("/@AREA@/api").json[0]["@FIRST@"] == "one"
"""

BASE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{% block title %}{{ title or "Shop" }}{% endblock %}</title>
  <link rel="stylesheet" href="{{ url_for('static', filename='css/site.css') }}">
  <link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css">
</head>
<body>
  <nav>{% include "parts/menu.html" %}</nav>
  {% for message in get_flashed_messages() %}<div class="alert">{{ message }}</div>{% endfor %}
  <main>{% block content %}{% endblock %}</main>
  <script src="{{ url_for('static', filename='js/site.js') }}"></script>
</body>
</html>
"""

PAGES = {
    "index": """{% extends "base.html" %}
{% block content %}
<h1>{{ title }}</h1>
<ul>
{% for item in items %}
  <li><a href="{{ url_for('@AREA@.show', key=item.id) }}">{{ item.@FIRST@ }}</a> <small>{{ item.@SECOND@ }}</small></li>
{% else %}
  <li>Nothing here yet.</li>
{% endfor %}
</ul>
{% if following %}<a href="{{ following }}">Next</a>{% endif %}
{% endblock %}
""",
    "show": """{% extends "base.html" %}
{% block title %}{{ item.@FIRST@ }}{% endblock %}
{% block content %}
<h1>{{ item.@FIRST@ }}</h1>
<p>{{ item.@SECOND@ }} <img src="{{ url_for('static', filename='img/logo.svg') }}" alt=""></p>
{% for note in notes %}<blockquote>{{ note.text }}</blockquote>{% endfor %}
<a href="{{ url_for('@AREA@.edit', key=item.id) }}">Edit</a>
{% endblock %}
""",
    "edit": """{% extends "base.html" %}
{% from "parts/field.html" import field %}
{% block content %}
<form method="post">
  {{ form.hidden_tag() }}
  {{ field(form.@FIRST@) }}
  {{ field(form.@SECOND@) }}
  {{ field(form.note) }}
  {{ form.submit() }}
</form>
{% endblock %}
""",
}

SCRIPT = """const list = document.querySelector("[data-list]");

async function refresh(area) {
  const answer = await fetch(`/${area}/api?count=5`);
  if (!answer.ok) return;
  for (const item of await answer.json()) {
    const row = document.createElement("li");
    row.textContent = item.id;
    list.append(row);
  }
}

if (list) refresh(list.dataset.list);
"""

REST = {
    "README.md": "# Shop\n\nSet `DATABASE_URL` and `SECRET_KEY`, then `flask db upgrade` and `flask run`.\n",
    "Procfile": "release: flask db upgrade\nweb: gunicorn wsgi:app\n",
    "runtime.txt": "python-3.12.4\n",
    "Dockerfile": "FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\n"
    'ENV APP_CONFIG=production\nEXPOSE 8000\nCMD ["gunicorn", "--bind", "127.0.0.1:8000", "wsgi:app"]\n',
    ".dockerignore": ".git\n.env\n*.db\n",
    ".gitignore": ".env\n*.db\n__pycache__/\n",
    ".env.example": "SECRET_KEY=\nDATABASE_URL=postgresql://user:password@localhost/shop\nMAIL_SERVER=smtp.example.com\n",
    "requirements.txt": "alembic==1.13.1\nflask==3.0.2\nflask-login==0.6.3\nflask-migrate==4.0.7\nflask-sqlalchemy==3.1.1\nflask-wtf==1.2.1\n"
    "gunicorn==21.2.0\npsycopg2-binary==2.9.9\npython-dotenv==1.0.1\nsqlalchemy==2.0.28\nwtforms==3.1.2\n",
    "requirements-dev.txt": "-r requirements.txt\npytest==8.1.0\nruff\n",
    "pyproject.toml": '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
    "wsgi.py": 'import os\n\nfrom shop import create_app\n\napp = create_app(os.environ.get("APP_CONFIG", "production"))\n\n'
    'if __name__ == "__main__":\n    app.run(debug=True)\n',
    "config.py": CONFIG,
    ".github/workflows/test.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n"
    "      - run: pip install -r requirements-dev.txt\n      - run: pytest\n",
    "shop/services/__init__.py": "",
    "shop/services/mail.py": MAIL,
    "shop/commands.py": COMMANDS,
    "migrations/env.py": ENVIRONMENT,
    "migrations/alembic.ini": "[alembic]\nfile_template = %%(rev)s_%%(slug)s\n",
    "shop/templates/base.html": BASE,
    "shop/templates/parts/menu.html": "".join(f"<a href=\"{{{{ url_for('{a}.index') }}}}\">{a}</a>\n" for a in AREAS),
    "shop/templates/parts/field.html": '{% macro field(it) %}<p>{{ it.label }} {{ it(class="input") }}</p>{% endmacro %}\n',
    "shop/templates/errors/404.html": '{% extends "base.html" %}\n{% block content %}<h1>Not found</h1>{% endblock %}\n',
    "shop/templates/errors/500.html": '{% extends "base.html" %}\n{% block content %}<h1>Failed</h1>{% endblock %}\n',
    "shop/static/js/site.js": SCRIPT,
    "shop/static/css/site.css": "main { max-width: 60rem; margin: auto }\n.alert { background: #fec }\n",
    "shop/static/img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>\n',
    "tests/__init__.py": "",
}


def files() -> dict[str, str]:
    """The application: path → text."""
    found = dict(REST)
    lines = [
        f"    from shop.{a} import bp as {a}\n\n    app.register_blueprint({a}, url_prefix='/{a}')\n" for a in AREAS
    ]
    lines += ["    from shop import commands\n\n    commands.register(app)\n"]
    found["shop/__init__.py"] = FACTORY.replace("@REGISTER@", "".join(lines))
    for number, area in enumerate(AREAS):
        found.update(_area(number, area))
    return dict(sorted(found.items()))


def _area(number: int, area: str) -> dict[str, str]:
    """The files of one blueprint, with its migration and its test."""
    model, first, second = AREAS[area]
    before = f"{number:012x}" if number else ""
    words = {
        "AREA": area, "MODEL": model, "FIRST": first, "SECOND": second, "REVISION": f"{number + 1:012x}",
        "BEFORE": before, "DOWN": repr(before) if before else "None",
    }  # fmt: skip
    made = {
        f"shop/{area}/__init__.py": f'from flask import Blueprint\n\nbp = Blueprint("{area}", __name__)\n\nfrom shop.{area} import routes  # noqa\n',
        f"shop/{area}/models.py": MODELS,
        f"shop/{area}/forms.py": FORMS,
        f"shop/{area}/routes.py": ROUTES,
        f"migrations/versions/{number + 1:012x}_{area}.py": MIGRATION,
        f"tests/test_{area}.py": TEST,
        **{f"shop/templates/{area}/{name}.html": text for name, text in PAGES.items()},
    }
    return {path: _filled(text, words) for path, text in made.items()}


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def write(folder: Path) -> None:
    """Put the application into a folder."""
    for path, text in files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def commit(folder: Path) -> None:
    """Make a git repository of a folder, everything in it committed, the same way every time."""
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_DATE": DATE, "GIT_COMMITTER_DATE": DATE,
    }  # fmt: skip
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "-f", "."), (*identity, "commit", "-q", "-m", "All of it")):
        subprocess.run(["git", *words], cwd=folder, check=True, env=variables)


def repository(folder: Path = CACHE / "trees" / "shop") -> Path:
    """The application as a committed repository, made anew unless it is there as it should be."""
    wanted = files()
    there = {path: folder / path for path in wanted}
    if not (folder / ".git").is_dir() or any(not p.is_file() or p.read_text() != wanted[n] for n, p in there.items()):
        shutil.rmtree(folder, ignore_errors=True)
        write(folder)
        commit(folder)
        time.sleep(2.1)  # what changed less than two seconds ago is compared by content: no warm run
    return folder

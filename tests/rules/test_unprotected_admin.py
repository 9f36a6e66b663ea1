"""Admin pages and dashboards that anyone can use, and those that something may guard."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n", "requirements.txt": "flask\ngunicorn\nflask-admin\n"}
ADMIN = "from flask_admin import Admin, AdminIndexView, expose\nfrom flask_admin.contrib.sqla import ModelView\nfrom models import db, User\nadmin = Admin(app)\n"
MODELS = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass User(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"

OPEN = [
    ADMIN + "admin.add_view(ModelView(User, db.session))\n",
    ADMIN + "class UserView(ModelView):\n    column_list = ['id']\nadmin.add_view(UserView(User, db.session))\n",
    ADMIN
    + "class Base(ModelView):\n    pass\nclass UserView(Base):\n    can_delete = False\nadmin.add_view(UserView(User, db.session))\n",
    ADMIN + "for model in (User,):\n    admin.add_view(ModelView(model, db.session))\n",
    ADMIN + "admin.add_views(ModelView(User, db.session))\n",
    ADMIN + "import flask_admin.contrib.fileadmin as files\nadmin.add_view(files.FileAdmin('static', name='Files'))\n",
    "import rq_dashboard\napp.register_blueprint(rq_dashboard.blueprint, url_prefix='/rq')\n",
    "import flask_monitoringdashboard as dashboard\ndashboard.bind(app)\n",
]


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    [(path, _, severity)] = check("unprotected-admin", {**SERVED, "web.py": FLASK + text, "models.py": MODELS})
    assert (path, severity) == ("web.py", "warning")


ASKED = "    def is_accessible(self):\n        return current_user.is_admin\n"
GUARDED = [
    ADMIN + f"class Mine(ModelView):\n{ASKED}admin.add_view(Mine(User, db.session))\n",
    ADMIN + f"class Mixin:\n{ASKED}class Mine(Mixin, ModelView):\n    pass\nadmin.add_view(Mine(User, db.session))\n",
    ADMIN + "from somewhere import Mixin\nclass Mine(Mixin, ModelView):\n    pass\nadmin.add_view(Mine(User, db.session))\n",
    ADMIN + "from somewhere import SafeModelView\nadmin.add_view(SafeModelView(User, db.session))\n",
    ADMIN + "@app.before_request\ndef check():\n    pass\nadmin.add_view(ModelView(User, db.session))\n",
    ADMIN + "from flask_basicauth import BasicAuth\nBasicAuth(app)\nadmin.add_view(ModelView(User, db.session))\n",
    ADMIN + "ModelView.is_accessible = lambda self: current_user.is_admin\nadmin.add_view(ModelView(User, db.session))\n",
    ADMIN + "app.wsgi_app = Guard(app.wsgi_app)\nadmin.add_view(ModelView(User, db.session))\n",
    ADMIN + "if app.debug:\n    admin.add_view(ModelView(User, db.session))\n",
    ADMIN + "if __name__ == '__main__':\n    admin.add_view(ModelView(User, db.session))\n",
    "import rq_dashboard\nrq_dashboard.blueprint.before_request(check)\napp.register_blueprint(rq_dashboard.blueprint, url_prefix='/rq')\n",
    "import flask_monitoringdashboard as dashboard\ndashboard.config.init_from(file='/etc/dashboard.cfg')\ndashboard.bind(app)\n",
]  # fmt: skip


@pytest.mark.parametrize("text", GUARDED)
def test_guarded(text: str) -> None:
    assert not check("unprotected-admin", {**SERVED, "web.py": FLASK + text, "models.py": MODELS})


IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn celery flower\nCMD gunicorn -b 0.0.0.0:8000 web:app\n"
WEB = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n"
FLOWERS = [
    ("  jobs:\n    build: .\n    command: celery -A tasks flower --port=5555\n    ports: ['5555:5555']\n", 1),
    ("  jobs:\n    image: mher/flower:2.0\n    ports: ['5555:5555']\n", 1),
    ("  jobs:\n    build: .\n    command: celery flower --basic-auth=ann:${WORD}\n    ports: ['5555:5555']\n", 0),
    ("  jobs:\n    image: mher/flower:2.0\n    environment:\n      FLOWER_BASIC_AUTH: ${WORD}\n    ports: ['5555:5555']\n", 0),
    ("  jobs:\n    build: .\n    command: celery -A tasks flower\n    ports: ['127.0.0.1:5555:5555']\n", 0),
    ("  jobs:\n    build: .\n    command: celery -A tasks flower\n    expose: ['5555']\n", 0),
    ("  jobs:\n    build: .\n    command: celery -A tasks worker\n    ports: ['5555:5555']\n", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), FLOWERS)
def test_flower(text: str, count: int) -> None:
    files = {"web.py": FLASK, "Dockerfile": IMAGE, "compose.yaml": WEB + text}
    assert len(check("unprotected-admin", files)) == count

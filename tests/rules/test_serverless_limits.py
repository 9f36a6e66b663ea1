"""Schedulers on hosts that run a program only while it answers."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SCHEDULED = (
    "from apscheduler.schedulers.background import BackgroundScheduler\n"
    f"{FLASK}scheduler = BackgroundScheduler()\nscheduler.add_job(print, 'interval', hours=1)\nscheduler.start()\n"
)
FACTORY = (
    "from flask import Flask\nfrom flask_apscheduler import APScheduler\nscheduler = APScheduler()\n"
    "def create_app():\n    app = Flask(__name__)\n    scheduler.init_app(app)\n    scheduler.start()\n    return app\n"
)
VERCEL = {"vercel.json": '{"builds": [{"src": "api/index.py", "use": "@vercel/python"}]}'}
ZAPPA = {"zappa_settings.json": '{"production": {"app_function": "app.app", "s3_bucket": "shop"}}'}
SERVERLESS = {
    "serverless.yml": "service: shop\nprovider: {name: aws, runtime: python3.13}\nplugins: [serverless-wsgi]\n"
    "custom: {wsgi: {app: app.app}}\nfunctions: {api: {handler: wsgi_handler.handler, events: [httpApi: '*']}}\n"
}

FORMS = {
    "Vercel": ({"api/index.py": SCHEDULED, **VERCEL}, 1),
    "Vercel, by a factory": ({"shop.py": FACTORY, "api/index.py": "from shop import create_app\napp = create_app()\n", **VERCEL}, 1),
    "Zappa": ({"app.py": SCHEDULED, **ZAPPA}, 1),
    "the Serverless Framework": ({"app.py": SCHEDULED, **SERVERLESS}, 1),
    "only under the main guard": (
        {"api/index.py": SCHEDULED.replace("scheduler.start()", "if __name__ == '__main__':\n    scheduler.start()"), **VERCEL},
        0,
    ),
    "not on Vercel": (
        {"api/index.py": f"import os\n{SCHEDULED}".replace("scheduler.start()", "if not os.environ.get('VERCEL'):\n    scheduler.start()"), **VERCEL},
        0,
    ),
    "a host that stays": ({"app.py": SCHEDULED, "Procfile": "web: gunicorn -w 1 app:app\n"}, 0),
    "another process": ({"api/index.py": FLASK, "clock.py": SCHEDULED, **VERCEL}, 0),
}  # fmt: skip


@pytest.mark.parametrize(("files", "found"), FORMS.values(), ids=FORMS)
def test_schedulers(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("serverless-limits", {"requirements.txt": "flask\napscheduler\n", **files})) == found

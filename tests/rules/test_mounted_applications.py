"""Several applications in one process: what is written to one says nothing of another."""

from __future__ import annotations

import pytest
from checking import check

IMPORTS = "import os\nfrom flask import Flask\nfrom werkzeug.middleware.dispatcher import DispatcherMiddleware\n"
SITE = "site = Flask('site')\n"
API = "api = Flask('api')\n"
BAD = ".config['SECRET_KEY'] = 'kq81-xx20-lmm3'\n"
GOOD = ".config['SECRET_KEY'] = os.environ['SECRET_KEY']\n"
MOUNT = "app = DispatcherMiddleware(site, {'/api': api})\n"
FACTORY = "def make(key):\n    made = Flask('x')\n    made.secret_key = key\n    return made\n"
HELPER = "def fill(target, key):\n    target.config.update(SECRET_KEY=key)\n"


@pytest.mark.parametrize(
    ("code", "count"),
    [
        (f"{SITE}site{BAD}{API}api{GOOD}{MOUNT}", 1),
        (f"{SITE}site{GOOD}{API}api{BAD}{MOUNT}", 1),
        (f"{SITE}site{GOOD}{API}api{GOOD}{MOUNT}", 0),
        (f"{SITE}site{BAD}{API}api{BAD}{MOUNT}", 2),
        (f"{SITE}site{BAD}site{GOOD}{API}api{GOOD}{MOUNT}", 0),
        (f"{SITE}site{BAD}{API}api{GOOD}app = DispatcherMiddleware(app=site, mounts={{'/api': api}})\n", 1),
        (f"{SITE}site{BAD}{API}api{GOOD}MOUNTED = {{'/api': api}}\napp = DispatcherMiddleware(site, MOUNTED)\n", 1),
        (
            f"{SITE}site{BAD}{API}api{GOOD}app = site\napp.wsgi_app = DispatcherMiddleware(site.wsgi_app, {{'/api': api.wsgi_app}})\n",
            1,
        ),
        (f"{HELPER}{SITE}{API}fill(site, 'kq81-xx20-lmm3')\nfill(api, os.environ['SECRET_KEY'])\n{MOUNT}", 1),
        (
            f"{FACTORY}app = DispatcherMiddleware(make('kq81-xx20-lmm3'), {{'/api': make(os.environ['SECRET_KEY'])}})\n",
            1,
        ),
        (
            f"{FACTORY}app = DispatcherMiddleware(make(os.environ['A']), {{'/api': make(os.environ['SECRET_KEY'])}})\n",
            0,
        ),
        # Without a dispatcher one application is served: the other is a spare.
        (f"{SITE}site{BAD}{API}api{GOOD}app = api\n", 0),
        # A dispatcher of one application serves one.
        (f"{SITE}site{BAD}site{GOOD}app = DispatcherMiddleware(site, {{}})\n", 0),
    ],
)
def test_a_key_is_that_of_its_application(code: str, count: int) -> None:
    files: dict[str, str | bytes] = {"app.py": IMPORTS + code, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("hard-coded-secret-key", files)) == count


def test_configuration_classes_of_two_factories() -> None:
    factory = "from flask import Flask\ndef create_{0}():\n    {0} = Flask(__name__)\n    {0}.config.from_object('settings.{1}')\n    return {0}\n"
    files: dict[str, str | bytes] = {
        "shop.py": factory.format("shop", "Shop"),
        "back_office.py": factory.format("office", "Office"),
        "settings.py": (
            "import os\nclass Shop:\n    SQLALCHEMY_DATABASE_URI = 'sqlite:///shop.db'\n"
            "class Office:\n    SQLALCHEMY_DATABASE_URI = os.environ['DATABASE_URL']\n"
        ),
        "serve.py": (
            "from werkzeug.middleware.dispatcher import DispatcherMiddleware\nfrom shop import create_shop\n"
            "from back_office import create_office\napplication = DispatcherMiddleware(create_shop(), {'/office': create_office()})\n"
        ),
        "Procfile": "web: gunicorn serve:application\n",
    }
    told = check("sqlite-in-production", files)
    assert told == [("settings.py", 3, "error")]

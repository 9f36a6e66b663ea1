"""What well-kept projects do on purpose: tags of extensions, names by which programs call themselves, keys that let nobody in, addresses at which nobody need listen, a database that is made anew."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

WEB = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
PAGE = FLASK + "from flask import render_template\n@app.get('/')\ndef index():\n    return render_template('a.html')\n"
ASSETS = "{% assets 'css_all' %}<link href='{{ ASSET_URL }}'>{% endassets %}"

TAGS = {
    "flask_assets": ("from flask_assets import Environment\nEnvironment(app)\n", ASSETS, 0),
    "webassets": ("from webassets.ext.jinja2 import AssetsExtension\n", ASSETS, 0),
    "flask_caching": ("from flask_caching import Cache\nCache(app)\n", "{% cache 60 %}x{% endcache %}", 0),
    "the older form": ("from flask.ext.assets import Environment\n", ASSETS, 0),
    "an extension without tags": ("from flask_cors import CORS\nCORS(app)\n", ASSETS, 1),
    "a tag that is not closed": ("from flask_assets import Environment\nEnvironment(app)\n", "{% if x %}", 1),
}


@pytest.mark.parametrize(("code", "page", "found"), TAGS.values(), ids=TAGS)
def test_tags_that_an_extension_brings(code: str, page: str, found: int) -> None:
    assert len(check("invalid-template", {"app.py": PAGE + code, "templates/a.html": page, **WEB})) == found


NAMES = {
    "its file": ("listener.py", "'X-Api-Key'", "push_listener", 0),
    "its file, with a line": ("worker.py", "'X-Api-Key'", "night-worker", 0),
    "its folder": ("reports/send.py", "'X-Api-Key'", "reports", 0),
    "another word": ("listener.py", "'X-Api-Key'", "blue_horizon", 1),
    "letters and digits": ("listener.py", "'X-Api-Key'", "listener_9f3b27c1", 1),
    "a password": ("listener.py", "'password'", "push_listener", 1),
}


@pytest.mark.parametrize(("path", "name", "value", "found"), NAMES.values(), ids=NAMES)
def test_a_program_that_says_who_it_is(path: str, name: str, value: str, found: int) -> None:
    sends = f"import requests\ndef send():\n    headers = {{}}\n    headers[{name}] = '{value}'\n    requests.get('https://api.example.com', headers=headers)\n"
    module = path.removesuffix(".py").replace("/", ".")
    app = FLASK + f"from {module} import send\n@app.get('/')\ndef index():\n    send()\n    return ''\n"
    files = {"app.py": app, path: sends, **WEB, **({"reports/__init__.py": ""} if "/" in path else {})}
    assert len(check("hard-coded-credentials", files)) == found


KEYS = {
    "SECRET_KEY": ("error", "log in as any user"),
    "JWT_SECRET_KEY": ("error", "log in as any user"),
    "SECURITY_PASSWORD_SALT": ("warning", "guess the passwords of a stolen user table"),
    "WTF_CSRF_SECRET_KEY": ("warning", "sign the tokens of forms"),
}


@pytest.mark.parametrize(("key", "severity", "says"), [(key, *told) for key, told in KEYS.items()], ids=KEYS)
def test_what_a_key_lets_people_do(key: str, severity: str, says: str) -> None:
    files = {"app.py": FLASK + f"app.config['{key}'] = 'f81a2c9e77b3'\n", **WEB}
    (found,) = problems("hard-coded-secret-key", files)
    assert says in found.message
    assert [each for _, _, each in check("hard-coded-secret-key", files)] == [severity]
    spare = {**files, "app.py": FLASK + f"import os\napp.config['{key}'] = os.environ.get('{key}', 'f81a2c9e77b3')\n"}
    (left,) = problems("fallback-secret-key", spare)
    assert ("forge sessions" in left.message) == (severity == "error")


PROBED = {
    "refused": ("    try:\n        socket.create_connection(('127.0.0.1', 8789)).close()\n        ports.append('http://127.0.0.1:8789')\n    except ConnectionRefusedError:\n        pass\n", 0),
    "among others": ("    try:\n        ports.append('http://localhost:8789')\n    except (TimeoutError, ConnectionRefusedError):\n        pass\n", 0),
    "a socket that is tried": ("    s = socket.socket()\n    try:\n        s.connect(('127.0.0.1', 8789))\n        return 'open'\n    except OSError:\n        return 'closed'\n", 0),
    "by name": ("    s = socket.socket()\n    try:\n        s.connect(('localhost', 8789))\n    except Exception:\n        return 'closed'\n", 0),
    "a socket that is not": ("    s = socket.socket()\n    s.connect(('127.0.0.1', 8789))\n", 1),
    "a request whose failure is told": ("    try:\n        ports.append(requests.get('http://localhost:8789/x').text)\n    except requests.RequestException:\n        return 'down', 503\n", 1),
}  # fmt: skip


@pytest.mark.parametrize(("body", "found"), PROBED.values(), ids=PROBED)
def test_an_address_at_which_nobody_need_listen(body: str, found: int) -> None:
    app = "import socket\nimport requests\n" + FLASK + f"ports = []\n@app.get('/')\ndef index():\n{body}    return ''\n"
    image = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
    files = {
        "app.py": app,
        "Dockerfile": image,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nrequests==2.32.5\n",
    }
    assert len(check("hard-coded-loopback", files)) == found


OPTIONS = {
    "typedconfig": ("from typedconfig import Config, key\nclass Site(Config):\n    base_url = key(cast=str, default='{}')\n", 0),
    "required": ("import typedconfig\nclass Site(typedconfig.Config):\n    base_url = typedconfig.key(default='{}', required=False)\n", 0),
    "oslo": ("from oslo_config import cfg\nOPTIONS = [cfg.StrOpt('base_url', default='{}')]\n", 0),
    "a plain class": ("class Site:\n    base_url = '{}'\n", 1),
}  # fmt: skip


@pytest.mark.parametrize(("code", "found"), OPTIONS.values(), ids=OPTIONS)
def test_the_default_of_an_option_is_not_what_production_has(code: str, found: int) -> None:
    app = FLASK + code.format("http://127.0.0.1:8080") + "@app.get('/')\ndef index():\n    return Site.base_url\n"
    assert len(check("hard-coded-loopback", {"app.py": app, **WEB})) == found


MODELS = (
    "from flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///' + FILE\ndb = SQLAlchemy(app)\n"
    "class Plant(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
)
ANEW = {
    "of a setting": ("os.remove(settings.FILE)", 0),
    "if it is there": ("if os.path.exists(settings.FILE):\n            os.remove(settings.FILE)", 0),
    "whatever happens": ("try:\n            os.unlink(settings.FILE)\n        except OSError:\n            pass", 0),
    "of a name": ("if os.path.isfile(FILE):\n            os.remove(FILE)", 0),
    "another file": ("os.remove(settings.LOG)", 1),
    "when asked to": ("if os.environ.get('RESET'):\n            os.remove(settings.FILE)", 1),
}


@pytest.mark.parametrize(("removal", "found"), ANEW.values(), ids=ANEW)
def test_rows_of_a_database_that_is_made_anew_are_not_doubled(removal: str, found: int) -> None:
    made = f"import os\nimport settings\nfrom settings import FILE\nfrom app import Plant, app, db\ndef fill():\n    with app.app_context():\n        {removal}\n        db.create_all()\n        db.session.add(Plant())\n        db.session.commit()\nfill()\n"
    image = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD python make.py && gunicorn -b 0.0.0.0:8000 app:app\n"
    files = {
        "app.py": "from settings import FILE\n" + FLASK + MODELS,
        "settings.py": "import os\nFILE = f'{os.getcwd()}/plants.db'\nLOG = 'plants.log'\n",
        "make.py": made,
        "Dockerfile": image,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nFlask-SQLAlchemy==3.1.1\n",
    }
    assert len(check("seed-on-every-start", files)) == found


CHOSEN = {
    "a class": "from_object('settings.{}'.format(mode) + '.Config')",
    "by a sign": "from_object('settings.%s.Config' % mode)",
    "by a name": "from_object(f'settings.{mode}.Config')",
    "at once": "from_object('settings.' + os.environ.get('SHOP_MODE', 'dev') + '.Config')",
}


@pytest.mark.parametrize("call", CHOSEN.values(), ids=CHOSEN)
def test_debug_mode_of_a_configuration_that_is_only_the_default(call: str) -> None:
    app = "import os\n" + FLASK + "mode = os.getenv('SHOP_MODE', 'dev')\napp.config." + call + "\n"
    files = {
        "app.py": app,
        "settings/__init__.py": "",
        "settings/dev.py": "class Config:\n    DEBUG = True\n",
        **WEB,
    }
    (found,) = problems("debug-setting", files)
    assert "wherever SHOP_MODE is not set" in found.message


def test_debug_mode_of_the_only_configuration() -> None:
    """A twin."""
    app = FLASK + "app.config.from_object('settings.dev.Config')\n"
    files = {"app.py": app, "settings/__init__.py": "", "settings/dev.py": "class Config:\n    DEBUG = True\n", **WEB}
    (found,) = problems("debug-setting", files)
    assert "Debug mode is on in production:" in found.message

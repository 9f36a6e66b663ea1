"""Values in worlds: what production picks where variables are missing, what is read back, and what a thing is by where it was made."""

from __future__ import annotations

import pytest
from checking import FLASK, check

CONFIG = "class Base:\n    pass\nclass DevelopmentConfig(Base):\n    DEBUG = True\nclass ProductionConfig(Base):\n    DEBUG = False\n"
STAGE = "import os, lamps\nfrom flask import Flask\nfrom config import DevelopmentConfig, ProductionConfig\napp = Flask(__name__)\nstage = os.getenv('STAGE', 'development')\n"
DEV, PROD = "app.config.from_object(DevelopmentConfig)", "app.config.from_object(ProductionConfig)"
SERVED: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n"}


def told(rule: str, code: str, **others: str | bytes) -> bool:
    files = {name.replace("__", "/") + ".py": content for name, content in others.items()}
    return bool(check(rule, {"app.py": code, **SERVED, **files}))


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (f"if stage == 'development':\n    {DEV}\nelif stage == 'production':\n    {PROD}", True),
        (f"if stage != 'production':\n    {DEV}\nelse:\n    {PROD}", True),
        (f"match stage:\n    case 'production':\n        {PROD}\n    case _:\n        {DEV}", True),
        (f"def pick(app):\n    if stage == 'development':\n        {DEV}\n    else:\n        {PROD}\npick(app)", True),
        (f"if not os.environ.get('LIVE'):\n    {DEV}\nelse:\n    {PROD}", True),
        (f"if 'LIVE' in os.environ:\n    {PROD}\nelse:\n    {DEV}", True),
        ("chosen = ProductionConfig if stage == 'production' else DevelopmentConfig\napp.config.from_object(chosen)", True),
        (f"if stage == 'testing':\n    {DEV}\nelse:\n    {PROD}", False),
        (f"if os.environ.get('AT_HOME'):\n    {DEV}\nelse:\n    {PROD}", False),
        (f"if os.environ.get('LIVE', '1') == '1':\n    {PROD}\nelse:\n    {DEV}", False),
        (f"if lamps.are_lit(stage):\n    {DEV}\nelse:\n    {PROD}", False),
        (f"match lamps.name():\n    case 'production':\n        {PROD}\n    case _:\n        {DEV}", False),
    ],
)  # fmt: skip
def test_the_configuration_where_no_variable_is_set(code: str, is_told: bool) -> None:
    assert told("development-config", f"{STAGE}{code}\n", config=CONFIG) is is_told


@pytest.mark.parametrize(
    ("settings", "is_told"),
    [
        ("DEBUG = False\n", False),
        ("import os\nSQLALCHEMY_DATABASE_URI = os.environ['DATABASE_URL']\n", False),
        ("THEME = 'plain'\n", False),
        ("DEBUG = True\n", True),
        ("TESTING = True\n", True),
        ("REDIS_URL = 'redis://localhost:6379'\n", True),
    ],
)
def test_a_name_alone_makes_no_development_configuration(settings: str, is_told: bool) -> None:
    code = f"{FLASK}app.config.from_object('local_settings')\n"
    assert told("development-config", code, local_settings=settings) is is_told
    inside = "class LocalConfig:\n" + "".join(f"    {line}\n" for line in settings.splitlines())
    code = f"{FLASK}from settings import LocalConfig\napp.config.from_object(LocalConfig)\n"
    assert told("development-config", code, settings=inside) is is_told


def test_one_for_production_beside_it_makes_a_development_configuration() -> None:
    code = f"{FLASK}app.config.from_object('shop.%s')\n"
    others: dict[str, str | bytes] = {"shop__dev": "THEME = 'plain'\n", "shop__prod": "THEME = 'dark'\n"}
    assert told("development-config", code % "dev", **others)
    assert not told("development-config", code % "prod", **others)


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        ("class Dev(Base):\n    DEBUG = True\nclass Prod(Base):\n    DEBUG = False\n", True),
        ("class Dev(Base):\n    DEBUG = True\nclass Prod(Base):\n    SECRET_KEY = os.environ['SECRET_KEY']\n", False),
        ("class Dev(Base):\n    DEBUG = True\n", True),
        ("class Dev(Base):\n    DEBUG = True\n    SECRET_KEY = 'dev'\nclass Prod(Base):\n    SECRET_KEY = os.environ['SECRET_KEY']\n", False),
    ],
)  # fmt: skip
def test_what_a_development_configuration_inherits_is_judged(body: str, is_told: bool) -> None:
    base = "import os\nclass Base:\n    SECRET_KEY = os.environ.get('SECRET_KEY') or 'guess me'\n"
    code = f"{FLASK}app.config.from_object('config.Dev')\n"
    assert told("fallback-secret-key", code, config=base + body) is is_told
    assert not told("debug-setting", code, config=base + body)


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("app.config['MODE'] = 'shop'\napp.debug = app.config['MODE'] in ('shop', 'home')", True),
        ("app.config['MODE'] = 'shop'\nif app.config.get('MODE') == 'shop':\n    app.config['DEBUG'] = True", True),
        ("app.config.from_object('options')\napp.debug = app.config['ERRORS'] == 'yes'", True),
        ("app.config.from_mapping(MODE='shop')\nother = app.config\nother['DEBUG'] = other['MODE'] != 'live'", True),
        ("app.config['MODE'] = 'shop'\napp.config['MODE'] = 'live'\napp.debug = app.config['MODE'] == 'shop'", False),
        ("app.config['MODE'] = 'shop'\nif app.config['MODE'] == 'live':\n    app.debug = True", False),
        ("app.config.from_prefixed_env()\napp.debug = app.config['MODE'] == 'shop'", False),
        ("app.config['MODE'] = 'shop'\napp.config.from_envvar('MORE', silent=True)\nif app.config['MODE'] == 'shop':\n    app.debug = True", False),
    ],
)  # fmt: skip
def test_a_setting_is_read_back(code: str, is_told: bool) -> None:
    assert told("debug-setting", f"{FLASK}{code}\n", options="ERRORS = 'yes'\n") is is_told


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (f"{FLASK}app.config['DEBUG'] = True\n", True),
        ("from flask import Flask\nshop = Flask(__name__)\nshop.config['DEBUG'] = True\napp = shop\n", True),
        ("from flask import Flask\nclass Shop(Flask):\n    def __init__(self):\n        super().__init__(__name__)\n        self.config['DEBUG'] = True\napp = Shop()\n", True),
        ("from flask import Flask, current_app\napp = Flask(__name__)\nwith app.app_context():\n    current_app.config['DEBUG'] = True\n", True),
        (f"{FLASK}class Log:\n    def __init__(self):\n        self.config = {{}}\n        self.config['DEBUG'] = True\nLog()\n", False),
        (f"{FLASK}class Press:\n    def __init__(self):\n        self.debug = True\nserver = Press()\nserver.debug = True\n", False),
        (f"{FLASK}config = {{}}\nconfig['DEBUG'] = True\n", False),
    ],
)  # fmt: skip
def test_a_configuration_is_what_belongs_to_an_application(code: str, is_told: bool) -> None:
    assert told("debug-setting", code) is is_told


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("app = Flask(__name__)\napp.run(debug=True)\n", True),
        ("shop = Flask(__name__)\nshop.run(debug=True)\n", True),
        ("def make():\n    return Flask(__name__)\nkiosk = make()\nkiosk.run(debug=True)\n", True),
        ("app = Flask(__name__)\napp.config['DEBUG'] = True\nkiosk = app\nkiosk.run(debug=app.config['DEBUG'])\n", True),
        ("app = Flask(__name__)\nclass Oven:\n    def run(self, debug):\n        pass\nserver = Oven()\nserver.run(debug=True)\n", False),
    ],
)  # fmt: skip
def test_what_runs_is_flask_whatever_it_is_called(code: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {"app.py": f"from flask import Flask\n{code}", "Procfile": "web: python app.py\n"}
    assert bool(check("debug-run", files)) is is_told


WINDOWS = r'r"C:\Program Files\Office\soffice.exe"'


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (f"P = {WINDOWS}", True),
        (f"P = {WINDOWS} if os.path.exists('x') else 'soffice'", True),
        (f"P = {WINDOWS} if platform.system() != 'Windows' else 'soffice'", True),
        (f"P = {WINDOWS} if os.name == 'nt' else 'soffice'", False),
        (f"P = 'soffice' if sys.platform.startswith('linux') else {WINDOWS}", False),
        (f"IS_WINDOWS = platform.system() == 'Windows'\nP = open({WINDOWS}).read() if IS_WINDOWS else ''", False),
        (f"P = {{'Windows': {WINDOWS}, 'Linux': 'soffice'}}[platform.system()]", False),
        (f"if 'win' in sys.platform.lower():\n    P = {WINDOWS}", False),
        (f"if platform.uname().system == 'Windows':\n    P = {WINDOWS}", False),
        (f"match platform.system():\n    case 'Windows' | 'Darwin':\n        P = {WINDOWS}\n    case _:\n        P = ''", False),
        (f"P = sys.platform == 'win32' and {WINDOWS}", False),
    ],
)  # fmt: skip
def test_every_host_runs_linux(code: str, is_told: bool) -> None:
    assert told("absolute-local-path", f"import os, platform, sys\n{FLASK}{code}\n") is is_told


CREATES = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\ndef flag(name, default=False):\n    value = os.getenv(name)\n    return default if value is None else value.strip().lower() in {'1', 'true'}\n"
IMAGE = "FROM python:3.13-slim\nCOPY . .\nRUN pip install flask gunicorn\nENV SKIP=1 READY=yes\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("if not flag('SKIP'):\n    db.create_all()", False),
        ("def wanted():\n    if flag('SKIP'):\n        return False\n    return bool(app.name)\nif wanted():\n    db.create_all()", False),
        ("name = 'SKIP'\nif os.environ[name] != '1':\n    db.create_all()", False),
        ("if 'SKIP' not in os.environ:\n    db.create_all()", False),
        ("if not flag('READY'):\n    db.create_all()", True),
        ("if flag('SKIP'):\n    db.create_all()", True),
    ],
)  # fmt: skip
def test_a_helper_reads_what_the_image_sets(code: str, is_told: bool) -> None:
    assert bool(check("create-all-at-startup", {"app.py": f"{CREATES}{code}\n", "Dockerfile": IMAGE})) is is_told


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        ("requests.get('http://localhost:5000/x').json()", True),
        ("requests.get('http://localhost:5000/x').json()['name']", True),
        ("requests.get('http://localhost:5000/x').status_code == 200", True),
        ("requests.post('http://localhost:5000/x', json={}).raise_for_status()", True),
        ("'http://localhost:5000/x'.upper()", False),
        ("request.url == 'http://localhost:5000/x'", False),
    ],
)
def test_what_is_done_with_the_answer_changes_no_question(code: str, is_told: bool) -> None:
    view = f"import requests\nfrom flask import request\n{FLASK}@app.get('/')\ndef index():\n    found = {code}\n    return str(found)\n"
    assert told("hard-coded-loopback", view) is is_told


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("'http://localhost:5001/x'", True),
        ("f'http://{HOST}:{PORT}/x'", True),
        ("'http://' + HOST + '/x'", True),
        ("'http://%s:%d/x' % (HOST, PORT)", True),
        ("f'http://{OTHER}:{PORT}/x'", False),
        ("f'http://{os.environ[\"API\"]}:{PORT}/x'", False),
    ],
)
def test_an_address_is_what_its_parts_make(address: str, is_told: bool) -> None:
    view = f"@app.get('/')\ndef index():\n    return requests.get({address}).text\n"
    code = f"import os, requests\n{FLASK}HOST, OTHER, PORT = 'localhost', 'api.example.com', 5001\n{view}"
    assert told("hard-coded-loopback", code) is is_told


@pytest.mark.parametrize("url", ["'sqlite:///shop.db'", "URL", "app.config['SHOP_DB']", "app.config.get('SHOP_DB')"])
def test_a_database_is_opened_by_what_its_address_is(url: str) -> None:
    code = f"{FLASK}from sqlalchemy import create_engine\nURL = 'sqlite:///shop.db'\napp.config['SHOP_DB'] = URL\nengine = create_engine({url})\n"
    assert told("sqlite-in-production", code)


@pytest.mark.parametrize(
    ("test", "is_told"),
    [
        ("mode == 'DEV_ON_PROD'", False),
        ("mode in ('dev_on_prod', 'local')", False),
        ("mode != 'prod-dev'", True),  # not for its name: where MODE is missing, the mode is another one
        ("mode == 'prod'", True),
        ("mode != 'dev'", True),
    ],
)
def test_a_mode_that_is_called_after_both_decides_nothing(test: str, is_told: bool) -> None:
    code = f"import os\n{FLASK}mode = os.getenv('MODE', 'dev')\nif {test}:\n    app.config['DEBUG'] = True\n"
    assert told("debug-setting", code) is is_told

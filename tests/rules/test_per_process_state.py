"""What requests leave behind for others in the memory of one process, and what is meant to be there."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = FLASK + "from flask import request\n"
FOUR = {"Procfile": "web: gunicorn -w 4 web:app\n"}

SHARED = [
    (
        "codes = {}\n@app.post('/send')\ndef send():\n    codes[request.form['to']] = 1\n    return ''\n"
        "@app.post('/check')\ndef check():\n    return str(codes.pop(request.form['to'], None))\n"
    ),
    (
        "lines = []\n@app.post('/say')\ndef say():\n    lines.append(request.json)\n    return ''\n"
        "@app.get('/lines')\ndef show():\n    return lines\n"
    ),
    (
        "from collections import defaultdict\nrooms = defaultdict(list)\n@app.post('/<room>')\ndef enter(room):\n    rooms[room].append(1)\n    return ''\n"
        "@app.get('/<room>')\ndef look(room):\n    return {'all': rooms[room]}\n"
    ),
    (
        "from flask_jwt_extended import JWTManager, get_jwt\njwt = JWTManager(app)\nrevoked = set()\n@app.post('/out')\ndef out():\n    revoked.add(get_jwt()['jti'])\n    return ''\n"
        "@jwt.token_in_blocklist_loader\ndef is_out(header, payload):\n    return payload['jti'] in revoked\n"
    ),
    (
        "import flask_jwt_extended as tokens\nlast = {}\n@app.post('/here')\ndef here():\n    last[tokens.get_jwt_identity()] = 1\n    return ''\n"
        "@app.get('/last')\ndef show():\n    return last\n"
    ),
    (
        "seen = set()\n@app.post('/<name>')\ndef mark(name):\n    seen.add(name)\n    return ''\n"
        "@app.get('/<name>')\ndef ask(name):\n    if name in seen:\n        return 'yes'\n    return 'no'\n"
    ),
]


@pytest.mark.parametrize("text", SHARED)
def test_shared(text: str) -> None:
    [(path, _, severity)] = check("per-process-state", {**FOUR, "web.py": HEAD + text})
    assert (path, severity) == ("web.py", "warning")


def test_in_a_module_of_its_own() -> None:
    store = {"store.py": "codes = {}\n"}
    text = SHARED[0].replace("codes = {}\n", "from store import codes\n")
    assert check("per-process-state", {**FOUR, **store, "web.py": HEAD + text}) == [("store.py", 1, "warning")]


@pytest.mark.parametrize("text", SHARED)
def test_one_process(text: str) -> None:
    files = {"Procfile": "web: gunicorn -w 1 --threads 4 web:app\n", "web.py": HEAD + text}
    assert not check("per-process-state", files)


NOT_SHARED = [
    (
        "prices = {}\n@app.get('/<name>')\ndef price(name):\n    if name not in prices:\n        prices[name] = 1\n    return str(prices[name])\n"
        "@app.get('/all')\ndef show():\n    return prices\n"
    ),
    (
        "codes = {}\n@app.post('/send')\ndef send():\n    codes = {}\n    codes[request.form['to']] = 1\n    return ''\n"
        "@app.get('/')\ndef show():\n    return codes\n"
    ),
    "names = ['a']\n@app.get('/<name>')\ndef show(name):\n    return str(name in names)\n",
    "cache = {}\n@app.get('/<name>')\ndef put(name):\n    cache[name] = 1\n    return ''\n@app.get('/')\ndef show():\n    return cache\n",
    "parts = []\nparts.append('x')\n@app.get('/')\ndef show():\n    return parts\n",
    "seen = []\n@app.get('/<name>')\ndef put(name):\n    seen.append(name)\n    return ''\n",
]


@pytest.mark.parametrize("text", NOT_SHARED)
def test_not_shared(text: str) -> None:
    assert not check("per-process-state", {**FOUR, "web.py": HEAD + text})


LIMITS = [
    ("Limiter(print, app=app)", True),
    ("Limiter(print)\nlimits.init_app(app)", True),
    ("Limiter(print, app=app, storage_uri='memory://')", True),
    ("Limiter(print, app=app, storage_uri='redis://cache:6379')", False),
    ("Limiter(print, app=app, storage_uri=app.config['LIMITS'])", False),
    ("Limiter(print, app=app, storage_uri=__import__('os').environ.get('REDIS_URL', 'memory://'))", False),
    ("Limiter(print, **options())", False),
    ("Limiter(print, app=app)\napp.config['RATELIMIT_STORAGE_URI'] = 'redis://cache'", False),
]


@pytest.mark.parametrize(("made", "is_told"), LIMITS)
def test_limits(made: str, is_told: bool) -> None:
    text = f"{HEAD}from flask_limiter import Limiter\nlimits = {made}\n"
    assert bool(check("per-process-state", {**FOUR, "web.py": text})) is is_told


SOCKETS = [
    ("SocketIO(app)", "error"),
    ("SocketIO()\nsockets.init_app(app)", "error"),
    ("SocketIO(app, message_queue='redis://cache')", ""),
    ("SocketIO()\nsockets.init_app(app, message_queue='redis://cache')", ""),
    ("SocketIO(app, **options())", ""),
]


@pytest.mark.parametrize(("made", "severity"), SOCKETS)
def test_sockets(made: str, severity: str) -> None:
    text = f"{HEAD}from flask_socketio import SocketIO\nsockets = {made}\n"
    found = [s for _, _, s in check("worker-mismatch", {**FOUR, "web.py": text})]
    assert found == ([severity] if severity else [])
    assert not check("worker-mismatch", {"Procfile": "web: gunicorn -w 1 web:app\n", "web.py": text})


BOUND = "db = None\ndef connect():\n    global db\n    from flask_sqlalchemy import SQLAlchemy\n    db = SQLAlchemy(app)\nconnect()\n"


@pytest.mark.parametrize(
    "body",
    [
        "@app.post('/add')\ndef add():\n    db.session.add(request.form['name'])\n    return ''\n",
        "@app.post('/add')\ndef add():\n    db.session.update(request.form)\n    return ''\n",
    ],
)
def test_what_an_attribute_is_told_is_in_no_container(body: str) -> None:
    text = HEAD + BOUND + body + "@app.get('/all')\ndef every():\n    return str(db.session)\n"
    assert check("per-process-state", {**FOUR, "web.py": text}) == []


@pytest.mark.parametrize("name", ["store.codes", "codes"])
def test_twin_a_container_of_another_module(name: str) -> None:
    """A dot before the container is its module's."""
    first = "import store\n" if "." in name else "from store import codes\n"
    text = SHARED[0].replace("codes = {}\n", first).replace("codes[", f"{name}[").replace("codes.pop", f"{name}.pop")
    found = check("per-process-state", {**FOUR, "store.py": "codes = {}\n", "web.py": HEAD + text})
    assert found == [("store.py", 1, "warning")]


def test_a_client_that_another_module_binds() -> None:
    store = "queue = None\ndef start(app):\n    global queue\n    queue = app.make()\n"
    text = "import store\n@app.post('/add')\ndef add():\n    store.queue.items.append(request.form['x'])\n    return str(store.queue)\n"
    assert check("per-process-state", {**FOUR, "store.py": store, "web.py": HEAD + text}) == []


SESSIONS = "from flask_session import Session\napp.config['SESSION_TYPE'] = {0}\nSession(app)\n"
TWO = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn -w 4 web:app\n{0}"
LISTED = {"requirements.txt": "Flask==3.1.2\nFlask-Session==0.8.0\ngunicorn==23.0.0\n"}


@pytest.mark.parametrize(
    ("kind", "lines", "found"),
    [
        ("'filesystem'", "    numInstances: 3\n", 1),
        ("'filesystem'", "    scaling: {minInstances: 2, maxInstances: 4, targetCPUPercent: 60}\n", 1),
        ("'filesystem'", "", 0),
        ("'filesystem'", "    numInstances: 1\n", 0),
        ("'filesystem'", "    numInstances: 3\n    disk: {name: data, mountPath: /data}\n", 0),
        ("'redis'", "    numInstances: 3\n", 0),
        ("__import__('os').environ['KIND']", "    numInstances: 3\n", 0),
    ],
)
def test_sessions_in_files_of_each_instance(kind: str, lines: str, found: int) -> None:
    """Workers of one machine share the files."""
    files = {"web.py": HEAD + SESSIONS.format(kind), "render.yaml": TWO.format(lines), **LISTED}
    assert len(check("per-process-state", files)) == found


LIMITED = (
    "import os\nfrom flask import Flask\nfrom flask_limiter import Limiter\nfrom flask_limiter.util import get_remote_address\n{}\n\n"
    "limiter = Limiter(key_func=get_remote_address)\napp = Flask(__name__)\n{}\nlimiter.init_app(app)\n\n"
    "@app.post('/login')\n@limiter.limit('3 per minute')\ndef login():\n    return ''\n"
)


@pytest.mark.parametrize(
    ("imported", "written", "is_told"),
    [
        ("import flask_limiter", "app.config[flask_limiter.extension.C.STORAGE_URL] = os.environ['REDIS_URL']", False),
        (
            "from flask_limiter.constants import ConfigVars",
            "app.config[ConfigVars.STORAGE_URI] = os.environ['REDIS_URL']",
            False,
        ),
        (
            "from flask_limiter.extension import C",
            "if os.environ.get('STORE'):\n    app.config[C.STORAGE_URL] = os.environ['STORE']",
            False,
        ),
        ("from flask_limiter.constants import ConfigVars", "app.config[ConfigVars.STRATEGY] = 'moving-window'", True),
        (
            "from flask_limiter.constants import ConfigVars",
            "shelf = {}\nshelf[ConfigVars.STORAGE_URI] = os.environ['REDIS_URL']",
            True,
        ),
        ("", "app.config['TESTING'] = False", True),
    ],
)
def test_settings_by_constants_of_the_extension(imported: str, written: str, is_told: bool) -> None:
    """Flask-Limiter names its settings by constants of its own."""
    files = {"web.py": LIMITED.format(imported, written), "Procfile": "web: gunicorn -w 4 web:app\n"}
    assert bool(check("per-process-state", files)) is is_told


RECORDED = (
    "from flask import Blueprint\nshop = Blueprint('shop', __name__)\nclient = None\n{mark}\ndef connect(state):\n    global client\n    client = dict(state.app.config)\n"
    "@shop.get('/')\ndef show():\n    return str(client)\napp.register_blueprint(shop)\n"
)


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("@shop.record", 0),
        ("@shop.record_once", 0),
        ("@shop.before_request", 1),
        ("class Tape:\n    def record(self, f):\n        return f\ntape = Tape()\n@tape.record", 1),
    ],
)
def test_what_a_blueprint_does_when_it_is_registered(mark: str, told: int) -> None:
    """Each worker registers its blueprints before its first request: what is kept then is the same in all."""
    assert len(check("per-process-state", {**FOUR, "web.py": HEAD + RECORDED.format(mark=mark)})) == told


def test_what_a_blueprint_of_another_file_does_when_it_is_registered() -> None:
    files = {
        "parts.py": "from flask import Blueprint\nshop = Blueprint('shop', __name__)\n",
        "web.py": HEAD
        + RECORDED.format(mark="@shop.record").replace(
            "from flask import Blueprint\nshop = Blueprint('shop', __name__)", "from parts import shop"
        ),
    }
    assert not check("per-process-state", {**FOUR, **files})

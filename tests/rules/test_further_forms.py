"""More forms of mistakes: syntax that the declared Python lacks, answers to every origin, databases that let everyone in, paths that are made at import."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n", "requirements.txt": "flask\ngunicorn\n"}


@pytest.mark.parametrize(
    ("text", "python", "count"),
    [
        ("match app:\n    case 1:\n        pass\n", "3.9", 1),
        ("x = f'{a['b']}'\n", "3.11", 1),
        ("type X = int\n", "3.11", 1),
        ("def f[T](x: T) -> T:\n    return x\n", "3.10", 1),
        ("try:\n    pass\nexcept* ValueError:\n    pass\n", "3.10", 1),
        ("def f(a, /, b):\n    return a\n", "3.7", 1),
        ("def f(\n    a: int,\n    /,\n) -> int:\n    return a\n", "3.7", 1),
        ("x = 'f' + f'{ {1: 2}[a['b']] }'\n", "3.11", 1),
        ('x = f"""{a["b"]} {a["""c"""]}"""\n', "3.11", 1),
        ('x = f"""{{{a["b"]}"""\n', "3.8", 0),
        ("match app:\n    case 1:\n        pass\n", "3.10", 0),
        ("x = f'{a['b']}'\n", "3.12", 0),
        ("x = f\"{a['b']}\"\nmatch = type = 1\n", "3.8", 0),
        ("if (n := 1):\n    pass\n", "3.8", 0),
    ],
)
def test_syntax_of_a_newer_python(text: str, python: str, count: int) -> None:
    files = {**SERVED, "web.py": FLASK + text}
    image = f"FROM python:{python}-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 web:app\n"
    assert len(check("invalid-python", {**files, "runtime.txt": f"python-{python}.4\n"})) == count
    assert len(check("invalid-python", {**files, "Procfile": "", "Dockerfile": image})) == count


def test_no_python_is_declared() -> None:
    assert not check("invalid-python", {**SERVED, "web.py": FLASK + "match app:\n    case 1:\n        pass\n"})


ALLOWED = "response.headers['Access-Control-Allow-Origin'] = "
TRUE = "    response.headers['Access-Control-Allow-Credentials'] = 'true'\n"
KEPT = "import os\nfrom flask import request, session\napp.secret_key = os.environ['K']\n@app.post('/login')\ndef login():\n    session['u'] = 1\n    return ''\n"
AFTER = "@app.after_request\ndef after(response):\n    {}\n{}    return response\n"


@pytest.mark.parametrize(
    ("body", "credentials", "count"),
    [
        (ALLOWED + "request.headers.get('Origin')", TRUE, 1),
        (ALLOWED + "request.headers['Origin']", TRUE, 1),
        (ALLOWED + "request.origin", TRUE, 1),
        (f"origin = request.headers.get('Origin')\n    {ALLOWED}origin", TRUE, 1),
        ("response.headers.add('Access-Control-Allow-Origin', request.environ['HTTP_ORIGIN'])", TRUE, 1),
        (ALLOWED + "request.headers.get('Origin')", "", 0),
        (ALLOWED + "'*'", TRUE, 0),
        (ALLOWED + "'https://shop.example'", TRUE, 0),
        (f"if request.origin in ALLOWED:\n        {ALLOWED}request.origin", TRUE, 0),
    ],
)
def test_origins_that_are_given_back(body: str, credentials: str, count: int) -> None:
    files = {**SERVED, "web.py": FLASK + KEPT + AFTER.format(body, credentials)}
    assert len(check("open-cors", files)) == count


SOCKETS = "from flask_socketio import SocketIO\nfrom flask_login import current_user\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("s = SocketIO(app, cors_allowed_origins='*')\n@s.on('connect')\ndef c():\n    return 'u' in session\n", 1),
        ("s = SocketIO(cors_allowed_origins='*')\ns.init_app(app)\n@s.on('m')\ndef c(d):\n    print(current_user.name)\n", 1),
        ("s = SocketIO()\ns.init_app(app, cors_allowed_origins='*')\n@s.event\ndef m(d):\n    print(session['u'])\n", 1),
        ("s = SocketIO(app, cors_allowed_origins='*')\n@s.on('m')\ndef c(d):\n    s.emit('x', d)\n", 0),
        ("s = SocketIO(app)\n@s.on('connect')\ndef c():\n    return 'u' in session\n", 0),
        ("import os\ns = SocketIO(app, cors_allowed_origins=os.environ['O'])\n@s.on('connect')\ndef c():\n    return 'u' in session\n", 0),
    ],
)  # fmt: skip
def test_sockets_of_every_origin(text: str, count: int) -> None:
    files = {**SERVED, "requirements.txt": "flask\ngunicorn\nflask-socketio\nflask-login\n"}
    assert len(check("open-cors", {**files, "web.py": FLASK + KEPT + SOCKETS + text})) == count


@pytest.mark.parametrize(
    ("allowed", "count"),
    [([{"source": "0.0.0.0/0"}], 1), ([{"source": "203.0.113.4/32"}], 0), ([], 0), (None, 0)],
)
@pytest.mark.parametrize("kind", ["databases", "keyvalue"])
def test_who_is_let_in(kind: str, allowed: list[dict[str, str]] | None, count: int) -> None:
    web = {"type": "web", "name": "x", "runtime": "python", "startCommand": "gunicorn web:app"}
    store = {"name": "store"} if allowed is None else {"name": "store", "ipAllowList": allowed}
    render = {"services": [web], "databases": [store]}
    if kind == "keyvalue":
        render = {"services": [web, {"type": "keyvalue", **store}]}
    files = {"web.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "render.yaml": json.dumps(render)}
    assert len(check("public-data-store", files)) == count


ENGINE = {"app.yaml": "runtime: python313\nentrypoint: gunicorn -b :$PORT web:app\n", "templates/a.html": ""}
PATHS = "import os\nfrom pathlib import Path\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Path('uploads').mkdir(exist_ok=True)\n", 1),
        ("(Path(__file__).parent / 'uploads').mkdir(parents=True)\n", 1),
        ("FOLDER = Path('uploads')\nFOLDER.mkdir(exist_ok=True)\n", 1),
        ("open('x.txt', 'w').write('a')\n", 1),
        ("with open('x.log', 'a') as file:\n    file.write('a')\n", 1),
        ("Path('x.json').write_text('{}')\n", 1),
        ("Path('/tmp/x').mkdir()\n", 0),
        ("Path(os.environ['FOLDER']).mkdir()\n", 0),
        ("try:\n    Path('x').mkdir()\nexcept OSError:\n    pass\n", 0),
        ("Path('templates').mkdir(exist_ok=True)\n", 0),
        ("@app.get('/')\ndef index():\n    open('x', 'w').write('a')\n    return ''\n", 0),
        ("open('x.txt').read()\n", 0),
    ],
)
def test_paths_that_are_made(text: str, count: int) -> None:
    assert len(check("write-at-import", {**ENGINE, "web.py": FLASK + PATHS + text})) == count


CACHED = "@app.post('/word')\ndef put():\n    cache.set('word', request.form['word'])\n    return ''\n@app.get('/word')\ndef word():\n    return cache.get('word')\n"
CACHE = "from flask import request\nfrom flask_caching import Cache\n"
PLAIN = "cache = Cache(app, config={'CACHE_TYPE': 'SimpleCache'})\n"


@pytest.mark.parametrize(
    ("text", "workers", "count"),
    [
        (PLAIN + CACHED, 4, 1),
        ("app.config['CACHE_TYPE'] = 'SimpleCache'\ncache = Cache(app)\n" + CACHED, 4, 1),
        ("app.config.update(CACHE_TYPE='simple')\ncache = Cache()\ncache.init_app(app)\n" + CACHED, 2, 1),
        ("class Config:\n    CACHE_TYPE = 'SimpleCache'\napp.config.from_object(Config)\ncache = Cache(app)\n" + CACHED, 2, 1),
        (PLAIN + CACHED, 1, 0),
        ("cache = Cache(app, config={'CACHE_TYPE': 'RedisCache'})\n" + CACHED, 4, 0),
        (PLAIN + "@app.get('/')\n@cache.cached(60)\ndef index():\n    return ''\n", 4, 0),
        (PLAIN + "@app.get('/')\ndef index():\n    found = cache.get('x') or '1'\n    cache.set('x', found)\n    return found\n", 4, 0),
    ],
)  # fmt: skip
def test_caches_of_one_process(text: str, workers: int, count: int) -> None:
    files = {
        "Procfile": f"web: gunicorn -w {workers} web:app\n",
        "requirements.txt": "flask\ngunicorn\nflask-caching\n",
    }
    assert len(check("per-process-state", {**files, "web.py": FLASK + CACHE + text})) == count


SAVES = "from flask import request, send_from_directory\n@app.post('/')\ndef add():\n    file = request.files['a']\n    file.save({})\n    return ''\n@app.get('/<name>')\ndef show(name):\n    return send_from_directory('static/uploads', name)\n"


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("os.path.join(app.static_folder, 'uploads', file.filename)", 1),
        ("Path(__file__).parent / 'static' / 'uploads' / file.filename", 1),
        ("str(Path('static/uploads') / file.filename)", 1),
        ("FOLDER / file.filename", 1),
        ("Path('/tmp') / file.filename", 0),
        ("Path(os.environ['FOLDER']) / file.filename", 0),
        ("os.path.join(os.environ['FOLDER'], file.filename)", 0),
    ],
)
def test_paths_of_uploads(path: str, count: int) -> None:
    text = FLASK + PATHS + "FOLDER = Path(__file__).parent / 'static' / 'uploads'\n" + SAVES.format(path)
    files = {**SERVED, "app.json": '{"stack": "heroku-24"}', "web.py": text}
    assert len(check("ephemeral-storage", files)) == count

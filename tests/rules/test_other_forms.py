"""Mistakes of several rules in forms that people write less often, each kind with twins of which nothing may be said."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n", "requirements.txt": "flask\ngunicorn\n"}
SEND = "from flask import send_file, send_from_directory\nimport os\nfrom pathlib import Path\n"
VIEW = "@app.get('/<path:name>')\ndef files(name):\n"
HERE = "HERE = os.path.dirname(os.path.abspath(__file__))\n"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SEND + HERE + VIEW + "    return send_from_directory(HERE, name)\n", 1),
        (SEND + VIEW + "    return send_from_directory(Path(__file__).parent, name)\n", 1),
        (SEND + VIEW + "    return send_from_directory(os.getcwd(), name)\n", 1),
        (SEND + VIEW + "    return send_file(name)\n", 1),
        (SEND + HERE + VIEW + "    return send_from_directory(os.path.join(HERE, 'public'), name)\n", 0),
        (SEND + HERE + "@app.get('/')\ndef index():\n    return send_from_directory(HERE, 'index.html')\n", 0),
        (
            SEND
            + VIEW
            + "    if name not in ('a.png', 'b.png'):\n        return '', 404\n    return send_file(name)\n",
            0,
        ),
        (SEND + VIEW + "    return send_file(os.path.join('public', name))\n", 0),
    ],
)
def test_folders_of_the_code(text: str, count: int) -> None:
    assert len(check("project-root-served", {**SERVED, "web.py": FLASK + text})) == count


@pytest.mark.parametrize(
    ("folder", "count"), [("os.path.dirname(__file__)", 1), ("Path(__file__).parent", 1), ("'public'", 0)]
)
def test_static_folders_of_the_code(folder: str, count: int) -> None:
    text = f"import os\nfrom pathlib import Path\nfrom flask import Flask\napp = Flask(__name__, static_folder={folder}, static_url_path='')\n"
    assert len(check("project-root-served", {**SERVED, "web.py": text})) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("from werkzeug.debug import DebuggedApplication\napp.wsgi_app = DebuggedApplication(app.wsgi_app)\n", 1),
        ("import werkzeug.debug\napp.wsgi_app = werkzeug.debug.DebuggedApplication(app.wsgi_app, True)\n", 1),
        ("from werkzeug.debug import DebuggedApplication as D\napp.wsgi_app = D(app.wsgi_app, evalex=True)\n", 1),
        ("from werkzeug.debug import DebuggedApplication as D\nif app.debug:\n    app.wsgi_app = D(app.wsgi_app)\n", 0),
        ("from werkzeug.debug import DebuggedApplication as D\nif __name__ == '__main__':\n    D(app.wsgi_app)\n", 0),
        ("from web2 import DebuggedApplication\nDebuggedApplication(app.wsgi_app)\n", 0),
    ],
)
def test_debuggers(text: str, count: int) -> None:
    assert len(check("debug-tooling", {**SERVED, "web.py": FLASK + text, "web2.py": "class DebuggedApplication:\n    pass\n"})) == count  # fmt: skip


LIMITED = "from flask_limiter import Limiter\nlimiter = Limiter(lambda: 'x', app=app)\n@app.post('/login')\n@limiter.limit('3/minute')\ndef login():\n    return ''\n"
OFF = "app.config['RATELIMIT_ENABLED'] = "


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{OFF}False\n{LIMITED}", 1),
        ("class Config:\n    RATELIMIT_ENABLED = False\napp.config.from_object(Config)\n" + LIMITED, 1),
        ("app.config.update(RATELIMIT_ENABLED=False)\n" + LIMITED, 1),
        (f"{OFF}False\n", 0),
        (f"{OFF}True\n{LIMITED}", 0),
        (f"import os\n{OFF}os.environ.get('LIMITS') == '1'\n{LIMITED}", 0),
    ],
)
def test_limits_that_are_off(text: str, count: int) -> None:
    assert len(check("testing-setting", {**SERVED, "web.py": FLASK + text})) == count


@pytest.mark.parametrize(
    ("command", "count"),
    [
        ("OAUTHLIB_INSECURE_TRANSPORT=1 gunicorn web:app", 1),
        ("env OAUTHLIB_INSECURE_TRANSPORT=1 gunicorn web:app", 1),
        ("export OAUTHLIB_INSECURE_TRANSPORT=1 && gunicorn web:app", 1),
        ("gunicorn web:app", 0),
        ("OAUTHLIB_INSECURE_TRANSPORT= gunicorn web:app", 0),
    ],
)
def test_variables_of_commands(command: str, count: int) -> None:
    files = {**SERVED, "web.py": FLASK, "Procfile": f"web: {command}\n"}
    assert len(check("insecure-oauth-transport", files)) == count


NGROK = "from pyngrok import ngrok\n"


@pytest.mark.parametrize(
    ("text", "command", "count"),
    [
        (NGROK + "ngrok.connect(5000)\n", "gunicorn web:app", 1),
        ("import pyngrok.ngrok as n\nurl = n.connect(5000).public_url\n", "gunicorn web:app", 1),
        ("from flask_ngrok import run_with_ngrok\nrun_with_ngrok(app)\nif __name__ == '__main__':\n    app.run()\n", "python web.py", 1),
        ("from flask_ngrok import run_with_ngrok\nrun_with_ngrok(app)\n", "gunicorn web:app", 0),
        (NGROK + "import os\nif os.environ.get('TUNNEL'):\n    ngrok.connect(5000)\n", "gunicorn web:app", 0),
        (NGROK + "if __name__ == '__main__':\n    ngrok.connect(5000)\n", "gunicorn web:app", 0),
    ],
)  # fmt: skip
def test_tunnels_that_are_opened(text: str, command: str, count: int) -> None:
    files = {**SERVED, "web.py": FLASK + text, "Procfile": f"web: {command}\n"}
    assert len(check("tunnel-url", files)) == count


PAGE = "from flask import render_template\nNAME = 'gone.html'\n@app.get('/')\ndef index():\n    {}\n"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("name = 'gone.html'\n    return render_template(name)", 1),
        ("return render_template(NAME)", 1),
        ("return render_template('gone.html' if app.name else 'there.html')", 1),
        ("name = 'there.html'\n    return render_template(name)", 0),
        ("name = 'gone.html'\n    name = 'there.html'\n    return render_template(name)", 0),
        ("for name in ('gone.html',):\n        return render_template(name)", 0),
    ],
)
def test_names_of_templates(body: str, count: int) -> None:
    files = {**SERVED, "web.py": FLASK + PAGE.format(body), "templates/there.html": ""}
    assert len(check("missing-template", files)) == count


@pytest.mark.parametrize(
    ("call", "count"),
    [
        ("app.send_static_file('gone.html')", 1),
        ("current_app.send_static_file('pages/gone.html')", 1),
        ("app.send_static_file('there.html')", 0),
        ("site.send_static_file('gone.html')", 1),
        ("application.send_static_file('gone.html')", 0),
        ("bp.send_static_file('gone.html')", 0),
        ("app.send_static_file(name)", 0),
    ],
)
def test_static_files_that_are_sent(call: str, count: int) -> None:
    text = (
        FLASK
        + "from flask import current_app, Blueprint\nfrom bottles import application\nsite = app\nbp = Blueprint('x', __name__)\n"
        + f"@app.get('/<name>')\ndef index(name):\n    return {call}\n"
    )
    assert len(check("missing-static-file", {**SERVED, "web.py": text, "static/there.html": ""})) == count


EMPTIES = "from web import app, db\nwith app.app_context():\n    {}\n    db.session.commit()\n"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("for t in reversed(db.metadata.sorted_tables):\n        db.session.execute(t.delete())", 1),
        ("for t in db.metadata.sorted_tables:\n        db.session.execute(t.delete())", 1),
        ("tables = 1\n    for table in db.Model.metadata.sorted_tables:\n        db.engine.execute(table.delete())", 1),
        ("for t in db.metadata.sorted_tables:\n        print(t.name)", 0),
        ("for t in db.metadata.sorted_tables:\n        db.session.execute(t.select())", 0),
    ],
)
def test_tables_that_are_emptied_in_a_loop(body: str, count: int) -> None:
    web = FLASK + "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\n"
    files = {**SERVED, "web.py": web, "seed.py": EMPTIES.format(body)}
    files["Procfile"] = "release: python seed.py\nweb: gunicorn web:app\n"
    assert len(check("destructive-seed", files)) == count


@pytest.mark.parametrize(
    ("command", "text", "count"),
    [
        ("python shop/fill.py", "from .models import x\n", 1),
        ("python shop/fill.py", "from . import models\n", 1),
        ("cd shop && python fill.py", "import os\nfrom .models import x\n", 1),
        ("python -m shop.fill", "from .models import x\n", 0),
        ("python shop/fill.py", "try:\n    from .models import x\nexcept ImportError:\n    from models import x\n", 0),
        ("python shop/fill.py", "def main():\n    from .models import x\n", 0),
    ],
)
def test_relative_imports_of_scripts(command: str, text: str, count: int) -> None:
    files = {**SERVED, "web.py": FLASK, "shop/__init__.py": "", "shop/models.py": "x = 1\n", "shop/fill.py": text}
    files["Procfile"] = f"release: {command}\nweb: gunicorn web:app\n"
    assert len(check("script-run-by-path", files)) == count

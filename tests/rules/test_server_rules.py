"""Look-alikes and odd forms for the rules of the start command."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REQUIREMENTS = "Flask==3.1.2\ngunicorn==23.0.0\n"
MAIN = FLASK + "if __name__ == '__main__':\n    app.run()\n"
DOCKER = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn waitress uvicorn\n"


def procfile(command: str, **files: str) -> dict[str, str | bytes]:
    return {"app.py": MAIN, "requirements.txt": REQUIREMENTS, "Procfile": f"web: {command}\n", **files}


def docker(command: str, **files: str) -> dict[str, str | bytes]:
    return {"app.py": MAIN, "Dockerfile": DOCKER + command + "\n", **files}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (procfile("python app.py"), 1),
        (procfile("python3 -u app.py"), 1),
        (procfile("flask run --host 0.0.0.0 --port $PORT"), 1),
        (procfile("python -m flask --app app run"), 1),
        (procfile("bash start.sh", **{"start.sh": "set -e\nexec flask run\n"}), 1),
        (docker('CMD ["python", "app.py"]'), 1),
        (docker('ENTRYPOINT ["python"]\nCMD ["app.py"]'), 1),
        (docker("CMD sh -c 'flask run --host=0.0.0.0'"), 1),
        (procfile("gunicorn app:app"), 0),
        (docker('CMD ["flask", "run"]\nCMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]'), 0),
        (docker('HEALTHCHECK CMD flask run\nCMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]'), 0),
        (procfile("python bot.py", **{"bot.py": "print('no server')\n"}), 0),
        (
            procfile(
                "bash start.sh",
                **{"start.sh": 'case "$1" in\n dev) flask run ;;\n *) exec gunicorn app:app ;;\nesac\n'},
            ),
            0,
        ),
        (
            procfile(
                "python serve.py",
                **{
                    "serve.py": "from gevent.pywsgi import WSGIServer\nfrom app import app\nWSGIServer(('', 80), app).serve_forever()\n"
                },
            ),
            0,
        ),
    ],
)
def test_development_server(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("development-server", files)) == found


@pytest.mark.parametrize(
    ("requirements", "found"),
    [
        ("flask\n", 1),
        ("flask\ngunicorn ; sys_platform == 'win32'\n", 1),
        ("flask\nwaitress\n", 0),
        ("flask\nuWSGI\n", 0),
        ("flask\ngevent\n", 0),
        ("flask\ngunicorn[gevent]==23\n", 0),
        ("flask\ngit+https://github.com/benoitc/gunicorn.git#egg=gunicorn\n", 0),
        ("flask\nhypercorn\nasgiref\n", 0),
        ("flask\n-r other.txt\n", 0),
    ],
)
def test_missing_wsgi_server(requirements: str, found: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": requirements, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("missing-wsgi-server", files)) == found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_server_in_an_odd_encoding_is_seen(encoding: str) -> None:
    files = {"app.py": FLASK, "requirements.txt": REQUIREMENTS.encode(encoding), "Procfile": "web: gunicorn app:app\n"}
    assert check("missing-wsgi-server", files) == []


def test_without_host_and_command_a_missing_server_is_a_warning() -> None:
    assert check("missing-wsgi-server", {"app.py": FLASK, "requirements.txt": "flask\n"}) == [
        ("requirements.txt", 0, "warning")
    ]


@pytest.mark.parametrize("host", ["azure", "pythonanywhere", "passenger"])
def test_hosts_that_bring_a_server(host: str) -> None:
    assert check("missing-wsgi-server", {"app.py": FLASK, "requirements.txt": "flask\n"}, hosts=(host,)) == []


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("alembic upgrade head && gunicorn app:app", 1),
        ("celery -A app worker & gunicorn app:app", 1),
        ("uvicorn app:app", 1),
        ("/usr/bin/alembic upgrade head && gunicorn app:app", 0),
        ("unknown-tool && gunicorn app:app", 0),
        ("alembic upgrade head || true; gunicorn app:app", 0),
        ('if [ -n "$MIGRATE" ]; then alembic upgrade head; fi; gunicorn app:app', 0),
    ],
)
def test_command_not_installed(command: str, found: int) -> None:
    assert len(check("command-not-installed", procfile(command))) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("CMD gunicorn --bind=localhost:8000 app:app", 1),
        ('CMD ["gunicorn", "-b", "127.0.0.1", "app:app"]', 1),
        ("CMD gunicorn -b [::1]:8000 app:app", 1),
        ("CMD waitress-serve --host=127.0.0.1 app:app", 1),
        ("CMD uvicorn app:app", 1),
        ("CMD flask run", 1),
        ("ENV PORT=8000\nCMD gunicorn app:app", 0),
        ("CMD gunicorn -b :8000 app:app", 0),
        ("CMD gunicorn -b unix:/tmp/app.sock app:app", 0),
        ("CMD waitress-serve app:app", 0),
        ("CMD gunicorn -b 0.0.0.0:${PORT:-8000} app:app", 0),
        ("CMD nginx && gunicorn -b 127.0.0.1:8000 app:app", 0),
    ],
)
def test_loopback_bind(command: str, found: int) -> None:
    assert len(check("loopback-bind", docker(command))) == found


def test_a_configuration_file_binds() -> None:
    files = docker('CMD ["gunicorn", "app:app"]', **{"gunicorn.conf.py": "bind = '127.0.0.1:8000'\n"})
    assert check("loopback-bind", files) == [("gunicorn.conf.py", 1, "error")]


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("gunicorn --bind 0.0.0.0:5000 app:app", 1),
        ("gunicorn -b :8080 app:app", 1),
        ("flask run -h 0.0.0.0 -p 5000", 1),
        ("gunicorn app:app", 0),
        ("gunicorn -b 0.0.0.0:$PORT app:app", 0),
        ("gunicorn -b 0.0.0.0:${PORT:-5000} app:app", 0),
        ("sh -c 'gunicorn -b :${PORT} app:app'", 0),
        ("gunicorn -b unix:app.sock app:app", 0),
    ],
)
def test_fixed_port(command: str, found: int) -> None:
    assert len(check("fixed-port", procfile(command))) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("app.run()\n", 1),
        ("app.run(host='0.0.0.0')\n", 1),
        ("from flask_socketio import SocketIO\nsocketio = SocketIO(app)\nsocketio.run(app)\n", 1),
        ("def main():\n    app.run()\n", 0),
        ("if __name__ == '__main__':\n    app.run()\n", 0),
        ("import os\nif os.environ.get('DEV'):\n    app.run()\n", 0),
        ("from shop import create_app\ncreate_app().run()\n", 1),
        ("from shop import BootstrapApp\nBootstrapApp().run()\n", 0),  # a task of that name
        ("import asyncio\nasyncio.run(None)\n", 0),
        ("import subprocess\nsubprocess.run(['x'])\n", 0),
        ("try:\n    pass\nexcept ValueError:\n    app.run()\n", 0),
    ],
)
def test_unguarded_run(code: str, found: int) -> None:
    files = {"app.py": FLASK + code, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("unguarded-run", files)) == found


@pytest.mark.parametrize(
    ("command", "files", "found"),
    [
        ("gunicorn 'shop:create_app()'", {}, 0),
        ("gunicorn shop:create_app", {}, 1),
        ("waitress-serve --call shop:create_app", {}, 0),
        ("uvicorn --factory shop:create_app", {}, 0),
        ("uwsgi --http :8000 --module shop:create_app", {}, 1),
    ],
)
def test_uncalled_factory(command: str, files: dict[str, str], found: int) -> None:
    shop = "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n"
    assert len(check("uncalled-factory", {"shop.py": shop, "Procfile": f"web: {command}\n", **files})) == found


@pytest.mark.parametrize(
    ("command", "files", "found"),
    [
        ("flask db upgrade", {}, 1),
        ("flask --app run db upgrade", {}, 0),
        ("flask -A run:app db upgrade", {}, 0),
        ("FLASK_APP=run.py flask db upgrade", {}, 0),
        ("FLASK_APP=wrong.py flask db upgrade", {}, 1),
        ("export FLASK_APP=run && flask db upgrade", {}, 0),
        ("flask db upgrade", {".flaskenv": "FLASK_APP=run.py\n"}, 0),
        ("flask db upgrade", {".flaskenv": "FLASK_APP=run.py\n", ".env": "FLASK_APP=wrong\n"}, 1),
        ("flask db upgrade", {"wsgi.py": "from run import app\n"}, 0),
        ("FLASK_APP=$MODULE flask db upgrade", {}, 0),
    ],
)
def test_unresolved_flask_app(command: str, files: dict[str, str], found: int) -> None:
    all_files = {
        "run.py": FLASK,
        "requirements.txt": REQUIREMENTS,
        "Procfile": f"release: {command}\nweb: gunicorn run:app\n",
        **files,
    }
    assert len(check("unresolved-flask-app", all_files)) == found


@pytest.mark.parametrize(
    ("command", "loopback", "fixed"),
    [
        ("gunicorn -b 127.0.0.1:8000 -b 0.0.0.0:$PORT app:app", 0, 0),
        ("gunicorn --bind=0.0.0.0:$PORT --bind=127.0.0.1:9000 app:app", 0, 0),
        ("gunicorn -b 0.0.0.0:9000 -b :$PORT app:app", 0, 0),
        ("gunicorn -b unix:/tmp/shop.sock -b 127.0.0.1:$PORT app:app", 1, 0),
        ("gunicorn -b 127.0.0.1:8000 -b localhost:9000 app:app", 2, 2),
        ("gunicorn -b 0.0.0.0:9000 -b 127.0.0.1:$PORT app:app", 0, 1),
    ],
)
def test_gunicorn_listens_on_each_of_several_addresses(command: str, loopback: int, fixed: int) -> None:
    assert len(check("loopback-bind", procfile(command))) == loopback
    assert len(check("fixed-port", procfile(command))) == fixed

"""What start commands start."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.code.modules import Code
from flaskcheck.facts.services import Command
from flaskcheck.files.layout import FolderView
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import Place
from flaskcheck.hosts.index import HOMES
from flaskcheck.servers.server import Bind, Server, flask_command, parse_address
from flaskcheck.servers.which import parse_target, server_of
from flaskcheck.shell.follow import follow

Variables = dict[str, "str | None"]


def servers(text: str, files: dict[str, str] | None = None, variables: Variables | None = None) -> list[Server]:
    tree = MemoryTree(files or {})
    view = FolderView(tree, aliases=HOMES)
    command = Command(text, "start", Place("Procfile", 1, 1, 1, len(text) + 1))

    known, code = variables or {}, Code(tree)
    made = (server_of(i, view, tree, known, code) for i in follow(command, view, tree, known))
    return [server for server in made if server is not None]


def server(text: str, files: dict[str, str] | None = None, variables: Variables | None = None) -> Server:
    (found,) = servers(text, files, variables)
    return found


def addresses(found: Server) -> list[tuple[str, str]]:
    return [(bind.address, bind.origin) for bind in found.binds]


CONFIG = """\
import multiprocessing
import os

port = os.environ.get("PORT", "8080")
bind = f"0.0.0.0:{port}"
workers = int(os.getenv("WEB_CONCURRENCY", 3))
threads = multiprocessing.cpu_count() * 2
worker_class = "gevent"
preload_app = True
wsgi_app = "run:create_app()"
timeout = 90
nonsense = 3
"""


@pytest.mark.parametrize(
    ("text", "files", "variables", "expected"),
    [
        # gunicorn: command line > GUNICORN_CMD_ARGS > gunicorn.conf.py > PORT > 127.0.0.1:8000
        ("gunicorn a:b", {}, {}, [("127.0.0.1:8000", "default")]),
        ("gunicorn a:b", {}, {"PORT": "5000"}, [("0.0.0.0:5000", "environment")]),
        ("gunicorn a:b", {}, {"PORT": None}, [("0.0.0.0:$PORT", "environment")]),
        ("PORT=81 gunicorn a:b", {}, {"PORT": "5000"}, [("0.0.0.0:81", "environment")]),
        ("gunicorn a:b", {"gunicorn.conf.py": CONFIG}, {"PORT": "5000"}, [("0.0.0.0:5000", "config")]),
        ("gunicorn a:b", {"gunicorn.conf.py": CONFIG}, {}, [("0.0.0.0:${PORT:-8080}", "config")]),
        ("gunicorn a:b", {"gunicorn.conf.py": CONFIG}, {"GUNICORN_CMD_ARGS": "--bind=:1 -w 2"}, [("0.0.0.0:1", "environment")]),
        ("gunicorn -b :9 a:b", {"gunicorn.conf.py": CONFIG}, {"GUNICORN_CMD_ARGS": "--bind=:1"}, [("0.0.0.0:9", "command")]),
        ("gunicorn a:b", {"gunicorn_config.py": CONFIG}, {}, [("127.0.0.1:8000", "default")]),
        ("gunicorn -c gunicorn_config.py a:b", {"gunicorn_config.py": CONFIG}, {"PORT": "1"}, [("0.0.0.0:1", "config")]),
        ("gunicorn -c file:x/g.py a:b", {"x/g.py": "bind = '127.0.0.1:1'"}, {}, [("127.0.0.1:1", "config")]),
        ("gunicorn -c python:x.g a:b", {"x/g.py": "bind = ['h:1', '[::1]:2', 'unix:/s']"}, {}, [("h:1", "config"), ("[::1]:2", "config"), ("unix:/s", "config")]),
        ("GUNICORN_CMD_ARGS='-c g.py' gunicorn a:b", {"g.py": "bind = 'x:1'"}, {}, [("x:1", "config")]),
        ("cd sub && gunicorn a:b", {"gunicorn.conf.py": CONFIG, "sub/x": ""}, {}, [("127.0.0.1:8000", "default")]),
        ("gunicorn --chdir sub a:b", {"gunicorn.conf.py": CONFIG, "sub/x": ""}, {"PORT": "1"}, [("0.0.0.0:1", "config")]),
        ("gunicorn -c nope.py a:b", {}, {"PORT": "1"}, []),
        ("gunicorn -c g.py a:b", {"g.py": "def broken("}, {}, []),
        ("gunicorn a:b", {"gunicorn.conf.py": "import os\nif os.environ.get('X'):\n    bind = ':1'\n"}, {}, [("$bind:$bind", "config")]),
        ("gunicorn a:b", {"gunicorn.conf.py": "bind = make()"}, {}, [("$bind:$bind", "config")]),
        ("gunicorn a:b", {"gunicorn.conf.py": "import os\nbind = ':' + (os.environ.get('PORT') or '80')"}, {}, [("0.0.0.0:${PORT:-80}", "config")]),
        ("gunicorn a:b", {"gunicorn.conf.py": "import os\nbind = '0.0.0.0:' + os.environ['PORT']"}, {}, [("0.0.0.0:${PORT}", "config")]),
        ("gunicorn -b 0.0.0.0 -b unix:/x.sock -b fd://3 a:b", {}, {}, [("0.0.0.0:8000", "command"), ("unix:/x.sock", "command"), ("fd://3", "command")]),
        ("gunicorn --bin=[::]:$PORT a:b", {}, {}, [("[::]:$PORT", "command")]),
        ("gunicorn -b ${BIND:-127.0.0.1:80} a:b", {}, {}, [("127.0.0.1:80", "command")]),
        ("gunicorn -b $HOST:${PORT:-80} a:b", {}, {}, [("$HOST:${PORT:-80}", "command")]),
        ("gunicorn -b localhost a:b", {}, {}, [("localhost:8000", "command")]),
        # others
        ("waitress-serve a:b", {}, {"PORT": "5000"}, [("0.0.0.0:8080", "default")]),
        ("waitress-serve --port=$PORT --host 127.0.0.1 a:b", {}, {}, [("127.0.0.1:$PORT", "command")]),
        ("waitress-serve --listen=*:80 --listen='[::1]:81' a:b", {}, {}, [("0.0.0.0:80", "command"), ("[::1]:81", "command")]),
        ("waitress-serve --unix-socket=/x.sock a:b", {}, {}, [("unix:/x.sock", "command")]),
        ("uvicorn a:b", {}, {}, [("127.0.0.1:8000", "default")]),
        ("uvicorn a:b --host 0.0.0.0 --port ${PORT:-80}", {}, {}, [("0.0.0.0:${PORT:-80}", "command")]),
        ("uvicorn a:b --uds /x", {}, {}, [("unix:/x", "command")]),
        ("hypercorn a:b", {}, {}, [("127.0.0.1:8000", "default")]),
        ("hypercorn -b 0.0.0.0:80 --bind '[::]:81' a:b", {}, {}, [("0.0.0.0:80", "command"), ("[::]:81", "command")]),
        ("hypercorn -c x.toml a:b", {}, {}, []),
        ("granian --interface wsgi a:b", {}, {}, [("127.0.0.1:8000", "default")]),
        ("granian a:b", {}, {"GRANIAN_HOST": "0.0.0.0", "GRANIAN_PORT": None}, [("0.0.0.0:$GRANIAN_PORT", "environment")]),
        ("daphne -b 0.0.0.0 -p 80 a:b", {}, {}, [("0.0.0.0:80", "command")]),
        ("cheroot a:b --bind 0.0.0.0:80", {}, {}, [("0.0.0.0:80", "command")]),
        ("mod_wsgi-express start-server x.wsgi --port 80", {}, {}, [("0.0.0.0:80", "command")]),
        ("flask run", {}, {"PORT": "80"}, [("127.0.0.1:5000", "default")]),
        ("flask run -h 0.0.0.0 --port=$PORT", {}, {}, [("0.0.0.0:$PORT", "command")]),
        ("FLASK_RUN_HOST=:: flask run", {}, {"FLASK_RUN_PORT": "80"}, [("[::]:80", "environment")]),
        ("flask run -p 1", {}, {"FLASK_RUN_PORT": "80"}, [("127.0.0.1:1", "command")]),
        ("uwsgi --http-socket :80 -s /x.sock --socket 127.0.0.1:3031 -w a:b", {}, {}, [("0.0.0.0:80", "command"), ("unix:/x.sock", "command"), ("127.0.0.1:3031", "command")]),
        ("uwsgi --http=8000 -w a:b", {}, {}, [("0.0.0.0:8000", "command")]),
    ],
)  # fmt: skip
def test_binds(text: str, files: dict[str, str], variables: Variables, expected: list[tuple[str, str]]) -> None:
    assert addresses(server(text, files, variables)) == expected


INI = """\
[other]
module = no:no
[uwsgi]
; a comment
base = /srv
chdir = %(base)/shop
module = wsgi
callable = app
master = true
processes = 5
http = :$(PORT)
socket = /run/shop.sock
pythonpath = lib
need-app = false
die-on-term
"""


@pytest.mark.parametrize(
    ("text", "files", "fields"),
    [
        ("gunicorn run", {}, {"target": "run:application", "target_text": "run", "target_words": ()}),
        ("gunicorn run app:app", {}, {"target": "run:application", "target_words": ("app:app",)}),
        ("gunicorn 'a:create_app(\"x\")'", {}, {"target": 'a:create_app("x")', "kind": "wsgi", "program": "gunicorn"}),
        ("gunicorn $APP", {}, {"target": "", "target_text": "$APP"}),
        ("gunicorn ${APP:-run:app}", {}, {"target": "run:app"}),
        ("gunicorn ${APP:-run}", {}, {"target": "run"}),
        ("cd $X && gunicorn a:b", {}, {"target": "", "target_text": "a:b"}),
        ("gunicorn --chdir $X a:b", {}, {"target": "", "chdir": ""}),
        ("gunicorn", {"gunicorn.conf.py": CONFIG}, {"target": "run:create_app()", "workers": None, "worker_class": "gevent", "threads": None, "preload": True, "timeout": 90, "config": "gunicorn.conf.py"}),
        ("WEB_CONCURRENCY=2 gunicorn", {"gunicorn.conf.py": CONFIG}, {"workers": 2}),
        ("WEB_CONCURRENCY=2 gunicorn a:b", {}, {"workers": 2, "threads": 1, "timeout": 30, "worker_class": "sync"}),
        ("gunicorn -w4 --thread 8 -t0 -k gevent --preload --reload -D a:b", {}, {"workers": 4, "threads": 8, "timeout": 0, "worker_class": "gevent", "preload": True, "reload": True, "daemon": True}),
        ("gunicorn -k gunicorn.workers.ggevent.GeventWorker a:b", {}, {"worker_class": "gevent"}),
        ("gunicorn -k uvicorn.workers.UvicornWorker a:b", {}, {"worker_class": "uvicorn.workers.UvicornWorker"}),
        ("gunicorn -w $N a:b", {}, {"workers": None}),
        ("gunicorn -c nope.py a:b", {}, {"config": "", "config_missing": "nope.py", "target": "a:b", "workers": None}),
        ("gunicorn -c /etc/g.py a:b", {}, {"config_missing": ""}),
        ("gunicorn -c $C a:b", {}, {"config_missing": ""}),
        ("cd sub && gunicorn --chdir=../x a:b --pythonpath 'lib, /srv/l'", {"sub/y": ""}, {"chdir": "/app/x", "python_paths": ("/app/x/lib", "/srv/l", "/app/sub"), "folders": ("/app/x", "/app/x/lib", "/srv/l", "/app/sub")}),
        ("PYTHONPATH=src:/lib gunicorn a:b", {}, {"python_paths": ("/app/src", "/lib")}),
        ("gunicorn --paste x.ini", {}, {"target": "", "loader": "paste"}),
        ("gunicorn a:b --new-flag --other 3", {}, {"target": "a:b", "unknown": ("--new-flag", "--other", "3")}),
        ("gunicorn --brand-new value a:b", {}, {"target": "a:b", "unknown": ("--brand-new",)}),
        ("gunicorn a:b -w 2 extra", {}, {"target": "a:b", "unknown": ("extra",)}),
        ("gunicorn a:b -- -w 2", {}, {"target": "a:b", "workers": 1}),
        ("waitress-serve --call pkg:create_app", {}, {"program": "waitress", "target": "pkg:create_app", "factory": True, "workers": 1, "threads": 4}),
        ("python -m waitress --threads=8 a:b", {}, {"program": "waitress", "threads": 8, "factory": False}),
        ("uvicorn --factory m:f --workers 3 --reload --app-dir src", {}, {"factory": True, "workers": 3, "reload": True, "python_paths": ("/app/src",)}),
        ("hypercorn src/shop:app -w 2 -k uvloop", {}, {"target": "src/shop:app", "workers": 2, "worker_class": "uvloop", "folders": ("/app/src", "/app")}),
        ("granian --interface wsgi --factory --workers 2 --working-dir back m:f", {}, {"factory": True, "workers": 2, "worker_class": "wsgi", "chdir": "/app/back"}),
        ("mod_wsgi-express start-server conf/x.wsgi --processes 3", {"conf/x.wsgi": ""}, {"program": "mod_wsgi", "target": "conf.x:application", "script": "conf/x.wsgi", "workers": 3}),
        ("mod_wsgi-express start-server --application-type module a.b --callable-object app", {}, {"target": "a.b:app"}),
        ("uwsgi --ini u.ini", {"u.ini": INI}, {"program": "uwsgi", "target": "wsgi:app", "chdir": "/srv/shop", "workers": 5, "config": "u.ini", "python_paths": ("/srv/shop/lib",), "need_app": False, "preload": True}),
        ("uwsgi u.ini --need-app --lazy-apps", {"u.ini": INI}, {"need_app": True, "preload": False}),
        ("uwsgi --ini u.ini:live", {"u.ini": "[uwsgi]\nmodule = a:b\n[live]\nmodule = c:d\nprocesses = 3\n"}, {"target": "c:d", "workers": 3}),
        ("uwsgi u.ini:live", {"u.ini": "[live]\nmodule = c:d\n[uwsgi]\nmodule = a:b\n"}, {"target": "c:d"}),
        ("uwsgi --ini u.ini:", {"u.ini": "[live]\nmodule = c:d\n[uwsgi]\nmodule = a:b\n"}, {"target": "a:b"}),
        ("uwsgi --yaml u.yaml:live", {"u.yaml": "uwsgi:\n  module: a:b\nlive:\n  module: c:d\n"}, {"target": "c:d"}),
        ("uwsgi u.ini:absent", {"u.ini": "[uwsgi]\nmodule = a:b\n"}, {"target": "", "config": "u.ini"}),
        ("uwsgi nope.ini", {}, {"target": "", "config": "", "config_missing": "nope.ini"}),
        ("uwsgi --wsgi-file src/run.py --callable app -p 4 --gevent 100 --py-autoreload=1 -d /x", {"src/run.py": ""}, {"target": "src.run:app", "script": "src/run.py", "workers": 4, "worker_class": "gevent", "reload": True, "daemon": True}),
        ("uwsgi --wsgi-file /app/run.py", {"run.py": ""}, {"target": "run:application", "script": "run.py"}),
        ("uwsgi run.py", {"run.py": ""}, {"target": "run:application"}),
        ("uwsgi --mount /=shop:app --http :1", {}, {"target": "shop:app"}),
        ("uwsgi --mount /=run.py --callable app", {"run.py": ""}, {"target": "run:app"}),
        ("uwsgi x.yaml", {"x.yaml": "uwsgi:\n  module: 'a:b'\n  processes: 3\nother:\n  module: c\n"}, {"target": "a:b", "workers": 3}),
        ("uwsgi --json x.json", {"x.json": '{"uwsgi": {"module": "a:b", "processes": 3, "master": true}}'}, {"target": "a:b", "workers": 3}),
        ("uwsgi --xml x.xml", {"x.xml": "<uwsgi>\n<module>a:b</module><master/></uwsgi>"}, {"target": "a:b"}),
        ("flask --app shop:make --debug run", {}, {"program": "flask", "kind": "development", "target": "shop:make", "debug": True}),
        ("flask --debug run --no-debug", {}, {"debug": False}),
        ("flask run --debug --reload", {}, {"debug": True, "reload": True}),
        ("python -m flask -A shop run", {}, {"target": "shop"}),
        ("python -u app.py --port 1", {"app.py": ""}, {"program": "python", "kind": "script", "script": "app.py"}),
        ("python manage.py runserver", {"manage.py": ""}, {"kind": "script", "script": "manage.py"}),
        ("./manage.py runserver", {"manage.py": "#!/usr/bin/env python3\n"}, {"kind": "script", "script": "manage.py"}),
        ("python -m shop.serve", {"shop/serve.py": ""}, {"kind": "script", "script": "shop/serve.py"}),
        ("python -m shop", {"shop/__main__.py": ""}, {"kind": "script", "script": "shop/__main__.py"}),
        ("celery -A shop.tasks worker -c 2", {}, {"kind": "worker", "program": "celery", "target": "shop.tasks", "workers": 2}),
        ("celery --app=shop beat", {}, {"kind": "worker", "target": "shop"}),
        ("rq worker high", {}, {"kind": "worker", "target": ""}),
        ("huey_consumer.py shop.huey", {}, {"kind": "worker", "program": "huey_consumer", "target": "shop.huey"}),
        ("dramatiq shop", {}, {"kind": "worker", "target": "shop"}),
    ],
)  # fmt: skip
def test_servers(text: str, files: dict[str, str], fields: dict[str, Any]) -> None:
    found = server(text, files)
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "flask db upgrade",
        "flask --help",
        "python -c 'x'",
        "python nope.py",
        "python -m pip install x",
        "python -m http.server",
        "pip install gunicorn",
        "celery -A x inspect ping",
        "uwsgi --version",
        "mod_wsgi-express install-module",
        "rq info",
        "nginx -g 'daemon off;'",
    ],
)
def test_no_servers(text: str) -> None:
    assert servers(text) == []


def test_places_of_what_is_given() -> None:
    found = server("gunicorn -b 0.0.0.0:$PORT --bind=:81 -b:82 'wsgi:app'")
    assert found.target_place == Place("Procfile", 1, 45, 1, 53)
    assert [bind.place for bind in found.binds] == [
        Place("Procfile", 1, 13, 1, 26),
        Place("Procfile", 1, 34, 1, 37),
        Place("Procfile", 1, 40, 1, 43),
    ]
    assert [(o.name, o.value) for o in found.options] == [("bind", "0.0.0.0:$PORT"), ("bind", ":81"), ("bind", ":82")]
    assert found.place == Place("Procfile", 1, 1, 1, 54)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("from conf import bind\n", "127.0.0.1:77"),
        ("import conf\nbind = conf.bind\n", "127.0.0.1:77"),
        ("import os\ndef where():\n    return '0.0.0.0:' + os.environ.get('PORT', '5')\nbind = where()\n", "0.0.0.0:${PORT:-5}"),
        ("import os\nPORT = os.getenv('PORT')\nbind = f':{PORT}' if PORT else ':8000'\n", "0.0.0.0:${PORT:-8000}"),
        ("import os\nif os.getenv('PORT'):\n    bind = ':' + os.environ['PORT']\nelse:\n    bind = ':80'\n", "0.0.0.0:${PORT:-80}"),
        ("import os\nbind = (os.getenv('BIND') or ' :5 ').strip()\n", "0.0.0.0:5"),
        ("import os\nbind = ':{}'.format(os.getenv('PORT'))\n", "0.0.0.0:${PORT}"),
        ("import os\nbind = ':' + os.getenv('A', os.getenv('B', '1'))\n", "0.0.0.0:${A:-${B:-1}}"),
        ("ADDRESSES = {'web': ':9'}\nbind = ADDRESSES['web']\n", "0.0.0.0:9"),
        ("if __name__ == '__main__':\n    bind = ':1'\n", "127.0.0.1:8000"),
        ("import socket\nif socket.gethostname() == 'x':\n    bind = ':1'\n", "$bind:$bind"),
        ("import os\nbind = ':1' if os.getenv('X') else ':2'\n", "$bind:$bind"),
    ],
)  # fmt: skip
def test_configuration_files_are_evaluated_like_all_python(config: str, expected: str) -> None:
    found = server("gunicorn a:b", {"gunicorn.conf.py": config, "conf.py": "bind = '127.0.0.1:77'\n"})
    assert [bind.address for bind in found.binds] == [expected]


def test_places_in_configuration_files() -> None:
    found = server("gunicorn", {"gunicorn.conf.py": CONFIG})
    assert found.binds[0].place == Place("gunicorn.conf.py", 5, 8, 5, 25)
    assert found.target_place == Place("gunicorn.conf.py", 10, 12, 10, 30)
    uwsgi = server("uwsgi u.ini", {"u.ini": INI}, {"PORT": "80"})
    assert uwsgi.target_place == Place("u.ini", 7, 10, 7, 14)
    assert [(b.address, b.place) for b in uwsgi.binds] == [
        ("0.0.0.0:80", Place("u.ini", 11, 8, 11, 16)),
        ("unix:/run/shop.sock", Place("u.ini", 12, 10, 12, 24)),
    ]
    assert server("uwsgi x.json", {"x.json": '{"uwsgi": {"module": "a:b"}}'}).target_place == Place(
        "x.json", 1, 23, 1, 26
    )


@pytest.mark.parametrize(
    ("text", "host", "port", "default", "loopback"),
    [
        ("0.0.0.0:80", "0.0.0.0", 80, 80, False),
        (":80", "0.0.0.0", 80, 80, False),
        ("", "0.0.0.0", 8000, 8000, False),
        ("127.0.0.1", "127.0.0.1", 8000, 8000, True),
        ("Localhost:80", "localhost", 80, 80, True),
        ("[::1]:80", "::1", 80, 80, True),
        ("[::]", "::", 8000, 8000, False),
        ("tcp://127.0.0.2:80", "127.0.0.2", 80, 80, True),
        ("0.0.0.0:$PORT", "0.0.0.0", None, None, False),
        ("0.0.0.0:${PORT:-81}", "0.0.0.0", None, 81, False),
        ("${BIND:-[::1]:5000}", "::1", 5000, 5000, True),
        ("unix:/127.sock", "", None, None, False),
    ],
)
def test_addresses(text: str, host: str, port: int | None, default: int | None, loopback: bool) -> None:
    bind = parse_address(text, Place("x"), "command")
    assert (bind.host, bind.port, bind.default_port, bind.is_loopback) == (host, port, default, loopback)


def test_address_text() -> None:
    place = Place("x")
    assert Bind("::", 80, "80", "", place, "command").address == "[::]:80"
    assert Bind("", None, "", "/run/x", place, "command").address == "unix:/run/x"
    assert Bind("", None, "", "fd://3", place, "command").address == "fd://3"


@pytest.mark.parametrize(
    ("text", "module", "attribute", "error"),
    [
        # verified with gunicorn 27.0.1
        ("run:app", "run", "app", ""),
        ("run", "run", "application", ""),
        ("my-file:app", "my-file", "app", ""),
        ("pkg.mod:app ", "pkg.mod", "app", ""),
        ("run.py:app", "run.py", "app", "Failed to find application, did you mean 'run:app'?"),
        ("run.py", "run.py", "application", "Failed to find application, did you mean 'run:application'?"),
        ("pkg/mod:app", "pkg/mod", "app", "No module named 'pkg/mod'"),
        ("pkg/mod.py:app", "pkg/mod.py", "app", "No module named 'pkg/mod.py'"),
        ("./run:app", "./run", "app", "the 'package' argument is required to perform a relative import for './run'"),
        ("m:ns.app", "m", "ns.app", "Failed to parse 'ns.app' as an attribute name or function call."),
        ("m:app.run()", "m", "app.run", "Function reference must be a simple name: 'app.run()'"),
        ("m: app", "m", "app", "Failed to parse ' app' as an attribute name or function call."),
        ("m:", "m", "", "Failed to parse '' as an attribute name or function call."),
        ("m:1", "m", "1", "Failed to parse '1' as an attribute name or function call."),
        ("m:None", "m", "None", "Failed to parse 'None' as an attribute name or function call."),
        (":app", "", "app", "Empty module name"),
    ],
)
def test_targets(text: str, module: str, attribute: str, error: str) -> None:
    found = parse_target(text)
    assert (found.module, found.attribute, found.error) == (module, attribute, error)
    assert found.call == text.endswith("()")


@pytest.mark.parametrize(
    ("text", "source", "arguments", "keywords", "error"),
    [
        ("m:f()", "", (), (), ""),
        ("m:f('prod', 1, debug=True)", "'prod', 1, debug=True", ("prod", 1), (("debug", True),), ""),
        ("m:f([1, {'a': None}])", "[1, {'a': None}]", ([1, {"a": None}],), (), ""),
        ("m:f(config=X)", "config=X", None, (), "Failed to parse arguments as literal values: 'f(config=X)'"),
        ("m:f(*[1])", "*[1]", None, (), "Failed to parse arguments as literal values: 'f(*[1])'"),
    ],
)
def test_target_arguments(text: str, source: str, arguments: object, keywords: object, error: str) -> None:
    found = parse_target(text)
    assert (found.call, found.arguments_text, found.arguments, found.keywords) == (True, source, arguments, keywords)
    assert found.error == error


@pytest.mark.parametrize(
    ("program", "text", "module", "attribute", "is_refused"),
    [
        ("waitress", "m:ns.app", "m", "ns.app", False),
        ("waitress", "pkg.mod.app", "pkg.mod", "app", False),
        ("waitress", "m:create_app()", "m", "create_app", True),
        ("waitress", "my-file:app", "my-file", "app", True),
        ("waitress", "run.py:app", "run.py", "app", True),
        ("waitress", "run", "", "run", True),
        ("uvicorn", "m:ns.app", "m", "ns.app", False),
        ("uvicorn", "m", "m", "", True),
        ("uvicorn", "m:f()", "m", "f", True),
        ("uvicorn", "src/m:app", "src/m", "app", True),
        ("hypercorn", "m", "m", "app", False),
        ("hypercorn", "wsgi:m:app", "m", "app", False),
        ("hypercorn", "src/m.py:ns.app", "m", "ns.app", False),
        ("hypercorn", "m:f()", "m", "f", False),
        ("granian", "src/m:app", "m", "app", False),
    ],
)
def test_targets_of_other_servers(program: str, text: str, module: str, attribute: str, is_refused: bool) -> None:
    found = parse_target(text, program)
    assert (found.module, found.attribute, bool(found.error)) == (module, attribute, is_refused)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flask db upgrade", ("", False, ("db", "upgrade"))),
        ("flask --app shop db upgrade", ("shop", False, ("db", "upgrade"))),
        ("flask -Ashop seed --all", ("shop", False, ("seed", "--all"))),
        ("flask --app=shop:make --debug -e .env run", ("shop:make", True, ("run",))),
        ("flask --debug --no-debug run", ("", False, ("run",))),
        ("flask", ("", False, ())),
        ("flask --app", ("", False, ())),
    ],
)
def test_flask_commands(text: str, expected: tuple[str, bool, tuple[str, ...]]) -> None:
    tree = MemoryTree({})
    command = Command(text, "start", Place("x", 1, 1, 1, 2))
    (invocation,) = follow(command, FolderView(tree), tree, {})
    assert flask_command(invocation) == expected


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["gunicorn", "uwsgi", "waitress-serve", "uvicorn", "hypercorn", "granian", "flask run", "celery worker", "mod_wsgi-express start-server"]),
    st.lists(st.sampled_from(["-b", "--bind", "--bind=", ":1", "-w", "x", "--", "-", "a:b", "--host", "--port", "$X", "-c", "--ini", "[::", "unix:", "--app", "=", "''", "--listen"]), max_size=8),
)  # fmt: skip
def test_nothing_raises(program: str, words: list[str]) -> None:
    for found in servers(f"{program} {' '.join(words)}"):
        assert found.kind
        assert found.parsed is not None

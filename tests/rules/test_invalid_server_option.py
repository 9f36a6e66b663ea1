"""What servers refuse of their own options. Each message was seen with gunicorn 27.0.1, waitress 3.0.2, uvicorn 0.54.0 and hypercorn 0.18.0."""

from __future__ import annotations

import pytest
from checking import check, problems

PROJECT = {
    "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
    "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-workers 4 app:app", "argument -w/--workers: invalid int value: 'orkers'"),
        ("-threads=2 app:app", "argument -t/--timeout: invalid int value: 'hreads=2'"),
        ("-timeout 90 app:app", "argument -t/--timeout: invalid int value: 'imeout'"),
        ("-worker-class gevent app:app", "argument -w/--workers: invalid int value: 'orker-class'"),
        ("-max-requests 5 app:app", "argument -m/--umask: invalid auto_int value: 'ax-requests'"),
        ("-bind 0.0.0.0:8000 app:app", "connection to 'ind' failed: Name or service not known"),
        ("-chdir src app:app", "Error: 'hdir' doesn't exist"),
        ("-config conf.py app:app", "Error: 'onfig' doesn't exist"),
        ("-env A=b app:app", "Error: environment setting 'nv' invalid"),
        ("-reload app:app", "unrecognized arguments: -reload"),
        ("--wokers 3 app:app", "unrecognized arguments: --wokers"),
        ("--time-out=60 app:app", "unrecognized arguments: --time-out=60"),
        ("--worker 3 app:app", "ambiguous option: --worker could match --workers, --worker-class, --worker-connections, --worker-tmp-dir"),
        ("--workers auto app:app", "argument -w/--workers: invalid int value: 'auto'"),
        ("--keep-alive 5s app:app", "argument --keep-alive: invalid int value: '5s'"),
        ("--workers -1 app:app", "Error: Value must be positive: -1"),
        ("app:app -b", "argument -b/--bind: expected one argument"),
        ("-b --workers 2 app:app", "argument -b/--bind: expected one argument"),
        ("-b 0.0.0.0:PORT app:app", "Error: 'PORT' is not a valid port number"),
        ("--bind=:80a app:app", "Error: '80a' is not a valid port number"),
    ],
)  # fmt: skip
def test_what_it_says(line: str, said: str) -> None:
    [found] = problems("invalid-server-option", {**PROJECT, "Procfile": f"web: gunicorn {line}\n"})
    assert f'"{said}"' in found.message
    assert (found.place.path, found.place.line) == ("Procfile", 1)
    assert not check("unresolved-app", {**PROJECT, "Procfile": f"web: gunicorn {line}\n"})


@pytest.mark.parametrize(
    "line",
    [
        "-w 4 -b 0.0.0.0:$PORT app:app",
        "-w4 -t90 -kgevent app:app",
        "-w=4 --worker-conn 100 app:app",
        "--workers $(nproc) --timeout ${TIMEOUT:-60} app:app",
        "--workers=$WORKERS $OPTIONS app:app",
        "-b unix:shop app:app",
        "-b unix:/run/shop.sock -b [::]:$PORT -b fd://3 app:app",
        "-preload app:app",  # the name of a pid file: not what was meant, and not refused
        "-m 007 --umask 0o22 -m 18 app:app",
    ],
)
def test_what_it_takes(line: str) -> None:
    assert not check("invalid-server-option", {**PROJECT, "Procfile": f"web: gunicorn {line}\n"})


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("Dockerfile", 'FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-workers", "4", "-b", "0.0.0.0:8000", "app:app"]\n', 4),
        ("deploy/web.service", "[Service]\nWorkingDirectory=/srv/web\nExecStart=/srv/web/venv/bin/gunicorn -bind=0.0.0.0:8000 app:app\n[Install]\nWantedBy=multi-user.target\n", 3),
        ("render.yaml", "services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n    envVars:\n      - key: GUNICORN_CMD_ARGS\n        value: --wokers=2\n", 6),
    ],
)  # fmt: skip
def test_wherever_it_is_started(path: str, text: str, line: int) -> None:
    assert check("invalid-server-option", {**PROJECT, path: text}) == [(path, line, "error")]


def test_the_application_that_is_meant_is_judged() -> None:
    """What stands last is what is to be served: its mistakes are told with the option's."""
    files = {**PROJECT, "app.py": PROJECT["app.py"] + "app.config['SECRET_KEY'] = 'kjh21kjh21'\n"}
    assert check("hard-coded-secret-key", {**files, "Procfile": "web: gunicorn -workers 4 app:app\n"})


@pytest.mark.parametrize(
    ("pins", "line", "said"),
    [
        ("gunicorn==23.0.0", "gunicorn --bogus 1 app:app", "unrecognized arguments: --bogus"),
        ("gunicorn==23.0.0", "GUNICORN_CMD_ARGS='--bogus 1' gunicorn app:app", "unrecognized arguments: --bogus"),
        ("gunicorn<24", "gunicorn --bogus=1 app:app", "unrecognized arguments: --bogus"),
        ("gunicorn", "gunicorn --bogus 1 app:app", "unrecognized arguments: --bogus"),
        ("gunicorn==99.0.0", "gunicorn --bogus 1 app:app", ""),
        ("gunicorn>=23", "gunicorn --bogus 1 app:app", ""),
        ("gunicorn==23.0.0", "gunicorn --$NAME 1 app:app", ""),
        ("waitress==3.0.2", "waitress-serve --prot=$PORT app:app", "Error: option --prot not recognized"),
        ("waitress==3.0.2", "waitress-serve -p 80 app:app", "Error: option -p not recognized"),
        ("waitress", "waitress-serve --prot=$PORT app:app", "Error: option --prot not recognized"),
        ("waitress", "waitress-serve app:app --port=$PORT", "Error: Specify one application only"),
        ("waitress", "waitress-serve app:app other:app", "Error: Specify one application only"),
        ("waitress", "waitress-serve --port=$PORT app:app", ""),
        ("waitress", "waitress-serve $OPTIONS --port=$PORT app:app", ""),
        ("waitress", "waitress-serve app:app $REST", ""),
        ("uvicorn==0.34.0", "uvicorn --interface wsgi --prot 80 app:app", "No such option '--prot'"),
        ("hypercorn==0.17.3", "hypercorn --prot 80 app:app", "unrecognized arguments: --prot"),
    ],
)
def test_an_option_that_only_a_newer_version_could_have(pins: str, line: str, said: str) -> None:
    files = {**PROJECT, "requirements.txt": f"flask==3.1.2\n{pins}\n", "Procfile": f"web: {line}\n"}
    found = [problem.message for problem in problems("invalid-server-option", files)]
    assert (len(found), f'"{said}"' in "".join(found)) == ((1, True) if said else (0, False))


def test_what_the_newest_release_may_know_is_a_warning() -> None:
    line = {"Procfile": "web: gunicorn --bogus 1 app:app\n"}
    for pins, severity in (("gunicorn", "warning"), ("gunicorn==23.0.0", "")):
        files = {**PROJECT, **line, "requirements.txt": f"flask==3.1.2\n{pins}\n"}
        assert [problem.severity for problem in problems("invalid-server-option", files)] == [severity]


# -- the configuration file ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("workers = cpu_count()\n", "NameError: name 'cpu_count' is not defined"),
        ("import os\nbind = f'0.0.0.0:{PORT}'\n", "NameError: name 'PORT' is not defined"),
        ("worker_class = gevent\n", "NameError: name 'gevent' is not defined"),
        ("print(settings.workers)\n", "NameError: name 'settings' is not defined"),
        ("def pre_fork(server): pass\n", "Error: Value must have an arity of: 2"),
        ("def on_starting(): pass\n", "Error: Value must have an arity of: 1"),
        ("workers = 'auto'\n", "Error: invalid literal for int() with base 0: 'auto'"),
        ("keepalive = '5s'\n", "Error: invalid literal for int() with base 0: '5s'"),
        ("import os\nworkers = 2\ntimeout = -1\n", "Error: Value must be positive: -1"),
    ],
)
def test_what_a_configuration_file_ends_it_for(text: str, said: str) -> None:
    files = {**PROJECT, "gunicorn.conf.py": text, "Procfile": "web: gunicorn app:app\n"}
    [found] = problems("invalid-server-option", files)
    assert f'this file and ends before it loads the app: "{said}"' in found.message
    assert (found.place.path, found.place.line) == ("gunicorn.conf.py", text.count("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "from multiprocessing import *\nworkers = cpu_count()\n",
        "import os\nworkers = int(os.environ.get('WEB_CONCURRENCY', 2))\n",
        "try:\n    n = psutil.count()\nexcept NameError:\n    n = 2\nworkers = n\n",
        "workers = sum(core for core in [1, 2])\nkey = lambda x: x\n",
        "for number in (1, 2):\n    workers = number\nthreads = number\n",
        "def pre_fork(server, worker): pass\ndef post_request(worker, req): pass\ndef pre_request(*given): pass\n",
        "workers = '4'\nthreads = True\ntimeout = '0x10'\nname = __name__ + __file__\n",
        "def load():\n    global found\n    found = 3\nload()\nworkers = found\n",
        "globals().update(workers=3)\nthreads = workers\n",
    ],
)
def test_what_a_configuration_file_may_say(text: str) -> None:
    files = {**PROJECT, "gunicorn.conf.py": text, "Procfile": "web: gunicorn app:app\n"}
    assert not check("invalid-server-option", files)


def test_a_configuration_file_is_loaded_like_all_code() -> None:
    """It runs first: a module that nothing installs ends the start there, and where it binds is no address that anyone calls."""
    files = {
        **PROJECT,
        "gunicorn.conf.py": "import psutil\nbind = '127.0.0.1:8000'\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert check("undeclared-import", files) == [("gunicorn.conf.py", 1, "error")]
    assert not check("hard-coded-loopback", files)


# -- files in folders that are not there -----------------------------------------------------------

IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n{}COPY app.py .\nCMD gunicorn -b 0.0.0.0:8000 {} app:app\n"
LOG = "Error: '{}' isn't writable [FileNotFoundError(2, 'No such file or directory')]"


@pytest.mark.parametrize(
    ("files", "said", "at"),
    [
        ({"Procfile": "web: gunicorn --log-file logs/x.log app:app\n"}, LOG.format("logs/x.log"), ("Procfile", 1)),
        ({"Procfile": "web: gunicorn --access-logfile=./log/a.log app:app\n"}, LOG.format("./log/a.log"), ("Procfile", 1)),
        ({"Procfile": "web: gunicorn -p run/web.pid app:app\n"}, "Error: run doesn't exist. Can't create pidfile.", ("Procfile", 1)),
        ({"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": "workers = 2\nerrorlog = 'logs/e.log'\n"}, LOG.format("logs/e.log"), ("gunicorn.conf.py", 2)),
        ({"Dockerfile": IMAGE.format("", "--error-logfile /var/log/shop/error.log")}, LOG.format("/var/log/shop/error.log"), ("Dockerfile", 6)),
        ({"Dockerfile": IMAGE.format("", "--access-logfile /app/logs/a.log")}, LOG.format("/app/logs/a.log"), ("Dockerfile", 6)),
        ({"Dockerfile": IMAGE.format("", "--error-logfile logs/a.log"), "compose.yaml": "services:\n  web:\n    build: .\n    volumes:\n      - .:/app\n"}, LOG.format("logs/a.log"), ("Dockerfile", 6)),
        ({"Procfile": "web: GUNICORN_CMD_ARGS='--log-file logs/x.log' gunicorn app:app\n"}, LOG.format("logs/x.log"), ("Procfile", 1)),
    ],
)  # fmt: skip
def test_files_that_cannot_be_opened(files: dict[str, str | bytes], said: str, at: tuple[str, int]) -> None:
    [found] = problems("invalid-server-option", {**PROJECT, **files})
    assert f'"{said}"' in found.message
    assert (found.place.path, found.place.line) == at


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: gunicorn --log-file - --access-logfile x.log app:app\n"},
        {"Procfile": "web: gunicorn --log-file logs/x.log app:app\n", "logs/.gitkeep": ""},
        {"Procfile": "web: mkdir -p logs && gunicorn --log-file logs/x.log app:app\n"},
        {"Procfile": "web: bash start.sh\n", "start.sh": "install -d logs\nexec gunicorn --log-file logs/x.log app:app\n"},
        {"Procfile": "web: gunicorn --log-file logs/x.log --log-file - app:app\n"},
        {"Procfile": "web: gunicorn --log-file $LOGS/x.log app:app\n"},
        {"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": "import os\nerrorlog = 'logs/e.log'\nos.makedirs('logs', exist_ok=True)\n"},
        {"Procfile": "web: gunicorn --log-file - app:app\n", "gunicorn.conf.py": "errorlog = 'logs/e.log'\n"},
        {"Procfile": "web: gunicorn --logger-class app.Logger --log-file logs/x.log app:app\n"},
        {"Dockerfile": IMAGE.format("RUN mkdir -p /var/log/shop\n", "--error-logfile /var/log/shop/error.log")},
        {"Dockerfile": IMAGE.format("VOLUME /app/logs\n", "--error-logfile logs/error.log")},
        {"Dockerfile": IMAGE.format("RUN apt-get update && apt-get install -y nginx\n", "--error-logfile /var/log/nginx/error.log")},
        {"Dockerfile": IMAGE.format("", "--error-logfile /var/log/error.log --access-logfile /dev/stdout")},
        {"Dockerfile": IMAGE.format("", "--error-logfile /app/logs/x.log"), "compose.yaml": "services:\n  web:\n    build: .\n    volumes:\n      - logs:/app/logs\nvolumes:\n  logs:\n"},
        {"Dockerfile": IMAGE.format("", "--error-logfile /app/logs/x.log"), "compose.yaml": "services:\n  web:\n    build: .\n    volumes:\n      - ./logs:/app/logs\n"},
        {"Dockerfile": IMAGE.format("", "--error-logfile /app/logs/x.log").replace("python:3.13-slim", "example/base")},
        {"deploy/web.service": "[Service]\nWorkingDirectory=/srv/web\nExecStart=/srv/web/venv/bin/gunicorn --log-file logs/x.log app:app\n[Install]\nWantedBy=multi-user.target\n"},
    ],
)  # fmt: skip
def test_files_that_may_be_opened(files: dict[str, str | bytes]) -> None:
    assert not check("invalid-server-option", {**PROJECT, **files})


LOGGING = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt{}\nCMD gunicorn -b 0.0.0.0:8000 --access-logfile {} app:app\n"


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: gunicorn --error-logfile logs/error.log app:app\n"},
        {"Procfile": "web: gunicorn --log-file=./var/log/shop.log app:app\n"},
        {"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": "accesslog = 'logs/access.log'\n"},
        {"Procfile": "web: cd src && gunicorn --access-logfile logs/a.log app:app\n", "src/a.py": "", "logs/.keep": ""},
        {"Dockerfile": LOGGING.format("", "/app/logs/access.log")},
    ],
)
def test_a_log_in_a_folder_that_is_not_there(files: dict[str, str]) -> None:
    found = problems("invalid-server-option", {**PROJECT, **files})
    assert [problem.message.partition("isn't writable")[1] for problem in found] == ["isn't writable"]


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: gunicorn --error-logfile - --access-logfile access.log app:app\n"},
        {"Procfile": "web: gunicorn --error-logfile logs/error.log --error-logfile - app:app\n"},
        {"Procfile": "web: gunicorn --error-logfile logs/error.log app:app\n", "logs/.gitkeep": ""},
        {"Procfile": "web: mkdir -p logs && gunicorn --error-logfile logs/error.log app:app\n"},
        {"Procfile": "web: gunicorn --access-logfile /var/log/shop/access.log app:app\n"},
        {"Procfile": "web: gunicorn --access-logfile $LOGS/access.log app:app\n"},
        {"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": "import os\nos.makedirs('logs')\naccesslog = 'logs/access.log'\n"},
        {"Dockerfile": LOGGING.format(" && mkdir logs", "logs/access.log")},
        {"Dockerfile": LOGGING.format("\nRUN install -d -o nobody /app/logs", "/app/logs/access.log")},
        {"Dockerfile": LOGGING.format("\nVOLUME /app/logs", "/app/logs/access.log")},
        {"render.yaml": "services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn --access-logfile logs/a.log app:app\n    disk:\n      name: logs\n      mountPath: /opt/render/project/src/logs\n"},
    ],
)  # fmt: skip
def test_a_log_that_can_be_written(files: dict[str, str]) -> None:
    assert not problems("invalid-server-option", {**PROJECT, **files})

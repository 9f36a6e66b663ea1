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
        "--workers -1 app:app",
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
        ("gunicorn", "gunicorn --bogus 1 app:app", ""),
        ("gunicorn>=23", "gunicorn --bogus 1 app:app", ""),
        ("gunicorn==23.0.0", "gunicorn --$NAME 1 app:app", ""),
        ("waitress==3.0.2", "waitress-serve --prot=$PORT app:app", "Error: option --prot not recognized"),
        ("waitress==3.0.2", "waitress-serve -p 80 app:app", "Error: option -p not recognized"),
        ("waitress", "waitress-serve --prot=$PORT app:app", ""),
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

"""From a command to the programs that it runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.services import Command
from flaskcheck.files.layout import FolderView
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.place import Place
from flaskcheck.shell.follow import Invocation, base_name, follow, long_options

ENTRYPOINT = """\
#!/bin/bash
set -e

server() {
  TIMEOUT=${APP_TIMEOUT:-60}
  BIND=${APP_BIND:-[::]:5000}
  exec /usr/local/bin/gunicorn -b "$BIND" -w${WORKERS:-4} shop.wsgi:app --timeout $TIMEOUT
}

case "$1" in
  server)
    shift
    server
    ;;
  dev_server)
    export FLASK_DEBUG=1
    exec /app/manage.py runserver --debugger -h 0.0.0.0
    ;;
  migrate|upgrade)
    flask db upgrade
    ;;
  *)
    exec "$@"
    ;;
esac
"""

WORKERS = """\
#!/bin/bash
export METRICS_DIR="/tmp"
CONCURRENCY=${CONCURRENCY:-4}
WORKER="celery -A run worker --concurrency=$CONCURRENCY"
case "$1" in
  worker)
    exec $WORKER -Q jobs
    ;;
  web)
    exec gunicorn -c /app/gunicorn_config.py application
    ;;
  web-local)
    exec flask run --host 0.0.0.0 --port $PORT
    ;;
  *)
    echo "missing argument" && exit 1
    ;;
esac
"""

STARTUP = """\
# runs the migrations first

flask db upgrade
gunicorn --workers 2 --access-logfile \\
    '-' --bind=0.0.0.0:8000 \\
     --chdir=/home/site/wwwroot app:app
"""

RETRY = """\
#!/bin/bash
while true; do
    flask db upgrade
    if [[ "$?" == "0" ]]; then
        break
    fi
    echo failed, retrying
    sleep 5
done
exec gunicorn -b :5000 blog:app
"""

FILES = {
    "entrypoint.sh": ENTRYPOINT,
    "workers.sh": WORKERS,
    "startup.sh": STARTUP,
    "boot.sh": RETRY,
    "manage.py": "#!/usr/bin/env python\n",
    "run.py": "",
    "backend/wsgi.py": "",
    "scripts/start.sh": '#!/bin/sh -e\ncd "$(dirname "$0")/.."\nexec gunicorn run:app "$@"\n',
    "windows.sh": "#!/bin/bash\r\nset -e\r\ngunicorn run:app\r\n",
    "loop.sh": ". ./loop.sh\nbash loop.sh\n./loop.sh\ngunicorn run:app\n",
    "env.sh": "export FLASK_APP=run.py\nPORT=9000\n",
    "Makefile": (
        "BIND ?= 0.0.0.0:80\n"
        ".PHONY: serve\n"
        "serve: migrate\n"
        "\t@gunicorn -b $(BIND) \\\n"
        "\t  run:app\n"
        "migrate:\n"
        "\t-flask db upgrade\n"
        '\tcd backend && echo "$$HOME" $@\n'
    ),
}


def run(
    text: str | list[str],
    variables: dict[str, str | None] | None = None,
    tasks: dict[str, str] | None = None,
    files: dict[str, str] | None = None,
    exact: bool = True,
) -> tuple[Invocation, ...]:
    tree = MemoryTree(FILES if files is None else files)
    if isinstance(text, list):
        places, column = [], 10
        for word in text:
            places.append(Place("Dockerfile", 5, column, 5, column + len(word) + 2))
            column += len(word) + 4
        place = Place("Dockerfile", 5, 1, 5, column)
        command = Command(" ".join(text), "start", place, argv=tuple(text), argv_places=tuple(places))
    else:
        command = Command(text, "start", Place("Procfile", 3, 6, 3, 6 + len(text)), exact=exact)
    return follow(command, FolderView(tree), tree, variables or {}, tasks or {})


def shown(found: tuple[Invocation, ...]) -> list[str]:
    return [" ".join((i.program, *i.arguments)) for i in found if not i.builtin and not i.substituted]


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ("cd backend && gunicorn -w 1 -b 0.0.0.0:$PORT wsgi:app --timeout 120", ["gunicorn -w 1 -b 0.0.0.0:$PORT wsgi:app --timeout 120"]),
        ("flask db upgrade; flask translate compile; gunicorn microblog:app", ["flask db upgrade", "flask translate compile", "gunicorn microblog:app"]),
        ("gunicorn -b :8080 -w 1 --thread 100 main:app;", ["gunicorn -b :8080 -w 1 --thread 100 main:app"]),
        ("/opt/venv/bin/gunicorn app:app", ["gunicorn app:app"]),
        ("web /bin/sh -c gunicorn\\ app:app", ["web /bin/sh -c gunicorn app:app"]),
        ("exec env A=1 nice -n 5 gunicorn x:y", ["gunicorn x:y"]),
        ("time -p nohup setsid stdbuf -oL gunicorn x:y", ["gunicorn x:y"]),
        ("timeout -k 5 10m gunicorn x:y", ["gunicorn x:y"]),
        ("flock -n /tmp/lock gunicorn x:y", ["gunicorn x:y"]),
        ("flock /tmp/lock -c 'flask db upgrade'", ["flask db upgrade"]),
        ("sudo -u app -E FOO=1 gunicorn x:y", ["gunicorn x:y"]),
        ("gosu app:app gunicorn x:y", ["gunicorn x:y"]),
        ("su-exec app tini -s -- dumb-init -r 15:3 -- gunicorn x:y", ["gunicorn x:y"]),
        ("su - app -c 'cd /app && gunicorn x:y'", ["gunicorn x:y"]),
        ("su app", ["su app"]),
        ("sh -c 'gunicorn x:y'", ["gunicorn x:y"]),
        ("bash -lc \"flask db upgrade && gunicorn x:y\"", ["flask db upgrade", "gunicorn x:y"]),
        ("bash -euo pipefail -c 'a | b'", ["a", "b"]),
        ("sh -c 'exec \"$0\" \"$@\"' gunicorn x:y", ["gunicorn x:y"]),
        ("bash <<E\ngunicorn x:y\nE\n", ["gunicorn x:y"]),
        ("eval \"gunicorn x:y\"", ["gunicorn x:y"]),
        ("poetry run gunicorn x:y", ["gunicorn x:y"]),
        ("poetry install", ["poetry install"]),
        ("pdm run -p api gunicorn x:y", ["gunicorn x:y"]),
        ("uv run --no-dev --with gunicorn gunicorn x:y", ["gunicorn x:y"]),
        ("uv run -m flask run", ["flask run"]),
        ("uv run run.py --x", ["python run.py --x"]),
        ("uv sync", ["uv sync"]),
        ("hatch -e prod run gunicorn x:y", ["gunicorn x:y"]),
        ("conda run -n web --no-capture-output gunicorn x:y", ["gunicorn x:y"]),
        ("newrelic-admin run-program gunicorn x:y", ["gunicorn x:y"]),
        ("newrelic-admin generate-config K f", ["newrelic-admin generate-config K f"]),
        ("ddtrace-run python -m gunicorn x:y", ["gunicorn x:y"]),
        ("opentelemetry-instrument --service_name x flask run", ["flask run"]),
        ("doppler run --project x -- gunicorn x:y", ["gunicorn x:y"]),
        ("doppler run --command='flask db upgrade && gunicorn x:y'", ["flask db upgrade", "gunicorn x:y"]),
        ("dotenv -f .env run --override -- gunicorn x:y", ["gunicorn x:y"]),
        ("chamber exec a b -- gunicorn x:y", ["gunicorn x:y"]),
        ("op run --env-file=x -- gunicorn x:y", ["gunicorn x:y"]),
        ("infisical run -- gunicorn x:y", ["gunicorn x:y"]),
        ("aws-vault exec p -- gunicorn x:y", ["gunicorn x:y"]),
        ("xvfb-run -a -s '-screen 0' gunicorn x:y", ["gunicorn x:y"]),
        ("./wait-for-it.sh db:5432 -t 60 -- gunicorn x:y", ["gunicorn x:y"]),
        ("dockerize -wait tcp://db:5432 -timeout 60s gunicorn x:y", ["gunicorn x:y"]),
        ("start-stop-daemon --start --exec /usr/bin/gunicorn -- x:y", ["gunicorn x:y"]),
        ("find . | xargs -n 1 rm", ["find .", "rm"]),
        ("python -m gunicorn x:y", ["gunicorn x:y"]),
        ("python3.11 -u -m flask run", ["flask run"]),
        ("python -um flask run", ["flask run"]),
        ("$PYTHON -m pip install x", ["pip install x"]),
        ("python -W ignore run.py a", ["python -W ignore run.py a"]),
        ("python -c 'import x'", ["python -c import x"]),
        ("pip3 install -r requirements.txt", ["pip install -r requirements.txt"]),
        ("honcho start", ["honcho start"]),
        ("honcho run ls", ["honcho run ls"]),
        ("supervisord -c x.conf", ["supervisord -c x.conf"]),
        ("npm run build", ["npm run build"]),
        ("X=1; [ \"$X\" = 1 ] && gunicorn a:b || gunicorn c:d", ["gunicorn a:b", "gunicorn c:d"]),
        ("X=1; [ \"$X\" = 2 ] && gunicorn a:b || gunicorn c:d", ["gunicorn c:d"]),
        ("false || gunicorn a:b", ["gunicorn a:b"]),
        ("(cd backend; gunicorn a:b); ls", ["gunicorn a:b", "ls"]),
        ("exec gunicorn a:b; echo never; ls", ["gunicorn a:b"]),
        ("exit 0; ls", []),
        ("f() { gunicorn \"$2\"; }; f a b:c", ["gunicorn b:c"]),
        ("for x in 1; do echo $x; ls $x; done", ["ls 1"]),
        ("while false; do ls; done", []),
        ("set -- gunicorn x:y; exec \"$@\"", ["gunicorn x:y"]),
        ("((x > 1)) && ls", ["ls"]),
        ("nothing-of-this: \\", ["nothing-of-this: "]),
        ("'' a; env '' b; c", ["c"]),
        ("command gunicorn x:y", ["gunicorn x:y"]),
        ("sops exec-env secrets.yaml 'gunicorn x:y'", ["gunicorn x:y"]),
        ("sops -d x", ["sops -d x"]),
        ("start-stop-daemon --stop --pidfile /x", ["start-stop-daemon --stop --pidfile /x"]),
        ("start-stop-daemon --exec /usr/bin/x", ["x"]),
        ("doppler run", ["doppler run"]),
        ("infisical run --command 'gunicorn x:y'", ["gunicorn x:y"]),
        ("env", ["env"]),
        ("env FOO=1", []),
        ("uv --directory backend run --script tool", ["python tool"]),
        ("chpst -u app -m 3000 gunicorn x:y", ["gunicorn x:y"]),
        ("busybox sh -c 'gunicorn x:y'", ["gunicorn x:y"]),
        ("bash", ["bash"]),
        ("bash -o pipefail -c 'a | b'", ["a", "b"]),
        ("bash -- nope.sh", ["bash -- nope.sh"]),
        ("python", ["python"]),
        ("python -", ["python -"]),
        ("f() { if [ 1 = 1 ]; then return; fi; a; }; f; b", ["b"]),
        ("for x in 1 2; do break; a; done; b", ["b"]),
        ("for x in; do a; done; b", ["b"]),
        ("until true; do a; done; b", ["b"]),
        ("while true; do a; break; done; b", ["a", "b"]),
        ("case a in (b) x;; esac; y", ["y"]),
        ("case a in b) x;; $Q) y;; esac", ["x", "y"]),
        ("wait; trap 'a' EXIT; b", ["b"]),
    ],
)  # fmt: skip
def test_programs(text: str, programs: list[str]) -> None:
    assert shown(run(text)) == programs


def test_where_a_command_stands_and_runs() -> None:
    (found,) = run("cd backend && FOO=1 gunicorn -b 0.0.0.0:$PORT 'wsgi:app'")
    assert found.program == found.written == "gunicorn"
    assert found.cwd == "/app/backend"
    assert found.environment == (("FOO", "1"),)
    assert found.joiner == "&&"
    assert found.text == "FOO=1 gunicorn -b 0.0.0.0:$PORT 'wsgi:app'"
    assert found.place == Place("Procfile", 3, 20, 3, 62)
    assert [(w.column, w.end_column) for w in found.words] == [(26, 34), (35, 37), (38, 51), (53, 61)]
    assert (found.expands, found.conditional, found.via) == (True, False, ())


def test_places_inside_nested_text() -> None:
    (found,) = run("bash -c 'exec gunicorn x:y'")
    assert found.words == (Place("Procfile", 3, 20, 3, 28), Place("Procfile", 3, 29, 3, 32))
    (found,) = run('bash -c "exec gunicorn \\"x:y\\""')
    assert {(w.line, w.column) for w in found.words} == {(3, 14)}  # escapes moved the text: the whole word


def test_an_inexact_text_has_the_place_of_the_command() -> None:
    (found,) = run("gunicorn x:y", exact=False)
    assert set(found.words) == {Place("Procfile", 3, 6, 3, 18)} == {found.place}


def test_exec_form_is_not_expanded() -> None:
    (found,) = run(["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"], {"PORT": "80"})
    assert found.arguments == ("-b", "0.0.0.0:$PORT", "app:app")
    assert (found.expands, found.builtin) == (False, False)
    assert found.words[2] == Place("Dockerfile", 5, 29, 5, 42)
    (found,) = run(["sh", "-c", "gunicorn -b 0.0.0.0:$PORT app:app"], {"PORT": "80"})
    assert found.arguments == ("-b", "0.0.0.0:80", "app:app")
    assert found.expands
    assert found.words[0] == Place("Dockerfile", 5, 23, 5, 31)


@pytest.mark.parametrize(
    ("text", "variables", "argument"),
    [
        ("x $PORT", {"PORT": "80"}, ("80",)),
        ("x $PORT", {}, ("$PORT",)),
        ("x ${PORT:-8000}", {}, ("${PORT:-8000}",)),
        ("x ${PORT:-8000}", {"PORT": "80"}, ("80",)),
        ("x ${PORT:-8000}", {"PORT": None}, ("$PORT",)),
        ("x $OPTS", {"OPTS": "-w 4 -b :80"}, ("-w", "4", "-b", ":80")),
        ("W=${W:-3}; x -w $W", {}, ("-w", "${W:-3}")),
        ("PORT=1; x $PORT", {"PORT": "80"}, ("1",)),
        ("unset PORT; x ${PORT:-2}", {"PORT": "80"}, ("2",)),
        ("export PORT=5; sh -c 'x $PORT'", {}, ("5",)),
        ("PORT=5; sh -c 'x $PORT'", {}, ("$PORT",)),
        (". ./env.sh; x $PORT", {}, ("9000",)),
        ("if $Y; then P=1; else P=2; fi; x $P", {}, ("$P",)),
        ("if $Y; then P=1; else P=1; fi; x $P", {}, ("1",)),
        ("if [ -z \"$P\" ]; then P=1; fi; x $P", {"P": ""}, ("1",)),
        (": ${P:=7}; x $P", {"P": ""}, ("7",)),
        (": ${P:=7}; x $P", {}, ("${P:-7}",)),
        ("declare -x A=1; typeset B=2; readonly C=3; x $A$B$C", {}, ("123",)),
        ("export A; A=1; x $A", {}, ("1",)),
        ("set -a; A=1; set +a; sh -c 'x $A'", {}, ("1",)),
        ("set -o allexport; A=1; sh -c 'x $A'", {}, ("1",)),
        ("f() { shift 2; x $1 $#; }; f a b c d", {}, ("c", "2")),
        ("set a b; shift; x $@", {}, ("b",)),
        ("read A; x $A", {"A": "1"}, ("$A",)),
        ("A=1; A+=2; x $A", {}, ("12",)),
        ("A+=2; x $A", {}, ("${A}2",)),
        ("A=(1 2); local B=(3); x ${A[0]} \"${B[@]}\" $A", {}, ("1", "3", "1")),
        ("A=(-w 2 # why it isn't 3\n  'a b' \n  $P); x \"${A[@]}\" y", {"P": "5"}, ("-w", "2", "a b", "5", "y")),
        ("A=(-w); A+=(2 3); x ${A[@]} ${A[*]:+z} z${A[1]}", {}, ("-w", "2", "3", "${A[*]:+z}", "z2")),
        ("declare -a A=(1 2); x ${#A[@]} \"${A[*]}\" ${A[9]}", {}, ("2", "1 2")),
        ("A=(); x \"${A[@]}\" ${A[@]+\"${A[@]}\"} y", {}, ("y",)),
        ("A=('a b' c); x \"-${A[@]}-\" ${A[@]+\"${A[@]}\"}", {}, ("-a b", "c-", "a b", "c")),
        ("A=(1); for i in \"${A[@]}\"; do x $i; done", {}, ("1",)),
        ("A=(x -w 2); \"${A[@]}\"", {}, ("-w", "2")),
        ("A=(1); if $Q; then A+=(2); fi; x \"${A[@]}\"", {}, ("1", "${A}")),
        ("declare -A A=([k]=v); x \"${A[k]}\" \"${A[@]}\"", {}, ("${A[k]}", "${A[@]}")),
        ("A=(1 2); A[1]=3; x \"${A[@]}\"", {}, ("${A[@]}",)),
        ("A=(1 2); unset A; x \"${A[@]}\"", {}, ("${A[@]}",)),
        ("x \"${A[@]}\"", {"A": "1"}, ("${A[@]}",)),
        ("A=(1 $(cat f)); x \"${A[@]}\"", {}, ("1", "$(cat f)")),
        ("export $(cat .env); x $A", {}, ("$A",)),
        ("if $Q; then set -- 1; fi; x $1", {}, ("$1",)),
        ("x ${A:?needed} ${A,,} ${A:0:2} ${A/b*/c} ${A%$B} ${!A}", {"A": "Bb"}, ("Bb", "bb", "${A:0:2}", "${A/b*/c}", "${A%$B}", "${!A}")),
        ("x $(echo -e a) $(cd $Q && pwd) $(realpath ../y) $(a; b)", {}, ("$(echo -e a)", "$(cd $Q && pwd)", "/y", "$(a; b)")),
        ("x $PWD/a; y", {}, ("/app/a",)),
        (": \"${P:=7}\"; x $P", {"P": None}, ("$P",)),
    ],
)  # fmt: skip
def test_variables(text: str, variables: dict[str, str | None], argument: tuple[str, ...]) -> None:
    assert next(i for i in run(text, variables) if i.program == "x").arguments == argument


@pytest.mark.parametrize(
    ("text", "cwd"),
    [
        ("x", "/app"),
        ("cd backend; x", "/app/backend"),
        ("cd backend/../scripts && x", "/app/scripts"),
        ("cd /srv; x", "/srv"),
        ("(cd backend); x", "/app"),
        ("cd backend & x", "/app"),
        ("pushd backend; x", "/app/backend"),
        ("pushd backend; popd; x", None),
        ("cd; x", None),
        ("cd ~/y; x", None),
        ("cd $DIR; x", None),
        ("cd $DIR; cd /app; x", "/app"),
        ("if $A; then cd backend; fi; x", None),
        ("sh -c 'cd backend'; x", "/app"),
        ("env -C backend x", "/app/backend"),
        ("uv run --directory backend x", "/app/backend"),
        ("poetry -C backend run x", "/app/backend"),
        ("su - app -c x", None),
    ],
)
def test_folder(text: str, cwd: str | None) -> None:
    assert next(i for i in run(text) if i.program == "x").cwd == cwd


def test_a_folder_that_is_not_there_is_told() -> None:
    found = run("cd frontend && x")
    assert [(i.program, i.builtin, i.arguments) for i in found] == [("cd", True, ("frontend",)), ("x", False, ())]


@pytest.mark.parametrize(
    ("text", "joiners"),
    [
        ("a && b || c", ["", "&&", "||"]),
        ("a; b\nc & d | e", ["", ";", "newline", "&", "|"]),
        ("a; cd backend && b", ["", ";"]),  # the `cd` succeeds whatever became of a
        ("set -e; a; b", [";", ";"]),
        ("cd backend && a", ["&&"]),
        ("if a; then b; c; fi", ["", "then", ";"]),
        ("a; if [ 1 = 1 ]; then b; fi", ["", ";"]),
        ("a; { b; c; }; d", ["", ";", ";", ";"]),
        ("a && sh -c 'b; c'", ["", "&&", ";"]),
    ],
)
def test_joiners(text: str, joiners: list[str]) -> None:
    assert [i.joiner for i in run(text)] == joiners


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("a || true", "i"),
        ("a || :", "i"),
        ("a || exit 0", "i"),
        ("a || { echo no; }", "i "),
        ("a || { echo no; exit 1; }", "  "),
        ("a || exit 1", " "),
        ("a && b || true", "ii"),
        ("a || b", "  "),
        ("a | b", "i "),
        ("set -o pipefail; a | b", "  "),
        ("! a", " "),
        ("set -e; a; b", "ee"),
        ("set -euo pipefail\na; set +e; b", "e "),
        ("sh -ec 'a'; b", "e "),
        ("if a; then b; fi", "t "),
        ("until a; do b; done", "t "),
        ("a & b", "b "),
        ("(a; b) &", "bb"),
    ],
)
def test_flags(text: str, flags: str) -> None:
    found = [i for i in run(text) if i.program in ("a", "b", "echo")]
    letters = ["i" * i.ignored_failure + "e" * i.errexit + "t" * i.tested + "b" * i.background or " " for i in found]
    assert letters == list(flags)


PROCESSES = "web: gunicorn -b 0.0.0.0:$PORT x:y\nworker: cd jobs && rq worker\nrelease: flask db upgrade\n"


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ("honcho start", ["gunicorn -b 0.0.0.0:5000 x:y", "rq worker", "flask db upgrade"]),
        ("honcho start web", ["gunicorn -b 0.0.0.0:5000 x:y"]),
        ("honcho -f Procfile start web worker", ["gunicorn -b 0.0.0.0:5000 x:y", "rq worker"]),
        ("foreman start -f ./deploy/processes release", ["flask db upgrade"]),
        ("exec honcho start --procfile=deploy/processes web", ["gunicorn -b 0.0.0.0:5000 x:y"]),
        ("PORT=80 honcho start web", ["gunicorn -b 0.0.0.0:80 x:y"]),
        ("honcho start -d deploy -f deploy/processes worker", ["rq worker"]),
        ("honcho start other", []),
        ("honcho check", []),
        ("honcho start -f gone", []),
    ],
)
def test_the_processes_of_a_procfile(text: str, programs: list[str]) -> None:
    found = run(text, files={"Procfile": PROCESSES, "deploy/processes": PROCESSES})
    assert [words for words in shown(found) if not words.startswith(("honcho", "foreman", "cd "))] == programs


def test_which_processes_a_variable_names_is_unknown() -> None:
    found = run("honcho start $PROCESSES", files={"Procfile": PROCESSES})
    assert [i.program for i in found if i.via == ("Procfile",)] == ["gunicorn", "cd", "rq", "flask"]


def test_a_known_argument_chooses_the_branch() -> None:
    script, server = run(["./entrypoint.sh", "server"])
    assert (script.program, script.written, script.script) == ("entrypoint.sh", "./entrypoint.sh", "entrypoint.sh")
    assert server.arguments == (
        "-b",
        "${APP_BIND:-[::]:5000}",
        "-w${WORKERS:-4}",
        "shop.wsgi:app",
        "--timeout",
        "${APP_TIMEOUT:-60}",
    )
    assert (server.via, server.errexit, server.conditional) == (("entrypoint.sh",), True, False)
    assert server.place == Place("entrypoint.sh", 7, 3, 7, 91) == server.script_place
    assert server.words[0] == Place("entrypoint.sh", 7, 8, 7, 31)
    assert server.origin == Place("Dockerfile", 5, 1, 5, 39)


def test_a_branch_that_is_not_taken_is_silent() -> None:
    _, manage = run(["./entrypoint.sh", "dev_server"])
    assert (manage.program, manage.written, manage.script) == ("python", "/app/manage.py", "manage.py")
    assert manage.environment == (("FLASK_DEBUG", "1"),)
    assert shown(run(["./entrypoint.sh", "upgrade"]))[1:] == ["flask db upgrade"]


def test_arguments_passed_on_keep_their_places() -> None:
    _, server = run(["./entrypoint.sh", "gunicorn", "-b", "127.0.0.1:80", "a:b"])
    assert server.program == "gunicorn"
    assert server.words[2] == Place("Dockerfile", 5, 48, 5, 60)
    assert server.place == Place("Dockerfile", 5, 30, 5, 67)
    assert server.script_place == Place("entrypoint.sh", 23, 5, 23, 14)
    assert server.text == "gunicorn -b 127.0.0.1:80 a:b"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("test -f ready || flask init-db && gunicorn app:app", True),
        ("(test -f ready || flask init-db) && gunicorn app:app", True),
        ("{ [ -d data ] || mkdir data; } && gunicorn app:app", True),
        ("which gunicorn || pip install gunicorn && gunicorn app:app", True),
        ("test -f ready && gunicorn app:app", False),
        ("test -f ready || false && gunicorn app:app", False),
        ("test -f ready || exit 1 && gunicorn app:app", False),
        ("test -f a || test -f b && gunicorn app:app", False),
    ],
)
def test_what_makes_up_for_a_test_lets_the_rest_run(text: str, sure: bool) -> None:
    assert [not i.conditional for i in run(text) if i.arguments == ("app:app",)] == [sure]


def test_unknown_arguments_take_every_branch_as_conditional() -> None:
    found = [i for i in run(["./workers.sh"]) if not i.builtin][1:]
    assert [(i.program, i.conditional, i.guard_text) for i in found] == [
        ("celery", True, 'case "$1" in worker)'),
        ("gunicorn", True, 'case "$1" in web)'),
        ("flask", True, 'case "$1" in web-local)'),
    ]
    assert found[0].arguments == ("-A", "run", "worker", "--concurrency=${CONCURRENCY:-4}", "-Q", "jobs")
    assert found[1].environment == (("METRICS_DIR", "/tmp"),)
    assert found[2].arguments == ("run", "--host", "0.0.0.0", "--port", "$PORT")


def test_a_script_split_over_lines() -> None:
    bash, upgrade, server = run("bash startup.sh")
    assert (bash.program, bash.script, bash.via) == ("bash", "startup.sh", ())
    assert upgrade.place == Place("startup.sh", 3, 1, 3, 17)
    assert server.arguments[-3:] == ("--bind=0.0.0.0:8000", "--chdir=/home/site/wwwroot", "app:app")
    assert server.place_of(4) == Place("startup.sh", 5, 9, 5, 28)
    assert (server.joiner, server.errexit) == ("newline", False)


def test_a_retry_loop_goes_on_to_the_server() -> None:
    assert [(i.program, i.conditional) for i in run(["./boot.sh"])] == [
        ("boot.sh", False),
        ("flask", False),
        ("echo", True),
        ("sleep", True),
        ("gunicorn", False),
    ]


@pytest.mark.parametrize(
    ("text", "cwd", "arguments"),
    [
        ("scripts/start.sh", "/app", ("run:app",)),
        ("./scripts/start.sh -w 2", "/app", ("run:app", "-w", "2")),
        ("cd scripts && sh ./start.sh -w 2", "/app", ("run:app", "-w", "2")),
        ("bash -x /app/scripts/start.sh", "/app", ("run:app",)),
        ("bash windows.sh", "/app", ("run:app",)),
        ("source windows.sh", "/app", ("run:app",)),
    ],
)
def test_scripts(text: str, cwd: str, arguments: tuple[str, ...]) -> None:
    last = run(text)[-1]
    assert (last.program, last.cwd, last.arguments) == ("gunicorn", cwd, arguments)


def test_the_first_line_sets_errexit_only_when_the_script_is_executed() -> None:
    assert run("./scripts/start.sh")[-1].errexit
    assert not run("sh scripts/start.sh")[-1].errexit


def test_scripts_that_include_themselves_end() -> None:
    assert shown(run("bash loop.sh")).count("gunicorn run:app") == 1


def test_a_script_that_is_not_there_is_told() -> None:
    assert [(i.program, i.script) for i in run("./nope.sh && bash gone.sh; source venv/bin/activate")] == [
        ("nope.sh", ""),
        ("bash", ""),
        ("source", ""),
    ]


def test_a_script_on_the_search_path() -> None:
    tree = MemoryTree({"docker/entrypoint.sh": "#!/bin/sh\nexec gunicorn a:b\n"})
    view = FolderView(tree, "docker", home="/usr/local/bin")
    command = Command("entrypoint.sh", "start", Place("Dockerfile", 9), argv=("entrypoint.sh",))
    assert shown(follow(command, view, tree, {})) == ["entrypoint.sh", "gunicorn a:b"]


def test_python_files() -> None:
    (found,) = run("cd backend && python3 -u wsgi.py --x")
    assert (found.program, found.written, found.script) == ("python", "python3", "backend/wsgi.py")
    (found,) = run("./manage.py runserver")
    assert (found.program, found.written, found.arguments) == ("python", "./manage.py", ("./manage.py", "runserver"))
    (found,) = run("python nope.py")
    assert found.script == ""
    (found,) = run("python -m shop.serve 80")
    assert (found.program, found.module, found.arguments) == ("shop.serve", True, ("80",))
    (found,) = run("python -m gunicorn.app.wsgiapp a:b")
    assert (found.program, found.module) == ("gunicorn", True)


def test_task_scripts() -> None:
    tasks = {"start": "flask db upgrade && gunicorn", "serve": "pipenv run start"}
    assert shown(run("pipenv run start 'a:b()'", tasks=tasks)) == ["flask db upgrade", "gunicorn a:b()"]
    assert shown(run("pipenv run serve", tasks=tasks)) == ["flask db upgrade", "gunicorn"]
    assert shown(run("hatch run web:start", tasks=tasks)) == ["flask db upgrade", "gunicorn"]
    assert run("pipenv run start", tasks=tasks)[0].wrapper == ("pipenv run",)
    assert shown(run("pipenv run again", tasks={"again": "pipenv run again"})) == []


def test_wrappers_are_named() -> None:
    (found,) = run("exec poetry run newrelic-admin run-program env A=1 gunicorn a:b")
    assert found.wrapper == ("poetry run", "newrelic-admin run-program")
    assert found.environment == (("A", "1"),)


def test_make() -> None:
    make, upgrade, _, serve = run("make serve")
    assert make.program == "make"
    assert (upgrade.arguments, upgrade.ignored_failure, upgrade.errexit) == (("db", "upgrade"), True, True)
    assert upgrade.place == Place("Makefile", 7, 3, 7, 19)
    assert serve.arguments == ("-b", "0.0.0.0:80", "run:app")
    assert (serve.joiner, serve.via, serve.place.line) == ("newline", ("Makefile",), 4)
    assert run("make serve BIND=:81")[-1].arguments[1] == ":81"
    assert [i.program for i in run("make -C backend serve")] == ["make"]
    assert [i.program for i in run("make nothing")] == ["make"]
    assert run("make")[-1].program == "gunicorn"


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("if [ \"$KIND\" = one ]; then a; else b; fi", {"KIND": "one"}, [("a", "")]),
        ("if [ \"$KIND\" = one ]; then a; else b; fi", {"KIND": "two"}, [("b", "")]),
        ("if [ \"$KIND\" = one ]; then a; else b; fi", {}, [("a", 'if [ "$KIND" = one ]'), ("b", "else")]),
        ("if [ \"$KIND\" = one ]; then exec a; fi; b", {}, [("a", 'if [ "$KIND" = one ]'), ("b", 'unless if [ "$KIND" = one ]')]),
        ("if [ -z \"$X\" ]; then exit 1; fi; b", {}, [("b", "")]),
        ("[ \"$KIND\" = one ] && exec a; exec b", {}, [("a", '[ "$KIND" = one ] &&'), ("b", 'unless [ "$KIND" = one ] &&')]),
        ("[ \"$KIND\" = one ] && exec a; exec b", {"KIND": "x"}, [("b", "")]),
        ("[[ $ENV == d* ]] && a; b", {"ENV": "dev"}, [("a", ""), ("b", "")]),
        ("[[ $ENV == 'd*' ]] && a; b", {"ENV": "dev"}, [("b", "")]),
        ("test -n \"$PORT\" && a", {"PORT": None}, [("a", "")]),
        ("[ -z \"$PORT\" ] && a", {"PORT": None}, []),
        ("[ ! -z \"$X\" -a 3 -gt 2 ] && a", {"X": "1"}, [("a", "")]),
        ("[ -f run.py ] && a; [ -d run.py ] && b; [ -d backend ] && c", {}, [("a", ""), ("c", "")]),
        ("[ -f made.py ] && a", {}, [("a", "[ -f made.py ] &&")]),
        ("[ $N -eq x ] && a", {"N": "1"}, [("a", "[ 1 -eq x ] &&")]),
        ("case $E in dev|test) a;; prod*) b;; *) c;; esac", {"E": "production"}, [("b", "")]),
        ("case $E in dev) a;; esac; b", {"E": "x"}, [("b", "")]),
        ("case $E in dev) exec a;; *) exec b;; esac; c", {}, [("a", "case $E in dev)"), ("b", "case $E in *)")]),
        ("command -v a && a; b", {}, [("a", "command -v a &&"), ("b", "")]),
        ("a || b; c", {}, [("a", ""), ("b", "a ||"), ("c", "")]),
        ("a || exit; c", {}, [("a", ""), ("c", "")]),
        ("for x in $LIST; do a; done; b", {}, [("a", "for x in $LIST; do"), ("b", "")]),
        ("while read x; do a; done; b", {}, [("a", "while read x; do"), ("b", "")]),
    ],
)  # fmt: skip
def test_conditions(text: str, variables: dict[str, str | None], expected: list[tuple[str, str]]) -> None:
    found = [(i.program, i.guard_text) for i in run(text, variables) if not i.builtin]
    assert found == expected
    assert all(i.conditional == bool(i.guard_text) for i in run(text, variables))


def test_substituted_programs_are_marked() -> None:
    found = run("x $(cat VERSION) <(y)")
    assert [(i.program, i.substituted) for i in found] == [("cat", True), ("y", True), ("x", False)]


def test_syntax_errors_are_told() -> None:
    (found,) = run("gunicorn app:create_app()")
    assert found.error == "syntax error near unexpected token `('"
    assert found.arguments == ("app:create_app()",)
    assert run("gunicorn 'app:create_app()'")[0].error == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("/opt/venv/bin/gunicorn", "gunicorn"),
        ("python3.13t", "python"),
        ("pypy3", "python"),
        ("${PYTHON}", "python"),
        ("$PYTHON_BIN", "python"),
        ("pip3.11", "pip"),
        ("python-config", "python-config"),
        ("pipenv", "pipenv"),
        ("/", "/"),
    ],
)
def test_base_name(written: str, name: str) -> None:
    assert base_name(written) == name


def test_long_options() -> None:
    known = ("--threads", "--workers", "--worker-class", "--bind")
    assert long_options(("--thread", "4", "--bin=:80", "--work", "-w", "--bind", "--nope"), known) == (
        ("--threads", "4", "--bind=:80", "--work", "-w", "--bind", "--nope")
    )


def test_command_folder() -> None:
    tree = MemoryTree(FILES)
    command = Command("bash start.sh", "start", Place("x.yaml", 1, 1, 1, 9), cwd="scripts")
    assert follow(command, FolderView(tree), tree, {})[-1].arguments == ("run:app",)


TOKENS = [
    *["if", "then", "fi", "else", "case", "esac", "in", "for", "do", "done", "while", "{", "}", "(", ")", "[", "]", "[[", "]]", "&&", "||", ";", "|", "&", "'", '"', "`", "$(", "${", "}", "$1", "$@", "cd", "set", "-e", "export"],
    *["exec", "sh", "-c", "bash", ".", "./loop.sh", "make", "python", "-m", "uv", "run", "poetry", "env", "sudo", "su", "exit", "shift", "return", "eval", "gunicorn", "a:b", "X=1", "f()", "f"],
    "\n",
    "<<E",
    "\\",
    "E\n",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=30))
def test_nothing_raises(tokens: list[str]) -> None:
    for invocation in run(" ".join(tokens), {"PORT": None}):
        assert len(invocation.words) == len(invocation.arguments) + 1
        assert invocation.program


def test_hostile_scripts_end() -> None:
    doubling = "f0() { a; }\n" + "".join(f"f{n}() {{ f{n - 1}; f{n - 1}; }}\n" for n in range(1, 40)) + "f39\n"
    assert len(run(doubling)) < 5000
    assert len(run("x && " * 30000)) < 5000
    assert run("x " * 200_000) == ()
    assert len(run("A=(1 2); " + 'A=("${A[@]}" "${A[@]}"); ' * 60 + 'x "${A[@]}"')[-1].arguments) <= 500

"""Repositories that are one line away from one that works: what a real deployment of them showed, in other forms."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.known.releases import never_published

APP_ENGINE = "runtime: python313\nentrypoint: gunicorn -b :$PORT app:app\nenv_variables:\n  GREETING: hi\n"
HEROKU = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n"}


# -- a version that there never was ------------------------------------------------------------------


@pytest.mark.parametrize("line", ["Flask==2.4.0", "gunicorn==20.2.0", "SQLAlchemy == 2.0.99", "flask-migrate===3.9"])
def test_a_pin_of_no_release(line: str) -> None:
    found = check("unpublished-requirement", {**HEROKU, "requirements.txt": f"flask\n{line}\n"})
    assert found == [("requirements.txt", 2, "error")]


@pytest.mark.parametrize(
    "line",
    [
        "Flask==3.1.2",
        "Flask==3.1",  # the same as 3.1.0
        "Flask==9.0",  # may have been published since
        "alembic==1.15.0",  # withdrawn, and still there for a pin
        "gunicorn==0.17.0",  # of 2012
        "Flask==2.4.0rc1",
        "Flask==2.4.0+ours",
        "Flask==2.4.*",
        "Flask>=2.4.0",
        "shop-of-ours==0.0.1",
        'Flask==2.4.0; python_version < "3"',
    ],
)
def test_a_pin_that_may_be_there(line: str) -> None:
    assert not check("unpublished-requirement", {**HEROKU, "requirements.txt": f"{line}\n"})


def test_another_index_may_have_it() -> None:
    lines = "--index-url https://pypi.example.com/simple\nFlask==2.4.0\n"
    assert not check("unpublished-requirement", {**HEROKU, "requirements.txt": lines})


def test_versions_are_compared_as_numbers() -> None:
    assert never_published("flask", "2.4")
    assert not never_published("flask", "2.3.0.0")
    assert not never_published("flask", "two")


# -- a folder that is no project ---------------------------------------------------------------------


@pytest.mark.parametrize("line", ["-e .", ".", "-e ./shop", "./shop"])
def test_a_folder_that_cannot_be_installed(line: str) -> None:
    files = {**HEROKU, "shop/__init__.py": "", "requirements.txt": f"flask\n{line}\n"}
    found = check("local-requirement", files)
    assert found == [("requirements.txt", 2, "error")]


@pytest.mark.parametrize("name", ["setup.py", "pyproject.toml"])
def test_a_folder_that_can(name: str) -> None:
    files = {**HEROKU, name: "", f"shop/{name}": "", "requirements.txt": "flask\n-e .\n-e ./shop\n"}
    assert not check("local-requirement", files)


def test_a_project_that_only_this_disk_has() -> None:
    files = {**HEROKU, "pyproject.toml": "", "requirements.txt": "flask\n-e .\n"}
    left = frozenset({"pyproject.toml"})
    assert not check("local-requirement", files, untracked=left)


# -- a marker that leaves Flask out -------------------------------------------------------------------


@pytest.mark.parametrize("marker", ['python_version < "3"', "sys_platform == 'win32'", 'python_version >= "4"'])
def test_a_marker_leaves_flask_out(marker: str) -> None:
    files = {"app.py": FLASK, "app.yaml": APP_ENGINE, "requirements.txt": f"Flask==3.1.2; {marker}\ngunicorn\n"}
    assert check("undeclared-import", files) == [("app.py", 1, "error")]


@pytest.mark.parametrize(
    "lines",
    [
        'Flask==3.1.2; python_version >= "3.9"\n',
        'Flask==2.0.3; python_version < "3.9"\nFlask==3.1.2; python_version >= "3.9"\n',
        'Flask==3.1.2; python_version < "3"\nFlask-Login==0.6.3\n',  # which brings it
    ],
)
def test_a_marker_that_leaves_it_in(lines: str) -> None:
    files = {"app.py": FLASK, "app.yaml": APP_ENGINE, "requirements.txt": f"{lines}gunicorn\n"}
    assert not check("undeclared-import", files)


# -- text and None ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("'https://' + os.getenv('KEY')", "can only concatenate str"),
        ("'https://' + os.environ.get('KEY') + '/images'", "can only concatenate str"),
        ("os.environ.get('KEY') + '/images'", "unsupported operand"),
        ("str('https://' + os.getenv('KEY'))", "can only concatenate str"),
        ("'https://' + (os.getenv('KEY') + '/images')", "can only concatenate str"),
    ],
)
def test_none_is_added_to_a_text(value: str, error: str) -> None:
    files = {"app.py": f"import os\n{FLASK}app.config['CDN'] = {value}\n", "app.yaml": APP_ENGINE}
    [problem] = problems("undeclared-variable", files)
    assert error in problem.message


@pytest.mark.parametrize(
    "value",
    ["'' + os.getenv('KEY')", "os.getenv('KEY') + ''", "'' + '' + os.getenv('KEY')", "f'' + os.getenv('KEY') + f''", "'' + ''"],
)  # fmt: skip
@pytest.mark.parametrize("statement", ["app.config['CDN'] = {}", "CDN = {}", "print({})"])
def test_an_empty_text_is_added(value: str, statement: str) -> None:
    files = {"app.py": f"import os\n{FLASK}{statement.format(value)}\n", "app.yaml": APP_ENGINE}
    for rule in ("undeclared-variable", "variable-without-default"):
        assert {line for _, line, _ in check(rule, files)} <= {4}


@pytest.mark.parametrize(
    "value",
    [
        "f\"https://{os.getenv('KEY')}\"",
        "'https://%s' % os.getenv('KEY')",
        "'https://{}'.format(os.getenv('KEY'))",
        "'https://' + str(os.getenv('KEY'))",
        "'https://' + os.getenv('KEY', 'cdn.example.com')",
        "'https://' + (os.getenv('KEY') or 'cdn.example.com')",
        "'https://' + f\"{os.getenv('KEY')}\"",
        "'https://' + os.getenv('GREETING')",
    ],
)
def test_nothing_is_added_to_none(value: str) -> None:
    files = {"app.py": f"import os\n{FLASK}app.config['CDN'] = {value}\n", "app.yaml": APP_ENGINE}
    assert not check("undeclared-variable", files)


# -- a volume beside the code --------------------------------------------------------------------------

RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n    disk:\n      name: data\n      mountPath: {}\n"


@pytest.mark.parametrize(
    ("mount", "count"),
    [("/var/data", 1), ("/opt/render/project/src/instance", 0), ("/opt/render/project/src", 0), ("/opt/render", 0)],
)
@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("missing-config-file", "app.config.from_pyfile('local.cfg')"),
        ("missing-data-file", "open('data/words.json').close()"),
    ],
)
def test_a_volume_holds_a_file_only_where_it_lies(mount: str, count: int, rule: str, line: str) -> None:
    files = {"app.py": f"{FLASK}{line}\n", "render.yaml": RENDER.format(mount), "requirements.txt": "flask\ngunicorn\n"}
    assert len(check(rule, files)) == count


# -- names with two letters exchanged -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Flask-SQALlchemy", "wekrzeug", "guincorn", "flsak", "psycopg2-bianry"])
def test_a_name_with_two_letters_exchanged(name: str) -> None:
    found = check("unpublished-requirement", {**HEROKU, "requirements.txt": f"flask\n{name}==1.0\n"})
    assert found == [("requirements.txt", 2, "warning")]


@pytest.mark.parametrize("name", ["flask", "flask-cores", "psycopg", "ours", "flask-shop", "jinja"])
def test_a_name_of_its_own(name: str) -> None:
    assert not check("unpublished-requirement", {**HEROKU, "requirements.txt": f"flask\n{name}\n"})


# -- a server that is never started ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "test -f ready.txt && gunicorn app:app",
        "[ -f ready.txt ] && gunicorn app:app",
        "[ -e 'config/ready.txt' ] && exec gunicorn app:app",
        "cd shop && test -r ready.txt && gunicorn app:app",
    ],
)
def test_a_server_waits_for_a_file(command: str) -> None:
    files = {**HEROKU, "shop/a.txt": "", "Procfile": f"web: {command}\n"}
    assert check("impossible-command", files) == [("Procfile", 1, "error")]


@pytest.mark.parametrize(
    "command",
    [
        "test -f app.py && gunicorn app:app",
        "test ! -f ready.txt && gunicorn app:app",
        "test -f ready.txt || gunicorn app:app",
        "test -f ready.txt && gunicorn app:app || gunicorn app:app",
        "touch ready.txt; test -f ready.txt && gunicorn app:app",
        "python make.py && test -f ready.txt && gunicorn app:app",
        "test -f $READY && gunicorn app:app",
        "test -f /etc/heroku/ready && gunicorn app:app",
    ],
)
def test_a_server_that_may_be_started(command: str) -> None:
    assert not check(
        "impossible-command", {**HEROKU, "make.py": "open('ready.txt', 'w').close()\n", "Procfile": f"web: {command}\n"}
    )


IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n{}\nCMD {}\n"
SCRIPT = '#!/bin/sh\nset -e\nflask --app app db upgrade\nexec "$@"\n'


def in_image(entrypoint: str, script: str = SCRIPT, command: str = '["gunicorn", "app:app"]') -> list[str]:
    files = {
        "app.py": FLASK,
        "requirements.txt": "flask\nflask-migrate\ngunicorn\n",
        "start.sh": script,
        "Dockerfile": IMAGE.format(entrypoint, command),
        "fly.toml": "app = 'shop'\n[http_service]\ninternal_port = 8000\n",
    }
    found = problems("impossible-command", files, modes={"start.sh": "100755"})
    return [f"{p.place.path}:{p.place.line}" for p in found]


@pytest.mark.parametrize(
    "entrypoint", ["ENTRYPOINT ./start.sh", "ENTRYPOINT sh start.sh", "ENTRYPOINT exec /app/start.sh"]
)
@pytest.mark.parametrize("last", ['exec "$@"', '"$@"', "exec $@"])
def test_an_entrypoint_gives_no_arguments(entrypoint: str, last: str) -> None:
    assert in_image(entrypoint, SCRIPT.replace('exec "$@"', last)) == ["Dockerfile:5"]


@pytest.mark.parametrize(
    ("entrypoint", "script"),
    [
        ('ENTRYPOINT ["./start.sh"]', SCRIPT),
        ("ENTRYPOINT ./start.sh gunicorn app:app", SCRIPT),
        ("ENTRYPOINT ./start.sh", SCRIPT.replace('exec "$@"', "exec gunicorn app:app")),
        ("ENTRYPOINT ./start.sh", SCRIPT.replace('exec "$@"', '[ $# -eq 0 ] && set -- gunicorn app:app\nexec "$@"')),
        ("ENTRYPOINT ./start.sh", SCRIPT.replace('exec "$@"', 'exec "${@:-gunicorn}"')),
        ("ENTRYPOINT gunicorn app:app", SCRIPT),
    ],
)
def test_an_entrypoint_that_starts_something(entrypoint: str, script: str) -> None:
    assert not in_image(entrypoint, script)


# -- numbers from variables ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["--workers $WORKERS", "-w ${WORKERS}", "--threads=$WORKERS", "--timeout ${WORKERS} -b :$PORT"]
)
def test_a_number_from_a_variable_that_nobody_sets(words: str) -> None:
    entry = APP_ENGINE.replace("-b :$PORT", words)
    assert check("undeclared-variable", {"app.py": FLASK, "app.yaml": entry}) == [("app.yaml", 2, "error")]


@pytest.mark.parametrize(
    "words", ["--workers ${WORKERS:-2}", "--workers $GREETING", "--log-level $LEVEL", "--workers 2", "-b :$PORT"]
)
def test_a_number_that_is_there(words: str) -> None:
    entry = APP_ENGINE.replace("-b :$PORT", words)
    assert not check("undeclared-variable", {"app.py": FLASK, "app.yaml": entry})


def test_a_number_that_the_command_sets_itself() -> None:
    entry = APP_ENGINE.replace("gunicorn -b :$PORT", "WORKERS=2; export WORKERS; gunicorn -w $WORKERS")
    assert not check("undeclared-variable", {"app.py": FLASK, "app.yaml": entry})


# -- what an upgrade loads -------------------------------------------------------------------------------

MIGRATING = {
    "app.py": f"from flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n{FLASK}db = SQLAlchemy(app)\nMigrate(app, db)\n",
    "requirements.txt": "flask\nflask-migrate\nflask-sqlalchemy\ngunicorn\n",
    "migrations/env.py": "from alembic import context\nfrom flask import current_app\n",
    "migrations/versions/1a.py": "import sqlalchemy as sa\nrevision = '1a'\ndown_revision = None\n",
    "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
}


@pytest.mark.parametrize("path", ["migrations/env.py", "migrations/versions/1a.py"])
@pytest.mark.parametrize(
    ("rule", "line"),
    [("undeclared-import", "import requests"), ("unresolved-import", "from app.models import Cake")],
)
def test_an_upgrade_imports_what_is_not_there(path: str, rule: str, line: str) -> None:
    files = {**MIGRATING, path: f"{line}\n{MIGRATING[path]}"}
    assert check(rule, files) == [(path, 1, "error")]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"migrations/env.py": "def later():\n    import requests\n"},
        {"migrations/env.py": "try:\n    import requests\nexcept ImportError:\n    requests = None\n"},
        {"migrations/env.py": "import requests\n", "Procfile": "web: gunicorn app:app\n"},
        {"migrations/env.py": "import requests\n", "other/env.py": "", "other/versions/2b.py": "revision = '2b'\ndown_revision = None\n"},
    ],
)  # fmt: skip
def test_no_upgrade_loads_it(change: dict[str, str]) -> None:
    assert not check("undeclared-import", {**MIGRATING, **change})


@pytest.mark.parametrize(
    ("copied", "found"),
    [(". .", 1), ("migrations migrations", 1), ("requirements.txt app.py ./", 0), ("requirements.txt ./", 0)],
)
def test_an_image_without_migrations_loads_none(copied: str, found: int) -> None:
    start = "FROM python:3.13\nWORKDIR /srv\nCOPY requirements.txt app.py ./\nRUN pip install -r requirements.txt\n"
    image = f'{start}COPY {copied}\nCMD ["sh", "-c", "flask db upgrade && gunicorn app:app"]\n'
    files = {
        **MIGRATING,
        "migrations/env.py": "import requests\n" + MIGRATING["migrations/env.py"],
        "Dockerfile": image,
    }
    del files["Procfile"]
    assert len(check("undeclared-import", files)) == found


# -- a parent that is only the beginning of a revision ---------------------------------------------------


@pytest.mark.parametrize(("parent", "count"), [("1a2b", 1), ("1a2b3", 1), ("1a2b3c4d", 0), ("1a2b3c4dx", 1)])
def test_a_parent_is_written_in_full(parent: str, count: int) -> None:
    second = f"revision = '2b2b2b2b'\ndown_revision = '{parent}'\n"
    first = "revision = '1a2b3c4d'\ndown_revision = None\n"
    files = {**MIGRATING, "migrations/versions/1a.py": first, "migrations/versions/2b.py": second}
    assert len(check("broken-migration-chain", files)) == count


# -- an endpoint one slip away ---------------------------------------------------------------------------

PAGES = "from flask import Blueprint, render_template\ncakes = Blueprint('cakes', __name__)\n@cakes.route('/')\ndef index():\n    return render_template('cakes.html')\n"
REGISTERS = f"from cakes import cakes\n{FLASK}app.register_blueprint(cakes)\n"


def linked(endpoint: str, app: str = REGISTERS) -> int:
    page = f"{{{{ url_for('{endpoint}') }}}}\n"
    files = {"app.py": app, "cakes.py": PAGES, "templates/cakes.html": page, "Procfile": "web: gunicorn app:app\n"}
    return len(check("unknown-endpoint", {**files, "requirements.txt": "flask\ngunicorn\n"}))


@pytest.mark.parametrize("endpoint", ["caeks.index", "cake.index", "cakess.index", "cakes.idnex"])
def test_an_endpoint_one_slip_away(endpoint: str) -> None:
    assert linked(endpoint) == 1


@pytest.mark.parametrize("endpoint", ["cakes.index", "security.login"])
def test_an_endpoint_of_others(endpoint: str) -> None:
    assert not linked(endpoint)


def test_a_blueprint_that_is_registered_under_another_name() -> None:
    assert not linked("cake.index", REGISTERS.replace("(cakes)", "(cakes, name='cake')"))


# -- a package without its __init__.py -------------------------------------------------------------------

PACKAGE = {
    "shop/__init__.py": "TITLE = 'Shop'\n",
    "shop/web.py": FLASK,
    "shop/prices.py": "PRICE = 3\n",
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
}


def without_init(line: str) -> list[tuple[str, int, str]]:
    files = {**PACKAGE, "app.py": f"from shop.web import app\n{line}\n"}
    return check("untracked-file", files, untracked=frozenset({"shop/__init__.py"}))


@pytest.mark.parametrize(
    "line",
    ["", "import shop.prices", "from shop.prices import PRICE", "from shop import prices", "import shop.web as web"],
)
def test_a_folder_serves_as_a_package(line: str) -> None:
    assert not without_init(line)


@pytest.mark.parametrize("line", ["from shop import TITLE", "from shop import TITLE, prices"])
def test_a_name_of_the_package_itself_is_lost(line: str) -> None:
    assert without_init(line) == [("app.py", 2, "error")]


# -- Flask-SocketIO's own server -------------------------------------------------------------------------

SOCKETS = (
    f"import os\nfrom flask_socketio import SocketIO\n{FLASK}socketio = SocketIO(app)\nif __name__ == '__main__':\n    "
)


def served(line: str, requirements: str = "flask\nflask-socketio\ngevent\n", command: str = "python app.py") -> int:
    files = {"app.py": f"{SOCKETS}{line}\n", "requirements.txt": requirements, "Procfile": f"web: {command}\n"}
    return len(check("loopback-bind", files))


@pytest.mark.parametrize(
    "line",
    [
        "socketio.run(app)",
        "socketio.run(app, port=int(os.environ['PORT']))",
        "socketio.run(app, 'localhost')",
        "socketio.run(app, host='127.0.0.1', port=5000)",
    ],
)
def test_a_server_of_sockets_for_this_machine_alone(line: str) -> None:
    assert served(line) == 1


@pytest.mark.parametrize(
    "line",
    [
        "socketio.run(app, '0.0.0.0', int(os.environ['PORT']))",
        "socketio.run(app, host='0.0.0.0')",
        "socketio.run(app, host=os.environ['HOST'])",
        "if os.environ.get('LOCAL'):\n        socketio.run(app)\n    else:\n        socketio.run(app, host='0.0.0.0')",
    ],
)
def test_a_server_of_sockets_for_all(line: str) -> None:
    assert not served(line)


def test_others_tell_of_the_development_server() -> None:
    assert not served("socketio.run(app)", "flask\nflask-socketio\n")
    assert not served("socketio.run(app)", command="gunicorn -k gevent -w 1 app:app")

"""Secrets that look like plain words, in the forms that people, programs and languages give them. Beside each, twins of which nothing is hidden."""

from __future__ import annotations

import json

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.place import Place
from flaskcheck.known.hiding import COMMAND, ENTRY, MESSAGE, shown
from tests.growth import checked
from tests.planting import told

PLAIN = "velvetgarden"


def lines(path: str, text: str) -> list[str]:
    """The lines of a file as they are shown beside a finding at their beginning."""
    found = Shown(MemoryTree({path: text}))
    return [found.line(Place(path, n, 1, n, 2)) for n in range(1, len(text.split("\n")) + 1)]


def is_hidden(path: str, text: str) -> bool:
    return PLAIN not in "\n".join(lines(path, text))


# --- users with their passwords


@pytest.mark.parametrize("path", ["a.yaml", "start.sh", "Makefile", ".env", "shop.ini", "README.md"])
@pytest.mark.parametrize(
    "line",
    [
        "# admin:{}",
        "ADMIN_LOGIN=admin:{}",
        "LOGIN=ann:{}",
        'users = "ann:{}"',
        "# login: ann / {}",
        "echo 'ann:{}' >> x",
    ],
)
def test_users_with_passwords(path: str, line: str) -> None:
    assert is_hidden(path, line.format(PLAIN))


@pytest.mark.parametrize(
    "line",
    ["x = 1  # admin:{}", "ADMIN = 'admin:{}'", '"""root:{}"""', "click.echo('admin:{}')", "BASIC_LOGIN = 'ann:{}'"],
)
def test_users_with_passwords_in_python(line: str) -> None:
    assert is_hidden("app.py", line.format(PLAIN))


@pytest.mark.parametrize(
    "text",
    ["{'admin': '%s'}", '{"users": {"admin": "%s"}}', "users:\n  admin: %s", "[users]\nadmin = %s", "users[admin]=%s"],
)
def test_mappings_of_users_to_passwords(text: str) -> None:
    assert is_hidden("a.yaml" if ":" in text else "a.ini", text % PLAIN)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("Procfile", "web: gunicorn admin:application"),
        ("Procfile", "web: gunicorn -b :80 admin:shop"),
        ("Dockerfile", "RUN chown -R admin:shop /app"),
        ("Dockerfile", "COPY --chown=root:root . /app"),
        ("docker-compose.yml", '    user: "1000:1000"'),
        ("docker-compose.yml", "    user: node:node"),
        ("docker-compose.yml", "  admin:"),
        ("docker-compose.yml", "    admin: true"),
        ("app.py", "redirect(url_for('admin.index'))"),
        ("app.py", "@app.route('/login/<user>')"),
        (".env", "ADMIN_PATH=/srv/admin"),
        ("README.md", "Log in at /admin/index"),
    ],
)
def test_what_is_no_user_with_a_password(path: str, line: str) -> None:
    assert lines(path, line) == [line]


# --- texts that calls are given


@pytest.mark.parametrize("mode", [COMMAND, ENTRY, MESSAGE])
@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("gunicorn 'app:create_app(\"velvet garden\")'", "gunicorn 'app:create_app(\"…\")'"),
        ('"gunicorn \'shop.web:make(\\"velvet\\", 2)\'"', '"gunicorn \'shop.web:make(\\"…\\", 2)\'"'),
        ("app:create_app('production')", "app:create_app('production')"),
        ("app:create_app('shop.config.Live')", "app:create_app('shop.config.Live')"),
        ("app:create_app()", "app:create_app()"),
    ],
)
def test_targets_with_arguments(mode: str, text: str, hidden: str) -> None:
    assert shown(text, mode) == hidden


def test_the_command_of_a_deployment_shows_no_argument() -> None:
    command = f"gunicorn 'app:create_app(\"{PLAIN}\")'"
    said = told(
        {
            "app.py": "from flask import Flask\ndef create_app(key):\n    app = Flask(__name__)\n    return app\n",
            "Procfile": f"web: {command}\nworker: python nosuch.py create_app('{PLAIN}')\n",
            "railway.json": json.dumps({"deploy": {"startCommand": command}}),
        }
    )
    assert not [form for form, text in said.items() if PLAIN in text]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("start.sh", "python -c \"import app; app.create_user('ann', '{}')\""),
        ("a.sh", "mysql -e \"INSERT INTO users VALUES ('ann', '{}')\""),
        ("static/a.js", 'login("ann", "{}")'),
        ("static/a.js", 'new ApiClient("{}")'),
        ("static/a.js", 'const key = "{}"'),
        ("static/a.js", 'process.env.API_KEY || "{}"'),
        ("static/a.js", 'token = user ? user.token : "{}"'),
        ("app.json", '{{"key": "{}"}}'),
        ("a.ini", "key = {}"),
    ],
)
def test_texts_that_calls_and_names_of_code_are_given(path: str, line: str) -> None:
    assert is_hidden(path, line.format(PLAIN))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("static/a.js", 'document.getElementById("colour")'),
        ("templates/a.html", "{{ url_for('shop') }}"),
        ("a.yaml", "key: ${{ runner.os }}-pip"),
        ("a.yaml", "- key: colour"),
        ("vercel.json", '{ "key": "cache", "value": "no-store" }'),
        ("Pipfile", 'flask-jwt-extended = "*"'),
        ("static/a.js", 'if (status === "processed") {'),
    ],
)
def test_names_that_calls_are_given_are_shown(path: str, line: str) -> None:
    assert lines(path, line) == [line]


# --- addresses


@pytest.mark.parametrize("path", ["app.py", "a.yaml", "start.sh", "app.json"])
@pytest.mark.parametrize("rest", ["sendMessage", "getMe", "", "{method}"])
def test_the_token_of_a_bot(path: str, rest: str) -> None:
    assert is_hidden(path, f'URL = "https://api.telegram.org/bot{PLAIN}/{rest}"')


def test_a_path_that_begins_with_bot_is_shown() -> None:
    for line in ('x = "http://localhost:5000/bottles/list"', 'x = "http://localhost:5000/bots/getAll"'):
        assert lines("app.py", line) == [line]


# --- texts over several lines


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("start.sh", "read TOKEN <<EOF\n{}\nEOF"),
        ("start.sh", "TOKEN=$(cat <<-'END'\n\t{}\n\tEND\n)"),
        ("start.sh", "docker login -u ann --password-stdin <<EOF\n{}\nEOF"),
        ("Dockerfile", "RUN chpasswd <<EOF\nann:{}\nEOF"),
        ("Makefile", "define TOKEN\n{}\nendef"),
        ("Makefile", "export define SECRET_KEY =\n{}\nendef"),
        ("Makefile", "TOKEN = a \\\n  {}"),
        ("Makefile", "TOKEN ?= some {}"),
        (".env", "PASSPHRASE=some {} here"),
        ("app.json", '{{\n"secrets": {{\n"a": {{\n"b": "{}"\n}}\n}}\n}}'),
        ("app.json", '{{\n"a": [\n{{\n"value": "{}",\n"x": 1,\n"y": 2,\n"z": 3,\n"name": "SECRET_KEY"\n}}\n]\n}}'),
        ("app.json", '{{\n"SECRET_KEY":\n\n"{}"\n}}'),
        ("main.tf", 'variable "db_password" {{\n  type = string\n  default = "{}"\n}}'),
        ("main.tf", 'secret_string = jsonencode({{\n  a = "{}"\n}})'),
        ("docker-compose.yml", "command:\n- flask\n- create-admin\n- ann\n- {}"),
        ("app.json", '{{"command": [\n"flask",\n"create-admin",\n"ann",\n"{}"\n]}}'),
    ],
)
def test_parts_of_texts_over_several_lines(path: str, text: str) -> None:
    assert is_hidden(path, text.format(PLAIN))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("start.sh", "read COLOUR <<EOF\nvelvetgarden\nEOF"),
        ("start.sh", "cat <<EOF\n$TOKEN\nEOF\necho velvetgarden"),
        ("Makefile", "define COLOUR\nvelvetgarden\nendef"),
        ("Makefile", "COLOUR = a \\\n  velvetgarden"),
        ("app.json", '{\n"SECRET_KEY": {\n"generator": "secret"\n},\n"colour": "velvetgarden"\n}'),
        ("app.json", '{\n"SECRET_KEY": {\n"generator": "secret",\n"required": true\n},\n"a": "velvetgarden"\n}'),
        ("main.tf", 'variable "colour" {\n  default = "velvetgarden"\n}'),
        ("docker-compose.yml", "command:\n- flask\n- paint\n- velvetgarden"),
    ],
)
def test_parts_of_other_texts_are_shown(path: str, text: str) -> None:
    said = lines(path, text)
    assert next(line for line in text.split("\n") if PLAIN in line) in said


# --- comments


@pytest.mark.parametrize(
    "comment", ['use "{}" as the password', "das Passwort lautet {}", "la contraseña es {}", "user ann, pass {}"]
)
def test_what_comments_say(comment: str) -> None:
    assert is_hidden("app.py", f"x = 1  # {comment.format(PLAIN)}")


@pytest.mark.parametrize("comment", ["the token is set by velvetgarden", "pass it on"])
def test_what_comments_say_that_is_no_secret(comment: str) -> None:
    assert lines("app.py", f"x = 1  # {comment}") == [f"x = 1  # {comment}"]


@pytest.mark.parametrize(
    ("line", "column", "end", "hidden"),
    [
        ("make('velvetgarden')", 1, 21, True),
        ("bot = TeleBot('velvetgarden')", 7, 30, True),
        ("    yield 'velvetgarden'", 5, 25, True),
        ("run(host='velvetgarden')", 10, 24, False),
        ("run(host='velvetgarden')", 5, 24, False),
        ("find(f'velvetgarden')", 6, 21, False),
        ("make('localhost:5000')", 1, 23, False),
    ],
)
def test_what_a_finding_about_a_statement_shows(line: str, column: int, end: int, hidden: bool) -> None:
    """A finding is about the literal that it points at, not about each in the statement that it points at."""
    told = Shown(MemoryTree({"app.py": line})).line(Place("app.py", 1, column, 1, end))
    assert ("…" in told) == hidden


@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown"])
def test_a_report_of_such_lines(form: str) -> None:
    from flaskcheck.output.formats import render
    from flaskcheck.output.presentation import PLAIN as SIMPLE

    app = f"from flask import Flask\napp = Flask(__name__)\napp.run(debug=True, host='0.0.0.0')  # admin:{PLAIN}\n"
    report = checked({"app.py": app, "Procfile": "web: python app.py\n"})
    assert report.findings
    assert PLAIN not in render(form, report, SIMPLE)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.py", '# "admin": "{}"'),
        ("app.py", "x = 1  # API key: {}"),
        ("app.py", "# the password for ann is {}"),
        ("app.py", "# creds: ann / {}"),
        ("start.sh", "openssl enc -k pass:{}"),
        ("start.sh", "curl -u:{} x"),
        ("start.sh", 'curl -u "ann":"{}" x'),
        ("start.sh", "yes {} | passwd"),
        ("start.sh", "(echo {}; echo {}) | passwd root"),
        ("start.sh", "flask init-admin {}"),
        ("Procfile", "web: python -m flask users add ann {}"),
        ("Dockerfile", "HEALTHCHECK CMD redis-cli -a {} ping"),
        ("Dockerfile", "RUN npm config set _auth {}"),
        ("Dockerfile", "RUN echo 'machine x.example login {} password x-oauth-basic' > ~/.netrc"),
        (".env", "MAIL_PASSWORD=\t{}"),
        ("a.yaml", "environment:\n- SECRET_KEY=a {}"),
        ("a.yaml", "dockerconfigjson: {}"),
        ("shop.ini", "password = a {}"),
        ("secrets.toml", '[secrets]\nx = "{}"'),
        ("secrets.toml", '[secrets.a]\nb = "{}"'),
        ("app.json", '{{\n"client_secret"\n:\n"{}"\n}}'),
        ("static/a.js", 'if ("{}" === password)'),
        ("static/a.js", 'switch (password) {{ case "{}": x }}'),
        ("static/a.js", 'firebase.auth().signInWithEmailAndPassword(a, "{}")'),
        ("templates/a.html", '{{{{ token or "{}" }}}}'),
    ],
)
def test_a_second_set_of_forms(path: str, text: str) -> None:
    assert is_hidden(path, text.format(PLAIN, PLAIN))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("app.py", "# most users set this to the name of the server"),
        ("app.py", "# Invalid API key: disable geocoding"),
        ("start.sh", "flask init-db shop"),
        ("start.sh", "yes | pip install flask"),
        ("static/a.js", 'switch (e.key) { case "ArrowUp": x }'),
        ("static/a.js", 'if ("Enter" === e.key)'),
        ("fly.toml", '[env]\ncolour = "velvetgarden"'),
        ("a.yaml", "environment:\n- COLOUR=a velvetgarden"),
        ("shop.ini", "colour = a velvetgarden"),
        ("requirements.txt", "    #   google-auth\n    #   josepy"),
    ],
)
def test_a_second_set_of_forms_of_what_is_no_secret(path: str, line: str) -> None:
    assert lines(path, line) == line.split("\n")

"""Secrets in places that another attack found: in code that Python does not read, in lists and mappings, in what programs take in a form of their own, far from their names. Beside each, twins of which nothing is hidden."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.place import Place
from flaskcheck.known.hiding import COMMAND, ENTRY, MESSAGE, shown
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import PLAIN
from tests.growth import checked

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
WORDY = "amber-falcon-winter"
KEY = "hunter2-of-the-shop"


def last_line(path: str, text: str) -> str:
    """The last line of a file as it is shown beside a finding."""
    number = len(text.split("\n"))
    return Shown(MemoryTree({path: text})).line(Place(path, number, 1, number, 2))


# --- code that Python does not read


@pytest.mark.parametrize("secret", [WORDY, KEY, "Winter.2031!x"])
@pytest.mark.parametrize(
    "line",
    [
        "SECRET_KEY = “{}”",
        "app.secret_key = ‘{}’",
        "password = «{}»",
        "password = `{}`",
        "SECRET_KEY = {}!",
        "d = {{'password': {} x}}",
        "if password == {} x:",
        "var PASSWORD = {};",
        "set SECRET_KEY={}",
        "password {}",
        "Authorization: Bearer {} x",
        "DB = postgres://u:{}@h/x",
        "requests.get(https://x.y/z?token={})",
        "curl -u ann:{} x",
        "f(x.get('A'), f'{{y}}/'**/*.txt'}}mysql -uroot -p{} && flask run",
    ],
)
def test_code_that_is_none(line: str, secret: str) -> None:
    assert secret not in last_line("app.py", f"import os\n{line.format(secret)}")


@pytest.mark.parametrize(
    "line",
    [
        "def view(password, token",
        "password = request.form.get('password'",
        "    return render_template('index.html', form=form",
        "@app.route('/login'",
        "print x",
    ],
)
def test_code_that_is_broken_stays_readable(line: str) -> None:
    assert last_line("app.py", f"import os\n{line}") == line


@pytest.mark.parametrize(
    "line", ["token = amber - falcon - winter", "connect(password=amber_falcon)", "secret_key = settings.amber"]
)
def test_names_in_code_that_is_read_are_shown(line: str) -> None:
    assert last_line("app.py", f"import os\n{line}") == line


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "sarif", "gitlab", "junit", "markdown"])
def test_a_report_of_broken_code(form: str) -> None:
    report = checked({"app.py": f"{APP}SECRET_KEY = “{KEY}”\n", "Procfile": "web: gunicorn app:app\n"})
    assert report.findings
    assert KEY not in render(form, report, PLAIN)


# --- calls that take a secret by its place


@pytest.mark.parametrize(
    "line",
    [
        "smtp.login('ann', '{}')",
        "login(client, 'ann', '{}')",
        "box = Fernet(b'{}')",
        "URLSafeTimedSerializer('{}')",
        "hmac.new(b'{}', text, 'sha256')",
        "user.set_password('{}')",
        "pymysql.connect('db', 'ann', '{}')",
    ],
)
def test_calls_that_take_a_secret_by_its_place(line: str) -> None:
    assert "falcon" not in last_line("app.py", line.format("amberfalcon"))


@pytest.mark.parametrize(
    "line", ["redirect(url_for('login'))", "@app.route('/login')", "sqlite3.connect('shop.db')", "login_user(user)"]
)
def test_calls_that_take_none(line: str) -> None:
    assert last_line("app.py", line) == line


# --- lists, mappings, names far from their values

TOLD = [
    ("a.yaml", "tokens: [copper, {}]"),
    ("a.yaml", "secret_keys: {{a: copper, b: {}}}"),
    ("app.json", '{{"env": {{"SECRET_KEY": {{"description": "x", "value": "{}"}}}}}}'),
    ("app.json", '{{"tokens": ["copper", "{}"]}}'),
    ("fly.toml", 'tokens = ["copper", "{}"]'),
    ("start.sh", "PASSWORDS=(copper {})"),
    ("start.sh", "TOKENS=(\n  copper\n  {}"),
    ("start.sh", 'TOKEN="copper\n{}'),
    ("a.yaml", "passwords:\n  ann: {}"),
    ("a.yaml", "stringData:\n  config: {}"),
    ("app.json", '{{\n  "passwords": {{\n    "ann": "{}"'),
    ("fly.toml", '[tokens]\nann = "{}"'),
    ("fly.toml", '[env.SECRET_KEY]\nkind = "x"\nvalue = "{}"'),
    ("a.yaml", "env:\n- name: SECRET_KEY\n  # one\n  # two\n  kind: x\n  value: {}"),
    ("a.yaml", "variables:\n  DB_PASSWORD:\n    description: x\n    expand: y\n    options: z\n    value: {}"),
    ("shop.ini", "[x]\npassword = copper\n  {}"),
    ("Pipfile", 'password = "{}"'),
    ("docker-compose.yml", "secrets:\n  key:\n    content: {}"),
]
"""Files whose last line holds a secret."""

TWINS = [
    ("a.yaml", "colours: [copper, {}]"),
    ("a.yaml", "names:\n  ann: {}"),
    ("fly.toml", '[colours]\nann = "{}"'),
    ("a.yaml", "env:\n- name: COLOUR\n  kind: x\n  # two\n  value: {}\n"[:-1]),
    ("a.yaml", "env:\n- name: SECRET_KEY\n  valueFrom: x\n- name: A\n  a: 1\n  b: 2\n  value: {}"),
    ("a.yaml", "password: copper\n\nname: {}"),
    ("start.sh", "PASSWORD=\n{}"),
    ("start.sh", "COLOURS=(\n  copper\n  {}"),
    ("templates/a.html", '<meta name="token" content="x">\n\n\n\n\n<meta name="author" content="{}">'),
]


@pytest.mark.parametrize("secret", [WORDY, KEY])
@pytest.mark.parametrize(("path", "text"), TOLD)
def test_values_far_from_the_name_of_their_secret(path: str, text: str, secret: str) -> None:
    assert secret not in last_line(path, text.format(secret))


@pytest.mark.parametrize(("path", "text"), TWINS)
def test_values_that_are_those_of_others(path: str, text: str) -> None:
    assert "amber-falcon" in last_line(path, text.format("amber-falcon"))


# --- forms of their own


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mysql -e \"SET PASSWORD FOR ann = 'amber-falcon'\"", "mysql -e \"SET PASSWORD FOR ann = '…'\""),
        ("redis-cli AUTH amber-falcon", "redis-cli AUTH …"),
        ("redis-cli -h cache auth ann amber-falcon", "redis-cli -h cache auth ann …"),
        ("mongosh --eval 'db.auth(\"ann\",\"amber-falcon\")'", "mongosh --eval 'db.auth(\"ann\",\"…\")'"),
        ("vault login amber-falcon", "vault login …"),
        ("consul kv put shop/password amber-falcon", "consul kv put shop/password …"),
        ("case $TOKEN in amber-falcon) x;; esac", "case $TOKEN in …) x;; esac"),
        ("printf -v TOKEN %s amber-falcon", "printf -v TOKEN … …"),
        ("sed -i 's/__TOKEN__/amber-falcon/' a.conf", "sed -i 's/__TOKEN__/…/' a.conf"),
        ('sed -e "s/password: .*/password: amber-falcon/" a', 'sed -e "s/password: .*/password: …/" a'),
        ('if [ "$TOKEN" != "amber-falcon" ]; then', 'if [ "$TOKEN" != "…" ]; then'),
        ("SECRET_KEY := amber-falcon", "SECRET_KEY := …"),
        ("SECRET_KEY ?= amber-falcon", "SECRET_KEY ?= …"),
        ("aws secretsmanager create-secret --secret-string amber-falcon", "aws secretsmanager create-secret --secret-string …"),
        ("curl https://hooks.slack.com/services/T0/B0/falcon", "curl https://hooks.slack.com/services/T0/B0/…"),
        ("curl https://discord.com/api/webhooks/12/amber-falcon", "curl https://discord.com/api/webhooks/12/…"),
        ("WEBHOOK_URL=https://shop.example/amber-falcon x", "WEBHOOK_URL=https://shop.example/… x"),
        ("git clone https://amber-falcon:x-oauth-basic@github.com/a/b", "git clone https://…:x-oauth-basic@github.com/a/b"),
        # twins
        ("flask create-secret --name amber-falcon", "flask create-secret --name amber-falcon"),
        ("redis-cli info amber-falcon", "redis-cli info amber-falcon"),
        ("case $COLOUR in amber-falcon) x;; esac", "case $COLOUR in amber-falcon) x;; esac"),
        ("sed -i 's/__COLOUR__/amber-falcon/' a.conf", "sed -i 's/__COLOUR__/amber-falcon/' a.conf"),
        ('if [ "$COLOUR" != "amber-falcon" ]; then', 'if [ "$COLOUR" != "amber-falcon" ]; then'),
        ("COLOUR := amber-falcon", "COLOUR := amber-falcon"),
        ("consul kv put shop/colour amber-falcon", "consul kv put shop/colour amber-falcon"),
        ("curl https://shop.example/webhook/stripe", "curl https://shop.example/webhook/stripe"),
        ("the password is set by amber-falcon", "the password is set by amber-falcon"),
    ],
)  # fmt: skip
def test_forms_of_programs(text: str, told: str) -> None:
    assert shown(text, COMMAND) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('map $http_x_api_key $ok { default 0; "amber" 1; }', 'map $http_x_api_key $ok { default 0; "…" 1; }'),
        ("RewriteCond %{HTTP:X-Token} !=amber-falcon", "RewriteCond …} !=…"),
        ("route = ^/x basicauth:shop,ann:amber-falcon", "route = ^/x basicauth:shop,ann:…"),
        ('secure_link_md5 "$uri amber";', 'secure_link_md5 "$uri …";'),
        ('<input type="password" value="amber">', '<input type="password" value="…">'),
        ("if (password === 'amber') {", "if (password === '…') {"),
        ('password = "a" "amber"', 'password = "…" "…"'),
        ('"password" "amber"', '"password" "…"'),
        ("The password is `amber`.", "The password is `…`."),
        # twins
        ('<input type="text" value="amber">', '<input type="text" value="amber">'),
        ("if (colour === 'amber') {", "if (colour === 'amber') {"),
        ('map $http_x_colour $ok { default 0; "amber" 1; }', 'map $http_x_colour $ok { default 0; "amber" 1; }'),
        ("The password is kept in amber.", "The password is kept in amber."),
    ],
)
def test_forms_of_files(text: str, told: str) -> None:
    assert shown(text, ENTRY) == told


@pytest.mark.parametrize("mode", [COMMAND, ENTRY])
@pytest.mark.parametrize("text", ["a {}token", "x={}token", "PassEnvironment={}token", "run {}token b"])
def test_a_key_that_ends_like_a_name(text: str, mode: str) -> None:
    assert "Zk3q9v" not in shown(text.format("Zk3" + "q9vT27hLmX4cB8n"), mode)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('8x7f-SECRET_KEY="amber-falcon" stays', '8x7f-SECRET_KEY="…" stays'),
        ("9a.API_TOKEN='amber' stays", "9a.API_TOKEN='…' stays"),
        ('8x7f-COLOUR="amber-falcon" stays', '8x7f-COLOUR="amber-falcon" stays'),
        ('SECRET_KEY= "amber" stays', 'SECRET_KEY= "amber" stays'),
    ],
)
def test_a_name_that_begins_with_a_number_in_a_message(text: str, told: str) -> None:
    assert shown(text, MESSAGE) == told


def test_what_a_reader_takes_for_a_word_of_a_value() -> None:
    tree = MemoryTree({"app.json": '{"SECRET_KEY": Winter.2031!x}'})
    told = Shown(tree).note("Winter.2031 is no JSON value", [Place("app.json", 1, 1, 1, 2)])
    assert told == "… is no JSON value"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "markdown"])
def test_a_target_that_a_secret_option_takes(form: str) -> None:
    compose = (
        "services:\n  web:\n    image: python\n    command:\n    - gunicorn\n    - --password\n    - amberfalcon\n"
    )
    report = checked({"app.py": APP, "docker-compose.yml": compose})
    assert "falcon" not in render(form, report, PLAIN)

"""Secrets that look like plain words, where only the grammar of what stands around them gives them away: in lines, in comments, and in what a message quotes of a line."""

from __future__ import annotations

import json

import pytest
from growth import checked

from flaskcheck.command.options import FORMATS
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.place import Edit, Fix, Place
from flaskcheck.known import hiding
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import Presentation

WORDY = "velvet-rocket" + "-garden"
APP = "from flask import Flask\n\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    "text",
    [
        'curl -H "Authorization: {}"',
        "curl -H X-Api-Key: {} x.example",
        'git -c http.extraheader="AUTHORIZATION: bearer {}" clone x',
        "sudo -S <<< {}",
        "PYTHONPATH=. redis-cli -a {} ping",
        "A=b C=d ldapsearch -w {}",
        "gh secret set X --body {}",
        "pulumi config set --secret a && az keyvault secret set --name n --value {}",
        "./bin/console user:create ann {}",
        "python scripts/create_admin.py ann {}",
        "poetry config http-basic.shop ann {}",
        "poetry config pypi-token.pypi {}",
        "pip config set global.extra-index-url https://{}:@x.example/simple",
        "lftp -e 'open -u ann,{} h'",
        "requirepass {}",
    ],
)
@pytest.mark.parametrize("mode", [hiding.COMMAND, hiding.ENTRY])
def test_what_the_grammar_gives_away(text: str, mode: str) -> None:
    assert WORDY not in hiding.shown(text.format(WORDY), mode)


@pytest.mark.parametrize(
    "text",
    [
        "DB_PASSWORD95 = {}",
        "auth = {}",
        "  DB_PIN = '{}'",
        "password: >-\n  {}",
        "api_token: |\n    {}",
        "    build: .\n    command: redis-cli -a {} ping",
        'key = os.environ.get("API_KEY", "{}")',
        'x = os.getenv("DB_PASSWORD", default="{}")',
    ],
)
def test_entries_and_comments(text: str) -> None:
    assert WORDY not in hiding.shown(text.format(WORDY), hiding.ENTRY)


@pytest.mark.parametrize(
    "text",
    [
        "gh secret list --app actions",
        "python create_tables.py shop",
        "redis-cli -u redis://redis:6379/0 ping",
        "A=b gunicorn -k gevent app:app",
        "theme = light",
        "description: >-\n  a plain text",
        'need = ["SECRET_KEY", "DEBUG"]',
        "docker run -u 1000:1000 shop",
        "cat <<< $X",
        "pip install --index-url https://git@x.example/simple shop",
    ],
)
@pytest.mark.parametrize("mode", [hiding.COMMAND, hiding.ENTRY])
def test_what_says_nothing_stays(text: str, mode: str) -> None:
    assert hiding.shown(text, mode) == text


@pytest.mark.parametrize(
    "line",
    ['SECRETS = ["{}"]', 'import os; TOKENS = ["{}"]', 'return ["{}"], "password"', 'PASSWORDS = ("a", ["{}"])'],
)
def test_a_list_of_one_is_no_key(line: str) -> None:
    assert WORDY not in Shown(MemoryTree({"app.py": line.format(WORDY)})).line(Place("app.py", 1))


@pytest.mark.parametrize("line", ['x = config["SECRET_KEY"]', 'x = f()["TOKEN"]', 'x = a[0]["DB_PASSWORD"]'])
def test_a_key_is_shown(line: str) -> None:
    assert Shown(MemoryTree({"app.py": line})).line(Place("app.py", 1)) == line


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("gunicorn refuses 'app:app --secret {}'", 'CMD ["gunicorn", "app:app --secret {}"]'),
        ('When it fails, "redis-cli -a {}" still runs', "redis-cli -a {} ping; flask db upgrade"),
        ('docker build stops here with "ann:{}: not found"', "COPY . . # curl -u ann:{} x.example"),
        ('When it fails, "echo {}" still runs', "pip install x; echo {} > /run/secret_key"),
        ("Write:\n  web: docker login -u a -p {} r.example", "web: docker login -u a -p {} r.example"),
    ],
)
def test_what_a_line_hides_no_message_tells_though_it_looks_like_words(message: str, line: str) -> None:
    for path in ("Dockerfile", "start.sh", "render.yaml"):
        shown = Shown(MemoryTree({path: line.format(WORDY)}))
        assert WORDY not in shown.note(message.format(WORDY), [Place(path, 1)])


@pytest.mark.parametrize(
    ("path", "line", "message"),
    [
        ("app.py", f'URL = setting("SHOP_STATE_URL", "{WORDY}")', "Set SHOP_STATE_URL on the host"),
        ("app.py", f'key = get_secret("JWT_SECRET_KEY", "{WORDY}")', "When JWT_SECRET_KEY is not set"),
        ("compose.yaml", "      - QUEUE_DEFAULT_PASS=password", "queue takes its password from QUEUE_DEFAULT_PASS"),
    ],
)
def test_a_message_names_the_variable_and_speaks_its_own_words(path: str, line: str, message: str) -> None:
    assert Shown(MemoryTree({path: line})).note(message, [Place(path, 1)]) == message


@pytest.mark.parametrize(
    ("line", "shown"), [("beautifulsoup4==4.13.0", "beautifulsoup4==4.13.0"), ("h5py", "h5py"), ("kq81hhfk", "…")]
)
def test_the_name_of_a_distribution_is_no_secret(line: str, shown: str) -> None:
    tree = MemoryTree({"requirements.txt": line})
    assert Shown(tree).note(f"Add {line.partition('=')[0]} there", [Place("requirements.txt", 1)]) == (
        f"Add {shown.partition('=')[0]} there"
    )


@pytest.mark.parametrize(
    "message",
    [
        'When it fails, "redis-cli -a {}" still runs',
        '"mysql -u root -p{} shop" runs before it',
        "it runs 'sshpass -p {} ssh ann@h' and ends",
        "`unzip -P {} a.zip` needs what a later step installs",
    ],
)
def test_a_command_of_another_line_that_a_message_quotes(message: str) -> None:
    assert WORDY not in hiding.shown(message.format(WORDY), hiding.MESSAGE)


@pytest.mark.parametrize(
    "message",
    [
        "gunicorn has no option '--auth-token'; write \"gunicorn app:app\"",
        '"flask run -p 5000" serves with Flask\'s development server',
        '"celery -A shop.tasks worker -P solo" has no broker',
        '"pip install -r requirements.txt" fails here',
    ],
)
def test_a_command_without_secrets_stays(message: str) -> None:
    assert hiding.shown(message, hiding.MESSAGE) == message


def test_a_fix_that_repeats_such_a_line_is_not_told() -> None:
    tree = MemoryTree({".gitignore": f"x # SECRET_KEY={WORDY}\n"})
    edit = Edit(Place(".gitignore", 1, 1, 1, 60), f"# SECRET_KEY={WORDY}\n.env")
    assert Shown(tree).repeats_secrets(Fix((edit,)))


@pytest.mark.parametrize(
    "files",
    [
        {"fly.toml": f'app = "shop"\n[env]\n  DB_PASSWORD95 = "{WORDY}"\n  FLASK_DEBUG = "1"\n'},
        {
            "build.sh": f"#!/bin/bash\npip install -r nix.txt\nredis-cli -a {WORDY} ping; flask db upgrade\n",
            "Procfile": "release: bash build.sh\nweb: gunicorn app:app\n",
        },
        {"railway.json": json.dumps({"deploy": {"startCommand": f"X=1 redis-cli -a {WORDY} ping; flask run"}})},
        {"app.py": f'{APP}import os; SECRETS = ["{WORDY}"]; app.run(debug=True)\n'},
    ],
)
def test_no_format_tells_them(files: dict[str, str]) -> None:
    report = checked({"app.py": APP, "requirements.txt": "flask\n", **files})
    assert report.findings
    for form in FORMATS:
        assert WORDY not in render(form, report, Presentation(width=160, verbose=True))


LONG = "loadSettingsOfTenant2ForTheShop"

IN_CODE = [
    f"app.config['A'] = {LONG}(1)",
    f"import {LONG}",
    f"from shop import first, {LONG}",
    f"x = flask.{LONG}",
    f"@{LONG}('/')",
    f"x = [{LONG} for _ in y]  # why",
    f"x = f('a', {LONG}, key='velvet-garden-4711-gate')",
]
HELD = [
    f"x = '{LONG}'",
    f"SECRET_KEY = '{LONG}'; {LONG} = 1",
    f"x = 1  # {LONG}",
    f"export TOKEN={LONG}",
    f'x = """{LONG}',
]


@pytest.mark.parametrize("line", IN_CODE)
def test_a_long_name_in_code_is_named_in_the_message(line: str) -> None:
    shown = Shown(MemoryTree({"app.py": f"{line}\n"}))
    for message in (f"\"name '{LONG}' is not defined\": the app doesn't start.", f"\"No module named '{LONG}'\""):
        assert LONG in shown.note(message, [Place("app.py", 1, 1, 1, 2)])
    assert LONG in shown.note(f'"flask.{LONG}"', [Place("app.py", 1, 1, 1, 2)]) or "flask" not in line


@pytest.mark.parametrize("line", HELD)
def test_what_is_no_code_is_not(line: str) -> None:
    shown = Shown(MemoryTree({"app.py": f"{line}\n", "run.sh": f"{line}\n"}))
    for path in ("app.py", "run.sh"):
        told = shown.note(f"\"name '{LONG}' is not defined\": the app doesn't start.", [Place(path, 1, 1, 1, 2)])
        assert LONG not in told


def test_a_name_of_another_line_is_not() -> None:
    shown = Shown(MemoryTree({"app.py": f"import {LONG}\nx = 1\n"}))
    assert LONG not in shown.note(f"\"name '{LONG}' is not defined\"", [Place("app.py", 2, 1, 2, 2)])

"""Secrets of which one line, or one word of a quoted command, is told: what is far above says that they are, or their look."""

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
KEY = "qQpi8NUz0BhDzzE9ysnpodIH04fM"

LINES = [
    ("render.yaml", "secret: >\n  velvet garden\n  amber falcon"),
    ("render.yaml", "a:\n  db_password: |-\n    copper\n\n    amber falcon"),
    ("render.yaml", "a:\n  api_token: !!str &t >\n    copper\n      winter\n    amber falcon"),
    ("render.yaml", "passwords:\n- copper\n- amber-falcon"),
    ("render.yaml", "passwords:\n  - copper # old\n  - 'amber-falcon' # new"),
    ("app.json", '{\n"tokens": [\n  "copper",\n  "winter",\n  "amber-falcon"'),
    (".env", 'TOKEN="copper\nwinter\namber falcon"'),
    (".env", "export TOKEN='copper\nwinter\namber falcon'"),
    ("fly.toml", "api_key = '''\ncopper\namber falcon"),
    ("shop.ini", 'password = """\ncopper\namber falcon'),
]
"""Files whose last line belongs to a secret."""

HARMLESS = [
    ("render.yaml", "secret: |\n  copper\nname: amber-falcon"),
    ("render.yaml", "secrets:\n  - copper\n  - amber-falcon"),
    ("render.yaml", "a:\n  password:\n    from: copper\n  name: amber-falcon"),
    ("render.yaml", "script: |\n  copper\n  amber-falcon"),
    ("render.yaml", "password: copper\nnames:\n- winter\n- amber-falcon"),
    (".env", 'TOKEN="copper\nwinter"\nNAME=amber-falcon'),
    ("fly.toml", "api_key = '''\ncopper\n'''\nname = 'amber-falcon'"),
    ("fly.toml", "# token = '''\nport = 80\nname = 'amber-falcon'"),
]


def last_line(path: str, text: str) -> str:
    """The last line of a file as it is shown beside a finding."""
    number = len(text.split("\n"))
    return Shown(MemoryTree({path: text})).line(Place(path, number, 1, number, 2))


@pytest.mark.parametrize(("path", "text"), LINES)
def test_a_line_of_a_secret_that_begins_above_is_hidden(path: str, text: str) -> None:
    told = last_line(path, text)
    assert "amber" not in told
    assert "falcon" not in told


@pytest.mark.parametrize(
    "text",
    [
        "x = f('a''', app.config[{{}}])}}export DB_PASSWORD={}; flask db upgrade') if y else 1",
        "'''\nx = f(a''', b)export API_TOKEN={} && flask run')",
        "export DB_PASSWORD={}",
        "app = Flask(__name__) export SECRET_KEY={} X=1",
    ],
)
def test_a_command_that_stands_in_code(text: str) -> None:
    assert "falcon" not in last_line("app.py", text.format("amber-falcon-winter"))


@pytest.mark.parametrize(
    "line", ["password = export_all - falcon", "connect(password=falcon)", "from falcon import export"]
)
def test_names_in_code_are_shown(line: str) -> None:
    assert last_line("app.py", line) == line


@pytest.mark.parametrize(("path", "text"), HARMLESS)
def test_what_stands_behind_a_secret_is_shown(path: str, text: str) -> None:
    assert "amber-falcon" in last_line(path, text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[ $TOKEN == amber-falcon ]] && x", "[[ $TOKEN == … ]] && x"),
        ("[[ $TOKEN != amber-falcon ]] && x", "[[ $TOKEN != … ]] && x"),
        ("[[ $DB_PASSWORD =~ ^amber ]] && x", "[[ $DB_PASSWORD =~ … ]] && x"),
        ("read TOKEN <<< amber-falcon", "read TOKEN <<< …"),
        ("[[ $COLOUR == amber-falcon ]] && x", "[[ $COLOUR == amber-falcon ]] && x"),
    ],
)
def test_what_a_secret_is_compared_with(text: str, told: str) -> None:
    assert shown(text, COMMAND) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'"echo {KEY}" still runs', '"echo …" still runs'),
        (f"'sed -i {KEY} x' stops", "'sed -i … x' stops"),
        (f'the step "x {KEY} --a b" fails', 'the step "x … --a b" fails'),
        ('"flask db upgrade 1a2b3c4d5e6f" fails', '"flask db upgrade 1a2b3c4d5e6f" fails'),
        ('"gunicorn a_long.module_name.of2:create_app_from_settings" fails', '"gunicorn a_long.module_name.of2:create_app_from_settings" fails'),
        (f'"docker run shop/app@sha256:{"9f86d081" * 8}" fails', f'"docker run shop/app@sha256:{"9f86d081" * 8}" fails'),
    ],
)  # fmt: skip
def test_keys_in_commands_that_messages_quote(text: str, told: str) -> None:
    assert shown(text, MESSAGE) == told


@pytest.mark.parametrize(
    "files",
    [
        {"build.sh": f"pip install -r requirements.txt\necho {KEY} > key\n", "render.yaml": "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: bash build.sh\n  startCommand: gunicorn app:app\n"},
        {"Procfile": f"release: flask db upgrade; store {KEY}\nweb: gunicorn app:app\n"},
        {"requirements.txt": f"# token {KEY}\nflask\0==3\n", "Procfile": "web: gunicorn app:app\n"},
        {"Dockerfile": f"FROM python:3.12\nCOPY . .\nRUN pip install -r requirements.txt; store {KEY}\nCMD gunicorn app:app\n"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "concise", "json", "sarif", "github", "markdown", "junit", "gitlab"])
def test_no_format_tells_a_key_of_another_line(files: dict[str, str], form: str) -> None:
    report = checked({"app.py": APP, "requirements.txt": "flask\ngunicorn\nflask-migrate\n", **files})
    assert report.findings
    told = render(form, report, PLAIN)
    assert not [KEY[at : at + 9] for at in range(len(KEY) - 8) if KEY[at : at + 9] in told]


GLUED = [
    '[31mred{"SECRET_KEY": "%s", "builder": true}',
    '\x07{"DB_PASSWORD": "%s"}',
    'a8f{"n": 1, "api_token" : "%s"}',
    "q8z{SECRET_KEY: %s}",
    'NAME=8a7f,"SECRET_KEY": "%s"',
    'password=8a7d{"API_SECRET": "%s"}',
    '--token 8a7f{"SECRET_KEY": "%s"}',
    '-p8a7f"client_secret": "%s"',
    'curl -u ann:8af7"SECRET_KEY": "%s"',
    '8x7f{"secret": {"value": "%s"}}',
    '8x7f{"SECRET_KEY":\n  "%s"}',
    '8x7f\\"SECRET_KEY\\": \\"%s\\"',
    "$_ENV['DB_PASSWORD'] = '%s';",
    'app.config["SECRET_KEY" ] = "%s"',
    'secrets["db"]["password"] => "%s"',
]


@pytest.mark.parametrize("line", GLUED)
@pytest.mark.parametrize("mode", [COMMAND, ENTRY])
def test_a_name_in_what_is_hidden_leads_to_its_value(line: str, mode: str) -> None:
    told = shown(line % "velvet-garden-gate", mode)
    assert not {"velvet", "garden", "gate"} & set(told.replace("-", " ").replace('"', " ").split())


@pytest.mark.parametrize(
    "line",
    [
        '8x7f{"SECRET_KEY_FILE_SIZE", "shop"} main',
        '[31mred{"PORT": "8000", "builder": true}',
        'if [ "$NAME" ] = x; then gunicorn app:app',
        'env["NAME"] = "shop"',
    ],
)
def test_other_names_in_what_is_hidden_lead_to_nothing(line: str) -> None:
    told = shown(line, ENTRY)
    assert line.split()[-1] in told

"""Secrets that a shell hands on, compares or prints for another program; those that a comment or an address gives away. Beside each, twins of which nothing is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from flaskcheck.command.start import run
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.secret_values import SecretValues
from flaskcheck.known.hiding import COMMAND, ENTRY, shown
from flaskcheck.known.masking.shells import handed_on, spans_of_handed, spans_of_shells
from tests.hardening.test_growth import is_linear, steps
from tests.hardening.test_secrets_plain import lines
from tests.planting import told

PLAIN = "velvetgarden"


# --- what is handed on


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("start.sh", "set -- {}\nexport API_TOKEN=$1"),
        ("start.sh", 'set -- ann {}; DB_PASSWORD="$2" flask run'),
        ("start.sh", "plain={}\nother=$plain\nexport API_TOKEN=$other"),
        ("start.sh", '[ "$1" = "{}" ] && export DB_PASSWORD="$1"'),
        ("start.sh", 'case "$p" in {}) ;; esac\nSECRET_KEY=$p'),
        ("Makefile", "PLAIN = {}\nweb:\n\tAPI_TOKEN=$(PLAIN) flask run"),
        (".env", "PLAIN={}\nDB_PASSWORD=${{PLAIN}}"),
        ("app.json", '{{"scripts": {{"postdeploy": "set -- {} && export API_TOKEN=$1"}}}}'),
    ],
)
def test_what_is_handed_on_to_a_secret(path: str, text: str) -> None:
    assert PLAIN not in "\n".join(lines(path, text.format(PLAIN)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("start.sh", 'set -- gunicorn "$@"\nexport COLOUR=$1'),
        ("start.sh", "plain=velvetgarden\nexport COLOUR=$plain"),
        ("start.sh", '[ "$1" = "velvetgarden" ] && export COLOUR="$1"'),
        (".env", "PLAIN=velvetgarden\nCOLOUR=${PLAIN}"),
        ("start.sh", 'if [ "x${DOCKER_PASS}" = "x" ]; then flask run; fi'),
    ],
)
def test_what_is_handed_on_to_something_else(path: str, text: str) -> None:
    assert "\n".join(lines(path, text)) == text


# --- what is compared


@pytest.mark.parametrize(
    "text",
    [
        '[ {} = "$API_TOKEN" ] || exit 1',
        'test "{}" = "$SECRET_KEY"',
        'case "$API_TOKEN" in\n  "") exit 1 ;;\n  {}) ;;\nesac',
        'case "$API_TOKEN" in \\\n  {}) ;; \\\nesac',
        "passwords[ann]={}",
        "API_TOKEN[0]='{}'",
    ],
)
def test_what_a_secret_is_compared_with(text: str) -> None:
    assert PLAIN not in "\n".join(lines("start.sh", text.format(PLAIN)))


@pytest.mark.parametrize(
    "text",
    ['[ velvetgarden = "$COLOUR" ]', 'case "$1" in\n  velvetgarden) flask run ;;\nesac', "colours[ann]=velvetgarden"],
)
def test_what_something_else_is_compared_with(text: str) -> None:
    assert "\n".join(lines("start.sh", text)) == text


# --- options


@pytest.mark.parametrize(
    "command",
    [
        "curl -su ann:{} https://shop.example.com",
        "curl -fsSLu ann:{} https://shop.example.com",
        "curl --cert client.pem:{} https://shop.example.com",
        "rsync --password-file=<(echo {}) a b",
        "openssl dgst -sha256 -hmac {} a",
        "doctl auth init -t {}",
        "mc alias set x https://shop.example.com ann {}",
        "ldappasswd -s {} cn=ann",
        'redis-cli ACL SETUSER ann on ">{}"',
        "${{API_TOKEN:={}@x}}",
    ],
)
def test_options(command: str) -> None:
    assert PLAIN not in shown(command.format(PLAIN), COMMAND)


@pytest.mark.parametrize(
    "command",
    [
        "curl -fsSL https://shop.example.com",
        "curl --cert client.pem https://shop.example.com",
        "openssl dgst -sha256 app.py",
        "docker build -t velvetgarden .",
        "mc ls velvetgarden",
    ],
)
def test_options_without_a_secret(command: str) -> None:
    assert shown(command, COMMAND) == command


def test_the_program_that_a_key_of_settings_names() -> None:
    assert PLAIN not in shown(f"ExecStop=/usr/bin/redis-cli -a {PLAIN} shutdown", ENTRY)
    assert shown(f"ExecStop=/usr/bin/tool -a {PLAIN} stop", ENTRY) == f"ExecStop=/usr/bin/tool -a {PLAIN} stop"


def test_the_sign_before_a_command_of_make_is_none_of_its_name() -> None:
    assert lines("Makefile", "web:\n\t@echo starting")[1] == "\t@echo starting"
    assert PLAIN not in lines("Makefile", f"web:\n\t@printf %s {PLAIN} | docker login --password-stdin")[1]
    assert PLAIN not in lines("Makefile", f"TOKEN := $(shell echo {PLAIN})")[0]


# --- what stands beside


@pytest.mark.parametrize(
    ("path", "line"),
    [("Dockerfile", "USER {} # password"), ("uwsgi.ini", "x = {} # the admin password"), (".env", "A={} # api token")],
)
def test_a_comment_that_names_a_secret(path: str, line: str) -> None:
    assert PLAIN not in lines(path, line.format(PLAIN))[0]


@pytest.mark.parametrize("line", ["A=velvetgarden # for the login page", "A=velvetgarden # see docs", "# API_TOKEN"])
def test_a_comment_that_says_something_else(line: str) -> None:
    assert lines(".env", line)[0] == line


def test_blocks_and_sections() -> None:
    block = f"env:\n- name: DB_PASSWORD\n  value: |\n    {PLAIN}\n- name: COLOUR\n  value: |\n    velvet"
    assert PLAIN not in "\n".join(lines("k8s.yaml", block))
    assert lines("k8s.yaml", block)[-1] == "    velvet"
    assert PLAIN not in lines("setup.ini", f"[credentials]\nann = {PLAIN}")[1]
    assert PLAIN not in lines("k8s.yaml", f'stringData: {{"a": "{PLAIN}"}}')[0]
    assert PLAIN not in "\n".join(lines("Dockerfile", f"RUN <<A cat > /x && <<B cat > /token\none\nA\n{PLAIN}\nB"))


@pytest.mark.parametrize(
    "address",
    [
        "https://shop.webhook.office.com/webhookb2/a@b/IncomingWebhook/{}/c",
        "https://outlook.office.com/webhook/{}/IncomingWebhook/a/b",
        "https://chat.example.com/hooks/{}",
        "https://discord.com/api/v10/webhooks/1/{}",
    ],
)
def test_addresses_of_webhooks(address: str) -> None:
    assert PLAIN not in shown(f"curl {address.format(PLAIN)}", COMMAND)


@pytest.mark.parametrize("address", ["https://shop.example.com/webhook/stripe", "https://react.dev/reference/hooks"])
def test_addresses_of_pages(address: str) -> None:
    assert shown(f"curl {address}", COMMAND) == f"curl {address}"


# --- settings


@pytest.mark.parametrize(
    "setting",
    [
        'baseline = "https://u:{}@x/b.json"',
        'exclude = ["https://u:{}@x/*"]',
        'select = ["{}"]',
        'deploy = {{host = "{}"}}',
    ],
)
def test_settings_are_shown_without_secrets(setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "Zk3q9vT27hLmX4cB8nR"
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    (tmp_path / "flaskcheck.toml").write_text(setting.format(key) + "\n")
    for command in (
        ["show", str(tmp_path)],
        [str(tmp_path), "--show-settings"],
        [str(tmp_path), "--show-settings", "--format", "json"],
    ):
        run(command)
    told = capsys.readouterr()
    assert key not in told.out + told.err


def test_a_name_that_is_mistyped_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "flaskcheck.toml").write_text('select = ["hard-coded-secret-keys"]\n')
    run([str(tmp_path)])
    assert "'hard-coded-secret-keys'" in capsys.readouterr().err


# --- growth


@pytest.mark.parametrize(
    "part",
    [
        "a=$b; ",
        "set -- a; TOKEN=$1; ",
        "[ x = $TOKEN ] ",
        "case $TOKEN in x) ;; esac; ",
        "TOKEN[a]=x ",
        "<(echo x) ",
        "TOKEN=$a b=$TOKEN ",
    ],
)
def test_work_grows_as_the_text_does(part: str) -> None:
    def looked(size: int) -> None:
        text = part * size
        list(spans_of_handed(text, handed_on(text)))
        list(spans_of_shells(text))

    looked(1)  # patterns are compiled when they are first asked
    small, middle, large = (steps(lambda size=size: looked(size)) for size in (100, 200, 400))
    assert is_linear(small, middle, large)


# --- values that another line tells of

APP = "from flask import Flask, render_template\n\napp = Flask(__name__)\n"
VALUE = "velvet-garden-castle"


@pytest.mark.parametrize(
    "files",
    [
        {"Dockerfile": f"FROM python:3.12\nARG token={VALUE}\nCOPY $token x\nCMD gunicorn app:app\n"},
        {"Procfile": f"web: export TOKEN={VALUE} && gunicorn $TOKEN:app\n"},
        {"Procfile": "web: sh start.sh\n", "start.sh": f"export API_TOKEN={VALUE}\ngunicorn $API_TOKEN:app\n"},
        {
            "Procfile": "web: sh start.sh\n",
            "start.sh": ". ./.env\ngunicorn $API_TOKEN:app\n",
            ".env": f"API_TOKEN={VALUE}\n",
        },
        {"shop.service": f"[Service]\nEnvironment=TOKEN={VALUE}\nExecStart=gunicorn ${{TOKEN}}:app\n"},
        {
            "render.yaml": f"services:\n- type: web\n  name: w\n  runtime: python\n  startCommand: gunicorn $TOKEN:app\n  envVars:\n  - key: TOKEN\n    value: {VALUE}\n"
        },
        {
            "Procfile": "web: gunicorn app:app\n",
            "app.py": APP
            + "from settings import PASSWORD\n@app.route('/')\ndef f():\n    return render_template(PASSWORD)\n",
            "settings.py": f"PASSWORD = '{VALUE}'\n",
        },
    ],
)
def test_values_that_another_line_tells_of(files: dict[str, str | bytes]) -> None:
    said = told({"app.py": APP, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", **files})
    assert not [form for form, text in said.items() if VALUE in text]
    assert "…" in said["text"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("COLOUR=velvet-garden-castle", "velvet-garden-castle"),
        ("API_TOKEN=production", "production"),
        ("DB_PASSWORD=postgres", "postgres"),
        ("API_TOKEN=$VALUE", "velvet-garden-castle"),
        ("SECRET_NAME=velvet-garden-castle", "velvet-garden-castle"),
        ("API_TOKEN=changeme", "changeme"),
    ],
)
def test_what_is_no_secrets_value_is_told(line: str, kept: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": APP,
        "Procfile": f"web: gunicorn {kept}:app\n",
        "requirements.txt": "Flask\ngunicorn\n",
        ".env": line + "\n",
    }
    assert f"No module named '{kept}'" in told(files)["text"]


def test_work_grows_as_what_is_told_does() -> None:
    def told_of(size: int) -> None:
        files: dict[str, str | bytes] = {f"a{n}.env": f"API_TOKEN=velvet-garden-{n}\n" for n in range(size)}
        tree = MemoryTree(files)
        found = SecretValues(tree, ())
        for path in files:
            tree.source(path)
            found.left_out(f"there is no 'velvet-garden' in {path} beside anything")

    small, middle, large = (steps(lambda size=size: told_of(size)) for size in (50, 100, 200))
    assert is_linear(small, middle, large)


# --- passwords that hold the word for one, or two commas


@pytest.mark.parametrize(
    "command",
    [
        "echo {} | docker login --password-stdin",
        "flask create-admin ann {}",
        "htpasswd -bc users ann {}",
        "rabbitmqctl add_user ann {}",
        "gh secret set API_TOKEN --body {}",
    ],
)
@pytest.mark.parametrize("mode", [COMMAND, ENTRY])
def test_a_password_that_holds_the_word_for_one(command: str, mode: str) -> None:
    for secret in ("mygardensecret", "velvet_garden_pass", "größenschlüssel"):
        assert secret not in shown(command.format(secret), mode)
        assert secret not in shown(f'{{"run": "{command.format(secret)}"}}', mode)


def test_the_word_itself_and_the_name_of_a_variable_stay() -> None:
    assert shown("gh secret set API_TOKEN --body $VALUE", COMMAND) == "gh secret set API_TOKEN --body $VALUE"
    assert shown("echo password: $VALUE | mail ann", COMMAND).startswith("echo password:")


@pytest.mark.parametrize("line", ["API_TOKEN=abCD12,,velvet,.garden", "DB_PASSWORD: abCD12,,velvet,.garden"])
def test_a_value_goes_on_behind_two_commas(line: str) -> None:
    assert "velvet" not in shown(line, ENTRY)
    assert shown("[API_TOKEN=abCD12velvet, COLOUR=red]", ENTRY) == "[API_TOKEN=…, COLOUR=red]"

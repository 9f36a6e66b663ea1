"""Secrets beside what gives them away: repeated in the line that hides them, put into an address, behind a blank that ends a value, in the forms of some programs. Beside each, twins of which nothing is hidden."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.marked import marked
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.place import Place
from flaskcheck.known.extents import repeated
from flaskcheck.known.hiding import COMMAND, ENTRY, PAGE, shown
from tests.growth import checked
from tests.hardening.test_growth import is_linear, steps
from tests.hardening.test_secrets_plain import lines
from tests.planting import told

SECRET = "velvet.garden.castle"


# --- what is hidden in a line is shown nowhere in it


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (".env", "API_TOKEN='{0}' # was {0}"),
        ("start.sh", "echo {0} && DB_PASSWORD={0} flask run"),
        ("Dockerfile", "RUN echo {0} | docker login -p {0}"),
        ("render.yaml", "  value: {0} # password: {0}"),
        ("shop.service", "Environment=API_TOKEN={0} OLD={0}"),
    ],
)
def test_what_is_hidden_is_shown_nowhere_in_its_line(path: str, line: str) -> None:
    assert SECRET not in lines(path, line.format(SECRET))[0]


@pytest.mark.parametrize(
    ("path", "line", "kept"),
    [
        ("start.sh", "DB_PASSWORD=postgres URL=postgres://db/x", "postgres://db/x"),
        ("start.sh", "DB_PASSWORD=hunter-2 gunicorn hunter:app", "gunicorn hunter:app"),
        ("start.sh", "SECRET_KEY=$SECRET_KEY flask run", "$SECRET_KEY flask run"),
    ],
)
def test_what_is_no_repeated_secret_stays(path: str, line: str, kept: str) -> None:
    assert kept in lines(path, line)[0]


def test_work_grows_as_the_line_does() -> None:
    def run(size: int) -> None:
        text = "".join(f"x{n:07} " for n in range(size))
        repeated(text, [(at, at + 8) for at in range(0, len(text), 9)])

    small, middle, large = (steps(lambda size=size: run(size)) for size in (100, 200, 400))
    assert is_linear(small, middle, large)


# --- addresses into which a password is put


@pytest.mark.parametrize(
    "code",
    [
        "uri = 'mysql://root:%s@localhost/x' % '{}'",
        "uri = 'mysql://%(u)s:%(p)s@localhost/x' % {{'u': 'ann', 'p': '{}'}}",
        "uri = 'postgresql://{{}}:{{}}@localhost/x'.format('ann', '{}')",
        "uri = 'redis://:{{p}}@localhost:6379'.format(p='{}')",
    ],
)
def test_addresses_into_which_a_password_is_put(code: str) -> None:
    assert SECRET not in lines("app.py", code.format(SECRET))[0]


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("uri = 'http://{}:{}/x'.format('shop.example.com', 'api/v1')", "'shop.example.com', 'api/v1'"),
        ("uri = 'http://localhost:%s/x' % 'api/v1'", "% 'api/v1'"),
        ("uri = 'mysql://root@localhost/%s' % 'api/v1'", "% 'api/v1'"),
    ],
)
def test_addresses_without_a_password(code: str, kept: str) -> None:
    assert lines("app.py", code)[0].endswith(kept.rstrip("\n") + ")" * code.endswith(")"))


def test_the_fragment_of_an_address() -> None:
    for secret in ("dmVsdmV0LWdhcmRlbg==", "velvet=garden", "velvet"):
        assert secret not in lines("app.py", f"requests.get('http://localhost/x#access_token={secret}')")[0]
    assert lines("app.py", "requests.get('http://localhost/x#part=two')") == [
        "requests.get('http://localhost/x#part=two')"
    ]


# --- messages


@pytest.mark.parametrize("line", ["Environment=API_TOKEN=marble amber", "Environment=A=1 DB_PASSWORD=x amber quiet"])
def test_what_systemd_reads_over_is_quoted_in_no_message(line: str) -> None:
    said = told(
        {
            "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
            "shop.service": f"[Service]\n{line}\nExecStart=/srv/venv/bin/gunicorn app:app\n",
        }
    )
    assert "Invalid environment assignment" in said["text"]
    assert not [form for form, text in said.items() if "amber" in text]


@pytest.mark.parametrize("line", ["Environment=API_TOKEN=x FLASK_DEBUG=1", "Environment=A=x amber quiet"])
def test_lines_of_systemd_without_blanks_in_a_secret(line: str) -> None:
    assert lines("shop.service", line) == [line.replace("API_TOKEN=x", "API_TOKEN=…")]


def test_a_word_behind_a_blank_is_told_still() -> None:
    files = {
        "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
        "shop.service": "[Service]\nEnvironment=A=x y\nExecStart=/srv/venv/bin/gunicorn app:app\n",
    }
    found = [f for f in checked(files).findings if "Invalid environment assignment" in f.message]
    assert [(f.place.line, f.place.column) for f in found] == [(2, 17)]


# --- programs


@pytest.mark.parametrize(
    "command",
    [
        "az login --service-principal -u a -p {} --tenant t",
        "gcloud auth activate-refresh-token ann {}",
        "newrelic-admin generate-config {} newrelic.ini",
        "sqlplus scott/{}@db",
        "sqlplus -s scott/{}",
    ],
)
def test_programs(command: str) -> None:
    assert SECRET not in shown(command.format(SECRET), COMMAND)


@pytest.mark.parametrize("command", ["gcloud auth login", "newrelic-admin run-program gunicorn app:app", "sqlplus -v"])
def test_the_same_programs_without_a_secret(command: str) -> None:
    assert shown(command, COMMAND) == command


@pytest.mark.parametrize("mode", [ENTRY, PAGE])
def test_numbers_of_a_card_or_a_debugger(mode: str) -> None:
    for text in (f"# debugger pin: {SECRET}", f"# the pin is {SECRET}", "# PIN 4711-08-15", f"otp code: {SECRET}"):
        hidden = shown(text, mode)
        assert SECRET not in hidden
        assert "4711" not in hidden
    for text in ("# pin flask to 3.0", "# the pin is set in production", "PIN the versions"):
        assert shown(text, mode) == text


@pytest.mark.parametrize("call", ["redis.Redis('localhost', 6379, 0, '{}')", "StrictRedis(host, 6379, 1, '{}')"])
def test_passwords_by_their_place(call: str) -> None:
    assert SECRET not in lines("app.py", call.format(SECRET))[0]
    assert "'localhost'" in lines("app.py", "redis.Redis('localhost', 6379)")[0]


# --- names


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("app.json", '{{"env": {{"API_TOKEN={}": {{"value": "x"}}}}}}'),
        (
            "render.yaml",
            "services:\n- {{type: web, name: w, runtime: python, envVars: [{{key: 'API_TOKEN={}', value: x}}]}}\n",
        ),
        ("app.yaml", "runtime: python312\nenv_variables:\n  API_TOKEN={}: x\n"),
    ],
)
def test_a_value_in_the_name_of_a_variable(path: str, text: str) -> None:
    said = told(
        {
            "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
            "Procfile": "web: gunicorn app:app\n",
            path: text.format(SECRET),
        }
    )
    assert not [form for form, shown_ in said.items() if SECRET in shown_]
    assert "API_TOKEN" in said["env"]


# --- a fix repeats nothing that is hidden of its lines


@pytest.mark.parametrize("secret", ["795149", "OWN_DOOR_CODE", "hunter-2000", "amber"])
@pytest.mark.parametrize(
    "line",
    ["app.run(debug=True)  # debugger pin: {}", "app.run(debug=True)  # password: {}"],
)
def test_a_fix_repeats_nothing_that_is_hidden(line: str, secret: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"from flask import Flask\napp = Flask(__name__)\n{line.format(secret)}\n",
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": "web: python app.py\n",
    }
    assert not {form for form, text in told(files).items() if secret in text}


@pytest.mark.parametrize(
    "line", ["API_TOKEN='{0}' # {0} {0}; app.run(debug=True)", "app.run(debug=True) # password: {0} was {0}"]
)
def test_what_is_marked_is_marked_where_it_stands(line: str) -> None:
    text = line.format(SECRET)
    files: dict[str, str | bytes] = {"app.py": f"{text}\n"}
    begin = text.index("app.run")
    place = Place("app.py", 1, begin + 1, 1, begin + 8)
    shown, start, end = marked(Shown(MemoryTree(files)), place, 0, len(text), begin, begin + 7)
    assert SECRET not in shown
    assert start <= end <= len(shown)
    if "app.run" in shown:
        assert shown[start:end] == "app.run"

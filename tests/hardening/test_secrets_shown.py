"""No secret is told: not by a format, not by the baseline, an error, a note or the cache. 1,200 secrets in all kinds of places, and the ways of each."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import planting
import pytest

from flaskcheck.command.options import FORMATS
from flaskcheck.command.start import run
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry, shown
from flaskcheck.findings.baseline_file import KnownFinding, fresh, text
from flaskcheck.findings.config import Config
from flaskcheck.ground.place import Place
from flaskcheck.known import harmless, hiding
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import PLAIN

KEY = "Zk3" + "q9vT27hLmX4cB8nR"
"""A secret that looks like one."""

WORDY = "velvet-rocket" + "-garden"
"""A secret that looks like words: only where it stands gives it away."""


@pytest.mark.parametrize("seed", range(16))
def test_nothing_of_a_planted_secret_is_told(seed: int) -> None:
    planted = planting.Planted(seed)
    assert len(planted.each) > 70
    assert planting.leaks(planted) == {}


@pytest.mark.parametrize("secret", [KEY, WORDY])
@pytest.mark.parametrize(
    "command",
    [
        "npm run x -- --db-pass {} --port 80",
        "myapp --secret-key='{}' serve",
        "myapp serve --with-token={},b",
        "curl -sS -H 'Cookie: sid={}' http://localhost:5000/x",
        'curl --header "X-Auth: {}" http://localhost:5000/x',
        "wget --http-password={} http://localhost:5000/x",
        "wget http://ann:{}@localhost:5000/x",
        "http -a ann:{} localhost:5000/x",
        "PGPASSWORD={} psql -h localhost -U postgres",
        "env -i SMTP_PASS={} sendit",
        "A=1 B_TOKEN='{}' C=2 prog",
        "mysqldump -h db -u root --password={} shop",
        "openssl enc -k {} -in a",
        "printf '%s' {} | gh auth login --with-token",
        "psql 'postgresql://u@localhost/x?password={}'",
        "declare -x API_KEY={}",
        "set -a; MAIL_PASSWORD='{}'; set +a",
        "flask user create ann --password {} --admin",
        "gunicorn --env STRIPE_SECRET={} app:app",
        "python -c \"import x; x.login(password='{}')\"",
        "ssh -i a.pem root@h 'export DB_PASSWORD={} && run'",
        "heroku config:set SECRET_KEY={} -a shop",
        "fly secrets set SECRET_KEY={}",
        "docker login -u ann -p {} registry.example",
        "twine upload -u __token__ -p {}",
        "redis-server --requirepass {}",
        'CONF=\'{{"db": {{"pw": "{}"}}}}\' gunicorn app:app',
        'SETTINGS=\'{{"auth": "{}", "port": 1}}\' serve',
        "CONF='password: {}' gunicorn app:app",
        "echo {} > /run/secret_key && gunicorn app:app",
        "printf %s '{}' >> ~/.config/token",
        "echo {} >'db_password.txt'; serve",
        "openssl rsa -passin pass:{} -in a",
        "keytool -import -storepass {} -file a",
        "curl -uann:{} http://localhost/x",
        "curl -b 'sid={}' http://localhost/x",
        "aws ssm put-parameter --name x --value {}",
        "flask create-admin ann {} && gunicorn app:app",
        "python manage.py add_user ann {}",
        "rabbitmqctl change_password ann {}",
        "ngrok config add-authtoken {}",
        "kubectl create secret generic x --from-literal key={}",
        "npm config set '//registry.npmjs.org/:_authToken={}'",
        "npm config set //registry.npmjs.org/:_authToken {}",
        "yarn config set //npm.example/x/:_password {} -g",
        "sed -i 's/SECRET_KEY=.*/SECRET_KEY={}/' .env",
        "perl -pe 's|DB_PASSWORD=x|DB_PASSWORD={}|' a.cfg",
        "net use /user:ann /password:{}",
        "setup.exe /token:{} /quiet",
    ],
)
def test_commands(command: str, secret: str) -> None:
    for mode in (hiding.COMMAND, hiding.ENTRY):
        assert secret not in hiding.shown(command.format(secret), mode)


@pytest.mark.parametrize(
    "command",
    [
        "pip install -r requirements.txt && flask db upgrade && gunicorn -w 4 -k gevent -b 0.0.0.0:$PORT app:app",
        "gunicorn 'shop:create_app()' --bind 127.0.0.1:8000 --workers 2 --access-logfile -",
        "gunicorn --worker-tmp-dir /dev/shm --config gunicorn.conf.py shop.auth:app",
        "python -m flask --app shop run -h 0.0.0.0 -p ${PORT:-5000}",
        "DATABASE_URL=postgres://localhost:5432/shop flask db upgrade",
        "uwsgi --http :8080 --wsgi-file wsgi.py --callable app --processes 4",
        'sh -c "flask db upgrade; exec gunicorn run:app"',
        "celery -A shop.tasks worker -l info -c 2",
        "npm ci && npm run build",
        "export SECRET_KEY=$(openssl rand -hex 32)",
        "docker run -p 80:8000 shop:latest",
        "python3.12 -m venv .venv && . .venv/bin/activate",
        "curl -fsS http://localhost:8000/health || exit 1",
        "pip install 'flask>=2,<3' django~=4.2 psycopg2-binary==2.9.9",
        "flask --app auth run --host=0.0.0.0",
        "poetry install --no-root --without dev",
        "SECRET_KEY=$SECRET_KEY gunicorn app:app",
        "apt-get install -y \\\n  libldap2-dev libcurl4 \\\n && rm -rf /var/lib/apt/lists/* /tmp/*",
        "npm install -D tailwindcss @tailwindcss/cli pnpm@10.30.3",
        "pip install beautifulsoup4==4.13.3",
        "flask run --auth-url=http://localhost:5000/x",
        "echo done > /var/log/key.log && gunicorn app:app",
        "docker run -u1000:1000 -v /srv:/srv shop:latest",
        "curl -b cookies.txt http://localhost:8000/x",
        "flask create-user && gunicorn app:app",
        "sort -u names.txt > users.txt",
    ],
)
def test_commands_without_secrets_stay_as_they_are(command: str) -> None:
    assert hiding.shown(command) == command


@pytest.mark.parametrize(
    "command",
    [
        'mysqladmin -uroot -p"{}" create shop',
        'terraform apply -var="db_password={}"',
        "sh -c \"export A=b; API_TOKEN='{}' serve\"",
        'curl -H "Authorization: Bearer {}" x.example',
        'x --db "postgres://ann:{}@h/shop"',
        "redis-cli -a {} ping",
        "lftp -u ann,{} files.example",
        "unzip -P {} a.zip",
    ],
)
@pytest.mark.parametrize("secret", [WORDY, "tuxedokettle", "ghp_UKs09TtmKHhar0n8nWpI6m3FuzYM"])
def test_commands_in_files_of_hosts(command: str, secret: str) -> None:
    """In a text of JSON quotes are escaped; a Procfile's label is not the program."""
    written = command.format(secret)
    told = json.dumps({"deploy": {"startCommand": written}})
    for path, lines in (("railway.json", told), ("Procfile", f"web: {written}"), ("x.yaml", f"  command: {written}")):
        assert secret[:9] not in excerpt(path, lines, 1)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("railway.json", '{"startCommand": "gunicorn app:app --bind \\"0.0.0.0:80\\" --name \\"shop\\""}'),
        ("Procfile", "web: python app.py -a 80 ping"),
        ("Procfile", "web: sed -i 's/PORT=.*/PORT=80/' nginx.conf"),
        ("x.yaml", "  command: msbuild /p:Configuration=Release /quiet"),
        ("Procfile", "web: npm config set //registry.npmjs.org/:always true"),
    ],
)
def test_commands_in_files_of_hosts_without_secrets_stay(path: str, line: str) -> None:
    assert excerpt(path, line, 1) == line


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgres://ann:a@b@c/d@db.example:5432/x", "postgres://ann:…@db.example:5432/x"),
        ("postgres://localhost:5432/shop", "postgres://localhost:5432/shop"),
        ("https://Tq81xZ@git.example/a.git", "https://…@git.example/a.git"),
        ("https://git@github.com/a/b.git", "https://git@github.com/a/b.git"),
        ("redis://:hunter@redis:6379/0", "redis://:…@redis:6379/0"),
        ("http://a.example/x?token=abc&sslmode=require", "http://a.example/x?token=…&sslmode=require"),
        ("http://localhost:5000/orders/12", "http://localhost:5000/orders/12"),
        ("https://hooks.example/services/T01/B02/x81Kq9ZZt", "https://hooks.example/services/T01/B02/…"),
        ("postgres://u:${DB_PASSWORD}@db/x", "postgres://u:${DB_PASSWORD}@db/x"),
    ],
)
def test_addresses(address: str, told: str) -> None:
    spans = harmless.url_spans(address, 0, len(address))
    assert spans is not None
    assert hiding.cut(address, spans) == told


def excerpt(path: str, lines: str, number: int = 1, is_secret: bool = False) -> str:
    found = shown.Shown(MemoryTree({path: lines}))
    if is_secret:
        found.mark(Place(path, number))
    line = lines.split("\n")[number - 1]
    return found.line(Place(path, number, 1, number, len(line) + 1))


@pytest.mark.parametrize("secret", [KEY, WORDY])
@pytest.mark.parametrize(
    ("path", "line", "told"),
    [
        ("app.py", "app.secret_key = 'a' + '{}'", "app.secret_key = '…' + '…'"),
        ("app.py", "x = (f'{{a}}{}', 12, 'b')  # old: {}", "x = (f'…', …, '…')  #…"),
        ("a.yml", "- {{value: {}, key: SECRET_KEY}}", "- {value: …, key: …}"),
        ("Dockerfile", "ENV SECRET_KEY={} A=1", "ENV SECRET_KEY=… A=…"),
        (".env", "DB_PASSWORD = 'a {}'", "DB_PASSWORD = '…'"),
    ],
)
def test_a_line_that_is_reported_for_a_secret_shows_names_alone(path: str, line: str, told: str, secret: str) -> None:
    assert excerpt(path, line.replace("{}", secret).replace("{{", "{").replace("}}", "}"), is_secret=True) == told


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("app.py", 'app.run(host="127.0.0.1", port=5000, debug=True)'),
        ("app.py", "app.config['SERVER_NAME'] = 'localhost:5000'"),
        ("app.py", "app.config.from_object('shop.config.ProductionConfig')"),
        ("app.py", "SQLALCHEMY_DATABASE_URI = os.environ.get('DATABASE_URL') or 'sqlite:///app.db'"),
        ("app.py", "return render_template('shop/index.html')"),
        ("app.py", "redis.Redis(host='localhost', port=6379)"),
        ("app.py", "app.secret_key = os.environ['SECRET_KEY']"),
        ("Dockerfile", 'CMD ["gunicorn", "--bind", "127.0.0.1:8000", "shop:create_app()"]'),
        ("Dockerfile", "FROM python:3.8-slim AS build"),
        ("Procfile", "web: gunicorn shop:app --bind 127.0.0.1:8000"),
        ("docker-compose.yml", "      SECRET_KEY: ${SECRET_KEY}"),
        ("docker-compose.yml", "      - DATABASE_URL=postgres://db:5432/shop"),
        ("requirements.txt", "flask-sqlalchemy>=3.0,<4 ; python_version < '3.9'"),
        ("templates/a.html", '<a href="http://localhost:5000/orders">orders</a>'),
        ("render.yaml", "    startCommand: gunicorn shop:app"),
        ("a.yml", "PASSWORD_RESET_URL: http://localhost:3000/reset"),
        ("config.py", "PASSWORD_RESET_URL = os.environ.get('PASSWORD_RESET_URL', 'http://localhost:3000/reset')"),
        ("vercel.json", '{ "src": "app.py", "use": "@vercel/python" }'),
        ("requirements.txt", "    # via flask"),
    ],
)
def test_lines_without_secrets_stay_as_they_are(path: str, line: str) -> None:
    assert excerpt(path, line) == line


@pytest.mark.parametrize(
    "line",
    [
        "c = pymysql.connect('localhost', 'root', '{}', 'x')",
        "r = redis.Redis('localhost', 6379, 0, '{}')",
        "DATABASE = 'postgres://u:' + '{}' + '@localhost/x'",
        "setattr(app, 'secret_key', '{}')",
        "app.secret_key = f'{{x}}{}'",
        "s = smtplib.SMTP('localhost', 587); s.login('me', '{}')",
    ],
)
@pytest.mark.parametrize("secret", [KEY, WORDY])
def test_a_literal_that_is_not_needed_is_hidden_under_any_name(line: str, secret: str) -> None:
    assert secret not in excerpt("app.py", line.replace("{}", secret).replace("{{x}}", "{x}"))


def test_a_command_goes_on_from_the_line_above() -> None:
    lines = f"gunicorn app:app --password \\\n  {WORDY} \\\n  --bind 0.0.0.0:80\n"
    assert excerpt("start.sh", lines, 2) == "  … \\"
    assert excerpt("start.sh", lines, 3) == "  --bind 0.0.0.0:80"


def test_a_text_over_several_lines_is_not_shown() -> None:
    assert excerpt("app.py", f"KEY = '''\n{WORDY}\n'''\n", 2) == "…"


@pytest.mark.parametrize(
    "message",
    [
        "gunicorn listens on 127.0.0.1:8000: nothing from outside reaches it.",
        'No module named "app2": "ModuleNotFoundError: No module named \'app2\'".',
        "SECRET_KEY is committed here.",
        "Set SECRET_KEY: the app stops without it.",
        "Write SECRET_KEY = os.environ['SECRET_KEY'] instead.",
        "Add --password-file to the command, or PASSWORD to the host's settings.",
        "https://flask.palletsprojects.com/en/stable/deploying/ tells more.",
        'python -c "import secrets; print(secrets.token_hex(32))"',
    ],
)
def test_messages_of_rules_stay_as_they_are(message: str) -> None:
    assert hiding.shown(message, hiding.MESSAGE) == message


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("app:curl -u ada:velvet-garden b && x", "app:curl -u ada:… b && x"),
        ('All of "$(curl --user ada:velvet-garden https://a.example)" is one word.', 'All of "$(curl --user ada:… https://a.example)" is one word.'),
        ("The build ends at curl --proxy-user 'ada:velvet garden' x.", "The build ends at curl --proxy-user 'ada:…' x."),
        ("http --login=ada:velvet-garden x", "http --login=ada:… x"),
        ("curl -H 'X-Auth: velvet-garden' x", "curl -H 'X-Auth:…' x"),
        ("It runs docker run -u 1000:1000 shop.", "It runs docker run -u 1000:1000 shop."),
        ("docker run --user 33:33 shop", "docker run --user 33:33 shop"),
        ("Remove -u: the user is 1000.", "Remove -u: the user is 1000."),
        ("curl -H 'Accept: text/html' x", "curl -H 'Accept: text/html' x"),
    ],
)  # fmt: skip
def test_logins_and_headers_in_messages(message: str, told: str) -> None:
    """What only a login or a header can be behind its option, whoever wrote it into a message, or into a file whose text a message shows."""
    assert hiding.shown(message, hiding.MESSAGE) == told


def test_a_version_that_is_a_command_is_shown_like_one() -> None:
    tree = MemoryTree(
        {
            "app.py": "from flask import Flask\napp = Flask(__name__)\n",
            ".python-version": "app:curl -u ada:velvet-garden b",
        }
    )
    report = engine.check(tree, registry.selected(Config())[0], Config())
    for form in FORMATS:
        assert "velvet-garden" not in render(form, report, PLAIN), form


def test_what_is_hidden_of_a_line_is_hidden_in_the_message_about_it() -> None:
    found = shown.Shown(MemoryTree({"Procfile": f"web: prog {KEY} x\n"}))
    place = Place("Procfile", 1, 1, 1, 5)
    assert found.note(f'No such command "{KEY}".', [place]) == 'No such command "…".'
    assert found.note(f"cut off: {KEY[:15]}", [place]) == "cut off: …"


def test_a_baseline_holds_no_text_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(f"from flask import Flask\napp = Flask(__name__)\napp.secret_key = '{KEY}'\n")
    old = fresh(str(tmp_path / ".flaskcheck-baseline.json"), str(tmp_path))
    line = KnownFinding("gone.py", "hard-coded-secret-key", f"app.secret_key = '{KEY}'", "0123456789abcdef")
    (tmp_path / ".flaskcheck-baseline.json").write_text(text(old.replaced(entries=(line,))))
    assert run(["baseline", "--select", "loopback-bind", str(tmp_path)]) == 0
    assert KEY not in (tmp_path / ".flaskcheck-baseline.json").read_text()
    assert "gone.py" in (tmp_path / ".flaskcheck-baseline.json").read_text()


def test_a_baseline_of_an_earlier_version_still_knows_its_findings(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'x' 'abcd1234'\n"
    )
    (tmp_path / "known.json").write_text(
        '{"version": 1, "root": ".", "findings": [{"path": "app.py", "rule": "hard-coded-secret-key", "text": "x",'
        f' "fingerprint": "{_former(tmp_path)}"}}, null]}}'
    )
    words = ["--select", "hard-coded-secret-key", "--baseline", str(tmp_path / "known.json"), "--no-cache"]
    assert run([*words, str(tmp_path)]) == 0
    assert run([*words[:2], "--no-cache", str(tmp_path)]) == 1


def _former(folder: Path) -> str:
    from flaskcheck.ground.cache import digest
    from flaskcheck.known.secrets import mask_line

    parts = ("hard-coded-secret-key", "app.py", mask_line("app.secret_key = 'x' 'abcd1234'"), "1")
    assert folder.exists()
    return digest("\0".join(parts).encode()).hex()[:16]


@pytest.mark.parametrize(
    "setting",
    [
        f'baseline = "https://u:{KEY}@a.example/b.json"',
        f'select = ["token={KEY}"]',
        f'host = "password={KEY}"',
        f'fail-on = "https://{KEY}@a.example"',
    ],
)
def test_errors_of_the_configuration(setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.py").write_text("from flask import Flask\napp = Flask(__name__)\n")
    (tmp_path / "flaskcheck.toml").write_text(setting + "\n")
    assert run([str(tmp_path), "--no-cache"]) == 2
    told = capsys.readouterr()
    assert KEY not in told.out + told.err


def test_kept_facts_hold_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path / "cache"))
    repository = tmp_path / "shop"
    repository.mkdir()
    app = f"from flask import Flask\nimport other\napp = Flask(__name__)\napp.secret_key = '{WORDY}'\nURL = 'postgres://u:{KEY}@h/x'\n"
    (repository / "app.py").write_text(app)
    (repository / "other.py").write_text("def kept_all_the_same(): ...\n")
    for number in range(3):
        (repository / "more.py").write_text(f"x = {number}\n")
        run([str(repository)])
    held = b"".join(_unpacked(path.read_bytes()) for path in (tmp_path / "cache").rglob("*.entry"))
    assert b"kept_all_the_same" in held
    assert KEY.encode() not in held
    assert WORDY.encode() not in held


def _unpacked(raw: bytes) -> bytes:
    found = raw
    for at in (match.start() for match in re.finditer(b"\x78\x01", raw)):
        try:
            found += zlib.decompressobj().decompress(raw[at:])
        except zlib.error:
            continue
    return found

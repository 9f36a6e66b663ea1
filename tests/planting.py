"""Secrets planted wherever a repository can hold one, and all that flaskcheck says of it."""

from __future__ import annotations

import json
import random
from pathlib import Path

from flaskcheck.command.options import FORMATS
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.baseline import entries
from flaskcheck.findings.baseline_file import fresh, text
from flaskcheck.findings.config import Config
from flaskcheck.findings.merging import apart
from flaskcheck.output import inventory, show
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import Presentation

SYLLABLES = [c + v for c in "bdfghklmnprstvz" for v in "aeiou"]
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
WINDOW = 9
"""So many characters of a secret in a row must not be told."""

COMMANDS = (
    "gunicorn --keyfile-password={} nosuch:app",
    "flask --app nosuch run --password {}",
    "flask --app nosuch run --api-token={} --port 5000",
    "mysql -uroot -p{} && gunicorn nosuch:app",
    "mysql -u root -p {} && gunicorn nosuch:app",
    "curl -H 'Authorization: Bearer {}' https://a.example && flask run",
    'curl -H "X-Api-Key: {}" https://a.example; flask run',
    "curl -u admin:{} https://a.example && flask run",
    "curl --user admin:{} https://a.example && flask run",
    "curl -b session={} https://a.example && flask run",
    "DB_HOST=x DB_PASSWORD={} flask run",
    "env API_TOKEN={} gunicorn nosuch:app",
    "export A=1; export DB_PASSWORD={}; flask run",
    "export A=1 SECRET_KEY='{}' && flask run",
    "curl https://a.example/hook?token={} && flask run",
    "curl 'https://a.example/hook?a=1&key={}&b=2' && flask run",
    "git clone https://{}@git.example/a.git && flask run",
    "git clone https://u:a@{}@git.example/a.git && flask run",
    "gunicorn nosuch:app --env DATABASE_URL=postgres://u:{}@db.example/x",
    "gunicorn -e SECRET_KEY={} nosuch:app",
    "sshpass -p {} ssh a.example && flask run",
    "gunicorn \"nosuch:create_app(password='{}')\"",
    "uwsgi --http :80 --set password={} --module nosuch:app",
    "aws configure set aws_secret_access_key {} && flask run",
    "redis-cli -a {} ping && flask run",
    "echo {} | docker login -u ann --password-stdin && flask run",
    "echo admin:{} | chpasswd && flask run",
    "htpasswd -bc users admin {} && flask run",
    "sh -c \"PASSWORD='{}' flask run\"",
    "docker run -e DB_PASSWORD={} image && flask run",
    "flask create-admin --password '{}' && gunicorn nosuch:app",
    'psql "host=db user=u password={} dbname=x" && flask run',
    "celery -A nosuch worker --broker redis://:{}@redis:6379/0",
    "python manage.py seed --secret={} && python nosuch.py",
    "set -- {}; export API_TOKEN=$1; gunicorn nosuch:app",
    "printf %s {} | docker login --password-stdin -u ann && flask run",
    "curl -fsSLu ann:{} https://a.example && flask run",
    "curl https://a.webhook.office.com/webhookb2/a@b/IncomingWebhook/{}/c && flask run",
    "rsync --password-file=<(echo {}) a b && flask run",
    "[ {} = $API_TOKEN ] && flask run",
)
CODE = (
    "app.secret_key = '{}'",
    "app.secret_key = 'kept-4711' + '{}'",
    "app.secret_key = '''{}'''",
    "app.secret_key = os.environ.get('SECRET_KEY') or '{}'",
    "app.secret_key = os.getenv('K', default='{}')",
    "app.config['DB'] = os.environ.get('DB_PASSWORD', '{}')",
    "app.config['AT'] = os.environ.get('DATABASE_URL', 'postgres://u:{}@localhost/x')",
    "app.config['KEY'] = os.environ.get('STRIPE_API_KEY') or '{}'",
    'app.secret_key: str = "{}"',
    "app.secret_key, app.debug = '{}', False",
    "app.secret_key = str('{}')",
    "app.config['SECRET_KEY'] = b'{}'",
    "app.config.update(SECRET_KEY='{}', DEBUG=True)",
    "app.config.from_mapping({{'SECRET_KEY': '{}'}})",
    "app.config['SQLALCHEMY_DATABASE_URI'] = 'postgres://u:{}@localhost/x'",
    "app.config['SQLALCHEMY_DATABASE_URI'] = 'postgres://localhost/x?user=u&password={}'",
    "app.config['MAIL_PASSWORD'] = '{}'; app.debug = True",
    "requests.get('http://localhost:5000/x', auth=('u', '{}'))",
    "requests.get('http://localhost:5000/x', headers={{'Authorization': 'Bearer {}'}})",
    "requests.get('http://localhost:5000/x', params={{'api_key': '{}'}})",
    "requests.get('http://localhost:5000/x', cookies={{'session': '{}'}})",
    "requests.get('http://u:{}@localhost:5000/x')",
    "requests.get('http://localhost:5000/x?token={}')",
    "app.run(debug=True)  # password: {}",
    "app.debug = True; passwort = '{}'",
    "app.debug = True; TOKENS = ['a', '{}']",
    "stripe.api_key = '{}'; app.debug = True",
    "boto3.client('s3', aws_secret_access_key='{}')",
    "app.config['SERVER_NAME'] = 'localhost:5000'  # token={}",
    "TOKENS = [\n    'a.b',\n    '{}',\n]; app.debug = True",
    "if '{}' == password: app.debug = True",
    "headers['X-Api-Key'] = '{}'; app.debug = True",
    "app.config['SECRET_KEY'] = '{}'  # flaskcheck: ignore[hard-coded-secret-key] the real one is password={}",
)
FILES = {
    ".env": "FLASK_DEBUG=1 # password: {}\nSECRET_KEY = {}\nexport DB_PASSWORD={}\nDATABASE_URL=postgres://u:{}@localhost/x\n",
    ".flaskenv": "FLASK_DEBUG=1\nSECRET_KEY='{}'\nMAIL_PASSWORD={}\n",
    "requirements.txt": "flask @ https://a.example/x.whl?token={}\n-e git+https://u:a@{}@github.com/a/b\nexport TOKEN={}\npassword {}\n--index-url https://{}@pypi.example/simple\n",
    "app.json": '{{"env": {{"SECRET_KEY": {{"value": "{}"}}, "DB_PASSWORD": "{}", "FLASK_DEBUG": "1"}}}}',
    "static/a.js": "fetch('http://localhost:5000/x', {{headers: {{Authorization: 'Bearer {}'}}}})\nconst apiKey = \"{}\"; fetch('http://localhost:5000/y?key={}')\n",
    "templates/a.html": '<a href="http://u:{}@localhost:5000/x?token={}">x</a>\n',
    "shop.service": "[Service]\nExecStartPre=/usr/bin/redis-cli -a {} ping\nEnvironment=DB_PASSWORD={} FLASK_DEBUG=1\nExecStart=gunicorn nosuch:app\n",
    "Makefile": "PLAIN = {}\nweb:\n\t@printf %s {} | docker login --password-stdin\n\tAPI_TOKEN=$(PLAIN) flask run\n",
    "nginx.conf": "server {{ location / {{ proxy_set_header Authorization 'Basic {}'; proxy_pass http://127.0.0.1:9; }} }}\n",
    "fly.toml": '[env]\nSECRET_KEY = "{}"\nFLASK_DEBUG = "1"\n',
    "app.yaml": "runtime: python38\nentrypoint: gunicorn nosuch:app --password {}\nenv_variables:\n  SECRET_KEY: '{}'\n  DB_PASSWORD: {}\n",
}


def secrets(seed: int, number: int) -> list[str]:
    """Generated keys, hexadecimal ones, words that are joined."""
    chosen = random.Random(seed)
    makers = (
        lambda: "".join(chosen.choices(LETTERS, k=chosen.randint(12, 40))),
        lambda: f"{chosen.getrandbits(128):032x}",
        lambda: "-".join("".join(chosen.sample(SYLLABLES, 3)) for _ in range(3)),
        lambda: "".join(chosen.sample(SYLLABLES, 5)) + str(chosen.randint(10, 9999)),
        lambda: (
            "".join(chosen.choices(LETTERS, k=6))
            + chosen.choice("_.~+-!%^*@:/=?,")
            + "".join(chosen.choices(LETTERS, k=9))
        ),
    )
    return [makers[at % len(makers)]() for at in range(number)]


class Planted:
    """A repository with a secret of its own in each place; ``each`` are the secrets with where they are."""

    def __init__(self, seed: int) -> None:
        self.each: dict[str, str] = {}
        self.next = iter(secrets(seed, 400))
        self.plain = [s for s in secrets(seed + 1000, 200) if s.replace("-", "").isalnum()]
        chosen = random.Random(seed)
        self.files: dict[str, str | bytes] = {"nosuch2.txt": ""}
        code = [self.filled(line, "app.py") for line in CODE]
        self.files["app.py"] = (
            "import os\nimport requests\nfrom flask import Flask\napp = Flask(__name__)\n" + "\n".join(code) + "\n"
        )
        for path, lines in FILES.items():
            self.files[path] = self.filled(lines, path)
        commands = [self.filled(command, f"command: {command}") for command in chosen.sample(COMMANDS, 17)]
        self._commands(commands)

    def filled(self, text: str, where: str) -> str:
        """A text with a secret in each gap."""
        for _ in range(text.count("{}") if "{{" not in text else text.replace("{{", "").replace("}}", "").count("{}")):
            secret = next(self.next)
            if any(sign in secret for sign in "@:/?=,!%^*"):
                secret = secret if where in (".env", ".flaskenv") or "'{}'" in text else self.plain.pop()
            self.each[secret] = f"{where}: {text}"
            head, _, tail = text.partition("{}")
            text = head + secret + tail
        return text.replace("{{", "{").replace("}}", "}")

    def _commands(self, commands: list[str]) -> None:
        a, b, c, d, *more = commands
        self.files["Procfile"] = f"web: {a}\nworker: {b}\n"
        self.files["render.yaml"] = (
            f"services:\n- type: web\n  name: w\n  runtime: python\n  buildCommand: {json.dumps(c)}\n  startCommand: {json.dumps(d)}\n"
            f"  envVars: [{{value: {next(self._own())}, key: SECRET_KEY}}]\n  # password: {next(self._own())}\n"
        )
        run = "".join(f"RUN {command}\n" for command in more[:4])
        self.files["Dockerfile"] = (
            f"FROM python:3.8\nWORKDIR /app\nCOPY nosuch.txt .\n{run}ENV FLASK_DEBUG=1 DB_PASSWORD={next(self._own())}\nENV SECRET_KEY {next(self._own())}\n"
            f"LABEL token={next(self._own())}\nCMD {json.dumps(more[4].split())}\n"
        )
        self.files["start.sh"] = "#!/bin/sh\n" + "".join(f"{command}\n" for command in more[5:9])
        self.files["docker-compose.yml"] = (
            f"services:\n  web:\n    build: .\n    command: {json.dumps(more[9])}\n    environment:\n      SECRET_KEY: {next(self._own())}\n      FLASK_DEBUG: 1\n"
            f"  db:\n    image: postgres:16\n    environment: [POSTGRES_PASSWORD={next(self._own())}]\n  job:\n    build: .\n    command: sh start.sh\n"
        )
        self.files["railway.json"] = json.dumps({"deploy": {"startCommand": more[10], "preDeployCommand": more[11]}})

    def _own(self):  # type: ignore[no-untyped-def]
        secret = self.plain.pop()
        self.each[secret] = "a variable or a comment of a platform file"
        yield secret


def told(files: dict[str, str | bytes]) -> dict[str, str]:
    """What each format, the baseline and the errors say of a repository."""
    tree = MemoryTree(files)
    rules, _ = registry.load_all()
    report = engine.check(tree, rules, Config())
    assert not report.crashes, report.crashes[0].traceback
    found = {form: render(form, report, Presentation(width=120, verbose=True)) for form in FORMATS}
    known = fresh(str(Path(tree.root) / "known.json"), tree.root)
    known = known.replaced(
        entries=tuple(entries(apart([*report.findings, *(s.finding for s in report.suppressed)]), report))
    )
    pictures = {
        "show": show.as_text(report, [], Presentation(width=120)),
        "show json": show.as_json(report, []),
        "env": inventory.as_text(report, Presentation(width=120)),
        "env json": inventory.as_json(report),
        "env dotenv": inventory.as_dotenv(report),
    }
    return {**found, **pictures, "baseline": text(known)}


def leaks(planted: Planted) -> dict[str, tuple[str, str, list[str]]]:
    """Of each secret that is told, where it was, what of it, and by which formats."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    said = told(planted.files)
    for secret, where in planted.each.items():
        size = min(WINDOW, len(secret))
        pieces = {secret[at : at + size] for at in range(len(secret) - size + 1)}
        for form, text_ in said.items():
            piece = next((p for p in pieces if p in text_), None)
            if piece:
                old = found.get(secret, (where, piece, []))
                found[secret] = (where, piece, [*old[2], form])
    return found

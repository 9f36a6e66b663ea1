r"""A password or an access key is written in the code.

Everybody who can read the repository, now or in its history, can use the account. Automatic searches find keys of well-known shapes within minutes of a push.

Read it from the environment (`os.environ["MAIL_PASSWORD"]`), set it on the host, and revoke the one that was committed.

## Bad

```python app.py
import psycopg2
from flask import Flask

app = Flask(__name__)
app.config["MAIL_PASSWORD"] = "Tr0ub4dor&3"  # <-
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop:s3cr3t-9x@db.example.com/shop"  # <-

@app.route("/")
def index():
    psycopg2.connect(host="db.example.com", user="shop", password="an0ther-0ne")  # <-
    return "ok"
```

## Bad: headers, addresses, defaults

```python app.py
import os
import requests
from flask import Flask

app = Flask(__name__)
DB_PASSWORD = os.getenv("DB_PASSWORD", "Tr0ub4dor-9")  # <-
HEADERS = {"X-Api-Key": "9f8e7d6c5b4a39281706"}  # <-

@app.route("/weather")
def weather():
    return requests.get("https://api.example.com/now?appid=0a1b2c3d4e5f60718293", headers=HEADERS).json()  # <-
```

## Good

```python app.py
import os
from flask import Flask
from wtforms import PasswordField

app = Flask(__name__)
app.config["MAIL_PASSWORD"] = os.environ["MAIL_PASSWORD"]
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/shop"
password_title = "Password"
field = PasswordField("Password")

def connect(password):
    return f"postgresql://shop:{password}@db.example.com/shop"
```
"""

from __future__ import annotations

from flaskcheck.application.given_keys import holder, live_texts
from flaskcheck.facts.python import Text
from flaskcheck.ground import words
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import credentials, libraries, secrets
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.meanings import HASHES, LOGS_IN
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET = ("docstring", "compare", "env-name", "annotation", "key")
CONNECTING = ("connect", "client", "login", "engine", "auth")
LOCAL_HOSTS = (
    "localhost",
    "127.0.0.1",
    "[::1]",
    "db",
    "postgres",
    "mysql",
    "redis",
    "mongo",
    "rabbitmq",
    "database",
    "host.docker.internal",
)


SHORTEST_KEY = 64
"""Characters of the shortest private key with its header."""
FIRST = frozenset(("default", "initial"))
HASHING = libraries.last_words(HASHES)


class Leak(Record):
    """A secret that stands somewhere: what it is, and how bad that is if not as bad as the rule says."""

    secret: str
    kind: str
    place: Place
    severity: str = ""


@rule(family="environment", severity=ERROR, score=8.8, is_secret=True)
def check(project: Project) -> Problems:
    found: dict[str, list[Leak]] = {}
    for leak in _leaks(project):
        found.setdefault(leak.secret, []).append(leak)
    for leaks in found.values():
        yield _problem(leaks)


def _leaks(project: Project) -> Iterator[Leak]:
    for text, reached in project.reached.texts():
        if text.is_example or (text.context and text.context[-1] in QUIET):
            continue
        leak = _of_text(project, text, reached)
        if leak:
            yield leak
    for _, outcomes in project.reached.given(LOGS_IN):
        for outcome in outcomes:
            if outcome.is_literal and not outcome.variables and credentials.is_value(outcome.text):
                yield Leak(outcome.text, "password", outcome.place)
    roles = project.repository.roles
    own = (path for path in project.tree.files if path.endswith(".py") and roles.of(path) == "production")
    for text in live_texts(project.code, own):
        url = secrets.url_credentials(text.text)
        if url and not text.is_example:
            yield Leak(url.password, "password in a URL", text.place)


def _of_text(project: Project, text: Text, reached: Reached) -> Leak | None:
    """The secret in a text; nothing in harmless texts."""
    kind = secrets.known_token(text.text)
    if kind == "private key" and (len(text.text) < SHORTEST_KEY or project.settings.is_for_tests(text)):
        return None  # a header alone is put around somebody's key
    if kind and kind not in ("Stripe test key", "signed token") and not secrets.is_placeholder(text.text):
        return Leak(text.text, kind, text.place, _severity(project, text))
    url = secrets.url_credentials(text.text)
    if url is not None and (loopback_host(text.text) or (_is_local(text) and _is_unselected(project, text))):
        return None  # a developer's own; loopback-service speaks of production that would use it
    if url is not None:
        real = credentials.is_real(url.password)
        return Leak(url.password, "password in a URL", text.place, _severity(project, text)) if real else None
    named = credentials.in_query(text.text)
    if named is None:
        named = credentials.named(text.context, text.text)
        if named is None or _is_no_definition(project, named, text, reached):
            return None
    if _is_unselected(project, text) or _is_spare(project, named.name, text):
        return None
    return Leak(named.secret, named.name, text.place, _severity(project, text, named.variable))


def _is_spare(project: Project, name: str, text: Text) -> bool:
    """Whether a text under a secret's name is a default that production replaces, or the first password of an account of the application's own."""
    if project.settings.is_default(text, is_needed=True) or FIRST.isdisjoint(words.parts(name)):
        return project.settings.is_default(text, is_needed=True)
    modules = filter(None, map(project.code.module, project.repository.python_paths))
    hashing = (s.call.arguments for m in modules for s in m.calls if s.call.name.rpartition(".")[2] in HASHING)
    return any(a.dotted.rpartition(".")[2] == name for arguments in hashing for a in arguments)


def _is_no_definition(project: Project, named: credentials.Credential, text: Text, reached: Reached) -> bool:
    """Whether a text under a secret's name is something else: what signs (another rule's), a field's name, a salt, a word put over what a visitor has sent."""
    head, _, name = text.context[-1].partition(":") if text.context else ("", "", "")
    if named.name.upper() in SIGNING_KEYS or named.variable in project.settings.signing_variables:
        return True
    if named.secret == text.text and _names_a_field(named.name, text.text):
        return True
    if head == "argument":  # itsdangerous: a salt only tells what is signed for what
        connects = any(word in " ".join(text.context).lower() for word in CONNECTING)
        return not connects or named.name.lower().endswith("salt")
    if head != "assign" or not name.endswith("]"):
        return False
    put_into = holder(text, reached.deployments[0].start.production.evaluator)
    return put_into == "request" or (not put_into and credentials.is_plain_word(text.text))


def _names_a_field(name: str, value: str) -> bool:
    """Whether the text is only another name for the same thing (``'save_password': 'save_password'``)."""
    return any(len(part) > 2 and part in value.lower() for part in name.lower().replace("-", "_").split("_"))


def _is_local(text: Text) -> bool:
    """Whether a text names a server of the developer's own machine or of a container beside the application."""
    return any(f"@{host}" in text.text for host in LOCAL_HOSTS)


def _is_unselected(project: Project, text: Text) -> bool:
    """Whether the text belongs to a configuration class that production does not select."""
    definition = project.code.class_(text.path, text.scope) if text.scope else None
    return definition is not None and not project.settings.selects(text)


def _severity(project: Project, text: Text, variable: str = "") -> str:
    """A default beside a variable that every deployment declares is never used; one that may be used, or is the password of a local server, is a warning."""
    if variable and all(variable in d.environment.declared for d in project.deployments):
        return INFO
    fallback = any(word.startswith("env-default") for word in text.context) or "or" in text.context
    is_spare = project.settings.is_default(text) and not secrets.known_token(text.text)
    return WARNING if _is_local(text) or fallback or is_spare else ""


def _problem(leaks: list[Leak]) -> Problem:
    first = leaks[0]
    places: dict[Place, None] = dict.fromkeys(leak.place for leak in leaks if leak.place != first.place)
    return Problem(
        first.place,
        f"{first.kind[0].upper()}{first.kind[1:]} ({secrets.hidden(first.secret)}) is written in the code: everybody who can read the repository can use it.",
        "Read it from an environment variable, set that on the host, and revoke this one.",
        "" if any(not leak.severity for leak in leaks) else first.severity,
        tuple(Related(place, "the same secret again") for place in places),
    )

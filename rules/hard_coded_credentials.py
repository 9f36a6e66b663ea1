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

from flaskcheck.facts.python import Text
from flaskcheck.ground.place import Place
from flaskcheck.known import secrets
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule

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


@rule(family="environment", severity=ERROR, score=8.8)
def check(project: Project) -> Problems:
    found: dict[str, list[tuple[Text, str]]] = {}
    for text, _ in project.reached.texts():
        if text.is_example or (text.context and text.context[-1] in QUIET):
            continue
        secret, kind = _secret(project, text)
        if secret:
            found.setdefault(secret, []).append((text, kind))
    for secret, texts in found.items():
        yield _problem(secret, texts, all(project.settings.is_default(text) for text, _ in texts))


def _secret(project: Project, text: Text) -> tuple[str, str]:
    """The secret in a text and what it is; empty for harmless texts."""
    kind = secrets.known_token(text.text)
    if kind == "private key" and project.settings.is_for_tests(text):
        return "", ""
    if kind and kind not in ("Stripe test key", "signed token") and not secrets.is_placeholder(text.text):
        return text.text, kind
    url = secrets.url_credentials(text.text)
    if url is not None and (loopback_host(text.text) or (_is_local(text) and _is_unselected(project, text))):
        return "", ""  # a developer's own; loopback-service speaks of production that would use it
    if url is not None:
        return (url.password, "password in a URL") if _is_real(url.password) else ("", "")
    name = _named(text)
    if name and name.upper() not in SIGNING_KEYS and _is_value(text.text) and not _is_unselected(project, text):
        return text.text, name
    return "", ""


def _named(text: Text) -> str:
    """The name under which a text is kept, when that is a secret's: a setting, a keyword argument of a connection, a constant."""
    head, _, name = (text.context[-1] if text.context else "").partition(":")
    name = (name.rpartition("[")[2].rstrip("]") if "[" in name else name).rpartition(".")[2]
    if head not in ("assign", "item", "argument") or not secrets.is_secret_name(name):
        return ""
    connects = head != "argument" or any(w in " ".join(text.context).lower() for w in CONNECTING)
    is_salt = head == "argument" and name.lower().endswith(
        "salt"
    )  # itsdangerous: it only tells what is signed for what
    return name if connects and not is_salt and not _names_a_field(name, text.text) else ""


def _names_a_field(name: str, value: str) -> bool:
    """Whether the text is only another name for the same thing (``'save_password': 'save_password'``)."""
    return any(len(part) > 2 and part in value.lower() for part in name.lower().replace("-", "_").split("_"))


def _is_value(value: str) -> bool:
    return (
        len(value) >= 6
        and " " not in value.strip()
        and "\ufffc" not in value
        and _is_real(value)
        and not value.startswith(("http://", "https://", "/"))
    )


def _is_real(value: str) -> bool:
    spare = secrets.is_placeholder(value) or secrets.is_reference(value) or secrets.is_password_hash(value)
    return not (spare or "\ufffc" in value or "%" in value[:1])


def _is_local(text: Text) -> bool:
    """Whether a text names a server of the developer's own machine or of a container beside the application."""
    return any(f"@{host}" in text.text for host in LOCAL_HOSTS)


def _is_unselected(project: Project, text: Text) -> bool:
    """Whether the text belongs to a configuration class that production does not select."""
    definition = project.code.class_(text.path, text.scope) if text.scope else None
    return definition is not None and not project.settings.selects(text)


def _problem(secret: str, texts: list[tuple[Text, str]], is_default: bool) -> Problem:
    first, kind = texts[0]
    local = _is_local(first)
    places: dict[Place, None] = dict.fromkeys(t.place for t, _ in texts[1:])
    fallback = any(word.startswith("env-default") for word in first.context) or "or" in first.context
    return Problem(
        first.place,
        f"{kind[0].upper()}{kind[1:]} ({secrets.hidden(secret)}) is written in the code: everybody who can read the repository can use it.",
        "Read it from an environment variable, set that on the host, and revoke this one.",
        WARNING if local or fallback or (is_default and not secrets.known_token(first.text)) else "",
        tuple(Related(place, "the same secret again") for place in places),
    )

r"""Password or access key in the code.

The code contains a password, a token or an access key.

## Why it is bad

Anyone with access to the repository or its history can use the account. Bots find keys of well-known services within minutes of a push.

## Use instead

Read it from the environment (`os.environ["MAIL_PASSWORD"]`), set it on the host, and revoke the committed one.

## Bad

Outcome: a clone shows "s3cr3t-9x@db.example.com"

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

from flaskcheck.known import credentials, secrets
from flaskcheck.known.meanings import ASKS, CONNECTS, LOGS_IN
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import TypeAlias

    from flaskcheck.project import SelectedSetting

    Leak: TypeAlias = tuple[str, str, str]
    """A secret, what it is, and how bad that is if not as bad as the rule says."""

AGAIN = "the same secret again"
QUIET = ("docstring", "compare", "env-name", "annotation", "key")


@rule(family="environment", severity=ERROR, score=8.8, is_secret=True)
def check(project: Project) -> Problems:
    found: dict[str, list[tuple[str, str, Related]]] = {}
    for (secret, kind, severity), place in _leaks(project):
        found.setdefault(secret, []).append((kind, severity, place))
    for secret, leaks in found.items():
        kind, severity, first = leaks[0]
        others = {other.place: other for _, _, other in leaks if other.place != first.place}
        yield Problem(
            first.place,
            f"{kind[0].upper()}{kind[1:]} ({secrets.described(secret)}) is written in the code: anyone who can read the repository can use it.",
            "Read it from an environment variable, set that on the host, and revoke this one.",
            "" if any(not each for _, each, _ in leaks) else severity,
            tuple(others.values()),
        )


def _leaks(project: Project) -> Iterator[tuple[Leak, Related]]:
    """Each secret with its place, told as that of one that is reported elsewhere."""
    for text, reached in project.reached.texts():
        if text.is_example or (text.context and text.context[-1] in QUIET):
            continue
        leak = _of_text(project, reached, text.text, text.context)
        if leak and not project.repository.keys.is_for_browsers(text):
            yield leak, Related(text.place, AGAIN)
    for _, outcomes in project.reached.given(LOGS_IN):
        for outcome in outcomes:
            if outcome.is_literal and not outcome.variables and credentials.is_value(outcome.text):
                yield (outcome.text, "password", ""), Related(outcome.place, AGAIN)
    yield from _in_addresses(project)
    for selected in project.settings.of():
        yield from _of_setting(project, selected)
    for deployment in project.deployments:
        for name, outcome in deployment.texts.compared():
            yield (outcome.text, name, ""), Related(outcome.place, AGAIN)
    roles = project.repository.roles
    own = (path for path in project.tree.files if path.endswith(".py") and roles.of(path) == "production")
    for text in project.repository.keys.live_texts(own):
        url = secrets.url_credentials(text.text)
        if url and not text.is_example:
            yield (url.password, "password in a URL", ""), Related(text.place, AGAIN)


def _in_addresses(project: Project) -> Iterator[tuple[Leak, Related]]:
    """The keys in addresses and connection strings that are put together: told where the key is written."""
    for kind, found_in in ((ASKS, credentials.in_query), (CONNECTS, credentials.in_keywords)):
        outcomes = (outcome for connection, _ in project.reached.clients(kind) for outcome in connection.outcomes)
        for outcome in outcomes:
            named = found_in(outcome.text) if not outcome.variables else None
            if named is not None:
                yield (named.secret, named.name, ""), Related(outcome.written(named.secret).place, AGAIN)


def _of_setting(project: Project, selected: SelectedSetting) -> Iterator[tuple[Leak, Related]]:
    """The secrets that a setting may be, however they got there: by ``update``, by a variable of any name, as what a helper falls back to."""
    setting = selected.setting
    if not setting.sure or setting.key.upper() in SIGNING_KEYS or credentials.is_first(setting.key):
        return  # hard-coded-secret-key reports what signs
    for outcome in setting.outcomes:
        is_spare = bool(outcome.unset) and outcome.is_literal and outcome.variables <= outcome.unset
        is_plain = is_spare or (outcome.is_fixed and len(setting.outcomes) == 1)
        named = credentials.named((f"assign:{setting.key}",), outcome.text) if is_plain else None
        is_kept = selected.is_open or selected.replacing_file
        is_name = credentials.is_of_its_place(setting.key, outcome.text, outcome.path)
        if named and not (is_kept or is_name or credentials.repeats(setting.key, outcome.text)):
            over = {n for d in selected.deployments for n in d.start.configuration.variables_over(outcome.place)}
            severity = _while_unset(project, over or outcome.unset)
            yield (named.secret, setting.key, severity), Related(outcome.place, AGAIN)


def _while_unset(project: Project, variables: Collection[str]) -> str:
    """How bad a text is that is used where these variables are missing: it is never used where every deployment declares one of them."""
    if variables and all(any(name in d.environment.declared for name in variables) for d in project.deployments):
        return INFO
    return WARNING if variables else ""


def _of_text(project: Project, reached: Reached, text: str, context: tuple[str, ...]) -> Leak | None:
    """The secret in a text; nothing in harmless texts, and in those that production does not use."""
    found = credentials.written(context, text)
    if found is None:
        return None
    statement = reached.statement
    if found.by == credentials.TOKEN:
        is_unused = found.name == "private key" and project.settings.is_for_tests(statement)
    elif found.by == credentials.URL:
        is_unused = credentials.is_at_home(text) and _is_unselected(project, reached)
    else:
        is_unused = (
            (found.by == credentials.NAME and _is_no_definition(project, reached, found, text, context))
            or credentials.is_for_tests(context)
            or _is_unselected(project, reached)
            or _is_spare(project, reached, found.name)
            or credentials.is_of_its_place(found.name, found.secret, statement.path)
        )
    return None if is_unused else (found.secret, found.name, _severity(project, reached, text, context, found.variable))


def _is_spare(project: Project, reached: Reached, name: str) -> bool:
    """Whether a text under a secret's name is a default that production replaces, or the first password of an account of the application's own."""
    if project.settings.is_default(reached.statement, is_needed=True):
        return True
    return credentials.is_first(name) and project.repository.keys.is_hashed(name)


def _is_no_definition(
    project: Project, reached: Reached, named: credentials.Credential, text: str, context: tuple[str, ...]
) -> bool:
    """Whether a text under a secret's name is something else: what signs (another rule's), a field's name, a word put over what a visitor has sent."""
    head, _, name = context[-1].partition(":") if context else ("", "", "")
    if named.secret == text and credentials.names_a_field(named.name, text):
        return True
    if named.name.upper() in SIGNING_KEYS or named.variable in project.settings.signing_variables:
        return True
    if head == "item" and project.repository.keys.is_of_own_account(reached.statement.path, name):
        return True  # default-admin-credentials tells where production makes the account
    if head == "argument":
        return not credentials.connects(context)
    if head != "assign" or not name.endswith("]"):
        return False
    put_into = reached.deployments[0].texts.holder(reached.statement)
    return put_into == "request" or (not put_into and credentials.is_plain_word(text))


def _is_unselected(project: Project, reached: Reached) -> bool:
    """Whether the text belongs to a configuration class that production does not select."""
    text = reached.statement
    definition = project.code.class_(text.path, text.scope) if text.scope else None
    return project.settings.is_unselected(text) if definition is None else not project.settings.selects(text)


def _severity(project: Project, reached: Reached, text: str, context: tuple[str, ...], variable: str = "") -> str:
    """A default beside a variable that every deployment declares is never used; one that may be used, or is the password of a local server, is a warning."""
    place, configurations = reached.statement.place, [d.start.configuration for d in reached.deployments]
    over = {variable} - {""} | {name for c in configurations for name in c.variables_over(place)}
    if _while_unset(project, over) == INFO:
        return INFO
    fallback = over or any(word.startswith("env-default") for word in context) or "or" in context
    is_spare = project.settings.is_default(reached.statement) and not secrets.known_token(text)
    return WARNING if credentials.is_at_home(text) or fallback or is_spare else ""

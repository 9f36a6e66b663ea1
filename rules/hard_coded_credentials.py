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

    Leak: TypeAlias = tuple[str, str, str]
    """A secret, what it is, and how bad that is if not as bad as the rule says."""

AGAIN = "the same secret again"


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
    yield from _in_texts(project)
    for _, outcomes in project.reached.given(LOGS_IN):
        for outcome in outcomes:
            if outcome.is_literal and not outcome.variables and credentials.is_value(outcome.text):
                yield (outcome.text, "password", ""), Related(outcome.place, AGAIN)
    yield from _in_addresses(project)
    yield from _in_settings(project)
    for deployment in project.deployments:
        for name, outcome in deployment.texts.compared():
            yield (outcome.text, name, ""), Related(outcome.place, AGAIN)
    for password, place in project.repository.keys.live_passwords():
        yield (password, "password in a URL", ""), Related(place, AGAIN)


def _in_texts(project: Project) -> Iterator[tuple[Leak, Related]]:
    """The secrets in texts, but for those that production does not use, or that other rules tell of."""
    settings, keys = project.settings, project.repository.keys
    for text, reached in project.reached.texts():
        found = credentials.in_text(text)
        if found is None or keys.is_for_browsers(text):
            continue
        if found.by == credentials.TOKEN:
            is_unused = found.name == "private key" and settings.is_for_tests(text)
        elif found.by == credentials.URL:
            is_unused = found.is_at_home and _is_unselected(project, reached)
        else:
            is_signing = found.name.upper() in SIGNING_KEYS or found.variable in settings.signing_variables
            # default-admin-credentials tells where production makes an account
            is_other = (
                is_signing or keys.is_of_own_account(text) or reached.deployments[0].texts.is_put_over_input(text)
            )
            is_unused = (
                (found.by == credentials.NAME and is_other)
                or _is_unselected(project, reached)
                or settings.is_default(text, is_needed=True)
                or (credentials.is_first(found.name) and keys.is_hashed(found.name))
                or credentials.is_of_its_place(found.name, found.secret, text.path)
            )
        if not is_unused:
            over = {n for d in reached.deployments for n in d.start.configuration.variables_over(text.place)}
            is_spare = settings.is_default(text) and not secrets.known_token(text.text)
            mild = WARNING if found.is_at_home or text.is_fallback or is_spare else ""
            severity = _while_unset(project, over | {found.variable} - {""}) or mild
            yield (found.secret, found.name, severity), Related(text.place, AGAIN)


def _in_addresses(project: Project) -> Iterator[tuple[Leak, Related]]:
    """The keys in addresses and connection strings that are put together: told where the key is written."""
    for kind, found_in in ((ASKS, credentials.in_query), (CONNECTS, credentials.in_keywords)):
        outcomes = (outcome for connection, _ in project.reached.clients(kind) for outcome in connection.outcomes)
        for outcome in outcomes:
            named = found_in(outcome.text) if not outcome.variables else None
            if named is not None:
                yield (named.secret, named.name, ""), Related(outcome.written(named.secret).place, AGAIN)


def _in_settings(project: Project) -> Iterator[tuple[Leak, Related]]:
    """The secrets that settings may be, however they got there: by ``update``, by a variable of any name, as what a helper falls back to."""
    for selected in project.settings.of():
        setting = selected.setting
        if not setting.sure or setting.key.upper() in SIGNING_KEYS or credentials.is_first(setting.key):
            continue  # hard-coded-secret-key reports what signs
        for outcome in setting.outcomes:
            is_spare = bool(outcome.unset) and outcome.is_literal and outcome.variables <= outcome.unset
            is_plain = is_spare or (outcome.is_fixed and len(setting.outcomes) == 1)
            named = credentials.in_setting(setting.key, outcome.text, outcome.path) if is_plain else None
            if named and not (selected.is_open or selected.replacing_file):
                over = {n for d in selected.deployments for n in d.start.configuration.variables_over(outcome.place)}
                severity = _while_unset(project, over or outcome.unset)
                yield (named.secret, setting.key, severity), Related(outcome.place, AGAIN)


def _while_unset(project: Project, variables: Collection[str]) -> str:
    """How bad a text is that is used where these variables are missing: it is never used where every deployment declares one of them."""
    if variables and all(any(name in d.environment.declared for name in variables) for d in project.deployments):
        return INFO
    return WARNING if variables else ""


def _is_unselected(project: Project, reached: Reached) -> bool:
    """Whether the text belongs to a configuration class that production does not select."""
    text = reached.statement
    definition = project.code.class_(text.path, text.scope) if text.scope else None
    return project.settings.is_unselected(text) if definition is None else not project.settings.selects(text)

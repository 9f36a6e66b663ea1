r"""Session key in the repository.

The key that signs sessions is written in the repository.

## Why it is bad

Anyone with access to the repository or its history can sign session cookies and tokens and act as any user, including the administrator. In 2023 about two thirds of the public Apache Superset servers still ran with the key from its source code (CVE-2023-27524).

## Use instead

Read the key from an environment variable that only the host knows, and let the app stop when it is missing: `os.environ["SECRET_KEY"]`. Create a new key, since the old one stays in the history: `python -c "import secrets; print(secrets.token_hex(32))"`.

## Bad

Outcome: /account with a session signed by "hard to guess string" answers 200: "user 1"

```python app.py
from flask import Flask, abort, session

app = Flask(__name__)
app.config["SECRET_KEY"] = "hard to guess string"  # <-

@app.route("/account")
def account():
    return f"user {session['user_id']}" if "user_id" in session else abort(401)
```

## Bad: in the configuration class that production inherits from

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.ProductionConfig")
```

```python config.py
class BaseConfig:
    SECRET_KEY = "my_precious"  # <-

class ProductionConfig(BaseConfig):
    DEBUG = False
```

## Bad: a call that signs is given one

```python app.py
import jwt
from flask import Flask

app = Flask(__name__)

@app.post("/login")
def login():
    return jwt.encode({"user": 1}, "xq81-kkqp9", algorithm="HS256")  # <-
```

## Good: production selects another class

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.ProductionConfig")
```

```python config.py
import os

class ProductionConfig:
    SECRET_KEY = os.environ["SECRET_KEY"]

class TestingConfig:
    SECRET_KEY = "test"
```

## Good: overridden by the environment afterwards

```python app.py
from flask import Flask

app = Flask(__name__)
app.config.from_mapping(SECRET_KEY="dev")
app.config.from_prefixed_env()
```
"""

from flaskcheck.known.meanings import SIGNS
from flaskcheck.known.placeholders import asks
from flaskcheck.known.settings import LESSER_KEYS, SIGNING_KEYS
from flaskcheck.project import Project, SelectedSetting
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, read_at, rule


@rule(
    family="environment",
    severity=ERROR,
    score=9.1,
    supersedes=("hard-coded-credentials",),
    is_secret=True,
    fixable=True,
)  # as CVE-2023-27524: sessions of any user can be signed
def check(project: Project) -> Problems:
    for selected in project.settings.of(*SIGNING_KEYS):
        setting = selected.setting
        outcomes = setting.outcomes
        if _has_no_visitors(selected):
            continue  # a job has none whose sessions it signs
        if outcomes and all(o.is_fixed for o in outcomes) and _is_final(selected):
            known = (
                "is still a placeholder, and anyone can guess it: it lets them"
                if all(asks(o.text) for o in outcomes)
                else "is written in the code: anyone who can read the repository can"
            )
            place = selected.deployments[0].environment.origin_of(outcomes[0], setting.place)
            yield Problem(
                place,
                f"{setting.key} {known} {LESSER_KEYS.get(setting.key, 'forge sessions and tokens and log in as any user')}.",
                f'Read it from the environment, os.environ["{setting.key}"], set a new random key on the host, '
                "and never use this one again.",
                WARNING if setting.key in LESSER_KEYS else "",
                related=read_at(place, setting.place, f"{setting.key} is set here"),
                cause=Cause("value", outcomes[0].place),
                brief=f"{setting.key} is the same",
                fix=project.advice(selected.deployments[0]).code.from_environment(place, setting.key),
            )
    yield from _of_calls(project)


def _has_no_visitors(selected: SelectedSetting) -> bool:
    """Whether all that has a setting are programs that serve nothing, or images that start nothing, of an application without a route."""
    return all(
        d.serving.serves_nothing({s.kind for s in d.commands.web_servers})
        or (d.image is not None and not any(True for _ in d.commands.programs("start")) and d.routes.are_none)
        for d in selected.deployments
    )


def _of_calls(project: Project) -> Problems:
    """Keys that calls are given which sign: PyJWT's, those of itsdangerous, ``hmac.new``."""
    told: dict[str, list[Problem]] = {}
    for site, outcomes in project.reached.given(SIGNS):
        is_written = outcomes and all(o.is_fixed for o in outcomes)
        if is_written and not outcomes[0].text.startswith("-----BEGIN"):
            place = outcomes[0].place
            known = (
                "is still a placeholder, and anyone can guess it and make what it signs."
                if all(asks(o.text) for o in outcomes)
                else "is written in the code: anyone who can read the repository can make what it signs."
            )
            problem = Problem(
                place,
                f"The key that {site.call.short}() is given {known}",
                'Read it from the environment, os.environ["JWT_SECRET_KEY"], set a new random key on the host, and never use this one again.',
                related=read_at(place, site.place, f"{site.call.short}() is given it here"),
                cause=Cause("value", place),
                brief=f"{site.call.short}() is given it",
            )
            told.setdefault(outcomes[0].text, []).append(problem)
    for problems in told.values():
        places = dict.fromkeys(p.place for p in problems[1:] if p.place != problems[0].place)
        related = (*problems[0].related, *(Related(place, "the same key again") for place in places))
        yield problems[0].replaced(related=related)


def _is_final(selected: SelectedSetting) -> bool:
    """Whether the text stays: no other branch reads the key from elsewhere, and no file of the host's is loaded after it."""
    return any(
        d.start.configuration.stays_text(selected.setting)
        and not d.start.configuration.replacing_file(selected.setting)
        for d in selected.deployments
    )

r"""The key that signs sessions is made anew by every process.

Each worker signs with a key of its own, so a session made by one is refused by the next: users are logged out at random and forms fail with "The CSRF tokens do not match". Every
restart and every deploy logs everybody out (verified with gunicorn 27.0.1 and three workers: a counter in the session read 1 2 3 4 1 1 1 2).

Make one key, once, and keep it in an environment variable of the host.

## Bad

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.secret_key = os.urandom(24)  # <-
```

## Bad: as the fallback

```python app.py
import os, secrets
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", secrets.token_hex(32))  # <-
```

## Good

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
```

## Good: only the test configuration makes one up

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
    SECRET_KEY = os.urandom(16)
```
"""

from flaskcheck.application.settings import Setting
from flaskcheck.application.signing_keys import is_made_by, random_call
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.project import Project, SelectedSetting
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, read_at, rule
from flaskcheck.servers.server import Server
from flaskcheck.units.commands import exported
from flaskcheck.units.deployment import Deployment
from flaskcheck.values.value import Outcome


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*SIGNING_KEYS):
        setting = selected.setting
        if not setting.by_default and not _asks_for_the_key(setting):
            continue  # some other test decides, which cannot be told
        outcome = _random(setting.outcomes)
        spare = None if outcome else _random(selected.spare)
        if outcome is not None:
            severity = "" if setting.sure else WARNING
            shared = all(_is_shared(deployment) for deployment in selected.deployments)
            yield _problem(selected, outcome, _words(setting.key, outcome, shared), WARNING if shared else severity)
        elif spare is not None and (message := _of_spare(selected, spare)):
            yield _problem(selected, spare, *message)


def _random(outcomes: tuple[Outcome, ...]) -> Outcome | None:
    """The value that is made anew in each process, unless it is only made up when it is found nowhere, and may then be kept."""
    certain = [o for o in outcomes if not o.unset]
    found = (o for o in outcomes if random_call(o.origin) is not None and (o.unset or len(certain) == 1))
    return next(found, None)


def _is_shared(deployment: Deployment) -> bool:
    """Whether all requests are answered with one key: it is made before the workers are, or there is one process."""
    servers = deployment.commands.web_servers
    return bool(servers) and all(s.preload or (s.workers == 1 and _says_workers(s)) for s in servers)


def _says_workers(server: Server) -> bool:
    """Whether the number of workers is written, so that no variable of the host makes it another."""
    return any(option.name == "workers" for option in server.options)


def _words(key: str, outcome: Outcome, shared: bool) -> str:
    when = f"When {min(outcome.unset)} is not set on the host, " if outcome.unset else ""
    if shared:
        return (
            f"{when}{key} is a new random value after each restart: every deploy and every restart logs all users out."
        )
    return (
        f"{when}{key} is a new random value in each worker and after each restart: sessions signed by "
        "one worker are refused by the others, and every deploy logs all users out."
    )


def _of_spare(selected: SelectedSetting, outcome: Outcome) -> tuple[str, str] | None:
    """What to say of a random default beside a variable that is there, and how bad it is."""
    key, variable = selected.setting.key, min(outcome.unset)
    texts = [exported(d.commands, variable) for d in selected.deployments]
    if any(text is not None for text in texts):
        if not all(is_made_by(text or "") for text in texts):
            return None  # the commands read it from somewhere
        made = f"The start command makes a new {variable} each time that it runs, so {key} is another one"
        return f"{made} after each restart: every deploy logs all users out.", WARNING
    fine = f"{variable} is declared, so nothing is wrong today."
    return (
        f"{fine} If it is ever lost on the host, {key} is a new random value in each worker, and nothing tells you.",
        INFO,
    )


def _problem(selected: SelectedSetting, outcome: Outcome, message: str, severity: str) -> Problem:
    setting = selected.setting
    place = selected.deployments[0].environment.origin_of(outcome, setting.place)
    return Problem(
        place,
        message,
        'Make one key, python -c "import secrets; print(secrets.token_hex(32))", store it in the host\'s '
        f'environment variables as {setting.key} and read os.environ["{setting.key}"].',
        severity,
        related=read_at(place, setting.place, f"{setting.key} is set here"),
        cause=Cause("value", place),
        brief=f"{setting.key} is the same",
    )


def _asks_for_the_key(setting: Setting) -> bool:
    """Whether all conditions of a write ask whether there is a key (``if not app.secret_key:``)."""
    tests = [guard.test for guard in setting.guards if guard.kind == "if" and guard.test is not None]
    return bool(tests) and all("secret" in test.spelling.lower() for test in tests)

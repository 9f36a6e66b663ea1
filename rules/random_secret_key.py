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
from flaskcheck.application.signing_keys import random_call
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, read_at, rule


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*SIGNING_KEYS):
        setting = selected.setting
        if not setting.by_default and not _asks_for_the_key(setting):
            continue  # some other test decides, which cannot be told
        certain = [o for o in setting.outcomes if not o.unset]
        for outcome in setting.outcomes:
            if random_call(outcome.origin) is None:
                continue
            if not outcome.unset and len(certain) > 1:
                continue  # it is only made up when it is found nowhere, and may then be kept
            when = f" when {min(outcome.unset)} is not set" if outcome.unset else ""
            place = selected.deployments[0].environment.origin_of(outcome, setting.place)
            yield Problem(
                place,
                f"{setting.key} is a new random value in each worker and after each restart{when}: sessions signed by "
                "one worker are refused by the others, and every deploy logs all users out.",
                'Make one key, python -c "import secrets; print(secrets.token_hex(32))", store it in the host\'s '
                f'environment variables as {setting.key} and read os.environ["{setting.key}"].',
                "" if setting.sure else WARNING,
                related=read_at(place, setting.place, f"{setting.key} is set here"),
                cause=Cause("value", place),
                brief=f"{setting.key} is the same",
            )
            break


def _asks_for_the_key(setting: Setting) -> bool:
    """Whether all conditions of a write ask whether there is a key (``if not app.secret_key:``)."""
    tests = [guard.test for guard in setting.guards if guard.kind == "if" and guard.test is not None]
    return bool(tests) and all("secret" in test.spelling.lower() for test in tests)

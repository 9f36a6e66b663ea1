r"""Session key falls back to the code.

When the host's variable isn't set, sessions are signed with a key from the code.

## Why it is bad

If the variable is forgotten or misspelt on the host, the deploy succeeds and anyone who can read the repository can forge sessions.

## Use instead

Let the app stop instead: `os.environ["SECRET_KEY"]` has no fallback and names the missing variable.

## Bad

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "dev")  # <-
```

## Bad: with or

```python app.py
from config import Config
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
```

```python config.py
import os

class Config:
    SECRET_KEY = os.environ.get("SECRET_KEY") or "you-will-never-guess"  # <-
```

## Bad: where the host's file declares the variable it is worth a note

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "dev")  # <-
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: SECRET_KEY
        generateValue: true
```

## Good: no fallback

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
```

## Good: production refuses the fallback

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "dev")
if app.config["SECRET_KEY"] == "dev" and not app.debug:
    raise RuntimeError("set SECRET_KEY")
```
"""

from flaskcheck.known.settings import LESSER_KEYS, SIGNING_KEYS
from flaskcheck.project import Project, SelectedSetting
from flaskcheck.rule import INFO, WARNING, Cause, Problem, Problems, read_at, rule


@rule(family="environment", severity=WARNING, score=8.1, is_secret=True, fixable=True)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*SIGNING_KEYS):
        setting = selected.setting
        fallback = next((o for o in setting.outcomes if o.is_literal and o.unset), None)
        spare = None if fallback else next((o for o in selected.spare if o.is_literal), None)
        told = spare or fallback
        file = "" if told else _silent_file(selected)
        if (
            all(d.env_files.name_file_of(setting.key) for d in selected.deployments)
            or not (told or file)
            or selected.is_refused(told.unset if told else frozenset())
        ):
            continue
        if told is not None and told.unset:
            variable = min(told.unset)
            when = f"When {variable} is not set on the host" if fallback else f"If {variable} is ever lost on the host"
            declared = "" if fallback else f"{variable} is declared, so nothing is wrong today. "
            may_come = all(deployment.may_be_set(variable) for deployment in selected.deployments)
            place = selected.deployments[0].environment.origin_of(told, setting.place)
            yield Problem(
                place,
                f"{declared}{when}, the app silently takes {setting.key} from the code: anyone who can "
                f"read the repository can {LESSER_KEYS.get(setting.key, 'forge sessions')}.",
                f'Remove this default and read os.environ["{variable}"]: without the variable the app then doesn\'t start.',
                "" if fallback and not may_come else INFO,
                related=read_at(place, setting.place, f"{setting.key} is set here"),
                cause=Cause("value", place),
                brief=f"{setting.key} is the same",
                fix=project.advice(selected.deployments[0]).code.required(place, variable),
            )
        elif file:
            yield Problem(
                setting.place,
                f"When {file} isn't on the host, the app silently takes {setting.key} from the code: anyone who can read the "
                f"repository can {LESSER_KEYS.get(setting.key, 'forge sessions')}.",
                f'Read it from the environment, os.environ["{setting.key}"], or load {file} without silent=True.',
            )


def _silent_file(selected: SelectedSetting) -> str:
    """The file that would replace a key that is a text in the code, when start-up goes on without it."""
    setting = selected.setting
    if selected.is_open or not all(o.is_literal and not o.variables for o in setting.outcomes):
        return ""
    for deployment in selected.deployments:
        silent = any(s.silent and not s.path for s in deployment.start.configuration.selections)
        file = deployment.start.configuration.replacing_file(setting)
        if deployment.start.configuration.takes_variable(setting):
            return ""  # what is told of the variable is enough
        if file and silent:
            return file
    return ""

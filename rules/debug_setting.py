r"""Debug mode in the production configuration.

The configuration that production selects turns debug mode on.

## Why it is bad

A WSGI server shows no debugger page, but `app.debug` is true. Custom error pages are skipped, gunicorn prints its own error page, templates are read again for every request, and every `if app.debug:` branch runs, such as those that skip HTTPS or log someone in (verified with Flask 3.1.3 and gunicorn 27.0.1).

Environment variables are text: `bool(os.environ.get("DEBUG"))` is true for "False", and `os.environ.get("DEBUG", True)` is true when the variable isn't set.

## Use instead

Turn debug mode on only in the development configuration.

## Bad

Outcome: /search answers 500: "BadRequestKeyError: 400 Bad Request"

```python app.py
from flask import Flask, request

app = Flask(__name__)
app.config["DEBUG"] = True  # <-

@app.route("/search")
def search():
    return request.args["q"]
```

## Bad: a default that is on

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.debug = os.environ.get("DEBUG", True)  # <-
```

## Bad: every text is true

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = bool(os.environ.get("DEBUG", "False"))  # <-
```

## Good: only in the development class

```python app.py
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.ProductionConfig")
```

```python config.py
class DevelopmentConfig:
    DEBUG = True

class ProductionConfig:
    DEBUG = False
```

## Good: under the main guard

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["DEBUG"] = os.environ.get("DEBUG", "false").lower() in ("1", "true")

if __name__ == "__main__":
    app.debug = True
    app.run()
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, edits, read_at, rule, unsafe


@rule(family="debug", severity=ERROR, score=7.5, fixable=True)
def check(project: Project) -> Problems:
    for selected in project.settings.of("DEBUG"):
        setting = selected.setting
        on = [o for o in setting.outcomes if o.is_known and o.value and not o.guessed]
        unset = on[0].unset if on else frozenset()
        places = ((d.environment, d.env_files) for d in selected.deployments)
        is_left = setting.by_default and any(e.lacks(unset) and not f.may_set(unset) for e, f in places)
        is_made = setting.sure or is_left
        if not on or not is_made or any(o.is_known and not o.value and not o.unset for o in setting.outcomes):
            continue
        place = selected.deployments[0].environment.origin_of(on[0], setting.place)
        file = selected.replacing_file
        yield Problem(
            place,
            *_words(on[0].value, on[0].unset | setting.unset, on[0].variables, file),
            read_at(place, setting.place, "DEBUG is set here"),
            cause=Cause("debug", f"{place.path}:{place.line}"),
            fix=unsafe(edits(project, place.path).replaced(place, "True", "False")),
        )


def _words(value: object, unset: frozenset[str], variables: frozenset[str], file: str) -> tuple[str, str, str]:
    effect = "custom error pages are skipped, and code behind `if app.debug` runs."
    if isinstance(value, str) and not unset:
        variable = f" ({min(variables)} is {value!r})" if variables else ""
        return f"DEBUG is a string{variable}, and every string but the empty one is true: {effect}", HELP, ""
    if unset:
        return (
            f"Debug mode is on in production wherever {min(unset)} is not set: {effect}",
            HELP,
            WARNING if file else "",
        )
    if file:
        where = "the file of settings that is loaded after it" if file == "the file" else file
        return f"Debug mode is on in production wherever {where} does not turn it off: {effect}", OFF, WARNING
    return (
        f"Debug mode is on in production: {effect}",
        OFF,
        "",
    )


OFF = "Set it to False; use flask run --debug on your own machine."
HELP = 'Turn it on only on request: DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true")'

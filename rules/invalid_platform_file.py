r"""Invalid platform file.

The host refuses a platform file, or skips a part of it.

## Why it is bad

The host rejects the deploy, or leaves out what it can't read: a Procfile line without `name:` starts nothing (H14 No web processes running), and a duplicate or unknown key in render.yaml stops the sync.

## Use instead

Correct the line as the host's reference describes it.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
gunicorn app:app  # <-
```

## Bad: YAML

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: [gunicorn app:app
  - type: worker  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
# the web process
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule

NOT_REFUSED = {
    "ignored-key": INFO,
    "lost-key": WARNING,
    "undefined-reference": WARNING,
    "unknown-value": WARNING,
    "no-value": WARNING,
    "procfile-line": ERROR,
}
"""What the host reads otherwise than it is meant, or perhaps refuses, with how bad that is."""

MENDS = {
    "syntax": "Correct the file. Reading it failed at this line; the mistake may be a line above.",
    "encoding": "Save the file as UTF-8 without a byte-order mark.",
    "merge-markers": "Finish the merge: keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>.",
    "duplicate-key": "Keep one of the two.",
    "lost-key": "Keep one of the two.",
    "unknown-key": "Remove this key, or write it as the host spells it.",
    "ignored-key": "Remove it.",
    "missing-key": "Add what is missing.",
    "wrong-type": "Write the value in the form that the host expects.",
    "unknown-value": "Write a value that the host knows.",
    "no-value": "Write value:, or sync: false for one that you type into the dashboard.",
    "undefined-reference": "Declare what it names, or correct the name.",
    "too-large": "Split the file.",
    "nested-too-deep": "Flatten the file.",
}
"""What to do where a reader does not know better."""


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    repository = project.repository
    files = (f for f in repository.platform_files if f.errors and repository.is_read_as_written(f.path))
    read = [(repository.hosts.title(f.host) or "The host", f.errors) for f in files]
    named = {service.image for f in repository.platform_files for service in f.services}
    built = [
        ("docker build", dockerfile.errors)
        for path, dockerfile in repository.dockerfiles.items()
        if dockerfile.instructions
        or "/" not in path
        or path in named  # an empty one that nobody builds waits for someone
    ]
    for who, errors in (*read, *built):
        is_unmerged = any(error.kind == "merge-markers" for error in errors)
        for error in errors:
            if error.kind == "python-version":
                continue  # another rule's
            words = error.message.rstrip(".")
            yield Problem(
                error.place,
                f"{words}." if error.kind in NOT_REFUSED else f"{who} refuses this file: {words}.",
                error.mend or MENDS.get(error.kind, "Correct this line."),
                NOT_REFUSED.get(error.kind, ""),
                cause=Cause("merge", error.place.path) if is_unmerged else None,
            )

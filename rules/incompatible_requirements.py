r"""Requirements that don't work together.

The requirements lead to releases that fail when they are imported together, or that no installer can put together.

## Why it is bad

An old pin keeps Flask as it was, but what nobody pins is the newest of today. With Flask 1.1.2 and nothing else pinned, gunicorn stops (seen with Jinja2 3.1.6):

    ImportError: cannot import name 'escape' from 'jinja2'

With Flask 2.0 to 2.2.3 it is `cannot import name 'url_quote' from 'werkzeug.urls'` (Werkzeug 3). Where pins contradict each other, pip ends with `ResolutionImpossible`, and the build stops.

## Use instead

Upgrade Flask with its extensions, or pin what it brings as well, as `pip freeze` does.

## Bad: Flask is pinned, what it brings is not

Outcome: the start fails: "cannot import name 'url_quote' from 'werkzeug.urls'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==2.0.3  # <-
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: pins that contradict each other

Outcome: the build fails: "ResolutionImpossible"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.0
werkzeug==2.3.8  # <-
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: all is pinned as it was

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==2.0.3
werkzeug==2.0.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: what Flask brings is limited

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==2.2.2
werkzeug<3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    faulty = {d: found for d in project.web_deployments if (found := d.releases.faults or d.releases.usual_faults)}
    written = (a.target.dotted.rpartition(".") for a, _ in project.reached.assignments()) if faulty else ()
    put_back = [f"'{name}'" for thing, _, name in written if thing]
    loaded = {d: {server.program for server in d.commands.web_servers} for d in faulty}
    for statement, reached in project.reached.imports() if faulty else ():
        if reached.phase == "startup" and not (statement.level or statement.copes):
            for deployment in {*reached.deployments} & {*faulty}:
                loaded[deployment].add(statement.module.partition(".")[0])
    for deployment, faults in faulty.items():
        of_loaded = (f for f in faults if not loaded[deployment].isdisjoint(f.row.modules.split()))
        fault = next((f for f in of_loaded if not any(name in f.row.error for name in put_back)), None)
        if fault is not None:
            requirement = fault.requirement
            how = "which is pinned too" if fault.is_pinned else "which is installed today"
            added = f", or limit what it brings as well: {', '.join(fault.limits)}" if fault.limits else ""
            is_usual = not deployment.releases.faults
            cause = Cause("requirement", f"{requirement.place.path}: {requirement.name}")
            if is_usual:
                takes = f"which {deployment.host.named} takes where nothing names another"
                is_python = fault.row.other == "python"
                how = takes if is_python else f"{how} on Python {fault.resolution.python}, {takes}"
            yield Problem(
                requirement.place,
                f'{fault.user} doesn\'t work with {fault.other}, {how}: the application stops with "{fault.row.error}".',
                f"Upgrade {requirement.written}{added}.",
                WARNING if is_usual else "",
                cause=Cause("python", deployment.root) if is_usual else cause,
            )
    yield from _clashes(project)


def _clashes(project: Project) -> Problems:
    for deployment in project.web_deployments:
        clash = deployment.releases.clash
        if clash is not None:
            yield Problem(
                clash.first.place,
                f'pip stops with "ResolutionImpossible": {clash.words}.',
                "Change one of the two; pip freeze writes down releases that go together.",
                related=(Related(clash.second.place, "the other one is asked for here"),),
                cause=Cause("requirement", f"{clash.first.place.path}: {clash.first.name}"),
            )

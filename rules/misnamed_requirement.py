r"""Requirement named after its module.

A requirement has a module's name, but the package is called differently.

## Why it is bad

The name you import isn't always the one to install: `PIL` comes from pillow, `cv2` from opencv-python. pip finds nothing under the module's name, or installs an unrelated package that has it (`jwt` isn't PyJWT), and the import fails in production.

## Use instead

Install the package by its own name.

## Bad

Outcome: the build fails: "No matching distribution found for PIL==1.1.6"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=2,3
Flask==3.1.2
PIL==1.1.6
psycopg2==2.9.9
psycopg2-binary==2.9.9
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask_sqlalchemy==3.1.1
pillow==11.0.0
psycopg2-binary==2.9.9
```
"""

from flaskcheck.known.tables.oldest import oldest
from flaskcheck.known.tables.platforms import MISNAMED
from flaskcheck.known.versions import exact, may_meet
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, edits, rule


@rule(family="dependencies", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        if file.lock or file.kind == "conda":
            continue
        names, by_hand, own = {r.name for r in file.requirements}, file.is_list_by_hand, edits(project, file.path)
        for requirement in file.requirements:
            right, severity = MISNAMED.get(requirement.name, ("", ""))
            is_meant = severity == WARNING and exact(requirement.specifier)  # anyone who pins it has installed it
            if right and right.lower() not in names and not requirement.url and not is_meant:
                bound = oldest(right) if requirement.specifier else ""  # the version was that of another package
                is_plain = own.text(requirement.place) == f"{requirement.written}{requirement.specifier}"
                yield Problem(
                    requirement.place,
                    f"{requirement.written} is the name to import; the package is called {right}."
                    + (
                        ""
                        if severity != "error"
                        else " pip finds nothing usable under this name, and the import fails."
                    ),
                    f"Write {right}.",
                    severity,
                    fix=own.put(requirement.place, f"{right}{bound}")
                    if by_hand and is_plain and bound is not None
                    else None,
                )
        drivers = {r.name: r for r in file.requirements if r.name in ("psycopg2", "psycopg2-binary") and not r.group}
        both = len(drivers) == 2 and may_meet(*(r.marker for r in drivers.values()))
        if both:  # they install the same files over one another
            yield Problem(
                drivers["psycopg2"].place,
                "psycopg2 and psycopg2-binary are the same package twice: psycopg2 is compiled, which fails on hosts without a "
                "compiler, and then one overwrites the other.",
                "Keep one of them; psycopg2-binary needs no compiler.",
                WARNING,
                (Related(drivers["psycopg2-binary"].place, "the other one"),),
                own.without(drivers["psycopg2"].place) if by_hand else None,
            )

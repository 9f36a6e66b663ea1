r"""Import of a missing module.

The code imports one of its own modules, which doesn't exist or isn't where Python looks.

## Why it is bad

The app, or whatever reaches that line, stops with `ModuleNotFoundError: No module named 'app.helpers'` or `ImportError: cannot import name 'price'`. Often the file was renamed, or exists on one computer only.

Servers look in the folder where their command runs (gunicorn, Flask and Celery also in what `--chdir` and similar options name), not beside the importing file. `gunicorn shop.web:app` doesn't find shop/prices.py as `prices`, although `python shop/web.py` does, because a script's own folder is on the path.

## Use instead

Correct the name, commit the file, or import it by its full name: `from shop import prices`.

## Bad

Outcome: the start fails: "No module named 'shop.helpers'"

```python shop/__init__.py
from flask import Flask
from shop.helpers import price  # <-

app = Flask(__name__)
```

```text Procfile
web: gunicorn shop:app
```

## Bad: written for another folder

Outcome: the start fails: "No module named 'prices'"

```python shop/web.py
from flask import Flask
from prices import VAT  # <-

app = Flask(__name__)
```

```python shop/prices.py
VAT = 19
```

```text Procfile
web: gunicorn shop.web:app
```

## Bad: a name that the module does not have

Outcome: the start fails: "cannot import name 'Lampe' from 'shop.models'"

```python app.py
from flask import Flask
from shop.models import Lampe  # <-

app = Flask(__name__)
```

```python shop/models.py
class Lamp:
    pass
```

```text Procfile
web: gunicorn app:app
```

## Good: the module answers for any name

```python app.py
from flask import Flask
from shop import lamp

app = Flask(__name__)
```

```python shop.py
def __getattr__(name):
    return name.title()
```

```text Procfile
web: gunicorn app:app
```

## Good: started in that folder

```python shop/web.py
from flask import Flask
from prices import VAT

app = Flask(__name__)
```

```python shop/prices.py
VAT = 19
```

```text Procfile
web: gunicorn --chdir shop web:app
```

## Good

```python shop/__init__.py
from flask import Flask
from shop.helpers import price
from . import models

app = Flask(__name__)
```

```python shop/helpers.py
def price(x):
    return x
```

```python shop/models/user.py
```

```text Procfile
web: gunicorn shop:app
```
"""

from collections.abc import Iterator

from flaskcheck.known.usual_names import is_generated
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, PYTHON_TWO, WARNING, Problem, Problems, Related, happens, rule


@rule(family="portability", severity=ERROR, supersedes=("undeclared-import",))
def check(project: Project) -> Problems:
    yield from _statements(project)
    yield from _texts(project)


def _statements(project: Project) -> Problems:
    told: set[str] = set()
    outside: dict[tuple[str, bool], list[tuple[str, Problem]]] = {}
    lacking: dict[str, list[tuple[str, Problem]]] = {}
    for statement, everywhere in project.reached.imports():
        for reached in _each(everywhere):
            deployment, production = reached.deployments[0], reached.deployments[0].start.production
            search, missing = deployment.search, production.evaluator.importer.missing(statement)
            if not deployment.view.complete or missing in told or is_generated(missing or statement.module):
                continue
            found = None if missing else search.outside(statement)
            is_here = reached is everywhere and not (missing or found)
            near = search.nearly(statement) if is_here else ""
            unbound = search.unbound(statement) if is_here and not near else None
            if not (missing or found or near or unbound) or production.copes_without(statement):
                continue
            if missing and (search.may_be_generated(missing) or (deployment.python and deployment.python.is_two)):
                continue  # Python 2 looked beside the importing file first
            if missing:
                told.add(missing)
                yield _missing(reached, missing)
            elif found:
                is_left = deployment.files.lacks(found.path)
                why, mend = _left_out(found.path) if is_left else (found.reason, found.advice)
                problem = _problem(reached, found.error, why, mend)
                if _is_of_two(project, reached, found.folder):
                    problem = problem.replaced(cause=PYTHON_TWO)
                told_as = "this import looks there too", problem
                outside.setdefault((found.folder, found.is_relative), []).append(told_as)
            elif near:
                yield _slip(reached, statement.module, near)
            elif unbound:
                problem = _unbound(reached, unbound.name, unbound.path, unbound.near, unbound.is_lost)
                lacking.setdefault(unbound.path, []).append((f"it has no '{unbound.name}' either", problem))
            break
    yield from map(_joined, (*outside.values(), *lacking.values()))


def _each(reached: Reached) -> Iterator[Reached]:
    """All that reach a statement, and those of further images, which may lack what the first has."""
    first, *others = reached.deployments
    images = {d.service.image: d for d in others if d.image is not None and d.service.image != first.service.image}
    yield reached
    yield from (reached.replaced(deployments=(deployment,)) for deployment in images.values())


def _missing(reached: Reached, name: str) -> Problem:
    why = "The repository has no such module."
    return _problem(reached, f"No module named '{name}'", why, "Commit the module, or correct the name.")


def _left_out(path: str) -> tuple[str, str]:
    """Why an image lacks what the repository has, and the way to mend it."""
    return f"The repository has {path}, but the image does not.", f"Copy {path} into the image."


def _slip(reached: Reached, name: str, near: str) -> Problem:
    why = "Neither the repository nor what is installed has it."
    return _problem(reached, f"No module named '{name}'", why, f"The repository has {near}: is that meant?")


def _unbound(reached: Reached, name: str, path: str, near: str, is_lost: bool) -> Problem:
    if is_lost:
        why = f"There is no {path}, so that the folder has nothing but the modules in it."
        return _problem(
            reached, f"ImportError: cannot import name '{name}'", why, f"Write {path}, and define it there."
        )
    meant = f"It has {near}: is that meant?" if near else "Correct the name, or commit what defines it."
    return _problem(reached, f"ImportError: cannot import name '{name}'", f"{path} has no such name.", meant)


def _texts(project: Project) -> Problems:
    """Modules that start-up imports by a name in a text."""
    for deployment in project.deployments:
        for named in deployment.unfound_names:
            if is_generated(named.module):
                continue
            where = f"Where {' and '.join(named.unset)} is missing, the" if named.unset else "Where this runs, the"
            when = "The" if named.sure and not named.unset else where
            error = (
                f"import_string() failed for '{named.text}'" if named.is_object else f"No module named '{named.text}'"
            )
            lack = (
                f"{named.module} has no '{named.attribute}'" if named.attribute else "The repository has no such module"
            )
            who = "worker" if deployment.service.kind == "worker" else "app"
            yield Problem(
                named.place,
                f'{when} {who} doesn\'t start: "{error}". {lack}.',
                f"The repository has {named.near}: is that meant?"
                if named.near
                else "Commit the module, or correct the name.",
                WARNING if named.unset or not named.sure else "",
            )


def _problem(reached: Reached, error: str, why: str, advice: str) -> Problem:
    place, severity = reached.statement.place, "" if reached.at_start else WARNING
    return Problem(
        place, f'{happens(reached.at_start, reached.phase).capitalize()}: "{error}". {why}', advice, severity
    )


def _is_of_two(project: Project, reached: Reached, folder: str) -> bool:
    """Whether an import of a neighbour is as Python 2 had it, in a project that is written for Python 2."""
    beside = reached.statement.place.path.rpartition("/")[0]
    return folder == beside and any(m.error and m.error.kind == "python2" for m, _ in project.reached.modules())


def _joined(found: list[tuple[str, Problem]]) -> Problem:
    """All imports that want the same folder on Python's path, or names that the same module lacks, are one mistake, told where the first one stops; each with what is said of it beside another."""
    first = next((p for _, p in found if not p.severity), found[0][1])
    others = {problem.place: text for text, problem in found if problem.place != first.place}
    return first.replaced(related=tuple(Related(place, text) for place, text in others.items()))

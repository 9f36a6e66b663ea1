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
    """Imports that find nothing, and names that their modules do not have: those of one reason are one mistake."""
    found: dict[object, list[tuple[str, Problem]]] = {}
    for statement, everywhere in project.reached.imports():
        for reached in _each(everywhere):
            search, production = reached.deployments[0].search, reached.deployments[0].start.production
            lost = search.unfound(statement, by_name=reached is everywhere)
            if lost is None or production.copes_without(statement):
                continue
            if lost.path and reached.deployments[0].files.lacks(lost.path):
                lost = lost.in_image()
            problem = Problem(
                statement.place,
                f'{happens(reached.at_start, reached.phase).capitalize()}: "{lost.error}". {lost.reason}',
                lost.advice,
                "" if reached.at_start else WARNING,
                cause=PYTHON_TWO if lost.is_beside and _is_of_two(project) else None,
            )
            found.setdefault(lost.wanted or statement.place, []).append((lost.again, problem))
            break
    yield from map(_joined, found.values())


def _each(reached: Reached) -> Iterator[Reached]:
    """All that reach a statement, and those of further images, which may lack what the first has."""
    first, *others = reached.deployments
    images = {d.service.image: d for d in others if d.image is not None and d.service.image != first.service.image}
    yield reached
    yield from (reached.replaced(deployments=(deployment,)) for deployment in images.values())


def _is_of_two(project: Project) -> bool:
    """Whether a project is written for Python 2, which had neighbours imported like that."""
    return any(m.error and m.error.kind == "python2" for m, _ in project.reached.modules())


def _joined(found: list[tuple[str, Problem]]) -> Problem:
    """What imports of one reason are told as: where the first one stops, each of the others with what is said of it beside that."""
    first = next((p for again, p in found if again and not p.severity), found[0][1])
    others = {problem.place: again for again, problem in found if again and problem.place != first.place}
    return first.replaced(related=tuple(Related(place, text) for place, text in others.items()))


def _texts(project: Project) -> Problems:
    """Modules that start-up imports by a name in a text."""
    for deployment in project.deployments:
        for named in deployment.unfound_names:
            if is_generated(named.module):
                continue
            where = f"Where {' and '.join(named.unset)} is missing, the" if named.unset else "Where this runs, the"
            when = "The" if named.sure and not named.unset else where
            who = "worker" if deployment.service.kind == "worker" else "app"
            yield Problem(
                named.place,
                f'{when} {who} doesn\'t start: "{named.unfound.error}". {named.unfound.reason}',
                named.unfound.advice,
                WARNING if named.unset or not named.sure else "",
            )

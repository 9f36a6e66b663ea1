r"""Retired platform version.

A file names a stack, plan, runtime, runner or base image that its host or its maker has retired.

## Why it is bad

Hosts refuse what they have retired: Heroku rejects builds on an old stack and buttons that ask for a free plan, App Engine deploys nothing with a runtime past its end of support, and a job on a runner that GitHub has removed never starts. A base image whose distribution has ended gets no security fixes; later its packages leave the distribution's servers, and `apt-get update` ends the build with `404 Not Found` (seen with Debian 10, buster, and apt 2.6).

## Use instead

What the host offers today; the finding names it.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```json app.json lines=3,4
{
  "name": "shop",
  "stack": "heroku-18",
  "addons": ["heroku-postgresql:hobby-dev"]
}
```

```text Procfile
web: gunicorn app:app
```

## Bad: a runner that is gone

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```yaml .github/workflows/deploy.yml
on: push
jobs:
  deploy:
    runs-on: ubuntu-20.04  # <-
    steps:
      - uses: actions/checkout@v4
      - uses: akhileshns/heroku-deploy@v3.13.15
        with:
          heroku_app_name: shop
```

```text Procfile
web: gunicorn app:app
```

## Bad: packages that are in the archive alone

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```dockerfile Dockerfile
FROM python:3.11-slim-buster  # <-
RUN apt-get update && apt-get install -y libpq-dev
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```json app.json
{
  "name": "shop",
  "stack": "heroku-24",
  "addons": ["heroku-postgresql:essential-0"]
}
```

```text Procfile
web: gunicorn app:app
```

## Good: an image that is maintained

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```dockerfile Dockerfile
FROM python:3.13-slim-bookworm
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.known.base_images import release_of
from flaskcheck.known.tables.pythons import END_OF_LIFE
from flaskcheck.known.tables.retired import RELEASES
from flaskcheck.known.versions import at_least
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule

LAST_ENDED = list(END_OF_LIFE)[-1]
NEWER = "Take one of a newer release, such as python:3.13-slim."


@rule(family="platform", severity=ERROR, supersedes=("unsupported-python",))
def check(project: Project) -> Problems:
    hosts = project.repository.hosts
    runtimes = (hosts.retired_runtime(deployment.service) for deployment in project.web_deployments)
    for found in dict.fromkeys((*hosts.retired, *filter(None, runtimes))):
        since = f" on {found.day}" if found.day else ""
        yield Problem(
            found.place,
            f"The {found.what} was retired{since}: {found.then}.",
            f"Replace it with {found.instead}.",
            "" if found.is_refused else WARNING,
        )
    for deployment in project.web_deployments:
        image = deployment.image
        if image is None or image.base_place is None:
            continue
        name, release = release_of(image.base)
        day = RELEASES.get(name, {}).get(release, "")
        python = deployment.releases.declared
        stopped = next((o for o in deployment.obstacles if o.kind == "archived"), None)
        if stopped is not None:
            yield Problem(
                image.base_place,
                f"The packages of {stopped.written} are no longer on its servers: apt-get update ends with '404 Not Found', and the build stops.",
                NEWER,
                related=(Related(stopped.place, "asks for them"),),
            )
        elif day and not (python and at_least(LAST_ENDED, python)):  # else its Python is told
            yield Problem(
                image.base_place,
                f"The image is made of {name.capitalize()} {release}, which ended on {day}: its packages get no security fixes.",
                NEWER,
                WARNING,
            )

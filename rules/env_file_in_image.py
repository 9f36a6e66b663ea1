r"""Env file copied into the image.

The Dockerfile copies the .env file into the image.

## Why it is bad

`COPY . .` takes everything that .dockerignore doesn't exclude. Anyone who can pull the image can read the file, and its values become production's defaults.

## Use instead

Add it to .dockerignore, and pass the variables when the container starts (`env_file:` in Compose, `--env-file`, the host's settings).

## Bad

```python app.py
from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .  # <-
RUN pip install flask gunicorn python-dotenv
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```text .gitignore
.env
```

## Good

```python app.py
from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn python-dotenv
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```text .dockerignore
.git
.env
```

## Good: no secret in it, and nothing that runs here reads it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env
FLASK_APP=app.py
DEBUG=True
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: nothing loads one

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule


@rule(family="environment", severity=WARNING, score=6.5, fixable=True)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for copied in deployment.env_files.copied:
            tracked = project.tree.is_tracked(copied.path)
            file = project.repository.variable_files.of(copied.path)
            found = file.secrets if file else []
            harmless = file is not None and not found
            own = file is not None and bool(found) and all(map(file.is_a_developers, found))
            if harmless and file and not (copied.is_loaded and file.variables):
                continue  # it holds no secret, and nothing reads it, or there is nothing to read
            name, also = copied.path.rpartition("/")[2], ", and they" if copied.is_loaded else ""
            seen = "its values" if harmless else f"anyone who can pull it can read the secrets{also}"
            defaults = " become the defaults of production" if copied.is_loaded else ""
            is_there = tracked or project.tree.left_behind(copied.path)
            what = copied.path if is_there else f"A {copied.path} that is there when it is built"
            yield Problem(
                copied.place,
                f"{what} is copied into the image: {seen}{defaults}.",
                f"Add {name} to .dockerignore and hand the variables to the container when it starts.",
                ERROR if (copied.is_named or tracked) and not harmless and not own else "",
                fix=None if copied.is_named else project.advice(deployment).edits.left_out(copied.path),
            )
            break

r"""The .env file is copied into the image.

`COPY . .` takes everything that .dockerignore does not leave out. Whoever can pull the image can read the file, and its values become the defaults of production.

Name it in .dockerignore, and hand the variables over when the container starts (`env_file:` in compose, `--env-file`, the host's settings).

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

from flaskcheck.facts.docker import Instruction
from flaskcheck.project import Project
from flaskcheck.readers.docker.ignore import ignored
from flaskcheck.readers.env_file import is_a_developers, secret_variables
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule
from flaskcheck.units.deployment import Deployment


@rule(family="environment", severity=WARNING, score=6.5)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for path in _paths(project, deployment):
            copied = _copying(project, deployment, path)
            problem = _problem(project, deployment, path, copied) if copied is not None else None
            if problem is not None:
                yield problem
                break


def _problem(project: Project, deployment: Deployment, path: str, copied: Instruction) -> Problem | None:
    """What the copy gives away and sets; ``None`` when the file holds no secret and nothing reads it."""
    name = path.rpartition("/")[2]
    named = any(word.rpartition("/")[2] == name for word in copied.text.split()[:-1])
    tracked = project.tree.is_tracked(path)
    file = project.repository.env_files.get(path) if tracked else None
    found = secret_variables(file) if file is not None else []
    harmless = file is not None and not found
    own = bool(found) and all(is_a_developers(v, file) for v in found if file is not None)
    loaded = name == ".env" and deployment.env_files.reads(".env")
    if harmless and not loaded:
        return None
    seen = "its values" if harmless else "whoever can pull it can read the secrets" + (", and they" if loaded else "")
    defaults = " become the defaults of production" if loaded else ""
    return Problem(
        copied.place,
        f"{path} is copied into the image: {seen}{defaults}.",
        f"Add {name} to .dockerignore and hand the variables to the container when it starts.",
        ERROR if (named or tracked) and not harmless and not own else "",
    )


def _paths(project: Project, deployment: Deployment) -> list[str]:
    """The files of variables in the build context: ``.env`` where it is loaded or tracked, and what is named as ``env_file``."""
    context = f"{deployment.image.context}/".lstrip("/") if deployment.image else None
    if context is None:
        return []
    path = f"{context}.env"
    usual = [path] if project.tree.is_tracked(path) or deployment.env_files.code_loads_dotenv else []
    named = [folder.path for folder in deployment.service.env_files if folder.path.startswith(context)]
    return list(dict.fromkeys((*usual, *(p for p in named if p == path or not project.tree.is_ignored(p, *named)))))


def _copying(project: Project, deployment: Deployment, path: str) -> Instruction | None:
    """The COPY or ADD of a stage that reaches the final image and takes the file along."""
    image = deployment.image
    assert image is not None
    file = project.repository.dockerfiles[image.path]
    patterns = project.tree.source(image.ignore_file) if image.ignore_file else None
    inside = path[len(image.context) :].lstrip("/")
    if patterns is not None and ignored(patterns, inside):
        return None
    for instruction in file.instructions:
        if instruction.name not in ("COPY", "ADD") or instruction.stage not in image.chain:
            continue
        if any(flag.startswith("--from") for flag in instruction.flags):
            continue
        words = list(instruction.argv or instruction.text.split())
        if any(source.rstrip("/") in (".", "./", "", "*", inside, f"./{inside}") for source in words[:-1]):
            return instruction
    return None

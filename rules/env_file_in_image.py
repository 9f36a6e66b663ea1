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
from flaskcheck.readers.env_file import secret_variables
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule
from flaskcheck.units.deployment import Deployment


@rule(family="environment", severity=WARNING, score=6.5)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if deployment.image is None or not _uses_env_file(project, deployment):
            continue
        copied = _copying(project, deployment)
        if copied is not None:
            problem = _problem(project, deployment, copied)
            if problem is not None:
                yield problem


def _problem(project: Project, deployment: Deployment, copied: Instruction) -> Problem | None:
    """What the copy gives away and sets; ``None`` when the file holds no secret and nothing reads it."""
    path = _env_path(deployment)
    named = any(word.rpartition("/")[2] == ".env" for word in copied.text.split()[:-1])
    tracked = project.tree.is_tracked(path)
    file = project.repository.env_files.get(path) if tracked else None
    harmless = file is not None and not secret_variables(file)
    loaded = deployment.env_files.reads(".env")
    if harmless and not loaded:
        return None
    seen = "its values" if harmless else "whoever can pull it can read the secrets" + (", and they" if loaded else "")
    defaults = " become the defaults of production" if loaded else ""
    return Problem(
        copied.place,
        f"{path} is copied into the image: {seen}{defaults}.",
        "Add .env to .dockerignore and hand the variables to the container when it starts.",
        ERROR if (named or tracked) and not harmless else "",
    )


def _env_path(deployment: Deployment) -> str:
    return f"{deployment.image.context if deployment.image else ''}/.env".lstrip("/")


def _uses_env_file(project: Project, deployment: Deployment) -> bool:
    """Whether an ``.env`` in the build context is loaded by the code, tracked, or named as ``env_file``."""
    path = _env_path(deployment)
    named = any(folder.path == path for folder in deployment.service.env_files)
    return named or project.tree.is_tracked(path) or deployment.env_files.code_loads_dotenv


def _copying(project: Project, deployment: Deployment) -> Instruction | None:
    """The COPY or ADD of a stage that reaches the final image and takes the file along."""
    image = deployment.image
    assert image is not None
    file = project.repository.dockerfiles[image.path]
    patterns = project.tree.source(image.ignore_file) if image.ignore_file else None
    if patterns is not None and ignored(patterns, ".env"):
        return None
    for instruction in file.instructions:
        if instruction.name not in ("COPY", "ADD") or instruction.stage not in image.chain:
            continue
        if any(flag.startswith("--from") for flag in instruction.flags):
            continue
        words = list(instruction.argv or instruction.text.split())
        if any(source.rstrip("/") in (".", "./", "", ".env", "*", "./.env") for source in words[:-1]):
            return instruction
    return None

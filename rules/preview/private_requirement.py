r"""Requirement the build can't fetch.

A requirement is cloned by SSH without a key, or with git where there is none, or comes from a private index.

## Why it is bad

A slim image has no git, and pip stops (seen with pip 26.3):

    ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?

A build has no SSH key either, unless it is handed one: `Host key verification failed`. What your own network or account alone may read, it can't read.

## Use instead

`git+https://…@v1.2`, and `apt-get install -y git` before pip runs; for a private repository a token that the build is handed as a secret. Or the archive of a release: `name @ https://github.com/owner/name/archive/refs/tags/v1.2.zip`, which needs no git.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
shop-tools @ git+https://github.com/example/shop-tools@v1.2  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: a key that only you have

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
git+ssh://git@github.com/example/shop-tools.git@v1.2#egg=shop-tools  # <-
```

```dockerfile Dockerfile
FROM python:3.13
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
shop-tools @ git+https://github.com/example/shop-tools@v1.2
```

```dockerfile Dockerfile
FROM python:3.13-slim
RUN apt-get update && apt-get install -y git
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: the build is handed the key

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
git+ssh://git@github.com/example/shop-tools.git@v1.2#egg=shop-tools
```

```dockerfile Dockerfile
FROM python:3.13
WORKDIR /app
COPY . .
RUN mkdir -p ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts
RUN --mount=type=ssh pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

import re

from flaskcheck.known.versions import marker_applies
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule, says

BY_SSH = re.compile(r"(?:git\+)?(?:ssh://|git@)|git\+[\w.-]+@")
BY_GIT = re.compile(r"git\+https?://")
PRIVATE = re.compile(
    r"https?://(?:[\w.-]+\.d\.codeartifact\.|localhost\b|127\.|10\.|192\.168\.|[\w.-]+\.(?:internal|local|lan|corp)(?:[:/]|$))"
)
HANDED = (
    "type=ssh",
    "type=secret",
    "ssh-keyscan",
    "ssh-add",
    ".ssh",
    "id_rsa",
    "id_ed25519",
    "insteadOf",
    "netrc",
    "GIT_SSH",
    "GIT_ASKPASS",
    "keyring",
)
INDEXES = ("--index-url", "-i", "--extra-index-url")


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        installed, image = deployment.installed, deployment.image
        scripts = {place.path for place in (i.place for i in deployment.commands.programs())}
        if deployment.host.is_lasting or says(project, sorted({*scripts, deployment.service.image} - {""}), *HANDED):
            continue
        lacks_git = image is not None and image.is_bare and deployment.files.lacks_program("git")
        graded = "" if image is not None and image.is_bare else WARNING
        for requirement in installed.requirements:
            by_ssh, by_git = BY_SSH.match(requirement.url), BY_GIT.match(requirement.url)
            if not (by_ssh or by_git) or not marker_applies(requirement.marker, deployment.releases.declared or "3.12"):
                continue
            name = requirement.written or "a requirement"
            cause = Cause("git", deployment.service.image) if lacks_git else Cause("requirement", requirement.place)
            if lacks_git and not _is_of_poetry(project, requirement.place.path):
                yield Problem(
                    requirement.place,
                    f"{name} is cloned with git, and the image has none: pip stops with \"Cannot find command 'git'\".",
                    "Install git before pip runs (apt-get install -y git), or name an archive instead: …/archive/refs/tags/v1.2.zip",
                    cause=cause,
                    brief=f"{name} is cloned, too",
                )
            elif by_ssh:
                yield Problem(
                    requirement.place,
                    f'{name} is cloned by SSH, and the build has no key: it stops with "Host key verification failed".',
                    "Write git+https://… for a public repository; for a private one hand the build a key or a token.",
                    graded,
                    cause=cause,
                )
        for file in installed.files:
            for option, value, place in file.options:
                if option in INDEXES and PRIVATE.match(value) and "@" not in value:
                    yield Problem(
                        place,
                        f"The index {value} answers nobody outside without credentials: the build stops where it asks for a package.",
                        "Name an index that the build can reach, with credentials from a secret.",
                        WARNING,
                        cause=Cause("index", value),
                    )


def _is_of_poetry(project: Project, path: str) -> bool:
    """Whether Poetry installs what a file names: it clones by itself, without git."""
    file = project.repository.dependency_files.get(path)
    return file is not None and file.kind == "poetry"

r"""Env file not ignored by git.

Nothing keeps the .env file out of git.

## Why it is bad

The code, Compose or a command reads .env, or it holds secrets, and no line of .gitignore names it: the next `git add .` commits its secrets. Flask's own command line and `app.run()` load `.env` too if python-dotenv is installed. A repository with a .env.example asks everyone to copy it to .env.

## Use instead

Add the line `.env` to .gitignore before you write the first secret. Git knows no comment after a pattern: `.env  # secrets` is the name of another file.

## Bad

```python app.py
from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
```

```text .gitignore file
__pycache__/
venv/
```

## Bad: a file to copy to .env

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
```

```sh .env.example
SECRET_KEY=
```

```text .gitignore file
__pycache__/
```

## Bad: the file of a container

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml compose.yaml lines=4
services:
  web:
    build: .
    env_file: mail.env
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY app.py .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: a comment behind the name

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env untracked
SECRET_KEY=9f2c4e7a1b8d4f60a3c5
```

```text .gitignore lines=2
__pycache__/
.env  # secrets
```

## Good

```python app.py
from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
```

```text .gitignore
__pycache__/
.env
```

## Good: the code loads none

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .gitignore
__pycache__/
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, MaybeFix, Problem, Problems, edits, rule


@rule(family="environment", severity=WARNING, score=4.3, fixable=True)
def check(project: Project) -> Problems:
    if not project.tree.tracked:
        return
    tree = project.tree
    wanted = [file for deployment in project.web_deployments for file in deployment.env_files.wanted]
    everything = [path for file in wanted for path in file.paths]
    told: set[str] = set()
    for file in wanted:
        path = next((p for p in file.paths if tree.has(p)), file.paths[0])
        known = any(tree.is_tracked(p) or tree.is_ignored(p, *everything) for p in file.paths)
        if not (known or told.intersection(file.paths)):
            told.add(path)
            problem = _problem(project, path, file.example)
            yield problem if problem.place.path else problem.replaced(place=file.place)


def _problem(project: Project, path: str, example: str) -> Problem:
    """What is wrong in the ignore file; without a place when there is none."""
    folder, _, name = path.rpartition("/")
    ignore = next((p for p in (f"{folder}/.gitignore".lstrip("/"), ".gitignore") if project.tree.has(p)), "")
    line, comment = _commented(project, ignore, name) if ignore else (0, "")
    if line:
        return Problem(
            project.tree.source(ignore).line_place(line),
            f'This line ignores nothing: git takes "{comment}" as a part of the name. The next git add . publishes {path}.',
            "Write the comment on its own line.",
            fix=_uncommented(project, ignore, line, name),
        )
    is_there = f"{path} exists locally" if project.tree.has(path) else f"The deployment reads {path}"
    found = f"{example} is copied to {path}" if example else is_there
    return Problem(
        project.tree.place_of(ignore),
        f"{found}, but git doesn't ignore it: the next git add . commits its secrets.",
        f"Add the line {name} to .gitignore.",
        fix=edits(project, ignore or ".gitignore").added(name),
    )


def _commented(project: Project, ignore: str, name: str) -> tuple[int, str]:
    """The line that names a file and goes on with a comment, which git does not know, and that comment."""
    for number, line in enumerate(project.tree.source(ignore).lines, 1):
        pattern, sign, comment = line.partition(" #")
        if sign and pattern.strip().strip("/") == name:
            return number, f"#{comment}"
    return 0, ""


def _uncommented(project: Project, ignore: str, number: int, name: str) -> MaybeFix:
    """The comment above its pattern."""
    source = project.tree.source(ignore)
    pattern, _, comment = source.lines[number - 1].partition(" #")
    return edits(project, ignore).put(source.line_place(number), f"#{comment}\n{pattern.strip()}")

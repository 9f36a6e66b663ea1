r"""Python version file the host refuses.

The host can't read the file that names the Python version.

## Why it is bad

Heroku stops the build: `Error: Invalid Python version in .python-version`. It takes one version without quotes, prefix or operator in `.python-version`, and `python-3.13.5` in the older `runtime.txt`, which it reads first. In a `Pipfile.lock` it takes one version, too.

A file that is nearly called so (`python-version`, `.python-version.txt`) stops it too: `Error: Your .python-version file is spelled incorrectly.`

Render takes `3.13` in `.python-version`, but wants all three numbers in the variable `PYTHON_VERSION`.

Beside `uv.lock` there must be a `.python-version`. Without it Heroku answers `Error: No Python version was specified.`, or `Error: The runtime.txt file isn't supported when using uv.`

## Use instead

Write `.python-version` with nothing but `3.13`, and delete `runtime.txt`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text runtime.txt
C:/Users/ann/envs/shop  # <-
```

```text Procfile
web: gunicorn app:app
```

## Bad: the form of the other file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .python-version lines=1
python-3.13.5
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Bad: uv on Heroku needs the file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml uv.lock file
version = 1
requires-python = ">=3.13"

[[package]]
name = "flask"
version = "3.1.2"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "gunicorn"
version = "23.0.0"
source = { registry = "https://pypi.org/simple" }
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .python-version
# the version of production
3.13
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Good: this host takes what pyenv takes

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .python-version
cpython-3.13.5
```

```toml fly.toml
app = "shop"
```
"""

from flaskcheck.known.versions import major_minor
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule, typed, word


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.web_deployments:
        host, files = deployment.host, project.repository.platform_files
        if deployment.image is not None:
            continue
        python = deployment.service.python if host.full_version_in else None
        if (
            python is not None
            and python.version.count(".") == 1
            and host.full_version_in in deployment.environment.declared
            and _is_text(project, python.written, python.place.path, python.place.line)
        ):
            told.add(python.place)
            yield Problem(
                python.place,
                f"{host.title} wants all three numbers of a version in {host.full_version_in} and stops the build at {python.written}.",
                f"Write all three, such as {host.default_python}, or name {python.version} in .python-version.",
            )
        if not host.strict_python_file:
            continue
        misspelt = host.misspelt_version_file(project.tree, deployment.root)
        if misspelt and misspelt not in told:
            told.add(misspelt)
            right = f"{deployment.root}/.python-version".lstrip("/")
            yield Problem(
                project.tree.place_of(misspelt),
                f'{host.title} stops the build with "Your .python-version file is spelled incorrectly".',
                f'Rename it: git mv "{misspelt}" "{right}"',
                fix=typed(f"git mv {word(misspelt)} {word(right)}"),
            )
        yield from _passed_over(project, deployment.root, host.title, host.python_files)
        for error in host.version_refusals(files, deployment.root, deployment.installed.files):
            if error.place not in told:
                told.add(error.place)
                yield Problem(
                    error.place,
                    f"{host.title} stops the build: {error.message}.",
                    "Write .python-version with nothing but a version, such as 3.13.",
                )


def _is_text(project: Project, written: str, path: str, line: int) -> bool:
    """Whether a version is written in quotes: without them it is a number, which is told as such."""
    text = project.tree.source(path).lines[line - 1]
    return f'"{written}"' in text or f"'{written}'" in text


def _passed_over(project: Project, root: str, title: str, names: tuple[str, ...]) -> Problems:
    """A file that names another Python than the one that the host reads first."""
    by_path = {file.path: file.python for file in project.repository.platform_files}
    found = [python for name in names if (python := by_path.get(f"{root}/{name}".lstrip("/")))]
    first, other = (found[0], found[1]) if len(found) > 1 else (None, None)
    if (
        first
        and other
        and major_minor(first.version)
        and major_minor(other.version) not in (None, major_minor(first.version))
    ):
        read = first.place.path.rpartition("/")[2]
        yield Problem(
            other.place,
            f"{title} reads {read} first: the application runs on Python {first.version}, not on {other.version}.",
            f"Delete {read}, or write the same version into both.",
            WARNING,
            related=(Related(first.place, f"{title} reads this one"),),
        )

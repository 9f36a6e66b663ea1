r"""Invalid line in a requirements file.

The installer refuses a line that declares or locks the dependencies.

## Why it is bad

pip stops with `ERROR: Invalid requirement` at the first such line and installs nothing. A `[project]` table without a version, with `requires-python = "^3.12"` or with `flask=3.0.0` stops every build tool (setuptools: "invalid pyproject.toml config: `project.dependencies[0]` must be pep508"). A lock file that was merged by hand stops the tool that wrote it.

## Use instead

Pin with two equals signs: `flask==3.0.0`. Commit what `pip freeze` prints, not `pip list`.

## Bad

Outcome: the build fails: "ERROR: Invalid requirement: 'flask=3.0.0'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=1,3
flask=3.0.0
gunicorn==23.0.0
pip install requests
```

## Bad: a version in Poetry's way

Outcome: the build fails: "`project.requires-python` must be pep508-versionspec"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml pyproject.toml
[project]
name = "shop"
version = "1"
requires-python = "^3.12"  # <-
dependencies = ["flask==3.0.0", "gunicorn==23.0.0"]
```

## Bad: a lock that was merged by hand

Outcome: the build fails: "Aborting deploy"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml Pipfile
[packages]
flask = "*"
gunicorn = "*"
```

```text Pipfile.lock lines=5
{
  "_meta": {"pipfile-spec": 6, "requires": {}, "sources": []},
  "default": {
    "flask": {"version": "==3.0.0"},
<<<<<<< HEAD
    "gunicorn": {"version": "==23.0.0"}
=======
    "gunicorn": {"version": "==22.0.0"}
>>>>>>> feature
  },
  "develop": {}
}
```

## Bad: a file that asks for itself

Outcome: the build fails: "recursively references itself"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
-r requirements.txt  # <-
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
# the web server
flask==3.0.0 ; python_version >= "3.9"
gunicorn==23.0.0 \
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
--extra-index-url https://packages.example.com/simple
celery[redis]>=5.3,<6
```

## Good: the version is read from the code

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml pyproject.toml
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "shop"
dynamic = ["version"]
requires-python = ">=3.12"
dependencies = ["flask==3.0.0", "gunicorn==23.0.0", "tools @ https://packages.example.com/tools-1.0.zip"]
```
"""

import re

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, edits, rule

REFUSED = frozenset({"syntax", "merge-markers", "duplicate-key", "project-table", "encoding"})
"""The kinds of what a tool refuses; a limit of flaskcheck's own is none."""

OLD = frozenset({"recent-toml"})
"""What the reader of pip refuses, and those of other tools may take."""

OLD_PYTHONS = frozenset({"2.7", "3.4", "3.5", "3.6", "3.7", "3.8"})
"""Those for which no pip exists that refuses an egg fragment with a version."""

GROUPS = frozenset({"dependency-group"})
"""What the tools refuse that know dependency groups."""

MEANT = (
    (re.compile(r"^([A-Za-z0-9._\-]+(?:\[[^\]]*\])?)\s*=\s*([0-9][^=\s]*)"), r"\1==\2"),
    (re.compile(r"^([A-Za-z0-9._\-]+)[ \t]+([0-9][0-9.]*)"), r"\1==\2"),
    (re.compile(r"^(?:python3? -m )?pip3? install ([A-Za-z0-9][^\s;]*)"), r"\1"),
)
"""What is surely meant by a line: one equals sign, a row of ``pip list``, the command that installs it."""


@rule(family="dependencies", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    yield from _of_pip(project)
    yield from _of_tools(project)


def _of_pip(project: Project) -> Problems:
    by_uv = {
        file.path
        for deployment in project.deployments
        if any(program.program == "uv" for program in deployment.commands.programs())
        for file in deployment.installed.files
    }
    every = [(bool(d.image), {file.path for file in d.installed.files}) for d in project.deployments]
    for file in project.installed_files:
        if file.kind not in ("requirements", "constraints") or file.encoding.startswith("utf-16-"):
            continue
        in_images = all(has_image for has_image, paths in every if file.path in paths)
        for line in file.invalid:
            recent = line.kind == "recent-pip"
            if line.kind == "circular" and file.path in by_uv:
                continue
            if recent and _have_old_pip(project, file.path):
                continue
            own = edits(project, file.path)
            text = own.text(line.place)
            meant = next((found.expand(form) for known, form in MEANT if (found := known.fullmatch(text))), "")
            yield Problem(
                line.place,
                f'pip stops here with "{line.message.rstrip(".")}", and nothing is installed.',
                "Write name[extra] @ URL."
                if recent
                else "Correct the line, or write the file again: pip freeze > requirements.txt",
                WARNING if recent and in_images else "",  # an image may hold an older pip
                fix=own.put(line.place, meant) if meant and not file.compiled else None,
                cause=Cause("invalid lines", file.path),
                brief="the same with this line",
            )


def _have_old_pip(project: Project, path: str) -> bool:
    """Whether no deployment that installs a file has a Python for which the pip exists that refuses the line: pip 26.0 needs 3.9."""
    pythons = [d.releases.declared for d in project.deployments if any(f.path == path for f in d.installed.files)]
    return bool(pythons) and all(python in OLD_PYTHONS for python in pythons)


def _of_tools(project: Project) -> Problems:
    """What the tool that reads a declaration or a lock refuses of it: the first mistake, at which it stops."""
    for file in project.installed_files:
        if file.kind in ("requirements", "constraints"):
            continue
        known = REFUSED | (GROUPS if _is_locked(project, file.path) else OLD)
        first = next((problem for problem in file.invalid if problem.kind in known), None)
        if first is not None:
            yield Problem(
                first.place,
                f"{file.tool} refuses this file: {first.message.rstrip('.')}. Nothing is installed.",
                "Create the lock file again with its tool; don't merge it manually."
                if file.lock
                else "Correct this line.",
            )


def _is_locked(project: Project, path: str) -> bool:
    """Whether a tool that knows dependency groups installs from a file: its lock tells."""
    found = (d.installed.files for d in project.deployments if any(f.path == path for f in d.installed.files))
    return any(file.lock for files in found for file in files)

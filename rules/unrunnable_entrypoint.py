r"""A script that the deployment starts cannot be run on Linux.

Without the run bit: `Permission denied` (exit 126). With Windows line ends: `exec /app/start.sh: no such file or directory`, or `set: Illegal option -`. Without a first line such as `#!/bin/sh`: `exec format error`. Verified with Docker's way of starting a program.

`git update-index --chmod=+x start.sh`; save it with LF line ends and add `*.sh text eol=lf` to .gitattributes.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh start.sh mode=100644 file
#!/bin/sh
exec gunicorn app:app
```

```text Procfile
web: ./start.sh
```

## Bad: Windows line ends

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh start.sh mode=100755 crlf file
#!/bin/sh
exec gunicorn app:app
```

```text Procfile
web: ./start.sh
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh start.sh mode=100755
#!/bin/sh
exec gunicorn app:app
```

```sh build.sh mode=100644
set -e
pip install -r requirements.txt
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: bash build.sh
    startCommand: ./start.sh
```
"""

from flaskcheck.ground.place import Place
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule
from flaskcheck.shell.program import Invocation
from flaskcheck.units.deployment import Deployment

SHELLS = frozenset({"sh", "bash", "dash", "zsh", "source", ".", "python", "exec"})


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[str] = set()
    for deployment, invocation in project.programs("build", "release", "start"):
        path = invocation.script
        if not path or path in told or not path.endswith((".sh", ".bash")) and "." in path.rpartition("/")[2]:
            continue
        problem = _problem(project, deployment, invocation, path)
        if problem is not None:
            told.add(path)
            yield problem


def _problem(project: Project, deployment: Deployment, invocation: Invocation, path: str) -> Problem | None:
    source = project.tree.source(path)
    related = (Related(invocation.place, "it is started here"),)
    if source.has_crlf and not _converted(deployment, path):
        return Problem(
            Place(path),
            'The script has Windows line ends: on Linux it stops with "no such file or directory" or "Illegal option -".',
            "Save it with LF line ends, and add the line *.sh text eol=lf to .gitattributes.",
            related=related,
        )
    if invocation.program in SHELLS:
        return None  # a shell reads it: neither run bit nor first line is needed
    if (
        project.tree.tracked is not None
        and project.tree.is_tracked(path)
        and not _is_executable(project, deployment, path)
    ):
        return Problem(
            Place(path),
            'The script is started directly but has no run bit in git: "Permission denied" (exit 126).',
            f"git update-index --chmod=+x {path}, or start it with: bash {path.rpartition('/')[2]}",
            related=related,
        )
    return None


def _is_executable(project: Project, deployment: Deployment, path: str) -> bool:
    if project.tree.is_executable(path):
        return True
    names = (path.rpartition("/")[2], "-R", "*.sh")
    return any(
        i.program == "chmod" and any(word.endswith(names) for word in i.arguments)
        for i in deployment.commands.programs("build", "release", "start")
    ) or (deployment.image is not None and deployment.image_makes_executable(path))


def _converted(deployment: Deployment, path: str) -> bool:
    """Whether the build turns the line ends (``dos2unix``, ``sed -i 's/\\r//'``)."""
    name = path.rpartition("/")[2]
    return any(
        i.program in ("dos2unix", "sed", "tr") and any(name in w for w in i.arguments)
        for i in deployment.commands.programs("build", "start")
    )

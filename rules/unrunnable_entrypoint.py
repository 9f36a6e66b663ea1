r"""Script can't be run on Linux.

Linux can't run a script that the deployment starts.

## Why it is bad

A script that isn't executable fails with `Permission denied` (exit 126). With Windows line endings: `exec /app/start.sh: no such file or directory`, or `set: Illegal option -`. Without a first line such as `#!/bin/sh`: `exec format error`. Verified with Docker's way of starting a program.

## Use instead

Run `git update-index --chmod=+x start.sh`. Save it with LF line endings and add `*.sh text eol=lf` to .gitattributes.

## Bad

Outcome: the start fails: "Permission denied"

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

Outcome: the start fails: "required file not found"

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

## Bad: nothing says which program reads it

Outcome: the start fails: "exec format error"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh entrypoint.sh mode=100755 file
exec "$@"
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
ENTRYPOINT ["/app/entrypoint.sh"]
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule, typed, word

SHELLS = frozenset({"sh", "bash", "dash", "zsh", "source", ".", "python", "exec"})


@rule(family="platform", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    told: set[str] = set()
    for deployment, invocation in project.programs("build", "release", "start"):
        path = invocation.script
        if not path or path in told or not path.endswith((".sh", ".bash")) and "." in path.rpartition("/")[2]:
            continue
        source, mending = project.tree.source(path), project.advice(deployment).edits
        if source.has_crlf and not deployment.files.has_ends_turned(path):
            wrong = (
                'The script has Windows line ends: on Linux it stops with "no such file or directory" or "Illegal option -".',
                "Save it with LF line ends, and add the line *.sh text eol=lf to .gitattributes.",
                mending.unix_ends(path),
            )
        elif invocation.program in SHELLS or not project.tree.is_tracked(path):
            continue  # a shell reads it: neither run bit nor first line is needed
        elif not deployment.files.may_be_executed(path, invocation.written):
            wrong = (
                'The script is started directly but is not executable in git: "Permission denied" (exit 126).',
                f"git update-index --chmod=+x {path}, or start it with: bash {path.rpartition('/')[2]}",
                typed(f"git update-index --chmod=+x {word(path)}"),
            )
        elif not (invocation.expands or invocation.wrapper or source.names_interpreter):
            wrong = (
                'The script has no first line such as #!/bin/sh, and no shell starts it: "exec format error".',
                "Write #!/bin/sh as its first line.",
                mending.first_line(path),
            )
        else:
            continue
        told.add(path)
        started = (Related(invocation.place, "it is started here"),)
        message, helping, fix = wrong
        yield Problem(project.tree.place_of(path), message, helping, related=started, fix=fix)

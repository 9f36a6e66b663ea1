r"""Development server in production.

Production is started with Flask's development server.

## Why it is bad

The log says `WARNING: This is a development server. Do not use it in a production deployment.` It is a single slow process that fails under load, and by default it listens on 127.0.0.1, where the host's router can't reach it. In debug mode every error page gives every visitor a Python console.

## Use instead

Install gunicorn (`pip install gunicorn`, then `pip freeze > requirements.txt`) and start `gunicorn run:app` for the variable `app` in run.py.

## Bad

Outcome: the log says "WARNING: This is a development server. Do not use it in a production deployment."

```python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0")
```

```text Procfile
web: python app.py  # <-
```

## Bad: flask run in an image

Outcome: the log says "WARNING: This is a development server. Do not use it in a production deployment."

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask
CMD ["flask", "run", "--host=0.0.0.0"]  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run()
```

```text Procfile
web: gunicorn app:app
```

## Good: a file that starts a production server itself

```python serve.py
from waitress import serve
from app import app

if __name__ == "__main__":
    serve(app, host="0.0.0.0", port=8080)
```

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: python serve.py
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule


@rule(family="server", severity=ERROR, supersedes=("missing-wsgi-server", "loopback-bind", "fixed-port"))
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        if deployment.service.kind != "web" or server.invocation.conditional:
            continue
        run = deployment.start.development_run(server) if server.kind == "script" else None
        is_sure = server.kind == "development" or run is not None
        servers = deployment.commands.web_servers  # what else a script does ends before the last one
        if (
            server.is_bare_script
            and not is_sure
            and servers[-1:] == (server,)
            and {s.kind for s in servers} == {"script"}
        ):
            run = deployment.serving.likely_run()
        if is_sure or run is not None:
            yield Problem(
                server.place,
                "Production would run on Flask's development server: a single slow process; "
                "in debug mode it gives every visitor a Python console.",
                project.advice(deployment).production_server(server, run),
                "" if is_sure else WARNING,
                related=(Related(run.place, f"{run.call.short}() starts the development server here"),) if run else (),
            )

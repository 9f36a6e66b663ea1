r"""Workers that don't fit the app.

Flask-SocketIO runs under more than one worker without a message queue, or async views without what runs them.

## Why it is bad

A client's session lives in the worker that opened it, and the server hands each request to any worker: most answer `400 "Invalid session"`, and clients reconnect again and again (verified with gunicorn 27.0.1 and Flask-SocketIO 5.5 under four workers). Events reach only the clients of the same worker.

A view that is `async def` needs asgiref, which only `Flask[async]` brings: without it each request gets 500 and `RuntimeError: Install Flask with the 'async' extra in order to use async views.` (seen with Flask 3.1.3).

## Use instead

Run one worker with threads: `gunicorn --workers 1 --threads 100`. For more, run several servers of one worker behind a proxy with sticky sessions, and give `SocketIO` a `message_queue`.

## Bad

Outcome: a Socket.IO client gets 400: "Invalid session"

```python app.py
from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app)  # <-
```

```text Procfile
web: gunicorn --workers 4 --threads 20 app:app
```

## Bad: bound later

```python shop/__init__.py
from flask import Flask
from flask_socketio import SocketIO

socketio = SocketIO()  # <-

def create_app():
    app = Flask(__name__)
    socketio.init_app(app, cors_allowed_origins="*")
    return app
```

```python gunicorn.conf.py
workers = 3
```

```text Procfile
web: gunicorn "shop:create_app()"
```

## Bad: async views without the extra

```python app.py
from flask import Flask

app = Flask(__name__)

@app.get("/")
async def index():  # <-
    return "hello"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn --workers 1 app:app
```

## Good

```python app.py
from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO(app)
```

```text Procfile
web: gunicorn --workers 1 --threads 100 app:app
```

## Good: a message queue

```python app.py
import os

from flask import Flask
from flask_socketio import SocketIO

app = Flask(__name__)
socketio = SocketIO()
socketio.init_app(app, message_queue=os.environ["REDIS_URL"])
```

```text Procfile
web: gunicorn --workers 4 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule, says


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        processes = deployment.running.processes
        for use in deployment.running.in_memory("sockets") if processes.are_several else ():
            yield Problem(
                use.site.place,
                f"Flask-SocketIO keeps each client in one process, and {processes.told} answer: most requests get 400 Invalid session, and events reach only the clients of one process.",
                "Run one worker with threads (--workers 1 --threads 100), or several servers with sticky sessions and a message_queue.",
                "" if (processes.workers or 1) > 1 else WARNING,
                related=(Related(processes.place, "several processes answer"),),
                cause=Cause("call", use.site.place),
            )
    yield from _async_views(project)


OTHERS = ("fastapi", "starlette", "quart", "sanic", "aiohttp", "litestar")
"""Frameworks whose views are async by themselves."""


def _async_views(project: Project) -> Problems:
    """The async views of Flask where nothing installs what runs them: the first of each file."""
    told = set()
    for deployment in project.web_deployments:
        installed = deployment.installed
        is_told = installed.is_known and installed.complete and installed.provides_import("asgiref").is_absent
        for function in deployment.routes.async_views if is_told else ():
            path = function.place.path
            if path in told or says(project, [path], *OTHERS) or not says(project, [path], "flask"):
                continue
            told.add(path)
            yield Problem(
                function.place,
                "Each request of an async view gets 500 (\"RuntimeError: Install Flask with the 'async' extra in order to use async views\").",
                "Write Flask[async] into the requirements, which brings asgiref, or take async away from the view.",
            )

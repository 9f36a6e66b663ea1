r"""Service address is localhost.

Production looks for its database, cache, broker or mail server on localhost.

## Why it is bad

On a host or in a container nothing listens there: `connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused`.

## Use instead

Read the address from the variable that the host sets. In Compose use the service name (`redis://redis:6379`).

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://shop@localhost/shop"  # <-
```

```text Procfile
web: gunicorn app:app
```

## Bad: in compose, where it is another container

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["REDIS_URL"] = os.environ["REDIS_URL"]
```

```yaml compose.yaml
services:
  web:
    build: .
    environment:
      REDIS_URL: redis://localhost:6379/0  # <-
  redis:
    image: redis:7
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: a client that is given the address itself

Outcome: / answers 500: "Can't connect to MySQL server on '127.0.0.1:3306'"

```python app.py
import mysql.connector
import redis
from flask import Flask

from settings import DB

app = Flask(__name__)
store = redis.Redis(host="localhost", port=6379)  # <-

@app.route("/")
def index():
    return str(mysql.connector.connect(**DB))
```

```python settings.py
DB = {
    "host": "127.0.0.1",  # <-
    "user": "shop",
}
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os
import redis
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.ProductionConfig")
store = redis.Redis(host=os.environ["REDIS_HOST"])
```

```python config.py
import os

class DevelopmentConfig:
    SQLALCHEMY_DATABASE_URI = "postgresql://localhost/shop"

class ProductionConfig:
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
    CLOUD = "mysql+pymysql://u:p@localhost/db?unix_socket=/cloudsql/project:region:db"
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.loopback import loopback_declared, loopback_host, service_at_home
from flaskcheck.known.meanings import CONNECTS
from flaskcheck.known.services import ADDRESS_VARIABLES, is_address_of_service, is_of_mail
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, Related, read_at, rule

HERE = "the machine the app runs on"
REFUSED = 'where no such service listens: "Connection refused".'


@rule(family="network", severity=ERROR, supersedes=("hard-coded-loopback",))
def check(project: Project) -> Problems:
    told: set[object] = set()
    given: dict[str, Related] = {}
    yield from _settings(project, told)
    yield from _clients(project, told, given)
    yield from _declared(project, told, given)


def _settings(project: Project, told: set[object]) -> Problems:
    for selected in project.settings.of():
        setting, key = selected.setting, selected.setting.key
        deployments = [d for d in selected.deployments if d.nearby.lacks()]
        held = selected.deployments[0].start.configuration.written.held(setting) if is_address_of_service(key) else ()
        sure = (o for o in held if o.text and not o.guessed)
        given = (
            o for o in sure if o.host_part.unset or not o.host_part.variables
        )  # else the platform file is the place
        local = next((o for o in given if loopback_host(o.text) and not o.text.startswith("0.")), None)
        if local is None or {setting.place, local.place, *local.host_part.place.lines} & told:
            continue
        if all(d.start.configuration.is_switched_off(setting) or not d.needs.asks_for(key) for d in deployments):
            continue
        file = selected.replacing_file
        if selected.is_open or (file and deployments[0].is_implied and project.repository.is_distributed):
            continue  # anyone who installs the package writes the file
        told |= {setting.place, *setting.place.lines, *local.place.lines, (local.path, local.text)}
        unset = setting.missing_for(local, loopback_host)
        absent = setting.when_missing(local, loopback_host) or (file and f"{file} isn't on the host")
        when = f"When {absent}, " if absent else ""
        unsure = bool(when) or deployments[0].is_implied or not setting.sure or is_of_mail(key)
        is_shown = bool(unset) and all(d.env_files.are_shown(unset) for d in deployments)
        place = deployments[0].environment.origin_of(local.host_part, setting.place)
        yield Problem(
            place,
            f"{when}{'its default' if unset == key else key} points to {HERE}, {REFUSED}",
            f'Read it from the host: os.environ["{unset or key}"].',
            INFO if is_shown else WARNING if unsure else "",
            read_at(place, setting.place, f"{key} is set here"),
            cause=Cause("variable", unset) if unset else Cause("file", file) if file else None,
            brief=f"{key} too",
        )


def _clients(project: Project, told: set[object], given: dict[str, Related]) -> Problems:
    """What a client of a service is given in the code. Variables that hold it are ``given``: the platform file is the place."""
    for connection, deployments in project.reached.clients(CONNECTS):
        deployment = next((d for d in deployments if d.nearby.lacks()), None)
        reader, client, service = connection.statement.place, connection.shown, connection.service
        is_spare = all(d.start.production.is_spare(connection.statement) for d in deployments)
        if deployment is None or service == "sqlite" or is_spare:
            continue
        for outcome in connection.outcomes:
            host = outcome.host_part
            if not outcome.text or outcome.guessed or not _is_home(outcome.text):
                continue
            if host.variables and not host.unset:
                given |= dict.fromkeys(host.variables, Related(reader, "it is used here"))
                continue
            place = deployment.environment.origin_of(host, reader)
            if {place, outcome.place, *place.lines, (outcome.path, outcome.text)} & told:
                continue
            told |= {place, outcome.place, *place.lines}
            unset = outcome.missing_for_host
            when = f"When {unset} is not set, " if unset else ""
            goes = "is given no address and connects" if connection.is_default else "connects"
            unsure = bool(when) or deployment.is_implied or not connection.sure or service == "mail"
            is_shown = bool(unset) and all(d.env_files.are_shown(unset) for d in deployments)
            yield Problem(
                place,
                f"{when}{client} {goes} to {HERE}, {REFUSED}",
                f'Read the address from the host: os.environ["{unset or ADDRESS_VARIABLES.get(service, "DATABASE_URL")}"].',
                INFO if is_shown else WARNING if unsure else "",
                read_at(place, reader, "it is used here"),
                cause=Cause("variable", unset) if unset else Cause("service", f"{service} {outcome.text}"),
                brief=f"{client} too",
            )


def _declared(project: Project, told: set[object], given: dict[str, Related]) -> Problems:
    for deployment in project.deployments:
        is_elsewhere = deployment.nearby.lacks() and not deployment.host.is_unknown
        for variable in deployment.environment.declared.values() if is_elsewhere else ():
            found = loopback_declared(variable.value or "")
            is_told = variable.place in told or variable.source not in ("literal", "reference")
            if is_told or found is None or found.host.startswith("0."):
                continue
            if not (variable.name in given or is_address_of_service(variable.name)):
                continue
            told.add(variable.place)
            yield Problem(
                variable.place,
                f'{variable.name} points to the container itself, where nothing else listens: "Connection refused".',
                project.advice(deployment).address(variable),
                WARNING if is_of_mail(variable.name) else "",
                tuple(filter(None, [given.get(variable.name)])),
            )


def _is_home(text: str) -> bool:
    found = service_at_home(text)
    return found is not None and not found.host.startswith("0.")

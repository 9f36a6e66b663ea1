r"""Production looks for its database, cache, broker or mail server on its own machine.

On a host or in a container nothing listens there: `connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused`.

Read the address from the variable that the host sets; in compose use the service's name (`redis://redis:6379`).

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

import re
from collections.abc import Iterable, Iterator

from flaskcheck.application.settings import Setting
from flaskcheck.effects.connections import Connection
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.place import Place
from flaskcheck.known.loopback import loopback_declared, loopback_host, service_at_home
from flaskcheck.known.meanings import CONNECTS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, read_at, rule
from flaskcheck.units.deployment import Deployment
from flaskcheck.values.displays import held
from flaskcheck.values.value import Outcome

SERVICE_KEYS = re.compile(
    r"(DATABASE|_DB|^DB|REDIS|BROKER|RESULT_BACKEND|CELERY|RABBIT|AMQP|MONGO|MYSQL|POSTGRES|SQLALCHEMY|ELASTIC|MEMCACHE|MAIL_SERVER|SMTP|CACHE_|RQ_|KAFKA|STORAGE_UR)",
    re.IGNORECASE,
)
NOT_ADDRESS = re.compile(r"(PORT|NAME|USER|PASSWORD|PREFIX|TYPE|TIMEOUT|DEFAULT)$", re.IGNORECASE)

VARIABLES = {
    "redis": "REDIS_URL",
    "cache": "REDIS_URL",
    "broker": "CELERY_BROKER_URL",
    "mongodb": "MONGODB_URI",
    "memcached": "MEMCACHED_URL",
    "mail": "MAIL_SERVER",
    "search": "ELASTICSEARCH_URL",
}
"""The variable that is mostly taken for a service's address."""


@rule(family="network", severity=ERROR, supersedes=("hard-coded-loopback",))
def check(project: Project) -> Problems:
    told: set[Place] = set()
    yield from _settings(project, told)
    yield from _clients(project, told)
    yield from _declared(project, told)


def _settings(project: Project, told: set[Place]) -> Iterator[Problem]:
    for selected in project.settings.of():
        setting = selected.setting
        deployments = [d for d in selected.deployments if _is_elsewhere(d)]
        evaluator = selected.deployments[0].start.production.evaluator
        local = _local(setting, held(evaluator, setting.outcomes))
        if all(d.start.configuration.is_switched_off(setting) for d in deployments):
            continue
        if local is None or {setting.place, local.place} & told:
            continue
        if selected.is_open or (
            selected.replacing_file and deployments[0].is_implied and project.repository.is_distributed
        ):
            continue  # whoever installs the package writes the file
        told |= {setting.place, local.place}
        yield _problem(setting, local, deployments[0], selected.replacing_file)


def _clients(project: Project, told: set[Place]) -> Iterator[Problem]:
    """What a client of a service is given in the code."""
    for connection, deployments in project.reached.clients(CONNECTS):
        deployment = next(filter(_is_elsewhere, deployments), None)
        is_spare = all(d.start.production.is_spare(connection.statement) for d in deployments)
        if deployment is None or connection.service == "sqlite" or is_spare:
            continue
        for outcome in connection.outcomes:
            declared = outcome.variables and not outcome.unset
            if not outcome.text or declared or not _is_home(outcome.text):
                continue
            place = deployment.environment.origin_of(outcome, connection.statement.place)
            if not {place, outcome.place} & told:
                told |= {place, outcome.place}
                yield _of_client(connection, outcome, place, deployment)


def _declared(project: Project, told: set[Place]) -> Iterator[Problem]:
    for deployment in project.deployments:
        for variable in deployment.environment.declared.values():
            value = variable.value or ""
            if (
                variable.place not in told
                and variable.source in ("literal", "reference")
                and _is_service(variable.name)
                and _points_home(value, deployment)
            ):
                told.add(variable.place)
                yield Problem(
                    variable.place,
                    f'{variable.name} points to the container itself, where nothing else listens: "Connection refused".',
                    "Use the name of the other service, as in redis://redis:6379, or the host's own address for it.",
                    WARNING if _is_mail(variable.name) else "",
                )


def _is_elsewhere(deployment: Deployment) -> bool:
    """Whether services do not run on the very machine: it is no machine of one's own, and neither a command nor a container beside it starts them there."""
    is_own = deployment.host.is_lasting or deployment.service.shares_network
    return not is_own and not deployment.commands.starts_services


def _is_home(text: str) -> bool:
    found = service_at_home(text)
    return found is not None and not found.host.startswith("0.")


def _of_client(connection: Connection, outcome: Outcome, place: Place, deployment: Deployment) -> Problem:
    unset = next(iter(sorted(outcome.unset)), "")
    when = f"When {unset} is not set, " if unset else ""
    client, where = _called(connection), "the machine that the application runs on"
    goes = (
        f"{client} is given no address and connects to {where}"
        if connection.is_default
        else f"{client} connects to {where}"
    )
    unsure = bool(when) or deployment.is_implied or not connection.sure or connection.service == "mail"
    reader = connection.statement.place
    return Problem(
        place,
        f'{when}{goes}, where no such service listens: "Connection refused".',
        f'Read the address from the host: os.environ["{unset or VARIABLES.get(connection.service, "DATABASE_URL")}"].',
        WARNING if unsure else "",
        read_at(place, reader, "it is used here"),
        cause=Cause("service", f"{connection.service} {outcome.text} {unset}"),
        brief=f"{client} too",
    )


def _called(connection: Connection) -> str:
    """A client as its library's own pages call it: ``redis.Redis()``, ``celery.Celery().conf.broker_url``."""
    return connection.client if isinstance(connection.statement, Assignment) else f"{connection.client}()"


def _is_mail(name: str) -> bool:
    """Whether a setting is about mail: a relay may run beside the application."""
    return "MAIL" in name or "SMTP" in name


def _is_service(name: str) -> bool:
    return bool(SERVICE_KEYS.search(name)) and not NOT_ADDRESS.search(name)


def _local(setting: Setting, outcomes: Iterable[Outcome]) -> Outcome | None:
    """What a setting, or an entry of it, is where that is an address of the machine itself."""
    if not _is_service(setting.key):
        return None
    for outcome in outcomes:
        declared = outcome.variables and not outcome.unset  # then the platform file is the place to mend it
        if outcome.text and not declared and loopback_host(outcome.text) and not outcome.text.startswith("0."):
            return outcome
    return None


def _points_home(value: str, deployment: Deployment) -> bool:
    found = loopback_declared(value)
    is_elsewhere = _is_elsewhere(deployment) and not deployment.host.is_unknown
    return found is not None and is_elsewhere and not found.host.startswith("0.")


def _problem(setting: Setting, outcome: Outcome, deployment: Deployment, file: str) -> Problem:
    unset = setting.missing_for(outcome, loopback_host)
    when = f"When {unset} is not set, " if unset else f"When {file} is not on the host, " if file else ""
    unsure = bool(when) or deployment.is_implied or not setting.sure or _is_mail(setting.key)
    place = deployment.environment.origin_of(outcome, setting.place)
    return Problem(
        place,
        f'{when}{setting.key} points to the machine that the application runs on, where no such service listens: "Connection refused".',
        f'Read it from the host: os.environ["{unset or setting.key}"].',
        WARNING if unsure else "",
        read_at(place, setting.place, f"{setting.key} is set here"),
        cause=Cause("file", file) if file and not unset else None,
        brief=f"{setting.key} too",
    )

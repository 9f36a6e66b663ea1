r"""Variable overwritten by Kubernetes.

Code reads a variable that Kubernetes gives every container for a service of that name, with another text than a port.

## Why it is bad

For a Service called `app` Kubernetes sets `APP_PORT=tcp://10.0.0.1:80` in every container that starts after it ("Service", `{SVCNAME}_SERVICE_HOST` and Docker's `{SVCNAME}_PORT`). The code's own default is never used: gunicorn ends with `Error: 'tcp' is not a valid port number.`, `int()` with `ValueError: invalid literal for int() with base 10: 'tcp://10.0.0.1:6379'`. Seen with gunicorn 27.0.1.

## Use instead

Say `enableServiceLinks: false` in the pod's `spec`, set the variable yourself in `env`, or read one of another name.

## Bad

Outcome: the start fails: "invalid literal for int() with base 10: 'tcp://10.0.0.1:6379'"

```python app.py
import os

from flask import Flask

app = Flask(__name__)
PORT = int(os.environ.get("REDIS_PORT", "6379"))  # <-
```

```yaml k8s/shop.yaml
apiVersion: v1
kind: Service
metadata:
  name: redis
spec:
  ports:
    - port: 6379
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - name: shop
          image: shop
          command: [gunicorn, "-b", "0.0.0.0:8000", "app:app"]
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
import os

from flask import Flask

app = Flask(__name__)
PORT = int(os.environ.get("REDIS_PORT", "6379"))
HOST = os.environ.get("REDIS_SERVICE_HOST", "redis")
```

```yaml k8s/shop.yaml
apiVersion: v1
kind: Service
metadata:
  name: redis
spec:
  ports:
    - port: 6379
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      enableServiceLinks: false
      containers:
        - name: shop
          image: shop
          command: [gunicorn, "-b", "0.0.0.0:8000", "app:app"]
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    is_one = len(project.repository.dockerfiles) < 2
    for deployment in project.deployments:
        is_only = is_one and deployment.image is not None
        ports = project.repository.hosts.linked_ports(deployment.service, is_only)
        loaded = [module.path for module, having in project.reached.modules() if deployment in having] if ports else []
        files = dict.fromkeys((*loaded, *(server.config for server in deployment.commands.servers if ports)))
        for path in files:
            module = project.code.module(path) if path else None
            if module is None or b"tcp://" in project.tree.source(path).raw:
                continue
            for site in module.environment:
                name = site.read.variable
                if name in ports:
                    yield Problem(
                        site.read.place,
                        f"Kubernetes sets {name} itself, to tcp://address:port, because there is a service of that name: what is read here is no port.",
                        "Say enableServiceLinks: false in the pod's spec, or read a variable of another name.",
                        related=(Related(ports[name], "the service"),),
                        cause=Cause("variable", name),
                    )

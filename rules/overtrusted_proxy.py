r"""ProxyFix without a proxy.

The app believes headers that a proxy would write, and visitors reach it without one.

## Why it is bad

`ProxyFix(app.wsgi_app)` takes the visitor's address from `X-Forwarded-For`, with `x_host=1` the site's own name from `X-Forwarded-Host`. Where the container's port is published, anyone sends both: limits by address no longer hold, and `url_for(…, _external=True)` gives `https://evil.example/reset/…` in the mail that resets a password (seen with Werkzeug 3.1.9 and Flask 3.1.3).

## Use instead

Leave `ProxyFix` out, or let only the proxy in: publish `127.0.0.1:8000:8000`, or nothing where the proxy is a container beside this one.

## Bad

```python app.py
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app)  # <-

@app.get("/")
def index():
    return request.remote_addr
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "80:8000"
```

## Good

```python app.py
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app)

@app.get("/")
def index():
    return request.remote_addr
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "127.0.0.1:8000:8000"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule, says

PROXIES = ("proxy", "traefik", "nginx", "caddy", "haproxy", "envoy", "apache", "httpd", "cloudflare", "ngrok", "kong")


@rule(family="network", severity=WARNING, score=5.3)
def check(project: Project) -> Problems:
    if project.repository.proxies.upstreams:
        return
    for deployment in project.web_deployments:
        service = deployment.service
        ports = [port for port in service.ports if port.is_open]
        is_worked_on = service.mounts_code or service.development
        if not ports or is_worked_on or service.proxied or deployment.commands.starts_proxy:
            continue
        if says(project, (service.place.path,), *PROXIES):
            continue
        for believed in deployment.exposed.believed_headers():
            host = believed.host and any(deployment.routes.outside_links)
            if believed.address or host:
                what = "the site's own name" if host else "a visitor's address"
                yield Problem(
                    believed.site.place,
                    f"The port {ports[0].published} is open to all, and who asks it without a proxy chooses {what}: this believes the headers that a proxy would write.",
                    "Leave ProxyFix out, or publish the port for the proxy alone: 127.0.0.1:…",
                    related=(Related(ports[0].place, "the port is published here"),),
                    cause=Cause("proxy", service.name),
                )

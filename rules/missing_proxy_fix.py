r"""ProxyFix missing behind a proxy.

nginx ends HTTPS in another container, the app makes links for elsewhere, and nothing tells it that visitors use HTTPS.

## Why it is bad

`url_for(…, _external=True)` gives `http://shop.example.org/…`: an OAuth provider answers `redirect_uri_mismatch`, and links in mails are insecure. gunicorn trusts `X-Forwarded-Proto` from 127.0.0.1 only, and nginx in another container has another address. Seen with gunicorn 27.0.1 and Flask 3.1.3: the same request gives `https://` from 127.0.0.1 and `http://` from elsewhere.

## Use instead

Wrap the app: `app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)` (from `werkzeug.middleware.proxy_fix`), and let nginx set these headers.

## Bad

```python app.py
from flask import Flask, url_for

app = Flask(__name__)

@app.route("/")
def index():
    return url_for("index", _external=True)  # <-
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
  nginx:
    image: nginx:1.29
    ports:
      - "443:443"
```

```text nginx.conf
server {
    listen 443 ssl;
    location / {
        proxy_pass http://web:8000;
        proxy_set_header X-Forwarded-Proto $scheme;
    }
}
```

## Good

```python app.py
from flask import Flask, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

app = Flask(__name__)
app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)

@app.route("/")
def index():
    return url_for("index", _external=True)
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
  nginx:
    image: nginx:1.29
    ports:
      - "443:443"
```

```text nginx.conf
server {
    listen 443 ssl;
    location / {
        proxy_pass http://web:8000;
        proxy_set_header X-Forwarded-Proto $scheme;
    }
}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="network", severity=WARNING)
def check(project: Project) -> Problems:
    proxies = project.repository.proxies
    for deployment in project.web_deployments:
        servers, variables = deployment.commands.web_servers, deployment.environment.values
        proxy = next((u for u in proxies.upstreams if u.is_tls and u.host == deployment.service.name), None)
        if proxy is None or proxies.may_be_trusted(servers, variables, project.repository.python_paths):
            continue
        for place in deployment.routes.outside_links:
            yield Problem(
                place,
                "Behind nginx this makes http:// links: gunicorn trusts X-Forwarded-Proto from 127.0.0.1 only, and nginx has another address.",
                "Write: app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)",
                related=(Related(proxy.place, "nginx ends HTTPS here"),),
                cause=Cause("proxy", deployment.service.name),
                brief="this makes links for elsewhere too",
            )

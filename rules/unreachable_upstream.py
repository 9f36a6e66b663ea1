r"""Proxy upstream not reachable.

nginx passes requests to a port or socket that the server doesn't listen on.

## Why it is bad

Every request gets 502 Bad Gateway. nginx's log says `connect() failed (111: Connection refused) while connecting to upstream`, or `connect() to unix:/run/shop/web.sock failed (2: No such file or directory)`. Seen with nginx 1.22.1, gunicorn 27.0.1 and uWSGI 2.0.31.

## Use instead

Write the same address on both sides.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini uwsgi.ini
[uwsgi]
module = app:app
master = true
socket = /run/shop/app.sock
```

```text deploy/nginx.conf lines=4
server {
    location / {
        include uwsgi_params;
        uwsgi_pass unix:/run/shop/web.sock;
    }
}
```

## Bad: another port of the container

Outcome: nginx answers 502: "502 Bad Gateway"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "--bind", "0.0.0.0:5000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
  proxy:
    image: nginx:1.29
    ports:
      - "80:80"
```

```text nginx.conf lines=3
server {
    location / {
        proxy_pass http://web:8000;
    }
}
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini uwsgi.ini
[uwsgi]
module = app:app
master = true
socket = /run/shop/app.sock
```

```text deploy/nginx.conf
upstream shop {
    server unix:/var/run/shop/app.sock;
}
server {
    location / {
        include uwsgi_params;
        uwsgi_pass shop;
    }
    location /search {
        proxy_pass http://search.example.com;
    }
}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    served = [
        (d.service, server, d.host.is_lasting, "" if d.service.home or d.image else d.view.home)
        for d, server in project.servers()
    ]
    for found in project.repository.proxies.unserved(served, project.repository.platform_files):
        upstream, bind, program, address = found.upstream, found.bind, found.program, found.address
        if found.service:
            yield Problem(
                upstream.place,
                f'nginx does not start, "host not found in upstream": no service is called {upstream.host}.',
                f"Write {found.service}:{address}, which {program} listens on.",
                related=(Related(bind.place, f"{program} listens here"),),
                cause=Cause("address", bind.place),
            )
            continue
        wanted = f"unix:{upstream.socket}" if upstream.socket else f"{upstream.host}:{upstream.port}"
        yield Problem(
            upstream.place,
            f"Requests get 502: nginx passes them to {wanted}, but {program} listens on {address if bind.socket else f'port {address}'}.",
            "Write the same address on both sides.",
            related=(Related(bind.place, f"{program} listens here"),),
            cause=Cause("address", bind.place),
        )

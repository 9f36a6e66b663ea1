"""Links for elsewhere behind a proxy, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "from flask import Flask, url_for\napp = Flask(__name__)\n"
VIEW = "@app.route('/')\ndef index():\n    return "
EXTERNAL = f"{HEAD}{VIEW}url_for('index', _external=True)\n"
BASE: dict[str, str | bytes] = {
    "app.py": EXTERNAL,
    "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD [\"gunicorn\", \"-b\", \"0.0.0.0:8000\", \"app:app\"]\n",
    "compose.yaml": "services:\n  web:\n    build: .\n  nginx:\n    image: nginx\n",
    "nginx.conf": "server {\n  listen 443 ssl;\n  location / {\n    proxy_pass http://web:8000;\n  }\n}\n",
}  # fmt: skip
DANCE = "from flask import Flask\nfrom flask_dance.contrib.google import make_google_blueprint\napp = Flask(__name__)\napp.register_blueprint(make_google_blueprint())\n"
FIXED = "from werkzeug.middleware.proxy_fix import ProxyFix\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, [("app.py", 5)]),
        ({"app.py": DANCE}, [("app.py", 4)]),
        ({"app.py": f"import flask\n{HEAD}{VIEW}flask.url_for('index', x=1, _external=True)\n"}, [("app.py", 6)]),
        ({"nginx.conf": "upstream a {\n  server web:8000;\n}\nserver {\n  listen [::]:443 ssl http2;\n  location / {\n    proxy_pass http://a;\n  }\n}\n"}, [("app.py", 5)]),
        ({"app.py": f"{FIXED}{EXTERNAL}app.wsgi_app = ProxyFix(app.wsgi_app)\n"}, []),
        ({"app.py": f"{HEAD}{VIEW}url_for('index')\n"}, []),
        ({"app.py": f"{HEAD}{VIEW}url_for('index', _external=False)\n"}, []),
        ({"app.py": f"{HEAD}{VIEW}url_for('index', _external=True, _scheme='https')\n"}, []),
        ({"nginx.conf": "server {\n  listen 80;\n  location / {\n    proxy_pass http://web:8000;\n  }\n}\n"}, []),
        ({"compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      FORWARDED_ALLOW_IPS: '*'\n  nginx:\n    image: nginx\n"}, []),
        ({"compose.yaml": "services:\n  web:\n    build: .\n    command: gunicorn --forwarded-allow-ips='*' -b 0.0.0.0:8000 app:app\n  nginx:\n    image: nginx\n"}, []),
        ({"gunicorn.conf.py": "forwarded_allow_ips = '*'\n"}, []),
        ({"nginx.conf": ""}, []),
    ],
)  # fmt: skip
def test_links(files: dict[str, str | bytes], found: list[tuple[str, int]]) -> None:
    assert [(path, line) for path, line, _ in check("missing-proxy-fix", BASE | files)] == found

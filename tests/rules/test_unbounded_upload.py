"""Uploads of any size, and those that something limits."""

from __future__ import annotations

import pytest
from checking import check

SERVED = {
    "Procfile": "web: gunicorn web:app\n",
    "app.json": '{"stack": "heroku-24"}',
    "requirements.txt": "flask\ngunicorn\n",
}
APP = "import os\nfrom flask import Flask, request\napp = Flask(__name__)\n"
VIEW = "@app.post('/')\ndef add():\n    "

UNBOUNDED = [
    APP + VIEW + "request.files['x'].save('/tmp/x')\n    return ''\n",
    APP
    + VIEW
    + "picture = request.files.get('x')\n    picture.save(os.path.join('uploads', picture.filename))\n    return ''\n",
    APP + VIEW + "for each in request.files.getlist('x'):\n        each.save('/tmp/x')\n    return ''\n",
    APP + VIEW + "if 'x' in request.files:\n        request.files['x'].save('x')\n    return ''\n",
]


@pytest.mark.parametrize("text", UNBOUNDED)
def test_unbounded(text: str) -> None:
    [(path, _, severity)] = check("unbounded-upload", {**SERVED, "web.py": text})
    assert (path, severity) == ("web.py", "info")


LIMITED = [
    APP + "app.config['MAX_CONTENT_LENGTH'] = 1 << 20\n",
    APP + "app.config.from_prefixed_env()\n",
    APP + "app.config.from_pyfile('/etc/shop.cfg')\n",
    APP + "@app.before_request\ndef check():\n    if request.content_length > 1 << 20:\n        return '', 413\n",
    APP + "app.config.update({'MAX_CONTENT_LENGTH': 1 << 20})\n",
]


@pytest.mark.parametrize("text", LIMITED)
def test_limited(text: str) -> None:
    files = {**SERVED, "web.py": text + UNBOUNDED[0].removeprefix(APP)}
    assert not check("unbounded-upload", files)


LATER = "server {\n    location / {\n        proxy_pass http://127.0.0.1:8000;\n    }\n}\n"
ELSEWHERE = [
    {"nginx.conf": LATER},
    {"app.json": "", "Procfile": "", "app.yaml": "runtime: python313\nentrypoint: gunicorn web:app\n"},
    {"app.json": "", "Procfile": "", "x.service": "[Service]\nWorkingDirectory=/srv/x\nExecStart=/srv/x/venv/bin/gunicorn web:app\n"},
]  # fmt: skip


@pytest.mark.parametrize("files", ELSEWHERE)
def test_limited_by_others(files: dict[str, str]) -> None:
    assert not check("unbounded-upload", {**SERVED, "web.py": UNBOUNDED[0], **files})


def test_no_upload() -> None:
    text = APP + VIEW + "from PIL import Image\n    Image.new('L', (1, 1)).save('x.png')\n    return ''\n"
    assert not check("unbounded-upload", {**SERVED, "web.py": text})

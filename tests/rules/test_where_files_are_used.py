"""What stands in a repository and is not what runs, or runs otherwise than it stands: halves of Compose files, code that is mounted, Python 2, pages that nobody serves."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HALF = "services:\n  shop:\n    ports: ['80:8000']\n"
WHOLE = "services:\n  shop:\n    image: example/shop:1\n"


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({"compose.yaml": HALF, "compose.deployment.yaml": WHOLE}, False),
        ({"compose.yaml": HALF, "docker-compose.local.yml": WHOLE.replace("image: example/shop:1", "build: .")}, False),
        ({"ops/docker-compose.yml": HALF, "ops/docker-compose.live.yml": WHOLE}, False),
        ({"docker-compose.yml": HALF, "docker-compose.dev.yml": WHOLE, "README.md": "docker compose up"}, False),
        ({"compose.yaml": HALF}, True),
        ({"compose.yaml": HALF, "compose.prod.yaml": WHOLE.replace("shop:\n", "stop:\n")}, True),
        ({"compose.yaml": HALF, "ops/compose.yaml": WHOLE}, True),
        ({"compose.yaml": HALF, "compose.prod.yaml": HALF}, True),
    ],
)
def test_the_other_half_of_a_service_may_stand_in_a_file_beside_it(
    files: dict[str, str | bytes], is_told: bool
) -> None:
    found = check("invalid-platform-file", {"shop.py": FLASK, "Dockerfile": "FROM python:3.13\n", **files})
    assert bool(found) is is_told


DOCKERFILE = "FROM python:3.13\nWORKDIR /srv\nRUN pip install flask gunicorn\nCOPY shop.py ./\n"
COMPOSE = 'services:\n  web:\n    build: .\n    command: ["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]\n'


@pytest.mark.parametrize(
    ("volumes", "is_told"),
    [
        ("['.:/srv']", False),
        ("['.:/srv/']", False),
        ("['./tools:/srv/tools:ro']", False),
        ("[{type: bind, source: ./tools, target: /srv/tools}]", False),
        ("['./tools:/opt/tools']", True),
        ("['./docs:/srv/docs']", True),
        ("['tools:/srv/other']\nvolumes: {tools: {}}", True),
        ("[]", True),
    ],
)
def test_what_is_mounted_is_there(volumes: str, is_told: bool) -> None:
    body, _, rest = volumes.partition("\n")
    files: dict[str, str | bytes] = {
        "shop.py": "from tools.prices import VAT\n" + FLASK,
        "tools/prices.py": "VAT = 19\n",
        "docs/a.md": "",
        "Dockerfile": DOCKERFILE,
        "compose.yaml": f"{COMPOSE}    volumes: {body}\n{rest}\n",
    }
    assert bool(check("unresolved-import", files)) is is_told


def test_a_mount_hides_what_the_image_had() -> None:
    files: dict[str, str | bytes] = {
        "shop/app.py": "import prices\n" + FLASK,
        "shop/prices.py": "",
        "old/app.py": FLASK,
        "Dockerfile": DOCKERFILE.replace("COPY shop.py ./", "COPY shop/ ./"),
        "compose.yaml": COMPOSE.replace("shop:app", "app:app"),
    }
    assert not check("unresolved-app", files)
    files["compose.yaml"] = f"{COMPOSE}    volumes: ['./old:/srv']\n"
    assert check("unresolved-app", files)


OLD = "from flask import Flask\nprint 'hello'\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("head", "is_told"),
    [
        ("FROM python:2.7", False),
        ("FROM alpine:3.15\nRUN apk add --no-cache bash python2-dev py2-pip", False),
        ("FROM ubuntu:18.04\nRUN apt-get update && apt-get install -y python python-pip", False),
        ("FROM debian:10\nRUN apt-get install -y python2.7 curl", False),
        ("FROM debian:10\nRUN apt-get install -y python python3 python3-pip", True),
        ("FROM alpine:3.20\nRUN apk add py3-pip", True),
        ("FROM python:3.13", True),
    ],
)
def test_python_2_reads_python_2(head: str, is_told: bool) -> None:
    image = f'{head}\nCOPY . /srv\nWORKDIR /srv\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "shop:app"]\n'
    assert bool(check("invalid-python", {"shop.py": OLD, "Dockerfile": image})) is is_told
    merging = OLD.replace("print 'hello'", "<<<<<<< HEAD\nA = 1\n=======\nA = 2\n>>>>>>> x")
    assert check("invalid-python", {"shop.py": merging, "Dockerfile": image})


UNIT = "[program:shop]\ncommand=gunicorn -b 127.0.0.1:8000 shop:app\ndirectory=/srv/shop\n"


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("print 'hello'", False),
        ("total = map(lambda (a, b): a + b, [(1, 2)])", False),
        ("def add(self, (a, b)):\n    return a + b", False),
        ("total = lambda (a, b): a +", True),
        ("total = (1, 2", True),
    ],
)
def test_which_python_a_machine_has_nobody_may_say(line: str, is_told: bool) -> None:
    code = f"from flask import Flask\n{line}\napp = Flask(__name__)\n"
    assert bool(check("invalid-python", {"shop.py": code, "etc/supervisor.conf": UNIT})) is is_told
    assert check("invalid-python", {"shop.py": code, "Procfile": "web: gunicorn shop:app\n"})


CHART = {
    "charts/shop/Chart.yaml": "name: shop\n",
    "charts/shop/templates/deployment.yaml": "env:\n  - name: REDIS_HOST\n    value: {{ .Values.redis }}\n",
    "charts/shop/values.yaml": "variables:\n  STOCK_URL:\n    value: http://stock\n",
}


@pytest.mark.parametrize(
    ("code", "chart", "is_told"),
    [
        ("redis.Redis(host=os.environ.get('REDIS_HOST', 'localhost'))", CHART, False),
        ("requests.get(os.getenv('STOCK_URL', 'http://localhost:8001') + '/all')", CHART, False),
        ("redis.Redis(host=os.environ.get('REDIS_HOST', 'localhost'))", {}, True),
        ("redis.Redis(host=os.environ.get('OTHER_HOST', 'localhost'))", CHART, True),
        ("requests.get(os.getenv('PRICES_URL', 'http://localhost:8001') + '/all')", CHART, True),
    ],
)
def test_what_a_chart_gives_a_container(code: str, chart: dict[str, str | bytes], is_told: bool) -> None:
    image = f'{DOCKERFILE}RUN pip install redis requests\nCMD ["gunicorn", "-b", "0.0.0.0:80", "shop:app"]\n'
    files: dict[str, str | bytes] = {
        "shop.py": f"import os, redis, requests\n{FLASK}{code}\n",
        "Dockerfile": image,
        **chart,
    }
    found = [*check("loopback-service", files), *check("hard-coded-loopback", files)]
    assert any(severity == "warning" for *_, severity in found) is is_told


PAGE = "<script>fetch('http://localhost:5000/api/orders')</script>"
WEB: dict[str, str | bytes] = {"requirements.txt": "flask\ngunicorn\n", "Procfile": "web: gunicorn shop.app:app\n"}


@pytest.mark.parametrize(
    ("path", "code", "is_told"),
    [
        ("shop/example.html", "", False),
        ("shop/api/try_me.html", "", False),
        ("tools/probe.html", "", False),
        ("shop/templates/home.html", "", True),
        ("shop/static/help.html", "", True),
        ("front/orders.html", "", False),
        ("front/index.html", "", True),
        ("orders.html", "", True),
        ("shop/index.html", "", True),
        ("shop/orders.html", "\n@app.get('/')\ndef home():\n    return open('shop/orders.html').read()\n", True),
    ],
)
def test_a_page_beside_modules_that_nothing_names_is_the_programmers_own(path: str, code: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop/app.py": FLASK + code,
        "shop/__init__.py": "",
        "shop/api/__init__.py": "",
        "tools/probe.py": "",
        path: PAGE,
        **WEB,
    }
    assert bool(check("loopback-link", files)) is is_told


STEP = "on: push\njobs:\n  live:\n    runs-on: ubuntu-latest\n    steps:\n      - {0}\n"
NOTES = "import sqlite3\nfrom flask import Flask\napp = Flask(__name__)\n@app.post('/')\ndef add():\n    sqlite3.connect('notes.db').execute('INSERT INTO notes VALUES (1)')\n    return ''\n"


@pytest.mark.parametrize(
    ("step", "severity"),
    [
        ("run: curl -fsS -X POST https://ann.eu.pythonanywhere.com/pull", "info"),
        ("run: 'curl -X POST https://www.pythonanywhere.com/api/v0/user/ann/webapps/ann.pythonanywhere.com/reload/'", "info"),
        ("uses: umluizlima/actions-pythonanywhere@v1", "info"),
        ("run: pip install pythonanywhere", "warning"),
        ("run: echo hello", "warning"),
        ("run: curl https://ann.example.com/pull", "warning"),
    ],
)  # fmt: skip
def test_a_workflow_that_tells_pythonanywhere(step: str, severity: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": NOTES,
        "requirements.txt": "flask==3.1.0\n",
        ".github/workflows/live.yml": STEP.format(step),
    }
    assert [s for *_, s in check("sqlite-in-production", files)] == [severity]
    if severity == "info":
        assert not check("missing-wsgi-server", files)


HEADS = {
    "# This file is for local development\nservices:\n": False,
    "services:\n  # example for testing and development\n": False,
    "x-a: &a\n  A: b\nservices:\n  # only for development\n\n": False,
    "services:\n  # development setup\n": False,
    "services:\n  # the shop, no development here\n": True,
    "services:\n": True,
}


@pytest.mark.parametrize(("head", "is_told"), HEADS.items())
def test_a_file_that_says_it_is_for_developers(head: str, is_told: bool) -> None:
    body = "  web:\n    build: .\n    environment:\n      API_TOKEN: 4fk29sl1mmx\n"
    image = DOCKERFILE + 'CMD ["gunicorn", "-b", "0.0.0.0:80", "shop:app"]\n'
    files: dict[str, str | bytes] = {"shop.py": FLASK, "Dockerfile": image, "compose.yaml": head + body}
    assert bool(check("plain-secret", files)) is is_told

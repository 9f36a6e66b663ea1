"""Defaults of parts that not every start has, of classes that production does not select, and what jobs, built files and images of buildpacks are said to lack."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

SERVED: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n"}
HEAD = "import os\nfrom flask import Flask\n"
ASKED = "os.environ.get('VAULT_URL', 'http://127.0.0.1:8200')"


def loopbacks(code: str, **others: str) -> int:
    more = {name.replace("__", "."): text for name, text in others.items()}
    return len(check("hard-coded-loopback", {"app.py": f"{HEAD}{code}", **SERVED, **more}))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (f"def vault():\n    url = {ASKED}\n    return url\napp = Flask(__name__)\nif app.config.get('parts', load()):\n    vault()\n", 0),
        (f"class Part:\n    def __init__(self):\n        self.url = {ASKED}\nparts = read()\nif parts['vault']:\n    Part()\napp = Flask(__name__)\n", 0),
        (f"def vault():\n    url = {ASKED}\n    return url\ndef create_app(parts=read()):\n    if 'vault' in parts:\n        vault()\n    return Flask(__name__)\napp = create_app()\n", 0),
        (f"def vault():\n    url = {ASKED}\n    return url\nvault()\napp = Flask(__name__)\n", 1),
        (f"vault = {ASKED}\napp = Flask(__name__)\n", 1),
        (f"app = Flask(__name__)\n@app.get('/')\ndef index():\n    if read():\n        return {ASKED}\n", 1),
    ],
)  # fmt: skip
def test_the_default_of_a_part_that_a_test_of_the_configuration_starts(code: str, found: int) -> None:
    assert loopbacks(code) == found


POLICY = "def policy():\n    return ['http://localhost:5173', 'https://cdn.example.com']\n"


@pytest.mark.parametrize(
    ("config", "found"),
    [
        (f"{POLICY}class Local:\n    SOURCES = policy()\nclass Production:\n    SOURCES = []\n", 0),
        (f"{POLICY}class DevelopmentConfig:\n    SOURCES = policy()\n    MORE = [*policy(), 'x']\nclass Production:\n    SOURCES = []\n", 0),
        (f"{POLICY}class Elsewhere:\n    SOURCES = policy()\nclass Production:\n    SOURCES = []\n", 0),
        (f"{POLICY}class Production:\n    SOURCES = policy()\n", 1),
        (f"{POLICY}class Local:\n    SOURCES = policy()\nclass Production:\n    SOURCES = policy()\n", 1),
        (f"{POLICY}class Local:\n    SOURCES = policy()\nclass Production:\n    SOURCES = []\nshown = policy()\n", 1),
    ],
)  # fmt: skip
def test_a_function_that_only_another_configuration_calls(config: str, found: int) -> None:
    code = "app = Flask(__name__)\napp.config.from_object('settings.Production')\n"
    config = config.replace("return [", "urls = call(").replace("com']", "com')\n    return urls")
    assert loopbacks(code, settings__py=config) == found


FIELDS = "from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n"
USED = "app = Flask(__name__)\napp.config.from_object(Settings())\n"


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ("    TRACES_URL: str = Field(default='http://127.0.0.1:4317')\n", ["When TRACES_URL is not set"]),
        ("    TRACES_URL: str = 'http://127.0.0.1:4317'\n", ["When TRACES_URL is not set"]),
        ("    TRACES_ENABLE: bool = Field(default=False)\n    TRACES_URL: str = Field(default='http://127.0.0.1:4317')\n", []),
        ("    TRACES_ENABLED: bool = Field(False)\n    TRACES_URL: str = Field('http://127.0.0.1:4317')\n", []),
        ("    TRACES_ENABLE: bool = Field(default=True)\n    TRACES_URL: str = Field(default='http://127.0.0.1:4317')\n", ["When TRACES_URL is not set"]),
        ("    MAPS_ENABLE: bool = Field(default=False)\n    TRACES_URL: str = Field(default='http://127.0.0.1:4317')\n", ["When TRACES_URL is not set"]),
    ],
)  # fmt: skip
def test_fields_of_a_class_of_settings(fields: str, messages: list[str]) -> None:
    found = problems("hard-coded-loopback", {"app.py": f"{HEAD}{FIELDS}{fields}{USED}", **SERVED})
    assert [p.message.partition(",")[0] for p in found] == messages


JOB = "FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN pip install flask gunicorn\nCMD {}\n"


@pytest.mark.parametrize(
    ("command", "code", "found"),
    [
        ('["python", "job.py"]', "with app.app_context():\n    print('done')\n", 0),
        ('["sh", "-c", "python job.py"]', "print(app.name)\n", 0),
        ('["python", "-m", "job"]', "def main():\n    with app.app_context():\n        print('done')\nmain()\n", 0),
        ('["python", "job.py"]', "app.run(host='0.0.0.0')\n", 1),
        ('["python", "job.py"]', "from waitress import serve\nserve(app)\n", 1),
        ('["gunicorn", "job:app"]', "", 1),
        ('["./start"]', "", 1),
    ],
)
def test_the_key_of_a_job_signs_nothing(command: str, code: str, found: int) -> None:
    text = f"{FLASK}app.config['SECRET_KEY'] = 'four ducks in a row'\n{code}"
    assert len(check("hard-coded-secret-key", {"job.py": text, "Dockerfile": JOB.format(command)})) == found


STRANGERS = "flask==3.1.0\ngunicorn==23.0.0\nclick==8.1.8\nWerkzeug==3.1.3\nJinja2==3.1.5\nitsdangerous==2.2.0\nblinker==1.9.0\nMarkupSafe==3.0.2\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("parts/shop_report-0.8.0-py3-none-any.whl", 0),
        ("./parts/shop-report-0.8.tar.gz", 0),
        ("shop-report @ https://files.example.com/shop_report-0.8.zip", 1),
        ("shop-report @ file:parts/shop_report-0.8.0-py3-none-any.whl", 0),
        ("requests @ https://files.example.com/requests-2.32.3.tar.gz", 1),
        ("", 1),
    ],
)
def test_what_a_built_file_brings_nobody_knows(line: str, found: int) -> None:
    files = {"app.py": f"import docxtpl\n{FLASK}", "requirements.txt": f"{STRANGERS}{line}\n", **SERVED}
    assert len(check("undeclared-import", files)) == found


PACKED = "on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n    - uses: actions/checkout@v4\n    - run: |\n        {}\n"


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("pack build registry.example.com/shop --builder heroku/builder:24 --publish", 0),
        ("pack   build shop:latest -B paketobuildpacks/builder-jammy-base", 0),
        ("cd . && pack build --path . shop", 0),
        ("pack inspect shop", 1),
        ("echo unpack builds", 1),
        ("pytest", 1),
        (
            "pack build shop\n        heroku container:release web && git push heroku main && gcloud run deploy shop --source .",
            1,
        ),
    ],
)
def test_the_port_of_an_image_that_buildpacks_make(step: str, found: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "Procfile": "web: gunicorn -b :9000 app:app\n"}
    assert len(check("fixed-port", {**files, ".github/workflows/image.yml": PACKED.format(step)})) == found


def test_an_image_of_buildpacks_without_a_procfile_changes_nothing() -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n"}
    packed = {**files, ".github/workflows/image.yml": PACKED.format("pack build shop --publish")}
    for rule in ("missing-wsgi-server", "no-web-process", "fixed-port", "impossible-command", "no-requirements"):
        assert check(rule, packed) == check(rule, files)


AT_HOME = "services:\n  web:\n    build: .\n    volumes: ['.:/src']\n    command: flask run --debug\n    environment:\n      STORE_URL: {}\n  store:\n    image: redis:7\n"
IMAGE = 'FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN pip install flask gunicorn redis\nCMD ["gunicorn", "app:app"]\n'
STORE = "import redis\nstore = redis.from_url(os.environ.get('STORE_URL', 'redis://localhost:6379'))\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        ({"Dockerfile": IMAGE, "compose.yaml": AT_HOME.format("redis://store:6379")}, ["info"]),
        ({"Dockerfile": IMAGE, "docker-compose.dev.yml": AT_HOME.format("redis://store:6379")}, ["info"]),
        ({"Procfile": "web: gunicorn app:app\n", "Dockerfile.dev": IMAGE, "docker-compose.dev.yml": AT_HOME.replace(": .", ": {{dockerfile: Dockerfile.dev, context: .}}").format("redis://store:6379")}, ["info"]),
        ({"Dockerfile": IMAGE, "compose.yaml": AT_HOME.format("redis://localhost:6379")}, ["warning"]),
        ({"Dockerfile": IMAGE, "compose.yaml": AT_HOME.replace("STORE_URL", "OTHER_URL").format("redis://store:6379")}, ["warning"]),
        ({"Dockerfile": IMAGE}, ["warning"]),
        ({"fly.toml": "app = 'shop'\n[env]\nOTHER = '1'\n", "Dockerfile": IMAGE, "docker-compose.dev.yml": AT_HOME.format("redis://store:6379")}, ["warning"]),
    ],
)  # fmt: skip
def test_a_default_beside_what_the_file_for_developers_sets(files: dict[str, str], severities: list[str]) -> None:
    found = check("loopback-service", {"app.py": HEAD + STORE, "requirements.txt": "flask\ngunicorn\nredis\n", **files})
    assert [severity for _, _, severity in found] == severities


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def load(raw):\n    return call(raw.get('name', 'http://localhost:9000'))\n", 0),
        ("class Part:\n    @classmethod\n    def of(cls, given: dict):\n        return cls(given.pop('name', 'http://localhost:9000'))\n", 0),
        ("def load(given, *more):\n    url = given.get('name', 'http://127.0.0.1:9000')\n    return call(url)\n", 0),
        ("def load(raw):\n    return call(os.environ.get('NAME', 'http://localhost:9000'))\n", 1),
        ("def load(raw):\n    return call(raw, 'http://localhost:9000')\n", 1),
        ("def load(raw):\n    return call(KNOWN.get(raw, 'http://localhost:9000'))\n", 1),
    ],
)  # fmt: skip
def test_the_default_of_an_entry_of_what_a_function_is_given(code: str, found: int) -> None:
    called = "Part.of" if "Part" in code else "load"
    use = f"app = Flask(__name__)\n@app.get('/')\ndef index():\n    return {called}({{}})\n"
    assert loopbacks(code + use) == found


PARTS = "class Parts:\n    parts_url = 'http://localhost:8081/parts'\nclass More(Parts):\n    kind = 'more'\n"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("parts = More()\nfor key, value in read().items():\n    setattr(parts, key, value)\n", 0),
        ("def fill(found):\n    for key in found:\n        setattr(Parts, key.lower(), found[key])\nfill(read())\nparts = Parts\n", 0),
        ("def parts_of():\n    made = Parts()\n    for key in read():\n        setattr(made, key, read()[key])\n    return made\nparts = parts_of()\n", 0),
        ("parts = More()\n", 1),
        ("class Other:\n    pass\nfor key in read():\n    setattr(Other, key, 1)\nparts = Parts()\n", 1),
        ("parts = Parts()\nsetattr(parts, 'kind', 'less')\n", 1),
    ],
)  # fmt: skip
def test_a_class_that_is_filled_with_what_is_read_elsewhere(code: str, found: int) -> None:
    assert loopbacks(f"{PARTS}{code}app = Flask(__name__)\nurl = parts.parts_url\n") == found


POD = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: shop}}\nspec:\n  template:\n    spec:\n      containers:\n      - name: beside\n        image: {}\n        args: ['--http_port', '8081']\n      - name: shop\n        image: registry.example.com/team/shop:1\n"


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ("gcr.io/endpoints-release/endpoints-runtime:1", 0),
        ("gcr.io/cloudsql-docker/gce-proxy:1.33", 0),
        ("otel/opentelemetry-collector-contrib:0.100.0", 0),
        ("oliver006/redis_exporter", 0),
    ],
)
def test_the_arguments_of_what_stands_beside_in_a_pod(image: str, found: int) -> None:
    files = {
        "app.py": FLASK,
        "Dockerfile": 'FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN pip install flask gunicorn==23.0.0\nENTRYPOINT ["gunicorn", "-b", ":8080", "app:app"]\n',
        "k8s/shop.yaml": POD.format(image),
    }
    assert len(check("invalid-server-option", files)) == found


def test_the_arguments_of_the_applications_own_container() -> None:
    files = {
        "app.py": FLASK,
        "Dockerfile": 'FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN pip install flask gunicorn==23.0.0\nENTRYPOINT ["gunicorn", "-b", ":8080", "app:app"]\n',
        "k8s/shop.yaml": POD.partition("      - name: shop\n")[0].format("registry.example.com/team/shop:2"),
    }
    assert len(check("invalid-server-option", files)) == 1


@pytest.mark.parametrize(
    ("made", "manage", "found"),
    [
        ("shop/routes.py", "from flask_script import Manager\nfrom shop.routes import app\nManager(app).run()\n", 0),
        ("shop/__init__.py", "import flask_migrate\nfrom shop import app\n", 0),
        ("server/web.py", "import click_extra\nfrom server import web\napp = web.app\n", 0),
        ("", "from flask import Flask\nimport flask_script\napp = Flask(__name__)\n", 1),
    ],
)
def test_the_command_line_of_developers_is_no_start(made: str, manage: str, found: int) -> None:
    files: dict[str, str | bytes] = {"manage.py": manage, "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n"}
    files |= {made: FLASK} if made else {}
    files |= {f"{made.partition('/')[0]}/__init__.py": ""} if made and not made.endswith("__init__.py") else {}
    assert len(check("undeclared-import", files)) == found


@pytest.mark.parametrize(
    ("module", "others", "found"),
    [
        ("from google.cloud import pubsub", "shopqueue==0.7.0", 0),
        ("import azure.storage.blob", "shopstore", 0),
        ("from google.cloud import pubsub", "", 1),
        ("import redis", "shopqueue==0.7.0", 1),
    ],
)
def test_parts_of_a_shared_package_that_a_stranger_may_bring(module: str, others: str, found: int) -> None:
    files = {"app.py": f"{module}\n{FLASK}", "requirements.txt": f"flask\ngunicorn\n{others}\n", **SERVED}
    assert len(check("undeclared-import", files)) == found


KEYED = "services:\n  web:\n    build: .\n    environment:\n      {}\n"


@pytest.mark.parametrize(
    ("rule", "default"),
    [("random-secret-key", "secrets.token_hex()"), ("fallback-secret-key", "'four ducks in a row'")],
)
@pytest.mark.parametrize(
    ("variable", "found"),
    [
        ("SECRET_KEY_FILE: /run/secrets/key", 0),
        ("SHOP_SECRET_KEY_FILE: /run/secrets/key", 0),
        ("DB_PASSWORD_FILE: /run/secrets/password", 1),
        ("SECRET_KEY_FILE_NAME: key", 1),
    ],
)
def test_a_key_that_stands_in_a_file_of_the_deployment(rule: str, default: str, variable: str, found: int) -> None:
    code = "import os, pathlib, secrets\nfrom flask import Flask\napp = Flask(__name__)\n"
    code += f"app.config['SECRET_KEY'] = os.environ.get('SHOP_SECRET_KEY') or {default}\n"
    files = {"app.py": code, "Dockerfile": IMAGE, "compose.yaml": KEYED.format(variable)}
    assert len(check(rule, files)) == found


@pytest.mark.parametrize(
    ("start", "others", "severities"),
    [
        ("CMD uvicorn app:app", {}, ["warning"]),
        ("CMD gunicorn app:app", {}, ["warning"]),
        ("CMD uvicorn --host 127.0.0.1 app:app", {}, ["error"]),
        ("CMD uvicorn app:app", {"fly.toml": "app = 'shop'\n[http_service]\ninternal_port = 8000\n"}, ["error"]),
        ("ENV UVICORN_HOST=0.0.0.0\nCMD uvicorn app:app", {}, []),
        ("CMD hypercorn app:app", {}, ["error"]),
    ],
)
def test_a_variable_may_tell_the_server_its_address(start: str, others: dict[str, str], severities: list[str]) -> None:
    image = f"FROM python:3.13\nWORKDIR /src\nCOPY . .\nRUN pip install flask gunicorn uvicorn hypercorn\n{start}\n"
    found = check("loopback-bind", {"app.py": FLASK, "Dockerfile": image, **others})
    assert [severity for _, _, severity in found] == severities

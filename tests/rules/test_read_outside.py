"""What well-kept projects do and is no mistake: workbenches, images for tests, fetched templates, names of key files, pages for developers."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.known import secrets
from flaskcheck.project import Project

DOCKERFILE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\n"
SERVES = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]\n'
COMPOSE = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n    environment:\n"


def titles(files: dict[str, str | bytes]) -> list[str]:
    return [deployment.title for deployment in Project(MemoryTree(files)).deployments]


@pytest.mark.parametrize(
    ("command", "is_ours"),
    [
        ('["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]', True),
        ('["pytest", "-q"]', False),
        ('["python", "-m", "pytest"]', False),
        ('["poetry", "run", "behave", "-f", "progress"]', False),
        ("tox -e py313", False),
        ("pytest && gunicorn -b 0.0.0.0:8000 shop:app", True),
    ],
)
def test_an_image_that_only_runs_tests_is_no_deployment(command: str, is_ours: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "Dockerfile": f"{DOCKERFILE}ENV API_TOKEN=4fk29sl1mmx\nCMD {command}\n",
    }
    assert (titles(files) == ["Docker web service"]) is is_ours
    assert bool(check("plain-secret", files)) is is_ours


@pytest.mark.parametrize(
    ("environment", "other", "is_told"),
    [
        ("      FLASK_DEBUG: 'true'\n", {}, True),
        ("      FLASK_DEBUG: 'true'\n", {"Procfile": "web: gunicorn shop:app\n"}, False),
        ("      FLASK_DEBUG: '1'\n      SHOP_ENV: development\n", {"charts/shop/Chart.yaml": "name: shop\n"}, False),
        ("      FLASK_DEBUG: 'true'\n      SHOP_MODE: dev\n", {"fly.toml": "app = 'shop'\n[processes]\nweb = 'gunicorn shop:app'\n"}, False),
        ("      FLASK_DEBUG: 'true'\n", {"Procfile": "worker: celery -A shop worker\n"}, True),
        ("      FLASK_DEBUG: 'true'\n", {"docs/Chart.yaml.md": "name: shop\n"}, True),
    ],
)  # fmt: skip
def test_containers_for_developers_count_only_where_nothing_else_serves(environment: str, other: dict[str, str | bytes], is_told: bool) -> None:  # fmt: skip
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "Dockerfile": DOCKERFILE + SERVES,
        "compose.yaml": COMPOSE + environment,
        **other,
    }
    assert any(path == "compose.yaml" for path, _, _ in check("debug-environment", files)) is is_told


@pytest.mark.parametrize(
    ("override", "is_told"),
    [
        ("compose-production.override.yml", False),
        ("docker-compose.prod.override.yaml", False),
        ("docker-compose.override.yml", True),
        ("docker-compose.dev.yml", True),
    ],
)
def test_an_override_for_production_counts(override: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "Dockerfile": DOCKERFILE + SERVES,
        "docker-compose.yml": f"{COMPOSE}      FLASK_DEBUG: '1'\n",
        override: "services:\n  web:\n    environment:\n      FLASK_DEBUG: '0'\n",
    }
    assert bool(check("debug-environment", files)) is is_told


UNIT = "[Service]\nWorkingDirectory=/srv/shop\nEnvironment=FLASK_APP=shop.py FLASK_DEBUG=1\nExecStart=/srv/venv/bin/flask run --host 0.0.0.0\n"


@pytest.mark.parametrize(
    ("unit", "module", "is_told"),
    [
        ("shop.service", "shop.py", True),
        ("devel/ansible/roles/shop/shop.service", "shop.py", False),
        (".devcontainer/shop.service", "shop.py", False),
        ("dev/shop.service", "dev/shop.py", True),
        ("deploy/shop.service", "shop.py", True),
        (".github/shop.service", "shop.py", True),
    ],
)
def test_a_unit_for_developers_is_no_deployment(unit: str, module: str, is_told: bool) -> None:
    assert bool(check("debug-environment", {module: FLASK, unit: UNIT})) is is_told


RENDERS = "from flask import Flask, render_template\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    return render_template('page.html')\n"


@pytest.mark.parametrize(
    ("ignored", "name", "is_told"),
    [
        ("", "kit/button.html", True),
        ("templates/kit/", "kit/button.html", False),
        ("kit/", "kit/forms/input.html", False),
        ("*.bak", "kit/button.html", True),
        ("templates/kit/", "kid/button.html", True),
        ("templates/kit/", "button.html", True),
    ],
)
def test_templates_of_a_folder_that_a_step_fetches(ignored: str, name: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": RENDERS,
        "templates/page.html": f"{{% from '{name}' import button %}}",
        ".gitignore": f"{ignored}\n",
    }
    assert bool(check("missing-template", files)) is is_told


@pytest.mark.parametrize(
    ("value", "is_reference"),
    [
        ("/etc/keys/shop.json", True),
        ("credentials.json", True),
        ("~/keys/shop-4711.pem", True),
        ("${KEYS}/shop.p12", True),
        ("4fk29sl1mmx", False),
        ("a/b+c=.jsonx", False),
    ],
)
def test_the_name_of_a_key_file_is_no_secret(value: str, is_reference: bool) -> None:
    assert secrets.is_reference(value) is is_reference
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "Dockerfile": f"{DOCKERFILE}ENV SHOP_CREDENTIALS={value}\n{SERVES}",
    }
    assert bool(check("plain-secret", files)) is not is_reference


@pytest.mark.parametrize(
    ("text", "is_placeholder"),
    [("p@ssw0rd", True), ("Passw0rd", True), ("$ecret", True), ("p@ss-4-shop-9", False), ("t0kyo-drift", False)],
)
def test_words_that_are_spelt_with_signs(text: str, is_placeholder: bool) -> None:
    assert secrets.is_placeholder(text) is is_placeholder


def test_a_password_in_a_url_may_hold_its_separator() -> None:
    found = secrets.url_credentials("redis://:k@tz3-im-s@ck@cache.example.net:6379/0")
    assert found is not None
    assert found.password == "k@tz3-im-s@ck"
    assert secrets.url_credentials("postgresql://ann:pa55@db/shop?contact=bob@example.net") is not None


KEY = "-----BEGIN RSA PRIVATE KEY-----\\nMIIBOQIBAAJAeeLysb2I2n86YaWqvCxUM1j5sRdlFNU9yf2b38ppt3rf2xHJYT\\nfjSvezXOMEJusFbhH9LeH4V8kr4k4ZmdewIDAQABAkBmg8QeTEybgWDIIpghaMu\\n-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        ("    SIGNING = '{}'\n", True),
        ("    TESTING = True\n    SIGNING = '{}'\n", False),
        ("    TESTING = False\n    SIGNING = '{}'\n", True),
        ("    TESTING: bool = True\n    PEM = '{}'\n", False),
    ],
)
def test_a_key_for_tests_opens_nothing(body: str, is_told: bool) -> None:
    config = "class Prod:\n    A = 1\n\nclass Checks(Prod):\n" + body.format(KEY)
    files: dict[str, str | bytes] = {
        "config.py": config,
        "shop.py": FLASK + "import config\napp.config.from_object(config.Prod)\n",
    }
    assert bool(check("hard-coded-credentials", files)) is is_told


def test_a_salt_that_is_given_to_a_signer_is_a_namespace() -> None:
    code = (
        FLASK
        + "from itsdangerous import URLSafeSerializer\nauth = URLSafeSerializer(app.secret_key, salt='mail-confirm-7x')\n"
    )
    assert not check("hard-coded-credentials", {"shop.py": code})
    login = FLASK + "import pymysql\ndb = pymysql.connect(host='h', user='u', password='mail-confirm-7x')\n"
    assert check("hard-coded-credentials", {"shop.py": login})


@pytest.mark.parametrize(
    ("page", "is_told"),
    [
        ("{% if config.DEBUG %}<script src='http://localhost:5173/a.js'></script>{% endif %}", False),
        ("{% if vite_dev %}<a href='http://localhost:5173/a'>a</a>{% else %}<a href='/a'>a</a>{% endif %}", False),
        ("{% if env == 'production' %}<a href='/a'>a</a>{% else %}<a href='http://localhost:5000/a'>a</a>{% endif %}", False),
        ("{% if not debug %}<a href='/a'>a</a>{% else %}<a href='http://localhost:5000/a'>a</a>{% endif %}", False),
        ("{% if config.DEBUG %}<b>debug</b>{% endif %}<a href='http://localhost:5000/a'>a</a>", True),
        ("{% if config.DEBUG %}<b>debug</b>{% else %}<a href='http://localhost:5000/a'>a</a>{% endif %}", True),
        ("{% if current_user.is_authenticated %}<a href='http://localhost:5000/a'>a</a>{% endif %}", True),
        ("{% if debug %}{% if x %}y{% endif %}<a href='http://localhost:5000/a'>a</a>{% endif %}", False),
    ],
)  # fmt: skip
def test_what_only_a_developers_page_has(page: str, is_told: bool) -> None:
    assert bool(check("loopback-link", {"shop.py": RENDERS, "templates/page.html": page})) is is_told


CALL = "export default () => proxy({ target: 'http://localhost:5000' });\n"


@pytest.mark.parametrize(
    ("path", "script", "is_told"),
    [
        ("web/src/api.js", "fetch('http://localhost:5000/a');\n", True),
        ("web/pages/api/[...all].ts", "fetch('http://localhost:5000/a');\n", False),
        ("web/app/users/route.ts", "fetch('http://localhost:5000/a');\n", False),
        ("web/src/hooks.server.ts", "fetch('http://localhost:5000/a');\n", False),
        ("web/src/way.js", "import { createProxyMiddleware } from 'http-proxy-middleware';\n" + CALL, False),
        ("web/src/fields.ts", "export const field = { defaultValue: 'http://localhost:9000' };\n", False),
        ("web/src/form.js", "let at = document.getElementById('at');\nat.value = 'http://localhost:9000/a';\n", False),
        ("web/src/store.js", "const at = ref('');\nat.value = 'http://localhost:5000/a';\n", True),
    ],
)  # fmt: skip
def test_what_no_visitors_browser_asks(path: str, script: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "web/package.json": '{"dependencies": {"next": "15"}}',
        path: script,
    }
    assert bool(check("loopback-link", files)) is is_told


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        ({}, ["warning"]),
        ({"Procfile": "web: gunicorn shop:app\n"}, ["error"]),
        ({"Dockerfile": DOCKERFILE + SERVES}, ["error"]),
    ],
)
def test_a_users_folder_may_be_there_where_nobody_says_what_the_host_is(files: dict[str, str | bytes], severities: list[str]) -> None:  # fmt: skip
    code = FLASK + "DATA = open('/home/marlene/data/prices.csv').read()\n"
    assert [severity for _, _, severity in check("absolute-local-path", {"shop.py": code, **files})] == severities
    windows = FLASK + "DATA = open('C:/Users/marlene/prices.csv').read()\n"
    assert [s for _, _, s in check("absolute-local-path", {"shop.py": windows, **files})] == ["error"]


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({"server/shop/__init__.py": FLASK, "server/requirements.txt": "flask\ngunicorn\n"}, False),
        ({"server/shop/__init__.py": FLASK, "ui/requirements.txt": "flask\n"}, True),
        ({"server/shop/__init__.py": FLASK, "server/requirements.txt": "flask\n", "Procfile": "web: cd server && gunicorn shop:app\n"}, True),
        ({"shop.py": FLASK, "lib/requirements.txt": "flask\n"}, True),
    ],
)  # fmt: skip
def test_the_folder_that_can_be_installed_is_the_one_that_is_deployed(
    files: dict[str, str | bytes], is_told: bool
) -> None:
    assert bool(check("no-requirements", files)) is is_told


def test_a_compose_file_of_the_first_format_is_one_mistake() -> None:
    first = "web:\n  build: .\n  links:\n    - db\ndb:\n  image: postgres:17\n"
    files: dict[str, str | bytes] = {"shop.py": FLASK, "Dockerfile": DOCKERFILE + SERVES, "docker-compose.yml": first}
    assert [line for _, line, _ in check("invalid-platform-file", files)] == [1]
    files["docker-compose.yml"] = "services:\n  web:\n    build: .\n    links:\n      - cache\nnets:\n  a: {}\n"
    assert [line for _, line, _ in check("invalid-platform-file", files)] == [5, 6]


def test_a_command_that_compose_cannot_split_has_no_consequences() -> None:
    compose = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:make()\n"
    factory = "from flask import Flask\ndef make():\n    return Flask(__name__)\n"
    files: dict[str, str | bytes] = {"shop.py": factory, "Dockerfile": DOCKERFILE, "compose.yaml": compose}
    assert [line for _, line, _ in check("invalid-platform-file", files)] == [4]
    assert not check("unresolved-app", files)


@pytest.mark.parametrize(
    ("path", "is_told"),
    [
        ("libs/waitress/__init__.py", False),
        ("third_party/py/gunicorn/__init__.py", False),
        ("gunicorn.py", True),
        ("gunicorn/config.py", True),
        ("libs/waiters/__init__.py", True),
    ],
)
def test_a_copy_of_a_server_in_the_repository(path: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {"shop.py": FLASK, "requirements.txt": "flask\n", path: "workers = 2\n"}
    assert bool(check("missing-wsgi-server", files)) is is_told


@pytest.mark.parametrize(
    ("path", "is_told"),
    [
        ("build.sh", True),
        ("scripts/render-build.sh", True),
        ("pkg/pip/build.sh", False),
        ("packages/deb/out/build.sh", False),
    ],
)
def test_a_script_that_lies_deep_builds_something_else(path: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {"shop.py": FLASK, path: "pip install -r requirements.txt\nflask db upgrade\n"}
    assert bool(check("unchained-build-command", files)) is is_told


DEPLOYS = "on: push\njobs:\n  deploy:\n    steps:\n    - uses: azure/webapps-deploy@v3\n      with: {app-name: shop}\n"


@pytest.mark.parametrize(
    ("path", "hosts"),
    [
        (".github/workflows/deploy.yml", ["azure"]),
        (".github/workflows/azure-webapps.yaml", ["azure"]),
        ("dev/.github/workflows/deploy.yml", ["generic"]),  # no workflow: GitHub looks at the top alone
        ("devel/deploy.yml", ["generic"]),
    ],
)
def test_a_workflow_is_no_developers_file(path: str, hosts: list[str]) -> None:
    """Its folder is called like those of tools for developers, but it deploys."""
    project = Project(MemoryTree({"app.py": FLASK, "requirements.txt": "flask\n", path: DEPLOYS}))
    assert [d.host.key for d in project.deployments] == hosts


@pytest.mark.parametrize(
    ("script", "is_told"),
    [
        ("cd srv\ngunicorn -b 0.0.0.0:8000 shop:app\n", False),
        ("cd nowhere; gunicorn -b 0.0.0.0:8000 shop:app\n", False),
        ("cd nowhere\ngunicorn -b 0.0.0.0:8000 shed:app\n", True),
        ("set -e\ncd nowhere\ngunicorn -b 0.0.0.0:8000 shop:app\n", True),
        ("cd nowhere && gunicorn -b 0.0.0.0:8000 shop:app\n", True),
        ("cd lib\ngunicorn -b 0.0.0.0:8000 shop:app\n", True),
    ],
)
def test_what_runs_after_a_cd_that_fails_runs_where_it_was(script: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "lib/tools.py": "",
        "start.sh": f"#!/bin/sh\n{script}",
        "Dockerfile": f"{DOCKERFILE}CMD sh start.sh\n",
    }
    assert bool(check("unresolved-app", files) or check("impossible-command", files)) is is_told


PARTS = """FROM python:3.13-slim
ENV PYTHONPATH={pythonpath}
WORKDIR /srv
COPY {prefix}lamps/shop/requirements.txt requirements.txt
RUN pip install -r requirements.txt
COPY {prefix}lamps/__init__.py lamps/__init__.py
COPY {prefix}lamps/{common} lamps/{common}
COPY {prefix}lamps/shop lamps/shop
CMD ["gunicorn", "-b", "0.0.0.0:8000", "lamps.shop.web:app"]
"""


@pytest.mark.parametrize(
    ("dockerfile", "prefix", "common", "faults"),
    [
        ("api/lamps/shop/Dockerfile", "", "common", []),
        ("api/lamps/shop/Dockerfile", "api/", "common", []),
        ("api/Dockerfile", "", "common", []),
        ("docker/shop/Dockerfile", "api/", "common", []),
        ("api/lamps/shop/Dockerfile", "", "tools", ["unresolved-import"]),
        ("api/lamps/shop/Dockerfile", "web/", "common", ["missing-copied-file"]),
    ],
)
def test_an_image_is_built_in_the_folder_that_has_what_it_copies(
    dockerfile: str, prefix: str, common: str, faults: list[str]
) -> None:
    files: dict[str, str | bytes] = {
        "api/lamps/__init__.py": "",
        "api/lamps/common/http.py": "PORT = 1\n",
        "api/lamps/tools/all.py": "",
        "api/lamps/shop/web.py": "from lamps.common import http\n" + FLASK,
        "api/lamps/shop/requirements.txt": "flask\ngunicorn\n",
        dockerfile: PARTS.format(prefix=prefix, common=common, pythonpath="/srv/"),
    }
    found = [name for name in ("missing-copied-file", "unresolved-import") if check(name, files)]
    assert found == faults


@pytest.mark.parametrize(
    ("base", "is_told"),
    [
        ("python:3.13-slim", True),
        ("lamps/commit:5f3a", False),
        ("python:3.13-alpine", True),
        ("ghcr.io/lamps/base", False),
    ],
)
def test_an_unknown_base_image_may_have_what_another_file_declares(base: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": "import pandas\n" + FLASK,
        "requirements.txt": "flask\ngunicorn\n",
        "notebooks/requirements.txt": "pandas\n",
        "Dockerfile": f"FROM {base}\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n{SERVES}",
    }
    assert bool(check("undeclared-import", files)) is is_told


CHOOSES = """import os
MODE = os.getenv("SHOP_MODE")
match MODE:
    case "dev":
        from settings.kinds import Dev as Config
    case {second!r}:
        from settings.kinds import {chosen} as Config
    case "uat" | "production":
        from settings.kinds import Prod as Config
    case _:
        from settings.kinds import Base as Config
"""
KINDS = "class Base:\n    A = 1\nclass Prod(Base):\n    B = 1\nclass Dev(Base):\n    DEBUG = True\nclass Testing(Base):\n    TESTING = True\n"


@pytest.mark.parametrize(
    ("second", "chosen"), [("unit_test", "Testing"), ("purple", "Testing"), ("test", "Testing"), ("purple", "Dev")]
)
def test_a_configuration_that_is_imported_under_one_name_of_several(second: str, chosen: str) -> None:
    files: dict[str, str | bytes] = {
        "settings/__init__.py": CHOOSES.format(second=second, chosen=chosen),
        "settings/kinds.py": KINDS,
        "shop.py": FLASK + "app.config.from_object('settings.Config')\n",
    }
    assert not check("development-config", files)
    only: dict[str, str | bytes] = {**files, "settings/__init__.py": "from settings.kinds import Dev as Config\n"}
    assert check("development-config", only)


@pytest.mark.parametrize(
    ("command", "volumes", "other", "is_told"),
    [
        ("uwsgi --http 0.0.0.0:8000 --module shop:app --python-autoreload 1", True, {}, False),
        ("uwsgi --http 0.0.0.0:8000 --module shop:app --python-autoreload 1", False, {}, True),
        ("uwsgi --http 0.0.0.0:8000 --module shop:app", True, {}, True),
        ("uwsgi --http 0.0.0.0:8000 --module shop:app", True, {"Procfile": "web: gunicorn shop:app\n"}, False),
        ("uwsgi --http 0.0.0.0:8000 --module shop:app", False, {"Procfile": "web: gunicorn shop:app\n"}, True),
    ],
)
def test_the_repository_is_mounted_where_people_work(
    command: str, volumes: bool, other: dict[str, str | bytes], is_told: bool
) -> None:
    compose = (
        "services:\n  web:\n    build: .\n    command: sh serve.sh\n    environment:\n      API_TOKEN: 4fk29sl1mmx\n"
    )
    files: dict[str, str | bytes] = {
        "shop.py": FLASK,
        "serve.sh": f"exec {command}\n",
        "Dockerfile": f"{DOCKERFILE}RUN pip install uwsgi\n",
        "compose.yaml": compose + ("    volumes:\n      - .:/srv\n" if volumes else ""),
        **other,
    }
    assert bool(check("plain-secret", files)) is is_told


@pytest.mark.parametrize(
    ("script", "is_told"),
    [
        ("# from shop import app as application\n", False),
        ("import sys\n", True),
        ("import sys\nsys.path.insert(0, '/srv/shop')\nfrom shop import app as application\n", False),
        ("", False),
    ],
)
def test_a_script_of_nothing_but_comments_is_a_pattern_to_copy(script: str, is_told: bool) -> None:
    site = "<VirtualHost *:80>\nWSGIScriptAlias / /srv/shop/shop.wsgi\n</VirtualHost>\n"
    assert bool(check("unresolved-app", {"shop.py": FLASK, "shop.wsgi": script, "site.conf": site})) is is_told


@pytest.mark.parametrize(
    ("env_file", "is_told"),
    [
        ("", True),
        ("    env_file: ${ENV_FILE}\n", False),
        ("    env_file:\n      - path: ./env/${STAGE}.env\n", False),
        ("    env_file: []\n", True),
    ],
)
def test_an_env_file_whose_name_nobody_knows_may_set_everything(env_file: str, is_told: bool) -> None:
    compose = f"services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n    environment:\n      MODE: live\n{env_file}"
    files: dict[str, str | bytes] = {
        "shop.py": FLASK + "import os\nTOKEN = os.environ['TOKEN']\n",
        "Dockerfile": DOCKERFILE,
        "compose.yaml": compose,
    }
    assert bool(check("undeclared-variable", files)) is is_told


@pytest.mark.parametrize(
    ("requirement", "is_told"),
    [
        ("acme-lamps @ git+https://example.com/acme/shop.git@main#subdirectory=libs/light-kit", False),
        ("git+https://example.com/acme/shop.git#egg=acme-lamps&subdirectory=libs/light-kit", False),
        ("../libs/light-kit", False),
        ("requests", True),
        ("acme-tools @ git+https://example.com/acme/shop.git#subdirectory=libs/tools", True),
    ],
)
def test_a_project_of_the_repository_that_is_installed_from_its_address(requirement: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "api/shop.py": "from lamps.light import on\n" + FLASK,
        "api/requirements.txt": f"flask\ngunicorn\n{requirement}\n",
        "libs/light-kit/pyproject.toml": "[project]\nname = 'acme-lamps'\nversion = '1'\n",
        "libs/light-kit/lamps/__init__.py": "",
        "libs/light-kit/lamps/light.py": "def on(): pass\n",
        "libs/tools/pyproject.toml": "[project]\nname = 'acme-tools'\nversion = '1'\n",
        "render.yaml": "services:\n- type: web\n  name: shop\n  runtime: python\n  rootDir: api\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn shop:app\n",
    }
    assert bool(check("unresolved-import", files) or check("undeclared-import", files)) is is_told


@pytest.mark.parametrize(
    ("copies", "ignored", "found"),
    [
        ("COPY .git .git\n", "", 0),
        ("COPY .git/HEAD .git/HEAD\n", "", 0),
        ("COPY .git/ /src/.git/\n", "*.md\n", 0),
        ("COPY .git .git\n", ".git\n", 1),
        ("COPY .gitt .gitt\n", "", 1),
    ],
)
def test_each_clone_has_the_folder_of_git(copies: str, ignored: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "Dockerfile": f"FROM python:3.12\nWORKDIR /a\nCOPY . .\n{copies}RUN pip install flask gunicorn\nCMD gunicorn -b :80 app:app\n",
        ".dockerignore": ignored,
        "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    }
    assert len(check("missing-copied-file", files)) == found


NAMED_FOR_DEVELOPERS = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask\n"


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({"compose.yaml": "services:\n  web:\n    build:\n      context: .\n      dockerfile: Dockerfile.dev\n", "Dockerfile.dev": NAMED_FOR_DEVELOPERS + "CMD flask run -h 0.0.0.0\n"}, False),
        ({"compose.yaml": "services:\n  web:\n    build:\n      context: .\n      dockerfile: docker/local.Dockerfile\n", "docker/local.Dockerfile": NAMED_FOR_DEVELOPERS + "CMD python shop.py\n", "shop.py": FLASK + "app.run()\n"}, False),
        ({"docker/web/Dockerfile": NAMED_FOR_DEVELOPERS + "CMD ./run_dev.sh\n", "run_dev.sh": "#!/bin/sh\nflask run --host=0.0.0.0\n"}, False),
        ({"docker/web/Dockerfile": NAMED_FOR_DEVELOPERS + "CMD ./scripts/start-local.sh\n", "scripts/start-local.sh": "#!/bin/sh\nexec flask run --host=0.0.0.0\n"}, False),
        ({"docker/web/Dockerfile": NAMED_FOR_DEVELOPERS + "CMD ./run.sh\n", "run.sh": "#!/bin/sh\nflask run --host=0.0.0.0\n"}, True),
        ({"docker/web/Dockerfile": NAMED_FOR_DEVELOPERS + "CMD ./device.sh\n", "device.sh": "#!/bin/sh\nflask run --host=0.0.0.0\n"}, True),
    ],
    ids=["Dockerfile.dev", "local.Dockerfile", "run_dev.sh", "start-local.sh", "run.sh", "device.sh"],
)  # fmt: skip
@pytest.mark.parametrize("is_served", [True, False], ids=["served", "alone"])
def test_what_is_called_after_development_counts_only_where_nothing_else_serves(files: dict[str, str | bytes], is_told: bool, is_served: bool) -> None:  # fmt: skip
    project: dict[str, str | bytes] = {"shop.py": FLASK, "requirements.txt": "flask\ngunicorn\n", **files}
    if is_served:
        project["Procfile"] = "web: gunicorn shop:app\n"
    found = check("development-server", project)
    assert bool(found) is (is_told or not is_served)


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ('"-----BEGIN PRIVATE KEY-----\\n" + "\\n".join(parts) + "\\n-----END PRIVATE KEY-----\\n"', False),
        ('f"-----BEGIN RSA PRIVATE KEY-----\\n{body}\\n-----END RSA PRIVATE KEY-----"', False),
        ('"-----BEGIN ENCRYPTED PRIVATE KEY-----\\r\\n%s\\r\\n-----END ENCRYPTED PRIVATE KEY-----" % body', False),
        ('"-----BEGIN EC PRIVATE KEY-----" + body + "-----END EC PRIVATE KEY-----"', False),
        ('"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQ" + body + "\\n-----END PRIVATE KEY-----"', True),
    ],
)
def test_lines_that_are_put_around_a_key_are_none(line: str, is_told: bool) -> None:
    text = f'import os\n{FLASK}body = os.environ["BODY"]\nparts = body.split()\nkey = {line}\n'
    assert bool(check("hard-coded-credentials", {"shop.py": text, "Procfile": "web: gunicorn shop:app\n"})) is is_told


@pytest.mark.parametrize(
    ("value", "is_told"),
    [
        ("sqlite:///:memory:", False),
        ("redis://cache:6379/0", False),
        ("mongodb://db:27017/shop", False),
        ("amqp://broker//", False),
        ("Server=db;Uid=sa;Pwd=hXk2v9Qm41", True),
        ("sqlserver://db;password=hXk2v9Qm41", True),
    ],
)
def test_an_address_that_lets_nobody_in_is_no_secret(value: str, is_told: bool) -> None:
    text = f'import os\n{FLASK}app.config["AUDIT"] = os.environ.get("AUDIT_CONNECTION_STRING", "{value}")\n'
    assert bool(check("hard-coded-credentials", {"shop.py": text, "Procfile": "web: gunicorn shop:app\n"})) is is_told


@pytest.mark.parametrize(
    ("mount", "other", "is_told"),
    [
        ("./shop:/srv/shop", {"Procfile": "web: gunicorn shop.app:app\n"}, False),
        ("./shop/:/elsewhere:ro", {"Procfile": "web: gunicorn shop.app:app\n"}, False),
        (".:/srv", {"Procfile": "web: gunicorn shop.app:app\n"}, False),
        ("./uploads:/srv/uploads", {"Procfile": "web: gunicorn shop.app:app\n"}, True),
        ("./shop.conf:/etc/shop.conf", {"Procfile": "web: gunicorn shop.app:app\n"}, True),
        ("data:/srv/shop/data", {"Procfile": "web: gunicorn shop.app:app\n"}, True),
        ("./shop:/srv/shop", {}, True),
    ],
)
def test_a_container_with_the_code_of_the_disk(mount: str, other: dict[str, str | bytes], is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": "",
        "shop/app.py": FLASK,
        "shop.conf": "x",
        "uploads/.keep": "",
        "Dockerfile": DOCKERFILE + SERVES.replace("shop:", "shop.app:"),
        "compose.yaml": f"{COMPOSE.replace('shop:', 'shop.app:')}      SHOP_TOKEN: 4fk29sl1mmx\n    volumes: ['{mount}']\nvolumes:\n  data:\n",
        **other,
    }
    assert any(path == "compose.yaml" for path, _, _ in check("plain-secret", files)) is is_told

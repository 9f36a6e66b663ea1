"""What is there in production although no line of the repository says so in so many words: git's own folder, addresses of services, what another method sets."""

from __future__ import annotations

import pytest
from checking import FLASK, check

DOCKERFILE = (
    "FROM python:3.13\nWORKDIR /srv\n{}\nCOPY . /srv\nRUN pip install flask gunicorn\n"
    "CMD gunicorn -b 0.0.0.0:80 app:app\n"
)
COMPOSE = "services:\n  web:\n    build: .\n    environment:\n      SHOP: one\n"


@pytest.mark.parametrize(
    ("line", "options", "found"),
    [
        ("COPY .git ./.git", {}, 0),
        ("COPY ./.git/HEAD /version/", {}, 0),
        ("ADD .git/ .git/", {}, 0),
        ("COPY vendor/src .", {"modes": {"vendor": "160000"}}, 0),
        ("COPY .github/x .", {}, 1),
    ],
)
def test_a_clone_has_gits_folder_and_its_submodules(line: str, options: dict[str, object], found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": DOCKERFILE.format(line)}
    assert len(check("missing-copied-file", files, **options)) == found


def test_gits_folder_is_left_out_by_the_ignore_file_and_is_in_no_other_context() -> None:
    image = DOCKERFILE.format("COPY .git .git")
    assert check("missing-copied-file", {"app.py": FLASK, "Dockerfile": image, ".dockerignore": ".git\n"})
    inner: dict[str, str | bytes] = {"web/app.py": FLASK, "web/Dockerfile": image}
    assert check("missing-copied-file", {**inner, "compose.yaml": "services:\n  web:\n    build: web\n"})


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('x = value is None or value.strip() == ""', 0),
        ('if not value or value.strip() == "":\n    value = "1"', 0),
        ("x = value == None or value.strip()", 0),
        ("if value is not None and value.strip():\n    x = 1", 0),
        ("x = value.strip() or None", 1),
    ],
)
def test_what_stands_behind_a_test_and_or_is_not_reached_without_the_variable(body: str, found: int) -> None:
    code = f'import os\n{FLASK}value = os.environ.get("SHOP_MODE")\n{body}\n'
    files: dict[str, str | bytes] = {"app.py": code, "Dockerfile": DOCKERFILE.format(""), "compose.yaml": COMPOSE}
    assert len(check("undeclared-variable", files)) == found


MADE = "        {0} = Flask(__name__)\n        {0}.secret_key = 'x81kq93hd77ahq01'\n"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("class Shop:\n    one = None\n    @staticmethod\n    def init():\n" + MADE.format("Shop.one") + "Shop.init()\napp = Shop.one\n", 0),
        ("class Shop:\n    one = None\n    @classmethod\n    def get(cls):\n" + MADE.format("cls.one") + "        return cls.one\napp = Shop.get()\n", 0),
        ("class Shop:\n    def __init__(self):\n        self.one = None\n    def build(self):\n" + MADE.format("self.one") + "shop = Shop()\nshop.build()\napp = shop.one\n", 0),
        ("class Shop:\n    one = None\nclass Other:\n    one = None\n    def build(self):\n" + MADE.format("self.one") + "app = Shop.one\n", 1),
    ],
)  # fmt: skip
def test_an_attribute_that_starts_as_none_is_what_a_method_sets(code: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"from flask import Flask\n{code}",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("unresolved-app", files)) == found
    assert len(check("hard-coded-secret-key", files)) == (not found)


MANIFEST = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n"
    "        - name: web\n          image: shop\n          env:\n            - name: A\n              value: b\n"
)
SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {}\nspec:\n  ports:\n    - port: 6379\n      name: main\n"


@pytest.mark.parametrize(
    ("service", "variable", "found"),
    [
        ("redis", "REDIS_SERVICE_HOST", 0),
        ("redis-master", "REDIS_MASTER_SERVICE_PORT", 0),
        ("redis", "REDIS_SERVICE_PORT_MAIN", 0),
        ("redis", "REDIS_HOST", 1),
        ("other", "REDIS_SERVICE_HOST", 1),
    ],
)
@pytest.mark.parametrize("is_apart", [True, False])
def test_kubernetes_tells_each_container_of_the_services(
    service: str, variable: str, found: int, is_apart: bool
) -> None:
    code = f'import os\n{FLASK}host = os.environ["{variable}"]\n'
    text = SERVICE.format(service)
    files: dict[str, str | bytes] = {"app.py": code, "Dockerfile": DOCKERFILE.format("")}
    told = {"k8s/web.yaml": MANIFEST, "k8s/x.yaml": text} if is_apart else {"k8s/web.yaml": f"{MANIFEST}---\n{text}"}
    assert len(check("undeclared-variable", {**files, **told})) == found


@pytest.mark.parametrize(
    ("mended", "found"),
    [
        ("RUN chmod +x /entry.sh", 0),
        ("RUN chmod 755 /entry.sh", 0),
        ("RUN echo", 1),
    ],
)
def test_a_script_in_two_places_needs_the_run_bit_where_it_is_started(mended: str, found: int) -> None:
    head = DOCKERFILE.format("").replace("CMD gunicorn -b 0.0.0.0:80 app:app\n", "")
    image = f'{head}COPY start.sh /entry.sh\n{mended}\nENTRYPOINT ["/entry.sh"]\n'
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "start.sh": "#!/bin/sh\nexec gunicorn app:app\n",
        "Dockerfile": image,
    }
    assert len(check("unrunnable-entrypoint", files)) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ('urlparse(os.environ["DATABASE_URL"]).hostname or "127.0.0.1"', 0),
        ('shop_settings.host or "localhost"', 0),
        ('shop_settings.load().get("host") or "127.0.0.1"', 0),
        ('shop_settings.host or os.environ.get("DB_HOST") or "127.0.0.1"', 0),
        ('os.environ.get("DB_HOST") or "127.0.0.1"', 1),
        ('None or "127.0.0.1"', 1),
    ],
)
def test_what_stands_behind_a_value_of_a_library_is_perhaps_never_taken(value: str, found: int) -> None:
    head = "import os\nfrom urllib.parse import urlparse\nimport shop_settings\n"
    code = f'{head}{FLASK}app.config["DB_HOST"] = {value}\n'
    files: dict[str, str | bytes] = {"app.py": code, "Dockerfile": DOCKERFILE.format(""), "compose.yaml": COMPOSE}
    assert len(check("loopback-service", files)) == found


MODELS = (
    "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n"
)
GROUP = "import click\nfrom flask.cli import FlaskGroup\n@click.group(cls=FlaskGroup)\ndef cli():\n    pass\n"


@pytest.mark.parametrize(
    ("target", "files", "found"),
    [
        ("shop.cli:cli", {"shop/cli/__init__.py": "from .main import cli\n", "shop/cli/main.py": GROUP}, 0),
        ("shop.tools:go", {"shop/tools.py": "from shop.main import cli as go\n", "shop/main.py": GROUP}, 0),
        ("shop.cli:cli", {"shop/cli.py": GROUP}, 0),
        (
            "shop.cli:cli",
            {"shop/cli/__init__.py": "from .main import cli\n", "shop/cli/main.py": "def cli(): ...\n"},
            1,
        ),
    ],
)
def test_a_command_line_that_another_file_makes_is_flasks_too(target: str, files: dict[str, str], found: int) -> None:
    every: dict[str, str | bytes] = {
        "app.py": MODELS,
        "shop/__init__.py": "",
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1_a.py": 'revision = "1"\ndown_revision = None\n',
        "pyproject.toml": f'[project]\nname = "shop"\nversion = "1"\n[project.scripts]\nshopctl = "{target}"\n',
        "Procfile": "release: shopctl db upgrade\nweb: gunicorn app:app\n",
        **files,
    }
    assert len(check("missing-migration-step", every)) == found


KEY = 'app.config["API_KEY"] = "3e84744ab2714151b1db789df82b41c0"\n'


@pytest.mark.parametrize(
    ("body", "severities"),
    [
        (KEY + 'if "API_KEY" in os.environ:\n    app.config["API_KEY"] = os.environ["API_KEY"]\n', ["warning"]),
        (KEY + 'key = os.environ.get("SHOP_KEY")\nif key:\n    app.config["API_KEY"] = key\n', ["warning"]),
        (KEY + 'if "SHOP" in os.environ:\n    app.config["API_KEY"] = os.environ["SHOP"]\n', ["info"]),
        (KEY + 'app.config["OTHER_KEY"] = os.environ.get("API_KEY")\n', ["error"]),
        (KEY, ["error"]),
    ],
)
def test_a_key_that_a_variable_replaces_is_a_default(body: str, severities: list[str]) -> None:
    files: dict[str, str | bytes] = {"app.py": f"import os\n{FLASK}{body}", "Dockerfile": DOCKERFILE.format("")}
    if "info" in severities:
        files["compose.yaml"] = COMPOSE
    assert [severity for _, _, severity in check("hard-coded-credentials", files)] == severities


@pytest.mark.parametrize("name", ["Dockerfile-dev", "Dockerfile.dev", "dev.Dockerfile"])
def test_what_runs_a_published_image_is_not_built_by_a_developers_dockerfile(name: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        name: DOCKERFILE.format("").replace("gunicorn -b 0.0.0.0:80 app:app", "flask run --debug"),
        "Dockerfile": DOCKERFILE.format(""),
        "docker-compose.yml": "services:\n  web:\n    image: shop/shop:1\n",
        "docker-compose-dev.yml": f"services:\n  web:\n    build:\n      context: .\n      dockerfile: {name}\n",
    }
    assert not check("development-server", files)


@pytest.mark.parametrize("folder", ["backend/", "docker/web/", ""])
def test_what_only_developers_build_in_the_folder_of_production_is_theirs(folder: str) -> None:
    own = f"{folder}web.Dockerfile"
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        own: DOCKERFILE.format("ENV FLASK_DEBUG=1"),
        "Dockerfile": DOCKERFILE.format(""),
        "compose.yaml": "services:\n  web:\n    build: .\n",
        "compose.dev.yaml": f"services:\n  web:\n    build:\n      context: .\n      dockerfile: {own}\n",
    }
    assert not check("debug-environment", files)


NEIGHBOUR = "services:\n  web:\n    build: .\n    environment:\n      {0}\n  db:\n    image: {1}\n"


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ("DB_PASSWORD: kq81hd73\n      DB_HOST: db", 0),
        ("SHOP_DB_PASS: kq81hd73\n      SHOP_DB_SERVER: db", 0),
        ("DB_PASSWORD: kq81hd73\n      DB_HOST: db.shop.example.org", 1),
        ("DB_PASSWORD: kq81hd73\n      MAIL_HOST: db", 1),
        ("DB_PASSWORD: kq81hd73", 1),
    ],
)
def test_the_password_of_a_container_is_known_by_the_host_beside_it(variables: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": DOCKERFILE.format("")}
    told = check("plain-secret", {**files, "compose.yaml": NEIGHBOUR.format(variables, "postgres:17")})
    assert len(told) == found


@pytest.mark.parametrize("image", ["quay.io/sclorg/postgresql-15-c9s", "postgres:17", "registry.example/mysql-80:1"])
def test_images_that_carry_their_version_in_the_name_are_databases(image: str) -> None:
    compose = NEIGHBOUR.format("A: b", f"{image}\n    environment:\n      POSTGRES_PASSWORD: kq81hd73")
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": DOCKERFILE.format(""), "compose.yaml": compose}
    assert [severity for _, _, severity in check("plain-secret", files)] == ["info"]


@pytest.mark.parametrize(
    ("value", "found"),
    [("infected", 0), ("the_passw", 0), ("the-secret", 0), ("thepassword", 0), ("theq81kkqp9", 1), ("infected9Q1x", 1)],
)
def test_words_that_are_nobodys_secret(value: str, found: int) -> None:
    code = f'{FLASK}app.config["ARCHIVE_PASSWORD"] = "{value}"\n'
    assert len(check("hard-coded-credentials", {"app.py": code, "Procfile": "web: gunicorn app:app\n"})) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('port = request.environ.get("SERVER_PORT")\n    return requests.get(f"http://127.0.0.1:{port}/x").text', 0),
        ("return requests.get(f\"http://localhost:{request.host.split(':')[1]}/x\").text", 0),
        ('return re.sub(r"/x/(.*)", r"http://127.0.0.1:8000/\\1", request.args["t"])', 0),
        ('return requests.get("http://127.0.0.1:8000/x").text', 1),
        ('return requests.get(f"http://127.0.0.1:8000/{request.path}").text', 1),
    ],
)
def test_an_own_port_that_is_asked_for_and_a_replacement_are_no_address_to_mend(body: str, found: int) -> None:
    code = f'import re\nimport requests\nfrom flask import request\n{FLASK}@app.get("/")\ndef index():\n    {body}\n'
    files: dict[str, str | bytes] = {"app.py": code, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("hard-coded-loopback", files)) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("pip install poetry==2.3.2; poetry install --no-root", 0),
        ('pip install "poetry[x]>=2" ; poetry install', 0),
        ("pip install pipenv; pipenv install", 0),
        ("pip install -r requirements.txt; poetry install", 1),
        ("pip install poetry; flask db upgrade", 1),
    ],
)
def test_a_program_that_was_not_installed_does_not_run(command: str, found: int) -> None:
    image = DOCKERFILE.format("COPY requirements.txt .").replace("pip install flask gunicorn", command)
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": image, "requirements.txt": "flask\ngunicorn\n"}
    assert len(check("unchained-build-command", files)) == found


@pytest.mark.parametrize(
    ("recipes", "options", "found"),
    [
        ({"Makefile": "build:\n\techo x > shop/prices.py\n"}, {"ignored": ["shop/prices.py"]}, 0),
        ({"bin/stamp.sh": "date > shop/prices.py\n"}, {"ignored": ["shop/prices.py"]}, 0),
        ({"justfile": "stamp:\n  date > shop/prices.py\n"}, {"ignored": ["shop/prices.py"]}, 0),
        ({"Makefile": "build:\n\techo\n"}, {"ignored": ["shop/prices.py"]}, 1),
        ({"Makefile": "build:\n\techo x > shop/prices.py\n"}, {}, 1),
    ],
)
def test_a_module_that_a_recipe_writes_is_there(
    recipes: dict[str, str], options: dict[str, object], found: int
) -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": FLASK,
        "wsgi.py": "from shop import app, prices\n",
        "Procfile": "web: gunicorn wsgi:app\n",
        **({"shop/prices.py": "x = 1\n"} if options else {}),
        **recipes,
    }
    assert len(check("unresolved-import", files, **options)) == found


@pytest.mark.parametrize(
    "other", ["quay.io/others/proxy:1", "market.example/queue/broker:3", "others/metrics@sha256:1"]
)
def test_of_several_images_the_one_called_like_the_application_is_built_here(other: str) -> None:
    manifest = MANIFEST.replace("image: shop", "image: registry.example/shop:1")
    beside = MANIFEST.replace("image: shop", f"image: {other}").replace("name: web", "name: beside")
    files: dict[str, str | bytes] = {
        "shop/__init__.py": "",
        "shop/app.py": f'import os\n{FLASK}key = os.environ["SHOP_KEY"]\n',
        "Dockerfile": DOCKERFILE.format("").replace("app:app", "shop.app:app"),
        "k8s/web.yaml": manifest.replace("- name: A", "- name: SHOP_KEY"),
        "k8s/beside.yaml": beside,
    }
    assert not check("undeclared-variable", files)

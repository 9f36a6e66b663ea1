"""What well-kept repositories have beside their deployment: containers that people work in, files that are edited first, other programs' files, folders that a class gives its application."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

IMAGE = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "shop:app"]\n'
PLAIN = IMAGE.replace('["gunicorn", "-b", "0.0.0.0:80", "shop:app"]', '["flask", "--app", "shop", "run"]')
STAGED = IMAGE.replace("python:3.13", "python:3.13 AS base").replace("CMD", "FROM base AS live\nCMD")
WORKED_IN = "services:\n  web:\n    build: .\n    command: flask --app shop run -h 0.0.0.0\n    volumes: ['.:/srv']\n"
WITH_MODE = "services:\n  web:\n    build: .\n    volumes: ['./:/srv']\n    environment: [SETTINGS_ENV=development, SECRET_KEY=ab12cd34ef]\n"
UNKNOWN = IMAGE.replace('["gunicorn", "-b", "0.0.0.0:80", "shop:app"]', '["acme-serve", "shop:app"]')


def hosts_of(files: dict[str, str | bytes]) -> list[str]:
    return [d.host.key for d in Project(MemoryTree({"shop.py": FLASK, **files})).deployments]


@pytest.mark.parametrize(
    ("files", "host"),
    [
        ({"Dockerfile": IMAGE, "compose.yaml": WORKED_IN}, "docker"),
        ({"Dockerfile": STAGED, "compose.yaml": WORKED_IN.replace("build: .", "build: {context: ., target: base}")}, "docker"),
        ({"Dockerfile": IMAGE, "compose.yaml": WORKED_IN.replace("flask --app shop run -h 0.0.0.0", "python shop.py")}, "docker"),
        ({"Dockerfile": IMAGE, "compose.yaml": WITH_MODE}, "docker"),
        ({"Dockerfile": UNKNOWN, "compose.yaml": WITH_MODE}, "docker"),
        ({"ops/Dockerfile": IMAGE, "compose.yaml": WORKED_IN.replace("build: .", "build: {context: ., dockerfile: ops/Dockerfile}")}, "docker"),
        ({"Dockerfile": PLAIN, "compose.yaml": WORKED_IN}, "compose"),
        ({"Dockerfile": IMAGE, "compose.yaml": WORKED_IN.partition("    volumes")[0]}, "compose"),
        ({"Dockerfile": IMAGE, "compose.yaml": WORKED_IN.replace(".:/srv", "data:/data")}, "compose"),
        ({"Dockerfile": IMAGE, "compose.yaml": WORKED_IN.replace("flask --app shop run -h 0.0.0.0", "gunicorn shop:app")}, "compose"),
        ({"Dockerfile": UNKNOWN.replace("shop:app", "--all"), "compose.yaml": WITH_MODE}, "compose"),
    ],
)  # fmt: skip
def test_an_image_starts_itself_where_its_container_is_worked_in(files: dict[str, str | bytes], host: str) -> None:
    assert hosts_of(files) == [host]


PUBLISHED = "on: push\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with: {context: ., push: true}\n"


@pytest.mark.parametrize(
    ("variables", "host"),
    [
        ("STAGE_ENV=dev", "docker"),
        ("STAGE_ENV=dev, DEBUG_LEVEL=1", "docker"),
        ("STAGE_ENV=dev, FLASK_ENV=production", "compose"),
        ("FLASK_ENV=production, FLASK_DEBUG=0, SHOP_MODE=development", "compose"),
        ("SHOP_MODE=live", "compose"),
        ("", "compose"),
    ],
)
def test_a_mode_for_production_beside_one_for_developers_is_a_deployment(variables: str, host: str) -> None:
    compose = f"services:\n  web:\n    build: .\n    environment: [{variables}]\n"
    files = {"Dockerfile": IMAGE, "compose.yaml": compose, ".github/workflows/image.yml": PUBLISHED}
    assert hosts_of(files) == [host]


def test_a_container_that_is_worked_in_tells_nothing_of_production() -> None:
    files = {"shop.py": FLASK, "Dockerfile": IMAGE, "compose.yaml": WORKED_IN + "    environment: {FLASK_DEBUG: 1}\n"}
    only = {**files, "Dockerfile": PLAIN}
    for rule in ("development-server", "debug-environment"):
        assert not check(rule, files)
        assert check(rule, only)


@pytest.mark.parametrize(
    ("compose", "is_ours"),
    [
        ("image: acme/results:1\n    command: flask run", False),
        ("image: ghcr.io/acme/results@sha256:12\n    command: [sh, -c, /start.sh]\n    volumes: ['./ops/start.sh:/start.sh']", False),
        ("image: python:3.13\n    command: flask --app shop run", True),
        ("image: acme/base:1\n    command: gunicorn shop:app\n    volumes: ['.:/srv']", True),
    ],
)  # fmt: skip
def test_an_image_that_others_publish_is_another_program(compose: str, is_ours: bool) -> None:
    files = {"ops/start.sh": "#!/bin/sh\nexec gunicorn results:app\n"}
    assert ("compose" in hosts_of({**files, "compose.yaml": f"services:\n  results:\n    {compose}\n"})) is is_ours


VOLUME = "services:\n  cloud:\n    image: acme/login:2\n    volumes: ['CERTIFICATES:/etc/certs']\n"


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({"ops/compose.yaml": VOLUME}, True),
        ({"ops/compose.yaml": VOLUME, "setup.sh": 'sed -i "s#CERTIFICATES#$DATA#" $TOP/ops/compose.yaml\n'}, False),
        ({"ops/compose.yaml": VOLUME, "Makefile": "up:\n\tperl -pi -e s/CERTIFICATES/x/ ops/compose.yaml\n"}, False),
        ({"ops/compose.yaml": VOLUME, "up.sh": "envsubst < ops/compose.yaml | docker compose -f - up\n"}, False),
        ({"ops/compose.yaml": VOLUME, "up.sh": "sed -E --in-place=.old s/CERTIFICATES/x/ 'ops/compose.yaml'\n"}, False),
        ({"ops/compose.yaml": VOLUME, "up.sh": "sed -n 1p ops/compose.yaml\n"}, True),
        ({"ops/compose.yaml": VOLUME, "up.sh": "sed -i s/a/b/ tops/compose.yaml\n"}, True),
        ({".devcontainer/docker-compose.yml": "services:\n  web:\n    command: sleep 9\n"}, False),
        ({"devel/compose.yaml": VOLUME}, False),
        ({"compose.yaml": "id: compose\nitem_key: a.b\nitem: {a: 1}\n"}, False),
        ({"conf/docker-compose.yml": "name: set\nversion: 3\nmembers: [a]\n"}, False),
        ({"compose.yaml": "--- !Type\nid: x\n"}, False),
        ({"compose.yaml": "id: x\nserivces: {}\n"}, True),
        ({"compose.yaml": "id: x\nservices: {web: {image: a}}\n"}, True),
        ({"compose.yaml": "web:\n  image: a\n"}, True),
    ],
)
def test_what_compose_does_not_read_as_it_stands_is_not_refused(files: dict[str, str | bytes], is_told: bool) -> None:
    assert bool(check("invalid-platform-file", {"shop.py": FLASK, **files})) is is_told


DATABASE = "services:\n  records-db:\n    image: postgres:17\n    env_file: [ops/records.env]\n"
OTHER = "services:\n  records:\n    image: acme/records:1\n    env_file: [ops/records.env]\n"
SERVED = "  web:\n    build: .\n    env_file: [ops/records.env]\n"
SECRET = {"ops/records.env": "DATABASE_PASSWORD=records\nSECRET_KEY=records\n"}
MADE = {"ops/records.env": "SECRET_KEY=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b\n"}


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({**SECRET, "compose.yaml": OTHER}, True),
        ({**SECRET, "compose.yaml": DATABASE + WORKED_IN.partition("\n")[2]}, False),
        ({**SECRET, "compose.yaml": OTHER + SERVED}, True),
        ({**MADE, "compose.yaml": OTHER}, True),
        ({".env": "SECRET_KEY=records\n", "compose.yaml": OTHER.replace("ops/records.env", ".env")}, True),
        (SECRET, True),
    ],
)
def test_variables_of_other_containers_are_no_secrets(files: dict[str, str | bytes], is_told: bool) -> None:
    files = {"shop.py": FLASK, "Dockerfile": IMAGE, **files}
    assert bool(check("committed-env-file", files)) is is_told


OWN = "import os\nfrom flask import Flask\nclass Shop(Flask):\n    def __init__(self, name):\n        {0}\n"
USED = "from flask import url_for\nfrom base.shop import Shop\napp = Shop(__name__)\n@app.route('/')\ndef index():\n    return url_for('static', filename='a.css')\n"


@pytest.mark.parametrize(
    "made",
    [
        "super().__init__(name, static_folder=os.path.join(os.path.dirname(__file__), 'static'))",
        "folder = os.path.join(os.path.dirname(__file__), 'static')\n        super().__init__(name, static_folder=folder)",
        "Flask.__init__(self, name, static_folder=choose())",
        "super(Shop, self).__init__(name, static_folder='/srv/static')",
    ],
)
def test_a_class_gives_its_application_folders(made: str) -> None:
    files = {"base/shop.py": OWN.format(made), "base/__init__.py": "", "base/static/a.css": "", "web/app.py": USED}
    files["web/static/b.css"] = ""
    assert not check("missing-static-file", files)
    without = {**files, "base/shop.py": OWN.format("super().__init__(name)")}
    assert check("missing-static-file", without)


@pytest.mark.parametrize(
    "line",
    [
        "app.jinja_env.loader = ChoiceLoader([PackageLoader('shop'), PackageLoader('acme_pages')])",
        "app.jinja_env.loader.loaders.append(PackageLoader('acme_pages'))",
        "app.jinja_loader = PrefixLoader({'acme': PackageLoader('acme_pages')})",
        "current_app.jinja_env.loader = loader",
    ],
)
def test_a_loader_of_the_environment_finds_templates_elsewhere(line: str) -> None:
    code = (
        FLASK
        + "from flask import render_template\n@app.route('/')\ndef index():\n    return render_template('acme/layout.html')\n"
    )
    files = {"shop.py": f"{code}{line}\n", "templates/index.html": "x"}
    assert not check("missing-template", files)
    assert check("missing-template", {**files, "shop.py": code})


SCRIPT = "from shop import app as application\n"


@pytest.mark.parametrize(
    ("procfile", "found"),
    [
        ("web: uwsgi shop.wsgi", "shop.wsgi"),
        ("web: uwsgi --http :$PORT --wsgi-file shop.wsgi", "shop.wsgi"),
        ("web: uwsgi --http :$PORT --wsgi-file shop.py --callable app", "shop.py"),
        ("web: uwsgi --http :$PORT -w shop:app", "shop/__init__.py"),
    ],
)
def test_uwsgi_loads_the_very_file(procfile: str, found: str) -> None:
    files = {"shop/__init__.py": FLASK, "shop.wsgi": SCRIPT, "shop.py": FLASK, "Procfile": f"{procfile}\n"}
    [deployment] = (d for d in Project(MemoryTree(files)).deployments if d.place.path == "Procfile")
    assert [target.path for _, target in deployment.start.targets] == [found]


def test_scripts_beside_one_that_uwsgi_loads_are_no_apaches() -> None:
    files = {"shop.py": FLASK, "shop.wsgi": SCRIPT, "tools.wsgi": "from gone import application\n"}
    assert not check("unresolved-app", {**files, "Procfile": "web: uwsgi shop.wsgi\n"})
    assert check("unresolved-app", files)

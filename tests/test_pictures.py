"""What is understood of a deployment where its files say it in an unusual way: which containers there are, what they hold and start, what else gives them variables."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from flaskcheck.units.deployment import Deployment

SHOP = {"shop.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
IMAGE = "FROM python:3.12\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"


def deployments(files: dict[str, str]) -> tuple[Deployment, ...]:
    return Project(MemoryTree(files)).deployments  # type: ignore[arg-type]


def pictured(files: dict[str, str]) -> list[tuple[str, str, str]]:
    """The host, the kind and the name of each deployment."""
    return [(d.host.key, d.service.kind, d.service.name) for d in deployments(files)]


# --- images that clone their repository -------------------------------------------------------------------------------

CLONING = "FROM python:3.12\nWORKDIR /opt\nRUN git clone {} && cd {} && pip install -r requirements.txt\n"
READ_ME = {"README.md": "[![build](https://github.com/acme/shop/badge.svg)](https://github.com/acme/shop/actions)\n"}


@pytest.mark.parametrize(
    ("address", "folder", "start"),
    [
        ("https://github.com/acme/shop.git", "shop", "python shop/shop.py"),
        ("--depth 1 https://github.com/Acme/shop", "shop", "gunicorn --chdir shop shop:app"),
        ("git@github.com:acme/shop.git web", "web", "gunicorn --chdir /opt/web shop:app"),
    ],
)
def test_an_image_that_clones_its_repository_holds_it(address: str, folder: str, start: str) -> None:
    text = CLONING.format(address, folder) + f"CMD {start}\n"
    [found] = deployments({**SHOP, **READ_ME, "docker/Dockerfile": text})
    assert found.view.locate("shop.py") == f"/opt/{folder}/shop.py"
    assert found.host.key == "docker"


@pytest.mark.parametrize(
    "address", ["https://github.com/other/shop.git", "https://github.com/acme/tools.git", "$SOURCE"]
)
def test_an_image_that_clones_another_repository_does_not(address: str) -> None:
    text = CLONING.format(address, "shop") + "CMD python shop/shop.py\n"
    [found] = deployments({**SHOP, **READ_ME, "docker/Dockerfile": text})
    assert found.host.key != "docker"


# --- services of other Compose files ----------------------------------------------------------------------------------

SERVICES = "services:\n  app:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n    ports: ['8000:8000']\n  cache:\n    image: redis:7\n"
EXTENDING = "services:\n  web:\n    extends: {{file: {0}, service: app}}\n  store:\n    extends: {{file: {0}, service: cache}}\n"


@pytest.mark.parametrize("name", ["docker-services.yml", "common-compose.yaml", "docker-compose.shared.yml"])
def test_a_service_is_what_it_extends_in_another_file(name: str) -> None:
    files = {**SHOP, "Dockerfile": IMAGE, name: SERVICES, "docker-compose.yml": EXTENDING.format(name)}
    assert pictured(files) == [("compose", "web", "web")]


def test_a_service_that_extends_what_is_not_read_is_none_of_the_application() -> None:
    files = {
        **SHOP,
        "Dockerfile": IMAGE + "CMD gunicorn shop:app\n",
        "docker-compose.yml": EXTENDING.format("parts.yml"),
    }
    assert pictured(files) == [("docker", "web", "")]


# --- applications of distributions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("from invenio_app.wsgi import application\n", 1),
        ("from superset.app import create_app\napp = create_app()\n", 1),
        ("from indico.web.flask.app import make_app\n\napplication = make_app()\n", 1),
        ("from starlette_things.wsgi import application\n", 0),
    ],
)
def test_a_project_that_configures_the_application_of_a_distribution_is_one(line: str, count: int) -> None:
    assert len(deployments({"site/wsgi.py": line, "Procfile": "web: gunicorn site.wsgi\n"})) >= count
    assert len(Project(MemoryTree({"site/wsgi.py": line})).repository.applications) == count


# --- what is started inside an image that people work in ---------------------------------------------------------------

INNER = {
    **SHOP,
    "Dockerfile": IMAGE + 'CMD ["supervisord", "-c", "/srv/deploy/supervisord.conf"]\n',
    "deploy/supervisord.conf": "[supervisord]\nnodaemon=true\n[include]\nfiles=supervisord-programs.ini\n",
    "deploy/supervisord-programs.ini": "[program:web]\ncommand=gunicorn shop:app\ndirectory=/srv\n",
    "docker-compose.yml": "services:\n  web:\n    build: .\n    command: flask run --debug\n    environment: {FLASK_DEBUG: 1}\n    volumes: ['.:/srv']\n",
}
CHART = {
    "chart/Chart.yaml": "name: shop\n",
    "chart/values-live.yaml": "envVars:\n  PRICES_URL:\n    value: http://prices\n",
}


def test_a_chart_gives_variables_to_an_image_that_files_only_work_in() -> None:
    code = (
        FLASK
        + "import os\nimport requests\n@app.route('/')\ndef index():\n    return requests.get(os.environ.get('PRICES_URL', 'http://127.0.0.1:8100')).text\n"
    )
    files = {**INNER, "shop.py": code, "Dockerfile": IMAGE + "CMD gunicorn -b 0.0.0.0:8000 shop:app\n"}
    assert [severity for *_, severity in check("hard-coded-loopback", files)] == ["warning"]
    assert check("hard-coded-loopback", {**files, **CHART}) == []


def test_programs_of_a_manager_are_no_deployments_beside_their_image() -> None:
    assert [host for host, *_ in pictured(INNER)] == ["docker"]


# --- Compose files that lie over others in another folder -----------------------------------------------------------------

BELOW = (
    "# for local development too\nservices:\n  web:\n    build: {context: ../, dockerfile: docker/Dockerfile}\n"
    "    environment: {PRICES: low}\n    volumes: ['things:/var/lib/things']\n    ports: ['8000:8000']\nvolumes:\n  things:\n"
)
OVER = "services:\n  web:\n    build: !reset{}\n    image: ghcr.io/acme/shop:${{TAG:-latest}}\n"


@pytest.mark.parametrize("value", ["", " null", " {}"])
def test_a_file_that_takes_the_build_away_lies_over_the_one_that_has_it(value: str) -> None:
    files = {
        **SHOP,
        "docker/Dockerfile": IMAGE + "CMD gunicorn -b 0.0.0.0:8000 shop:app\n",
        "docker/compose.yaml": BELOW,
        "deployment/compose.prod.yaml": OVER.format(value),
    }
    [found] = deployments(files)
    assert (found.host.key, found.service.image) == ("compose", "docker/Dockerfile")
    assert found.environment.literal["PRICES"] == "low"
    assert found.start.targets[0][1].status == "application"


def test_a_file_that_takes_a_build_away_which_no_other_has_runs_what_others_published() -> None:
    assert pictured({**SHOP, "deployment/compose.prod.yaml": OVER.format("")}) == [("generic", "web", "")]


# --- what a volume holds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "status"),
    [("/var/lib/things/site", False), ("/var/lib/things", False), ("/srv", True), ("/srv/made", True)],
)
def test_a_module_in_a_folder_of_a_volume_is_not_missing(folder: str, status: bool) -> None:
    start = f"#!/bin/sh\nmkdir -p {folder}\ncd {folder}\nexec gunicorn -b 0.0.0.0:8000 shop_site:application\n"
    files = {
        **SHOP,
        "start.sh": start,
        "Dockerfile": IMAGE + "VOLUME /var/lib/things\nCMD sh start.sh\n",
    }
    assert bool(check("unresolved-app", files)) == status


# --- projects that are installed from the root of an image ------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--user ", "", "--no-cache-dir "])
def test_a_project_that_is_installed_from_the_root_of_another_stage_is_in_the_image(option: str) -> None:
    text = f"FROM python:3.12 AS made\nCOPY . .\nRUN pip install {option}.\nFROM python:3.12\nCOPY --from=made /root/.local /root/.local\nCMD gunicorn -b 0.0.0.0:8000 shop.web:app\n"
    project = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask", "gunicorn"]\n'
    files = {"shop/__init__.py": "", "shop/web.py": FLASK, "pyproject.toml": project, "docker/web.dockerfile": text}
    [found] = deployments(files)
    assert [target.status for _, target in found.start.targets] == ["application"]


# --- units that are templates or have timers ---------------------------------------------------------------------------------

UNIT = (
    "[Unit]\nDescription={{ name }}\n\n[Service]\nUser={{ user }}\nWorkingDirectory={{ folder }}\n{% if debug %}\nEnvironment=SHOP_DEBUG=1\n{% endif %}\n"
    'Environment="SECRET_KEY={{ key }}" MODE=live\nExecStart={{ folder }}/venv/bin/gunicorn -w {{ workers | default(4) }} -b 127.0.0.1:{{port}} shop:app\n'
)


@pytest.mark.parametrize("name", ["shop.service.j2", "shop.service", "shop.service.tpl", "web.service.jinja2"])
def test_a_template_of_a_unit_is_one(name: str) -> None:
    files = {**SHOP, f"ansible/roles/web/templates/{name}": UNIT}
    [found] = deployments(files)
    assert (found.host.key, found.service.name) == ("systemd", name.partition(".")[0])
    assert [server.program for server in found.commands.web_servers] == ["gunicorn"]
    assert [application.path for application in found.start.applications] == ["shop.py"]
    assert found.environment.literal.get("MODE") == "live"
    assert "SECRET_KEY" not in found.environment.literal
    assert found.environment.has("SECRET_KEY")
    assert check("broken-unit", files) == []


def test_places_in_a_template_are_those_of_its_text() -> None:
    [found] = deployments({**SHOP, "templates/shop.service.j2": UNIT})
    server = found.commands.servers[0]
    line = UNIT.split("\n")[server.target_place.line - 1]
    assert line[server.target_place.column - 1 :] == "shop:app"


@pytest.mark.parametrize(("timer", "kind"), [("unit/clean.timer", "job"), ("unit/other.timer", "worker")])
def test_a_unit_that_a_timer_starts_is_a_job(timer: str, kind: str) -> None:
    unit = "[Service]\nUser=shop\nWorkingDirectory=/srv/shop\nExecStart=/usr/bin/python3 clean.py\n"
    script = "import time\nfrom shop import app\n\nwhile app:\n    time.sleep(9)\n"
    files = {**SHOP, "clean.py": script, "unit/clean.service": unit, timer: "[Timer]\nOnCalendar=daily\n"}
    assert ("systemd", kind, "clean") in pictured(files)


# --- scripts that are over, and those that last -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("with app.app_context():\n    print(app.name)\n", "job"),
        ("def main():\n    open('out.txt', 'w').write(app.name)\n\nif __name__ == '__main__':\n    main()\n", "job"),
        ("import time\nwhile True:\n    time.sleep(1)\n", "worker"),
        ("from queues import Consumer\nConsumer(app.name).start_consuming()\n", "worker"),
        ("from apscheduler.schedulers.blocking import BlockingScheduler\nBlockingScheduler().start()\n", "worker"),
    ],
)
def test_a_script_in_a_container(body: str, kind: str) -> None:
    compose = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n    ports: ['8000:8000']\n  other:\n    build: .\n    command: python other.py\n"
    files = {**SHOP, "Dockerfile": IMAGE, "compose.yaml": compose, "other.py": f"from shop import app\n{body}"}
    assert ("compose", kind, "other") in pictured(files)


# --- applications that other things hold ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (
            "import connexion\n\ndef make():\n    return connexion.App(__name__)\n\napplication = make().app\n",
            "application",
        ),
        ("import connexion\nouter = connexion.FlaskApp(__name__)\napplication = outer.app\n", "application"),
        (
            "import connexion\nimport wrapping\napplication = wrapping.Wrapped(connexion.App(__name__)).other\n",
            "foreign",
        ),
    ],
)
def test_an_application_inside_another_object(code: str, status: str) -> None:
    files = {"web.py": code, "Procfile": "web: gunicorn web:application\n", "requirements.txt": "connexion\ngunicorn\n"}
    [found] = deployments(files)
    assert [target.status for _, target in found.start.targets] == [status]


WRAPPED = [
    (
        "from a2wsgi import WSGIMiddleware\nfrom starlette.applications import Starlette\nfrom starlette.routing import Mount\nfrom shop import app as inner\n"
        "application = Starlette(routes=[Mount('/x', app=print), Mount('/', app=WSGIMiddleware(inner))])\n"
    ),
    "from asgiref.wsgi import WsgiToAsgi\nimport shop\nroutes = [('/', WsgiToAsgi(shop.app))]\nimport routing\napplication = routing.Router(routes)\n",
    "from fastapi import FastAPI\nfrom fastapi.middleware.wsgi import WSGIMiddleware\nfrom shop import app\napplication = FastAPI()\napplication.mount('/old', WSGIMiddleware(app))\n",
    "import lazy\n\ndef make():\n    from shop import app\n    return app\n\nfrom werkzeug.middleware.dispatcher import DispatcherMiddleware\napplication = DispatcherMiddleware(lazy.Proxy(make), {'/metrics': print})\n",
    "from shell import wrapped\nfrom shop import app\napplication = asgi = wrapped(app, 4)\n",
    "from shell import wrapped\nimport shop\napplication = wrapped(inner=shop.app)\n",
]
SHELL = "from fastapi import FastAPI\n\ndef wrapped(inner, level=1):\n    outer = FastAPI()\n    outer.mount('/', inner)\n    return outer\n"


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        (WRAPPED[0], True),
        (WRAPPED[1], True),
        (WRAPPED[2], True),
        (WRAPPED[3], True),
        (WRAPPED[4], True),
        (WRAPPED[5], True),
        (WRAPPED[4].replace("wrapped(app, 4)", "wrapped(4)"), False),
        (WRAPPED[0].replace("WSGIMiddleware(inner)", "print"), False),
        (WRAPPED[2].replace("application.mount", "print"), False),
        (WRAPPED[3].replace("return app", "return None"), False),
    ],
)
def test_an_application_that_another_one_mounts(code: str, is_found: bool) -> None:
    start = {"Procfile": "web: gunicorn -k uvicorn.workers.UvicornWorker web:application\n"}
    served = [f for f in deployments({**SHOP, **start, "shell.py": SHELL, "web.py": code}) if f.service.kind == "web"]
    found = [target.application.path for d in served for _, target in d.start.targets if target.application]
    assert found == (["shop.py"] if is_found else [])


@pytest.mark.parametrize(
    "line", ["from shop.wsgi import application\n", "from shop import wsgi\napplication = wsgi.application\n"]
)
def test_a_script_of_apache_beside_the_package_of_its_name(line: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/wsgi.py": "from flask import Flask\napplication = Flask(__name__)\n",
        "shop.wsgi": line,
    }
    [found] = deployments(files)
    assert [target.status for _, target in found.start.targets] == ["application"]
    assert check("unresolved-app", files) == []


# --- what Kubernetes gives -------------------------------------------------------------------------------------------------------

POD = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: acme/shop\n"
LINKED = "apiVersion: v1\nkind: Service\nmetadata: {name: store}\nspec: {type: ClusterIP, ports: [{port: 6379}]}\n"
PATCH = "apiVersion: v1\nkind: Service\nmetadata: {name: any}\nspec: {type: ClusterIP}\n"


def test_a_patch_of_a_service_gives_no_variables() -> None:
    files = {**SHOP, "Dockerfile": IMAGE + "CMD gunicorn -b 0.0.0.0:8000 shop:app\n", "k8s/web.yaml": POD}
    [found] = deployments({**files, "k8s/store.yaml": LINKED, "k8s/patch.yaml": PATCH})
    assert found.environment.has("STORE_SERVICE_HOST")
    assert not found.environment.has("ANY_SERVICE_HOST")


TEMPLATE = (
    "apiVersion: v1\nkind: Template\nmetadata: {name: shop}\nobjects:\n- apiVersion: apps.openshift.io/v1\n  kind: DeploymentConfig\n  metadata: {name: shop}\n"
    "  spec:\n    template:\n      spec:\n        containers:\n        - name: shop\n          image: ${IMAGE}\n          env:\n          - name: SHOP_MODE\n            value: sale\n"
)
OWN_CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    "chart/templates/web.yaml": "kind: Deployment\nmetadata: {name: {{ .Release.Name }}}\n",
}
IN_CLUSTER = {
    "by a template of OpenShift": {"openshift/template.yaml": TEMPLATE},
    "by a chart": OWN_CHART,
    "by a manifest that lists no service": {"k8s/web.yaml": POD},
}  # fmt: skip
STOCK = f'import os, requests\n{FLASK}HOST = os.environ.get("STOCK_SERVICE_HOST", "localhost")\n@app.get("/")\ndef stock():\n    return requests.get("http://" + HOST + ":8080/stock").json()\n'
ASKING_IMAGE = "FROM python:3.12\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn requests\nCMD gunicorn -b 0.0.0.0:8000 shop:app\n"


@pytest.mark.parametrize("files", IN_CLUSTER.values(), ids=IN_CLUSTER)
def test_a_cluster_tells_of_services_that_others_declare(files: dict[str, str]) -> None:
    code = {"shop.py": STOCK, "Dockerfile": ASKING_IMAGE}
    assert check("hard-coded-loopback", {**code, **files}) == []
    assert all(d.environment.has("STOCK_SERVICE_HOST") for d in deployments({**code, **files}))
    # a variable of another form is nobody's
    other = {**code, "shop.py": STOCK.replace("STOCK_SERVICE_HOST", "STOCK_HOST")}
    assert len(check("hard-coded-loopback", {**other, **files})) == 1


@pytest.mark.parametrize(
    "files",
    [
        {"Dockerfile": ASKING_IMAGE},  # nothing tells of a cluster
        {"Dockerfile": ASKING_IMAGE, "k8s/web.yaml": POD, "k8s/store.yaml": LINKED},  # the manifests list the services
        {"Procfile": "web: gunicorn shop:app\n", **OWN_CHART},  # a host that is none
    ],
)
def test_what_no_cluster_tells_of_is_missing(files: dict[str, str]) -> None:
    given = {
        "shop.py": STOCK,
        "requirements.txt": "flask\ngunicorn\nrequests\n",
        **files,
    }
    assert len(check("hard-coded-loopback", given)) == 1


# --- applications that stand in a tuple ----------------------------------------------------------------------------------------------

MADE_WITH_MORE = "import flask\ndef create(mode='sale'):\n    made = flask.Flask(__name__)\n    return {}\nclass Shop:\n    def create(self):\n        made = flask.Flask(__name__)\n        return made, self\n"
UNPACKED = {
    "the first": ("made, object()", "application, admin = create()\n", "application"),
    "the last": ("None, 2, made", "*_, application = create()\n", "application"),
    "one in another": ("1, (made, 2)", "number, (application, other) = create()\n", "application"),
    "before the rest": ("made, 1, 2", "application, *more = create('test')\n", "application"),
    "of a method": ("made", "application, shop = Shop().create()\n", "application"),
    "by way of a name": ("made, 2", "pair = create()\napplication, two = pair\n", "application"),
    "another": ("made, 2", "two, application = create()\n", "not-callable"),
    "of a list, which may be filled": ("[made, 2]", "application, two = create()\n", "unknown"),
    "the rest": ("1, made", "one, *application = create()\n", "unknown"),
}


@pytest.mark.parametrize(("result", "line", "status"), UNPACKED.values(), ids=UNPACKED)
def test_an_application_that_a_function_returns_with_something_else(result: str, line: str, status: str) -> None:
    files = {
        "shop.py": MADE_WITH_MORE.format(result),
        "wsgi.py": f"from shop import Shop, create\n{line}",
        "Procfile": "web: gunicorn wsgi:application\n",
    }
    [found] = deployments({**files, "requirements.txt": "flask\ngunicorn\n"})
    assert [target.status for _, target in found.start.targets] == [status]
    assert len(check("unresolved-app", {**files, "requirements.txt": "flask\ngunicorn\n"})) == (
        status == "not-callable"
    )


# --- files of Compose for production --------------------------------------------------------------------------------------------------

WORKED_IN = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n    volumes: ['.:/srv']\n    environment: [{}]\n"
OVER_IT = "services:\n  web:\n    {}\n"
OF_HEROKU = {**SHOP, "Procfile": "web: gunicorn shop:app\n", "Dockerfile": IMAGE + "CMD flask --app shop run\n"}
COMPOSED = {
    "a command": ("FLASK_ENV=development", "compose.prod.yaml", "environment: [FLASK_ENV=production]\n    command: gunicorn -b 0.0.0.0:8000 shop:app", True),
    "variables": ("SHOP_MODE=stock", "compose.production.yaml", "environment: [SHOP_MODE=sale]", True),
    "an override by its name": ("SHOP_MODE=stock", "docker-compose-production.override.yml", "environment: [SHOP_MODE=sale]", True),
    # people work in these
    "the mode of developers, as it was": ("FLASK_DEBUG=1", "compose.prod.yaml", "command: gunicorn -b 0.0.0.0:8000 shop:app", False),
    "a file for something else": ("SHOP_MODE=stock", "compose.override.yaml", "environment: [SHOP_MODE=sale]", False),
    "a file for production that says nothing of it": ("SHOP_MODE=stock", "compose.prod.yaml", "restart: always", False),
}  # fmt: skip


@pytest.mark.parametrize(("given", "name", "over", "is_served"), COMPOSED.values(), ids=COMPOSED)
def test_a_file_for_production_beside_another_host(given: str, name: str, over: str, is_served: bool) -> None:
    base = "docker-compose.yml" if name.startswith("docker") else "compose.yaml"
    files = {**OF_HEROKU, base: WORKED_IN.format(given), name: OVER_IT.format(over)}
    assert [host for host, _, _ in pictured(files)] == ["procfile", *(["compose"] if is_served else [])]


BY_ITS_FILE = (
    "services:\n  web:\n    extends: {{file: {}, service: {}}}\n    build: .\n    environment: [SHOP_MODE=sale]\n"
)
BASES = "services:\n  base:\n    environment: [SHOP_TILL=2]\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n"
NEXT = "services:\n  till:\n    extends: {file: parts.yml, service: base}\n    environment: [SHOP_ROOM=3]\n"
FILES_OF_ANY_NAME = {
    "beside it": ({"base.yml": BASES}, "base.yml", "base", ["SHOP_MODE", "SHOP_TILL"]),
    "in a folder": ({"deploy/parts/common.yaml": BASES}, "./deploy/parts/common.yaml", "base", ["SHOP_MODE", "SHOP_TILL"]),
    "one after another": ({"deploy/all.yml": NEXT, "deploy/parts.yml": BASES}, "deploy/all.yml", "till", ["SHOP_MODE", "SHOP_ROOM", "SHOP_TILL"]),
    "in a circle": ({"base.yml": BASES + "    extends: {file: base.yml, service: base}\n"}, "base.yml", "base", ["SHOP_MODE", "SHOP_TILL"]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "path", "name", "variables"), FILES_OF_ANY_NAME.values(), ids=FILES_OF_ANY_NAME)
def test_a_service_extends_one_of_a_file_of_any_name(
    files: dict[str, str], path: str, name: str, variables: list[str]
) -> None:
    [found] = deployments({**SHOP, "Dockerfile": IMAGE, "compose.yaml": BY_ITS_FILE.format(path, name), **files})
    assert (found.service.name, sorted(found.environment.literal)) == ("web", variables)
    assert [server.program for server in found.commands.web_servers] == ["gunicorn"]


def test_nobody_runs_a_file_that_others_extend_or_that_nobody_names() -> None:
    """A twin."""
    own = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n"
    files = {**SHOP, "Dockerfile": IMAGE, "compose.yaml": own, "base.yml": BASES}
    assert pictured(files) == [("compose", "web", "web")]
    assert check("invalid-platform-file", {**files, "compose.yaml": BY_ITS_FILE.format("base.yml", "base")}) == []

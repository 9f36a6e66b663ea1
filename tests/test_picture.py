"""What a deployment is believed to be: its host, what starts it, the application; and nothing that no file tells."""

from __future__ import annotations

import pytest
from checking import FLASK

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.output import summary
from flaskcheck.output.screen.understood import facts_of
from flaskcheck.output.screen.variables import variables
from flaskcheck.project import Project

MADE = "from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n"
TWO = {"shop/__init__.py": FLASK, "stock/__init__.py": FLASK}
IMAGE = "FROM python:3.12\nWORKDIR /srv\nCOPY . .\n"


def apps(files: dict[str, str]) -> list[str]:
    """The application that each deployment is said to serve."""
    project = Project(MemoryTree({"requirements.txt": "flask\ngunicorn\n", **files}))
    return [facts_of(deployment, Shown(project.tree)).app for deployment in project.deployments]


BOUND = {
    "with the routes": ({"config.py": FLASK, "app.py": "from config import app\n"}, "app in app.py"),
    "by a factory": ({"shop/__init__.py": MADE, "run.py": "from shop import create_app\napp = create_app()\n"}, "app in run.py"),
    "in the package": (
        {"shop/made.py": MADE, "shop/__init__.py": "", "shop/wsgi.py": "from shop.made import create_app\napp = create_app()\n"},
        "app in shop/wsgi.py",
    ),
    "as application": ({"shop/__init__.py": FLASK, "wsgi.py": "from shop import app as application\n"}, "application in wsgi.py"),
    "nowhere else": ({"shop/__init__.py": MADE}, "create_app() in shop/__init__.py"),
    "for a command line": ({"shop/__init__.py": FLASK, "manage.py": "from shop import app\n"}, "app in shop/__init__.py"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "app"), BOUND.values(), ids=BOUND)
def test_where_no_command_tells_it_is_what_a_server_is_pointed_at(files: dict[str, str], app: str) -> None:
    assert apps(files) == [app]


UNTOLD = {
    "a program that nobody knows, of two": {**TWO, "Dockerfile": IMAGE + 'CMD ["/opt/serve", "shop"]\n'},
    "a job": {"app.py": FLASK, "shop.service": "[Service]\nType=oneshot\nWorkingDirectory=/srv\nExecStart=/srv/venv/bin/python tidy.py\n", "tidy.py": "print(1)\n"},
    "a worker": {"app.py": FLASK, "Dockerfile": IMAGE, "compose.yaml": "services:\n  worker:\n    build: .\n    command: /opt/work --all\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", UNTOLD.values(), ids=UNTOLD)
def test_what_runs_no_application_names_none(files: dict[str, str]) -> None:
    assert apps(files)[0] == ""


def test_the_only_application_of_a_program_that_nobody_knows_is_named() -> None:
    """A twin."""
    assert apps({"app.py": FLASK, "Dockerfile": IMAGE + 'CMD ["/opt/serve", "shop"]\n'}) == ["app in app.py"]


def test_a_job_shows_its_command() -> None:
    unit = "[Service]\nType=oneshot\nWorkingDirectory=/srv\nExecStart=/srv/venv/bin/python tidy.py\n"
    project = Project(MemoryTree({"app.py": FLASK, "tidy.py": "print(1)\n", "shop.service": unit}))
    (job,) = [d for d in project.deployments if d.service.kind == "job"]
    assert summary.summary(job, Shown(project.tree)).endswith("/srv/venv/bin/python tidy.py")
    assert summary.as_dict(job, Shown(project.tree))["applications"] == []


def test_absence_that_is_not_sure_is_not_told() -> None:
    base = "FROM company/python-web:3\nCOPY . /srv\nRUN pip install .\nCMD gunicorn shop.web:app\n"
    assert apps({"stock/app.py": FLASK, "Dockerfile": base}) == ["not found: cannot be told"]
    assert apps({"stock/app.py": FLASK, "Procfile": "web: gunicorn shop.web:app\n"}) == ["not found: no such module"]


BASE = "services:\n  web:\n    build: .\n    environment:\n      SHOP_MODE: live\n"
OVER = {
    "images by name": ("services:\n  web:\n    image: registry.example.com/shop:4\n", ["SHOP_MODE"]),
    "and how many": ("services:\n  web:\n    image: registry.example.com/shop:4\n    deploy:\n      replicas: 2\n", ["SHOP_MODE"]),
    "with what it is given": ("services:\n  web:\n    image: registry.example.com/shop:4\n    environment:\n      SHOP_HOST: shop.example.com\n", ["SHOP_HOST"]),
    "another build": ("services:\n  web:\n    build:\n      context: .\n      dockerfile: Dockerfile.live\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("over", "names"), OVER.values(), ids=OVER)
def test_a_file_that_names_images_alone_lies_over_the_one_that_tells_the_rest(over: str, names: list[str]) -> None:
    files = {"app.py": FLASK, "Dockerfile": IMAGE, "Dockerfile.live": IMAGE, "compose.yaml": BASE}
    found = Project(MemoryTree({**files, "compose.swarm.yaml": over})).deployments
    assert [[n for n in d.environment.declared if n.startswith("SHOP")] for d in found if d.service.name] == [names]


def test_an_image_that_nobody_knows_names_no_application() -> None:
    files = {
        **TWO,
        "compose.yaml": "services:\n  web: [\n",
        "compose.prod.yaml": "services:\n  web:\n    environment:\n      A: b\n",
    }
    assert [app for app in apps(files) if app] == []


STATIC = 'option_settings:\n  "aws:elasticbeanstalk:container:python{more}":\n    WSGIPath: run.py\n'


@pytest.mark.parametrize(("more", "target"), [("", "run:application"), (":staticfiles", "application:application")])
def test_an_option_counts_in_its_own_namespace(more: str, target: str) -> None:
    files = {"run.py": FLASK, ".ebextensions/a.config": STATIC.replace("{more}", more)}
    (found,) = Project(MemoryTree(files)).deployments
    assert [server.target for server, _ in found.start.targets] == [target]


HELPED = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    "bin/proxy.py": FLASK,
    "shop/__init__.py": "",
    "shop/web.py": MADE,
}


def test_a_script_beside_a_library_is_not_what_is_served() -> None:
    assert apps(HELPED) == ["create_app() in shop/web.py"]
    assert apps({"bin/proxy.py": FLASK}) == ["app in bin/proxy.py"]


def test_several_applications_are_named_where_nothing_tells_which() -> None:
    files = {f"services/{name}.py": FLASK for name in ("bookings", "films", "shows", "users")}
    assert apps(files) == ["app in services/bookings.py, app in services/films.py, app in services/shows.py"]
    assert apps({**files, "app.py": FLASK}) == ["app in app.py"]


def test_the_only_application_is_what_a_program_of_the_project_serves() -> None:
    setup = "from setuptools import setup\nsetup(name='shop', packages=['shop'], entry_points={'console_scripts': ['shop-serve = shop.run:main']})\n"
    run = "import os\n\ndef main():\n    os.execl('/usr/bin/gunicorn', 'gunicorn', 'shop.web:app')\n"
    files = {"setup.py": setup, "shop/__init__.py": "", "shop/run.py": run, "shop/web.py": FLASK}
    assert apps({**files, "Dockerfile": IMAGE + "RUN pip install .\nCMD shop-serve\n"}) == ["app in shop/web.py"]


BASES = {
    "python:3.7": "3.7",
    "python:3.12-slim": "3.12",
    "python": "",
    "company/shop:3.7": None,
    "redis:7": None,
}


@pytest.mark.parametrize(("base", "version"), BASES.items(), ids=BASES)
def test_the_python_of_an_image_that_a_service_runs_as_it_is(base: str, version: str | None) -> None:
    text = f"services:\n  web:\n    image: {base}\n    working_dir: /srv\n    volumes: ['.:/srv']\n    command: python app.py\n"
    (found,) = Project(MemoryTree({"app.py": FLASK + "app.run()\n", "compose.yaml": text})).deployments
    assert (found.python.version if found.python else None) == version


PROGRAMS = {
    '"${PYTHON:-python}" app.py': ["python"],
    "$RUNNER app.py": [],
    "${PYTHON:-python3.12} app.py": ["python"],
    "PYTHON=${PYTHON:-python}\n$PYTHON app.py": ["python"],
}


@pytest.mark.parametrize(("text", "programs"), PROGRAMS.items(), ids=map(repr, PROGRAMS))
def test_a_program_in_a_variable_is_its_default(text: str, programs: list[str]) -> None:
    files = {"app.py": FLASK, "start.sh": f"#!/bin/sh\n{text}\n", "Procfile": "web: sh start.sh\n"}
    (found,) = Project(MemoryTree(files)).deployments
    assert [i.program for i in found.commands.programs("start") if i.program != "sh"] == programs


TERRAFORM = 'resource "heroku_config" "shop" {\n  vars = {\n    SHOP_COLOUR = "red"\n  }\n}\n'
READING = f"import os\n{FLASK}A = os.getenv('SHOP_COLOUR'), os.getenv('DYNO'), os.getenv('SHOP_SIZE'), os.getenv('SHOP_KIND')\n"


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("SHOP_COLOUR", "perhaps by the host"),  # what sets it up says so, not the host
        ("DYNO", "Heroku"),
        ("SHOP_SIZE", ""),
    ],
)
def test_who_sets_a_variable(name: str, by: str) -> None:
    project = Project(
        MemoryTree(
            {
                "app.py": READING,
                "Procfile": "web: gunicorn app:app\n",
                "runtime.txt": "python-3.12.3\n",
                "infra/main.tf": TERRAFORM,
            }
        )
    )
    [deployment] = project.deployments
    assert {row.name: row.by for row in variables(deployment)}[name] == by


@pytest.mark.parametrize(
    ("script", "start"),
    [
        (
            "whoami\ncat <<EOF\nwelcome\nEOF\ncase $1 in\n  web) exec supervisord -n -c /srv/$1.conf ;;\nesac\n",
            "sh start.sh",
        ),
        ("cat /etc/motd\nnode other.js\n", "node other.js"),
        ("node other.js\ndate\n", "node other.js"),
        ("cat /etc/motd\n", "sh start.sh"),
    ],
)
def test_what_only_says_something_is_no_start(script: str, start: str) -> None:
    image = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask\nCMD ["sh", "start.sh"]\n'
    project = Project(MemoryTree({"app.py": FLASK, "Dockerfile": image, "start.sh": script}))
    assert [summary.other_start(d, Shown(project.tree), 60) for d in project.deployments] == [start]


OWN_READERS = (
    "import os\n\ndef need(name):\n    return os.environ[name]\n\n\ndef ask(default, *, name):\n    value = os.environ.get(name, default)\n    return value\n\n\n"
    "class Settings:\n    def get(self, key):\n        return os.getenv(key)\n\n\ndef other(name):\n    return name.lower()\n"
)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("from own import need\nA = need('SHOP_A')\n", ["SHOP_A"]),
        ("import own\nA = own.ask('red', name='SHOP_B')\n", ["SHOP_B"]),
        ("from own import need\nA = [need('SHOP_A'), need('SHOP_C')]\n", ["SHOP_A", "SHOP_C"]),
        ("from own import need\nNAME = input()\nA = need(NAME)\n", []),
        ("from own import other\nA = other('SHOP_A')\n", []),
        ("import strange\nA = strange.need('SHOP_A')\n", []),
    ],
)
def test_variables_that_functions_of_ones_own_read(code: str, names: list[str]) -> None:
    files = {"app.py": FLASK + code, "own.py": OWN_READERS, "Procfile": "web: gunicorn app:app\n"}
    [deployment] = Project(MemoryTree(files)).deployments
    assert [row.name for row in variables(deployment) if row.reads] == names


START = "import os\n{}from shop import app\n"
SERVED = {"shop/__init__.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "Procfile": "web: gunicorn wsgi:app\n"}
GIVEN = {
    "by its key": ("os.environ['SHOP_MODE'] = 'sale'\n", {"SHOP_MODE": "wsgi.py"}),
    "where it is missing": ("os.environ.setdefault('SHOP_MODE', 'sale')\n", {"SHOP_MODE": "wsgi.py"}),
    "several": ("os.environ.update(SHOP_MODE='sale', SHOP_TILL='2')\n", {"SHOP_MODE": "wsgi.py", "SHOP_TILL": "wsgi.py"}),
    "from a mapping": ("os.environ.update({'SHOP_MODE': 'sale'})\n", {"SHOP_MODE": "wsgi.py"}),
    "under a test": ("if os.path.exists('/etc/sale'):\n    os.environ['SHOP_MODE'] = 'sale'\n", {}),
    "in a function": ("def sale():\n    os.environ['SHOP_MODE'] = 'sale'\n", {}),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "rows"), GIVEN.values(), ids=GIVEN)
def test_what_the_start_module_sets_itself(lines: str, rows: dict[str, str]) -> None:
    [deployment] = Project(MemoryTree({**SERVED, "wsgi.py": START.format(lines)})).deployments
    assert {row.name: row.by for row in variables(deployment) if row.name.startswith("SHOP")} == rows


def test_what_is_set_after_the_import_comes_too_late() -> None:
    """A twin."""
    late = START.format("") + "os.environ['SHOP_MODE'] = 'sale'\n"
    [deployment] = Project(MemoryTree({**SERVED, "wsgi.py": late})).deployments
    assert [row.name for row in variables(deployment)] == []


def test_a_script_of_apache_sets_variables_too() -> None:
    script = "import os, sys\nsys.path.insert(0, '/srv/site')\nos.environ['SHOP_MODE'] = 'sale'\nimport shop\napplication = shop.app\n"
    code = {"shop/__init__.py": f"import os\n{FLASK}mode = os.environ['SHOP_MODE']\n"}
    [deployment] = Project(MemoryTree({**code, "requirements.txt": "flask\n", "shop.wsgi": script})).deployments
    [row] = variables(deployment)
    assert (row.name, row.by, row.place and row.place.line, len(row.reads)) == ("SHOP_MODE", "shop.wsgi", 3, 1)


@pytest.mark.parametrize(
    ("line", "by"),
    [("os.environ['SHOP_MODE'] = 'sale'\n", "wsgi.py"), ("os.environ.setdefault('SHOP_MODE', 'sale')\n", "Dockerfile")],
)
def test_what_the_code_sets_counts_whatever_it_was_given(line: str, by: str) -> None:
    image = IMAGE + "ENV SHOP_MODE=stock\nCMD gunicorn -b 0.0.0.0:8000 wsgi:app\n"
    files = {"shop/__init__.py": FLASK, "Dockerfile": image, "wsgi.py": START.format(line)}
    [deployment] = Project(MemoryTree(files)).deployments
    assert {row.name: row.by for row in variables(deployment)}["SHOP_MODE"] == by


ENTERED = {
    "exported": ("export SHOP_A=1\nexport SHOP_B=2 SHOP_C=3\n", {"SHOP_A": 2, "SHOP_B": 3, "SHOP_C": 3}),
    "assigned first": ("SHOP_A=1\nSHOP_B=2; export SHOP_A SHOP_B\n", {"SHOP_A": 2, "SHOP_B": 3}),
    "by default": (": ${SHOP_A:=1}\nexport SHOP_A\nexport SHOP_B=${SHOP_B:-2}\n", {"SHOP_A": 3, "SHOP_B": 4}),
    "all of them": ("set -a\nSHOP_A=1\nset +a\nSHOP_B=2\n", {"SHOP_A": 3}),
    "in both branches": ('if [ "$M" = a ]; then export SHOP_A=1; else export SHOP_A=2; fi\n', {"SHOP_A": 2}),
    "where it is missing": ('[ -n "$SHOP_A" ] || export SHOP_A=1\nif [ -z "$SHOP_B" ]; then\n  export SHOP_B=2\nfi\n', {"SHOP_A": 2, "SHOP_B": 4}),
    "in a function": ("prepare() {\n  export SHOP_A=1\n}\nprepare\n", {"SHOP_A": 3}),
    "out of a program": ('export SHOP_A="$(cat /run/secrets/a)"\n', {"SHOP_A": 2}),
    # nothing sets these for the server
    "not exported": ("SHOP_A=1\n", {}),
    "handed on": ("export SHOP_A\n", {}),
    "in one branch": ('if [ "$M" = a ]; then export SHOP_A=1; fi\n', {}),
    "in a shell below": ("(export SHOP_A=1)\n", {}),
    "for another program": ("SHOP_A=1 ls\n", {}),
    "taken back": ("export SHOP_A=1\nunset SHOP_A\n", {}),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "places"), ENTERED.values(), ids=ENTERED)
def test_what_an_entrypoint_exports(lines: str, places: dict[str, int]) -> None:
    script = f"#!/bin/sh\n{lines}exec gunicorn -b 0.0.0.0:8000 shop:app\n"
    image = IMAGE + 'ENTRYPOINT ["sh", "start.sh"]\n'
    [deployment] = Project(MemoryTree({"shop.py": FLASK, "Dockerfile": image, "start.sh": script})).deployments
    found = {r.name: r.place for r in variables(deployment) if r.name.startswith("SHOP")}
    assert {name: place.line for name, place in found.items() if place} == places
    assert {place.path for place in found.values() if place} <= {"start.sh"}


def test_what_an_entrypoint_sources_and_what_a_command_and_an_option_give() -> None:
    script = "#!/bin/sh\nset -a\n. ./shop.conf\nset +a\nSHOP_B=2 exec gunicorn -e SHOP_C=3 -b 0.0.0.0:8000 shop:app\n"
    image = IMAGE + 'ENV SHOP_D=4\nENTRYPOINT ["sh", "start.sh"]\n'
    files = {"shop.py": FLASK, "Dockerfile": image, "start.sh": script, "shop.conf": "# till\nSHOP_A=1\n"}
    [deployment] = Project(MemoryTree(files)).deployments
    found = {r.name: (r.by, r.place and r.place.line) for r in variables(deployment) if r.name.startswith("SHOP")}
    assert found == {
        "SHOP_A": ("shop.conf", 2),
        "SHOP_B": ("start.sh", 5),
        "SHOP_C": ("start.sh", 5),
        "SHOP_D": ("Dockerfile", 4),
    }


@pytest.mark.parametrize(
    ("line", "by"),
    [("export SHOP_A=2", "start.sh"), ("export SHOP_A=1", "Dockerfile"), ("export SHOP_A=${SHOP_A:-3}", "Dockerfile"), ("export SHOP_A", "Dockerfile"), ("export SHOP_A=$SHOP_A", "Dockerfile")],
)  # fmt: skip
def test_what_a_command_only_hands_on_is_not_its_own(line: str, by: str) -> None:
    """A twin."""
    image = IMAGE + "ENV SHOP_A=1\nCMD sh start.sh\n"
    script = f"{line}\nexec gunicorn -b 0.0.0.0:8000 shop:app\n"
    [deployment] = Project(MemoryTree({"shop.py": FLASK, "Dockerfile": image, "start.sh": script})).deployments
    assert {row.name: row.by for row in variables(deployment)}["SHOP_A"] == by

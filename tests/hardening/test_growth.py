"""Files of many equal things take work that grows as they do: counted in steps of the interpreter, which no other process and no slow machine changes."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.report import Finding, Report
from flaskcheck.ground.place import Place
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import PLAIN
from flaskcheck.units.unit import Borders
from tests.growth import checked

APP = "from flask import Flask\n\napp = Flask(__name__)\n"
READS = "import os\nimport requests\n"
REQUIREMENTS = "flask==3.1.0\ngunicorn==23.0.0\n"
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  startCommand: gunicorn app:app\n  envVars:\n  - key: A\n    value: x\n"
SMALL = 12
MOST = 2.6
"""Times as much work for twice as many more: 2 is linear, 4 goes with the square."""

LONG = f"; print({'x' * 600})"
"""What of a line is shown beside a finding is bounded: a few of these fill it."""


def steps(call: Any) -> int:
    """How many lines of code a call runs; what a comprehension does with each of its items is one."""
    count = 0

    def each(_: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def is_linear(small: int, middle: int, large: int) -> bool:
    """Whether work grows as the number does; a hundredth of it may come and go with what other tests have left in memory."""
    return large - middle < MOST * (middle - small) + small // 100


def many(line: str, end: str = "\n") -> Any:
    """So many of one line, numbered."""
    return lambda size: "".join(line.replace("{n}", str(number)) + end for number in range(size))


def files(line: str, end: str = "\n", others: dict[str, str] | None = None) -> Any:
    """An application with many of one line."""
    made = many(line, end)
    return lambda size: {"app.py": APP + READS + made(size) + "\n", **(others or {})}


MANY = {
    "keys under conditions": files("if os.environ.get('E') == 'a{n}':\n    app.secret_key = 'kept-{n}-in-the-code'"),
    "keys of one name": files("if os.environ.get('E{n}'):\n    app.config['SECRET_KEY'] = 'kept-{n}-in-the-code'"),
    "keys by variables": files("if E:\n    app.config['SECRET_KEY'] = os.environ.get('S{n}', 'kept-in-the-code')"),
    "settings": files("app.config['CACHE_{n}_URL'] = 'redis://localhost:6379/{n}'"),
    "settings with switches": files("app.config['CACHE_{n}_URL'] = 'redis://localhost/{n}'\napp.config['CACHE_{n}_ENABLED'] = False"),
    "settings before files": files("app.config['SECRET_KEY'] = 'kept-{n}-in-the-code'\napp.config.from_pyfile('/etc/a{n}.cfg', silent=True)"),
    "settings read back": files("app.config['A'] = app.config['A'] + '{n}'"),
    "reads of the environment": files("V{n} = os.environ['NAME_{n}']", others={"render.yaml": RENDER}),
    "addresses on lines": files("requests.get('http://localhost:5000/{n}')"),
    "addresses in one line": files("requests.get('http://localhost:5000/{n}')", "; "),
    "addresses among wide characters": files("requests.get('http://localhost:5000/😀')", "; "),
    "keys in one line": files(f"import jwt; jwt.encode({{}}, 'kept-{{n}}-in-the-code'){LONG}", "; "),
    "credentials": files("password{n} = 'zq81-kkqp9-{n}'\ntoken = 'tq81-kkqp9-{n}'"),
    "credentials in one line": files(f"password{{n}} = 'zq81-kkqp9-{{n}}'{LONG}", "; "),
    "classes of settings": files("class C{n}:\n    DEBUG = True\n    PASSWORD = 'zq81-kkqp9'\n    URL = 'http://localhost:{n}'"),
}  # fmt: skip


@pytest.mark.parametrize("made", MANY.values(), ids=MANY)
def test_work_grows_as_the_file_does(made: Any) -> None:
    def run(size: int) -> None:
        report = checked({"requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n", **made(size)})
        assert not report.crashes
        render("text", report, PLAIN)
        render("sarif", report, PLAIN)

    run(1)  # what is made once for all
    small, middle, large = (steps(lambda size=size: run(size)) for size in (SMALL, 2 * SMALL, 4 * SMALL))
    assert is_linear(small, middle, large)


FORMATS = {
    "requirements": {"requirements.txt": "p{n}>=1,<2 ; python_version < '3.9' --hash=sha256:a{n}"},
    "options of pip": {"requirements.txt": "-r r{n}.txt\n--find-links http://localhost/{n}\n-e git+https://localhost/x{n}#egg=x{n}"},
    "env files": {".env": "export A{n}=\"${A1} b\" # c"},
    "Dockerfile": {"Dockerfile": "FROM python:3.12\nCOPY . .\n|ENV A{n}=b\nARG B{n}=$A{n}\nRUN pip install p{n} && echo {n} > /x{n}\nEXPOSE {n}\n|CMD gunicorn app:app\n"},
    "services of Compose": {"docker-compose.yml": "services:\n|  s{n}:\n    image: python:3.12\n    command: gunicorn app:app\n    environment: [A{n}=b]\n    depends_on: [s0]\n    network_mode: service:s0\n|"},
    "variables of Compose": {"docker-compose.yml": "services:\n  web:\n    build: .\n    environment:\n|    - A{n}=${B{n}:-c}\n|", "Dockerfile": "FROM python:3.12\nCOPY . .\nCMD gunicorn app:app\n"},
    "a Procfile": {"Procfile": "w{n}: A{n}=b gunicorn app:app -b :{n}"},
    "a script": {"Procfile": "web: bash start.sh\n", "start.sh": "if [ -n \"$A{n}\" ]; then export B{n}=$A{n}; fi; cd d{n}; cp a{n} b"},
    "functions of a script": {"Procfile": "web: bash start.sh\n", "start.sh": "f{n}() { cat > a{n} <<E\nx\nE\n}\nf{n}"},
    "Makefile": {"Makefile": "A{n} = $(A1)b\nt{n}: t1\n\techo $(A{n})"},
    "systemd": {"shop.service": "[Service]\nExecStart=/usr/bin/gunicorn app:app\n|Environment=A{n}=b\nExecStartPre=/bin/true {n}\n|"},
    "supervisor": {"supervisord.conf": "[program:p{n}]\ncommand=celery -A app worker\nenvironment=A=\"b{n}\""},
    "uwsgi": {"uwsgi.ini": "[uwsgi]\nmodule = app:app\n|env = A{n}=b\nset-placeholder = c{n}=%(c1)\n|"},
    "nginx": {"nginx.conf": "server {\n|location /a{n} { proxy_pass http://127.0.0.1:8000; proxy_set_header X{n} y; }\n|}\n"},
    "Apache": {"site.conf": "<VirtualHost *:80>\nWSGIScriptAlias /a{n} /srv/app.wsgi\nSetEnv A{n} b\n</VirtualHost>"},
    "Terraform": {"main.tf": "resource \"heroku_app\" \"a{n}\" {\n  config_vars = { A{n} = \"${var.b{n}}\" }\n}\nvariable \"b{n}\" {}"},
    "Bicep": {"main.bicep": "param p{n} string = 'x'\nresource a{n} 'Microsoft.Web/sites@2022-03-01' = {\n  name: 'x'\n  properties: { siteConfig: { appSettings: [ { name: 'A', value: p{n} } ] } }\n}"},
    "Kubernetes": {"k8s/d.yaml": "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a{n}}\ndata: {A{n}: b}"},
    "Ansible": {"playbook.yml": "- hosts: all\n  tasks:\n|  - name: a{n}\n    shell: flask db upgrade\n    environment: {A{n}: b}\n|"},
    "a workflow": {".github/workflows/d.yml": "on: push\njobs:\n  d:\n    runs-on: ubuntu-latest\n    steps:\n|    - run: echo {n} && flyctl deploy\n      env: {A{n}: b}\n|"},
    "GitLab": {".gitlab-ci.yml": "j{n}:\n  extends: .a\n  script: [\"ssh x 'gunicorn app:app'\"]"},
    "Render": {"render.yaml": "services:\n- type: web\n  name: w\n  runtime: python\n  startCommand: gunicorn app:app\n  envVars:\n|  - {key: A{n}, value: b}\n|"},
    "Fly": {"fly.toml": "app = 'x'\n[env]\n|A{n} = 'b'\n|"},
    "App Engine": {"app.yaml": "runtime: python312\nentrypoint: gunicorn app:app\nhandlers:\n|- {url: /a{n}/.*, static_dir: s{n}}\n|"},
    "Pipfile.lock": {"Pipfile.lock": "{\"default\": {\"flask\": {\"version\": \"==3.1.0\"}|, \"p{n}\": {\"version\": \"==1.{n}\"}|}}"},
    "poetry.lock": {"poetry.lock": "[[package]]\nname = 'p{n}'\nversion = '1.{n}'\n[package.dependencies]\np1 = '*'"},
    "uv.lock": {"uv.lock": "version = 1\n|[[package]]\nname = 'p{n}'\nversion = '1'\nsource = { registry = 'x' }\ndependencies = [{ name = 'p1' }]\n|"},
    "pyproject.toml": {"pyproject.toml": "[project]\nname = 'x'\nversion = '1'\ndependencies = [\n|'p{n}>=1',\n|]\n"},
    "tables of tools": {"pyproject.toml": "[tool.t{n}]\na = {n}"},
    "setup.cfg": {"setup.cfg": "[options]\ninstall_requires =\n|  p{n}>=1\n|"},
    "conda": {"environment.yml": "name: x\ndependencies:\n|- p{n}=1.{n}\n|"},
    "templates": {"templates/a.html": "{% block b{n} %}{{ url_for('static', filename='a{n}.css') }}<script>fetch('http://localhost:5000/{n}')</script>{% endblock %}", "static/b.css": ""},
    "a notebook": {"a.ipynb": "{\"cells\": [|{\"cell_type\": \"code\", \"source\": [\"x = {n}\"]}, |{\"cell_type\": \"raw\", \"source\": []}]}"},
    "ignore files": {".gitignore": "**/a{n}/*.b", ".dockerignore": "**/a{n}*", "Dockerfile": "FROM python:3.12\nCOPY . .\nCMD gunicorn app:app\n"},
    "routes": {"app.py": APP + "|@app.route('/a{n}/<x>')\ndef f{n}(x): return open('a{n}').read()\n|", "render.yaml": RENDER + "  healthCheckPath: /b\n"},
    "blueprints": {"app.py": APP + "from flask import Blueprint\n|b{n} = Blueprint('b{n}', __name__)\napp.register_blueprint(b{n})\n|"},
    "functions": {"app.py": APP + "|def f{n}(x=f0 if {n} else 0): app.config['A{n}'] = x\nf{n}({n})\n|"},
    "ignore comments": {"app.py": APP + "|x{n} = 1  # flaskcheck: ignore[debug-run]\n|"},
    "broken code": {"app.py": APP + "|def (\nx{n} = 'a\n|"},
}  # fmt: skip
"""Each format, a part of it many times: what stands between two bars, or the whole file without bars."""


def repeated(text: str, size: int) -> str:
    """A file with a part of it so many times, numbered."""
    before, part, after = text.split("|") if text.count("|") == 2 else ("", f"{text}\n", "")
    return before + "".join(part.replace("{n}", str(number)) for number in range(size)) + after


FIRST = {"requirements": 60, "tables of tools": 40}
"""Where the smallest file has more: some of the first lines cost less than the others."""

KEPT = {"ignore files"}
"""Where each part is made into a pattern once: a larger file would find those of the smaller one made."""


@pytest.mark.parametrize("name", FORMATS)
def test_work_grows_as_each_format_does(name: str) -> None:
    files_, first = FORMATS[name], FIRST.get(name, SMALL)

    def run(size: int) -> None:
        made = {path: repeated(text, size) if "{n}" in text else text for path, text in files_.items()}
        report = checked({"app.py": APP, "requirements.txt": REQUIREMENTS, **made})
        assert not report.crashes
        render("json", report, PLAIN)

    run(4 * first if name in KEPT else 1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (first, 2 * first, 4 * first))
    assert is_linear(small, middle, large)


@pytest.mark.parametrize("form", ["text", "concise", "json", "github", "gitlab", "junit", "markdown", "sarif"])
def test_work_grows_as_a_report_of_equal_findings_does(form: str) -> None:
    def run(size: int) -> int:
        report = Report(MemoryTree({"app.py": "x = 1\n" * size}))
        report.findings = [
            Finding(
                "a-rule", "server", "error", Place("app.py", line, 1, line, 2), f"There is no file a{line}.html here."
            )
            for line in range(1, size + 1)
        ]
        return steps(lambda: render(form, report, PLAIN))

    run(1)
    small, middle, large = run(100), run(200), run(400)
    assert is_linear(small, middle, large)


def services(size: int) -> dict[str, str]:
    """So many services in folders of their own, each with a file of its own host."""
    each = {"app.py": f"{APP}app.secret_key = 'kept-in-the-code'\n", "Procfile": "web: gunicorn app:app\n", "a/b/c.py": "X = 1\n"}  # fmt: skip
    return {f"s{number}/{path}": text for number in range(size) for path, text in each.items()}


def test_whose_a_file_is_costs_the_same_however_many_services_there_are() -> None:
    def run(size: int) -> int:
        borders = Borders(frozenset(f"s{number}" for number in range(size)), frozenset())
        paths = [path for path in services(size) if path.startswith("s0/")]
        return steps(lambda: [borders.holder(path) for path in paths])

    assert run(4) == run(400)


@pytest.mark.parametrize(
    ("path", "holder"),
    [("a/x.py", "a"), ("a/b/x.py", "a/b"), ("a/bc/x.py", "a"), ("ab/x.py", None), ("x.py", None), ("a", "a")],
)
def test_the_innermost_folder_holds_a_file(path: str, holder: str | None) -> None:
    assert Borders(frozenset({"a", "a/b"}), frozenset()).holder(path) == holder
    at_top = Borders(frozenset({"", "a", "a/b"}), frozenset()).holder(path)
    assert at_top == (holder or "")


def test_work_grows_not_with_the_cube_of_services() -> None:
    def run(size: int) -> None:
        assert len(checked({"requirements.txt": REQUIREMENTS, **services(size)}).findings) >= size

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (6, 12, 24))
    assert is_linear(small, middle, large)

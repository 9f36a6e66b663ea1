"""What rules say of what is installed, and of the Python that runs it."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

WEB = {"Procfile": "web: gunicorn app:app\n"}
IMAGE = "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
PROJECT = '[project]\nname = "shop"\nversion = "1"\n'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"pyproject.toml": PROJECT + 'dependencies = ["flask=3", "gunicorn"]\n'}, ["pyproject.toml:4"]),
        ({"pyproject.toml": PROJECT + "dependencies = [flask]\n"}, ["pyproject.toml:4"]),
        ({"pyproject.toml": PROJECT, "Pipfile": "", "requirements.txt": "flask\ngunicorn\n"}, []),
        ({"pyproject.toml": '[project]\nname = "x"\n', "requirements.txt": "flask\ngunicorn\n"}, []),
        ({"Pipfile": "[packages]\nflask = *\n"}, ["Pipfile:2"]),
        ({"Pipfile": "[packages]\n", "Pipfile.lock": '{"default": {"flask": {}},}\n'}, ["Pipfile.lock:1"]),
        ({"Pipfile": "[packages]\n", "Pipfile.lock": ""}, ["Pipfile.lock:1"]),
        (
            {"pyproject.toml": PROJECT, "poetry.lock": '[[package]]\n<<<<<<< HEAD\nname = "flask"\n=======\n'},
            ["poetry.lock:2"],
        ),
        (
            {
                "pyproject.toml": PROJECT + '[dependency-groups]\ndev = ["pytest=8"]\n',
                "uv.lock": 'version = 1\n[[package]]\nname = "flask"\nversion = "3.1"\n',
            },
            ["pyproject.toml:5"],
        ),
        (
            {"pyproject.toml": PROJECT + 'dependencies = ["flask"]\n[dependency-groups]\ndev = ["pytest=8"]\n'},
            [],
        ),
    ],
)
def test_files_that_the_installer_refuses_are_told_once(files: dict[str, str], told: list[str]) -> None:
    """What the host installs from is judged, and the missing packages are no second finding."""
    found = check("invalid-requirement", files := {"app.py": f"import redis\n{FLASK}", **WEB, **files})
    assert [f"{path}:{max(line, 1)}" for path, line, _ in found] == told
    assert not told or not check("undeclared-import", files)


GOOD = PROJECT + 'dependencies = ["flask==3.1.2", "gunicorn==23.0.0"]\n'


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("pyproject.toml", GOOD.encode("utf-16"), [1]),
        ("pyproject.toml", GOOD.encode("utf-8-sig"), [1]),
        ("pyproject.toml", f"{GOOD}description = 'caf\xe9'\n".encode("latin-1"), [1]),
        ("pyproject.toml", (GOOD + "[tool.x]\na = {b = 1,\n  c = 2}\n").encode(), [6]),
        ("pyproject.toml", (GOOD + "[tool.x]\na = {b = 1, c = [1,],}\n").encode(), [6]),
        ("pyproject.toml", (GOOD + '[tool.x]\na = "x\\\\x \\e[0m"\n').encode(), [6]),
        ("pyproject.toml", (GOOD + "[tool.x]\na = 07:32\n").encode(), [6]),
        ("Pipfile", '[packages]\nflask = "*"\ngunicorn = "*"\n'.encode("utf-16"), [1]),
        ("pyproject.toml", (GOOD + "[tool.x]\na = [\n  {b = 1, c = [\n 1,\n]},\n]\n").encode(), []),
        ("pyproject.toml", (GOOD + "[tool.x]\na = 'C:\\x\\e'\nb = \"C:\\\\e\"\nc = 07:32:10\n").encode(), []),
        ("pyproject.toml", GOOD.replace("\n", "\r\n").encode(), []),
    ],
)
def test_toml_as_the_installer_reads_it(path: str, content: bytes, told: list[int]) -> None:
    """Python's own readers take UTF-8 without a mark, and TOML 1.0."""
    found = check("invalid-requirement", {"app.py": FLASK, **WEB, path: content})
    assert [line for _, line, _ in found] == told


def test_a_project_with_a_lock_may_be_read_by_newer_readers() -> None:
    lock = (
        'version = 1\n[[package]]\nname = "flask"\nversion = "3.1"\n[[package]]\nname = "gunicorn"\nversion = "23.0"\n'
    )
    files = {"pyproject.toml": GOOD + "[tool.x]\na = {b = 1,}\n", "uv.lock": lock}
    assert not check("invalid-requirement", {"app.py": FLASK, **WEB, **files})


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        (WEB, ["error"]),
        ({"Dockerfile": IMAGE}, ["warning"]),
        ({"Dockerfile": IMAGE, **WEB, "app.json": "{}"}, ["error"]),
    ],
)
def test_an_image_may_hold_a_pip_that_only_warns(files: dict[str, str], severities: list[str]) -> None:
    lines = {"requirements.txt": "flask\ngunicorn\ngit+https://x.org/y.git#egg=y[z]\n"}
    found = check("invalid-requirement", {"app.py": FLASK, **lines, **files})
    assert [severity for *_, severity in found] == severities


@pytest.mark.parametrize(
    ("requirements", "severities"),
    [
        ("flask\ngunicorn\n", ["error"]),
        ("flask\ngunicorn\nflask-login\nSQLAlchemy\n", ["error"]),
        ("flask\ngunicorn\ninhouse-tools\n", ["info"]),
        ("flask\ngunicorn\npymongo\n", []),
        ("flask\ngunicorn\nflask-pymongo\n", []),
    ],
)
def test_how_sure_a_missing_package_is(requirements: str, severities: list[str]) -> None:
    found = check("undeclared-import", {"app.py": f"import pymongo\n{FLASK}", "requirements.txt": requirements, **WEB})
    assert [severity for *_, severity in found] == severities


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"requirements.txt": "flask\ngunicorn\n"}, True),
        ({"requirements.txt": "flask\ngunicorn\n", "tools/ledger.py": ""}, False),  # another folder may be on the path
        ({"requirements.txt": "flask\ngunicorn\n", "src/ledger/core.py": ""}, False),
        ({"requirements.txt": "flask\ngunicorn\nopen-ledger\n"}, False),
        ({"requirements.txt": "flask\ngunicorn\n-e ./vendor\n", "vendor/setup.py": ""}, False),
    ],
)
def test_a_module_that_nobody_has_heard_of(files: dict[str, str], told: bool) -> None:
    assert bool(check("undeclared-import", {"app.py": f"import ledger\n{FLASK}", **files, **WEB})) is told


BOTH = "flask\ngunicorn\n"
HEROKU = '{"name": "shop", "stack": "heroku-24"}'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"Requirements.txt": BOTH}, ["Requirements.txt"]),
        ({"REQUIREMENTS.TXT": BOTH, **WEB}, ["REQUIREMENTS.TXT"]),
        ({"requirements.TXT": BOTH, "Procfile": WEB["Procfile"], "app.json": "{}"}, ["requirements.TXT"]),
        ({"Requirements.txt": BOTH, "requirements.txt": BOTH}, []),
        ({"requirements/prod.txt": BOTH}, []),
        ({"pixi.toml": '[dependencies]\nflask = ">=3"\ngunicorn = "*"\n', **WEB}, []),
        ({"pyproject.toml": '[tool.pixi.pypi-dependencies]\nflask = "*"\ngunicorn = "*"\n'}, []),
        ({"pixi.toml": "[dependencies]\n", "app.json": HEROKU, **WEB}, ["app.py"]),  # which Heroku does not read
        (
            {
                "Requirements.txt": BOTH,
                "Dockerfile": IMAGE.replace("-r req", "-r Req"),
            },
            [],
        ),
    ],
)
def test_the_file_that_the_host_looks_for(files: dict[str, str], told: list[str]) -> None:
    assert [path for path, *_ in check("no-requirements", {"app.py": FLASK, **files})] == told


@pytest.mark.parametrize(
    ("example", "severities"),
    [
        ({".env.example": "DATABASE_URL=postgresql://user:pass@host/shop\n"}, ["warning"]),
        ({"example.env": "# the database\nexport DATABASE_URL='mysql://user:pass@host/shop'\n"}, ["warning"]),
        ({".env.sample": "DATABASE_URL=mysql+pymysql://user:pass@host/shop\n"}, ["warning"]),
        ({".env.example": "DATABASE_URL=sqlite:///shop.db\n"}, []),
        ({".env.example": "DATABASE_URL=\n"}, []),
        ({".env.example": "OTHER_URL=postgresql://user:pass@host/shop\n"}, []),
        ({"client/.env.example": "DATABASE_URL=postgresql://user:pass@host/shop\n"}, []),
        ({".env": "DATABASE_URL=postgresql://user:pass@host/shop\n"}, []),
        (
            {
                ".env.example": "DATABASE_URL=postgresql://user:pass@host/shop\n",
                "requirements.txt": f"{BOTH}flask-sqlalchemy\nSQLAlchemy==2.0.44\npsycopg2-binary\n",
            },
            [],
        ),
    ],
)
def test_the_driver_that_the_example_file_shows(example: dict[str, str], severities: list[str]) -> None:
    code = (
        "import os\nfrom flask_sqlalchemy import SQLAlchemy\n"
        f"{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = os.environ.get('DATABASE_URL')\ndb = SQLAlchemy(app)\n"
    )
    files = {"app.py": code, "requirements.txt": f"{BOTH}flask-sqlalchemy\nSQLAlchemy==2.0.44\n", **example}
    assert [severity for *_, severity in check("missing-database-driver", files)] == severities


APT = "RUN apt-get update && apt-get install -y python3-pip\n"
SERVED = 'RUN pip3 install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n'
LOCK = '{"_meta": {"requires": {"python_version": "3.8"}}, "default": {"flask": {}, "gunicorn": {}}}\n'
PIPFILE = '[packages]\nflask = "*"\ngunicorn = "*"\n\n[requires]\npython_version = "3.8"\n'
RENDER = "services:\n  - type: web\n    name: x\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"Pipfile": PIPFILE, "Pipfile.lock": LOCK}, [("Pipfile", 6, "warning")]),
        ({"Pipfile.lock": LOCK, "app.json": HEROKU}, [("Pipfile.lock", 1, "error")]),
        ({"Pipfile": PIPFILE.replace("3.8", "3.13")}, []),
        ({"Pipfile": PIPFILE, "requirements.txt": BOTH}, []),  # which the host installs from
        (
            {"environment.yml": "dependencies:\n- python=3.8\n- flask\n- gunicorn\n"},
            [("environment.yml", 2, "warning")],
        ),
        ({"requirements.txt": BOTH, ".python-version": "3.8\n"}, [(".python-version", 1, "warning")]),
        (
            {"requirements.txt": BOTH, ".python-version": "3.8\n", "render.yaml": RENDER},
            [(".python-version", 1, "warning")],
        ),
        ({"requirements.txt": BOTH, "runtime.txt": "python-3.8.1\n", "render.yaml": RENDER}, []),  # unread there
        (
            {"requirements.txt": BOTH, "runtime.txt": "python-3.13\n", ".python-version": "3.8\n", "app.json": HEROKU},
            [],
        ),
        (
            {"requirements.txt": BOTH, "runtime.txt": "python-3.9.1\n", ".python-version": "3.13\n"},
            [("runtime.txt", 1, "error")],
        ),
        ({"requirements.txt": BOTH, ".tool-versions": "python 3.8.1\n", "app.json": HEROKU}, []),
        ({"requirements.txt": BOTH, ".python-version": "3.99\n"}, [(".python-version", 1, "error")]),
        (
            {"requirements.txt": BOTH, ".python-version": "4.0.1\n", "app.json": HEROKU},
            [(".python-version", 1, "error")],
        ),
        ({"Dockerfile": IMAGE.replace("3.12", "3.31"), "requirements.txt": BOTH}, [("Dockerfile", 1, "error")]),
    ],
)
def test_which_declaration_of_a_python_counts(files: dict[str, str], told: list[tuple[str, int, str]]) -> None:
    web = {} if "Dockerfile" in files or "render.yaml" in files else WEB
    assert check("unsupported-python", {"app.py": FLASK, **web, **files}) == told


PIPFILE = '[packages]\nflask = "*"\n\n[requires]\npython_version = "%s"\n'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"vercel.json": "{}", "Pipfile": PIPFILE % "3.9"}, [("Pipfile", 5, "warning", "runs on Python 3.12")]),
        ({"vercel.json": "{}", ".python-version": "3.10\n"}, [(".python-version", 1, "warning", "has no Python 3.10")]),
        ({"vercel.json": "{}", ".python-version": "3.8\n"}, [(".python-version", 1, "warning", "passes over")]),
        ({"vercel.json": "{}", "Pipfile": PIPFILE % "3.6"}, [("Pipfile", 5, "error", "refuses Python 3.6")]),
        ({"vercel.json": "{}", "Pipfile": PIPFILE % "3.13"}, []),
        (
            {"Procfile": "web: gunicorn app:app\n", "app.json": HEROKU, ".python-version": "3.9\n"},
            [(".python-version", 1, "error", "refuses Python 3.9")],
        ),
    ],
)
def test_a_host_that_passes_over_a_python_does_not_stop(
    files: dict[str, str], told: list[tuple[str, int, str, str]]
) -> None:
    files = {"app.py": FLASK, **({} if "Pipfile" in files else {"requirements.txt": BOTH}), **files}
    assert check("unsupported-python", files) == [row[:3] for row in told]
    assert all(words in p.message for p, (*_, words) in zip(problems("unsupported-python", files), told))


@pytest.mark.parametrize(
    ("base", "run", "told"),
    [
        ("ubuntu:18.04", APT, True),
        ("ubuntu:bionic-20230530", APT.replace("python3-pip", "git python3 python3-venv"), True),
        ("debian:buster-slim", APT, True),
        ("amd64/debian:10.13", APT, True),
        ("alpine:3.15", "RUN apk add --no-cache python3 py3-pip\n", True),
        ("centos:7", "RUN yum install -y python3\n", True),
        ("ubuntu:22.04", APT, False),  # Ubuntu still mends its 3.10
        ("debian:12", APT, False),
        ("ubuntu:18.04", APT.replace("python3-pip", "python3.12 python3-pip"), False),
        ("ubuntu:18.04", f"RUN add-apt-repository ppa:deadsnakes/ppa\n{APT}", False),
        ("example/ubuntu:18.04", APT, False),
        ("ubuntu", APT, False),
    ],
)
def test_the_python_of_a_distribution_past_its_end(base: str, run: str, told: bool) -> None:
    found = check(
        "unsupported-python", {"app.py": FLASK, "Dockerfile": f"FROM {base}\nWORKDIR /app\nCOPY . .\n{run}{SERVED}"}
    )
    assert found == ([("Dockerfile", 1, "warning")] if told else [])


@pytest.mark.parametrize(
    ("base", "helped"),
    [
        ("python:3.9", "Use python:3.13."),
        ("python:3.9.18-alpine3.18", "Use python:3.13-alpine."),
        ("docker.io/library/python:3.8-slim-buster", "Use docker.io/library/python:3.13-slim."),
        ("python:3.8.1-buster", "Use python:3.13."),
        ("python:3.9-slim@sha256:" + "0" * 64, "Declare a supported version, such as 3.13."),
        ("tiangolo/uwsgi-nginx-flask:python3.8", "Declare a supported version, such as 3.13."),
        ("debian:buster-slim", "Declare a supported version, such as 3.13."),
    ],
)
def test_the_image_that_is_proposed_exists(base: str, helped: str) -> None:
    files = {"app.py": FLASK, "Dockerfile": f"FROM {base}\nWORKDIR /app\nCOPY . .\n{APT}{SERVED}"}
    assert [problem.help for problem in problems("unsupported-python", files)] == [helped]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"runtime.txt": "/home/ann/.venv/bin/python\n"}, ["runtime.txt"]),
        ({"runtime.txt": "3.13.5\n"}, ["runtime.txt"]),
        ({"runtime.txt": "python-3.13.5\n", ".python-version": "'3.13'\n"}, []),  # which is not read
        ({".python-version": '"3.13"\n', "app.json": HEROKU}, [".python-version"]),
        ({".python-version": ">=3.12\n", "app.json": HEROKU}, [".python-version"]),
        ({".python-version": "3.13\n3.12\n", "app.json": HEROKU}, [".python-version"]),
        ({".python-version": ">=3.12\n"}, []),  # nobody says that this is Heroku
        ({".python-version": "shop-env\n", "fly.toml": 'app = "shop"\n'}, []),
        ({"runtime.txt": "python-<%= version %>\n"}, []),
        ({"runtime.txt": "python-{{ cookiecutter.python }}\n"}, []),
        ({".python-version": "${PYTHON}\n", "app.json": HEROKU}, []),
        ({"runtime.txt": "python-@PYTHON@\n"}, []),
        ({"runtime.txt": "python-${\n"}, ["runtime.txt"]),
    ],
)
def test_what_the_host_refuses_as_a_version(files: dict[str, str], told: list[str]) -> None:
    found = check("invalid-python-version", {"app.py": FLASK, "requirements.txt": BOTH, **WEB, **files})
    assert [path for path, *_ in found] == told


LOCK = 'version = 1\nrequires-python = ">=3.12"\n' + "".join(
    f'[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "https://pypi.org/simple" }}\n'
    for name, version in (("flask", "3.1.2"), ("gunicorn", "23.0.0"))
)
PIPENV = '{"_meta": {"requires": {"python_version": "%s"}}, "default": {"flask": {"version": "==3.1.2"}, "gunicorn": {"version": "==23.0.0"}}}\n'
ON_HEROKU = {"app.json": HEROKU}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"uv.lock": LOCK, **ON_HEROKU}, ["uv.lock"]),
        ({"uv.lock": LOCK, "runtime.txt": "python-3.13\n"}, ["runtime.txt"]),
        ({"uv.lock": LOCK, "runtime.txt": "python-3.13\n", ".python-version": "3.13\n"}, ["runtime.txt"]),
        ({"uv.lock": LOCK, ".python-version": "3.13\n", **ON_HEROKU}, []),
        ({"uv.lock": LOCK}, []),  # nobody says that this is Heroku
        ({"uv.lock": LOCK, "requirements.txt": BOTH, **ON_HEROKU}, []),  # which is installed from instead
        ({"Pipfile.lock": PIPENV % "^3.12", **ON_HEROKU}, ["Pipfile.lock"]),
        ({"Pipfile.lock": PIPENV % "3.x", **ON_HEROKU}, ["Pipfile.lock"]),
        ({"Pipfile.lock": PIPENV % "3.12", **ON_HEROKU}, []),
        ({"Pipfile.lock": PIPENV % ">=3.12", ".python-version": "3.13\n", **ON_HEROKU}, []),
    ],
)
def test_what_heroku_asks_of_a_python_beside_a_lock(files: dict[str, str], told: list[str]) -> None:
    found = check("invalid-python-version", {"app.py": FLASK, **WEB, **files})
    assert [path for path, *_ in found] == told


@pytest.mark.parametrize(
    ("runtime", "said", "severity"),
    [
        ("python316", "refuses Python 3.16, unless", ""),
        ("python36", "refuses Python 3.6:", "error"),
        ("python315", "", ""),
        ("python314", "", ""),
    ],
)
def test_a_python_that_is_too_new_has_not_ended(runtime: str, said: str, severity: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "app.yaml": f"runtime: {runtime}\nentrypoint: gunicorn app:app\n",
        "requirements.txt": "flask\ngunicorn\n",
    }
    found = [(p.message, p.severity) for p in problems("unsupported-python", files)]
    assert [(said in message, how) for message, how in found] == ([(True, severity)] if said else [])


@pytest.mark.parametrize(
    ("requirements", "line", "severity"),
    [
        ("flask\nsomebodys-thing\n", "import pymongo", "info"),
        ("flask\ngit+https://example.com/thing#egg=thing\n", "from babel import dates", "info"),
        ("flask-sqlalchemy\nsomebodys-thing\n", "import flask_sqallchemy", "warning"),
        ("flask\n", "import pymongo", "error"),
        ("flask\npymongo\nsomebodys-thing\n", "import pymongo", None),
    ],
)
def test_what_something_unknown_may_bring(requirements: str, line: str, severity: str | None) -> None:
    files = {"app.py": f"{line}\n{FLASK}", "requirements.txt": requirements, "Procfile": "web: gunicorn app:app\n"}
    assert [found[2] for found in check("undeclared-import", files)] == ([severity] if severity else [])

"""What each kind of fix makes of a text, and of which texts it makes nothing."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

from flaskcheck.files.edits import edited
from flaskcheck.files.source import Source
from flaskcheck.fixes.choice import by_file

RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: {}\n    startCommand: {}\n"
IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n"
REQUIREMENTS = "flask==3.1.0\ngunicorn==23.0.0\n"


def mended(rule: str, files: dict[str, str], path: str) -> str | None:
    """A file after the fixes of a rule; ``None`` where no fix changes it."""
    edits = by_file(e for p in problems(rule, dict(files)) if p.fix for e in p.fix.edits)
    return edited(Source(path, files.get(path, "").encode()), edits[path]).decode() if path in edits else None


def safe(rule: str, files: dict[str, str]) -> set[bool]:
    return {not p.fix.is_unsafe for p in problems(rule, dict(files)) if p.fix}


def commands(rule: str, files: dict[str, str], **options: object) -> list[str]:
    return [p.fix.command for p in problems(rule, dict(files), **options) if p.fix and p.fix.command]


# --- commands ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "wanted"),
    [
        ("pip install -r requirements.txt; flask db upgrade", "pip install -r requirements.txt && flask db upgrade"),
        ("pip install -r requirements.txt;flask db upgrade", "pip install -r requirements.txt && flask db upgrade"),
        ("pip install -r requirements.txt & flask db upgrade", "pip install -r requirements.txt && flask db upgrade"),
        ('"pip install -r requirements.txt ; flask db upgrade"', '"pip install -r requirements.txt && flask db upgrade"'),
        ("|\n      pip install -r requirements.txt\n      flask db upgrade", "|\n      set -e\n      pip install -r requirements.txt\n      flask db upgrade"),
        ("pip install -r requirements.txt && flask db upgrade", None),
        ("pip install -r requirements.txt && echo 'done; really'", None),
    ],
)  # fmt: skip
def test_steps_that_go_on_after_a_failure(build: str, wanted: str | None) -> None:
    files = {
        "app.py": FLASK,
        "requirements.txt": REQUIREMENTS,
        "render.yaml": RENDER.format(build, "gunicorn app:app"),
    }
    made = mended("unchained-build-command", files, "render.yaml")
    assert made == (RENDER.format(wanted, "gunicorn app:app") if wanted else None)


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("pip install -r requirements.txt\nflask db upgrade\n", "set -e\npip install -r requirements.txt\nflask db upgrade\n"),
        ("#!/bin/bash\n# build\npip install -r requirements.txt\nflask db upgrade\n", "#!/bin/bash\nset -e\n# build\npip install -r requirements.txt\nflask db upgrade\n"),
        ("#!/bin/bash\nset -e\npip install -r requirements.txt\nflask db upgrade\n", None),
        ("pip install -r requirements.txt || exit 1\nflask db upgrade\n", None),
    ],
)  # fmt: skip
def test_scripts_that_go_on_after_a_failure(script: str, wanted: str | None) -> None:
    files = {"app.py": FLASK, "requirements.txt": REQUIREMENTS, "build.sh": script, "render.yaml": RENDER.format("bash build.sh", "gunicorn app:app")}  # fmt: skip
    assert mended("unchained-build-command", files, "build.sh") == wanted


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ('CMD ["gunicorn", "--bind", "127.0.0.1:8000", "app:app"]', 'CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]'),
        ("CMD gunicorn -b localhost:8000 app:app", "CMD gunicorn -b 0.0.0.0:8000 app:app"),
        ("CMD gunicorn app:app", "CMD gunicorn --bind 0.0.0.0:${PORT:-8000} app:app"),
        ("CMD exec gunicorn -w 2 app:app", "CMD exec gunicorn --bind 0.0.0.0:${PORT:-8000} -w 2 app:app"),
        ('CMD ["gunicorn", "app:app"]', None),
        ("CMD gunicorn -b 0.0.0.0:8000 app:app", None),
    ],
)  # fmt: skip
def test_addresses_that_nothing_reaches(command: str, wanted: str | None) -> None:
    made = mended("loopback-bind", {"app.py": FLASK, "Dockerfile": f"{IMAGE}{command}\n"}, "Dockerfile")
    assert made == (f"{IMAGE}{wanted}\n" if wanted else None)


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("gunicorn -b 0.0.0.0:8000 app:app", "gunicorn -b 0.0.0.0:$PORT app:app"),
        ("gunicorn --bind=:5000 app:app", "gunicorn --bind=0.0.0.0:$PORT app:app"),
        ("waitress-serve app:app", "waitress-serve --port=$PORT app:app"),
        ("waitress-serve --port=8080 app:app", "waitress-serve --port=$PORT app:app"),
        ("uvicorn --factory --host 0.0.0.0 --port 8000 app:app", "uvicorn --factory --host 0.0.0.0 --port $PORT app:app"),
        ("gunicorn -b 0.0.0.0:$PORT app:app", None),
        ("gunicorn app:app", None),
    ],
)  # fmt: skip
def test_ports_that_the_host_assigns(start: str, wanted: str | None) -> None:
    packages = "flask==3.1.0\ngunicorn==23.0.0\nwaitress==3.0.2\nuvicorn==0.34.0\n"
    files = {"app.py": FLASK, "requirements.txt": packages, "Procfile": f"web: {start}\n"}
    assert mended("fixed-port", files, "Procfile") == (f"web: {wanted}\n" if wanted else None)


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ('bind = "0.0.0.0:5000"\n', 'import os\n\nbind = "0.0.0.0:" + os.environ.get("PORT", "5000")\n'),
        ("import os\nbind = '0.0.0.0:5000'\n", 'import os\nbind = "0.0.0.0:" + os.environ.get("PORT", "5000")\n'),
        ("bind = ['0.0.0.0:5000', 'unix:/tmp/a']\n", None),
        ('# ours\nbind = "0.0.0.0:5000"\n', None),
    ],
)
def test_ports_in_a_configuration_file_of_code(settings: str, wanted: str | None) -> None:
    files = {"app.py": FLASK, "requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn -c gunicorn.conf.py app:app\n", "gunicorn.conf.py": settings}  # fmt: skip
    made = mended("fixed-port", files, "gunicorn.conf.py")
    assert wanted is None or made == wanted
    assert made is None or "PORT" in made


@pytest.mark.parametrize(
    ("path", "script", "wanted"),
    [
        ("start.sh", "gunicorn -b 0.0.0.0:5000 app:app\n", "gunicorn -b 0.0.0.0:${PORT:-5000} app:app\n"),
        ("start.sh", "waitress-serve --port=8080 app:app\n", "waitress-serve --port=${PORT:-8080} app:app\n"),
        ("Makefile", "serve:\n\tgunicorn -b 0.0.0.0:5000 app:app\n", None),
        ("uwsgi.ini", "[uwsgi]\nhttp = 0.0.0.0:5000\nmodule = app:app\n", None),
    ],
)
def test_ports_elsewhere(path: str, script: str, wanted: str | None) -> None:
    starts = {"start.sh": "bash start.sh", "Makefile": "make serve", "uwsgi.ini": "uwsgi --ini uwsgi.ini"}
    packages = f"{REQUIREMENTS}waitress==3.0.2\nuwsgi==2.0.28\n"
    files = {"app.py": FLASK, "requirements.txt": packages, "Procfile": f"web: {starts[path]}\n", path: script}
    assert problems("fixed-port", dict(files))
    assert mended("fixed-port", files, path) == wanted


def test_a_configuration_file_that_listens_on_the_machine_alone() -> None:
    files = {"app.py": FLASK, "gunicorn.conf.py": "bind = '127.0.0.1:8000'  # here\n", "Dockerfile": f"{IMAGE}CMD gunicorn app:app\n"}  # fmt: skip
    assert mended("loopback-bind", files, "gunicorn.conf.py") == "bind = '0.0.0.0:8000'  # here\n"


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("gunicorn app:create_app", "gunicorn 'app:create_app()'"),
        ('gunicorn "app:create_app"', 'gunicorn "app:create_app()"'),
        ("waitress-serve app:create_app", "waitress-serve --call app:create_app"),
        ("gunicorn 'app:create_app()'", None),
    ],
)
def test_factories(start: str, wanted: str | None) -> None:
    files = {"app.py": "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n", "requirements.txt": f"{REQUIREMENTS}waitress==3.0.2\n", "Procfile": f"web: {start}\n"}  # fmt: skip
    assert mended("uncalled-factory", files, "Procfile") == (f"web: {wanted}\n" if wanted else None)


def test_scripts_that_cannot_be_run() -> None:
    files = {"app.py": FLASK, "requirements.txt": REQUIREMENTS, "start it.sh": "#!/bin/sh\nexec gunicorn app:app\n", "Procfile": "web: './start it.sh'\n"}  # fmt: skip
    assert commands("unrunnable-entrypoint", files) == ["git update-index --chmod=+x 'start it.sh'"]
    files = {"app.py": FLASK, "start.sh": "[[ -n $X ]] && echo x\nexec gunicorn app:app\n", "Dockerfile": f'{IMAGE}CMD ["./start.sh"]\n'}  # fmt: skip
    [problem] = problems("unrunnable-entrypoint", dict(files), modes={"start.sh": "100755"})
    assert problem.fix is not None
    assert problem.fix.edits[0].replacement == "#!/usr/bin/env bash\n"


# --- requirements -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "path", "wanted"),
    [
        ({"requirements.txt": "flask==3.1.0\n"}, "requirements.txt", "flask==3.1.0\ngunicorn>=23.0\n"),
        ({"requirements.txt": "flask"}, "requirements.txt", "flask\ngunicorn"),
        ({"requirements.txt": "flask==3.1.0 --hash=sha256:00\n"}, "requirements.txt", None),
        ({"pyproject.toml": '[project]\nname = "a"\nversion = "1"\ndependencies = ["flask==3.1.0"]\n'}, "pyproject.toml",
         '[project]\nname = "a"\nversion = "1"\ndependencies = ["flask==3.1.0", "gunicorn>=23.0"]\n'),
        ({"pyproject.toml": '[project]\nname = "a"\nversion = "1"\ndependencies = [\n  "x",\n  "flask", # web\n]\n'}, "pyproject.toml",
         '[project]\nname = "a"\nversion = "1"\ndependencies = [\n  "x",\n  "flask", # web\n  "gunicorn",\n]\n'),
        ({"pyproject.toml": '[project]\nname = "a"\nversion = "1"\ndependencies = [\n  "flask"\n]\n'}, "pyproject.toml",
         '[project]\nname = "a"\nversion = "1"\ndependencies = [\n  "flask",\n  "gunicorn",\n]\n'),
    ],
)  # fmt: skip
def test_a_server_that_is_missing(files: dict[str, str], path: str, wanted: str | None) -> None:
    assert (
        mended("missing-wsgi-server", {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", **files}, path) == wanted
    )


@pytest.mark.parametrize(
    ("install", "wanted"),
    [
        ("RUN pip install flask", "RUN pip install flask gunicorn"),
        ("RUN pip install --no-cache-dir flask==3.1.0 && echo x", "RUN pip install --no-cache-dir flask==3.1.0 'gunicorn>=23.0' && echo x"),
        ('RUN pip install "flask"', None),
        ("RUN pip install flask && pip install requests", None),
    ],
)  # fmt: skip
def test_a_server_that_an_image_lacks(install: str, wanted: str | None) -> None:
    image = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\n{}\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
    made = mended("missing-wsgi-server", {"app.py": FLASK, "Dockerfile": image.format(install)}, "Dockerfile")
    assert made == (image.format(wanted) if wanted else None)


HEAD = "#\n# This file is autogenerated by pip-compile with Python 3.13\n# by the following command:\n#\n#    pip-compile\n#\n"


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"requirements.txt": f"{HEAD}flask==3.1.0\n", "requirements.in": "flask\n"}, ["echo gunicorn >> requirements.in && pip-compile requirements.in"]),
        ({"Pipfile": '[packages]\nflask = "*"\n', "Pipfile.lock": '{"_meta": {}, "default": {"flask": {"version": "==3.1.0"}}, "develop": {}}'}, ["pipenv install gunicorn"]),
        ({"requirements.txt": f"{HEAD}flask==3.1.0\n"}, []),
    ],
)  # fmt: skip
def test_what_a_tool_writes_is_changed_by_its_command(files: dict[str, str], wanted: list[str]) -> None:
    found = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n", **files}
    assert commands("missing-wsgi-server", found) == wanted
    assert all(mended("missing-wsgi-server", found, path) is None for path in files)


@pytest.mark.parametrize(
    ("rule", "line", "wanted"),
    [
        ("misnamed-requirement", "sklearn==0.0", "scikit-learn>=1.3"),
        ("misnamed-requirement", "PIL", "pillow"),
        ("unpublished-requirement", "pkg-resources==0.0.0", ""),
        ("invalid-requirement", "requests = 2.32.0", "requests==2.32.0"),
        ("invalid-requirement", "requests           2.32.0", "requests==2.32.0"),
        ("invalid-requirement", "pip install requests==2.32.0", "requests==2.32.0"),
        ("invalid-requirement", "python -m pip install requests", "requests"),
        ("platform-requirement", "pywin32==306  # of Windows", 'pywin32==306 ; sys_platform == "win32"  # of Windows'),
        ("invalid-requirement", "pip install requests flask", None),
        ("invalid-requirement", "sudo apt install x", None),
        ("misnamed-requirement", "pillow==11.0.0", None),
        ("platform-requirement", 'pywin32==306 ; sys_platform == "win32"', None),
    ],
)
def test_lines_of_requirements(rule: str, line: str, wanted: str | None) -> None:
    files = {
        "app.py": FLASK,
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": f"{REQUIREMENTS}{line}\n# end\n",
    }
    end = f"{wanted}\n# end\n" if wanted else "# end\n"
    assert mended(rule, files, "requirements.txt") == (None if wanted is None else f"{REQUIREMENTS}{end}")


# --- ignore files, URLs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "path", "wanted"),
    [
        ({"Dockerfile": f"{IMAGE}CMD gunicorn -b 0.0.0.0:8000 app:app\n"}, ".dockerignore", ".env\n"),
        ({"Dockerfile": f"{IMAGE}CMD gunicorn -b 0.0.0.0:8000 app:app\n", ".dockerignore": ".git"}, ".dockerignore", ".git\n.env"),
        ({"Dockerfile": f"{IMAGE}CMD gunicorn -b 0.0.0.0:8000 app:app\n", "Dockerfile.dockerignore": ".git\n"}, "Dockerfile.dockerignore", ".git\n.env\n"),
        ({"Dockerfile": f"{IMAGE}CMD gunicorn -b 0.0.0.0:8000 app:app\n", ".dockerignore": "*.env\n.env\n"}, ".dockerignore", None),
    ],
)  # fmt: skip
def test_what_an_image_takes_along(files: dict[str, str], path: str, wanted: str | None) -> None:
    code = f"from dotenv import load_dotenv\nload_dotenv()\n{FLASK}"
    found = {"app.py": code, ".gitignore": ".env\n", **files}
    assert mended("env-file-in-image", found, path) == wanted


def test_an_address_of_postgres() -> None:
    code = f"import os\nfrom flask_sqlalchemy import SQLAlchemy\n{FLASK}app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\ndb = SQLAlchemy(app)\n"
    packages = f"{REQUIREMENTS}Flask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.36\npsycopg2-binary==2.9.10\n"
    variables = "    envVars:\n      - key: DATABASE_URL\n        value: postgres://db.example.com/shop\n"
    render = RENDER.format("pip install -r requirements.txt", "gunicorn app:app") + variables
    files = {"app.py": code, "requirements.txt": packages, "render.yaml": render}
    assert mended("legacy-postgres-scheme", files, "render.yaml") == render.replace("postgres://", "postgresql://")
    assert safe("legacy-postgres-scheme", files) == {True}


# --- what may change what the application does ------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "code", "wanted"),
    [
        ("debug-setting", "app.config['DEBUG'] = True\n", "app.config['DEBUG'] = False\n"),
        ("debug-environment", "import os\nos.environ['FLASK_DEBUG'] = 'true'\n", "import os\nos.environ['FLASK_DEBUG'] = '0'\n"),
        ("unguarded-run", "app.run(\n    debug=False,\n)\n", 'if __name__ == "__main__":\n    app.run(\n        debug=False,\n    )\n'),
        ("unguarded-run", "print(1); app.run()\n", None),
        ("debug-setting", "app.config['DEBUG'] = False\n", None),
    ],
)  # fmt: skip
def test_code(rule: str, code: str, wanted: str | None) -> None:
    files = {"app.py": FLASK + code, "requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n"}
    assert mended(rule, files, "app.py") == (FLASK + wanted if wanted else None)
    assert safe(rule, files) == ({False} if wanted else set())


@pytest.mark.parametrize(
    ("head", "line", "top", "wanted"),
    [
        ("", "app.secret_key = 'hard to guess'  # key\n", "import os\n", 'app.secret_key = os.environ["SECRET_KEY"]  # key\n'),
        ('"""Shop."""\n\nfrom __future__ import annotations\n\n', "app.secret_key = 'hard to guess'\n", None, 'app.secret_key = os.environ["SECRET_KEY"]\n'),
        ("import os\n", "app.config['SECRET_KEY'] = os.environ.get('SECRET_KEY', 'dev')\n", "", "app.config['SECRET_KEY'] = os.environ[\"SECRET_KEY\"]\n"),
        ("import os\n", "app.secret_key = os.getenv('SECRET_KEY') or 'dev'\n", "", 'app.secret_key = os.environ["SECRET_KEY"]\n'),
    ],
)  # fmt: skip
def test_keys(head: str, line: str, top: str | None, wanted: str) -> None:
    files = {"app.py": head + FLASK + line, "requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n"}
    rule = "fallback-secret-key" if "dev" in line else "hard-coded-secret-key"
    made = mended(rule, files, "app.py")
    above = f"{head}import os\n" if top is None else f"{top}{head}" if top else head
    assert made == f"{above}{FLASK}{wanted}"
    assert safe(rule, files) == {False}


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ('["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]', '["sh", "-c", "exec gunicorn -b 0.0.0.0:$PORT app:app"]'),
        (
            '[ "gunicorn", "--bind=:${PORT:-8000}", "app:make(\'a\')" ]',
            '["sh", "-c", "exec gunicorn --bind=:${PORT:-8000} \'app:make(\'\\"\'\\"\'a\'\\"\'\\"\')\'"]',
        ),
        ('["gunicorn", "-b", "0.0.0.0:$PORT", "--access-logformat", "$USER (%(h)s)", "app:app"]', None),
        ('["gunicorn", "-b", "0.0.0.0:8000", "app:app"]', None),
        ("gunicorn -b 0.0.0.0:$PORT app:app", None),
    ],
)
def test_variables_that_no_shell_replaces(command: str, wanted: str | None) -> None:
    files = {"app.py": FLASK, "Dockerfile": f"{IMAGE}CMD {command}\n"}
    after = mended("unexpanded-variable", files, "Dockerfile")
    assert after == (f"{IMAGE}CMD {wanted}\n" if wanted else None)


_KEY = "9f2c4e7a1b8d4f60a3c5e1"


@pytest.mark.parametrize(
    ("path", "written", "wanted"),
    [
        ("compose.yaml", f"    environment:\n      SECRET_KEY: {_KEY}\n", "SECRET_KEY: ${SECRET_KEY}"),
        ("compose.yaml", f'    environment:\n      SECRET_KEY: "{_KEY}"  # ours\n', 'SECRET_KEY: "${SECRET_KEY}"  # ours'),
        ("compose.yaml", f"    environment:\n      - SECRET_KEY={_KEY}\n", "- SECRET_KEY=${SECRET_KEY}"),
        ("compose.yaml", f"    environment: {{SECRET_KEY: {_KEY}, B: 1}}\n", "{SECRET_KEY: ${SECRET_KEY}, B: 1}"),
        ("render.yaml", f"    envVars:\n      - key: SECRET_KEY\n        value: {_KEY}\n", "        sync: false"),
        ("render.yaml", f"    envVars:\n      - {{key: SECRET_KEY, value: '{_KEY}'}}\n", "- {key: SECRET_KEY, sync: false}"),
        ("render.yaml", f"    envVars:\n      - key: SECRET_KEY\n        value: >-\n          {_KEY}\n", None),
        ("fly.toml", f'[env]\nSECRET_KEY = "{_KEY}"\n', None),  # it has no way to say so
    ],
)  # fmt: skip
def test_secrets_of_platform_files(path: str, written: str, wanted: str | None) -> None:
    above = {"compose.yaml": "services:\n  web:\n    build: .\n", "render.yaml": RENDER.format("pip install flask", "gunicorn app:app"), "fly.toml": 'app = "shop"\n'}  # fmt: skip
    files = {"app.py": FLASK, "Dockerfile": f"{IMAGE}CMD gunicorn -b 0.0.0.0:8000 app:app\n"}
    files[path] = above[path] + written
    assert problems("plain-secret", dict(files))
    made = mended("plain-secret", files, path)
    assert (made is None) if wanted is None else (wanted in (made or "") and _KEY not in (made or ""))
    assert safe("plain-secret", files) == ({False} if wanted else set())


def test_a_secret_that_an_image_holds_too_is_not_half_mended() -> None:
    files = {"app.py": FLASK, "Dockerfile": f"{IMAGE}ENV SECRET_KEY={_KEY}\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"}
    files["compose.yaml"] = f"services:\n  web:\n    build: .\n    environment:\n      SECRET_KEY: {_KEY}\n"
    assert mended("plain-secret", files, "compose.yaml") is None

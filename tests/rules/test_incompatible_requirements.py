"""Releases that cannot be together: what each list leads to was tried with pip and uv on CPython 3.11 to 3.13."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

PROJECT = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n"}
RULE = "incompatible-requirements"


def found(requirements: str, imports: str = "", **more: str) -> list[tuple[int, str]]:
    files = {**PROJECT, "app.py": imports + FLASK, "requirements.txt": requirements, **more}
    return [(p.place.line, p.message) for p in problems(RULE, files)]


@pytest.mark.parametrize(
    ("requirements", "imports", "line", "said"),
    [
        ("flask==1.1.2\ngunicorn\n", "", 1, "'escape' from 'jinja2'"),
        ("gunicorn\nflask==1.0.2\njinja2<3.1\nmarkupsafe<2.1\n", "", 2, "'json' from 'itsdangerous'"),
        ("flask==0.12.2\ngunicorn\n", "", 1, "'Markup' from 'jinja2'"),
        ("flask==1.1.4\ngunicorn\n", "", 1, "'soft_unicode' from 'markupsafe'"),
        ("flask~=2.1.0\ngunicorn\n", "", 1, "'url_quote' from 'werkzeug.urls'"),
        ("flask==2.0.3\nwerkzeug==3.0.1\ngunicorn\n", "", 1, "Werkzeug 3.0.1, which is pinned too"),
        ("flask\ngunicorn\nflask-login==0.6.2\n", "import flask_login\n", 3, "'url_decode' from 'werkzeug.urls'"),
        ("flask==2.2.5\nflask-sqlalchemy==2.5.1\ngunicorn\n", "from flask_sqlalchemy import SQLAlchemy\n", 2, "SQLAlchemy 2."),
        ("flask==3.0.0\nwerkzeug==2.3.7\ngunicorn\n", "", 2, "Flask 3.0.0 requires Werkzeug>=3.0.0"),
        ("flask==2.1.0\ncelery==5.0.5\nwerkzeug<3\ngunicorn\n", "", 1, "Celery 5.0.5 requires click<8.0,>=7.0"),
        # An extension whose releases nobody lists asks for Flask alone, and Flask's own release is pinned.
        ("flask==2.2.3\nflask-paginate\ngunicorn\n", "", 1, "'url_quote' from 'werkzeug.urls'"),
        ("gunicorn\nflask-pymongo==2.3.0\nflask-minify\nflask==1.1.4\n", "", 4, "'soft_unicode' from 'markupsafe'"),
    ],
)  # fmt: skip
def test_what_it_says(requirements: str, imports: str, line: int, said: str) -> None:
    [(at, message)] = found(requirements, imports)
    assert at == line
    assert said in message


@pytest.mark.parametrize(
    ("requirements", "imports"),
    [
        ("flask==1.1.2\njinja2==3.0.3\nmarkupsafe==2.0.1\nitsdangerous==2.0.1\nwerkzeug==2.0.3\ngunicorn\n", ""),
        ("flask==2.2.5\ngunicorn\n", ""),
        ("flask==2.0.3\nwerkzeug<3\ngunicorn\n", ""),
        ("flask<3\nflask-sqlalchemy<3\nsqlalchemy<2\ngunicorn\n", "import flask_sqlalchemy\n"),
        ("flask\nflask-login==0.6.2\ngunicorn\n", ""),  # nothing imports it
        ("flask\nflask-login==0.6.2\ngunicorn\n", "try:\n    import flask_login\nexcept ImportError:\n    pass\n"),
        ("flask==2.0.3\nacme-flask-kit==1.0\ngunicorn\n", ""),  # it may limit Werkzeug
        ("flask==2.0.3\nazure-functions\ngunicorn\n", ""),  # it asks for Werkzeug itself
        ("flask<2.1\nflask-paginate\ngunicorn\n", ""),  # it may want another Flask, which asks for another Werkzeug
        ("flask==2.0.3\nflask-paginate\nwerkzeug<3\ngunicorn\n", ""),
        ("flask==2.0.3\nwerkzeug @ git+https://git.example/werkzeug\ngunicorn\n", ""),
        ("flask==1.99.0\ngunicorn\n", ""),  # no release that is known
        ("flask\nflask-uploads==0.2.1\nflask-reuploaded\ngunicorn\n", "import flask_uploads\n"),  # both bring it
        ("flask==2.0.3 ; sys_platform == 'win32'\nflask==3.1.0 ; sys_platform != 'win32'\ngunicorn\n", ""),
        ("flask>=2.0\ngunicorn\n", ""),
    ],
)
def test_look_alikes(requirements: str, imports: str) -> None:
    assert not found(requirements, imports)


def test_a_constraint_counts() -> None:
    files = {"constraints.txt": "werkzeug==2.3.8\n"}
    assert not found("-c constraints.txt\nflask==2.0.3\ngunicorn\n", **files)
    assert found("flask==2.0.3\ngunicorn\n", **files)


def test_a_lock_is_taken_as_it_is() -> None:
    """What it holds together is not asked of pip; what cannot work still fails."""
    package = '[[package]]\nname = "{}"\nversion = "{}"\n\n'
    pins = (("flask", "2.0.3"), ("werkzeug", "3.0.1"), ("jinja2", "3.1.4"), ("itsdangerous", "2.2.0"), ("click", "8.1.7"), ("markupsafe", "2.1.5"), ("gunicorn", "23.0.0"))  # fmt: skip
    files = {
        **PROJECT,
        "pyproject.toml": '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\nflask = "2.0.3"\ngunicorn = "*"\n',
        "poetry.lock": "".join(package.format(*pin) for pin in pins),
    }
    assert [severity for _, _, severity in check(RULE, files)] == ["error"]
    assert not check(RULE, {**files, "poetry.lock": files["poetry.lock"].replace("3.0.1", "2.0.3")})


def test_each_python_counts() -> None:
    """The same pin is right on one Python and wrong on the next; where none is declared and no host is known, it has to be wrong on all."""
    lists = "flask\nsqlalchemy==2.0.25\ngunicorn\n"
    assert not check(RULE, {"app.py": f"import sqlalchemy\n{FLASK}", "requirements.txt": lists})
    assert not found(lists, "import sqlalchemy\n", **{".python-version": "3.12\n"})
    [(line, message)] = found(lists, "import sqlalchemy\n", **{".python-version": "3.13\n"})
    assert line == 2
    assert "Python 3.13" in message


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ("RUN pip install uv && uv pip install --system -r requirements.txt", 1),
        ("RUN pip install --no-cache-dir uv\nRUN uv pip install --system --no-cache -r requirements.txt", 1),
        ("ENV UV_SYSTEM_PYTHON=1\nRUN pip install uv==0.9.5\nRUN uv pip install -r requirements.txt", 1),
        ("COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/uv\nRUN uv pip install --system -r requirements.txt", 1),
        ("RUN pip install uv && uv pip install --system --exclude-newer 2023-01-01 -r requirements.txt", 0),
        ("RUN pip install uv 'werkzeug<3' && uv pip install --system -r requirements.txt 'werkzeug<3'", 0),
        ("RUN pip install uv acme-kit && uv pip install --system -r requirements.txt", 0),
    ],
)
def test_uv_in_an_image(steps: str, line: int) -> None:
    image = (
        f'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n{steps}\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
    )
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask==2.0.3\ngunicorn\n"}
    assert [p.place.line for p in problems(RULE, {**files, "Dockerfile": image})] == [line] * bool(line)


TWO_COMMANDS = "services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: {}\n    startCommand: gunicorn app:app\n"
CLASHING = "flask==3.1.2\nwerkzeug==2.0.3\ngunicorn\n"


@pytest.mark.parametrize(
    ("build", "lists", "count"),
    [
        ("pip install --upgrade pip && pip install -r requirements.txt", CLASHING, 1),
        ("pip install -r requirements.txt && pip install -r requirements.txt", CLASHING, 1),
        ("pip install -r requirements.txt && pip install gevent", CLASHING, 1),
        ("pip install gunicorn && pip install -r requirements.txt", CLASHING, 1),
        ("pip install flask==3.1.2 gunicorn && pip install werkzeug==2.0.3", "", 0),
        ("pip install -r requirements.txt && pip install werkzeug==2.0.3", "flask==3.1.2\ngunicorn\n", 0),
    ],
)
def test_one_file_is_installed_by_one_command(build: str, lists: str, count: int) -> None:
    files = {"app.py": FLASK, "render.yaml": TWO_COMMANDS.format(build), "requirements.txt": lists}
    assert len(problems(RULE, {**files})) == count


def test_a_build_command_beside_the_host_s_own() -> None:
    spec = "name: a\nservices:\n  - name: web\n    build_command: pip install -r requirements.txt\n    run_command: gunicorn app:app\n"
    assert len(problems(RULE, {"app.py": FLASK, ".do/app.yaml": spec, "requirements.txt": CLASHING})) == 1


@pytest.mark.parametrize("other", ["coverage==7.6.0", "pyotp==2.9.0", "loguru", "gunicorn[setproctitle]\nipython"])
def test_distributions_beside_it_that_limit_nothing_of_it(other: str) -> None:
    """What they bring is known from the index's metadata, all the way down."""
    assert found(f"flask==2.0.3\n{other}\ngunicorn\n")


@pytest.mark.parametrize("other", ["dash==1.0.0", "connexion==2.0", "acme-unheard-of==1.0"])
def test_distributions_beside_it_that_may_limit_it(other: str) -> None:
    assert not found(f"flask==2.0.3\n{other}\ngunicorn\n")


IMAGE = "FROM python:3.11-slim\nWORKDIR /srv\nRUN pip install {}\nCOPY . .\nRUN {}\nCMD {}\n"
POETRY = '[tool.poetry]\nname = "a"\npackage-mode = false\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "1.1.2"\ngunicorn = "*"\n'
PEP_621 = (
    '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["flask==1.1.2", "gunicorn"]\n'
)
STARTED = '["gunicorn", "-b", "0.0.0.0:8000", "web:app"]'


@pytest.mark.parametrize(
    ("declared", "tools", "install", "start"),
    [
        (POETRY, "poetry", "poetry config virtualenvs.create false && poetry install", STARTED),
        (POETRY, "poetry==1.8.3", "poetry install --no-root", f'["poetry", "run", {STARTED[1:]}'),
        (PEP_621, "pdm", "pdm install", f'["pdm", "run", {STARTED[1:]}'),
        (PEP_621, "poetry wheel", "pip install .", STARTED),
    ],
)
def test_without_a_lock_the_tool_brings_nothing_that_flask_needs(
    declared: str, tools: str, install: str, start: str
) -> None:
    """Poetry and PDM ask for nothing of Flask's family, so that the newest Jinja2 is chosen beside them."""
    files = {"web.py": FLASK, "pyproject.toml": declared, "Dockerfile": IMAGE.format(tools, install, start)}
    assert [(path, severity) for path, _, severity in check(RULE, files)] == [("pyproject.toml", "error")]
    limited = declared.replace('"1.1.2"', '"3.1.2"').replace("flask==1.1.2", "flask==3.1.2")
    assert not check(RULE, {**files, "pyproject.toml": limited})

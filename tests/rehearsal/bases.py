"""The applications that are changed: the good repositories of ``tests/repos``, and public ones out of a folder that is named on the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.rehearsal.operators import Mutant
from tests.rehearsal.plans import SECRET
from tests.rehearsal.player import PLANTED
from tests.rehearsal.rooms import BESIDE


@dataclass(frozen=True)
class Base:
    """An application that can be deployed. ``target``: where it is, as servers name it; ``keeps``: it has a database or files, so a second deployment tells more; ``dashboard``: what its owner has set there (``""``: the address of the database).

    ``commands`` are what its host runs, written by hand from its files, so that what flaskcheck's readers make of them is compared with something else. ``writes``: what a visitor writes, as ``visitor.py`` takes it.
    ``by_hand`` are commands that the owner runs once before the first start, such as one that makes an account: whether they end well is nobody's question but the visitor's.
    ``unplayed`` are files of other hosts than the one that is played: they are left as they are.
    ``commit`` is that of a public repository (``name`` is then ``owner/name``); ``folder`` the part of it that is deployed, ``added`` what deploying it takes besides (a text that begins with ``+`` is put at the end of a file).
    """

    name: str
    target: str
    commands: tuple[str, ...]
    keeps: bool = False
    dashboard: Mapping[str, str] = field(default_factory=lambda: {"SECRET_KEY": SECRET})
    writes: tuple[str, ...] = ()
    commit: str = ""
    folder: str = ""
    added: Mapping[str, str] = field(default_factory=dict)
    unplayed: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


INSTALL = "pip install -r requirements.txt"
START_FLASKR = "(test -f instance/flaskr.sqlite || flask --app flaskr init-db) && gunicorn 'flaskr:create_app()'"

OWN = (
    Base("app-engine-good", "main:app", (INSTALL, "gunicorn -b :$PORT main:app")),
    Base("cloud-foundry-good", "wsgi:app", (INSTALL, "gunicorn --bind 0.0.0.0:$PORT wsgi:app")),
    Base(
        "digitalocean-good",
        "wsgi:app",
        (INSTALL, "gunicorn --worker-tmp-dir /dev/shm --bind 0.0.0.0:8080 wsgi:app"),
    ),
    Base("docker-compose-good", "shop:create_app()", (), keeps=True),
    Base("heroku-single-file-good", "app:app", (INSTALL, "gunicorn app:app")),
    Base(
        "tutorial-6-clean",
        "run:app",
        (f"{INSTALL} && flask db upgrade", "gunicorn run:app"),
        keeps=True,
        by_hand=("python -c 'from run import app; app.app_context().push(); import app.scripts.seed as s; s.seed()'",),
    ),
    Base(
        "render-disk-good",
        "gallery:create_app()",
        (INSTALL, "gunicorn 'gallery:create_app()'"),
        keeps=True,
        writes=(f"POST /pictures/?name=cake.txt&text={PLANTED}",),
    ),
    Base(
        "heroku-release-good",
        "guests.web:app",
        (INSTALL, "flask --app guests.web db upgrade && flask --app guests.web seed", "gunicorn guests.web:app"),
        keeps=True,
        writes=(f"POST /guests?name={PLANTED}",),
    ),
)

PUBLIC = (
    Base(
        "digitalocean/sample-flask",
        "app:app",
        (INSTALL, "gunicorn --worker-tmp-dir /dev/shm --config gunicorn_config.py app:app"),
        commit="7d0906df0e7189c96cfc7f5fabc4d47bbacf5617",
    ),
    Base(
        "pallets/flask",
        "flaskr:create_app()",
        ("pip install . gunicorn", START_FLASKR),
        commit="2ac89889f4cc330eabd50f295dcef02828522c69",
        folder="examples/tutorial",
        writes=(
            "FORM /auth/register?username=ann&password=x",
            "FORM /auth/login?username=ann&password=x",
            "FORM /create?title=Cake&body=Good",
            "INSIDE /create",
            "INSIDE /1/update",
        ),
        added={
            "render.yaml": f"""\
services:
  - type: web
    name: flaskr
    runtime: python
    buildCommand: pip install . gunicorn
    startCommand: {START_FLASKR}
    disk:
      name: data
      mountPath: /opt/render/project/src/instance
"""
        },
    ),
    Base(
        "miguelgrinberg/microblog",
        "microblog:app",
        (INSTALL, "flask db upgrade; flask translate compile; gunicorn microblog:app"),
        keeps=True,
        dashboard={"SECRET_KEY": SECRET, "DATABASE_URL": "", "FLASK_APP": "microblog.py"},
        unplayed=("Dockerfile", "boot.sh", "deployment/supervisor/microblog.conf"),
        writes=(
            "FORM /auth/register?username=ann&email=ann@example.com&password=x&password2=x",
            "FORM /auth/login?username=ann&password=x",
            "INSIDE /index",
            "INSIDE /explore",
            "INSIDE /search?q=Cake",
            "INSIDE /user/ann",
            "INSIDE /user/ann/popup",
            "INSIDE /edit_profile",
            "INSIDE /messages",
            "INSIDE /auth/reset_password_request",
        ),
        commit="a975ef64864354867c88e0ed3a17ba7d17dca752",
        added={".python-version": "3.11\n"},
    ),
    Base(
        "Azure-Samples/msdocs-flask-postgresql-sample-app",
        "app:app",
        (INSTALL, "flask db upgrade", "gunicorn app:app"),
        keeps=True,
        dashboard={
            "SECRET_KEY": SECRET,
            "WEBSITE_HOSTNAME": "reviews.example.com",
            "AZURE_POSTGRESQL_USER": "app",
            "AZURE_POSTGRESQL_PASSWORD": SECRET,
            "AZURE_POSTGRESQL_HOST": BESIDE,
            "AZURE_POSTGRESQL_NAME": "app",
        },
        unplayed=("startup.sh", "azure.yaml"),
        writes=(
            f"POST /add?restaurant_name={PLANTED}&street_address=x&description=y",
            "POST /review/1?user_name=ann&rating=5&review_text=good",
            "INSIDE /1",
        ),
        commit="0f1e0bb1b2f0fb286a8f5086e2d9dfb6b4e3306b",
        added={"Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n", "requirements.txt": "+\ngunicorn\n"},
    ),
    Base(
        "mjhea0/flaskr-tdd",
        "project.app:app",
        (INSTALL, "python create_db.py", "gunicorn project.app:app"),
        keeps=True,
        dashboard={"DATABASE_URL": ""},
        writes=(
            "FORM /login?username=admin&password=admin",
            "FORM /add?title=Cake&text=Good",
            "INSIDE /search/?query=Cake",
        ),
        commit="305122f48823d98fd7fe8de989af2821b3c5d46d",
        added={
            "requirements.txt": "+SQLAlchemy==2.0.44\n",
            "Procfile": "release: python create_db.py\nweb: gunicorn project.app:app\n",
        },
    ),
    Base(
        "miguelgrinberg/microblog-api",
        "microblog:app",
        (INSTALL, "gunicorn --access-logfile - --error-logfile - microblog:app"),
        keeps=True,
        dashboard={"SECRET_KEY": SECRET, "FLASK_APP": "microblog.py"},
        commit="e250d7115b47010ff0e7051d5868485fff4e32fb",
        unplayed=("Dockerfile", "boot.sh", "docker-compose.yml"),
        added={".python-version": "3.12\n", "requirements.txt": "+psycopg2-binary==2.9.10\n"},
    ),
    Base(
        "helloflask/watchlist",
        "wsgi:app",
        (INSTALL, "flask initdb", "gunicorn wsgi:app"),
        writes=(
            "FORM /login?username=ann&password=x",
            "FORM /?title=Cake&year=2000",
            "INSIDE /settings",
            "INSIDE /movie/edit/1",
        ),
        by_hand=("flask admin --username ann --password x",),
        commit="1c0a6ffbabf68390a45097dffd0c0440f957eb97",
        added={
            "render.yaml": """\
services:
  - type: web
    name: watchlist
    runtime: python
    buildCommand: pip install -r requirements.txt
    preDeployCommand: flask initdb
    startCommand: gunicorn wsgi:app
    envVars:
      - key: PYTHON_VERSION
        value: 3.10.13
      - key: DATABASE_FILE
        value: disk/data.db
      - key: FLASK_APP
        value: wsgi.py
    disk:
      name: data
      mountPath: /opt/render/project/src/disk
""",
            "requirements.txt": "+gunicorn==23.0.0\n",
            ".github/workflows/master_helloflask-watchlist.yml": "",
        },
    ),
    Base(
        "miguelgrinberg/Flask-SocketIO-Chat",
        "chat:app",
        (INSTALL, "gunicorn --worker-class gevent chat:app"),
        writes=("FORM /?name=ann&room=tea&submit=Enter", "INSIDE /chat"),
        commit="b816396",
        added={
            "requirements.txt": "+gunicorn==23.0.0\ngevent==25.9.1\n",
            "Procfile": "web: gunicorn --worker-class gevent chat:app\n",
        },
    ),
    Base(
        "uwidcit/flaskmvc",
        "wsgi:app",
        (INSTALL, "gunicorn wsgi:app"),
        writes=("POST /login?username=bob&password=bobpass", "INSIDE /identify", "INSIDE /users"),
        commit="792c994f0f82dd3ae53e1eb3e46d97224ec5dc10",
    ),
    Base(
        "railwayapp-templates/flask",
        "main:app",
        (INSTALL, "gunicorn main:app"),
        commit="4c195389954ae2ee27f0c1b249a11e91e5a4e398",
        added={".python-version": "3.9\n"},
    ),
)
"""Deployed as they are, or with what ``added`` says."""


def there(folder: Path) -> tuple[Base, ...]:
    """The public bases that a folder holds."""
    return tuple(base for base in PUBLIC if (folder / base.name.replace("/", "+")).is_dir())


def lay(base: Base, folder: Path, root: Path) -> None:
    """Make a git repository of a base at ``root``. ``folder`` holds the public ones, each in ``owner+name``."""
    import golden

    if not base.commit:
        golden.build(base.name, root.parent)
        (root.parent / base.name).rename(root)
        return
    source = (folder / base.name.replace("/", "+") / base.folder).resolve()
    shutil.copytree(source, root, symlinks=True, ignore=shutil.ignore_patterns(".git"))
    git(root, "init", "-q")
    for path, text in base.added.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("a" if text.startswith("+") else "w") as file:
            file.write(text.removeprefix("+"))
    git(root, "add", "-A", "-f")


def contents(root: Path, besides: tuple[str, ...] = ()) -> dict[str, str]:
    """The texts that git has of a repository, by path, besides those of some paths."""
    found = {}
    for path in git(root, "ls-files", "-z").split("\0"):
        if path in besides:
            continue
        try:
            found[path] = (root / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return found


def change(root: Path, mutant: Mutant) -> None:
    """Make a mutant of the repository at ``root``."""
    for path, text in mutant.files.items():
        if text is None:
            (root / path).unlink()
            git(root, "rm", "-q", "-f", "--cached", "--", path)
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, newline="")
            git(root, "add", "-f", "--", path)
    for path in (*mutant.forgotten, *mutant.ignored):
        git(root, "rm", "-q", "-f", "--cached", "--", path)
    if mutant.ignored:
        with (root / ".gitignore").open("a") as file:
            file.writelines(f"/{path}\n" for path in mutant.ignored)
        git(root, "add", "-f", "--", ".gitignore")
    for path in mutant.plain:
        git(root, "update-index", "--chmod=-x", path)


def git(root: Path, *words: str) -> str:
    """What git answers, with settings of its own."""
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *words], cwd=root, check=True, env=variables, capture_output=True, text=True).stdout

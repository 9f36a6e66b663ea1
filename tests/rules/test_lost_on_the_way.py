"""What a command, a page or an image needs and does not get: configuration files of servers, static files, code that is not copied, arguments of an entrypoint."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

BASE: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
COPIED = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n"
SERVE = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
SETTINGS = 'bind = "0.0.0.0:8000"\n'


def web(command: str, **files: str) -> dict[str, str | bytes]:
    """A Procfile with one process; ``__`` in the name of a further file is a slash."""
    return {**BASE, "Procfile": f"web: {command}\n", **{n.replace("__", "/"): text for n, text in files.items()}}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (web("gunicorn -c conf/server.py app:app"), 1),
        (web("gunicorn --config=conf/server.py app:app"), 1),
        (web("cd conf && gunicorn -c conf/server.py --chdir .. app:app", **{"conf__server.py": SETTINGS}), 1),
        (web("gunicorn -c file:server.py app:app"), 1),
        (web("uwsgi --ini deploy.ini"), 1),
        ({**BASE, "Dockerfile": COPIED + 'CMD ["gunicorn", "-c", "conf/server.py", "app:app"]\n',
          "conf/server.py": SETTINGS, ".dockerignore": "conf\n"}, 1),
        ({**BASE, "Dockerfile": COPIED.replace("COPY . .", "COPY app.py requirements.txt ./")
          + 'CMD ["gunicorn", "-c", "server.py", "app:app"]\n', "server.py": SETTINGS}, 1),
        # twins
        (web("gunicorn -c conf/server.py app:app", **{"conf__server.py": SETTINGS}), 0),
        (web("cd conf && gunicorn -c server.py --chdir .. app:app", **{"conf__server.py": SETTINGS}), 0),
        (web("gunicorn -c python:conf.server app:app"), 0),
        (web("gunicorn -c $SETTINGS app:app"), 0),
        (web("gunicorn -c /etc/gunicorn/server.py app:app"), 0),
        (web("echo 'workers = 2' > server.py && gunicorn -c server.py app:app"), 0),
        (web("python made.py && gunicorn -c server.py app:app", **{"made.py": "open('server.py', 'w').write('')\n"}), 0),
        ({**BASE, "Dockerfile": COPIED + "RUN echo 'workers = 2' > server.py\n"
          'CMD ["gunicorn", "-c", "server.py", "app:app"]\n'}, 0),
    ],
)  # fmt: skip
def test_configuration_files_of_servers(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("invalid-server-option", files)) == found


def test_the_configuration_file_is_on_this_disk_only() -> None:
    files = web("gunicorn -c conf/server.py app:app", **{"conf__server.py": SETTINGS})
    [problem] = problems("untracked-file", files, untracked=["conf/server.py"])
    assert "gunicorn ends before it loads the app" in problem.message


PAGE: dict[str, str | bytes] = {
    **BASE,
    "app.py": 'from flask import Flask, render_template\napp = Flask(__name__)\n@app.route("/")\ndef index():\n    return render_template("index.html")\n',
    "templates/index.html": "<link href=\"{{ url_for('static', filename='main.css') }}\">",
    "static/main.css": "body {}",
}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"Dockerfile": COPIED + SERVE, ".dockerignore": "static/\n"}, [(".dockerignore", 1, "warning")]),
        ({"Dockerfile": COPIED + SERVE, ".dockerignore": ".env\n**/*.css\n"}, [(".dockerignore", 2, "warning")]),
        ({"Dockerfile": COPIED.replace("COPY . .", "COPY *.py *.txt ./\nCOPY templates templates") + SERVE},
         [("templates/index.html", 1, "warning")]),
        # twins
        ({"Dockerfile": COPIED + SERVE, ".dockerignore": ".env\n"}, []),
        ({"Dockerfile": COPIED + "RUN npx tailwindcss -o static/main.css\n" + SERVE, ".dockerignore": "static/\n"}, []),
        ({"Dockerfile": COPIED + SERVE, ".dockerignore": "static/\n", "nginx.conf": "server { location /static { root /srv; } }"}, []),
        ({"Dockerfile": COPIED + SERVE, ".dockerignore": "static/\n",
          "compose.yaml": "services:\n  web:\n    build: .\n    volumes: [\"./static:/srv/static\"]\n    ports: [\"80:8000\"]\n"}, []),
    ],
)  # fmt: skip
def test_static_files_that_an_image_lacks(more: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("missing-static-file", {**PAGE, **more}) == found


FEW = COPIED.replace("COPY . .", "COPY requirements.txt .")


@pytest.mark.parametrize(
    ("rule", "files", "found"),
    [
        ("unresolved-app", {**BASE, "Dockerfile": FEW + SERVE}, 1),
        ("unresolved-app", {**BASE, "Dockerfile": FEW + "COPY bin bin\n" + SERVE, "bin/x.sh": "echo"}, 1),
        ("unresolved-app", {**BASE, "wsgi.py": "from app import app\n", "Dockerfile": FEW + "CMD gunicorn -b :80 wsgi:app\n"}, 1),
        ("unresolved-app", {"shop/__init__.py": FLASK, "requirements.txt": "flask\ngunicorn\n",
                            "Dockerfile": FEW + "CMD gunicorn -b :80 shop:app\n"}, 1),
        ("impossible-command", {**BASE, "Dockerfile": FEW + 'CMD ["python", "app.py"]\n'}, 1),
        # twins
        ("unresolved-app", {**BASE, "Dockerfile": FEW + "RUN git clone https://example.com/shop .\n" + SERVE}, 0),
        ("unresolved-app", {**BASE, "Dockerfile": FEW + SERVE,
                            "compose.yaml": "services:\n  web:\n    build: .\n    volumes: [\".:/srv\"]\n"}, 0),
        ("unresolved-app", {**BASE, "jobs/main.py": "print(1)\n", "jobs/Dockerfile": 'FROM python:3.13\nCOPY main.py .\nCMD ["gunicorn", "main:app"]\n',
                            "Procfile": "web: gunicorn app:app\n"}, 0),
    ],
)  # fmt: skip
def test_images_that_hold_nothing_of_the_application(rule: str, files: dict[str, str | bytes], found: int) -> None:
    assert len(check(rule, files)) == found


def entry(script: str, entrypoint: str = '["./entry.sh"]', command: str = SERVE) -> dict[str, str | bytes]:
    """An image whose entrypoint is a script."""
    return {**BASE, "entry.sh": script, "Dockerfile": f"{COPIED}ENTRYPOINT {entrypoint}\n{command}"}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (entry("#!/bin/sh\nset -e\nflask db upgrade\n"), [("entry.sh", 3, "error")]),
        (entry("#!/bin/bash\nuntil nc -z db 5432; do sleep 1; done\n\n"), [("entry.sh", 2, "error")]),
        (entry("echo up\n", '["sh", "entry.sh"]', "CMD gunicorn -b :8000 app:app\n"), [("entry.sh", 1, "error")]),
        ({**entry("#!/bin/sh\necho up\n", command=""), "compose.yaml":
          "services:\n  web:\n    build: .\n    command: gunicorn -b :8000 app:app\n  jobs:\n    build: .\n    command: python jobs.py\n"},
         [("entry.sh", 2, "error"), ("entry.sh", 2, "error")]),
        # twins
        (entry('#!/bin/sh\nset -e\nflask db upgrade\nexec "$@"\n'), []),
        (entry('#!/bin/sh\nif [ "$1" = web ]; then exec gunicorn app:app; fi\n'), []),
        (entry("#!/bin/sh\ngunicorn -b :8000 app:app\n", command='CMD ["web"]\n'), []),
        (entry("#!/bin/sh\npython serve.py\n"), []),
        (entry("#!/bin/sh\necho up\n", command=""), []),
        (entry("#!/bin/sh\n. ./more.sh\n"), []),
        ({**entry("#!/bin/sh\necho up\n", command=""), "compose.yaml":
          "services:\n  web:\n    build: .\n    entrypoint: [\"gunicorn\", \"-b\", \":8000\", \"app:app\"]\n"}, []),
    ],
)  # fmt: skip
def test_commands_that_an_entrypoint_never_runs(
    files: dict[str, str | bytes], found: list[tuple[str, int, str]]
) -> None:
    told = [p for p in problems("impossible-command", files) if "never runs" in p.message]
    assert [(p.place.path, p.place.line, p.severity or "error") for p in told] == found


ROOT = 'import os\nfrom pathlib import Path\nfrom flask import Flask, Blueprint, render_template\nHERE = os.path.dirname(os.path.abspath(__file__))\n{}\n@app.route("/")\ndef index():\n    return render_template("index.html")\n'


@pytest.mark.parametrize(
    ("made", "template", "found"),
    [
        ('app = Flask(__name__, root_path=os.path.join(HERE, "site"))', "shop/templates/index.html", 1),
        ("app = Flask(__name__, root_path=os.path.join(HERE, os.pardir))", "shop/templates/index.html", 1),
        ('app = Flask(__name__, root_path=str(Path(__file__).parent / "site"), template_folder="pages")', "shop/pages/index.html", 1),
        ("app = Flask(__name__, None, 'static', None, False, False, 'templates', None, False, HERE + '/site')", "shop/templates/index.html", 1),
        ('app = Flask(__name__, root_path=os.path.join(HERE, "site"))', "shop/site/templates/index.html", 0),
        ("app = Flask(__name__, root_path=os.path.join(HERE, os.pardir))", "templates/index.html", 0),
        ('app = Flask(__name__, root_path=os.environ["ROOT"])', "elsewhere/index.html", 0),
        ("app = Flask(__name__, root_path=os.getcwd())", "elsewhere/index.html", 0),
        ("app = Flask(__name__, root_path=None)", "shop/templates/index.html", 0),
    ],
)  # fmt: skip
def test_folders_below_another_root(made: str, template: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "shop/web.py": ROOT.format(made),
        template: "<p>",
        "shop/site/templates/other.html": "<p>",
        "Procfile": "web: gunicorn shop.web:app\n",
    }
    assert len(check("missing-template", files)) == found

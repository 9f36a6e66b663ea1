"""Commands that cannot run, and those that may."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: {build}\n  startCommand: {start}\n"
PIP = "pip install -r requirements.txt"
SERVER = "gunicorn app:app"
BASE: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}


def render(build: str = PIP, start: str = SERVER, **files: str) -> dict[str, str | bytes]:
    """A service of Render; ``__`` in the name of a further file is its dot."""
    more = {name.replace("__", "."): text for name, text in files.items()}
    return {**BASE, "render.yaml": RENDER.format(build=repr(build), start=repr(start)), **more}


def image(lines: str, **files: str) -> dict[str, str | bytes]:
    """An image of Python's own with all of the repository in it."""
    more = {name.replace("__", "."): text for name, text in files.items()}
    return {**BASE, "Dockerfile": f"FROM python:3.13-slim\nWORKDIR /srv/shop\n{lines}\n", **more}


ALL = "COPY . .\nRUN pip install -r requirements.txt\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (render(start="gunicrn app:app"), 1),
        (render(start="exec gunicornn app:app"), 1),
        (render(build="pythn -m pip install -r requirements.txt"), 1),
        (render(start="Gunicorn app:app"), 1),
        (render(build="PIP install -r requirements.txt && Flask db upgrade"), 1),
        (render(start="exec GUNICORN app:app"), 1),
        (render(start="our-gunicorn app:app"), 0),
        (render(start="gunicorn3 app:app"), 0),
        (render(start="python3 -c 'import app'"), 0),
        (render(start="celeryd -A app"), 0),
        (render(start="unicorn -c config/unicorn.rb"), 0),
        (render(start="celery -A app worker & gunicorn app:app"), 0),
        ({**render(start="flaskr run"), "requirements.txt": "Flask\nflaskr\n"}, 0),
        (render(start="gunicrn app:app || gunicorn app:app"), 0),
        (render(start="> gunicorn.log gunicorn app:app"), 0),
        (render(start="$ gunicorn app:app"), 1),
        (render(start="start: gunicorn app:app"), 1),
        (render(start='"gunicorn app:app"'), 1),
        (image(ALL + 'CMD ["gunicorn app:app"]'), 1),
        (image(ALL + 'CMD ["sh", "-c", "gunicorn app:app"]'), 0),
        (image("COPY . .\nFROM mine/base\n" + ALL + 'CMD ["gunicrn", "app:app"]'), 0),
    ],
)
def test_names(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("impossible-command", files)) == found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (render(build="bash ci/setup.sh"), 1),
        (render(build="sh -e ./setup.sh && echo done"), 1),
        (render(build=f"{PIP} && python tools/collect.py"), 1),
        (render(start="python3 -u main.py"), 1),
        (render(start="cd deploy && ./run.sh"), 1),
        (render(build="bash setup.sh", setup__sh=PIP), 0),
        (render(build="bash Setup.sh", setup__sh=PIP), 1),
        (render(build="curl -o setup.sh https://example.com/x && bash setup.sh"), 0),
        (render(build=f"echo {PIP} > setup.sh && bash setup.sh"), 0),
        (render(build="make tools", start="python built.py"), 0),
        (render(build="bash setup.sh || true"), 0),
        (render(build="if [ -f setup.sh ]; then bash setup.sh; fi"), 0),
        (render(build="bash $SETUP.sh"), 0),
        (render(start="bin/start-nginx gunicorn app:app"), 0),
        (render(start="bash /etc/host/start.sh"), 0),
        (render(start="python -c 'import app'"), 0),
        (image(ALL + 'ENTRYPOINT ["./boot.sh"]\nCMD ["gunicorn", "app:app"]'), 1),
        (image(ALL + 'ENTRYPOINT ["/boot.sh"]'), 1),
        (image(ALL + 'CMD ["bash", "boot.sh"]', boot__sh="exec gunicorn app:app"), 0),
        (image(ALL + 'CMD ["bash", "boot.sh"]', boot__sh="exec gunicorn app:app", __dockerignore="*.sh"), 1),
        (image("COPY app.py .\nRUN pip install gunicorn flask\nCMD sh boot.sh", boot__sh="gunicorn app:app"), 1),
        (image(ALL + "RUN curl -o boot.sh https://example.com/boot.sh\nCMD sh boot.sh"), 0),
        (image(ALL + "RUN git clone https://example.com/x .\nCMD sh boot.sh"), 0),
    ],
)
def test_files(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("impossible-command", files)) == found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (render(start="env/bin/gunicorn app:app"), 1),
        (render(build="./venv/bin/pip install -r requirements.txt"), 1),
        (render(build=f"source venv/bin/activate && {PIP}"), 1),
        (render(build=f"source venv/bin/activate; {PIP}"), 0),
        (render(build=f"python -m venv venv && venv/bin/{PIP}", start="venv/bin/gunicorn app:app"), 0),
        (render(start=".venv/bin/gunicorn app:app"), 0),
        (render(start="/opt/venv/bin/gunicorn app:app"), 0),
        (render(build="pip install requirements.txt"), 1),
        (render(build="python -m pip install -U requirements/prod.txt"), 1),
        (render(build="pip install -r requirements.txt -c constraints.txt"), 0),
        (render(build="pip install --requirement requirements.txt gunicorn"), 0),
        (image("COPY . .\nRUN pip install --no-cache-dir requirements.txt\nCMD gunicorn app:app"), 1),
    ],
)
def test_environments_and_pip(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("impossible-command", files)) == found


def test_a_script_that_git_ignores() -> None:
    files: dict[str, str | bytes] = {**BASE, "Procfile": "web: bash start.sh\n", "start.sh": "exec gunicorn app:app\n"}
    [problem] = problems("impossible-command", files, ignored=("start.sh",))
    assert "git ignores it" in problem.message


def test_what_is_meant() -> None:
    [problem] = problems("impossible-command", render(build="bash bulid.sh", build__sh=PIP))
    assert problem.help == "Did you mean build.sh?"


@pytest.mark.parametrize(
    ("command", "files", "found"),
    [
        ("python -m shop.serve", {}, True),
        ("python3 -u -m shop.jobs.run --fast", {"shop/jobs/__init__.py": ""}, True),
        ("exec python -m shop.seeed && gunicorn app:app", {}, True),
        ("python -m shop.seed && gunicorn app:app", {}, False),
        ("python -m shop.jobs", {"shop/jobs/__main__.py": "", "shop/jobs/__init__.py": ""}, False),
        ("python -m shop.jobs", {"shop/jobs/__init__.py": ""}, False),
        ("python -m celery.bin.celery worker", {}, False),
        ("python -m shop2.serve", {}, False),
        ("python -m $MODULE.serve", {}, False),
        ("python make.py && python -m shop.serve", {"make.py": "open('shop/serve.py', 'w').close()"}, False),
        ("python make.py && python -m shop.serve", {"make.py": "print('no file')"}, True),
    ],
)
def test_modules_that_python_is_told_to_run(command: str, files: dict[str, str], found: bool) -> None:
    every = {**BASE, "shop/__init__.py": "", "shop/seed.py": "", **files, "Procfile": f"web: {command}\n"}
    assert bool(check("impossible-command", every)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("", True), ("# web: gunicorn app:app\n", True), ("\n\n", True), ("web: gunicorn app:app\n", False)],
)
def test_a_procfile_without_a_process(text: str, found: bool) -> None:
    assert bool(check("no-web-process", {**BASE, "Procfile": text})) is found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("pip instal -r requirements.txt", True),
        ("pip3 Install -r requirements.txt", True),
        ("python -m pip intsall -r requirements.txt", True),
        ("pip isntall -r requirements.txt && flask db upgrade", True),
        ("pip install -r requirements.txt", False),
        ("pip --quiet install -r requirements.txt", False),
        ("pip inspect", False),
        ("pip lock -r requirements.txt", False),
        ("pip $STEP -r requirements.txt", False),
    ],
)
def test_steps_of_pip(command: str, found: bool) -> None:
    assert bool(check("impossible-command", render(build=command))) is found


SIBLINGS = "services:\n  shop:\n    build: ./shop\n    ports: ['5000:5000']\n  worker:\n    image: {}\n    command: python manage.py work\n"


@pytest.mark.parametrize(
    ("image", "rest", "found"),
    [
        ("project_shop", "", 0),  # what Compose calls the image that it builds for the other service
        ("project-shop:latest", "", 0),
        ("registry.example.com/team/shop", "", 0),
        ("project_shop", "    volumes: ['./shop/tmp:/app/tmp']\n", 0),  # holds no code
        ("python:3.13", "", 1),
    ],
)
def test_what_an_image_made_elsewhere_holds_is_unknown(image: str, rest: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "shop/app.py": "from flask import Flask\napp = Flask(__name__)\n",
        "shop/manage.py": "print(1)\n",
        "shop/requirements.txt": "flask\ngunicorn\n",
        "shop/Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :5000 app:app\n",
        "docker-compose.yml": SIBLINGS.format(image) + rest,
    }
    assert len(check("impossible-command", files)) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("CMD ['gunicorn', '-b', '0.0.0.0:8000', 'app:app']", True),
        ('CMD ["gunicorn" "-b", "0.0.0.0:8000", "app:app"]', True),
        ("CMD [gunicorn, -b, 0.0.0.0:8000, app:app]", True),
        ('ENTRYPOINT ["gunicorn", "-b", "0.0.0.0:8000", "app:app",]', True),
        ('CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]', False),
        ("CMD [ -f app.py ] && gunicorn -b 0.0.0.0:8000 app:app", False),
    ],
)
def test_a_list_that_is_no_json(command: str, found: bool) -> None:
    dockerfile = f"FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n{command}\n"
    files = {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n", "Dockerfile": dockerfile}
    assert bool([p for p in problems("impossible-command", files) if "no JSON" in p.message]) is found


@pytest.mark.parametrize(
    ("tool", "told"),
    [
        ("from shop.app import app\n\nprint(app)\n", True),
        ("app = 1\n", True),
        ("print('run')\n", True),
        ("open('run.py', 'w').write('')\n", False),
        ("from pathlib import Path\n\nPath('build', 'run.py').write_text('')\n", False),
    ],
)
def test_a_script_writes_only_what_it_names(tool: str, told: bool) -> None:
    app = "from flask import Flask\n\napp = Flask(__name__)\nrun = app.run\n"
    files = {
        "shop/__init__.py": "",
        "shop/app.py": app,
        "tool.py": tool,
        "Procfile": "release: python tool.py\nweb: python run.py\n",
        "requirements.txt": "Flask==3.1.2\n",
    }
    found = [p.message for p in problems("impossible-command", files)]
    assert any("no file run.py" in message for message in found) is told

"""Scripts that a base image brings or an image replaces, the mode that a script asks for, packages beside the folder that an image is built in, and the commands of a manager below another."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

BROUGHT = "FROM tiangolo/{0}:python3.13\nCOPY . /app\n"
SCRIPT = '#!/bin/sh\nflask db upgrade\nexec gunicorn -c "$GUNICORN_CONF" main:app\n'
WRAPPED = '#!/bin/sh\n{0}\nexec "$@"\n'


@pytest.mark.parametrize(
    ("base", "more", "wrapper"),
    [
        ("uwsgi-nginx-flask", 'ENTRYPOINT ["/app/own.sh"]\nCMD ["/start.sh"]\n', "/uwsgi-nginx-entrypoint.sh"),
        ("uwsgi-nginx-flask", 'COPY own.sh /\nENTRYPOINT ["/own.sh"]\nCMD /start.sh\n', "/entrypoint.sh"),
        ("meinheld-gunicorn-flask", 'CMD ["/start.sh"]\n', ""),
        ("uvicorn-gunicorn", 'CMD ["/start-reload.sh"]\n', ""),
        ("meinheld-gunicorn", 'ENTRYPOINT ["/entrypoint.sh"]\nCMD ["/start.sh"]\n', ""),
    ],
)
def test_a_base_image_brings_its_own_scripts(base: str, more: str, wrapper: str) -> None:
    files = {"main.py": FLASK, "own.sh": WRAPPED.format(wrapper), "Dockerfile": BROUGHT.format(base) + more}
    assert not check("impossible-command", files)
    plain = {**files, "Dockerfile": f"FROM python:3.13\nCOPY . /app\n{more}"}
    assert check("impossible-command", plain)


@pytest.mark.parametrize(
    ("more", "is_upgraded"),
    [
        ("COPY start.sh /\n", True),
        ("COPY start.sh /start.sh\nRUN chmod +x /start.sh\n", True),
        ("COPY start.sh /entrypoint.sh\n", True),
        ("COPY start.sh /other.sh\n", False),
        ("", False),
    ],
)
def test_an_own_script_is_started_in_place_of_the_one_that_the_base_image_brings(more: str, is_upgraded: bool) -> None:
    files = {"main.py": FLASK, "start.sh": SCRIPT, "Dockerfile": BROUGHT.format("meinheld-gunicorn-flask") + more}
    [deployment] = Project(MemoryTree(files)).deployments
    assert any(i.program == "flask" for i in deployment.commands.programs("start")) is is_upgraded
    assert [target.path for _, target in deployment.start.targets] == ["main.py"]


IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["sh", "start.sh"]\n'


@pytest.mark.parametrize(
    ("script", "programs"),
    [
        ('if [ "$FLASK_ENV" = "development" ]; then python main.py; else gunicorn main:app; fi', ["gunicorn"]),
        ('if [ "${APP_ENV:-}" == "production" ]; then gunicorn main:app; else flask run; fi', ["gunicorn"]),
        ('[ "$APP_MODE" != prod ] && flask run\ngunicorn main:app', ["gunicorn"]),
        ('if [[ $FLASK_DEBUG == 1 ]]; then flask run; else gunicorn main:app; fi', ["gunicorn"]),
        ("if test local = \"$ENVIRONMENT\"; then flask run; exit; fi\ngunicorn main:app", ["gunicorn"]),
        ('case "$STAGE" in\n dev|test) flask run;;\n production) gunicorn main:app;;\nesac', ["gunicorn"]),
        ('case $APP_ENV in local) flask run;; *) gunicorn main:app;; esac', ["flask", "gunicorn"]),
        ('if [ "$ROLE" = "development" ]; then flask run; else gunicorn main:app; fi', ["flask", "gunicorn"]),
        ('if [ "$APP_ENV" = "europe" ]; then flask run; else gunicorn main:app; fi', ["flask", "gunicorn"]),
        ('APP_ENV=development\nif [ "$APP_ENV" = "development" ]; then flask run; else gunicorn main:app; fi', ["flask"]),
    ],
)  # fmt: skip
def test_a_script_that_asks_for_the_mode_is_in_production(script: str, programs: list[str]) -> None:
    files = {"main.py": FLASK, "start.sh": f"#!/bin/sh\n{script}\n", "Dockerfile": IMAGE}
    [deployment] = Project(MemoryTree(files)).deployments
    found = [i.program for i in deployment.commands.programs("start") if i.program in ("flask", "gunicorn", "python")]
    assert found == programs


RUN = "from main import app\nif __name__ == '__main__':\n    app.run()\n"


@pytest.mark.parametrize(
    ("command", "is_told"),
    [
        ("python tasks.py upgrade; gunicorn main:app", False),
        ('python tasks.py upgrade; if [ -n "$REGION" ]; then python serve.py; else gunicorn main:app; fi', False),
        ("python tasks.py upgrade; python serve.py", True),
        ("python serve.py", True),
    ],
)
def test_a_task_before_the_server_starts_no_server(command: str, is_told: bool) -> None:
    files = {"main.py": FLASK, "serve.py": RUN, "tasks.py": "from main import app\nprint(app)\n"}
    image = IMAGE.replace('["sh", "start.sh"]', f"{command}")
    assert bool(check("development-server", {**files, "Dockerfile": image})) is is_told


MANAGER = "from flask_script import Manager\nfrom main import app\nmanager = Manager(app)\nmanager.run()\n"


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("runserver", True),
        ("runserver -h 0.0.0.0", True),
        ("-c live.cfg runserver", True),
        ("--config=live.cfg runserver", True),
        ("tracking runserver", False),
        ("feeds udp runserver --port 9", False),
    ],
)
def test_the_commands_of_a_manager_below_another_are_its_own(words: str, is_told: bool) -> None:
    files = {"main.py": FLASK, "manage.py": MANAGER, "Procfile": f"web: python manage.py {words}\n"}
    assert bool(check("development-server", files)) is is_told


WITH_LIBRARY = "FROM python:3.13\nCOPY {0} /srv/lib/{1}\nWORKDIR /srv/services/api\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn main:app\n"


@pytest.mark.parametrize(
    ("files", "requirement", "is_told"),
    [
        ({".gitignore": "lib\n"}, "-e file:../../lib/own", False),
        ({".gitignore": "lib\n"}, "../../lib/own", False),
        ({"lib/own/setup.py": ""}, "-e ../../lib/own", False),
        ({"lib/own/setup.py": ""}, "-e ../../other/own", True),
        ({"lib/own/setup.py": ""}, "-e file:///srv/lib/own", True),
        ({"lib/own/setup.py": ""}, "own @ file:///home/me/lib/own", True),
    ],
)
def test_a_package_lies_where_the_image_has_it(files: dict[str, str], requirement: str, is_told: bool) -> None:
    image = WITH_LIBRARY.format("lib", "")
    api = {"main.py": FLASK, "Dockerfile": image, "requirements.txt": f"flask\ngunicorn\n{requirement}\n"}
    assert bool(check("local-requirement", {**files, **api})) is is_told

"""Files of hosts that a package puts into other folders, files that concern no application, and remarks between the lines of a command."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

HEROKU = "build:\n  docker:\n    web: Dockerfile\nrun:\n  web: gunicorn app:app\n"
TOOL = {"maker/__init__.py": "", "app.py": FLASK, "requirements.txt": "flask\ngunicorn\n"}

COPYING = {
    "read as a text": "from pathlib import Path\nHEROKU = Path(__file__).parent.joinpath('files/heroku.yml').read_text()\n",
    "joined": "import os\nsource = os.path.join(ROOT, 'files', 'heroku.yml')\n",
    "one of a list": "COPIED = ['files/clock.py', 'files/heroku.yml']\n",
    "a resource": "import importlib.resources as r\ntext = r.files('maker').joinpath('files', 'heroku.yml').read_text()\n",
}


@pytest.mark.parametrize("code", COPYING.values(), ids=COPYING)
def test_what_a_package_copies_is_no_deployment(code: str) -> None:
    files = {**TOOL, "maker/files/heroku.yml": HEROKU, "maker/copying.py": code}
    assert check("missing-root-directory", files) == []


def test_a_procfile_that_a_package_copies() -> None:
    code = "import shutil\nshutil.copy(os.path.join(HERE, 'heroku', 'Procfile'), 'Procfile')\n"
    files = {**TOOL, "maker/heroku/__init__.py": "", "maker/heroku/Procfile": "web: launch\n", "maker/copying.py": code}
    assert check("misnamed-procfile", files) == []
    assert len(check("misnamed-procfile", {**files, "maker/copying.py": ""})) == 1


@pytest.mark.parametrize("code", ["", "HEROKU = 'deploys to Heroku'\n", "print('heroku.yml')\n"])
def test_what_no_code_copies_is_one(code: str) -> None:
    """A twin: nothing copies the file from where it lies."""
    files = {**TOOL, "maker/files/heroku.yml": HEROKU, "maker/copying.py": code}
    assert check("missing-root-directory", files) == [("maker/files/heroku.yml", 3, "error")]


COMPOSE = "services:\n  web:\n    build: {build}\n"
OTHERS = {
    "another program's folder": ("extras/wallet/compose.yaml", ".", 0),
    "deeper": ("extras/wallet/data/compose.yaml", "./server", 0),
    "beside the application": ("site/compose.yaml", "./server", 1),
    "above it": ("compose.yaml", "./server", 1),
    "of a folder for deploying": ("deploy/compose.yaml", "../site/missing", 1),
    "below it": ("site/ops/compose.yaml", "./server", 1),
}


@pytest.mark.parametrize(("path", "build", "found"), OTHERS.values(), ids=OTHERS)
def test_files_that_concern_no_application(path: str, build: str, found: int) -> None:
    text = COMPOSE.format(build=f"{{context: {build}, dockerfile: Dockerfile}}")
    files = {"site/app.py": FLASK, "site/requirements.txt": "flask\n", path: text}
    assert bool(check("missing-root-directory", files)) == bool(found)


REMARKS = {
    "backticks": "RUN apt-get update && \\\n    `# what jq is for` \\\n    apt-get install -y jq\n",
    "a bracket": "RUN apt-get update && \\\n    $(: nothing) \\\n    apt-get install -y jq\n",
    "quoted": 'RUN echo one && \\\n    "`which pip`" install flask\n',
    "in the middle": "RUN apt-get install -y `# small` jq\n",
}


@pytest.mark.parametrize("line", REMARKS.values(), ids=REMARKS)
def test_remarks_are_no_programs(line: str) -> None:
    image = f"FROM python:3.13\nWORKDIR /app\n{line}COPY . .\nRUN pip install flask gunicorn\nCMD gunicorn app:app\n"
    assert check("impossible-command", {"app.py": FLASK, "Dockerfile": image}) == []


def test_the_command_behind_a_remark_is_followed() -> None:
    image = (
        "FROM python:3.13\nWORKDIR /app\nRUN `# the server` \\\n    pip install flask\nCOPY . .\nCMD gunicorn app:app\n"
    )
    assert [p.place.path for p in problems("missing-wsgi-server", {"app.py": FLASK, "Dockerfile": image})] == [
        "Dockerfile"
    ]


def test_words_in_one_string_are_a_program() -> None:
    """A twin: nothing expands them."""
    image = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn app:app"]\n'
    assert check("impossible-command", {"app.py": FLASK, "Dockerfile": image}) == [("Dockerfile", 5, "error")]

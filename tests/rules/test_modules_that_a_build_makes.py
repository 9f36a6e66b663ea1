"""Modules that the project's own files say it installs, although none of that name is in the repository: its build makes them."""

from __future__ import annotations

import pytest
from checking import check

SETUP = "import shutil\nfrom setuptools import find_packages, setup\n\nshutil.copyfile('tool', 'tool.py')\nsetup(name='tool', version='1', packages=find_packages(), install_requires=['flask', 'gunicorn'], %s)\n"
PYPROJECT = "[project]\nname = 'tool'\nversion = '1'\ndependencies = ['flask', 'gunicorn']\n%s[build-system]\nrequires = ['setuptools']\nbuild-backend = 'setuptools.build_meta'\n"
PROJECT = {
    "Dockerfile": "FROM python:3.13\nCOPY . /src\nRUN pip install /src && rm -rf /src\nCMD gunicorn -b 0.0.0.0:8000 web.server:app\n",
    "web/__init__.py": "",
    "web/server.py": "from flask import Flask\nfrom tool import run\napp = Flask(__name__)\n",
    "tool": "#!/usr/bin/env python3\n",
}


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"setup.py": SETUP % "py_modules=['tool']"}, False),
        ({"setup.py": "MODULES = ['tool', 'other']\n" + SETUP % "py_modules=MODULES"}, False),
        ({"setup.py": SETUP % "entry_points={'console_scripts': ['tool = tool:main']}"}, False),
        ({"setup.py": SETUP % "entry_points='[console_scripts]\\ntool = tool:main'"}, False),
        ({"pyproject.toml": PYPROJECT % "[project.scripts]\ntool = 'tool:main'\n"}, False),
        ({"setup.py": SETUP % "py_modules=['other']"}, True),
        ({"setup.py": SETUP % "entry_points={'console_scripts': ['web = web.server:main']}"}, True),
        ({"pyproject.toml": PYPROJECT % ""}, True),
    ],
)  # fmt: skip
def test_a_module_that_the_build_makes(files: dict[str, str], told: bool) -> None:
    assert bool(check("undeclared-import", {**PROJECT, **files})) is told

"""What pip is told to install that nobody can look into, several projects of the repository at once, and the Python of an image that names no minor version."""

from __future__ import annotations

import pytest
from checking import FLASK, check

APP = f"import requests\n{FLASK}"
SHOP = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask", "gunicorn"]\n'
CORE = '[project]\nname = "core"\nversion = "1"\ndependencies = ["requests", "pyyaml"]\n'


def image(installs: str, base: str = "python:3.13") -> str:
    return f"FROM {base}\nWORKDIR /srv\nCOPY . .\n{installs}CMD gunicorn -b 0.0.0.0:8000 app:app\n"


@pytest.mark.parametrize(
    "installs",
    [
        "RUN pip install $(echo /tmp/shop*.whl)[postgres]\n",
        "RUN pip install gunicorn /wheels/*.whl\n",
        "COPY --from=builder /dist/shop-1.0-py3-none-any.whl /tmp/\nRUN pip install flask gunicorn /tmp/shop-1.0-py3-none-any.whl\n",
        "ARG PACKAGES\nRUN pip install flask gunicorn $PACKAGES\n",
        "RUN uv pip install --system flask gunicorn `cat more`\n",
        "RUN pip install flask gunicorn dist/shop-1.0.tar.gz\n",
    ],
)
def test_what_a_word_hides_may_bring_it(installs: str) -> None:
    files = {"app.py": APP, "requirements.txt": "flask\n", "Dockerfile": image(installs)}
    assert not check("undeclared-import", files)
    assert check("undeclared-import", {**files, "Dockerfile": image("RUN pip install flask gunicorn\n")})


@pytest.mark.parametrize("version", ["==$VERSION", "==${VERSION}", ">=$VERSION", "~=${VERSION}"])
def test_a_version_hides_nothing(version: str) -> None:
    installs = f'RUN pip install flask "gunicorn{version}"\n'
    files = {"app.py": APP, "Dockerfile": image(installs)}
    assert check("undeclared-import", files)  # requests is missing all the same
    assert not check("missing-wsgi-server", files)


@pytest.mark.parametrize(
    "installs",
    [
        "RUN pip install ./core ./shop\n",
        "RUN pip install --user ./core ./shop[fast]\n",
        "RUN pip install -e ./core -e ./shop\n",
        "RUN uv pip install --system core/ shop/\n",
    ],
)
def test_several_projects_in_one_command(installs: str) -> None:
    files = {"app.py": APP, "core/pyproject.toml": CORE, "shop/pyproject.toml": SHOP, "Dockerfile": image(installs)}
    assert not check("undeclared-import", files)
    without = {**files, "core/pyproject.toml": CORE.replace('"requests", ', "")}
    assert check("undeclared-import", without) == [("app.py", 1, "error")]


@pytest.mark.parametrize(
    ("base", "marker"),
    [
        ("python:3-alpine", 'python_version>="3.6"'),
        ("python:3", 'python_version > "3.4"'),
        ("python:3-slim", 'python_full_version >= "3.8.1"'),
        ("python:3.13", 'python_version >= "3.6"'),
    ],
)
def test_a_python_without_a_minor_version_is_any(base: str, marker: str) -> None:
    files = {
        "app.py": APP,
        "requirements.txt": f"flask\ngunicorn\nrequests; {marker}\n",
        "Dockerfile": image("RUN pip install -r requirements.txt\n", base),
    }
    assert not check("undeclared-import", files)
    old = {**files, "requirements.txt": 'flask\ngunicorn\nrequests; sys_platform == "win32"\n'}
    assert check("undeclared-import", old)


@pytest.mark.parametrize("install", ["-e ./gen/shop_api", "./gen/shop_api", "shop-api @ file:gen/shop_api"])
def test_a_project_whose_package_has_its_name(install: str) -> None:
    files = {
        "app.py": f"import shop_api.models\n{FLASK}",
        "gen/shop_api/setup.py": 'from setuptools import find_packages, setup\nsetup(name="shop_api", packages=find_packages())\n',
        "gen/shop_api/shop_api/__init__.py": "",
        "gen/shop_api/shop_api/models.py": "",
        "requirements.txt": f"flask\ngunicorn\n{install}\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert not check("unresolved-import", files)
    assert check("unresolved-import", {**files, "requirements.txt": "flask\ngunicorn\n"})


@pytest.mark.parametrize(
    ("installed", "is_told"),
    [
        # the list that is not installed names what a distribution of the other may bring
        ("flask\ngunicorn\nspeech-models-of-acme==2.7\n", False),
        ("flask\ngunicorn\nspeech-models-of-acme[all]\n", False),
        ("flask\ngunicorn\nspeech-models-of-acme @ git+https://example.org/models.git\n", False),
        ("flask\ngunicorn\n", True),
        ("flask\ngunicorn\nrequests\n", True),
    ],
)
@pytest.mark.parametrize("other", ["requirements.txt", "requirements-dev.txt"])
def test_what_another_list_names_may_be_brought(installed: str, is_told: bool, other: str) -> None:
    files = {
        "speech/app.py": f"import numpy\n{FLASK}",
        "speech/requirements.txt": installed,
        "speech/Dockerfile": image("RUN pip install -r requirements.txt\n"),
        other: "numpy\npandas\n",
    }
    assert bool(check("undeclared-import", files)) is is_told

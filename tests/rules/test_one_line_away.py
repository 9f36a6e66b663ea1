"""Repositories that are one line away from one that works: what a real deployment of them showed, in other forms."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.known.releases import never_published

APP_ENGINE = "runtime: python313\nentrypoint: gunicorn -b :$PORT app:app\nenv_variables:\n  GREETING: hi\n"
HEROKU = {"app.py": FLASK, "Procfile": "web: gunicorn app:app\n"}


# -- a version that there never was ------------------------------------------------------------------


@pytest.mark.parametrize("line", ["Flask==2.4.0", "gunicorn==20.2.0", "SQLAlchemy == 2.0.99", "flask-migrate===3.9"])
def test_a_pin_of_no_release(line: str) -> None:
    found = check("unpublished-requirement", {**HEROKU, "requirements.txt": f"flask\n{line}\n"})
    assert found == [("requirements.txt", 2, "error")]


@pytest.mark.parametrize(
    "line",
    [
        "Flask==3.1.2",
        "Flask==3.1",  # the same as 3.1.0
        "Flask==99.0",  # may have been published since
        "alembic==1.15.0",  # withdrawn, and still there for a pin
        "gunicorn==0.17.0",  # of 2012
        "Flask==2.4.0rc1",
        "Flask==2.4.0+ours",
        "Flask==2.4.*",
        "Flask>=2.4.0",
        "shop-of-ours==0.0.1",
        'Flask==2.4.0; python_version < "3"',
    ],
)
def test_a_pin_that_may_be_there(line: str) -> None:
    assert not check("unpublished-requirement", {**HEROKU, "requirements.txt": f"{line}\n"})


def test_another_index_may_have_it() -> None:
    lines = "--index-url https://pypi.example.com/simple\nFlask==2.4.0\n"
    assert not check("unpublished-requirement", {**HEROKU, "requirements.txt": lines})


def test_versions_are_compared_as_numbers() -> None:
    assert never_published("flask", "2.4")
    assert not never_published("flask", "2.3.0.0")
    assert not never_published("flask", "two")


# -- a folder that is no project ---------------------------------------------------------------------


@pytest.mark.parametrize("line", ["-e .", ".", "-e ./shop", "./shop", "shop-tools @ ./shop"])
def test_a_folder_that_cannot_be_installed(line: str) -> None:
    files = {**HEROKU, "shop/__init__.py": "", "requirements.txt": f"flask\n{line}\n"}
    found = check("local-requirement", files)
    assert found == [("requirements.txt", 2, "error")] or line.startswith("shop-tools")


@pytest.mark.parametrize("name", ["setup.py", "pyproject.toml"])
def test_a_folder_that_can(name: str) -> None:
    files = {**HEROKU, name: "", f"shop/{name}": "", "requirements.txt": "flask\n-e .\n-e ./shop\n"}
    assert not check("local-requirement", files)


def test_a_project_that_only_this_disk_has() -> None:
    files = {**HEROKU, "pyproject.toml": "", "requirements.txt": "flask\n-e .\n"}
    left = frozenset({"pyproject.toml"})
    assert not check("local-requirement", files, untracked=left)


# -- a marker that leaves Flask out -------------------------------------------------------------------


@pytest.mark.parametrize("marker", ['python_version < "3"', "sys_platform == 'win32'", 'python_version >= "4"'])
def test_a_marker_leaves_flask_out(marker: str) -> None:
    files = {"app.py": FLASK, "app.yaml": APP_ENGINE, "requirements.txt": f"Flask==3.1.2; {marker}\ngunicorn\n"}
    assert check("undeclared-import", files) == [("app.py", 1, "error")]


@pytest.mark.parametrize(
    "lines",
    [
        'Flask==3.1.2; python_version >= "3.9"\n',
        'Flask==2.0.3; python_version < "3.9"\nFlask==3.1.2; python_version >= "3.9"\n',
        'Flask==3.1.2; python_version < "3"\nFlask-Login==0.6.3\n',  # which brings it
    ],
)
def test_a_marker_that_leaves_it_in(lines: str) -> None:
    files = {"app.py": FLASK, "app.yaml": APP_ENGINE, "requirements.txt": f"{lines}gunicorn\n"}
    assert not check("undeclared-import", files)


# -- text and None ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("'https://' + os.getenv('KEY')", "can only concatenate str"),
        ("'https://' + os.environ.get('KEY') + '/images'", "can only concatenate str"),
        ("os.environ.get('KEY') + '/images'", "unsupported operand"),
        ("str('https://' + os.getenv('KEY'))", "can only concatenate str"),
        ("'https://' + (os.getenv('KEY') + '/images')", "can only concatenate str"),
    ],
)
def test_none_is_added_to_a_text(value: str, error: str) -> None:
    files = {"app.py": f"import os\n{FLASK}app.config['CDN'] = {value}\n", "app.yaml": APP_ENGINE}
    [problem] = problems("undeclared-variable", files)
    assert error in problem.message


@pytest.mark.parametrize(
    "value",
    [
        "f\"https://{os.getenv('KEY')}\"",
        "'https://%s' % os.getenv('KEY')",
        "'https://{}'.format(os.getenv('KEY'))",
        "'https://' + str(os.getenv('KEY'))",
        "'https://' + os.getenv('KEY', 'cdn.example.com')",
        "'https://' + (os.getenv('KEY') or 'cdn.example.com')",
        "'https://' + f\"{os.getenv('KEY')}\"",
        "'https://' + os.getenv('GREETING')",
    ],
)
def test_nothing_is_added_to_none(value: str) -> None:
    files = {"app.py": f"import os\n{FLASK}app.config['CDN'] = {value}\n", "app.yaml": APP_ENGINE}
    assert not check("undeclared-variable", files)


# -- a volume beside the code --------------------------------------------------------------------------

RENDER = "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n    disk:\n      name: data\n      mountPath: {}\n"


@pytest.mark.parametrize(
    ("mount", "count"),
    [("/var/data", 1), ("/opt/render/project/src/instance", 0), ("/opt/render/project/src", 0), ("/opt/render", 0)],
)
@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("missing-config-file", "app.config.from_pyfile('local.cfg')"),
        ("missing-data-file", "open('data/words.json').close()"),
    ],
)
def test_a_volume_holds_a_file_only_where_it_lies(mount: str, count: int, rule: str, line: str) -> None:
    files = {"app.py": f"{FLASK}{line}\n", "render.yaml": RENDER.format(mount), "requirements.txt": "flask\ngunicorn\n"}
    assert len(check(rule, files)) == count

"""What Heroku's buildpack for Python stops at (its own suite: spec/hatchet/python_version_spec.rb, lib/checks.sh at 2026-09)."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEROKU = {
    "app.py": FLASK,
    "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
    "app.json": '{"buildpacks": [{"url": "heroku/python"}]}',
}


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({".python-version": "3.12.999\n"}, (".python-version", 1)),
        ({"runtime.txt": "python-3.13.45\n"}, ("runtime.txt", 1)),
        ({".python-version": "# the Python of production\n3.14.100\n"}, (".python-version", 2)),
    ],
)
def test_a_release_that_there_never_was(files: dict[str, str], place: tuple[str, int]) -> None:
    assert check("invalid-python-version", {**HEROKU, **files}) == [(*place, "error")]


@pytest.mark.parametrize("version", ["3.12", "3.12.9", "3.13.39", "3.14.1"])
def test_a_release_that_there_is_or_may_be(version: str) -> None:
    assert check("invalid-python-version", {**HEROKU, ".python-version": f"{version}\n"}) == []


def test_a_host_that_reads_the_file_otherwise_is_silent() -> None:
    files = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", ".python-version": "3.12.999\n"}
    image = (
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :8000 app:app\n"
    )
    assert check("invalid-python-version", {**files, "Dockerfile": image}) == []


@pytest.mark.parametrize(
    "path", [".heroku/python/bin/python", ".heroku/python/lib/python3.12/site-packages/six.py", ".heroku/python"]
)
def test_a_python_where_the_buildpack_puts_its_own(path: str) -> None:
    assert check("committed-virtualenv", {**HEROKU, path: "# here\n"}) == [(path, 0, "error")]


@pytest.mark.parametrize("path", [".heroku/run.sh", ".heroku/pythonrc", "deploy/.heroku/python/bin/python"])
def test_other_files_beside_it_are_nobodys(path: str) -> None:
    assert check("committed-virtualenv", {**HEROKU, path: "# here\n"}) == []


def test_another_host_does_not_mind() -> None:
    files = {**HEROKU, ".heroku/python/bin/python": "#\n"}
    del files["app.json"], files["Procfile"]
    render = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: gunicorn app:app\n"
    assert check("committed-virtualenv", {**files, "render.yaml": render}) == []


@pytest.mark.parametrize("line", ["GDAL", "gdal==3.8.4", "pysqlite3==0.5.4", "pysqlite3==0.4.8"])
def test_libraries_that_its_build_lacks(line: str) -> None:
    files = {**HEROKU, "requirements.txt": f"{HEROKU['requirements.txt']}{line}\n"}
    assert check("unbuildable-requirement", files) == [("requirements.txt", 3, "warning")]


@pytest.mark.parametrize(
    "line",
    ["pysqlite3==0.6.0", "pysqlite3", "pysqlite3-binary==0.5.4", "GDAL ; sys_platform == 'win32'", "psycopg2==2.9.10"],
)
def test_what_has_a_wheel_or_what_it_is_built_from(line: str) -> None:
    files = {**HEROKU, "requirements.txt": f"{HEROKU['requirements.txt']}{line}\n"}
    assert check("unbuildable-requirement", files) == []

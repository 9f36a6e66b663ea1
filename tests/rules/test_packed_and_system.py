"""Archives that a job packs before the build, and folders of Windows itself."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY {} .\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
JOB = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {}\n"


@pytest.mark.parametrize(
    ("source", "step", "told"),
    [
        ("shop.tar.xz", "tar -cJf /tmp/shop.tar.xz .", 0),
        ("./shop.zip", "zip -r shop.zip web", 0),
        ("dist/shop-1.0-py3-none-any.whl", "make && ls dist/shop-1.0-py3-none-any.whl", 0),
        ("shop.tar.xz", "tar -cJf other.tar.xz .", 1),
        ("notes.txt", "cat notes.txt", 1),
    ],
)
def test_what_a_job_packs(source: str, step: str, told: int) -> None:
    files = {"app.py": FLASK, "Dockerfile": IMAGE.format(source), ".github/workflows/a.yml": JOB.format(step)}
    assert len(check("missing-copied-file", files)) == told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (r"C:\\Windows\\Temp", 0),
        (r"c:\\windows", 0),
        (r"C:\\Program Files\\Pear", 0),
        ("C:/ProgramData/pear", 0),
        (r"C:\\Users\\Public\\a.txt", 0),
        (r"C:\\Users\\pear\\a.txt", 1),
        (r"C:\\WindowsPear\\a.txt", 1),
        ("D:/Windows/a.txt", 1),
    ],
)
def test_folders_of_windows(path: str, told: int) -> None:
    files = {"app.py": f'{FLASK}REFUSED = ("/etc", "{path}")\n', "Procfile": "web: gunicorn app:app\n"}
    assert len(check("absolute-local-path", files)) == told


@pytest.mark.parametrize("path", [r"C:\\Windows\\Fonts\\arial.ttf", "C:/Windows/Fonts/arial.ttf"])
def test_a_file_of_windows_that_is_opened(path: str) -> None:
    files = {"app.py": f'{FLASK}open("{path}")\n', "Procfile": "web: gunicorn app:app\n"}
    assert len(check("absolute-local-path", files)) == 1

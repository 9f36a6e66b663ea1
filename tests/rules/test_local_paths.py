"""Paths of one computer: what fails because of them, and what only finds nothing."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("sys.path.append('/home/ann/lib')", "warning"),
        ("sys.path.insert(0, '/Users/ann/lib')", "warning"),
        ("sys.path += ['/home/ann/lib']", "warning"),
        ("sys.path = ['/home/ann/lib', *sys.path]", "warning"),
        ("site.addsitedir('/home/ann/lib')", "warning"),
        ("path.append('/home/ann/lib')", "warning"),
        ("open('/home/ann/lib')", "error"),
        ("os.chdir('/home/ann/lib')", "error"),
        ("places = ['/home/ann/lib']", "error"),
    ],
)
def test_python_passes_over_a_folder_that_is_not_there(line: str, severity: str) -> None:
    code = f"import os\nimport site\nimport sys\nfrom sys import path\n{line}\n{FLASK}"
    assert check("absolute-local-path", {"app.py": code, **SERVED}) == [("app.py", 5, severity)]

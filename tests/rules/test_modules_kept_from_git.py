"""Modules that git is told to ignore: no package is missing, the file was kept back."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

FILES: dict[str, str | bytes] = {"requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n"}


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"app.py": f"from credentials_of_shop import KEY\n{FLASK}", ".gitignore": "credentials_of_shop.py\n"}, "credentials_of_shop.py"),
        ({"app.py": f"import localkeys\n{FLASK}", ".gitignore": "local*.py\n"}, "localkeys.py"),
        (
            {"web/app.py": f"import shopkeys\n{FLASK}", ".gitignore": "web/shopkeys.py\n", "Procfile": "web: gunicorn --chdir web app:app\n"},
            "web/shopkeys.py",
        ),
        ({"app.py": f"import shopkeys\n{FLASK}", ".gitignore": "other.py\n"}, ""),
        ({"app.py": f"import shopkeys\n{FLASK}"}, ""),
    ],
)  # fmt: skip
def test_what_is_missing(files: dict[str, str | bytes], kept: str) -> None:
    [found] = problems("undeclared-import", {**FILES, **files})
    assert (f"{kept} is ignored by git" in found.message) is bool(kept)
    assert found.help.startswith("Take it out of .gitignore" if kept else "Add ")
    assert (found.fix is None) or not kept

"""invalid-python: an upgrade of the database loads every file of its folder, applied or not."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RELEASE = "release: flask db upgrade\nweb: gunicorn app:app\n"
FIRST = 'revision = "aaaa1111"\ndown_revision = None\n'
BROKEN = 'revision = "bbbb2222"\ndown_revision = "aaaa1111"\n<<<<<<< HEAD\n'
VERSIONS = "migrations/versions"


def repository(**files: str) -> dict[str, str | bytes]:
    env = {"migrations/env.py": "from alembic import context\n", f"{VERSIONS}/1_first.py": FIRST}
    return {"app.py": FLASK, "Procfile": RELEASE, **env, **files}


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({f"{VERSIONS}/2_names.py": BROKEN}, f"{VERSIONS}/2_names.py"),
        ({f"{VERSIONS}/1_first.py": BROKEN}, f"{VERSIONS}/1_first.py"),
        ({f"{VERSIONS}/2_names.py": "def upgrade(:\n"}, f"{VERSIONS}/2_names.py"),
        ({"migrations/env.py": "from alembic import context\n)\n"}, "migrations/env.py"),
        (
            {
                f"{VERSIONS}/2_names.py": BROKEN,
                "Procfile": "web: bash start.sh\n",
                "start.sh": "flask db upgrade\nexec gunicorn app:app\n",
            },
            f"{VERSIONS}/2_names.py",
        ),
    ],
)
def test_a_broken_file_of_the_folder_stops_the_upgrade(files: dict[str, str], path: str) -> None:
    assert [(p, severity) for p, _, severity in check("invalid-python", repository(**files))] == [(path, "error")]


@pytest.mark.parametrize(
    "files",
    [
        {f"{VERSIONS}/2_names.py": BROKEN, "Procfile": "web: gunicorn app:app\n"},  # nothing upgrades
        {f"{VERSIONS}/notes.txt": "<<<<<<< HEAD\n"},
        {"old/2_names.py": BROKEN},
        {
            f"{VERSIONS}/2_names.py": BROKEN,
            "other/env.py": "from alembic import context\n",
            "other/versions/1_first.py": FIRST,
        },  # which of the two folders is upgraded?
    ],
)
def test_what_no_upgrade_loads_stops_none(files: dict[str, str]) -> None:
    assert check("invalid-python", repository(**files)) == []

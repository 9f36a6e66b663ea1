"""Files of variables that the code loads from a folder above the repository."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REQUIREMENTS = "Flask==3.1.2\ngunicorn==23.0.0\npython-dotenv==1.2.1\n"
LOAD = (
    "import os\nfrom dotenv import load_dotenv\nload_dotenv(os.path.join(os.path.dirname(__file__), {}, '.env.live'))\n"
)


@pytest.mark.parametrize(
    ("path", "above", "told"),
    [
        ("app.py", "'..'", 0),
        ("app.py", "'..', '..'", 0),
        ("shop/app.py", "'..', '..'", 0),
        ("shop/app.py", "'..'", 1),
        ("app.py", "'.'", 1),
    ],
)
def test_a_file_beside_the_repository(path: str, above: str, told: int) -> None:
    start = f"web: gunicorn {path.removesuffix('.py').replace('/', '.')}:app\n"
    files = {
        path: LOAD.format(above) + FLASK,
        "shop/__init__.py": "",
        "requirements.txt": REQUIREMENTS,
        "Procfile": start,
    }
    assert len(check("unignored-env-file", {**files, ".gitignore": "venv/\n"})) == told

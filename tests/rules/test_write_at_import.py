"""What is made beside the code when the app is loaded, on disks that cannot be written to."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = "import logging\nimport os\nfrom logging.handlers import RotatingFileHandler\n" + FLASK


def found(code: str, host: str = "app.yaml", **files: str) -> list[tuple[str, int, str]]:
    text = {"app.yaml": "runtime: python313\n", "Procfile": "web: gunicorn main:app\n"}[host]
    return check("write-at-import", {"main.py": HEAD + code, host: text, **files})


MADE = [
    "os.makedirs('uploads', exist_ok=True)\n",
    "os.mkdir(os.path.join(os.path.dirname(__file__), 'uploads'))\n",
    "os.makedirs(app.instance_path)\n",
    "logging.FileHandler('shop.log')\n",
    "RotatingFileHandler('shop.log', maxBytes=10)\n",
    "UPLOADS = os.path.join(app.root_path, 'uploads')\nif not os.path.exists(UPLOADS):\n    os.makedirs(UPLOADS)\n",
    "def make():\n    os.makedirs('uploads')\nmake()\n",
]


@pytest.mark.parametrize("code", MADE)
def test_made(code: str) -> None:
    assert [(path, severity) for path, _, severity in found(code)] == [("main.py", "error")]


@pytest.mark.parametrize("code", MADE)
def test_elsewhere_it_can_be_made(code: str) -> None:
    assert not found(code, "Procfile")


NOT_MADE = [
    "os.makedirs('/tmp/uploads', exist_ok=True)\n",
    "os.makedirs(os.environ.get('UPLOADS', 'uploads'), exist_ok=True)\n",
    "try:\n    os.makedirs('uploads')\nexcept OSError:\n    pass\n",
    "if os.environ.get('LOCAL'):\n    os.makedirs('uploads')\n",
    "if not os.path.exists('other'):\n    os.makedirs('uploads')\n",
    "@app.post('/')\ndef upload():\n    os.makedirs('uploads', exist_ok=True)\n    return ''\n",
    "if __name__ == '__main__':\n    os.makedirs('uploads')\n",
    "logging.StreamHandler()\n",
]


@pytest.mark.parametrize("code", NOT_MADE)
def test_not_made(code: str) -> None:
    assert not found(code)


def test_a_folder_that_git_has_is_there() -> None:
    assert not found("os.makedirs('uploads', exist_ok=True)\n", **{"uploads/.gitkeep": ""})

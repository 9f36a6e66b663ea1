"""Configurations that are loaded from a file by its path, which is the host's and not the one of the repository."""

from __future__ import annotations

import pytest
from checking import check

CONFIG = "class Base:\n    SECRET_KEY = 'b2f97c04e1d84a55'\n\n\nclass Production(Base):\n    pass\n"
APP = "import importlib.machinery\nimport importlib.util\nimport os\nimport runpy\nimport sys\nfrom flask import Flask\n\napp = Flask(__name__)\n"
NAME = "os.environ['SETTINGS_FILE']"

BY_PATH = [
    f"spec = importlib.util.spec_from_file_location('settings', {NAME})\nmodule = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(module)\napp.config.from_object(getattr(module, os.environ['SECTION']))\n",
    f"module = importlib.machinery.SourceFileLoader('settings', {NAME}).load_module()\napp.config.from_object(getattr(module, os.environ['SECTION']))\n",
    f"found = runpy.run_path({NAME})\napp.config.from_object(found[os.environ['SECTION']])\n",
]
BY_NAME = ["app.config.from_object(os.environ['SECTION'])\n", "app.config.from_object(os.getenv('SECTION'))\n"]


@pytest.mark.parametrize(("load", "told"), [*((load, 0) for load in BY_PATH), *((load, 1) for load in BY_NAME)])
def test_whose_file_it_is(load: str, told: int) -> None:
    files = {
        "app.py": APP + load,
        "config.py": CONFIG,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("hard-coded-secret-key", files)) == told

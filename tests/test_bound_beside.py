"""Applications without a start command: the module that calls the factory tells with what, whatever its name."""

from __future__ import annotations

import pytest

from tests.checking import problems

FACTORY = (
    "import os\nfrom flask import Flask\nclass Dev:\n    DEBUG = True\nclass Prod:\n    DEBUG = False\nMODES = {'dev': Dev, 'prod': Prod, 'default': Dev}\n\n\n"
    "def create_app(mode='default'):\n    app = Flask(__name__)\n    app.config.from_object(MODES[mode])\n    return app\n"
)
CALL = "import os\nfrom shop import create_app\napp = create_app(os.getenv('SHOP_MODE') or 'default')\n"

BESIDE = {
    "called like the project": {"plants.py": CALL},
    "as application": {"serve_plants.py": CALL.replace("app = ", "application = ")},
    "beside one for workers": {"plants.py": CALL, "celery_worker.py": CALL},
    "beside tests and rows": {"plants.py": CALL, "seed.py": CALL, "conftest.py": CALL},
    "from the environment": {"garden.py": CALL.replace("os.getenv('SHOP_MODE') or 'default'", "os.environ.get('SHOP_MODE', 'default')")},
}  # fmt: skip
NOT = {
    "none": {},
    "only one for workers": {"celery_worker.py": CALL},
    "two": {"plants.py": CALL, "garden.py": CALL},
    "inside a function": {"plants.py": "from shop import create_app\ndef main():\n    app = create_app('prod')\n"},
}


def said(more: dict[str, str]) -> list[str]:
    files = {"shop/__init__.py": FACTORY, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", **more}
    return [p.message for p in problems("development-config", files)]


@pytest.mark.parametrize("more", BESIDE.values(), ids=BESIDE)
def test_the_only_module_that_calls_the_factory_tells_with_what(more: dict[str, str]) -> None:
    (message,) = said(more)
    assert message.startswith("Where SHOP_MODE is not set")


@pytest.mark.parametrize("more", NOT.values(), ids=NOT)
def test_the_factory_speaks_for_itself(more: dict[str, str]) -> None:
    """Twins."""
    (message,) = said(more)
    assert message.startswith("Production runs with Dev")

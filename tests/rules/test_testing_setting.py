"""Settings that are meant for tests, where production selects them and where it does not."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n"}

SELECTED = [
    "app.testing = True\n",
    "app.config.update(TESTING=True)\n",
    "app.config.from_mapping(LOGIN_DISABLED=True)\n",
    "class Config:\n    TESTING = True\napp.config.from_object(Config)\n",
    "for key in ('TESTING',):\n    app.config[key] = True\n",
]


@pytest.mark.parametrize("text", SELECTED)
def test_selected(text: str) -> None:
    [(path, _, severity)] = check("testing-setting", {**SERVED, "web.py": FLASK + text})
    assert (path, severity) == ("web.py", "error")


NOT_SELECTED = [
    "app.testing = False\n",
    "app.config['TESTING'] = True\napp.config['TESTING'] = False\n",
    "import os\napp.config['TESTING'] = bool(os.environ.get('TESTING'))\n",
    "import os\nif os.environ.get('TESTS'):\n    app.config['TESTING'] = True\n",
    "class Config:\n    TESTING = False\nclass TestConfig(Config):\n    TESTING = True\napp.config.from_object(Config)\n",
    "if __name__ == '__main__':\n    app.testing = True\n    app.run()\n",
    "app.config['WTF_CSRF_ENABLED'] = True\napp.config['LOGIN_DISABLED'] = False\n",
    "def create(testing):\n    app.config['TESTING'] = testing\ncreate(False)\n",
]


@pytest.mark.parametrize("text", NOT_SELECTED)
def test_not_selected(text: str) -> None:
    assert not check("testing-setting", {**SERVED, "web.py": FLASK + text})

"""Classes whose attributes code sets under names that stand nowhere, and flags that a function sets after it has asked for them."""

from __future__ import annotations

import pytest

from tests.checking import check

CONFIG = "class Config:\n    DEBUG = True\n    CACHE_HOST = '127.0.0.1'\n"
START = "from flask import Flask\napp = Flask(__name__)\n"
LOAD = START + "from settings import chosen\napp.config.from_object(chosen())\n"

FILLED = {
    "from a class": "from local import Local\ndef chosen():\n    for key in dir(Local):\n        setattr(Config, key, getattr(Local, key))\n    return Config\n",
    "from a file": "import yaml\ndef chosen():\n    for key, value in yaml.safe_load(open('/etc/shop.yaml')).items():\n        setattr(Config, key.upper(), value)\n    return Config\n",
    "of a class that has it from another": "from local import OVERRIDES\nclass Mixed(Config):\n    pass\nfor key in OVERRIDES:\n    setattr(Mixed, key, OVERRIDES[key])\ndef chosen():\n    return Mixed\n",
    "an instance": "from local import OVERRIDES\nsettings = Config()\nfor name, value in OVERRIDES.items():\n    setattr(settings, name, value)\ndef chosen():\n    return settings\n",
    "once": "from local import Local\ndone = False\ndef chosen():\n    global done\n    if done:\n        return Config\n    for key in vars(Local):\n        setattr(Config, key, getattr(Local, key))\n    done = True\n    return Config\n",
}
LEFT = {
    "not filled": "def chosen():\n    return Config\n",
    "another class": "from local import Local\nclass Other:\n    pass\nfor key in dir(Local):\n    setattr(Other, key, getattr(Local, key))\ndef chosen():\n    return Config\n",
    "other names": "for key in ('TITLE', 'COLOUR'):\n    setattr(Config, key, 'blue')\ndef chosen():\n    return Config\n",
    "never": "if False:\n    for key in ONES:\n        setattr(Config, key, 1)\ndef chosen():\n    return Config\n",
    "only where it is done": "done = False\ndef chosen():\n    global done\n    if done:\n        for key in ONES:\n            setattr(Config, key, 1)\n    done = False\n    return Config\n",
}


@pytest.mark.parametrize("code", FILLED.values(), ids=FILLED)
def test_what_a_class_that_is_filled_holds_is_not_known(code: str) -> None:
    assert (
        check("debug-setting", {"app.py": LOAD, "settings.py": CONFIG + code, "Procfile": "web: gunicorn app:app\n"})
        == []
    )


@pytest.mark.parametrize("code", LEFT.values(), ids=LEFT)
def test_what_nobody_sets_by_an_unknown_name_stays_as_it_is_written(code: str) -> None:
    """Twins."""
    files = {"app.py": LOAD, "settings.py": CONFIG + code, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("debug-setting", files)) == 1

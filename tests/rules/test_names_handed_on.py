"""What stands in a file that may not be there, and modules that give their names to what puts others in their place: constants are guesses then."""

from __future__ import annotations

import pytest
from checking import FLASK, check

LISTED = {"requirements.txt": "flask\ngunicorn\nredis\n", "Procfile": "web: gunicorn app:app\n"}
LOADED = "import json, os\n\ndef load(name):\n    if not os.path.exists(name):\n        return {{}}\n    with open(name) as file:\n        return {}\n\nHELD = load('/etc/shop/held.json')\n"

BESIDE_A_FILE = [
    "app.secret_key = HELD.get('key', 'a-k3y-of-th3-c0de')\n",
    "app.config['SECRET_KEY'] = HELD.get('key', '{{key}}')\n",
    "app.config['DEBUG'] = HELD.get('debug', True)\n",
    "import redis\nqueue = redis.Redis(host=HELD.get('host', os.environ.get('REDIS', 'localhost')))\n",
]


@pytest.mark.parametrize("code", BESIDE_A_FILE)
@pytest.mark.parametrize("made", ["json.load(file)", "dict(line.split('=') for line in file)"])
def test_the_default_of_what_a_file_may_hold(code: str, made: str) -> None:
    files = {**LISTED, "app.py": LOADED.format(made) + FLASK + code}
    empty = {**LISTED, "app.py": "import os\nHELD = {}\n" + FLASK + code}
    for rule in ("hard-coded-secret-key", "debug-setting", "loopback-service"):
        assert not check(rule, files)
    told = [rule for rule in ("hard-coded-secret-key", "debug-setting", "loopback-service") if check(rule, empty)]
    assert len(told) == 1


HANDED = [
    "def load(into=locals()):\n    into.update(read())\n\nload()\n",
    "from loading import load\n\nload(globals())\n",
    "from loading import load\n\nload('x', into=globals())\n",
    "globals().update(read())\n",
    "exec(open('/etc/shop/own.py').read(), globals())\n",
    "import sys\nfrom loading import named\n\nfor name in dir(named):\n    setattr(sys.modules[__name__], name, getattr(named, name))\n",
]
KEPT = ["print(locals())\n", "shown = sorted(globals())\n", "def show():\n    return locals()\n", ""]
SETTINGS = "import os\nDEBUG = True\nADDRESS = os.environ.get('ADDRESS', 'http://127.0.0.1:1219')\n"
USED = (
    "import settings\n"
    + FLASK
    + "app.debug = settings.DEBUG\n@app.get('/')\ndef index():\n    return settings.ADDRESS\n"
)


@pytest.mark.parametrize(("code", "count"), [*((code, 0) for code in HANDED), *((code, 1) for code in KEPT)])
def test_a_module_whose_names_others_may_replace(code: str, count: int) -> None:
    files = {**LISTED, "app.py": USED, "settings.py": SETTINGS + code, "loading.py": ""}
    assert len(check("debug-setting", files)) == count
    assert len(check("hard-coded-loopback", files)) == count

"""Settings that are the text "False", which is true."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RENDER = (
    "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install flask gunicorn\n"
    "    startCommand: gunicorn web:app\n    envVars:\n      - key: SWITCH\n        value: {}\n"
)


def found(text: str, value: str = '"False"', **files: str) -> list[tuple[str, int, str]]:
    return check("string-as-boolean", {**files, "web.py": text, "render.yaml": RENDER.format(value)})


def setting(key: str, value: str) -> str:
    return f"import os\n{FLASK}app.config[{key!r}] = {value}\n"


TRUE = [
    ("LOGIN_DISABLED", 'os.environ.get("SWITCH")', '"False"', "error"),
    ("LOGIN_DISABLED", 'os.environ["SWITCH"]', '"0"', "error"),
    ("MAIL_USE_SSL", 'os.getenv("SWITCH", False)', "'no'", "warning"),
    ("TESTING", 'os.environ.get("SWITCH") or False', '"off"', "warning"),
]


@pytest.mark.parametrize(("key", "value", "text", "severity"), TRUE)
def test_true(key: str, value: str, text: str, severity: str) -> None:
    assert found(setting(key, value), text) == [("render.yaml", 9, severity)]


def test_true_in_a_class_of_the_configuration() -> None:
    config = 'import os\n\nclass Config:\n    MAIL_SUPPRESS_SEND = os.environ.get("MAIL_OFF", "False")\n'
    text = FLASK + 'app.config.from_object("config.Config")\n'
    assert found(text, **{"config.py": config}) == [("config.py", 4, "warning")]


FALSE = [
    ("MAIL_USE_SSL", 'os.environ.get("SWITCH") == "True"', '"False"'),
    ("MAIL_USE_SSL", 'os.environ.get("SWITCH", "").lower() in ("1", "true")', '"False"'),
    ("MAIL_USE_SSL", 'bool(int(os.environ["SWITCH"]))', '"0"'),
    ("MAIL_USE_SSL", 'os.environ.get("SWITCH")', '"True"'),
    ("MAIL_USE_SSL", 'os.environ.get("SWITCH")', '""'),
    ("MAIL_USE_SSL", 'os.environ.get("OTHER", False)', '"False"'),
    ("MAIL_USE_SSL", 'json.loads(os.environ["SWITCH"])', '"false"'),
    ("MAIL_PASSWORD", 'os.environ.get("SWITCH")', '"False"'),
]


@pytest.mark.parametrize(("key", "value", "text"), FALSE)
def test_false(key: str, value: str, text: str) -> None:
    assert not found("import json\n" + setting(key, value), text)


IF = "import os\n" + FLASK + "{}if {}:\n    app.config['CACHE'] = 1\n"


@pytest.mark.parametrize(
    ("before", "test", "value", "line"),
    [
        ("", "os.environ.get('SWITCH')", '"False"', 9),
        ("", "not os.getenv('SWITCH')", '"off"', 0),
        ("", "bool(os.environ.get('SWITCH'))", '"0"', 9),
        ("SWITCH = os.environ['SWITCH']\n", "SWITCH", '"no"', 9),
        ("", "os.environ.get('SWITCH')", '"True"', 0),
        ("", "os.environ.get('SWITCH')", '""', 0),
        ("", "'SWITCH' in os.environ", '"False"', 0),
        ("", "os.environ.get('SWITCH') == 'True'", '"False"', 0),
        ("", "os.environ.get('SWITCH', '').lower() in ('1', 'true')", '"False"', 0),
        ("SWITCH = int(os.environ['SWITCH'])\n", "SWITCH", '"0"', 0),
        ("import json\nSWITCH = json.loads(os.environ['SWITCH'])\n", "SWITCH", '"0"', 0),
    ],
)
def test_a_test_that_holds(before: str, test: str, value: str, line: int) -> None:
    assert found(IF.format(before, test), value) == ([("render.yaml", line, "warning")] if line else [])


def test_a_default_that_says_no() -> None:
    assert found(IF.format("OTHER = os.environ.get('OTHER', 'False')\n", "OTHER")) == [("web.py", 4, "warning")]


BOOLS = [
    "app.config['SHOW_PRICES'] = bool(os.environ.get('SWITCH', 'False'))\n",
    "app.config.update(SESSION_COOKIE_SECURE=True, SHOW_PRICES=bool(os.environ['SWITCH']))\n",
    "class Config:\n    SHOW_PRICES = bool(os.getenv('SWITCH', '0'))\napp.config.from_object(Config)\n",
    "shown = os.getenv('SWITCH', 'no')\n@app.get('/')\ndef index():\n    return {'prices': bool(shown)}\n",
]


@pytest.mark.parametrize("text", BOOLS)
def test_what_bool_makes_of_a_text(text: str) -> None:
    [(path, line, severity)] = found("import os\n" + FLASK + text)
    assert (path, line, severity) == ("render.yaml", 9, "warning")


NO_BOOLS = [
    "app.config['SHOW_PRICES'] = bool(int(os.environ.get('SWITCH', '0')))\n",
    "app.config['SHOW_PRICES'] = bool(os.environ.get('ELSE'))\n",
    "app.config['SHOW_PRICES'] = bool(os.environ.get('ELSE', ''))\n",
    "app.config['SHOW_PRICES'] = bool('False')\n",
    "from own import bool\napp.config['SHOW_PRICES'] = bool(os.environ['SWITCH'])\n",
    "def bool(text):\n    return text == '1'\napp.config['SHOW_PRICES'] = bool(os.environ['SWITCH'])\n",
]


@pytest.mark.parametrize("text", NO_BOOLS)
def test_what_bool_is_told_rightly(text: str) -> None:
    assert not found("import os\n" + FLASK + text, **{"own.py": "def bool(text):\n    return text == '1'\n"})

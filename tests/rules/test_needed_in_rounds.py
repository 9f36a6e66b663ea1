"""Variables that a start needs in a loop over their names, in a comprehension, and as an operand of a sum."""

from __future__ import annotations

import pytest
from checking import check, problems

APP_YAML = "runtime: python313\nentrypoint: gunicorn -b :$PORT main:app\nenv_variables:\n  THEME: light\n"
NAMES = "NAMES = ['API_USER', 'API_TOKEN']\n"

NEEDED = {
    "read in a loop": "for name in ('API_USER', 'API_TOKEN'):\n    app.config[name] = os.environ[name]\n",
    "read in a loop over a constant": NAMES
    + "found = {}\nfor name in NAMES:\n    found[name] = os.environ[name].strip()\n",
    "checked in a loop": NAMES
    + "for name in NAMES:\n    if not os.environ.get(name):\n        raise RuntimeError(name)\n",
    "checked in a loop with the environment": NAMES
    + "for name in NAMES:\n    if name not in os.environ:\n        sys.exit(1)\n",
    "gathered": NAMES
    + "missing = [n for n in NAMES if n not in os.environ]\nif missing:\n    raise RuntimeError(missing)\n",
    "gathered by a walrus": NAMES
    + "if missing := {n for n in NAMES if not os.getenv(n)}:\n    sys.exit(str(missing))\n",
    "any of a generator": NAMES + "if any(os.getenv(n) is None for n in NAMES):\n    raise SystemExit('set them')\n",
    "not all of a generator": NAMES
    + "if not all(os.environ.get(n) for n in NAMES):\n    raise SystemExit('set them')\n",
    "all of a list": "if not all([os.getenv('API_USER'), os.getenv('API_TOKEN')]):\n    raise SystemExit('set them')\n",
    "asserted": NAMES + "assert all(n in os.environ for n in NAMES)\n",
    "in a function": NAMES
    + "def verify():\n    absent = [n for n in NAMES if not os.environ.get(n)]\n    if absent:\n        raise ValueError(absent)\nverify()\n",
}

TWINS = {
    "read with a default": "for name in ('API_USER', 'API_TOKEN'):\n    app.config[name] = os.environ.get(name)\n",
    "caught": NAMES
    + "for name in NAMES:\n    try:\n        app.config[name] = os.environ[name]\n    except KeyError:\n        pass\n",
    "only those that are there": NAMES
    + "for name in NAMES:\n    if name in os.environ:\n        app.config[name] = os.environ[name]\n",
    "told in the log": NAMES + "missing = [n for n in NAMES if n not in os.environ]\nif missing:\n    print(missing)\n",
    "any is enough": "if not any(os.getenv(n) for n in ('API_USER', 'THEME')):\n    raise SystemExit('set one')\n",
    "declared": "for name in ['THEME']:\n    app.config[name] = os.environ[name]\n",
    "of names that nobody knows": "for name in open('names').read().split():\n    app.config[name] = os.environ[name]\n",
    "of what is there": "found = [os.environ[n] for n in os.environ if n.startswith('API_')]\nif not found:\n    print('none')\n",
    "only when debugging": NAMES
    + "if app.debug and not all(n in os.environ for n in NAMES):\n    raise SystemExit(1)\n",
    "no item fails": "bad = [n for n in ('a', 'b') if n == 'c']\nif bad:\n    raise SystemExit(1)\n",
}


def app(text: str) -> dict[str, str | bytes]:
    return {
        "main.py": f"import os\nimport sys\nfrom flask import Flask\n\napp = Flask(__name__)\n{text}",
        "app.yaml": APP_YAML,
        "requirements.txt": "flask\ngunicorn\n",
    }


@pytest.mark.parametrize("name", NEEDED)
def test_all_names_are_needed(name: str) -> None:
    found = problems("undeclared-variable", app(NEEDED[name]))
    assert len(found) == 1
    assert found[0].message.startswith("API_TOKEN and API_USER are needed to start")


@pytest.mark.parametrize("name", TWINS)
def test_twins(name: str) -> None:
    assert not check("undeclared-variable", app(TWINS[name]))


SUMS = {
    "behind a text": "BASE = 'https://' + os.getenv('API_HOST') + '/v1'\n",
    "before a text": "BASE = os.environ.get('API_HOST') + '/v1'\n",
    "as an argument": "print('https://' + os.getenv('API_HOST'))\n",
}
NO_SUMS = {
    "an f-string": "BASE = f\"https://{os.getenv('API_HOST')}/v1\"\n",
    "an f-string in a sum": "BASE = 'https://' + f\"{os.getenv('API_HOST')}\"\n",
    "a format in a sum": "BASE = 'https://' + '{}/v1'.format(os.getenv('API_HOST'))\n",
    "a percent in a sum": "BASE = 'https://' + '%s' % os.getenv('API_HOST')\n",
    "a default": "BASE = 'https://' + os.getenv('API_HOST', 'api') + '/v1'\n",
    "an or": "BASE = 'https://' + (os.getenv('API_HOST') or 'api') + '/v1'\n",
    "a text of it": "BASE = 'https://' + str(os.getenv('API_HOST')) + '/v1'\n",
}


@pytest.mark.parametrize("name", SUMS)
def test_nothing_is_added_to_none(name: str) -> None:
    [found] = problems("undeclared-variable", app(SUMS[name]))
    assert 'can only concatenate str (not "NoneType") to str' in found.message or "TypeError" in found.message


@pytest.mark.parametrize("name", NO_SUMS)
def test_texts_of_none(name: str) -> None:
    assert not check("undeclared-variable", app(NO_SUMS[name]))

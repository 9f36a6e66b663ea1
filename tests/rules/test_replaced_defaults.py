"""Defaults for which start-up looks in a file of settings that the repository does not have: what they are is no sure error."""

from __future__ import annotations

import pytest
from checking import check

PLAIN = "import os\nimport requests\nfrom flask import Flask\nDEBUG = True\nPRICES = 'http://localhost:5000'\napp = Flask(__name__)\napp.config.from_object(__name__)\n"
ASKING = "\n@app.route('/')\ndef index():\n    return requests.get('%s/list.json' % app.config['PRICES']).text\n"
PATH = "path = os.path.abspath(os.environ.get('SHOP_SETTINGS', 'settings.py'))\n"
FILES: dict[str, str | bytes] = {
    "Procfile": "web: gunicorn shop:app\n",
    "requirements.txt": "Flask\nrequests\ngunicorn\n",
}


@pytest.mark.parametrize(
    ("loading", "severity"),
    [
        ("", "error"),
        (PATH + "if os.path.isfile(path):\n    app.config.from_pyfile(path)\n", "warning"),
        ("app.config.from_pyfile('/etc/shop.cfg', silent=True)\n", "warning"),
        ("app.config.from_envvar('SHOP_SETTINGS', silent=True)\n", "warning"),
        ("print('no file')\n", "error"),
    ],
)
def test_what_a_file_may_replace(loading: str, severity: str) -> None:
    files = {**FILES, "shop.py": PLAIN + loading + ASKING}
    assert [found for *_, found in check("debug-setting", files)] == [severity]
    assert [found for *_, found in check("hard-coded-loopback", files)] == ["warning"]


def test_what_is_set_after_the_file_stays() -> None:
    code = PLAIN + "app.config.from_pyfile('/etc/shop.cfg', silent=True)\napp.config['DEBUG'] = True\n" + ASKING
    assert check("debug-setting", {**FILES, "shop.py": code}) == [("shop.py", 9, "error")]

"""A text that a password has to equal which a visitor sends."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = f"import hmac, os\nfrom flask import abort, request\nfrom werkzeug.security import check_password_hash\n{FLASK}PASSWORD = 'abcd'\n"
LOGIN = "@app.post('/login')\ndef login():\n{}\n    return 'ok'\n"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("    if request.form['pin'] != '4711':\n        abort(403)", 9),
        ("    if '0000' != request.form.get('pin'):\n        abort(403)", 9),
        ("    if request.json.get('password') == PASSWORD:\n        return 'in'", 6),
        ("    sent = request.form['password']\n    if sent != '1234':\n        abort(403)", 10),
        ("    name = request.form['user']\n    if name == 'root' and request.form['passwd'] == 'toor':\n        return 'in'", 10),
        ("    is_known = request.headers.get('X-Auth-Token') == 'letmein'\n    print(is_known)", 9),
        ("    return str(request.args.get('passcode') == '2468')", 9),
        ("    if request.form['action'] != 'save':\n        abort(400)", 0),
        ("    if request.form['password'] == '':\n        abort(400)", 0),
        ("    if request.form.get('token') == 'undefined':\n        abort(400)", 0),
        ("    if request.form['password'] != request.form['again']:\n        abort(400)", 0),
        ("    if request.form['password'] != os.environ['PASSWORD']:\n        abort(403)", 0),
        ("    password = PASSWORD\n    if password == 'abcd':\n        abort(403)", 0),
        ("    if request.form['shipping'] == 'fast':\n        abort(403)", 0),
    ],
)  # fmt: skip
def test_a_short_text_is_a_password_where_it_is_asked_for(body: str, line: int) -> None:
    files: dict[str, str | bytes] = {"app.py": HEAD + LOGIN.format(body), "Procfile": "web: gunicorn app:app\n"}
    assert check("hard-coded-credentials", files) == ([("app.py", line, "error")] if line else [])


def test_what_nothing_calls_asks_nobody() -> None:
    unused = "def old():\n    if request.form['pin'] != '4711':\n        abort(403)\n"
    files: dict[str, str | bytes] = {"app.py": HEAD + unused, "Procfile": "web: gunicorn app:app\n"}
    assert not check("hard-coded-credentials", files)

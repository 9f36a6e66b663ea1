"""Calls and subscripts that Python refuses, in other forms than those of the page, each with what looks like it and is none."""

from __future__ import annotations

import pytest
from checking import problems

HEAD = "import os\nimport datetime\nfrom os import environ, getenv\nfrom flask import Blueprint, Flask, request\n\napp = Flask(__name__)\n\n"
OTHERS = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("A = environ.get['A']", "'method' object is not subscriptable"),
        ("A = environ.get['A'] or 'b'", "'method' object is not subscriptable"),
        ("A = int(os.getenv['A'])", "'function' object is not subscriptable"),
        ("if os.getenv['A']:\n    app.debug = True", "'function' object is not subscriptable"),
        ("A = [getenv['A']]", "'function' object is not subscriptable"),
        ("A = os.environ('A')", "'_Environ' object is not callable"),
        ("A = environ['A'] or environ.get('B') or getenv('C')", ""),
        ("class Environ:\n    get = {'A': 1}\n\nos2 = Environ()\nA = os2.get['A']", ""),
        ("class os:\n    getenv = {'A': 1}\n\nA = os.getenv['A']", ""),
        ("try:\n    A = os.environ('A')\nexcept TypeError:\n    A = ''", ""),
        ("if __name__ == '__main__':\n    A = os.environ('A')", ""),
        ("A = app.config('A')", "'Config' object is not callable"),
        ("A = app.config.get['A']", "'method' object is not subscriptable"),
        ("A = app.config.get('A')", ""),
        ("class Thing:\n    def config(self, key):\n        return key\n\nthing = Thing()\nA = thing.config('A')", ""),
        ("@app.get('/')\ndef index():\n    return request.args('a')", "'ImmutableMultiDict' object is not callable"),
        ("@app.get('/')\ndef index():\n    return request.form.get['a']", "'method' object is not subscriptable"),
        ("@app.get('/')\ndef index():\n    return request.args.get('a') or request.form['a']", ""),
        ("A = datetime()", "'module' object is not callable"),
        ("from datetime import datetime\n\nA = datetime(2026, 1, 1)", ""),
        ("def price(datetime):\n    return datetime()\n\nprice(list)", ""),
        ("import shop\n\nshop()", "'module' object is not callable"),
        ("import loud\n\nloud()", ""),
        ("import strange\n\nstrange()", ""),
        ("def price():\n    return 1\n\nA = price['a']", "'function' object is not subscriptable"),
        ("def price():\n    return 1\n\ndef total(price):\n    return price['a']\n\ntotal({})", ""),
        ("def price():\n    return 1\n\nprice = {'a': 1}\nA = price['a']", ""),
        ("def price():\n    return 1\n\nA = {price['id']: str(price['id']) for price in [{'id': 1}]}", ""),
        ("def price():\n    return 1\n\nA = {price['a']: price['b'] for price in [{'a': 1, 'b': 2}]}", ""),
        ("def price():\n    return 1\n\nA = [str(price['a']).strip() for price in [{'a': 1}] if price['a']]", ""),
        ("def price():\n    return 1\n\nA = {name for _, price in [(1, {'a': 1})] for name in price['a'].split()}", ""),
        ("def price():\n    return 1\n\nA = sorted([{'a': 1}], key=lambda price: abs(price['a']))", ""),
        ("def price():\n    return 1\n\n@app.get('/')\ndef index():\n    return ', '.join('{}'.format(price['a']) for n, price in [])", ""),
        ("def price():\n    return 1\n\nA = [price['a'] for other in []]", "'function' object is not subscriptable"),
        ("def price():\n    return 1\n\n@app.get('/')\ndef index():\n    return str([price['a'] for other in [1]])\n\nB = {price: 1 for price in 'ab'}", "'function' object is not subscriptable"),
        ("@dict\ndef price():\n    return 1\n\nA = price['a']", ""),
        ("other = Flask()", "missing 1 required positional argument: 'import_name'"),
        ("bp = Blueprint('bp')", "missing 1 required positional argument: 'import_name'"),
        ("bp = Blueprint()", "missing 2 required positional arguments: 'name' and 'import_name'"),
        ("other = Flask(__name__, host='0.0.0.0')", "Flask.__init__() got an unexpected keyword argument 'host'"),
        ("bp = Blueprint('bp', __name__, url_prefxi='/b')", "got an unexpected keyword argument 'url_prefxi'"),
        ("other = Flask(__name__, static_url_path='', **{'host': 1})\nbp = Blueprint('b', __name__, cli_group='b')", ""),
        ("class Shop(Flask):\n    def __init__(self, name, host):\n        super().__init__(name)\n\nother = Shop(__name__, host='a')", ""),
        ("from flask_mail import Mail\n\nmail = Mail\nmail.init_app(app)", "Mail.init_app() missing 1 required positional argument: 'app'"),
        ("from shop import logins\n\nlogins.init_app(app)", "LoginManager.init_app() missing 1"),
        ("from flask_mail import Mail\n\nmail = Mail()\nmail.init_app(app)\nMail().init_app(app)", ""),
        ("from flask_mail import Mail\n\nMail.init_app(Mail(), app)", ""),
        ("other = Flask(import_name=__name__)\nbp = Blueprint(*('a', __name__))\nb = Blueprint('b', **{'import_name': 'b'})", ""),
    ],
)  # fmt: skip
def test_calls(code: str, told: str) -> None:
    own = {
        "shop.py": "from flask_login import LoginManager\n\nA = 1\nlogins = LoginManager\n",
        "loud.py": "import sys\n\nsys.modules[__name__] = print\n",
    }
    found = [problem.message for problem in problems("invalid-call", {**OTHERS, **own, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


def test_what_no_start_meets_is_a_warning() -> None:
    text = f"{HEAD}def site():\n    return os.environ('SITE')\n\n@app.get('/')\ndef index():\n    return site() if request.args else ''\n"
    found = problems("invalid-call", {**OTHERS, "app.py": text})
    assert [problem.severity for problem in found] == ["warning"]


def test_what_a_function_returns_is_evaluated_when_it_is_called() -> None:
    text = f"{HEAD}def site():\n    return os.environ.get['SITE']\n\n@app.get('/')\ndef index():\n    return site() if request.args else ''\n"
    found = problems("invalid-call", {**OTHERS, "app.py": text})
    assert [(problem.severity, "the app doesn't start" in problem.message) for problem in found] == [("warning", False)]

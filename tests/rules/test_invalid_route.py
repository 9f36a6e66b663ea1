"""Routes that Flask refuses, in other forms than those of the page, each with what looks like it and is none."""

from __future__ import annotations

import pytest
from checking import problems

HEAD = "from functools import wraps\n\nfrom flask import Blueprint, Flask, abort, jsonify, render_template\n\napp = Flask(__name__)\nbp = Blueprint('bp', __name__)\n\n"
OTHERS = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("@app.route('orders')\ndef orders():\n    return ''", "must start with a slash"),
        ("@app.get('')\ndef orders():\n    return ''", ""),
        ("@bp.route('orders')\ndef orders():\n    return ''\n\napp.register_blueprint(bp)", "must start with a slash"),
        ("@bp.route('orders')\ndef orders():\n    return ''\n\napp.register_blueprint(bp, url_prefix='/shop')", ""),
        ("@bp.route('orders')\ndef orders():\n    return ''\n\nfor part in (bp,):\n    app.register_blueprint(part, url_prefix='/a')", ""),
        ("@bp.route('orders')\ndef orders():\n    return ''\n\nouter = Blueprint('outer', __name__)\nouter.register_blueprint(bp, url_prefix='/a')\napp.register_blueprint(outer)", ""),
        ("@app.route('/', methods='GET')\ndef orders():\n    return ''", "must be a list of strings"),
        ("@app.route('/', methods=('GET', 'POST'))\ndef orders():\n    return ''", ""),
        ("@app.get('/')\ndef a():\n    return ''\n\n@app.post('/')\ndef a():\n    return ''", "existing endpoint function: a"),
        ("@app.get('/')\ndef a():\n    return ''\n\n@app.post('/', endpoint='b')\ndef a():\n    return ''", ""),
        ("@app.get('/')\ndef a():\n    return ''\n\n@bp.get('/')\ndef a():\n    return ''", ""),
        ("if app.debug:\n    @app.get('/')\n    def a():\n        return ''\nelse:\n    @app.get('/')\n    def a():\n        return 1", ""),
        ("@app.get('/')\n@app.get('/a')\ndef a():\n    return ''", ""),
        ("@app.get('/')\ndef a():\n    jsonify(1)", "did not return a valid response"),
        ("@app.get('/')\ndef a():\n    render_template('a.html')\n    abort(404)", ""),
        ("@app.get('/')\ndef a():\n    1 / 0", ""),
        ("@app.get('/')\ndef a():\n    yield jsonify(1)", ""),
        ("def page(view):\n    return lambda: view() or ''\n\n@app.get('/')\n@page\ndef a():\n    jsonify(1)", ""),
    ],
)  # fmt: skip
def test_routes(code: str, told: str) -> None:
    found = [problem.message for problem in problems("invalid-route", {**OTHERS, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("@app.get('/<int id>')\ndef a(id):\n    return ''", "malformed url rule"),
        ("@app.get('/<id')\ndef a(id):\n    return ''", "malformed url rule"),
        ("@app.get('/<1st>')\ndef a(first):\n    return ''", "malformed url rule"),
        ("@bp.get('/<int:>')\ndef a(id):\n    return ''\n\napp.register_blueprint(bp)", "malformed url rule"),
        ("@app.get('/<integer:id>')\ndef a(id):\n    return ''", "converter 'integer' does not exist"),
        ("@app.get('/<Int:id>')\ndef a(id):\n    return ''", "converter 'Int' does not exist"),
        ("@app.get('/<id>/<id>')\ndef a(id):\n    return ''", "one name"),
        ("@app.get('/<int:id>')\ndef a(ident):\n    return ''", "unexpected keyword argument 'id'"),
        ("@app.get('/<int:id>')\ndef a():\n    return ''", "unexpected keyword argument 'id'"),
        ("@app.get('/all')\ndef a(page):\n    return ''", "missing 1 required positional argument: 'page'"),
        ("bq = Blueprint('bq', __name__, url_prefix='/<shop>')\n\n@bq.get('/')\ndef a():\n    return ''\n\napp.register_blueprint(bq)", "unexpected keyword argument 'shop'"),
        ("bq = Blueprint('bq', __name__, url_prefix='/<shop>')\n\n@bq.get('/')\ndef a(shop):\n    return ''\n\napp.register_blueprint(bq)", ""),
        ("@bp.get('/<int id>')\ndef a(id):\n    return ''", ""),
        ("@app.get('/<string(length=2):id>/<path:rest>/<any(a, b):kind>')\ndef a(id, rest, kind):\n    return ''", ""),
        ("app.url_map.converters['integer'] = int\n\n@app.get('/<integer:id>')\ndef a(id):\n    return ''", ""),
        ("@app.get('/<int:id>')\ndef a(**given):\n    return ''", ""),
        ("def auth_required(view):\n    return lambda **k: view(user=1, **k)\n\n@app.get('/')\n@auth_required\ndef a(user):\n    return ''", ""),
        ("from flask_login import login_required\n\n@app.get('/')\n@login_required\ndef a(user):\n    return ''", "missing 1 required"),
        ("from security import login_required\n\n@app.get('/')\n@login_required\ndef a(user):\n    return ''", ""),
        ("@bp.get('/<regex(\"[a-z]+\"):id>')\ndef a(id):\n    return ''\n\napp.register_blueprint(bp)", ""),
        ("@app.get('/<str:id>')\ndef a(id):\n    return ''", "converter 'str' does not exist"),
        ("@app.get('/<slug:id>')\ndef a(id):\n    return ''", ""),
        ("@app.get('/all')\ndef a(page=1):\n    return ''", ""),
        ("@app.get('/all', defaults={'page': 1})\n@app.get('/all/<int:page>')\ndef a(page):\n    return ''", ""),
        ("def given(view):\n    return lambda **k: view(1)\n\n@app.get('/<int:id>')\n@given\ndef a(user):\n    return ''", ""),
        ("@app.url_value_preprocessor\ndef pull(endpoint, values):\n    values.pop('lang', None)\n\n@app.get('/<lang>')\ndef a():\n    return ''", ""),
    ],
)  # fmt: skip
def test_variables_of_rules(code: str, told: str) -> None:
    found = [problem.message for problem in problems("invalid-route", {**OTHERS, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


TWO = "from flask import Blueprint\n\nshop = Blueprint('shop', __name__)\n"


@pytest.mark.parametrize(
    ("cart", "registers", "told"),
    [
        (TWO.replace("shop =", "cart ="), "app.register_blueprint(shop)\napp.register_blueprint(cart)", 1),
        (TWO.replace("shop =", "cart ="), "app.register_blueprint(shop)\napp.register_blueprint(cart, url_prefix='/cart')", 1),
        (TWO.replace("shop =", "cart ="), "def build(app):\n    app.register_blueprint(shop)\n    app.register_blueprint(cart)\n\nbuild(app)", 1),
        (TWO.replace("shop = Blueprint('shop'", "import os\n\ncart = Blueprint(os.environ['NAME']"), "app.register_blueprint(shop)\napp.register_blueprint(cart)", 0),
        (TWO.replace("shop = Blueprint('shop'", "cart = Blueprint('cart'"), "app.register_blueprint(shop)\napp.register_blueprint(cart)", 0),
        (TWO.replace("shop =", "cart ="), "app.register_blueprint(shop)\napp.register_blueprint(cart, name='cart')", 0),
        (TWO.replace("shop =", "cart ="), "if app.debug:\n    app.register_blueprint(shop)\nelse:\n    app.register_blueprint(cart)", 0),
        (TWO.replace("shop =", "cart ="), "app.register_blueprint(shop)\nother = Flask(__name__)\nother.register_blueprint(cart)", 0),
        (TWO.replace("shop =", "cart ="), "shop.register_blueprint(cart)\napp.register_blueprint(shop)", 0),
    ],
)  # fmt: skip
def test_two_blueprints_of_one_name(cart: str, registers: str, told: int) -> None:
    app = f"from flask import Flask\n\nfrom cart import cart\nfrom shop import shop\n\napp = Flask(__name__)\n{registers}\n"
    files = {**OTHERS, "app.py": app, "shop.py": TWO, "cart.py": cart}
    assert len(problems("invalid-route", files)) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("if request.args:\n        return 'a'\n    render_template('a.html')", "warning"),
        ("if request.args:\n        if request.form:\n            return 'a'\n    render_template('a.html')", "error"),
        ("if request.args:\n        jsonify(1)\n    else:\n        return 'a'", "warning"),
        ("for x in request.args:\n        return x\n    jsonify(1)", "error"),
        ("if request.args:\n        jsonify(1)\n    return 'a'", ""),
        ("if request.args:\n        return 'a'\n    jsonify(1)\n    return 'b'", ""),
        ("if request.args:\n        return 'a'\n    jsonify(1)\n    abort(404)", ""),
        ("if request.args:\n        return 'a'\n    x = jsonify(1)\n    return x", ""),
        ("if request.args:\n        return 'a'\n    jsonify(1)\n    raise ValueError", ""),
        ("if request.args:\n        return 'a'\n    elif request.form:\n        jsonify(1)\n    return 'b'", ""),
        ("try:\n        return 'a'\n    except ValueError:\n        jsonify(1)", ""),
    ],
)  # fmt: skip
def test_a_way_without_an_answer(body: str, told: str) -> None:
    head = HEAD.replace("jsonify,", "jsonify, request,")
    text = f"{head}@app.route('/')\ndef a():\n    {body}\n"
    found = problems("invalid-route", {**OTHERS, "app.py": text})
    assert [problem.severity or "error" for problem in found] == [told] * bool(told)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("names()\n    jsonify(1)", "error"),
        ("found = names()\n    jsonify(found)", "error"),
        ("if names():\n        jsonify(1)\n    else:\n        render_template_string('')", "warning"),
        ("return jsonify(names())", ""),
        ("names()\n    abort(404)\n    jsonify(1)", ""),
        ("jsonify(1)\n    names()", ""),
    ],
)
def test_a_view_that_returns_nothing_and_asks_its_own_functions(body: str, told: str) -> None:
    head = HEAD.replace("jsonify,", "abort, jsonify, render_template_string,")
    text = f"{head}def names():\n    return []\n\n@app.route('/')\ndef a():\n    {body}\n"
    found = problems("invalid-route", {**OTHERS, "app.py": text})
    assert {problem.severity or "error" for problem in found} == ({told} if told else set())


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("@app.get\ndef a():\n    return ''", "answers 404"),
        ("@bp.route\ndef a():\n    return ''", "answers 404"),
        ("@app.before_request\ndef a():\n    return None", ""),
        ("class Table:\n    def route(self, view):\n        return view\n\nt = Table()\n@t.route\ndef a():\n    return ''", ""),
        ("app.register_blueprint(bp)\napp.register_blueprint(bp, url_prefix='/a')", "already registered"),
        ("app.register_blueprint(bp)\napp.register_blueprint(bp, name='b')", ""),
        ("other = Flask('other')\napp.register_blueprint(bp)\nother.register_blueprint(bp)", ""),
        ("if app.debug:\n    app.register_blueprint(bp)\nelse:\n    app.register_blueprint(bp, url_prefix='/a')", ""),
        ("c = Blueprint('shop.c', __name__)", "may not contain a dot"),
        ("c = Blueprint('shop-c', 'shop.c')", ""),
    ],
)  # fmt: skip
def test_decorators_and_blueprints(code: str, told: str) -> None:
    found = [problem.message for problem in problems("invalid-route", {**OTHERS, "app.py": f"{HEAD}{code}\n"})]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    "code", ["app.register_blueprint(bp)\napp.register_blueprint(bp)", "c = Blueprint('a.b', __name__)"]
)
def test_an_older_flask_takes_them(code: str) -> None:
    files = {**OTHERS, "requirements.txt": "Flask==1.1.4\ngunicorn==20.1.0\n", "app.py": f"{HEAD}{code}\n"}
    assert not problems("invalid-route", files)


METHODS = """\
from flask import Flask, request
from flask.views import MethodView, View
from flask_restful import Api, Resource

app = Flask(__name__)
api = Api(app)


class Shop({base}):
{body}


{made}
"""
MADE = 'app.add_url_rule("/{}", view_func=Shop.as_view("shop"))'
RULE = MADE.format("orders/<int:id>")


@pytest.mark.parametrize(
    ("base", "body", "made", "said"),
    [
        ("MethodView", "    def get():\n        return ''", MADE.format(""), "Shop.get() takes 0 positional arguments but 1 was given"),
        ("View", "    def dispatch_request():\n        return ''", MADE.format(""), "Shop.dispatch_request() takes 0 positional"),
        ("Resource", "    def get():\n        return {}", 'api.add_resource(Shop, "/")', "Shop.get() takes 0 positional"),
        ("MethodView", "    def get(id):\n        return ''", RULE, "Shop.get() got multiple values for argument 'id'"),
        ("MethodView", "    def get():\n        return ''", RULE, "Shop.get() got an unexpected keyword argument 'id'"),
        ("MethodView", "    def get(self):\n        return ''", MADE.format(""), ""),
        ("MethodView", "    def get(this, id):\n        return ''", RULE, ""),
        ("MethodView", "    def get(*given, **more):\n        return ''", RULE, ""),
        ("MethodView", "    @staticmethod\n    def get():\n        return ''", MADE.format(""), ""),
        ("MethodView", "    def get(self):\n        return ''\n\n    def title():\n        return ''", MADE.format(""), ""),
        ("MethodView", "    def get(self, number=None):\n        return ''", RULE, ""),  # another rule may be meant
        ("MethodView", "    def get():\n        return ''", "", ""),  # no page
        ("View", "    def get():\n        return ''\n\n    def dispatch_request(self):\n        return ''", MADE.format(""), ""),
        ("object", "    def get():\n        return ''", MADE.format(""), ""),
        ("MethodView", "    def dispatch_request(self):\n        return Shop.get()\n\n    def get():\n        return ''", MADE.format(""), ""),
    ],
)  # fmt: skip
def test_methods_that_do_not_take_their_view(base: str, body: str, made: str, said: str) -> None:
    code = METHODS.format(base=base, body=body, made=made)
    files = {"app.py": code, "requirements.txt": "Flask==3.1.2\nFlask-RESTful==0.3.10\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}  # fmt: skip
    found = [problem.message for problem in problems("invalid-route", files)]
    assert (len(found), said in "".join(found)) == (bool(said), True)

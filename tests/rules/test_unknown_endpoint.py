"""Endpoints that have no route, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "from flask import Blueprint, Flask, redirect, render_template, url_for\n"
INDEX = "@app.route('/')\ndef index():\n    return render_template('a.html')\n"
APP = f"{HEAD}app = Flask(__name__)\n{INDEX}"
SHOP = f"{HEAD}bp = Blueprint('shop', __name__)\n@bp.route('/cart')\ndef cart():\n    return ''\n"
WITH_SHOP = APP + "from shop import bp\napp.register_blueprint(bp, url_prefix='/shop')\n"
VIEW = "@app.route('/x')\ndef x():\n    return "


def link(endpoint: str) -> str:
    return f"{{{{ url_for({endpoint}) }}}}"


LINE = [("templates/a.html", 1, "error")]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"templates/a.html": link("'about'")}, LINE),
        ({"templates/a.html": link('"about", id=3')}, LINE),
        ({"templates/a.html": "{% if x %}" + link("'about'") + "{% endif %}"}, [("templates/a.html", 1, "warning")]),
        ({"templates/a.html": "{% set u = url_for('about') %}"}, LINE),
        ({"app.py": APP + VIEW + "redirect(url_for('about'))\n", "templates/a.html": ""}, [("app.py", 8, "error")]),
        ({"app.py": WITH_SHOP, "shop.py": SHOP, "templates/a.html": link("'cart'")}, LINE),
        ({"app.py": WITH_SHOP, "shop.py": SHOP, "templates/a.html": link("'shop.list'")}, LINE),
        ({"app.py": WITH_SHOP, "shop.py": SHOP, "templates/a.html": link("'.list'")}, LINE),
        ({"templates/a.html": link("'index'")}, []),
        ({"templates/a.html": link("'static', filename='a.css'")}, []),
        ({"templates/a.html": link("page")}, []),
        ({"templates/a.html": link("'a' ~ page")}, []),
        ({"templates/a.html": "{# " + link("'about'") + " #}{% raw %}" + link("'about'") + "{% endraw %}"}, []),
        ({"templates/a.html": "<script>url_for('about')</script>"}, []),
        ({"templates/b.html": link("'about'"), "templates/a.html": ""}, []),
        ({"app.py": WITH_SHOP, "shop.py": SHOP, "templates/a.html": link("'shop.cart'") + link("'.cart'")}, []),
        ({"app.py": WITH_SHOP.replace("bp, ", "bp, name='mall', "), "shop.py": SHOP, "templates/a.html": link("'mall.cart'")}, []),
        ({"app.py": APP + "app.add_url_rule('/about', 'about', index)\n"}, []),
        ({"app.py": APP + "app.add_url_rule('/about', view_func=about)\n"}, []),
        ({"app.py": APP + "app.add_url_rule('/about', view_func=V.as_view('about'))\n"}, []),
        ({"app.py": APP + "for r, f in rules:\n    app.add_url_rule(r, f.__name__, f)\n"}, []),
        ({"app.py": APP + "@app.get('/about', endpoint='about')\ndef y():\n    return ''\n"}, []),
        ({"app.py": APP + "import flask_odd\nflask_odd.Odd(app)\n"}, []),
        ({"app.py": APP + "app.url_build_error_handlers.append(print)\n"}, []),
        ({"app.py": APP, "templates/a.html": link("'admin.index'") + link("'security.login'")}, []),
        ({"app.py": f"{HEAD}def create_app():\n    app = Flask(__name__)\n    import pages\n    pages.init(app)\n    return app\n",
          "pages.py": f"{HEAD}def init(app):\n    @app.route('/')\n    def index():\n        return render_template('a.html')\n    @app.route('/about')\n    def about():\n        return ''\n"}, []),
        ({"app.py": APP + VIEW + "app.try_one()\n", "b.py": "try:\n    url_for('about')\nexcept Exception:\n    pass\n", "templates/a.html": ""}, []),
        ({"app.py": WITH_SHOP + "parent = Blueprint('mall', __name__)\nparent.register_blueprint(bp)\n", "shop.py": SHOP, "templates/a.html": link("'mall.shop.cart'")}, []),
    ],
)  # fmt: skip
def test_endpoints(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    whole: dict[str, str | bytes] = {"app.py": APP, "templates/a.html": link("'about'"), **files}
    assert check("unknown-endpoint", whole) == found


@pytest.mark.parametrize(
    ("routed", "endpoint", "count"),
    [
        ("app.route('/about')(views.about)\n", "about", 0),
        ("app.get('/about')(about)\n", "about", 0),
        ("app.route('/about', endpoint='about')(views.page)\n", "about", 0),
        ("app.route('/about')(make_view())\n", "about", 0),
        ("app.route('/about')(views.page)\n", "about", 1),
        ("app.limit('/about')(views.about)\n", "about", 1),
    ],
)
def test_routes_that_are_called_as_functions(routed: str, endpoint: str, count: int) -> None:
    files = {"app.py": APP + routed, "templates/a.html": link(f"'{endpoint}'")}
    assert len(check("unknown-endpoint", files)) == count


@pytest.mark.parametrize(
    ("endpoint", "found"),
    [(".index", 0), (".x", 0), (".cart", 0), (".inde", 1), (".nothing", 1), ("shop.index", 1)],
)
def test_a_leading_dot_without_a_blueprint_is_left_out(endpoint: str, found: int) -> None:
    files = {"app.py": WITH_SHOP + VIEW + f"redirect(url_for('{endpoint}'))\n", "shop.py": SHOP, "templates/a.html": ""}
    assert len(check("unknown-endpoint", files)) == found


RESOURCES = (
    "from flask import Blueprint, Flask, url_for\nfrom flask_restx import Api, Resource\napp = Flask(__name__)\nbp = Blueprint('v1', __name__)\napi = Api(bp)\n"
    "{mark}class OrderItemList(Resource):\n    def get(self):\n        return url_for('v1.{name}')\n{given}app.register_blueprint(bp)\n"
)


@pytest.mark.parametrize(
    ("mark", "given"), [("", "api.add_resource(OrderItemList, '/orders')\n"), ("@api.route('/orders')\n", "")]
)
@pytest.mark.parametrize(
    ("name", "told"), [("order_item_list", 0), ("orderitemlist", 0), ("order_list", 1), ("item_list", 1)]
)
def test_endpoints_of_resources(mark: str, given: str, name: str, told: int) -> None:
    """Flask-RESTX 1.3 calls the endpoint ``order_item_list``, Flask-RESTful 0.3.10 ``orderitemlist``."""
    files = {"app.py": RESOURCES.format(mark=mark, given=given, name=name), "Procfile": "web: gunicorn app:app\n"}
    assert len(check("unknown-endpoint", files)) == told


def test_endpoints_of_namespaces_are_not_followed() -> None:
    text = RESOURCES.format(mark="@api.namespace('shop').route('/x')\n", given="", name="shop_order_item_list")
    assert not check("unknown-endpoint", {"app.py": text, "Procfile": "web: gunicorn app:app\n"})

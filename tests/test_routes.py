"""Which addresses an application answers: blueprints are told apart by the calls that make them, not by their names."""

from __future__ import annotations

import pytest
from checking import check

from flaskcheck.application import routes

RAILWAY = '{"deploy": {"startCommand": "gunicorn shop:app", "healthcheckPath": "/health"}}'
MADE = "from flask import Blueprint\nbp = Blueprint('x', __name__)\nfrom . import routes\n"
ROUTE = "from . import bp\n@bp.route('%s')\ndef answer():\n    return 'ok'\n"
HEAD = "from flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("registering", "found"),
    [
        ("from .api import bp as api\nfrom .health import bp as health\napp.register_blueprint(api, url_prefix='/api')\napp.register_blueprint(health)\n", 0),
        ("from .api import bp as api\nfrom .health import bp as health\napp.register_blueprint(health)\napp.register_blueprint(api, url_prefix='/api')\n", 0),
        ("from . import api, health\napp.register_blueprint(api.bp, url_prefix='/api')\napp.register_blueprint(health.bp)\n", 0),
        ("def add(app):\n    from .api import bp as one\n    from .health import bp as two\n    app.register_blueprint(one, url_prefix='/api')\n    app.register_blueprint(two)\nadd(app)\n", 0),
        ("from .api import bp as one\nfrom .health import bp as two\napp.register_blueprint(one)\napp.register_blueprint(two, url_prefix='/internal')\n", 1),
        ("from .api import bp\napp.register_blueprint(bp, url_prefix='/api')\n", 1),
        ("from .api import bp\nfrom .health import bp as other\nfor part in (bp, other):\n    app.register_blueprint(part, url_prefix='/v1')\n", 0),
    ],
)  # fmt: skip
def test_blueprints_of_one_name(registering: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": HEAD + registering,
        "shop/api/__init__.py": MADE,
        "shop/api/routes.py": ROUTE % "/items",
        "shop/health/__init__.py": MADE,
        "shop/health/routes.py": ROUTE % "/health",
        "railway.json": RAILWAY,
    }
    assert len(check("unrouted-health-check", files)) == found


LOCAL = "def add(app):\n    from flask import Blueprint\n    bp = Blueprint('x', __name__%s)\n    @bp.route('/health')\n    def health():\n        return 'ok'\n    app.register_blueprint(bp%s)\nadd(app)\n"


@pytest.mark.parametrize(
    ("made", "registered", "wanted", "found"),
    [
        ("", "", "/health", 0),
        (", url_prefix='/api'", "", "/api/health", 0),
        (", url_prefix='/api'", "", "/health", 1),
        ("", ", url_prefix='/api'", "/api/health", 0),
        ("", ", url_prefix=prefix()", "/health", 0),
    ],
)
def test_a_blueprint_that_a_function_makes(made: str, registered: str, wanted: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "shop.py": HEAD + LOCAL % (made, registered),
        "railway.json": RAILWAY.replace("/health", wanted),
    }
    assert len(check("unrouted-health-check", files)) == found


@pytest.mark.parametrize(
    ("rule", "path", "fits"),
    [
        ("/", "/", True),
        ("/a", "/a", True),
        ("/a", "/ab", False),
        ("/<x>", "/", False),
        ("/<x>", "/a", True),
        ("/<path:x>/b", "/a/b/b", True),
        ("/a<x>b<y>c", "/aXbYc", True),
        ("/a<x>b<y>c", "/abbc", False),
        ("/a<x>b<y>c", "/abbbc", True),
        ("/a<x>a", "/aa", False),
        ("/a<x>a", "/aaa", True),
        ("/<x><y>", "/a", False),
        ("/<x><y>", "/ab", True),
        ("/" + "x<path:y>" * 40 + "b", "/" + "x" * 200, False),
        ("/" + "x<path:y>" * 40 + "b", "/" + "x" * 200 + "b", True),
    ],
)
def test_a_path_fits_a_rule_in_one_pass(rule: str, path: str, fits: bool) -> None:
    assert routes._fits(rule, path) is fits

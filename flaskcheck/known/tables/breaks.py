"""Releases that can be installed together and do not work together: each row was seen to fail with CPython 3.9, 3.11, 3.12 or 3.13, and its neighbours to work (November 2026); that
of Python 3.14 with 3.11 and without the classes of ``ast`` that 3.14 has no more."""

from __future__ import annotations

from flaskcheck.ground.record import Record


class Break(Record):
    """``user`` fails in these releases with those of ``other`` (``python``: of Python itself): ``error`` is what is said when one of ``modules`` is imported, or used at start. ``python``: only on these."""

    user: str
    specifier: str
    other: str
    other_specifier: str
    error: str
    modules: str
    python: str = ""


def _rows(lines: str) -> tuple[Break, ...]:
    return tuple(Break(*map(str.strip, line.split("|"))) for line in lines.strip().split("\n"))


NAMES = {
    "celery": "Celery",
    "flask": "Flask",
    "flask-admin": "Flask-Admin",
    "flask-babel": "Flask-Babel",
    "flask-bcrypt": "Flask-Bcrypt",
    "flask-bootstrap": "Flask-Bootstrap",
    "flask-caching": "Flask-Caching",
    "flask-debugtoolbar": "Flask-DebugToolbar",
    "flask-httpauth": "Flask-HTTPAuth",
    "flask-jwt": "Flask-JWT",
    "flask-jwt-extended": "Flask-JWT-Extended",
    "flask-login": "Flask-Login",
    "flask-moment": "Flask-Moment",
    "flask-restful": "Flask-RESTful",
    "flask-script": "Flask-Script",
    "flask-socketio": "Flask-SocketIO",
    "flask-sqlalchemy": "Flask-SQLAlchemy",
    "flask-uploads": "Flask-Uploads",
    "flask-wtf": "Flask-WTF",
    "jinja2": "Jinja2",
    "markupsafe": "MarkupSafe",
    "pillow": "Pillow",
    "pyyaml": "PyYAML",
    "sqlalchemy": "SQLAlchemy",
    "werkzeug": "Werkzeug",
    "wtforms": "WTForms",
}
"""How people write them."""

BREAKS = _rows(
    """
flask | <1.1 | jinja2 | >=3.1 | ImportError: cannot import name 'Markup' from 'jinja2' | flask
flask | >=1.1,<2 | jinja2 | >=3.1 | ImportError: cannot import name 'escape' from 'jinja2' | flask
jinja2 | <3 | markupsafe | >=2.1 | ImportError: cannot import name 'soft_unicode' from 'markupsafe' | flask
flask | <2 | itsdangerous | >=2.1 | ImportError: cannot import name 'json' from 'itsdangerous' | flask
flask | >=1.1,<2 | werkzeug | >=2.1 | ImportError: cannot import name 'BaseResponse' from 'werkzeug.wrappers' | flask
flask | <2.2.4 | werkzeug | >=3 | ImportError: cannot import name 'url_quote' from 'werkzeug.urls' | flask
flask-login | <=0.5.0 | werkzeug | >=2.1 | ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security' | flask_login
flask-login | <=0.6.2 | werkzeug | >=3 | ImportError: cannot import name 'url_decode' from 'werkzeug.urls' | flask_login
flask-wtf | <=0.14.3 | werkzeug | >=2.1 | ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security' | flask_wtf
flask-wtf | >0.14.3,<=1.1.1 | flask | >=3 | ImportError: cannot import name 'Markup' from 'flask' | flask_wtf
flask-wtf | >0.14.3,<=1.0.1 | flask | >=2.3 | AttributeError: module 'flask.json' has no attribute 'JSONEncoder' | flask_wtf
flask-wtf | <=1.0.1 | werkzeug | >=3 | ImportError: cannot import name 'url_encode' from 'werkzeug.urls' | flask_wtf
flask-sqlalchemy | <3 | flask | >=3 | ImportError: cannot import name '_app_ctx_stack' from 'flask' | flask_sqlalchemy
flask-sqlalchemy | <2.5 | flask | >=2.2 | AttributeError: '_FakeStack' object has no attribute '__ident_func__' | flask_sqlalchemy
flask-sqlalchemy | <=3.0.0 | sqlalchemy | >=2 | AttributeError: module 'sqlalchemy' has no attribute '__all__' | flask_sqlalchemy
flask-script | >0 | flask | >=2 | ModuleNotFoundError: No module named 'flask._compat' | flask_script
flask-restful | <=0.3.8 | flask | >=2 | ImportError: cannot import name '_endpoint_from_view_func' from 'flask.helpers' | flask_restful
flask-restplus | >0 | werkzeug | >=1 | ImportError: cannot import name 'cached_property' from 'werkzeug' | flask_restplus
flask-restx | >=1.0.0,<=1.1.0 | flask | >=3 | ModuleNotFoundError: No module named 'flask.scaffold' | flask_restx
flask-uploads | <=0.2.1 | werkzeug | >=1 | ImportError: cannot import name 'secure_filename' from 'werkzeug' | flask_uploads
flask-bcrypt | <=0.7.1 | werkzeug | >=2.1 | ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security' | flask_bcrypt
flask-httpauth | >=3.3,<=4.2.0 | werkzeug | >=2.1 | ImportError: cannot import name 'safe_str_cmp' from 'werkzeug.security' | flask_httpauth
flask-moment | >=0.9,<=0.11.0 | jinja2 | >=3.1 | ImportError: cannot import name 'Markup' from 'jinja2' | flask_moment
flask-babel | ==2.0.0 | flask | >=3 | ImportError: cannot import name 'locked_cached_property' from 'flask.helpers' | flask_babel
flask-debugtoolbar | >=0.11,<=0.13.1 | flask | >=3 | ImportError: cannot import name '_request_ctx_stack' from 'flask.globals' | flask_debugtoolbar
flask-socketio | >=4.3,<=5.2.0 | flask | >=3 | ImportError: cannot import name '_request_ctx_stack' from 'flask' | flask_socketio
flask-marshmallow | >=0.14,<=1.2.1 | marshmallow | >=4 | ImportError: cannot import name 'pprint' from 'marshmallow' | flask_marshmallow
flask-admin | >=1.5,<=1.5.8 | jinja2 | >=3.1 | ImportError: cannot import name 'contextfunction' from 'jinja2' | flask_admin
flask-jwt-extended | >=4.3,<=4.4.0 | flask | >=2.3 | AttributeError: 'Flask' object has no attribute 'json_encoder' | flask_jwt_extended
flask-jwt | >=0.3,<=0.3.2 | python | >=3.10 | ImportError: cannot import name 'Mapping' from 'collections' | flask_jwt
sqlalchemy | >=2.0,<=2.0.25 | python | >=3.13 | AssertionError: Class <class 'sqlalchemy.sql.elements.SQLCoreOperations'> directly inherits TypingOnly | sqlalchemy flask_sqlalchemy
sqlalchemy | ==2.0.30 | python | >=3.13 | TypeError: Can't replace canonical symbol for '__firstlineno__' | sqlalchemy flask_sqlalchemy
werkzeug | >=1,<=2.3.4 | python | >=3.14 | AttributeError: module 'ast' has no attribute 'Str' | flask
gunicorn | >=19.7,<20 | python | >=3.12 | ModuleNotFoundError: No module named 'gunicorn.six.moves' | gunicorn
gunicorn | >=20,<21 | setuptools | >=82 | ModuleNotFoundError: No module named 'pkg_resources' | gunicorn | >=3.12
    """
)
"""In the order in which the errors come."""
